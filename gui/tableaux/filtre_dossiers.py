"""Filtre de la liste des dossiers : le nom cherché, et les archives que l'on montre ou non."""

from PySide6.QtCore import QModelIndex, QObject, QSortFilterProxyModel, Qt

from gui.tableaux.modele_dossiers import FERME, ROLE_RESUME, ROLE_TRI
from modele.dossiers.objets import ResumeDossier


class FiltreDossiers(QSortFilterProxyModel):
    """Cherche dans le nom et cache les archives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.archives = False
        self.setSortRole(ROLE_TRI)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterKeyColumn(FERME)

    def montrer_archives(self, oui: bool) -> None:
        """Montre ou cache les dossiers archivés."""
        self.archives = oui
        self.invalidate()

    def filterAcceptsRow(self, rang: int, parent: QModelIndex) -> bool:  # type: ignore[override]
        resume: ResumeDossier = self.sourceModel().index(rang, 0, parent).data(ROLE_RESUME)
        return (self.archives or not resume.archive) and super().filterAcceptsRow(rang, parent)
