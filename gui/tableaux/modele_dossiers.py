"""Modèle de la liste des dossiers : ferme, date, meilleur outil, coût."""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.tableaux.phrases import infobulle
from modele.catalogue.objets import Catalogue
from modele.choix.meilleur import meilleur_outil
from modele.comparaison import comparer
from modele.dossiers.objets import ResumeDossier
from modele.nombres import date_francaise, euros
from modele.tarification.prix_proposes import appliquer

FERME, MODIFIE, OUTIL, COUT = range(4)
TITRES = ("Ferme", "Modifié le", "Meilleur outil", "Coût par an")
ROLE_RESUME = Qt.ItemDataRole.UserRole
ROLE_TRI = Qt.ItemDataRole.UserRole + 1
SANS_NOM = "Ferme sans nom"
_Index = QModelIndex | QPersistentModelIndex
_RACINE = QModelIndex()


class ModeleDossiers(QAbstractTableModel):
    """Le meilleur outil n'est calculé que pour les rangées montrées."""

    def __init__(self, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._dossiers: tuple[ResumeDossier, ...] = ()
        self._meilleurs: dict[int, tuple[ResumeDossier, str, Decimal | None]] = {}

    def fixer(self, dossiers: tuple[ResumeDossier, ...]) -> None:
        """Remplace la liste ; ne prévient la vue que si elle a changé."""
        if dossiers == self._dossiers:
            return
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
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._texte(dossier, colonne)
        if role == Qt.ItemDataRole.ToolTipRole and colonne == FERME:
            return infobulle(self._texte(dossier, FERME))
        return None

    def _texte(self, dossier: ResumeDossier, colonne: int) -> str:
        if colonne == FERME:
            marque = ", fournie avec l'application" if dossier.exemple else ""
            return f"{dossier.nom or SANS_NOM}{marque}{' (archivé)' if dossier.archive else ''}"
        if colonne == MODIFIE:
            return date_francaise(dossier.modifie_le[:10]) if dossier.modifie_le else ""
        outil, cout = self._meilleur(dossier)
        if colonne == OUTIL:
            return outil
        return "–" if cout is None else euros(cout, centimes=cout < 100)

    def _cle(self, dossier: ResumeDossier, colonne: int) -> Any:
        if colonne == FERME:
            return (dossier.nom or SANS_NOM).casefold()
        if colonne == MODIFIE:
            return dossier.modifie_le
        outil, cout = self._meilleur(dossier)
        if colonne == OUTIL:
            return outil.casefold()
        return -1.0 if cout is None else float(cout)

    def _meilleur(self, dossier: ResumeDossier) -> tuple[str, Decimal | None]:
        connu = self._meilleurs.get(dossier.identifiant)
        if connu is None or _comparable(connu[0]) != _comparable(dossier):
            catalogue = appliquer(self._catalogue, dossier.prix_proposes)
            resultat = meilleur_outil(comparer(catalogue, dossier.situation))
            if resultat is None:
                connu = (dossier, "Aucun pour l'instant", None)
            else:
                connu = (dossier, resultat.cout.outil.nom, resultat.cout.annee_suivante.ferme)
            self._meilleurs[dossier.identifiant] = connu
        return connu[1], connu[2]


def _comparable(dossier: ResumeDossier) -> tuple[object, ...]:
    """Ce dont dépend le meilleur outil."""
    return dossier.situation, dossier.prix_proposes


def _alignement(colonne: int) -> int:
    horizontal = Qt.AlignmentFlag.AlignRight if colonne == COUT else Qt.AlignmentFlag.AlignLeft
    return int(horizontal | Qt.AlignmentFlag.AlignVCenter)
