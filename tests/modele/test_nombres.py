"""Lecture et écriture des nombres, des montants et des dates."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modele.nombres import (
    NombreInvalide,
    arrondi_en_centimes,
    centimes,
    date_francaise,
    depuis_centimes,
    euros,
    lire_nombre,
    nombre,
    pourcent,
    texte_decimal,
    texte_exact,
)


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("0", "0"),
        ("12500.5", "12500.5"),
        ("12 500,50", "12500.5"),
        ("12\u00a0500,5", "12500.5"),
        ("12\u202f500,5", "12500.5"),
        ("1 234 567,89", "1234567.89"),
        ("-3", "-3"),
        ("\u22123,5", "-3.5"),
        ("- 3", "-3"),
        ("35 €", "35"),
        ("35\u00a0€", "35"),
        ("5,5 %", "5.5"),
        ("  42  ", "42"),
        ("1.234", "1.234"),
        ("1,234", "1.234"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234.567,8", "1234567.8"),
        ("12,", "12"),
        (",5", "0.5"),
        ("007", "7"),
    ],
)
def test_lit_les_ecritures_francaises_et_a_point(texte: str, attendu: str) -> None:
    assert lire_nombre(texte) == Fraction(attendu)


@pytest.mark.parametrize(
    "texte",
    [
        "", " ", "€", "-", ".", ",", "1e5", "1E5", "NaN", "nan", "inf", "Infinity", "1,2,3", "1.2.3",
        "12,5 0", "1.23,4", "12 .5", "--3", "+3", "3-", "1_000", "0x10", "1/2", "١٢", "１２", "²", "½",
        "12\n500", "abc", "12 €€", "3 $", "9" * 81, "0," + "1" * 31, "\ud800",
    ],
)  # fmt: skip
def test_refuse_par_une_phrase_ce_qui_n_est_pas_un_nombre(texte: str) -> None:
    with pytest.raises(NombreInvalide) as refus:
        lire_nombre(texte)
    phrase = str(refus.value)
    assert phrase.endswith(".") and phrase[0].isupper()
    phrase.encode("utf-8")


@given(st.fractions(min_value=-(10**9), max_value=10**9))
def test_les_centimes_arrondissent_le_demi_en_s_eloignant_de_zero(x: Fraction) -> None:
    # Tronqué vers zéro à quinze décimales, x reste du même côté du demi-centime.
    tronque = Decimal(abs(x.numerator) * 10**15 // x.denominator).scaleb(-15)
    exact = tronque.copy_sign(x.numerator)
    assert centimes(x) == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert centimes(x) == depuis_centimes(arrondi_en_centimes(x))


@pytest.mark.parametrize(
    ("x", "attendu"),
    [
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("0.004999", "0.00"),
        ("226.075", "226.08"),
        ("-2.675", "-2.68"),
    ],
)
def test_demis_centimes(x: str, attendu: str) -> None:
    assert str(centimes(Fraction(x))) == attendu


def test_un_montant_nul_n_a_pas_de_signe() -> None:
    presque = Fraction(-1, 1000)
    assert str(centimes(presque)) == "0.00"
    assert euros(presque) == "0,00\u00a0€"
    assert texte_decimal(presque) == "0.00"


def test_affichage_francais() -> None:
    assert euros(Fraction("1234.565")) == "1\u202f234,57\u00a0€"
    assert euros(Fraction("1234.565"), centimes=False) == "1\u202f235\u00a0€"
    assert euros(Decimal("-1234567.5")) == "\u22121\u202f234\u202f567,50\u00a0€"
    assert nombre(Fraction("12500.5")) == "12\u202f500,5"
    assert nombre(1200) == "1\u202f200"
    assert nombre(Fraction(2, 3)) == "0,6667"
    assert nombre(Fraction(2, 3), 2) == "0,67"
    assert nombre(Fraction(1), 2) == "1,00"
    assert pourcent(Fraction("0.027")) == "2,7\u00a0%"
    assert pourcent(Fraction("0.0835"), None) == "8,35\u00a0%"
    assert pourcent(Fraction(-1, 5), 0) == "\u221220\u00a0%"


def test_texte_pour_le_json() -> None:
    assert texte_decimal(Fraction("-1234.5")) == "-1234.50"
    assert texte_decimal(Fraction("0.03449"), 4) == "0.0345"
    assert texte_decimal(200_000, 0) == "200000"
    assert texte_exact(Fraction("5.5")) == "5.5"
    assert texte_exact(Fraction("-0.00125")) == "-0.00125"
    assert texte_exact(Fraction(30_000)) == "30000"


def test_un_tiers_n_a_pas_de_texte_exact() -> None:
    with pytest.raises(ValueError, match="1/3"):
        texte_exact(Fraction(1, 3))


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_relit_ce_qu_il_affiche(montant: Decimal) -> None:
    assert lire_nombre(euros(montant)) == Fraction(montant)
    assert lire_nombre(texte_decimal(montant)) == Fraction(montant)
    assert lire_nombre(texte_exact(Fraction(montant))) == Fraction(montant)


def test_dates() -> None:
    assert date_francaise("2026-11-23") == "23 novembre 2026"
    assert date_francaise("2024-08-01") == "1er août 2024"
    with pytest.raises(ValueError):
        date_francaise("2023-02-29")
