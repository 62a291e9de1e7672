"""Verrous : chaque pièce téléchargée, par son nom de fichier et son SHA-256.

    python3 -m empaquetage.verrous windows|debian [DOSSIER]

refait le verrou d'une cible à partir de requirements.txt, dont les empreintes font foi. Le fichier reste une liste
d'exigences que `pip download --require-hashes` comprend.
"""

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from empaquetage.arbre import RACINE

EXIGENCES = RACINE / "requirements.txt"
VERROUS = {
    "windows": RACINE / "empaquetage" / "windows" / "verrous.txt",
    "debian": RACINE / "empaquetage" / "debian" / "verrous.txt",
}
VERROU_PYTHON = RACINE / "empaquetage" / "windows" / "verrou-python.txt"
# Versions de Python et plateformes des roues de chaque cible.
CIBLES = {
    "windows": (("3.13",), ("win_amd64",)),
    "debian": (
        ("3.11", "3.12", "3.13"),
        ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux1_x86_64"),
    ),
}
_EXIGENCE = re.compile(r"(?P<nom>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marque>[^\\]*))?")
_EMPREINTE = re.compile(r"--hash=sha256:([0-9a-f]{64})")
# Conditions vraies sur toutes les cibles ; une autre devrait être évaluée pour chacune.
_TOUJOURS_VRAIES = {"platform_python_implementation != 'PyPy'", "implementation_name != 'PyPy'"}


@dataclass(frozen=True)
class Piece:
    """Un fichier à télécharger, tel que le verrou le nomme."""

    nom: str
    version: str
    fichier: str
    empreinte: str


def lire_exigences(chemin: Path = EXIGENCES) -> dict[str, tuple[str, frozenset[str]]]:
    """Version et empreintes admises de chaque dépendance d'exécution ; `ValueError` sur une condition inconnue."""
    trouvees = {}
    for bloc in chemin.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        exigence = _EXIGENCE.match(bloc)
        if exigence is None:
            continue
        marque = re.sub(_EMPREINTE, "", exigence["marque"] or "").strip()
        inconnues = {partie.strip() for partie in marque.split(" and ") if partie.strip()} - _TOUJOURS_VRAIES
        if inconnues:
            raise ValueError(f"{exigence['nom']} : condition à évaluer pour chaque cible, {inconnues}")
        trouvees[exigence["nom"]] = (exigence["version"], frozenset(_EMPREINTE.findall(bloc)))
    return trouvees


def lire(verrou: Path) -> list[Piece]:
    """Pièces d'un verrou : des lignes `# fichier`, puis l'exigence et une empreinte par fichier, dans cet ordre."""
    pieces: list[Piece] = []
    fichiers: list[str] = []
    for ligne in verrou.read_text(encoding="utf-8").splitlines():
        exigence = _EXIGENCE.match(ligne)
        if exigence is None:
            fichiers = [*fichiers, ligne[2:]] if re.fullmatch(r"# \S+\.(whl|tar\.gz)", ligne) else []
            continue
        empreintes = _EMPREINTE.findall(ligne)
        if len(empreintes) != len(fichiers):
            raise ValueError(
                f"{verrou.name} : {len(fichiers)} fichiers et {len(empreintes)} empreintes, {ligne}"
            )
        pieces += [
            Piece(exigence["nom"], exigence["version"], fichier, empreinte)
            for fichier, empreinte in zip(fichiers, empreintes, strict=True)
        ]
        fichiers = []
    return pieces


def empreinte_de(chemin: Path) -> str:
    """SHA-256 d'un fichier."""
    with chemin.open("rb") as flux:
        return hashlib.file_digest(flux, "sha256").hexdigest()


def telecharger(exigences: Path, cible: str, dossier: Path) -> None:
    """Télécharge les roues d'une cible ; pip refuse celle dont l'empreinte n'est pas dans `exigences`."""
    versions, plateformes = CIBLES[cible]
    for version in versions:
        commande = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        commande += ["--no-deps", "--require-hashes", "--only-binary=:all:", "--python-version", version]
        for plateforme in plateformes:
            commande += ["--platform", plateforme]
        subprocess.run([*commande, "--requirement", str(exigences), "--dest", str(dossier)], check=True)


def verifier(verrou: Path, dossier: Path) -> list[Path]:
    """Fichiers du verrou, chacun relu ; `ValueError` si l'un manque ou diffère."""
    chemins = []
    for piece in lire(verrou):
        chemin = dossier / piece.fichier
        if not chemin.is_file() or empreinte_de(chemin) != piece.empreinte:
            raise ValueError(f"{piece.fichier} manque ou n'est pas celui que fixe {verrou.name}")
        chemins.append(chemin)
    return chemins


def verrouiller(cible: str, dossier: Path) -> None:
    """Écrit le verrou d'une cible avec ce que requirements.txt lui fait télécharger."""
    telecharger(EXIGENCES, cible, dossier)
    lignes = [
        f"# Pièces du paquet « {cible} », refait par : python3 -m empaquetage.verrous {cible}",
        "# Chaque exigence est précédée de ses fichiers ; les empreintes SHA-256 sont dans le même ordre.",
    ]
    for nom, (version, admises) in sorted(lire_exigences().items()):
        debut = re.escape(re.sub(r"[-_.]+", "_", nom)).lower() + r"-" + re.escape(version) + r"-.*\.whl"
        fichiers = sorted(chemin for chemin in dossier.iterdir() if re.fullmatch(debut, chemin.name.lower()))
        empreintes = [empreinte_de(chemin) for chemin in fichiers]
        if not fichiers or not admises.issuperset(empreintes):
            raise ValueError(f"{nom} {version} : rien d'admis par {EXIGENCES.name}")
        lignes += ["", *(f"# {chemin.name}" for chemin in fichiers)]
        lignes.append(
            " ".join([f"{nom}=={version}", *(f"--hash=sha256:{empreinte}" for empreinte in empreintes)])
        )
    VERROUS[cible].write_text("\n".join(lignes) + "\n", encoding="utf-8")


def main() -> None:
    """Ligne de commande."""
    parseur = argparse.ArgumentParser(description="Refait le verrou d'une cible.")
    parseur.add_argument("cible", choices=sorted(CIBLES))
    parseur.add_argument("dossier", nargs="?", type=Path, help="où garder les roues (sinon, jetées)")
    choix = parseur.parse_args()
    if choix.dossier:
        choix.dossier.mkdir(parents=True, exist_ok=True)
        verrouiller(choix.cible, choix.dossier)
    else:
        with tempfile.TemporaryDirectory() as dossier:
            verrouiller(choix.cible, Path(dossier))


if __name__ == "__main__":
    main()
