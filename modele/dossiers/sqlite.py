"""Tout ce qui est propre à SQLite : signature du fichier, réglages d'une connexion, transactions.

SQLAlchemy ne s'importe qu'en créant un moteur : reconnaître, relire et copier une base s'en passent.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from modele.dossiers.fautes import BaseEtrangere, abimee, lisible, plus_recente

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

APPLICATION = 0x426F446F  # « BoDo » en ASCII

PATIENCE_MS = 5000
"""Attente d'un fichier occupé ; le fil d'une fenêtre en demande moins, pour ne pas se figer."""
TEXTE_MAX = 64_000_000
"""Octets d'une valeur ou d'une ligne ; bien au-delà de toute note, en deçà de ce qui fige un poste de 4 Go."""
_PRUDENCE = (f"busy_timeout = {PATIENCE_MS}", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0")
# TRUNCATE et FULL : les seuls réglages qui n'ont rien perdu en 3 000 coupures de courant simulées.
# Ce qu'on supprime ne reste pas lisible dans le fichier, ni dans les sauvegardes suivantes : selon le système, SQLite ne
# l'efface pas de lui-même.
_REGLAGES = (*_PRUDENCE, "journal_mode = TRUNCATE", "synchronous = FULL", "secure_delete = ON")
_TETE = 100
_MODES = slice(18, 20)
_AVEC_JOURNAL = b"\x01\x01"
# L'application n'écrit ni vue, ni déclencheur, ni table virtuelle, ni index, ni colonne calculée : il n'y en a
# que dans un fichier trafiqué. Les index de clé, que SQLite crée seul, n'ont pas de texte.
_INTRUS = (
    "SELECT 1 FROM sqlite_master WHERE type NOT IN ('table', 'index')",
    "SELECT 1 FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "SELECT 1 FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'",
    "SELECT 1 FROM sqlite_master AS t, pragma_table_xinfo(t.name) AS c WHERE t.type = 'table' AND c.hidden > 1",
)


def exiger_connue(chemin: Path, version: int) -> None:
    """Lève `BaseRefusee` si le fichier est étranger ou d'une version plus récente ; ne touche à rien.

    Un fichier absent, vide, ou dont la création a été interrompue, convient : il sera créé.
    """
    if not chemin.exists() or _jamais_ecrit(chemin):
        return
    # `immutable` : sans lui, un journal laissé par une coupure ferait échouer la lecture, et un fichier
    # en mode WAL ferait naître deux fichiers à côté de lui.
    try:
        with closing(sqlite3.connect(_uri(chemin), uri=True)) as connexion:
            application, presente = _signature(connexion)
    except sqlite3.DatabaseError as faute:
        if faute.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise _etrangere(chemin) from faute
        raise
    if application != APPLICATION:
        raise _etrangere(chemin)
    if presente > version:
        raise plus_recente(lisible(chemin))


def examiner(chemin: Path, lieu: str, patience_ms: int = PATIENCE_MS, figee: bool = False) -> int:
    """Version du schéma d'une base relue en entier ; lève `BaseAbimee` si un octet de sa structure ne tient pas.

    Rejoue d'abord le journal qu'une coupure aurait laissé, sauf si elle est `figee` : rien de ce qui traîne à
    côté d'une sauvegarde n'en fait partie.
    """
    with closing(_brute(chemin, figee)) as connexion:
        for reglage in (*_PRUDENCE, f"busy_timeout = {patience_ms}"):
            connexion.execute(f"PRAGMA {reglage}")
        # Avant la relecture, qui calculerait ce qu'un index ou une colonne demande.
        if any(connexion.execute(ordre).fetchone() for ordre in _INTRUS):
            raise abimee(lieu)
        # quick_check, au même prix, trouve trois fois moins.
        if connexion.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
            raise abimee(lieu)
        if connexion.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise abimee(lieu)
        return _signature(connexion)[1]


def connecter_en_lecture(
    chemin: Path, patience_ms: int = PATIENCE_MS, figee: bool = False
) -> sqlite3.Connection:
    """Connexion qui refuse d'écrire, pour une base déjà examinée ; `figee` ignore ses fichiers compagnons."""
    connexion = _brute(chemin, figee)
    try:
        for reglage in (*_PRUDENCE, f"busy_timeout = {patience_ms}", "query_only = ON"):
            connexion.execute(f"PRAGMA {reglage}")
    except BaseException:
        connexion.close()
        raise
    return connexion


def copier(base: Path, cible: Path) -> None:
    """Copie une base, même ouverte ailleurs, en un instant cohérent ; la cible n'est pas encore durable."""
    with closing(sqlite3.connect(base, isolation_level=None)) as source:
        source.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        with closing(sqlite3.connect(cible, isolation_level=None)) as copie:
            # La copie n'existe pas tant qu'elle n'est pas renommée : un journal ne la protégerait de rien.
            copie.execute("PRAGMA journal_mode = OFF")
            copie.execute("PRAGMA synchronous = OFF")
            source.backup(copie)


