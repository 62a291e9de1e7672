"""Morts brutales (SIGKILL) pendant de vrais exports de classeurs et de vraies mises à niveau de la base.

python -m tests.endurance.sorties [MORTS]

Un classeur remplacé reste entier, et jamais plus vieux que le dernier annoncé ; une base d'un schéma antérieur
garde tous ses dossiers, que la mise à niveau soit faite ou à refaire.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from pathlib import Path

from openpyxl import load_workbook

from modele.catalogue.depot import ouvrir_catalogue
from modele.catalogue.emplacements import BASE
from modele.comparaison import comparer
from modele.dossiers import consultation
from modele.dossiers.ouverture import ouvrir
from modele.export.classeur import exporter
from modele.situation import Situation

SCHEMAS = Path(__file__).resolve().parents[1] / "dossiers" / "schemas"


@dataclass
class Bilan:
    """Ce que les morts ont interrompu et ce qu'elles ont coûté."""

    morts: int = 0
    annonces: int = 0
    perdus: int = 0
    dechires: int = 0

    def __str__(self) -> str:
        return (
            f"{self.morts} morts, {self.annonces} annonces : {self.perdus} perdus, {self.dechires} déchirés"
        )


def exports(combien: int, dossier: Path, hasard: random.Random) -> Bilan:
    """Tue des exports successifs vers un même classeur, et le relit à chaque fois."""
    catalogue, chemin, bilan = ouvrir_catalogue(BASE), dossier / "ferme.xlsx", Bilan()

    def exporter_sans_fin(depart: int, annoncer: int) -> None:
        for ca in count(depart):
            situation = Situation(ca_particuliers=Fraction(ca))
            exporter(catalogue, comparer(catalogue, situation), chemin)
            os.write(annoncer, f"{ca}\n".encode())

    exporter(catalogue, comparer(catalogue, Situation(ca_particuliers=Fraction(1))), chemin)
    dernier = 1
    for _ in range(combien):
        dits = mourir(
            lambda tube, depart=dernier + 1: exporter_sans_fin(depart, tube), hasard.uniform(0.05, 1.2)
        )
        bilan.morts += 1
        bilan.annonces += len(dits)
        dernier = max([dernier, *dits])
        try:
            classeur = load_workbook(chemin, read_only=True)
            ((feuille, adresse),) = classeur.defined_names["ca_particuliers"].destinations
            present = int(classeur[feuille][adresse.replace("$", "")].value)
            classeur.close()
        except Exception:
            # openpyxl laisse sortir toutes sortes de fautes d'un fichier déchiré.
            bilan.dechires += 1
            continue
        bilan.perdus += present < dernier
        dernier = max(dernier, present)
    return bilan


def mises_a_niveau(combien: int, dossier: Path, hasard: random.Random) -> Bilan:
    """Tue des mises à niveau du plus ancien schéma, puis rouvre la base."""
    bilan = Bilan()
    ancien = min(SCHEMAS.glob("v*.sqlite"))
    voulus = _contenu(ancien, dossier / "temoin.sqlite")
    for rang in range(combien):
        base = dossier / str(rang) / "dossiers.sqlite"
        base.parent.mkdir()
        shutil.copy(ancien, base)

        def monter(tube: int, base: Path = base) -> None:
            ouvrir(base).fermer()
            os.write(tube, b"1\n")
            time.sleep(60)

        bilan.annonces += len(mourir(monter, hasard.uniform(0.0, 0.9)))
        bilan.morts += 1
        try:
            bilan.perdus += _contenu(base, base) != voulus
        except Exception:
            # Une base qui ne s'ouvre plus, quelle qu'en soit la raison, est déchirée.
            bilan.dechires += 1
        shutil.rmtree(base.parent)
    return bilan


def mourir(vivre: Callable[[int], None], duree: float) -> list[int]:
    """Vit dans un autre processus, tué après `duree` secondes ; ce qu'il avait annoncé."""
    lecture, ecriture = os.pipe()
    enfant = os.fork()
    if enfant == 0:
        os.close(lecture)
        try:
            vivre(ecriture)
        finally:
            os._exit(1)
    os.close(ecriture)
    time.sleep(duree)
    os.kill(enfant, signal.SIGKILL)
    _, etat = os.waitpid(enfant, 0)
    with os.fdopen(lecture, encoding="ascii") as tube:
        dits = [int(ligne) for ligne in tube.read().split()]
    if not os.WIFSIGNALED(etat):
        raise RuntimeError("une vie s'est arrêtée d'elle-même")
    return dits


def _contenu(source: Path, base: Path) -> str:
    if source != base:
        shutil.copy(source, base)
    with ouvrir(base) as depot:
        resumes = depot.lister()
    return repr([consultation.lire(base, resume.identifiant) for resume in resumes])


def main() -> int:
    """Code 0 si rien n'est perdu ni déchiré."""
    combien = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    code = 0
    for nom, epreuve in (("exports", exports), ("mises à niveau", mises_a_niveau)):
        with tempfile.TemporaryDirectory() as dossier:
            bilan = epreuve(combien, Path(dossier), random.Random(7))
        print(f"{nom} : {bilan}", flush=True)
        code |= bool(bilan.perdus or bilan.dechires or bilan.morts != combien)
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
