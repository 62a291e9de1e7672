"""Tables de base.sqlite, normalisées ; les nombres exacts sont du texte « numerateur/denominateur ».

`rang` garde l'ordre du fichier TOML. Changer une table demande d'augmenter `connexion.VERSION`.
"""

from collections.abc import Sequence
from fractions import Fraction

from sqlalchemy import (
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
)
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeDecorator


class Rationnel(TypeDecorator[Fraction]):
    """Fraction exacte, écrite « numerateur/denominateur »."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: Dialect) -> str | None:
        """Texte à enregistrer."""
        return None if value is None else f"{value.numerator}/{value.denominator}"


METADONNEES = MetaData()

# Un index plein texte n'est pas une table ordinaire : SQLAlchemy n'en sait pas la forme.
RECHERCHE = """CREATE VIRTUAL TABLE recherche USING fts5(
    texte, titre, genre UNINDEXED, outil UNINDEXED, rubrique UNINDEXED, critere UNINDEXED,
    lignes UNINDEXED, tokenize = "unicode61 remove_diacritics 2")"""


def _table(nom: str, *elements: SchemaItem) -> Table:
    return Table(nom, METADONNEES, *elements, sqlite_with_rowid=False)


def _cle(nom: str, lien: str | None = None) -> Column[str]:
    return Column(nom, Text, *([ForeignKey(lien)] if lien else []), primary_key=True)


def _cle_entiere(nom: str, lien: str | None = None) -> Column[int]:
    liens = [ForeignKey(lien)] if lien else []
    return Column(nom, Integer, *liens, primary_key=True, autoincrement=False)


def _texte(nom: str, lien: str | None = None, facultatif: bool = False) -> Column[str]:
    return Column(nom, Text, *([ForeignKey(lien)] if lien else []), nullable=facultatif)


def _entier(nom: str) -> Column[int]:
    return Column(nom, Integer, nullable=False)


def _booleen(nom: str) -> Column[bool]:
    return Column(nom, Boolean, nullable=False)


def _nombre(nom: str, facultatif: bool = False) -> Column[Fraction]:
    return Column(nom, Rationnel, nullable=facultatif)


def _doute() -> Column[str]:
    return _texte("doute", "doutes.code", facultatif=True)


def _vers(colonnes: Sequence[str], cibles: Sequence[str]) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(colonnes, cibles)


_table("meta", _cle("cle"), _texte("valeur"))
_table("groupes", _cle("identifiant"), _entier("rang"), _texte("nom"))
_table(
    "criteres",
    _cle("identifiant"),
    _entier("rang"),
    _texte("groupe", "groupes.identifiant"),
    _texte("nom"),
    _texte("definition"),
    _booleen("synthese"),
)
_table(
    "outils", _cle("identifiant"), _texte("nom"), _texte("categorie"), _texte("site"), _texte("date_tarif")
)
_table("clienteles", _cle("outil", "outils.identifiant"), _cle_entiere("rang"), _texte("clientele"))
_table("labels", _cle("outil", "outils.identifiant"), _cle_entiere("rang"), _texte("label"))
_table("doutes", _cle("code"), _entier("rang"), _texte("titre"), _texte("texte"), _texte("lignes"))
_table(
    "doutes_outils",
    _cle("doute", "doutes.code"),
    _cle_entiere("rang"),
    _texte("outil", "outils.identifiant"),
)
_table(
    "faits",
    _cle("outil", "outils.identifiant"),
    _cle_entiere("rang"),
    _texte("rubrique"),
    _texte("texte"),
    _texte("lignes"),
    _doute(),
    _texte("adresse", facultatif=True),
)
_table(
    "guide_faits",
    _cle_entiere("rang"),
    _texte("rubrique"),
    _texte("texte"),
    _texte("lignes"),
    _doute(),
    _texte("adresse", facultatif=True),
)
_table(
    "evaluations",
    _cle("outil", "outils.identifiant"),
    _cle_entiere("rang"),
    _texte("critere", "criteres.identifiant"),
    _texte("valeur"),
    _texte("nuance"),
    _texte("lignes"),
    _texte("guide", facultatif=True),
    _doute(),
)
_table(
    "formules",
    _cle("outil", "outils.identifiant"),
    _cle("identifiant"),
    _entier("rang"),
    _texte("nom"),
    _texte("description"),
    _texte("lignes"),
    _booleen("defaut"),
)
_table(
    "formules_choisies",
    _cle("outil"),
    _cle("formule"),
    _cle_entiere("rang"),
    _texte("champ"),
    _texte("valeur"),
    _vers(["outil", "formule"], ["formules.outil", "formules.identifiant"]),
)
_table(
    "options",
    _cle("outil", "outils.identifiant"),
    _cle("identifiant"),
    _entier("rang"),
    _texte("nom"),
    _texte("description"),
    _texte("lignes"),
)
_table(
    "composantes",
    _cle_entiere("numero"),
    _texte("outil", "outils.identifiant"),
    _texte("formule", facultatif=True),
    _texte("option", facultatif=True),
    _texte("identifiant"),
    _texte("libelle"),
    _texte("nature"),
    _texte("assiette"),
    _texte("payeur"),
    _texte("taxe"),
    _texte("lignes"),
    _booleen("en_pourcentage"),
    _texte("suivie", facultatif=True),
    _texte("clientele", facultatif=True),
    _texte("condition"),
    _booleen("premiere_annee_seulement"),
    _entier("mois_offerts"),
    _nombre("plancher", facultatif=True),
    _nombre("plafond", facultatif=True),
    _nombre("bas", facultatif=True),
    _nombre("haut", facultatif=True),
    _doute(),
    _texte("hypothese", facultatif=True),
    _vers(["outil", "formule"], ["formules.outil", "formules.identifiant"]),
    _vers(["outil", "option"], ["options.outil", "options.identifiant"]),
    CheckConstraint("(formule IS NULL) <> (option IS NULL)"),
)
_table(
    "paliers",
    _cle_entiere("composante", "composantes.numero"),
    _cle_entiere("rang"),
    _nombre("prix"),
    _nombre("jusqu_a", facultatif=True),
    _booleen("borne_incluse"),
)
_table(
    "non_chiffres",
    _cle("outil", "outils.identifiant"),
    _cle_entiere("rang"),
    _texte("texte"),
    _texte("lignes"),
    _doute(),
    _texte("identifiant"),
    _texte("payeur"),
    _texte("nature"),
)
_table("etapes", _cle_entiere("numero"), _entier("rang"), _texte("titre"), _texte("lignes"))
_table("exemples", _cle_entiere("rang"), _texte("nom"), _texte("lignes"))
_table(
    "exemples_colonnes",
    _cle_entiere("exemple", "exemples.rang"),
    _cle("colonne"),
    _nombre("ca"),
    _nombre("km"),
    _nombre("prix_km"),
    _nombre("heures_vente"),
    _nombre("heures_preparation"),
    _nombre("prix_heure"),
    _nombre("autres"),
    CheckConstraint("colonne IN ('avant', 'apres')"),
)
