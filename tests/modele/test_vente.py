"""Avant et après d'une vente : l'exemple de Haute-Loire au chiffre près, et les lois du bilan."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modele.catalogue.objets import Catalogue, ColonneVente
from modele.nombres import euros, pourcent
from modele.vente import BilanColonne, comparer_vente

MONTANTS = st.integers(0, 10**7).map(lambda n: Fraction(n, 100))
COLONNES = st.builds(ColonneVente, *[MONTANTS] * 7)
VIDE = ColonneVente(*[Fraction(0)] * 6)
MARCHE = ColonneVente(*map(Fraction, (5561, 528, "0.5", 78, 60, 12)))


def test_les_deux_ventes_de_haute_loire(catalogue: Catalogue) -> None:
    lus = [
        (euros(BilanColonne(colonne).cout, centimes=False), pourcent(BilanColonne(colonne).part_ca or 0))
        for exemple in catalogue.guide.exemples
        for colonne in (exemple.avant, exemple.apres)
    ]
    assert lus == [
        ("1\u202f920\u00a0€", "34,5\u00a0%"),
        ("940\u00a0€", "17,4\u00a0%"),
        ("985\u00a0€", "39,7\u00a0%"),
        ("1\u202f310\u00a0€", "23,8\u00a0%"),
    ]


def test_les_gains_de_haute_loire(catalogue: Catalogue) -> None:
    bilans = [comparer_vente(exemple.avant, exemple.apres) for exemple in catalogue.guide.exemples]
    assert [(b.gain_euros, b.gain_heures, b.gain_marge) for b in bilans] == [
        (980, 78, 825),
        (-325, Fraction("-6.25"), 2691),
    ]


def test_le_reste_par_heure_ne_retire_pas_le_temps() -> None:
    assert BilanColonne(MARCHE).reste_par_heure == Fraction(5561 - 264, 138)
    assert BilanColonne(replace(MARCHE, autres=Fraction(33)), Fraction(100)).reste_par_heure == Fraction(
        5561 - 264 - 33 - 100, 138
    )


def test_l_outil_est_donne_a_part_et_ne_compte_que_pour_l_apres() -> None:
    bilan = comparer_vente(MARCHE, MARCHE, Fraction(487))
    assert (bilan.avant.cout, bilan.apres.cout) == (1920, 2407)
    assert (bilan.gain_euros, bilan.gain_marge, bilan.gain_heures) == (-487, -487, 0)
    assert [(poste.cle, poste.avant, poste.apres) for poste in bilan.postes] == [
        ("distance", 264, 264),
        ("vente", 936, 936),
        ("preparation", 720, 720),
        ("outil", 0, 487),
    ]


def test_les_autres_frais_paraissent_des_qu_une_colonne_en_a() -> None:
    postes = comparer_vente(replace(VIDE, autres=Fraction(5)), VIDE).postes
    assert [(poste.cle, poste.avant) for poste in postes] == [
        ("distance", 0),
        ("vente", 0),
        ("preparation", 0),
        ("autres", 5),
    ]


@pytest.mark.parametrize("grandeur", ["part_ca", "reste_par_heure"])
def test_une_division_par_zero_n_a_pas_de_reponse(grandeur: str) -> None:
    assert getattr(BilanColonne(VIDE), grandeur) is None


@given(COLONNES, COLONNES, MONTANTS)
def test_les_postes_font_le_cout_et_le_gain(
    avant: ColonneVente, apres: ColonneVente, outil: Fraction
) -> None:
    bilan = comparer_vente(avant, apres, outil)
    assert sum(poste.avant for poste in bilan.postes) == bilan.avant.cout
    assert sum(poste.apres for poste in bilan.postes) == bilan.apres.cout
    assert bilan.gain_marge == bilan.gain_euros + apres.ca - avant.ca


@given(COLONNES, MONTANTS)
def test_ce_qui_reste_apres_les_heures_est_la_marge(colonne: ColonneVente, outil: Fraction) -> None:
    bilan = BilanColonne(colonne, outil)
    if bilan.reste_par_heure is not None:
        assert (bilan.reste_par_heure - colonne.prix_heure) * bilan.heures == bilan.marge
