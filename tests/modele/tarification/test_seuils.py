"""Enveloppe basse et seuils : références à la main, puis propriétés contre l'échantillonnage naïf."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from modele.comparaison import comparer
from modele.tarification.compilation import courbe_ferme
from modele.tarification.courbe import Courbe, Droite, constante
from modele.tarification.seuils import (
    GenreSeuil,
    Intervalle,
    courbes_de_situation,
    enveloppe,
    intervalles_en_texte,
    seuils,
    seuils_de_situation,
)
from tests.modele import strategies
from tests.modele.fabrique import catalogue, catalogue_reel, composante, outil, situation

CA_MAX = Fraction(500_000)


def _droite(pente: Any, depart: Any = 0) -> Courbe:
    return Courbe((Droite(Fraction(pente), Fraction(depart)),))


def _marche(avant: int, rupture: Fraction | int, apres: int) -> Courbe:
    plats = (Droite(Fraction(0), Fraction(avant)), Droite(Fraction(0), Fraction(apres)))
    return Courbe(plats, (Fraction(rupture),), (Fraction(apres),))


def _resume(intervalles: tuple[Intervalle, ...]) -> list[tuple[Any, Any, str]]:
    return [(i.de, i.a, " ".join(i.moins_chers)) for i in intervalles]


def test_un_croisement_est_une_egalite() -> None:
    # 3 % contre 60 : égaux à 2 000
    courbes = {"taux": _droite("0.03"), "forfait": constante(Fraction(60))}
    intervalles = enveloppe(courbes, Fraction(10_000))
    assert _resume(intervalles) == [(0, 2_000, "taux"), (2_000, 10_000, "forfait")]
    assert (intervalles[0].cout_debut, intervalles[0].cout_fin) == (0, 60)
    (seuil,) = seuils(courbes, intervalles)
    assert (seuil.genre, seuil.x, seuil.avant, seuil.apres) == (
        GenreSeuil.EGALITE, 2_000, ("taux",), ("forfait",),
    )  # fmt: skip
    assert seuil.cout_avant == seuil.cout_apres == seuil.nouveau_avant == seuil.ancien_apres == 60


def test_une_bascule_par_saut_garde_les_couts_des_deux_cotes() -> None:
    courbes = {"marche": _marche(360, 60_000, 720), "forfait": constante(Fraction(500))}
    intervalles = enveloppe(courbes, Fraction(100_000))
    assert _resume(intervalles) == [(0, 60_000, "marche"), (60_000, 100_000, "forfait")]
    (seuil,) = seuils(courbes, intervalles)
    assert (seuil.genre, seuil.x) == (GenreSeuil.SAUT, 60_000)
    assert (seuil.cout_avant, seuil.cout_apres) == (360, 500)
    assert (seuil.nouveau_avant, seuil.ancien_apres) == (500, 720)


def test_un_saut_qui_part_d_une_egalite_reste_un_saut() -> None:
    courbes = {"marche": _marche(500, 60_000, 720), "pente": _droite("-0.001", 560)}
    (seuil,) = seuils(courbes, enveloppe(courbes, Fraction(100_000)))
    assert (seuil.genre, seuil.cout_avant, seuil.cout_apres) == (GenreSeuil.SAUT, 500, 500)


def test_une_egalite_sur_une_plage_a_un_debut_et_une_fin() -> None:
    courbes = {
        "a": _droite("0.01").au_moins(Fraction(60)),
        "b": _droite("0.02").au_moins(Fraction(60)),
        "c": constante(Fraction(70)),
    }
    intervalles = enveloppe(courbes, Fraction(10_000))
    assert _resume(intervalles) == [(0, 3_000, "a b"), (3_000, 7_000, "a"), (7_000, 10_000, "c")]
    plage, fin, croisement = seuils(courbes, intervalles)
    assert (plage.genre, plage.x, plage.jusqu_a, plage.avant, plage.apres) == (
        GenreSeuil.PLAGE, 0, 3_000, (), ("a", "b"),
    )  # fmt: skip
    assert (fin.genre, fin.x, fin.apres, fin.jusqu_a) == (GenreSeuil.EGALITE, 3_000, ("a",), None)
    assert (croisement.genre, croisement.x) == (GenreSeuil.EGALITE, 7_000)


def test_une_plage_peut_commencer_par_un_saut() -> None:
    courbes = {"a": constante(Fraction(60)), "b": _marche(100, 500, 60)}
    intervalles = enveloppe(courbes, Fraction(1_000))
    assert _resume(intervalles) == [(0, 500, "a"), (500, 1_000, "a b")]
    (plage,) = seuils(courbes, intervalles)
    assert (plage.genre, plage.x, plage.jusqu_a, plage.avant) == (GenreSeuil.PLAGE, 500, 1_000, ("a",))


def test_un_gagnant_d_un_seul_point_n_a_pas_d_intervalle() -> None:
    creux = Courbe((_droite(0, 90).droites[0],) * 2, (Fraction(500),), (Fraction(0),))
    courbes = {"creux": creux, "plat": constante(Fraction(60))}
    assert _resume(enveloppe(courbes, Fraction(1_000))) == [(0, 1_000, "plat")]


def test_un_seul_outil_ou_aucun() -> None:
    assert _resume(enveloppe({"a": constante(Fraction(1))}, Fraction(10))) == [(0, 10, "a")]
    assert enveloppe({}, Fraction(10)) == ()
    assert seuils({}, ()) == ()


@pytest.mark.parametrize("ca_max", [0, -1])
def test_le_chiffre_d_affaires_maximal_est_positif(ca_max: int) -> None:
    with pytest.raises(ValueError, match="positif"):
        enveloppe({"a": constante(Fraction(1))}, Fraction(ca_max))


def test_une_rupture_au_dela_de_la_fin_est_sans_effet() -> None:
    courbes = {"a": _marche(1, 1_000, 9), "b": constante(Fraction(5))}
    (seul,) = enveloppe(courbes, Fraction(1_000))
    assert (seul.moins_chers, seul.cout_fin, len(seul.segments)) == (("a",), 1, 1)
    assert enveloppe({"a": courbes["a"]}, Fraction(1_000)) == (seul,)


def test_bornes_en_texte_au_centime_sans_intervalle_vide() -> None:
    etroit = Fraction("1000.001")
    courbes = {
        "a": _marche(1, 1_000, 9),
        "b": _marche(5, 1_000, 2) + _marche(0, etroit, 6),
        "c": constante(Fraction(3)),
    }
    intervalles = enveloppe(courbes, Fraction("2000.005"))
    assert _resume(intervalles)[1] == (1_000, etroit, "b")
    assert intervalles_en_texte(intervalles) == [
        {"de": "0.00", "a": "1000.00", "moins_chers": ["a"]},
        {"de": "1000.00", "a": "2000.01", "moins_chers": ["c"]},
    ]


# Sur le catalogue réel


def _seuils_du_guide(
    ca_max: int = 200_000, sauf: tuple[str, ...] = (), **champs: Any
) -> list[tuple[Any, Any, str]]:
    reduit = catalogue(
        *(o for o in catalogue_reel().outils if o.identifiant not in sauf),
    )
    comparaison = comparer(reduit, situation(**champs))
    return _resume(seuils_de_situation(reduit, comparaison, Fraction(ca_max)))


def test_amapj_payee_par_l_amap_ne_coute_rien_a_la_ferme() -> None:
    assert _seuils_du_guide(ca_particuliers=30_000) == [(0, 200_000, "amapj")]


def test_sans_amapj_local_bio_puis_socleo() -> None:
    # Local.bio : x × 1,055 × (1,5 % + 0,25 ÷ 35) ; Socleo : 360
    x = Fraction(360) / (Fraction("1.055") * (Fraction("0.015") + Fraction("0.25") / 35))
    assert _seuils_du_guide(sauf=("amapj",), ca_particuliers=30_000) == [
        (0, x, "local-bio"),
        (x, 200_000, "socleo"),
    ]


def test_les_seuils_suivent_les_parts_de_la_situation() -> None:
    # Trois quarts de particuliers, dont la moitié paie en ligne.
    # Kuupanda : 240 + x × 3/4 × 1/2 × 1,055 × 1,8 % = 240 + 0,00712125 x
    # Socleo : 720, puis 1 080 quand les particuliers atteignent 60 000, soit x = 80 000
    pente = Fraction("0.00712125")
    assert _seuils_du_guide(
        sauf=("local-bio",), ca_particuliers=30_000, ca_professionnels=10_000, part_en_ligne=50
    ) == [
        (0, (720 - 240) / pente, "kuupanda"),
        ((720 - 240) / pente, 80_000, "socleo"),
        (80_000, (1_080 - 240) / pente, "kuupanda"),
        ((1_080 - 240) / pente, 200_000, "socleo"),
    ]


def test_le_seuil_de_socleo_est_un_saut() -> None:
    reel = catalogue_reel()
    comparaison = comparer(
        reel, situation(ca_particuliers=30_000, ca_professionnels=10_000, part_en_ligne=50, label="autre")
    )
    courbes = courbes_de_situation(reel, comparaison)
    genres = [(s.genre, s.avant, s.apres) for s in seuils(courbes, enveloppe(courbes, Fraction(200_000)))]
    assert genres == [
        (GenreSeuil.EGALITE, ("kuupanda",), ("socleo",)),
        (GenreSeuil.SAUT, ("socleo",), ("kuupanda",)),
        (GenreSeuil.EGALITE, ("kuupanda",), ("socleo",)),
    ]


def test_les_outils_ecartes_ou_partiels_n_y_sont_pas() -> None:
    reel = catalogue_reel()
    mixte = comparer(reel, situation(ca_particuliers=30_000, ca_professionnels=1, label="autre"))
    assert set(courbes_de_situation(reel, mixte)) == {"kuupanda", "socleo"}
    particuliers = comparer(
        reel, situation(ca_particuliers=30_000, exigences={"paiement-especes": "indispensable"})
    )
    assert "cagette" not in courbes_de_situation(reel, particuliers)


def test_sans_vente_il_n_y_a_pas_de_seuil() -> None:
    reel = catalogue_reel()
    assert seuils_de_situation(reel, comparer(reel, situation()), CA_MAX) == ()


# Propriétés


@st.composite
def jeux_de_courbes(tirer: st.DrawFn) -> Mapping[str, Courbe]:
    """Une à six courbes de tarifs tirés au hasard ou du guide, pour une même situation."""
    la_situation = tirer(strategies.situations(avec_ventes=True))
    nombre = tirer(st.integers(1, 6))
    hasard = [tirer(strategies.outils(f"essai-{rang}", ferme_seule=True)) for rang in range(nombre)]
    reels = tirer(
        st.lists(st.sampled_from(catalogue_reel().outils), unique_by=lambda o: o.identifiant, max_size=4)
    )
    return {o.identifiant: courbe_ferme(o, la_situation, "suivante") for o in [*hasard, *reels]}


# Ces jeux sont longs à tirer ; cinquante suffisent à chaque propriété.
MOITIE = settings(max_examples=50)
fractions_d_intervalle = st.integers(1, 999).map(lambda n: Fraction(n, 1_000))


@given(jeux_de_courbes(), fractions_d_intervalle)
def test_l_enveloppe_est_le_minimum_de_toutes_les_courbes(
    courbes: Mapping[str, Courbe], part: Fraction
) -> None:
    intervalles = enveloppe(courbes, CA_MAX)
    ruptures = {x for courbe in courbes.values() for x in courbe.ruptures}
    for intervalle in intervalles:
        for segment in intervalle.segments:
            x = segment.de + (segment.a - segment.de) * part
            if x in ruptures:
                continue
            couts = {nom: courbe.valeur(x) for nom, courbe in courbes.items()}
            assert segment.droite.valeur(x) == min(couts.values())
            gagnants = tuple(sorted(nom for nom, cout in couts.items() if cout == min(couts.values())))
            assert intervalle.moins_chers == gagnants


@MOITIE
@given(jeux_de_courbes(), st.lists(st.integers(1, 500_000_00), min_size=20, max_size=20))
def test_un_echantillonnage_naif_tombe_dans_le_bon_intervalle(
    courbes: Mapping[str, Courbe], hasard: list[int]
) -> None:
    intervalles = enveloppe(courbes, CA_MAX)
    isoles = {x for courbe in courbes.values() for x in courbe.ruptures}
    isoles |= {s.a for i in intervalles for s in i.segments}
    for x in (Fraction(n, 100) for n in hasard):
        if x not in isoles:
            (la,) = [i for i in intervalles if i.de < x < i.a]
            moindre = min(courbe.valeur(x) for courbe in courbes.values())
            assert set(la.moins_chers) == {nom for nom, c in courbes.items() if c.valeur(x) == moindre}


@MOITIE
@given(jeux_de_courbes())
def test_les_intervalles_se_suivent_et_different(courbes: Mapping[str, Courbe]) -> None:
    intervalles = enveloppe(courbes, CA_MAX)
    assert (intervalles[0].de, intervalles[-1].a) == (0, CA_MAX)
    assert all(i.de < i.a and i.moins_chers for i in intervalles)
    for avant, apres in pairwise(intervalles):
        assert avant.a == apres.de
        assert avant.moins_chers != apres.moins_chers


@MOITIE
@given(jeux_de_courbes())
def test_retirer_un_perdant_ne_change_pas_le_gagnant(courbes: Mapping[str, Courbe]) -> None:
    intervalles = enveloppe(courbes, CA_MAX)
    gagnants = {nom for intervalle in intervalles for nom in intervalle.moins_chers}
    perdants = sorted(set(courbes) - gagnants)
    assume(perdants)
    for perdant in perdants:
        sans_lui = {nom: courbe for nom, courbe in courbes.items() if nom != perdant}
        assert _resume(enveloppe(sans_lui, CA_MAX)) == _resume(intervalles)


@MOITIE
@given(jeux_de_courbes(), st.randoms(use_true_random=False))
def test_l_ordre_des_courbes_est_sans_effet(courbes: Mapping[str, Courbe], hasard: Any) -> None:
    melange = list(courbes.items())
    hasard.shuffle(melange)
    assert _resume(enveloppe(dict(melange), CA_MAX)) == _resume(enveloppe(courbes, CA_MAX))


@MOITIE
@given(jeux_de_courbes())
def test_chaque_seuil_est_du_genre_annonce(courbes: Mapping[str, Courbe]) -> None:
    intervalles = enveloppe(courbes, CA_MAX)
    trouves = seuils(courbes, intervalles)
    assert [s.x for s in trouves if s.x > 0] == [i.de for i in intervalles[1:]]
    for seuil in trouves:
        if seuil.genre is GenreSeuil.PLAGE:
            assert len(seuil.apres) > 1 and seuil.jusqu_a is not None and seuil.jusqu_a > seuil.x
            continue
        concernees = [courbes[nom] for nom in {*seuil.avant, *seuil.apres}]
        continues = all(c.a_gauche(seuil.x) == c.a_droite(seuil.x) for c in concernees)
        assert continues is (seuil.genre is GenreSeuil.EGALITE)
        assert seuil.cout_avant <= seuil.nouveau_avant and seuil.cout_apres <= seuil.ancien_apres
        if seuil.genre is GenreSeuil.EGALITE:
            assert len({c.a_gauche(seuil.x) for c in concernees}) == 1


def test_deux_outils_au_meme_tarif_gagnent_ensemble() -> None:
    jumeaux = catalogue(
        outil(composante(prix="0.05"), identifiant="b"), outil(composante(prix="0.05"), identifiant="a")
    )
    comparaison = comparer(jumeaux, situation(ca_particuliers=100))
    assert _resume(seuils_de_situation(jumeaux, comparaison, Fraction(10))) == [(0, 10, "a b")]
