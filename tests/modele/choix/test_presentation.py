"""Podium en mots et points du graphique."""

from decimal import Decimal

from hypothesis import given

from modele.catalogue.objets import Catalogue, Clientele, NonChiffre
from modele.choix.dominance import non_domines
from modele.choix.objets import Statut
from modele.choix.presentation import Point, nuage, podium
from modele.comparaison import comparer
from modele.situation import Situation
from tests.modele.choix import hasard
from tests.modele.choix.hasard import comparer_inventes, invente
from tests.modele.fabrique import Assiette, composante, evaluations, outil

BESOINS = {"a": "souhaite", "b": "souhaite", "c": "indispensable"}


def test_points_dans_l_ordre_avec_les_domines() -> None:
    outils = (
        invente("cher", 300, a="oui", c="oui"),
        invente("riche", 200, a="oui", b="oui", c="oui"),
        invente("ecarte", 0, a="oui", c="non"),
    )
    assert nuage(comparer_inventes(*outils, exigences=BESOINS)) == (
        Point("riche", "Riche", Decimal(200), 2, False),
        Point("cher", "Cher", Decimal(300), 1, True),
    )


def test_les_raisons_disent_cout_souhaits_et_reserves() -> None:
    outils = (
        invente("riche", 200, a="oui", b="oui", c="partiel", non_chiffres=(NonChiffre("Stocks", "1"),) * 2),
        invente("sobre", "80.5", a="oui", c="oui"),
        invente("nu", 90, c="oui"),
        invente("dernier", 91, c="oui"),
    )
    places = podium(comparer_inventes(*outils, exigences=BESOINS))
    assert [(place.rang, place.outil, place.cout) for place in places] == [
        (1, "riche", 200),
        (2, "sobre", Decimal("80.5")),
        (3, "nu", 90),
    ]
    assert places[0].raisons == (
        "200\u00a0€ par an, 119,50\u00a0€ de plus que le moins cher.",
        "2 souhaits sur 2.",
        "« Critère c » est indispensable pour vous ; l'outil n'y répond qu'en partie.",
        "Le guide évoque 2 frais sans donner de prix.",
    )
    assert places[1].raisons == ("80,50\u00a0€ par an, le moins cher.", "1 souhait sur 2.")


def test_les_ex_aequo_partagent_leur_rang_jusqu_au_dernier() -> None:
    outils = (invente("w", 1), invente("x", 5), invente("y", 5), invente("z", 5), invente("v", 6))
    places = podium(comparer_inventes(*outils, exigences={"a": "souhaite"}))
    assert [(place.rang, place.outil) for place in places] == [(1, "w"), (2, "x"), (2, "y"), (2, "z")]
    egaux = podium(comparer_inventes(*outils[1:4], exigences={"a": "indispensable"}))
    assert {place.raisons[0] for place in egaux} == {"5\u00a0€ par an, le moins cher à égalité."}


def test_un_outil_partiel_dit_ce_qu_il_laisse_et_n_est_pas_dit_le_moins_cher() -> None:
    outils = (invente("pros", 0, clienteles=(Clientele.PROFESSIONNELS,)), invente("tout", 90))
    comparaison = comparer_inventes(*outils, ca_professionnels=50, exigences={"a": "souhaite"})
    pros, tout = podium(comparaison)
    assert pros.raisons == ("0\u00a0€ par an.", "0 souhait sur 1.", "Ne porte pas 100\u00a0€ de vos ventes.")
    assert tout.raisons[0] == "90\u00a0€ par an, le moins cher."


def test_un_prix_incertain_dit_ses_bornes() -> None:
    piece = composante(Assiette.CA, "0.085", bas=composante(prix="0.075").paliers[0].prix)
    flou = outil(piece, identifiant="flou", evaluations=evaluations(a="oui"))
    (place,) = podium(comparer_inventes(flou, exigences={"a": "indispensable"}))
    assert place.raisons == ("8,50\u00a0€ par an (entre 7,50\u00a0€ et 8,50\u00a0€), le moins cher.",)


def test_sans_besoin_il_n_y_a_pas_de_podium() -> None:
    assert podium(comparer_inventes(invente("x"), invente("y"))) == ()


@given(hasard.catalogues(), hasard.besoins())
def test_le_podium_suit_l_ordre_et_le_nuage_les_non_domines(essai: Catalogue, besoins: Situation) -> None:
    comparaison = comparer(essai, besoins)
    places = podium(comparaison)
    assert tuple(place.outil for place in places) == comparaison.ordre[: len(places)]
    restants = [r for r in comparaison.resultats if r.statut is not Statut.ECARTE]
    if besoins.exigences:
        assert len(places) >= min(3, len(restants))
    assert {point.outil for point in nuage(comparaison)} == {r.outil for r in restants}
    assert tuple(p.outil for p in nuage(comparaison) if not p.domine) == non_domines(comparaison)
