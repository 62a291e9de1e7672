"""Le document du guide : son papier, son encre, et les seules images qu'il lit."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QMarginsF, QUrl
from PySide6.QtGui import QFont, QImage, QTextDocument

from empaquetage.guide.texte import SOURCE
from gui.theme import jetons
from gui.theme.style import Theme

POLICES = ("Nimbus Sans", "Liberation Sans", "Arial", "DejaVu Sans")
CORPS = 9.0
SERRE = 0.7
"""Le papier se lit de plus près que l'écran : les espaces y sont plus petits."""
INTERLIGNE = 106
MARGES_MM = QMarginsF(16, 14, 16, 16)
PIED_MM = 9
POINTS_PAR_POUCE = 1200
PIXELS_PAR_POUCE = 96
"""Finesse où l'on compte les longueurs d'un document, que Qt met à celle du papier."""
MM_PAR_POUCE = 25.4


class DocumentDuGuide(QTextDocument):
    """Ne lit que les images de docs/guide/images."""

    def loadResource(self, genre: int, nom: QUrl | str) -> Any:
        """Image du guide, ou rien."""
        chemin = (SOURCE / (nom.toString() if isinstance(nom, QUrl) else nom)).resolve()
        if chemin.parent != SOURCE / "images" or chemin.suffix != ".png":
            return None
        return QImage(str(chemin))


def theme_imprime() -> Theme:
    """Le thème clair aux couleurs du papier."""
    police = QFont()
    police.setFamilies(list(POLICES))
    police.setPointSizeF(CORPS / SERRE)
    couleurs = replace(jetons.CLAIR, texte="#1A1D19", creux="#EFEDE6", papier="#FFFFFF")
    return Theme("clair", SERRE, couleurs, police)


def points(millimetres: float) -> float:
    """Longueur sur le papier, en points d'imprimante."""
    return millimetres * POINTS_PAR_POUCE / MM_PAR_POUCE


def pixels(millimetres: float) -> float:
    """Longueur dans le document."""
    return millimetres * PIXELS_PAR_POUCE / MM_PAR_POUCE
