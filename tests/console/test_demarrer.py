"""Le lanceur d'un poste neuf : il dit ce qui manque, et se relève d'un environnement d'un autre Python."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.console.outils_console import RACINE

DEMARRER = RACINE / "demarrer.py"


@pytest.fixture
def demarrer() -> ModuleType:
    """Le module, lu à part : il se lance, il ne s'importe pas."""
    forme = importlib.util.spec_from_file_location("demarrer_essaye", DEMARRER)
    assert forme is not None and forme.loader is not None
    module = importlib.util.module_from_spec(forme)
    forme.loader.exec_module(module)
    return module


@pytest.mark.parametrize("fichier", ["demarrer.py", "main.py"])
def test_un_vieux_python_lit_le_fichier_jusqu_a_sa_phrase(fichier: str) -> None:
    """Une annotation comme list[str], évaluée, arrêterait Python 3.8 avant qu'il puisse se dire trop vieux."""
    arbre = ast.parse((RACINE / fichier).read_text(encoding="utf-8"), feature_version=(3, 7))
    differees = any(isinstance(n, ast.ImportFrom) and n.module == "__future__" for n in arbre.body)
    assert differees or not [n for n in ast.walk(arbre) if isinstance(n, ast.FunctionDef)]


@pytest.mark.parametrize("version", [(3, 8), (3, 10), (3, 14)])
def test_un_python_qui_ne_va_pas_est_nomme(
    demarrer: ModuleType,
    version: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(demarrer, "PYTHONS", (version, version))
    assert demarrer.main(["--help"]) == 3
    actuel = f"Python {sys.version_info.major}.{sys.version_info.minor} est installé"
    assert capsys.readouterr().err.startswith(actuel)


def test_l_environnement_d_un_python_disparu_est_refait(
    demarrer: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to("/absent/python3.11")
    monkeypatch.setattr(demarrer, "VENV", venv)
    assert not demarrer.meme_python()
    exigences = tmp_path / "requirements.txt"
    exigences.write_text("", encoding="utf-8")
    demarrer.preparer(exigences)
    assert demarrer.meme_python() and demarrer.a_jour(exigences)


def test_un_controle_qui_ne_se_lance_pas_est_un_echec(
    demarrer: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Un environnement d'où tout a disparu : aucun contrôle ne passe, et rien ne s'arrête sur une trace."""
    monkeypatch.setattr(demarrer, "VENV", tmp_path)
    (tmp_path / "installe-requirements-dev").write_text(
        demarrer.empreinte(RACINE / "requirements-dev.txt"), encoding="utf-8"
    )
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to("/bin/false")
    monkeypatch.syspath_prepend(str(RACINE))
    assert demarrer.main(["tests"]) == 1
    dit = capsys.readouterr().out
    assert "import-linter n'a pas pu être lancé" in dit
    assert "Contrôles en échec : ruff, ruff format, mypy, import-linter, pytest" in dit


def test_sans_droit_d_ecrire_la_cause_est_dite(
    demarrer: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    obstacle = tmp_path / "fichier"
    obstacle.write_text("", encoding="utf-8")
    monkeypatch.setattr(demarrer, "VENV", obstacle / ".venv")
    with pytest.raises(demarrer.Empechement, match="n'a pas pu être créé"):
        demarrer.preparer(RACINE / "requirements.txt")


def test_demarrer_n_emploie_que_la_bibliotheque_standard() -> None:
    resultat = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import runpy; runpy.run_path({str(DEMARRER)!r})"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (resultat.returncode, resultat.stderr) == (0, "")
