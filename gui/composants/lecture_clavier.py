"""Un texte dont les liens se suivent au clavier, sans HTML ni ressource externe."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QStyle, QTextBrowser, QTextEdit, QWidget

from gui.theme import jetons
from gui.theme.style import theme

_PHRASE = "Il est possible de choisir les points de retrait et les délais de livraison."
"""Sert à mesurer la largeur moyenne d'un caractère."""


class LectureAuClavier(QTextBrowser):
    """Tab passe de lien en lien puis quitte le texte ; le lien atteint est mis en valeur."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "lecture")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.selectionChanged.connect(self._surligner)

    @property
    def places_des_liens(self) -> Sequence[tuple[int, int]]:
        """Début et fin de chaque lien, dans l'ordre de lecture."""
        raise NotImplementedError

    def largeur(self, caracteres: int) -> int:
        """Largeur du widget pour que ses lignes aient ce nombre de caractères."""
        ligne = self.fontMetrics().horizontalAdvance(_PHRASE) * caracteres // len(_PHRASE)
        barre = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        return ligne + barre + 2 * (jetons.ANNEAU + theme().px(jetons.PAS[2])) + theme().px(jetons.PAS[3])

    def loadResource(self, genre: int, nom: QUrl | str) -> Any:
        """Refuse toute ressource : on ne lit ici que du texte."""
        return None

    def focusNextPrevChild(self, suivant: bool) -> bool:
        """Tab passe de lien en lien, puis quitte le texte."""
        rang = self._lien_voisin(suivant)
        if rang is not None:
            self._choisir_lien(rang)
            return True
        curseur = self.textCursor()
        curseur.clearSelection()
        self.setTextCursor(curseur)
        # Celui de QTextBrowser reprendrait au premier lien du texte.
        return QTextEdit.focusNextPrevChild(self, suivant)

    def _lien_voisin(self, suivant: bool) -> int | None:
        """Premier lien après (ou avant) le curseur, ou dans la vue si l'on a défilé depuis."""
        curseur, vue = self.textCursor(), self.viewport().rect()
        if not vue.intersects(self.cursorRect(curseur)):
            curseur = self.cursorForPosition(vue.topLeft() if suivant else vue.bottomRight())
        if suivant:
            place = curseur.selectionEnd()
            return next((r for r, (debut, _) in enumerate(self.places_des_liens) if debut >= place), None)
        place = curseur.selectionStart()
        avant = [rang for rang, (_, fin) in enumerate(self.places_des_liens) if fin <= place]
        return avant[-1] if avant else None

    def _choisir_lien(self, rang: int) -> None:
        debut, fin = self.places_des_liens[rang]
        curseur = self.textCursor()
        curseur.setPosition(debut)
        curseur.setPosition(fin, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(curseur)

    def _lien_choisi(self, curseur: QTextCursor) -> int | None:
        if not curseur.hasSelection():
            return None
        choisi = (curseur.selectionStart(), curseur.selectionEnd())
        return next((rang for rang, place in enumerate(self.places_des_liens) if place == choisi), None)

    def _amener(self, bloc: QTextBlock) -> None:
        """Met un paragraphe en haut de la vue."""
        self._finir_la_mise_en_page()
        haut = self.document().documentLayout().blockBoundingRect(bloc).top()
        self.verticalScrollBar().setValue(round(haut) - theme().px(jetons.PAS[4]))

    def _finir_la_mise_en_page(self) -> None:
        """La hauteur du document n'est juste qu'une fois son dernier paragraphe mis en page."""
        self.document().documentLayout().blockBoundingRect(self.document().lastBlock())

    def _marques(self) -> list[Any]:
        """Ce qui est peint sous le lien choisi."""
        return []

    def _surligner(self) -> None:
        """Peint les marques, puis l'anneau du lien où se trouve le clavier."""
        peintures = self._marques()
        if self._lien_choisi(self.textCursor()) is not None:
            choisi = QTextCharFormat()
            choisi.setBackground(theme().couleur("accent"))
            choisi.setForeground(theme().couleur("sur_accent"))
            peintures.append(peinture(self.textCursor(), choisi))
        self.setExtraSelections(peintures)


def peinture(curseur: QTextCursor, aspect: QTextCharFormat) -> Any:
    """Un aspect posé sur une sélection, sans toucher au document."""
    posee: Any = QTextEdit.ExtraSelection()
    posee.cursor = curseur
    posee.format = aspect
    return posee
