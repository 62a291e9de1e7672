"""Liste des fiches : catégories du guide, outils et leur statut, puis la partie générale."""

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.composants.fiche_contenu import FICHE_DU_GUIDE, TITRES_DE_CATEGORIE, outils_du_guide
from gui.tableaux import phrases
from gui.theme import jetons
from modele.catalogue.objets import Catalogue
from modele.choix.objets import Comparaison

Index = QModelIndex | QPersistentModelIndex
RANGEE = int(Qt.ItemDataRole.UserRole)
_RACINE = QModelIndex()


class RangeeFiche(NamedTuple):
    """Une rangée : sans `fiche`, c'est le titre d'une catégorie ; `statut` est vide pour le guide."""

    nom: str
    fiche: str = ""
    statut: str = ""


class ModeleFiches(QAbstractListModel):
    """Rangées fixes, dont le statut suit la comparaison."""

    def __init__(self, catalogue: Catalogue, comparaison: Comparaison, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparaison = comparaison
        self._rangees: list[RangeeFiche] = []
        for categorie, outils in outils_du_guide(catalogue):
            self._rangees.append(RangeeFiche(TITRES_DE_CATEGORIE[categorie]))
            for outil in outils:
                statut = comparaison.par_outil[outil.identifiant].statut.value
                self._rangees.append(RangeeFiche(outil.nom, outil.identifiant, statut))
        self._rangees.append(RangeeFiche("Partie générale"))
        self._rangees.append(RangeeFiche("Le guide", FICHE_DU_GUIDE))

    @property
    def premiere(self) -> str:
        """Première fiche de la liste."""
        return next(rangee.fiche for rangee in self._rangees if rangee.fiche)

    def montrer(self, comparaison: Comparaison) -> None:
        """Prend les statuts d'une nouvelle comparaison."""
        self._comparaison = comparaison
        for rang, rangee in enumerate(self._rangees):
            if not rangee.statut:
                continue
            statut = comparaison.par_outil[rangee.fiche].statut.value
            if statut != rangee.statut:
                self._rangees[rang] = rangee._replace(statut=statut)
                self.dataChanged.emit(self.index(rang), self.index(rang))

    def index_de(self, fiche: str) -> QModelIndex:
        """Rangée d'une fiche ; index invalide si elle n'est pas là."""
        for rang, rangee in enumerate(self._rangees):
            if fiche and rangee.fiche == fiche:
                return self.index(rang)
        return QModelIndex()

    def fiche(self, index: Index) -> str:
        """Fiche d'une rangée, chaîne vide pour un titre."""
        return self._rangees[index.row()].fiche if index.isValid() else ""

    def rowCount(self, parent: Index = _RACINE) -> int:
        """Nombre de rangées."""
        return 0 if parent.isValid() else len(self._rangees)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Un titre de catégorie ne se choisit pas."""
        if index.isValid() and not self.fiche(index):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Nom, phrase lue à voix haute, infobulle, ou la `RangeeFiche` entière pour qui la peint."""
        if not index.isValid() or not 0 <= index.row() < len(self._rangees):
            return None
        rangee = self._rangees[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return rangee.nom
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{rangee.nom}, {jetons.STATUTS[rangee.statut][0]}" if rangee.statut else rangee.nom
        if role == Qt.ItemDataRole.ToolTipRole and rangee.statut:
            motifs = phrases.phrase_motifs(self._comparaison.par_outil[rangee.fiche])
            return phrases.infobulle(rangee.nom, motifs)
        return rangee if role == RANGEE else None
