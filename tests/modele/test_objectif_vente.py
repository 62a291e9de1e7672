"""Questions inverses : chaque réponse remise dans la vente tient l'objectif, et rien d'autre ne le tient."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from modele.catalogue.objets import Catalogue, ColonneVente
from modele.objectif_vente import Plage, Reponse, ca_pour_part, ca_pour_reste
from modele.situation import EXEMPLE
from modele.tarification.compilation import courbe_ferme
from modele.tarification.courbe import Courbe, Droite
from modele.vente import BilanColonne

F = Fraction
MARCHE = ColonneVente(*map(Fraction, (0, 440, "0.5", 30, 30, 12)))
SAUT = Courbe((Droite(F(0), F(360)), Droite(F(0), F(720))), (F(60_000),), (F(720),))

MONTANTS = st.integers(0, 300_000).map(lambda n: F(n, 100))
PENTES = st.integers(-20, 120).map(lambda n: F(n, 100))
DROITES = st.builds(Droite, PENTES, st.integers(-500, 2000).map(F))
VENTES = st.builds(ColonneVente, MONTANTS, *[st.integers(0, 60).map(F)] * 6)


@st.composite
def courbes(tirer: st.DrawFn) -> Courbe:
    ruptures = sorted(tirer(st.sets(st.integers(1, 5000).map(F), max_size=3)))
    droites = tirer(st.tuples(*[DROITES] * (len(ruptures) + 1)))
    valeurs = tirer(st.tuples(*[st.integers(-500, 2000).map(F)] * len(ruptures)))
    return Courbe(droites, tuple(ruptures), valeurs)


def verifier(reponse: Reponse, courbe: Courbe, convient: Callable[[Fraction], bool], x: Fraction) -> None:
    """La réponse est exactement l'ensemble des chiffres d'affaires qui conviennent."""
    bornes = [borne for plage in reponse.plages for borne in (plage.de, plage.a) if borne]
    reperes = sorted({F(0), *courbe.ruptures, *bornes})
    milieux = [(a + b) / 2 for a, b in pairwise(reperes)]
    for essai in {x, *reperes[1:], *milieux, reperes[-1] + 1, reperes[-1] + 10**9}:
        assert any(plage.contient(essai) for plage in reponse.plages) == convient(essai), essai
    for gauche, droite in pairwise(reponse.plages):
        assert gauche.a is not None
        assert gauche.a < droite.de or (gauche.a == droite.de and not gauche.a_incluse | droite.de_incluse)


@given(VENTES, st.integers(0, 150), courbes(), st.integers(1, 10**6).map(lambda n: F(n, 100)))
@example(MARCHE, 4, SAUT, F(60_000))
def test_la_part_demandee_est_tenue_dans_les_plages_et_nulle_part_ailleurs(
    colonne: ColonneVente, pour_cent: int, courbe: Courbe, x: Fraction
) -> None:
    part = F(pour_cent, 100)

    def convient(ca: Fraction) -> bool:
        return BilanColonne(replace(colonne, ca=ca), courbe.valeur(ca)).cout <= part * ca

    verifier(ca_pour_part(colonne, part, courbe), courbe, convient, x)


@given(VENTES, st.integers(0, 60), courbes(), st.integers(1, 10**6).map(lambda n: F(n, 100)))
def test_le_reste_par_heure_est_tenu_dans_les_plages_et_nulle_part_ailleurs(
    colonne: ColonneVente, par_heure: int, courbe: Courbe, x: Fraction
) -> None:
    colonne = replace(colonne, heures_vente=colonne.heures_vente + 1)

    def convient(ca: Fraction) -> bool:
        reste = BilanColonne(replace(colonne, ca=ca), courbe.valeur(ca)).reste_par_heure
        return reste is not None and reste >= par_heure

    verifier(ca_pour_reste(colonne, F(par_heure), courbe), courbe, convient, x)


@given(VENTES, st.integers(1, 100))
def test_sans_outil_juste_en_dessous_ne_suffit_pas(colonne: ColonneVente, pour_cent: int) -> None:
    part = F(pour_cent, 100)
    (plage,) = ca_pour_part(colonne, part).plages
    assert plage.a is None
    if BilanColonne(colonne).cout:
        assert BilanColonne(replace(colonne, ca=plage.de)).part_ca == part
        assert not plage.contient(plage.de - F(1, 10**9))


@given(courbes(), st.integers(0, 100), VENTES)
def test_les_montants_en_centimes_conviennent(courbe: Courbe, pour_cent: int, colonne: ColonneVente) -> None:
    for plage in ca_pour_part(colonne, F(pour_cent, 100), courbe).plages:
        premier, dernier = plage.premier_centime, plage.dernier_centime
        if plage.contient(premier):
            assert premier >= plage.de
            assert not plage.contient(premier - F(1, 100))
        if dernier is not None and plage.contient(dernier):
            assert not plage.contient(dernier + F(1, 100))


def test_un_saut_de_tarif_coupe_la_reponse() -> None:
    reponse = ca_pour_part(replace(MARCHE, autres=F(1060)), F(4, 100), SAUT)
    assert reponse.plages == (
        Plage(F(59_000), True, F(60_000), False),
        Plage(F(68_000), True, None, False),
    )
    assert reponse.phrase == (
        "De 59\u202f000,00\u00a0€ à 59\u202f999,99\u00a0€ de ventes par an, "
        "ou à partir de 68\u202f000,00\u00a0€ de ventes par an."
    )


@pytest.mark.parametrize(
    ("courbe", "plages"),
    [
        # Sans frais d'outil, 10 % des ventes paient 940 € à 9 400 € juste, où une rupture donne 940 €.
        (
            Courbe((Droite(F(0), F(1)), Droite(F(0), F(1))), (F(9400),), (F(0),)),
            (Plage(F(9400), True, F(9400), True), Plage(F(9410), True, None, False)),
        ),
        # La droite de droite ne convient qu'après la rupture, où la valeur ne convient pas.
        (
            Courbe((Droite(F(0), F(1)), Droite(F(0), F(0))), (F(9400),), (F(1),)),
            (Plage(F(9400), False, None, False),),
        ),
        # Un outil plus cher que la part demandée borne les ventes par le haut, borne comprise.
        (Courbe((Droite(F(20, 100), F(-1940)),)), (Plage(F(0), False, F(10_000), True),)),
        # Sans coût, tout convient, sauf de ne rien vendre.
        (Courbe((Droite(F(0), F(-940)),)), (Plage(F(0), False, None, False),)),
    ],
)
def test_les_bornes_sont_justes(courbe: Courbe, plages: tuple[Plage, ...]) -> None:
    assert ca_pour_part(MARCHE, F(10, 100), courbe).plages == plages


def test_une_borne_exclue_s_annonce_un_centime_plus_loin() -> None:
    assert Plage(F(9400), False, F(9500), False).premier_centime == F("9400.01")
    assert Plage(F(9400), False, F(9500), False).dernier_centime == F("9499.99")
    assert Plage(F(9400), True, F(9500), True).premier_centime == 9400
    assert Plage(F(9400), True, F(9500), True).dernier_centime == 9500
    assert Plage(F(1, 300), False, F(1, 200), False).premier_centime == F(1, 300)
    assert Plage(F(1, 300), False, F(1, 200), False).dernier_centime == F(1, 200)


def test_le_montant_annonce_tient_l_objectif_une_fois_arrondi() -> None:
    reponse = ca_pour_part(MARCHE, F(17, 100))
    assert reponse.plages[0].de == F(94_000, 17)
    assert reponse.phrase == "À partir de 5\u202f529,42\u00a0€ de ventes par an."


def test_le_reste_par_heure_compte_l_outil() -> None:
    # 220 € de route, 60 h : 20 € de l'heure demandent 1 420 €, puis 3,5 % de plus, soit 1 420 / 0,965.
    courbe = Courbe((Droite(F(35, 1000), F(0)),))
    assert ca_pour_reste(MARCHE, F(20)).plages == (Plage(F(1420), True, None, False),)
    assert ca_pour_reste(MARCHE, F(20), courbe).plages == (Plage(F(1_420_000, 965), True, None, False),)


def test_le_plancher_du_catalogue_change_la_reponse(catalogue: Catalogue) -> None:
    courbe = courbe_ferme(catalogue.par_outil["coopcircuits"], EXEMPLE, "suivante")
    assert ca_pour_part(MARCHE, F(1), courbe).plages[0].de == 1000
    assert ca_pour_part(MARCHE, F(20, 100), courbe).plages[0].de == F(940_000, 165)
    # 3 % est sous la commission de 3,5 %, mais le plafond de 10 000 € finit par la diluer.
    assert ca_pour_part(MARCHE, F(3, 100), courbe).plages == (Plage(F(1_094_000, 3), True, None, False),)


def test_une_commission_trop_haute_rend_la_part_impossible(catalogue: Catalogue) -> None:
    courbe = courbe_ferme(catalogue.par_outil["la-ruche-qui-dit-oui"], EXEMPLE, "suivante")
    reponse = ca_pour_part(MARCHE, F(20, 100), courbe)
    assert reponse == Reponse(
        (), "Aucun chiffre d'affaires n'y suffit : l'outil prend à lui seul 20\u00a0% de chaque euro vendu."
    )


@pytest.mark.parametrize(
    ("reponse", "phrase"),
    [
        (
            ca_pour_part(MARCHE, F(0)),
            "Aucun chiffre d'affaires n'y suffit : la vente coûte toujours plus de 0\u00a0% "
            "de ce qu'elle rapporte.",
        ),
        (
            ca_pour_reste(replace(MARCHE, heures_vente=F(0), heures_preparation=F(0)), F(10)),
            "Indiquez d'abord des heures de vente ou de préparation.",
        ),
        (
            ca_pour_reste(MARCHE, F(10), Courbe((Droite(F(1), F(0)),))),
            "Aucun chiffre d'affaires n'y suffit : l'outil prend à lui seul 100\u00a0% de chaque euro vendu.",
        ),
    ],
)
def test_l_impossible_est_dit(reponse: Reponse, phrase: str) -> None:
    assert reponse == Reponse((), phrase)


@pytest.mark.parametrize(
    ("courbe", "phrase"),
    [
        (Courbe((Droite(F(0), F(-940)),)), "Quel que soit le chiffre d'affaires."),
        (
            Courbe((Droite(F(0), F(-940)), Droite(F(1), F(0))), (F(500),), (F(999),)),
            "Jusqu'à 499,99\u00a0€ de ventes par an.",
        ),
        (
            Courbe((Droite(F(1), F(0)), Droite(F(1), F(0))), (F(500),), (F(-940),)),
            "Pour exactement 500,00\u00a0€ de ventes par an.",
        ),
    ],
)
def test_chaque_forme_de_plage_a_sa_phrase(courbe: Courbe, phrase: str) -> None:
    assert ca_pour_part(MARCHE, F(10, 100), courbe).phrase == phrase
