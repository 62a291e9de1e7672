"""Prépare l'environnement puis ouvre l'application, ou lance tous les contrôles.

    python3 demarrer.py [arguments de main.py]
    python3 demarrer.py tests [arguments de pytest]

N'emploie que la bibliothèque standard : c'est le premier fichier exécuté sur un poste neuf.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import os
import subprocess
import sys
from pathlib import Path

RACINE = Path(__file__).resolve().parent
VENV = RACINE / ".venv"
PYTHONS = ((3, 11), (3, 13))


class Empechement(Exception):
    """Ce qui manque au poste, dit en une phrase."""


def python_du_venv() -> Path:
    """Interpréteur de l'environnement du projet."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def verifier_python() -> None:
    """Refuse une version de Python que Qt ne connaît pas."""
    if not PYTHONS[0] <= sys.version_info[:2] <= PYTHONS[1]:
        raise Empechement(
            f"Python {sys.version_info.major}.{sys.version_info.minor} est installé ; "
            "il faut Python 3.11, 3.12 ou 3.13."
        )


def empreinte(exigences: Path) -> str:
    """Résumé de ce qui doit être installé : change avec les versions fixées ou l'interpréteur."""
    resume = hashlib.sha256(exigences.read_bytes())
    resume.update(f"{sys.version} {sys.executable}".encode())
    return resume.hexdigest()


def preparer(exigences: Path) -> None:
    """Crée .venv et y installe les versions fixées, seulement si elles ont changé."""
    temoin = VENV / f"installe-{exigences.stem}"
    attendu = empreinte(exigences)
    if temoin.is_file() and temoin.read_text() == attendu and python_du_venv().exists():
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise Empechement(
            "Le module venv de Python manque. Sous Debian ou Ubuntu : sudo apt install python3-venv"
        )
    print("Préparation de l'environnement (une seule fois, quelques minutes)…", flush=True)
    # Celui d'un Python mis à jour ou retiré depuis ne se répare pas : on repart de rien.
    neuf = ["--clear"] if VENV.exists() and not VENV.is_symlink() and not meme_python() else []
    if subprocess.run([sys.executable, "-m", "venv", *neuf, str(VENV)], check=False).returncode:
        raise Empechement(
            f"L'environnement {VENV.name} n'a pas pu être créé dans {RACINE} "
            "(place disque ? droit d'écriture ?)."
        )
    commande = [str(python_du_venv()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    commande += ["--require-hashes", "--requirement", str(exigences)]
    if subprocess.run(commande, check=False).returncode:
        raise Empechement(
            "Les bibliothèques n'ont pas pu être installées (la raison est au-dessus). La première fois, il faut "
            "une connexion et 1 Go de libre ; ensuite l'application fonctionne hors ligne."
        )
    for ancien in VENV.glob("installe-*"):
        ancien.unlink()
    temoin.write_text(attendu)


def meme_python() -> bool:
    """Vrai si .venv tourne, avec le Python qui lance ce fichier."""
    demande = [str(python_du_venv()), "-c", "import sys; print(sys.version)"]
    try:
        reponse = subprocess.run(demande, capture_output=True, text=True, check=False).stdout
    except OSError:
        return False
    return reponse.strip() == sys.version.strip()


def lancer(arguments: list[str]) -> int:
    """Ouvre l'application avec les arguments donnés."""
    # Les bibliothèques de développement comprennent celles de l'application : ne pas les retirer.
    exigences = RACINE / "requirements.txt"
    if not a_jour(RACINE / "requirements-dev.txt"):
        preparer(exigences)
    return subprocess.run(
        [str(python_du_venv()), str(RACINE / "main.py"), *arguments], check=False
    ).returncode


def a_jour(exigences: Path) -> bool:
    """Vrai si ces versions sont déjà installées."""
    temoin = VENV / f"installe-{exigences.stem}"
    return temoin.is_file() and temoin.read_text() == empreinte(exigences)


def tester(arguments: list[str]) -> int:
    """Lance tous les contrôles et rend un code non nul si l'un échoue."""
    preparer(RACINE / "requirements-dev.txt")
    from console.affichage import paquets_manquants

    manquants = paquets_manquants(avec_fenetre=False)
    if manquants:
        raise Empechement(f"Qt demande : sudo apt install {' '.join(manquants)}")
    python = str(python_du_venv())
    controles = [
        ("ruff", [python, "-m", "ruff", "check", "."]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "."]),
        ("mypy", [python, "-m", "mypy"]),
        ("import-linter", [str(python_du_venv().with_name("lint-imports")), "--no-cache"]),
        # Un fichier d'essais reste sur un même cœur : ses préparatifs coûteux (tableur, fenêtre) servent à tous.
        ("pytest", [python, "-m", "pytest", "--numprocesses", "auto", "--dist", "loadfile", *arguments]),
    ]
    environnement = {**os.environ, "PYTHONPATH": str(RACINE)}
    echecs = []
    for nom, commande in controles:
        print(f"— {nom}", flush=True)
        try:
            if subprocess.run(commande, cwd=RACINE, env=environnement, check=False).returncode:
                echecs.append(nom)
        except OSError:
            print(f"{nom} n'a pas pu être lancé : supprimez {VENV.name}, puis recommencez.", flush=True)
            echecs.append(nom)
    if echecs:
        print(f"Contrôles en échec : {', '.join(echecs)}", flush=True)
    return 1 if echecs else 0


def main(arguments: list[str]) -> int:
    """Point d'entrée."""
    for flux in (sys.stdout, sys.stderr):
        # Un terminal d'une autre langue ne sait pas tout écrire : ce n'est pas une raison de s'arrêter.
        if isinstance(flux, io.TextIOWrapper):
            flux.reconfigure(errors="replace")
    try:
        verifier_python()
        if arguments[:1] == ["tests"]:
            return tester(arguments[1:])
        return lancer(arguments)
    except Empechement as erreur:
        print(erreur, file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