def identite(chemin: Path) -> tuple[int, int] | None:
    """Ce qui distingue un fichier d'un autre de même nom ; None s'il manque ou si le support ne le dit pas."""
    try:
        etat = chemin.stat()
    except OSError:
        return None
    return (etat.st_dev, etat.st_ino) if etat.st_ino else None


def recopier(moteur: "Engine", cible: Path) -> None:
    """Copie la base qu'un moteur tient ouverte, même si son fichier a perdu son nom."""
    with moteur.connect() as connexion, closing(sqlite3.connect(cible)) as copie:
        source = connexion.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        source.backup(copie)


def creer_moteur(chemin: Path, cles_etrangeres: bool = True, patience_ms: int = PATIENCE_MS) -> "Engine":
    """Moteur réglé pour ne rien perdre ; une transaction d'écriture prend le verrou d'emblée.

    Une migration demande `cles_etrangeres=False` : refaire une table effacerait ce qui s'y rattache.
    """

    from sqlalchemy import QueuePool, create_engine, event

    def connecter() -> sqlite3.Connection:
        # isolation_level=None : `_commencer` ouvre les transactions, jamais le pilote de lui-même.
        connexion = sqlite3.connect(chemin, isolation_level=None, check_same_thread=False)
        try:
            # Ce qui s'écrit doit se relire : même borne qu'à la lecture.
            connexion.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, TEXTE_MAX)
            for reglage in (
                *_REGLAGES,
                f"busy_timeout = {patience_ms}",
                f"foreign_keys = {'ON' if cles_etrangeres else 'OFF'}",
            ):
                connexion.execute(f"PRAGMA {reglage}")
        except BaseException:
            connexion.close()
            raise
        return connexion

    moteur = create_engine("sqlite://", creator=connecter, poolclass=QueuePool)
    event.listen(moteur, "begin", _commencer)
    return moteur


def _commencer(connexion: "Connection") -> None:
    """Sans IMMEDIATE, deux écrivains qui ont lu se bloquent l'un l'autre."""
    ecriture = connexion.get_execution_options().get("ecriture", False)
    connexion.exec_driver_sql("BEGIN IMMEDIATE" if ecriture else "BEGIN")


def version_du_schema(connexion: "Connection", lieu: str) -> int:
    """Version du schéma, ou 0 pour une base encore vide ; lève `BaseAbimee` pour tout autre fichier."""
    brute = connexion.connection.driver_connection
    assert isinstance(brute, sqlite3.Connection)
    application, version = _signature(brute)
    tables: int = connexion.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if (application, version, tables) == (0, 0, 0):
        return 0
    if application != APPLICATION or version < 1 or not tables:
        raise abimee(lieu)
    return version


def signer(connexion: "Connection", version: int) -> None:
    """Marque la base de l'application et de sa version, dans la transaction en cours."""
    connexion.exec_driver_sql(f"PRAGMA application_id = {APPLICATION:d}")
    connexion.exec_driver_sql(f"PRAGMA user_version = {version:d}")


def exiger_liens_intacts(connexion: "Connection", lieu: str) -> None:
    """Lève `BaseAbimee` si une ligne se rattache à une ligne absente."""
    if connexion.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise abimee(lieu)


def wal_etranger(chemin: Path) -> Path | None:
    """Le journal « -wal » posé près d'une base qui n'en tient pas ; SQLite le rejouerait sans rien demander."""
    compagnon = chemin.with_name(f"{chemin.name}-wal")
    if not compagnon.exists() or not compagnon.stat().st_size:
        return None
    with chemin.open("rb") as fichier:
        tete = fichier.read(_TETE)
    # Une base n'a de « -wal » à elle que si sa tête le dit.
    return compagnon if tete[_MODES] == _AVEC_JOURNAL else None


def _brute(chemin: Path, figee: bool) -> sqlite3.Connection:
    connexion = sqlite3.connect(_uri(chemin) if figee else chemin, isolation_level=None, uri=figee)
    connexion.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, TEXTE_MAX)
    return connexion


def _signature(connexion: sqlite3.Connection) -> tuple[int, int]:
    (application,) = connexion.execute("PRAGMA application_id").fetchone()
    (version,) = connexion.execute("PRAGMA user_version").fetchone()
    return application, version


def _jamais_ecrit(chemin: Path) -> bool:
    """Vrai pour un fichier vide, ou sans tête et accompagné du journal qui le ramènera au vide."""
    with chemin.open("rb") as fichier:
        tete = fichier.read(_TETE)
    journal = chemin.with_name(f"{chemin.name}-journal")
    return not tete or (not any(tete) and journal.exists() and journal.stat().st_size > 0)


def _etrangere(chemin: Path) -> BaseEtrangere:
    return BaseEtrangere(f"« {lisible(chemin)} » n'est pas une base de dossiers de l'application.")


def _uri(chemin: Path) -> str:
    complet = chemin.absolute().as_posix()
    # Un chemin Windows (C:/…) demande une barre de tête ; un partage (//serveur/…) garde les siennes.
    complet = complet if complet.startswith("/") else f"/{complet}"
    return f"file://{quote(os.fsencode(complet), safe='/:')}?mode=ro&immutable=1"
