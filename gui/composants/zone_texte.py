"""Texte libre de quelques lignes, publié à chaque frappe, aussi haut que son contenu."""

import re

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from gui.composants.champ_saisie import NETTOYE, est_un_raccourci, sans_invisibles
from gui.composants.texte_brut import texte_brut
from gui.theme import jetons
from gui.theme.style import theme

_FINS_DE_LIGNE = re.compile("[\u2028\u2029]")


class ZoneTexte(QPlainTextEdit):
    """De `lignes_min` à `lignes_max` lignes, puis défile ; Tab passe au champ suivant.

    `avis` dit, au bas de la zone, ce qu'un collage a perdu ; vide le reste du temps.
    """

    texte_saisi = Signal(str)
    """Émis à chaque frappe, jamais quand le programme fixe le texte."""

    def __init__(
        self, texte: str = "", lignes_min: int = 2, lignes_max: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lignes = (lignes_min, lignes_max)
        self._avis = texte_brut(role="alerte")
        self._avis.setParent(self)
        self._avis.hide()
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
        """Texte sans caractère invisible ; `toPlainText` y changerait les espaces insécables en espaces."""
        brut = _FINS_DE_LIGNE.sub("\n", self.document().toRawText())
        return "\n".join(sans_invisibles(ligne) for ligne in brut.split("\n"))

    @property
    def avis(self) -> str:
        """Ce qu'un collage a perdu, ou chaîne vide."""
        return self._avis.text()

    def fixer(self, texte: str) -> None:
        """Prend un texte venu d'ailleurs ; le même texte ne touche ni au curseur ni à l'annulation."""
        if texte != self.texte:
            bloque = self.blockSignals(True)
            self.setPlainText(texte)
            self.blockSignals(bloque)
            self.avertir("")
            self._ajuster()

    def event(self, evenement: QEvent) -> bool:
        """Laisse Ctrl+E à la fenêtre."""
        if est_un_raccourci(evenement):
            evenement.ignore()
            return True
        return super().event(evenement)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Ne colle que du texte nu, et dit ce qui n'a pas été gardé."""
        avis = self.inserer(source.text())
        self.avertir(avis)
        self.ensureCursorVisible()

    def inserer(self, texte: str) -> str:
        """Insère un texte au curseur ; rend ce qu'il faut en dire, ou une chaîne vide."""
        lignes = texte.splitlines()
        propre = "\n".join(sans_invisibles(ligne) for ligne in lignes)
        self.textCursor().insertText(propre)
        return NETTOYE if propre != "\n".join(lignes) else ""

    def avertir(self, avis: str) -> None:
        """Dit quelque chose au bas de la zone, jusqu'à la prochaine frappe."""
        if avis != self._avis.text():
            self._avis.setText(avis)
            self._avis.setVisible(bool(avis))
            self._placer_l_avis()
            self._ajuster()

    def _publier(self) -> None:
        self.avertir("")
        self.texte_saisi.emit(self.texte)

    def _placer_l_avis(self) -> None:
        bord = jetons.ANNEAU
        largeur = self.width() - 2 * bord - theme().px(jetons.PAS[0])
        hauteur = self._avis.heightForWidth(largeur) if self._avis.text() else 0
        self.setViewportMargins(0, 0, 0, hauteur)
        self._avis.setGeometry(
            bord + theme().px(jetons.PAS[0]), self.height() - hauteur - bord, largeur, hauteur
        )

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
        if self._avis.text():
            self._placer_l_avis()
        self._ajuster()
