"""Contrastes calculés sur les jetons, et aucune couleur ailleurs."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from gui.theme import jetons
from modele.catalogue.emplacements import RACINE

THEMES = {"clair": jetons.CLAIR, "sombre": jetons.SOMBRE}
FONDS = ("fond", "papier", "creux")
TEXTES = ("texte", "texte_faible", "accent", "alerte", "erreur")


def luminance(couleur: str) -> float:
    """Luminance relative (WCAG 2)."""
    teinte = QColor(couleur)
    canaux = [teinte.redF(), teinte.greenF(), teinte.blueF()]
    lineaires = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux]
    return 0.2126 * lineaires[0] + 0.7152 * lineaires[1] + 0.0722 * lineaires[2]


def contraste(une: str, autre: str) -> float:
    """Rapport de contraste, de 1 à 21."""
    claire, foncee = sorted((luminance(une), luminance(autre)), reverse=True)
    return (claire + 0.05) / (foncee + 0.05)


def test_contraste_connu() -> None:
    assert contraste("#000000", "#FFFFFF") == pytest.approx(21)
    assert contraste("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("nom", THEMES)
@pytest.mark.parametrize("fond", FONDS)
@pytest.mark.parametrize("texte", TEXTES)
def test_texte_lisible(nom: str, fond: str, texte: str) -> None:
    couleurs = THEMES[nom]
    assert contraste(getattr(couleurs, texte), getattr(couleurs, fond)) >= 4.5


@pytest.mark.parametrize("nom", THEMES)
@pytest.mark.parametrize("ton", ["accent", "alerte", "erreur"])
def test_texte_lisible_sur_les_tons_doux(nom: str, ton: str) -> None:
    couleurs = THEMES[nom]
    doux = getattr(couleurs, f"{ton}_doux")
    assert contraste(couleurs.texte, doux) >= 4.5
    assert contraste(getattr(couleurs, ton), doux) >= 4.5
    assert contraste(couleurs.sur_accent, couleurs.accent) >= 4.5


@pytest.mark.parametrize("nom", THEMES)
def test_bords_et_courbes_visibles(nom: str) -> None:
    couleurs = THEMES[nom]
    series = jetons.SERIES_CLAIR if nom == "clair" else jetons.SERIES_SOMBRE
    for trait in (couleurs.trait_fort, *series):
        assert contraste(trait, couleurs.papier) >= 3
    assert len(set(series)) == len(series) >= 9


def test_aucune_couleur_hors_des_jetons() -> None:
    fautifs = []
    for chemin in (RACINE / "gui").rglob("*.py"):
        if chemin.name == "jetons.py":
            continue
        for rang, ligne in enumerate(chemin.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*\d|Qt\.GlobalColor\.(?!transparent)", ligne):
                fautifs.append(f"{chemin.relative_to(RACINE)}:{rang} {ligne.strip()}")
    assert not fautifs, fautifs


def test_les_etats_se_distinguent_sans_couleur() -> None:
    formes = {forme for forme, _, _ in jetons.ETATS.values()}
    mots = {mot for _, mot, _ in jetons.ETATS.values()}
    assert len(formes) == len(mots) == 5


def test_la_version_est_la_meme_partout() -> None:
    import tomllib

    from modele.version import VERSION

    projet = tomllib.loads(Path(RACINE / "pyproject.toml").read_text(encoding="utf-8"))
    assert projet["project"]["version"] == VERSION
