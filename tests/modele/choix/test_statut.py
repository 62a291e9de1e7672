"""Statut d'un outil et phrases qui le motivent (contrat § 3)."""

from typing import Any

import pytest

from modele.catalogue.objets import Clientele, Outil
from modele.choix.objets import Statut
from modele.choix.statut import juger
from modele.tarification.calcul import calculer
from tests.modele.fabrique import catalogue, catalogue_reel, evaluations, outil, situation

CRITERES = ("stocks", "caisse", "facture", "mail")
ESSAI = outil(evaluations=evaluations(stocks="non", caisse="oui", facture="partiel", mail="option"))


def _juger(essai: Outil = ESSAI, **champs: Any) -> tuple[Statut, tuple[str, ...], tuple[str, ...]]:
    la_situation = situation(**{"ca_particuliers": 100, **champs})
    return juger(essai, calculer(essai, la_situation), la_situation, catalogue(essai, criteres=CRITERES))


def _indispensables(*criteres: str) -> dict[str, dict[str, str]]:
    return {"exigences": dict.fromkeys(criteres, "indispensable")}


@pytest.mark.parametrize(
    ("critere", "statut", "suite"),
    [
        ("stocks", Statut.ECARTE, "le guide dit non"),
        ("facture", Statut.AVEC_RESERVE, "l'outil n'y répond qu'en partie"),
        ("mail", Statut.AVEC_RESERVE, "c'est une option payante de l'outil"),
    ],
)
def test_un_indispensable_qui_n_est_pas_oui(critere: str, statut: Statut, suite: str) -> None:
    motif = f"« Critère {critere} » est indispensable pour vous ; {suite}."
    assert _juger(**_indispensables(critere)) == (statut, (motif,), (critere,))


def test_un_indispensable_rempli_ou_rien_d_exige() -> None:
    assert _juger(**_indispensables("caisse")) == (Statut.RETENU, (), ())
    assert _juger() == (Statut.RETENU, (), ())


@pytest.mark.parametrize("cases", [{}, {"stocks": "non_precise"}])
def test_ce_que_le_guide_ne_dit_pas_est_a_verifier_jamais_ecarte(cases: dict[str, str]) -> None:
    statut, (motif,), en_cause = _juger(outil(evaluations=evaluations(**cases)), **_indispensables("stocks"))
    assert (statut, en_cause) == (Statut.A_VERIFIER, ("stocks",))
    assert "le guide ne le dit pas" in motif


def test_un_souhait_ne_change_jamais_le_statut() -> None:
    souhaits = dict.fromkeys(CRITERES, "souhaite")
    assert _juger(exigences=souhaits) == (Statut.RETENU, (), ())


def test_le_plus_grave_l_emporte() -> None:
    inconnu = outil(evaluations=evaluations(stocks="non", facture="partiel"))
    statut, motifs, en_cause = _juger(inconnu, **_indispensables("facture", "mail", "stocks"))
    assert (statut, len(motifs), en_cause) == (Statut.ECARTE, 1, ("stocks",))
    statut, motifs, en_cause = _juger(inconnu, **_indispensables("facture", "mail"))
    assert (statut, len(motifs), en_cause) == (Statut.A_VERIFIER, 2, ("mail",))


@pytest.mark.parametrize(
    ("clienteles", "ventes", "motif"),
    [
        (
            (Clientele.PROFESSIONNELS,),
            {"ca_particuliers": 100},
            "Essai ne sert que les professionnels ; vous n'avez pas indiqué de ventes aux professionnels.",
        ),
        (
            (Clientele.PARTICULIERS,),
            {"ca_particuliers": 0, "ca_professionnels": 100},
            "Essai ne sert que les particuliers ; vous n'avez pas indiqué de ventes aux particuliers.",
        ),
        (
            (Clientele.PARTICULIERS, Clientele.PROFESSIONNELS),
            {"ca_particuliers": 0},
            "Essai sert les particuliers et les professionnels ; vous n'avez pas indiqué de ventes aux "
            "particuliers ni aux professionnels.",
        ),
    ],
)
def test_sans_vente_couverte_l_outil_est_ecarte(
    clienteles: tuple[Clientele, ...], ventes: dict[str, Any], motif: str
) -> None:
    assert _juger(outil(clienteles=clienteles), **ventes) == (Statut.ECARTE, (motif,), ())


@pytest.mark.parametrize(
    ("label", "statut"), [("bio", "retenu"), ("conversion", "retenu"), ("autre", "ecarte")]
)
def test_label_exige(label: str, statut: str) -> None:
    obtenu, motifs, _ = _juger(outil(labels_requis=("bio", "conversion")), label=label)
    assert obtenu == statut
    attendu = ("Essai est réservé aux fermes bio ou en conversion ; vous avez indiqué « Autre ».",)
    assert motifs == (attendu if label == "autre" else ())


def test_tous_les_motifs_d_un_outil_ecarte_sont_dits() -> None:
    essai = outil(labels_requis=("bio",), evaluations=evaluations(stocks="non"))
    statut, motifs, en_cause = _juger(essai, ca_particuliers=0, label="autre", **_indispensables("stocks"))
    assert (statut, len(motifs), en_cause) == (Statut.ECARTE, 3, ("stocks",))


def test_phrases_sur_le_guide() -> None:
    reel = catalogue_reel()
    locavor = reel.par_outil["locavor"]
    la_situation = situation(ca_particuliers=100, exigences={"professionnels": "indispensable"})
    _, motifs, _ = juger(locavor, calculer(locavor, la_situation), la_situation, reel)
    assert motifs == ("« Ventes aux professionnels » est indispensable pour vous ; le guide dit non.",)
