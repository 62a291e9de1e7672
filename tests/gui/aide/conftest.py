"""La fenêtre entière, ouverte sur une page, avec sa base."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from gui.fenetre import Fenetre
from gui.rangement import Rangement
from gui.session import Session
from gui.taches import Travaux


@pytest.fixture
def ouvrir(qtbot: QtBot, session_exemple: Session, tmp_path: Path) -> Callable[[], Fenetre]:
    """Ouvre la fenêtre à 1366×768 sur la ferme d'exemple, et lui donne le clavier."""

    def faire() -> Fenetre:
        reglages = QSettings(str(tmp_path / "fenetre.ini"), QSettings.Format.IniFormat)
        fenetre = Fenetre(reglages, Travaux(synchrone=True))
        qtbot.addWidget(fenetre)
        rangement = Rangement(session_exemple, tmp_path, fenetre)
        fenetre.resize(1366, 768)
        fenetre.accueillir(session_exemple, rangement)
        rangement.ouvrir_base(None)
        with qtbot.waitActive(fenetre):
            fenetre.show()
            fenetre.activateWindow()
        return fenetre

    return faire


@pytest.fixture
def fenetre(ouvrir: Callable[[], Fenetre]) -> Fenetre:
    """La fenêtre ouverte."""
    return ouvrir()
