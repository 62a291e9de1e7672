"""Le rapport du dernier incident, gardé dans le dossier des données, et l'arrêt brutal qu'un démarrage raconte.

`faulthandler` écrit la mort du programme dans un fichier à part ; le démarrage suivant en fait un rapport sans
chemin, puis vide ce fichier. Un arrêt normal l'efface.
"""

import faulthandler
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import qVersion

from modele.donnees_locales import ARRET, RAPPORT
from modele.version import VERSION

_TAILLE_MAX = 100_000
_donnees: Path | None = None
_fichier: BinaryIO | None = None


def entete() -> str:
    """Versions de l'application, de Python, de Qt et du système."""
    import platform

    return (
        f"Boussole circuits courts {VERSION}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.release()}"
    )


def armer(donnees: Path) -> bool:
    """Fait noter les arrêts brutaux dans ce dossier ; vrai si la dernière fois en était un.

    Là où rien ne peut être écrit, rien n'est noté.
    """
    global _donnees, _fichier
    _donnees = donnees
    chemin = donnees / ARRET
    brut = _lire(chemin)
    brutal = bool(brut.strip())
    garde = brutal and _raconter(brut)
    try:
        # Un rapport que le disque a refusé ne se perd pas : la trace l'attend.
        _fichier = chemin.open("wb" if garde or not brutal else "ab", buffering=0)
    except OSError:
        return brutal
    faulthandler.enable(_fichier)
    return brutal


def _raconter(brut: str) -> bool:
    from modele.rapport import arret

    return garder(f"{entete()}\nArrêt brutal de l'application.\n\n{arret(brut)}\n")


def desarmer() -> bool:
    """Fin normale : il n'y a rien à raconter ; vrai si quelque chose était armé."""
    global _donnees, _fichier
    armes = _donnees is not None
    if _fichier is not None:
        faulthandler.disable()
        chemin = Path(_fichier.name)
        _fichier.close()
        _fichier = None
        with suppress(OSError):
            chemin.unlink()
    _donnees = None
    return armes


def garder(texte: str) -> bool:
    """Remplace le dernier rapport ; faux si le disque s'y refuse, ou si rien n'est armé."""
    if _donnees is None:
        return False
    try:
        (_donnees / RAPPORT).write_text(texte[:_TAILLE_MAX], encoding="utf-8")
    except OSError:
        return False
    return True


def dernier(donnees: Path) -> str:
    """Le dernier rapport, ou une chaîne vide."""
    return _lire(donnees / RAPPORT)


def effacer(donnees: Path) -> bool:
    """Efface le dernier rapport ; faux si le disque s'y refuse."""
    try:
        (donnees / RAPPORT).unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _lire(chemin: Path) -> str:
    try:
        with chemin.open("rb") as fichier:
            return fichier.read(_TAILLE_MAX).decode("utf-8", "replace")
    except OSError:
        return ""
