"""LibreOffice sans fenêtre, dans un profil à part qui recalcule toujours ce qu'il ouvre."""

import subprocess
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import exiger_programme

_DELAI = 300
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"
"""Virgules, guillemets, UTF-8."""
_TOUJOURS_RECALCULER = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class Tableur:
    """Convertit par lots, un seul processus par lot."""

    def __init__(self, dossier: Path) -> None:
        self._programme = exiger_programme("soffice")
        self._profil = dossier / "profil"
        (self._profil / "user").mkdir(parents=True)
        (self._profil / "user" / "registrymodifications.xcu").write_text(_TOUJOURS_RECALCULER, "utf-8")

    def recalculer(self, fichiers: Iterable[Path], sortie: Path) -> dict[str, Workbook]:
        """Classeurs recalculés, lus sans leurs formules, par nom de fichier sans extension."""
        self._convertir("xlsx", fichiers, sortie)
        return {
            chemin.stem: load_workbook(chemin, data_only=True) for chemin in sorted(sortie.glob("*.xlsx"))
        }

    def premieres_feuilles(self, fichiers: Iterable[Path], sortie: Path) -> list[Path]:
        """Première feuille de chaque classeur recalculé, en CSV : bien plus vite lue qu'un classeur."""
        self._convertir(_CSV, fichiers, sortie)
        return sorted(sortie.glob("*.csv"))

    def en_pdf(self, fichiers: Iterable[Path], sortie: Path) -> list[Path]:
        """Les classeurs tels qu'ils s'impriment."""
        self._convertir("pdf", fichiers, sortie)
        return sorted(sortie.glob("*.pdf"))

    def _convertir(self, format: str, fichiers: Iterable[Path], sortie: Path) -> None:
        commande = [
            self._programme,
            f"-env:UserInstallation={self._profil.as_uri()}",
            "--headless",
            "--convert-to",
            format,
            "--outdir",
            str(sortie),
            *map(str, fichiers),
        ]
        subprocess.run(commande, check=True, capture_output=True, timeout=_DELAI)


def case(classeur: Workbook, nom: str) -> Any:
    """Valeur de la case qui porte ce nom."""
    return cellule(classeur, nom).value


def cellule(classeur: Workbook, nom: str) -> Any:
    """Case qui porte ce nom."""
    ((feuille, adresse),) = classeur.defined_names[nom].destinations
    return classeur[feuille][adresse]


def cases(classeur: Workbook) -> Iterator[tuple[Worksheet, Any]]:
    """Toutes les cellules non vides, avec leur feuille."""
    for feuille in classeur.worksheets:
        for rangee in feuille.iter_rows():
            for une in rangee:
                if une.value is not None:
                    yield feuille, une


def centimes(valeur: object) -> Decimal:
    """Nombre lu dans un classeur, au centime."""
    assert isinstance(valeur, (int, float)), valeur
    return Decimal(repr(valeur)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def ordinaires(texte: object) -> str:
    """Texte dont les espaces insécables sont ramenés à l'espace ordinaire, pour comparer."""
    return str(texte).replace("\u00a0", " ")
