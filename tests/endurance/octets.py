"""Un octet changé dans un fichier du catalogue : toujours vu, et la dernière bonne édition sert.

python -m tests.endurance.octets [RETOURNEMENTS]

Sur le vrai catalogue : l'édition reçue, celle livrée, le registre des éditions, et une mise à jour signée.
"""

import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from modele.catalogue import emplacements
from modele.catalogue.editions import Editions
from modele.catalogue.lecture import lire_catalogue
from modele.catalogue.mise_a_jour import MiseAJourRefusee, publier, verifier
from modele.catalogue.registre import EXEMPLAIRES
from tests.catalogue.mises_a_jour import acceptees, cle


def retourner(fichier: Path, combien: int, juger: Callable[[], bool]) -> int:
    """Nombre de retournements d'un bit que `juger` approuve."""
    hasard = random.Random(5)
    contenu = fichier.read_bytes()
    bons = 0
    for _ in range(combien):
        change = bytearray(contenu)
        change[hasard.randrange(len(contenu))] ^= 1 << hasard.randrange(8)
        fichier.write_bytes(change)
        bons += juger()
    fichier.write_bytes(contenu)
    return bons


def eprouver(combien: int, racine: Path) -> dict[str, int]:
    """Retournements vus, par fichier."""
    sources, base, temoin = racine / "sources", racine / "base.sqlite", racine / "base.json"
    shutil.copytree(emplacements.SOURCES, sources)
    shutil.copy(emplacements.BASE, base)
    shutil.copy(emplacements.TEMOIN, temoin)
    guide = sources / "guide.toml"
    guide.write_text(guide.read_text("utf-8").replace('edition = "1"', 'edition = "2"', 1), "utf-8")
    donnees = racine / "donnees"

    def editions() -> Editions:
        return Editions(donnees, base, temoin, racine / "absent")

    livre = editions().actif().catalogue
    seconde = lire_catalogue(sources)
    editions().accepter(seconde, "cle", date(2027, 3, 5))
    (recue,) = (donnees / "catalogue").glob("edition-*.sqlite")

    def sert(numero: int, dit: bool) -> bool:
        actif = editions().actif()
        attendu = livre if numero == 1 else seconde
        return actif.catalogue == attendu and bool(actif.avis) == dit

    vus = {"édition reçue": retourner(recue, combien, lambda: sert(1, dit=True))}
    registre = donnees / "catalogue" / EXEMPLAIRES[0]
    vus["registre"] = retourner(registre, combien, lambda: sert(2, dit=False))
    editions().revenir()
    vus["édition livrée"] = retourner(base, combien, lambda: sert(2, dit=True))
    fichier = racine / "e2.boussole"
    fichier.write_bytes(publier(sources, cle()))

    def refusee() -> bool:
        try:
            verifier(fichier.read_bytes(), acceptees())
        except MiseAJourRefusee:
            return True
        return False

    vus["mise à jour signée"] = retourner(fichier, combien, refusee)
    return vus


def main() -> int:
    """Code 0 si tous les retournements sont vus."""
    combien = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as racine:
        vus = eprouver(combien, Path(racine))
    for nom, nombre in vus.items():
        print(f"{nom:20} {nombre} vus sur {combien}")
    return 0 if set(vus.values()) == {combien} else 1


if __name__ == "__main__":
    sys.exit(main())
