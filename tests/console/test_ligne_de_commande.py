"""Le contrat de la ligne de commande : sorties, codes, phrases, et rien de Qt sans fenêtre."""

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from tests.console.outils_console import RACINE, lancer


@pytest.fixture
def situation(tmp_path: Path) -> Path:
    """Une petite ferme mixte."""
    chemin = tmp_path / "ferme des Éclats.json"
    chemin.write_text(
        json.dumps(
            {
                "nom": "Ferme des Éclats",
                "ca_particuliers": "30 000,00",
                "ca_professionnels": 12000,
                "exigences": {"professionnels": "indispensable", "collectif": "souhaite"},
            }
        ),
        encoding="utf-8",
    )
    return chemin


def test_calculer_en_json_suit_le_contrat(situation: Path) -> None:
    resultat = lancer("calculer", situation, "--json")
    assert resultat.returncode == 0, resultat.stderr
    donnees = json.loads(resultat.stdout)
    assert set(donnees) == {"catalogue", "outils", "seuils"}
    assert set(donnees["catalogue"]) == {"edition", "date"}
    outils = [outil["outil"] for outil in donnees["outils"]]
    assert outils == sorted(outils) and len(outils) == 9
    kuupanda = donnees["outils"][outils.index("kuupanda")]
    # 12 × 20 + 1,8 % × 30 000 × 1,055 ; les professionnels ne paient pas en ligne par défaut.
    assert kuupanda["annee_suivante"]["ferme"] == "809.70"
    assert kuupanda["annee_1"]["ferme"] == "789.70"
    assert kuupanda["horizon"]["ferme"] == "2409.10"
    assert kuupanda["ca_couvert"] == "42000.00"
    assert kuupanda["taux_effectif"] == "0.0193"
    for outil in donnees["outils"]:
        for annee in ("annee_1", "annee_suivante"):
            cout = outil[annee]
            lignes = [Decimal(ligne["montant"]) for ligne in cout["lignes"] if ligne["payeur"] == "ferme"]
            assert Decimal(cout["ferme"]) == sum(lignes, Decimal(0))
            assert Decimal(cout["bas"]) <= Decimal(cout["ferme"]) <= Decimal(cout["haut"])
    statuts = {outil["outil"]: outil["statut"] for outil in donnees["outils"]}
    assert statuts["amapj"] == "ecarte" and statuts["kuupanda"] == "retenu"
    assert statuts["local-bio"] == "avec_reserve"


def test_seuils_sans_trou_ni_recouvrement(situation: Path) -> None:
    donnees = json.loads(lancer("calculer", situation, "--json", "--ca-max", "400000").stdout)
    intervalles = donnees["seuils"]["intervalles"]
    assert donnees["seuils"]["ca_max"] == "400000"
    assert intervalles[0]["de"] == "0.00" and intervalles[-1]["a"] == "400000.00"
    for avant, apres in pairwise(intervalles):
        assert avant["a"] == apres["de"]
        assert avant["moins_chers"] != apres["moins_chers"]


def test_calculer_en_texte_se_lit(situation: Path) -> None:
    resultat = lancer("calculer", situation)
    assert resultat.returncode == 0
    assert "Ferme des Éclats" in resultat.stdout
    assert "809,70" in resultat.stdout and "Traceback" not in resultat.stderr


