"""Des cases visibles du classeur à la situation : ce qu'une personne y a changé l'emporte.

Une case inchangée garde la valeur exacte d'origine : le tableur, lui, n'en a que quinze chiffres. Une
réponse qui ne convient pas est dite, et celle d'avant gardée.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from modele.catalogue.objets import Catalogue, Outil
from modele.export import noms
from modele.export.textes import propre
from modele.lecture_situation import SituationInvalide, lire_champ, lire_situation
from modele.reprise.cases import Valeur, sans_echappement
from modele.situation import CHAMPS, Champ, Genre, Situation

Cases = Mapping[str, Valeur]

_CHIFFRES_D_UN_TABLEUR = Context(prec=15)
_TOLERANCE = Fraction(1, 10**14)
_LONGUEUR_CITEE = 40
_SELON_LA_SITUATION = "selon votre situation"
_BESOINS = {
    "indispensable": "indispensable",
    "souhaité": "souhaite",
    "souhaite": "souhaite",
    "indifférent": "",
}
_BESOINS_ATTENDUS = "indispensable, souhaité ou indifférent"


class _NonComprise(ValueError):
    """Case dont la réponse ne convient pas ; le texte dit ce qu'il fallait."""


def _nom_de_formule(outil: str) -> str:
    return f"formule_{outil}".replace("-", "_")


def _nom_d_option(outil: str, option: str) -> str:
    return f"option_{outil}_{option}".replace("-", "_")


def _nom_de_besoin(critere: str) -> str:
    return f"besoin_{critere}".replace("-", "_")


def noms_voulus(catalogue: Catalogue) -> Iterator[str]:
    """Noms des cases où le classeur porte une réponse."""
    yield from (champ.nom for champ in CHAMPS)
    yield from (_nom_de_besoin(critere.identifiant) for critere in catalogue.criteres)
    for outil in catalogue.outils:
        yield noms.montant_libre(outil.identifiant)
        yield _nom_de_formule(outil.identifiant)
        yield from (_nom_d_option(outil.identifiant, option.identifiant) for option in outil.options)


def situation_lue(
    cases: Cases, catalogue: Catalogue, origine: Situation
) -> tuple[Situation, tuple[str, ...]]:
    """Situation des cases visibles, `origine` pour le reste, et ce qui n'y a pas été compris."""
    lecture = _Lecture(cases, catalogue, origine)
    return lecture.situation(), tuple(lecture.avis)


class _Lecture:
    def __init__(self, cases: Cases, catalogue: Catalogue, origine: Situation) -> None:
        self._cases = cases
        self._catalogue = catalogue
        self._origine = origine
        self.avis: list[str] = []

    def situation(self) -> Situation:
        """Situation lue ; remplit `avis`."""
        champs: dict[str, Any] = {}
        for champ in CHAMPS:
            if champ.nom in self._cases:
                avant = getattr(self._origine, champ.nom)
                champs[champ.nom] = self._tenter(
                    champ.libelle, champ.nom, avant, lambda v, c=champ: _champ(c, v)
                )
        return replace(
            self._origine,
            **champs,
            formules=self._formules(),
            options=self._options(),
            montants_libres=self._montants(),
            exigences=self._exigences(),
        )

    def _tenter(self, libelle: str, nom: str, avant: Any, lire: Any) -> Any:
        """Réponse d'une case présente ; celle d'avant si la case est inchangée ou ne se comprend pas."""
        valeur = self._cases[nom]
        try:
            return avant if _inchangee(valeur, avant, nom) else lire(valeur)
        except (_NonComprise, SituationInvalide) as faute:
            attendu = faute.attendu if isinstance(faute, SituationInvalide) else str(faute)
            vide = valeur is None or not str(valeur).strip()
            recu = "la case est vide" if vide else f"« {_cite(valeur)} » ne convient pas"
            self.avis.append(f"{libelle} : {recu}, il faut {attendu}. La réponse d'avant est gardée.")
            return avant

    def _exigences(self) -> Mapping[str, Any]:
        exigences: dict[str, Any] = dict(self._origine.exigences)
        for critere in self._catalogue.criteres:
            nom = _nom_de_besoin(critere.identifiant)
            if nom in self._cases:
                avant = exigences.pop(critere.identifiant, "")
                if lue := self._tenter(critere.nom, nom, avant, _besoin):
                    exigences[critere.identifiant] = lue
        return MappingProxyType(exigences)

    def _formules(self) -> Mapping[str, str]:
        formules = dict(self._origine.formules)
        for outil in self._catalogue.outils:
            nom = _nom_de_formule(outil.identifiant)
            if nom in self._cases:
                avant = formules.pop(outil.identifiant, "")
                if avant and avant not in outil.par_formule:
                    lue = self._formule_d_ailleurs(outil, nom) or avant
                else:
                    libelle = f"Formule de {outil.nom}"
                    lue = self._tenter(libelle, nom, avant, lambda v, o=outil: _formule(o, v))
                if lue:
                    formules[outil.identifiant] = lue
        return MappingProxyType(formules)

    def _formule_d_ailleurs(self, outil: Outil, nom: str) -> str:
        """Formule choisie dans le classeur à la place d'une que cette édition ne connaît pas ; vide sinon."""
        try:
            return _formule(outil, self._cases[nom])
        except _NonComprise:
            return ""

    def _options(self) -> Mapping[str, tuple[str, ...]]:
        options = dict(self._origine.options)
        for outil in self._catalogue.outils:
            choisies = options.pop(outil.identifiant, ())
            for option in outil.options:
                nom = _nom_d_option(outil.identifiant, option.identifiant)
                avant = option.identifiant in choisies
                if nom not in self._cases:
                    continue
                prise = self._tenter(f"Option « {option.nom} » de {outil.nom}", nom, avant, _oui_ou_non)
                if prise and not avant:
                    choisies = (*choisies, option.identifiant)
                elif avant and not prise:
                    choisies = tuple(autre for autre in choisies if autre != option.identifiant)
            if choisies:
                options[outil.identifiant] = choisies
        return MappingProxyType(options)

    def _montants(self) -> Mapping[str, Fraction]:
        montants = dict(self._origine.montants_libres)
        for outil in self._catalogue.outils:
            nom = noms.montant_libre(outil.identifiant)
            if nom in self._cases:
                avant = montants.get(outil.identifiant, Fraction(0))
                libelle = f"Contribution libre à {outil.nom}"
                lu = self._tenter(libelle, nom, avant, lambda v, o=outil: self._montant(o, v))
                if lu != avant:
                    montants[outil.identifiant] = lu
        return MappingProxyType(montants)

    def _montant(self, outil: Outil, valeur: Valeur) -> Fraction:
        donnees = {"montants_libres": {outil.identifiant: _nombre(valeur)}}
        return lire_situation(donnees, self._catalogue).montants_libres[outil.identifiant]


