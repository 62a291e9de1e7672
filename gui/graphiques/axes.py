"""Habillage commun des graphiques : fond, axes et graduations écrites à la française."""

from collections.abc import Iterable
from fractions import Fraction

from PySide6.QtCharts import QCategoryAxis, QChart
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from gui.theme import jetons
from gui.theme.style import theme


def habiller(graphique: QChart) -> None:
    """Pose le fond du thème ; ni légende, ni animation, ni coins ronds."""
    graphique.legend().hide()
    graphique.setAnimationOptions(QChart.AnimationOption.NoAnimation)
    graphique.setBackgroundBrush(theme().couleur("papier"))
    graphique.setBackgroundPen(Qt.PenStyle.NoPen)
    graphique.setBackgroundRoundness(0)
    graphique.layout().setContentsMargins(0, 0, 0, 0)


def ajouter_axe(graphique: QChart, cote: Qt.AlignmentFlag) -> QCategoryAxis:
    """Axe aux couleurs du thème, dont chaque graduation porte le texte qu'on lui donne."""
    t = theme()
    axe = QCategoryAxis(graphique)
    axe.setLabelsPosition(QCategoryAxis.AxisLabelsPosition.AxisLabelsPositionOnValue)
    axe.setLabelsFont(t.police(jetons.LEGENDE))
    axe.setLabelsBrush(t.couleur("texte_faible"))
    axe.setGridLinePen(QPen(t.couleur("trait"), jetons.FILET))
    axe.setLinePen(QPen(t.couleur("trait_fort"), jetons.FILET))
    axe.setTruncateLabels(False)
    graphique.addAxis(axe, cote)
    return axe


def graduer(axe: QCategoryAxis, graduations: Iterable[tuple[Fraction, str]]) -> None:
    """Remplace les graduations d'un axe, données par valeurs croissantes."""
    for texte in axe.categoriesLabels():
        axe.remove(texte)
    # Sans cela la première graduation, prise pour un simple début, resterait sans texte.
    axe.setStartValue(-1)
    for valeur, texte in graduations:
        axe.append(texte, float(valeur))
