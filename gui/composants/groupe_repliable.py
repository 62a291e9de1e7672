"""Groupe de champs qu'un titre replie ou déplie, à la souris, avec Espace ou Entrée."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.theme.style import theme


class TitreRepliable(QToolButton):
    """Titre à flèche : coché quand ce qu'il commande est déplié."""

    def __init__(self, titre: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "groupe")
        self.setText(titre.replace("&", "&&"))
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(titre)
        self.toggled.connect(self._montrer_etat)
        self._montrer_etat(False)

    def _montrer_etat(self, deplie: bool) -> None:
        self.setArrowType(Qt.ArrowType.DownArrow if deplie else Qt.ArrowType.RightArrow)
        self.setAccessibleDescription("déplié" if deplie else "replié")

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée replie et déplie comme Espace."""
        if evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
        else:
            super().keyPressEvent(evenement)


class GroupeRepliable(QWidget):
    """Titre et contenu empilés ; `contenu` reçoit les champs avec `ajouter`."""

    bascule = Signal(bool)
    """Émis avec vrai quand le groupe vient d'être déplié."""

    def __init__(self, titre: str, deplie: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.titre = TitreRepliable(titre)
        self._contenu = QWidget()
        self._colonne = QVBoxLayout(self._contenu)
        self._colonne.setContentsMargins(0, theme().px(4), 0, theme().px(12))
        self._colonne.setSpacing(theme().px(12))
        disposition = QVBoxLayout(self)
        disposition.setContentsMargins(0, 0, 0, 0)
        disposition.setSpacing(0)
        disposition.addWidget(self.titre)
        disposition.addWidget(self._contenu)
        self._contenu.setVisible(deplie)
        self.titre.setChecked(deplie)
        self.titre.toggled.connect(self._contenu.setVisible)
        self.titre.toggled.connect(self.bascule)

    @property
    def deplie(self) -> bool:
        """Vrai si le contenu est visible."""
        return self.titre.isChecked()

    def deplier(self, deplie: bool = True) -> None:
        """Déplie ou replie."""
        self.titre.setChecked(deplie)

    def ajouter(self, *widgets: QWidget) -> None:
        """Ajoute des widgets à la suite du contenu."""
        for widget in widgets:
            self._colonne.addWidget(widget)
