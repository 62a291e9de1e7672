"""Ce que l'application livre d'elle-même, et ce qu'elle importe."""

import ast
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

RACINE = Path(__file__).resolve().parents[1]
PAQUETS = ("console", "gui", "modele")
GUIDE = RACINE / "docs" / "guide-utilisation.pdf"
RACINES_LIVREES = (
    "main.py",
    "base.sqlite",
    "LICENSE",
    "CHANGELOG.md",
    "console",
    "gui",
    "modele",
    "ressources",
    "docs/guide-utilisation.pdf",
)


def version() -> str:
    """Numéro écrit dans modele/version.py, seul endroit où il se change."""
    arbre = ast.parse((RACINE / "modele" / "version.py").read_text(encoding="utf-8"))
    for noeud in arbre.body:
        if isinstance(noeud, ast.Assign) and isinstance(noeud.value, ast.Constant):
            return str(noeud.value.value)
    raise ValueError("modele/version.py ne donne pas de version")


def fichiers_livres() -> list[str]:
    """Chemins relatifs des fichiers suivis par git qui partent avec l'application, triés."""
    suivis = subprocess.run(
        ["git", "ls-files", "-z", "--", *RACINES_LIVREES],
        cwd=RACINE,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return sorted(nom for nom in suivis.stdout.split("\0") if nom)


def copier(sortie: Path) -> None:
    """Copie l'application dans `sortie`, sans rien d'autre."""
    for nom in fichiers_livres():
        cible = sortie / nom
        cible.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(RACINE / nom, cible)


def imports(racine: Path, fichiers: list[str]) -> Iterator[tuple[str, str]]:
    """(fichier, module importé) pour chaque import écrit, même au fond d'une fonction.

    `from a.b import c` donne `a.b.c` : à l'appelant de dire si `c` est un module ou un nom de `a.b`.
    """
    for nom in fichiers:
        if not nom.endswith(".py"):
            continue
        for noeud in ast.walk(ast.parse((racine / nom).read_text(encoding="utf-8"))):
            if isinstance(noeud, ast.Import):
                yield from ((nom, alias.name) for alias in noeud.names)
            elif isinstance(noeud, ast.ImportFrom) and noeud.module and not noeud.level:
                yield from ((nom, f"{noeud.module}.{alias.name}") for alias in noeud.names)


def modules_qt(racine: Path = RACINE) -> set[str]:
    """Modules de PySide6 que l'application importe : `{"QtCore", "QtWidgets", …}`."""
    trouves = set()
    for _, module in imports(racine, fichiers_livres()):
        morceaux = module.split(".")
        if morceaux[0] == "PySide6" and len(morceaux) > 1:
            trouves.add(morceaux[1])
    return trouves


def dater(racine: Path, instant: int) -> None:
    """Donne à tout ce que contient `racine` la même date et des droits réguliers : deux constructions se comparent."""
    for dossier, sous_dossiers, fichiers in os.walk(racine, topdown=False):
        for nom in fichiers:
            chemin = Path(dossier) / nom
            chemin.chmod(0o755 if chemin.stat().st_mode & 0o100 else 0o644)
            os.utime(chemin, (instant, instant))
        for nom in sous_dossiers:
            (Path(dossier) / nom).chmod(0o755)
        os.utime(dossier, (instant, instant))
