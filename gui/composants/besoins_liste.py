"""La liste des critères où l'on dit ses besoins, à la souris et au clavier."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from gui.composants.besoins_delegue import DelegueBesoins
from gui.composants.grille_criteres import EXIGENCE_DE_TOUCHE
from gui.tableaux.modele_besoins import BESOIN, Besoin, FiltreBesoins, GroupeDeBesoins
from gui.tableaux.phrases import EXIGENCES

_ORDRE = tuple(EXIGENCES)
_PAS_DE_TOUCHE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_VALIDER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ListeBesoins(QListView):
    """Un clic sur un segment, ou I, S, Suppr, ← et →, changent un besoin ; un groupe se replie."""

    exigence_demandee = Signal(str, str)
    """Critère, puis indispensable, souhaite ou chaîne vide."""
    critere_choisi = Signal(str)
    """La personne s'est déplacée sur ce critère, au clavier ou à la souris."""
    sortie = Signal()
    """Flèche vers le haut en première ligne."""

    def __init__(self, filtre: FiltreBesoins, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filtre = filtre
        self._delegue = DelegueBesoins(self)
        self._presse: GroupeDeBesoins | tuple[str, str] | None = None
        self.setAccessibleName("Critères et besoins")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setModel(filtre)
        self.setItemDelegate(self._delegue)

    def choisir(self, critere: str) -> None:
        """Va au critère choisi ailleurs, en dépliant son groupe ; sans effet s'il y est déjà ou caché."""
        if critere == self._critere(self.currentIndex()):
            return
        index = self._filtre.deplier_vers(critere)
        if not index.isValid():
            return
        bloque = self.blockSignals(True)
        self.setCurrentIndex(index)
        self.blockSignals(bloque)

    def currentChanged(
        self, courant: QModelIndex | QPersistentModelIndex, precedent: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Annonce le critère où l'on vient d'aller."""
        super().currentChanged(courant, precedent)
        if critere := self._critere(courant):
            self.critere_choisi.emit(critere)

    @staticmethod
    def _critere(index: QModelIndex | QPersistentModelIndex) -> str:
        donnee = index.data(BESOIN) if index.isValid() else None
        return donnee.critere if isinstance(donnee, Besoin) else ""

    def _segment(self, evenement: QMouseEvent) -> tuple[str, str] | None:
        """Critère et exigence du segment sous la souris."""
        point = evenement.position().toPoint()
        index = self.indexAt(point)
        donnee = index.data(BESOIN) if index.isValid() else None
        if not isinstance(donnee, Besoin):
            return None
        exigence = self._delegue.segment(donnee, self.visualRect(index), point)
        return None if exigence is None else (donnee.critere, exigence)

    def _vise(self, evenement: QMouseEvent) -> GroupeDeBesoins | tuple[str, str] | None:
        """Groupe ou segment sous la souris."""
        index = self.indexAt(evenement.position().toPoint())
        donnee = index.data(BESOIN) if index.isValid() else None
        return donnee if isinstance(donnee, GroupeDeBesoins) else self._segment(evenement)

    def mousePressEvent(self, evenement: QMouseEvent) -> None:
        """Retient ce que l'on vise : un clic commence et finit au même endroit."""
        super().mousePressEvent(evenement)
        self._presse = self._vise(evenement)

    def mouseReleaseEvent(self, evenement: QMouseEvent) -> None:
        """Un clic replie un groupe ou choisit le segment visé."""
        super().mouseReleaseEvent(evenement)
        vise = self._vise(evenement)
        if evenement.button() != Qt.MouseButton.LeftButton or vise != self._presse:
            return
        if isinstance(vise, GroupeDeBesoins):
            self._filtre.replier(vise.groupe, not vise.replie)
        elif vise is not None:
            self.exigence_demandee.emit(*vise)

    def mouseMoveEvent(self, evenement: QMouseEvent) -> None:
        """Montre le segment sous la souris."""
        super().mouseMoveEvent(evenement)
        self._survoler(self._segment(evenement))

    def leaveEvent(self, evenement: QEvent) -> None:
        """Oublie le segment survolé."""
        super().leaveEvent(evenement)
        self._survoler(None)

    def _survoler(self, segment: tuple[str, str] | None) -> None:
        if segment != self._delegue.survol:
            self._delegue.survol = segment
            forme = Qt.CursorShape.ArrowCursor if segment is None else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(forme)
            self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Rien : les lettres servent aux raccourcis."""

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Ajoute les raccourcis d'un critère et d'un groupe au clavier d'une liste."""
        index, touche = self.currentIndex(), Qt.Key(evenement.key())
        donnee = index.data(BESOIN) if index.isValid() else None
        modifie = evenement.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not modifie and isinstance(donnee, Besoin) and self._changer(donnee, touche):
            return
        if not modifie and isinstance(donnee, GroupeDeBesoins) and self._plier(donnee, touche):
            return
        if touche == Qt.Key.Key_Up and index.row() <= 0:
            self.sortie.emit()
            return
        super().keyPressEvent(evenement)

    def _changer(self, besoin: Besoin, touche: Qt.Key) -> bool:
        rang = _ORDRE.index(besoin.exigence)
        if touche in EXIGENCE_DE_TOUCHE:
            exigence = EXIGENCE_DE_TOUCHE[touche]
        elif touche in _PAS_DE_TOUCHE:
            exigence = _ORDRE[min(max(rang + _PAS_DE_TOUCHE[touche], 0), len(_ORDRE) - 1)]
        elif touche in _VALIDER:
            exigence = _ORDRE[(rang + 1) % len(_ORDRE)]
        else:
            return False
        if exigence != besoin.exigence:
            self.exigence_demandee.emit(besoin.critere, exigence)
        return True

    def _plier(self, groupe: GroupeDeBesoins, touche: Qt.Key) -> bool:
        if touche in _VALIDER:
            self._filtre.replier(groupe.groupe, not groupe.replie)
        elif touche in _PAS_DE_TOUCHE:
            self._filtre.replier(groupe.groupe, touche == Qt.Key.Key_Left)
        else:
            return False
        return True
