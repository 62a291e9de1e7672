"""Ce à quoi le système reconnaît l'application : son icône, et son nom dans la barre des tâches."""

import sys
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

ICONE = Path(__file__).resolve().parents[1] / "ressources" / "icones" / "application.svg"
_IDENTIFIANT_WINDOWS = "BoussoleCircuitsCourts"


def poser_identite(application: QApplication) -> None:
    """Donne son icône à l'application ; sous Windows, la détache de Python, dont elle porterait sinon l'icône."""
    application.setWindowIcon(QIcon(str(ICONE)))
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(_IDENTIFIANT_WINDOWS)
