"""Au bord de la base : toute faute de SQLAlchemy ou de SQLite y devient une phrase à montrer."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError

from modele.dossiers.fautes import BaseOccupee, abimee
from modele.fautes import EntreeInvalide, FichierInaccessible, phrase

_EMPECHEMENTS: Mapping[int, str] = MappingProxyType(
    {
        sqlite3.SQLITE_FULL: "le disque est plein. Libérez de la place, puis recommencez.",
        sqlite3.SQLITE_IOERR: "le disque a refusé une lecture ou une écriture. Vérifiez le support, "
        "sa place libre et son branchement, puis recommencez.",
        sqlite3.SQLITE_READONLY: "le fichier ou son dossier est en lecture seule.",
        sqlite3.SQLITE_PERM: "l'accès est refusé. Vérifiez les droits du fichier.",
        sqlite3.SQLITE_CANTOPEN: "le fichier ne peut pas être ouvert. Vérifiez qu'il existe, et les droits "
        "de son dossier.",
        sqlite3.SQLITE_BUSY: "un autre programme l'occupe. Recommencez dans un instant.",
        sqlite3.SQLITE_LOCKED: "un autre programme l'occupe. Recommencez dans un instant.",
        sqlite3.SQLITE_NOMEM: "la mémoire manque. Fermez d'autres programmes, puis recommencez.",
    }
)
_OCCUPE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_TENU_SOUS_WINDOWS = (32, 33)
"""Partage et verrou refusés : un antivirus ou une synchronisation lit le fichier."""


@contextmanager
def fautes_traduites(lieu: str) -> Iterator[None]:
    """Ne laisse sortir que `EntreeInvalide`, `FichierInaccessible` et les fautes de programmation."""
    try:
        yield
    except EntreeInvalide:
        raise
    except (StatementError, sqlite3.Error, OSError, ValueError, OverflowError, MemoryError) as faute:
        if _est_un_bogue(faute):
            raise
        raise _traduire(faute, lieu) from faute


def _est_un_bogue(faute: BaseException) -> bool:
    """Vrai pour un ordre mal écrit ou mal rempli : à signaler tel quel, pas à excuser."""
    if isinstance(faute, DBAPIError):
        faute = faute.orig or faute
    if isinstance(faute, StatementError):
        return not isinstance(faute.orig, ValueError)
    return isinstance(faute, sqlite3.ProgrammingError | sqlite3.InterfaceError)


def _traduire(faute: BaseException, lieu: str) -> EntreeInvalide | FichierInaccessible:
    if isinstance(faute, IntegrityError | DataError):
        return EntreeInvalide(
            "Une valeur de ce dossier est hors de ses bornes, ou trop longue : il n'a pas été enregistré."
        )
    origine = faute.orig if isinstance(faute, DBAPIError) else faute
    if isinstance(origine, StatementError):
        return EntreeInvalide("Un nombre de ce dossier est démesuré ou inexact : il n'a pas été enregistré.")
    if isinstance(origine, OverflowError):
        return EntreeInvalide("Une valeur de ce dossier est démesurée : il n'a pas été enregistré.")
    if isinstance(origine, UnicodeEncodeError):
        return EntreeInvalide("Un texte de ce dossier contient un caractère illisible : retirez-le.")
    if getattr(origine, "winerror", None) in _TENU_SOUS_WINDOWS:
        return _empechement(lieu, sqlite3.SQLITE_BUSY)
    if isinstance(origine, OSError):
        return FichierInaccessible(f"Base des dossiers : {phrase(origine)}")
    if isinstance(origine, MemoryError):
        return _empechement(lieu, sqlite3.SQLITE_NOMEM)
    # Un code étendu garde le code principal dans son octet bas ; un texte indécodable n'a pas de code.
    code = getattr(origine, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return _empechement(lieu, code) if code in _EMPECHEMENTS else abimee(lieu)


def _empechement(lieu: str, code: int) -> FichierInaccessible:
    classe = BaseOccupee if code in _OCCUPE else FichierInaccessible
    return classe(f"Base des dossiers « {lieu} » : {_EMPECHEMENTS[code]}")
