"""Une rangée de champs par élément d'une liste du dossier, refaite le moins possible."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.theme.style import theme


class Rangee(Protocol):
    """Ce qu'une rangée sait faire."""

    def montrer(self, element: Any) -> None:
        """Affiche un élément, sans rien émettre ni déplacer le curseur s'il n'a pas changé."""


class Rangees(QWidget):
    """Suit une liste : une rangée garde son élément quand on en ajoute ou retire un autre."""

    def __init__(self, creer: Callable[[], QWidget], espace: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._creer = creer
        self._elements: tuple[Any, ...] = ()
        self.rangees: list[QWidget] = []
        self._colonne = QVBoxLayout(self)
        self._colonne.setContentsMargins(0, 0, 0, 0)
        self._colonne.setSpacing(theme().px(espace))

    def montrer(self, elements: Sequence[Any]) -> bool:
        """Prend la liste ; vrai si des rangées sont venues ou parties."""
        nouveaux = tuple(elements)
        debut, fin_avant, fin_apres = _ecart(self._elements, nouveaux)
        for _ in range(fin_apres, fin_avant):
            self._retirer(max(debut, fin_apres))
        for rang in range(fin_avant, fin_apres):
            self._inserer(rang)
        change = len(nouveaux) != len(self._elements)
        self._elements = nouveaux
        for rangee, element in zip(self.rangees, nouveaux, strict=True):
            cast(Rangee, rangee).montrer(element)
        self.setVisible(bool(nouveaux))
        return change

    def rang(self, rangee: QWidget) -> int:
        """Place d'une rangée, donc de son élément."""
        return self.rangees.index(rangee)

    def _inserer(self, rang: int) -> None:
        rangee = self._creer()
        self.rangees.insert(rang, rangee)
        self._colonne.insertWidget(rang, rangee)
        # La disposition ne la montrerait qu'au tour suivant, trop tard pour y mener le clavier.
        rangee.show()

    def _retirer(self, rang: int) -> None:
        rangee = self.rangees.pop(rang)
        self._colonne.removeWidget(rangee)
        # Le bouton qui l'a retirée y traite encore son clic.
        rangee.hide()
        rangee.deleteLater()


def _ecart(avant: Sequence[Any], apres: Sequence[Any]) -> tuple[int, int, int]:
    """Début commun, puis où finit dans chaque liste ce qui diffère."""
    debut = 0
    while debut < min(len(avant), len(apres)) and avant[debut] == apres[debut]:
        debut += 1
    fin_avant, fin_apres = len(avant), len(apres)
    while fin_avant > debut and fin_apres > debut and avant[fin_avant - 1] == apres[fin_apres - 1]:
        fin_avant -= 1
        fin_apres -= 1
    return debut, fin_avant, fin_apres
