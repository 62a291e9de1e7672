"""Les sauvegardes : fidèles, vérifiées, numérotées, éclaircies, quelle que soit l'heure."""

import errno
import hashlib
import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from modele.dossiers import sauvegardes
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.fautes import BaseAbimee, BaseRefusee
from modele.dossiers.sauvegardes import (
    DEMANDE,
    DERNIERES,
    DOSSIER,
    JOURS,
    MISE_A_NIVEAU,
    MOIS,
    OUVERTURE,
    SEMAINES,
    Sauvegarde,
    a_garder,
    copier_vers,
    exiger_bonne,
    intacte,
    lister,
    sauvegarder,
)
from modele.empreintes import sha256_du_fichier
from modele.fautes import FichierInaccessible
from tests.dossiers.fabrique import Horloge, complet

pytestmark = pytest.mark.usefixtures("sans_attendre_le_disque")

resource = pytest.importorskip("resource", reason="limites propres à Unix")


@pytest.fixture
def quand(horloge: Horloge) -> datetime:
    """L'heure de l'essai."""
    return horloge()


def _saisies(depot: DepotDossiers) -> Iterator[str]:
    """Change le dossier à chaque tour."""
    garde = depot.enregistrer(complet())
    for rang in range(10_000):
        garde = depot.enregistrer(replace(garde, nom=f"Ferme {rang}"))
        yield garde.nom


def _noms(chemin: Path) -> list[str]:
    with DepotDossiers.ouvrir(chemin) as depot:
        return [resume.nom for resume in depot.lister()]


def test_une_sauvegarde_est_fidele_et_verifiable(
    depot: DepotDossiers, chemin: Path, tmp_path: Path, quand: datetime
) -> None:
    garde = depot.enregistrer(complet())
    faite = sauvegarder(chemin, OUVERTURE, quand)
    assert faite is not None
    assert faite.chemin.name == "dossiers-000001-2026-03-01-08h30-automatique.sqlite"
    attendue = hashlib.sha256(faite.chemin.read_bytes()).hexdigest()
    assert faite.temoin.read_text() == f"{attendue}  {faite.chemin.name}\n"
    assert sorted(f.name for f in faite.chemin.parent.iterdir()) == sorted(
        [faite.chemin.name, faite.temoin.name]
    )
    copie = tmp_path / "copie.sqlite"
    copie.write_bytes(faite.chemin.read_bytes())
    with DepotDossiers.ouvrir(copie) as relu:
        assert relu.lire(garde.identifiant) == garde


def test_sans_rien_de_neuf_aucune_sauvegarde(depot: DepotDossiers, chemin: Path, quand: datetime) -> None:
    depot.enregistrer(complet())
    assert sauvegarder(chemin, OUVERTURE, quand) is not None
    assert sauvegarder(chemin, OUVERTURE, quand) is None
    assert sauvegarder(chemin, DEMANDE, quand) is None
    assert sauvegarder(chemin, MISE_A_NIVEAU, quand) is not None
    depot.enregistrer(complet())
    assert sauvegarder(chemin, OUVERTURE, quand) is not None
    assert [s.numero for s in lister(chemin)] == [3, 2, 1]


def test_une_derniere_sauvegarde_abimee_est_refaite(
    depot: DepotDossiers, chemin: Path, quand: datetime
) -> None:
    depot.enregistrer(complet())
    mauvaise = sauvegarder(chemin, OUVERTURE, quand)
    assert mauvaise is not None
    mauvaise.chemin.write_bytes(b"x")
    refaite = sauvegarder(chemin, OUVERTURE, quand)
    assert refaite is not None and refaite.numero == 2 and intacte(refaite.chemin)


def test_une_horloge_qui_saute_de_dix_ans_ne_derange_rien(
    depot: DepotDossiers, chemin: Path, horloge: Horloge
) -> None:
    noms = []
    for nom, annees in zip(_saisies(depot), (0, 10, -10, 0, -10, 10, 0, 3, -20, 0, 10, -10, 5), strict=False):
        assert sauvegarder(chemin, OUVERTURE, horloge() + timedelta(days=365 * annees)) is not None
        noms.append(nom)
    faites = lister(chemin)
    assert [s.numero for s in faites[:10]] == [13, 12, 11, 10, 9, 8, 7, 6, 5, 4]
    assert _noms(faites[0].chemin) == [noms[-1]]


