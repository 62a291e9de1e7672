"""Photographie chaque page et chaque dialogue de l'application réelle."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from gui.application import creer_application, lire_reglages, poser_theme
from gui.effacement import DialogueEffacement
from gui.erreurs import DialogueDefaut
from gui.fenetre import Fenetre
from gui.pages.donnees import SECTIONS, PageDonnees
from gui.plan_des_pages import PAGE_DE_DEPART, PAGES
from gui.rangement import Rangement
from gui.session import Session
from gui.taches import Travaux
from gui.theme.style import NomTheme
from gui.veille import Veille
from modele.catalogue.depot import ouvrir_catalogue
from modele.catalogue.emplacements import BASE
from modele.lecture_situation import lire_fichier
from modele.situation import EXEMPLE


def photographier(
    sortie: Path, situation: Path | None, theme: NomTheme, taille: tuple[int, int], texte: int
) -> Iterator[Path]:
    """Écrit `NN-nom.png` dans `sortie` et rend les chemins au fur et à mesure.

    `EntreeInvalide` si la situation est refusée, `OSError` si une image ne peut pas être écrite.
    """
    qInstallMessageHandler(_sans_bruit)
    application = creer_application()
    catalogue = ouvrir_catalogue(BASE)
    depart = EXEMPLE if situation is None else lire_fichier(situation, catalogue)
    with TemporaryDirectory() as provisoire:
        reglages = lire_reglages(Path(provisoire))
        poser_theme(application, reglages, theme, texte)
        fenetre = Fenetre(reglages, Travaux(synchrone=True))
        fenetre.resize(*taille)
        session = Session(catalogue, depart, fenetre)
        rangement = Rangement(session, Path(provisoire), fenetre)
        fenetre.accueillir(session, rangement)
        rangement.ouvrir_base(None)
        Veille(fenetre).sauvegarder()
        fenetre.show()
        numero = 0
        pages = [entree.identifiant for entree in PAGES]
        for page in sorted(pages, key=lambda page: page != PAGE_DE_DEPART):
            fenetre.montrer(page)
            numero += 1
            yield _image(fenetre, sortie / f"{numero:02d}-{page}.png")
            if page == "donnees":
                yield from _sections(fenetre, sortie, numero)
        for nom, ouvrir in _dialogues(fenetre):
            dialogue = ouvrir()
            dialogue.show()
            numero += 1
            yield _image(dialogue, sortie / f"{numero:02d}-{nom}.png")
            dialogue.close()
        fenetre.close()


def _sections(fenetre: Fenetre, sortie: Path, numero: int) -> Iterator[Path]:
    assert isinstance(fenetre.page, PageDonnees)
    for section, _ in SECTIONS[1:]:
        fenetre.page.montrer(section)
        yield _image(fenetre, sortie / f"{numero:02d}-donnees-{section}.png")


def _sans_bruit(_genre: QtMsgType, _contexte: QMessageLogContext, message: str) -> None:
    # La plateforme sans écran se plaint à chaque fenêtre de ne pas savoir en proposer la taille.
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr)


def _dialogues(fenetre: Fenetre) -> tuple[tuple[str, Callable[[], QWidget]], ...]:
    assert fenetre.rangement is not None
    rangement, travaux = fenetre.rangement, fenetre.travaux
    return (
        ("dialogue-defaut", lambda: DialogueDefaut("Exemple de rapport.", fenetre)),
        ("dialogue-effacement", lambda: DialogueEffacement(rangement, travaux, fenetre)),
    )


def _image(widget: QWidget, chemin: Path) -> Path:
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QCoreApplication.processEvents()
    if not widget.grab().save(str(chemin)):
        raise OSError(f"L'image « {chemin} » n'a pas pu être écrite.")
    return chemin
