"""Tableau qui compare les essais : un outil par rangée, la meilleure moyenne d'abord."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui.composants.methode_preselection import nom_outil
from gui.tableaux.phrases import SANS_OBJET
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import Catalogue
from modele.choix.phrases import compter
from modele.essais import BilanEssais
from modele.nombres import ESPACE_INSECABLE, nombre

Index = QModelIndex | QPersistentModelIndex
_RACINE = QModelIndex()


class Colonne(IntEnum):
    """Colonnes, dans l'ordre."""

    OUTIL = 0
    ERGONOMIE = 1
    PERTINENCE = 2
    EFFICACITE = 3
    MOYENNE = 4


TITRES = ("Outil", "Ergonomie", "Pertinence", "Efficacité", "Moyenne")


class ModeleBilans(QAbstractTableModel):
    """Notes moyennes par outil."""

    def __init__(self, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._bilans: tuple[BilanEssais, ...] = ()

    def montrer(self, bilans: Sequence[BilanEssais]) -> None:
        """Prend d'autres bilans ; les mêmes ne signalent rien."""
        nouveaux = tuple(bilans)
        if nouveaux == self._bilans:
            return
        self.beginResetModel()
        self._bilans = nouveaux
        self.endResetModel()

    def rowCount(self, parent: Index = _RACINE) -> int:
        """Nombre d'outils essayés."""
        return 0 if parent.isValid() else len(self._bilans)

    def columnCount(self, parent: Index = _RACINE) -> int:
        """Nombre de colonnes."""
        return 0 if parent.isValid() else len(Colonne)

    def headerData(
        self, section: int, sens: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titre d'une colonne, aligné comme elle."""
        if sens != Qt.Orientation.Horizontal or not 0 <= section < len(Colonne):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return TITRES[section]
        return _alignement(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Nom et durée d'essai, ou note moyenne."""
        if not index.isValid() or not 0 <= index.row() < len(self._bilans):
            return None
        bilan, colonne = self._bilans[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texte(bilan, colonne)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{TITRES[colonne]}{ESPACE_INSECABLE}: {self._texte(bilan, colonne)}".replace("\n", ", ")
        if role == Qt.ItemDataRole.FontRole and colonne == Colonne.MOYENNE:
            return theme().police(gras=True)
        return _alignement(colonne) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _texte(self, bilan: BilanEssais, colonne: int) -> str:
        if colonne == Colonne.OUTIL:
            return f"{nom_outil(self._catalogue, bilan.outil)}\n{_duree(bilan)}"
        notes = dict(zip((Colonne.ERGONOMIE, Colonne.PERTINENCE, Colonne.EFFICACITE), bilan.notes, strict=True))
        note = bilan.moyenne if colonne == Colonne.MOYENNE else notes[Colonne(colonne)]
        return SANS_OBJET if note is None else nombre(note, 1)


def _duree(bilan: BilanEssais) -> str:
    """« 2 essais, 9 jours »."""
    essais = compter(bilan.essais, "essai")
    return essais if bilan.jours is None else f"{essais}, {compter(bilan.jours, 'jour')}"


def _alignement(colonne: int) -> Qt.AlignmentFlag:
    cote = Qt.AlignmentFlag.AlignLeft if colonne == Colonne.OUTIL else Qt.AlignmentFlag.AlignRight
    return cote | Qt.AlignmentFlag.AlignVCenter


class TableBilans(QTableView):
    """Aussi haute que ses rangées : c'est la page qui défile."""

    def __init__(self, modele: ModeleBilans, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Comparaison des essais")
        self.setProperty("role", "dossiers")
        self.setModel(modele)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        entete = self.horizontalHeader()
        entete.setHighlightSections(False)
        entete.setSectionsClickable(False)
        entete.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        entete.setSectionResizeMode(Colonne.OUTIL, QHeaderView.ResizeMode.Stretch)
        entete.setMinimumSectionSize(theme().px(jetons.LARGEUR_COLONNE) // 2)
        modele.modelReset.connect(self.ajuster)

    def ajuster(self) -> None:
        """Prend la hauteur de ses rangées."""
        rangees = sum(self.rowHeight(rang) for rang in range(self.model().rowCount()))
        barre = self.horizontalScrollBar().sizeHint().height() if self._deborde() else 0
        self.setFixedHeight(rangees + self.horizontalHeader().sizeHint().height() + barre + 2 * jetons.ANNEAU)

    def _deborde(self) -> bool:
        return self.horizontalHeader().length() > self.viewport().width()

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Une autre largeur peut demander de défiler."""
        super().resizeEvent(evenement)
        self.ajuster()
