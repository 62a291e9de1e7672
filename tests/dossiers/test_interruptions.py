"""Une coupure à n'importe quel moment laisse la base d'avant ou celle d'après, jamais un mélange."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from modele.dossiers.depot import DepotDossiers
from modele.dossiers.fautes import BaseRefusee
from modele.dossiers.version_schema import SCHEMA, Schema
from tests.dossiers.fabrique import complet
from tests.dossiers.interruptions import NOM

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="demande fork et SIGKILL"),
    pytest.mark.usefixtures("sans_attendre_le_disque"),
]

RACINE = Path(__file__).resolve().parents[2]
PUBLIEES = (Path(__file__).parent / "schemas").glob("v*.sqlite")
ANCIENNES = sorted(base for base in PUBLIEES if int(base.stem[1:]) < SCHEMA.version)


def contenu(chemin: Path) -> list[str]:
    """Tout ce que dit une base, et sa version."""
    with closing(sqlite3.connect(chemin)) as connexion:
        assert connexion.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connexion.execute("PRAGMA foreign_key_check").fetchall() == []
        ordres = [_sans_ordre(ordre) for ordre in connexion.iterdump()]
        return [*ordres, str(connexion.execute("PRAGMA user_version").fetchone())]


def _sans_ordre(ordre: str) -> str:
    """Alembic range les contraintes d'une table refaite dans un ordre quelconque."""
    if not ordre.startswith("CREATE TABLE"):
        return ordre
    return "\n".join(sorted(ligne.strip(" \t,") for ligne in ordre.splitlines()))


def _tuer(action: str, modele: Path, sortie: Path, vise: Schema) -> list[Path]:
    """Bases laissées par chaque mort, puis celle de l'action allée au bout."""
    commande = [sys.executable, "-m", "tests.dossiers.interruptions", action, str(modele), str(sortie)]
    subprocess.run([*commande, str(vise.migrations)], cwd=RACINE, check=True, timeout=300)
    return sorted(sortie.glob(f"*/{NOM}"))


def _ont_laisse_un_journal(bases: list[Path]) -> bool:
    return any(
        journal.exists() and journal.read_bytes()[:8].strip(b"\0")
        for base in bases
        for journal in [base.with_name(f"{base.name}-journal")]
    )


@pytest.fixture
def modele(tmp_path: Path) -> Path:
    """Base de la version courante, assez grosse pour déborder d'une petite mémoire."""
    chemin = tmp_path / "modele.sqlite"
    with DepotDossiers.ouvrir(chemin) as depot:
        for rang in range(12):
            depot.enregistrer(replace(complet(f"Ferme {rang}"), notes={"amapj": "Une note. " * 500}))
    return chemin


def test_une_montee_de_version_tient_en_une_transaction(
    modele: Path, version_suivante: Schema, tmp_path: Path
) -> None:
    avant = contenu(modele)
    with DepotDossiers.ouvrir(modele) as depot:
        dossiers = [depot.lire(resume.identifiant) for resume in depot.lister()]
    *mortes, entiere = _tuer("migrer", modele, tmp_path / "morts", version_suivante)
    apres = contenu(entiere)
    assert len(mortes) > 30
    assert apres[-1] == f"({version_suivante.version},)"
    assert _ont_laisse_un_journal(mortes)
    achevees = 0
    for base in mortes:
        try:
            DepotDossiers.ouvrir(base).fermer()
        except BaseRefusee:
            achevees += 1
        else:
            assert contenu(base) == avant
        with DepotDossiers.ouvrir(base, schema=version_suivante) as depot:
            assert [depot.lire(resume.identifiant) for resume in depot.lister()] == dossiers
        assert contenu(base) == apres
    assert achevees <= 1


@pytest.mark.parametrize("publiee", ANCIENNES, ids=lambda fichier: fichier.stem)
def test_la_montee_d_une_base_publiee_tient_en_une_transaction(publiee: Path, tmp_path: Path) -> None:
    """Les migrations livrées, tuées à chaque ordre : la base d'avant, intacte, ou celle d'après."""
    ancienne = tmp_path / "ancienne.sqlite"
    shutil.copy(publiee, ancienne)
    with closing(sqlite3.connect(ancienne)) as connexion:
        # De quoi déborder d'une petite mémoire.
        notes = ((1, f"outil-{rang}", "Une note. " * 2_000) for rang in range(30))
        connexion.executemany("INSERT INTO notes VALUES (?, ?, ?)", notes)
        connexion.commit()
    avant = contenu(ancienne)
    *mortes, entiere = _tuer("migrer", ancienne, tmp_path / "morts", SCHEMA)
    apres = contenu(entiere)
    assert avant[-1] == f"({publiee.stem[1:]},)"
    assert apres[-1] == f"({SCHEMA.version},)"
    assert len(mortes) > 10
    achevees = 0
    for base in mortes:
        shutil.copytree(base.parent, base.parent / "lue")
        lue = contenu(base.parent / "lue" / NOM)
        achevees += lue == apres
        assert lue in (avant, apres)
        with DepotDossiers.ouvrir(base) as depot:
            assert len(depot.lire(1).notes) == 32
        assert contenu(base) == apres
    assert achevees <= 1


def test_un_enregistrement_est_entier_ou_nul(modele: Path, version_suivante: Schema, tmp_path: Path) -> None:
    avant = contenu(modele)
    *mortes, entiere = _tuer("enregistrer", modele, tmp_path / "morts", version_suivante)
    apres = contenu(entiere)
    assert any("Après" in ligne for ligne in apres)
    assert _ont_laisse_un_journal(mortes)
    for base in mortes:
        with DepotDossiers.ouvrir(base) as depot:
            assert len(depot.lister()) == 12
        assert contenu(base) == avant


def test_une_creation_interrompue_recommence(tmp_path: Path, version_suivante: Schema) -> None:
    *mortes, entiere = _tuer("creer", tmp_path / "absente.sqlite", tmp_path / "morts", version_suivante)
    attendu = contenu(entiere)
    assert _ont_laisse_un_journal(mortes)
    assert any(base.exists() and base.stat().st_size and not any(base.read_bytes()[:100]) for base in mortes)
    for base in mortes:
        with DepotDossiers.ouvrir(base) as depot:
            assert depot.lire(depot.enregistrer(complet()).identifiant).preselection
            depot.supprimer(1)
        assert [ligne for ligne in contenu(base) if "sqlite_sequence" not in ligne] == [
            ligne for ligne in attendu if "sqlite_sequence" not in ligne
        ]
