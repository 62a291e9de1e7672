"""Un second démarrage ramène la première fenêtre, sans jamais toucher aux données."""

import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from gui.instance import Ecoute, nom_de_prise, prendre_place, ramener, reveiller
from modele.dossiers.fautes import DejaOuverte
from modele.dossiers.verrou import Verrou

RACINE = Path(__file__).resolve().parents[2]


_SECOND = """
import sys
from pathlib import Path
from gui.instance import prendre_place
print(prendre_place(Path(sys.argv[1])))
"""


@pytest.fixture
def tenu(tmp_path: Path) -> Iterator[Path]:
    """Dossier de données que quelqu'un tient."""
    verrou = Verrou.prendre(tmp_path)
    yield tmp_path
    verrou.rendre()


def test_le_second_ramene_la_premiere_fenetre(tenu: Path, qtbot: QtBot) -> None:
    fenetre = QMainWindow()
    qtbot.addWidget(fenetre)
    fenetre.showMinimized()
    ecoute = Ecoute(tenu, fenetre)
    ecoute.demandee.connect(lambda: ramener(fenetre))
    second = subprocess.Popen(
        [sys.executable, "-c", _SECOND, str(tenu)], cwd=RACINE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    assert second.communicate()[0] == "None\n"
    assert not fenetre.isMinimized() and fenetre.isVisible()


def test_une_prise_laissee_par_une_coupure_ne_gene_pas(tenu: Path, qtbot: QtBot, tmp_path: Path) -> None:
    if sys.platform != "win32":
        reste = Path(tempfile.gettempdir()) / nom_de_prise(tenu)
        morte = socket.socket(socket.AF_UNIX)
        morte.bind(str(reste))
        morte.close()
        assert reste.exists()
    ecoute = Ecoute(tenu)
    second = subprocess.Popen([sys.executable, "-c", _SECOND, str(tenu)], cwd=RACINE)
    with qtbot.waitSignal(ecoute.demandee, timeout=30_000):
        pass
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)


def test_sans_reponse_le_second_le_dit(tenu: Path) -> None:
    assert not reveiller(tenu)
    with pytest.raises(DejaOuverte, match="déjà ouverte"):
        prendre_place(tenu, patience_s=0.2)


def test_une_fenetre_qui_finit_de_se_fermer_laisse_la_place(tmp_path: Path) -> None:
    premier = Verrou.prendre(tmp_path)
    threading.Timer(0.5, premier.rendre).start()
    suivant = prendre_place(tmp_path, patience_s=10)
    assert suivant is not None and suivant.tenu
    suivant.rendre()


def test_chaque_dossier_de_donnees_a_sa_prise(tmp_path: Path) -> None:
    long = tmp_path / ("é" * 90) / ("x" * 120)
    noms = {nom_de_prise(lieu) for lieu in (tmp_path, long, tmp_path / "donnees")}
    assert len(noms) == 3
    assert all(len(nom) < 40 and nom.isascii() for nom in noms)
    assert nom_de_prise(tmp_path / "a" / "..") == nom_de_prise(tmp_path)


def test_deux_applications_reelles(tmp_path: Path) -> None:
    commande = [sys.executable, "main.py", "--donnees", str(tmp_path)]
    premiere = subprocess.Popen(commande, cwd=RACINE, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        limite = time.monotonic() + 60
        while not reveiller(tmp_path):
            assert premiere.poll() is None and time.monotonic() < limite
            time.sleep(0.1)
        avant = {f: f.read_bytes() for f in tmp_path.rglob("*.sqlite")}
        seconde = subprocess.run(commande, cwd=RACINE, capture_output=True, timeout=60, check=False)
        assert seconde.returncode == 0, seconde.stderr
        assert premiere.poll() is None
        assert {f: f.read_bytes() for f in tmp_path.rglob("*.sqlite")} == avant
    finally:
        premiere.terminate()
        premiere.communicate(timeout=60)
        (Path(tempfile.gettempdir()) / nom_de_prise(tmp_path)).unlink(missing_ok=True)
