"""Trait de chaque outil dans les graphiques : une couleur et des tirets, distincts même sans couleur."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import Catalogue

TIRETS: tuple[tuple[float, ...], ...] = (
    (),
    (5, 2.5),
    (1.2, 1.6),
    (8, 2, 1.2, 2),
    (12, 3),
    (5, 2, 1.2, 2, 1.2, 2),
    (2.5, 2.5),
    (9, 2, 3, 2),
    (14, 2.5, 1.2, 2, 1.2, 2, 1.2, 2.5),
)
"""Longueurs de trait et de vide, en épaisseurs de trait ; vide pour un trait plein."""


class StyleOutil(NamedTuple):
    """Couleur et tirets d'un outil."""

    couleur: QColor
    tirets: tuple[float, ...]


def styles_des_outils(catalogue: Catalogue) -> Mapping[str, StyleOutil]:
    """Un style par outil, le même tant que le catalogue ne change pas."""
    series = theme().series()
    noms = sorted(catalogue.par_outil)
    return {
        nom: StyleOutil(
            QColor(series[rang % len(series)]), TIRETS[(rang + rang // len(TIRETS)) % len(TIRETS)]
        )
        for rang, nom in enumerate(noms)
    }


def plume(style: StyleOutil, souligne: bool = False) -> QPen:
    """Plume d'une courbe, plus épaisse quand l'outil est choisi."""
    epaisseur = jetons.TRAIT_COURBE_FORT if souligne else jetons.TRAIT_COURBE
    trait = QPen(style.couleur, epaisseur * theme().echelle)
    trait.setCapStyle(Qt.PenCapStyle.FlatCap)
    trait.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if style.tirets:
        trait.setDashPattern(style.tirets)
    return trait


def echantillon(style: StyleOutil) -> QIcon:
    """Bout de trait pour une légende, net à double densité."""
    largeur, hauteur = theme().px(jetons.LARGEUR_ECHANTILLON), theme().px(jetons.COTE_FORME)
    image = QIcon()
    for densite in (1, 2):
        dessin = QPixmap(largeur * densite, hauteur * densite)
        dessin.setDevicePixelRatio(densite)
        dessin.fill(Qt.GlobalColor.transparent)
        peintre = QPainter(dessin)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        peintre.setPen(plume(style))
        peintre.drawLine(QPointF(0, hauteur / 2), QPointF(largeur, hauteur / 2))
        peintre.end()
        image.addPixmap(dessin)
    return image
