"""Peint une ligne de « Mes besoins » : critère, définition et trois segments ; ou l'en-tête d'un groupe."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.composants.formes import dessiner_chevron, dessiner_exigence
from gui.composants.option_de_vue import option_de_vue
from gui.composants.traits import peindre_anneau
from gui.tableaux.modele_besoins import BESOIN, Besoin, GroupeDeBesoins, compter_besoins
from gui.tableaux.phrases import EXIGENCES
from gui.theme import jetons
from gui.theme.style import theme

_MOTS = {exigence: mot.capitalize() for exigence, mot in EXIGENCES.items()}
_HABILLAGE = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_GAUCHE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_DROITE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FONDS = {"": "creux", "souhaite": "accent_doux", "indispensable": "accent"}
_ENCRES = {"": "texte", "souhaite": "texte", "indispensable": "sur_accent"}


@dataclass(frozen=True, slots=True)
class Places:
    """Où se peint un critère, le coin haut gauche de sa ligne étant l'origine."""

    hauteur: int
    nom: QRect
    definition: QRect
    segments: dict[str, QRect]


class DelegueBesoins(QStyledItemDelegate):
    """Les places d'un critère ne se calculent qu'une fois par largeur."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self._pas, self._marge = t.px(jetons.PAS[0]), t.px(jetons.PAS[1])
        self._marque = t.px(jetons.COTE_MARQUE)
        self._normale, self._grasse = t.police(), t.police(gras=True)
        self._petite, self._petite_grasse = t.police(jetons.LEGENDE), t.police(jetons.LEGENDE, gras=True)
        self._metrique = QFontMetrics(self._grasse)
        self._petite_metrique = QFontMetrics(self._petite)
        self._petite_metrique_grasse = QFontMetrics(self._petite_grasse)
        self._largeurs = {
            exigence: self._petite_metrique.horizontalAdvance(mot) + 2 * self._marge + self._pas
            for exigence, mot in _MOTS.items()
        }
        self._places: dict[tuple[str, int], Places] = {}
        self.survol: tuple[str, str] | None = None

    def places(self, besoin: Besoin, largeur: int) -> Places:
        """Places d'un critère dans une ligne de `largeur` pixels."""
        cle = (besoin.critere, largeur)
        if cle not in self._places:
            self._places[cle] = self._placer(besoin, largeur)
        return self._places[cle]

    def _placer(self, besoin: Besoin, largeur: int) -> Places:
        gauche = 2 * self._marge + self._marque
        droite = largeur - self._marge
        haut = self._marge
        cran = self._petite_metrique.height() + 2 * self._pas
        segments = sum(self._largeurs.values())
        a_cote = droite - gauche - segments - self._marge >= theme().px(jetons.LARGEUR_PREMIERE_COLONNE)
        place = droite - gauche - (segments + self._marge if a_cote else 0)
        nom = self._metrique.boundingRect(QRect(0, 0, place, 0), _HABILLAGE, besoin.nom).height()
        premiere = max(nom, cran) if a_cote else nom
        cadre_nom = QRect(gauche, haut + (premiere - nom) // 2, place, nom)
        bas = haut + premiere + self._pas // 2
        entiere = droite - gauche
        definition = self._petite_metrique.boundingRect(
            QRect(0, 0, entiere, 0), _HABILLAGE, besoin.definition
        ).height()
        cadre_definition = QRect(gauche, bas, entiere, definition)
        bas += definition
        depart = QPoint(droite - segments, haut + (premiere - cran) // 2)
        if not a_cote:
            depart = QPoint(gauche, bas + self._pas)
            bas += self._pas + cran
        cadres = {}
        for exigence, large in self._largeurs.items():
            cadres[exigence] = QRect(depart, QSize(large, cran))
            depart += QPoint(large - jetons.FILET, 0)
        return Places(bas + self._marge, cadre_nom, cadre_definition, cadres)

    def segment(self, besoin: Besoin, ligne: QRect, point: QPoint) -> str | None:
        """Exigence du segment sous `point`, None à côté."""
        for exigence, cadre in self.places(besoin, ligne.width()).segments.items():
            if cadre.translated(ligne.topLeft()).contains(point):
                return exigence
        return None

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Hauteur de la ligne, retours à la ligne compris."""
        vue = option_de_vue(option).widget
        largeur = vue.viewport().width() if isinstance(vue, QAbstractItemView) else 0
        donnee: Besoin | GroupeDeBesoins = index.data(BESOIN)
        if isinstance(donnee, GroupeDeBesoins):
            return QSize(0, self._petite_metrique.height() + 2 * self._marge)
        return QSize(0, self.places(donnee, largeur).hauteur)

    def paint(
        self, peintre: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Peint une ligne."""
        donnee: Besoin | GroupeDeBesoins = index.data(BESOIN)
        cadre, etat = option_de_vue(option).rect, option_de_vue(option).state
        peintre.save()
        survol = bool(etat & QStyle.StateFlag.State_MouseOver)
        if isinstance(donnee, GroupeDeBesoins):
            self._peindre_groupe(peintre, cadre, donnee, survol)
        else:
            choisi = bool(etat & QStyle.StateFlag.State_Selected)
            self._peindre_critere(peintre, cadre, donnee, choisi, survol)
        if etat & QStyle.StateFlag.State_HasFocus:
            peintre.setBrush(Qt.BrushStyle.NoBrush)
            peindre_anneau(peintre, cadre)
        peintre.restore()

    def _peindre_groupe(self, peintre: QPainter, cadre: QRect, groupe: GroupeDeBesoins, survol: bool) -> None:
        t = theme()
        peintre.fillRect(cadre, t.couleur("trait" if survol else "creux"))
        peintre.fillRect(cadre.left(), cadre.bottom(), cadre.width(), jetons.FILET, t.couleur("papier"))
        dessiner_chevron(peintre, self._signe(cadre, cadre.center().y()), groupe.replie, t.couleur("texte"))
        place = cadre.adjusted(2 * self._marge + self._marque, 0, -self._marge, 0)
        peintre.setFont(self._petite)
        peintre.setPen(t.couleur("texte_faible"))
        peintre.drawText(place, _DROITE, _compte(groupe))
        place.setRight(place.right() - self._petite_metrique.horizontalAdvance(_compte(groupe)) - self._marge)
        peintre.setFont(self._petite_grasse)
        peintre.setPen(t.couleur("texte"))
        nom = self._petite_metrique_grasse.elidedText(groupe.nom, Qt.TextElideMode.ElideRight, place.width())
        peintre.drawText(place, _GAUCHE, nom)

    def _peindre_critere(
        self, peintre: QPainter, cadre: QRect, besoin: Besoin, choisi: bool, survol: bool
    ) -> None:
        t = theme()
        if choisi or survol:
            peintre.fillRect(cadre, t.couleur("fond"))
        peintre.fillRect(cadre.left(), cadre.bottom(), cadre.width(), jetons.FILET, t.couleur("trait"))
        if choisi:
            peintre.fillRect(cadre.left(), cadre.top(), t.px(3), cadre.height(), t.couleur("accent"))
        places = self.places(besoin, cadre.width())
        coin = cadre.topLeft()
        nom = places.nom.translated(coin)
        if besoin.exigence:
            milieu = nom.top() + self._metrique.height() // 2
            dessiner_exigence(
                peintre,
                self._signe(cadre, milieu),
                besoin.exigence,
                t.couleur("accent"),
                t.couleur("sur_accent"),
            )
        peintre.setFont(self._grasse if besoin.exigence else self._normale)
        peintre.setPen(t.couleur("texte"))
        peintre.drawText(nom, Qt.TextFlag.TextWordWrap | _GAUCHE, besoin.nom)
        peintre.setFont(self._petite)
        peintre.setPen(t.couleur("texte_faible"))
        peintre.drawText(places.definition.translated(coin), _HABILLAGE, besoin.definition)
        for exigence, place in places.segments.items():
            if exigence != besoin.exigence:
                self._peindre_segment(peintre, place.translated(coin), besoin, exigence)
        # Le segment choisi en dernier : son contour couvre celui des autres.
        choisie = places.segments[besoin.exigence].translated(coin)
        self._peindre_segment(peintre, choisie, besoin, besoin.exigence)

    def _peindre_segment(self, peintre: QPainter, cadre: QRect, besoin: Besoin, exigence: str) -> None:
        t = theme()
        coche = exigence == besoin.exigence
        survole = self.survol == (besoin.critere, exigence)
        fond = _FONDS[exigence] if coche else "creux" if survole else "papier"
        bord = "accent" if coche and exigence else "trait_fort"
        peintre.setPen(QPen(t.couleur(bord), jetons.FILET))
        peintre.setBrush(t.couleur(fond))
        peintre.drawRect(cadre.adjusted(0, 0, -jetons.FILET, -jetons.FILET))
        peintre.setPen(t.couleur(_ENCRES[exigence] if coche else "texte_faible"))
        peintre.setFont(self._petite_grasse if coche else self._petite)
        peintre.drawText(cadre, Qt.AlignmentFlag.AlignCenter, _MOTS[exigence])

    def _signe(self, cadre: QRect, milieu: int) -> QRectF:
        """Carré de la marque d'un besoin ou du chevron d'un groupe."""
        cote = self._marque
        return QRectF(cadre.left() + self._marge, milieu + 0.5 - cote / 2, cote, cote)


def _compte(groupe: GroupeDeBesoins) -> str:
    criteres = f"{groupe.retenus}/{groupe.total}" if groupe.retenus < groupe.total else str(groupe.total)
    mot = "critère" if groupe.total == 1 else "critères"
    return f"{compter_besoins(groupe.besoins)} · {criteres} {mot}" if groupe.besoins else f"{criteres} {mot}"
