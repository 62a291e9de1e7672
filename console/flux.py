"""Les sorties du terminal : toujours en UTF-8, et jamais une raison d'arrêter le travail.

Une sortie peut être fermée, refermée par qui la lit, ou se trouver sur un disque plein.
"""

import os
import sys
from contextlib import suppress
from typing import TextIO


def preparer() -> None:
    """Passe les sorties en UTF-8 ; ce qui ne s'écrit pas devient « ? »."""
    for flux in (sys.stdout, sys.stderr):
        if flux is not None and hasattr(flux, "reconfigure"):
            flux.reconfigure(encoding="utf-8", errors="replace")


def dire(texte: str) -> None:
    """Écrit sur la sortie d'erreur ; se tait si elle est fermée ou refuse."""
    # `print` écrirait sur la sortie ordinaire quand celle d'erreur est fermée.
    if sys.stderr is None:
        return
    try:
        print(texte, file=sys.stderr, flush=True)
    except OSError:
        _detourner(sys.stderr)


def vider() -> None:
    """Fait partir ce qui attend d'être écrit sur la sortie ordinaire ; lève `OSError` si elle refuse."""
    if sys.stdout is not None:
        sys.stdout.flush()


def abandonner() -> None:
    """Renonce à une sortie ordinaire qui refuse : Python s'en plaindrait encore en partant."""
    try:
        vider()
    except OSError:
        _detourner(sys.stdout)


def _detourner(flux: TextIO) -> None:
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), flux.fileno())
