"""Le classeur imprimé, page par page : A4 paysage, une page de large, rien de coupé, lisible, avec 3 ou 40 outils."""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from modele.export.classeur import CACHEES, FEUILLES
from modele.export.styles import ETATS
from tests.conftest import exiger_programme
from tests.export import cas
from tests.export.conftest import ecrire, ecrire_riche
from tests.export.tableur import Tableur, ordinaires
from tests.modele.fabrique import catalogue_reel

_A4 = (841.9, 595.3)
_CORPS_LISIBLE = 5.5
"""Hauteur d'un mot, en points : celle d'un texte de corps 9 réduit d'un gros tiers."""
_ENTETE, _PIED = 40.0, 558.0
_TITRES = {
    "Comparatif": "Critère",
    "Coûts": "Ligne de coût",
    "Seuils": "Le moins cher|De vos",
    "Tarifs": "Formule ou option",
    "Besoins": "Votre besoin",
    "Questions": "Question",
    "Avant-après": "Par an",
    "Ma ferme": "Votre réponse",
    "Graphique des coûts": "Outil",
    "Fiches": "Rubrique ou critère",
    "Sources et réserves": "Sujet",
}
"""Ce que dit la ligne de titres que chaque page d'une feuille répète."""


@dataclass(frozen=True)
class Mot:
    """Un mot de la page : sa place, en points depuis le coin du haut."""

    texte: str
    gauche: float
    haut: float
    droite: float
    bas: float


@dataclass(frozen=True)
class Imprimee:
    """Une page : la feuille que nomme son pied, son texte, ses mots."""

    feuille: str
    texte: str
    largeur: float
    hauteur: float
    mots: tuple[Mot, ...]


@pytest.fixture(scope="module")
def imprimes(tableur: Tableur, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Imprimee]]:
    """Une ferme complète ; trois outils ; quarante outils et soixante critères ; des ventes énormes."""
    dossier, sortie = tmp_path_factory.mktemp("pages"), tmp_path_factory.mktemp("imprimees")
    reel, exemple = catalogue_reel(), cas.ECRITES["exemple"]
    ecrire_riche(dossier / "riche.xlsx")
    ecrire(cas.agrandi(reel, 3, 5), exemple, dossier / "trois.xlsx")
    ecrire(cas.agrandi(reel, 40, 60), exemple, dossier / "quarante.xlsx", leger=True)
    enorme = replace(cas.ECRITES["tres-grand"], nom="Groupement " + "X" * 189)
    ecrire(reel, enorme, dossier / "enorme.xlsx", leger=True)
    pdfs = tableur.en_pdf(sorted(dossier.glob("*.xlsx")), sortie)
    return {chemin.stem: _pages(chemin) for chemin in pdfs}


def _pages(pdf: Path) -> list[Imprimee]:
    commande = [exiger_programme("pdftotext"), "-bbox", str(pdf), "-"]
    xml = subprocess.run(commande, check=True, capture_output=True, timeout=120).stdout
    pages = []
    for page in ElementTree.fromstring(xml).iter("{http://www.w3.org/1999/xhtml}page"):
        mots = tuple(
            Mot(mot.text or "", *(float(mot.get(cote, "0")) for cote in ("xMin", "yMin", "xMax", "yMax")))
            for mot in page
        )
        texte = " ".join(mot.texte for mot in mots)
        pied = re.search(
            r"(" + "|".join(map(re.escape, [*_feuilles(), *CACHEES])) + r"), page \d+ sur \d+", texte
        )
        cotes = (float(page.get(cote, "0")) for cote in ("width", "height"))
        pages.append(Imprimee(pied[1] if pied else "", texte, *cotes, mots))
    return pages


def _feuilles() -> list[str]:
    # « Coûts » est aussi la fin de « Graphique des coûts » : le plus long d'abord.
    return sorted((titre for titre, _ in FEUILLES), key=len, reverse=True)


def test_a4_paysage_en_tete_et_pied(imprimes: Mapping[str, list[Imprimee]]) -> None:
    fermes = {
        "riche": "Essai & Fils",
        "trois": "Ferme exemple",
        "quarante": "Ferme exemple",
        "enorme": "Groupement",
    }
    for nom, pages in imprimes.items():
        for rang, page in enumerate(pages, start=1):
            assert abs(page.largeur - _A4[0]) < 1 and abs(page.hauteur - _A4[1]) < 1
            tete = " ".join(
                mot.texte for mot in sorted(page.mots, key=lambda m: m.gauche) if mot.bas < _ENTETE
            )
            assert tete.startswith(fermes[nom]), (nom, rang)
            assert re.search(r"\d{1,2}(er)? \w+ 20\d\d", tete), (nom, rang, tete)
            assert "Source" in page.texte and "à confirmer" in page.texte, (nom, rang)
            assert f"page {rang} sur {len(pages)}" in page.texte, (nom, rang)


def test_chaque_feuille_visible_et_aucune_cachee(imprimes: Mapping[str, list[Imprimee]]) -> None:
    for nom, pages in imprimes.items():
        suite = [page.feuille for page in pages]
        assert list(dict.fromkeys(suite)) == [titre for titre, _ in FEUILLES], nom


