"""Peint une case de critère : forme, mot et couleur, jamais la couleur seule."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.composants.formes import dessiner_etat
from gui.tableaux import phrases, roles
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.objets import Statut

_FOCUS = QStyle.StateFlag.State_HasFocus
_SURVOL = QStyle.StateFlag.State_MouseOver


def peindre_anneau(peintre: QPainter, cadre: QRect, jeton: str, epaisseur: float) -> None:
    """Trace un contour entièrement à l'intérieur de `cadre`."""
    peintre.save()
    plume = QPen(theme().couleur(jeton), epaisseur)
    plume.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    peintre.setPen(plume)
    peintre.setBrush(Qt.BrushStyle.NoBrush)
    demi = epaisseur / 2
    peintre.drawRect(QRectF(cadre).adjusted(demi, demi, -demi, -demi))
    peintre.restore()


class DelegueCase(QStyledItemDelegate):
    """Chaque apparence n'est dessinée qu'une fois, puis recopiée."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: dict[tuple[roles.CaseCritere, bool, int, int, float], QPixmap] = {}
        self.ligne_en_focus = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Taille d'une case à l'échelle du texte."""
        return QSize(theme().px(jetons.LARGEUR_COLONNE), theme().px(jetons.HAUTEUR_LIGNE))

    def paint(
        self,
        painter: QPainter,
        option: Any,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Peint la case, ou le bandeau d'une ligne de groupe."""
        cadre: QRect = option.rect
        case: roles.CaseCritere | None = index.data(roles.CASE)
        if case is None:
            self._peindre_bandeau(painter, cadre, index.row() == self.ligne_en_focus)
            return
        etat = option.state
        survol = bool(etat & _SURVOL)
        densite = painter.device().devicePixelRatio()
        cle = (case, survol, cadre.width(), cadre.height(), densite)
        image = self._images.get(cle)
        if image is None:
            image = self._images[cle] = self._dessiner(case, survol, cadre.size(), densite)
        painter.drawPixmap(cadre.topLeft(), image)
        if etat & _FOCUS:
            peindre_anneau(painter, cadre, "accent", theme().px(jetons.ANNEAU))

    @staticmethod
    def _peindre_bandeau(peintre: QPainter, cadre: QRect, en_focus: bool) -> None:
        peintre.fillRect(cadre, theme().couleur("creux"))
        if en_focus:
            epaisseur = theme().px(jetons.ANNEAU)
            accent = theme().couleur("accent")
            peintre.fillRect(cadre.left(), cadre.top(), cadre.width(), epaisseur, accent)
            peintre.fillRect(cadre.left(), cadre.bottom() + 1 - epaisseur, cadre.width(), epaisseur, accent)

    @staticmethod
    def _dessiner(case: roles.CaseCritere, survol: bool, taille: QSize, densite: float) -> QPixmap:
        image = QPixmap(taille * densite)
        image.setDevicePixelRatio(densite)
        image.fill(theme().couleur(_fond(case, survol)))
        peintre = QPainter(image)
        cadre = QRect(0, 0, taille.width(), taille.height())
        peintre.fillRect(0, cadre.bottom(), cadre.width(), jetons.FILET, theme().couleur("trait"))
        sur_filet = cadre.adjusted(0, 0, 0, -jetons.FILET)
        _ecrire(peintre, cadre, case)
        if case.consequence:
            jeton = jetons.STATUTS[case.consequence][1]
            if case.consequence == Statut.ECARTE.value:
                jeton = "erreur"
            peindre_anneau(peintre, sur_filet, jeton, jetons.TRAIT_MARQUE)
        elif case.choisie:
            peindre_anneau(peintre, sur_filet, "accent", jetons.FILET)
        peintre.end()
        return image


def _fond(case: roles.CaseCritere, survol: bool) -> str:
    if case.choisie:
        return "accent_doux"
    if survol:
        return "creux"
    return "fond" if case.ecarte else "papier"


def _couleur(case: roles.CaseCritere) -> QColor:
    if case.consequence == Statut.ECARTE.value:
        return theme().couleur("erreur")
    return theme().couleur("texte_faible" if case.ecarte else jetons.ETATS[case.etat][2])


def _ecrire(peintre: QPainter, cadre: QRect, case: roles.CaseCritere) -> None:
    """Forme et mot ; la conséquence d'un besoin s'écrit dessous."""
    t = theme()
    marge, cote = t.px(jetons.PAS[0]), t.px(jetons.COTE_FORME)
    couleur = _couleur(case)
    hauteur = cadre.height() if not case.consequence else cadre.height() // 2
    haut = cadre.top() + (jetons.FILET if case.consequence else 0)
    milieu = haut + hauteur / 2
    dessiner_etat(peintre, QRectF(cadre.left() + marge, milieu - cote / 2, cote, cote), case.etat, couleur)
    gauche = cadre.left() + marge + cote + t.px(jetons.PAS[0])
    largeur = cadre.right() - gauche
    peintre.setPen(couleur)
    place = QRect(gauche, haut, largeur, hauteur)
    mot = jetons.ETATS[case.etat][1]
    if not case.consequence:
        peintre.setFont(t.police())
        peintre.drawText(place, Qt.AlignmentFlag.AlignVCenter, mot)
        return
    peintre.setFont(t.police(jetons.LEGENDE, gras=True))
    peintre.drawText(place, Qt.AlignmentFlag.AlignVCenter, mot)
    peintre.setFont(t.police(jetons.LEGENDE))
    place.translate(0, hauteur - t.px(jetons.ANNEAU))
    peintre.drawText(place, Qt.AlignmentFlag.AlignVCenter, phrases.CONSEQUENCES[case.consequence][0])
