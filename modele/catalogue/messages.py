"""Fautes de pydantic dites en français, avec la clé, la valeur reçue et ce qui est attendu."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from modele.nombres import texte_exact

_LONGUEUR_CITEE = 80

NOMS: Mapping[str, str] = MappingProxyType(
    {
        "assiette": "une assiette connue",
        "categorie": "une catégorie connue",
        "clientele": "une clientèle connue",
        "clienteles": "une clientèle connue",
        "condition": "une condition connue",
        "guide": "une valeur connue",
        "labels_requis": "un label connu",
        "nature": "une nature connue",
        "payeur": "un payeur connu",
        "suivie": "une grandeur suivie connue",
        "taxe": "un régime de taxe connu",
        "valeur": "une valeur connue",
    }
)


def citer(valeur: object) -> str:
    """Valeur d'un fichier TOML, entre guillemets et raccourcie, pour un message."""
    if isinstance(valeur, dict):
        return "une table"
    if isinstance(valeur, list):
        return "une liste"
    if valeur is None:
        return "rien"
    if isinstance(valeur, Fraction):
        return f"« {texte_exact(valeur)} »"
    texte = str(valeur).lower() if isinstance(valeur, bool) else str(valeur)
    if len(texte) > _LONGUEUR_CITEE:
        texte = texte[:_LONGUEUR_CITEE] + "…"
    return f"« {texte} »"


def chemin(cles: Sequence[str | int]) -> str:
    """Chemin d'une clé : `formules[0].composantes[1].payeur`."""
    texte = "".join(f"[{cle}]" if isinstance(cle, int) else f".{cle}" for cle in cles)
    return texte.removeprefix(".")


def _vocabulaire(faute: ErrorDetails) -> str:
    attendues = ", ".join(re.findall(r"'([^']*)'", faute["ctx"]["expected"]))
    cle = next((cle for cle in reversed(faute["loc"]) if isinstance(cle, str)), "")
    return f"{citer(faute['input'])} n'est pas {NOMS.get(cle, 'un mot connu')} (attendu : {attendues})"


def _borne(faute: ErrorDetails) -> str:
    bornes = faute["ctx"]
    limite = f"au moins {bornes['ge']}" if "ge" in bornes else f"au plus {bornes['le']}"
    return f"{citer(faute['input'])} est hors bornes (attendu : {limite})"


def _type_attendu(attendu: str) -> Callable[[ErrorDetails], str]:
    return lambda faute: f"{citer(faute['input'])} n'a pas la forme voulue (attendu : {attendu})"


TRADUCTIONS: Mapping[str, Callable[[ErrorDetails], str]] = MappingProxyType(
    {
        "missing": lambda faute: "la clé manque (elle est obligatoire)",
        "value_error": lambda faute: str(faute["ctx"]["error"]),
        "enum": _vocabulaire,
        "literal_error": _vocabulaire,
        "greater_than_equal": _borne,
        "less_than_equal": _borne,
        "too_short": lambda faute: "la liste est vide (attendu : un élément au moins)",
        "string_type": _type_attendu("un texte entre guillemets"),
        "bool_type": _type_attendu("true ou false"),
        "int_type": _type_attendu("un nombre entier, sans guillemets"),
        "list_type": _type_attendu("une liste"),
        "dict_type": _type_attendu("une table"),
        "model_type": _type_attendu("une table"),
    }
)


def traduire(fautes: ValidationError, modele: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Couples (chemin de la clé, message) pour toutes les fautes d'un fichier lu selon `modele`."""
    for faute in fautes.errors():
        if faute["type"] == "extra_forbidden":
            connues = ", ".join(_table(modele, faute["loc"][:-1]).model_fields)
            message = f"clé inconnue, de valeur {citer(faute['input'])} (attendu : {connues})"
        else:
            message = TRADUCTIONS[faute["type"]](faute)
        yield chemin(faute["loc"]), message


def _table(modele: type[BaseModel], cles: Sequence[str | int]) -> type[BaseModel]:
    """Modèle de la table située à `cles`."""
    for cle in cles:
        if isinstance(cle, str):
            modele = next(_modeles(modele.model_fields[cle].annotation))
    return modele


def _modeles(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _modeles(argument)
