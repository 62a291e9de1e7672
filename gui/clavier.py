"""Entrée actionne le bouton qui a le clavier, comme Espace : Qt ne le fait que dans un dialogue."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

_ENTREE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def actionner(evenement: QKeyEvent) -> bool:
    """Vrai si la touche a actionné un bouton ; une case à cocher attend Espace."""
    bouton = QApplication.focusWidget()
    if evenement.key() not in _ENTREE or evenement.isAutoRepeat():
        return False
    if not isinstance(bouton, QPushButton | QToolButton):
        return False
    if bouton.menu() is not None:
        bouton.showMenu()
    else:
        bouton.click()
    return True
