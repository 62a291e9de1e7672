"""Temps et mémoire de l'export, face à openpyxl seul qui écrit les mêmes cellules (budget : 1,5 fois).

Se lance par `python -m tests.bench.export`. Les deux mesures alternent dans le même processus ; la
médiane de chacune est gardée, en temps de processeur pour que les voisins n'y changent rien. openpyxl
seul est favorisé : ses valeurs sont prêtes et ne lui sont pas comptées, et il n'écrit ni style, ni
hauteur, ni validation, ni mise en forme conditionnelle, ni graphique, ni valeur de formule.
"""

import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

from openpyxl import Workbook, load_workbook

from modele.catalogue.emplacements import SOURCES
from modele.catalogue.lecture import lire_catalogue
from modele.comparaison import comparer
from modele.export.classeur import exporter
from modele.situation import EXEMPLE

BUDGET = 1.5
TOURS = 15


Cellules = list[tuple[str, list[tuple[int, int, object]]]]


def ecrire_nu(feuilles: Cellules, chemin: Path) -> None:
    """Les mêmes valeurs et formules, sans style ni mise en page."""
    classeur = Workbook()
    classeur.remove(classeur.worksheets[0])
    for titre, cellules in feuilles:
        feuille = classeur.create_sheet(titre)
        for ligne, colonne, valeur in cellules:
            feuille.cell(ligne, colonne, valeur)
    classeur.save(chemin)


def ecrites(chemin: Path) -> Cellules:
    """Cellules d'un classeur, feuille par feuille."""
    return [
        (
            feuille.title,
            [
                (c.row, c.column, c.value)
                for rangee in feuille.iter_rows()
                for c in rangee
                if c.value is not None
            ],
        )
        for feuille in load_workbook(chemin).worksheets
    ]


def _duree(travail: Callable[[], None]) -> float:
    depart = process_time()
    travail()
    return (process_time() - depart) * 1000


def memoire(travail: Callable[[], None]) -> float:
    """Mémoire allouée au plus haut, en Mo."""
    tracemalloc.start()
    travail()
    _, sommet = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return sommet / 1_000_000


def mesurer() -> None:
    """Imprime les deux temps, les deux mémoires et leurs rapports."""
    catalogue = lire_catalogue(SOURCES)
    comparaison = comparer(catalogue, EXEMPLE)
    with tempfile.TemporaryDirectory() as dossier:
        sortie, temoin = Path(dossier) / "export.xlsx", Path(dossier) / "nu.xlsx"
        exporter(catalogue, comparaison, sortie)
        feuilles = ecrites(sortie)

        def exporte() -> None:
            exporter(catalogue, comparaison, sortie)

        def nu() -> None:
            ecrire_nu(feuilles, temoin)

        exports, nus = [], []
        for _ in range(TOURS):
            exports.append(_duree(exporte))
            nus.append(_duree(nu))
        cellules = sum(len(cellules) for _, cellules in feuilles)
        rapport = median(exports) / median(nus)
        print(f"export de {cellules} cellules : {median(exports):.0f} ms")
        print(f"openpyxl seul, mêmes cellules : {median(nus):.0f} ms")
        print(f"rapport : {rapport:.2f} (budget {BUDGET})")
        memoires = memoire(exporte), memoire(nu)
        print(f"mémoire au plus haut : {memoires[0]:.2f} Mo contre {memoires[1]:.2f} Mo")
        print(f"rapport : {memoires[0] / memoires[1]:.2f} (budget {BUDGET})")


if __name__ == "__main__":
    mesurer()
