"""Ce qui mène à l'aide : F1, la liste des raccourcis, la visite, le guide. Ne charge rien d'autre d'avance."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QAction, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QToolButton, QWidget

from gui.composants.infobulle import expliquer
from gui.theme.icones import icone
from gui.theme.style import theme

if TYPE_CHECKING:
    from gui.aide.fenetre_aide import FenetreAide
    from gui.aide.visite import Visite
    from gui.fenetre import Fenetre

F1 = QKeySequence("F1")


class ActionsAide(QObject):
    """Les quatre actions du menu « Aide », et la fenêtre qu'elles ouvrent."""

    def __init__(self, fenetre: "Fenetre") -> None:
        super().__init__(fenetre)
        self._fenetre = fenetre
        self.visite_en_cours: Visite | None = None
        self.bouton_de_la_barre: QToolButton | None = None
        self.page = self._action("Aide de cette page", "F1", lambda: self.montrer(self.sujet))
        self.raccourcis = self._action("Raccourcis clavier", "Ctrl+?", lambda: self.montrer("raccourcis"))
        self.visite = self._action("Visite guidée", "", self.visiter)
        self.guide = self._action("Guide de l'utilisateur (PDF)", "", self.ouvrir_guide)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusWindowChanged.connect(self._aider_le_dialogue)

    @property
    def sujet(self) -> str:
        """Sujet de ce que l'on a sous les yeux."""
        fenetre = self._fenetre
        focus = QApplication.focusWidget()
        if fenetre.plan.pourvu and focus is not None and fenetre.panneau.isAncestorOf(focus):
            return "calculateur"
        return getattr(fenetre.page, "sujet_d_aide", "") or fenetre.identifiant_de_page

    def montrer(self, sujet: str) -> "FenetreAide":
        """Ouvre l'aide, ou y va si elle est ouverte."""
        return ouvrir_aide(self._fenetre, sujet)

    def visiter(self) -> None:
        """Lance la visite guidée."""
        from gui.aide.visite import visiter

        visiter(self._fenetre)

    def finir_la_visite(self) -> None:
        """Ferme la visite, avant que ce qu'elle montre ne soit refait."""
        if self.visite_en_cours is not None:
            self.visite_en_cours.finir()

    def ouvrir_guide(self) -> None:
        """Ouvre le guide de l'utilisateur, ou dit où il est."""
        from gui.liens import GUIDE, ouvrir_document

        if not ouvrir_document(GUIDE):
            self._fenetre.bandeau.montrer(
                "Le guide n'a pas pu être ouvert : il manque à côté de l'application, ou rien sur cet ordinateur "
                "ne sait lire un PDF. L'aide (F1) dit la même chose.",
                "alerte",
            )

    def _aider_le_dialogue(self, fenetre: QWindow | None) -> None:
        """F1 aide aussi dans un dialogue, modal ou non, dès qu'il prend le clavier."""
        if fenetre is None:
            return
        for dialogue in QApplication.topLevelWidgets():
            if not isinstance(dialogue, QDialog) or dialogue.windowHandle() != fenetre:
                continue
            if F1 not in [action.shortcut() for action in dialogue.actions()]:
                offrir_aide(dialogue, getattr(dialogue, "sujet_d_aide", "") or self.sujet)

    def menu(self, parent: QWidget) -> QMenu:
        """Le sous-menu « Aide »."""
        menu = QMenu("Aide", parent)
        menu.addActions([self.page, self.raccourcis])
        menu.addSeparator()
        menu.addActions([self.visite, self.guide])
        return menu

    def bouton(self) -> QToolButton:
        """Le point d'interrogation de la barre."""
        px = theme().px
        bouton = QToolButton()
        bouton.setIcon(icone("aide"))
        bouton.setIconSize(QSize(px(20), px(20)))
        bouton.setAccessibleName(self.page.text())
        expliquer(bouton, f"{self.page.text()} (F1)")
        bouton.clicked.connect(self.page.trigger)
        self.bouton_de_la_barre = bouton
        return bouton

    def _action(self, texte: str, touches: str, faire: object) -> QAction:
        action = QAction(texte, self._fenetre)
        action.setShortcut(QKeySequence(touches))
        action.triggered.connect(faire)
        self._fenetre.addAction(action)
        return action


def ouvrir_aide(depuis: QWidget, sujet: str) -> "FenetreAide":
    """L'aide au-dessus de cette fenêtre ou de ce dialogue, qui la fermera en se fermant."""
    from gui.aide.fenetre_aide import FenetreAide

    ouverte = next((enfant for enfant in depuis.children() if isinstance(enfant, FenetreAide)), None)
    aide = ouverte or FenetreAide(depuis)
    aide.montrer(sujet)
    aide.show()
    aide.raise_()
    aide.activateWindow()
    aide.lecteur.setFocus()
    return aide


def offrir_aide(dialogue: QDialog, sujet: str) -> None:
    """F1 ouvre ce sujet par-dessus un dialogue, même modal."""
    action = QAction("Aide", dialogue)
    action.setShortcut(F1)
    action.triggered.connect(lambda: ouvrir_aide(dialogue, sujet))
    dialogue.addAction(action)
