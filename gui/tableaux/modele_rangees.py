"""Liste de rangées figées qui se met à jour en place, sans réinitialiser la vue."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QObject

from gui.tableaux.colonnes import RACINE, Index

R = TypeVar("R")


class ModeleRangees(QAbstractListModel, Generic[R]):
    """Rangées comparables ; une classe fille dit dans `data` ce qu'on en voit."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rangees: tuple[R, ...] = ()

    @property
    def rangees(self) -> tuple[R, ...]:
        """Rangées affichées, de haut en bas."""
        return self._rangees

    def rowCount(self, parent: Index = RACINE) -> int:
        """Nombre de rangées."""
        return 0 if parent.isValid() else len(self._rangees)

    def remplacer(self, rangees: Sequence[R]) -> bool:
        """Prend d'autres rangées et ne signale que ce qui change ; faux si rien ne change."""
        nouvelles, anciennes = tuple(rangees), self._rangees
        if nouvelles == anciennes:
            return False
        n, avant = len(nouvelles), len(anciennes)
        if n > avant:
            self.beginInsertRows(RACINE, avant, n - 1)
            self._rangees = anciennes + nouvelles[avant:]
            self.endInsertRows()
        elif n < avant:
            self.beginRemoveRows(RACINE, n, avant - 1)
            self._rangees = anciennes[:n]
            self.endRemoveRows()
        affichees, self._rangees = self._rangees, nouvelles
        for rang in range(n):
            if nouvelles[rang] != affichees[rang]:
                self.dataChanged.emit(self.index(rang), self.index(rang))
        return True
