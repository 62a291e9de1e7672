"""Tables de base.sqlite, normalisées ; les nombres exacts sont du texte « numerateur/denominateur ».

`rang` garde l'ordre du fichier TOML. Changer une table demande d'augmenter `VERSION` dans
`connexion`.
"""

from fractions import Fraction
from typing import Any

from sqlalchemy import (
    DDL,
    Boolean,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Table,
    Text,
    event,
)
from sqlalchemy.types import TypeDecorator

from modele.catalogue.objets import Valeur


class Rationnel(TypeDecorator[Fraction]):
    """Fraction exacte, écrite « numerateur/denominateur »."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: Dialect) -> str | None:
        """Texte à enregistrer."""
        return None if value is None else f"{value.numerator}/{value.denominator}"


METADONNEES = MetaData()


def _table(nom: str, *elements: Any) -> Table:
    return Table(nom, METADONNEES, *elements, sqlite_with_rowid=False)


def _texte(nom: str, **reglages: Any) -> Column[str]:
    return Column(nom, Text, nullable=False, **reglages)


def _facultatif(nom: str) -> Column[str]:
    return Column(nom, Text)


def _cle(nom: str, *liens: Any) -> Column[str]:
    return Column(nom, Text, *liens, primary_key=True)


def _rang(nom: str = "rang") -> Column[int]:
    return Column(nom, Integer, primary_key=True, autoincrement=False)


def _outil() -> Column[str]:
    return _cle("outil", ForeignKey("outils.identifiant"))


def _parmi(colonne: str, valeurs: type[Valeur]) -> CheckConstraint:
    admises = ", ".join(f"'{valeur}'" for valeur in valeurs)
    return CheckConstraint(f"{colonne} IN ({admises})")


meta = _table("meta", _cle("cle"), _texte("valeur"))

groupes = _table("groupes", _cle("identifiant"), Column("rang", Integer, nullable=False), _texte("nom"))

criteres = _table(
    "criteres",
    _cle("identifiant"),
    Column("rang", Integer, nullable=False),
    Column("groupe", Text, ForeignKey("groupes.identifiant"), nullable=False),
    _texte("nom"),
    _texte("definition"),
    Column("synthese", Boolean, nullable=False),
)

outils = _table(
    "outils",
    _cle("identifiant"),
    _texte("nom"),
    _texte("categorie"),
    _texte("site"),
    _texte("date_tarif"),
)

clienteles = _table("clienteles", _outil(), _rang(), _texte("clientele"))

labels = _table("labels", _outil(), _rang(), _texte("label"))

doutes = _table("doutes", _cle("code"), _rang(), _texte("titre"), _texte("texte"), _texte("lignes"))
