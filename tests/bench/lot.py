"""Temps et mémoire d'un lot de 1, 10 et 100 fermes ; 1 000 aussi avec `--mille`.

Se lance par `python -m tests.bench.lot`. Chaque taille a son processus, pour que la mémoire au plus haut soit la
sienne ; les fermes viennent d'un tableau et diffèrent toutes. Ce qui compte : la mémoire ne suit pas le nombre.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from openpyxl import Workbook

from modele.catalogue.emplacements import RACINE

TAILLES = (1, 10, 100)
MILLE = 1_000


def _tableau(chemin: Path, combien: int) -> Path:
    hasard = Random(combien)
    classeur = Workbook()
    feuille = classeur.active
    feuille.append(
        ("nom", "ca_particuliers", "ca_professionnels", "panier_moyen", "horizon", "besoin:facturation")
    )
    for rang in range(combien):
        ventes = hasard.randrange(2_000, 150_000), hasard.choice((0, 0, hasard.randrange(40_000)))
        besoin = hasard.choice(("", "souhaité", "indispensable"))
        feuille.append((f"Ferme {rang}", *ventes, hasard.randrange(15, 90), hasard.randrange(1, 10), besoin))
    classeur.save(chemin)
    return chemin


def mesurer_ici(combien: int) -> dict[str, float]:
    """Traite un lot dans ce processus, comme la ligne de commande ; secondes et Mo au plus haut."""
    from console.lot import _traiter
    from modele.catalogue.depot import ouvrir_catalogue
    from modele.catalogue.emplacements import BASE
    from modele.lot.entree import ouvrir_entree
    from modele.lot.traitement import Lot
    from modele.processus import memoire_mo

    catalogue = ouvrir_catalogue(BASE)
    with tempfile.TemporaryDirectory() as provisoire:
        dossier = Path(provisoire)
        entree, sortie = _tableau(dossier / "fermes.xlsx", combien), dossier / "sortie"
        au_depart = memoire_mo()
        depart, calcul = perf_counter(), process_time()
        _traiter(Lot(ouvrir_entree(entree, sortie, catalogue).fermes, sortie, catalogue))
        secondes, calcul = perf_counter() - depart, process_time() - calcul
    return {"secondes": secondes, "calcul": calcul, "au_depart": au_depart, "au_plus_haut": _au_plus_haut()}


def _au_plus_haut() -> float:
    if sys.platform != "linux":
        from modele.processus import memoire_mo

        return memoire_mo()
    pic = next(
        ligne for ligne in Path("/proc/self/status").read_text().splitlines() if ligne.startswith("VmHWM")
    )
    return int(pic.split()[1]) * 1024 / 1_000_000


def mesurer(tailles: tuple[int, ...]) -> None:
    """Imprime une ligne par taille, puis ce que coûte une ferme de plus."""
    for combien in tailles:
        commande = [sys.executable, "-m", "tests.bench.lot", "--une", str(combien)]
        fini = subprocess.run(commande, cwd=RACINE, capture_output=True, text=True, check=True)
        mesure = json.loads(fini.stdout.splitlines()[-1])
        print(
            f"{combien:5} ferme{'s' if combien > 1 else ' '} : {mesure['secondes']:7.1f} s dont "
            f"{mesure['calcul']:.1f} de processeur, {1000 * mesure['calcul'] / combien:.0f} ms par ferme, mémoire {mesure['au_depart']:.0f} Mo au départ, "
            f"{mesure['au_plus_haut']:.0f} Mo au plus haut",
            flush=True,
        )


if __name__ == "__main__":
    if "--une" in sys.argv:
        print(json.dumps(mesurer_ici(int(sys.argv[-1]))))
    else:
        mesurer((*TAILLES, MILLE) if "--mille" in sys.argv else TAILLES)
