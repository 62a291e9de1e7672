"""Les images de l'application : entières ou absentes, et rien d'écrit pour une situation refusée."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.captures import _image
from modele.fautes import FichierInaccessible
from tests.console.outils_console import lancer


@pytest.mark.skipif(sys.platform == "win32", reason="limite POSIX")
def test_un_disque_plein_laisse_l_image_d_avant(qtbot: QtBot, tmp_path: Path) -> None:
    import resource

    etiquette = QLabel("Ferme")
    qtbot.addWidget(etiquette)
    image = tmp_path / "01-comparer.png"
    _image(etiquette, image)
    avant = image.read_bytes()
    assert avant.startswith(b"\x89PNG")
    limites = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limites[1]))
    try:
        with pytest.raises(FichierInaccessible, match="Le disque est plein : « 01-comparer"):
            _image(etiquette, image)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limites)
    assert image.read_bytes() == avant and list(tmp_path.iterdir()) == [image]


def test_une_situation_refusee_n_ecrit_rien(tmp_path: Path) -> None:
    situation = tmp_path / "ferme.json"
    situation.write_text('{"horizon": 0}', encoding="utf-8")
    resultat = lancer("captures", tmp_path / "images", situation)
    assert resultat.returncode == 2 and "(horizon)" in resultat.stderr
    assert list(tmp_path.iterdir()) == [situation]
