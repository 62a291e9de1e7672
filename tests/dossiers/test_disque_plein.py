"""Un vrai disque plein : rien n'est perdu, tout se consulte, et tout repart quand la place revient."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from modele.dossiers.ouverture import ouvrir
from modele.dossiers.restauration import ECARTEES, restaurer
from modele.dossiers.sauvegardes import OUVERTURE, intacte, lister, sauvegarder
from modele.fautes import FichierInaccessible
from tests.dossiers.fabrique import Horloge, complet

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="monter un disque demande root"
)


@pytest.fixture
def petit_disque(tmp_path: Path) -> Iterator[Path]:
    """Disque de 2 Mo en mémoire."""
    montage = tmp_path / "petit disque"
    montage.mkdir()
    monter = ["mount", "-t", "tmpfs", "-o", "size=2m", "boussole-essai", str(montage)]
    if subprocess.run(monter, capture_output=True, check=False).returncode:
        pytest.skip("monter un disque est refusé ici")
    try:
        yield montage
    finally:
        subprocess.run(["umount", str(montage)], check=True)


def _remplir(disque: Path) -> Path:
    bourre = disque / "photos"
    with bourre.open("wb", buffering=0) as fichier:
        for taille in (65_536, 4096, 1):
            try:
                while fichier.write(bytes(taille)) == taille:
                    pass
            except OSError:
                continue
    return bourre


def test_disque_plein(petit_disque: Path, horloge: Horloge) -> None:
    base = petit_disque / "dossiers.sqlite"
    with ouvrir(base, horloge) as depot:
        garde = depot.enregistrer(complet())
        assert sauvegarder(base, OUVERTURE, horloge()) is not None
        autre = depot.enregistrer(replace(garde, nom="Autre"))
    bourre = _remplir(petit_disque)
    avant = base.read_bytes()

    with ouvrir(base, horloge) as depot:
        assert depot.lire(garde.identifiant) == autre
        with pytest.raises(FichierInaccessible, match="plein"):
            depot.enregistrer(replace(autre, notes={"socleo": "x" * 100_000}))
        assert depot.lire(garde.identifiant) == autre
    with pytest.raises(FichierInaccessible, match="plein"):
        sauvegarder(base, OUVERTURE, horloge())
    (sauvegarde,) = lister(base)
    assert intacte(sauvegarde.chemin)
    with pytest.raises(FichierInaccessible, match="plein"):
        restaurer(base, sauvegarde.chemin)
    assert base.read_bytes() == avant
    assert not (petit_disque / ECARTEES).exists()

    bourre.unlink()
    assert sauvegarder(base, OUVERTURE, horloge()) is not None
    restaurer(base, sauvegarde.chemin, horloge())
    with ouvrir(base, horloge) as depot:
        assert depot.lire(garde.identifiant) == garde