def _imaginaires(dates: list[datetime], motif: str = OUVERTURE) -> list[Sauvegarde]:
    return [Sauvegarde(n, quand, motif, Path(f"{n}")) for n, quand in enumerate(dates, 1)]


def test_eclaircir_garde_les_dernieres_puis_jours_semaines_et_mois() -> None:
    depart = datetime(2024, 1, 1, 8, tzinfo=UTC)
    toutes = _imaginaires([depart + timedelta(hours=6 * rang) for rang in range(4 * 700)])
    gardees = sorted((s for s in toutes if s.chemin in a_garder(toutes)), key=lambda s: -s.numero)
    assert [s.numero for s in gardees[:DERNIERES]] == list(range(2800, 2790, -1))
    assert len({s.quand.date() for s in gardees}) >= JOURS
    assert len({s.quand.isocalendar()[:2] for s in gardees}) >= SEMAINES
    mois = {(s.quand.year, s.quand.month) for s in gardees}
    assert len(mois) >= 23
    assert len(gardees) <= DERNIERES + JOURS + SEMAINES + MOIS


def test_eclaircir_au_fil_des_jours_garde_la_meme_chose_que_d_un_coup() -> None:
    depart = datetime(2024, 1, 1, 8, tzinfo=UTC)
    toutes = _imaginaires([depart + timedelta(hours=9 * rang) for rang in range(900)])
    presentes: list[Sauvegarde] = []
    for nouvelle in toutes:
        presentes.append(nouvelle)
        gardees = a_garder(presentes)
        presentes = [s for s in presentes if s.chemin in gardees]
    assert {s.chemin for s in presentes} == a_garder(toutes)


def test_eclaircir_avec_une_horloge_folle_garde_toujours_les_dernieres() -> None:
    hasard = random.Random(5)
    for _ in range(50):
        dates = [
            datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=hasard.uniform(-3650, 3650)) for _ in range(200)
        ]
        toutes = _imaginaires(dates)
        gardees = a_garder(toutes)
        assert {s.chemin for s in toutes[-DERNIERES:]} <= gardees
        assert len(gardees) <= DERNIERES + JOURS + SEMAINES + MOIS


def test_la_sauvegarde_d_avant_une_mise_a_niveau_reste() -> None:
    depart = datetime(2024, 1, 1, tzinfo=UTC)
    ancienne = Sauvegarde(1, depart, MISE_A_NIVEAU, Path("ancienne"))
    suite = _imaginaires([depart + timedelta(minutes=rang) for rang in range(100)])
    assert ancienne.chemin in a_garder([ancienne, *[replace(s, numero=s.numero + 1) for s in suite]])


def test_eclaircir_efface_vraiment(depot: DepotDossiers, chemin: Path, quand: datetime) -> None:
    for _ in zip(_saisies(depot), range(DERNIERES + 5), strict=False):
        assert sauvegarder(chemin, OUVERTURE, quand) is not None
    dossier = chemin.parent / DOSSIER
    assert len(list(dossier.glob("*.sqlite"))) == len(list(dossier.glob("*.sha256"))) == DERNIERES
    assert all(intacte(s.chemin) for s in lister(chemin))


def test_une_base_abimee_n_est_pas_sauvegardee(depot: DepotDossiers, chemin: Path, quand: datetime) -> None:
    depot.enregistrer(complet())
    assert sauvegarder(chemin, OUVERTURE, quand) is not None
    depot.enregistrer(replace(complet(), notes={"socleo": "x" * 40_000}))
    depot.fermer()
    with chemin.open("r+b") as fichier:
        fichier.seek(36)
        fichier.write(b"\0\0\0\x09")
    with pytest.raises(BaseAbimee):
        sauvegarder(chemin, OUVERTURE, quand)
    assert [s.numero for s in lister(chemin)] == [1]
    assert [f for f in (chemin.parent / DOSSIER).iterdir() if f.suffix == ".tmp"] == []


