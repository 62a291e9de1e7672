"""Ordre de tabulation de blocs construits à la demande, donc après ce qui les suit à l'écran."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def faire_suivre(precedent: QWidget, *blocs: QWidget) -> None:
    """Met à la suite de `precedent`, dans l'ordre de l'écran, tous les contrôles de ces blocs."""
    for bloc in blocs:
        for controle in _controles(bloc):
            QWidget.setTabOrder(precedent, controle)
            precedent = controle


def _controles(bloc: QWidget) -> list[QWidget]:
    """Contrôles d'un bloc, montrés ou non ; chaque bloc crée les siens dans l'ordre où ils se lisent.

    Suivre `nextInFocusChain` sortirait du bloc, et PySide attache à chaque contrôle celui qui le suit : détruire
    une page d'un autre thème emporterait alors des éléments de la nouvelle.
    """
    tous = cast("list[QWidget]", bloc.findChildren(QWidget))
    return [
        controle
        for controle in tous
        # La liste d'un choix est une fenêtre à part : `isAncestorOf` s'y arrête.
        if controle.focusPolicy() != Qt.FocusPolicy.NoFocus and bloc.isAncestorOf(controle)
    ]
