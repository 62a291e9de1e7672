"""Ce que dit la grille quand plus aucun critère ne répond au filtre."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QLabel, QPushButton, QVBoxLayout

from gui.theme import jetons
from gui.theme.style import theme

AUCUNE_DIFFERENCE = "Les outils non écartés répondent tous de même à ces critères."


class EtatVide(QFrame):
    """Recouvre un tableau d'une phrase et du moyen d'en sortir."""

    efface = Signal()

    def __init__(self, tableau: QAbstractScrollArea) -> None:
        super().__init__(tableau)
        self._tableau = tableau
        self.setProperty("role", "papier")
        self.phrase = QLabel(self)
        self.phrase.setTextFormat(Qt.TextFormat.PlainText)
        self.phrase.setWordWrap(True)
        self.phrase.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.bouton = QPushButton(self)
        self.bouton.clicked.connect(self.efface)
        disposition = QVBoxLayout(self)
        disposition.setSpacing(theme().px(jetons.PAS[2]))
        disposition.addStretch()
        disposition.addWidget(self.phrase)
        disposition.addWidget(self.bouton, 0, Qt.AlignmentFlag.AlignHCenter)
        disposition.addStretch()
        tableau.installEventFilter(self)
        self.hide()

    def montrer(self, vide: bool, recherche: str) -> None:
        """Paraît si `vide`, avec la recherche en cause s'il y en a une."""
        if recherche:
            self.phrase.setText(f"Aucun critère ne correspond à «\u00a0{recherche}\u00a0».")
            self.bouton.setText("Effacer la recherche")
        else:
            self.phrase.setText(AUCUNE_DIFFERENCE)
            self.bouton.setText("Montrer tous les critères")
        self.setGeometry(self._tableau.rect())
        self.setVisible(vide)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Suit la taille du tableau."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._tableau.rect())
        return False
