"""Ce qui change d'un dossier à l'autre, en français et dans l'ordre des pages."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier, SuiviEtape
from modele.nombres import ESPACE_INSECABLE, euros, nombre
from modele.reprise.prix import prix_changes
from modele.situation import CHAMPS, Champ, Genre

_BESOINS = {"": "indifférent", "souhaite": "souhaité", "indispensable": "indispensable"}
_RESSOURCES = {
    "temps": "Temps disponible",
    "competences": "Compétences disponibles",
    "appuis": "Appuis possibles",
}
_LONGUEUR_CITEE = 60
_VIDE = "rien"


@dataclass(frozen=True, slots=True)
class Difference:
    """Un changement ; `avant` et `apres` sont vides quand le libellé dit tout."""

    libelle: str
    avant: str = ""
    apres: str = ""

    @property
    def phrase(self) -> str:
        """« Ventes aux particuliers : 30 000 € → 42 000 € »."""
        if not (self.avant or self.apres):
            return self.libelle
        return f"{self.libelle}{ESPACE_INSECABLE}: {self.avant} → {self.apres}"


@dataclass(frozen=True, slots=True)
class _Liste:
    """Liste d'un dossier, dont deux éléments de même clé sont deux états du même."""

    champ: str
    un: str
    plusieurs: str
    feminin: bool
    cle: Callable[[Any], Hashable]

    def dire(self, combien: int, participe: str) -> str:
        accord = ("e" if self.feminin else "") + ("s" if combien > 1 else "")
        return f"{combien} {self.plusieurs if combien > 1 else self.un} {participe}{accord}"


_LISTES = (
    _Liste("essais", "essai", "essais", False, lambda essai: essai.outil),
    _Liste("ventes", "vente comparée", "ventes comparées", True, lambda vente: vente.nom),
    _Liste("formations", "formation", "formations", True, lambda une: (une.personne, une.sujet)),
    _Liste("questions", "question", "questions", True, lambda une: (une.outil, une.cle or une.texte)),
)


def differences(avant: Dossier, apres: Dossier, catalogue: Catalogue) -> tuple[Difference, ...]:
    """Changements de `avant` à `apres` ; ni les dates ni le classement n'en sont."""
    return tuple(_toutes(avant, apres, catalogue))


def _toutes(avant: Dossier, apres: Dossier, catalogue: Catalogue) -> Iterator[Difference]:
    for champ in CHAMPS:
        textes = [_valeur(champ, getattr(d.situation, champ.nom)) for d in (avant, apres)]
        if getattr(avant.situation, champ.nom) != getattr(apres.situation, champ.nom):
            yield Difference(champ.libelle, *textes)
    yield from _choix(avant, apres, catalogue)
    for changement in prix_changes(avant.prix_proposes, apres.prix_proposes, catalogue):
        yield Difference(*changement)
    for nom, libelle in _RESSOURCES.items():
        yield from _texte(libelle, getattr(avant.ressources, nom), getattr(apres.ressources, nom))
    listes = [", ".join(_outil(catalogue, outil) for outil in d.preselection) for d in (avant, apres)]
    if avant.preselection != apres.preselection:
        yield Difference("Présélection", *(texte or _VIDE for texte in listes))
    for outil in _cles(avant.notes, apres.notes):
        libelle = f"Note sur {_outil(catalogue, outil)}"
        yield from _texte(libelle, avant.notes.get(outil, ""), apres.notes.get(outil, ""))
    for liste in _LISTES:
        yield from _comptees(liste, getattr(avant, liste.champ), getattr(apres, liste.champ))
    for numero in sorted(avant.etapes.keys() | apres.etapes.keys()):
        yield from _etape(
            numero, avant.etapes.get(numero, SuiviEtape()), apres.etapes.get(numero, SuiviEtape())
        )


