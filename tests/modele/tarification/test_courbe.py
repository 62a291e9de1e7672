"""Courbes affines par morceaux : valeur aux ruptures, somme, bornes."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modele.tarification.courbe import Courbe, Droite, constante

entiers = st.integers(-50, 50).map(Fraction)
abscisses = st.integers(1, 400).map(lambda n: Fraction(n, 4))


@st.composite
def courbes(tirer: st.DrawFn) -> Courbe:
    """Courbe quelconque, souvent discontinue, dont la valeur aux ruptures est libre."""
    ruptures = tuple(sorted(tirer(st.sets(abscisses, max_size=4))))
    nombre = len(ruptures)
    droites = tirer(st.lists(st.builds(Droite, entiers, entiers), min_size=nombre + 1, max_size=nombre + 1))
    valeurs = tirer(st.lists(entiers, min_size=nombre, max_size=nombre))
    return Courbe(tuple(droites), ruptures, tuple(valeurs))


def _marche() -> Courbe:
    """30 jusqu'à 60 exclu, 60 ensuite ; 45 en 60 pour qu'aucun côté ne l'emporte par hasard."""
    droites = (Droite(Fraction(0), Fraction(30)), Droite(Fraction(0), Fraction(60)))
    return Courbe(droites, (Fraction(60),), (Fraction(45),))


def test_une_rupture_distingue_trois_valeurs() -> None:
    marche, x = _marche(), Fraction(60)
    assert (marche.a_gauche(x), marche.valeur(x), marche.a_droite(x)) == (30, 45, 60)
    assert (marche.valeur(x - Fraction(1, 10**9)), marche.valeur(x + Fraction(1, 10**9))) == (30, 60)
    loin = Fraction(61)
    assert marche.a_gauche(loin) == marche.valeur(loin) == marche.a_droite(loin) == 60


def test_un_plafond_ajoute_sa_rupture() -> None:
    pente = Courbe((Droite(Fraction(2), Fraction(0)),))
    plafonnee = pente.au_plus(Fraction(10))
    assert (plafonnee.ruptures, plafonnee.valeurs) == ((Fraction(5),), (Fraction(10),))
    assert [plafonnee.valeur(Fraction(x)) for x in (4, 5, 6)] == [8, 10, 10]


@given(courbes(), courbes(), abscisses)
def test_la_somme_se_fait_en_chaque_point(a: Courbe, b: Courbe, x: Fraction) -> None:
    somme = a + b
    for point in (x, *a.ruptures, *b.ruptures):
        assert somme.valeur(point) == a.valeur(point) + b.valeur(point)
        assert somme.a_gauche(point) == a.a_gauche(point) + b.a_gauche(point)
        assert somme.a_droite(point) == a.a_droite(point) + b.a_droite(point)


@given(courbes(), entiers, abscisses)
def test_plancher_et_plafond_en_chaque_point(courbe: Courbe, borne: Fraction, x: Fraction) -> None:
    bas, haut = courbe.au_moins(borne), courbe.au_plus(borne)
    for point in (x, *courbe.ruptures, *bas.ruptures, *haut.ruptures):
        assert bas.valeur(point) == max(courbe.valeur(point), borne)
        assert haut.valeur(point) == min(courbe.valeur(point), borne)
    assert list(haut.ruptures) == sorted(set(haut.ruptures))


@given(courbes(), entiers, abscisses)
def test_multiplier(courbe: Courbe, facteur: Fraction, x: Fraction) -> None:
    for point in (x, *courbe.ruptures):
        assert courbe.fois(facteur).valeur(point) == facteur * courbe.valeur(point)


@pytest.mark.parametrize("x", [Fraction(1, 100), Fraction(10**9)])
def test_constante(x: Fraction) -> None:
    assert constante(Fraction(7)).valeur(x) == 7
