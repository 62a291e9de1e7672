"""Peinture d'une ligne de coût : libellé et détail à gauche, montant aligné à droite sur la virgule."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.composants.liste_pleine import ListePleine
from gui.composants.modele_lignes import RANGEE, Genre, Rangee
from gui.composants.option_de_vue import option_de_vue
from gui.composants.traits import peindre_anneau
from gui.theme import jetons
from gui.theme.style import theme

_HABILLAGE = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_A_DROITE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class DelegueLignes(QStyledItemDelegate):
    """Le montant d'une ligne est souligné de points : on peut en demander le pourquoi."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self._marge = t.px(4)
        self._ecart = t.px(8)
        self._polices = {
            Genre.LIGNE: t.police(),
            Genre.SOMME: t.police(gras=True),
            Genre.TITRE: t.police(gras=True),
        }
        self._metriques = {genre: QFontMetrics(police) for genre, police in self._polices.items()}
        self._petite: QFont = t.police(jetons.LEGENDE)
        self._petite_metrique = QFontMetrics(self._petite)

    def _cadres(self, rangee: Rangee, largeur: int) -> tuple[int, int, int]:
        """Largeur du libellé, hauteur du libellé, hauteur du détail."""
        metrique = self._metriques[rangee.genre]
        reste = largeur - 2 * self._marge
        colonne = reste
        if rangee.montant:
            colonne -= metrique.horizontalAdvance(rangee.montant) + self._ecart
        libelle = metrique.boundingRect(QRect(0, 0, colonne, 0), _HABILLAGE, rangee.libelle).height()
        detail = 0
        if rangee.detail:
            cadre = QRect(0, 0, reste, 0)
            detail = self._petite_metrique.boundingRect(cadre, _HABILLAGE, rangee.detail).height()
        return colonne, libelle, detail

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Hauteur du libellé et du détail, retours à la ligne compris."""
        vue = option_de_vue(option).widget
        # `viewport()` donnerait la même, en chargeant tous les widgets de Qt.
        largeur = vue.largeur_utile if isinstance(vue, ListePleine) else 0
        _, libelle, detail = self._cadres(index.data(RANGEE), largeur)
        return QSize(0, libelle + detail + 2 * self._marge)

    def paint(
        self, peintre: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Peint une rangée."""
        rangee: Rangee = index.data(RANGEE)
        cadre, etat = option_de_vue(option).rect, option_de_vue(option).state
        t = theme()
        peintre.save()
        if rangee.genre is Genre.SOMME:
            peintre.setPen(t.couleur("trait_fort"))
            peintre.drawLine(cadre.topLeft(), cadre.topRight())
        elif rangee.genre is Genre.LIGNE and etat & QStyle.StateFlag.State_MouseOver:
            peintre.fillRect(cadre, t.couleur("creux"))
        place = cadre.adjusted(self._marge, self._marge, -self._marge, -self._marge)
        colonne, libelle, _ = self._cadres(rangee, cadre.width())
        peintre.setFont(self._polices[rangee.genre])
        peintre.setPen(t.couleur("texte"))
        peintre.drawText(QRect(place.left(), place.top(), colonne, libelle), _HABILLAGE, rangee.libelle)
        peintre.drawText(place, _A_DROITE, rangee.montant)
        if rangee.genre is Genre.LIGNE:
            self._souligner(peintre, place, rangee)
        peintre.setFont(self._petite)
        peintre.setPen(t.couleur("texte_faible"))
        peintre.drawText(place.adjusted(0, libelle, 0, 0), _HABILLAGE, rangee.detail)
        if etat & QStyle.StateFlag.State_HasFocus:
            peindre_anneau(peintre, cadre)
        peintre.restore()

    def _souligner(self, peintre: QPainter, cadre: QRect, rangee: Rangee) -> None:
        metrique = self._metriques[rangee.genre]
        bas = cadre.top() + metrique.ascent() + metrique.underlinePos() + 1
        gauche = cadre.right() - metrique.horizontalAdvance(rangee.montant)
        peintre.setPen(QPen(theme().couleur("accent"), 1, Qt.PenStyle.DotLine))
        peintre.drawLine(gauche, bas, cadre.right(), bas)
