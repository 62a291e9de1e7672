"""Corps de la grille : les critères, leurs groupes repliables, leurs raccourcis."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.composants.delegue_case import DelegueCase
from gui.composants.titres_lignes import TitresLignes
from gui.composants.vue_grille import VueGrille
from gui.tableaux.filtre_grille import FiltreGrille

EXIGENCE_DE_TOUCHE = {
    Qt.Key.Key_I: "indispensable",
    Qt.Key.Key_S: "souhaite",
    Qt.Key.Key_Delete: "",
    Qt.Key.Key_Backspace: "",
}
_PLI_DE_TOUCHE = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}


class VueCriteres(VueGrille):
    """I, S et Suppr disent le besoin ; ← et → plient et déplient sur une ligne de groupe."""

    exigence_demandee = Signal(str, str)
    """Critère, puis indispensable, souhaite ou chaîne vide."""
    menu_demande = Signal(int)
    """Ligne dont on demande le menu."""

    def __init__(self, filtre: FiltreGrille, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filtre = filtre
        self.delegue = DelegueCase(self)
        self.titres = TitresLignes(self)
        self.setVerticalHeader(self.titres)
        self.setItemDelegate(self.delegue)
        self.setModel(filtre)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.titres.menu_demande.connect(self.menu_demande)
        self.titres.sectionClicked.connect(self._cliquer_titre)
        self.selectionModel().currentChanged.connect(self._suivre_le_focus)

    def groupe(self, ligne: int) -> str:
        """Identifiant du groupe si cette ligne en est l'en-tête, chaîne vide sinon."""
        rangee = self._filtre.rangee(ligne)
        return rangee.groupe.identifiant if rangee.critere is None else ""

    def basculer(self, ligne: int) -> None:
        """Replie ou déplie le groupe de cette ligne."""
        if groupe := self.groupe(ligne):
            self._filtre.replier(groupe, groupe not in self._filtre.replies)

    def _cliquer_titre(self, ligne: int) -> None:
        if self.groupe(ligne):
            self.basculer(ligne)
            return
        index = self._filtre.index(ligne, max(0, self.currentIndex().column()))
        self.setCurrentIndex(index)
        self.designee.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ajoute les raccourcis d'un critère et d'un groupe au clavier d'un tableau."""
        index, touche = self.currentIndex(), event.key()
        if not index.isValid() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        rangee = self._filtre.rangee(index.row())
        if rangee.critere is None and touche in _PLI_DE_TOUCHE:
            self._filtre.replier(rangee.groupe.identifiant, _PLI_DE_TOUCHE[Qt.Key(touche)])
        elif rangee.critere is not None and touche in EXIGENCE_DE_TOUCHE:
            self.exigence_demandee.emit(rangee.critere.identifiant, EXIGENCE_DE_TOUCHE[Qt.Key(touche)])
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Demande le menu de la ligne sous la souris, ou de la ligne courante au clavier."""
        au_clavier = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if au_clavier else self.indexAt(event.pos())
        if index.isValid():
            self.menu_demande.emit(index.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Montre où est le focus."""
        super().focusInEvent(event)
        self._suivre_le_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Efface l'anneau du focus."""
        super().focusOutEvent(event)
        self._suivre_le_focus()

    def _suivre_le_focus(self, *_: object) -> None:
        """Une ligne de groupe porte l'anneau du focus sur toute sa largeur."""
        index: QModelIndex = self.currentIndex()
        ligne = index.row() if self.hasFocus() and index.isValid() and self.groupe(index.row()) else -1
        if ligne != self.titres.ligne_en_focus:
            self.titres.ligne_en_focus = self.delegue.ligne_en_focus = ligne
            self.titres.viewport().update()
            self.viewport().update()
