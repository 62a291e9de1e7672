"""Liste haute de tout son contenu : c'est la page autour d'elle qui défile."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QScrollArea, QStyledItemDelegate, QWidget


class ListePleine(QListView):
    """Liste sans défilement propre, jusqu'à `rangees_max` rangées ; une seule rangée courante."""

    demandee = Signal(QModelIndex)
    """Émis au clic, ou sur Entrée et Espace, pour la rangée courante."""
    menu_demande = Signal(QModelIndex, QPoint)
    """Émis au clic droit ou sur la touche Menu, avec la rangée et la place du menu à l'écran."""

    def __init__(
        self,
        modele: QAbstractItemModel,
        delegue: QStyledItemDelegate,
        rangees_max: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rangees_max = rangees_max
        self.largeur_utile = 0
        """Largeur offerte aux rangées, en pixels, telle que Qt l'a donnée en dernier."""
        self.setProperty("role", "liste")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if rangees_max is None:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setModel(modele)
        self.setItemDelegate(delegue)
        self.setMouseTracking(True)

    def ajuster(self) -> None:
        """Prend la hauteur du contenu ; à appeler quand le texte d'une rangée a pu changer de hauteur."""
        nombre = self.model().rowCount()
        if self._rangees_max is not None:
            nombre = min(nombre, self._rangees_max)
        hauteur = sum(self.sizeHintForRow(rang) for rang in range(nombre))
        if hauteur != self.height():
            self.setFixedHeight(hauteur)
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Une autre largeur change le retour à la ligne, donc la hauteur."""
        super().resizeEvent(evenement)
        self.largeur_utile = evenement.size().width()
        if evenement.size().width() != evenement.oldSize().width():
            self.ajuster()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        indication: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Fait défiler la page jusqu'à la rangée courante quand on s'y déplace au clavier."""
        super().scrollTo(index, indication)
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None and self.hasFocus():
            coin = self.viewport().mapTo(page.widget(), self.visualRect(index).center())
            page.ensureVisible(coin.x(), coin.y(), 0, self.visualRect(index).height())

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée et Espace demandent la rangée courante."""
        touches = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if evenement.key() in touches and self.currentIndex().isValid():
            self.demandee.emit(self.currentIndex())
        else:
            super().keyPressEvent(evenement)

    def contextMenuEvent(self, evenement: QContextMenuEvent) -> None:
        """Le menu d'une rangée s'ouvre sous la souris, ou sous la rangée courante au clavier."""
        au_clavier = evenement.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if au_clavier else self.indexAt(evenement.pos())
        if index.isValid():
            bas = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_demande.emit(index, bas if au_clavier else evenement.globalPos())

    def mouseReleaseEvent(self, evenement: QMouseEvent) -> None:
        """Le clic demande la rangée sous le pointeur."""
        super().mouseReleaseEvent(evenement)
        index = self.indexAt(evenement.position().toPoint())
        if evenement.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.demandee.emit(index)
