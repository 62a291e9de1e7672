"""L'export ne tient en mémoire qu'une feuille à la fois."""

from pathlib import Path

from modele.comparaison import comparer
from modele.export.classeur import exporter
from modele.situation import EXEMPLE
from tests.bench.export import BUDGET, ecrire_nu, ecrites, memoire
from tests.modele.fabrique import catalogue_reel


def test_pas_plus_d_une_fois_et_demie_openpyxl_seul(tmp_path: Path) -> None:
    """Des octets alloués, pas des secondes : la machine n'y change rien."""
    comparaison, sortie, temoin = (
        comparer(catalogue_reel(), EXEMPLE),
        tmp_path / "x.xlsx",
        tmp_path / "nu.xlsx",
    )
    exporter(catalogue_reel(), comparaison, sortie)
    feuilles = ecrites(sortie)
    ecrire_nu(feuilles, temoin)
    seul = memoire(lambda: ecrire_nu(feuilles, temoin))
    export = memoire(lambda: exporter(catalogue_reel(), comparaison, sortie))
    assert export <= BUDGET * seul, (export, seul)
