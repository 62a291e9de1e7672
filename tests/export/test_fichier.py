"""L'ancien classeur reste entier jusqu'au bout, et toute faute se dit en français."""

import errno
import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from modele.choix.objets import Comparaison
from modele.comparaison import comparer
from modele.export import fichier
from modele.export.classeur import exporter
from modele.export.fichier import remplacer
from modele.fautes import FichierInaccessible
from modele.situation import EXEMPLE
from modele.suivi import Annulee, Suivi
from tests.modele.fabrique import catalogue_reel

ANCIEN = b"ancien classeur"


def _comparaison() -> Comparaison:
    return comparer(catalogue_reel(), EXEMPLE)


def _refuser(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def refus(self: Path, cible: Path) -> Path:
        raise OSError(code, os.strerror(code), str(cible))

    monkeypatch.setattr(Path, "replace", refus)


@pytest.fixture
def ancien(tmp_path: Path) -> Path:
    """Un classeur déjà là."""
    chemin = tmp_path / "ferme.xlsx"
    chemin.write_bytes(ANCIEN)
    return chemin


def test_remplace_l_ancien(ancien: Path) -> None:
    exporter(catalogue_reel(), _comparaison(), ancien)
    assert load_workbook(ancien).sheetnames[0] == "Synthèse"
    assert [un.name for un in ancien.parent.iterdir()] == ["ferme.xlsx"]


def test_droits_ordinaires_du_fichier(tmp_path: Path) -> None:
    temoin, cible = tmp_path / "temoin", tmp_path / "cible"
    temoin.write_bytes(b"")
    remplacer(cible, b"x")
    assert cible.stat().st_mode == temoin.stat().st_mode


def test_suit_un_raccourci_sans_le_remplacer(ancien: Path) -> None:
    raccourci = ancien.parent / "raccourci.xlsx"
    raccourci.symlink_to(ancien)
    remplacer(raccourci, b"nouveau")
    assert raccourci.is_symlink()
    assert ancien.read_bytes() == b"nouveau"


def test_ouvert_ailleurs(ancien: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _refuser(monkeypatch, errno.EACCES)
    with pytest.raises(FichierInaccessible) as faute:
        exporter(catalogue_reel(), _comparaison(), ancien)
    assert str(faute.value) == (
        "Le classeur « ferme.xlsx » est ouvert dans un autre programme : fermez-le ou choisissez un autre nom."
    )
    assert ancien.read_bytes() == ANCIEN
    assert [un.name for un in ancien.parent.iterdir()] == ["ferme.xlsx"]


def test_ouvert_ailleurs_vu_par_windows(ancien: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refus(self: Path, cible: Path) -> Path:
        raise PermissionError(errno.EACCES, "The process cannot access the file", str(cible), 32)

    monkeypatch.setattr(Path, "replace", refus)
    with pytest.raises(FichierInaccessible, match="ouvert dans un autre programme"):
        remplacer(ancien, b"nouveau")
    assert ancien.read_bytes() == ANCIEN


def test_dossier_absent(tmp_path: Path) -> None:
    with pytest.raises(FichierInaccessible, match=r"n'existe pas.*« x\.xlsx »"):
        remplacer(tmp_path / "absent" / "x.xlsx", b"x")
    assert not list(tmp_path.iterdir())


def test_dossier_a_la_place_du_classeur(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").mkdir()
    with pytest.raises(FichierInaccessible, match="est un dossier"):
        remplacer(tmp_path / "x.xlsx", b"x")
    assert [un.name for un in tmp_path.iterdir()] == ["x.xlsx"]


def test_fichier_a_la_place_du_dossier(ancien: Path) -> None:
    with pytest.raises(FichierInaccessible, match="n'existe pas"):
        remplacer(ancien / "x.xlsx", b"x")
    assert ancien.read_bytes() == ANCIEN


def test_classeur_protege_en_ecriture(ancien: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ancien.chmod(0o444)
    # L'administrateur passe outre les droits : la réponse du système est imitée.
    monkeypatch.setattr(os, "access", lambda chemin, mode: False)
    with pytest.raises(FichierInaccessible, match="protégé en écriture"):
        remplacer(ancien, b"nouveau")
    assert ancien.read_bytes() == ANCIEN


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS])
def test_dossier_qui_refuse(ancien: Path, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def refus(provisoire: Path, octets: bytes) -> None:
        raise OSError(code, os.strerror(code), str(provisoire))

    monkeypatch.setattr(fichier, "_ecrire", refus)
    with pytest.raises(FichierInaccessible, match=r"refuse « ferme\.xlsx » : choisissez un autre dossier"):
        remplacer(ancien, b"nouveau")
    assert ancien.read_bytes() == ANCIEN


def test_disque_plein(ancien: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plein = Path("/dev/full")
    if not plein.exists():
        pytest.fail("ce système n'a pas /dev/full")
    ecrire = fichier._ecrire

    def sur_disque_plein(provisoire: Path, octets: bytes) -> None:
        ecrire(provisoire, octets[:3])
        with plein.open("wb") as flux:
            flux.write(octets)

    monkeypatch.setattr(fichier, "_ecrire", sur_disque_plein)
    with pytest.raises(FichierInaccessible, match=r"disque est plein.*« ferme\.xlsx ».*Libérez"):
        remplacer(ancien, b"nouveau")
    assert ancien.read_bytes() == ANCIEN
    assert [un.name for un in ancien.parent.iterdir()] == ["ferme.xlsx"]


def test_nom_trop_long(tmp_path: Path) -> None:
    with pytest.raises(FichierInaccessible, match="trop long"):
        remplacer(tmp_path / ("a" * 300 + ".xlsx"), b"x")
    assert not list(tmp_path.iterdir())


def test_faute_imprevue_ne_laisse_rien(ancien: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrompu(descripteur: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrompu)
    with pytest.raises(KeyboardInterrupt):
        remplacer(ancien, b"nouveau")
    assert ancien.read_bytes() == ANCIEN
    assert [un.name for un in ancien.parent.iterdir()] == ["ferme.xlsx"]


def test_ecrit_sur_le_disque_avant_de_remplacer(ancien: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    etapes: list[str] = []
    synchroniser, remplacement = os.fsync, Path.replace

    def fsync(descripteur: int) -> None:
        etapes.append("fsync")
        synchroniser(descripteur)

    def replace(self: Path, cible: Path) -> Path:
        etapes.append("replace")
        assert self.parent == cible.parent
        return remplacement(self, cible)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    remplacer(ancien, b"nouveau")
    assert etapes == ["fsync", "replace"]


def test_progression_jusqu_au_bout(tmp_path: Path) -> None:
    pas: list[tuple[int, int]] = []
    suivi = Suivi(lambda fait, total: pas.append((fait, total)))
    exporter(catalogue_reel(), _comparaison(), tmp_path / "x.xlsx", suivi)
    (total,) = {total for _, total in pas}
    assert [fait for fait, _ in pas] == list(range(total + 1))


@pytest.mark.parametrize("pas", [0, 3, 7, 12, 13])
def test_annulation_ne_laisse_rien(ancien: Path, pas: int) -> None:
    suivi = Suivi(lambda fait, total: suivi.annuler() if fait == pas else None)
    with pytest.raises(Annulee):
        exporter(catalogue_reel(), _comparaison(), ancien, suivi)
    assert ancien.read_bytes() == ANCIEN
    assert [un.name for un in ancien.parent.iterdir()] == ["ferme.xlsx"]
