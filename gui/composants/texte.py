"""Coupe des noms sur plusieurs lignes étroites."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

_PONCTUATION_DETACHEE = re.compile(r" (?=[!?:;»])")
_CESURES = re.compile(r"(?<=[a-zà-ÿ.])(?=[A-ZÀ-Ý])")


def couper(texte: str, metriques: QFontMetrics, largeur: int, lignes_max: int) -> tuple[str, ...]:
    """Lignes d'un nom dans `largeur` pixels.

    Coupe aux espaces, puis avant une majuscule (« Coop|Circuits »), puis où il faut. Ce qui dépasse
    `lignes_max` est remplacé par « … ».
    """
    lignes: list[str] = []
    courante = ""
    for mot in _PONCTUATION_DETACHEE.sub("\u00a0", texte).split(" "):
        essai = f"{courante} {mot}" if courante else mot
        if metriques.horizontalAdvance(essai) <= largeur:
            courante = essai
            continue
        if courante:
            lignes.append(courante)
        *completes, courante = _morceaux(mot, metriques, largeur)
        lignes += completes
    lignes.append(courante)
    if len(lignes) > lignes_max:
        reste = " ".join(lignes[lignes_max - 1 :])
        lignes[lignes_max - 1 :] = [metriques.elidedText(reste, Qt.TextElideMode.ElideRight, largeur)]
    return tuple(lignes)


def _morceaux(mot: str, metriques: QFontMetrics, largeur: int) -> list[str]:
    """Un mot, coupé s'il ne tient pas sur une ligne."""
    if metriques.horizontalAdvance(mot) <= largeur:
        return [mot]
    syllabes = _CESURES.split(mot)
    if len(syllabes) == 1:
        syllabes = list(mot)
    lignes = [""]
    for syllabe in syllabes:
        if lignes[-1] and metriques.horizontalAdvance(lignes[-1] + syllabe) > largeur:
            lignes.append("")
        lignes[-1] += syllabe
    return lignes
