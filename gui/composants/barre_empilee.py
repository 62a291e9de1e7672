"""Barres empilées : le coût de chaque outil, partagé par nature de frais."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.composants.mots_du_cout import NATURES
from gui.composants.option_de_vue import option_de_vue
from gui.composants.traits import peindre_anneau
from gui.tableaux.phrases import SANS_OBJET
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import Catalogue, Nature, Payeur
from modele.choix.objets import Comparaison, Statut
from modele.nombres import ESPACE_INSECABLE, euros
from modele.tarification.resultat import CoutAnnuel, CoutOutil

Index = QModelIndex | QPersistentModelIndex
OUTIL = int(Qt.ItemDataRole.UserRole)
"""Identifiant de l'outil : le rôle que lit aussi une liste de choix."""
BARRE = OUTIL + 1
"""La `Barre` à peindre."""
_RACINE = QModelIndex()
_RIEN = Decimal(0)
_RANGS = {nature: rang for rang, nature in enumerate(NATURES)}


class Barre(NamedTuple):
    """Coût d'un outil pour une année, prêt à peindre ; `maximum` est le coût qui remplit la largeur."""

    nom: str
    montant: str
    parts: tuple[tuple[Nature, Decimal], ...]
    maximum: Decimal
    ecarte: bool = False


def parts_de(annee: CoutAnnuel) -> tuple[tuple[Nature, Decimal], ...]:
    """Part de chaque nature dans ce que paie la ferme ; mois offerts et plafond se déduisent de la leur."""
    parts: dict[Nature, Decimal] = {}
    for ligne in annee.lignes:
        if ligne.payeur is Payeur.FERME:
            parts[ligne.nature] = parts.get(ligne.nature, _RIEN) + ligne.montant
    return tuple((nature, parts[nature]) for nature in NATURES if parts.get(nature, _RIEN) > 0)


def natures_du_catalogue(catalogue: Catalogue) -> tuple[Nature, ...]:
    """Natures de frais qu'une ferme peut avoir à payer."""
    presentes = set()
    for outil in catalogue.outils:
        tarifs = [formule.composantes for formule in outil.formules]
        tarifs += [option.composantes for option in outil.options]
        presentes |= {c.nature for composantes in tarifs for c in composantes if c.payeur is Payeur.FERME}
    return tuple(nature for nature in NATURES if nature in presentes)


class ModeleBarres(QAbstractListModel):
    """Un outil par rangée, dans l'ordre de la comparaison ; les parts ne se calculent qu'à la peinture."""

    def __init__(self, comparaison: Comparaison, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparaison = comparaison
        self._premiere_annee = False
        self._maximum = _RIEN
        self._mesurer()

    def montrer(self, comparaison: Comparaison, premiere_annee: bool) -> None:
        """Prend une autre comparaison des mêmes outils."""
        self._comparaison = comparaison
        self._premiere_annee = premiere_annee
        self._mesurer()
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def outil(self, rang: int) -> str:
        """Identifiant de l'outil d'une rangée."""
        return self._comparaison.ordre[rang]

    def index_de(self, outil: str) -> QModelIndex:
        """Rangée d'un outil, index invalide s'il n'y est pas."""
        ordre = self._comparaison.ordre
        return self.index(ordre.index(outil)) if outil in ordre else QModelIndex()

    def _annee(self, cout: CoutOutil) -> CoutAnnuel:
        return cout.annee_1 if self._premiere_annee else cout.annee_suivante

    def _mesurer(self) -> None:
        couts = [r.cout for r in self._comparaison.resultats if r.cout.ca_couvert > 0]
        self._maximum = max((self._annee(cout).ferme for cout in couts), default=_RIEN)

    def rowCount(self, parent: Index = _RACINE) -> int:
        """Nombre d'outils."""
        return 0 if parent.isValid() else len(self._comparaison.ordre)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Nom de l'outil, son identifiant, texte lu à voix haute, ou la `Barre` à peindre."""
        if not index.isValid() or not 0 <= index.row() < len(self._comparaison.ordre):
            return None
        outil = self.outil(index.row())
        if role == OUTIL:
            return outil
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, BARRE):
            return None
        resultat = self._comparaison.par_outil[outil]
        ecarte = resultat.statut is Statut.ECARTE
        nom = resultat.cout.outil.nom + (" (écarté)" if ecarte else "")
        if role == Qt.ItemDataRole.DisplayRole:
            return nom
        annee = self._annee(resultat.cout)
        barre = Barre(nom, SANS_OBJET, (), self._maximum, ecarte)
        if resultat.cout.ca_couvert > 0:
            barre = barre._replace(montant=euros(annee.ferme), parts=parts_de(annee))
        return barre if role == BARRE else en_clair(barre)


def en_clair(barre: Barre) -> str:
    """« Kuupanda : 809,70 € (abonnement 240,00 €, frais de paiement 569,70 €) »."""
    detail = ", ".join(f"{NATURES[nature]} {euros(montant)}" for nature, montant in barre.parts)
    suite = f" ({detail})" if detail else ""
    return f"{barre.nom}{ESPACE_INSECABLE}: {barre.montant}{suite}"


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
