"""Champ numérique : unité dans le champ, saisie à moitié tapée tolérée, réécriture à la française."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from gui.composants.champ_saisie import ChampSaisie
from gui.theme.style import theme
from modele.nombres import Nombre, NombreInvalide, lire_nombre, nombre
from modele.situation import Genre

LONGUEUR_MAX = 40


def ecrire_nombre(genre: Genre, valeur: Nombre | None) -> str:
    """« 12 500,50 » pour des euros, « 5,5 » pour un pourcentage, « 40 » pour un entier, vide pour rien."""
    if valeur is None:
        return ""
    court = nombre(valeur)
    if genre is Genre.EUROS and len(court.partition(",")[2]) < 2:
        return nombre(valeur, 2)
    return court


class ChampNombre(ChampSaisie):
    """Nombre aligné à droite contre son unité ; `minimum` sert à patienter pendant la frappe."""

    dit_le_nettoyage = False

    def __init__(
        self,
        genre: Genre,
        lire: Callable[[str], Any],
        valeur: Nombre | None,
        unite: str,
        minimum: Fraction = Fraction(0),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(lire, lambda v: ecrire_nombre(genre, v), valeur, LONGUEUR_MAX, parent)
        self._minimum = minimum
        self._premier_clic = False
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._unite = QLabel(unite, self)
        self._unite.setTextFormat(Qt.TextFormat.PlainText)
        self._unite.setProperty("role", "unite")
        self._unite.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def inacheve(self, texte: str) -> bool:
        """Vrai pour un champ vidé, un début de décimale ou un nombre encore sous le minimum."""
        if texte.strip() in ("", ",", "."):
            return True
        try:
            valeur = lire_nombre(texte)
        except NombreInvalide:
            return False
        return 0 <= valeur < self._minimum

    def focusInEvent(self, evenement: QFocusEvent) -> None:
        """Retient que le clic à venir est le premier."""
        super().focusInEvent(evenement)
        self._premier_clic = evenement.reason() == Qt.FocusReason.MouseFocusReason

    def mouseReleaseEvent(self, evenement: QMouseEvent) -> None:
        """Le premier clic prend tout le nombre, pour le remplacer ; le suivant place le curseur."""
        super().mouseReleaseEvent(evenement)
        if self._premier_clic and not self.hasSelectedText():
            self.selectAll()
        self._premier_clic = False

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Garde l'unité contre le bord droit et le texte à sa gauche."""
        super().resizeEvent(evenement)
        marge = theme().px(8)
        largeur = self._unite.sizeHint().width()
        self._unite.setGeometry(self.width() - largeur - marge, 0, largeur, self.height())
        self.setTextMargins(0, 0, largeur + marge // 2, 0)
