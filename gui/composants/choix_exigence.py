"""Trois boutons accolés : indifférent, souhaité, indispensable."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from gui.tableaux.phrases import EXIGENCES


class ChoixExigence(QWidget):
    """Ce qu'un critère vaut pour la ferme ; les flèches passent d'un choix à l'autre."""

    choisie = Signal(str)
    """indispensable, souhaite ou chaîne vide, quand la personne change d'avis."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groupe = QButtonGroup(self)
        self._boutons: dict[str, QToolButton] = {}
        disposition = QHBoxLayout(self)
        disposition.setContentsMargins(0, 0, 0, 0)
        disposition.setSpacing(0)
        for exigence, mot in EXIGENCES.items():
            bouton = QToolButton(self)
            bouton.setText(mot.capitalize())
            bouton.setProperty("role", "segment")
            bouton.setCheckable(True)
            bouton.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            bouton.clicked.connect(lambda _=False, e=exigence: self.choisie.emit(e))
            self._groupe.addButton(bouton)
            disposition.addWidget(bouton)
            self._boutons[exigence] = bouton
        bouton.setProperty("dernier", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def montrer(self, exigence: str, critere: str) -> None:
        """Coche `exigence` sans émettre de signal ; `critere` nomme les boutons."""
        self._boutons[exigence].setChecked(True)
        for cle, bouton in self._boutons.items():
            bouton.setAccessibleName(f"{critere}\u00a0: {EXIGENCES[cle]}")

    def bouton(self, exigence: str) -> QToolButton:
        """Bouton d'un choix."""
        return self._boutons[exigence]
