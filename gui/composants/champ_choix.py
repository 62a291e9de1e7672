"""Liste de choix qui ne change pas quand on fait défiler le panneau au-dessus d'elle."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget


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

    def wheelEvent(self, evenement: QWheelEvent) -> None:
        """La molette fait défiler le panneau : elle ne change pas une réponse par mégarde."""
        evenement.ignore()
