"""`main.py imprimer` : un PDF sans écran, ses codes de sortie, et Qt seulement quand il sert."""

import json
from pathlib import Path

import pytest

from tests.console.outils_console import lancer


@pytest.fixture
def situation(tmp_path: Path) -> Path:
    """Une petite ferme."""
    chemin = tmp_path / "ferme des Éclats.json"
    chemin.write_text(json.dumps({"nom": "Ferme des Éclats", "ca_particuliers": "30 000,00"}), "utf-8")
    return chemin


def test_imprimer_ecrit_un_pdf_sans_ecran(situation: Path, tmp_path: Path) -> None:
    sortie = tmp_path / "réunion d'été.PDF"
    fini = lancer("imprimer", situation, sortie)
    assert (fini.returncode, fini.stderr) == (0, "")
    assert fini.stdout == f"PDF écrit : {sortie}\n"
    octets = sortie.read_bytes()
    assert octets.startswith(b"%PDF-1.4") and octets.rstrip().endswith(b"%%EOF")
    assert octets.count(b"/Type /Page\n") == 2
    # Le précédent est remplacé d'un coup, sans rien laisser à côté.
    assert lancer("imprimer", situation, sortie).returncode == 0
    assert {fichier.name for fichier in tmp_path.iterdir()} == {situation.name, sortie.name}


def test_entree_refusee(situation: Path, tmp_path: Path) -> None:
    fausse = tmp_path / "fausse.json"
    fausse.write_text('{"panier_moyen": -3}', "utf-8")
    for arguments, mots in (
        ((situation, tmp_path / "sortie.txt"), ("nom en .pdf", "sortie.txt")),
        ((fausse, tmp_path / "sortie.pdf"), ("panier_moyen", "-3")),
        ((situation,), ("SORTIE.pdf",)),
    ):
        fini = lancer("imprimer", *arguments)
        assert fini.returncode == 2 and fini.stdout == ""
        assert len(fini.stderr.strip().splitlines()) == 1 and "Traceback" not in fini.stderr
        assert all(mot in fini.stderr for mot in mots)
    assert not list(tmp_path.glob("sortie*"))


def test_fichier_ou_disque(situation: Path, tmp_path: Path) -> None:
    dossier = tmp_path / "dossier.pdf"
    dossier.mkdir()
    for arguments, mots in (
        ((tmp_path / "absent.json", tmp_path / "sortie.pdf"), "n'existe pas"),
        ((situation, tmp_path / "absent" / "sortie.pdf"), "n'existe pas"),
        ((situation, dossier), "autre nom de PDF"),
    ):
        fini = lancer("imprimer", *arguments)
        assert fini.returncode == 3 and fini.stdout == ""
        assert len(fini.stderr.strip().splitlines()) == 1 and mots in fini.stderr


def test_qt_ne_se_charge_qu_une_fois_l_entree_acceptee(tmp_path: Path) -> None:
    code = (
        "import sys; from console.aiguillage import aiguiller; "
        f"code = aiguiller(['imprimer', {str(tmp_path / 'absent.json')!r}, 'sortie.pdf']); "
        "print(code, [n for n in sys.modules if n.split('.')[0] in ('PySide6', 'openpyxl', 'sqlalchemy')])"
    )
    assert lancer(code=code).stdout == "3 []\n"


def test_le_pdf_s_ecrit_sans_classeur_ni_imprimante(situation: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from console.aiguillage import aiguiller; "
        f"aiguiller(['imprimer', {str(situation)!r}, {str(tmp_path / 'sortie.pdf')!r}]); "
        "print([n for n in sys.modules if n in ('openpyxl', 'sqlalchemy', 'PySide6.QtPrintSupport', 'PySide6.QtCharts')])"
    )
    assert lancer(code=code).stdout.splitlines()[-1] == "[]"
