"""Publier et recevoir une édition en ligne de commande ; toutes les sous-commandes l'emploient."""

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from console.aiguillage import aiguiller
from modele.catalogue import emplacements
from modele.catalogue.editions import Editions
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.objets import Dossier
from modele.dossiers.sauvegardes import CATALOGUE, lister
from modele.dossiers.verrou import Verrou
from modele.prix_propose import PrixPropose
from modele.situation import EXEMPLE
from tests.catalogue.mises_a_jour import retourner
from tests.catalogue.petit import modifier

Commande = Callable[..., int]


@pytest.fixture
def cles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Clés acceptées, à la place de celles du programme."""
    dossier = tmp_path / "cles"
    dossier.mkdir()
    monkeypatch.setattr(emplacements, "CLES", dossier)
    return dossier


@pytest.fixture
def cle(tmp_path: Path, cles: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Clé privée dont la publique est acceptée."""
    privee = tmp_path / "reseau.pem"
    assert aiguiller(["catalogue", "cle", str(privee)]) == 0
    assert "ressources/cles" in capsys.readouterr().out
    (tmp_path / "reseau.pem.pub").rename(cles / "reseau.pub")
    return privee


@pytest.fixture
def recue(tmp_path: Path, cle: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Édition 2 : l'abonnement de Kuupanda passe à 24 €."""
    import shutil

    sources = tmp_path / "sources"
    shutil.copytree(emplacements.SOURCES, sources)
    modifier(sources / "guide.toml", 'edition = "1"', 'edition = "2"')
    modifier(sources / "kuupanda.toml", 'montant = "20"', 'montant = "24"')
    sortie = tmp_path / "e2.boussole"
    publier = ["catalogue", "publier", "--cle", str(cle), "--sources", str(sources), str(sortie)]
    assert aiguiller(publier) == 0
    sorties = capsys.readouterr()
    assert (
        sorties.out.startswith("e2.boussole écrit : édition 2, du 2026-11-23, 9 outils") and not sorties.err
    )
    return sortie


@pytest.fixture
def donnees(tmp_path: Path) -> Path:
    return tmp_path / "donnees"


def sorties(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    lues = capsys.readouterr()
    return lues.out.replace("\u00a0", " ").replace("\u202f", " "), lues.err.replace("\u00a0", " ")


def recevoir(donnees: Path, fichier: Path, *options: str) -> int:
    return aiguiller(["--donnees", str(donnees), "catalogue", "recevoir", str(fichier), *options])


def test_recevoir_montre_sans_rien_changer(
    donnees: Path, recue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert recevoir(donnees, recue) == 0
    dit, _ = sorties(capsys)
    assert "Édition 1, du 23 novembre 2026 → édition 2" in dit
    assert "  Kuupanda : abonnement 20 → 24 €/mois" in dit
    assert "Rien n'a changé." in dit
    assert not donnees.exists()


def test_accepter_sert_a_toutes_les_sous_commandes(
    donnees: Path, recue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert recevoir(donnees, recue, "--accepter") == 0
    assert "L'édition 2 du catalogue est en service." in sorties(capsys)[0]
    situation = tmp_path / "s.json"
    situation.write_text('{"ca_particuliers": 30000, "part_en_ligne": 0}')
    couts = {}
    for lieu in (donnees, tmp_path / "vide"):
        assert aiguiller(["--donnees", str(lieu), "calculer", str(situation), "--json"]) == 0
        lu = json.loads(sorties(capsys)[0])
        kuupanda = next(outil for outil in lu["outils"] if outil["outil"] == "kuupanda")
        couts[lu["catalogue"]["edition"]] = kuupanda["annee_suivante"]["ferme"]
    assert couts == {"2": "288.00", "1": "240.00"}
    assert aiguiller(["--donnees", str(donnees), "catalogue", "--json"]) == 0
    assert json.loads(sorties(capsys)[0])["edition"] == "2"
    classeur = tmp_path / "x.xlsx"
    assert aiguiller(["--donnees", str(donnees), "exporter", str(situation), str(classeur)]) == 0
    from openpyxl import load_workbook

    ecrit = load_workbook(classeur)["Sources et réserves"]
    assert any("Édition 2" in str(case.value) for rangee in ecrit.iter_rows() for case in rangee)
    assert not (tmp_path / "vide").exists()


def test_recevoir_dit_ce_qui_change_pour_les_dossiers_et_les_sauvegarde(
    donnees: Path, recue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    situation = replace(EXEMPLE, nom="GAEC du Pré", ca_particuliers=Fraction(30_000))
    base = donnees / "dossiers.sqlite"
    with DepotDossiers.ouvrir(base) as depot:
        depot.enregistrer(Dossier("GAEC du Pré", situation))
    avant = base.read_bytes()
    assert recevoir(donnees, recue, "--accepter") == 0
    assert "  GAEC du Pré : le coût par an change : Kuupanda 809,70 € → 857,70 €" in sorties(capsys)[0]
    (sauvegarde,) = lister(base)
    assert sauvegarde.motif == CATALOGUE
    assert base.read_bytes() == avant


def test_un_tarif_propose_a_la_ferme_l_emporte_sur_l_edition(
    donnees: Path, recue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prix = PrixPropose("kuupanda", "standard", "abonnement", "mois", Fraction(18), "2027-01-04")
    with DepotDossiers.ouvrir(donnees / "dossiers.sqlite") as depot:
        depot.enregistrer(Dossier("GAEC du Pré", EXEMPLE, prix_proposes=(prix,)))
    assert recevoir(donnees, recue) == 0
    assert "Vos dossiers" not in sorties(capsys)[0]


def test_une_base_de_dossiers_abimee_n_empeche_pas_de_changer_d_edition(
    donnees: Path, recue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from modele.reception import acceptation, changer, examiner

    donnees.mkdir()
    base = donnees / "dossiers.sqlite"
    base.write_bytes(b"abime" * 1000)
    editions = Editions(donnees)
    proposition = examiner(recue, editions)
    from modele.dossiers.depot import heure_locale

    assert changer(acceptation(proposition, editions), base, heure_locale()).edition.numero == 2
    assert base.read_bytes() == b"abime" * 1000


def test_la_fenetre_ouverte_est_dite(donnees: Path, recue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verrou = Verrou.prendre(donnees)
    try:
        assert recevoir(donnees, recue, "--accepter") == 3
    finally:
        verrou.rendre()
    assert "déjà ouverte" in sorties(capsys)[1]
    assert Editions(donnees).actif().edition.numero == 1


@pytest.mark.parametrize(
    ("contenu", "attendu"), [(b"", "est vide"), (b"{}", "n'est pas une mise à jour"), (None, "n'existe pas")]
)
def test_un_refus_tient_en_une_ligne(
    donnees: Path,
    cle: Path,
    tmp_path: Path,
    contenu: bytes | None,
    attendu: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fichier = tmp_path / "x.boussole"
    if contenu is not None:
        fichier.write_bytes(contenu)
    assert recevoir(donnees, fichier, "--accepter") == (2 if contenu is not None else 3)
    _, dit = sorties(capsys)
    assert attendu in dit and len(dit.splitlines()) == 1
    assert not (donnees / "catalogue").exists()


def test_sans_cle_livree_rien_n_est_accepte(
    donnees: Path, recue: Path, cles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (cles / "reseau.pub").unlink()
    assert recevoir(donnees, recue) == 2
    assert "elle ne connaît la clé d'aucun éditeur" in sorties(capsys)[1]


def test_recevoir_deux_fois(donnees: Path, recue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert recevoir(donnees, recue, "--accepter") == 0
    for options in ((), ("--accepter",)):
        assert recevoir(donnees, recue, *options) == 2
        assert sorties(capsys)[1] == "L'édition 2 du catalogue est déjà en service.\n"


def test_publier_avec_une_cle_que_l_application_ignore_previent(
    tmp_path: Path, cles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    aiguiller(["catalogue", "cle", str(tmp_path / "k")])
    sortie = tmp_path / "x.boussole"
    assert aiguiller(["catalogue", "publier", "--cle", str(tmp_path / "k"), str(sortie)]) == 0
    assert "l'application livrée refusera" in sorties(capsys)[1]
    assert sortie.exists()


@pytest.mark.parametrize(
    ("arguments", "attendu", "code"),
    [
        (["publier", "--cle", "k", "x.txt"], "un nom en .boussole", 2),
        (["publier", "--cle", "absente", "x.boussole"], "n'existe pas", 3),
        (["publier", "--cle", "mauvaise", "x.boussole"], "n'est pas une clé privée", 2),
        (["cle", "k"], "existe déjà", 3),
        (["cle", "absent/k"], "n'a pas pu être écrite", 3),
    ],
)
def test_une_mauvaise_demande_tient_en_une_ligne(
    tmp_path: Path,
    cles: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    attendu: str,
    code: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    aiguiller(["catalogue", "cle", "k"])
    (tmp_path / "mauvaise").write_text("rien")
    capsys.readouterr()
    assert aiguiller(["catalogue", *arguments]) == code
    _, dit = sorties(capsys)
    assert attendu in dit and len(dit.splitlines()) == 1
    assert not (tmp_path / "x.boussole").exists()


def test_publier_dit_toutes_les_fautes_des_fichiers(
    tmp_path: Path, cle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.catalogue.petit import ecrire

    sources = ecrire(tmp_path / "petites")
    modifier(sources / "panier.toml", 'payeur = "gerant"', 'payeur = "banque"')
    modifier(sources / "guide.toml", 'edition = "1"', 'edition = "un"')
    sortie = tmp_path / "x.boussole"
    assert aiguiller(["catalogue", "publier", "--cle", str(cle), "--sources", str(sources), str(sortie)]) == 2
    assert len(sorties(capsys)[1].splitlines()) == 2 and not sortie.exists()


def test_une_edition_abimee_est_dite_sur_la_sortie_d_erreur(
    donnees: Path, recue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recevoir(donnees, recue, "--accepter")
    (fichier,) = (donnees / "catalogue").glob("edition-*.sqlite")
    retourner(fichier, 200_000)
    situation = tmp_path / "s.json"
    situation.write_text("{}")
    capsys.readouterr()
    assert aiguiller(["--donnees", str(donnees), "calculer", str(situation), "--json"]) == 0
    dit, erreurs = sorties(capsys)
    assert json.loads(dit)["catalogue"]["edition"] == "1"
    assert "L'édition 2 du catalogue est abîmée" in erreurs and len(erreurs.splitlines()) == 1
