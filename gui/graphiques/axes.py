"""Habillage commun des graphiques : fond, axes et graduations écrites à la française."""

from collections.abc import Sequence
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


def graduer(axe: QCategoryAxis, graduations: Sequence[tuple[Fraction, str]]) -> None:
    """Remplace les graduations d'un axe, données de zéro à la plus grande."""
    for texte in axe.categoriesLabels():
        axe.remove(texte)
    # Le début d'un tel axe n'a pas de texte : hors de vue, il laisse le sien au zéro.
    axe.setStartValue(-float(graduations[-1][0]))
    for valeur, texte in graduations:
        axe.append(texte, float(valeur))
