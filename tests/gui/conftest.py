"""Fenêtre d'essai : thème clair, session d'exemple, aucun widget oublié."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import fermeture
from gui.application import creer_application
from gui.session import Session
from gui.theme.style import appliquer
from modele.catalogue.objets import Catalogue


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """L'application telle qu'elle est livrée, en français."""
    return creer_application()


@pytest.fixture(autouse=True)
def theme_clair(qapp: QApplication) -> None:
    """Thème clair à 100 % avant chaque essai."""
    appliquer(qapp, "clair", 1.0)


@pytest.fixture
def session_exemple(catalogue: Catalogue, qtbot: QtBot) -> Session:
    """Session ouverte sur la ferme d'exemple."""
    return Session(catalogue)


@pytest.fixture(autouse=True)
def quitter_sans_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """Une fenêtre se ferme à la fin de son essai même si sa dernière saisie n'a pas pu être enregistrée."""
    monkeypatch.setattr(fermeture, "_demander", lambda _fenetre, _refus: fermeture.QUITTER)


@pytest.fixture(autouse=True)
def aucune_fenetre_oubliee(qapp: QApplication) -> Iterator[None]:
    """Chaque essai ferme ce qu'il a ouvert."""
    yield
    ouvertes = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    for widget in ouvertes:
        widget.close()
        widget.deleteLater()
    # Sans quoi chaque essai paierait le restylage des fenêtres des précédents.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
