"""La version d'après, inventée : ajoute une colonne et une table, remplit, refait `dossiers` de fond en comble."""

import sqlalchemy as sa
from alembic import op

revision = "suivante"
down_revision = "courante"


def upgrade() -> None:
    """Passe de la version courante à celle d'après."""
    op.add_column("dossiers", sa.Column("commentaire", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "tarifs_personnels",
        sa.Column("dossier", sa.Integer, nullable=False),
        sa.Column("montant", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["dossier"], ["dossiers.identifiant"], ondelete="CASCADE"),
    )
    op.execute("UPDATE dossiers SET commentaire = nom")
    with op.batch_alter_table(
        "dossiers", recreate="always", table_kwargs={"sqlite_autoincrement": True}
    ) as table:
        table.add_column(sa.Column("couleur", sa.Text, nullable=False, server_default="vert"))
    op.execute("INSERT INTO tarifs_personnels SELECT identifiant, '12.5' FROM dossiers")
