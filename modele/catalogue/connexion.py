"""Ouvre base.sqlite en lecture seule et s'assure que c'est bien le catalogue."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from modele.fautes import FichierInaccessible

APPLICATION = 0x426F7573  # « Bous » en ASCII
VERSION = 2

_REMEDE = "Réinstallez l'application."


class CatalogueIllisible(FichierInaccessible):
    """La base du catalogue ne peut pas être lue ; le message est une phrase à montrer."""


def abime(chemin: Path) -> CatalogueIllisible:
    """Faute à lever quand le contenu de la base ne tient pas."""
    return CatalogueIllisible(f"Le catalogue « {lisible(chemin)} » est abîmé. {_REMEDE}")


@contextmanager
def ouvrir(chemin: Path) -> Iterator[sqlite3.Connection]:
    """Connexion en lecture seule, fermée à la sortie.

    Lève `CatalogueIllisible` si la base est absente, interdite, étrangère, d'une autre version ou
    abîmée, y compris pour une faute de SQLite survenue pendant l'emploi de la connexion.
    """
    _exiger_un_fichier(chemin)
    try:
        # immutable : un journal posé à côté de la base ne peut pas en changer le contenu.
        connexion = sqlite3.connect(_uri(chemin), uri=True, isolation_level=None)
    except sqlite3.Error as faute:
        raise abime(chemin) from faute
    try:
        connexion.execute("PRAGMA trusted_schema = OFF")
        connexion.execute("PRAGMA cell_size_check = ON")
        connexion.execute("PRAGMA mmap_size = 0")
        # Chaque page ne se lit qu'une fois : la garder ne ferait que grossir le tas.
        connexion.execute("PRAGMA cache_size = -64")
        _exiger_le_catalogue(connexion, chemin)
        yield connexion
    except (sqlite3.Error, MemoryError) as faute:
        raise abime(chemin) from faute
    finally:
        connexion.close()


def _exiger_un_fichier(chemin: Path) -> None:
    try:
        with chemin.open("rb"):
            return
    except FileNotFoundError as faute:
        raison = f"est introuvable. {_REMEDE}"
        raise CatalogueIllisible(f"Le catalogue « {lisible(chemin)} » {raison}") from faute
    except IsADirectoryError as faute:
        raise CatalogueIllisible(f"« {lisible(chemin)} » est un dossier, pas le catalogue.") from faute
    except (OSError, ValueError) as faute:
        raison = "ne peut pas être ouvert : vérifiez les droits du fichier."
        raise CatalogueIllisible(f"Le catalogue « {lisible(chemin)} » {raison}") from faute


def _exiger_le_catalogue(connexion: sqlite3.Connection, chemin: Path) -> None:
    (application,) = connexion.execute("PRAGMA application_id").fetchone()
    (version,) = connexion.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION:
        raise CatalogueIllisible(f"« {lisible(chemin)} » n'est pas le catalogue de l'application. {_REMEDE}")
    if version > VERSION:
        raise CatalogueIllisible(
            f"Le catalogue « {lisible(chemin)} » vient d'une version plus récente de l'application. "
            "Installez cette version."
        )
    if version != VERSION:
        raise CatalogueIllisible(
            f"Le catalogue « {lisible(chemin)} » vient d'une ancienne version de l'application. {_REMEDE}"
        )


def _uri(chemin: Path) -> str:
    complet = chemin.absolute().as_posix()
    # Un chemin Windows (C:/…) demande une barre de tête ; un partage (//serveur/…) garde les siennes.
    complet = complet if complet.startswith("/") else f"/{complet}"
    return f"file://{quote(os.fsencode(complet), safe='/:')}?mode=ro&immutable=1"


def lisible(chemin: Path) -> str:
    """Chemin affichable, même quand son nom n'est pas de l'UTF-8."""
    return os.fsencode(chemin).decode("utf-8", "replace")
