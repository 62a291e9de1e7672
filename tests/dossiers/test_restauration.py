"""Ouvrir après un dégât : rien n'est écrasé, la dernière bonne sauvegarde revient."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from modele.dossiers import sauvegardes
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.fautes import BaseAbimee, BaseEtrangere, BasePerdue, BaseRefusee
from modele.dossiers.objets import Dossier
from modele.dossiers.ouverture import derniere_bonne, ouvrir
from modele.dossiers.restauration import ECARTEES, achever, ecarter, restaurer
from modele.dossiers.sauvegardes import (
    DERNIERES,
    MISE_A_NIVEAU,
    OUVERTURE,
    RESTAURATION,
    Sauvegarde,
    lister,
    sauvegarder,
)
from modele.dossiers.version_schema import SCHEMA, Schema
from modele.fautes import FichierInaccessible
from tests.dossiers.fabrique import Horloge, complet

pytestmark = pytest.mark.usefixtures("sans_attendre_le_disque")


@pytest.fixture
def base(chemin: Path, horloge: Horloge) -> Path:
    """Base fermée, trois fois sauvegardée : « Ferme 0 », « Ferme 1 », « Ferme 2 »."""
    with ouvrir(chemin, horloge) as depot:
        garde = depot.enregistrer(complet())
        for rang in range(3):
            garde = depot.enregistrer(replace(garde, nom=f"Ferme {rang}"))
            sauvegarder(chemin, OUVERTURE, horloge())
    return chemin


def _lus(chemin: Path, **options: object) -> list[Dossier]:
    with ouvrir(chemin, **options) as depot:  # type: ignore[arg-type]
        return [depot.lire(resume.identifiant) for resume in depot.lister()]


def _noms(chemin: Path) -> list[str]:
    return [dossier.nom for dossier in _lus(chemin)]


def _numero(sauvegarde: Sauvegarde | None) -> int:
    return sauvegarde.numero if sauvegarde else 0


def _abimer(chemin: Path) -> None:
    """Dégât que seule la relecture complète voit : le compte des pages libres est faux."""
    with chemin.open("r+b") as fichier:
        fichier.seek(36)
        fichier.write(b"\0\0\0\x09")


def test_un_degat_que_la_lecture_ne_voit_pas_est_vu_a_l_ouverture(base: Path) -> None:
    _abimer(base)
    octets = base.read_bytes()
    with DepotDossiers.ouvrir(base) as depot:
        assert depot.lister()
    with pytest.raises(BaseAbimee, match="abîmée"):
        ouvrir(base)
    assert base.read_bytes() == octets


def test_restaurer_ecarte_la_base_sans_l_effacer(base: Path) -> None:
    for tour in range(1, 4):
        _abimer(base)
        octets = base.read_bytes()
        bonne = derniere_bonne(base)
        assert bonne is not None
        restaurer(base, bonne.chemin)
        assert _noms(base) == ["Ferme 2"]
        assert (base.parent / ECARTEES / f"{base.stem}-{tour:04}.sqlite").read_bytes() == octets


def test_si_la_derniere_est_mauvaise_la_precedente_sert(base: Path) -> None:
    troisieme, deuxieme, _ = lister(base)
    assert _numero(derniere_bonne(base)) == 3
    troisieme.chemin.write_bytes(troisieme.chemin.read_bytes()[:-1])
    assert _numero(derniere_bonne(base)) == 2
    deuxieme.temoin.unlink()
    bonne = derniere_bonne(base)
    assert bonne is not None and bonne.numero == 1
    restaurer(base, bonne.chemin)
    assert _noms(base) == ["Ferme 0"]
    for sauvegarde in lister(base):
        sauvegarde.temoin.write_text("")
    assert derniere_bonne(base) is None


def test_une_mauvaise_sauvegarde_n_est_jamais_restauree(base: Path) -> None:
    octets = base.read_bytes()
    derniere = lister(base)[0]
    derniere.chemin.write_bytes(b"x")
    with pytest.raises(BaseAbimee):
        restaurer(base, derniere.chemin)
    assert base.read_bytes() == octets
    assert not (base.parent / ECARTEES).exists()


def test_ce_qu_une_restauration_remplace_est_d_abord_sauvegarde(base: Path, horloge: Horloge) -> None:
    for rang in range(3, DERNIERES):
        _renommer(base, f"Ferme {rang}")
        sauvegarder(base, OUVERTURE, horloge())
    _renommer(base, "Aujourd'hui")
    plus_ancienne = lister(base)[-1]
    # La sauvegarde d'avant la restauration fait sortir de la liste celle qu'on restaure.
    restaurer(base, plus_ancienne.chemin, horloge())
    assert not plus_ancienne.chemin.exists()
    assert _noms(base) == ["Ferme 0"]
    assert lister(base)[0].motif == RESTAURATION
    restaurer(base, lister(base)[0].chemin, horloge())
    assert _noms(base) == ["Aujourd'hui"]


def _renommer(base: Path, nom: str) -> None:
    with ouvrir(base) as depot:
        (resume,) = depot.lister()
        depot.enregistrer(replace(depot.lire(resume.identifiant), nom=nom))


def test_un_journal_perime_n_abime_pas_la_base_restauree(base: Path, tmp_path: Path) -> None:
    journal = _journal_chaud(base, tmp_path)
    base.with_name(f"{base.name}-journal").write_bytes(journal)
    base.with_name(f"{base.name}-wal").write_bytes(b"reste")
    bonne = lister(base)[0]
    restaurer(base, bonne.chemin)
    assert base.read_bytes() == bonne.chemin.read_bytes()
    assert not list(base.parent.glob("*-journal")) and not list(base.parent.glob("*-wal"))
    assert _noms(base) == ["Ferme 2"]
    assert (base.parent / ECARTEES / f"{base.stem}-0001.sqlite-journal").read_bytes() == journal


def _journal_chaud(base: Path, tmp_path: Path) -> bytes:
    """Journal qu'une mort en pleine écriture laisserait à côté de la base."""
    copie = tmp_path / "copie.sqlite"
    shutil.copy(base, copie)
    with closing(sqlite3.connect(copie, isolation_level=None)) as connexion:
        connexion.execute("PRAGMA cache_size = 2")
        connexion.execute("BEGIN IMMEDIATE")
        connexion.execute("UPDATE dossiers SET nom = 'Perdu' || zeroblob(20000)")
        octets = copie.with_name("copie.sqlite-journal").read_bytes()
        connexion.execute("ROLLBACK")
    assert octets[:8].strip(b"\0")
    return octets


