"""Le jour où les dossiers iront sur un serveur, seul `sqlite.py` changera."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from modele.dossiers import tables
from modele.dossiers.ecriture import RATTACHEES
from modele.dossiers.version_schema import SCHEMA
from modele.situation import PAR_CHAMP

DOSSIER = Path(tables.__file__).parent
_PROPRE_A_SQLITE = re.compile(r"PRAGMA|exec_driver_sql|sqlite_master|INSERT OR|rowid\s*=\s*[\"']")


@pytest.mark.parametrize("table", tables.Base.metadata.sorted_tables, ids=lambda table: table.name)
def test_les_tables_se_creent_aussi_sur_postgresql(table: Table) -> None:
    ordre = str(CreateTable(table).compile(dialect=postgresql.dialect()))
    assert not re.search(r"AUTOINCREMENT|ROWID", ordre)
    assert ("SERIAL" in ordre) == (table.name == "dossiers")


def test_le_sql_propre_a_sqlite_tient_dans_un_module() -> None:
    fautifs = [
        fichier.name
        for fichier in DOSSIER.rglob("*.py")
        if fichier.name != "sqlite.py" and _PROPRE_A_SQLITE.search(fichier.read_text("utf-8"))
    ]
    assert fautifs == []


def test_toute_table_est_lue_et_ecrite() -> None:
    connues = {"dossiers", "dernier_ouvert", *RATTACHEES}
    assert connues == tables.Base.metadata.tables.keys()
    assert SCHEMA.revision == "0002"


@pytest.mark.parametrize("champ", ["label", "organisation", "encaissement", "presence"])
def test_les_contraintes_suivent_les_choix_de_la_situation(champ: str) -> None:
    (condition,) = (
        str(contrainte.sqltext)
        for contrainte in tables.Base.metadata.tables["dossiers"].constraints
        if str(contrainte.name) == f"ck_dossiers_{champ}"
    )
    assert re.findall(r"'(\w+)'", condition) == [cle for cle, _ in PAR_CHAMP[champ].choix]


@pytest.mark.parametrize("champ", ["clients_actifs", "horizon"])
def test_les_contraintes_suivent_les_bornes_de_la_situation(champ: str) -> None:
    (condition,) = (
        str(contrainte.sqltext)
        for contrainte in tables.Base.metadata.tables["dossiers"].constraints
        if str(contrainte.name) == f"ck_dossiers_{champ}"
    )
    bornes = PAR_CHAMP[champ]
    assert condition == f"{champ} BETWEEN {bornes.minimum} AND {bornes.maximum}"
