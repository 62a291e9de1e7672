"""Place le contenu et le panneau : côte à côte, ou panneau par-dessus quand la place manque."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.theme import jetons
from gui.theme.style import theme

LARGEUR_BANDE = 32


class Plan(QWidget):
    """Contenu au centre, panneau à droite ; replié, le panneau est une bande étroite."""

    recouvrement_change = Signal(bool)

    def __init__(self, contenu: QWidget, replie: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contenu = contenu
        self._panneau: QWidget | None = None
        self._replie = replie
        self._avec_panneau = True
        self._recouvre: bool | None = None
        contenu.setParent(self)

    def poser(self, panneau: QWidget) -> None:
        """Met le panneau à sa place, gardée jusque-là."""
        self._panneau = panneau
        panneau.setParent(self)
        panneau.raise_()
        panneau.setVisible(self._avec_panneau)
        self._placer()

    @property
    def pourvu(self) -> bool:
        """Vrai quand le panneau est posé."""
        return self._panneau is not None

    @property
    def recouvre(self) -> bool:
        """Vrai quand le panneau ouvert passe par-dessus le contenu."""
        return bool(self._recouvre)

    def replier(self, replie: bool) -> None:
        """Prend acte du pli du panneau."""
        self._replie = replie
        self._placer()

    def montrer_panneau(self, visible: bool) -> None:
        """Cache le panneau sur les pages qui n'en ont pas l'usage."""
        self._avec_panneau = visible
        if self._panneau is not None:
            self._panneau.setVisible(visible)
        self._placer()

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Replace tout ; annonce le passage en recouvrement."""
        super().resizeEvent(evenement)
        seuil = theme().px(jetons.SEUIL_RECOUVREMENT - jetons.LARGEUR_RAIL)
        recouvre = self.width() < seuil
        if recouvre != self._recouvre:
            self._recouvre = recouvre
            self.recouvrement_change.emit(recouvre)
        self._placer()

    def _placer(self) -> None:
        bande = theme().px(LARGEUR_BANDE)
        ouvert = min(theme().px(jetons.LARGEUR_PANNEAU), self.width())
        panneau = bande if self._replie else ouvert
        reserve = 0
        if self._avec_panneau:
            reserve = bande if self._recouvre else panneau
        self._contenu.setGeometry(0, 0, max(0, self.width() - reserve), self.height())
        if self._panneau is not None:
            self._panneau.setGeometry(self.width() - panneau, 0, panneau, self.height())
