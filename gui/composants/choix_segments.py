"""Boutons accolés dont un seul est coché ; les flèches passent de l'un à l'autre."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from gui.composants.infobulle import expliquer
from modele.nombres import ESPACE_INSECABLE


class ChoixSegments(QWidget):
    """Choix parmi des couples (clé, mots) ; le premier est coché d'abord. `sujet` nomme l'ensemble."""

    choisi = Signal(str)
    """Émis avec la clé quand le choix change."""

    def __init__(self, sujet: str, choix: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sujet = sujet
        self._groupe = QButtonGroup(self)
        self._boutons: dict[str, QToolButton] = {}
        disposition = QHBoxLayout(self)
        disposition.setContentsMargins(0, 0, 0, 0)
        disposition.setSpacing(0)
        for cle, mots in choix:
            bouton = QToolButton(self)
            bouton.setProperty("role", "segment")
            bouton.setCheckable(True)
            self._boutons[cle] = bouton
            self._groupe.addButton(bouton)
            bouton.setChecked(len(self._boutons) == 1)
            # La tabulation va au bouton coché, les flèches aux autres ; Qt ne s'en charge qu'ensuite.
            bouton.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if bouton.isChecked() else Qt.FocusPolicy.ClickFocus
            )
            bouton.toggled.connect(lambda coche, cle=cle: self._annoncer(coche, cle))
            disposition.addWidget(bouton)
            self.renommer(cle, mots)
        bouton.setProperty("dernier", True)
        self.setAccessibleName(sujet)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _annoncer(self, coche: bool, cle: str) -> None:
        if coche:
            self.choisi.emit(cle)

    @property
    def choix(self) -> str:
        """Clé du bouton coché."""
        return next(cle for cle, bouton in self._boutons.items() if bouton.isChecked())

    def bouton(self, cle: str) -> QToolButton:
        """Bouton d'un choix."""
        return self._boutons[cle]

    def expliquer(self, cle: str, phrase: str) -> None:
        """Dit en infobulle ce que fait un choix."""
        expliquer(self._boutons[cle], phrase)

    def renommer(self, cle: str, mots: str) -> None:
        """Change les mots d'un choix."""
        self._boutons[cle].setText(mots)
        self._boutons[cle].setAccessibleName(f"{self._sujet}{ESPACE_INSECABLE}: {mots}")
