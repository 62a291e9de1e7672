"""Dominance : pas plus cher, au moins autant de besoins et de clientèles, mieux sur un point."""

from itertools import permutations

from hypothesis import assume, given
from hypothesis import strategies as st

from modele.catalogue.objets import Catalogue, Clientele
from modele.choix.dominance import dominations, non_domines
from modele.choix.objets import Comparaison, Resultat, Statut
from modele.comparaison import comparer
from modele.situation import Situation
from tests.modele.choix import hasard
from tests.modele.choix.hasard import comparer_inventes, invente
from tests.modele.fabrique import catalogue_reel, situation

DEUX_SOUHAITS = {"a": "souhaite", "b": "souhaite"}


def _paires(comparaison: Comparaison) -> dict[str, str]:
    return {d.outil: d.par for d in dominations(comparaison)}


def test_moins_cher_et_autant_de_souhaits() -> None:
    # sobre (100 €, a) et riche (300 €, a et b) se défendent ; cher (200 €, a) ne fait pas mieux que sobre.
    outils = (invente("sobre", 100, a="oui"), invente("cher", 200, a="oui", b="partiel"))
    comparaison = comparer_inventes(*outils, invente("riche", 300, a="oui", b="oui"), exigences=DEUX_SOUHAITS)
    (domination,) = dominations(comparaison)
    assert (domination.outil, domination.par) == ("cher", "sobre")
    assert domination.phrase == "Sobre fait au moins aussi bien pour moins cher."
    assert non_domines(comparaison) == ("riche", "sobre")


def test_au_meme_cout_il_faut_un_souhait_de_plus() -> None:
    outils = (invente("x", 100, a="oui"), invente("y", 100, a="oui", b="oui"))
    (domination,) = dominations(comparer_inventes(*outils, exigences=DEUX_SOUHAITS))
    assert (domination.outil, domination.phrase) == ("x", "Y fait mieux pour le même coût.")


def test_deux_outils_qui_se_valent_ne_se_dominent_pas() -> None:
    outils = (invente("x", 100, a="oui"), invente("y", 100, a="oui"))
    assert non_domines(comparer_inventes(*outils, exigences=DEUX_SOUHAITS)) == ("x", "y")


def test_le_nombre_de_souhaits_ne_suffit_pas() -> None:
    # y coûte moins et remplit deux souhaits sur trois, mais pas celui que x remplit.
    outils = (invente("x", 100, a="oui"), invente("y", 50, b="oui", c="oui"))
    exigences = {**DEUX_SOUHAITS, "c": "souhaite"}
    assert non_domines(comparer_inventes(*outils, exigences=exigences)) == ("y", "x")


def test_un_outil_partiel_gratuit_ne_domine_pas_celui_qui_sert_tout_le_monde() -> None:
    pros = invente("pros", 0, clienteles=(Clientele.PROFESSIONNELS,))
    comparaison = comparer_inventes(pros, invente("tout", 90), ca_professionnels=50)
    assert set(non_domines(comparaison)) == {"pros", "tout"}
    # À prix égal, servir une clientèle de plus est mieux ; sans vente, elle ne compte pas.
    gratuit = comparer_inventes(pros, invente("tout", 0), ca_professionnels=50)
    assert _paires(gratuit) == {"pros": "tout"}
    sans_particulier = comparer_inventes(pros, invente("tout", 0), ca_particuliers=0, ca_professionnels=50)
    assert _paires(sans_particulier) == {}


def test_un_indispensable_a_verifier_n_est_pas_aussi_bien() -> None:
    outils = (invente("sur", 90, a="oui"), invente("flou", 10, a="non_precise"))
    comparaison = comparer_inventes(*outils, exigences={"a": "indispensable"})
    assert set(non_domines(comparaison)) == {"flou", "sur"}


def test_un_ecarte_ne_domine_ni_n_est_domine() -> None:
    outils = (invente("ecarte", 0, a="non", b="oui"), invente("reste", 90, a="oui"))
    comparaison = comparer_inventes(*outils, exigences={"a": "indispensable", "b": "souhaite"})
    assert dominations(comparaison) == ()
    assert non_domines(comparaison) == ("reste",)


def test_sur_le_guide() -> None:
    # 30 000 € aux particuliers, stocks souhaités : AmapJ 0 € (ne les synchronise pas), Socleo 360 €,
    # Local.bio 700,82 €, Kuupanda 809,70 €… : AmapJ pour le prix, Socleo pour les stocks.
    comparaison = comparer(
        catalogue_reel(), situation(ca_particuliers=30_000, exigences={"synchronisation-stocks": "souhaite"})
    )
    assert set(non_domines(comparaison)) == {"amapj", "socleo"}
    paires = _paires(comparaison)
    assert paires["kuupanda"] == paires["local-bio"] == "socleo"
    assert paires["coopcircuits"] == "amapj"
    assert "nectargo" not in paires


def _domine(x: Resultat, y: Resultat, besoins: Situation) -> bool:
    """La définition, mot à mot."""

    def oui(resultat: Resultat) -> set[str]:
        cases = resultat.cout.outil.par_critere
        return {c for c in besoins.exigences if cases[c].valeur == "oui"}

    def servies(resultat: Resultat) -> set[str]:
        ventes = {"particuliers": besoins.ca_particuliers, "professionnels": besoins.ca_professionnels}
        return {c.value for c in resultat.cout.outil.clienteles if ventes[c.value]}

    prix_x, prix_y = x.cout.annee_suivante.ferme, y.cout.annee_suivante.ferme
    mieux = prix_x < prix_y or oui(x) != oui(y) or servies(x) != servies(y)
    return prix_x <= prix_y and oui(x) >= oui(y) and servies(x) >= servies(y) and mieux


@given(hasard.catalogues(), hasard.besoins())
def test_la_passe_unique_suit_la_definition(essai: Catalogue, besoins: Situation) -> None:
    comparaison = comparer(essai, besoins)
    restants = [r for r in comparaison.resultats if r.statut is not Statut.ECARTE]
    domines = {y.outil for x, y in permutations(restants, 2) if _domine(x, y, besoins)}
    paires = _paires(comparaison)
    assert set(paires) == domines
    assert set(non_domines(comparaison)) == {r.outil for r in restants} - domines
    for outil, par in paires.items():
        assert par not in domines
        assert _domine(comparaison.par_outil[par], comparaison.par_outil[outil], besoins)


@given(hasard.catalogues(), hasard.besoins(au_moins=1))
def test_un_outil_domine_n_est_jamais_strictement_premier(essai: Catalogue, besoins: Situation) -> None:
    comparaison = comparer(essai, besoins)
    domines = set(_paires(comparaison))
    cles = [
        (-len(r.souhaits_remplis), r.cout.annee_suivante.ferme)
        for r in (comparaison.par_outil[outil] for outil in comparaison.ordre)
        if r.statut is not Statut.ECARTE
    ]
    assert comparaison.ordre[0] not in domines or cles[1] == cles[0]


@given(hasard.catalogues(), hasard.besoins(), st.data())
def test_retirer_un_perdant_ne_change_ni_l_ordre_ni_les_non_domines(
    essai: Catalogue, besoins: Situation, donnees: st.DataObject
) -> None:
    comparaison = comparer(essai, besoins)
    perdants = [outil for outil in comparaison.ordre if outil not in non_domines(comparaison)]
    assume(perdants)
    perdant = donnees.draw(st.sampled_from(perdants))
    restants = comparer(hasard.sans(essai, perdant), besoins)
    assert restants.ordre == tuple(outil for outil in comparaison.ordre if outil != perdant)
    assert non_domines(restants) == non_domines(comparaison)
