"""Un dépôt neuf par essai, dans un chemin qui piège les adresses et les formats."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Pool, event

from modele.dossiers.depot import DepotDossiers
from modele.dossiers.version_schema import SCHEMA, Schema
from tests.dossiers.fabrique import Horloge


@pytest.fixture
def horloge() -> Horloge:
    """Horloge que l'essai avance."""
    return Horloge()


@pytest.fixture
def chemin(tmp_path: Path) -> Path:
    """Chemin à accents, espaces, et signes qui ont un sens dans une adresse."""
    return tmp_path / "Été à la ferme ? #1 100%20 [x]" / "dossiers d'Anaïs.sqlite"


@pytest.fixture
def depot(chemin: Path, horloge: Horloge) -> Iterator[DepotDossiers]:
    """Dépôt ouvert sur une base neuve."""
    with DepotDossiers.ouvrir(chemin, horloge) as ouvert:
        yield ouvert


@pytest.fixture(scope="module")
def sans_attendre_le_disque() -> Iterator[None]:
    """Épargne à ce processus l'attente du disque, sans effet sur ce qui est écrit."""

    def presser(connexion: sqlite3.Connection, _fiche: object) -> None:
        connexion.execute("PRAGMA synchronous = OFF")

    event.listen(Pool, "connect", presser)
    yield
    event.remove(Pool, "connect", presser)


@pytest.fixture
def version_suivante(tmp_path: Path) -> Schema:
    """Les migrations livrées, suivies d'une version inventée."""
    dossier = tmp_path / "à 100 % [sûr]" / "migrations"
    shutil.copytree(SCHEMA.migrations, dossier, ignore=shutil.ignore_patterns("__pycache__"))
    suivante = Schema(SCHEMA.version + 1, dossier)
    inventee = (Path(__file__).parent / "migration_d_essai.py").read_text("utf-8")
    inventee = inventee.replace("suivante", suivante.revision).replace("courante", SCHEMA.revision)
    migration_suivante(suivante).write_text(inventee, "utf-8")
    return suivante


def migration_suivante(schema: Schema) -> Path:
    """Fichier de la dernière migration d'un schéma."""
    return schema.migrations / "versions" / f"v{schema.revision}.py"
