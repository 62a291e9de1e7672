"""Blocs rangés en une ou plusieurs colonnes selon la place, toujours dans l'ordre de lecture."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


class Colonnes(QWidget):
    """Autant de colonnes d'au moins `largeur_min` pixels qu'il en tient, `colonnes_max` au plus."""

    def __init__(
        self,
        blocs: Sequence[QWidget],
        largeur_min: int,
        espace: int,
        colonnes_max: int = 3,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._blocs = tuple(blocs)
        self._largeur_min = largeur_min
        self._espace = espace
        self._rangees = QHBoxLayout(self)
        self._rangees.setContentsMargins(0, 0, 0, 0)
        self._rangees.setSpacing(espace)
        self._colonnes: list[QVBoxLayout] = []
        for _ in range(min(colonnes_max, len(self._blocs))):
            colonne = QVBoxLayout()
            colonne.setSpacing(0)
            self._rangees.addLayout(colonne)
            self._colonnes.append(colonne)
        self._nombre = 0
        self._ranger(1)

    @property
    def nombre(self) -> int:
        """Nombre de colonnes occupées."""
        return self._nombre

    def minimumSizeHint(self) -> QSize:
        """Peut se réduire à une colonne, quel que soit leur nombre présent."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Change le nombre de colonnes quand la place le demande."""
        super().resizeEvent(evenement)
        place = (self.width() + self._espace) // (self._largeur_min + self._espace)
        self._ranger(max(1, min(place, len(self._colonnes))))

    def _ranger(self, nombre: int) -> None:
        if nombre == self._nombre:
            return
        self._nombre = nombre
        for colonne in self._colonnes:
            while colonne.count():
                colonne.takeAt(0)
        for rang, bloc in zip(self._repartir(nombre), self._blocs, strict=True):
            self._colonnes[rang].addWidget(bloc)
        for rang, colonne in enumerate(self._colonnes):
            colonne.addStretch(1)
            self._rangees.setStretch(rang, 1 if rang < nombre else 0)

    def _repartir(self, nombre: int) -> list[int]:
        """Colonne de chaque bloc : des suites de hauteurs voisines."""
        hauteurs = [bloc.sizeHint().height() for bloc in self._blocs]
        total, rangs, haut = sum(hauteurs), [], 0
        for hauteur in hauteurs:
            milieu = haut + hauteur / 2
            rangs.append(min(nombre - 1, int(milieu * nombre / max(1, total))))
            haut += hauteur
        return rangs
