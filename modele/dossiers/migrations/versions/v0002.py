"""Tarifs qu'un éditeur a proposés à la ferme."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Ajoute leur table."""
    op.create_table(
        "prix_proposes",
        *(sa.Column(nom, sa.Integer, nullable=False, autoincrement=False) for nom in ("dossier", "rang")),
        *(
            sa.Column(nom, sa.Text, nullable=False)
            for nom in ("outil", "porteur", "composante", "assiette", "prix", "le", "par")
        ),
        sa.Column("palier", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("dossier", "rang", name="pk_prix_proposes"),
        sa.ForeignKeyConstraint(
            ["dossier"], ["dossiers.identifiant"], name="fk_prix_proposes_dossier", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
