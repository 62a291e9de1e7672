"""Lecture stricte d'un fichier JSON."""

from decimal import Decimal
from pathlib import Path

import pytest

from modele.lecture_json import TAILLE_MAX, JsonInvalide, _objet, lire_json


def _fichier(dossier: Path, contenu: bytes) -> Path:
    chemin = dossier / "situation.json"
    chemin.write_bytes(contenu)
    return chemin


def test_les_nombres_restent_exacts(tmp_path: Path) -> None:
    lu = lire_json(_fichier(tmp_path, b'{"a": 0.1, "b": 30000, "c": "x", "d": true}'))
    assert lu == {"a": Decimal("0.1"), "b": Decimal(30000), "c": "x", "d": True}


def test_accepte_une_marque_d_ordre(tmp_path: Path) -> None:
    assert lire_json(_fichier(tmp_path, "\ufeff{}".encode())) == {}


@pytest.mark.parametrize(
    ("contenu", "phrase"),
    [
        (b"", "n'est pas du JSON (ligne 1, colonne 1)"),
        (b"{\n'a': 1}", "n'est pas du JSON (ligne 2, colonne 1)"),
        (b'{"a": 1,}', "n'est pas du JSON"),
        (b'{"a": NaN}', "contient « NaN »"),
        (b'{"a": -Infinity}', "contient « -Infinity »"),
        (b'{"a": 1, "a": 2}', "donne deux fois le champ « a »"),
        ('{"préparation": 1, "préparation": 2}'.encode(), "deux fois le champ « préparation »"),
        (b'{"x": {"\\ud800": 1, "\\ud800": 2}}', "donne deux fois le champ"),
        (b'{"a": 1e99999999999999999999}', "contient un nombre démesuré"),
        (b'{"a": "\xe9"}', "n'est pas un texte en UTF-8"),
        ("{}".encode("utf-16"), "n'est pas un texte en UTF-8"),
        (b"[" * 100_000, "imbrique trop d'objets"),
        (b" " * (TAILLE_MAX + 1), "dépasse un mégaoctet"),
    ],
)
def test_refuse_par_une_phrase(tmp_path: Path, contenu: bytes, phrase: str) -> None:
    with pytest.raises(JsonInvalide) as refus:
        lire_json(_fichier(tmp_path, contenu))
    message = str(refus.value)
    assert message.startswith("Le fichier « situation.json » ") and message.endswith(".")
    assert phrase in message
    message.encode("utf-8")


def test_un_entier_de_dix_mille_chiffres_ne_bloque_rien(tmp_path: Path) -> None:
    assert lire_json(_fichier(tmp_path, b"1" * 10_000)) == Decimal("1" * 10_000)


def test_un_fichier_absent_reste_une_faute_de_disque(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        lire_json(tmp_path / "absent.json")


def test_chercher_le_champ_repete_ne_compare_pas_tout_a_tout(tmp_path: Path) -> None:
    """Cent mille champs dont le dernier se répète : chaque champ compté dans tous les autres prendrait des minutes."""
    comparaisons = 0

    class Cle(str):
        __slots__ = ()

        def __eq__(self, autre: object) -> bool:
            nonlocal comparaisons
            comparaisons += 1
            return str.__eq__(self, autre)

        __hash__ = str.__hash__

    paires: list[tuple[str, object]] = [(Cle(rang), 1) for rang in (*range(1000), 999)]
    with pytest.raises(JsonInvalide, match="« 999 »"):
        _objet(paires)
    assert comparaisons < 10 * len(paires)
