"""Des bases faites pour nuire, ou récrites par un autre programme : dites abîmées, sans figer ni tromper."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from modele.dossiers import ouverture, sauvegardes, sqlite
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.fautes import BaseAbimee, BasePerdue
from modele.dossiers.objets import Dossier
from modele.dossiers.restauration import ECARTEES, restaurer
from modele.empreintes import sha256_du_fichier
from modele.fautes import EntreeInvalide, FichierInaccessible
from modele.situation import EXEMPLE
from tests.dossiers.fabrique import complet

QUAND = datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    chemin = tmp_path / "dossiers.sqlite"
    with DepotDossiers.ouvrir(chemin) as depot:
        depot.noter_ouvert(depot.enregistrer(replace(complet(), nom="Vraie")).identifiant)
    return chemin


def changer(base: Path, *ordres: str) -> None:
    with closing(sqlite3.connect(base, isolation_level=None)) as connexion:
        for ordre in ("PRAGMA ignore_check_constraints = ON", *ordres):
            connexion.execute(ordre)


def noms(base: Path) -> list[str]:
    depot = ouverture.ouvrir(base, attendue=True)
    with depot:
        return [depot.lire(resume.identifiant).nom for resume in depot.lister()]


@pytest.mark.parametrize(
    "ordre",
    [
        "CREATE VIRTUAL TABLE v USING fts5(a)",
        "CREATE INDEX i ON dossiers(hex(nom))",
        "ALTER TABLE notes ADD COLUMN g TEXT AS (hex(zeroblob(400000000))) VIRTUAL",
        "CREATE VIEW v AS SELECT 1",
    ],
)
def test_ce_que_l_application_n_ecrit_jamais_est_refuse_avant_la_relecture(base: Path, ordre: str) -> None:
    changer(base, ordre)
    with pytest.raises(BaseAbimee):
        ouverture.ouvrir(base, attendue=True)


def test_une_contrainte_couteuse_ne_prend_pas_la_memoire(base: Path) -> None:
    changer(base, "CREATE TABLE z (a, CHECK (length(zeroblob(500000000)) > 0))", "INSERT INTO z VALUES (1)")
    with pytest.raises(BaseAbimee):
        ouverture.ouvrir(base, attendue=True)


@pytest.mark.parametrize(
    "ordre",
    [
        "UPDATE dossiers SET panier_moyen = '0'",
        "UPDATE dossiers SET ca_particuliers = '-5'",
        "UPDATE dossiers SET part_en_ligne = '1000'",
        "UPDATE dossiers SET horizon = 2.5",
        "UPDATE dossiers SET label = 'zut'",
        "UPDATE dossiers SET nom = x'00ff'",
        "UPDATE dossiers SET temps = x'00ff'",
        "UPDATE notes SET texte = x'00ff'",
        "UPDATE formules SET formule = x'00ff'",
        "UPDATE prix_proposes SET le = 'jamais'",
        "UPDATE prix_proposes SET prix = '-1'",
        "ALTER TABLE dossiers DROP COLUMN temps",
        "ALTER TABLE prix_proposes DROP COLUMN par",
        "DROP TABLE notes",
    ],
)
def test_une_valeur_impossible_est_un_degat_jamais_un_defaut(base: Path, ordre: str) -> None:
    faite = sauvegardes.sauvegarder(base, sauvegardes.DEMANDE, QUAND)
    assert faite is not None
    for fichier in (base, faite.chemin):
        changer(fichier, ordre)
    with pytest.raises(BaseAbimee):
        noms(base)
    if ordre.startswith(("UPDATE dossiers SET nom", "UPDATE dossiers SET pa", "UPDATE prix")):
        # La liste des fermes en calcule le coût : elle ne se croit pas plus que le dossier.
        with ouverture.ouvrir(base, attendue=True) as depot, pytest.raises(BaseAbimee):
            depot.lister()
    # Une sauvegarde pareille, son empreinte refaite, ne remplace pas non plus une bonne base.
    sauvegardes.noter_empreinte(faite.chemin, sha256_du_fichier(faite.chemin))
    with pytest.raises(BaseAbimee):
        sauvegardes.exiger_bonne(faite.chemin)


def test_ce_qui_s_ecrit_se_relit_toujours(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "TEXTE_MAX", 20_000)
    with DepotDossiers.ouvrir(base) as depot:
        garde = depot.lire(1)
        with pytest.raises(EntreeInvalide, match="trop longue"):
            depot.enregistrer(replace(garde, notes={"socleo": "x" * 30_000}))
    assert noms(base) == ["Vraie"]


@pytest.fixture
def wal(tmp_path: Path, base: Path) -> Iterator[Path]:
    """Un journal « -wal » qui rebaptise la ferme, écrit près d'une copie de la base."""
    autre = tmp_path / "ailleurs.sqlite"
    shutil.copy(base, autre)
    with closing(sqlite3.connect(autre, isolation_level=None)) as connexion:
        connexion.execute("PRAGMA journal_mode = WAL")
        connexion.execute("UPDATE dossiers SET nom = 'Pirate'")
        yield Path(f"{autre}-wal")


