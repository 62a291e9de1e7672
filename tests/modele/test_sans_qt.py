"""Le modèle vit sans Qt : tous ses modules s'importent et calculent quand PySide6 est refusé.

Les migrations sont des scripts qu'Alembic exécute, non des modules qu'on importe.
"""

import subprocess
import sys

from modele.catalogue.emplacements import RACINE

PROGRAMME = """
import importlib, pkgutil, sys

class Refus:
    def find_spec(self, nom, chemin=None, cible=None):
        if nom.partition(".")[0] in ("PySide6", "shiboken6", "gui"):
            raise ImportError(f"{nom} est interdit au modèle")

sys.meta_path.insert(0, Refus())
import modele
modules = [m.name for m in pkgutil.walk_packages(modele.__path__, "modele.") if "migrations" not in m.name]
for nom in modules:
    importlib.import_module(nom)
from modele.catalogue.emplacements import SOURCES
from modele.catalogue.lecture import lire_catalogue
from modele.comparaison import comparer
from modele.situation import EXEMPLE
print(len(modules), comparer(lire_catalogue(SOURCES), EXEMPLE).par_outil["kuupanda"].cout.annee_1.ferme)
"""


def test_chaque_module_du_modele_s_importe_sans_qt() -> None:
    fini = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAMME],
        cwd=RACINE,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert fini.returncode == 0, fini.stderr
    nombre, montant = fini.stdout.split()
    assert int(nombre) > 20
    assert montant == "789.70"
