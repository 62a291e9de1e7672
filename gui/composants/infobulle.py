"""Infobulle d'un contrôle, et la même chose sans balises pour le lecteur d'écran."""

from PySide6.QtWidgets import QWidget

from gui.tableaux.phrases import infobulle


def expliquer(controle: QWidget, *phrases: str) -> None:
    """Sans description à part, Qt ferait lire l'infobulle avec ses balises."""
    controle.setToolTip(infobulle(*phrases))
    controle.setAccessibleDescription(" ".join(phrase for phrase in phrases if phrase))
