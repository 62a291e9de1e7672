"""Un texte de l'utilisateur reste un texte, et ne rend jamais le fichier illisible."""

from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from modele.comparaison import comparer
from modele.export.classeur import exporter
from modele.export.textes import lignes_occupees, pour_xml, propre, typographie, une_ligne
from modele.situation import Situation
from tests.export.conftest import Lot
from tests.export.tableur import case, cellule
from tests.modele.fabrique import catalogue_reel

_PIEGES = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "#N/A",
    "+33 4 71 00 00 00",
    "-2",
    "@SOMME(1)",
    "'apostrophe",
    "1e5",
    '<b>&amp;</b> "guillemets"',
    " espaces autour ",
)


def _exporter(nom: str, tmp_path: Path) -> Path:
    catalogue, chemin = catalogue_reel(), tmp_path / "ferme.xlsx"
    situation = Situation(nom=nom, ca_particuliers=Fraction(1000))
    exporter(catalogue, comparer(catalogue, situation), chemin)
    return chemin


@pytest.mark.parametrize("nom", _PIEGES)
def test_texte_jamais_formule_ni_erreur(nom: str, tmp_path: Path) -> None:
    chemin = _exporter(nom, tmp_path)
    saisie = cellule(load_workbook(chemin), "nom")
    assert saisie.data_type == "s"
    assert saisie.value == nom
    assert saisie.quotePrefix == (nom[0] in "=+-@'#")
    assert load_workbook(chemin, data_only=True)["Synthèse"]["A1"].value == nom.strip()


@pytest.mark.parametrize(
    ("nom", "lu"),
    [
        ("Ferme\x00 \x07du\x1f pré", "Ferme du pré"),
        ("Ferme \ud800du pré\udfff", "Ferme du pré"),
        ("Ferme \ufffedu pré\uffff", "Ferme du pré"),
        ("Ferme 🥕", "Ferme 🥕"),
    ],
)
def test_caracteres_interdits_otes(nom: str, lu: str, tmp_path: Path) -> None:
    classeur = load_workbook(_exporter(nom, tmp_path))
    assert case(classeur, "nom") == lu
    assert classeur["Synthèse"].oddHeader.left.text == lu
    assert lu in classeur.properties.title


def test_esperluette_de_l_en_tete(tmp_path: Path) -> None:
    classeur = load_workbook(_exporter("Dupont & Fils &P", tmp_path))
    assert classeur["Fiches"].oddHeader.left.text == "Dupont && Fils &&P"


def test_nom_piege_relu_tel_quel_par_le_tableur(lot: Lot) -> None:
    nom = lot.cas["piege"].attendue.situation.nom
    recalcule = lot.recalcules["piege"]
    assert recalcule["Synthèse"]["A1"].value.replace("_x005F_", "_") == " ".join(nom.split())
    assert cellule(recalcule, "nom").data_type == "s"


def test_sans_nom_une_formule_de_politesse(tmp_path: Path) -> None:
    classeur = load_workbook(_exporter("", tmp_path), data_only=True)
    assert classeur["Synthèse"]["A1"].value == "Votre ferme"


def test_texte_trop_long_coupe_et_annonce() -> None:
    coupe = propre("🥕" * 20_000)
    assert len(coupe.encode("utf-16-le")) // 2 <= 32_767
    assert coupe.endswith("…")
    assert propre("a" * 32_767) == "a" * 32_767
    assert propre("a\r\nb\rc") == "a\nb\nc"


def test_suites_qu_un_tableur_lirait_comme_un_caractere() -> None:
    assert pour_xml("_x0041_") == "_x005F_x0041_"
    assert pour_xml("un_xylophone") == "un_xylophone"


def test_espaces_insecables() -> None:
    assert typographie("Prix : 3 € ; « oui » ?") == "Prix\u00a0: 3\u00a0€\u00a0; «\u00a0oui\u00a0»\u00a0?"
    assert une_ligne("a\nb  c", 10) == "a b c"
    assert une_ligne("abcdef", 4) == "abc…"


def test_hauteur_estimee() -> None:
    assert lignes_occupees("court", 20) == 1
    assert lignes_occupees("un\ndeux", 20) == 2
    assert lignes_occupees("mot " * 30, 20) >= 6
    assert lignes_occupees("x" * 100, 20) >= 5
    gras = lignes_occupees("mesure du texte " * 10, 40, gras=True)
    assert gras >= lignes_occupees("mesure du texte " * 10, 40)
    # Le même texte, déjà mesuré, dans une autre place, un autre corps ou en gras.
    texte = "mesure du texte " * 60
    ordinaire = lignes_occupees(texte, 40)
    assert lignes_occupees(texte, 20) > ordinaire
    assert lignes_occupees(texte, 40, 18) > ordinaire
    assert lignes_occupees(texte, 40, gras=True) > ordinaire
