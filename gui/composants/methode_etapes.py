"""Sommaire peint des étapes : numéro dans une pastille, titre, état en mots."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.composants.methode_modele import MOTS, RANGEE, ModeleEtapes, RangeeEtape
from gui.composants.option_de_vue import option_de_vue
from gui.composants.texte import couper
from gui.composants.traits import peindre_anneau
from gui.theme import jetons
from gui.theme.style import theme
from modele.methode import Etat, EtatEtape

_LIGNES_DE_TITRE = 4
_LIGNES_DE_CONSTAT = 3
_TOUR = 360 * 16
_HAUT = 90 * 16


class DelegueEtapes(QStyledItemDelegate):
    """Pastille vide, à demi pleine ou cochée : la forme et le mot disent l'état, la couleur l'appuie."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self._marge, self._ecart = t.px(jetons.PAS[1]), t.px(jetons.PAS[0])
        self._cote = t.px(jetons.COTE_ETAPE)
        self._nom, self._choisi, self._petite = t.police(), t.police(gras=True), t.police(jetons.LEGENDE)
        self._metrique = QFontMetrics(self._choisi)
        self._metrique_petite = QFontMetrics(self._petite)
        self._lignes: dict[tuple[RangeeEtape, int], tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def lignes(self, rangee: RangeeEtape, largeur: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Lignes du titre et de ce qui est écrit dessous, dans une rangée de `largeur` pixels."""
        cle = (rangee, largeur)
        if cle not in self._lignes:
            place = max(1, largeur - self._gauche(rangee) - self._marge)
            mots = [MOTS[rangee.etat]] if rangee.etat is not None else []
            if rangee.constat:
                mots.append(rangee.constat)
            dessous: list[str] = []
            for mot in mots:
                dessous += couper(mot, self._metrique_petite, place, _LIGNES_DE_CONSTAT)
            titre = couper(rangee.titre, self._metrique, place, _LIGNES_DE_TITRE)
            self._lignes[cle] = (titre, tuple(dessous))
        return self._lignes[cle]

    def _gauche(self, rangee: RangeeEtape) -> int:
        return self._marge if rangee.etat is None else 2 * self._marge + self._cote

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Autant de lignes qu'il en faut."""
        vue = option_de_vue(option).widget
        largeur = vue.viewport().width() if isinstance(vue, QAbstractItemView) else 0
        rangee: RangeeEtape = index.data(RANGEE)
        titre, dessous = self.lignes(rangee, largeur)
        hauteur = len(titre) * self._metrique.height() + len(dessous) * self._metrique_petite.height()
        filet = 0 if rangee.etat is not None else 2 * self._marge
        return QSize(0, hauteur + 2 * self._marge + filet)

    def paint(
        self, peintre: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Peint une rangée."""
        rangee: RangeeEtape = index.data(RANGEE)
        cadre, etat = option_de_vue(option).rect, option_de_vue(option).state
        t = theme()
        peintre.save()
        if rangee.etat is None:
            peintre.fillRect(
                cadre.left(), cadre.top() + self._marge, cadre.width(), jetons.FILET, t.couleur("trait_fort")
            )
            cadre = cadre.adjusted(0, 2 * self._marge, 0, 0)
        choisi = bool(etat & QStyle.StateFlag.State_Selected)
        if choisi:
            peintre.fillRect(cadre, t.couleur("accent_doux"))
            peintre.fillRect(QRect(cadre.topLeft(), QSize(t.px(3), cadre.height())), t.couleur("accent"))
        elif etat & QStyle.StateFlag.State_MouseOver:
            peintre.fillRect(cadre, t.couleur("creux"))
        self._mots(peintre, cadre, rangee, choisi)
        if rangee.etat is not None:
            coin = cadre.topLeft() + QPoint(self._marge, self._marge - t.px(2))
            self._pastille(peintre, QRectF(coin.x(), coin.y(), self._cote, self._cote), rangee)
        if etat & QStyle.StateFlag.State_HasFocus:
            peindre_anneau(peintre, cadre)
        peintre.restore()

    def _mots(self, peintre: QPainter, cadre: QRect, rangee: RangeeEtape, choisi: bool) -> None:
        t = theme()
        titre, dessous = self.lignes(rangee, cadre.width())
        gauche, haut = cadre.left() + self._gauche(rangee), cadre.top() + self._marge
        peintre.setFont(self._choisi if choisi else self._nom)
        peintre.setPen(t.couleur("texte"))
        for ligne in titre:
            peintre.drawText(gauche, haut + self._metrique.ascent(), ligne)
            haut += self._metrique.height()
        peintre.setFont(self._petite)
        for rang, ligne in enumerate(dessous):
            avance = rang == 0 and rangee.etat in (Etat.COMMENCEE, Etat.FAITE)
            peintre.setPen(t.couleur("accent" if avance else "texte_faible"))
            peintre.drawText(gauche, haut + self._metrique_petite.ascent(), ligne)
            haut += self._metrique_petite.height()

    def _pastille(self, peintre: QPainter, carre: QRectF, rangee: RangeeEtape) -> None:
        t = theme()
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        bord = "trait_fort" if rangee.etat is Etat.A_FAIRE else "accent"
        peintre.setPen(QPen(t.couleur(bord), jetons.TRAIT_MARQUE))
        peintre.setBrush(t.couleur("accent" if rangee.etat is Etat.FAITE else "papier"))
        peintre.drawEllipse(carre)
        if rangee.etat is Etat.FAITE:
            quart = carre.width() / 4
            peintre.setPen(QPen(t.couleur("sur_accent"), jetons.TRAIT_MARQUE * t.echelle))
            pointes = (QPointF(-quart, 0), QPointF(-quart / 4, quart * 0.8), QPointF(quart, -quart * 0.8))
            peintre.drawPolyline([carre.center() + pointe for pointe in pointes])
            return
        if rangee.etat is Etat.COMMENCEE:
            epais = t.px(3)
            arc = QPen(t.couleur("accent"), epais)
            arc.setCapStyle(Qt.PenCapStyle.FlatCap)
            peintre.setPen(arc)
            creux = epais / 2
            peintre.drawArc(carre.adjusted(creux, creux, -creux, -creux), _HAUT, -_TOUR // 2)
        peintre.setFont(self._petite)
        peintre.setPen(t.couleur("texte"))
        peintre.drawText(carre, Qt.AlignmentFlag.AlignCenter, str(rangee.numero))


class ListeEtapes(QListView):
    """Choisir une rangée ouvre son étape."""

    choisie = Signal(int)
    """Émis avec le numéro de l'étape, ou `QUESTIONS`."""

    def __init__(self, modele: ModeleEtapes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modele = modele
        self.setProperty("role", "liste")
        self.setAccessibleName("Étapes de la méthode")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setModel(modele)
        self.setItemDelegate(DelegueEtapes(self))
        # Un constat de plus allonge sa rangée.
        modele.dataChanged.connect(lambda: self.scheduleDelayedItemsLayout())

    def choisir(self, numero: int) -> None:
        """Va à une étape, ou aux questions."""
        self.setCurrentIndex(self._modele.index(self._modele.rang(numero)))

    def currentChanged(
        self, courant: QModelIndex | QPersistentModelIndex, precedent: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Annonce l'étape choisie."""
        super().currentChanged(courant, precedent)
        if courant.isValid():
            self.choisie.emit(courant.data(RANGEE).numero)

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Une autre largeur coupe les titres ailleurs."""
        super().resizeEvent(evenement)
        self.scheduleDelayedItemsLayout()


class BarreDEtapes(QWidget):
    """Un segment par étape : plein si elle est faite, à demi si elle est commencée."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._etats: tuple[Etat, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def montrer(self, etats: Sequence[EtatEtape]) -> None:
        """Prend l'avancement de chaque étape."""
        nouveaux = tuple(etat.etat for etat in etats)
        if nouveaux != self._etats:
            self._etats = nouveaux
            self.update()

    def sizeHint(self) -> QSize:
        """Une barre fine."""
        return QSize(theme().px(jetons.LARGEUR_COLONNE), theme().px(jetons.HAUTEUR_BARRE))

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint les segments."""
        if not self._etats:
            return
        t = theme()
        ecart = t.px(jetons.PAS[0]) / 2
        largeur = (self.width() + ecart) / len(self._etats)
        peintre = QPainter(self)
        for rang, etat in enumerate(self._etats):
            cadre = QRectF(rang * largeur, 0, largeur - ecart, self.height())
            peintre.fillRect(cadre, t.couleur("trait"))
            if etat is Etat.COMMENCEE:
                cadre.setWidth(cadre.width() / 2)
            if etat is not Etat.A_FAIRE:
                peintre.fillRect(cadre, t.couleur("accent"))
        peintre.end()
