"""Bandeau non modal sous la barre : travail en cours, réussite ou empêchement, avec ses boutons."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from gui.theme.style import theme

Ton = Literal["accent", "alerte", "erreur"]


class Bandeau(QFrame):
    """Une phrase, une progression éventuelle et des actions ; se ferme d'un bouton ou d'Échap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bandeau")
        self.setAccessibleName("Message")
        self._phrase = QLabel()
        self._phrase.setTextFormat(Qt.TextFormat.PlainText)
        self._phrase.setWordWrap(True)
        self._progression = QProgressBar()
        self._progression.setAccessibleName("Progression")
        self._progression.setTextVisible(False)
        self._ton: Ton = "accent"
        self._disposition = QHBoxLayout(self)
        self._disposition.addWidget(self._phrase, 1)
        self._disposition.addWidget(self._progression)
        self._boutons: list[QPushButton] = []
        self.habiller()
        self.hide()

    def habiller(self) -> None:
        """Prend les couleurs et les distances du thème courant ; ce qui est affiché reste."""
        pas = theme().px(8)
        self._disposition.setContentsMargins(theme().px(16), pas // 2, theme().px(16), pas // 2)
        self._disposition.setSpacing(pas)
        couleurs = theme().couleurs
        self.setStyleSheet(
            f"#bandeau {{ background: {getattr(couleurs, self._ton + '_doux')}; border: none;"
            f" border-bottom: 1px solid {getattr(couleurs, self._ton)}; }}"
        )

    @property
    def texte(self) -> str:
        """Phrase affichée."""
        return self._phrase.text()

    def montrer(
        self, texte: str, ton: Ton = "accent", actions: tuple[tuple[str, Callable[[], object]], ...] = ()
    ) -> None:
        """Affiche une phrase et ses actions ; « Fermer » est toujours proposé."""
        self._poser(texte, ton, (*actions, ("Fermer", self.hide)))
        self._progression.hide()

    def montrer_travail(self, texte: str, annuler: Callable[[], object]) -> None:
        """Affiche un travail en cours, annulable."""
        self._poser(texte, "accent", (("Annuler", annuler),))
        self._progression.setRange(0, 0)
        self._progression.show()

    def avancer(self, fait: int, total: int) -> None:
        """Met la progression à jour."""
        self._progression.setRange(0, total)
        self._progression.setValue(fait)

    def bouton(self, texte: str) -> QPushButton:
        """Bouton portant ce texte ; `KeyError` s'il n'y est pas."""
        for bouton in self._boutons:
            if bouton.text() == texte:
                return bouton
        raise KeyError(texte)

    def _poser(self, texte: str, ton: Ton, actions: tuple[tuple[str, Callable[[], object]], ...]) -> None:
        for ancien in self._boutons:
            self._disposition.removeWidget(ancien)
            ancien.hide()
            ancien.deleteLater()
        self._boutons = []
        self._phrase.setText(texte)
        self._ton = ton
        self.habiller()
        for libelle, action in actions:
            bouton = QPushButton(libelle, self)
            bouton.clicked.connect(lambda _coche=False, faire=action: faire())
            self._disposition.addWidget(bouton)
            # La disposition ne montrerait un bouton neuf qu'au tour suivant.
            bouton.show()
            self._boutons.append(bouton)
        self.show()
