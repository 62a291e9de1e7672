"""Une rangée de boutons qui passe à la ligne plutôt que de les couper."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.composants.disposition_souple import DispositionSouple
from gui.theme.style import theme


def rangee_souple(*boutons: QPushButton, a_droite: QWidget | None = None) -> QHBoxLayout:
    """Boutons à la suite, sur plusieurs lignes si la place manque ; un dernier contrôle garde la droite."""
    souple = DispositionSouple()
    souple.setSpacing(theme().px(8))
    for bouton in boutons:
        souple.addWidget(bouton)
    rangee = QHBoxLayout()
    rangee.setSpacing(theme().px(8))
    rangee.addLayout(souple, 1)
    if a_droite is not None:
        rangee.addWidget(a_droite)
    return rangee
