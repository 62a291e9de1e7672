"""Croix qui vide un champ de recherche."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from gui.theme.icones import icone


def poser_croix(champ: QLineEdit) -> QAction:
    """Ajoute la croix au bout du champ ; on ne la voit que s'il y a de quoi effacer.

    Celle de Qt (`setClearButtonEnabled`) charge tous les lecteurs d'images du système, PDF et TIFF compris.
    """
    croix = champ.addAction(icone("effacer", "texte_faible"), QLineEdit.ActionPosition.TrailingPosition)
    croix.setToolTip("Effacer la recherche (Échap)")
    croix.triggered.connect(champ.clear)
    champ.textChanged.connect(lambda texte: croix.setVisible(bool(texte)))
    croix.setVisible(bool(champ.text()))
    return croix
