"""Les trois montants d'un outil : première année, année suivante, horizon."""

from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gui.composants.texte_brut import texte_brut
from gui.theme import jetons
from gui.theme.style import theme
from modele.nombres import ESPACE_INSECABLE, euros
from modele.tarification.resultat import CoutOutil

_NOMBRE = 3


class _Montant(NamedTuple):
    duree: str
    retenu: Decimal
    bas: Decimal
    haut: Decimal


class TroisMontants(QWidget):
    """Trois colonnes égales (durée, montant, fourchette) ; trois rangées quand un montant y tient mal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrique = QFontMetrics(theme().police(jetons.SECTION, gras=True))
        self._montants: tuple[_Montant, ...] = ()
        self._en_colonnes: bool | None = None
        self.durees = [texte_brut(role="legende") for _ in range(_NOMBRE)]
        self.valeurs = [texte_brut(role="chiffre") for _ in range(_NOMBRE)]
        self.fourchettes = [texte_brut(role="legende") for _ in range(_NOMBRE)]
        self._grille = QGridLayout(self)
        self._grille.setContentsMargins(0, 0, 0, 0)
        self._grille.setHorizontalSpacing(theme().px(8))
        self._grille.setVerticalSpacing(0)

    def montrer(self, cout: CoutOutil) -> None:
        """Affiche les montants de ce coût."""
        an_1, suite = cout.annee_1, cout.annee_suivante
        duree = f"{cout.annees}{ESPACE_INSECABLE}ans" if cout.annees > 1 else f"1{ESPACE_INSECABLE}an"
        self._montants = (
            _Montant("An 1", an_1.ferme, an_1.bas, an_1.haut),
            _Montant("Année suivante", suite.ferme, suite.bas, suite.haut),
            _Montant(duree, cout.horizon, cout.horizon_bas, cout.horizon_haut),
        )
        for rang, montant in enumerate(self._montants):
            exact = euros(montant.retenu)
            bornes = f"de {euros(montant.bas)}\nà {euros(montant.haut)}".replace(" ", ESPACE_INSECABLE)
            incertain = "" if montant.bas == montant.haut else bornes
            self.durees[rang].setText(montant.duree)
            self.valeurs[rang].setText(exact)
            self.valeurs[rang].setAccessibleName(
                f"{montant.duree}{ESPACE_INSECABLE}: {exact} {incertain}".strip()
            )
            self.fourchettes[rang].setText(incertain)
            self.fourchettes[rang].setVisible(bool(incertain))
        self._disposer()

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Choisit colonnes ou rangées selon la place."""
        super().resizeEvent(evenement)
        self._disposer()

    def _disposer(self) -> None:
        place = (self.width() - (_NOMBRE - 1) * self._grille.horizontalSpacing()) // _NOMBRE
        large = max((self._metrique.horizontalAdvance(label.text()) for label in self.valeurs), default=0)
        en_colonnes = large <= place
        if en_colonnes == self._en_colonnes:
            return
        self._en_colonnes = en_colonnes
        for rang in range(_NOMBRE):
            trio: tuple[QLabel, ...] = (self.durees[rang], self.valeurs[rang], self.fourchettes[rang])
            for ligne, label in enumerate(trio):
                if en_colonnes:
                    self._grille.addWidget(label, ligne, rang)
                elif ligne == 0:
                    self._grille.addWidget(label, 2 * rang, 0)
                else:
                    self._grille.addWidget(label, 2 * rang + ligne - 1, 1, 1, 2)
            cote = Qt.AlignmentFlag.AlignLeft if en_colonnes else Qt.AlignmentFlag.AlignRight
            self.valeurs[rang].setAlignment(cote)
            self.fourchettes[rang].setAlignment(cote)
            self._grille.setColumnStretch(rang, 1)
