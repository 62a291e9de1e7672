"""Les trois montants d'un outil : première année, année suivante, horizon."""

from decimal import Decimal

from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from gui.composants.champ_etiquete import etiquette
from gui.composants.mots_du_cout import fourchette
from gui.theme import jetons
from gui.theme.style import theme
from modele.nombres import ESPACE_INSECABLE, euros
from modele.tarification.resultat import CoutOutil

_COLONNES = 3


class TroisMontants(QWidget):
    """Trois colonnes égales : durée, montant, fourchette s'il est incertain."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrique = QFontMetrics(theme().police(jetons.SECTION, gras=True))
        self._montants: tuple[tuple[str, Decimal, Decimal, Decimal], ...] = ()
        self.durees = [etiquette(role="legende") for _ in range(_COLONNES)]
        self.valeurs = [QLabel() for _ in range(_COLONNES)]
        self.fourchettes = [etiquette(role="legende") for _ in range(_COLONNES)]
        self._grille = QGridLayout(self)
        self._grille.setContentsMargins(0, 0, 0, 0)
        self._grille.setHorizontalSpacing(theme().px(8))
        self._grille.setVerticalSpacing(0)
        for colonne in range(_COLONNES):
            valeur = self.valeurs[colonne]
            valeur.setTextFormat(self.durees[colonne].textFormat())
            valeur.setProperty("role", "chiffre")
            valeur.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self.fourchettes[colonne].hide()
            for ligne, widget in enumerate((self.durees[colonne], valeur, self.fourchettes[colonne])):
                self._grille.addWidget(widget, ligne, colonne)
            self._grille.setColumnStretch(colonne, 1)

    def montrer(self, cout: CoutOutil) -> None:
        """Affiche les montants de ce coût."""
        an_1, suite = cout.annee_1, cout.annee_suivante
        duree = f"{cout.annees}{ESPACE_INSECABLE}ans" if cout.annees > 1 else f"1{ESPACE_INSECABLE}an"
        self._montants = (
            ("An 1", an_1.ferme, an_1.bas, an_1.haut),
            ("Année suivante", suite.ferme, suite.bas, suite.haut),
            (duree, cout.horizon, cout.horizon_bas, cout.horizon_haut),
        )
        self._ecrire()

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Une colonne trop étroite laisse tomber les centimes."""
        super().resizeEvent(evenement)
        self._ecrire()

    def _ecrire(self) -> None:
        place = (self.width() - (_COLONNES - 1) * self._grille.horizontalSpacing()) // _COLONNES
        for colonne, (duree, montant, bas, haut) in enumerate(self._montants):
            exact = euros(montant)
            tient = self._metrique.horizontalAdvance(exact) <= place
            incertain = fourchette(bas, haut)
            self.durees[colonne].setText(duree)
            self.valeurs[colonne].setText(exact if tient else euros(montant, centimes=False))
            self.valeurs[colonne].setToolTip("" if tient else exact)
            self.valeurs[colonne].setAccessibleName(f"{duree}{ESPACE_INSECABLE}: {exact} {incertain}".strip())
            self.fourchettes[colonne].setText(incertain)
            self.fourchettes[colonne].setVisible(bool(incertain))
