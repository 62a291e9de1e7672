"""Styles de texte de l'imprimé, leurs polices et leurs mesures, indépendantes du support."""

import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from gui.theme import papier

_LIGATURES = ("liga", "clig", "dlig")
_POLICES_WINDOWS = ("segoeui.ttf", "segoeuib.ttf", "arial.ttf", "arialbd.ttf")


def mm(longueur: float) -> float:
    """Longueur en unités de dessin."""
    return longueur * papier.UNITES_PAR_MM


class Style(NamedTuple):
    """Corps en points, graisse, et nom d'une couleur du thème clair."""

    corps: float = papier.CORPS_TEXTE
    gras: bool = False
    couleur: str = "texte"

    @property
    def interligne(self) -> float:
        """D'une ligne de base à la suivante, en unités de dessin."""
        return self.corps * papier.INTERLIGNE * papier.UNITES_PAR_POINT


TITRE = Style(papier.CORPS_TITRE, gras=True)
SECTION = Style(papier.CORPS_SECTION, gras=True, couleur="accent")
CHIFFRE = Style(papier.CORPS_CHIFFRE, gras=True)
NOM = Style(papier.CORPS_NOM, gras=True)
TEXTE = Style()
FORT = Style(gras=True)
LEGENDE = Style(papier.CORPS_LEGENDE, couleur="texte_faible")
REPERE = Style(papier.CORPS_LEGENDE)
REPERE_FORT = Style(papier.CORPS_LEGENDE, gras=True)


@lru_cache(maxsize=64)
def police(style: Style) -> QFont:
    """Police du système à la taille du style, sans ligature : le texte du PDF se cherche lettre à lettre."""
    resultat = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    resultat.setPixelSize(round(style.corps * papier.UNITES_PAR_POINT))
    resultat.setWeight(QFont.Weight.DemiBold if style.gras else QFont.Weight.Normal)
    resultat.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for ligature in _LIGATURES:
        resultat.setFeature(QFont.Tag(ligature), 0)
    return resultat


@lru_cache(maxsize=64)
def metrique(style: Style) -> QFontMetricsF:
    """Mesures d'un style, en unités de dessin."""
    return QFontMetricsF(police(style))


def largeur(texte: str, style: Style) -> float:
    """Largeur d'un texte sur une ligne."""
    return metrique(style).horizontalAdvance(texte)


def base(style: Style) -> float:
    """Du haut d'une ligne à sa ligne de base, la même en gras, le blanc partagé au-dessus et au-dessous."""
    mesure = metrique(style._replace(gras=False))
    return (style.interligne - mesure.ascent() - mesure.descent()) / 2 + mesure.ascent()


def base_centree(milieu: float, style: Style) -> float:
    """Ligne de base d'un texte dont la ligne est centrée sur l'ordonnée `milieu`."""
    return milieu - style.interligne / 2 + base(style)


def pourvoir_en_polices() -> None:
    """Donne celles de Windows à la plateforme sans écran, qui n'y connaît aucune police."""
    if sys.platform != "win32" or QFontDatabase.families():
        return
    dossier = Path(os.environ.get("WINDIR", "C:\\Windows")) / "Fonts"
    for nom in _POLICES_WINDOWS:
        if (dossier / nom).is_file():
            QFontDatabase.addApplicationFont(str(dossier / nom))
