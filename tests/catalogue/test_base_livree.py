"""La base livrée est celle que donnent les fichiers TOML livrés."""

import sqlite3
from pathlib import Path

import pytest

from modele.catalogue.construction import construire, vidage
from modele.catalogue.depot import ouvrir_catalogue
from modele.catalogue.emplacements import BASE, SOURCES
from modele.catalogue.lecture import lire_catalogue
from modele.catalogue.objets import Catalogue

CONSEIL = "base.sqlite n'est pas à jour : lancez « main.py catalogue construire »"


@pytest.fixture(scope="module")
def lu() -> Catalogue:
    """Catalogue des fichiers livrés."""
    return lire_catalogue(SOURCES)


def version_de_sqlite(base: Path) -> int:
    """Version de SQLite qui a écrit la base, que l'en-tête garde aux octets 96 à 99."""
    return int.from_bytes(base.read_bytes()[96:100], "big")


def test_la_base_livree_dit_ce_que_disent_les_fichiers(lu: Catalogue, tmp_path: Path) -> None:
    attendue = tmp_path / "base.sqlite"
    construire(lu, attendue)
    assert vidage(BASE) == vidage(attendue), CONSEIL
    # D'une version de SQLite à l'autre, seule la disposition des octets peut changer.
    if version_de_sqlite(BASE) == version_de_sqlite(attendue):
        assert BASE.read_bytes() == attendue.read_bytes(), CONSEIL


def test_l_en_tete_dit_la_version_de_sqlite(lu: Catalogue, tmp_path: Path) -> None:
    construire(lu, tmp_path / "base.sqlite")
    majeure, mineure, correctif = sqlite3.sqlite_version_info
    assert version_de_sqlite(tmp_path / "base.sqlite") == majeure * 1_000_000 + mineure * 1000 + correctif


def test_le_catalogue_livre_se_relit(lu: Catalogue) -> None:
    assert ouvrir_catalogue(BASE) == lu


def test_le_catalogue_livre_est_complet(lu: Catalogue) -> None:
    assert [outil.identifiant for outil in lu.outils] == [
        "amapj",
        "cagette",
        "coopcircuits",
        "kuupanda",
        "la-ruche-qui-dit-oui",
        "local-bio",
        "locavor",
        "nectargo",
        "socleo",
    ]
    assert [critere.identifiant for critere in lu.criteres if critere.synthese] == [
        "autonomie",
        "professionnels",
        "collectif",
        "paiement-especes",
        "paiement-en-ligne",
        "abonnement",
        "synchronisation-stocks",
        "communication",
        "facturation",
    ]
    assert len(lu.criteres) == 69
    assert [etape.numero for etape in lu.guide.etapes] == list(range(1, 8))


def test_la_case_imprimee_ne_differe_que_pour_l_abonnement_de_socleo(lu: Catalogue) -> None:
    """Contrat § 4."""
    ecarts = [
        (outil.identifiant, case.critere, case.guide, case.valeur, case.doute)
        for outil in lu.outils
        for case in outil.evaluations
        if case.guide is not None and case.guide != case.valeur
    ]
    assert ecarts == [("socleo", "abonnement", "non", "option", "D14")]
