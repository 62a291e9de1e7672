"""Traits que plusieurs widgets peignent : chevron et anneau de focus."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.theme import jetons
from gui.theme.style import theme


def peindre_chevron(peintre: QPainter, cadre: QRectF, couleur: QColor, vers_le_bas: bool) -> None:
    """Peint un chevron au centre de `cadre` : vers le bas quand ce qu'il commande est ouvert."""
    demi = theme().px(4)
    bas = (QPointF(-demi, -demi / 2), QPointF(0, demi / 2), QPointF(demi, -demi / 2))
    droite = (QPointF(-demi / 2, -demi), QPointF(demi / 2, 0), QPointF(-demi / 2, demi))
    points = [cadre.center() + decalage for decalage in (bas if vers_le_bas else droite)]
    peintre.save()
    peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
    trait = QPen(couleur, demi * 0.4)
    trait.setCapStyle(Qt.PenCapStyle.RoundCap)
    peintre.setPen(trait)
    peintre.drawPolyline(QPolygonF(points))
    peintre.restore()


def peindre_anneau(peintre: QPainter, cadre: QRect) -> None:
    """Peint l'anneau de focus au bord intérieur de `cadre`."""
    anneau = jetons.ANNEAU
    peintre.setPen(QPen(theme().couleur("accent"), anneau))
    peintre.setBrush(Qt.BrushStyle.NoBrush)
    peintre.drawRect(cadre.adjusted(anneau // 2, anneau // 2, -anneau, -anneau))
