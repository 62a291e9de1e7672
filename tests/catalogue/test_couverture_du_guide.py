"""Toute ligne de contenu du guide se retrouve dans le catalogue, qui ne cite que des lignes réelles.

Le texte du guide n'est pas dans le dépôt : `lignes_du_guide.toml` n'en garde que des numéros de lignes.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CATALOGUE = Path(__file__).parents[2] / "ressources" / "catalogue"
RAISONS = {"titre de rubrique", "bruit de lecture", "numéro de page", "nom de l'outil en logo"}
NEUF_OUTILS = (
    "amapj",
    "cagette",
    "coopcircuits",
    "kuupanda",
    "la-ruche-qui-dit-oui",
    "local-bio",
    "locavor",
    "nectargo",
    "socleo",
)

# Outils dont le nombre de faits sort de 45 à 85, avec la raison.
COMPTES_A_PART = {
    "nectargo": "fiche d'une page et demie, plusieurs rubriques tiennent en une ligne",
    "socleo": "fiche la plus longue du guide, avec une grille de douze prix et des options détaillées",
}

INTERVALLES = re.compile(r"\d+(-\d+)?(;\d+(-\d+)?)*")


def lire(chemin: Path) -> dict[str, Any]:
    return tomllib.loads(chemin.read_text(encoding="utf-8"))


def numeros(intervalles: str) -> set[int]:
    """Numéros d'un texte comme « 418-420;426 » ; un texte mal formé lève ValueError."""
    if not INTERVALLES.fullmatch(intervalles):
        raise ValueError(f"intervalles de lignes mal formés : {intervalles!r}")
    resultat: set[int] = set()
    for intervalle in intervalles.split(";"):
        debut, _, fin = intervalle.partition("-")
        if fin and int(fin) <= int(debut):
            raise ValueError(f"intervalle à l'envers : {intervalle!r}")
        resultat.update(range(int(debut), int(fin or debut) + 1))
    return resultat


def valeurs(noeud: Any, cle: str, chemin: str) -> Iterator[tuple[str, str]]:
    """Toutes les valeurs d'une clé, à toute profondeur, chacune avec sa place dans la fiche."""
    if isinstance(noeud, dict):
        if cle in noeud:
            yield chemin, noeud[cle]
        for nom, enfant in noeud.items():
            yield from valeurs(enfant, cle, f"{chemin}.{nom}")
    elif isinstance(noeud, list):
        for rang, enfant in enumerate(noeud):
            yield from valeurs(enfant, cle, f"{chemin}[{rang}]")


LIGNES = lire(Path(__file__).parent / "lignes_du_guide.toml")
NON_VIDES = numeros(LIGNES["non_vides"])
BRUIT = set().union(*(numeros(bruit["lignes"]) for bruit in LIGNES["bruit"]))
FICHES = {nom: lire(CATALOGUE / f"{nom}.toml") for nom in (*NEUF_OUTILS, "guide")}
CRITERES = [critere["identifiant"] for critere in lire(CATALOGUE / "criteres.toml")["criteres"]]


def lignes_citees(fiches: dict[str, dict[str, Any]]) -> set[int]:
    """Lignes citées par les fiches ; les doutes commentent le guide, ils ne le transcrivent pas."""
    resultat: set[int] = set()
    for nom, fiche in fiches.items():
        sans_doutes = {cle: contenu for cle, contenu in fiche.items() if cle != "doutes"}
        for _, intervalles in valeurs(sans_doutes, "lignes", nom):
            if intervalles:
                resultat |= numeros(intervalles)
    return resultat


def test_chaque_ligne_de_contenu_est_citee() -> None:
    oubliees = NON_VIDES - BRUIT - lignes_citees(FICHES)
    assert not oubliees, f"lignes du guide que rien ne cite : {sorted(oubliees)}"


@pytest.mark.parametrize("nom", FICHES)
def test_une_fiche_sans_ses_faits_laisse_des_lignes_oubliees(nom: str) -> None:
    sans_faits = {cle: contenu for cle, contenu in FICHES[nom].items() if cle not in {"faits", "evaluations"}}
    assert NON_VIDES - BRUIT - lignes_citees({**FICHES, nom: sans_faits})


def test_le_bruit_est_motive_et_ne_contient_que_des_lignes_ignorees() -> None:
    assert {bruit["raison"] for bruit in LIGNES["bruit"]} == RAISONS
    assert BRUIT <= NON_VIDES <= set(range(1, LIGNES["total"] + 1))
    assert len(BRUIT) == sum(len(numeros(bruit["lignes"])) for bruit in LIGNES["bruit"])
    citees = BRUIT & lignes_citees(FICHES)
    assert not citees, f"lignes à la fois citées et tenues pour du bruit : {sorted(citees)}"


@pytest.mark.parametrize("nom", FICHES)
def test_les_lignes_citees_existent(nom: str) -> None:
    for chemin, intervalles in valeurs(FICHES[nom], "lignes", nom):
        if intervalles:
            bornes = {int(borne) for borne in re.split("[-;]", intervalles)}
            assert numeros(intervalles), chemin
            assert bornes <= NON_VIDES, f"{chemin} : {sorted(bornes - NON_VIDES)}"


@pytest.mark.parametrize("texte", ["", "12-", "12;", "12 - 14", "14-12", "12-12", "l. 12", "12,14"])
def test_un_intervalle_mal_forme_est_refuse(texte: str) -> None:
    with pytest.raises(ValueError, match="intervalle"):
        numeros(texte)


@pytest.mark.parametrize("nom", NEUF_OUTILS)
def test_chaque_outil_a_son_compte_de_faits(nom: str) -> None:
    compte = len(FICHES[nom]["faits"])
    assert (45 <= compte <= 85) != (nom in COMPTES_A_PART), f"{nom} : {compte} faits"


def test_la_partie_generale_a_son_compte_de_faits() -> None:
    assert 100 <= len(FICHES["guide"]["faits"]) <= 160


@pytest.mark.parametrize("nom", FICHES)
def test_aucun_fait_n_est_vide_ni_ecrit_deux_fois(nom: str) -> None:
    faits = [(fait["rubrique"], fait["texte"]) for fait in FICHES[nom]["faits"] if fait["lignes"]]
    assert len(set(faits)) == len(FICHES[nom]["faits"])


@pytest.mark.parametrize("nom", NEUF_OUTILS)
def test_chaque_outil_repond_a_tous_les_criteres(nom: str) -> None:
    assert [evaluation["critere"] for evaluation in FICHES[nom]["evaluations"]] == CRITERES


@pytest.mark.parametrize("nom", NEUF_OUTILS)
def test_une_reponse_cite_toujours_ses_lignes(nom: str) -> None:
    """Un « non » sans ligne serait un silence du guide pris pour un refus."""
    sans_lignes = [
        evaluation["critere"]
        for evaluation in FICHES[nom]["evaluations"]
        if evaluation["valeur"] != "non_precise" and not evaluation["lignes"]
    ]
    assert not sans_lignes


def test_les_doutes_expliques_sont_ceux_que_le_catalogue_cite() -> None:
    doutes = FICHES["guide"]["doutes"]
    codes = [doute["code"] for doute in doutes]
    assert codes == [f"D{rang:02}" for rang in range(1, 46)]
    assert {code for nom, fiche in FICHES.items() for _, code in valeurs(fiche, "doute", nom)} == set(codes)
    assert {outil for doute in doutes for outil in doute["outils"]} <= set(NEUF_OUTILS)
