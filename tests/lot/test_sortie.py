"""Rien de ce qui est dans le dossier de sortie n'est jamais perdu ; ce que l'application y a écrit se remplace."""

import json
from pathlib import Path

import pytest

from modele.export.fichier import remplacer
from modele.fautes import FichierInaccessible
from modele.lot import sortie as module
from modele.lot.sortie import REGISTRE, Sortie


def _poser(octets: bytes):  # type: ignore[no-untyped-def]
    return lambda chemin: remplacer(chemin, octets)


def _noms(dossier: Path) -> list[str]:
    return sorted(chemin.name for chemin in dossier.iterdir() if chemin.name != REGISTRE)


def test_relancer_remplace_ce_que_l_on_avait_ecrit(tmp_path: Path) -> None:
    for octets in (b"un", b"deux", b"trois"):
        assert Sortie(tmp_path / "neuf" / "dossier").ecrire("a.xlsx", _poser(octets)) == ""
    assert _noms(tmp_path / "neuf" / "dossier") == ["a.xlsx"]
    assert (tmp_path / "neuf" / "dossier" / "a.xlsx").read_bytes() == b"trois"


def test_un_fichier_annote_ou_venu_d_ailleurs_est_garde(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"d'ailleurs")
    assert Sortie(tmp_path).ecrire("a.xlsx", _poser(b"un")) == "a (gardé 1).xlsx"
    (tmp_path / "a.xlsx").write_bytes(b"annote")
    assert Sortie(tmp_path).ecrire("a.xlsx", _poser(b"deux")) == "a (gardé 2).xlsx"
    assert Sortie(tmp_path).ecrire("a.xlsx", _poser(b"trois")) == ""
    contenus = {nom: (tmp_path / nom).read_bytes() for nom in _noms(tmp_path)}
    assert contenus == {"a.xlsx": b"trois", "a (gardé 1).xlsx": b"d'ailleurs", "a (gardé 2).xlsx": b"annote"}


@pytest.mark.parametrize(
    "registre",
    [b"", b"{", b"[]", b'{"fichiers": [1]}', b'{"fichiers": {"a.xlsx": 3}}', b"\xff", b"[" * 10_000],
)
def test_registre_abime_ou_perdu_fait_garder(registre: bytes, tmp_path: Path) -> None:
    Sortie(tmp_path).ecrire("a.xlsx", _poser(b"un"))
    (tmp_path / REGISTRE).write_bytes(registre)
    assert Sortie(tmp_path).ecrire("a.xlsx", _poser(b"deux")) == "a (gardé 1).xlsx"
    assert (tmp_path / "a (gardé 1).xlsx").read_bytes() == b"un"
    assert list(json.loads((tmp_path / REGISTRE).read_text("utf-8"))["fichiers"]) == ["a.xlsx"]


def test_un_echec_laisse_tout_en_place(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"d'ailleurs")

    def echouer(_chemin: Path) -> None:
        raise FichierInaccessible("Le disque est plein.")

    with pytest.raises(FichierInaccessible, match="plein"):
        Sortie(tmp_path).ecrire("a.xlsx", echouer)
    assert _noms(tmp_path) == ["a.xlsx"] and (tmp_path / "a.xlsx").read_bytes() == b"d'ailleurs"


def test_ancien_impossible_a_garder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mieux vaut ne pas écrire que de perdre."""
    (tmp_path / "a.xlsx").write_bytes(b"d'ailleurs")

    def refuser(_chemin: Path) -> str:
        raise PermissionError(13, "refus", "a.xlsx")

    monkeypatch.setattr(module, "sha256_du_fichier", refuser)
    with pytest.raises(FichierInaccessible, match="n'a pas pu être gardé"):
        Sortie(tmp_path).ecrire("a.xlsx", _poser(b"un"))
    assert (tmp_path / "a.xlsx").read_bytes() == b"d'ailleurs"


def test_registre_impossible_a_ecrire_n_arrete_pas(tmp_path: Path) -> None:
    (tmp_path / REGISTRE).mkdir()
    sortie = Sortie(tmp_path)
    assert sortie.ecrire("a.xlsx", _poser(b"un")) == "" and sortie.ecrire("a.xlsx", _poser(b"deux")) == ""


def test_dossier_de_sortie_impossible(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    for chemin in (tmp_path / "fichier", tmp_path / "fichier" / "dessous"):
        with pytest.raises(FichierInaccessible, match="dossier de sortie"):
            Sortie(chemin)


def test_un_dossier_impossible_est_nomme_une_seule_fois(tmp_path: Path) -> None:
    fichier = tmp_path / "fichier"
    fichier.write_bytes(b"")
    for dossier, cause in ((fichier, "c'est un fichier"), (fichier / "dessous", "n'est pas un dossier")):
        with pytest.raises(FichierInaccessible, match=cause) as faute:
            Sortie(dossier)
        assert str(faute.value).count(f"« {dossier} »") == 1