def test_un_wal_etranger_ne_change_pas_la_base(base: Path, wal: Path) -> None:
    shutil.copy(wal, f"{base}-wal")
    assert noms(base) == ["Vraie"]
    assert not Path(f"{base}-wal").exists()
    (garde,) = (base.parent / ECARTEES).iterdir()
    assert garde.read_bytes() == wal.read_bytes()


def test_le_wal_d_une_base_qui_en_tient_un_est_le_sien(base: Path, wal: Path) -> None:
    shutil.copy(wal.with_name("ailleurs.sqlite"), base)
    shutil.copy(wal, f"{base}-wal")
    assert noms(base) == ["Pirate"]


@pytest.mark.parametrize("avec_empreinte", [True, False])
def test_un_wal_pres_d_une_sauvegarde_n_en_fait_pas_partie(
    base: Path, wal: Path, avec_empreinte: bool
) -> None:
    faite = sauvegardes.sauvegarder(base, sauvegardes.DEMANDE, QUAND)
    assert faite is not None
    octets = faite.chemin.read_bytes()
    shutil.copy(wal, f"{faite.chemin}-wal")
    if not avec_empreinte:
        faite.temoin.unlink()
    restaurer(base, faite.chemin, QUAND)
    assert noms(base) == ["Vraie"]
    assert faite.chemin.read_bytes() == octets


def test_une_sauvegarde_sans_son_empreinte_se_restaure(base: Path) -> None:
    faite = sauvegardes.sauvegarder(base, sauvegardes.DEMANDE, QUAND)
    assert faite is not None
    faite.temoin.unlink()
    changer(base, "UPDATE dossiers SET nom = 'Autre'")
    restaurer(base, faite.chemin, QUAND)
    assert noms(base) == ["Vraie"]


def test_un_fichier_sans_empreinte_est_relu_avant_de_servir(base: Path, tmp_path: Path) -> None:
    octets = base.read_bytes()
    tronque, vide, etranger = (tmp_path / nom for nom in ("tronque.sqlite", "vide.sqlite", "x.sqlite"))
    tronque.write_bytes(octets[: len(octets) // 2])
    vide.touch()
    etranger.write_text("bonjour")
    presents = set(tmp_path.iterdir())
    for fichier in (tronque, vide, etranger, tmp_path / "absent.sqlite", tmp_path):
        with pytest.raises(FichierInaccessible):
            restaurer(base, fichier, QUAND)
        assert base.read_bytes() == octets
        assert set(tmp_path.iterdir()) == presents


def test_une_base_mise_de_cote_avec_son_journal_se_reprend_entiere(base: Path, tmp_path: Path) -> None:
    ecartee = tmp_path / "ecartee.sqlite"
    # Une coupure : les pages sont écrites, le journal dit comment revenir.
    with closing(sqlite3.connect(base, isolation_level=None)) as connexion:
        connexion.execute("PRAGMA cache_size = 1")
        connexion.execute("PRAGMA cache_spill = 1")
        connexion.execute("BEGIN IMMEDIATE")
        connexion.execute("UPDATE dossiers SET nom = 'A moitié'")
        connexion.executemany(
            "INSERT INTO notes VALUES (1, ?, ?)", [(f"outil-{rang}", "x" * 3000) for rang in range(200)]
        )
        for suffixe in ("", "-journal"):
            shutil.copy(f"{base}{suffixe}", f"{ecartee}{suffixe}")
        connexion.execute("ROLLBACK")
    journal = Path(f"{ecartee}-journal").read_bytes()
    assert "A moitié".encode() in ecartee.read_bytes()
    changer(base, "UPDATE dossiers SET nom = 'Autre'")
    restaurer(base, ecartee, QUAND)
    assert noms(base) == ["Vraie"]
    assert Path(f"{ecartee}-journal").read_bytes() == journal


def test_une_sauvegarde_vide_ne_passe_pas_pour_bonne(base: Path) -> None:
    faite = sauvegardes.sauvegarder(base, sauvegardes.DEMANDE, QUAND)
    assert faite is not None
    faite.chemin.write_bytes(b"")
    sauvegardes.noter_empreinte(faite.chemin, sha256_du_fichier(faite.chemin))
    with pytest.raises(BaseAbimee, match="aucun dossier"):
        sauvegardes.exiger_bonne(faite.chemin)


def test_sauvegarder_une_base_disparue_ne_la_fait_pas_renaitre(base: Path) -> None:
    shutil.rmtree(base.parent)
    with pytest.raises(BasePerdue):
        sauvegardes.sauvegarder(base, sauvegardes.OUVERTURE, QUAND)
    assert not base.parent.exists()


def test_les_dossiers_ordinaires_restent_valables(base: Path) -> None:
    with DepotDossiers.ouvrir(base) as depot:
        depot.enregistrer(Dossier(EXEMPLE.nom, EXEMPLE, exemple=True))
    assert set(noms(base)) == {"Vraie", EXEMPLE.nom}
    faite = sauvegardes.sauvegarder(base, sauvegardes.DEMANDE, QUAND)
    assert faite is not None
    sauvegardes.exiger_bonne(faite.chemin)
