"""La liste des ventes d'un dossier : leur nom, ce que l'on y gagne, et leur somme s'il y en a plusieurs."""

from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.composants.option_de_vue import option_de_vue
from gui.composants.texte import couper
from gui.composants.traits import peindre_anneau
from gui.theme import jetons
from gui.theme.style import theme
from modele.mots_vente import SANS_NOM, resume
from modele.nombres import ESPACE_INSECABLE
from modele.ventes_du_dossier import VenteChiffree, additionner, completes

Index = QModelIndex | QPersistentModelIndex
RANGEE = int(Qt.ItemDataRole.UserRole)
TOUTES = "Toutes les ventes"
_RACINE = QModelIndex()
_LIGNES_DE_NOM = 2


class RangeeVente(NamedTuple):
    """Une vente, ou la somme de toutes (`somme`)."""

    nom: str
    resume: str
    somme: bool = False


def rangees_de(ventes: tuple[VenteChiffree, ...]) -> tuple[RangeeVente, ...]:
    """Une rangée par vente, puis leur somme à partir de deux."""
    rangees = [RangeeVente(v.vente.nom.strip() or SANS_NOM, resume(additionner([v]))) for v in ventes]
    if len(ventes) > 1:
        rangees.append(RangeeVente(TOUTES, resume(additionner(completes(ventes))), somme=True))
    return tuple(rangees)


class ModeleVentes(QAbstractListModel):
    """Suit les ventes rangée par rangée, sans se réinitialiser."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rangees: tuple[RangeeVente, ...] = ()

    def montrer(self, ventes: tuple[VenteChiffree, ...]) -> None:
        """Prend d'autres ventes."""
        nouvelles, anciennes = rangees_de(ventes), self._rangees
        n, avant = len(nouvelles), len(anciennes)
        if n > avant:
            self.beginInsertRows(_RACINE, avant, n - 1)
            self._rangees = anciennes + nouvelles[avant:]
            self.endInsertRows()
        elif n < avant:
            self.beginRemoveRows(_RACINE, n, avant - 1)
            self._rangees = anciennes[:n]
            self.endRemoveRows()
        affichees, self._rangees = self._rangees, nouvelles
        for rang in range(n):
            if nouvelles[rang] != affichees[rang]:
                self.dataChanged.emit(self.index(rang), self.index(rang))

    def rowCount(self, parent: Index = _RACINE) -> int:
        """Nombre de rangées, somme comprise."""
        return 0 if parent.isValid() else len(self._rangees)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Nom, phrase lue à voix haute, ou la `RangeeVente` entière pour qui la peint."""
        if not index.isValid() or not 0 <= index.row() < len(self._rangees):
            return None
        rangee = self._rangees[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return rangee.nom
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{rangee.nom}{ESPACE_INSECABLE}: {rangee.resume}"
        return rangee if role == RANGEE else None


class DelegueVentes(QStyledItemDelegate):
    """Peint le nom sur deux lignes au plus, et le gain dessous."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self._marge, self._ecart = t.px(jetons.PAS[1]), t.px(jetons.PAS[0])
        self._nom, self._choisi, self._petite = t.police(), t.police(gras=True), t.police(jetons.LEGENDE)
        self._metrique_nom = QFontMetrics(self._choisi)
        self._metrique_petite = QFontMetrics(self._petite)

    def _lignes(self, rangee: RangeeVente, largeur: int) -> tuple[str, ...]:
        return couper(rangee.nom, self._metrique_nom, max(1, largeur - 2 * self._marge), _LIGNES_DE_NOM)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Autant de lignes qu'il en faut au nom."""
        vue = option_de_vue(option).widget
        largeur = vue.viewport().width() if isinstance(vue, QAbstractItemView) else 0
        lignes = len(self._lignes(index.data(RANGEE), largeur))
        haut = lignes * self._metrique_nom.height() + self._metrique_petite.height()
        return QSize(0, haut + 2 * self._ecart)

    def paint(self, peintre: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Peint une vente."""
        rangee: RangeeVente = index.data(RANGEE)
        cadre, etat = option_de_vue(option).rect, option_de_vue(option).state
        t = theme()
        peintre.save()
        choisi = bool(etat & QStyle.StateFlag.State_Selected)
        if choisi:
            peintre.fillRect(cadre, t.couleur("accent_doux"))
            peintre.fillRect(
                QRect(cadre.topLeft(), QSize(t.px(3), cadre.height() - jetons.FILET)), t.couleur("accent")
            )
        elif etat & QStyle.StateFlag.State_MouseOver:
            peintre.fillRect(cadre, t.couleur("creux"))
        if rangee.somme:
            peintre.fillRect(cadre.left(), cadre.top(), cadre.width(), jetons.FILET, t.couleur("trait_fort"))
        haut = cadre.top() + self._ecart
        peintre.setFont(self._choisi if choisi else self._nom)
        peintre.setPen(t.couleur("texte"))
        for ligne in self._lignes(rangee, cadre.width()):
            peintre.drawText(cadre.left() + self._marge, haut + self._metrique_nom.ascent(), ligne)
            haut += self._metrique_nom.height()
        peintre.setFont(self._petite)
        peintre.setPen(t.couleur("texte_faible"))
        place = cadre.width() - 2 * self._marge
        gain = self._metrique_petite.elidedText(rangee.resume, Qt.TextElideMode.ElideRight, place)
        peintre.drawText(cadre.left() + self._marge, haut + self._metrique_petite.ascent(), gain)
        if etat & QStyle.StateFlag.State_HasFocus:
            peindre_anneau(peintre, cadre)
        peintre.restore()


class ListeVentes(QListView):
    """Choisir une rangée montre sa vente ; Suppr la supprime, F2 la renomme."""

    choisie = Signal(int)
    suppression_demandee = Signal()
    nom_demande = Signal()

    def __init__(self, modele: ModeleVentes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "liste")
        self.setAccessibleName("Ventes du dossier")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setModel(modele)
        self.setItemDelegate(DelegueVentes(self))
        self.doubleClicked.connect(lambda _index: self.nom_demande.emit())

    def ajuster(self) -> None:
        """Pas plus haute que ses rangées ; elle défile si la place manque."""
        rangs = range(self.model().rowCount())
        self.setMaximumHeight(max(1, sum(self.sizeHintForRow(rang) for rang in rangs)))
        self.scheduleDelayedItemsLayout()

    def choisir(self, rang: int) -> None:
        """Met une rangée en valeur sans prévenir personne."""
        index = self.model().index(rang, 0)
        if index != self.currentIndex():
            bloque = self.blockSignals(True)
            self.setCurrentIndex(index)
            self.blockSignals(bloque)

    def currentChanged(self, courant: Index, precedent: Index) -> None:
        """Annonce la rangée choisie."""
        super().currentChanged(courant, precedent)
        if courant.isValid():
            self.choisie.emit(courant.row())

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Une autre largeur coupe les noms ailleurs."""
        super().resizeEvent(evenement)
        if evenement.size().width() != evenement.oldSize().width():
            self.ajuster()

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Suppr supprime, F2 renomme."""
        if evenement.key() == Qt.Key.Key_Delete:
            self.suppression_demandee.emit()
        elif evenement.key() == Qt.Key.Key_F2:
            self.nom_demande.emit()
        else:
            super().keyPressEvent(evenement)
