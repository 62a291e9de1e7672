"""Le journal : ce que l'application a fait, jamais ce que la ferme a écrit.

Chaque ligne est un mot d'une liste fermée, avec au plus le nom d'une page, d'un module ou d'une classe d'erreur.
`logging` n'est chargé qu'à l'ouverture, une fois la fenêtre peinte.
"""

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gui.plan_des_pages import PAGES
from modele.donnees_locales import JOURNAL

if TYPE_CHECKING:
    import logging

TAILLE_MAX = 200_000
ANCIENS = 1
_journal: "logging.Logger | None" = None


class Evenement(Enum):
    """Ce qui peut se noter."""

    OUVERTURE = "application ouverte"
    FERMETURE = "application fermée"
    ARRET_BRUTAL = "la fois précédente s'est arrêtée brutalement"
    DOSSIERS_OUVERTS = "dossiers ouverts"
    DOSSIERS_REFUSES = "dossiers non ouverts ou non enregistrés"
    ATTENTE = "dossiers occupés, nouvel essai"
    REMPLACEMENT = "dossiers remplacés par un autre programme"
    PAGE = "page"
    TRAVAIL_FAIT = "travail fait"
    TRAVAIL_ANNULE = "travail annulé"
    TRAVAIL_REFUSE = "travail empêché"
    DEFAUT = "défaut"
    EFFACEMENT = "données effacées"


def ouvrir(donnees: Path) -> None:
    """Ouvre le journal de ce dossier ; le fichier ne naît qu'à la première ligne, et sa taille est bornée."""
    global _journal
    import logging
    from logging.handlers import RotatingFileHandler

    class Discret(RotatingFileHandler):
        def handleError(self, record: logging.LogRecord) -> None:
            """Un disque plein ou en lecture seule prive du journal, de rien d'autre."""

    fermer()
    porteur = Discret(
        donnees / JOURNAL, maxBytes=TAILLE_MAX, backupCount=ANCIENS, encoding="utf-8", delay=True
    )
    porteur.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _journal = logging.Logger("boussole", logging.INFO)
    _journal.addHandler(porteur)


def fermer() -> bool:
    """Rend le fichier ; vrai si le journal était ouvert."""
    global _journal
    if _journal is None:
        return False
    for porteur in _journal.handlers:
        porteur.close()
    _journal = None
    return True


def noter(evenement: Evenement) -> None:
    """Ajoute une ligne ; sans effet tant que le journal n'est pas ouvert."""
    _ecrire(evenement.value)


def noter_page(identifiant: str) -> None:
    """Note l'ouverture d'une page du plan."""
    if any(entree.identifiant == identifiant for entree in PAGES):
        _ecrire(f"{Evenement.PAGE.value} {identifiant}")


def noter_travail(evenement: Evenement, fonction: Callable[..., Any]) -> None:
    """Note l'issue d'un travail long, par le module qui l'a demandé."""
    _ecrire(f"{evenement.value} : {fonction.__module__}")


def noter_faute(evenement: Evenement, faute: BaseException, avec_pile: bool = False) -> None:
    """Note la classe d'une faute, et ses appels pour un défaut ; jamais son message."""
    from modele.rapport import genre, pile

    _ecrire(f"{evenement.value} : {pile(faute) if avec_pile else genre(faute)}")


def _ecrire(ligne: str) -> None:
    if _journal is not None:
        _journal.info("%s", ligne)
