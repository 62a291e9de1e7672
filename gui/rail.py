"""Le rail de gauche : une page par bouton."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.plan_des_pages import Entree
from gui.theme import jetons
from gui.theme.icones import icone
from gui.theme.style import theme


class Rail(QFrame):
    """Boutons exclusifs ; Alt+1, Alt+2… ouvrent les pages."""

    page_demandee = Signal(str)

    def __init__(self, entrees: Sequence[Entree], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName("Pages")
        self.setFixedWidth(theme().px(jetons.LARGEUR_RAIL))
        couleurs = theme().couleurs
        self.setStyleSheet(
            f"#rail {{ background: {couleurs.creux}; border: none; border-right: 1px solid {couleurs.trait}; }}"
            f"#rail QToolButton {{ padding: {theme().px(4)}px 0px; }}"
        )
        disposition = QVBoxLayout(self)
        disposition.setContentsMargins(theme().px(4), theme().px(8), theme().px(4), theme().px(8))
        disposition.setSpacing(theme().px(4))
        groupe = QButtonGroup(self)
        groupe.setExclusive(True)
        self._boutons: dict[str, QToolButton] = {}
        for rang, entree in enumerate(entrees, 1):
            bouton = QToolButton()
            bouton.setCheckable(True)
            bouton.setText(entree.libelle)
            bouton.setAccessibleName(entree.titre)
            bouton.setToolTip(f"{entree.titre} (Alt+{rang})")
            bouton.setShortcut(QKeySequence(f"Alt+{rang}"))
            bouton.setIcon(icone(entree.icone))
            bouton.setIconSize(QSize(theme().px(24), theme().px(24)))
            bouton.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            bouton.setFont(theme().police(jetons.LEGENDE))
            bouton.setFixedWidth(theme().px(jetons.LARGEUR_RAIL - 8))
            bouton.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            bouton.clicked.connect(lambda _coche=False, nom=entree.identifiant: self.page_demandee.emit(nom))
            groupe.addButton(bouton)
            disposition.addWidget(bouton)
            self._boutons[entree.identifiant] = bouton
        disposition.addStretch(1)
        self._disposition = disposition
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)

    def minimumSizeHint(self) -> QSize:
        """Le rail s'adapte : il n'impose pas sa hauteur à la fenêtre."""
        return QSize(self.width(), 0)

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Ne garde que les icônes quand les mots ne tiennent pas tous."""
        super().resizeEvent(evenement)
        avec_mots = Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        for bouton in self._boutons.values():
            bouton.setToolButtonStyle(avec_mots)
        if self._disposition.sizeHint().height() > self.height():
            for bouton in self._boutons.values():
                bouton.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def bouton(self, identifiant: str) -> QToolButton:
        """Bouton d'une page."""
        return self._boutons[identifiant]

    def marquer(self, identifiant: str) -> None:
        """Montre quelle page est ouverte."""
        self._boutons[identifiant].setChecked(True)
