"""Ce qui est livré suffit à l'application : jugé sur ses imports, puis en la faisant tourner."""

import importlib.metadata
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

from empaquetage import arbre, qt, roues, verrous
from modele.version import VERSION

# Charge chaque commande, puis éprouve calcul, classeur, dossier et pages.
FAIRE_TOURNER = """
import sys
sys.path[:0] = sys.argv[1:3]
from console.aiguillage import SOUS_COMMANDES, aiguiller, construire
for commande in SOUS_COMMANDES:
    construire(commande)
code = aiguiller(["autotest"])
ailleurs = {m.__file__ for m in list(sys.modules.values()) if "site-packages" in (getattr(m, "__file__", "") or "")}
print("ailleurs :", sorted(ailleurs))
sys.exit(code)
"""


def test_la_version_n_est_ecrite_qu_a_un_endroit() -> None:
    projet = tomllib.loads((arbre.RACINE / "pyproject.toml").read_text(encoding="utf-8"))
    assert arbre.version() == VERSION == projet["project"]["version"]


def test_chaque_import_est_livre_ou_verrouille() -> None:
    livres = set(arbre.fichiers_livres())
    connus = {nom.lower().replace("-", "_") for nom in verrous.lire_exigences()} | {"pyside6"}
    orphelins = set()
    for fichier, module in arbre.imports(arbre.RACINE, sorted(livres)):
        tete = module.partition(".")[0]
        if tete in arbre.PAQUETS:
            morceaux = module.split(".")
            chemins = [
                "/".join(morceaux[:longueur]) + fin
                for longueur in (len(morceaux), len(morceaux) - 1)
                for fin in (".py", "/__init__.py")
            ]
            if not livres.intersection(chemins):
                orphelins.add((fichier, module))
        elif tete not in sys.stdlib_module_names and tete.lower() not in connus:
            orphelins.add((fichier, module))
    assert not orphelins


def test_rien_d_inutile_n_est_livre() -> None:
    assert not [nom for nom in arbre.fichiers_livres() if nom.startswith(("tests/", "docs/", "empaquetage/"))]


def relier(source: Path, cible: Path) -> None:
    """Met le même fichier à un autre endroit, sans le recopier quand le disque le permet."""
    cible.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, cible)
    except OSError:
        shutil.copy2(source, cible)


def test_l_application_livree_tourne_seule(tmp_path: Path) -> None:
    """Sans le dépôt, sans les outils de développement, et sans ce qui est retiré des roues et de Qt."""
    if not sys.platform.startswith("linux"):
        pytest.skip("compare avec les roues Linux")
    arbre.copier(tmp_path / "app")
    racine = Path(sysconfig.get_path("purelib"))
    gardes, _ = qt.choisir(racine, arbre.modules_qt(), windows=False)
    for nom in verrous.lire_exigences():
        for fichier in importlib.metadata.files(nom) or ():
            chemin = Path(fichier)
            if ".." in chemin.parts or ".dist-info" in chemin.parts[0] or roues.inutile(fichier.as_posix()):
                continue
            # Plusieurs roues de Qt portent le même __init__.py.
            if (chemin.parts[0] not in qt.PAQUETS or chemin in gardes) and not (
                tmp_path / "lib" / chemin
            ).exists():
                relier(racine / chemin, tmp_path / "lib" / chemin)
    rendu = subprocess.run(
        [sys.executable, "-I", "-S", "-c", FAIRE_TOURNER, tmp_path / "lib", tmp_path / "app"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert rendu.returncode == 0, rendu.stdout + rendu.stderr
    assert "ailleurs : []" in rendu.stdout
