"""Sans aucun réseau, l'application fait tout ce qu'elle sait faire."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.surete.conduite import conduire

SANS_RESEAU = ("unshare", "--map-root-user", "--net")
_ESSAI = """
import socket, sys
prise = socket.socket()
try:
    prise.connect(("192.0.2.1", 9))
except OSError as faute:
    sys.exit(0 if faute.errno in (101, 100, 99) else 3)
sys.exit(4)
"""


@pytest.fixture
def sans_reseau() -> tuple[str, ...]:
    """Commande qui retire tout réseau ; interdite, elle échoue en intégration et saute l'essai ailleurs."""
    permis = sys.platform.startswith("linux") and shutil.which("unshare") is not None
    if permis:
        permis = subprocess.run([*SANS_RESEAU, "true"], capture_output=True, check=False).returncode == 0
    if not permis:
        message = "retirer le réseau à un processus (unshare) est interdit ici"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return SANS_RESEAU


def test_le_reseau_est_vraiment_retire(sans_reseau: tuple[str, ...]) -> None:
    assert subprocess.run([*sans_reseau, sys.executable, "-c", _ESSAI], check=False).returncode == 0


def test_une_session_entiere_sans_reseau(sans_reseau: tuple[str, ...], tmp_path: Path) -> None:
    """Démarrage, pages, saisies, calcul, export, reprise, sauvegarde, copie, fermeture ; chemin de 200 signes."""
    lieu = "/".join(("é" * 60, "ferme " * 14 + "x", "données" * 9))
    session = conduire(tmp_path, sans_reseau, donnees=lieu, combien=1)
    assert len(str(session.donnees)) > 200
    assert session.compte_rendu["fautes"] == []
    assert session.compte_rendu["prises"] == []
    assert (session.sortie / "0.xlsx").stat().st_size > 10_000
    assert len(list(session.sortie.glob("dossiers-*.sqlite"))) == 1


def test_la_ligne_de_commande_sans_reseau(sans_reseau: tuple[str, ...], tmp_path: Path) -> None:
    fini = subprocess.run(
        [*sans_reseau, sys.executable, "main.py", "autotest"],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "BOUSSOLE_DONNEES": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert fini.returncode == 0, fini.stdout + fini.stderr
    assert "0 failed" in fini.stdout
