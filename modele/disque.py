"""Écriture durable : l'ancien fichier reste entier jusqu'à ce que le nouveau soit gravé."""

import os
import time
from pathlib import Path

PATIENCE_S = 5.0
"""Sous Windows, un antivirus ou une synchronisation peut tenir un fichier quelques instants."""
_PAUSE_S = 0.1
_SOUS_WINDOWS = os.name == "nt"


def ecrire(chemin: Path, octets: bytes) -> None:
    """Remplace le contenu de `chemin` d'un seul coup ; lève `OSError`, l'ancien fichier étant alors intact."""
    provisoire = chemin.with_name(f".{chemin.name}.{os.urandom(4).hex()}.tmp")
    try:
        with provisoire.open("xb") as flux:
            flux.write(octets)
            flux.flush()
            os.fsync(flux.fileno())
        remplacer(provisoire, chemin)
    finally:
        provisoire.unlink(missing_ok=True)


def remplacer(provisoire: Path, cible: Path) -> None:
    """Donne à un fichier déjà gravé son nom définitif, et grave ce nom."""
    limite = time.monotonic() + PATIENCE_S
    while True:
        try:
            provisoire.replace(cible)
            break
        except PermissionError:
            if not _SOUS_WINDOWS or time.monotonic() > limite:
                raise
        time.sleep(_PAUSE_S)
    graver_dossier(cible.parent)


def graver(fichier: Path) -> None:
    """Rend durable le contenu d'un fichier déjà écrit."""
    with fichier.open("r+b") as flux:
        os.fsync(flux.fileno())


def graver_dossier(dossier: Path) -> None:
    """Rend durables les noms qu'un dossier vient de recevoir ; Windows le fait de lui-même."""
    if _SOUS_WINDOWS:
        return
    descripteur = os.open(dossier, os.O_RDONLY)
    try:
        os.fsync(descripteur)
    finally:
        os.close(descripteur)