def test_une_base_disparue_n_est_pas_remplacee_par_une_base_vide(base: Path) -> None:
    base.unlink()
    with pytest.raises(BasePerdue, match="disparu"):
        ouvrir(base)
    assert not base.exists()
    base.touch()
    with pytest.raises(BasePerdue):
        ouvrir(base)
    bonne = derniere_bonne(base)
    assert bonne is not None
    restaurer(base, bonne.chemin)
    assert _noms(base) == ["Ferme 2"]


def test_repartir_d_une_base_neuve_garde_l_ancienne(base: Path) -> None:
    _abimer(base)
    octets = base.read_bytes()
    assert _lus(base, neuve=True) == []
    assert (base.parent / ECARTEES / f"{base.stem}-0001.sqlite").read_bytes() == octets
    assert len(lister(base)) == 3


def test_un_fichier_ecarte_n_est_jamais_ecrase(base: Path) -> None:
    dossier = base.parent / ECARTEES
    dossier.mkdir()
    (dossier / f"{base.stem}-0041.sqlite-journal").write_bytes(b"ancien")
    (dossier / "note de la ferme.txt").touch()
    ecartee = ecarter(base)
    assert ecartee == dossier / f"{base.stem}-0042.sqlite"
    assert ecarter(base) is None
    assert (dossier / f"{base.stem}-0041.sqlite-journal").read_bytes() == b"ancien"


class _Coupure(BaseException):
    pass


@pytest.mark.parametrize("fatal", range(1, 6))
def test_une_restauration_coupee_s_acheve_a_l_ouverture(
    base: Path, monkeypatch: pytest.MonkeyPatch, fatal: int
) -> None:
    """Coupe avant chaque changement de nom de fichier : l'ancienne base ou la nouvelle, jamais rien."""
    base.with_name(f"{base.name}-journal").touch()
    _renommer(base, "Plus tard")
    restants = [fatal]
    for nom in ("replace", "rename"):
        monkeypatch.setattr(Path, nom, _coupant(getattr(Path, nom), restants))
    try:
        restaurer(base, lister(base)[0].chemin)
    except _Coupure:
        pass
    else:
        assert fatal > 4
    monkeypatch.undo()
    assert _noms(base) == (["Plus tard"] if fatal == 1 else ["Ferme 2"])
    assert not achever(base)


