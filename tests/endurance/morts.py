"""Morts brutales (SIGKILL) pendant de vrais enregistrements, sauvegardes et restaurations.

python -m tests.endurance.morts [MORTS]

Chaque vie ouvre la base comme l'application, annonce par un tube chaque saisie enregistrée, et meurt n'importe
quand ; la vie suivante doit tout retrouver.
"""

import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from modele.dossiers.depot import DepotDossiers
from modele.dossiers.horloge import heure_locale
from modele.dossiers.objets import Dossier
from modele.dossiers.ouverture import ouvrir
from modele.dossiers.restauration import restaurer
from modele.dossiers.sauvegardes import DEMANDE, DOSSIER, intacte, lister, sauvegarder
from modele.dossiers.verrou import Verrou
from tests.dossiers.fabrique import complet

NOM = "dossiers.sqlite"
VIE_S = 0.35
"""Une vie dure au plus ce temps, ouverture comprise."""


@dataclass
class Bilan:
    """Ce que les morts ont interrompu et ce qu'elles ont coûté."""

    morts: int = 0
    saisies: int = 0
    perdues: int = 0
    dechirees: int = 0
    journaux: int = 0

    def __str__(self) -> str:
        return (
            f"{self.morts} morts, {self.saisies} saisies annoncées : {self.perdues} perdues, "
            f"{self.dechirees} fichiers déchirés, {self.journaux} journaux rejoués"
        )


def vivre(donnees: Path, annoncer: int, graine: int) -> None:
    """Enregistre, sauvegarde et restaure sans fin."""
    hasard = random.Random(graine)
    base = donnees / NOM
    Verrou.prendre(donnees)
    depot = ouvrir(base)
    dossier = _le_dossier(depot)
    while True:
        ca = dossier.situation.ca_particuliers + 1
        notes = {f"outil-{n}": f"Note {ca}. " * hasard.choice((1, 600)) for n in range(hasard.randrange(8))}
        situation = replace(dossier.situation, ca_particuliers=ca, ca_professionnels=ca)
        dossier = depot.enregistrer(replace(dossier, situation=situation, notes=notes))
        os.write(annoncer, f"{ca}\n".encode())
        tirage = hasard.random()
        if tirage < 0.3:
            sauvegarder(base, DEMANDE, heure_locale())
        elif tirage < 0.4:
            sauvegarder(base, DEMANDE, heure_locale())
            depot.fermer()
            restaurer(base, lister(base)[0].chemin, heure_locale())
            depot = ouvrir(base)


def eprouver(combien: int, donnees: Path, graine: int = 5) -> Bilan:
    """Tue `combien` fois et relit à chaque fois."""
    hasard = random.Random(graine)
    bilan = Bilan()
    with ouvrir(donnees / NOM) as depot:
        _le_dossier(depot)
    annoncee = Fraction(0)
    for rang in range(combien):
        dites = _une_vie(donnees, hasard.uniform(0.02, VIE_S), rang)
        bilan.morts += 1
        bilan.saisies += len(dites)
        annoncee = max([annoncee, *dites])
        bilan.journaux += _journal_chaud(donnees / f"{NOM}-journal")
        try:
            with ouvrir(donnees / NOM) as depot:
                situation = _le_dossier(depot).situation
        except Exception as faute:
            print(f"mort {rang} : {faute}", file=sys.stderr)
            bilan.dechirees += 1
            return bilan
        retrouvee = situation.ca_particuliers
        if not annoncee <= retrouvee <= annoncee + 1 or situation.ca_professionnels != retrouvee:
            bilan.perdues += 1
        annoncee = retrouvee
        bilan.dechirees += sum(not _entiere(s.chemin) for s in lister(donnees / NOM))
    return bilan


def _une_vie(donnees: Path, duree: float, graine: int) -> list[Fraction]:
    lecture, ecriture = os.pipe()
    enfant = os.fork()
    if enfant == 0:
        os.close(lecture)
        try:
            vivre(donnees, ecriture, graine)
        finally:
            os._exit(1)
    os.close(ecriture)
    time.sleep(duree)
    os.kill(enfant, signal.SIGKILL)
    _, etat = os.waitpid(enfant, 0)
    with os.fdopen(lecture, encoding="ascii") as tube:
        dites = [Fraction(ligne) for ligne in tube.read().split()]
    if not os.WIFSIGNALED(etat):
        raise RuntimeError(f"la vie {graine} s'est arrêtée d'elle-même")
    return dites


def _le_dossier(depot: DepotDossiers) -> Dossier:
    for resume in depot.lister():
        return depot.lire(resume.identifiant)
    depart = complet()
    situation = replace(depart.situation, ca_particuliers=Fraction(0), ca_professionnels=Fraction(0))
    return depot.enregistrer(replace(depart, situation=situation))


def _journal_chaud(journal: Path) -> bool:
    return journal.exists() and bool(journal.read_bytes()[:8].strip(b"\0"))


def _entiere(sauvegarde: Path) -> bool:
    with closing(sqlite3.connect(sauvegarde)) as connexion:
        return intacte(sauvegarde) and connexion.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def main() -> int:
    """Code 0 si rien n'est perdu ni déchiré."""
    combien = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as donnees:
        bilan = eprouver(combien, Path(donnees))
        gardees = len(list((Path(donnees) / DOSSIER).glob("*.sqlite")))
    print(f"{bilan}, {gardees} sauvegardes gardées")
    return 1 if bilan.perdues or bilan.dechirees or bilan.morts != combien else 0


if __name__ == "__main__":
    sys.exit(main())
