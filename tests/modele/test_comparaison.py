"""Comparaison de tous les outils, dixième outil compris."""

import shutil
from pathlib import Path

from modele.catalogue.emplacements import SOURCES
from modele.catalogue.lecture import lire_catalogue
from modele.choix.objets import Statut
from modele.comparaison import comparer
from modele.lecture_situation import lire_situation
from modele.situation import EXEMPLE
from modele.tarification.calcul import calculer
from modele.tarification.seuils import intervalles_en_texte, seuils_de_situation
from tests.modele.fabrique import catalogue_reel, situation


def test_l_exemple_compare_les_neuf_outils() -> None:
    comparaison = comparer(catalogue_reel(), EXEMPLE)
    assert [(r.outil, str(r.cout.annee_suivante.ferme)) for r in comparaison.resultats] == [
        ("amapj", "0.00"),
        ("cagette", "2700.00"),
        ("coopcircuits", "1050.00"),
        ("kuupanda", "809.70"),
        ("la-ruche-qui-dit-oui", "6000.00"),
        ("local-bio", "700.82"),
        ("locavor", "4950.00"),
        ("nectargo", "0.00"),
        ("socleo", "360.00"),
    ]
    assert comparaison.ordre[-1] == "nectargo"
    assert comparaison.par_outil["nectargo"].statut is Statut.ECARTE
    assert comparaison.situation is EXEMPLE


def test_comparer_calcule_chaque_outil_comme_seul() -> None:
    mixte = situation(ca_particuliers=30_000, ca_professionnels=5_000, recupere_tva=False)
    for resultat in comparer(catalogue_reel(), mixte).resultats:
        seul = calculer(catalogue_reel().par_outil[resultat.outil], mixte)
        assert resultat.cout == seul
        assert resultat.cout.annee_1.lignes == seul.annee_1.lignes


def test_sans_vente_tous_les_outils_sont_ecartes() -> None:
    assert {r.statut for r in comparer(catalogue_reel(), situation()).resultats} == {Statut.ECARTE}


DIXIEME = """
identifiant = "dixieme"
nom = "Dixième outil"
categorie = "ferme"
clienteles = ["particuliers"]
date_tarif = "2026-05"
faits = []

[[formules]]
identifiant = "standard"
nom = "Standard"
defaut = true
lignes = "1"

[[formules.composantes]]
identifiant = "commission"
libelle = "Commission"
nature = "commission"
assiette = "ca"
suivie = "ca_particuliers"
paliers = [{ taux = "0.5", jusqu_a = "20000", borne_incluse = true }, { taux = "4" }]
plancher = "50"
payeur = "ferme"
taxe = "net"
lignes = "1"

[[options]]
identifiant = "balance"
nom = "Balance"
lignes = "1"

[[options.composantes]]
identifiant = "balance"
libelle = "Balance"
nature = "option"
assiette = "mois"
montant = "5"
mois_offerts = 2
payeur = "ferme"
taxe = "ht"
lignes = "1"
"""


def test_un_dixieme_outil_est_un_fichier_toml(tmp_path: Path) -> None:
    dossier = tmp_path / "catalogue"
    shutil.copytree(SOURCES, dossier)
    cases = "".join(
        f'[[evaluations]]\ncritere = "{c.identifiant}"\nvaleur = "non_precise"\n'
        f'nuance = "Le guide ne le dit pas."\nlignes = ""\n'
        + ('guide = "non_precise"\n' if c.synthese else "")
        for c in catalogue_reel().criteres
    )
    (dossier / "dixieme.toml").write_text(DIXIEME + cases, "utf-8")
    dix = lire_catalogue(dossier)
    choisie = lire_situation({"ca_particuliers": 20_000, "options": {"dixieme": ["balance"]}}, dix)
    resultat = comparer(dix, choisie).par_outil["dixieme"]
    # 0,5 % de 20 000, borne incluse, et 12 × 5 − 2 × 5 pour l'option
    assert [str(ligne.montant) for ligne in resultat.cout.annee_1.lignes] == ["100.00", "60.00", "-10.00"]
    assert str(resultat.cout.annee_suivante.ferme) == "160.00"
    sans_option = lire_situation(
        {"ca_particuliers": 20_000, "exigences": {"autonomie": "indispensable"}}, dix
    )
    comparaison = comparer(dix, sans_option)
    assert comparaison.par_outil["dixieme"].statut is Statut.A_VERIFIER
    intervalles = intervalles_en_texte(seuils_de_situation(dix, comparaison, EXEMPLE.ca_total))
    # 50 jusqu'à 10 000 puis 0,5 %, contre Local.bio : 50 ÷ (1,055 × (1,5 % + 0,25 ÷ 35)) = 2 140,3455…
    assert intervalles == [
        {"de": "0.00", "a": "2140.35", "moins_chers": ["local-bio"]},
        {"de": "2140.35", "a": "20000.00", "moins_chers": ["dixieme"]},
        {"de": "20000.00", "a": "30000.00", "moins_chers": ["socleo"]},
    ]
