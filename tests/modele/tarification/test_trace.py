"""Dessin d'une courbe : sommets aux ruptures, sauts, parts des ventes."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modele.tarification.courbe import Courbe, Droite, constante
from modele.tarification.trace import FINESSE, Saut, Sommet, Trace, tracer, tracer_en_part

entiers = st.integers(0, 50).map(Fraction)
abscisses = st.integers(1, 400).map(lambda n: Fraction(n, 4))


@st.composite
def courbes(tirer: st.DrawFn) -> Courbe:
    """Courbe positive quelconque, continue ou non à ses ruptures."""
    ruptures = tuple(sorted(tirer(st.sets(abscisses, max_size=4))))
    nombre = len(ruptures)
    droites = tirer(st.lists(st.builds(Droite, entiers, entiers), min_size=nombre + 1, max_size=nombre + 1))
    valeurs = tirer(st.lists(entiers, min_size=nombre, max_size=nombre))
    return Courbe(tuple(droites), ruptures, tuple(valeurs))


def _marche(a: int = 60) -> Courbe:
    """360 sous `a`, 720 au point et au-delà : le tarif de Socleo, à une autre échelle."""
    droites = (Droite(Fraction(0), Fraction(360)), Droite(Fraction(0), Fraction(720)))
    return Courbe(droites, (Fraction(a),), (Fraction(720),))


def test_une_marche_n_est_pas_jointe() -> None:
    trace = tracer(_marche(), Fraction(100))
    assert trace.troncons == (((0, 360), (60, 360)), ((60, 720), (100, 720)))
    assert trace.sauts == (Saut(Fraction(60), Fraction(360), Fraction(720), Fraction(720)),)
    assert trace.maximum == 720


def test_une_marche_au_bout_de_l_axe_garde_son_point() -> None:
    trace = tracer(_marche(), Fraction(60))
    assert trace.troncons == (((0, 360), (60, 360)),)
    assert [(saut.avant, saut.au_point) for saut in trace.sauts] == [(360, 720)]
    assert trace.maximum == 720


def test_un_plancher_et_un_plafond_sont_des_sommets() -> None:
    pente = Courbe((Droite(Fraction(1, 10), Fraction(0)),)).au_moins(Fraction(5)).au_plus(Fraction(8))
    assert tracer(pente, Fraction(100)) == Trace((((0, 5), (50, 5), (80, 8), (100, 8)),), ())


def test_sans_etendue_il_n_y_a_rien_a_dessiner() -> None:
    with pytest.raises(ValueError, match="abscisse"):
        tracer(constante(Fraction(1)), Fraction(0))


@given(courbes(), abscisses)
def test_le_dessin_est_la_courbe(courbe: Courbe, x_max: Fraction) -> None:
    trace = tracer(courbe, x_max)
    bouts = {Fraction(0), x_max, *courbe.ruptures}
    for troncon in trace.troncons:
        assert {sommet.x for sommet in troncon} <= bouts
        for de, a in pairwise(troncon):
            assert courbe.valeur((de.x + a.x) / 2) == (de.y + a.y) / 2
    sautent = [
        Saut(x, courbe.a_gauche(x), courbe.valeur(x), courbe.a_droite(x))
        for x in courbe.ruptures
        if x <= x_max and not courbe.a_gauche(x) == courbe.valeur(x) == courbe.a_droite(x)
    ]
    assert list(trace.sauts) == sautent
    dessine = [b - a for a, b in ((t[0].x, t[-1].x) for t in trace.troncons)]
    assert sum(dessine) == x_max


@given(courbes(), abscisses, st.integers(1, 10))
def test_une_part_s_ecarte_moins_que_la_finesse(courbe: Courbe, x_max: Fraction, annees: int) -> None:
    cadre = Fraction(10)
    trace = tracer_en_part(courbe, x_max, annees, cadre)
    exacte = tracer(courbe, x_max)
    assert [t[-1].x for t in trace.troncons] == [t[-1].x for t in exacte.troncons]
    assert [(s.x, s.avant * annees * s.x) for s in trace.sauts] == [(s.x, s.avant) for s in exacte.sauts]
    for troncon in trace.troncons:
        for de, a in pairwise(troncon):
            milieu = (de.x + a.x) / 2
            assert de.x < a.x
            if max(de.y, a.y) <= cadre:
                ecart = courbe.valeur(milieu) / (annees * milieu) - (de.y + a.y) / 2
                assert abs(ecart) * FINESSE <= cadre
        dedans = troncon[1:-1]
        assert all(sommet.y == courbe.valeur(sommet.x) / (annees * sommet.x) for sommet in dedans)


def test_une_part_constante_n_est_pas_echantillonnee() -> None:
    pente = Courbe((Droite(Fraction(1, 20), Fraction(0)),))
    trace = tracer_en_part(pente, Fraction(1_000), 2, Fraction(1))
    assert trace.troncons == (((1, Fraction(1, 40)), (1_000, Fraction(1, 40))),)


def test_la_sortie_est_le_dernier_point_du_cadre() -> None:
    pente = tracer(Courbe((Droite(Fraction(2), Fraction(0)),)), Fraction(100))
    assert pente.sortie(Fraction(300)) == Sommet(Fraction(100), Fraction(200))
    assert pente.sortie(Fraction(50)) == Sommet(Fraction(25), Fraction(50))
    marche = tracer(_marche(), Fraction(100))
    assert marche.sortie(Fraction(400)) == Sommet(Fraction(60), Fraction(360))
    assert marche.sortie(Fraction(300)) is None