def test_les_restes_d_une_coupure_sont_balayes(depot: DepotDossiers, chemin: Path, quand: datetime) -> None:
    depot.enregistrer(complet())
    dossier = chemin.parent / DOSSIER
    dossier.mkdir()
    (dossier / "en-cours.tmp").write_bytes(b"partielle")
    (dossier / "dossiers-000004-2026-01-01-08h00-automatique.sha256").write_text("orphelin")
    (dossier / "photo de la ferme.jpg").write_bytes(b"pas a nous")
    assert sauvegarder(chemin, OUVERTURE, quand) is not None
    assert sorted(f.suffix for f in dossier.iterdir()) == [".jpg", ".sha256", ".sqlite"]


@pytest.mark.parametrize(
    "nom",
    [
        "dossiers.sqlite",
        "dossiers-1-2026-01-01-08h00-automatique.sqlite",
        "dossiers-000001-2026-13-01-08h00-automatique.sqlite",
        "dossiers-000001-2026-01-01-08h00-inconnu.sqlite",
        "dossiers-000001-2026-01-01-08h00-automatique (2).sqlite",
    ],
)
def test_un_autre_fichier_n_est_pas_pris_pour_une_sauvegarde(chemin: Path, nom: str) -> None:
    dossier = chemin.parent / DOSSIER
    dossier.mkdir(parents=True)
    (dossier / nom).touch()
    assert lister(chemin) == ()


def test_un_octet_change_se_voit(depot: DepotDossiers, chemin: Path, quand: datetime) -> None:
    depot.enregistrer(complet())
    faite = sauvegarder(chemin, OUVERTURE, quand)
    assert faite is not None
    octets = faite.chemin.read_bytes()
    hasard = random.Random(5)
    for _ in range(100):
        place = hasard.randrange(len(octets))
        faite.chemin.write_bytes(octets[:place] + bytes([octets[place] ^ 1]) + octets[place + 1 :])
        assert not intacte(faite.chemin)
        with pytest.raises(BaseAbimee, match="empreinte"):
            exiger_bonne(faite.chemin)
    faite.chemin.write_bytes(octets)
    exiger_bonne(faite.chemin)
    faite.temoin.unlink()
    with pytest.raises(BaseAbimee):
        exiger_bonne(faite.chemin)


def _signer(chemin: Path) -> None:
    sauvegardes.noter_empreinte(chemin, sha256_du_fichier(chemin))


@pytest.mark.parametrize(
    ("ordre", "faute"),
    [
        ("PRAGMA user_version = 99", BaseRefusee),
        ("PRAGMA application_id = 1", BaseRefusee),
        ("CREATE TRIGGER t AFTER INSERT ON dossiers BEGIN DELETE FROM dossiers; END", BaseAbimee),
        ("CREATE VIEW v AS SELECT * FROM dossiers", BaseAbimee),
    ],
)
def test_une_sauvegarde_trafiquee_est_refusee(
    depot: DepotDossiers, chemin: Path, quand: datetime, ordre: str, faute: type[Exception]
) -> None:
    depot.enregistrer(complet())
    faite = sauvegarder(chemin, OUVERTURE, quand)
    assert faite is not None
    with closing(sqlite3.connect(faite.chemin, isolation_level=None)) as connexion:
        connexion.execute(ordre)
    _signer(faite.chemin)
    with pytest.raises(faute):
        exiger_bonne(faite.chemin)


def test_copier_sur_une_cle_n_ecrase_rien(
    depot: DepotDossiers, chemin: Path, quand: datetime, tmp_path: Path
) -> None:
    depot.enregistrer(complet())
    faite = sauvegarder(chemin, OUVERTURE, quand)
    assert faite is not None
    cle = tmp_path / "clé USB"
    cle.mkdir()
    (cle / faite.chemin.name).write_bytes(b"d'une autre ferme")
    copie = copier_vers(faite, cle)
    assert (cle / faite.chemin.name).read_bytes() == b"d'une autre ferme"
    assert copie.read_bytes() == faite.chemin.read_bytes()
    exiger_bonne(copie)
    assert len(list(cle.iterdir())) == 3


