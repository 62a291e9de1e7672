"""Un second démarrage ramène la première fenêtre, sans jamais toucher aux données."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QSysInfo
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from gui.instance import APPELS, Ecoute, prendre_place, ramener, reveiller
from modele.dossiers.fautes import DejaOuverte
from modele.dossiers.verrou import Verrou

RACINE = Path(__file__).resolve().parents[2]


_SECOND = """
import sys
from pathlib import Path
from gui.instance import prendre_place
print(prendre_place(Path(sys.argv[1])))
"""


def _ici(maison: str | None = None) -> bytes:
    return f"{QSysInfo.machineHostName()} {maison or QDir.homePath()}".encode()


def _appel(donnees: Path, rang: int = 1) -> Path:
    """Le nom d'un appel fait à l'instant."""
    return donnees / APPELS / f"{rang}-{time.time_ns()}.appel"


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


def test_un_appel_laisse_par_une_coupure_est_oublie(tenu: Path, qtbot: QtBot) -> None:
    appels = tenu / APPELS
    appels.mkdir()
    vieux = appels / "12-34.appel"
    vieux.write_bytes(_ici() + b"\0/vieux.boussole\0")
    os.utime(vieux, (0, 0))
    demandes: list[object] = []
    ecoute = Ecoute(tenu)
    ecoute.demandee.connect(demandes.append)
    qtbot.wait(200)
    assert demandes == [] and not vieux.exists()


def test_un_appel_fait_pendant_l_ouverture_n_est_pas_perdu(tenu: Path, qtbot: QtBot) -> None:
    (tenu / APPELS).mkdir()
    _appel(tenu).write_bytes(_ici() + b"\0/neuf.boussole\0")
    ecoute = Ecoute(tenu)
    with qtbot.waitSignal(ecoute.demandee, timeout=30_000) as recu:
        pass
    assert recu.args == [Path("/neuf.boussole")]


@pytest.mark.parametrize(
    "dit",
    [
        b"autre-poste\0\0",
        _ici("/home/autre-session") + b"\0\0",
        b"",
        b"%s\0sans fin",
        b"%s\0trop\0de\0morceaux\0",
        b"%s\0" + b"x" * 10_000 + b"\0",
    ],
)
def test_ce_qui_n_est_pas_un_appel_d_ici_reste_sans_reponse(tenu: Path, qtbot: QtBot, dit: bytes) -> None:
    ecoute = Ecoute(tenu)
    demandes: list[object] = []
    ecoute.demandee.connect(demandes.append)
    appel = _appel(tenu)
    appel.write_bytes(dit.replace(b"%s", _ici()))
    # Le suivant, bon, prouve que le premier a été vu.
    _appel(tenu, 2).write_bytes(_ici() + b"\0\0")
    qtbot.waitUntil(lambda: demandes == [None], timeout=30_000)
    assert appel.exists()


def test_un_appel_que_tient_un_antivirus_est_repris(
    tenu: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ecoute = Ecoute(tenu)
    oter, refus = Path.unlink, [PermissionError(13, "tenu"), PermissionError(13, "tenu")]

    def tenir(chemin: Path, missing_ok: bool = False) -> None:
        if refus:
            raise refus.pop()
        oter(chemin, missing_ok)

    monkeypatch.setattr(Path, "unlink", tenir)
    appel = _appel(tenu)
    with qtbot.waitSignal(ecoute.demandee, timeout=30_000):
        appel.write_bytes(_ici() + b"\0\0")
    assert not refus and not appel.exists()


def test_l_appel_d_un_autre_poste_n_est_pas_pris_pour_un_reste(tenu: Path, qtbot: QtBot) -> None:
    """Retiré, son auteur croirait qu'on lui a répondu ; les horloges de deux postes diffèrent."""
    (tenu / APPELS).mkdir()
    appel = _appel(tenu)
    appel.write_bytes(b"autre-poste\0\0")
    os.utime(appel, (time.time() - 3600, time.time() - 3600))
    ecoute = Ecoute(tenu)
    qtbot.wait(200)
    assert ecoute.children() and appel.exists()


def test_une_cle_usb_retiree_n_est_pas_une_reponse(tenu: Path) -> None:
    (tenu / APPELS).mkdir()
    threading.Timer(0.3, lambda: shutil.rmtree(tenu / APPELS)).start()
    assert not reveiller(tenu)


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


def test_un_appel_sans_reponse_ne_laisse_rien(tenu: Path) -> None:
    (tenu / APPELS).mkdir()
    assert not reveiller(tenu)
    assert list((tenu / APPELS).iterdir()) == []


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
