"""Modèle de la liste des outils classés de la vue « Choix »."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from gui.composants.choix_rangees import RangeeChoix
from gui.tableaux.colonnes import ACCESSIBLE, AFFICHAGE, Index
from gui.tableaux.modele_rangees import ModeleRangees

CHOIX = int(Qt.ItemDataRole.UserRole) + 1
"""Rôle de la `RangeeChoix` entière, pour qui la peint."""


class ModeleChoix(ModeleRangees[RangeeChoix]):
    """Un outil par rangée."""

    def data(self, index: Index, role: int = AFFICHAGE) -> Any:
        """Nom, phrases lues à voix haute, ou la `RangeeChoix` pour qui la peint."""
        if not index.isValid() or not 0 <= index.row() < len(self._rangees):
            return None
        rangee = self._rangees[index.row()]
        if role == AFFICHAGE:
            return rangee.nom
        if role == ACCESSIBLE:
            return rangee.a_voix_haute
        return rangee if role == CHOIX else None

    def index_de(self, outil: str) -> QModelIndex:
        """Rangée d'un outil, ou un index invalide."""
        rang = next((rang for rang, rangee in enumerate(self._rangees) if rangee.outil == outil), None)
        return QModelIndex() if rang is None else self.index(rang)