def _choix(avant: Dossier, apres: Dossier, catalogue: Catalogue) -> Iterator[Difference]:
    """Formules, options, contributions et besoins."""
    a, b = avant.situation, apres.situation
    for outil in _cles(a.formules, b.formules):
        textes = [_formule(catalogue, outil, situation.formules.get(outil, "")) for situation in (a, b)]
        if a.formules.get(outil) != b.formules.get(outil):
            yield Difference(f"Formule de {_outil(catalogue, outil)}", *textes)
    for outil in _cles(a.options, b.options):
        prises = [situation.options.get(outil, ()) for situation in (a, b)]
        for option in dict.fromkeys((*prises[0], *prises[1])):
            oui_non = ["oui" if option in choisies else "non" for choisies in prises]
            if oui_non[0] != oui_non[1]:
                nom = f"Option {_entre_guillemets(_option(catalogue, outil, option))} de {_outil(catalogue, outil)}"
                yield Difference(nom, *oui_non)
    for outil in _cles(a.montants_libres, b.montants_libres):
        montants = [situation.montants_libres.get(outil, Fraction(0)) for situation in (a, b)]
        if montants[0] != montants[1]:
            yield Difference(f"Contribution libre à {_outil(catalogue, outil)}", *map(_euros, montants))
    for critere in _cles(a.exigences, b.exigences):
        exigences = [situation.exigences.get(critere, "") for situation in (a, b)]
        if exigences[0] != exigences[1]:
            connu = catalogue.par_critere.get(critere)
            yield Difference(connu.nom if connu else critere, *(_BESOINS[exigence] for exigence in exigences))


def _cles(avant: Any, apres: Any) -> list[str]:
    """Clés des deux associations, dans l'ordre où on les rencontre."""
    return list(dict.fromkeys((*avant, *apres)))


def _valeur(champ: Champ, valeur: Any) -> str:
    match champ.genre:
        case Genre.EUROS:
            return _euros(valeur)
        case Genre.POURCENTAGE:
            return f"{nombre(valeur)}{ESPACE_INSECABLE}%"
        case Genre.ENTIER:
            unite = champ.unite if valeur > 1 else champ.unite.removesuffix("s")
            return f"{nombre(valeur)}{ESPACE_INSECABLE}{unite}"
        case Genre.BOOLEEN:
            return "oui" if valeur else "non"
        case Genre.CHOIX:
            return dict(champ.choix)[valeur].lower()
        case Genre.TEXTE:
            return _cite(valeur)


def _euros(montant: Fraction) -> str:
    return euros(montant, centimes=montant.denominator != 1)


def _texte(libelle: str, avant: str, apres: str) -> Iterator[Difference]:
    if avant != apres:
        yield Difference(libelle, _cite(avant), _cite(apres))


def _cite(texte: str) -> str:
    texte = " ".join(texte.split())
    if not texte:
        return _VIDE
    return _entre_guillemets(texte if len(texte) <= _LONGUEUR_CITEE else texte[:_LONGUEUR_CITEE] + "…")


def _entre_guillemets(texte: str) -> str:
    return f"«{ESPACE_INSECABLE}{texte}{ESPACE_INSECABLE}»"


def _comptees(liste: _Liste, avant: Sequence[Any], apres: Sequence[Any]) -> Iterator[Difference]:
    """« 2 essais ajoutés », « 1 question modifiée »."""
    restes = Counter(apres)
    retires = Counter(liste.cle(element) for element in (Counter(avant) - restes).elements())
    ajoutes = Counter(liste.cle(element) for element in (restes - Counter(avant)).elements())
    modifies = retires & ajoutes
    comptes = (("ajouté", ajoutes - modifies), ("modifié", modifies), ("retiré", retires - modifies))
    rien = True
    for participe, elements in comptes:
        if combien := elements.total():
            rien = False
            yield Difference(liste.dire(combien, participe))
    if rien and tuple(avant) != tuple(apres):
        yield Difference(f"Ordre des {liste.plusieurs} changé")


def _etape(numero: int, avant: SuiviEtape, apres: SuiviEtape) -> Iterator[Difference]:
    libelle = f"Étape {numero} de la méthode"
    if avant.faite != apres.faite:
        yield Difference(libelle, *("faite" if suivi.faite else "à faire" for suivi in (avant, apres)))
    yield from _texte(f"{libelle}, notes", avant.notes, apres.notes)
    if avant.cases != apres.cases:
        yield Difference(f"{libelle}, points vérifiés", *(str(len(suivi.cases)) for suivi in (avant, apres)))


def _outil(catalogue: Catalogue, identifiant: str) -> str:
    outil = catalogue.par_outil.get(identifiant)
    return outil.nom if outil else identifiant


def _formule(catalogue: Catalogue, outil: str, identifiant: str) -> str:
    if not identifiant:
        return "selon la situation"
    connu = catalogue.par_outil.get(outil)
    formule = connu.par_formule.get(identifiant) if connu else None
    return formule.nom if formule else identifiant


def _option(catalogue: Catalogue, outil: str, identifiant: str) -> str:
    connu = catalogue.par_outil.get(outil)
    option = connu.par_option.get(identifiant) if connu else None
    return option.nom if option else identifiant
