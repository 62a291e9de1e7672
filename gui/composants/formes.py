"""Petits signes dessinés au trait : ils ne dépendent d'aucune police."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

_HAUT = 90 * 16
_TOUR = 360 * 16


def _plume(couleur: QColor, epaisseur: float) -> QPen:
    return QPen(couleur, epaisseur, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def dessiner_etat(peintre: QPainter, carre: QRectF, etat: str, couleur: QColor) -> None:
    """Dessine dans un carré la forme d'un état de `jetons.ETATS` : ● ◐ € – ?."""
    peintre.save()
    peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
    peintre.setPen(Qt.PenStyle.NoPen)
    peintre.setBrush(couleur)
    trait = carre.width() / 7
    cadre = carre.adjusted(trait / 2, trait / 2, -trait / 2, -trait / 2)
    if etat == "oui":
        peintre.drawEllipse(carre)
    elif etat == "partiel":
        peintre.drawPie(cadre, _HAUT, _TOUR // 2)
        peintre.setBrush(Qt.BrushStyle.NoBrush)
        peintre.setPen(_plume(couleur, trait))
        peintre.drawEllipse(cadre)
    elif etat == "option":
        _euro(peintre, carre, _plume(couleur, trait * 0.8))
    elif etat == "non":
        peintre.setPen(_plume(couleur, trait * 1.4))
        peintre.drawLine(
            QPointF(cadre.left() + trait / 2, cadre.center().y()),
            QPointF(cadre.right() - trait / 2, cadre.center().y()),
        )
    else:
        _interrogation(peintre, cadre, _plume(couleur, trait))
    peintre.restore()


def _euro(peintre: QPainter, carre: QRectF, plume: QPen) -> None:
    peintre.setBrush(Qt.BrushStyle.NoBrush)
    plume.setCapStyle(Qt.PenCapStyle.FlatCap)
    peintre.setPen(plume)
    cote = carre.width()
    cercle = QRectF(carre.left() + cote * 0.17, carre.top() + cote * 0.05, cote * 0.9, cote * 0.9)
    peintre.drawArc(cercle, 48 * 16, 264 * 16)
    for hauteur in (0.4, 0.6):
        y = carre.top() + cote * hauteur
        peintre.drawLine(QPointF(carre.left(), y), QPointF(carre.left() + cote * 0.7, y))


def _interrogation(peintre: QPainter, cadre: QRectF, plume: QPen) -> None:
    largeur, haut, milieu = cadre.width(), cadre.top(), cadre.center().x()
    boucle = QRectF(milieu - largeur * 0.28, haut, largeur * 0.56, largeur * 0.56)
    crochet = QPainterPath()
    crochet.arcMoveTo(boucle, 180)
    crochet.arcTo(boucle, 180, -230)
    crochet.lineTo(QPointF(milieu, haut + largeur * 0.74))
    peintre.setBrush(Qt.BrushStyle.NoBrush)
    peintre.setPen(plume)
    peintre.drawPath(crochet)
    peintre.drawPoint(QPointF(milieu, cadre.bottom()))


def dessiner_exigence(
    peintre: QPainter, carre: QRectF, exigence: str, couleur: QColor, sur_couleur: QColor
) -> None:
    """Dessine la marque d'un besoin : carré plein à « ! » (indispensable), étoile (souhaité)."""
    peintre.save()
    peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
    milieu, cote = carre.center(), carre.width()
    if exigence == "indispensable":
        peintre.setPen(Qt.PenStyle.NoPen)
        peintre.setBrush(couleur)
        peintre.drawRoundedRect(carre, cote / 5, cote / 5)
        peintre.setPen(_plume(sur_couleur, cote / 6.5))
        peintre.drawLine(
            QPointF(milieu.x(), carre.top() + cote * 0.2), QPointF(milieu.x(), carre.top() + cote * 0.55)
        )
        peintre.drawPoint(QPointF(milieu.x(), carre.top() + cote * 0.8))
    elif exigence == "souhaite":
        peintre.setPen(_plume(couleur, cote / 10))
        peintre.setBrush(Qt.BrushStyle.NoBrush)
        peintre.drawPath(_etoile(milieu, cote / 2))
    peintre.restore()


def _etoile(centre: QPointF, rayon: float) -> QPainterPath:
    chemin = QPainterPath()
    for sommet in range(10):
        distance = rayon if sommet % 2 == 0 else rayon * 0.45
        angle = math.pi * sommet / 5 - math.pi / 2
        point = centre + QPointF(math.cos(angle) * distance, math.sin(angle) * distance)
        if sommet:
            chemin.lineTo(point)
        else:
            chemin.moveTo(point)
    chemin.closeSubpath()
    return chemin


def dessiner_chevron(peintre: QPainter, carre: QRectF, replie: bool, couleur: QColor) -> None:
    """Dessine un chevron vers la droite (replié) ou vers le bas (déplié)."""
    peintre.save()
    peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
    peintre.setPen(_plume(couleur, carre.width() / 7))
    quart, milieu = carre.width() / 4, carre.center()
    pointes = (
        (QPointF(-quart / 2, -quart), QPointF(quart / 2, 0), QPointF(-quart / 2, quart))
        if replie
        else (QPointF(-quart, -quart / 2), QPointF(0, quart / 2), QPointF(quart, -quart / 2))
    )
    peintre.drawPolyline([milieu + pointe for pointe in pointes])
    peintre.restore()
