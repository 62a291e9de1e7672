"""Une seule fenêtre à la fois sur un dossier de données."""

import sqlite3
from pathlib import Path

from modele.dossiers.fautes import DejaOuverte, lisible

NOM = "verrou.sqlite"
_ABIME = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_OCCUPE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Verrou:
    """Tenu jusqu'à `rendre` ou à la mort du processus : le système le rend alors de lui-même.

    Un fichier SQLite verrouillé, plutôt qu'un fichier témoin : rien à nettoyer après une coupure.
    """

    def __init__(self, connexion: sqlite3.Connection | None) -> None:
        self._connexion = connexion

    @classmethod
    def prendre(cls, donnees: Path) -> "Verrou":
        """Prend le verrou ; lève `DejaOuverte` si un autre programme le tient.

        Là où rien ne peut être écrit, il n'y a rien à protéger : le verrou rendu ne tient rien.
        """
        try:
            donnees.mkdir(parents=True, exist_ok=True)
        except OSError:
            return cls(None)
        try:
            return cls(_tenir(donnees))
        except sqlite3.Error as faute:
            if _code(faute) not in _ABIME:
                return cls(None)
        # Ce fichier ne contient jamais rien : abîmé, il se remplace.
        try:
            (donnees / NOM).unlink()
            return cls(_tenir(donnees))
        except (OSError, sqlite3.Error):
            return cls(None)

    @property
    def tenu(self) -> bool:
        """Faux là où le support ne permet pas de verrouiller."""
        return self._connexion is not None

    def rendre(self) -> None:
        """Laisse la place."""
        if self._connexion is not None:
            self._connexion.close()
            self._connexion = None


def _tenir(donnees: Path) -> sqlite3.Connection:
    connexion = sqlite3.connect(donnees / NOM, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        connexion.execute("BEGIN EXCLUSIVE")
    except BaseException as faute:
        connexion.close()
        if isinstance(faute, sqlite3.Error) and _code(faute) in _OCCUPE:
            raise DejaOuverte(
                f"L'application est déjà ouverte sur les données de « {lisible(donnees)} »."
            ) from faute
        raise
    return connexion


def _code(faute: sqlite3.Error) -> int:
    # Un code étendu garde le code principal dans son octet bas.
    code: int = getattr(faute, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF
