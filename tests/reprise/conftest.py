"""Un export de référence, fait une fois pour tous les essais."""

from pathlib import Path

import pytest

from modele.catalogue.objets import Catalogue
from tests.reprise.fabrique import ecrire, rempli


@pytest.fixture(scope="session")
def exporte(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Octets du classeur d'un dossier rempli."""
    return ecrire(catalogue, rempli(), tmp_path_factory.mktemp("exporte") / "rempli.xlsx").read_bytes()


@pytest.fixture
def fichier(exporte: bytes, tmp_path: Path) -> Path:
    """Copie de ce classeur, à retoucher."""
    chemin = tmp_path / "ferme.xlsx"
    chemin.write_bytes(exporte)
    return chemin
