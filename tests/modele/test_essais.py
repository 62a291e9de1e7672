"""Comparaison des essais : moyennes, notes manquantes, jours comptés une fois."""

from fractions import Fraction

import pytest

from modele.dossiers.objets import Essai
from modele.essais import BilanEssais, comparer_essais


def un(*essais: Essai) -> BilanEssais:
    (bilan,) = comparer_essais(essais)
    return bilan


def test_sans_essai_il_n_y_a_rien_a_comparer() -> None:
    assert comparer_essais(()) == ()


def test_un_essai_complet() -> None:
    assert un(Essai("socleo", "2026-03-02", "2026-03-15", 4, 3, 5)) == BilanEssais(
        "socleo", 1, (Fraction(4), Fraction(3), Fraction(5)), Fraction(4), 14, ()
    )


def test_plusieurs_essais_d_un_outil_se_moyennent_note_par_note() -> None:
    bilan = un(Essai("socleo", ergonomie=5, pertinence=2), Essai("socleo", ergonomie=2))
    assert bilan.essais == 2
    assert bilan.notes == (Fraction(7, 2), Fraction(2), None)
    assert bilan.moyenne == Fraction(11, 4)
    assert bilan.manques[0] == "Il manque la note d'efficacité."


@pytest.mark.parametrize(
    ("notes", "manques"),
    [
        ({}, ("Aucune note n'est donnée.",)),
        ({"efficacite": 1}, ("Il manque la note d'ergonomie.", "Il manque la note de pertinence.")),
        ({"ergonomie": 1, "pertinence": 1, "efficacite": 1}, ()),
    ],
)
def test_les_notes_manquantes_sont_dites(notes: dict[str, int], manques: tuple[str, ...]) -> None:
    assert un(Essai("socleo", "2026-03-02", "2026-03-02", **notes)).manques == manques


def test_l_ordre_est_celui_des_moyennes_puis_du_journal() -> None:
    bilans = comparer_essais(
        [
            Essai("sans-note"),
            Essai("b", ergonomie=3),
            Essai("a", pertinence=3),
            Essai("meilleur", efficacite=4),
            Essai("autre-sans-note"),
        ]
    )
    assert [bilan.outil for bilan in bilans] == ["meilleur", "b", "a", "sans-note", "autre-sans-note"]


@pytest.mark.parametrize(
    ("periodes", "jours"),
    [
        ([("2026-03-02", "2026-03-02")], 1),
        ([("2026-03-01", "2026-03-10"), ("2026-03-05", "2026-03-12")], 12),
        ([("2026-03-01", "2026-03-10"), ("2026-03-02", "2026-03-03")], 10),
        ([("2026-03-20", "2026-03-21"), ("2026-02-27", "2026-03-01")], 5),
        ([("2026-03-01", "2026-03-02"), ("2026-03-03", "2026-03-04")], 4),
    ],
)
def test_un_jour_commun_a_deux_essais_compte_une_fois(periodes: list[tuple[str, str]], jours: int) -> None:
    assert un(*(Essai("socleo", du, au) for du, au in periodes)).jours == jours


@pytest.mark.parametrize(
    ("du", "au"), [("", ""), ("2026-03-01", ""), ("2026-03-02", "2026-03-01"), ("2026-02-30", "2026-03-01")]
)
def test_des_dates_incompletes_ne_comptent_pas_et_sont_dites(du: str, au: str) -> None:
    note = {"ergonomie": 3, "pertinence": 3, "efficacite": 3}
    bilan = un(Essai("socleo", du, au, **note))
    assert bilan.jours is None
    assert bilan.manques == (
        "Les jours d'un essai ne sont pas comptés : il manque une date, ou la fin précède le début.",
    )
    deux = un(
        Essai("socleo", du, au, **note), Essai("socleo", du, au), Essai("socleo", "2026-03-01", "2026-03-01")
    )
    assert deux.jours == 1
    assert deux.manques[0].startswith("Les jours de 2 essais ne sont pas comptés")
