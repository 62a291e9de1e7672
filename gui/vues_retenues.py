"""Ce qu'une page montrait avant d'être refaite : un autre thème, un texte plus grand, une autre édition du catalogue.

Une page dit dans `controles_de_vue` ce que l'on y choisit (par un nom), et dans `endroit` où l'on en est ;
`revenir` l'y ramène. L'un et l'autre sont facultatifs.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from gui.composants.choix_segments import ChoixSegments


class VueRetenue(NamedTuple):
    """Valeur de chaque contrôle par son nom, et l'endroit où en était la page."""

    controles: dict[str, Any]
    endroit: Any


def retenir(page: QWidget) -> VueRetenue:
    """Ce que la page montre en ce moment."""
    controles: Mapping[str, QWidget] = getattr(page, "controles_de_vue", {})
    return VueRetenue(
        {nom: _lire(controle) for nom, controle in controles.items()}, getattr(page, "endroit", None)
    )


def reprendre(page: QWidget, vue: VueRetenue) -> None:
    """Remet la page à ce qu'elle montrait ; un contrôle ou un choix disparu depuis est passé."""
    controles: Mapping[str, QWidget] = getattr(page, "controles_de_vue", {})
    for nom, controle in controles.items():
        if nom in vue.controles:
            _poser(controle, vue.controles[nom])
    if vue.endroit is not None and hasattr(page, "revenir"):
        page.revenir(vue.endroit)


def _lire(controle: QWidget) -> Any:
    match controle:
        case ChoixSegments():
            return controle.choix
        case QComboBox():
            return controle.currentData()
        case QAbstractButton():
            return controle.isChecked()
        case QLineEdit():
            return controle.text()
    raise TypeError(type(controle).__name__)


def _poser(controle: QWidget, valeur: Any) -> None:
    match controle:
        case ChoixSegments():
            controle.bouton(valeur).setChecked(True)
        case QComboBox():
            rang = controle.findData(valeur)
            if rang >= 0 and rang != controle.currentIndex():
                controle.setCurrentIndex(rang)
                controle.activated.emit(rang)
        case QAbstractButton():
            controle.setChecked(valeur)
        case QLineEdit():
            controle.setText(valeur)
