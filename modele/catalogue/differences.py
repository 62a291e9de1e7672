"""Ce qui change d'une édition du catalogue à l'autre, en phrases à lire avant d'accepter."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from modele.catalogue.differences_tarifs import DEUX_POINTS, precisions, tarifs
from modele.catalogue.objets import Catalogue, Clientele, Critere, Fait, Outil, Valeur

_VALEURS = {
    Valeur.OUI: "oui",
    Valeur.PARTIEL: "en partie",
    Valeur.OPTION: "en option",
    Valeur.NON: "non",
    Valeur.NON_PRECISE: "non dit",
}
_CLIENTELES = {Clientele.PARTICULIERS: "les particuliers", Clientele.PROFESSIONNELS: "les professionnels"}
_LABELS = {"bio": "bio", "conversion": "en conversion", "autre": "sans label bio"}


@dataclass(frozen=True, slots=True)
class Groupe:
    """Des changements de même sorte."""

    titre: str
    phrases: tuple[str, ...]


def differences(avant: Catalogue, apres: Catalogue) -> tuple[Groupe, ...]:
    """Tous les changements, par sorte ; vide si les deux éditions disent la même chose."""
    groupes = (
        Groupe("Outils", tuple(_outils(avant, apres))),
        Groupe("Prix", tuple(_prix(avant, apres))),
        Groupe("Critères", tuple(_criteres(avant, apres))),
        Groupe("Réponses des outils", tuple(_reponses(avant, apres))),
        Groupe("Textes", tuple(_textes(avant, apres))),
    )
    dits = tuple(groupe for groupe in groupes if groupe.phrases)
    if not dits and replace(avant, edition=apres.edition, date=apres.date) != apres:
        return (Groupe("Textes", ("Les mêmes choses sont dites dans un autre ordre",)),)
    return dits


def compter(combien: int, un: str, plusieurs: str) -> str:
    """« 1 fait ajouté », « 3 faits ajoutés »."""
    return f"{combien} {un if combien == 1 else plusieurs}"


def _communs(avant: Catalogue, apres: Catalogue) -> Iterator[tuple[Outil, Outil]]:
    for outil in apres.outils:
        ancien = avant.par_outil.get(outil.identifiant)
        if ancien is not None:
            yield ancien, outil


def _outils(avant: Catalogue, apres: Catalogue) -> Iterator[str]:
    yield from (
        f"Outil ajouté{DEUX_POINTS}{o.nom}" for o in apres.outils if o.identifiant not in avant.par_outil
    )
    yield from (
        f"Outil retiré{DEUX_POINTS}{o.nom}" for o in avant.outils if o.identifiant not in apres.par_outil
    )
    for ancien, nouveau in _communs(avant, apres):
        if ancien.nom != nouveau.nom:
            yield f"{ancien.nom} s'appelle désormais {nouveau.nom}"
        if ancien.clienteles != nouveau.clienteles:
            sert = " et ".join(_CLIENTELES[clientele] for clientele in nouveau.clienteles)
            yield f"{nouveau.nom} sert désormais {sert}"
        if ancien.labels_requis != nouveau.labels_requis:
            admises = " ou ".join(_LABELS.get(label, label) for label in nouveau.labels_requis)
            qui = f"réservé aux fermes {admises}" if admises else "ouvert à toutes les fermes"
            yield f"{nouveau.nom} est désormais {qui}"
        if ancien.categorie is not nouveau.categorie:
            yield f"{nouveau.nom} change de famille d'outils"
        if ancien.site != nouveau.site:
            yield f"{nouveau.nom}{DEUX_POINTS}adresse du site {ancien.site or 'absente'} → {nouveau.site or 'absente'}"


def _prix(avant: Catalogue, apres: Catalogue) -> Iterator[str]:
    for ancien, nouveau in _communs(avant, apres):
        yield from tarifs(ancien, nouveau)


def _criteres(avant: Catalogue, apres: Catalogue) -> Iterator[str]:
    for critere in apres.criteres:
        ancien = avant.par_critere.get(critere.identifiant)
        if ancien is None:
            yield f"Critère ajouté{DEUX_POINTS}{critere.nom}"
            continue
        if ancien.nom != critere.nom:
            yield f"Le critère « {ancien.nom} » s'appelle désormais « {critere.nom} »"
        if _hors_nom(ancien) != _hors_nom(critere):
            yield f"Le critère « {critere.nom} » est redéfini{DEUX_POINTS}{critere.definition}"
    for critere in avant.criteres:
        if critere.identifiant not in apres.par_critere:
            yield f"Critère retiré{DEUX_POINTS}{critere.nom}"
    if avant.groupes != apres.groupes:
        yield "Les critères sont regroupés autrement"


def _hors_nom(critere: Critere) -> tuple[object, ...]:
    return critere.groupe, critere.definition, critere.synthese


def _reponses(avant: Catalogue, apres: Catalogue) -> Iterator[str]:
    for ancien, nouveau in _communs(avant, apres):
        for case in nouveau.evaluations:
            dite = ancien.par_critere.get(case.critere)
            if dite is not None and dite.valeur is not case.valeur:
                yield (
                    f"{nouveau.nom}, « {apres.par_critere[case.critere].nom} »{DEUX_POINTS}"
                    f"{_VALEURS[dite.valeur]} → {_VALEURS[case.valeur]}"
                )


def _textes(avant: Catalogue, apres: Catalogue) -> Iterator[str]:
    for ancien, nouveau in _communs(avant, apres):
        dits = [
            *_faits(ancien.faits, nouveau.faits),
            *_nuances(ancien, nouveau, apres),
            *_precisions(ancien, nouveau),
        ]
        if dits:
            yield f"{nouveau.nom}{DEUX_POINTS}{', '.join(dits)}"
    guide, futur = avant.guide, apres.guide
    dits = list(_faits(guide.faits, futur.faits))
    for un, plusieurs, anciens, nouveaux in (
        ("étape revue", "étapes revues", guide.etapes, futur.etapes),
        ("lecture incertaine revue", "lectures incertaines revues", guide.doutes, futur.doutes),
        ("exemple de vente revu", "exemples de vente revus", guide.exemples, futur.exemples),
    ):
        revus = _touches(anciens, nouveaux)
        if revus:
            dits.append(compter(revus, un, plusieurs))
    if (guide.titre, guide.date_tarifs) != (futur.titre, futur.date_tarifs):
        dits.append("titre ou date revus")
    if dits:
        yield f"Partie générale du guide{DEUX_POINTS}{', '.join(dits)}"


def _faits(anciens: Sequence[Fait], nouveaux: Sequence[Fait]) -> Iterator[str]:
    """Un fait de même rubrique et de mêmes lignes, dit autrement, est changé plutôt que retiré puis ajouté."""
    partis = list((Counter(anciens) - Counter(nouveaux)).elements())
    venus = list((Counter(nouveaux) - Counter(anciens)).elements())
    places = Counter((fait.rubrique, fait.lignes) for fait in partis)
    changes = (places & Counter((fait.rubrique, fait.lignes) for fait in venus)).total()
    for combien, participe in (
        (len(venus) - changes, "ajouté"),
        (changes, "changé"),
        (len(partis) - changes, "retiré"),
    ):
        if combien:
            yield compter(combien, f"fait {participe}", f"faits {participe}s")


def _nuances(ancien: Outil, nouveau: Outil, apres: Catalogue) -> Iterator[str]:
    revues = sum(
        critere.identifiant in ancien.par_critere
        and critere.identifiant in nouveau.par_critere
        and ancien.par_critere[critere.identifiant] != nouveau.par_critere[critere.identifiant]
        and ancien.par_critere[critere.identifiant].valeur is nouveau.par_critere[critere.identifiant].valeur
        for critere in apres.criteres
    )
    if revues:
        yield compter(revues, "réponse mieux expliquée", "réponses mieux expliquées")


def _touches(anciens: Sequence[Hashable], nouveaux: Sequence[Hashable]) -> int:
    partis, venus = Counter(anciens) - Counter(nouveaux), Counter(nouveaux) - Counter(anciens)
    return max(partis.total(), venus.total())


def _precisions(ancien: Outil, nouveau: Outil) -> Iterator[str]:
    avant, apres = precisions(ancien), precisions(nouveau)
    revues = sum(avant[cle] != apres[cle] for cle in avant.keys() & apres.keys())
    if revues:
        yield compter(revues, "précision sur les prix revue", "précisions sur les prix revues")
