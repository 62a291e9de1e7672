"""La courbe d'un tarif à l'endroit même où le palier change."""

from fractions import Fraction

import pytest
from hypothesis import given

from modele.catalogue.objets import Assiette, Condition, Outil, Palier
from modele.situation import Situation
from modele.tarification.compilation import courbe_ferme
from tests.modele import strategies
from tests.modele.fabrique import composante, outil, situation
from tests.modele.reference import cout_exact


@pytest.mark.parametrize(("incluse", "au_point"), [(True, 120), (False, 240)])
def test_la_borne_d_un_palier_est_dedans_ou_dehors(incluse: bool, au_point: int) -> None:
    # 10 € par mois jusqu'à 30 000 € aux particuliers, 20 ensuite ; ils font la moitié des ventes.
    paliers = (Palier(Fraction(10), Fraction(30_000), incluse), Palier(Fraction(20)))
    piece = composante(Assiette.MOIS, paliers=paliers, suivie=Condition.CA_PARTICULIERS)
    courbe = courbe_ferme(outil(piece), situation(ca_particuliers=1, ca_professionnels=1), "suivante")
    cent = Fraction(1, 100)
    assert [courbe.valeur(60_000 + pas) for pas in (-cent, 0, cent)] == [120, au_point, 240]


@given(strategies.outils(ferme_seule=True), strategies.situations(avec_ventes=True))
def test_a_chaque_rupture_la_courbe_vaut_l_evaluation_directe(essai: Outil, la_situation: Situation) -> None:
    courbe = courbe_ferme(essai, la_situation, "suivante")
    for x in courbe.ruptures:
        assert courbe.valeur(x) == cout_exact(essai, la_situation, x, "suivante")
