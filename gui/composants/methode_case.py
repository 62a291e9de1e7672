"""Case à cocher dont les mots passent à la ligne."""

from typing import Protocol, cast

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from gui.composants.traits import peindre_anneau
from gui.theme import jetons
from gui.theme.style import theme

_HABILLAGE = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class _OptionPlacee(Protocol):
    """Ce que PySide ne type pas d'une `QStyleOptionButton`."""

    rect: QRect


def retrait_des_mots() -> int:
    """Distance du bord d'une case à ses mots."""
    px = theme().px
    return px(jetons.PAS[0]) + px(jetons.COTE_MARQUE) + px(jetons.PAS[1])


class CaseSouple(QCheckBox):
    """Toute la rangée se clique ; des mots `attenues` ne comptent plus."""

    def __init__(self, mots: str = "", gras: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mots = ""
        self._attenues = False
        self._police = theme().police(gras=gras)
        self._metrique = QFontMetrics(self._police)
        # Avec « Fixed », Qt plafonnerait la hauteur à celle des mots sur une ligne.
        taille = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        taille.setHeightForWidth(True)
        self.setSizePolicy(taille)
        self.dire(mots)

    @property
    def mots(self) -> str:
        """Mots affichés."""
        return self._mots

    def dire(self, mots: str, attenues: bool = False) -> None:
        """Change les mots ; le texte de Qt reste vide, une esperluette y ferait un raccourci."""
        if (mots, attenues) != (self._mots, self._attenues):
            self._mots, self._attenues = mots, attenues
            self.setAccessibleName(mots)
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        """Plus étroite, la case est plus haute."""
        return True

    def heightForWidth(self, largeur: int) -> int:
        """Hauteur des mots et de l'air autour."""
        place = QRect(0, 0, max(1, largeur - retrait_des_mots() - theme().px(jetons.PAS[0])), 0)
        mots = self._metrique.boundingRect(place, _HABILLAGE, self._mots).height()
        return max(mots, self._metrique.height()) + 2 * theme().px(jetons.PAS[0])

    def sizeHint(self) -> QSize:
        """Les mots sur une ligne."""
        largeur = (
            retrait_des_mots() + self._metrique.horizontalAdvance(self._mots) + theme().px(jetons.PAS[1])
        )
        return QSize(largeur, self.heightForWidth(largeur))

    def minimumSizeHint(self) -> QSize:
        """Peut devenir étroite."""
        return QSize(theme().px(jetons.LARGEUR_COLONNE), 0)

    def hitButton(self, point: QPoint) -> bool:
        """Toute la rangée se clique."""
        return self.rect().contains(point)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint la case, les mots et l'anneau de focus."""
        t = theme()
        peintre = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        cote, marge = t.px(jetons.COTE_MARQUE), t.px(jetons.PAS[0])
        haut = marge + (self._metrique.height() - cote) // 2
        cast(_OptionPlacee, option).rect = QRect(marge, haut, cote, cote)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, option, peintre, self)
        peintre.setFont(self._police)
        peintre.setPen(t.couleur("texte_faible" if self._attenues else "texte"))
        gauche = retrait_des_mots()
        peintre.drawText(
            QRect(gauche, marge, self.width() - gauche - marge, self.height()), _HABILLAGE, self._mots
        )
        if self.hasFocus():
            peindre_anneau(peintre, self.rect())
        peintre.end()
