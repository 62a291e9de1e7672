"""Statut d'un outil face à la situation (contrat § 3) et phrases qui le motivent."""

from modele.catalogue.objets import Catalogue, Clientele, Outil, Valeur
from modele.choix.objets import Statut
from modele.situation import PAR_CHAMP, Situation
from modele.tarification.resultat import CoutOutil

_NOMS = {Clientele.PARTICULIERS: "particuliers", Clientele.PROFESSIONNELS: "professionnels"}
_LABELS = {"bio": "bio", "conversion": "en conversion", "autre": "sans label bio"}
_REPONSES = {
    Valeur.NON: "le guide dit non",
    Valeur.NON_PRECISE: "le guide ne le dit pas, à vérifier auprès de l'éditeur",
    Valeur.PARTIEL: "l'outil n'y répond qu'en partie",
    Valeur.OPTION: "c'est une option payante de l'outil",
}
_RESERVES = (Valeur.PARTIEL, Valeur.OPTION)


def valeur_pour(outil: Outil, critere: str) -> Valeur:
    """Valeur retenue pour un critère ; une case absente vaut « non précisé », jamais « non »."""
    evaluation = outil.par_critere.get(critere)
    return evaluation.valeur if evaluation else Valeur.NON_PRECISE


def juger(
    outil: Outil, cout: CoutOutil, situation: Situation, catalogue: Catalogue
) -> tuple[Statut, tuple[str, ...], tuple[str, ...]]:
    """Statut, motifs en phrases et indispensables qui déterminent ce statut.

    Un outil à vérifier porte aussi ses réserves en motif ; un outil retenu n'a pas de motif.
    """
    reponses = {
        critere: valeur_pour(outil, critere)
        for critere, exigence in situation.exigences.items()
        # Un dossier peut garder un critère qu'une autre édition du catalogue connaissait.
        if exigence == "indispensable" and critere in catalogue.par_critere
    }

    def en_cause(*valeurs: Valeur) -> tuple[str, ...]:
        return tuple(critere for critere, valeur in reponses.items() if valeur in valeurs)

    def phrases(criteres: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            f"« {catalogue.par_critere[c].nom} » est indispensable pour vous ; {_REPONSES[reponses[c]]}."
            for c in criteres
        )

    refus, inconnus, reserves = en_cause(Valeur.NON), en_cause(Valeur.NON_PRECISE), en_cause(*_RESERVES)
    motifs_propres = _sans_vente(outil, cout) + _sans_label(outil, situation)
    if motifs_propres or refus:
        return Statut.ECARTE, motifs_propres + phrases(refus), refus
    if inconnus:
        return Statut.A_VERIFIER, phrases(inconnus + reserves), inconnus
    if reserves:
        return Statut.AVEC_RESERVE, phrases(reserves), reserves
    return Statut.RETENU, (), ()


def _sans_vente(outil: Outil, cout: CoutOutil) -> tuple[str, ...]:
    if cout.ca_couvert > 0:
        return ()
    noms = [_NOMS[clientele] for clientele in outil.clienteles]
    sert = " et ".join(f"les {nom}" for nom in noms)
    manque = " ni ".join(f"aux {nom}" for nom in noms)
    seul = "sert" if len(noms) > 1 else "ne sert que"
    return (f"{outil.nom} {seul} {sert} ; vous n'avez pas indiqué de ventes {manque}.",)


def _sans_label(outil: Outil, situation: Situation) -> tuple[str, ...]:
    if not outil.labels_requis or situation.label in outil.labels_requis:
        return ()
    admis = " ou ".join(_LABELS[label] for label in outil.labels_requis)
    choix = dict(PAR_CHAMP["label"].choix)
    return (f"{outil.nom} est réservé aux fermes {admis} ; vous avez indiqué « {choix[situation.label]} ».",)
