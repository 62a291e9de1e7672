"""Un dossier de fermes : situations et classeurs, dans l'ordre, sans ce qui n'en est pas."""

from pathlib import Path

import pytest

from modele.catalogue.objets import Catalogue
from modele.fautes import EntreeInvalide, FichierInaccessible
from modele.lot.entree import ouvrir_entree
from modele.lot.fichiers import fermes_du_dossier
from modele.lot.objets import Faute, FermeRefusee
from tests.lot.fabrique import dossier_json, tableau
from tests.reprise.fabrique import ecrire, rempli, retoucher, saisir


def test_situations_et_classeurs(catalogue: Catalogue, tmp_path: Path) -> None:
    dossier = dossier_json(tmp_path, b={"nom": "B", "horizon": 5}, A={"nom": "A"})
    ecrire(catalogue, rempli(), tmp_path / "c.XLSX")
    for cache in (".cache.json", "~$c.xlsx", "lisez-moi.txt", "vieux.ods"):
        (tmp_path / cache).write_text("{}")
    (tmp_path / "sous-dossier.json").mkdir()
    trouves = fermes_du_dossier(dossier, catalogue)
    assert [ferme.source for ferme in trouves.fermes] == ["A.json", "b.json", "c.XLSX"]
    assert trouves.ignores == ("lisez-moi.txt", "vieux.ods")
    a, b, c = (ferme.lire() for ferme in trouves.fermes)
    assert (a.dossier.nom, b.dossier.situation.horizon) == ("A", 5)
    # Un classeur rapporte tout son dossier : notes, essais, ventes, questions.
    assert c.dossier == rempli() and c.remarques == ()


def test_les_avis_d_un_classeur_deviennent_des_remarques(catalogue: Catalogue, tmp_path: Path) -> None:
    chemin = ecrire(catalogue, rempli(), tmp_path / "c.xlsx")
    retoucher(chemin, lambda classeur: saisir(classeur, {"horizon": "longtemps"}))
    (ferme,) = fermes_du_dossier(tmp_path, catalogue).fermes
    (remarque,) = ferme.lire().remarques
    assert remarque.startswith("Durée de la comparaison")


@pytest.mark.parametrize(
    ("contenu", "nom", "faute"),
    [
        (
            '{"nom": "Ormes", "horizon": 99}',
            "Ormes",
            Faute("Durée de la comparaison (horizon)", "99", "un nombre entier compris entre 1 et 10 années"),
        ),
        (
            '{"nom": "Ormes", "horizon": NaN}',
            "Ormes",
            Faute(
                "Durée de la comparaison (horizon)", "NaN", "un nombre entier compris entre 1 et 10 années"
            ),
        ),
        ('{"nom": NaN}', "", None),
        ('{"nom": "Ormes", "ca": 1}', "Ormes", None),
        ('{"nom": "a\\u001b[31mb", "ca": 1}', "", None),
        ('{"nom": 12, "ca": 1}', "", None),
        ("[]", "", None),
        ("{", "", None),
        ("", "", None),
    ],
)
def test_fichiers_refuses(
    contenu: str, nom: str, faute: Faute | None, catalogue: Catalogue, tmp_path: Path
) -> None:
    (ferme,) = fermes_du_dossier(dossier_json(tmp_path, ferme=contenu), catalogue).fermes
    with pytest.raises(FermeRefusee) as refus:
        ferme.lire()
    assert refus.value.nom == nom and refus.value.fautes[0].phrase
    if faute is not None:
        assert refus.value.fautes == (faute,)


def test_classeur_d_ailleurs_ou_illisible(catalogue: Catalogue, tmp_path: Path) -> None:
    tableau(tmp_path / "a.xlsx", ("nom", "horizon"), ("A", 2))
    (tmp_path / "b.xlsx").write_bytes(b"PK\3\4 tronque")
    for ferme in fermes_du_dossier(tmp_path, catalogue).fermes:
        with pytest.raises(FermeRefusee):
            ferme.lire()


def test_fichier_disparu_entre_temps(catalogue: Catalogue, tmp_path: Path) -> None:
    (ferme,) = fermes_du_dossier(dossier_json(tmp_path, a={}), catalogue).fermes
    (tmp_path / "a.json").unlink()
    with pytest.raises(FichierInaccessible, match="n'existe pas"):
        ferme.lire()


def test_dossier_sans_ferme(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("")
    with pytest.raises(EntreeInvalide, match=r"aucun fichier \.json ni \.xlsx"):
        fermes_du_dossier(tmp_path, catalogue)


def test_entree_et_sortie(catalogue: Catalogue, tmp_path: Path) -> None:
    fermes = dossier_json(tmp_path / "fermes", a={})
    assert len(ouvrir_entree(fermes, fermes / "sortie", catalogue).fermes) == 1
    with pytest.raises(EntreeInvalide, match="celui des fermes"):
        ouvrir_entree(fermes, fermes / ".." / "fermes", catalogue)
    with pytest.raises(EntreeInvalide, match="ni un dossier ni un tableau"):
        ouvrir_entree(fermes / "a.json", tmp_path / "s", catalogue)
    with pytest.raises(OSError, match="absent"):
        ouvrir_entree(tmp_path / "absent", tmp_path / "s", catalogue)
