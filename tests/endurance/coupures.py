"""Coupures de courant simulées pendant de vrais enregistrements, avec les vrais réglages.

python -m tests.endurance.coupures [COUPURES]

Les ordres sont ceux que le dépôt envoie ; ils sont rejoués sur un disque en mémoire coupé à tout instant.
"""

import hashlib
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import apsw
from sqlalchemy import Engine, event

from modele.dossiers import sqlite
from modele.dossiers.depot import DepotDossiers
from tests.dossiers.fabrique import complet
from tests.endurance.disque import Disque, Image

BASE = "/dossiers.sqlite"
ENREGISTREMENTS = 25
Ordre = tuple[str, Any, bool]


@dataclass
class Bilan:
    """Combien de coupures, et ce qu'elles ont coûté."""

    coupures: int = 0
    perdues: int = 0
    abimees: int = 0

    def __str__(self) -> str:
        return f"{self.coupures} coupures : {self.perdues} saisies perdues, {self.abimees} bases abîmées"


def enregistrements() -> tuple[bytes, list[list[Ordre]]]:
    """Base de départ, puis les ordres de chaque enregistrement, tels que le dépôt les envoie."""
    ordres: list[Ordre] = []
    groupes: list[list[Ordre]] = []

    def noter(_c: object, _k: object, ordre: str, valeurs: Any, _contexte: object, plusieurs: bool) -> None:
        if not ordre.startswith(("SELECT", "PRAGMA")) and ordre != "BEGIN":
            ordres.append((ordre, valeurs, plusieurs))

    def valider(_connexion: object) -> None:
        if ordres:
            groupes.append([*ordres, ("COMMIT", (), False)])
            ordres.clear()

    with tempfile.TemporaryDirectory() as dossier:
        chemin = Path(dossier) / "modele.sqlite"
        with DepotDossiers.ouvrir(chemin) as depot:
            garde = depot.enregistrer(complet())
        depart = chemin.read_bytes()
        event.listen(Engine, "before_cursor_execute", noter)
        event.listen(Engine, "commit", valider)
        try:
            with DepotDossiers.ouvrir(chemin) as depot:
                for rang in range(ENREGISTREMENTS):
                    notes = {f"outil-{n}": f"Note {rang}. " * 200 for n in range(rang % 4)}
                    garde = depot.enregistrer(replace(garde, nom=f"Ferme {rang}", notes=notes))
                    if rang % 5 == 4:
                        depot.dupliquer(garde.identifiant)
        finally:
            event.remove(Engine, "before_cursor_execute", noter)
            event.remove(Engine, "commit", valider)
    return depart, groupes


def connecter(disque: Disque, reglages: Sequence[str] = sqlite._REGLAGES) -> apsw.Connection:
    """Connexion réglée comme celle du dépôt, avec trop peu de mémoire pour tout garder jusqu'à la fin."""
    connexion = apsw.Connection(BASE, vfs=disque.nom)
    for reglage in (*reglages, "foreign_keys = ON", "cache_size = 4", "temp_store = MEMORY"):
        connexion.execute(f"PRAGMA {reglage}").fetchall()
    return connexion


def jouer(connexion: apsw.Connection, groupe: list[Ordre]) -> None:
    """Envoie les ordres d'un enregistrement, validation comprise."""
    for ordre, valeurs, plusieurs in groupe:
        if plusieurs:
            connexion.executemany(ordre, [tuple(v) for v in valeurs])
        else:
            connexion.execute(ordre, tuple(valeurs) or None)


def contenu(connexion: apsw.Connection) -> str:
    """Résumé de toutes les lignes de toutes les tables."""
    tables = [t for (t,) in connexion.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    resume = hashlib.sha256()
    for table in sorted(tables):
        lignes = sorted(map(repr, connexion.execute(f'SELECT * FROM "{table}"')))
        resume.update(repr((table, lignes)).encode())
    return resume.hexdigest()


def eprouver(combien: int, reglages: Sequence[str] = sqlite._REGLAGES, graine: int = 5) -> Bilan:
    """Coupe `combien` fois et relit à chaque fois."""
    hasard = random.Random(graine)
    depart, groupes = enregistrements()
    etats = _etats(depart, groupes)
    bilan = Bilan()
    while bilan.coupures < combien:
        images: list[tuple[int, Image]] = []
        valides = 0
        disque = Disque(f"disque-{graine}", {BASE: depart})

        def peut_etre_couper() -> None:
            if hasard.random() < 0.2:
                images.append((valides, disque.coupure(hasard)))  # noqa: B023

        disque.a_chaque_acte = peut_etre_couper
        connexion = connecter(disque, reglages)
        for groupe in groupes:
            jouer(connexion, groupe)
            valides += 1
            # L'instant qui suit la réponse « enregistré » : rien ne doit plus pouvoir se perdre.
            images.append((valides, disque.coupure(hasard)))
        connexion.close()
        disque.unregister()
        hasard.shuffle(images)
        for valides_alors, image in images[: combien - bilan.coupures]:
            bilan.coupures += 1
            _juger(bilan, image, etats, valides_alors)
    return bilan


def _etats(depart: bytes, groupes: list[list[Ordre]]) -> list[str]:
    disque = Disque("disque-sain", {BASE: depart})
    connexion = connecter(disque)
    etats = [contenu(connexion)]
    for groupe in groupes:
        jouer(connexion, groupe)
        etats.append(contenu(connexion))
    connexion.close()
    disque.unregister()
    return etats


def _juger(bilan: Bilan, image: Image, etats: list[str], valides: int) -> None:
    disque = Disque("disque-rallume", image)
    try:
        connexion = connecter(disque)
        entiere = connexion.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        retrouve = contenu(connexion)
        connexion.close()
    except apsw.Error:
        bilan.abimees += 1
        return
    finally:
        disque.unregister()
    if not entiere or retrouve not in etats:
        bilan.abimees += 1
    # L'enregistrement en cours a le droit d'être arrivé au bout.
    elif retrouve not in etats[valides : valides + 2]:
        bilan.perdues += 1


def reglages_avec(nom: str, valeur: str) -> tuple[str, ...]:
    """Les réglages livrés, sauf un."""
    return tuple(f"{nom} = {valeur}" if r.startswith(nom) else r for r in sqlite._REGLAGES)


SANS_GRAVER = reglages_avec("synchronous", "OFF")
"""Témoin : rien n'est jamais gravé."""
JOURNAL_EFFACE = reglages_avec("journal_mode", "DELETE")
"""Témoin : le journal est effacé sans que son dossier soit gravé."""


def main() -> int:
    """Code 0 si les réglages livrés tiennent et si les témoins échouent."""
    combien = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    bilans = [eprouver(combien, reglages) for reglages in (sqlite._REGLAGES, SANS_GRAVER, JOURNAL_EFFACE)]
    for nom, bilan in zip(("réglages livrés", "synchronous = OFF", "journal DELETE"), bilans, strict=True):
        print(f"{nom:20} {bilan}")
    livres, *temoins = (bilan.perdues + bilan.abimees for bilan in bilans)
    return 0 if livres == 0 and all(temoins) else 1


if __name__ == "__main__":
    sys.exit(main())
