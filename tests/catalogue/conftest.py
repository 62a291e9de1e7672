"""Le petit catalogue, en fichiers et en base."""

from pathlib import Path

import pytest

from modele.catalogue.construction import construire
from modele.catalogue.lecture import lire_catalogue
from modele.catalogue.objets import Catalogue
from tests.catalogue import petit


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Fichiers TOML du petit catalogue."""
    return petit.ecrire(tmp_path / "ressources" / "catalogue")


@pytest.fixture
def petit_catalogue(dossier: Path) -> Catalogue:
    """Petit catalogue lu."""
    return lire_catalogue(dossier)


@pytest.fixture
def base(petit_catalogue: Catalogue, tmp_path: Path) -> Path:
    """Petit catalogue construit."""
    chemin = tmp_path / "base.sqlite"
    construire(petit_catalogue, chemin)
    return chemin
