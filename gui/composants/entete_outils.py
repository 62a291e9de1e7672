"""Tête de la grille : nom, statut, coût et part des ventes de chaque outil."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QWidget

from gui.composants.delegue_case import peindre_anneau
from gui.composants.texte import couper
from gui.composants.titres_lignes import TitresLignes
from gui.composants.vue_grille import VueGrille
from gui.tableaux import roles
from gui.tableaux.modele_entete import LigneTete, ModeleEntete
from gui.tableaux.phrases import SANS_OBJET
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.objets import Statut

LIGNES_DU_NOM = 3
LIGNES_DE_TROP = (LigneTete.STATUT, LigneTete.PART)
"""Celles qui laissent leur place aux critères quand la hauteur manque ; le détail et les bulles les disent encore."""
_GAUCHE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_DROITE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DelegueOutil(QStyledItemDelegate):
    """Peint les cases de tête ; le coût est souligné de points car il s'explique."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coupes: dict[tuple[str, int], tuple[str, ...]] = {}

    def lignes_du_nom(self, nom: str, largeur: int) -> tuple[str, ...]:
        """Nom d'un outil coupé pour une colonne de `largeur` pixels."""
        cle = (nom, largeur)
        if cle not in self._coupes:
            metriques = QFontMetrics(theme().police(jetons.LEGENDE, gras=True))
            place = largeur - 2 * theme().px(jetons.PAS[0])
            self._coupes[cle] = couper(nom, metriques, place, LIGNES_DU_NOM)
        return self._coupes[cle]

    def paint(
        self,
        painter: QPainter,
        option: Any,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Peint une case de tête."""
        t = theme()
        cadre: QRect = option.rect
        case: roles.CaseOutil = index.data(roles.CASE)
        etat = option.state
        ecarte = case.statut == Statut.ECARTE.value
        survol = etat & QStyle.StateFlag.State_MouseOver
        fond = "accent_doux" if case.choisie else "creux" if survol else "fond" if ecarte else "papier"
        painter.fillRect(cadre, t.couleur(fond))
        marge = t.px(jetons.PAS[0])
        place = cadre.adjusted(marge, 0, -marge, 0)
        couleur = t.couleur("texte_faible" if ecarte else "texte")
        painter.setPen(couleur)
        ligne = index.row()
        if ligne == LigneTete.NOM:
            painter.setFont(t.police(jetons.LEGENDE, gras=not ecarte))
            painter.drawText(
                place.adjusted(0, marge, 0, 0),
                Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft,
                "\n".join(self.lignes_du_nom(case.texte, cadre.width())),
            )
        elif ligne == LigneTete.STATUT:
            painter.setFont(t.police(jetons.LEGENDE))
            painter.setPen(t.couleur(jetons.STATUTS[case.statut][1]))
            painter.drawText(place, _GAUCHE, case.texte)
        elif ligne == LigneTete.COUT:
            _peindre_cout(painter, place, case, ecarte)
        else:
            painter.setFont(t.police(jetons.LEGENDE))
            painter.drawText(place, _DROITE, case.texte)
        if etat & QStyle.StateFlag.State_HasFocus:
            peindre_anneau(painter, cadre, "accent", t.px(jetons.ANNEAU))


def _peindre_cout(peintre: QPainter, place: QRect, case: roles.CaseOutil, ecarte: bool) -> None:
    t = theme()
    barre = t.px(jetons.HAUTEUR_BARRE)
    texte = place.adjusted(0, 0, 0, -barre - t.px(jetons.PAS[0]))
    if case.etage:
        petite = t.police(jetons.LEGENDE)
        peintre.setFont(petite)
        peintre.setPen(t.couleur("texte_faible" if ecarte else "alerte"))
        peintre.drawText(texte, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, case.marque)
        texte.adjust(0, 0, 0, -QFontMetrics(petite).lineSpacing())
        peintre.setPen(t.couleur("texte_faible" if ecarte else "texte"))
    peintre.setFont(t.police(gras=not ecarte))
    peintre.drawText(texte, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, case.texte)
    if case.texte == SANS_OBJET:
        return
    largeur = peintre.fontMetrics().horizontalAdvance(case.texte)
    plume = QPen(peintre.pen().color(), jetons.FILET, Qt.PenStyle.DotLine)
    peintre.setPen(plume)
    peintre.drawLine(texte.right() - largeur, texte.bottom(), texte.right(), texte.bottom())
    rail = QRect(place.left(), place.bottom() + 1 - barre, place.width(), barre)
    peintre.fillRect(rail, t.couleur("creux"))
    rail.setWidth(round(rail.width() * case.barre / 1000))
    peintre.fillRect(rail, t.couleur("trait_fort" if ecarte else "accent"))


class VueOutils(VueGrille):
    """Les quatre lignes de tête, hautes de ce qu'il faut et pas plus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalHeader(TitresLignes(self))
        self.delegue = DelegueOutil(self)
        self.setItemDelegate(self.delegue)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def ajuster(self, largeur_colonne: int) -> None:
        """Fixe les hauteurs pour des colonnes de `largeur_colonne` pixels."""
        t = theme()
        interligne = QFontMetrics(t.police(jetons.LEGENDE)).lineSpacing()
        modele = self.model()
        noms = (modele.index(LigneTete.NOM, c).data() for c in range(modele.columnCount()))
        lignes = max((len(self.delegue.lignes_du_nom(nom, largeur_colonne)) for nom in noms), default=1)
        petit, moyen = t.px(jetons.PAS[0]), t.px(jetons.PAS[1])
        chiffre = QFontMetrics(t.police(gras=True)).lineSpacing()
        hauteurs = {
            LigneTete.NOM: lignes * interligne + moyen,
            LigneTete.STATUT: interligne + petit,
            LigneTete.COUT: chiffre
            + t.px(jetons.HAUTEUR_BARRE)
            + moyen
            + self._place_des_marques(interligne),
            LigneTete.PART: interligne + moyen,
        }
        for ligne, hauteur in hauteurs.items():
            self.setRowHeight(ligne, hauteur)
        self.setFixedHeight(
            sum(hauteur for ligne, hauteur in hauteurs.items() if not self.isRowHidden(ligne))
        )

    def reduire(self, reduite: bool) -> None:
        """Ne garde, ou non, que le nom et le coût ; `ajuster` ensuite."""
        for ligne in LIGNES_DE_TROP:
            self.setRowHidden(ligne, reduite)
        if reduite and self.isRowHidden(self.currentIndex().row()):
            self.setCurrentIndex(self.model().index(LigneTete.COUT, self.currentIndex().column()))

    def _place_des_marques(self, interligne: int) -> int:
        modele = self.model()
        return interligne if isinstance(modele, ModeleEntete) and modele.marques else 0

    def est_sur_un_cout(self, index: QModelIndex) -> bool:
        """Vrai pour une case de coût qui porte un montant."""
        return index.row() == LigneTete.COUT and index.data() != SANS_OBJET

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Montre la main sur ce qui s'ouvre."""
        super().mouseMoveEvent(event)
        sur_un_cout = self.est_sur_un_cout(self.indexAt(event.position().toPoint()))
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if sur_un_cout else Qt.CursorShape.ArrowCursor
        )
