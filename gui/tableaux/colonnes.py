"""Ce que partagent la tête et le corps de la grille : une colonne par outil, dans l'ordre affiché."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from gui.tableaux import phrases, roles
from modele.choix.objets import Comparaison, Resultat

Index = QModelIndex | QPersistentModelIndex
RACINE = QModelIndex()

AFFICHAGE = int(Qt.ItemDataRole.DisplayRole)
INFOBULLE = int(Qt.ItemDataRole.ToolTipRole)
ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
HORIZONTAL = Qt.Orientation.Horizontal


class ModeleParOutil(QAbstractTableModel):
    """Colonnes dans l'ordre de la comparaison ; un nouvel ordre déplace aussi ce qui est sélectionné."""

    def __init__(self, comparaison: Comparaison, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.comparaison = comparaison
        self._ordre: tuple[str, ...] = ()
        self._colonnes: list[Resultat] = []
        self.outil = ""
        self.critere = ""
        self._ranger()

    def _ranger(self) -> None:
        par_outil = self.comparaison.par_outil
        self._ordre = self.comparaison.ordre
        self._colonnes = [par_outil[outil] for outil in self._ordre]

    def montrer(self, comparaison: Comparaison) -> bool:
        """Prend une nouvelle comparaison des mêmes outils ; faux si rien ne change que l'ordre."""
        ancienne = self.comparaison
        self.comparaison = comparaison
        if comparaison.ordre == self._ordre:
            self._ranger()
        else:
            self._reordonner()
        return self._signaler(ancienne)

    def _reordonner(self) -> None:
        self.layoutAboutToBeChanged.emit()
        avant = self.persistentIndexList()
        outils = [self._ordre[index.column()] for index in avant]
        self._ranger()
        place = {outil: colonne for colonne, outil in enumerate(self._ordre)}
        apres = [self.index(index.row(), place[outil]) for index, outil in zip(avant, outils, strict=True)]
        self.changePersistentIndexList(avant, apres)
        self.layoutChanged.emit()

    def _signaler(self, ancienne: Comparaison) -> bool:
        """Émet les signaux de ce qui a changé depuis `ancienne`, l'ordre mis à part ; dit s'il y en a."""
        raise NotImplementedError

    def choisir(self, outil: str, critere: str) -> None:
        """Met en valeur un outil et un critère (chaînes vides : aucun)."""
        colonnes = {self.colonne(self.outil), self.colonne(outil)} - {-1}
        if (outil, critere) == (self.outil, self.critere):
            return
        self.outil, self.critere = outil, critere
        for colonne in colonnes:
            self.dataChanged.emit(
                self.index(0, colonne), self.index(self.rowCount() - 1, colonne), [roles.CASE]
            )

    def colonne(self, outil: str) -> int:
        """Colonne d'un outil, -1 s'il n'est pas là."""
        return self._ordre.index(outil) if outil in self._ordre else -1

    def resultat(self, colonne: int) -> Resultat:
        """L'outil d'une colonne, jugé."""
        return self._colonnes[colonne]

    def _signaler_tout(self) -> None:
        if self._colonnes and self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def columnCount(self, parent: Index = RACINE) -> int:
        """Nombre d'outils."""
        return 0 if parent.isValid() else len(self._colonnes)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = AFFICHAGE) -> Any:
        """En haut, le nom de l'outil ; à gauche, ce que dit `titre_de_ligne`."""
        if orientation != HORIZONTAL:
            return self.titre_de_ligne(section, role)
        if not 0 <= section < len(self._colonnes):
            return None
        resultat = self._colonnes[section]
        if role in (AFFICHAGE, ACCESSIBLE):
            return resultat.cout.outil.nom
        if role == INFOBULLE:
            return phrases.infobulle(resultat.cout.outil.nom, phrases.phrase_motifs(resultat))
        return None

    def titre_de_ligne(self, ligne: int, role: int) -> Any:
        """Donnée du titre d'une ligne."""
        raise NotImplementedError
