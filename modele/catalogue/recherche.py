"""Cherche des mots dans tous les textes du catalogue, sans égard aux accents."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from modele.catalogue import connexion as acces

Genre = Literal["fait", "evaluation", "critere", "guide", "doute"]
Segments = tuple[tuple[str, bool], ...]

_MOTS_MAX = 16
_LONGUEUR_MAX = 1_000
_DEBUT, _FIN = "\x02", "\x03"
_TROP_COURANTS = frozenset(
    (
        "a",
        "à",
        "au",
        "aux",
        "avec",
        "ce",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "en",
        "est",
        "et",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "où",
        "par",
        "pour",
        "que",
        "qu",
        "s",
        "sa",
        "se",
        "son",
        "sur",
        "un",
        "une",
    )
)
_REQUETE = """
    SELECT genre, outil, rubrique, critere, lignes, titre, snippet(recherche, 0, ?, ?, '…', 40)
    FROM recherche WHERE recherche MATCH ? ORDER BY bm25(recherche, 10.0, 4.0), rowid LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Trouvaille:
    """Un texte trouvé : où il est, et son extrait en segments (texte, vrai s'il répond).

    `outil`, `rubrique` et `critere` valent None quand le texte n'en relève pas.
    """

    genre: Genre
    titre: str
    extrait: Segments
    outil: str | None
    rubrique: str | None
    critere: str | None
    lignes: str


def chercher(chemin: Path, texte: str, limite: int = 50) -> tuple[Trouvaille, ...]:
    """Textes de la base `chemin` où se trouvent tous les mots de `texte`, les plus proches d'abord.

    Le dernier mot peut n'être que commencé. Un texte sans aucun mot ne trouve rien. Lève
    `CatalogueIllisible`.
    """
    requete = _requete(texte)
    if not requete or limite <= 0:
        return ()
    with acces.ouvrir(chemin) as connexion:
        lignes = connexion.execute(_REQUETE, (_DEBUT, _FIN, requete, min(limite, 10_000))).fetchall()
    return tuple(
        Trouvaille(genre, titre, _segments(extrait), outil, rubrique, critere, renvoi)
        for genre, outil, rubrique, critere, renvoi, titre, extrait in lignes
    )


def _requete(texte: str) -> str:
    """Expression de recherche sûre : chaque mot est entre guillemets, aucun n'est un opérateur."""
    mots = _mots(texte)
    if not mots:
        return ""
    *premiers, dernier = mots
    utiles = [mot for mot in premiers if mot not in _TROP_COURANTS]
    return " AND ".join([*(_variantes(mot, "") for mot in utiles), _variantes(dernier, "*")])


def _mots(texte: str) -> list[str]:
    """Suites de lettres et de chiffres, découpées comme le fait l'index."""
    nu = unicodedata.normalize("NFC", texte[:_LONGUEUR_MAX]).lower()
    return re.findall(r"[^\W_]+", nu)[:_MOTS_MAX]


def _variantes(mot: str, suffixe: str) -> str:
    """Le mot tel quel ou avec ses ligatures, que l'index ne sait pas défaire (« oeuf », « œuf »)."""
    defait = mot.replace("œ", "oe").replace("æ", "ae")
    formes = dict.fromkeys((mot, defait, defait.replace("oe", "œ").replace("ae", "æ")))
    return "(" + " OR ".join(f'"{forme}"{suffixe}' for forme in formes) + ")"


def _segments(extrait: str) -> Segments:
    """Découpe l'extrait à ses marques, qu'aucun texte du catalogue ne peut contenir."""
    segments: list[tuple[str, bool]] = []
    for rang, morceau in enumerate(re.split(f"[{_DEBUT}{_FIN}]", extrait)):
        if morceau:
            segments.append((morceau, rang % 2 == 1))
    return tuple(segments)
