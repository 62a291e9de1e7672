"""« Avant-après » compte un outil comme l'application, que la ferme vende déjà par lui ou non, et suit les saisies."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from modele.catalogue.objets import ColonneVente
from modele.comparaison import comparer
from modele.dossiers.objets import Dossier, Vente
from modele.export import noms
from modele.export.classeur import exporter
from modele.situation import Situation
from modele.ventes_du_dossier import chiffrer
from tests.export import cas, editions
from tests.export.tableur import Tableur, case, cases, cellule
from tests.modele.fabrique import catalogue_reel

_MONTANTS = ("0", "1714.29", "70000", "300000")
_SANS_AUTRE = (Fraction(0),) * 6
_SITUATIONS: Mapping[str, Situation] = {
    # Sans vente aux professionnels, un outil qui ne sert qu'eux n'a aucune vente de la ferme à partager.
    "particuliers": cas.ECRITES["exemple"],
    "professionnels": replace(cas.ECRITES["pro-sous-120000"], recupere_tva=False),
    "aucune": cas.ECRITES["vide"],
    "options": cas.ECRITES["sans-tva"],
    "prelevement": cas.ECRITES["prelevement"],
    "collectif": replace(cas.ECRITES["autres-formules"], ca_professionnels=Fraction(50_000)),
    "libre": cas.ECRITES["libre"],
}


def une_vente(outil: str, montant: str) -> Vente:
    """Vente dont le seul coût est celui de l'outil, compté en « après »."""
    avant, apres = (ColonneVente(Fraction(ca), *_SANS_AUTRE) for ca in ("8000", montant))
    return Vente(f"{outil} {montant}", avant, apres, outil, compter_outil=True)


def _ventes() -> tuple[Vente, ...]:
    """Une vente par outil et par montant."""
    return tuple(
        une_vente(outil.identifiant, montant) for outil in catalogue_reel().outils for montant in _MONTANTS
    )


@dataclass(frozen=True)
class Lot:
    """Classeurs tels qu'écrits, tels que recalculés, et la situation que chacun porte."""

    ecrits: Path
    recalcules: Mapping[str, Workbook]
    situations: Mapping[str, Situation]


@pytest.fixture(scope="module")
def lot(tableur: Tableur, tmp_path_factory: pytest.TempPathFactory) -> Lot:
    """Les exports, et les mêmes remplis autrement après coup : les ventes apparaissent ou disparaissent."""
    dossier, sortie = tmp_path_factory.mktemp("ventes"), tmp_path_factory.mktemp("recalcules")
    catalogue, situations = catalogue_reel(), dict(_SITUATIONS)
    for nom, situation in _SITUATIONS.items():
        porteur = Dossier("Essai", situation, ventes=_ventes())
        exporter(catalogue, comparer(catalogue, situation), dossier / f"{nom}.xlsx", dossier=porteur)
    for depart, arrivee in (
        ("particuliers", "aucune"),
        ("aucune", "options"),
        ("professionnels", "particuliers"),
    ):
        nom = f"de-{depart}-a-{arrivee}"
        classeur = load_workbook(dossier / f"{depart}.xlsx")
        editions.saisir(classeur, catalogue, _SITUATIONS[arrivee])
        classeur.save(dossier / f"{nom}.xlsx")
        situations[nom] = _SITUATIONS[arrivee]
    return Lot(dossier, tableur.recalculer(sorted(dossier.glob("*.xlsx")), sortie), situations)


def test_cout_de_chaque_outil_comme_l_application(lot: Lot) -> None:
    catalogue, sans_vente, comparees = catalogue_reel(), 0, 0
    for nom, situation in lot.situations.items():
        for rang, vente in enumerate(_ventes(), start=1):
            chiffree = chiffrer(vente, catalogue, situation)
            assert chiffree.outil is not None
            lu = -case(lot.recalcules[nom], noms.vente(rang, "gain", "cout"))
            assert abs(lu - float(chiffree.outil.retenu)) < 1e-6, (nom, vente.nom, lu, chiffree.outil.retenu)
            servies = [
                getattr(situation, f"ca_{clientele.value}") for clientele in chiffree.outil.outil.clienteles
            ]
            sans_vente += not any(servies)
            comparees += 1
    assert comparees == 10 * 9 * len(_MONTANTS)
    assert sans_vente > 100


def test_valeurs_gardees_egales_aux_recalculees(lot: Lot) -> None:
    for nom in _SITUATIONS:
        garde, recalcule = load_workbook(lot.ecrits / f"{nom}.xlsx", data_only=True), lot.recalcules[nom]
        vues = 0
        for feuille, une in cases(garde):
            if feuille.title not in ("Avant-après", "_calculs") or not isinstance(une.value, int | float):
                continue
            autre = recalcule[feuille.title][une.coordinate].value
            assert abs(une.value - autre) <= 1e-9 * max(1, abs(une.value)), (nom, une.coordinate)
            vues += 1
        assert vues > 500


def test_aucun_tiret_a_la_place_d_un_cout(lot: Lot) -> None:
    for nom in _SITUATIONS:
        for rang in range(1, len(_ventes()) + 1):
            gain = cellule(lot.recalcules[nom], noms.vente(rang, "gain", "cout"))
            ligne = gain.parent[gain.row - 1]
            assert str(ligne[0].value).startswith("Outil de vente")
            assert isinstance(ligne[2].value, int | float), (nom, rang)
