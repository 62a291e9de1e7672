"""Base des deux tableaux de la grille : défilement au pixel, clavier, pas d'édition."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

VALIDER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class VueGrille(QTableView):
    """Tableau qui dit où l'on va (`designee`), ce que l'on ouvre (`activee`), par où l'on sort."""

    designee = Signal(QModelIndex)
    """La personne s'est déplacée sur cette case, au clavier ou à la souris."""
    activee = Signal(QModelIndex)
    """La personne a cliqué cette case ou pressé Entrée ou Espace."""
    sortie = Signal(int)
    """Flèche vers le haut en première ligne (-1) ou vers le bas en dernière (1)."""
    redimensionnee = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "grille")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._cliquer)

    def _cliquer(self, index: QModelIndex) -> None:
        self.designee.emit(index)
        self.activee.emit(index)

    def keyboardSearch(self, search: str) -> None:
        """Rien : les lettres servent aux raccourcis."""

    @property
    def derniere_ligne(self) -> int:
        """Dernière ligne en vue, -1 s'il n'y en a pas."""
        lignes = range(self.model().rowCount() - 1, -1, -1)
        return next((ligne for ligne in lignes if not self.isRowHidden(ligne)), -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Entrée et Espace ouvrent ; les flèches aux bords font sortir du tableau."""
        avant = self.currentIndex()
        touche = event.key()
        if touche in VALIDER and avant.isValid():
            self.activee.emit(avant)
            return
        if touche == Qt.Key.Key_Up and avant.row() == 0:
            self.sortie.emit(-1)
            return
        if touche == Qt.Key.Key_Down and avant.row() == self.derniere_ligne:
            self.sortie.emit(1)
            return
        super().keyPressEvent(event)
        if self.currentIndex() != avant:
            self.designee.emit(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Prévient que la place offerte aux colonnes a changé."""
        super().resizeEvent(event)
        self.redimensionnee.emit()
