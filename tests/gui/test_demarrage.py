"""Ce qui n'est pas chargé au démarrage : chaque bibliothèque attend qu'on s'en serve."""

import json
import os
import subprocess
import sys
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]

OUVRIR = """
import builtins, json, sys
from pathlib import Path
d_origine = builtins.__import__
from gui.importation import charger_qt
charger_qt()
import PySide6.QtCore
import PySide6.QtWidgets
from gui import application
from gui.composants.attente import Attente

etapes = {}
def noter(etape):
    modules = {nom.partition(".")[0] for nom in sys.modules} | set(sys.modules)
    etapes[etape] = sorted(modules) + ["Qt"] * ("Qt" in vars(PySide6.QtCore))
    # Un widget de Qt que Python ne connaît pas encore lui fait charger toutes les classes de widgets.
    etapes[etape] += ["tous les widgets"] * ("QWizard" in vars(PySide6.QtWidgets))
    etapes[etape] += ["import remplacé"] * (builtins.__import__ is not d_origine)
    if sys.platform == "linux":
        etapes[etape] += {ligne.rpartition("/")[2].partition(".so")[0] for ligne in open("/proc/self/maps")}

peindre = Attente.paintEvent
def premiere_peinture(self, evenement):
    peindre(self, evenement)
    etapes or noter("peinture")
Attente.paintEvent = premiere_peinture

accueillir = application.Fenetre.accueillir
def grille(self, *arguments, **options):
    accueillir(self, *arguments, **options)
    noter("grille")
application.Fenetre.accueillir = grille

construire = application.Demarrage.__init__
def suivre(self, *arguments):
    construire(self, *arguments)
    self.pret.connect(lambda: (noter("prete"), application.QApplication.quit()))
application.Demarrage.__init__ = suivre

application.demarrer(Path(sys.argv[1]), mesurer=False)
print(json.dumps(etapes))
"""


def demarrer(donnees: Path) -> dict[str, set[str]]:
    """Modules chargés à chaque étape d'une vraie ouverture."""
    environnement = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    sortie = subprocess.run(
        [sys.executable, "-c", OUVRIR, str(donnees)],
        cwd=RACINE,
        env=environnement,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout
    return {etape: set(modules) for etape, modules in json.loads(sortie.splitlines()[-1]).items()}


def test_chaque_bibliotheque_attend_son_heure(tmp_path: Path) -> None:
    etapes = demarrer(tmp_path)
    rares = {"openpyxl", "pydantic", "alembic", "cryptography", "numpy", "PIL", "PySide6.QtCharts"}
    assert not etapes["prete"] & rares
    assert "sqlalchemy" not in etapes["grille"]
    # `Qt`, espace de noms de centaines d'énumérations, coûte autant que la peinture qu'il retarderait.
    assert not etapes["peinture"] & {"Qt", "modele.catalogue.objets", "gui.session"}
    assert {"Qt", "gui.session", "modele.catalogue.objets"} <= etapes["grille"]
    # Une fois la base créée, la rouvrir pour consulter n'écrit rien.
    assert "sqlalchemy" in etapes["prete"]
    ensuite = demarrer(tmp_path)["prete"]
    assert "sqlalchemy" not in ensuite
    # OpenSSL, le réseau et les lecteurs d'images de Qt : 6 Mo dont consulter n'a pas besoin.
    assert not ensuite & {"hashlib", "PySide6.QtNetwork", "html", "difflib"}
    if sys.platform == "linux":
        assert "libQt6Gui" in ensuite and not ensuite & {"libQt6Network", "libqtiff", "libcrypto"}
    assert not ensuite & {"import remplacé", "tous les widgets"}
