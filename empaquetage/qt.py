"""Choisit dans PySide6 ce que l'application emploie : ni QML, ni Designer, ni traductions inutiles."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from empaquetage.binaires import fermer

PAQUETS = ("PySide6", "shiboken6")
PYTHON = (
    "PySide6/__init__.py",
    "PySide6/_config.py",
    "PySide6/_git_pyside_version.py",
    "shiboken6/__init__.py",
    "shiboken6/_config.py",
    "shiboken6/_git_shiboken_module_version.py",
)
# Chargés par Qt d'après leur nom, sans qu'aucun import ne les annonce.
GREFFONS_WINDOWS = (
    "platforms/qwindows.dll",
    "platforms/qoffscreen.dll",
    "styles/qmodernwindowsstyle.dll",
    "imageformats/qico.dll",
    "imageformats/qjpeg.dll",
    "imageformats/qsvg.dll",
    "iconengines/qsvgicon.dll",
)
GREFFONS_LINUX = (
    "platforms/libqxcb.so",
    "platforms/libqoffscreen.so",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "platforminputcontexts/libibusplatforminputcontextplugin.so",
    "platformthemes/libqxdgdesktopportal.so",
    "imageformats/libqico.so",
    "imageformats/libqjpeg.so",
    "imageformats/libqsvg.so",
    "iconengines/libqsvgicon.so",
)
GREFFON_IMPRESSION_LINUX = "printsupport/libcupsprintersupport.so"
_AUTRE_MODULE = re.compile(rb"PySide6\.(Qt[A-Za-z0-9]+)\0")


def modules_et_leurs_parents(racine: Path, modules: Iterable[str], suffixe: str) -> set[str]:
    """`modules` et ceux que leur bibliothèque importe à son tour (QtWidgets demande QtGui)."""
    complets: set[str] = set()
    a_lire = list(modules)
    while a_lire:
        module = a_lire.pop()
        if module in complets:
            continue
        complets.add(module)
        contenu = (racine / "PySide6" / f"{module}{suffixe}").read_bytes()
        a_lire += [nom.decode() for nom in _AUTRE_MODULE.findall(contenu)]
    return complets


def choisir(racine: Path, modules: Iterable[str], windows: bool) -> tuple[set[Path], Mapping[str, set[str]]]:
    """Fichiers de PySide6 à livrer (relatifs à `racine`), et bibliothèques attendues du système.

    `FileNotFoundError` si un fichier nommé ici manque : la version de Qt a changé, la liste est à revoir.
    """
    suffixe = ".pyd" if windows else ".abi3.so"
    qt = "PySide6" if windows else "PySide6/Qt"
    greffons = list(GREFFONS_WINDOWS if windows else GREFFONS_LINUX)
    modules = modules_et_leurs_parents(racine, modules, suffixe)
    if "QtPrintSupport" in modules and not windows:
        greffons.append(GREFFON_IMPRESSION_LINUX)
    voulus = [
        *PYTHON,
        f"shiboken6/Shiboken{suffixe}",
        *(f"PySide6/{module}{suffixe}" for module in modules),
        *(f"{qt}/plugins/{greffon}" for greffon in greffons),
        f"{qt}/translations/qtbase_fr.qm",
    ]
    for nom in voulus:
        if not (racine / nom).is_file():
            raise FileNotFoundError(f"PySide6 ne contient plus {nom}")
    return fermer(racine, [Path(nom) for nom in voulus])
