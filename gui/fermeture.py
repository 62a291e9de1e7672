"""Avant de fermer la fenêtre : rien de ce qui est à l'écran ne se perd sans qu'on l'ait accepté."""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from modele.dossiers.fautes import BaseOccupee
from modele.fautes import phrase

if TYPE_CHECKING:
    from gui.fenetre import Fenetre
    from gui.rangement import Rangement

INSISTER_S = 2.0
REESSAYER, QUITTER, REVENIR = "Réessayer", "Quitter sans l'enregistrer", "Revenir"


def peut_fermer(fenetre: "Fenetre") -> bool:
    """Vrai si tout est enregistré, ou si la ferme préfère quitter quand même."""
    rangement = fenetre.rangement
    while rangement is not None and rangement.disponible:
        if _enregistrer(rangement):
            break
        reponse = _demander(fenetre, rangement.refus)
        if reponse != REESSAYER:
            return reponse == QUITTER
    return True


def _enregistrer(rangement: "Rangement") -> bool:
    """Vrai si tout est écrit ; un fichier que tient un autre programme mérite qu'on insiste un peu."""
    limite = time.monotonic() + INSISTER_S
    while not rangement.a_jour:
        rangement.enregistrer()
        if not isinstance(rangement.refus, BaseOccupee) or time.monotonic() > limite:
            break
    return rangement.a_jour


def _demander(fenetre: "Fenetre", refus: Exception | None) -> str:
    question = QMessageBox(fenetre)
    question.setWindowTitle("Quitter")
    question.setTextFormat(Qt.TextFormat.PlainText)
    raison = "" if refus is None else f"\n\n{phrase(refus)}"
    question.setText(f"Votre dernière saisie n'a pas pu être enregistrée.{raison}")
    for texte, role in (
        (REESSAYER, QMessageBox.ButtonRole.AcceptRole),
        (REVENIR, QMessageBox.ButtonRole.RejectRole),
        (QUITTER, QMessageBox.ButtonRole.DestructiveRole),
    ):
        question.addButton(texte, role)
    question.exec()
    bouton = question.clickedButton()
    return bouton.text() if bouton is not None else REVENIR
