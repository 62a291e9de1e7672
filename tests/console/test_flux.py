"""Les sorties du terminal pleines, fermées ou refermées : le bon code, une phrase, et le travail fini."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from console.aiguillage import aiguiller, premier_mot
from tests.console.outils_console import RACINE, lancer

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full n'existe que là")


@pytest.fixture
def situation(tmp_path: Path) -> Path:
    """Une petite ferme."""
    chemin = tmp_path / "ferme.json"
    chemin.write_text(json.dumps({"ca_particuliers": 30000}), encoding="utf-8")
    return chemin


def _sous_sh(
    redirection: str, *arguments: str | Path, tampon: bool = True
) -> subprocess.CompletedProcess[str]:
    """main.py lancé par l'interpréteur de commandes, ses sorties tamponnées comme chez tout le monde."""
    environnement = {cle: valeur for cle, valeur in os.environ.items() if cle != "PYTHONUNBUFFERED"}
    if not tampon:
        environnement["PYTHONUNBUFFERED"] = "1"
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", sys.executable, RACINE / "main.py", *arguments],
        env=environnement,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("tampon", [True, False])
@pytest.mark.parametrize("commande", ["aide", "calculer", "exporter"])
def test_une_sortie_pleine_se_dit_en_une_ligne(
    situation: Path, tmp_path: Path, commande: str, tampon: bool
) -> None:
    arguments = {
        "aide": ["--help"],
        "calculer": ["calculer", situation, "--json"],
        "exporter": ["exporter", situation, tmp_path / "a.xlsx"],
    }[commande]
    resultat = _sous_sh(">/dev/full", *arguments, tampon=tampon)
    assert (resultat.returncode, resultat.stderr) == (3, "Le disque est plein.\n")


@pytest.mark.parametrize(
    ("arguments", "code"), [(("calculer", "absent.json"), 3), (("calculer",), 2), (("catalogue",), 2)]
)
@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-"])
def test_une_sortie_d_erreur_perdue_ne_change_pas_le_code(
    arguments: tuple[str, ...], code: int, redirection: str
) -> None:
    resultat = _sous_sh(redirection, *arguments)
    # Rien de la faute ne se glisse parmi les résultats.
    assert (resultat.returncode, resultat.stdout) == (code, "")


def test_un_lot_continue_quand_plus_personne_ne_lit_son_avancement(situation: Path, tmp_path: Path) -> None:
    fermes, sortie = tmp_path / "fermes", tmp_path / "sortie"
    fermes.mkdir()
    for nom in ("a.json", "b.json"):
        (fermes / nom).write_bytes(situation.read_bytes())
    lecture, ecriture = os.pipe()
    os.close(lecture)
    try:
        resultat = subprocess.run(
            [sys.executable, RACINE / "main.py", "lot", fermes, sortie],
            stdout=subprocess.PIPE,
            stderr=ecriture,
            timeout=120,
            check=False,
        )
    finally:
        os.close(ecriture)
    assert resultat.returncode == 0
    assert {"a.xlsx", "b.xlsx", "synthese.xlsx"} <= {fichier.name for fichier in sortie.iterdir()}


def test_un_chemin_sur_deux_lignes_tient_sur_une() -> None:
    resultat = lancer("calculer", "pas\nlà.json")
    assert resultat.returncode == 3
    assert resultat.stderr == "« pas�là.json » : le fichier ou le dossier n'existe pas.\n"


@pytest.mark.parametrize(
    ("arguments", "attendu"),
    [
        (["--donnees", "lot", "calculer", "a.json"], "calculer"),
        (["--donnees=lot", "--theme", "sombre", "vente", "lot"], "vente"),
        (["--donnees", "vente"], None),
        (["--mesurer-demarrage", "maj.boussole"], "maj.boussole"),
        (["--donnees"], None),
    ],
)
def test_la_sous_commande_n_est_pas_la_valeur_d_une_option(arguments: list[str], attendu: str | None) -> None:
    assert premier_mot(arguments) == attendu


def test_un_dossier_de_donnees_peut_porter_le_nom_d_une_sous_commande(
    situation: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert aiguiller(["--donnees", "lot", "calculer", str(situation), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["outils"]


def test_une_bibliotheque_absente_se_dit() -> None:
    code = (
        "import sys; sys.modules['platformdirs'] = None; from console.aiguillage import aiguiller; "
        "sys.exit(aiguiller(['calculer', 'a.json']))"
    )
    resultat = lancer(code=code, environnement={"BOUSSOLE_DONNEES": ""})
    assert resultat.returncode == 3
    assert "« platformdirs »" in resultat.stderr and "demarrer.py" in resultat.stderr
    assert len(resultat.stderr.splitlines()) == 1


def test_ctrl_c_ne_laisse_pas_de_trace(tmp_path: Path) -> None:
    tube = tmp_path / "jamais.json"
    os.mkfifo(tube)
    code = (
        "import os, signal, sys, threading; from console.aiguillage import aiguiller; "
        "threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start(); "
        f"sys.exit(aiguiller(['calculer', {str(tube)!r}]))"
    )
    resultat = lancer(code=code)
    assert (resultat.returncode, resultat.stdout, resultat.stderr) == (130, "", "")
