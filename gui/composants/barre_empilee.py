"""Peinture des barres empilées et de leur légende."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.composants.modele_barres import BARRE, Barre
from gui.composants.option_de_vue import option_de_vue
from gui.composants.traits import peindre_anneau
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import Nature
from modele.mots_du_cout import NATURES
from modele.nombres import ESPACE_INSECABLE

Index = QModelIndex | QPersistentModelIndex
_RANGS = {nature: rang for rang, nature in enumerate(NATURES)}


class DelegueBarres(QStyledItemDelegate):
    """Nom et montant sur une ligne, barre dessous ; l'outil courant a le fond d'accent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self._marge = t.px(4)
        self._epaisseur = t.px(8)
        self._police = t.police()
        self._gras = t.police(gras=True)
        self._metrique = QFontMetrics(self._gras)
        self._couleurs = t.series()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Même hauteur pour toutes les rangées."""
        return QSize(0, self._metrique.height() + self._epaisseur + 3 * self._marge)

    def paint(self, peintre: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Peint un outil."""
        barre: Barre = index.data(BARRE)
        cadre, etat = option_de_vue(option).rect, option_de_vue(option).state
        t = theme()
        choisi = bool(etat & QStyle.StateFlag.State_Selected)
        peintre.save()
        if choisi:
            peintre.fillRect(cadre, t.couleur("accent_doux"))
        elif etat & QStyle.StateFlag.State_MouseOver:
            peintre.fillRect(cadre, t.couleur("creux"))
        place = cadre.adjusted(self._marge, self._marge, -self._marge, -self._marge)
        peintre.setFont(self._gras if choisi else self._police)
        peintre.setPen(t.couleur("texte_faible" if barre.ecarte and not choisi else "texte"))
        reste = place.width() - self._metrique.horizontalAdvance(barre.montant) - self._epaisseur
        nom = self._metrique.elidedText(barre.nom, Qt.TextElideMode.ElideRight, reste)
        peintre.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, nom)
        peintre.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, barre.montant)
        self._empiler(peintre, place, barre)
        if etat & QStyle.StateFlag.State_HasFocus:
            peindre_anneau(peintre, cadre)
        peintre.restore()

    def _empiler(self, peintre: QPainter, cadre: QRect, barre: Barre) -> None:
        haut = cadre.bottom() - self._epaisseur + 1
        gauche = cadre.left()
        for nature, montant in barre.parts:
            largeur = max(1, int(cadre.width() * montant / barre.maximum))
            couleur = self._couleurs[_RANGS[nature]]
            peintre.fillRect(QRect(gauche, haut, largeur, self._epaisseur), couleur)
            gauche += largeur + 1


class LegendeNatures(QWidget):
    """Pastille et mot de chaque nature, à la suite, sur autant de lignes qu'il faut."""

    def __init__(self, natures: Iterable[Nature], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._natures = tuple(natures)
        self._places: list[tuple[int, int]] = []
        self._police = theme().police(jetons.LEGENDE)
        self._metrique = QFontMetrics(self._police)
        self._cote = theme().px(8)
        mots = ", ".join(NATURES[nature] for nature in self._natures)
        self.setAccessibleName(f"Légende{ESPACE_INSECABLE}: {mots}")

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Replace les mots à la largeur disponible."""
        super().resizeEvent(evenement)
        x = y = 0
        ligne = self._metrique.height() + theme().px(4)
        self._places = []
        for nature in self._natures:
            largeur = self._largeur(nature)
            if x and x + largeur > self.width():
                x, y = 0, y + ligne
            self._places.append((x, y))
            x += largeur + theme().px(12)
        self.setFixedHeight(y + ligne)

    def _largeur(self, nature: Nature) -> int:
        return self._cote * 3 // 2 + self._metrique.horizontalAdvance(NATURES[nature])

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint pastilles et mots."""
        peintre = QPainter(self)
        peintre.setFont(self._police)
        peintre.setPen(theme().couleur("texte_faible"))
        couleurs = theme().series()
        for nature, (x, y) in zip(self._natures, self._places, strict=True):
            milieu = y + (self._metrique.height() - self._cote) // 2
            peintre.fillRect(QRect(x, milieu, self._cote, self._cote), couleurs[_RANGS[nature]])
            peintre.drawText(x + self._cote * 3 // 2, y + self._metrique.ascent(), NATURES[nature])
        peintre.end()
