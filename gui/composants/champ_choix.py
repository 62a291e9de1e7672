"""Liste de choix qui ne change pas quand on fait défiler le panneau au-dessus d'elle."""

from collections.abc import Iterable
from typing import Protocol, cast

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from gui.composants.traits import peindre_chevron
from gui.theme.style import theme


class _OptionDeListe(Protocol):
    """Ce que PySide ne type pas d'une `QStyleOptionComboBox`."""

    currentText: str


class ChampChoix(QComboBox):
    """Choix parmi des couples (clé, mots)."""

    choisi = Signal(str)
    """Émis avec la clé quand la personne choisit, jamais quand le programme fixe la valeur."""

    def __init__(self, choix: Iterable[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for cle, mots in choix:
            self.addItem(mots, cle)
        self.activated.connect(lambda rang: self.choisi.emit(self.itemData(rang)))

    def fixer(self, cle: str) -> None:
        """Montre le choix de cette clé."""
        rang = self.findData(cle)
        if rang != self.currentIndex():
            self.setCurrentIndex(rang)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """La feuille de style efface la flèche de Qt, qui coupe aussi les mots trop longs sans le dire."""
        style = QStyleOptionComboBox()
        self.initStyleOption(style)
        place = self.width() - theme().px(40)
        mots = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, place)
        cast(_OptionDeListe, style).currentText = mots
        peintre_de_style = QStylePainter(self)
        peintre_de_style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, style)
        peintre_de_style.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, style)
        peintre_de_style.end()
        largeur = theme().px(24)
        cadre = QRectF(self.width() - largeur, 0, largeur, self.height())
        peintre = QPainter(self)
        peindre_chevron(peintre, cadre, theme().couleur("texte"), vers_le_bas=True)
        peintre.end()

    def wheelEvent(self, evenement: QWheelEvent) -> None:
        """La molette fait défiler le panneau : elle ne change pas une réponse par mégarde."""
        evenement.ignore()
