"""Squelette de page, montré le temps de lire le guide."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from gui.theme import jetons
from gui.theme.style import theme


class Attente(QWidget):
    """Dessine les contours de la grille à venir, sans animation."""

    peinte = Signal()
    """Émis à chaque peinture. Un filtre d'événements le dirait aussi, en chargeant tous les événements de Qt."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Lecture du guide")

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint des bandes à la place des lignes."""
        peintre = QPainter(self)
        px = theme().px
        marge, ligne = px(jetons.MARGE_PAGE), px(jetons.HAUTEUR_LIGNE)
        premiere, colonne = px(jetons.LARGEUR_PREMIERE_COLONNE), px(jetons.LARGEUR_COLONNE)
        # `fillRect` chargerait l'espace de noms `Qt`, qui coûte plus que toute cette peinture.
        encre = QPixmap(1, 1)
        encre.fill(theme().couleur("creux"))
        haut = marge + 3 * ligne
        while haut < self.height() - marge:
            peintre.drawTiledPixmap(marge, haut, premiere - px(24), px(12), encre)
            gauche = marge + premiere
            while gauche + colonne <= self.width() - marge:
                peintre.drawTiledPixmap(gauche, haut, colonne - px(24), px(12), encre)
                gauche += colonne
            haut += ligne
        peintre.end()
        self.peinte.emit()
