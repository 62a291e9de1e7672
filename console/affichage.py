"""Dit en une phrase pourquoi une fenêtre ne peut pas s'ouvrir (bibliothèque standard seulement).

Sans écran ou sans une bibliothèque, Qt s'arrête net en accusant toujours « xcb-cursor0 » : la vraie
cause est cherchée avant de l'appeler.
"""

import ctypes
import os
import sys
from collections.abc import Mapping

BIBLIOTHEQUES: tuple[tuple[str, str], ...] = (
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libEGL.so.1", "libegl1"),
    ("libGL.so.1", "libgl1"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
)
BIBLIOTHEQUES_FENETRE: tuple[tuple[str, str], ...] = (
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
)


def paquets_manquants(avec_fenetre: bool) -> list[str]:
    """Paquets Debian des bibliothèques que Qt ne trouverait pas ; vide hors de Linux."""
    if not sys.platform.startswith("linux"):
        return []
    cherchees = BIBLIOTHEQUES + (BIBLIOTHEQUES_FENETRE if avec_fenetre else ())
    return [paquet for bibliotheque, paquet in cherchees if not _chargeable(bibliotheque)]


def _chargeable(bibliotheque: str) -> bool:
    try:
        ctypes.CDLL(bibliotheque)
    except OSError:
        return False
    return True


def sans_ecran(environnement: Mapping[str, str] = os.environ) -> bool:
    """Vrai si aucun écran n'est annoncé (session à distance, serveur)."""
    if not sys.platform.startswith("linux") or environnement.get("QT_QPA_PLATFORM"):
        return False
    return not (environnement.get("DISPLAY") or environnement.get("WAYLAND_DISPLAY"))


def ecran_muet(environnement: Mapping[str, str] = os.environ) -> bool:
    """Vrai si l'écran X annoncé ne répond pas, ou refuse cette personne."""
    if not sys.platform.startswith("linux") or environnement.get("WAYLAND_DISPLAY"):
        return False
    if environnement.get("QT_QPA_PLATFORM", "xcb") not in ("", "xcb") or not environnement.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    lien = ctypes.c_void_p(xcb.xcb_connect(os.fsencode(environnement["DISPLAY"]), None))
    muet = bool(xcb.xcb_connection_has_error(lien))
    xcb.xcb_disconnect(lien)
    return muet


def empechement(environnement: Mapping[str, str] = os.environ) -> str | None:
    """Phrase qui dit pourquoi la fenêtre ne peut pas s'ouvrir, ou None."""
    if sans_ecran(environnement):
        return (
            "Aucun écran n'est disponible : la fenêtre ne peut pas s'ouvrir. "
            "Sans écran, « main.py exporter SITUATION.json SORTIE.xlsx » écrit le classeur."
        )
    manquants = paquets_manquants(avec_fenetre=not environnement.get("QT_QPA_PLATFORM"))
    if manquants:
        return (
            "Il manque des bibliothèques du système pour ouvrir une fenêtre. "
            f"Installez-les avec : sudo apt install {' '.join(manquants)}"
        )
    if ecran_muet(environnement):
        return (
            f"L'écran « {environnement['DISPLAY']} » (variable DISPLAY) ne répond pas, ou n'est pas permis à cette "
            "session : la fenêtre ne peut pas s'ouvrir."
        )
    return None
