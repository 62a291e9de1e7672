"""La version du schéma que ce programme écrit ; sans SQLAlchemy, pour la reconnaître avant d'ouvrir."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Schema:
    """Version visée et dossier des migrations qui y mènent ; la révision 2 s'appelle « 0002 »."""

    version: int
    migrations: Path

    @property
    def revision(self) -> str:
        """Nom de la dernière révision pour Alembic."""
        return f"{self.version:04}"


SCHEMA = Schema(2, Path(__file__).parent / "migrations")
