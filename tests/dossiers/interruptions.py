"""Rejoue une action en la tuant avant et après chaque ordre SQL, un processus par mort.

    python -m tests.dossiers.interruptions ACTION MODELE SORTIE [MIGRATIONS]

Chaque mort laisse sa base dans SORTIE/<rang>/ ; la dernière est celle d'une action allée au bout.
"""

import importlib
import itertools
import os
import shutil
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine, Pool, event

from modele.dossiers.depot import DepotDossiers
from modele.dossiers.version_schema import Schema

NOM = "dossiers.sqlite"


def _creer(chemin: Path, _migrations: Path) -> None:
    DepotDossiers.ouvrir(chemin).fermer()


def _enregistrer(chemin: Path, _migrations: Path) -> None:
    with DepotDossiers.ouvrir(chemin) as depot:
        dossier = depot.lire(1)
        notes = {f"outil-{rang}": "Nouvelle note. " * 300 for rang in range(20)}
        depot.enregistrer(replace(dossier, nom="Après", notes=notes, essais=(), questions=()))


def _migrer(chemin: Path, migrations: Path) -> None:
    version = len(list((migrations / "versions").glob("v*.py")))
    DepotDossiers.ouvrir(chemin, schema=Schema(version, migrations)).fermer()


ACTIONS: dict[str, Callable[[Path, Path], None]] = {
    "creer": _creer,
    "enregistrer": _enregistrer,
    "migrer": _migrer,
}


def _mourir_au(rang: int) -> None:
    instants = itertools.count(1)

    def vivre(*_arguments: object) -> None:
        if next(instants) == rang:
            os.kill(os.getpid(), signal.SIGKILL)

    def sans_memoire(connexion: sqlite3.Connection, _fiche: object) -> None:
        # Sans place pour attendre la fin, les pages s'écrivent au fil de l'eau et la mort laisse un journal.
        connexion.execute("PRAGMA cache_size = 2")

    event.listen(Pool, "connect", sans_memoire)
    for instant in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, instant, vivre)


def main(action: str, modele: Path, sortie: Path, migrations: Path) -> int:
    """Code de sortie de l'action allée au bout."""
    importlib.import_module("alembic.command")  # une fois pour toutes les morts
    for rang in itertools.count(1):
        essai = sortie / f"{rang:03}" / NOM
        essai.parent.mkdir(parents=True)
        if modele.exists():
            shutil.copy(modele, essai)
        enfant = os.fork()
        if enfant == 0:
            _mourir_au(rang)
            try:
                ACTIONS[action](essai, migrations)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        _, etat = os.waitpid(enfant, 0)
        if os.WIFEXITED(etat):
            return os.WEXITSTATUS(etat)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(Path, sys.argv[2:])))
