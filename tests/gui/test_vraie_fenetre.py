"""L'application lancée pour de bon, dans une vraie fenêtre X."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gui.rangement import NOM_BASE
from modele.catalogue.emplacements import RACINE
from modele.dossiers.depot import DepotDossiers
from tests.conftest import exiger_programme

pytestmark = pytest.mark.fenetre

SAISIE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
import gui.application as application

class Demarrage(application.Demarrage):
    def __init__(self, fenetre, donnees):
        super().__init__(fenetre, donnees)
        self.pret.connect(lambda: QTimer.singleShot(200, lambda: saisir(fenetre)))

def saisir(fenetre):
    champ = next(c for c in fenetre.panneau.findChildren(QLineEdit)
                 if c.accessibleName().startswith("Ventes aux particuliers"))
    champ.setFocus()
    champ.selectAll()
    QTest.keyClicks(champ, "42 000,50")
    print(QApplication.platformName(), fenetre.grab().width(), flush=True)
    fenetre.close()

application.Demarrage = Demarrage
sys.exit(application.demarrer(None))
"""


def sous_x(commande: list[str], donnees: Path) -> subprocess.CompletedProcess[str]:
    """Exécute une commande dans un écran virtuel de 1366×768."""
    xvfb = exiger_programme("xvfb-run")
    environnement = {**os.environ, "QT_QPA_PLATFORM": "xcb", "BOUSSOLE_DONNEES": str(donnees)}
    return subprocess.run(
        [xvfb, "-a", "-s", "-screen 0 1366x768x24", *commande],
        cwd=RACINE,
        env=environnement,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_mesurer_demarrage(tmp_path: Path) -> None:
    fini = sous_x([sys.executable, "main.py", "--mesurer-demarrage"], tmp_path)
    assert fini.returncode == 0, fini.stderr
    mesure = json.loads(fini.stdout)
    assert 0 < mesure["squelette_ms"] < mesure["premier_affichage_ms"]
    assert mesure["memoire_mo"] > 10


def test_taper_puis_fermer_enregistre(tmp_path: Path) -> None:
    fini = sous_x([sys.executable, "-c", SAISIE], tmp_path)
    assert fini.returncode == 0, fini.stderr
    assert fini.stdout.split()[0] == "xcb"
    assert "Traceback" not in fini.stderr
    with DepotDossiers.ouvrir(tmp_path / NOM_BASE) as depot:
        (resume,) = depot.lister()
    assert str(resume.situation.ca_particuliers) == "84001/2"
