"""`main.py vente`, lancé pour de vrai."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from modele.catalogue.emplacements import RACINE
from modele.catalogue.objets import Catalogue, ColonneVente
from modele.lecture_vente import CHAMPS
from modele.nombres import texte_exact


def lancer(*arguments: str, sans_qt: bool = False) -> subprocess.CompletedProcess[str]:
    entree = [str(RACINE / "main.py")]
    if sans_qt:
        entree = [
            "-c",
            "import sys; sys.modules['PySide6'] = None; "
            "from console.aiguillage import aiguiller; sys.exit(aiguiller(sys.argv[1:]))",
        ]
    return subprocess.run(
        [sys.executable, *entree, "vente", *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=RACINE,
        timeout=60,
    )


@pytest.fixture
def haute_loire(tmp_path: Path, catalogue: Catalogue) -> str:
    def colonne(colonne: ColonneVente) -> dict[str, str]:
        return {champ.nom: texte_exact(getattr(colonne, champ.nom)) for champ in CHAMPS}

    ventes = [
        {"nom": exemple.nom, "avant": colonne(exemple.avant), "apres": colonne(exemple.apres)}
        for exemple in catalogue.guide.exemples
    ]
    fichier = tmp_path / "haute-loire.json"
    fichier.write_text(json.dumps({"ventes": ventes}), encoding="utf-8")
    return str(fichier)


def ecrire(dossier: Path, contenu: str) -> str:
    fichier = dossier / "vente.json"
    fichier.write_text(contenu, encoding="utf-8")
    return str(fichier)


def test_le_json_des_deux_ventes_de_haute_loire_sans_qt(haute_loire: str) -> None:
    fini = lancer(haute_loire, "--json", sans_qt=True)
    assert (fini.returncode, fini.stderr) == (0, "")
    lues = json.loads(fini.stdout)["ventes"]
    noms = [vente.pop("nom") for vente in lues]
    assert [" ".join(nom.split()) for nom in noms] == ["Vente n° 1", "Vente n° 2"]
    assert lues == [
        {
            "avant": {"cout": "1920.00", "part_ca": "0.3453"},
            "apres": {"cout": "940.00", "part_ca": "0.1739"},
            "gain_euros": "980.00",
            "gain_heures": "78.00",
        },
        {
            "avant": {"cout": "985.00", "part_ca": "0.3973"},
            "apres": {"cout": "1310.00", "part_ca": "0.2384"},
            "gain_euros": "-325.00",
            "gain_heures": "-6.25",
        },
    ]


def test_le_texte_dit_les_couts_les_parts_et_les_gains(haute_loire: str) -> None:
    fini = lancer(haute_loire)
    assert (fini.returncode, fini.stderr) == (0, "")
    lignes = [" ".join(ligne.split()) for ligne in fini.stdout.splitlines()]
    for attendue in (
        "Coût de la vente 1 920,00 € 940,00 €",
        "% du chiffre d'affaires 34,5 % 17,4 %",
        "Heures 138 h 60 h",
        "Reste pour une heure 38,38 € 86,43 €",
        "Coût : 980,00 € de moins.",
        "Temps : 78 h de moins.",
        "Reste une fois le coût payé : 825,00 € de plus.",
        "Coût de la vente 985,00 € 1 310,00 €",
        "% du chiffre d'affaires 39,7 % 23,8 %",
        "Coût : 325,00 € de plus.",
        "Temps : 6,25 h de plus.",
        "Montants par an, sans le coût de l'outil de vente.",
    ):
        assert attendue in lignes


def test_une_vente_vide_n_a_ni_part_ni_reste(tmp_path: Path) -> None:
    fichier = ecrire(tmp_path, '{"ventes": [{}]}')
    (vente,) = json.loads(lancer(fichier, "--json").stdout)["ventes"]
    vide = {"cout": "0.00", "part_ca": None}
    assert vente == {"nom": "", "avant": vide, "apres": vide, "gain_euros": "0.00", "gain_heures": "0.00"}
    lignes = [" ".join(ligne.split()) for ligne in lancer(fichier).stdout.splitlines()]
    assert lignes[0] == "Vente sans nom"
    assert {"% du chiffre d'affaires – –", "Reste pour une heure – –", "Coût : sans changement."} <= set(
        lignes
    )


def test_un_fichier_sans_vente_le_dit(tmp_path: Path) -> None:
    fini = lancer(ecrire(tmp_path, '{"ventes": []}'))
    assert (fini.returncode, fini.stdout) == (0, "Ce fichier ne contient aucune vente.\n")


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        ('{"ventes": [{"avant": {"km": -3}}]}', "(km) doit être un nombre compris entre 0 et"),
        ('{"ventes": [{"avant": {"kms": 3}}]}', "le champ « kms » n'existe pas (vous avez écrit « 3 »)"),
        ('{"ventes": [', "n'est pas du JSON"),
    ],
)
def test_une_entree_refusee_tient_sur_une_ligne_et_rend_2(tmp_path: Path, contenu: str, dit: str) -> None:
    fini = lancer(ecrire(tmp_path, contenu))
    assert (fini.returncode, fini.stdout) == (2, "")
    assert dit in fini.stderr
    assert fini.stderr.count("\n") == 1


def test_un_fichier_absent_rend_3(tmp_path: Path) -> None:
    fini = lancer(str(tmp_path / "absent.json"))
    assert (fini.returncode, fini.stdout) == (3, "")
    assert "n'existe pas" in fini.stderr
    assert "Traceback" not in fini.stderr


@pytest.mark.parametrize("ecrit", ["NaN", "Infinity", "-1e99999999999999999999"])
def test_un_nombre_impossible_est_refuse_avec_son_champ(tmp_path: Path, ecrit: str) -> None:
    resultat = lancer(ecrire(tmp_path, f'{{"ventes": [{{"avant": {{"km": {ecrit}}}}}]}}'))
    assert resultat.returncode == 2
    assert "Vente n° 1, « avant »" in resultat.stderr and "(km)" in resultat.stderr
    assert f"(vous avez écrit « {ecrit} »)" in resultat.stderr
