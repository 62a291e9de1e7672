"""Ordre de tabulation de blocs construits à la demande, donc après ce qui les suit à l'écran."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def faire_suivre(precedent: QWidget, *blocs: QWidget) -> None:
    """Met à la suite de `precedent`, dans leur ordre actuel, tous les contrôles de ces blocs."""
    for bloc in blocs:
        for controle in _controles(bloc):
            QWidget.setTabOrder(precedent, controle)
            precedent = controle


def _controles(bloc: QWidget) -> list[QWidget]:
    """Contrôles d'un bloc, montrés ou non, dans l'ordre de la tabulation."""
    trouves: list[QWidget] = []
    widget = bloc.nextInFocusChain()
    while widget is not None and widget is not bloc:
        if bloc.isAncestorOf(widget) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            trouves.append(widget)
        widget = widget.nextInFocusChain()
    return trouves
