"""Texte libre de quelques lignes, publié à chaque frappe, aussi haut que son contenu."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from gui.composants.champ_saisie import sans_invisibles
from gui.theme import jetons
from gui.theme.style import theme


class ZoneTexte(QPlainTextEdit):
    """De `lignes_min` à `lignes_max` lignes, puis défile ; Tab passe au champ suivant."""

    texte_saisi = Signal(str)
    """Émis à chaque frappe, jamais quand le programme fixe le texte."""

    def __init__(
        self, texte: str = "", lignes_min: int = 2, lignes_max: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lignes = (lignes_min, lignes_max)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(theme().px(jetons.PAS[0]) // 2)
        self.setPlainText(texte)
        self.textChanged.connect(self._publier)
        self.document().documentLayout().documentSizeChanged.connect(self._ajuster)
        self._ajuster()

    @property
    def texte(self) -> str:
        """Texte sans caractère invisible, lignes comprises."""
        return "\n".join(sans_invisibles(ligne) for ligne in self.toPlainText().split("\n"))

    def fixer(self, texte: str) -> None:
        """Prend un texte venu d'ailleurs ; le même texte ne touche ni au curseur ni à l'annulation."""
        if texte != self.texte:
            bloque = self.blockSignals(True)
            self.setPlainText(texte)
            self.blockSignals(bloque)
            self._ajuster()

    def _publier(self) -> None:
        self.texte_saisi.emit(self.texte)

    def _ajuster(self) -> None:
        lignes = int(self.document().documentLayout().documentSize().height())
        mini, maxi = self._lignes
        visibles = min(max(lignes, mini), maxi)
        bords = self.height() - self.viewport().height() if self.isVisible() else theme().px(jetons.PAS[1])
        interieur = visibles * self.fontMetrics().lineSpacing() + 2 * int(self.document().documentMargin())
        self.setFixedHeight(interieur + bords + jetons.ANNEAU)
        defile = (
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if lignes > maxi else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.setVerticalScrollBarPolicy(defile)

    def minimumSizeHint(self) -> QSize:
        """Peut devenir étroite."""
        return QSize(theme().px(jetons.LARGEUR_COLONNE), self.height())

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Une autre largeur change le nombre de lignes."""
        super().resizeEvent(evenement)
        self._ajuster()
