"""Deux outils, chacun sur sa clientèle."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modele.catalogue.objets import Assiette, Catalogue, Clientele, Outil, Valeur
from modele.choix.combinaison import Combinaison, combiner
from modele.choix.objets import Statut
from modele.comparaison import comparer
from modele.situation import Situation
from modele.tarification.calcul import calculer
from tests.modele import strategies
from tests.modele.choix import hasard
from tests.modele.choix.hasard import invente
from tests.modele.fabrique import catalogue, catalogue_reel, composante, outil, situation

PART, PRO = (Clientele.PARTICULIERS,), (Clientele.PROFESSIONNELS,)


def _du_guide(**champs: Any) -> dict[tuple[str, str], Combinaison]:
    la_situation = situation(ca_particuliers=30_000, ca_professionnels=12_000, **champs)
    return {paire.outils: paire for paire in combiner(catalogue_reel(), la_situation)}


def _inventes(*outils: Outil, **champs: Any) -> tuple[Combinaison, ...]:
    la_situation = situation(ca_particuliers=100, ca_professionnels=50, **champs)
    return combiner(catalogue(*outils, criteres=hasard.CRITERES), la_situation)


def test_kuupanda_et_nectargo() -> None:
    # Kuupanda, 30 000 € : 240 + 31 650 × 1,8 % = 809,70 ; NectarGo : 0. Local.bio seul, le moins cher des
    # trois qui portent tout : 31 650 × (1,5 % + 0,25 ÷ 35) = 700,82.
    paire = _du_guide()["kuupanda", "nectargo"]
    assert paire.annee_suivante == Decimal("809.70")
    assert paire.annee_1 == Decimal("789.70")
    assert paire.horizon == Decimal("789.70") + 2 * Decimal("809.70")
    assert (paire.seuls, paire.ecart) == (("local-bio",), Decimal("108.88"))
    assert paire.comparaison == "108,88\u00a0€/an de plus qu'avec Local.bio seul."
    assert paire.couverture == (
        "Kuupanda porte vos 30\u202f000\u00a0€ de ventes aux particuliers "
        "et NectarGo vos 12\u202f000\u00a0€ aux professionnels."
    )


def test_socleo_en_paire_ne_paie_que_sa_clientele() -> None:
    # Socleo seul : 360 + 360 par an ; en paire, 360 pour les seuls professionnels, plus 1 050 à CoopCircuits.
    paire = _du_guide(label="autre")["coopcircuits", "socleo"]
    assert paire.annee_suivante == Decimal("1410.00")
    assert paire.professionnels.annee_1.ferme == Decimal("660.00")
    assert (paire.seuls, paire.ecart) == (("socleo",), Decimal("690.00"))


def test_un_outil_n_y_est_que_pour_une_clientele_qu_il_sert_et_jamais_deux_fois() -> None:
    paires = _du_guide()
    # 8 outils servent les particuliers, 4 les professionnels, 3 les deux : 8 × 4 − 3.
    assert len(paires) == 29
    assert {pro for _, pro in paires} == {"kuupanda", "local-bio", "nectargo", "socleo"}
    assert "nectargo" not in {part for part, _ in paires}
    assert all(part != pro for part, pro in paires)


def test_le_label_ecarte_toute_paire() -> None:
    assert not any("local-bio" in paire for paire in _du_guide(label="autre"))


@pytest.mark.parametrize("ventes", [{"ca_particuliers": 0}, {"ca_professionnels": 0}])
def test_il_faut_les_deux_clienteles(ventes: dict[str, int]) -> None:
    essai = situation(**{"ca_particuliers": 10, "ca_professionnels": 10, **ventes})
    assert combiner(catalogue_reel(), essai) == ()


@pytest.mark.parametrize(
    ("part", "pro", "statut"),
    [
        ("non", "oui", Statut.RETENU),
        ("partiel", "oui", Statut.RETENU),
        ("non", "partiel", Statut.AVEC_RESERVE),
        ("non_precise", "option", Statut.AVEC_RESERVE),
        ("non", "non_precise", Statut.A_VERIFIER),
        ("non", "non", None),
    ],
)
def test_un_besoin_se_juge_sur_le_meilleur_des_deux(part: str, pro: str, statut: Statut | None) -> None:
    outils = (invente("x", 1, clienteles=PART, a=part), invente("y", 1, clienteles=PRO, a=pro))
    paires = _inventes(*outils, exigences={"a": "indispensable"})
    assert [paire.statut for paire in paires] == ([] if statut is None else [statut])
    for paire in paires:
        rempli = statut is Statut.RETENU
        assert paire.criteres_en_cause == (() if rempli else ("a",))
        assert len(paire.reserves) == (not rempli)


def test_phrase_de_reserve_et_souhaits_de_la_paire() -> None:
    outils = (
        invente("x", 1, clienteles=PART, a="non", b="oui", c="partiel"),
        invente("y", 1, clienteles=PRO, a="non_precise", b="non", c="oui"),
    )
    exigences = {"a": "indispensable", "b": "souhaite", "c": "souhaite"}
    (paire,) = _inventes(*outils, exigences=exigences)
    assert paire.reserves == (
        "«\u00a0Critère a\u00a0» est indispensable pour vous\u00a0; à vérifier auprès de l'éditeur.",
    )
    assert paire.souhaits_remplis == ("b", "c")
    assert paire.comparaison == "Aucun outil seul ne porte toutes vos ventes."
    assert (paire.seuls, paire.ecart) == ((), None)


def test_ordre_et_comparaison_a_cout_egal() -> None:
    outils = (
        invente("tout", 30),
        invente("x", 10, clienteles=PART),
        invente("y", 10, clienteles=PRO),
        invente("z", 20, clienteles=PRO, a="oui"),
        invente("a", 20, clienteles=PRO),
    )
    paires = _inventes(*outils, exigences={"a": "souhaite"})
    assert [(p.outils, p.annee_suivante) for p in paires] == [
        (("x", "y"), 20),
        (("x", "z"), 30),
        (("x", "a"), 30),
        (("tout", "y"), 40),
        (("x", "tout"), 40),
        (("tout", "z"), 50),
        (("tout", "a"), 50),
    ]
    assert paires[0].comparaison == "10\u00a0€/an de moins qu'avec Tout seul."
    assert paires[1].comparaison == "Le même coût qu'avec Tout seul."


def test_l_outil_des_professionnels_ne_facture_aucun_particulier() -> None:
    abonne = outil(composante(Assiette.CLIENTS_MOIS, "1"), identifiant="abonne")
    paires = {p.outils: p for p in _inventes(abonne, invente("x", clienteles=PART), clients_actifs=40)}
    assert paires["x", "abonne"].annee_suivante == 0


@given(strategies.situations(avec_ventes=True), strategies.outils("hasard"))
def test_le_cout_est_la_somme_de_deux_calculs_directs(la_situation: Situation, tire: Outil) -> None:
    reel = catalogue_reel()
    essai = replace(reel, outils=(*reel.outils, tire))
    paires = combiner(essai, la_situation)
    assert bool(paires) == (la_situation.ca_professionnels > 0)
    part = replace(la_situation, ca_professionnels=Fraction(0))
    pro = replace(la_situation, ca_particuliers=Fraction(0), clients_actifs=0)
    for paire in paires:
        un = calculer(essai.par_outil[paire.outils[0]], part)
        autre = calculer(essai.par_outil[paire.outils[1]], pro)
        assert paire.annee_1 == un.annee_1.ferme + autre.annee_1.ferme
        assert paire.annee_suivante == un.annee_suivante.ferme + autre.annee_suivante.ferme
        assert paire.horizon == un.horizon + autre.horizon
        assert un.ca_couvert + autre.ca_couvert == la_situation.ca_total
    assert all(x.annee_suivante <= y.annee_suivante for x, y in pairwise(paires))


@given(hasard.catalogues(), hasard.besoins(), st.integers(1, 9))
def test_les_premieres_paires_sont_celles_du_tout(essai: Catalogue, besoins: Situation, limite: int) -> None:
    besoins = replace(besoins, ca_particuliers=Fraction(100), ca_professionnels=Fraction(50))
    assert combiner(essai, besoins, limite) == combiner(essai, besoins)[:limite]


@given(hasard.catalogues(), hasard.besoins())
def test_une_paire_n_est_ecartee_que_par_un_non_des_deux_cotes(essai: Catalogue, besoins: Situation) -> None:
    besoins = replace(besoins, ca_particuliers=Fraction(100), ca_professionnels=Fraction(50))
    indispensables = [c for c, exigence in besoins.exigences.items() if exigence == "indispensable"]
    admis = [o for o in essai.outils if "autre" not in o.labels_requis]
    attendues = {
        (x.identifiant, y.identifiant)
        for x in admis
        for y in admis
        if x is not y
        and Clientele.PARTICULIERS in x.clienteles
        and Clientele.PROFESSIONNELS in y.clienteles
        and not any(x.par_critere[c].valeur is y.par_critere[c].valeur is Valeur.NON for c in indispensables)
    }
    paires = combiner(essai, besoins)
    assert {paire.outils for paire in paires} == attendues
    seuls = [
        r.cout.annee_suivante.ferme
        for r in comparer(essai, besoins).resultats
        if r.statut is not Statut.ECARTE and not r.cout.ca_non_couvert
    ]
    for paire in paires:
        assert paire.ecart == (paire.annee_suivante - min(seuls) if seuls else None)
