"""Au bord de la base : toute faute de SQLAlchemy ou de SQLite y devient une phrase à montrer."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.exc import ProgrammingError as ProgrammingErrorEmballee

from modele.fautes import EntreeInvalide, FichierInaccessible, phrase


class BaseRefusee(FichierInaccessible):
    """Le fichier est étranger ou d'une version plus récente ; il n'a pas été touché."""


class BaseAbimee(FichierInaccessible):
    """Le contenu de la base ne tient plus."""


class DossierAbsent(EntreeInvalide):
    """Le dossier demandé n'est plus dans la base."""


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


def lisible(chemin: Path) -> str:
    """Chemin affichable, même quand son nom n'est pas de l'UTF-8."""
    return os.fsencode(chemin).decode("utf-8", "replace")


def abimee(lieu: str) -> BaseAbimee:
    """Faute à lever quand le contenu de la base ne tient pas."""
    return BaseAbimee(
        f"La base des dossiers « {lieu} » est abîmée, ou un autre programme l'a modifiée. Ne l'effacez pas."
    )


def plus_recente(lieu: str) -> BaseRefusee:
    """Faute à lever quand une version plus récente de l'application a écrit la base."""
    return BaseRefusee(
        f"La base des dossiers « {lieu} » vient d'une version plus récente de l'application. "
        "Installez cette version pour l'ouvrir."
    )


@contextmanager
def fautes_traduites(lieu: str) -> Iterator[None]:
    """Ne laisse sortir que `EntreeInvalide`, `FichierInaccessible` et les fautes de programmation."""
    try:
        yield
    except (EntreeInvalide, ProgrammingErrorEmballee, sqlite3.ProgrammingError):
        raise
    except (StatementError, sqlite3.Error, OSError, ValueError, OverflowError, MemoryError) as faute:
        raise _traduire(faute, lieu) from faute


def _traduire(faute: BaseException, lieu: str) -> EntreeInvalide | FichierInaccessible:
    if isinstance(faute, IntegrityError):
        return EntreeInvalide("Une valeur de ce dossier est hors de ses bornes : il n'a pas été enregistré.")
    origine = faute.orig if isinstance(faute, DBAPIError) else faute
    if isinstance(origine, StatementError):
        return EntreeInvalide("Un nombre de ce dossier est démesuré ou inexact : il n'a pas été enregistré.")
    if isinstance(origine, OverflowError):
        return EntreeInvalide("Une valeur de ce dossier est démesurée : il n'a pas été enregistré.")
    if isinstance(origine, UnicodeEncodeError):
        return EntreeInvalide("Un texte de ce dossier contient un caractère illisible : retirez-le.")
    if isinstance(origine, OSError):
        return FichierInaccessible(f"Base des dossiers : {phrase(origine)}")
    if isinstance(origine, MemoryError):
        return _empechement(lieu, sqlite3.SQLITE_NOMEM)
    # Un code étendu garde le code principal dans son octet bas ; un texte indécodable n'a pas de code.
    code = getattr(origine, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_TOOBIG:
        return EntreeInvalide("Un texte de ce dossier est trop long : il n'a pas été enregistré.")
    return _empechement(lieu, code) if code in _EMPECHEMENTS else abimee(lieu)


def _empechement(lieu: str, code: int) -> FichierInaccessible:
    return FichierInaccessible(f"Base des dossiers « {lieu} » : {_EMPECHEMENTS[code]}")
