"""`main.py lot` comme le lance un script : codes de sortie, une ligne par ferme, jamais de trace."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.console.outils_console import RACINE, lancer
from tests.lot.fabrique import dossier_json, synthese, tableau


def test_tout_passe(tmp_path: Path) -> None:
    fermes = dossier_json(tmp_path / "f", a={"nom": "Ormes", "ca_particuliers": 30000}, b={"nom": "Élise"})
    fini = lancer("lot", fermes, tmp_path / "sortie")
    assert fini.returncode == 0, fini.stderr
    assert fini.stdout.startswith("2 classeurs sur 2")
    assert fini.stderr.splitlines()[0].startswith("[1/2] a.json, Ormes : AmapJ, 0,00")
    assert len(synthese(tmp_path / "sortie")) == 2


def test_une_ferme_refusee_donne_2_et_les_autres_sont_ecrites(tmp_path: Path) -> None:
    chemin = tableau(tmp_path / "f.xlsx", ("nom", "horizon"), ("A", 2), ("B", 99))
    fini = lancer("lot", chemin, tmp_path / "sortie")
    assert fini.returncode == 2
    assert (
        "[2/2] ligne 3, B : refusée. Durée de la comparaison (années) (B3) : reçu « 99 », attendu un nombre"
        in fini.stderr
    )
    assert "Traceback" not in fini.stderr and fini.stdout.startswith("1 classeur sur 2")
    assert (tmp_path / "sortie" / "A.xlsx").exists()


def test_un_fichier_qui_empeche_donne_3_et_les_autres_sont_ecrites(tmp_path: Path) -> None:
    chemin = tableau(tmp_path / "f.xlsx", ("nom", "horizon"), ("A", 2), ("B", 99), ("C", 3))
    # Un dossier tient la place du classeur de A.
    (tmp_path / "sortie" / "A.xlsx").mkdir(parents=True)
    fini = lancer("lot", chemin, tmp_path / "sortie")
    assert fini.returncode == 3 and "A : pas écrite." in fini.stderr
    assert [ligne["État"] for ligne in synthese(tmp_path / "sortie")] == ["pas écrite", "refusée", "écrite"]
    assert (tmp_path / "sortie" / "C.xlsx").exists()


def test_tableau_vide(tmp_path: Path) -> None:
    modele = tmp_path / "fermes.xlsx"
    assert lancer("lot", "--modele", modele).returncode == 0
    deja = lancer("lot", "--modele", modele)
    assert deja.returncode == 3 and "existe déjà" in deja.stderr
    vide = lancer("lot", modele, tmp_path / "sortie")
    assert vide.returncode == 2 and "aucune ferme" in vide.stderr
    assert not (tmp_path / "sortie").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "raison"),
    [
        ((), 2, "Il faut une entrée"),
        (("f",), 2, "Il faut une entrée"),
        (("absent", "s"), 3, "n'existe pas"),
        (("f", "f"), 2, "celui des fermes"),
        (("f/a.json", "s"), 2, "ni un dossier ni un tableau"),
        (("f", "f/a.json"), 3, "c'est un fichier"),
        (("vide", "s"), 2, "aucun fichier"),
        (("f", "s", "--modele", "m.xlsx"), 2, "ne donnez ni entrée ni sortie"),
        (("--modele", "m.ods"), 2, ".xlsx"),
        (("--modele", "absent/m.xlsx"), 3, "n'existe pas"),
    ],
)
def test_fautes_en_une_ligne(arguments: tuple[str, ...], code: int, raison: str, tmp_path: Path) -> None:
    dossier_json(tmp_path / "f", a={})
    (tmp_path / "vide").mkdir()
    chemins = [mot if mot.startswith("--") else str(tmp_path / mot) for mot in arguments]
    fini = lancer("lot", *chemins)
    assert fini.returncode == code, fini.stderr
    assert raison in fini.stderr and len(fini.stderr.splitlines()) == 1


def test_aide_dit_tout(tmp_path: Path) -> None:
    aide = lancer("lot", "--help").stdout
    for mot in ("ENTRÉE SORTIE", "--modele", "synthese.xlsx", "gardé 1", "Codes de sortie"):
        assert mot in aide


def test_sans_qt_ni_openpyxl_avant_l_usage() -> None:
    code = "import sys; from console.aiguillage import construire; construire('lot'); print([m for m in ('PySide6', 'openpyxl', 'sqlalchemy') if m in sys.modules])"
    assert lancer(code=code).stdout.strip() == "[]"


@pytest.mark.skipif(os.name == "nt", reason="Windows n'envoie pas ce signal à un seul processus")
def test_ctrl_c_ecrit_la_synthese(tmp_path: Path) -> None:
    fermes = dossier_json(tmp_path / "f", **{f"f{rang:03}": {"ca_particuliers": 900} for rang in range(200)})
    commande = [sys.executable, str(RACINE / "main.py"), "lot", str(fermes), str(tmp_path / "s")]
    with subprocess.Popen(
        commande, cwd=RACINE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as lance:
        assert lance.stderr is not None
        lance.stderr.readline()
        lance.send_signal(signal.SIGINT)
        _, erreurs = lance.communicate(timeout=120)
    assert lance.returncode == 2 and "Lot arrêté." in erreurs and "Traceback" not in erreurs
    etats = [ligne["État"] for ligne in synthese(tmp_path / "s")]
    assert len(etats) == 200 and etats[0] == "écrite" and etats[-1] == "pas traitée"
