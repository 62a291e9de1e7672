"""Listes de noms et montants des phrases."""

from decimal import Decimal
from fractions import Fraction

import pytest

from modele.choix.phrases import citer, compter, enumerer, montant


@pytest.mark.parametrize(
    ("x", "attendu"),
    [
        (Decimal("214.00"), "214\u00a0€"),
        (Decimal("1214.40"), "1\u202f214,40\u00a0€"),
        (Fraction(12_000, 7), "1\u202f714,29\u00a0€"),
        (Fraction("99.999"), "100\u00a0€"),
        (0, "0\u00a0€"),
    ],
)
def test_les_centimes_nuls_ne_s_ecrivent_pas(x: Decimal | Fraction | int, attendu: str) -> None:
    assert montant(x) == attendu


def test_enumerer() -> None:
    assert enumerer([]) == ""
    assert enumerer(["A"]) == "A"
    assert enumerer(["A", "B"], "ou") == "A ou B"
    assert enumerer(nom for nom in "ABC") == "A, B et C"


def test_compter_et_citer() -> None:
    assert [compter(n, "souhait") for n in (0, 1, 2)] == ["0 souhait", "1 souhait", "2 souhaits"]
    assert compter(3, "frais") == "3 frais"
    assert citer("Stocks") == "«\u00a0Stocks\u00a0»"
