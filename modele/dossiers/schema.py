"""Crée la base des dossiers ou la met à niveau, chaque fois en une seule transaction."""

from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table

from modele.dossiers import sqlite
from modele.dossiers.fautes import abimee, plus_recente
from modele.dossiers.tables import Base
from modele.dossiers.version_schema import Schema

# La table où Alembic lit d'où partir ; elle n'est pas un modèle, il l'ignore en comparant les schémas.
_ESTAMPILLE = Table(
    "alembic_version", MetaData(naming_convention={"pk": "%(table_name)s_pkc"}),
    Column("version_num", String(32), primary_key=True),
)  # fmt: skip


def preparer(chemin: Path, moteur: Engine, lieu: str, schema: Schema) -> None:
    """Amène la base au schéma voulu ; en cas d'échec, elle reste exactement ce qu'elle était."""
    # Cette première connexion rejoue le journal d'une coupure : la version ne se croit qu'après.
    with moteur.connect() as connexion:
        version = sqlite.version_du_schema(connexion, lieu)
    if version > schema.version:
        raise plus_recente(lieu)
    if version == 0:
        with moteur.execution_options(ecriture=True).begin() as connexion:
            # Un autre processus a pu la créer pendant l'attente du verrou.
            if sqlite.version_du_schema(connexion, lieu) == 0:
                creer(connexion, schema)
    elif version < schema.version:
        _mettre_a_niveau(chemin, lieu, schema)


def creer(connexion: Connection, schema: Schema) -> None:
    """Crée toutes les tables du schéma courant, sans Alembic, qui coûte 450 ms à importer."""
    Base.metadata.create_all(connexion, checkfirst=False)
    _ESTAMPILLE.create(connexion)
    connexion.execute(_ESTAMPILLE.insert(), {"version_num": schema.revision})
    sqlite.signer(connexion, schema.version)


def _mettre_a_niveau(chemin: Path, lieu: str, schema: Schema) -> None:
    moteur = sqlite.creer_moteur(chemin, cles_etrangeres=False)
    try:
        with moteur.execution_options(ecriture=True).begin() as connexion:
            # Sans effet si un autre processus l'a fait pendant l'attente du verrou.
            migrer(connexion, lieu, schema)
            sqlite.exiger_liens_intacts(connexion, lieu)
            sqlite.signer(connexion, schema.version)
    finally:
        moteur.dispose()


def migrer(connexion: Connection, lieu: str, schema: Schema) -> None:
    """Applique les migrations manquantes dans la transaction de `connexion`, qu'Alembic ne ferme pas.

    Lève `BaseAbimee` si la base ne dit pas d'où partir.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    configuration = Config()
    configuration.set_main_option("script_location", str(schema.migrations).replace("%", "%%"))
    # Le paquet Windows ne garde que les fichiers compilés.
    configuration.set_main_option("sourceless", "true")
    configuration.attributes["connexion"] = connexion
    try:
        command.upgrade(configuration, schema.revision)
    except CommandError as faute:
        raise abimee(lieu) from faute
