"""Une application graphique sans écran : le dessin mesure de vraies polices."""

import pytest
from PySide6.QtWidgets import QApplication

from gui.application import creer_application


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """L'application telle qu'elle est livrée, en français."""
    return creer_application()
