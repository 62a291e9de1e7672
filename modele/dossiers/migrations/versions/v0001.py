"""Premier schéma : un dossier et tout ce qui s'y rattache."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_VENTE = ("ca", "km", "prix_km", "heures_vente", "heures_preparation", "prix_heure", "autres")


def upgrade() -> None:
    """Crée toutes les tables."""
    op.create_table(
        "dossiers",
        sa.Column("identifiant", sa.Integer, primary_key=True, nullable=False),
        *_textes("nom", "cree_le", "modifie_le"),
        *_booleens("archive", "exemple"),
        *_textes("temps", "competences", "appuis", "nom_ferme", "label", "organisation"),
        *_booleens("recupere_tva"),
        *_textes("taux_tva_ventes", "ca_particuliers", "ca_professionnels", "part_en_ligne"),
        *_textes("part_en_ligne_pro", "panier_moyen", "panier_moyen_pro"),
        _entier("clients_actifs"),
        *_textes("encaissement", "presence"),
        _entier("horizon"),
        _controle("dossiers", "label", "IN ('bio', 'conversion', 'autre')"),
        _controle("dossiers", "organisation", "IN ('seule', 'collectif')"),
        _controle("dossiers", "encaissement", "IN ('carte', 'prelevement')"),
        _controle("dossiers", "presence", "IN ('present', 'preparation', 'depot_vente')"),
        _controle("dossiers", "clients_actifs", "BETWEEN 0 AND 1000000"),
        _controle("dossiers", "horizon", "BETWEEN 1 AND 10"),
        sa.PrimaryKeyConstraint("identifiant", name="pk_dossiers"),
        sqlite_autoincrement=True,
    )
    _rattachee("formules", ["outil"], *_textes("outil", "formule"))
    _rattachee("options", ["outil", "rang"], *_textes("outil"), _entier("rang"), *_textes("option"))
    _rattachee("montants_libres", ["outil"], *_textes("outil", "montant"))
    _rattachee(
        "exigences",
        ["critere"],
        *_textes("critere", "exigence"),
        _controle("exigences", "exigence", "IN ('indispensable', 'souhaite')"),
    )
    _rattachee("preselection", ["rang"], _entier("rang"), *_textes("outil"))
    _rattachee("notes", ["outil"], *_textes("outil", "texte"))
    _rattachee(
        "essais",
        ["rang"],
        _entier("rang"),
        *_textes("outil", "du", "au"),
        *(sa.Column(note, sa.Integer, nullable=True) for note in ("ergonomie", "pertinence", "efficacite")),
        *_textes("remarques"),
        *(_controle("essais", note, "BETWEEN 1 AND 5") for note in ("ergonomie", "pertinence", "efficacite")),
    )
    _rattachee(
        "ventes",
        ["rang"],
        _entier("rang"),
        *_textes("nom", "outil"),
        *_booleens("compter_outil"),
        *_textes(*(f"{colonne}_{champ}" for colonne in ("avant", "apres") for champ in _VENTE)),
    )
    _rattachee("etapes", ["etape"], _entier("etape"), *_booleens("faite"), *_textes("notes"))
    op.create_table(
        "etapes_cases",
        *(_entier(nom) for nom in ("dossier", "etape", "rang")),
        *_textes("identifiant"),
        sa.PrimaryKeyConstraint("dossier", "etape", "rang", name="pk_etapes_cases"),
        sa.ForeignKeyConstraint(
            ["dossier", "etape"],
            ["etapes.dossier", "etapes.etape"],
            name="fk_etapes_cases_dossier_etape",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    _rattachee(
        "formations",
        ["rang"],
        _entier("rang"),
        *_textes("personne", "sujet", "quand"),
        *_booleens("faite"),
    )
    _rattachee(
        "questions",
        ["rang"],
        _entier("rang"),
        *_textes("outil", "texte", "cle", "reponse"),
        *_booleens("retenue"),
    )
    op.create_table(
        "dernier_ouvert",
        _entier("seul"),
        _entier("dossier"),
        _controle("dernier_ouvert", "seul", "= 1"),
        sa.PrimaryKeyConstraint("seul", name="pk_dernier_ouvert"),
        _vers_le_dossier("dernier_ouvert"),
    )


def _textes(*noms: str) -> list[sa.Column[str]]:
    return [sa.Column(nom, sa.Text, nullable=False) for nom in noms]


def _booleens(*noms: str) -> list[sa.Column[bool]]:
    return [sa.Column(nom, sa.Boolean, nullable=False) for nom in noms]


def _entier(nom: str) -> sa.Column[int]:
    return sa.Column(nom, sa.Integer, nullable=False, autoincrement=False)


def _controle(table: str, colonne: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{colonne} {condition}", name=f"ck_{table}_{colonne}")


def _vers_le_dossier(table: str) -> sa.ForeignKeyConstraint:
    nom = f"fk_{table}_dossier"
    return sa.ForeignKeyConstraint(["dossier"], ["dossiers.identifiant"], name=nom, ondelete="CASCADE")


def _rattachee(nom: str, suite_de_la_cle: list[str], *elements: sa.schema.SchemaItem) -> None:
    op.create_table(
        nom,
        _entier("dossier"),
        *elements,
        sa.PrimaryKeyConstraint("dossier", *suite_de_la_cle, name=f"pk_{nom}"),
        _vers_le_dossier(nom),
        sqlite_with_rowid=False,
    )
