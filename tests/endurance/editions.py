"""Morts brutales (SIGKILL) pendant de vrais changements d'édition du catalogue.

python -m tests.endurance.editions [MORTS]

Chaque vie accepte des éditions, y renonce et les reprend ; elle annonce par un tube ce qu'elle tente puis ce qui
est fait, et meurt n'importe quand. La suivante doit trouver l'une ou l'autre édition, entière.
"""

import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from modele.catalogue import registre
from modele.catalogue.depot import ouvrir_catalogue
from tests.catalogue.mises_a_jour import JOUR, Poste, edition

VIE_S = 0.3
"""Une vie dure au plus ce temps."""


@dataclass
class Bilan:
    """Ce que les morts ont interrompu et ce qu'elles ont coûté."""

    morts: int = 0
    changements: int = 0
    en_cours: int = 0
    perdus: int = 0
    dechirees: int = 0

    def __str__(self) -> str:
        return (
            f"{self.morts} morts, {self.changements} changements annoncés, {self.en_cours} interrompus : "
            f"{self.perdus} perdus, {self.dechirees} éditions déchirées"
        )


def vivre(poste: Poste, annoncer: int, graine: int) -> None:
    """Change d'édition sans fin."""
    hasard = random.Random(graine)
    plus_haute = max([e.numero for e in registre.lire(poste.magasin).editions], default=1)
    while True:
        editions = poste.editions
        tirage = hasard.random()
        precedente, ecartee = editions.precedente(), editions.ecartee()
        if tirage < 0.3 and precedente is not None:
            os.write(annoncer, f"tente {precedente.numero}\n".encode())
            fait = editions.revenir()
        elif tirage < 0.45 and ecartee is not None:
            os.write(annoncer, f"tente {ecartee.numero}\n".encode())
            fait = editions.reprendre(ecartee.numero)
        else:
            plus_haute += 1
            os.write(annoncer, f"tente {plus_haute}\n".encode())
            fait = editions.accepter(edition(poste.catalogue, plus_haute), "cle", JOUR)
        os.write(annoncer, f"fait {fait.edition.numero}\n".encode())


def eprouver(combien: int, racine: Path, graine: int = 5) -> Bilan:
    """Tue `combien` fois et relit à chaque fois."""
    hasard = random.Random(graine)
    poste = Poste.installer(racine)
    bilan = Bilan()
    en_service = 1
    for rang in range(combien):
        dites = _une_vie(poste, hasard.uniform(0.0, VIE_S), rang)
        faits = [numero for mot, numero in dites if mot == "fait"]
        bilan.morts += 1
        bilan.changements += len(faits)
        admises = {faits[-1] if faits else en_service}
        if dites and dites[-1][0] == "tente":
            bilan.en_cours += 1
            admises.add(dites[-1][1])
        try:
            actif = poste.editions.actif()
            lu = registre.lire(poste.magasin)
            for recue in lu.editions:
                ouvrir_catalogue(poste.magasin / recue.fichier, recue.sha256)
        except Exception as faute:
            print(f"mort {rang} : {faute!r}", file=sys.stderr)
            bilan.dechirees += 1
            return bilan
        en_service = actif.edition.numero
        attendu = poste.catalogue if en_service == 1 else edition(poste.catalogue, en_service)
        bilan.perdus += en_service not in admises
        bilan.dechirees += bool(actif.avis) or actif.catalogue != attendu
    return bilan


def _une_vie(poste: Poste, duree: float, graine: int) -> list[tuple[str, int]]:
    lecture, ecriture = os.pipe()
    enfant = os.fork()
    if enfant == 0:
        os.close(lecture)
        try:
            vivre(poste, ecriture, graine)
        finally:
            os._exit(1)
    os.close(ecriture)
    time.sleep(duree)
    os.kill(enfant, signal.SIGKILL)
    _, etat = os.waitpid(enfant, 0)
    with os.fdopen(lecture, encoding="ascii") as tube:
        dites = [ligne.split() for ligne in tube.read().splitlines()]
    if not os.WIFSIGNALED(etat):
        raise RuntimeError(f"la vie {graine} s'est arrêtée d'elle-même")
    return [(mot, int(numero)) for mot, numero in dites]


def main() -> int:
    """Code 0 si rien n'est perdu ni déchiré."""
    combien = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as racine:
        bilan = eprouver(combien, Path(racine))
    print(bilan)
    return 1 if bilan.perdus or bilan.dechirees or bilan.morts != combien else 0


if __name__ == "__main__":
    sys.exit(main())
