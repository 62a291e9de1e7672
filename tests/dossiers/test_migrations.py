"""Les migrations mènent au schéma des modèles, depuis chaque version publiée."""

import compileall
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from modele.dossiers import schema, sqlite
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.fautes import BaseAbimee, BaseRefusee
from modele.dossiers.tables import Base
from modele.dossiers.version_schema import SCHEMA, Schema
from modele.fautes import FichierInaccessible
from tests.dossiers.conftest import migration_suivante
from tests.dossiers.fabrique import complet, tel_qu_avant

pytestmark = pytest.mark.usefixtures("sans_attendre_le_disque")

RACINE = Path(__file__).resolve().parents[2]
PUBLIEES = sorted((Path(__file__).parent / "schemas").glob("v*.sqlite"))


def _forme(moteur: Engine) -> dict[str, Any]:
    """Colonnes, clés, renvois, contraintes et options de chaque table."""
    inspecteur = inspect(moteur)
    return {
        table: {
            "colonnes": [{**c, "type": str(c["type"])} for c in inspecteur.get_columns(table)],
            "cle": inspecteur.get_pk_constraint(table),
            "renvois": sorted(inspecteur.get_foreign_keys(table), key=str),
            "controles": sorted(inspecteur.get_check_constraints(table), key=str),
            "index": inspecteur.get_indexes(table),
            "options": inspecteur.get_table_options(table),
            "numerotee": "AUTOINCREMENT" in _ordre(moteur, table),
        }
        for table in inspecteur.get_table_names()
    }


def _ordre(moteur: Engine, table: str) -> str:
    with moteur.connect() as connexion:
        ordres = connexion.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,))
        return str(ordres.scalar_one())


@pytest.fixture
def montee(tmp_path: Path) -> Any:
    """Base vide montée par toutes les migrations."""
    moteur = sqlite.creer_moteur(tmp_path / "montee.sqlite")
    with moteur.execution_options(ecriture=True).begin() as connexion:
        schema.migrer(connexion, "essai", SCHEMA)
    yield moteur
    moteur.dispose()


def test_les_migrations_menent_aux_modeles(montee: Engine, tmp_path: Path) -> None:
    DepotDossiers.ouvrir(tmp_path / "creee.sqlite").fermer()
    creee = sqlite.creer_moteur(tmp_path / "creee.sqlite")
    assert _forme(montee) == _forme(creee)
    creee.dispose()
    with montee.connect() as connexion:
        contexte = MigrationContext.configure(connexion, opts={"compare_type": True})
        assert compare_metadata(contexte, Base.metadata) == []


def test_la_derniere_migration_est_la_version_du_schema() -> None:
    numeros = [int(f.stem[1:]) for f in (SCHEMA.migrations / "versions").glob("v*.py")]
    assert sorted(numeros) == list(range(1, SCHEMA.version + 1))


def test_chaque_version_publiee_est_gardee() -> None:
    assert [fichier.stem for fichier in PUBLIEES] == [f"v{n}" for n in range(1, SCHEMA.version + 1)]


@pytest.mark.parametrize("publiee", PUBLIEES, ids=lambda fichier: fichier.stem)
def test_une_base_publiee_s_ouvre_et_se_lit(publiee: Path, chemin: Path, tmp_path: Path) -> None:
    chemin.parent.mkdir()
    shutil.copy(publiee, chemin)
    with DepotDossiers.ouvrir(chemin) as depot:
        attendu = replace(
            tel_qu_avant(int(publiee.stem[1:])),
            identifiant=1,
            cree_le="2026-03-01T08:30:00",
            modifie_le="2026-03-01T08:30:00",
        )
        assert depot.lire(1) == attendu
        assert [resume.nom for resume in depot.lister()] == ["Vide", "Ferme des Ormes"]
        assert depot.dernier_ouvert() == 1
        assert depot.enregistrer(complet("Neuf")).identifiant == 4
    DepotDossiers.ouvrir(tmp_path / "creee.sqlite").fermer()
    formes = []
    for base in (chemin, tmp_path / "creee.sqlite"):
        moteur = sqlite.creer_moteur(base)
        formes.append(_forme(moteur))
        moteur.dispose()
    assert formes[0] == formes[1]


