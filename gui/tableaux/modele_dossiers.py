"""Modèle de la liste des dossiers : ferme, date, outil en tête, coût."""

from decimal import Decimal
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from gui.tableaux.phrases import infobulle, phrases_cout
from modele.catalogue.objets import Catalogue
from modele.choix.meilleur import meilleur_outil
from modele.choix.phrases import cout_affiche
from modele.comparaison import comparer
from modele.dossiers.objets import ResumeDossier
from modele.nombres import date_francaise
from modele.situation import FERME_SANS_NOM
from modele.tarification.prix_proposes import appliquer

FERME, MODIFIE, OUTIL, COUT = range(4)
TITRES = ("Ferme", "Modifié le", "Outil en tête", "Coût par an")
SENS = {
    OUTIL: "Le premier du classement si les besoins sont dits\u00a0; sinon, le moins cher de ceux qui portent "
    "toutes les ventes.",
    COUT: "Ce que l'outil en tête coûterait à la ferme, une année suivante, d'après les prix du guide ou ceux "
    "qu'on lui a proposés. Hors taxes, sauf pour une ferme qui ne récupère pas la TVA\u00a0: TVA comprise.",
}
"""Ce que dit l'infobulle d'un titre."""
LE_MOINS_CHER = "le moins cher"
ROLE_RESUME = Qt.ItemDataRole.UserRole
ROLE_TRI = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_RACINE = QModelIndex()


class ModeleDossiers(QAbstractTableModel):
    """L'outil en tête n'est calculé que pour les rangées montrées."""

    def __init__(self, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._dossiers: tuple[ResumeDossier, ...] = ()
        self._ouvert = 0
        self._tetes: dict[int, _Tete] = {}

    def fixer(self, dossiers: tuple[ResumeDossier, ...], ouvert: int = 0) -> None:
        """Remplace la liste et dit lequel est ouvert ; ne prévient la vue que si quelque chose a changé."""
        if (dossiers, ouvert) == (self._dossiers, self._ouvert):
            return
        self._ouvert = ouvert
        anciens = [dossier.identifiant for dossier in self._dossiers]
        if anciens == [dossier.identifiant for dossier in dossiers]:
            self._dossiers = dossiers
            self.dataChanged.emit(self.index(0, 0), self.index(len(dossiers) - 1, COUT))
            return
        self.beginResetModel()
        self._dossiers = dossiers
        self.endResetModel()

    def rang(self, identifiant: int) -> int:
        """Rang d'un dossier, ou -1."""
        for rang, dossier in enumerate(self._dossiers):
            if dossier.identifiant == identifiant:
                return rang
        return -1

    def rowCount(self, parent: _Index = _RACINE) -> int:
        return 0 if parent.isValid() else len(self._dossiers)

    def columnCount(self, parent: _Index = _RACINE) -> int:
        return 0 if parent.isValid() else len(TITRES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(TITRES):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return TITRES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignement(section)
        if role == Qt.ItemDataRole.ToolTipRole and section in SENS:
            return infobulle(SENS[section])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not index.row() < len(self._dossiers):
            return None
        dossier, colonne = self._dossiers[index.row()], index.column()
        if role == ROLE_RESUME:
            return dossier
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignement(colonne)
        if role == ROLE_TRI:
            return self._cle(dossier, colonne)
        ouvert = dossier.identifiant == self._ouvert and colonne == FERME
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._texte(dossier, colonne)}{', dossier ouvert' if ouvert else ''}"
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texte(dossier, colonne)
        if role == Qt.ItemDataRole.FontRole and ouvert:
            police = QFont()
            police.setBold(True)
            return police
        if role == Qt.ItemDataRole.ToolTipRole and colonne == FERME:
            return infobulle(self._texte(dossier, FERME), "C'est le dossier ouvert." if ouvert else "")
        if role == Qt.ItemDataRole.ToolTipRole and colonne in SENS:
            return infobulle(*self._tete(dossier).phrases)
        return None

    def _texte(self, dossier: ResumeDossier, colonne: int) -> str:
        if colonne == FERME:
            marque = ", fournie avec l'application" if dossier.exemple else ""
            return f"{dossier.nom or FERME_SANS_NOM}{marque}{' (archivé)' if dossier.archive else ''}"
        if colonne == MODIFIE:
            return date_francaise(dossier.modifie_le[:10]) if dossier.modifie_le else ""
        tete = self._tete(dossier)
        if colonne == OUTIL:
            return tete.outil
        cout = tete.cout
        return "–" if cout is None else cout_affiche(cout)

    def _cle(self, dossier: ResumeDossier, colonne: int) -> Any:
        if colonne == FERME:
            return (dossier.nom or FERME_SANS_NOM).casefold()
        if colonne == MODIFIE:
            return dossier.modifie_le
        tete = self._tete(dossier)
        if colonne == OUTIL:
            return tete.outil.casefold()
        return -1.0 if tete.cout is None else float(tete.cout)

    def _tete(self, dossier: ResumeDossier) -> "_Tete":
        connue = self._tetes.get(dossier.identifiant)
        if connue is None or connue.cle != _cle_de_tete(dossier):
            connue = _chercher_la_tete(self._catalogue, dossier)
            self._tetes[dossier.identifiant] = connue
        return connue


class _Tete(NamedTuple):
    """L'outil en tête d'un dossier, son coût pour la ferme (€ par an) et ce qui s'en dit."""

    cle: tuple[object, ...]
    outil: str = "Aucun pour l'instant"
    cout: Decimal | None = None
    phrases: tuple[str, ...] = ()


def _chercher_la_tete(catalogue: Catalogue, dossier: ResumeDossier) -> _Tete:
    situation, cle = dossier.situation, _cle_de_tete(dossier)
    resultat = meilleur_outil(comparer(appliquer(catalogue, dossier.prix_proposes), situation))
    if resultat is None:
        return _Tete(cle)
    nom = resultat.cout.outil.nom
    # Sans besoin, aucun outil n'est meilleur qu'un autre : on ne dit que le prix.
    outil = nom if situation.exigences else f"{nom}, {LE_MOINS_CHER}"
    return _Tete(cle, outil, resultat.cout.annee_suivante.ferme, tuple(phrases_cout(resultat)))


def _cle_de_tete(dossier: ResumeDossier) -> tuple[object, ...]:
    """Ce dont dépend l'outil en tête."""
    return dossier.situation, dossier.prix_proposes


def _alignement(colonne: int) -> int:
    horizontal = Qt.AlignmentFlag.AlignRight if colonne == COUT else Qt.AlignmentFlag.AlignLeft
    return int(horizontal | Qt.AlignmentFlag.AlignVCenter)
