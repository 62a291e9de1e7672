"""La session ouverte : catalogue, situation, comparaison et sélection, partagées par toutes les pages."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from modele.catalogue.objets import Catalogue
from modele.choix.objets import Comparaison
from modele.comparaison import comparer
from modele.situation import EXEMPLE, Situation


class Session(QObject):
    """Seul endroit où la situation change ; les pages écoutent ses signaux."""

    comparaison_changee = Signal(object)
    """Émis avec la nouvelle `Comparaison` après chaque changement de situation."""
    selection_changee = Signal(str, str)
    """Émis avec l'outil et le critère sélectionnés (chaîne vide si aucun)."""

    def __init__(
        self, catalogue: Catalogue, situation: Situation = EXEMPLE, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.catalogue = catalogue
        self._situation = situation
        self._comparaison = comparer(catalogue, situation)
        self._outil = ""
        self._critere = ""

    @property
    def situation(self) -> Situation:
        """Situation courante, toujours valide."""
        return self._situation

    @property
    def comparaison(self) -> Comparaison:
        """Comparaison de la situation courante."""
        return self._comparaison

    @property
    def outil(self) -> str:
        """Identifiant de l'outil sélectionné, ou chaîne vide."""
        return self._outil

    @property
    def critere(self) -> str:
        """Identifiant du critère sélectionné, ou chaîne vide."""
        return self._critere

    def modifier(self, **champs: Any) -> None:
        """Remplace des champs de la situation par des valeurs déjà validées, puis recalcule."""
        self.remplacer(replace(self._situation, **champs))

    def remplacer(self, situation: Situation) -> None:
        """Prend une autre situation valide, recalcule et prévient les pages."""
        if situation == self._situation:
            return
        self._situation = situation
        self._comparaison = comparer(self.catalogue, situation)
        self.comparaison_changee.emit(self._comparaison)

    def selectionner(self, outil: str | None = None, critere: str | None = None) -> None:
        """Sélectionne un outil, un critère ou les deux ; None garde la sélection actuelle."""
        nouveau = (self._outil if outil is None else outil, self._critere if critere is None else critere)
        if nouveau != (self._outil, self._critere):
            self._outil, self._critere = nouveau
            self.selection_changee.emit(*nouveau)
