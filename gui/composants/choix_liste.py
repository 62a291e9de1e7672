"""La liste des outils où l'on présélectionne, à la souris et au clavier."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from gui.composants.choix_delegue import DelegueChoix
from gui.composants.choix_modele import CHOIX, ModeleChoix
from gui.composants.choix_preselection import basculer, preselection
from gui.composants.choix_rangees import RangeeChoix, rangees_choix
from gui.composants.liste_pleine import ListePleine
from gui.session import Session


class ListeChoix(ListePleine):
    """Espace ou un clic sur la case présélectionne ; s'y déplacer choisit l'outil de la session."""

    def __init__(self, session: Session, avec_ecartes: bool = False, parent: QWidget | None = None) -> None:
        self._session = session
        self._avec_ecartes = avec_ecartes
        self._refus: dict[str, str] = {}
        self._suit = False
        self.modele = ModeleChoix()
        self._delegue = DelegueChoix()
        super().__init__(self.modele, self._delegue, parent=parent)
        self.modele.setParent(self)
        self._delegue.setParent(self)
        self.setAccessibleName("Outils classés")
        self.setToolTip("Présélectionner un outil\u00a0: Espace, ou la case")

    def montrer(self) -> None:
        """Remet les rangées à la comparaison et à la présélection ; un refus ne dure pas davantage."""
        self._refus = {}
        self._remplir()

    def choisir(self, outil: str) -> None:
        """Suit un outil choisi ailleurs."""
        index = self.modele.index_de(outil)
        if index != self.currentIndex():
            self._suit = True
            self.setCurrentIndex(index)
            self._suit = False

    def basculer(self, outil: str) -> None:
        """Présélectionne ou retire un outil ; un refus se lit sur sa rangée."""
        refus = basculer(self._session, outil)
        if refus:
            self._refus = {outil: refus}
            self._remplir()

    def _remplir(self) -> None:
        session = self._session
        rangees = rangees_choix(
            session.catalogue, session.comparaison, preselection(session), self._refus, self._avec_ecartes
        )
        # Une rangée retirée ou déplacée ne doit pas passer pour un choix de la personne.
        self._suit = True
        if self.modele.remplacer(tuple(rangees)):
            self.ajuster()
        self._suit = False
        self.choisir(session.outil)

    def currentChanged(
        self, courant: QModelIndex | QPersistentModelIndex, precedent: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Choisit l'outil où l'on vient d'aller, à la souris ou au clavier."""
        super().currentChanged(courant, precedent)
        if courant.isValid() and not self._suit:
            self._session.selectionner(outil=courant.data(CHOIX).outil)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Espace présélectionne ; Entrée choisit l'outil."""
        index = self.currentIndex()
        if evenement.key() == Qt.Key.Key_Space and index.isValid():
            self.basculer(index.data(CHOIX).outil)
        else:
            super().keyPressEvent(evenement)

    def mouseReleaseEvent(self, evenement: QMouseEvent) -> None:
        """Un clic sur la case présélectionne."""
        super().mouseReleaseEvent(evenement)
        if evenement.button() == Qt.MouseButton.LeftButton and (outil := self._coche(evenement)):
            self.basculer(outil)

    def mouseMoveEvent(self, evenement: QMouseEvent) -> None:
        """Montre la case sous la souris."""
        super().mouseMoveEvent(evenement)
        self._survoler(self._coche(evenement))

    def leaveEvent(self, evenement: QEvent) -> None:
        """Oublie la case survolée."""
        super().leaveEvent(evenement)
        self._survoler("")

    def _coche(self, evenement: QMouseEvent) -> str:
        """Outil dont la case est sous la souris, ou chaîne vide."""
        point = evenement.position().toPoint()
        index = self.indexAt(point)
        if not index.isValid():
            return ""
        rangee: RangeeChoix = index.data(CHOIX)
        return rangee.outil if self._delegue.sur_la_coche(rangee, self.visualRect(index), point) else ""

    def _survoler(self, outil: str) -> None:
        if outil != self._delegue.survol:
            self._delegue.survol = outil
            forme = Qt.CursorShape.PointingHandCursor if outil else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(forme)
            self.viewport().update()
