"""Écrit le PDF sans fenêtre, pour la ligne de commande."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from gui.impression.encre import pourvoir_en_polices
from gui.impression.pdf import en_pdf
from modele.export.fichier import remplacer
from modele.impression.objets import Document


def ecrire(document: Document, sortie: Path) -> None:
    """Écrit les deux pages dans `sortie` ; lève `FichierInaccessible` si le fichier ou le disque refuse."""
    # Gardée jusqu'à la fin : sans application, Qt n'a pas de polices.
    _application = QGuiApplication.instance() or QGuiApplication(["boussole"])
    pourvoir_en_polices()
    remplacer(sortie, en_pdf(document), "PDF")