def test_une_cle_absente_ou_pleine_est_dite(
    depot: DepotDossiers, chemin: Path, quand: datetime, tmp_path: Path
) -> None:
    depot.enregistrer(complet())
    faite = sauvegarder(chemin, OUVERTURE, quand)
    assert faite is not None
    with pytest.raises(FichierInaccessible, match="n'existe pas"):
        copier_vers(faite, tmp_path / "retirée")
    cle = tmp_path / "clé"
    cle.mkdir()
    with _fichiers_bornes(10_000), pytest.raises(FichierInaccessible):
        copier_vers(faite, cle)
    assert list(cle.iterdir()) == []


def test_une_cle_qui_ment_est_dite(
    depot: DepotDossiers, chemin: Path, quand: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    depot.enregistrer(complet())
    faite = sauvegarder(chemin, OUVERTURE, quand)
    assert faite is not None
    cle = tmp_path / "clé"
    cle.mkdir()
    monkeypatch.setattr(sauvegardes.os, "fsync", lambda descripteur: os.pwrite(descripteur, b"?", 5000))
    with pytest.raises(BaseAbimee, match="ne se relit pas à l'identique"):
        copier_vers(faite, cle)
    assert list(cle.iterdir()) == []


def _fichiers_bornes(octets: int) -> "_Borne":
    return _Borne(octets)


class _Borne:
    """Borne la taille de tout fichier écrit, comme un disque plein."""

    def __init__(self, octets: int) -> None:
        self._octets = octets

    def __enter__(self) -> None:
        self._avant = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self._octets, self._avant[1]))

    def __exit__(self, *_faute: object) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self._avant)


def test_un_disque_plein_garde_les_anciennes(depot: DepotDossiers, chemin: Path, quand: datetime) -> None:
    garde = depot.enregistrer(complet())
    assert sauvegarder(chemin, OUVERTURE, quand) is not None
    avant = sorted(f.name for f in (chemin.parent / DOSSIER).iterdir())
    depot.enregistrer(replace(garde, nom="Autre"))
    with _fichiers_bornes(10_000), pytest.raises(FichierInaccessible, match="disque"):
        sauvegarder(chemin, OUVERTURE, quand)
    assert sorted(f.name for f in (chemin.parent / DOSSIER).iterdir()) == avant
    assert all(intacte(s.chemin) for s in lister(chemin))


@pytest.mark.parametrize("numero", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_une_copie_qui_echoue_au_renommage_ne_laisse_rien(
    depot: DepotDossiers,
    chemin: Path,
    quand: datetime,
    monkeypatch: pytest.MonkeyPatch,
    numero: int,
) -> None:
    depot.enregistrer(complet())

    def refuser(*_arguments: object) -> None:
        raise OSError(numero, os.strerror(numero))

    monkeypatch.setattr(Path, "replace", refuser)
    with pytest.raises(FichierInaccessible):
        sauvegarder(chemin, OUVERTURE, quand)
    monkeypatch.undo()
    assert lister(chemin) == ()
    assert list((chemin.parent / DOSSIER).glob("*.tmp")) == []
    assert sauvegarder(chemin, OUVERTURE, quand) is not None


def test_une_sauvegarde_pendant_qu_on_ecrit_est_coherente(
    depot: DepotDossiers, chemin: Path, quand: datetime
) -> None:
    import threading

    fini = threading.Event()

    def ecrire() -> None:
        for _ in _saisies(depot):
            if fini.is_set():
                return

    fil = threading.Thread(target=ecrire)
    fil.start()
    try:
        for _ in range(10):
            sauvegarder(chemin, OUVERTURE, quand)
    finally:
        fini.set()
        fil.join()
    assert len(lister(chemin)) >= 2
    for faite in lister(chemin):
        exiger_bonne(faite.chemin)
        assert len(_noms(faite.chemin)) <= 1
