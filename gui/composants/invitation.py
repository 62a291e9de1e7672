"""Page sans contenu : une phrase, et le bouton qui mène à ce qui manque."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.composants.texte_brut import texte_brut
from gui.theme import jetons
from gui.theme.style import theme


class Invitation(QWidget):
    """Phrase et bouton au milieu de la place."""

    acceptee = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.phrase = texte_brut()
        self.phrase.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.phrase.setFixedWidth(theme().px(jetons.LARGEUR_INVITATION))
        self.bouton = QPushButton()
        self.bouton.setProperty("role", "principal")
        self.bouton.clicked.connect(self.acceptee)
        disposition = QVBoxLayout(self)
        disposition.setSpacing(theme().px(jetons.PAS[2]))
        disposition.addStretch()
        disposition.addWidget(self.phrase, 0, Qt.AlignmentFlag.AlignHCenter)
        disposition.addWidget(self.bouton, 0, Qt.AlignmentFlag.AlignHCenter)
        disposition.addStretch()

    def inviter(self, phrase: str, bouton: str) -> None:
        """Change la phrase et les mots du bouton."""
        self.phrase.setText(phrase)
        # Une étiquette alignée ne reçoit que la hauteur d'une ligne.
        self.phrase.setMinimumHeight(self.phrase.heightForWidth(self.phrase.width()))
        self.bouton.setText(bouton)
