"""Propriétés que tout tarif respecte, sur des outils et des situations tirés au hasard."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modele.catalogue.objets import Composante, Outil, Payeur
from modele.nombres import centimes
from modele.situation import Situation
from modele.tarification.calcul import calculer
from modele.tarification.compilation import Annee, Borne, courbe_ferme
from tests.modele import fabrique, strategies
from tests.modele.fabrique import catalogue_reel
from tests.modele.reference import cout_exact

CENTIME = Fraction(1, 100)
ANNEES = get_args(Annee)
outils_du_guide = st.sampled_from(catalogue_reel().outils)
outils = outils_du_guide | strategies.outils()
outils_payes_par_la_ferme = outils_du_guide | strategies.outils(ferme_seule=True)


@given(outils, strategies.situations())
def test_le_total_est_la_somme_des_lignes(outil: Outil, situation: Situation) -> None:
    cout = calculer(outil, situation)
    for annee in (cout.annee_1, cout.annee_suivante):
        ferme = [ligne for ligne in annee.lignes if ligne.payeur is Payeur.FERME]
        assert annee.ferme == sum(ligne.montant for ligne in ferme)
        assert annee.bas == sum(ligne.bas for ligne in ferme)
        assert annee.haut == sum(ligne.haut for ligne in ferme)
        for payeur in Payeur:
            siennes = [ligne.montant for ligne in annee.lignes if ligne.payeur is payeur]
            assert payeur is Payeur.FERME or annee.autres.get(payeur, 0) == sum(siennes)
        assert all(ligne.montant == ligne.montant.quantize(Decimal("0.01")) for ligne in annee.lignes)
    suivantes = (situation.horizon - 1) * cout.annee_suivante.ferme
    assert cout.horizon == cout.annee_1.ferme + suivantes


@given(outils, strategies.situations())
def test_le_prix_retenu_est_entre_ses_bornes(outil: Outil, situation: Situation) -> None:
    cout = calculer(outil, situation)
    assert cout.annee_1.bas <= cout.annee_1.ferme <= cout.annee_1.haut
    assert cout.horizon_bas <= cout.horizon <= cout.horizon_haut


@given(
    strategies.composantes(ferme_seule=True),
    strategies.situations(avec_ventes=True),
    st.sampled_from(ANNEES),
)
def test_les_lignes_d_une_composante_font_l_arrondi_de_son_montant(
    composante: Composante, situation: Situation, annee: Annee
) -> None:
    outil = fabrique.outil(composante)
    cout = calculer(outil, situation)
    obtenu = cout.annee_1 if annee == "premiere" else cout.annee_suivante
    # Sans plancher ni plafond atteint, le prix et les mois offerts s'arrondissent chacun de leur côté.
    tolerance = CENTIME if composante.mois_offerts and annee == "premiere" else 0
    for borne, montant in (("bas", obtenu.bas), ("retenu", obtenu.ferme), ("haut", obtenu.haut)):
        exact = cout_exact(outil, situation, situation.ca_total, annee, borne)
        assert abs(montant - centimes(exact)) <= tolerance
    exact = cout_exact(outil, situation, situation.ca_total, annee)
    assert sum(ligne.exact for ligne in obtenu.lignes) == exact
    if any(ligne.libelle.startswith(("Plancher", "Plafond")) and ligne.exact for ligne in obtenu.lignes):
        assert obtenu.ferme == centimes(exact)


@given(strategies.outils(ferme_seule=True), strategies.situations(avec_ventes=True))
def test_premiere_annee_moins_suivante_vaut_mise_en_service_moins_mois_offerts(
    outil: Outil, situation: Situation
) -> None:
    sans_bornes = replace(
        outil,
        formules=tuple(
            replace(f, composantes=tuple(replace(c, plancher=None, plafond=None) for c in f.composantes))
            for f in outil.formules
        ),
    )
    (formule,) = sans_bornes.formules
    cout = calculer(sans_bornes, situation)
    mises_en_service = mois_offerts = Decimal(0)
    for piece in formule.composantes:
        lignes = calculer(fabrique.outil(piece), situation).annee_1.lignes
        if piece.premiere_annee_seulement:
            mises_en_service += sum(ligne.montant for ligne in lignes)
        elif piece.mois_offerts and lignes:
            prix, offert = lignes
            mois_offerts += offert.montant
            assert abs(offert.montant + prix.montant * piece.mois_offerts / 12) <= Decimal("0.01")
    assert cout.annee_1.ferme - cout.annee_suivante.ferme == mises_en_service + mois_offerts


points = st.integers(1, 500_000_00).map(lambda n: Fraction(n, 100))


@given(
    outils_payes_par_la_ferme,
    strategies.situations(avec_ventes=True),
    st.sampled_from(ANNEES),
    st.sampled_from(get_args(Borne)),
    st.lists(points, min_size=1, max_size=5),
)
def test_la_courbe_vaut_l_evaluation_directe(
    outil: Outil, situation: Situation, annee: Annee, borne: Borne, hasard: list[Fraction]
) -> None:
    courbe = courbe_ferme(outil, _formule_par_defaut(outil, situation), annee, borne)
    voisins = [rupture + pas for rupture in courbe.ruptures for pas in (-CENTIME, 0, CENTIME)]
    for x in [*hasard, *voisins]:
        if x > 0:
            direct = cout_exact(outil, _formule_par_defaut(outil, situation), x, annee, borne)
            assert courbe.valeur(x) == direct, x


def _formule_par_defaut(outil: Outil, situation: Situation) -> Situation:
    """Impose la première formule : l'évaluation directe ne connaît pas les défauts."""
    return replace(situation, formules={outil.identifiant: outil.formules[0].identifiant})


@given(outils, strategies.situations(avec_ventes=True), st.sampled_from(ANNEES))
def test_la_courbe_passe_par_les_lignes_de_la_situation(
    outil: Outil, situation: Situation, annee: Annee
) -> None:
    cout = calculer(outil, situation)
    lignes = (cout.annee_1 if annee == "premiere" else cout.annee_suivante).lignes
    exact = sum((ligne.exact for ligne in lignes if ligne.payeur is Payeur.FERME), Fraction(0))
    assert courbe_ferme(outil, situation, annee).valeur(situation.ca_total) == exact


@pytest.mark.parametrize(("borne", "cout"), [("bas", 0), ("retenu", 5), ("haut", 8)])
def test_une_courbe_suit_la_borne_demandee_meme_nulle(borne: Borne, cout: int) -> None:
    piece = fabrique.composante(prix="0.05", bas=Fraction(0), haut=Fraction("0.08"))
    courbe = courbe_ferme(fabrique.outil(piece), fabrique.situation(ca_particuliers=1), "suivante", borne)
    assert courbe.valeur(Fraction(100)) == cout


def test_une_courbe_demande_des_ventes() -> None:
    with pytest.raises(ValueError, match="positif"):
        courbe_ferme(catalogue_reel().outils[0], Situation(), "suivante")
