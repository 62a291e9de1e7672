"""Pourquoi une fenêtre ne peut pas s'ouvrir, dit avant que Qt ne s'arrête net."""

import sys

import pytest

from console.affichage import ecran_muet, empechement, sans_ecran

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="écrans propres à Linux")
MUET = ":98765"


def test_un_ecran_qui_ne_repond_pas_est_nomme() -> None:
    phrase = empechement({"DISPLAY": MUET})
    assert phrase is not None and f"« {MUET} »" in phrase and "ne répond pas" in phrase


@pytest.mark.parametrize("plateforme", ["", "xcb"])
def test_la_plateforme_x_demande_un_ecran_qui_repond(plateforme: str) -> None:
    assert ecran_muet({"DISPLAY": MUET, "QT_QPA_PLATFORM": plateforme})


@pytest.mark.parametrize(
    "environnement",
    [
        {"DISPLAY": MUET, "QT_QPA_PLATFORM": "offscreen"},
        {"DISPLAY": MUET, "WAYLAND_DISPLAY": "wayland-0"},
        {},
    ],
)
def test_les_autres_plateformes_ne_sont_pas_interrogees(environnement: dict[str, str]) -> None:
    assert not ecran_muet(environnement)


def test_sans_ecran_annonce() -> None:
    assert sans_ecran({}) and not sans_ecran({"DISPLAY": ":0"})