def _coupant(vraie: object, restants: list[int]) -> object:
    def renommer(self: Path, cible: Path) -> Path:
        restants[0] -= 1
        if restants[0] == 0:
            raise _Coupure
        return vraie(self, cible)  # type: ignore[operator, no-any-return]

    return renommer


def test_une_mise_a_niveau_est_precedee_d_une_sauvegarde(
    base: Path, version_suivante: Schema, horloge: Horloge
) -> None:
    avant = _lus(base)
    assert _lus(base, schema=version_suivante) == avant
    derniere = lister(base)[0]
    assert derniere.motif == MISE_A_NIVEAU
    # L'application d'avant, elle, ne peut plus ouvrir la base : cette sauvegarde la lui rend.
    with pytest.raises(BaseRefusee):
        ouvrir(base)
    restaurer(base, derniere.chemin)
    assert _lus(base) == avant


def test_sans_place_pour_la_sauvegarde_la_mise_a_niveau_attend(
    base: Path, version_suivante: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    octets = base.read_bytes()

    def refuser(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sauvegardes, "noter_empreinte", refuser)
    with pytest.raises(FichierInaccessible, match="disque est plein"):
        ouvrir(base, schema=version_suivante)
    assert base.read_bytes() == octets
    monkeypatch.undo()
    assert _lus(base)


@pytest.mark.parametrize("version", [99, SCHEMA.version + 1])
def test_une_base_plus_recente_n_est_ni_relue_ni_sauvegardee(
    base: Path, tmp_path: Path, version: int
) -> None:
    with closing(sqlite3.connect(base, isolation_level=None)) as connexion:
        connexion.execute(f"PRAGMA user_version = {version}")
    # Relire la base rejouerait ce journal, donc la changerait.
    base.with_name(f"{base.name}-journal").write_bytes(_journal_chaud(base, tmp_path))
    avant = {f: (f.read_bytes(), f.stat().st_mtime_ns) for f in base.parent.rglob("*") if f.is_file()}
    with pytest.raises(BaseRefusee, match="plus récente") as faute:
        ouvrir(base)
    assert not isinstance(faute.value, BaseEtrangere)
    assert avant == {f: (f.read_bytes(), f.stat().st_mtime_ns) for f in base.parent.rglob("*") if f.is_file()}


def _degats(octets: bytes, hasard: random.Random) -> Iterator[bytes]:
    """Octets changés, zones brouillées, fins coupées, pages échangées."""
    while True:
        abimee = bytearray(octets)
        genre = hasard.randrange(4)
        place = hasard.randrange(len(octets))
        if genre == 0:
            abimee[place] ^= hasard.randrange(1, 256)
        elif genre == 1:
            longueur = min(hasard.choice((16, 512, 4096)), len(octets) - place)
            abimee[place : place + longueur] = hasard.randbytes(longueur)
        elif genre == 2:
            del abimee[place:]
        else:
            autre = hasard.randrange(len(octets)) // 4096 * 4096
            page = place // 4096 * 4096
            abimee[page : page + 4096], abimee[autre : autre + 4096] = (
                abimee[autre : autre + 4096],
                abimee[page : page + 4096],
            )
        yield bytes(abimee)


def test_tout_degat_est_dit_et_se_repare(base: Path) -> None:
    """200 dégâts au hasard : une base qui s'ouvre se lit en entier ; toute autre se dit, et se restaure."""
    hasard = random.Random(5)
    saine = base.read_bytes()
    attendu = _lus(base)
    vus = 0
    for abimee, _ in zip(_degats(saine, hasard), range(200), strict=False):
        base.write_bytes(abimee)
        try:
            _lus(base)
        except (BaseAbimee, BaseEtrangere, BasePerdue):
            vus += 1
            assert abimee in (base.read_bytes(), b"") or base.stat().st_size == len(abimee)
            bonne = derniere_bonne(base)
            assert bonne is not None
            restaurer(base, bonne.chemin)
            assert _lus(base) == attendu
        except BaseRefusee:
            assert abimee[60:64] != saine[60:64]
    assert vus > 120
