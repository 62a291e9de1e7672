"""Seuils parmi les outils gardés, pour une année ou l'horizon, et leur dessin."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modele.catalogue.objets import Assiette, Composante
from modele.choix.analyse_seuils import Analyse, Cotes, Periode, analyser, courbes_de_periode, principaux
from modele.choix.dessin_seuils import Zone, axe_autour, dessiner
from modele.choix.objets import Comparaison
from modele.comparaison import comparer
from modele.situation import EXEMPLE, Situation
from modele.tarification.seuils import GenreSeuil, enveloppe, seuils_de_situation
from tests.modele import strategies
from tests.modele.choix.hasard import comparer_inventes, invente
from tests.modele.fabrique import catalogue_reel, composante, outil, situation

CA_MAX = Fraction(400_000)
LOCAL = Fraction("1.055") * (Fraction("0.015") + Fraction("0.25") / 35)
"""Ce que Local.bio coûte par euro de ventes, panier de 35 €, tout payé en ligne."""


def _exemple() -> Comparaison:
    return comparer(catalogue_reel(), EXEMPLE)


def _analyse(periode: Periode = Periode.SUIVANTE, *laisses: str) -> Analyse:
    return analyser(_exemple(), periode, CA_MAX, laisses)


def test_tous_les_outils_donnent_les_seuils_du_contrat() -> None:
    for champs in ({}, {"ca_professionnels": 20_000}, {"formules": {"amapj": "heberge-ferme"}}):
        comparaison = comparer(catalogue_reel(), situation(ca_particuliers=30_000, **champs))
        attendus = seuils_de_situation(catalogue_reel(), comparaison, Fraction(200_000))
        assert analyser(comparaison, Periode.SUIVANTE, Fraction(200_000)).intervalles == attendus


@pytest.mark.parametrize(
    ("periode", "sous_60_000", "au_dela", "local"),
    [
        (Periode.SUIVANTE, 360, 720, LOCAL),
        (Periode.PREMIERE, 660, 1_020, LOCAL),
        (Periode.HORIZON, 1_380, 2_460, 3 * LOCAL),
    ],
)
def test_seuils_du_guide_sans_amapj(
    periode: Periode, sous_60_000: int, au_dela: int, local: Fraction
) -> None:
    # Socleo : 12 × 30 € puis 12 × 60 €, et 300 € de mise en service la première année.
    analyse = _analyse(periode, "amapj")
    seuil = Fraction(sous_60_000) / local
    assert [(i.de, i.a, i.moins_chers) for i in analyse.intervalles] == [
        (0, seuil, ("local-bio",)),
        (seuil, CA_MAX, ("socleo",)),
    ]
    egalite, saut = analyse.reperes
    assert (egalite.genre, egalite.x) == (GenreSeuil.EGALITE, seuil)
    assert {cote.avant for cote in egalite.cotes} == {cote.apres for cote in egalite.cotes} == {sous_60_000}
    assert (saut.genre, saut.x, saut.avant, saut.apres) == (
        GenreSeuil.SAUT,
        60_000,
        ("socleo",),
        ("socleo",),
    )
    assert saut.cotes == (Cotes("socleo", Fraction(sous_60_000), Fraction(au_dela)),)


def test_un_saut_qui_change_le_moins_cher_dit_les_deux_couts() -> None:
    # Kuupanda : 240 + 0,00712125 x ; Socleo : 720, puis 1 080 à partir de 80 000 € de ventes.
    comparaison = comparer(
        catalogue_reel(),
        situation(ca_particuliers=30_000, ca_professionnels=10_000, part_en_ligne=50, label="autre"),
    )
    analyse = analyser(comparaison, Periode.SUIVANTE, CA_MAX)
    kuupanda = 240 + Fraction("0.00712125") * 80_000
    saut = analyse.reperes[1]
    assert (saut.x, saut.avant, saut.apres) == (80_000, ("socleo",), ("kuupanda",))
    assert saut.cotes == (
        Cotes("kuupanda", kuupanda, kuupanda),
        Cotes("socleo", Fraction(720), Fraction(1_080)),
    )


def test_une_plage_dit_ses_deux_bouts_et_sa_fin() -> None:
    x = outil(composante(prix="0.01"), identifiant="x", evaluations=())
    y = outil(composante(prix="0.01", plafond=Fraction(50)), identifiant="y", evaluations=())
    plage, fin = analyser(comparer_inventes(x, y), Periode.SUIVANTE, Fraction(10_000)).reperes
    assert (plage.genre, plage.x, plage.jusqu_a, plage.cout_fin) == (GenreSeuil.PLAGE, 0, 5_000, 50)
    assert (plage.avant, plage.apres) == ((), ("x", "y"))
    assert (fin.genre, fin.x, fin.avant, fin.apres) == (GenreSeuil.EGALITE, 5_000, ("x", "y"), ("y",))


def test_un_intervalle_que_l_arrondi_vide_disparait() -> None:
    # x : 1 % ; y : 12 € ; z : 5,99999 € + 0,5 %, le moins cher de 1 199,998 € à 1 200,002 € seulement.
    x = outil(composante(prix="0.01"), identifiant="x", evaluations=())
    z = outil(composante(Assiette.AN, "5.99999"), composante(prix="0.005"), identifiant="z", evaluations=())
    comparaison, ca_max = comparer_inventes(x, invente("y", 12), z), Fraction(2_000)
    analyse = analyser(comparaison, Periode.SUIVANTE, ca_max)
    assert [i.moins_chers for i in enveloppe(analyse.courbes, ca_max)] == [("x",), ("z",), ("y",)]
    assert [i.moins_chers for i in analyse.intervalles] == [("x",), ("y",)]
    (repere,) = analyse.reperes
    assert (repere.avant, repere.apres) == (("x",), ("y",))


def test_couts_ex_aequo_et_part() -> None:
    analyse = _analyse(Periode.HORIZON)
    x = Fraction(30_000)
    assert analyse.annees == 3
    assert analyse.moins_chers_en(x) == ("amapj",)
    assert analyse.couts_en(x)["socleo"] == 1_380
    assert analyse.part(Fraction(1_380), x) == Fraction(1_380, 90_000)
    egaux = analyser(comparer_inventes(invente("b", 5), invente("a", 5)), Periode.SUIVANTE, x)
    assert egaux.moins_chers_en(x) == ("a", "b")


def test_sans_outil_l_analyse_est_vide() -> None:
    for analyse in (
        analyser(comparer(catalogue_reel(), Situation()), Periode.HORIZON, CA_MAX),
        _analyse(Periode.SUIVANTE, *catalogue_reel().par_outil),
    ):
        assert (analyse.courbes, analyse.intervalles, analyse.reperes) == ({}, (), ())
        assert analyse.moins_chers_en(Fraction(1)) == ()


@given(
    st.lists(strategies.composantes(), max_size=4),
    strategies.situations(avec_ventes=True),
    st.integers(1, 10),
)
def test_l_horizon_est_annee_1_plus_les_suivantes(
    pieces: list[Composante], la_situation: Situation, annees: int
) -> None:
    essai = outil(*pieces)
    la_situation = replace(la_situation, horizon=annees)
    premiere, suivante, horizon = (
        courbes_de_periode([essai], la_situation, periode)[essai.identifiant] for periode in Periode
    )
    for x in (la_situation.ca_total, Fraction(1, 3), *horizon.ruptures, Fraction(10**7)):
        for lire in ("valeur", "a_gauche", "a_droite"):
            attendu = getattr(premiere, lire)(x) + (annees - 1) * getattr(suivante, lire)(x)
            assert getattr(horizon, lire)(x) == attendu


@given(st.sampled_from(sorted(catalogue_reel().par_outil)), st.sampled_from(list(Periode)))
def test_laisser_un_perdant_ne_change_pas_les_zones(laisse: str, periode: Periode) -> None:
    def zones(analyse: Analyse) -> list[tuple[object, ...]]:
        return [(i.de, i.a, i.moins_chers) for i in analyse.intervalles]

    tous, sans = _analyse(periode, "amapj"), _analyse(periode, "amapj", laisse)
    gagnants: set[str] = {outil for i in tous.intervalles for outil in i.moins_chers}
    assert (zones(tous) == zones(sans)) is (laisse not in gagnants)


# Dessin


def test_les_principaux_gagnent_quelque_part_ou_coutent_peu() -> None:
    analyse, ventes = _analyse(Periode.SUIVANTE, "amapj"), Fraction(30_000)
    # Local.bio puis Socleo sont les moins chers ; à 30 000 €, Kuupanda (809,70 €) vient ensuite.
    assert principaux(analyse, ventes, 3) == ("local-bio", "socleo", "kuupanda")
    assert principaux(analyse, ventes, 3, ("locavor", "amapj", "")) == ("locavor", "local-bio", "socleo")
    assert set(principaux(analyse, ventes, 99)) == set(analyse.courbes)


def test_l_axe_autour_des_ventes_depasse_leur_double() -> None:
    assert [axe_autour(Fraction(x)) for x in (30_000, 42_000, 400)] == [80_000, 100_000, 1_000]


def test_cadrer_garde_la_moitie_la_moins_chere() -> None:
    x_max = Fraction(80_000)
    dessin = dessiner(_analyse(), x_max, en_part=False, cadrer=True)
    # Au bout : 0, 720, 1 759, 1 869, puis CoopCircuits 2 800 €, qui avec 5 % de marge donne 3 000 €.
    assert dessin.y_max == 3_000
    assert dessin.hors_cadre == ("cagette", "la-ruche-qui-dit-oui", "locavor")
    entier = dessiner(_analyse(), x_max, en_part=False, cadrer=False)
    assert (entier.y_max, entier.hors_cadre) == (20_000, ())
    assert entier.traces == dessin.traces


def test_trois_outils_restent_tous_dans_le_cadre() -> None:
    laisses = set(catalogue_reel().par_outil) - {"kuupanda", "socleo", "la-ruche-qui-dit-oui"}
    dessin = dessiner(_analyse(Periode.SUIVANTE, *laisses), Fraction(80_000), en_part=False, cadrer=True)
    assert dessin.hors_cadre == ()
    assert dessin.y_max > 16_000


def test_en_part_le_cadre_se_regle_loin_de_zero() -> None:
    dessin = dessiner(_analyse(Periode.HORIZON), Fraction(80_000), en_part=True, cadrer=True)
    assert dessin.y_max == Fraction(4, 100)
    # Socleo : 1 380 € en trois ans de 60 000 €, puis 2 460 €.
    (saut,) = dessin.traces["socleo"].sauts
    assert (saut.x, saut.avant, saut.au_point) == (
        60_000,
        Fraction(1_380, 180_000),
        Fraction(2_460, 180_000),
    )


def test_les_zones_s_arretent_au_bout_de_l_axe() -> None:
    analyse = _analyse(Periode.SUIVANTE, "amapj")
    seuil = Fraction(360) / LOCAL
    assert dessiner(analyse, Fraction(50_000), False, True).zones == (
        Zone(Fraction(0), seuil, ("local-bio",)),
        Zone(seuil, Fraction(50_000), ("socleo",)),
    )
    assert dessiner(analyse, Fraction(10_000), False, True).zones == (
        Zone(Fraction(0), Fraction(10_000), ("local-bio",)),
    )


def test_un_cadre_sans_cout_garde_une_hauteur() -> None:
    laisses = set(catalogue_reel().par_outil) - {"amapj"}
    gratuit = _analyse(Periode.SUIVANTE, *laisses)
    assert dessiner(gratuit, Fraction(1_000), False, True).y_max == 100
    assert dessiner(gratuit, Fraction(1_000), True, True).y_max == Fraction(1, 100)
    assert (
        dessiner(_analyse(Periode.SUIVANTE, *catalogue_reel().par_outil), Fraction(9), False, True).traces
        == {}
    )
