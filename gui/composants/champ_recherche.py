"""Champ de recherche : Ctrl+F y mène, Échap l'efface puis le quitte, ↓ descend dans la liste."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.composants.champ_saisie import est_un_raccourci, est_une_annulation
from gui.composants.effacer_texte import poser_croix

LONGUEUR_MAX = 200
"""Une recherche plus longue ne trouve rien, et un collage démesuré ferait travailler pour rien."""


class LigneRecherche(QLineEdit):
    """Ce qu'ont tous les champs de recherche : une invite, une croix, et des raccourcis qui restent ceux de la fenêtre."""

    def __init__(self, invite: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(f"{invite}…")
        self.setAccessibleName(invite)
        self.setToolTip(f"{invite} (Ctrl+F), effacer (Échap)")
        poser_croix(self)
        self.setMaxLength(LONGUEUR_MAX)

    def event(self, evenement: QEvent) -> bool:
        """Laisse à la fenêtre Ctrl+E, et l'annulation quand il n'y a rien à annuler dans le champ."""
        rien_a_defaire = not (self.isUndoAvailable() or self.isRedoAvailable())
        if est_un_raccourci(evenement) or (rien_a_defaire and est_une_annulation(evenement)):
            evenement.ignore()
            return True
        return super().event(evenement)


class ChampRecherche(LigneRecherche):
    """Ligne de recherche au-dessus d'une liste ; `page` est le widget où Ctrl+F la trouve."""

    quitte = Signal()
    """La personne veut aller dans la liste."""

    def __init__(self, invite: str, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(invite, parent)
        raccourci = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), page)
        raccourci.activated.connect(self.aller)

    def aller(self) -> None:
        """Prend le clavier, recherche sélectionnée pour être remplacée."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Échap et ↓."""
        if evenement.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif evenement.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.quitte.emit()
        else:
            super().keyPressEvent(evenement)
