"""Sous-commande « catalogue »."""

import json
from pathlib import Path

import pytest

from console.aiguillage import aiguiller
from console.catalogue import PRECISER
from modele.catalogue import emplacements
from modele.catalogue.editions import Editions
from tests.catalogue import petit


@pytest.fixture
def lieux(tmp_path: Path) -> list[str]:
    """Arguments qui désignent un petit catalogue et sa base, pas encore construite."""
    sources = petit.ecrire(tmp_path / "ressources" / "catalogue")
    return ["--sources", str(sources), "--base", str(tmp_path / "base.sqlite")]


def test_construire_puis_verifier(lieux: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    effectifs = "2 outils, 5 faits, 2 critères, 4 cases, 2 doutes"
    assert aiguiller(["catalogue", "verifier", *lieux]) == 0
    assert capsys.readouterr().out == (
        f"Catalogue valide : {effectifs}.\n"
        "base.sqlite n'est pas à jour : lancez « main.py catalogue construire ».\n"
    )
    assert aiguiller(["catalogue", "construire", *lieux]) == 0
    assert capsys.readouterr().out == f"base.sqlite écrit : {effectifs}.\n"
    assert aiguiller(["catalogue", "verifier", *lieux]) == 0
    assert capsys.readouterr().out == f"Catalogue valide : {effectifs}.\nbase.sqlite est à jour.\n"


def test_construire_la_base_livree_ecrit_aussi_ce_qu_elle_doit_etre(
    lieux: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    base, temoin = Path(lieux[3]), tmp_path / "base.json"
    monkeypatch.setattr(emplacements, "BASE", base)
    monkeypatch.setattr(emplacements, "TEMOIN", temoin)
    assert aiguiller(["catalogue", "construire", *lieux[:2]]) == 0
    assert Editions(None, base, temoin).actif().catalogue.edition == "1"
    assert aiguiller(["catalogue", "verifier", *lieux[:2]]) == 0
    assert "est à jour." in capsys.readouterr().out
    temoin.write_text(temoin.read_text().replace('"sha256": "', '"sha256": "0'))
    assert aiguiller(["catalogue", "verifier", *lieux[:2]]) == 0
    assert "n'est pas à jour" in capsys.readouterr().out


@pytest.mark.parametrize("action", ["construire", "verifier"])
def test_un_catalogue_invalide_donne_toutes_ses_fautes(
    lieux: list[str], capsys: pytest.CaptureFixture[str], action: str
) -> None:
    petit.modifier(Path(lieux[1]) / "panier.toml", 'payeur = "gerant"', 'payeur = "banque"')
    petit.modifier(Path(lieux[1]) / "guide.toml", 'edition = "1"', 'edition = "un"')
    assert aiguiller(["catalogue", action, *lieux]) == 2
    sorties = capsys.readouterr()
    assert sorties.out == ""
    guide, panier = sorties.err.splitlines()
    assert guide.startswith("ressources/catalogue/guide.toml, edition : « un »")
    assert panier.startswith(
        "ressources/catalogue/panier.toml, formules[0].composantes[1].payeur : « banque »"
    )
    assert not Path(lieux[3]).exists()


def test_le_json_est_celui_de_la_base(lieux: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    aiguiller(["catalogue", "construire", *lieux])
    capsys.readouterr()
    assert aiguiller(["catalogue", "--json", *lieux]) == 0
    lu = json.loads(capsys.readouterr().out)
    assert [outil["nom"] for outil in lu["outils"]] == ["Marché", "Panier"]


def test_une_base_absente_est_une_faute_de_fichier(
    lieux: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert aiguiller(["catalogue", "--json", *lieux]) == 3
    sorties = capsys.readouterr()
    assert "est introuvable" in sorties.err and len(sorties.err.splitlines()) == 1


def test_un_dossier_ou_l_on_ne_peut_ecrire(lieux: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    absent = Path(lieux[3]) / "absent"
    assert aiguiller(["catalogue", "construire", *lieux[:3], str(absent / "b")]) == 3
    assert capsys.readouterr().err == f"Le dossier « {absent} » n'existe pas : « b » n'y sera pas écrit.\n"
    dossier = Path(lieux[3]).parent
    assert aiguiller(["catalogue", "construire", *lieux[:3], str(dossier)]) == 3
    assert capsys.readouterr().err == f"« {dossier} » est un dossier : donnez le nom d'un fichier.\n"


@pytest.mark.parametrize("choix", [[], ["verifier", "--json"], ["construire", "--json"]])
def test_une_action_et_une_seule(
    lieux: list[str], capsys: pytest.CaptureFixture[str], choix: list[str]
) -> None:
    assert aiguiller(["catalogue", *choix, *lieux]) == 2
    assert capsys.readouterr().err == f"{PRECISER}\n"
