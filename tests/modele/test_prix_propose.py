"""Ce qu'on saisit d'un prix proposé : lu comme on l'écrit, ou refusé en une phrase."""

from dataclasses import replace
from fractions import Fraction

import pytest

from modele.fautes import SituationInvalide
from modele.prix_propose import PrixPropose, date_dite, est_valable, lire_date, lire_par, lire_prix

PRIX = PrixPropose("kuupanda", "standard", "abonnement", "mois", Fraction(24), "2026-03-03", "M. Durand")


@pytest.mark.parametrize(
    ("texte", "assiette", "attendu"),
    [
        ("24", "mois", Fraction(24)),
        ("24,50 €", "an", Fraction("24.5")),
        ("1 000 000", "an", Fraction(1_000_000)),
        ("0", "commandes_en_ligne", Fraction(0)),
        ("1,8 %", "encaisse_en_ligne_ttc", Fraction(18, 1_000)),
        ("1.8", "ca", Fraction(18, 1_000)),
        ("100", "ca", Fraction(1)),
    ],
)
def test_prix_lus_exactement(texte: str, assiette: str, attendu: Fraction) -> None:
    assert lire_prix(texte, assiette) == attendu


@pytest.mark.parametrize(
    ("texte", "assiette", "attendu"),
    [
        ("", "mois", "0 et 1\u202f000\u202f000 €"),
        ("-1", "mois", "0 et 1\u202f000\u202f000 €"),
        ("1000001", "an", "0 et 1\u202f000\u202f000 €"),
        ("gratuit", "an", "0 et 1\u202f000\u202f000 €"),
        ("nan", "an", "0 et"),
        ("100,01", "ca", "0 et 100 %"),
    ],
)
def test_prix_refuses_avec_leurs_bornes(texte: str, assiette: str, attendu: str) -> None:
    with pytest.raises(SituationInvalide) as refus:
        lire_prix(texte, assiette)
    assert attendu in refus.value.attendu
    assert "Tarif proposé" in str(refus.value)


@pytest.mark.parametrize("texte", ["", "2026-02-30", "1999-12-31", "3000-01-01", "hier", "03/03/2026"])
def test_dates_refusees(texte: str) -> None:
    with pytest.raises(SituationInvalide, match="Proposé le"):
        lire_date(texte)


@pytest.mark.parametrize(
    "texte", ["x" * 201, "a\nb", "\x00", "\ud800", "\u2028", "\ufffe", "\x1b[0m"], ids=ascii
)
def test_qui_refuse(texte: str) -> None:
    with pytest.raises(SituationInvalide) as refus:
        lire_par(texte)
    str(refus.value).encode()
    assert len(str(refus.value)) < 300


@pytest.mark.parametrize("texte", ["", "x" * 200, "<b>M. Durand</b>", "=1+1", "🥕 '); DROP TABLE--"])
def test_qui_admet_tout_texte_d_une_ligne(texte: str) -> None:
    assert lire_par(texte) == texte


@pytest.mark.parametrize(
    "champs",
    [
        {"prix": Fraction(-1)},
        {"prix": Fraction(1_000_001)},
        {"prix": Fraction(1, 3)},
        {"assiette": "ca", "prix": Fraction(2)},
        {"assiette": "siecle"},
        {"le": ""},
        {"le": "2026-13-01"},
        {"par": "a\nb"},
    ],
    ids=str,
)
def test_un_prix_hors_bornes_n_est_pas_valable(champs: dict[str, object]) -> None:
    assert est_valable(PRIX)
    assert not est_valable(replace(PRIX, **champs))


def test_une_date_abimee_se_montre_telle_quelle() -> None:
    assert date_dite("2026-03-01") == "1er mars 2026"
    assert date_dite("jamais") == "jamais"
