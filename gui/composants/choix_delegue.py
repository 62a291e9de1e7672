"""Peint un outil de la vue « Choix » : rang, nom, statut, remarques, coût et case « Présélectionner »."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.composants.besoins_restants import FORMES
from gui.composants.choix_modele import CHOIX
from gui.composants.choix_rangees import RangeeChoix, Remarque
from gui.composants.formes import dessiner_etat
from gui.composants.option_de_vue import option_de_vue
from gui.composants.traits import peindre_anneau
from gui.theme import jetons
from gui.theme.style import theme

EX_AEQUO = "ex æquo"
PRESELECTIONNER = "Présélectionner"
_HABILLAGE = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_GAUCHE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_DROITE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_GARDEES = 256
"""Places retenues avant de tout oublier : chaque frappe change les coûts."""


@dataclass(frozen=True, slots=True)
class Places:
    """Où se peint une rangée, son coin haut gauche étant l'origine."""

    hauteur: int
    nom: QRect
    statut: QRect
    remarques: tuple[tuple[QRect, Remarque], ...]
    cout: QRect
    coche: QRect


class DelegueChoix(QStyledItemDelegate):
    """Les places d'une rangée ne se calculent qu'une fois par largeur."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self._pas, self._marge = t.px(jetons.PAS[0]), t.px(jetons.PAS[1])
        self._cote, self._forme = t.px(jetons.COTE_MARQUE), t.px(jetons.COTE_FORME)
        self._grasse: QFont = t.police(gras=True)
        self._petite: QFont = t.police(jetons.LEGENDE)
        self._metrique, self._petite_metrique = QFontMetrics(self._grasse), QFontMetrics(self._petite)
        self._rang = self._petite_metrique.horizontalAdvance(EX_AEQUO) + self._marge
        self._coche = self._petite_metrique.horizontalAdvance(PRESELECTIONNER) + self._cote + 2 * self._pas
        self._places: dict[tuple[RangeeChoix, int], Places] = {}
        self.survol = ""

    def places(self, rangee: RangeeChoix, largeur: int) -> Places:
        """Places d'une rangée de `largeur` pixels."""
        cle = (rangee, largeur)
        if cle not in self._places:
            if len(self._places) >= _GARDEES:
                self._places.clear()
            self._places[cle] = self._placer(rangee, largeur)
        return self._places[cle]

    def _placer(self, rangee: RangeeChoix, largeur: int) -> Places:
        gauche = 2 * self._marge + (self._rang if rangee.rang else 0)
        droite = largeur - self._marge
        cote = max(self._coche, self._metrique.horizontalAdvance(rangee.cout))
        place = droite - cote - self._marge - gauche
        ligne = self._metrique.height()
        mot = jetons.STATUTS[rangee.statut][0]
        statut = self._forme + self._pas + self._petite_metrique.horizontalAdvance(mot)
        nom = self._metrique.horizontalAdvance(rangee.nom)
        bas = self._marge + ligne
        a_cote = nom + 2 * self._marge + statut <= place
        cadre_nom = QRect(gauche, self._marge, min(nom, place), ligne)
        cadre_statut = QRect(cadre_nom.right() + 2 * self._marge, self._marge, statut, ligne)
        if not a_cote:
            cadre_statut = QRect(gauche, bas, statut, ligne)
            bas += ligne
        phrases = [*rangee.remarques, *([Remarque(rangee.refus, "erreur")] if rangee.refus else ())]
        remarques = []
        for remarque in phrases:
            bas += self._pas // 2
            haut = self._petite_metrique.boundingRect(
                QRect(0, 0, place, 0), _HABILLAGE, remarque.texte
            ).height()
            remarques.append((QRect(gauche, bas, place, haut), remarque))
            bas += haut
        cadre_cout = QRect(droite - cote, self._marge, cote, ligne)
        coche = QRect(
            droite - self._coche,
            cadre_cout.bottom() + self._pas,
            self._coche,
            max(self._cote, self._petite_metrique.height()) + self._pas,
        )
        hauteur = max(bas, coche.bottom()) + self._marge
        return Places(hauteur, cadre_nom, cadre_statut, tuple(remarques), cadre_cout, coche)

    def sur_la_coche(self, rangee: RangeeChoix, ligne: QRect, point: QPoint) -> bool:
        """Vrai si `point` est sur la case d'une rangée peinte dans `ligne`."""
        return self.places(rangee, ligne.width()).coche.translated(ligne.topLeft()).contains(point)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Hauteur de la rangée, retours à la ligne compris."""
        vue = option_de_vue(option).widget
        largeur = vue.viewport().width() if isinstance(vue, QAbstractItemView) else 0
        return QSize(0, self.places(index.data(CHOIX), largeur).hauteur)

    def paint(
        self, peintre: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Peint une rangée."""
        rangee: RangeeChoix = index.data(CHOIX)
        cadre, etat = option_de_vue(option).rect, option_de_vue(option).state
        t = theme()
        choisi = bool(etat & QStyle.StateFlag.State_Selected)
        peintre.save()
        if choisi or etat & QStyle.StateFlag.State_MouseOver:
            peintre.fillRect(cadre, t.couleur("papier" if choisi else "creux"))
        peintre.fillRect(cadre.left(), cadre.bottom(), cadre.width(), jetons.FILET, t.couleur("trait"))
        if choisi:
            peintre.fillRect(cadre.left(), cadre.top(), self._pas, cadre.height(), t.couleur("accent"))
        places, coin = self.places(rangee, cadre.width()), cadre.topLeft()
        self._peindre_tete(peintre, coin, rangee, places)
        self._peindre_statut(peintre, places.statut.translated(coin), rangee.statut)
        peintre.setFont(self._petite)
        for place, remarque in places.remarques:
            peintre.setPen(t.couleur(remarque.jeton))
            peintre.drawText(place.translated(coin), _HABILLAGE, remarque.texte)
        self._peindre_coche(peintre, places.coche.translated(coin), rangee)
        if etat & QStyle.StateFlag.State_HasFocus:
            peindre_anneau(peintre, cadre)
        peintre.restore()

    def _peindre_tete(self, peintre: QPainter, coin: QPoint, rangee: RangeeChoix, places: Places) -> None:
        peintre.setFont(self._grasse)
        peintre.setPen(theme().couleur("texte_faible" if rangee.statut == "ecarte" else "texte"))
        place = places.nom.translated(coin)
        nom = self._metrique.elidedText(rangee.nom, Qt.TextElideMode.ElideRight, place.width() + 1)
        peintre.drawText(place.topLeft() + QPoint(0, self._metrique.ascent()), nom)
        peintre.drawText(places.cout.translated(coin), _DROITE, rangee.cout)
        if not rangee.rang:
            return
        rang = coin + QPoint(2 * self._marge, self._marge)
        peintre.drawText(rang + QPoint(0, self._metrique.ascent()), rangee.rang)
        if rangee.ex_aequo:
            peintre.setFont(self._petite)
            peintre.setPen(theme().couleur("texte_faible"))
            bas = self._metrique.height() + self._petite_metrique.ascent()
            peintre.drawText(rang + QPoint(0, bas), EX_AEQUO)

    def _peindre_statut(self, peintre: QPainter, cadre: QRect, statut: str) -> None:
        mot, jeton = jetons.STATUTS[statut]
        couleur = theme().couleur(jeton)
        haut = cadre.center().y() + 0.5 - self._forme / 2
        dessiner_etat(peintre, QRectF(cadre.left(), haut, self._forme, self._forme), FORMES[statut], couleur)
        peintre.setFont(self._petite)
        peintre.setPen(couleur)
        peintre.drawText(cadre.adjusted(self._forme + self._pas, 0, self._pas, 0), _GAUCHE, mot)

    def _peindre_coche(self, peintre: QPainter, cadre: QRect, rangee: RangeeChoix) -> None:
        """Case cochée quand l'outil est présélectionné, et son mot."""
        t = theme()
        if self.survol == rangee.outil:
            peintre.fillRect(cadre, t.couleur("trait"))
        carre = QRectF(cadre.left() + self._pas, 0, self._cote, self._cote)
        carre.moveTop(cadre.center().y() + 0.5 - self._cote / 2)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        peintre.setPen(QPen(t.couleur("accent" if rangee.coche else "trait_fort"), jetons.FILET))
        peintre.setBrush(t.couleur("accent" if rangee.coche else "papier"))
        peintre.drawRoundedRect(carre, jetons.RAYON / 2, jetons.RAYON / 2)
        if rangee.coche:
            quart, centre = carre.width() / 4, carre.center()
            pointes = (QPointF(-quart, 0), QPointF(-quart / 4, quart * 0.8), QPointF(quart, -quart * 0.8))
            peintre.setPen(QPen(t.couleur("sur_accent"), jetons.TRAIT_MARQUE * t.echelle))
            peintre.drawPolyline([centre + pointe for pointe in pointes])
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        peintre.setFont(self._petite)
        peintre.setPen(t.couleur("texte"))
        decalage = self._cote + 2 * self._pas
        peintre.drawText(cadre.adjusted(decalage, 0, self._pas, 0), _GAUCHE, PRESELECTIONNER)
