"""Lire sans SQLAlchemy donne exactement ce que lit le dépôt ; écrire l'ouvre."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from sqlalchemy import Boolean

from modele.dossiers import consultation
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.ecriture import RATTACHEES
from modele.dossiers.fautes import BaseAbimee, BasePerdue, DossierAbsent
from modele.dossiers.objets import Dossier
from modele.dossiers.ouverture import ouvrir
from modele.dossiers.tables import Base, Rationnel
from tests.dossiers.fabrique import complet
from tests.dossiers.strategies import dossiers

pytestmark = pytest.mark.usefixtures("sans_attendre_le_disque")


@pytest.fixture(scope="module")
def base_commune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Base où chaque exemple s'ajoute."""
    return tmp_path_factory.mktemp("commune") / "dossiers.sqlite"


@pytest.fixture(scope="module")
def depot_commun(base_commune: Path, sans_attendre_le_disque: None) -> Iterator[DepotDossiers]:
    """Dépôt entier de cette base."""
    with DepotDossiers.ouvrir(base_commune) as depot:
        yield depot


@given(dossier=dossiers)
def test_les_deux_lectures_se_valent(
    base_commune: Path, depot_commun: DepotDossiers, dossier: Dossier
) -> None:
    garde = depot_commun.enregistrer(dossier)
    depot_commun.noter_ouvert(garde.identifiant)
    lu = consultation.lire(base_commune, garde.identifiant)
    assert lu == depot_commun.lire(garde.identifiant)
    # L'égalité de Python confond 1 et True, « 1 » et 1 non.
    assert repr(lu) == repr(depot_commun.lire(garde.identifiant))
    assert consultation.dernier_ouvert(base_commune) == garde.identifiant
    depot_commun.supprimer(garde.identifiant)


def test_les_deux_listes_se_valent(base_commune: Path, depot_commun: DepotDossiers) -> None:
    for nom in ("Un", "Deux", "Trois"):
        garde = depot_commun.enregistrer(complet(nom))
        depot_commun.archiver(garde.identifiant)
    assert consultation.lister(base_commune) == depot_commun.lister()
    assert repr(consultation.lister(base_commune)) == repr(depot_commun.lister())


def test_chaque_colonne_est_lue_selon_son_type() -> None:
    colonnes = {colonne for table in Base.metadata.tables.values() for colonne in table.columns}
    for type_voulu, connues in ((Rationnel, consultation.RATIONNELLES), (Boolean, consultation.BOOLEENNES)):
        du_type = {colonne.name for colonne in colonnes if isinstance(colonne.type, type_voulu)}
        autres = {colonne.name for colonne in colonnes if not isinstance(colonne.type, type_voulu)}
        assert du_type == connues
        assert not autres & connues


def test_chaque_table_est_lue_dans_l_ordre_de_sa_cle() -> None:
    assert consultation.RATTACHEES.keys() == RATTACHEES.keys()
    for table, sql in consultation.RATTACHEES.items():
        cle = [c.name for c in Base.metadata.tables[table].primary_key if c.name != "dossier"]
        assert sql == f"SELECT * FROM {table} WHERE dossier = ? ORDER BY {', '.join(cle)}"


def test_consulter_ne_charge_pas_sqlalchemy(tmp_path: Path) -> None:
    chemin = tmp_path / "dossiers.sqlite"
    with DepotDossiers.ouvrir(chemin) as depot:
        identifiant = depot.enregistrer(complet()).identifiant
        depot.noter_ouvert(identifiant)
    programme = (
        "import sys; from dataclasses import replace; from pathlib import Path\n"
        "from modele.dossiers.ouverture import ouvrir\n"
        "with ouvrir(Path(sys.argv[1])) as depot:\n"
        "    numero = depot.dernier_ouvert(); dossier = depot.lire(numero); depot.lister()\n"
        "    assert depot.enregistrer(dossier) == dossier; depot.noter_ouvert(numero)\n"
        "    assert not {'sqlalchemy', 'alembic'} & sys.modules.keys()\n"
        "    depot.enregistrer(replace(dossier, nom='Autre'))\n"
        "    assert 'sqlalchemy' in sys.modules and depot.lire(numero).nom == 'Autre'\n"
    )
    subprocess.run([sys.executable, "-c", programme, str(chemin)], check=True, timeout=120)


def test_ce_qui_a_change_est_ecrit(chemin: Path) -> None:
    with ouvrir(chemin) as depot:
        garde = depot.enregistrer(complet())
    with ouvrir(chemin) as depot:
        lu = depot.lire(garde.identifiant)
        assert depot.enregistrer(lu) == lu
        depot.enregistrer(replace(lu, nom="Ferme des Saules"))
        depot.noter_ouvert(garde.identifiant)
        assert depot.lire(garde.identifiant).nom == "Ferme des Saules"
    with ouvrir(chemin) as depot:
        assert (depot.lire(garde.identifiant).nom, depot.dernier_ouvert()) == (
            "Ferme des Saules",
            garde.identifiant,
        )
        with pytest.raises(DossierAbsent):
            depot.lire(99)


def test_une_base_effacee_depuis_sa_lecture_ne_renait_pas_vide(chemin: Path) -> None:
    with ouvrir(chemin) as depot:
        garde = depot.enregistrer(complet())
    with ouvrir(chemin) as depot:
        lu = depot.lire(garde.identifiant)
        chemin.unlink()
        with pytest.raises(BasePerdue):
            depot.enregistrer(replace(lu, nom="Autre"))
    assert not chemin.exists()


@pytest.mark.parametrize(
    "degat",
    [
        "UPDATE dossiers SET panier_moyen = 'beaucoup'",
        "UPDATE notes SET texte = CAST(x'ff' AS TEXT)",
        "DROP TABLE questions",
    ],
)
def test_un_degat_vu_en_lisant_est_une_phrase(chemin: Path, degat: str) -> None:
    with ouvrir(chemin) as depot:
        garde = depot.enregistrer(complet())
    with closing(sqlite3.connect(chemin, isolation_level=None)) as connexion:
        connexion.execute(degat)
    with ouvrir(chemin) as depot, pytest.raises(BaseAbimee):
        depot.lire(garde.identifiant)


def test_charger_de_quoi_ecrire_se_fait_a_cote(chemin: Path) -> None:
    with ouvrir(chemin) as depot:
        garde = depot.enregistrer(complet())
        assert depot.preparer(garde)
    with ouvrir(chemin) as depot:
        lu = depot.lire(garde.identifiant)
        assert depot.preparer(lu)
        change = replace(lu, nom="Autre")
        while not depot.preparer(change):
            continue
        assert depot.enregistrer(change).nom == "Autre"
