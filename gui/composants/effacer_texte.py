"""Croix qui vide un champ de recherche."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QLineEdit, QToolButton

from gui.theme import jetons
from gui.theme.icones import icone
from gui.theme.style import theme


def poser_croix(champ: QLineEdit) -> "Croix":
    """Ajoute la croix au bout du champ ; on ne la voit que s'il y a de quoi effacer."""
    return Croix(champ)


class Croix(QToolButton):
    """Grandit avec le texte, ce que ne ferait pas une action du champ, toujours peinte à 16 pixels.

    Celle de Qt (`setClearButtonEnabled`) charge de plus tous les lecteurs d'images du système, PDF et TIFF compris.
    """

    def __init__(self, champ: QLineEdit) -> None:
        super().__init__(champ)
        self._champ = champ
        cote = theme().px(jetons.COTE_CROIX)
        self.setIcon(icone("effacer", "texte_faible"))
        self.setIconSize(QSize(cote, cote))
        self.setAutoRaise(True)
        self.setStyleSheet("QToolButton { border: none; padding: 0; background: transparent; }")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        # Échap fait la même chose au clavier.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip("Effacer la recherche (Échap)")
        self.setAccessibleName("Effacer la recherche")
        self.clicked.connect(champ.clear)
        champ.textChanged.connect(self.actualiser)
        champ.installEventFilter(self)
        self.actualiser()

    def actualiser(self) -> None:
        """Paraît ou disparaît selon le texte ; à appeler si on l'a changé sans que le champ le dise."""
        utile = bool(self._champ.text())
        self.setVisible(utile)
        self._champ.setTextMargins(0, 0, self.iconSize().width() if utile else 0, 0)
        self._placer()

    def _placer(self) -> None:
        cote = self._champ.height()
        self.setGeometry(self._champ.width() - cote, 0, cote, cote)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Suit la taille du champ."""
        if event.type() == QEvent.Type.Resize:
            self._placer()
        return False
