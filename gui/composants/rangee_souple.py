"""Une rangée de boutons qui passe à la ligne plutôt que de les couper."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.composants.disposition_souple import DispositionSouple
from gui.theme import jetons
from gui.theme.style import theme


def a_la_suite(*boutons: QPushButton) -> DispositionSouple:
    """Boutons à la suite, sur plusieurs lignes si la place manque."""
    souple = DispositionSouple()
    souple.setSpacing(theme().px(jetons.PAS[1]))
    for bouton in boutons:
        souple.addWidget(bouton)
    return souple


def rangee_souple(*boutons: QPushButton, a_droite: QWidget | None = None) -> QHBoxLayout:
    """Les mêmes ; un dernier contrôle garde la droite."""
    rangee = QHBoxLayout()
    rangee.setSpacing(theme().px(jetons.PAS[1]))
    rangee.addLayout(a_la_suite(*boutons), 1)
    if a_droite is not None:
        rangee.addWidget(a_droite)
    return rangee
