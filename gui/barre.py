"""La barre du haut : nom de la ferme, « Exporter vers Excel », aide et menu."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QActionGroup, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from gui.tableaux.phrases import infobulle
from gui.theme.icones import icone
from gui.theme.style import NomTheme, theme

if TYPE_CHECKING:
    from gui.fenetre import Fenetre

TAILLES = (100, 150, 200)


class _NomDeFerme(QLabel):
    """Un nom trop long finit par « … » ; l'infobulle et le lecteur d'écran le disent en entier."""

    def __init__(self) -> None:
        super().__init__()
        self._entier = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "section")
        self.setMinimumWidth(theme().px(80))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def nommer(self, nom: str) -> None:
        """Change le nom."""
        self._entier = nom
        self.setAccessibleName(nom)
        self._couper()

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Recoupe à la nouvelle largeur."""
        super().resizeEvent(evenement)
        self._couper()

    def _couper(self) -> None:
        coupe = self.fontMetrics().elidedText(self._entier, Qt.TextElideMode.ElideRight, self.width())
        self.setText(coupe)
        self.setToolTip(infobulle(self._entier) if coupe != self._entier else "")


class Barre(QWidget):
    """Ce qui reste en vue d'une page à l'autre ; refaite à chaque changement d'apparence."""

    def __init__(self, fenetre: "Fenetre") -> None:
        super().__init__()
        self._fenetre = fenetre
        self.setObjectName("barre")
        self.setStyleSheet(f"#barre {{ border-bottom: 1px solid {theme().couleurs.trait}; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        px = theme().px
        self._nom = _NomDeFerme()
        self.bouton_exporter = QPushButton("Exporter vers Excel")
        self.bouton_exporter.setProperty("role", "principal")
        self.bouton_exporter.setIcon(icone("exporter", "sur_accent"))
        self.bouton_exporter.setIconSize(QSize(px(16), px(16)))
        self.bouton_exporter.setToolTip("Écrire la comparaison dans un classeur (Ctrl+E)")
        self.bouton_exporter.clicked.connect(fenetre.action_exporter.trigger)
        bouton_menu = QToolButton()
        bouton_menu.setIcon(icone("menu"))
        bouton_menu.setIconSize(QSize(px(20), px(20)))
        bouton_menu.setAccessibleName("Menu")
        bouton_menu.setToolTip("Menu (F10)")
        bouton_menu.setShortcut(QKeySequence(Qt.Key.Key_F10))
        bouton_menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        bouton_menu.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        bouton_menu.setMenu(self._menu(bouton_menu))
        disposition = QHBoxLayout(self)
        disposition.setContentsMargins(px(16), px(8), px(12), px(8))
        disposition.setSpacing(px(8))
        disposition.addWidget(self._nom, 1)
        disposition.addWidget(self.bouton_exporter)
        disposition.addWidget(fenetre.aide.bouton())
        disposition.addWidget(bouton_menu)

    def nommer(self, ferme: str) -> None:
        """Écrit le nom de la ferme."""
        self._nom.nommer(ferme)

    def _menu(self, parent: QWidget) -> QMenu:
        fenetre = self._fenetre
        menu = QMenu(parent)
        menu.addActions([fenetre.action_annuler, fenetre.action_retablir])
        menu.addSeparator()
        menu.addActions([fenetre.action_exporter, fenetre.action_imprimer, fenetre.action_reprendre])
        menu.addActions([fenetre.action_panneau, fenetre.action_sauvegardes])
        menu.addSeparator()
        themes: tuple[tuple[str, NomTheme], ...] = (("Thème clair", "clair"), ("Thème sombre", "sombre"))
        choix_du_theme = QActionGroup(menu)
        for texte, nom in themes:
            action = choix_du_theme.addAction(menu.addAction(texte))
            action.setCheckable(True)
            action.setChecked(theme().nom == nom)
            action.triggered.connect(lambda _coche=False, nom=nom: fenetre.changer_apparence(nom=nom))
        menu.addSeparator()
        choix_de_la_taille = QActionGroup(menu)
        for taille in TAILLES:
            action = choix_de_la_taille.addAction(menu.addAction(f"Texte à {taille}\u00a0%"))
            action.setCheckable(True)
            action.setChecked(round(theme().echelle * 100) == taille)
            action.triggered.connect(
                lambda _coche=False, taille=taille: fenetre.changer_apparence(taille=taille)
            )
        menu.addSeparator()
        menu.addMenu(fenetre.aide.menu(menu))
        menu.addAction(fenetre.action_quitter)
        return menu
