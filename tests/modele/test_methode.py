"""Les sept étapes : ce que l'on y fait, et l'avancement tiré du dossier."""

from dataclasses import replace
from typing import Any, get_args

import pytest

from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier, Essai, Formation, Question, Ressources, SuiviEtape
from modele.methode import ETAPES, Etat, EtatEtape, Page, avancement
from modele.situation import Situation

VIERGE = Dossier("Ferme")


def etape(numero: int, **champs: Any) -> EtatEtape:
    etats = avancement(replace(VIERGE, **champs))
    autres = [etat.numero for etat in etats if etat.numero != numero and etat.etat is not Etat.A_FAIRE]
    assert autres == []
    return etats[numero - 1]


def test_les_etapes_sont_celles_du_guide_et_dans_l_ordre(catalogue: Catalogue) -> None:
    assert list(ETAPES) == [etape.numero for etape in catalogue.guide.etapes] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("numero", ETAPES)
def test_chaque_etape_a_des_actions_et_de_trois_a_six_cases(numero: int) -> None:
    guidage = ETAPES[numero]
    assert guidage.actions
    assert 3 <= len(guidage.cases) <= 6
    for liste in (guidage.actions, guidage.cases):
        assert len({element.cle for element in liste}) == len(liste)
        assert len({element.libelle for element in liste}) == len(liste)
    assert {action.page for action in guidage.actions} <= set(get_args(Page))


def test_le_texte_du_guide_n_est_pas_recopie(catalogue: Catalogue) -> None:
    textes = {fait.texte for fait in catalogue.guide.faits if fait.rubrique.startswith("methode")}
    assert len(textes) > 20
    assert not textes & {case.libelle for guidage in ETAPES.values() for case in guidage.cases}


def test_un_dossier_vierge_n_a_rien_commence() -> None:
    assert [(etat.numero, etat.etat, etat.cochees, etat.constat) for etat in avancement(VIERGE)] == [
        (numero, Etat.A_FAIRE, 0, "") for numero in ETAPES
    ]


@pytest.mark.parametrize(
    ("numero", "champs", "constat"),
    [
        (1, {"situation": Situation(exigences={"cheque": "souhaite"})}, "1 besoin indiqué"),
        (
            1,
            {"situation": Situation(exigences={"cheque": "souhaite", "caisse": "souhaite"})},
            "2 besoins indiqués",
        ),
        (2, {"ressources": Ressources(temps="2 h par semaine", appuis="GAB")}, "renseigné : temps, appuis"),
        (3, {"notes": {"socleo": "vu", "amapj": " "}}, "1 outil annoté"),
        (
            3,
            {
                "notes": {"socleo": "vu", "amapj": "vu"},
                "questions": (Question("socleo", "?", reponse="oui"), Question("socleo", "?")),
            },
            "2 outils annotés, 1 réponse d'éditeur",
        ),
        (4, {"preselection": ("socleo", "kuupanda")}, "2 outils présélectionnés"),
        (5, {"essais": (Essai("socleo"),)}, "1 essai au journal"),
        (6, {"formations": (Formation("Camille"), Formation("Sacha"))}, "2 formations prévues"),
    ],
)
def test_ce_que_contient_le_dossier_commence_l_etape(
    numero: int, champs: dict[str, Any], constat: str
) -> None:
    etat = etape(numero, **champs)
    assert (etat.etat, etat.constat) == (Etat.COMMENCEE, constat)


@pytest.mark.parametrize("numero", ETAPES)
def test_cocher_ou_noter_commence_l_etape_et_seule_la_ferme_la_termine(numero: int) -> None:
    cases = tuple(case.cle for case in ETAPES[numero].cases)
    toutes = etape(numero, etapes={numero: SuiviEtape(cases=cases)})
    assert (toutes.etat, toutes.cochees, toutes.total) == (Etat.COMMENCEE, len(cases), len(cases))
    assert etape(numero, etapes={numero: SuiviEtape(notes="à revoir")}).etat is Etat.COMMENCEE
    assert etape(numero, etapes={numero: SuiviEtape(faite=True)}).etat is Etat.FAITE


def test_une_case_inconnue_ou_une_note_blanche_ne_compte_pas() -> None:
    etat = etape(1, etapes={1: SuiviEtape(notes=" \n", cases=("disparue",))})
    assert (etat.etat, etat.cochees) == (Etat.A_FAIRE, 0)


def test_renseigner_des_ressources_blanches_ne_commence_rien() -> None:
    assert etape(2, ressources=Ressources(temps="  ")).etat is Etat.A_FAIRE