def test_refaire_une_table_garde_ce_qui_s_y_rattache(chemin: Path, version_suivante: Schema) -> None:
    with DepotDossiers.ouvrir(chemin) as depot:
        garde = depot.enregistrer(complet())
        depot.supprimer(depot.enregistrer(complet("Parti")).identifiant)
    with DepotDossiers.ouvrir(chemin, schema=version_suivante) as depot:
        assert depot.lire(garde.identifiant) == garde
    with closing(sqlite3.connect(chemin)) as connexion:
        assert connexion.execute("SELECT commentaire, couleur FROM dossiers").fetchall() == [
            ("Ferme des Ormes", "vert")
        ]
        assert connexion.execute("SELECT montant FROM tarifs_personnels").fetchall() == [("12.5",)]
        assert connexion.execute("PRAGMA user_version").fetchone() == (version_suivante.version,)


def test_les_migrations_compilees_suffisent(chemin: Path, version_suivante: Schema) -> None:
    DepotDossiers.ouvrir(chemin).fermer()
    compileall.compile_dir(version_suivante.migrations, legacy=True, quiet=1)
    for source in version_suivante.migrations.rglob("*.py"):
        source.unlink()
    DepotDossiers.ouvrir(chemin, schema=version_suivante).fermer()
    with closing(sqlite3.connect(chemin)) as connexion:
        assert connexion.execute("SELECT * FROM alembic_version").fetchall() == [(version_suivante.revision,)]


@pytest.mark.parametrize(
    ("echec", "faute"),
    [
        ("    op.execute('UPDATE dossiers SET inconnue = 1')", FichierInaccessible),
        ("    op.execute('INSERT INTO tarifs_personnels VALUES (99, 1)')", BaseAbimee),
        ("    raise RuntimeError('bogue')", RuntimeError),
    ],
)
def test_une_montee_qui_echoue_ne_change_rien(
    chemin: Path, version_suivante: Schema, echec: str, faute: type[Exception]
) -> None:
    with DepotDossiers.ouvrir(chemin) as depot:
        depot.enregistrer(complet())
    octets = chemin.read_bytes()
    with migration_suivante(version_suivante).open("a", encoding="utf-8") as fichier:
        fichier.write(f"{echec}\n")
    with pytest.raises(faute):
        DepotDossiers.ouvrir(chemin, schema=version_suivante)
    if sys.platform.startswith("linux"):
        assert not [lien for lien in Path("/proc/self/fd").iterdir() if lien.resolve() == chemin]
    assert chemin.read_bytes() == octets


@pytest.mark.parametrize(
    "ordre", ["DROP TABLE alembic_version", "UPDATE alembic_version SET version_num = 'x'"]
)
def test_une_base_qui_ne_sait_plus_d_ou_partir_est_dite_abimee(
    chemin: Path, version_suivante: Schema, ordre: str
) -> None:
    DepotDossiers.ouvrir(chemin).fermer()
    with closing(sqlite3.connect(chemin, isolation_level=None)) as connexion:
        connexion.execute(ordre)
    octets = chemin.read_bytes()
    with pytest.raises(BaseAbimee):
        DepotDossiers.ouvrir(chemin, schema=version_suivante)
    assert chemin.read_bytes() == octets


def test_une_version_plus_recente_apparue_entre_temps_est_refusee(
    chemin: Path, version_suivante: Schema
) -> None:
    DepotDossiers.ouvrir(chemin, schema=version_suivante).fermer()
    moteur = sqlite.creer_moteur(chemin)
    with pytest.raises(BaseRefusee, match="plus récente"):
        schema.preparer(chemin, moteur, "essai", SCHEMA)
    moteur.dispose()


def test_sans_montee_alembic_n_est_pas_importe(chemin: Path) -> None:
    programme = (
        "import sys; from pathlib import Path; from modele.dossiers.depot import DepotDossiers\n"
        "for _ in range(2): DepotDossiers.ouvrir(Path(sys.argv[1])).fermer()\n"
        "assert not {'alembic', 'mako', 'PySide6', 'pydantic'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", programme, str(chemin)], cwd=RACINE, check=True)


def test_une_migration_ne_depend_pas_du_code_qui_change() -> None:
    for fichier in (SCHEMA.migrations / "versions").glob("v*.py"):
        assert not re.search(r"^\s*(from|import) modele", fichier.read_text("utf-8"), re.MULTILINE), fichier
