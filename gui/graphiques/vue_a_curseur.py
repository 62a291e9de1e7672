"""Vue de graphique où un curseur vertical suit la souris ou le clavier."""

from fractions import Fraction

from PySide6.QtCharts import QChart, QChartView
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QFrame, QWidget

from gui.theme.style import theme
from modele.graduations import pas_rond

PAS_CLAVIER = Fraction(500)
GRAND_PAS = 10 * PAS_CLAVIER
_PAS_A_LA_SOURIS = 800
"""Nombre de pas ronds que compte au plus l'axe sous la souris."""


class VueACurseur(QChartView):
    """Curseur de 0 exclu à `x_max` : la souris le déplace, un clic ou le clavier le fixe."""

    curseur_deplace = Signal()

    def __init__(self, graphique: QChart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.x_max = Fraction(0)
        self._repos = Fraction(0)
        self._fixe: Fraction | None = None
        self._survol: Fraction | None = None
        self.setChart(graphique)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setBackgroundBrush(theme().couleur("papier"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def curseur(self) -> Fraction:
        """Abscisse du curseur : celle de repos tant qu'on ne le déplace pas."""
        return self._survol or self._fixe or self._repos

    @property
    def pose(self) -> Fraction | None:
        """Où un clic ou le clavier l'a posé ; None à sa place de repos."""
        return self._fixe

    def borner(self, x_max: Fraction, repos: Fraction) -> None:
        """Change la fin de l'axe et la place de repos ; un curseur qui en sort y revient."""
        self.x_max, self._repos, self._survol = x_max, repos, None
        if self._fixe is not None and self._fixe > x_max:
            self._fixe = None

    def fixer_curseur(self, x: Fraction | None) -> None:
        """Pose le curseur, ou le rend à sa place de repos (None)."""
        self._survol, self._fixe = None, x
        self._annoncer()

    def _annoncer(self) -> None:
        self.viewport().update()
        self.curseur_deplace.emit()

    def _survoler(self, x: Fraction | None) -> None:
        if x != self._survol:
            self._survol = x
            self._annoncer()

    def _sous(self, evenement: QMouseEvent) -> Fraction | None:
        """Abscisse ronde sous la souris ; None hors du cadre."""
        cadre, point = self.chart().plotArea(), evenement.position()
        if not self.x_max or not cadre.contains(point):
            return None
        pas = pas_rond(self.x_max, _PAS_A_LA_SOURIS)
        x = self.x_max * round(point.x() - cadre.left()) / max(1, round(cadre.width()))
        return min(self.x_max, max(pas, round(x / pas) * pas))

    def mouseMoveEvent(self, evenement: QMouseEvent) -> None:
        """Le curseur suit la souris tant qu'elle est dans le cadre."""
        self._survoler(self._sous(evenement))

    def mousePressEvent(self, evenement: QMouseEvent) -> None:
        """Un clic fixe le curseur."""
        x = self._sous(evenement)
        if x is not None and evenement.button() == Qt.MouseButton.LeftButton:
            self.fixer_curseur(x)

    def leaveEvent(self, evenement: QEvent) -> None:
        """Le curseur revient où il était fixé."""
        super().leaveEvent(evenement)
        self._survoler(None)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """← et → vont de 500 en 500, Page de 5 000 en 5 000, Début et Fin aux bouts ; Échap rend le curseur."""
        touche = evenement.key()
        x = min(self.curseur, self.x_max)
        if touche == Qt.Key.Key_Right:
            x = _suivant(x, PAS_CLAVIER)
        elif touche == Qt.Key.Key_Left:
            x = _precedent(x, PAS_CLAVIER)
        elif touche == Qt.Key.Key_PageUp:
            x = _suivant(x, GRAND_PAS)
        elif touche == Qt.Key.Key_PageDown:
            x = _precedent(x, GRAND_PAS)
        elif touche == Qt.Key.Key_Home:
            x = PAS_CLAVIER
        elif touche == Qt.Key.Key_End:
            x = self.x_max
        elif touche == Qt.Key.Key_Escape and self._fixe is not None:
            self.fixer_curseur(None)
            return
        else:
            evenement.ignore()
            return
        self.fixer_curseur(min(max(x, PAS_CLAVIER), self.x_max))

    def wheelEvent(self, evenement: QWheelEvent) -> None:
        """La molette fait défiler la page."""
        evenement.ignore()

    def focusInEvent(self, evenement: QFocusEvent) -> None:
        """Montre l'anneau de focus."""
        super().focusInEvent(evenement)
        self.viewport().update()

    def focusOutEvent(self, evenement: QFocusEvent) -> None:
        """Efface l'anneau de focus."""
        super().focusOutEvent(evenement)
        self.viewport().update()


def _suivant(x: Fraction, pas: Fraction) -> Fraction:
    """Le premier multiple de `pas` au-dessus de x."""
    return (x // pas + 1) * pas


def _precedent(x: Fraction, pas: Fraction) -> Fraction:
    """Le premier multiple de `pas` en dessous de x."""
    return (-(-x // pas) - 1) * pas