def _champ(champ: Champ, valeur: Valeur) -> object:
    match champ.genre:
        case Genre.TEXTE:
            return lire_champ(champ.nom, "" if valeur is None else sans_echappement(str(valeur)))
        case Genre.BOOLEEN:
            return _oui_ou_non(valeur)
        case Genre.CHOIX:
            reponses = {_reduit(libelle): cle for cle, libelle in champ.choix}
            return lire_champ(champ.nom, reponses.get(_reduit(valeur), str(valeur)))
        case Genre.POURCENTAGE if not (isinstance(valeur, str) and "%" in valeur):
            lue = _nombre(valeur)
            reponse: Any = lue * 100 if isinstance(lue, Fraction) else lue
            return lire_champ(champ.nom, reponse)
        case _:
            reponse = _nombre(valeur)
            return lire_champ(champ.nom, reponse)


def _inchangee(valeur: Valeur, avant: object, nom: str) -> bool:
    """Vrai si la case porte ce que l'export y a écrit, aux chiffres près que le tableur a pu perdre."""
    if isinstance(avant, str):
        return isinstance(valeur, str) and propre(avant) in (valeur, sans_echappement(valeur))
    if isinstance(avant, bool) or isinstance(valeur, bool) or not isinstance(valeur, int | float):
        return False
    assert isinstance(avant, Fraction | int)
    ecrit = Fraction(avant) / (100 if _en_fraction(nom) else 1)
    return math.isfinite(valeur) and abs(Fraction(valeur) - ecrit) <= _TOLERANCE * abs(ecrit)


def _en_fraction(nom: str) -> bool:
    return any(champ.nom == nom and champ.genre is Genre.POURCENTAGE for champ in CHAMPS)


def _nombre(valeur: Valeur) -> Any:
    """Nombre tel que le tableur l'affiche ; un texte est rendu tel quel, pour être lu ou refusé."""
    if isinstance(valeur, bool) or valeur is None:
        raise _NonComprise("un nombre")
    if isinstance(valeur, str):
        return valeur
    if not math.isfinite(valeur):
        raise _NonComprise("un nombre")
    return Fraction(_CHIFFRES_D_UN_TABLEUR.create_decimal(Decimal(repr(valeur))))


def _oui_ou_non(valeur: Valeur) -> bool:
    if isinstance(valeur, bool):
        return valeur
    reponse = {noms.OUI: True, noms.NON: False}.get(_reduit(valeur))
    if reponse is None:
        raise _NonComprise("oui ou non")
    return reponse


def _besoin(valeur: Valeur) -> str:
    reponse = _BESOINS.get(_reduit(valeur))
    if reponse is None:
        raise _NonComprise(_BESOINS_ATTENDUS)
    return reponse


def _formule(outil: Outil, valeur: Valeur) -> str:
    """Identifiant de la formule choisie, vide pour laisser la situation la désigner."""
    reponses = {_reduit(formule.nom): formule.identifiant for formule in reversed(outil.formules)}
    for formule in outil.formules:
        reponses[_reduit(f"{formule.nom} ({formule.identifiant})")] = formule.identifiant
    reponses[_SELON_LA_SITUATION] = ""
    reponse = reponses.get(_reduit(valeur))
    if reponse is None:
        raise _NonComprise("une des formules de la liste")
    return reponse


def _reduit(valeur: Valeur) -> str:
    return " ".join(sans_echappement(str(valeur)).split()).casefold()


def _cite(valeur: Valeur) -> str:
    texte = " ".join(str(valeur).split())
    return texte if len(texte) <= _LONGUEUR_CITEE else texte[:_LONGUEUR_CITEE] + "…"
