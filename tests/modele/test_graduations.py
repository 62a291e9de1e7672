"""Nombres ronds des axes."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modele.graduations import fin_ronde, graduations, multiple_superieur, pas_rond

etendues = st.fractions(Fraction(1, 1_000), 10_000_000, max_denominator=1_000)


@pytest.mark.parametrize(
    ("etendue", "nombre", "pas"),
    [(80_000, 8, 10_000), (80_000, 7, 20_000), (3_000, 7, 500), (1, 5, Fraction(1, 5)), (9, 10, 1)],
)
def test_le_pas_est_rond(etendue: int, nombre: int, pas: Fraction) -> None:
    assert pas_rond(Fraction(etendue), nombre) == pas


@given(etendues, st.integers(1, 20))
def test_le_pas_est_le_plus_petit_qui_convient(etendue: Fraction, nombre: int) -> None:
    pas = pas_rond(etendue, nombre)
    chiffre = pas
    while chiffre >= 10:
        chiffre /= 10
    while chiffre < 1:
        chiffre *= 10
    assert chiffre in (1, 2, 5)
    assert etendue / pas <= nombre
    plus_petit = pas / (Fraction(5, 2) if chiffre == 5 else 2)
    assert etendue / plus_petit > nombre


def test_les_graduations_vont_au_bout_quand_un_pas_rond_divise_l_etendue() -> None:
    assert graduations(Fraction(150_000), 8) == (0, 50_000, 100_000, 150_000)
    assert graduations(Fraction(60), 6) == (0, 10, 20, 30, 40, 50, 60)
    assert graduations(Fraction(7_000), 6) == (0, 2_000, 4_000, 6_000)
    assert graduations(Fraction(4, 100), 8)[-2:] == (Fraction(7, 200), Fraction(4, 100))


@given(etendues, st.integers(1, 20))
def test_les_graduations_sont_regulieres_et_dans_l_etendue(etendue: Fraction, nombre: int) -> None:
    valeurs = graduations(etendue, nombre)
    assert valeurs[0] == 0
    assert len(valeurs) <= nombre + 1
    pas = {b - a for a, b in pairwise(valeurs)}
    assert len(pas) <= 1
    assert valeurs[-1] <= etendue < valeurs[-1] + (pas or {etendue + 1}).pop()


def test_une_fin_d_axe_est_ronde() -> None:
    assert [fin_ronde(Fraction(x)) for x in (66_000, 100_000, 880, 1)] == [80_000, 100_000, 1_000, 1]
    assert fin_ronde(Fraction(11, 1_000)) == Fraction(15, 1_000)
    assert [multiple_superieur(Fraction(x), Fraction(50)) for x in (100, 101)] == [100, 150]


def test_un_axe_vide_est_refuse() -> None:
    for appel in (
        lambda: pas_rond(Fraction(0), 5),
        lambda: pas_rond(Fraction(1), 0),
        lambda: fin_ronde(Fraction(0)),
    ):
        with pytest.raises(ValueError, match="axe"):
            appel()