def test_titres_repetes_sur_chaque_page(imprimes: Mapping[str, list[Imprimee]]) -> None:
    vues = 0
    for nom in ("riche", "trois", "quarante"):
        for page in imprimes[nom]:
            if page.feuille in _TITRES and (nom != "quarante" or len(page.mots) > 60):
                assert re.search(_TITRES[page.feuille], page.texte), (nom, page.feuille, page.texte[:200])
                vues += 1
    assert vues > 80


def test_une_page_de_large_et_rien_de_coupe(imprimes: Mapping[str, list[Imprimee]]) -> None:
    """Chaque réponse du comparatif est imprimée une fois, chaque outil de chaque feuille au moins une."""
    for nom, outils, criteres in (
        ("trois", 3, 5),
        ("quarante", 40, 60),
        ("riche", 9, len(catalogue_reel().criteres)),
    ):
        comparatif = " ".join(page.texte for page in imprimes[nom] if page.feuille == "Comparatif")
        signes = "".join(re.escape(etat.symbole) for etat in ETATS.values() if etat.symbole not in "–€?")
        autres = r"– Non(?! dit)|\? Non dit|€ En option"
        legende = len(ETATS)
        lues = len(re.findall(rf"[{signes}] (?:Oui|En partie)|{autres}", comparatif))
        assert lues == outils * criteres + legende, (nom, lues)
    for feuille in ("Synthèse", "Comparatif", "Seuils", "Graphique des coûts", "Coûts"):
        texte = " ".join(page.texte for page in imprimes["quarante"] if page.feuille == feuille)
        for rang in range(40):
            assert f"Outil-{rang:02}" in texte, (feuille, rang)


def test_seuils_soixante_lignes_par_page_de_large(imprimes: Mapping[str, list[Imprimee]]) -> None:
    for nom, tranches in (("trois", 1), ("riche", 1), ("quarante", 4)):
        pages = [page for page in imprimes[nom] if page.feuille == "Seuils"]
        parts = [mot.texte for page in pages for mot in page.mots if re.fullmatch(r"\d+%", mot.texte)]
        assert len(parts) == 60 * tranches, (nom, len(parts))
        titre = "Coût d'une année suivante selon les ventes"
        assert sum(titre in ordinaires(page.texte) for page in pages) == 1


def test_aucun_diese_ni_erreur(imprimes: Mapping[str, list[Imprimee]]) -> None:
    for nom, pages in imprimes.items():
        for page in pages:
            for interdit in ("###", "Err:", "#N/A", "#NOM", "#NAME", "#VALUE", "#REF", "#DIV"):
                assert interdit not in page.texte, (nom, page.feuille, interdit)


def test_rien_ne_deborde_ni_ne_se_chevauche_au_pied(imprimes: Mapping[str, list[Imprimee]]) -> None:
    for nom, pages in imprimes.items():
        for page in pages:
            assert all(mot.gauche > 20 and mot.droite < page.largeur - 20 for mot in page.mots), (
                nom,
                page.feuille,
            )
            pied = sorted((mot for mot in page.mots if mot.haut > _PIED), key=lambda mot: mot.gauche)
            assert all(a.droite <= b.gauche + 0.5 for a, b in pairwise(pied)), (
                nom,
                page.feuille,
            )


def test_corps_lisible(imprimes: Mapping[str, list[Imprimee]]) -> None:
    """Hors en-tête et pied, et les dates couchées des axes, presque aucun mot plus petit que le corps lisible."""
    for nom in ("riche", "trois", "quarante"):
        for feuille, _ in FEUILLES:
            mots = [
                mot
                for page in imprimes[nom]
                if page.feuille == feuille
                for mot in page.mots
                if _ENTETE < mot.haut < _PIED and mot.droite - mot.gauche > 7 and len(mot.texte) > 2
            ]
            petits = [mot for mot in mots if mot.bas - mot.haut < _CORPS_LISIBLE]
            assert len(petits) <= 0.02 * len(mots), (nom, feuille, len(petits), len(mots))


def test_tranches_declarees_a_la_suite(tmp_path: Path) -> None:
    """Les zones d'impression se suivent sans trou ni reprise, et la première porte les colonnes fixes."""
    ecrire(cas.agrandi(catalogue_reel(), 40, 60), cas.ECRITES["exemple"], tmp_path / "x.xlsx", leger=True)
    classeur = load_workbook(tmp_path / "x.xlsx")
    for titre, repetees in (("Comparatif", "$A:$B"), ("Seuils", "$A:$B")):
        feuille = classeur[titre]
        zones = [zone.replace("$", "").rpartition("!")[2] for zone in feuille.print_area.split(",")]
        colonnes = [range(*_bornes(zone)) for zone in zones]
        assert len(zones) == 4
        assert [une for plage in colonnes for une in plage] == list(range(1, feuille.max_column + 1)), titre
        assert feuille.print_title_cols == repetees
        assert feuille.page_setup.fitToWidth == 1


def _bornes(zone: str) -> tuple[int, int]:
    debut, _, fin, _ = range_boundaries(zone)
    assert debut is not None and fin is not None
    return debut, fin + 1
