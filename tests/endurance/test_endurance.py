"""La version courte des épreuves longues : à chaque lancement des contrôles."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="demande fork et SIGKILL")
@pytest.mark.parametrize("epreuve", ["morts", "editions", "sorties"])
def test_vingt_morts_brutales_ne_perdent_rien(epreuve: str) -> None:
    # Hors de ce processus : une bifurcation ne doit rien hériter de Qt ni de ses fils.
    execution = subprocess.run(
        [sys.executable, "-m", f"tests.endurance.{epreuve}", "20"],
        cwd=RACINE,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert execution.returncode == 0, execution.stdout + execution.stderr


def test_chaque_octet_du_vrai_catalogue_compte(tmp_path: Path) -> None:
    from tests.endurance.octets import eprouver

    assert set(eprouver(25, tmp_path).values()) == {25}


@pytest.fixture
def apsw() -> None:
    """Le simulateur de disque ; son absence échoue en intégration et saute l'essai ailleurs."""
    if importlib.util.find_spec("apsw") is None:
        message = "apsw n'est pas installé"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)


@pytest.mark.usefixtures("apsw")
def test_trois_cents_coupures_ne_perdent_rien() -> None:
    from modele.dossiers import sqlite
    from tests.endurance.coupures import eprouver

    bilan = eprouver(300, sqlite._REGLAGES)
    assert (bilan.coupures, bilan.perdues, bilan.abimees) == (300, 0, 0)


@pytest.mark.usefixtures("apsw")
def test_le_simulateur_voit_les_mauvais_reglages() -> None:
    from tests.endurance.coupures import JOURNAL_EFFACE, SANS_GRAVER, eprouver

    sans_graver, journal_efface = eprouver(300, SANS_GRAVER), eprouver(300, JOURNAL_EFFACE)
    assert sans_graver.abimees > 100, sans_graver
    assert journal_efface.perdues > 0, journal_efface
