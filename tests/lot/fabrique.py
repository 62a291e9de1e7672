"""Tableaux et dossiers de fermes, faits comme le ferait une personne qui conseille."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from modele.lot.synthese import FEUILLE, TITRES


def tableau(chemin: Path, titres: Sequence[str], *rangees: Sequence[Any], avant: int = 0) -> Path:
    """Tableau dont les titres suivent `avant` lignes vides."""
    classeur = Workbook()
    feuille = classeur.active
    for rang, rangee in enumerate((titres, *rangees), avant + 1):
        for colonne, valeur in enumerate(rangee, 1):
            feuille.cell(rang, colonne).value = valeur
    classeur.save(chemin)
    return chemin


def dossier_json(dossier: Path, **fermes: Mapping[str, Any] | str) -> Path:
    """Dossier d'un fichier JSON par ferme ; un texte est écrit tel quel."""
    dossier.mkdir(exist_ok=True)
    for nom, ferme in fermes.items():
        texte = ferme if isinstance(ferme, str) else json.dumps(ferme, ensure_ascii=False)
        (dossier / f"{nom}.json").write_text(texte, "utf-8")
    return dossier


def synthese(sortie: Path) -> list[dict[str, Any]]:
    """Lignes de la synthèse, par titre de colonne."""
    classeur = load_workbook(sortie / "synthese.xlsx")
    rangees = list(classeur[FEUILLE].iter_rows(values_only=True))
    titres = [str(titre).replace("\u00a0", " ") for titre in rangees[0]]
    assert titres == [titre.replace("\u00a0", " ") for titre in TITRES]
    return [dict(zip(titres, rangee, strict=True)) for rangee in rangees[1:]]
