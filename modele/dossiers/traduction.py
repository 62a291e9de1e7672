"""Au bord de la base : toute faute de SQLAlchemy ou de SQLite y devient une phrase à montrer.

SQLAlchemy n'est pas importé ici : ses fautes ne peuvent venir que de qui l'a déjà fait.
"""

import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

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
    except Exception as faute:
        if not _vient_de_la_base(faute) or _est_un_bogue(faute):
            raise
        raise _traduire(faute, lieu) from faute


def _de_sqlalchemy(faute: BaseException | None, *noms: str) -> bool:
    exc = sys.modules.get("sqlalchemy.exc")
    return exc is not None and isinstance(faute, tuple(getattr(exc, nom) for nom in noms))


def _vient_de_la_base(faute: Exception) -> bool:
    connues = (sqlite3.Error, OSError, ValueError, OverflowError, MemoryError)
    return isinstance(faute, connues) or _de_sqlalchemy(faute, "StatementError")


def _origine(faute: BaseException) -> BaseException | None:
    """La faute du pilote que SQLAlchemy a enveloppée."""
    origine: BaseException | None = getattr(faute, "orig", None)
    return origine


def _est_un_bogue(faute: BaseException) -> bool:
    """Vrai pour un ordre mal écrit ou mal rempli : à signaler tel quel, pas à excuser."""
    if _de_sqlalchemy(faute, "DBAPIError"):
        faute = _origine(faute) or faute
    if _de_sqlalchemy(faute, "StatementError"):
        return not isinstance(_origine(faute), ValueError)
    return isinstance(faute, sqlite3.ProgrammingError | sqlite3.InterfaceError)


def _traduire(faute: BaseException, lieu: str) -> EntreeInvalide | FichierInaccessible:
    if _de_sqlalchemy(faute, "IntegrityError", "DataError"):
        return EntreeInvalide(
            "Une valeur de ce dossier est hors de ses bornes, ou trop longue : il n'a pas été enregistré."
        )
    origine = _origine(faute) if _de_sqlalchemy(faute, "DBAPIError") else faute
    if _de_sqlalchemy(origine, "StatementError"):
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
