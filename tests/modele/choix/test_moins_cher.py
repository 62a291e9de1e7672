"""Le moins cher parmi les outils qui portent toutes les ventes."""

from hypothesis import assume, given
from hypothesis import strategies as st

from modele.catalogue.objets import Catalogue, Clientele
from modele.choix.moins_cher import en_lice, moins_chers
from modele.comparaison import comparer
from modele.situation import Situation
from tests.modele.choix import hasard
from tests.modele.choix.hasard import comparer_inventes, invente

PROS_SEULS = invente("pros", 0, clienteles=(Clientele.PROFESSIONNELS,))


def test_un_outil_gratuit_qui_laisse_des_ventes_n_est_pas_le_moins_cher() -> None:
    comparaison = comparer_inventes(PROS_SEULS, invente("tout", 90), ca_professionnels=50)
    assert [r.outil for r in moins_chers(en_lice(comparaison))] == ["tout"]


def test_sans_vente_aux_particuliers_il_les_porte_toutes() -> None:
    comparaison = comparer_inventes(PROS_SEULS, invente("tout", 90), ca_particuliers=0, ca_professionnels=50)
    assert [r.outil for r in moins_chers(en_lice(comparaison))] == ["pros"]


def test_les_ex_aequo_sont_ensemble_et_les_ecartes_dehors() -> None:
    outils = (invente("x", 5, a="oui"), invente("y", 5, a="oui"), invente("z", 5, a="non"), invente("w", 9))
    comparaison = comparer_inventes(*outils, exigences={"a": "indispensable"})
    assert [r.outil for r in moins_chers(en_lice(comparaison))] == ["x", "y"]


def test_sans_candidat_il_n_y_a_pas_de_moins_cher() -> None:
    assert moins_chers(()) == ()
    assert en_lice(comparer_inventes(invente("x"), ca_particuliers=0)) == ()


@given(hasard.catalogues(), hasard.besoins(), st.data())
def test_retirer_un_perdant_ne_change_pas_le_gagnant(
    essai: Catalogue, situation: Situation, donnees: st.DataObject
) -> None:
    comparaison = comparer(essai, situation)
    gagnants = [r.outil for r in moins_chers(en_lice(comparaison))]
    perdants = [r.outil for r in comparaison.resultats if r.outil not in gagnants]
    assume(gagnants and perdants)
    restants = comparer(hasard.sans(essai, donnees.draw(st.sampled_from(perdants))), situation)
    assert [r.outil for r in moins_chers(en_lice(restants))] == gagnants
