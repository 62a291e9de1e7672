"""Un rapport d'incident dit où le programme a failli, et rien d'autre."""

import sqlite3

import pytest

from modele.fautes import EntreeInvalide
from modele.lecture_situation import lire_champ
from modele.rapport import arret, genre, lieu, pile

CANARI = "Ferme du Canari"


@pytest.mark.parametrize(
    ("fichier", "attendu"),
    [
        ("/home/marie/Boussole/gui/pages/accueil.py", "gui/pages/accueil.py"),
        (r"C:\Users\Marie\Boussole\modele\nombres.py", "modele/nombres.py"),
        (r"C:\Users\Marie\b\lib\site-packages\sqlalchemy\engine\base.py", "sqlalchemy/engine/base.py"),
        ("/usr/lib/python3.11/json/decoder.py", "json/decoder.py"),
        (r"C:\Users\Marie\b\python311.zip\json\decoder.py", "json/decoder.py"),
        ("/home/marie/main.py", "main.py"),
        ("/home/marie/ferme.py", "…"),
        ("/home/gui/marie/ferme.py", "…"),
        ("/home/json/marie.py", "…"),
        ("<string>", "…"),
        ("", "…"),
    ],
)
def test_un_lieu_perd_tout_ce_qui_est_propre_au_poste(fichier: str, attendu: str) -> None:
    assert lieu(fichier) == attendu


def _echouer() -> None:
    try:
        try:
            lire_champ("panier_moyen", CANARI)
        except EntreeInvalide as faute:
            faute.add_note(CANARI)
            raise OSError(28, CANARI, f"/home/{CANARI}") from faute
    except OSError:
        {}[CANARI]


def test_la_pile_dit_les_classes_les_lignes_et_jamais_les_messages() -> None:
    with pytest.raises(KeyError) as recue:
        _echouer()
    texte = pile(recue.value)
    assert "Canari" not in texte and "marie" not in texte and "/home" not in texte
    lignes = texte.splitlines()
    assert lignes[0] == "KeyError"
    assert "causée par OSError (28)" in lignes
    assert any(ligne.startswith("causée par modele.fautes.SituationInvalide") for ligne in lignes)
    assert any(ligne.startswith("  modele/lecture_situation.py, ligne ") for ligne in lignes)
    assert "lire_champ" in texte


def test_une_faute_de_sqlite_garde_son_code() -> None:
    with pytest.raises(sqlite3.OperationalError) as recue:
        sqlite3.connect("file:/nulle/part/x.sqlite?mode=ro", uri=True)
    assert genre(recue.value) == "sqlite3.OperationalError (SQLITE_CANTOPEN)"


def test_une_chaine_sans_fin_est_bornee() -> None:
    faute = ValueError()
    faute.__cause__ = faute
    assert len(pile(faute).splitlines()) < 20


def test_un_arret_brutal_est_epure() -> None:
    brut = f"""Fatal Python error: Segmentation fault

Current thread 0x00007f8581c4ab80 (most recent call first):
  File "/home/marie/Boussole/gui/rangement.py", line 12 in enregistrer
  File "/home/marie/{CANARI}.py", line 3 in <module>
{CANARI} : 30 000 €

Extension modules: PySide6.QtCore (total: 1)
"""
    assert arret(brut).splitlines() == [
        "Fatal Python error: Segmentation fault",
        "",
        "Current thread 0x00007f8581c4ab80 (most recent call first):",
        "  gui/rangement.py, ligne 12, enregistrer",
        "  …, ligne 3, <module>",
        "",
        "Extension modules: PySide6.QtCore (total: 1)",
    ]
