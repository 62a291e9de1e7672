"""Ce que chaque feuille doit dire."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from modele.catalogue.objets import Valeur
from modele.export.rangees_couts import PAYEURS
from modele.export.styles import ETATS
from modele.nombres import euros
from tests.export.conftest import Lot
from tests.export.tableur import cases, centimes, ordinaires
from tests.modele.fabrique import catalogue_reel


def _textes(classeur: Workbook, feuille: str) -> list[str]:
    return [ordinaires(c.value) for f, c in cases(classeur) if f.title == feuille]


def _rangees(classeur: Workbook, feuille: str) -> list[list[Any]]:
    return [[c.value for c in rangee] for rangee in classeur[feuille].iter_rows()]


def test_ordre_des_feuilles(valeurs: Workbook) -> None:
    assert valeurs.sheetnames == [
        "Synthèse",
        "Ma ferme",
        "Besoins",
        "Comparatif",
        "Coûts",
        "Graphique des coûts",
        "Seuils",
        "Avant-après",
        "Tarifs",
        "Fiches",
        "Questions",
        "Sources et réserves",
        "_listes",
        "_motifs",
        "_calculs",
    ]


def test_synthese_dit_l_essentiel(valeurs: Workbook) -> None:
    textes = _textes(valeurs, "Synthèse")
    assert textes[0] == "Ferme exemple"
    assert any("Catalogue : édition 1" in texte for texte in textes)
    phrase = (
        "Kuupanda vous coûterait 809,70 € par an, soit 2,7 % de vos ventes. La première année : 789,70 €."
    )
    assert any(texte.startswith(phrase) for texte in textes)
    assert any("NectarGo ne sert que les professionnels" in texte for texte in textes)


def test_synthese_suit_l_ordre_de_la_comparaison(lot: Lot) -> None:
    for nom in ("exemple", "besoins"):
        comparaison = lot.cas[nom].attendue
        noms = [ordinaires(comparaison.par_outil[outil].cout.outil.nom) for outil in comparaison.ordre]
        premiere = [r[0] for r in _rangees(lot.lu(nom), "Synthèse") if r[0]]
        debut = premiere.index("Outil") + 1
        assert [ordinaires(n) for n in premiere[debut : debut + len(noms)]] == noms


def test_prix_incertain_et_ventes_non_portees_sont_dits(lot: Lot) -> None:
    cout = lot.cas["preparation"].attendue.par_outil["locavor"].cout
    textes = _textes(lot.lu("preparation"), "Synthèse")
    bas, haut = (ordinaires(euros(m)) for m in (cout.annee_suivante.bas, cout.annee_suivante.haut))
    assert any(f"Prix incertain : de {bas} à {haut}." in texte for texte in textes)
    textes = _textes(lot.lu("sans-tva"), "Synthèse")
    assert any("des 42\u202f123 € qu'il porterait" in texte for texte in textes)


@pytest.mark.parametrize(
    "nom", ["exemple", "sans-tva", "sous-plancher", "au-plafond", "prelevement", "libre"]
)
def test_couts_porte_chaque_ligne_du_moteur(lot: Lot, nom: str) -> None:
    rangees = _rangees(lot.lu(nom), "Coûts")
    for resultat in lot.cas[nom].attendue.resultats:
        for annee, colonne in ((resultat.cout.annee_1, 6), (resultat.cout.annee_suivante, 7)):
            for ligne in annee.lignes:
                libelle = ordinaires(ligne.libelle).split(" (")[0]
                assert any(
                    isinstance(r[colonne], (int, float))
                    and centimes(r[colonne]) == ligne.montant
                    and r[1] == PAYEURS[ligne.payeur]
                    and libelle.lower() in ordinaires(r[0]).lower()
                    for r in rangees
                ), (resultat.outil, ligne.libelle, ligne.montant)


def test_les_lignes_font_le_total(lot: Lot) -> None:
    for nom in lot.cas:
        if nom.startswith("edite"):
            continue
        somme, lignes = [Decimal(0), Decimal(0)], 0
        for rangee in _rangees(lot.lu(nom), "Coûts"):
            if rangee[0] == "Coût pour la ferme":
                assert [centimes(rangee[6]), centimes(rangee[7])] == somme, (nom, rangee)
                somme, lignes = [Decimal(0), Decimal(0)], lignes + 1
            elif rangee[1] == "la ferme" and rangee[6] != "non chiffré":
                somme = [somme[0] + centimes(rangee[6]), somme[1] + centimes(rangee[7])]
        assert lignes == len(lot.cas[nom].catalogue.outils)


def test_un_frais_sans_prix_n_est_jamais_zero(valeurs: Workbook) -> None:
    rangees = _rangees(valeurs, "Coûts")
    for outil in catalogue_reel().outils:
        for frais in outil.non_chiffres:
            (rangee,) = [r for r in rangees if ordinaires(r[0]) == ordinaires(frais.texte)]
            assert rangee[6] == "non chiffré"


def test_comparatif_donne_chaque_reponse_retenue(valeurs: Workbook) -> None:
    catalogue = catalogue_reel()
    rangees = _rangees(valeurs, "Comparatif")
    entete = next(r for r in rangees if r[0] == "Critère")
    colonnes = {ordinaires(nom): rang for rang, nom in enumerate(entete)}
    par_critere = {ordinaires(r[0]): r for r in rangees if r[0]}
    for critere in catalogue.criteres:
        for outil in catalogue.outils:
            attendue = outil.par_critere[critere.identifiant].valeur
            lue = ordinaires(par_critere[ordinaires(critere.nom)][colonnes[ordinaires(outil.nom)]])
            assert lue == ETATS[attendue].affiche
    for groupe in catalogue.groupes:
        assert ordinaires(groupe.nom) in par_critere


def test_cinq_reponses_par_signe_et_par_mot() -> None:
    assert {etat.affiche for etat in ETATS.values()} == {
        "● Oui",
        "◐ En partie",
        "€ En option",
        "– Non",
        "? Non dit",
    }
    assert set(ETATS) == set(Valeur)


def test_mises_en_forme_du_comparatif(formules: Workbook) -> None:
    regles = [regle for plage in formules["Comparatif"].conditional_formatting for regle in plage.rules]
    ecrites = " ".join(str(regle.formula) for regle in regles)
    for etat in ETATS.values():
        assert etat.affiche in ordinaires(ecrites)


def test_besoins_montres(lot: Lot) -> None:
    textes = _textes(lot.lu("besoins"), "Comparatif")
    assert textes.count("◆ indispensable") == 3
    assert textes.count("◇ souhaité") == 1
    saisis = _textes(lot.lu("besoins"), "Besoins")
    assert saisis.count("indispensable") == 3
    assert saisis.count("souhaité") == 1
    assert saisis.count("indifférent") == len(catalogue_reel().criteres) - 4
    assert not {"◆ indispensable", "◇ souhaité"} & set(_textes(lot.lu("exemple"), "Comparatif"))


def test_fiches_entieres(valeurs: Workbook) -> None:
    textes = _textes(valeurs, "Fiches")
    ensemble = set(textes)
    for outil in catalogue_reel().outils:
        for fait in outil.faits:
            assert any(texte.startswith(ordinaires(fait.texte)) for texte in ensemble), fait.texte
        for evaluation in outil.evaluations:
            if evaluation.nuance:
                assert any(texte.startswith(ordinaires(evaluation.nuance)) for texte in ensemble), (
                    evaluation.nuance
                )
        for fait in outil.faits:
            adresse = (fait.adresse or "").removeprefix("mailto:").split("://")[-1].rstrip("/")
            assert any(adresse.removeprefix("www.") in texte for texte in ensemble), adresse


def test_case_imprimee_dite_quand_elle_differe(valeurs: Workbook) -> None:
    assert any("(Dans le tableau du guide : non.)" in texte for texte in _textes(valeurs, "Fiches"))


def test_sources_et_reserves(valeurs: Workbook) -> None:
    catalogue = catalogue_reel()
    textes = set(_textes(valeurs, "Sources et réserves"))
    for doute in catalogue.guide.doutes:
        assert ordinaires(doute.texte) in textes
    for outil in catalogue.outils:
        for frais in outil.non_chiffres:
            assert ordinaires(frais.texte) in textes
    assert any("Ce n'est pas un non" in texte for texte in textes)
    assert any("GPL" in texte for texte in textes)


def test_aucune_colonne_vide_et_seules_les_feuilles_de_service_cachees(valeurs: Workbook) -> None:
    for feuille in valeurs.worksheets:
        assert (feuille.sheet_state == "hidden") == feuille.title.startswith("_")
        for colonne in feuille.iter_cols():
            assert any(c.value not in (None, "") for c in colonne), (feuille.title, colonne[0].column)


def test_un_outil_de_plus_sans_rien_changer(lot: Lot) -> None:
    noms = set(lot.recalcules["inventes-1"].defined_names)
    assert {f"an1_outil_{rang:02}" for rang in range(25)} <= noms


def test_export_sans_rien_garder_ailleurs(exemple: Path) -> None:
    assert [un.name for un in exemple.parent.iterdir()] == [exemple.name]
