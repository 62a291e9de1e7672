"""Résultats d'une recherche, dans l'ordre où ils répondent le mieux."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from modele.catalogue.recherche import Trouvaille

Index = QModelIndex | QPersistentModelIndex
RANGEE = int(Qt.ItemDataRole.UserRole)
_RACINE = QModelIndex()


class ModeleTrouvailles(QAbstractListModel):
    """Une rangée par texte trouvé."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trouvailles: tuple[Trouvaille, ...] = ()

    def montrer(self, trouvailles: tuple[Trouvaille, ...]) -> None:
        """Remplace tous les résultats."""
        if trouvailles != self._trouvailles:
            self.beginResetModel()
            self._trouvailles = trouvailles
            self.endResetModel()

    def rowCount(self, parent: Index = _RACINE) -> int:
        """Nombre de résultats."""
        return 0 if parent.isValid() else len(self._trouvailles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titre, phrase lue à voix haute, ou la `Trouvaille` entière pour qui la peint."""
        if not index.isValid() or not 0 <= index.row() < len(self._trouvailles):
            return None
        trouvaille = self._trouvailles[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return trouvaille.titre
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{trouvaille.titre}. {''.join(texte for texte, _ in trouvaille.extrait)}"
        return trouvaille if role == RANGEE else None
