"""Formats élémentaires des fichiers TOML du catalogue : texte, nombre exact, renvoi au guide, adresse.

Chaque contrôle lève `ValueError` avec une phrase qui cite la valeur reçue et dit ce qui est attendu.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date as Jour
from fractions import Fraction
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator

from modele.catalogue.messages import citer
from modele.catalogue.rubriques import RUBRIQUES_GUIDE, RUBRIQUES_OUTIL

_DECIMAL = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,9})?")
_LIGNES = re.compile(r"[1-9][0-9]{0,4}(?:-[1-9][0-9]{0,4})?(?:;[1-9][0-9]{0,4}(?:-[1-9][0-9]{0,4})?)*")
_IDENTIFIANT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COURRIEL = re.compile(r"[^@\s/?#]+@[^@\s/?#]+\.[a-z]+")
_TELEPHONE = re.compile(r"\+[0-9]{8,15}")


def _decimal(valeur: object) -> Fraction:
    if not isinstance(valeur, str) or not _DECIMAL.fullmatch(valeur):
        raise ValueError(
            f"{citer(valeur)} n'est pas un nombre écrit en texte (attendu : chiffres, point décimal, "
            'entre guillemets, par exemple "1.8")'
        )
    return Fraction(valeur)


def _texte(valeur: str) -> str:
    if not valeur.strip():
        raise ValueError("le texte est vide (attendu : une phrase)")
    if valeur != valeur.strip():
        raise ValueError(f"{citer(valeur)} commence ou finit par un blanc (attendu : le texte seul)")
    # U+xxFFFE et U+xxFFFF ne peuvent figurer dans un fichier XML, donc dans un classeur.
    if any(
        (unicodedata.category(signe) in ("Cc", "Cs") and signe != "\n") or ord(signe) & 0xFFFE == 0xFFFE
        for signe in valeur
    ):
        raise ValueError(f"{citer(valeur)} contient un caractère de commande (attendu : du texte)")
    if not unicodedata.is_normalized("NFC", valeur):
        raise ValueError(f"{citer(valeur)} a des accents décomposés (attendu : forme Unicode NFC)")
    return valeur


def _identifiant(valeur: str) -> str:
    if not _IDENTIFIANT.fullmatch(valeur):
        raise ValueError(
            f"{citer(valeur)} n'est pas un identifiant (attendu : minuscules sans accent, chiffres et "
            "tirets, par exemple « la-ruche »)"
        )
    return valeur


def _lignes(valeur: str) -> str:
    if not _LIGNES.fullmatch(valeur):
        raise ValueError(
            f"{citer(valeur)} n'est pas un renvoi aux lignes du guide (attendu : par exemple « 411 » ou "
            "« 418-420;426 »)"
        )
    precedente = 0
    for plage in valeur.split(";"):
        debut, _, fin = plage.partition("-")
        if int(debut) <= precedente or int(fin or debut) < int(debut):
            raise ValueError(f"{citer(valeur)} n'est pas dans l'ordre (attendu : lignes croissantes)")
        precedente = int(fin or debut)
    return valeur


def _lignes_facultatives(valeur: str) -> str:
    return _lignes(valeur) if valeur else valeur


def _site(valeur: str) -> str:
    try:
        parties = urlsplit(valeur)
        admis = parties.scheme in ("http", "https") and parties.hostname and "@" not in parties.netloc
    except ValueError:
        admis = False
    if not admis or re.search(r"[\s\x00-\x1f]", valeur):
        raise ValueError(f"{citer(valeur)} n'est pas une adresse (attendu : http://… ou https://…)")
    return valeur


def _adresse(valeur: str) -> str:
    schema, _, reste = valeur.partition(":")
    if schema == "mailto" and _COURRIEL.fullmatch(reste):
        return valeur
    if schema == "tel" and _TELEPHONE.fullmatch(reste):
        return valeur
    if schema in ("http", "https"):
        return _site(valeur)
    raise ValueError(
        f"{citer(valeur)} n'est pas une adresse admise (attendu : http://…, https://…, mailto:x@y.fr ou "
        "tel:+33…)"
    )


def _est_un_jour(valeur: str) -> bool:
    try:
        return Jour.fromisoformat(valeur).isoformat() == valeur
    except ValueError:
        return False


def _date(valeur: str) -> str:
    if not _est_un_jour(valeur):
        raise ValueError(f"{citer(valeur)} n'est pas une date (attendu : AAAA-MM-JJ)")
    return valeur


def _date_tarif(valeur: str) -> str:
    if len(valeur) not in (4, 7, 10) or not _est_un_jour((valeur + "-01-01")[:10]):
        raise ValueError(f"{citer(valeur)} n'est pas une date (attendu : AAAA, AAAA-MM ou AAAA-MM-JJ)")
    return valeur


def _edition(valeur: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]{0,8}", valeur):
        raise ValueError(f'{citer(valeur)} n\'est pas une édition (attendu : un numéro, par exemple "1")')
    return valeur


def _code_de_doute(valeur: str) -> str:
    if not re.fullmatch(r"D[0-9]{2}", valeur):
        raise ValueError(f"{citer(valeur)} n'est pas un code de lecture (attendu : par exemple « D01 »)")
    return valeur


def _rubrique(connues: Iterable[str]) -> Callable[[str], str]:
    admises = tuple(connues)

    def controler(valeur: str) -> str:
        if valeur not in admises:
            raise ValueError(
                f"{citer(valeur)} n'est pas une rubrique connue (attendu : {', '.join(admises)})"
            )
        return valeur

    return controler


Decimal = Annotated[Fraction, BeforeValidator(_decimal)]
Texte = Annotated[str, AfterValidator(_texte)]
Identifiant = Annotated[str, AfterValidator(_identifiant)]
Lignes = Annotated[str, AfterValidator(_lignes)]
LignesFacultatives = Annotated[str, AfterValidator(_lignes_facultatives)]
CodeDeDoute = Annotated[str, AfterValidator(_code_de_doute)]
Adresse = Annotated[str, AfterValidator(_adresse)]
Site = Annotated[str, AfterValidator(_site)]
Date = Annotated[str, AfterValidator(_date)]
DateTarif = Annotated[str, AfterValidator(_date_tarif)]
Edition = Annotated[str, AfterValidator(_edition)]
RubriqueOutil = Annotated[str, AfterValidator(_rubrique(RUBRIQUES_OUTIL))]
RubriqueGuide = Annotated[str, AfterValidator(_rubrique(RUBRIQUES_GUIDE))]
