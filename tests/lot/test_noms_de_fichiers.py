"""Tout nom de ferme donne un nom de fichier que Windows, macOS et Linux acceptent, et nul autre que lui."""

import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modele.lot.noms_de_fichiers import LONGUEUR_MAX, OCTETS_MAX, NomsDeFichiers, nom_sur
from modele.situation import FERME_SANS_NOM

INTERDITS = '<>:"/\\|?*'
RESERVES = {"CON", "PRN", "AUX", "NUL", *(f"{p}{n}" for p in ("COM", "LPT") for n in range(10))}


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        ("Ferme d'Élise & « Théo »", "Ferme d'Élise & « Théo »"),
        ("../../etc/passwd", "etc passwd"),
        ("..", FERME_SANS_NOM),
        ("", FERME_SANS_NOM),
        (" \t\n", FERME_SANS_NOM),
        ("CON", "Ferme CON"),
        ("con.texte", "Ferme con.texte"),
        ("com1", "Ferme com1"),
        ("LPT³", "Ferme LPT³"),
        ("Contes", "Contes"),
        ("=cmd|'/c calc'!A1", "=cmd ' c calc'!A1"),
        ("a:b*c?", "a b c"),
        ("Ferme. ", "Ferme"),
        ("~$verrou", "$verrou"),
        ("C:\\Users\\x", "C Users x"),
        ("x\u202egnp.exe", "xgnp.exe"),
        ("a\0b\x1bc", "abc"),
        ("E\u0301lise", "Élise"),
        ("x" * 300, "x" * LONGUEUR_MAX),
        ("🥕" * 100, "🥕" * (OCTETS_MAX // 4)),
    ],
)
def test_nom_sur(nom: str, attendu: str) -> None:
    assert nom_sur(nom) == attendu


@given(st.text(max_size=400) | st.text("CONAUX.1 /\\é🥕", max_size=20))
def test_tout_nom_est_admis_partout(nom: str) -> None:
    sur = nom_sur(nom)
    assert sur and not set(sur) & set(INTERDITS)
    assert all(unicodedata.category(lettre) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for lettre in sur)
    assert sur.strip(" .") == sur
    assert len(sur) <= LONGUEUR_MAX + len("Ferme ") and len(f"{sur}.xlsx".encode()) <= 255
    assert sur.split(".")[0].strip().upper() not in RESERVES
    assert PureWindowsPath(sur).name == sur and not PureWindowsPath(sur).is_absolute()
    assert nom_sur(sur) == sur


@given(st.text(max_size=60))
def test_le_nom_reste_dans_son_dossier(nom: str) -> None:
    dossier = Path("/sortie")
    assert (dossier / f"{nom_sur(nom)}.xlsx").resolve().parent == dossier


def test_doublons_numerotes() -> None:
    noms = NomsDeFichiers(["synthese.xlsx"])
    assert noms.reserver("Les Ormes") == "Les Ormes.xlsx"
    assert noms.reserver("les ORMES") == "les ORMES (2).xlsx"
    assert noms.reserver("Les Ormes (2)") == "Les Ormes (2) (2).xlsx"
    assert noms.reserver("Les Ormes") == "Les Ormes (3).xlsx"
    assert noms.reserver("Synthese") == "Synthese (2).xlsx"
    assert noms.reserver("E\u0301lise") == "Élise.xlsx" and noms.reserver("Élise") == "Élise (2).xlsx"


@given(st.lists(st.text("aAé /", max_size=3) | st.just("x" * 90), max_size=30))
def test_jamais_deux_fois_le_meme(fermes: list[str]) -> None:
    noms = NomsDeFichiers()
    rendus = [noms.reserver(ferme) for ferme in fermes]
    assert len({nom.casefold() for nom in rendus}) == len(rendus)
    assert all(nom.endswith(".xlsx") and len(nom) <= LONGUEUR_MAX + len("Ferme .xlsx") for nom in rendus)
