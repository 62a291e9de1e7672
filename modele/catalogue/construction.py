"""Écrit base.sqlite à partir du catalogue : mêmes octets pour le même catalogue et le même SQLite."""

import json
import os
import sqlite3
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Connection, create_engine, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from modele import disque
from modele.catalogue import connexion as acces
from modele.catalogue.depot import empreinte, lignes_des_tables
from modele.catalogue.indexation import textes_a_chercher
from modele.catalogue.objets import Catalogue
from modele.catalogue.rangees import Rangee, rangees
from modele.catalogue.registre import lire_edition
from modele.catalogue.tables import METADONNEES, RECHERCHE
from modele.catalogue.temoin import temoin_de
from modele.fautes import FichierInaccessible
from modele.lecture_json import lire_json

_CAUSES: Mapping[int, str] = MappingProxyType(
    {
        sqlite3.SQLITE_FULL: "le disque est plein",
        sqlite3.SQLITE_IOERR: "le disque a refusé une écriture ; vérifiez sa place libre",
        sqlite3.SQLITE_READONLY: "le dossier est en lecture seule",
        sqlite3.SQLITE_CANTOPEN: "le fichier ne peut pas être ouvert ; vérifiez les droits du dossier",
    }
)


def construire(catalogue: Catalogue, chemin: Path) -> None:
    """Écrit la base à `chemin`, d'un seul coup : l'ancienne reste entière jusqu'au remplacement.

    Lève `OSError` ou `FichierInaccessible` si le dossier refuse l'écriture ou si le disque est plein.
    """
    provisoire = chemin.with_name(f".{chemin.name}.{os.getpid()}.tmp")
    try:
        provisoire.unlink(missing_ok=True)
        with provisoire.open("xb"):
            pass
        _remplir(catalogue, provisoire)
        with provisoire.open("rb+") as fichier:
            os.fsync(fichier.fileno())
        provisoire.replace(chemin)
    except OperationalError as faute:
        code = getattr(faute.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        cause = _CAUSES.get(code, str(faute.orig))
        raise FichierInaccessible(f"La base du catalogue ne s'écrit pas : {cause}.") from faute
    finally:
        provisoire.unlink(missing_ok=True)


def est_a_jour(catalogue: Catalogue, chemin: Path) -> bool:
    """Vrai si la base à `chemin` dit exactement ce que dit le catalogue."""
    with tempfile.TemporaryDirectory() as dossier:
        attendue = Path(dossier) / "attendue.sqlite"
        construire(catalogue, attendue)
        try:
            return vidage(chemin) == vidage(attendue)
        except acces.CatalogueIllisible:
            return False


def ecrire_temoin(base: Path, temoin: Path) -> None:
    """Écrit à part ce que la base doit être, octet pour octet ; lève `OSError` ou `CatalogueIllisible`."""
    octets = json.dumps(asdict(temoin_de(base)), indent=1) + "\n"
    disque.ecrire(temoin, octets.encode("ascii"))


def temoin_a_jour(base: Path, temoin: Path) -> bool:
    """Vrai si la base est celle que le témoin décrit."""
    try:
        return lire_edition(lire_json(temoin), base.name) == temoin_de(base)
    except (OSError, ValueError, acces.CatalogueIllisible):
        return False


def vidage(chemin: Path) -> list[str]:
    """Forme des tables et toutes leurs lignes, sans rien qui dépende de la version de SQLite.

    Les tables internes de l'index plein texte n'y sont pas : son contenu y est, lu par l'index.
    """
    requetes = [str(select(table)) for table in METADONNEES.sorted_tables]
    with acces.ouvrir(chemin) as connexion:
        formes = connexion.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL "
            "AND name NOT LIKE 'recherche\\_%' ESCAPE '\\' ORDER BY name"
        ).fetchall()
        dit = [repr(forme) for forme in formes]
        for requete in [*requetes, "SELECT * FROM recherche"]:
            dit += sorted(map(repr, connexion.execute(requete)))
    return dit


def _remplir(catalogue: Catalogue, chemin: Path) -> None:
    def connecter() -> sqlite3.Connection:
        return sqlite3.connect(chemin, isolation_level=None)

    moteur = create_engine("sqlite://", creator=connecter, poolclass=NullPool)
    with moteur.connect() as connexion:
        for reglage in (
            "page_size = 4096",
            "auto_vacuum = NONE",
            "encoding = 'UTF-8'",
            "journal_mode = OFF",
            "synchronous = OFF",
            "foreign_keys = ON",
            f"application_id = {acces.APPLICATION}",
            f"user_version = {acces.VERSION}",
        ):
            connexion.exec_driver_sql(f"PRAGMA {reglage}")
        connexion.exec_driver_sql("BEGIN")
        METADONNEES.create_all(connexion, checkfirst=False)
        connexion.exec_driver_sql(RECHERCHE)
        _inserer(connexion, rangees(catalogue))
        connexion.exec_driver_sql(
            "INSERT INTO recherche (texte, titre, genre, outil, rubrique, critere, lignes) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            list(textes_a_chercher(catalogue)),
        )
        connexion.exec_driver_sql("INSERT INTO recherche (recherche) VALUES ('optimize')")
        _sceller(connexion)
        connexion.exec_driver_sql("COMMIT")
        connexion.exec_driver_sql("VACUUM")
    moteur.dispose()


def _inserer(connexion: Connection, tables: dict[str, list[Rangee]]) -> None:
    for table in METADONNEES.sorted_tables:
        if tables[table.name]:
            connexion.execute(table.insert(), tables[table.name])


def _sceller(connexion: Connection) -> None:
    """Enregistre l'empreinte du contenu, que la lecture contrôle."""
    brute = connexion.connection.driver_connection
    assert isinstance(brute, sqlite3.Connection)
    scelle = {"cle": "empreinte", "valeur": empreinte(lignes_des_tables(brute))}
    connexion.execute(METADONNEES.tables["meta"].insert(), [scelle])
