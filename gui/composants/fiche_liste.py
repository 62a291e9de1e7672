"""Liste des fiches à gauche de la page : catégories, noms, pastille et mot de statut."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.composants.formes import dessiner_etat
from gui.composants.option_de_vue import option_de_vue
from gui.composants.texte import couper
from gui.composants.traits import peindre_anneau
from gui.tableaux.modele_fiches import RANGEE, ModeleFiches, RangeeFiche
from gui.theme import jetons
from gui.theme.style import theme

_LIGNES_DE_NOM = 2
_LIGNES_DE_TITRE = 3


class DelegueFiches(QStyledItemDelegate):
    """Peint un titre de catégorie, ou un nom et son statut dessous."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self._marge = t.px(jetons.PAS[1])
        self._ecart = t.px(jetons.PAS[0])
        self._nom, self._choisi, self._petite = t.police(), t.police(gras=True), t.police(jetons.LEGENDE)
        self._metrique_nom = QFontMetrics(self._choisi)
        self._metrique_petite = QFontMetrics(self._petite)

    def _lignes(self, rangee: RangeeFiche, largeur: int) -> tuple[str, ...]:
        place = largeur - 2 * self._marge
        if rangee.fiche:
            return couper(rangee.nom, self._metrique_nom, place, _LIGNES_DE_NOM)
        return couper(rangee.nom, self._metrique_petite, place, _LIGNES_DE_TITRE)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Autant de lignes qu'il en faut au nom."""
        vue = option_de_vue(option).widget
        largeur = vue.viewport().width() if isinstance(vue, QAbstractItemView) else 0
        rangee: RangeeFiche = index.data(RANGEE)
        lignes = len(self._lignes(rangee, largeur))
        if not rangee.fiche:
            return QSize(0, lignes * self._metrique_petite.height() + 4 * self._ecart)
        statut = self._metrique_petite.height() if rangee.statut else 0
        return QSize(0, lignes * self._metrique_nom.height() + statut + 2 * self._ecart)

    def paint(
        self, peintre: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Peint une rangée."""
        rangee: RangeeFiche = index.data(RANGEE)
        cadre, etat = option_de_vue(option).rect, option_de_vue(option).state
        t = theme()
        peintre.save()
        choisi = bool(etat & QStyle.StateFlag.State_Selected)
        if choisi:
            peintre.fillRect(cadre, t.couleur("accent_doux"))
            peintre.fillRect(QRect(cadre.topLeft(), QSize(t.px(3), cadre.height())), t.couleur("accent"))
        elif rangee.fiche and etat & QStyle.StateFlag.State_MouseOver:
            peintre.fillRect(cadre, t.couleur("creux"))
        lignes = self._lignes(rangee, cadre.width())
        haut = cadre.top() + (self._ecart if rangee.fiche else 3 * self._ecart)
        metrique = self._metrique_nom if rangee.fiche else self._metrique_petite
        peintre.setFont((self._choisi if choisi else self._nom) if rangee.fiche else self._petite)
        peintre.setPen(t.couleur("texte" if rangee.fiche else "texte_faible"))
        for ligne in lignes:
            peintre.drawText(cadre.left() + self._marge, haut + metrique.ascent(), ligne)
            haut += metrique.height()
        if rangee.statut:
            self._statut(peintre, cadre.left() + self._marge, haut, rangee.statut)
        if etat & QStyle.StateFlag.State_HasFocus:
            peindre_anneau(peintre, cadre)
        peintre.restore()

    def _statut(self, peintre: QPainter, gauche: int, haut: int, statut: str) -> None:
        mot, jeton = jetons.STATUTS[statut]
        couleur = theme().couleur(jeton)
        cote = theme().px(jetons.COTE_PASTILLE)
        milieu = haut + self._metrique_petite.height() / 2
        forme = "oui" if statut == "retenu" else "non" if statut == "ecarte" else "partiel"
        dessiner_etat(peintre, QRectF(gauche, milieu - cote / 2, cote, cote), forme, couleur)
        peintre.setFont(self._petite)
        peintre.setPen(couleur)
        peintre.drawText(gauche + cote + self._ecart, haut + self._metrique_petite.ascent(), mot)


class ListeFiches(QListView):
    """Choisir une rangée ouvre sa fiche ; les titres se sautent au clavier."""

    fiche_choisie = Signal(str)

    def __init__(self, modele: ModeleFiches, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modele = modele
        self.setProperty("role", "liste")
        self.setAccessibleName("Fiches")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setModel(modele)
        self.setItemDelegate(DelegueFiches(self))
        # La rangée courante se redemande aussi : une recherche a pu cacher sa fiche.
        self.clicked.connect(self._annoncer)
        self.activated.connect(self._annoncer)

    def choisir(self, fiche: str) -> None:
        """Met une fiche en valeur sans prévenir personne."""
        index = self._modele.index_de(fiche)
        if index != self.currentIndex():
            bloque = self.blockSignals(True)
            self.setCurrentIndex(index)
            self.blockSignals(bloque)

    def currentChanged(
        self, courant: QModelIndex | QPersistentModelIndex, precedent: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Annonce la fiche choisie."""
        super().currentChanged(courant, precedent)
        self._annoncer(courant)

    def _annoncer(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if fiche := self._modele.fiche(index):
            self.fiche_choisie.emit(fiche)
