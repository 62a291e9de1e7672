"""Lecture brute d'un classeur sûr : la valeur de chaque case nommée, et la feuille cachée.

Seules les feuilles qui portent un nom voulu sont lues, et jusqu'à sa ligne seulement.
"""

import re
import warnings
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from modele.export.feuille_dossier import TITRE as FEUILLE_DOSSIER
from modele.reprise.fautes import ClasseurRefuse

Valeur = str | int | float | bool | None

_ADRESSE = re.compile(
    r"=?\$?(?:'((?:[^']|'')+)'|([^'!:]+))!\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::.*)?", re.DOTALL
)
_ECHAPPEMENT = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIGNES_MAX = 20_000
_COLONNES_MAX = 200
_LIGNES_CACHEES_MAX = 200


@dataclass(frozen=True, slots=True)
class Contenu:
    """`cases` : valeur par nom défini. `cachees` : colonne A de la feuille cachée, None si elle manque."""

    cases: Mapping[str, Valeur]
    cachees: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class _Place:
    feuille: str
    ligne: int
    colonne: int


def lire_cases(octets: bytes, voulu: Callable[[str], bool]) -> Contenu:
    """Cases que désignent les noms pour lesquels `voulu` est vrai.

    Lève `ClasseurRefuse` si le classeur ne se lit pas.
    """
    try:
        # openpyxl avertit d'une date impossible, qu'il rend en texte : elle sera dite avec sa case.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # `keep_links=False` : aucun lien vers un autre fichier n'est suivi.
            classeur = load_workbook(BytesIO(octets), read_only=True, data_only=True, keep_links=False)
            with closing(classeur):
                return Contenu(_cases(classeur, voulu), _cachees(classeur))
    except Exception as faute:
        # openpyxl laisse sortir toutes sortes de fautes d'un fichier mal formé (KeyError, TypeError…).
        raise ClasseurRefuse("Ce classeur est abîmé ou incomplet : demandez-le à nouveau.") from faute


def sans_echappement(texte: str) -> str:
    """« A » pour « _x0041_ », qu'un tableur emploie pour les caractères qu'il ne peut pas écrire."""
    return _ECHAPPEMENT.sub(lambda trouve: chr(int(trouve[1], 16)), texte)


def _cases(classeur: Any, voulu: Callable[[str], bool]) -> dict[str, Valeur]:
    places = {
        nom: place
        for nom, defini in classeur.defined_names.items()
        if voulu(nom) and (place := _place(defini.attr_text or "")) is not None
    }
    cases: dict[str, Valeur] = {}
    for feuille in classeur.worksheets:
        ici = {(p.ligne, p.colonne): nom for nom, p in places.items() if p.feuille == feuille.title}
        if not ici:
            continue
        lignes = [ligne for ligne, _ in ici]
        colonnes = [colonne for _, colonne in ici]
        bornes = {
            "min_row": min(lignes),
            "max_row": max(lignes),
            "min_col": min(colonnes),
            "max_col": max(colonnes),
        }
        for rangee in feuille.iter_rows(**bornes):
            for cellule in rangee:
                # Une cellule vide n'a pas de place : elle ne peut pas porter de réponse.
                nom = ici.get((getattr(cellule, "row", 0), getattr(cellule, "column", 0)))
                if nom is not None:
                    cases[nom] = _valeur(cellule)
        for nom in ici.values():
            cases.setdefault(nom, None)
    return cases


def _place(adresse: str) -> _Place | None:
    trouve = _ADRESSE.fullmatch(adresse)
    if trouve is None:
        return None
    feuille = (trouve[1] or trouve[2]).replace("''", "'")
    ligne, colonne = int(trouve[4]), column_index_from_string(trouve[3])
    if not 1 <= ligne <= _LIGNES_MAX or colonne > _COLONNES_MAX:
        return None
    return _Place(feuille, ligne, colonne)


def _valeur(cellule: Any) -> Valeur:
    """Une erreur est rendue en texte, et une date comme on l'écrit en France."""
    valeur = cellule.value
    if isinstance(valeur, date):
        heure = isinstance(valeur, datetime) and bool(valeur.hour or valeur.minute)
        return f"{valeur:%d/%m/%Y %Hh%M}" if heure else f"{valeur:%d/%m/%Y}"
    return valeur if valeur is None or isinstance(valeur, str | int | float) else str(valeur)


def _cachees(classeur: Any) -> tuple[str, ...] | None:
    if FEUILLE_DOSSIER not in classeur.sheetnames:
        return None
    rangees = classeur[FEUILLE_DOSSIER].iter_rows(
        min_row=1, max_row=_LIGNES_CACHEES_MAX, max_col=1, values_only=True
    )
    return tuple("" if valeur is None else str(valeur) for (valeur,) in rangees)
