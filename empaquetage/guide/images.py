"""Les images du guide : des captures de l'application, réduites à 256 couleurs."""

import argparse
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, qRgb

from empaquetage.guide.texte import SOURCE

DOSSIER = SOURCE / "images"
FERME = SOURCE / "ferme-des-tilleuls.json"
LARGE, ETROITE, BASSE = "1366x768", "1060x640", "900x440"
A_FAIRE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        LARGE: ("comparer", "calculateur", "ferme", "seuils"),
        ETROITE: (
            "comparer-choix",
            "comparer-cote-a-cote",
            "fiches",
            "avant-apres",
            "methode",
        ),
        BASSE: ("donnees",),
    }
)
"""Captures gardées, par taille de fenêtre."""
HAUTEURS: Mapping[str, int] = MappingProxyType({"fiches": 400})
"""Hauteur gardée d'une capture dont le bas n'apprend rien, en pixels de fenêtre."""
COULEURS = 256
_SANS_FINESSE = 0xF8F8F8


def capturer() -> list[Path]:
    """Refait toutes les images par `main.py captures` ; rend leurs chemins."""
    from console.captures import executer

    DOSSIER.mkdir(parents=True, exist_ok=True)
    faites = []
    for taille, noms in A_FAIRE.items():
        with TemporaryDirectory() as provisoire:
            executer(
                argparse.Namespace(
                    sortie=Path(provisoire),
                    situation=FERME,
                    theme="clair",
                    taille=taille,
                    texte=100,
                    visite="visite" in noms,
                )
            )
            for nom in noms:
                (capture,) = Path(provisoire).glob(f"[0-9][0-9]-{nom}.png")
                faites.append(reduire(capture, DOSSIER / f"{nom}.png", HAUTEURS.get(nom)))
    return faites


def reduire(source: Path, cible: Path, hauteur: int | None = None) -> Path:
    """Écrit l'image, ou son haut, avec une palette de ses couleurs les plus présentes ; lève `OSError`."""
    image = QImage(str(source)).convertToFormat(QImage.Format.Format_RGB32)
    if hauteur is not None:
        image = image.copy(0, 0, image.width(), round(hauteur * finesse()))
    palette = couleurs_principales(Counter(memoryview(image.constBits()).cast("I")))
    reduite = image.convertToFormat(
        QImage.Format.Format_Indexed8, palette, Qt.ImageConversionFlag.AvoidDither
    )
    # Pour un PNG, 0 demande la plus forte compression.
    if not reduite.save(str(cible), quality=0):
        raise OSError(f"L'image « {cible} » n'a pas pu être écrite.")
    return cible


def finesse() -> float:
    """Points d'image par pixel de fenêtre."""
    return float(os.environ.get("QT_SCALE_FACTOR", "1"))


def couleurs_principales(comptes: Counter[int]) -> list[int]:
    """256 couleurs au plus : la plus fréquente de chaque groupe de couleurs voisines."""
    groupes: dict[int, tuple[int, int, int]] = {}
    for couleur, nombre in comptes.items():
        groupe = couleur & _SANS_FINESSE
        total, meilleure, record = groupes.get(groupe, (0, couleur, 0))
        if nombre > record:
            meilleure, record = couleur, nombre
        groupes[groupe] = (total + nombre, meilleure, record)
    retenus = sorted(groupes.values(), reverse=True)[:COULEURS]
    return [qRgb(c >> 16 & 255, c >> 8 & 255, c & 255) for _, c, _ in retenus]
