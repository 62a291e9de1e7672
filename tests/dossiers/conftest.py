"""Un dépôt neuf par essai, dans un chemin qui piège les adresses et les formats."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from modele.dossiers.depot import DepotDossiers
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
