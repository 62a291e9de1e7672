"""De quoi ouvrir une fenêtre entière sur un vrai dossier de données, et répondre à ses questions."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.application import lire_reglages
from gui.fenetre import Fenetre
from gui.pages.donnees import PageDonnees
from gui.rangement import Rangement
from gui.session import Session
from gui.taches import Travaux
from gui.veille import Veille
from modele.catalogue.objets import Catalogue
from modele.dossiers.rapide import lire_apercu


def ouvrir(qtbot: QtBot, catalogue: Catalogue, donnees: Path, synchrone: bool = True) -> Fenetre:
    """Ouvre la fenêtre comme le fait le démarrage."""
    session = Session(catalogue)
    fenetre = Fenetre(lire_reglages(donnees), Travaux(synchrone=synchrone))
    qtbot.addWidget(fenetre)
    rangement = Rangement(session, donnees, fenetre)
    fenetre.resize(1366, 768)
    fenetre.accueillir(session, rangement)
    rangement.ouvrir_base(lire_apercu(donnees, catalogue))
    Veille(fenetre).sauvegarder()
    fenetre.show()
    return fenetre


def page_donnees(fenetre: Fenetre, section: str) -> PageDonnees:
    """Page « Données » ouverte sur une section."""
    fenetre.montrer("donnees")
    assert isinstance(fenetre.page, PageDonnees)
    fenetre.page.montrer(section)
    return fenetre.page


def repondre(faire: Callable[[QWidget], object]) -> None:
    """Fait quelque chose du prochain dialogue modal, dès qu'il paraît."""

    def agir() -> None:
        ouvert = QApplication.activeModalWidget()
        if ouvert is None:
            QTimer.singleShot(0, agir)
        else:
            faire(ouvert)

    QTimer.singleShot(0, agir)


def cliquer(mot: str) -> Callable[[QWidget], None]:
    """Clique dans un dialogue le bouton qui porte ce texte."""

    def clic(dialogue: QWidget) -> None:
        next(b for b in dialogue.findChildren(QPushButton) if b.text() == mot).click()

    return clic
