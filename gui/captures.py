"""Photographie chaque page et chaque dialogue de l'application réelle."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QLabel, QWidget

from gui.aide.actions import ouvrir_aide
from gui.application import creer_application, lire_reglages, poser_theme
from gui.captures_dialogues import construits, modaux, pendant
from gui.composants.prix_propose_gestes import GestesPrix
from gui.effacement import DialogueEffacement
from gui.erreurs import DialogueDefaut, DialogueEmpechement
from gui.fenetre import Fenetre
from gui.impression.apercu import DialogueImpression
from gui.pages.comparer import CHOIX, COTE_A_COTE, GRILLE, PageComparer
from gui.pages.donnees import SECTIONS, PageDonnees
from gui.plan_des_pages import PAGE_DE_DEPART, PAGES
from gui.rangement import Rangement
from gui.session import Session
from gui.taches import Travaux
from gui.theme.style import NomTheme
from gui.veille import Veille
from modele.catalogue.editions import Editions
from modele.dossiers.fautes import lisible
from modele.export.fichier import remplacer
from modele.fautes import FichierInaccessible
from modele.lecture_situation import lire_fichier
from modele.situation import EXEMPLE
from modele.tarification.prix_proposes import cibles

PRESELECTION = 3
EXEMPLE_DE_DOSSIER = "…/Boussole circuits courts"
EXEMPLE_D_EMPECHEMENT = "Le dossier « Exemple » est en lecture seule."


def photographier(
    sortie: Path,
    situation: Path | None,
    theme: NomTheme,
    taille: tuple[int, int],
    texte: int,
    avec_visite: bool = False,
) -> Iterator[Path]:
    """Écrit `NN-nom.png` dans `sortie` et rend les chemins au fur et à mesure.

    Chaque page, les autres vues de « Comparer », chaque dialogue et, si on la demande, la visite guidée.
    Le dossier est créé au besoin. Lève `EntreeInvalide` si la situation est refusée, `OSError` ou
    `FichierInaccessible` si une image ne peut pas être écrite.
    """
    qInstallMessageHandler(_sans_bruit)
    application = creer_application()
    catalogue = Editions(None).actif().catalogue
    depart = EXEMPLE if situation is None else lire_fichier(situation, catalogue)
    sortie.mkdir(parents=True, exist_ok=True)
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
            taire(fenetre, rangement.donnees)
            numero += 1
            yield _image(fenetre, sortie / f"{numero:02d}-{page}.png")
            if page == "donnees":
                yield from _sections(fenetre, sortie, numero)
        for nom, montrer in vues(fenetre):
            numero += 1
            yield _image(montrer(), sortie / f"{numero:02d}-{nom}.png")
        for nom, ouvrir in dialogues(fenetre):
            dialogue = ouvrir()
            dialogue.show()
            numero += 1
            yield _image(dialogue, sortie / f"{numero:02d}-{nom}.png")
            dialogue.close()
        if avec_visite:
            fenetre.aide.visiter()
            numero += 1
            yield _image(fenetre, sortie / f"{numero:02d}-visite.png")
            fenetre.aide.finir_la_visite()
        for nom, geste in modaux(fenetre):
            numero += 1
            chemin = sortie / f"{numero:02d}-{nom}.png"
            pendant(geste, partial(_image, chemin=chemin))
            yield chemin
        fenetre.close()


def _sections(fenetre: Fenetre, sortie: Path, numero: int) -> Iterator[Path]:
    assert isinstance(fenetre.page, PageDonnees)
    for section, _ in SECTIONS[1:]:
        fenetre.page.montrer(section)
        assert fenetre.rangement is not None
        taire(fenetre, fenetre.rangement.donnees)
        yield _image(fenetre, sortie / f"{numero:02d}-donnees-{section}.png")


def taire(fenetre: Fenetre, provisoire: Path) -> None:
    """Le dossier provisoire des captures n'apprend rien à qui les regarde."""
    for etiquette in cast("list[QLabel]", fenetre.findChildren(QLabel)):
        if (texte := etiquette.text()) != (dit := texte.replace(lisible(provisoire), EXEMPLE_DE_DOSSIER)):
            etiquette.setText(dit)


def _sans_bruit(_genre: QtMsgType, _contexte: QMessageLogContext, message: str) -> None:
    # La plateforme sans écran se plaint de ne savoir ni proposer la taille des fenêtres, ni les ranger.
    if "This plugin does not support" not in message:
        print(message, file=sys.stderr)


def vues(fenetre: Fenetre) -> tuple[tuple[str, Callable[[], QWidget]], ...]:
    """Nom de chaque vue d'une page autre que la première, et de quoi la montrer."""

    def comparer(vue: str) -> QWidget:
        assert fenetre.session is not None
        # Les premiers du classement, pour que les colonnes ne soient pas vides.
        ordre = fenetre.session.comparaison.ordre[:PRESELECTION]
        fenetre.session.modifier_dossier(preselection=ordre)
        fenetre.montrer(PAGE_DE_DEPART)
        assert isinstance(fenetre.page, PageComparer)
        fenetre.page.montrer_vue(vue)
        return fenetre

    def calculateur() -> QWidget:
        comparer(GRILLE)
        fenetre.panneau.replier(False)
        return fenetre.panneau

    return (
        ("comparer-choix", lambda: comparer(CHOIX)),
        ("comparer-cote-a-cote", lambda: comparer(COTE_A_COTE)),
        ("calculateur", calculateur),
    )


def dialogues(fenetre: Fenetre) -> tuple[tuple[str, Callable[[], QWidget]], ...]:
    """Nom de chaque dialogue et de quoi le créer au-dessus de la fenêtre."""
    assert fenetre.rangement is not None and fenetre.session is not None
    outil = fenetre.session.catalogue_du_guide.outils[0]
    gestes = GestesPrix(fenetre.session, fenetre)
    session, rangement, travaux = fenetre.session, fenetre.rangement, fenetre.travaux
    return (
        ("dialogue-defaut", lambda: DialogueDefaut("Exemple de rapport.", fenetre)),
        ("dialogue-empechement", lambda: DialogueEmpechement(EXEMPLE_D_EMPECHEMENT, fenetre)),
        ("dialogue-effacement", lambda: DialogueEffacement(rangement, travaux, fenetre)),
        ("dialogue-tarif-propose", lambda: gestes.proposer(next(cibles(outil)))),
        ("aide", lambda: ouvrir_aide(fenetre, PAGE_DE_DEPART)),
        ("dialogue-imprimer", lambda: DialogueImpression(session, travaux, fenetre.reglages, fenetre)),
        *construits(fenetre),
    )


def _image(widget: QWidget, chemin: Path) -> Path:
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QCoreApplication.processEvents()
    tampon = QBuffer()
    tampon.open(QBuffer.OpenModeFlag.WriteOnly)
    if not widget.grab().save(tampon, "PNG"):
        raise FichierInaccessible(f"L'image « {chemin.name} » n'a pas pu être préparée.")
    remplacer(chemin, bytes(tampon.data().data()), "fichier d'image")
    return chemin