@pytest.mark.parametrize(
    ("contenu", "attendus"),
    [
        ('{"panier_moyen": -3}', ("panier_moyen", "-3", "0,01")),
        ('{"panier_moyens": 3}', ("panier_moyens",)),
        ('{"label": "demeter"}', ("label", "demeter", "bio")),
        ('{"horizon": 2.5}', ("horizon", "2.5")),
        ('{"ca_particuliers": true}', ("ca_particuliers",)),
        ('{"ca_particuliers": NaN}', ("ca_particuliers", "« NaN »", "100 000 000")),
        ('{"horizon": -Infinity}', ("horizon", "« -Infinity »", "entier")),
        ('{"nom": NaN}', ("nom", "« NaN »", "texte")),
        (
            '{"montants_libres": {"local-bio": 1e99999999999999999999}}',
            ("local-bio", "« 1e99999999999999999999"),
        ),
        ('{"formules": {"socleo": "or"}}', ("socleo", "or")),
        ('{"exigences": {"collectif": "oui"}}', ("collectif", "oui")),
        ("[1, 2]", ()),
        ("{", ()),
        ('{"nom": "a", "nom": "b"}', ("nom",)),
    ],
)
def test_entree_refusee_en_une_phrase(tmp_path: Path, contenu: str, attendus: tuple[str, ...]) -> None:
    chemin = tmp_path / "situation.json"
    chemin.write_text(contenu, encoding="utf-8")
    resultat = lancer("calculer", chemin)
    assert resultat.returncode == 2
    assert resultat.stdout == ""
    assert len(resultat.stderr.strip().splitlines()) == 1
    assert "Traceback" not in resultat.stderr
    for attendu in attendus:
        assert attendu in resultat.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "phrase"),
    [
        (("calculer", "absent.json"), 3, "n'existe pas"),
        (("calculer",), 2, "il manque"),
        (("calculer", "a.json", "--bidule"), 2, "argument inconnu"),
        (("captures", "sortie", "--theme", "rose"), 2, "n'est pas proposé"),
        (("captures", "sortie", "--taille", "grande"), 2, "1366x768"),
        (("nimporte",), 2, "nimporte"),
    ],
)
def test_fautes_de_commande(arguments: tuple[str, ...], code: int, phrase: str) -> None:
    resultat = lancer(*arguments)
    assert resultat.returncode == code
    assert phrase in resultat.stderr
    assert len(resultat.stderr.strip().splitlines()) == 1


def test_sans_ecran_une_phrase_nomme_exporter() -> None:
    resultat = lancer()
    assert resultat.returncode == 3
    assert len(resultat.stderr.strip().splitlines()) == 1
    assert "exporter" in resultat.stderr and "écran" in resultat.stderr


@pytest.mark.parametrize("commande", ["calculer", "exporter", "catalogue"])
def test_sans_fenetre_qt_n_est_pas_importe(situation: Path, tmp_path: Path, commande: str) -> None:
    arguments = {
        "calculer": [str(situation)],
        "exporter": [str(situation), str(tmp_path / "sortie.xlsx")],
        "catalogue": ["--json"],
    }[commande]
    code = (
        "import sys; from console.aiguillage import aiguiller; "
        f"code = aiguiller({[commande, *arguments]!r}); "
        "interdits = [nom for nom in sys.modules if nom.split('.')[0] in ('PySide6', 'shiboken6', 'gui')]; "
        "print(interdits, file=sys.stderr); sys.exit(code if not interdits else 9)"
    )
    resultat = lancer(code=code)
    assert resultat.returncode == 0, resultat.stderr


def test_exporter_refuse_un_autre_suffixe(situation: Path, tmp_path: Path) -> None:
    resultat = lancer("exporter", situation, tmp_path / "sortie.ods")
    assert resultat.returncode == 2 and ".xlsx" in resultat.stderr


def test_exporter_dans_un_dossier_absent(situation: Path, tmp_path: Path) -> None:
    resultat = lancer("exporter", situation, tmp_path / "absent" / "sortie.xlsx")
    assert resultat.returncode == 3 and "absent" in resultat.stderr
    assert len(resultat.stderr.strip().splitlines()) == 1


def test_tuyau_ferme_sans_trace(situation: Path) -> None:
    code = (
        "import subprocess, sys; "
        f"lecteur = subprocess.Popen([sys.executable, 'main.py', 'catalogue', '--json'], cwd={str(RACINE)!r}, "
        "stdout=subprocess.PIPE, stderr=subprocess.PIPE); "
        "lecteur.stdout.read(10); lecteur.stdout.close(); "
        "erreurs = lecteur.stderr.read().decode(); lecteur.wait(); "
        "sys.exit(0 if not erreurs else erreurs)"
    )
    resultat = lancer(code=code)
    assert resultat.returncode == 0, resultat.stderr
