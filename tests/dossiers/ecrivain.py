"""Un second programme qui écrit dans la même base.

python -m tests.dossiers.ecrivain BASE SIGNAL NOMBRE
"""

import sys
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from modele.dossiers.depot import DepotDossiers
from tests.dossiers.fabrique import complet


def main(base: Path, signal: Path, nombre: int) -> None:
    """Crée la base avec les autres, puis modifie, copie et supprime `nombre` fois."""
    while not signal.exists():
        time.sleep(0.001)
    with DepotDossiers.ouvrir(base) as depot:
        mien = depot.enregistrer(complet("Écrivain"))
        for rang in range(1, nombre + 1):
            situation = replace(mien.situation, ca_particuliers=Fraction(rang))
            mien = depot.enregistrer(replace(mien, situation=situation))
            assert depot.lire(mien.identifiant) == mien
            depot.supprimer(depot.dupliquer(mien.identifiant).identifiant)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
