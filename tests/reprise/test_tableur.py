"""Allers et retours par LibreOffice : xlsx → ods → xlsx, un processus par format."""

import subprocess
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from modele.catalogue.objets import Catalogue
from modele.reprise.lecture import lire_classeur
from tests.conftest import exiger_programme
from tests.reprise.fabrique import ecrire, rempli, retoucher, saisir
from tests.reprise.test_lecture import _inserer, _renommer

_DELAI = 180


@pytest.fixture(scope="module")
def revenus(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Classeurs passés par OpenDocument puis revenus en .xlsx."""
    dossier = tmp_path_factory.mktemp("allers")
    long = replace(rempli(), notes={"socleo": "é_x0041_\n\t  \x7f🥕" * 6_000})
    ecrire(catalogue, rempli(), dossier / "entier.xlsx")
    ecrire(catalogue, long, dossier / "long.xlsx")
    ecrire(catalogue, rempli(), dossier / "visible.xlsx", entier=False)
    change = ecrire(catalogue, rempli(), dossier / "change.xlsx")
    reponses = {
        "ca_particuliers": 50_000,
        "besoin_autonomie": "indispensable",
        "formule_socleo": "Selon votre situation",
        "option_socleo_tpe": "non",
        "vente_1_apres_km": 321,
        "reponse_1": "Oui,\ndès mars",
    }
    retoucher(change, lambda classeur: saisir(classeur, reponses))
    for nom, retouche in (("insere", _inserer), ("renomme", _renommer)):
        retoucher(ecrire(catalogue, rempli(), dossier / f"{nom}.xlsx"), retouche)
    ods, retours = tmp_path_factory.mktemp("ods"), tmp_path_factory.mktemp("retours")
    profil = tmp_path_factory.mktemp("profil").as_uri()
    for format, source, sortie in (("ods", dossier, ods), ("xlsx", ods, retours)):
        commande = [exiger_programme("soffice"), f"-env:UserInstallation={profil}", "--headless"]
        commande += ["--convert-to", format, "--outdir", str(sortie), *map(str, sorted(source.iterdir()))]
        subprocess.run(commande, check=True, capture_output=True, timeout=_DELAI)
    return {chemin.stem: chemin for chemin in retours.iterdir()}


@pytest.mark.parametrize("nom", ["entier", "insere", "renomme"])
def test_un_aller_et_retour_ne_change_rien(
    nom: str, revenus: Mapping[str, Path], catalogue: Catalogue
) -> None:
    reprise = lire_classeur(revenus[nom], catalogue)
    assert reprise.origine == reprise.dossier == rempli()
    assert reprise.avis == ()


def test_un_long_dossier_revient_entier(revenus: Mapping[str, Path], catalogue: Catalogue) -> None:
    assert lire_classeur(revenus["long"], catalogue).dossier.notes == {
        "socleo": "é_x0041_\n\t  \x7f🥕" * 6_000
    }


def test_ce_qui_est_change_l_emporte_encore(revenus: Mapping[str, Path], catalogue: Catalogue) -> None:
    reprise = lire_classeur(revenus["change"], catalogue)
    attendue = replace(
        rempli().situation,
        ca_particuliers=Fraction(50_000),
        formules={"outil-disparu": "formule-disparue"},
        options={"outil-disparu": ("x",), "socleo": ("caisse",)},
        exigences={**rempli().situation.exigences, "autonomie": "indispensable"},
    )
    marche, amap = rempli().ventes
    marche = replace(marche, apres=replace(marche.apres, km=Fraction(321)))
    *gardees, repondue = reprise.dossier.questions
    assert tuple(gardees) == rempli().questions
    assert repondue.cle and repondue.reponse == "Oui,\ndès mars"
    assert reprise.dossier == replace(
        rempli(), situation=attendue, ventes=(marche, amap), questions=reprise.dossier.questions
    )
    assert reprise.avis == ()


def test_sans_feuille_cachee_les_montants_restent_exacts(
    revenus: Mapping[str, Path], catalogue: Catalogue
) -> None:
    situation = lire_classeur(revenus["visible"], catalogue).dossier.situation
    assert (situation.ca_particuliers, situation.panier_moyen) == (Fraction("42000.25"), Fraction("35.1"))
    assert (situation.taux_tva_ventes, situation.part_en_ligne) == (Fraction("5.5"), Fraction(80))
    # LibreOffice écrit « _x0041_ » sans l'échapper : sans la feuille cachée, rien ne dit que c'en était un.
    assert situation.nom == rempli().nom.replace("_x0041_", "A")
