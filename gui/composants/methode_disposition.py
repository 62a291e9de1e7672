"""Mise en place de la page « Méthode » : ce qui se range selon la largeur, ce qui défile, l'ordre du clavier."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QWidget

from gui.theme import jetons
from gui.theme.style import theme

_PHRASE = "L'équipe assure la gestion, le développement et l'accompagnement des fermes."
"""Sert à mesurer la largeur moyenne d'un caractère."""


def largeur_de_lecture() -> int:
    """Largeur d'une colonne que l'œil suit sans peine."""
    ligne = QFontMetrics(theme().police()).horizontalAdvance(_PHRASE)
    return ligne * jetons.CARACTERES_PAR_LIGNE // len(_PHRASE)


class BoiteSouple(QWidget):
    """Ses widgets côte à côte si la largeur atteint `seuil` pixels, l'un sous l'autre sinon."""

    def __init__(self, seuil: int, espace: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seuil = seuil
        self._bornes: list[tuple[QWidget, int]] = []
        self._boite = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._boite.setContentsMargins(0, 0, 0, 0)
        self._boite.setSpacing(espace)
        taille = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        taille.setHeightForWidth(True)
        self.setSizePolicy(taille)

    @property
    def empilee(self) -> bool:
        """Vrai quand la place manque pour tout mettre côte à côte."""
        return self._boite.direction() is QBoxLayout.Direction.TopToBottom

    def ajouter(self, widget: QWidget, part: int = 0, largeur_max: int = 0) -> None:
        """Ajoute un widget ; `part` est sa part de la largeur restante, zéro laisse `largeur_max` libre."""
        if largeur_max:
            widget = borner(widget, largeur_max)
            self._bornes.append((widget, largeur_max))
        self._boite.addWidget(widget, part, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        """Peut se réduire à la largeur d'un seul widget, quelle que soit la disposition présente."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Change de sens quand la largeur le demande."""
        super().resizeEvent(evenement)
        sens = QBoxLayout.Direction
        voulu = sens.LeftToRight if self.width() >= self._seuil else sens.TopToBottom
        if voulu is not self._boite.direction():
            self._boite.setDirection(voulu)
            # Côte à côte, ce qu'un widget borné ne prend pas va aux autres.
            for cadre, largeur in self._bornes:
                cadre.setMaximumWidth(self.maximumWidth() if self.empilee else largeur)


def borner(widget: QWidget, largeur: int) -> QWidget:
    """Le widget, pas plus large ; Qt calculerait la hauteur de ses textes sans voir `maximumWidth`."""
    cadre = QWidget()
    disposition = QHBoxLayout(cadre)
    disposition.setContentsMargins(0, 0, 0, 0)
    disposition.addWidget(widget, 1)
    disposition.addStretch(0)
    widget.setMaximumWidth(largeur)
    return cadre


def defiler(contenu: QWidget) -> QScrollArea:
    """Zone qui ne défile que de haut en bas."""
    zone = QScrollArea()
    zone.setWidget(contenu)
    zone.setWidgetResizable(True)
    zone.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    zone.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return zone


def ordonner_clavier(racine: QWidget) -> None:
    """Fait suivre à la tabulation l'ordre des dispositions, où des widgets ont pu s'insérer."""
    for precedent, suivant in pairwise(_touchables(racine)):
        QWidget.setTabOrder(precedent, suivant)


def _touchables(widget: QWidget) -> Iterator[QWidget]:
    # Les segments que Tab saute aujourd'hui seront peut-être le choix de demain.
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        yield widget
    if isinstance(widget, QScrollArea):
        yield from _touchables(widget.widget())
    elif (disposition := widget.layout()) is not None:
        yield from _dans(disposition)


def _dans(disposition: QLayout) -> Iterator[QWidget]:
    for rang in range(disposition.count()):
        element = disposition.itemAt(rang)
        if element is None:
            continue
        if (widget := element.widget()) is not None:
            yield from _touchables(widget)
        elif (sous_disposition := element.layout()) is not None:
            yield from _dans(sous_disposition)
