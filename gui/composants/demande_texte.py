"""Petit dialogue qui demande un mot, et dont le bouton dit ce qu'il fera."""

from PySide6.QtWidgets import QInputDialog, QWidget

RENONCER = "Renoncer"


def demander(parent: QWidget, titre: str, invite: str, verbe: str, texte: str = "") -> str | None:
    """Le texte saisi, ou None si la personne renonce ; `verbe` est le mot du bouton qui valide."""
    dialogue = QInputDialog(parent)
    dialogue.setWindowTitle(titre)
    dialogue.setLabelText(invite)
    dialogue.setTextValue(texte)
    # Qt écrirait « OK », qui ne dit pas ce qui va se passer.
    dialogue.setOkButtonText(verbe)
    dialogue.setCancelButtonText(RENONCER)
    try:
        return dialogue.textValue() if dialogue.exec() else None
    finally:
        dialogue.deleteLater()
