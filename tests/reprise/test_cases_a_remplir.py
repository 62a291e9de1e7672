"""Chaque case déverrouillée du classeur, feuille par feuille, revient dans le dossier et se voit dans le résumé."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier
from modele.export import avant_apres, besoins, ma_ferme, noms, questions, tarifs
from modele.lecture_vente import CHAMPS
from modele.reprise.cases import Valeur, lire_cases
from modele.reprise.differences import differences
from modele.reprise.lecture import dossier_a_jour
from modele.reprise.valeurs import Lecteur
from modele.reprise.ventes import MOMENTS
from modele.situation import PAR_CHAMP, Genre
from tests.reprise.fabrique import ecrire, rempli


@dataclass(frozen=True)
class Export:
    """Un classeur exporté : ses cases nommées, et le nom de chaque case déverrouillée, par feuille."""

    origine: Dossier
    cases: dict[str, Valeur]
    deverrouillees: dict[str, list[str]]


def _exporter(catalogue: Catalogue, dossier: Dossier, octets: bytes) -> Export:
    classeur = load_workbook(BytesIO(octets))
    nommees = {defini.attr_text: nom for nom, defini in classeur.defined_names.items()}
    deverrouillees: dict[str, list[str]] = {}
    for feuille in classeur.worksheets:
        adresses = [
            f"'{feuille.title}'!${cellule.column_letter}${cellule.row}"
            for rangee in feuille.iter_rows()
            for cellule in rangee
            if not cellule.protection.locked
        ]
        if adresses:
            # Une case que rien ne nomme ne reviendrait pas : `KeyError`.
            deverrouillees[feuille.title] = [nommees[adresse] for adresse in adresses]
    return Export(dossier, dict(lire_cases(octets, lambda _: True).cases), deverrouillees)


@pytest.fixture(scope="module", params=["rempli", "vide"])
def export(
    request: pytest.FixtureRequest,
    catalogue: Catalogue,
    exporte: bytes,
    tmp_path_factory: pytest.TempPathFactory,
) -> Export:
    """Un dossier où tout est rempli, puis un dossier vide, qui montre les exemples du guide."""
    if request.param == "rempli":
        return _exporter(catalogue, rempli(), exporte)
    chemin = ecrire(catalogue, Dossier(""), tmp_path_factory.mktemp("vide") / "vide.xlsx")
    return _exporter(catalogue, Dossier(""), chemin.read_bytes())


def _autre(nom: str, valeur: Valeur, catalogue: Catalogue) -> Valeur:
    """Une autre réponse, que la liste ou les bornes de la case admettent."""
    champ = PAR_CHAMP.get(nom)
    if champ is not None and champ.genre is Genre.CHOIX:
        return next(texte for _, texte in champ.choix if texte != valeur)
    if nom == "recupere_tva" or nom.startswith("option_"):
        return "non" if valeur == "oui" else "oui"
    if nom.startswith("besoin_"):
        return "souhaité" if valeur != "souhaité" else "indispensable"
    if nom.startswith("formule_"):
        outil = next(o for o in catalogue.outils if nom == f"formule_{o.identifiant.replace('-', '_')}")
        return next(formule.nom for formule in outil.formules if formule.nom != valeur)
    if nom == "nom" or nom.startswith("reponse_"):
        return "Autre texte"
    assert isinstance(valeur, int | float)
    return (
        valeur / 2
        if champ is not None and champ.genre is Genre.POURCENTAGE and valeur
        else round(valeur + 1, 6)
    )


def test_seules_cinq_feuilles_ont_des_cases_a_remplir(export: Export) -> None:
    assert list(export.deverrouillees) == [
        ma_ferme.TITRE,
        besoins.TITRE,
        avant_apres.TITRE,
        tarifs.TITRE,
        questions.TITRE,
    ]
    combien = {feuille: len(cases) for feuille, cases in export.deverrouillees.items()}
    assert combien[ma_ferme.TITRE] == 25 and combien[besoins.TITRE] == 69
    assert combien[avant_apres.TITRE] == 2 * 7 * 2 and combien[questions.TITRE] >= 40


def test_intactes_elles_ne_changent_rien(export: Export, catalogue: Catalogue) -> None:
    lecteur = Lecteur(export.cases)
    assert dossier_a_jour(lecteur, catalogue, export.origine) == export.origine
    assert lecteur.avis == []


def _changees(export: Export, catalogue: Catalogue) -> Iterator[tuple[str, Valeur]]:
    for de_la_feuille in export.deverrouillees.values():
        # Celles de « Tarifs », que trois cases disent ensemble, ont leurs essais (`test_prix`).
        for nom in (nom for nom in de_la_feuille if not nom.startswith("tarif_")):
            yield nom, _autre(nom, export.cases[nom], catalogue)


def test_chaque_case_changee_revient_et_se_dit(export: Export, catalogue: Catalogue) -> None:
    silencieuses = []
    for nom, valeur in _changees(export, catalogue):
        lecteur = Lecteur({**export.cases, nom: valeur})
        dossier = dossier_a_jour(lecteur, catalogue, export.origine)
        dites = differences(export.origine, dossier, catalogue)
        assert lecteur.avis == [], nom
        if len(dites) != 1:
            silencieuses.append((nom, valeur, dites))
    assert silencieuses == []


def test_une_case_otee_garde_sa_reponse(export: Export, catalogue: Catalogue) -> None:
    for de_la_feuille in export.deverrouillees.values():
        for nom in de_la_feuille:
            lecteur = Lecteur({cle: valeur for cle, valeur in export.cases.items() if cle != nom})
            assert dossier_a_jour(lecteur, catalogue, export.origine) == export.origine, nom


def test_toutes_changees_ensemble(export: Export, catalogue: Catalogue) -> None:
    changees: dict[str, Any] = dict(_changees(export, catalogue))
    lecteur = Lecteur({**export.cases, **changees})
    dossier = dossier_a_jour(lecteur, catalogue, export.origine)
    assert lecteur.avis == []
    reponses = [question for question in dossier.questions if question.reponse == "Autre texte"]
    assert len(reponses) == len(export.deverrouillees[questions.TITRE])
    assert len(dossier.ventes) == 2
    for rang, vente in enumerate(dossier.ventes, 1):
        for moment in MOMENTS:
            for champ in CHAMPS:
                lue = getattr(getattr(vente, moment), champ.nom)
                assert lue == Fraction(str(changees[noms.vente(rang, moment, champ.nom)]))
    assert dossier.situation.nom == "Autre texte"
    assert len(dossier.situation.exigences) >= len(catalogue.criteres)
