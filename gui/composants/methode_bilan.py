"""Tableau qui compare les essais : un outil par rangée, la meilleure moyenne d'abord."""

from collections.abc import Sequence
from enum import IntEnum
from fractions import Fraction
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


NOTES = (Colonne.ERGONOMIE, Colonne.PERTINENCE, Colonne.EFFICACITE)
TITRES = ("Outil", "Ergonomie", "Pertinence", "Efficacité", "Moyenne")


class ModeleBilans(QAbstractTableModel):
    """Notes moyennes par outil."""

    def __init__(self, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._bilans: tuple[BilanEssais, ...] = ()
        self._serre = False

    def montrer(self, bilans: Sequence[BilanEssais]) -> None:
        """Prend d'autres bilans ; les mêmes ne signalent rien."""
        nouveaux = tuple(bilans)
        if nouveaux == self._bilans:
            return
        self.beginResetModel()
        self._bilans = nouveaux
        self.endResetModel()

    def serrer(self, serre: bool) -> None:
        """Écrit, ou non, les notes sous le nom de l'outil, quand leurs colonnes n'ont pas la place."""
        if serre != self._serre:
            self._serre = serre
            if self._bilans:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._bilans) - 1, 0))

    def rowCount(self, parent: Index = _RACINE) -> int:
        """Nombre d'outils essayés."""
        return 0 if parent.isValid() else len(self._bilans)

    def columnCount(self, parent: Index = _RACINE) -> int:
        """Nombre de colonnes."""
        return 0 if parent.isValid() else len(Colonne)

    def headerData(self, section: int, sens: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
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
            lignes = [nom_outil(self._catalogue, bilan.outil), _duree(bilan)]
            if self._serre:
                lignes += _notes(bilan)
            return "\n".join(lignes)
        return _note(
            bilan.moyenne if colonne == Colonne.MOYENNE else bilan.notes[NOTES.index(Colonne(colonne))]
        )


def _duree(bilan: BilanEssais) -> str:
    """« 2 essais, 9 jours »."""
    essais = compter(bilan.essais, "essai")
    return essais if bilan.jours is None else f"{essais}, {compter(bilan.jours, 'jour')}"


def _note(note: Fraction | None) -> str:
    return SANS_OBJET if note is None else nombre(note, 1)


def _notes(bilan: BilanEssais) -> list[str]:
    """« Ergonomie : 4,0 », une ligne par note."""
    return [
        f"{TITRES[colonne]}{ESPACE_INSECABLE}: {_note(note)}"
        for colonne, note in zip(NOTES, bilan.notes, strict=True)
    ]


def _alignement(colonne: int) -> Qt.AlignmentFlag:
    cote = Qt.AlignmentFlag.AlignLeft if colonne == Colonne.OUTIL else Qt.AlignmentFlag.AlignRight
    return cote | Qt.AlignmentFlag.AlignVCenter


class TableBilans(QTableView):
    """Aussi haute que ses rangées : c'est la page qui défile."""

    def __init__(self, modele: ModeleBilans, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Comparaison des essais")
        self.setProperty("role", "dossiers")
        self._modele = modele
        self._place_des_notes: int | None = None
        self.setModel(modele)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        entete = self.horizontalHeader()
        entete.setHighlightSections(False)
        entete.setSectionsClickable(False)
        entete.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        entete.setSectionResizeMode(Colonne.OUTIL, QHeaderView.ResizeMode.Stretch)
        modele.modelReset.connect(self.ajuster)

    def ajuster(self) -> None:
        """Prend la hauteur de ses rangées ; à l'étroit, les notes passent sous le nom."""
        entete = self.horizontalHeader()
        if self._place_des_notes is None:
            # Une colonne cachée n'a plus de largeur souhaitée.
            self._place_des_notes = sum(entete.sectionSizeHint(c) for c in (*NOTES, Colonne.MOYENNE))
        place = self._place_des_notes + theme().px(jetons.LARGEUR_PREMIERE_COLONNE)
        serre = self.viewport().width() < place
        self._modele.serrer(serre)
        for colonne in NOTES:
            self.setColumnHidden(colonne, serre)
        lignes = 2 + (len(NOTES) if serre else 0)
        rangee = lignes * self.fontMetrics().lineSpacing() + theme().px(jetons.PAS[2])
        self.verticalHeader().setDefaultSectionSize(rangee)
        hauteur = rangee * self._modele.rowCount() + entete.sizeHint().height()
        self.setFixedHeight(hauteur + 2 * jetons.ANNEAU)

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Une autre largeur change ce qui tient."""
        super().resizeEvent(evenement)
        self.ajuster()
