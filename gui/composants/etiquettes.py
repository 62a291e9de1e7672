"""Étiquettes de texte nu."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget


def etiquette(parent: QWidget, role: str = "", coupee: bool = False) -> QLabel:
    """Étiquette de texte nu ; `role` choisit son style, `coupee` la fait passer à la ligne."""
    nue = QLabel(parent)
    return _regler(nue, role, coupee)


class LigneSouple(QLabel):
    """Texte d'une ligne tant que la place suffit, de plusieurs sinon."""

    def __init__(self, parent: QWidget, role: str = "") -> None:
        super().__init__(parent)
        _regler(self, role, coupee=True)

    def sizeHint(self) -> QSize:
        """Largeur du texte sur une seule ligne."""
        largeur = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(largeur, self.heightForWidth(largeur))


def _regler(nue: QLabel, role: str, coupee: bool) -> QLabel:
    nue.setTextFormat(Qt.TextFormat.PlainText)
    nue.setWordWrap(coupee)
    nue.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        nue.setProperty("role", role)
    return nue
