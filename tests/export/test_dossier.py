"""Ce que le dossier apporte au classeur : ventes et réponses ; et un catalogue agrandi, recalculé."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from openpyxl import load_workbook

from modele.catalogue.objets import Catalogue, ColonneVente
from modele.comparaison import comparer
from modele.dossiers.objets import Dossier, Question, Vente
from modele.export.classeur import exporter
from modele.export.styles import MOTS_STATUT
from modele.situation import Situation
from modele.ventes_du_dossier import chiffrer
from tests.export import cas
from tests.export.tableur import Tableur, case, cases, ordinaires
from tests.modele.fabrique import catalogue_reel

_AVANT = ColonneVente(*(Fraction(n) for n in (8000, 900, "1/2", 120, 60, 12, 150)))
_APRES = ColonneVente(*(Fraction(n) for n in (9000, 300, "1/2", 50, 40, 12)))
_VENTES = (
    Vente("Marché du samedi", _AVANT, _APRES),
    Vente("Drive", _AVANT, _APRES, outil="kuupanda", compter_outil=True),
    Vente("Sans ventes", _AVANT, ColonneVente(*(Fraction(0),) * 7), outil="coopcircuits", compter_outil=True),
)


def _grand(catalogue: Catalogue) -> Catalogue:
    """Quarante outils et soixante critères."""
    outils = tuple(
        replace(
            catalogue.outils[rang % len(catalogue.outils)], identifiant=f"outil-{rang}", nom=f"Outil {rang}"
        )
        for rang in range(40)
    )
    criteres = tuple(
        replace(
            catalogue.criteres[rang % len(catalogue.criteres)],
            identifiant=f"critere-{rang}",
            nom=f"Critère {rang}",
        )
        for rang in range(60)
    )
    return replace(catalogue, outils=outils, criteres=criteres)


def test_ventes_reponses_et_catalogue_agrandi(tableur: Tableur, tmp_path: Path) -> None:
    catalogue = catalogue_reel()
    situation = replace(cas.ECRITES["sans-tva"], nom="Essai")
    questions = (
        Question("kuupanda", "Prenez-vous les chèques ?", reponse="=Oui, en mars"),
        Question("kuupanda", "Refusée ?", retenue=False),
    )
    dossier = Dossier("Essai", situation, ventes=_VENTES, questions=questions)
    exporter(catalogue, comparer(catalogue, situation), tmp_path / "dossier.xlsx", dossier=dossier)
    grand = _grand(catalogue)
    exigences = {"critere-3": "indispensable", "critere-59": "souhaite"}
    large = comparer(grand, replace(situation, formules={}, options={}, exigences=exigences))
    exporter(grand, large, tmp_path / "grand.xlsx")
    sortie = tmp_path / "recalcules"
    sortie.mkdir()
    recalcules = tableur.recalculer(sorted(tmp_path.glob("*.xlsx")), sortie)

    lu = recalcules["dossier"]
    for rang, vente in enumerate(_VENTES, start=1):
        bilan = chiffrer(vente, catalogue, situation).bilan
        for nom, exact in (
            ("cout", bilan.gain_euros),
            ("marge", bilan.gain_marge),
            ("heures", bilan.gain_heures),
        ):
            assert abs(case(lu, f"vente_{rang}_gain_{nom}") - float(exact)) < 1e-6, (vente.nom, nom)
        assert case(lu, f"vente_{rang}_avant_ca") == float(vente.avant.ca)
    textes = {ordinaires(une.value) for feuille, une in cases(lu) if feuille.title == "Questions"}
    assert {"Prenez-vous les chèques ?", "=Oui, en mars"} <= textes
    assert "Refusée ?" not in textes

    for resultat in large.resultats:
        suite = resultat.outil.replace("-", "_")
        assert abs(case(recalcules["grand"], f"horizon_{suite}") - float(resultat.cout.horizon)) < 1e-6
        assert case(recalcules["grand"], f"statut_{suite}") == MOTS_STATUT[resultat.statut]
    for nom, recalcule in recalcules.items():
        garde = load_workbook(tmp_path / f"{nom}.xlsx", data_only=True)
        for feuille, une in cases(garde):
            autre = recalcule[feuille.title][une.coordinate].value
            lieu = (nom, feuille.title, une.coordinate, une.value, autre)
            if isinstance(une.value, (int, float)):
                assert abs(une.value - autre) <= 1e-9 * max(1, abs(une.value)), lieu
            elif une.value != "":
                assert une.value == autre, lieu


def test_des_ventes_de_moins_d_un_centime_s_exportent(tmp_path: Path) -> None:
    situation = Situation(ca_particuliers=Fraction(1, 10**6))
    exporter(catalogue_reel(), comparer(catalogue_reel(), situation), tmp_path / "x.xlsx")
    assert case(load_workbook(tmp_path / "x.xlsx", data_only=True), "pas_seuils") == 1
