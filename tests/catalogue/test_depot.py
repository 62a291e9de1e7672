"""Relecture de la base : toute panne devient une phrase, jamais un autre prix ni une autre faute."""

import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from modele.catalogue import depot
from modele.catalogue.connexion import VERSION, CatalogueIllisible
from modele.catalogue.depot import ouvrir_catalogue
from modele.catalogue.objets import Catalogue
from modele.fautes import FichierInaccessible


def phrase_de(chemin: Path) -> str:
    """Phrase montrée quand la base ne s'ouvre pas."""
    with pytest.raises(CatalogueIllisible) as faute:
        ouvrir_catalogue(chemin)
    phrase = str(faute.value)
    assert phrase.endswith(".") and "\n" not in phrase
    return phrase


def modifier(base: Path, *requetes: str, sceller: bool = False) -> None:
    """Change le contenu de la base ; `sceller` refait l'empreinte, comme le ferait un faussaire."""
    with closing(sqlite3.connect(base)) as connexion:
        for requete in requetes:
            assert connexion.execute(requete).rowcount
        if sceller:
            nouvelle = depot.empreinte(depot.lignes_des_tables(connexion))
            connexion.execute("UPDATE meta SET valeur = ? WHERE cle = 'empreinte'", (nouvelle,))
        connexion.commit()


def test_la_faute_est_une_faute_de_fichier() -> None:
    assert issubclass(CatalogueIllisible, FichierInaccessible)


def test_une_base_absente(tmp_path: Path) -> None:
    phrase = phrase_de(tmp_path / "base.sqlite")
    assert "base.sqlite » est introuvable" in phrase
    assert not (tmp_path / "base.sqlite").exists()


def test_un_dossier(tmp_path: Path) -> None:
    phrase = phrase_de(tmp_path)
    assert "est un dossier" in phrase or sys.platform == "win32"


@pytest.mark.parametrize("nom", ["a\0b", "\udce9.sqlite", "x" * 5000])
def test_un_chemin_impossible(tmp_path: Path, nom: str) -> None:
    phrase_de(tmp_path / nom)


