"""Disposition qui range ses éléments à la suite et passe à la ligne quand la place manque."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class DispositionSouple(QLayout):
    """Chaque élément garde sa largeur souhaitée ; ceux d'une rangée sont centrés en hauteur."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._elements: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, element: QLayoutItem) -> None:
        """Ajoute un élément à la suite."""
        self._elements.append(element)

    def count(self) -> int:
        """Nombre d'éléments."""
        return len(self._elements)

    def itemAt(self, rang: int) -> QLayoutItem | None:
        """Élément d'un rang, ou None."""
        return self._elements[rang] if 0 <= rang < len(self._elements) else None

    def takeAt(self, rang: int) -> QLayoutItem | None:  # type: ignore[override]
        """Retire un élément."""
        return self._elements.pop(rang) if 0 <= rang < len(self._elements) else None

    def expandingDirections(self) -> Qt.Orientation:
        """N'en prend pas plus qu'il ne faut."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """La hauteur dépend du nombre de rangées."""
        return True

    def heightForWidth(self, largeur: int) -> int:
        """Hauteur des rangées dans cette largeur."""
        return self._ranger(QRect(0, 0, largeur, 0), poser=False)

    def sizeHint(self) -> QSize:
        """Tout sur une rangée."""
        largeurs = [element.sizeHint().width() for element in self._visibles()]
        hauteur = max((element.sizeHint().height() for element in self._visibles()), default=0)
        return QSize(sum(largeurs) + self.spacing() * max(0, len(largeurs) - 1), hauteur)

    def minimumSize(self) -> QSize:
        """De quoi montrer le plus grand élément."""
        taille = QSize()
        for element in self._visibles():
            taille = taille.expandedTo(element.minimumSize())
        return taille

    def setGeometry(self, cadre: QRect) -> None:
        """Pose les éléments."""
        super().setGeometry(cadre)
        self._ranger(cadre, poser=True)

    def _visibles(self) -> list[QLayoutItem]:
        return [element for element in self._elements if not element.isEmpty()]

    def _ranger(self, cadre: QRect, poser: bool) -> int:
        """Hauteur occupée ; pose les éléments si on le demande."""
        rangees: list[list[QLayoutItem]] = []
        x = 0
        for element in self._visibles():
            largeur = min(element.sizeHint().width(), cadre.width())
            if not rangees or x + largeur > cadre.width():
                rangees.append([])
                x = 0
            rangees[-1].append(element)
            x += largeur + self.spacing()
        y = cadre.top()
        for rangee in rangees:
            hauteur = max(element.sizeHint().height() for element in rangee)
            x = cadre.left()
            for element in rangee if poser else ():
                taille = QSize(min(element.sizeHint().width(), cadre.width()), element.sizeHint().height())
                element.setGeometry(QRect(QPoint(x, y + (hauteur - taille.height()) // 2), taille))
                x += taille.width() + self.spacing()
            y += hauteur + self.spacing()
        return y - cadre.top() - (self.spacing() if rangees else 0)
