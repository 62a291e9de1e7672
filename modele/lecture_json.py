"""Lecture stricte d'un fichier JSON venu de l'extérieur : exacte, bornée, sans ambiguïté."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NoReturn

from modele.fautes import EntreeInvalide

TAILLE_MAX = 1_000_000


class JsonInvalide(EntreeInvalide):
    """Fichier refusé ; le message est une phrase à montrer telle quelle."""


@dataclass(frozen=True, slots=True)
class NombreImpossible:
    """« NaN », « Infinity » ou un nombre démesuré, tel qu'écrit : à refuser en nommant son champ."""

    texte: str

    def __str__(self) -> str:
        return self.texte


def _nombre(texte: str) -> Decimal:
    try:
        return Decimal(texte)
    except InvalidOperation:
        raise JsonInvalide("contient un nombre démesuré") from None


def _constante(texte: str) -> NoReturn:
    raise JsonInvalide(f"contient « {texte} », qui n'est pas un nombre")


def _nombre_ou_impossible(texte: str) -> object:
    try:
        return Decimal(texte)
    except InvalidOperation:
        return NombreImpossible(texte)


def _objet(paires: list[tuple[str, object]]) -> dict[str, object]:
    objet = dict(paires)
    if len(objet) != len(paires):
        vues: set[str] = set()
        # Chercher chaque clé dans toutes les autres prendrait des minutes sur un mégaoctet.
        for cle, _ in paires:
            if cle in vues:
                dite = cle if cle.isprintable() else ascii(cle)[1:-1]
                raise JsonInvalide(f"donne deux fois le champ « {dite[:60]} »")
            vues.add(cle)
    return objet


def lire_json(chemin: Path, avec_impossibles: bool = False) -> object:
    """Contenu d'un fichier JSON en UTF-8, avec ou sans marque d'ordre, d'un mégaoctet au plus.

    Les nombres sont rendus en `Decimal`, sans perte ; `avec_impossibles`, ceux qui n'en sont pas le sont en
    `NombreImpossible`, que l'appelant refuse en disant leur champ. Lève `JsonInvalide` si le fichier n'est pas
    du JSON strict (champ répété, NaN, imbrication démesurée) et `OSError` s'il ne se lit pas.
    """
    try:
        with chemin.open("rb") as fichier:
            octets = fichier.read(TAILLE_MAX + 1)
        if len(octets) > TAILLE_MAX:
            raise JsonInvalide("dépasse un mégaoctet : ce n'est pas le fichier attendu")
        return (
            decoder(octets, _nombre_ou_impossible, NombreImpossible) if avec_impossibles else decoder(octets)
        )
    except JsonInvalide as faute:
        raise JsonInvalide(f"Le fichier « {chemin.name} » {faute}.") from None


def decoder(
    octets: bytes,
    nombre: Callable[[str], object] = _nombre,
    constante: Callable[[str], object] = _constante,
) -> object:
    """Valeur JSON que disent ces octets ; `nombre` lit chaque nombre, `constante` NaN et les infinis.

    Lève `JsonInvalide`, dont le message est un groupe verbal (« n'est pas un texte en UTF-8 »).
    """
    try:
        texte = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise JsonInvalide("n'est pas un texte en UTF-8") from None
    try:
        return json.loads(
            texte, parse_float=nombre, parse_int=nombre, parse_constant=constante, object_pairs_hook=_objet
        )
    except json.JSONDecodeError as faute:
        raise JsonInvalide(f"n'est pas du JSON (ligne {faute.lineno}, colonne {faute.colno})") from None
    except RecursionError:
        raise JsonInvalide("imbrique trop d'objets les uns dans les autres") from None
