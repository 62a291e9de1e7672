"""Le verrou : un seul programme à la fois, et rien à nettoyer quand il meurt."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from modele.dossiers.fautes import DejaOuverte
from modele.dossiers.verrou import NOM, Verrou

RACINE = Path(__file__).resolve().parents[2]

_TENIR = """
import sys, time
from pathlib import Path
from modele.dossiers.verrou import Verrou
verrou = Verrou.prendre(Path(sys.argv[1]))
print(verrou.tenu, flush=True)
time.sleep(60)
"""


def _autre_programme(donnees: Path) -> subprocess.Popen[str]:
    autre = subprocess.Popen(
        [sys.executable, "-c", _TENIR, str(donnees)], cwd=RACINE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert autre.stdout is not None
    assert autre.stdout.readline() == "True\n"
    return autre


def test_un_seul_a_la_fois(chemin: Path) -> None:
    premier = Verrou.prendre(chemin.parent)
    assert premier.tenu
    with pytest.raises(DejaOuverte, match="déjà ouverte"):
        Verrou.prendre(chemin.parent)
    premier.rendre()
    premier.rendre()
    Verrou.prendre(chemin.parent).rendre()
    assert [fichier.name for fichier in chemin.parent.iterdir()] == [NOM]


def test_deux_dossiers_de_donnees_ne_se_genent_pas(tmp_path: Path) -> None:
    for nom in ("a", "b"):
        assert Verrou.prendre(tmp_path / nom).tenu


@pytest.mark.skipif(sys.platform == "win32", reason="demande SIGKILL")
def test_un_programme_tue_rend_le_verrou(tmp_path: Path) -> None:
    for _ in range(5):
        autre = _autre_programme(tmp_path)
        with pytest.raises(DejaOuverte):
            Verrou.prendre(tmp_path)
        os.kill(autre.pid, signal.SIGKILL)
        autre.communicate()
        Verrou.prendre(tmp_path).rendre()


@pytest.mark.parametrize("contenu", [b"Bonjour." * 1000, bytes(4096), b"SQLite format 3\0" + b"\xff" * 500])
def test_un_verrou_abime_se_remplace(tmp_path: Path, contenu: bytes) -> None:
    (tmp_path / NOM).write_bytes(contenu)
    verrou = Verrou.prendre(tmp_path)
    assert verrou.tenu
    with pytest.raises(DejaOuverte):
        Verrou.prendre(tmp_path)
    verrou.rendre()


def test_la_ou_rien_ne_s_ecrit_on_s_en_passe(tmp_path: Path) -> None:
    obstacle = tmp_path / "fichier"
    obstacle.touch()
    assert not Verrou.prendre(obstacle / "donnees").tenu
    (tmp_path / NOM).mkdir()
    assert not Verrou.prendre(tmp_path).tenu


def test_prendre_le_verrou_ne_charge_presque_rien(tmp_path: Path) -> None:
    programme = (
        "import sys; from pathlib import Path; from modele.dossiers.verrou import Verrou\n"
        "Verrou.prendre(Path(sys.argv[1]))\n"
        "assert not {'sqlalchemy', 'PySide6', 'pydantic'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", programme, str(tmp_path)], cwd=RACINE, check=True)