def test_un_fichier_interdit(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuser(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuser)
    assert "vérifiez les droits" in phrase_de(base)


@pytest.mark.parametrize("contenu", [b"", b"x", b"%PDF-1.7\n" * 900, b"SQLite format 3\0" + b"\xff" * 5000])
def test_un_fichier_qui_n_est_pas_une_base(tmp_path: Path, contenu: bytes) -> None:
    chemin = tmp_path / "base.sqlite"
    chemin.write_bytes(contenu)
    phrase = phrase_de(chemin)
    assert "n'est pas le catalogue" in phrase or "est abîmé" in phrase
    assert chemin.read_bytes() == contenu


def test_la_base_d_un_autre_programme(tmp_path: Path) -> None:
    chemin = tmp_path / "autre.sqlite"
    with closing(sqlite3.connect(chemin)) as connexion:
        connexion.execute("CREATE TABLE outils (identifiant)")
    assert "n'est pas le catalogue de l'application" in phrase_de(chemin)


@pytest.mark.parametrize(
    ("version", "attendu"), [(VERSION + 1, "version plus récente"), (VERSION - 1, "ancienne version")]
)
def test_une_autre_version(base: Path, version: int, attendu: str) -> None:
    with closing(sqlite3.connect(base)) as connexion:
        connexion.execute(f"PRAGMA user_version = {version}")
    assert attendu in phrase_de(base)


@pytest.mark.parametrize("part", range(0, 100, 5))
def test_une_base_tronquee(base: Path, part: int) -> None:
    contenu = base.read_bytes()
    base.write_bytes(contenu[: len(contenu) * part // 100])
    phrase_de(base)


def test_un_octet_change_n_est_jamais_un_autre_catalogue(base: Path, petit_catalogue: Catalogue) -> None:
    hasard = random.Random(20261123)
    contenu = base.read_bytes()
    refus = 0
    for _ in range(400):
        place = hasard.randrange(len(contenu))
        change = bytearray(contenu)
        change[place] ^= 1 << hasard.randrange(8)
        base.write_bytes(change)
        try:
            assert ouvrir_catalogue(base) == petit_catalogue, place
        except CatalogueIllisible:
            refus += 1
    assert 0 < refus < 400


@pytest.mark.parametrize(
    "requete",
    [
        "UPDATE paliers SET prix = '31/1' WHERE prix = '30/1'",
        "UPDATE faits SET texte = texte || ' ' WHERE outil = 'marche'",
        "DELETE FROM options",
        "UPDATE meta SET valeur = '2' WHERE cle = 'edition'",
    ],
)
def test_un_contenu_change_est_refuse(base: Path, requete: str) -> None:
    modifier(base, requete)
    assert "est abîmé" in phrase_de(base)


@pytest.mark.parametrize(
    "requete",
    [
        "UPDATE composantes SET payeur = 'banque'",
        "UPDATE evaluations SET valeur = 'bof'",
        "UPDATE outils SET categorie = ''",
        "UPDATE clienteles SET clientele = 'x'",
        "UPDATE paliers SET prix = '1/0'",
        "UPDATE paliers SET prix = 'beaucoup'",
        "UPDATE composantes SET plancher = '1.5.2'",
        "DELETE FROM paliers",
        "DELETE FROM meta WHERE cle = 'edition'",
        "DELETE FROM exemples_colonnes WHERE colonne = 'avant'",
    ],
)
def test_un_contenu_impossible_est_refuse_meme_scelle(base: Path, requete: str) -> None:
    modifier(base, requete, sceller=True)
    assert "est abîmé" in phrase_de(base)


@pytest.mark.parametrize(
    "requete",
    [
        "UPDATE faits SET texte = CAST(x'ff41' AS TEXT)",
        "UPDATE faits SET texte = x'ff41'",
        "UPDATE meta SET valeur = x'00' WHERE cle = 'edition'",
        "DELETE FROM meta WHERE cle = 'empreinte'",
        "DROP TABLE doutes_outils",
    ],
)
def test_un_contenu_illisible_est_refuse(base: Path, requete: str) -> None:
    modifier(base, requete)
    assert "est abîmé" in phrase_de(base)


def test_un_journal_pose_a_cote_ne_change_rien(
    base: Path, petit_catalogue: Catalogue, tmp_path: Path
) -> None:
    """Un -wal étranger change le contenu lu en mode=ro ; immutable l'ignore."""
    travail = tmp_path / "travail" / "base.sqlite"
    travail.parent.mkdir()
    shutil.copy(base, travail)
    with closing(sqlite3.connect(travail)) as connexion:
        connexion.execute("PRAGMA journal_mode = WAL")
        connexion.commit()
        shutil.copy(travail, base)
        connexion.execute("UPDATE outils SET nom = 'Piège'")
        connexion.commit()
        shutil.copy(travail.with_name("base.sqlite-wal"), base.with_name("base.sqlite-wal"))
    lu = ouvrir_catalogue(base)
    assert lu == petit_catalogue
    base.with_name("base.sqlite-wal").unlink()
    base.with_name("base.sqlite-journal").write_bytes(b"\xd9\xd5\x05\xf9 \xa1c\xd7" + b"\0" * 600)
    assert ouvrir_catalogue(base) == petit_catalogue


def test_la_lecture_ne_laisse_rien_a_cote_de_la_base(base: Path) -> None:
    avant = sorted(fichier.name for fichier in base.parent.iterdir())
    ouvrir_catalogue(base)
    assert sorted(fichier.name for fichier in base.parent.iterdir()) == avant


@pytest.mark.skipif(sys.platform == "win32", reason="noms de fichiers en octets")
def test_un_dossier_au_nom_qui_n_est_pas_de_l_utf8(base: Path, petit_catalogue: Catalogue) -> None:
    etrange = base.with_name("\udce9tranger.sqlite")
    shutil.copy(base, etrange)
    assert ouvrir_catalogue(etrange) == petit_catalogue


def test_un_chemin_relatif(base: Path, petit_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(base.parent)
    assert ouvrir_catalogue(Path(base.name)) == petit_catalogue


def test_ouvrir_le_catalogue_ne_charge_rien_de_lourd() -> None:
    programme = (
        "import sys; from modele.catalogue import depot, recherche, export_json; "
        "print([m for m in ('sqlalchemy', 'pydantic', 'PySide6', 'openpyxl', 'tomllib') if m in sys.modules])"
    )
    sortie = subprocess.run(
        [sys.executable, "-c", programme],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert sortie.stdout.strip() == "[]"
