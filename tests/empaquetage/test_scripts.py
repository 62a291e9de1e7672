"""Les scripts de construction se lisent sans faute et ne dépendent pas d'un poste."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from empaquetage.arbre import RACINE, version
from tests.conftest import exiger_programme

DOSSIER = RACINE / "empaquetage"
SCRIPTS = sorted(DOSSIER.rglob("*.sh"))
TEXTES = sorted(
    chemin
    for chemin in [*DOSSIER.glob("*"), *DOSSIER.glob("windows/*"), *DOSSIER.glob("debian/*")]
    if chemin.is_file()
)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda chemin: str(chemin.relative_to(DOSSIER)))
def test_le_script_se_lit(script: Path) -> None:
    premiere = script.read_text(encoding="utf-8").splitlines()[0]
    interprete = "sh" if premiere == "#!/bin/sh" else "bash"
    subprocess.run([interprete, "-n", script], check=True)
    if premiere.startswith("#!"):
        assert os.access(script, os.X_OK)
        assert "set -e" in script.read_text(encoding="utf-8") or "exec " in script.read_text(encoding="utf-8")


def test_shellcheck_n_a_rien_a_redire() -> None:
    shellcheck = exiger_programme("shellcheck")
    rendu = subprocess.run(
        [shellcheck, "--external-sources", "--severity=warning", *SCRIPTS],
        cwd=RACINE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert rendu.returncode == 0, rendu.stdout


@pytest.mark.parametrize("texte", TEXTES, ids=lambda chemin: str(chemin.relative_to(DOSSIER)))
def test_rien_ne_nomme_un_registre_un_poste_ou_une_version(texte: Path) -> None:
    contenu = texte.read_text(encoding="utf-8")
    assert not re.search(r"pypi\.|pythonhosted|index-url|--mirror|deb\.debian\.org", contenu)
    assert not re.search(r"(^|[\s\"'=])/(home|root|work)/(?!ferme)", contenu)
    # La version n'est lue que dans modele/version.py.
    assert version() not in contenu
