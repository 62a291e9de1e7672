"""Des cases visibles du classeur à la situation : ce qu'une personne y a changé l'emporte.

Une case inchangée garde la valeur exacte d'origine : le tableur, lui, n'en a que quinze chiffres. Une
réponse qui ne convient pas est dite, et celle d'avant gardée.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from types import MappingProxyType
from typing import Any

from modele.catalogue.objets import Catalogue, Outil
from modele.export import noms
from modele.lecture_situation import lire_champ, lire_situation
from modele.reprise.cases import Valeur, sans_echappement
from modele.reprise.valeurs import Lecteur, NonComprise, nombre_lu, oui_ou_non, reduit
from modele.situation import CHAMPS, Champ, Genre, Situation

_SELON_LA_SITUATION = "selon votre situation"
_BESOINS = {
    "indispensable": "indispensable",
    "souhaité": "souhaite",
    "souhaite": "souhaite",
    "indifférent": "",
}
_BESOINS_ATTENDUS = "indispensable, souhaité ou indifférent"
_CENT = 100


def noms_de_la_situation(catalogue: Catalogue) -> Iterator[str]:
    """Noms des cases de « Ma ferme » et de « Besoins »."""
    yield from (champ.nom for champ in CHAMPS)
    yield from noms_des_besoins(catalogue)
    for outil in catalogue.outils:
        yield noms.montant_libre(outil.identifiant)
        yield noms.formule(outil.identifiant)
        yield from (noms.option(outil.identifiant, option.identifiant) for option in outil.options)


def noms_des_besoins(catalogue: Catalogue) -> Iterator[str]:
    """Noms des cases de « Besoins »."""
    return (noms.besoin(critere.identifiant) for critere in catalogue.criteres)


def situation_lue(lecteur: Lecteur, catalogue: Catalogue, origine: Situation) -> Situation:
    """Situation des cases visibles, `origine` pour le reste ; le lecteur retient ce qui n'a pas été compris."""
    return _Lecture(lecteur, catalogue, origine).situation()


class _Lecture:
    def __init__(self, lecteur: Lecteur, catalogue: Catalogue, origine: Situation) -> None:
        self._lecteur = lecteur
        self._tenter = lecteur.tenter
        self._catalogue = catalogue
        self._origine = origine

    def situation(self) -> Situation:
        """Situation lue."""
        champs: dict[str, Any] = {
            champ.nom: self._tenter(
                champ.libelle,
                champ.nom,
                getattr(self._origine, champ.nom),
                partial(_champ, champ),
                _CENT if champ.genre is Genre.POURCENTAGE else 1,
            )
            for champ in CHAMPS
        }
        return replace(
            self._origine,
            **champs,
            formules=self._formules(),
            options=self._options(),
            montants_libres=self._montants(),
            exigences=self._exigences(),
        )

    def _exigences(self) -> Mapping[str, Any]:
        exigences: dict[str, Any] = dict(self._origine.exigences)
        for critere in self._catalogue.criteres:
            nom = noms.besoin(critere.identifiant)
            if nom in self._lecteur:
                avant = exigences.pop(critere.identifiant, "")
                if lue := self._tenter(critere.nom, nom, avant, besoin_lu):
                    exigences[critere.identifiant] = lue
        return MappingProxyType(exigences)

    def _formules(self) -> Mapping[str, str]:
        formules = dict(self._origine.formules)
        for outil in self._catalogue.outils:
            nom = noms.formule(outil.identifiant)
            if nom in self._lecteur:
                avant = formules.pop(outil.identifiant, "")
                if avant and avant not in outil.par_formule:
                    lue = self._formule_d_ailleurs(outil, nom) or avant
                else:
                    lue = self._tenter(f"Formule de {outil.nom}", nom, avant, partial(formule_lue, outil))
                if lue:
                    formules[outil.identifiant] = lue
        return MappingProxyType(formules)

    def _formule_d_ailleurs(self, outil: Outil, nom: str) -> str:
        """Formule choisie dans le classeur à la place d'une que cette édition ne connaît pas ; vide sinon."""
        try:
            return formule_lue(outil, self._lecteur.cases[nom])
        except NonComprise:
            return ""

    def _options(self) -> Mapping[str, tuple[str, ...]]:
        options = dict(self._origine.options)
        for outil in self._catalogue.outils:
            choisies = options.pop(outil.identifiant, ())
            for option in outil.options:
                nom = noms.option(outil.identifiant, option.identifiant)
                avant = option.identifiant in choisies
                prise = self._tenter(f"Option « {option.nom} » de {outil.nom}", nom, avant, oui_ou_non)
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
            avant = montants.get(outil.identifiant, Fraction(0))
            libelle = f"Contribution libre à {outil.nom}"
            lu = self._tenter(libelle, nom, avant, partial(self._montant, outil))
            if lu != avant:
                montants[outil.identifiant] = lu
        return MappingProxyType(montants)

    def _montant(self, outil: Outil, valeur: Valeur) -> Fraction:
        donnees = {"montants_libres": {outil.identifiant: nombre_lu(valeur)}}
        return lire_situation(donnees, self._catalogue).montants_libres[outil.identifiant]


def _champ(champ: Champ, valeur: Valeur) -> object:
    reponse: Any
    match champ.genre:
        case Genre.TEXTE:
            return lire_champ(champ.nom, "" if valeur is None else sans_echappement(str(valeur)))
        case Genre.BOOLEEN:
            return oui_ou_non(valeur)
        case Genre.CHOIX:
            reponses = {reduit(libelle): cle for cle, libelle in champ.choix}
            return lire_champ(champ.nom, reponses.get(reduit(valeur), str(valeur)))
        case Genre.POURCENTAGE if not (isinstance(valeur, str) and "%" in valeur):
            reponse = nombre_lu(valeur)
            if isinstance(reponse, Decimal):
                reponse *= _CENT
            return lire_champ(champ.nom, reponse)
        case _:
            reponse = nombre_lu(valeur)
            return lire_champ(champ.nom, reponse)


def besoin_lu(valeur: Valeur) -> str:
    """Exigence d'un besoin, vide s'il est indifférent ; lève `NonComprise` pour tout autre mot."""
    reponse = _BESOINS.get(reduit(valeur))
    if reponse is None:
        raise NonComprise(_BESOINS_ATTENDUS)
    return reponse


def formule_lue(outil: Outil, valeur: Valeur) -> str:
    """Identifiant de la formule choisie, vide pour laisser la situation la désigner ; lève `NonComprise`."""
    reponses = {reduit(formule.nom): formule.identifiant for formule in reversed(outil.formules)}
    for formule in outil.formules:
        reponses[reduit(f"{formule.nom} ({formule.identifiant})")] = formule.identifiant
    reponses[_SELON_LA_SITUATION] = ""
    reponse = reponses.get(reduit(valeur))
    if reponse is None:
        raise NonComprise("une des formules de la liste")
    return reponse
