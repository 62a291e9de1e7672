"""Ce que la vue « Choix » dit de chaque outil : rang, coût, souhaits, réserves, plages ; rien de Qt."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from gui.tableaux.modele_restants import rangees_restants
from gui.tableaux.phrases import SANS_OBJET, charges_d_autrui, montant_affiche
from gui.theme import jetons
from modele.catalogue.objets import Catalogue, Valeur
from modele.choix.dominance import Domination, dominations
from modele.choix.moins_cher import porte_toutes_les_ventes
from modele.choix.objets import Comparaison, Resultat, Statut
from modele.choix.phrases import citer, compter, enumerer
from modele.choix.robustesse import plages
from modele.choix.statut import valeur_pour
from modele.mots_du_cout import fourchette
from modele.nombres import ESPACE_INSECABLE
from modele.tarification.prix_proposes_en_mots import resume_des_lignes

_POINT_VIRGULE = f"{ESPACE_INSECABLE};"
_TOUS = (("", tuple(Statut)),)
_MANQUES = {
    Valeur.NON: "manque",
    Valeur.PARTIEL: "en partie",
    Valeur.OPTION: "en option",
    Valeur.NON_PRECISE: "non dit",
}
"""Comment dire un souhait qui n'est pas rempli, selon la réponse du guide."""


class Remarque(NamedTuple):
    """Une phrase sur un outil ; `jeton` nomme sa couleur."""

    texte: str
    jeton: str = "texte"


class RangeeChoix(NamedTuple):
    """Un outil de la liste ; `rang` est vide sans besoin exprimé, `refus` vide si rien n'est refusé."""

    outil: str
    nom: str
    statut: str
    cout: str
    rang: str = ""
    ex_aequo: bool = False
    remarques: tuple[Remarque, ...] = ()
    coche: bool = False
    refus: str = ""

    @property
    def a_voix_haute(self) -> str:
        """Tout ce que la rangée montre, en une suite de phrases."""
        place = f"{self.rang} ex æquo" if self.ex_aequo else self.rang
        tete = ", ".join(m for m in (place, self.nom, jetons.STATUTS[self.statut][0], self.cout) if m)
        garde = "Présélectionné." if self.coche else "Non présélectionné."
        textes = [f"{tete}.", *(remarque.texte for remarque in self.remarques), garde, self.refus]
        return " ".join(texte for texte in textes if texte)


def rangees_choix(
    catalogue: Catalogue,
    comparaison: Comparaison,
    gardes: Iterable[str],
    refus: Mapping[str, str],
    avec_ecartes: bool = False,
) -> Iterator[RangeeChoix]:
    """Les outils non écartés dans l'ordre d'affichage, suivis des écartés présélectionnés si on les veut.

    Sans besoin exprimé, ni rang ni dominance : l'ordre alphabétique ne désigne personne.
    """
    besoins = bool(comparaison.situation.exigences)
    coches = frozenset(gardes)
    rangs = _rangs(comparaison) if besoins else {}
    domines = {d.outil: d for d in dominations(comparaison)} if besoins else {}
    phrases = {de_l_outil.outil: de_l_outil.phrase for de_l_outil in plages(catalogue, comparaison)}
    raisons = {r.outil: r.raison for r in rangees_restants(catalogue, comparaison, _TOUS)}
    for outil in comparaison.ordre:
        resultat = comparaison.par_outil[outil]
        ecarte = resultat.statut is Statut.ECARTE
        if ecarte and not (avec_ecartes and outil in coches):
            continue
        rang, ex_aequo = rangs.get(outil, ("", False))
        remarques = (
            Remarque(phrase_souhaits(catalogue, comparaison, resultat)),
            Remarque(raisons[outil], "alerte"),
            Remarque(_phrase_domination(catalogue, domines.get(outil))),
            *_remarques_de_cout(resultat, phrases.get(outil, "")),
        )
        yield RangeeChoix(
            outil,
            resultat.cout.outil.nom,
            resultat.statut.value,
            cout_par_an(resultat),
            rang,
            ex_aequo,
            tuple(remarque for remarque in remarques if remarque.texte),
            outil in coches,
            refus.get(outil, ""),
        )


def cout_par_an(resultat: Resultat) -> str:
    """« 809 €/an », ou un tiret sans vente couverte."""
    cout = montant_affiche(resultat)
    return cout if cout == SANS_OBJET else f"{cout}/an"


def _rangs(comparaison: Comparaison) -> dict[str, tuple[str, bool]]:
    """« 2ᵉ » de chaque outil non écarté, et s'il partage ce rang."""
    resultats = [comparaison.par_outil[outil] for outil in comparaison.ordre]
    cles = {
        r.outil: (len(r.souhaits_remplis), r.cout.annee_suivante.ferme)
        for r in resultats
        if r.statut is not Statut.ECARTE
    }
    suite = list(cles.values())
    return {outil: (_ordinal(suite.index(cle) + 1), suite.count(cle) > 1) for outil, cle in cles.items()}


def _ordinal(rang: int) -> str:
    return "1ᵉʳ" if rang == 1 else f"{rang}ᵉ"


def phrase_souhaits(catalogue: Catalogue, comparaison: Comparaison, resultat: Resultat) -> str:
    """« 3 souhaits sur 5 ; manque « A » ; non dit « B » et « C ». » ; vide si la ferme n'en a pas."""
    souhaits = [c for c, exigence in comparaison.situation.exigences.items() if exigence == "souhaite"]
    if not souhaits:
        return ""
    parties = [f"{compter(len(resultat.souhaits_remplis), 'souhait')} sur {len(souhaits)}"]
    reponses = {critere: valeur_pour(resultat.cout.outil, critere) for critere in souhaits}
    for valeur, mots in _MANQUES.items():
        noms = [citer(catalogue.par_critere[c].nom) for c, reponse in reponses.items() if reponse is valeur]
        if noms:
            parties.append(f"{mots} {enumerer(noms)}")
    return f"{f'{_POINT_VIRGULE} '.join(parties)}."


def _phrase_domination(catalogue: Catalogue, domination: Domination | None) -> str:
    if domination is None:
        return ""
    nom = catalogue.par_outil[domination.par].nom
    return f"Dépassé par {nom}, qui {domination.phrase.removeprefix(f'{nom} ')}"


def _remarques_de_cout(resultat: Resultat, plage: str) -> Iterator[Remarque]:
    """Plages où l'outil est le moins cher, ou pourquoi son coût ne se compare pas ; ce qui entoure ce coût."""
    limite = not porte_toutes_les_ventes(resultat)
    yield Remarque(plage if limite else "", "alerte")
    yield Remarque(" ".join((*(() if limite else (plage,)), *_autour_du_cout(resultat))), "texte_faible")


def _autour_du_cout(resultat: Resultat) -> Iterator[str]:
    """Ce que le coût pour la ferme ne dit pas : qui d'autre paie, prix proposé, incertain ou absent du guide."""
    annee = resultat.cout.annee_suivante
    yield from charges_d_autrui(resultat.cout)
    if propose := resume_des_lignes(resultat.cout):
        yield propose
    if incertain := fourchette(annee.bas, annee.haut):
        yield f"Prix incertain{ESPACE_INSECABLE}: {incertain} par an."
    if nombre := len(resultat.cout.non_chiffres):
        yield f"Le guide évoque {compter(nombre, 'frais')} sans donner de prix."
