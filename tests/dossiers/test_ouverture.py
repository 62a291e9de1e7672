"""À l'ouverture : une base neuve ou connue s'ouvre ; toute autre est refusée sans qu'un octet bouge."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from modele.catalogue.emplacements import BASE
from modele.dossiers import sqlite
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.fautes import BaseAbimee, BaseRefusee
from modele.dossiers.objets import Dossier
from modele.dossiers.version_schema import SCHEMA
from modele.fautes import FichierInaccessible
from tests.dossiers.fabrique import complet

RACINE = Path(__file__).resolve().parents[2]


def _etat(dossier: Path) -> list[tuple[str, str, int]]:
    """Chaque fichier du dossier : nom, empreinte, date."""
    return sorted(
        (fichier.name, hashlib.sha256(fichier.read_bytes()).hexdigest(), fichier.stat().st_mtime_ns)
        for fichier in dossier.iterdir()
    )


def _sql(*ordres: str) -> Callable[[Path], None]:
    def ecrire(chemin: Path) -> None:
        with closing(sqlite3.connect(chemin, isolation_level=None)) as connexion:
            for ordre in ordres:
                connexion.execute(ordre).fetchall()

    return ecrire


def _octets(octets: bytes) -> Callable[[Path], None]:
    return lambda chemin: chemin.write_bytes(octets) and None


def _plus_recente(chemin: Path) -> None:
    with DepotDossiers.ouvrir(chemin) as depot:
        depot.enregistrer(complet())
    _sql(f"PRAGMA user_version = {SCHEMA.version + 1}")(chemin)


def _plus_recente_en_wal(chemin: Path) -> None:
    _plus_recente(chemin)
    _sql("PRAGMA journal_mode = WAL")(chemin)


ETRANGERS: dict[str, Callable[[Path], None]] = {
    "un texte": _octets(b"Bonjour, ceci n'est pas une base.\n" * 40),
    "quelques octets": _octets(b"PK\x03\x04"),
    "des zéros": _octets(bytes(8192)),
    "une autre base": _sql("CREATE TABLE t (a)", "INSERT INTO t VALUES (1)"),
    "une autre base en WAL": _sql("PRAGMA journal_mode = WAL", "CREATE TABLE t (a)"),
    "une base vide déjà numérotée": _sql("PRAGMA user_version = 1"),
    "le catalogue": lambda chemin: shutil.copy(BASE, chemin) and None,
}


@pytest.mark.parametrize("genre", ETRANGERS)
def test_un_fichier_etranger_est_refuse_intact(chemin: Path, genre: str) -> None:
    chemin.parent.mkdir()
    ETRANGERS[genre](chemin)
    avant = _etat(chemin.parent)
    with pytest.raises(BaseRefusee, match="n'est pas une base de dossiers"):
        DepotDossiers.ouvrir(chemin)
    assert _etat(chemin.parent) == avant


@pytest.mark.parametrize("ecrire", [_plus_recente, _plus_recente_en_wal])
def test_une_base_plus_recente_est_refusee_intacte(chemin: Path, ecrire: Callable[[Path], None]) -> None:
    ecrire(chemin)
    avant = _etat(chemin.parent)
    with pytest.raises(BaseRefusee, match="version plus récente"):
        DepotDossiers.ouvrir(chemin)
    assert _etat(chemin.parent) == avant


def test_une_base_neuve_se_cree_avec_son_dossier(tmp_path: Path) -> None:
    chemin = tmp_path / "un" / "deux" / "dossiers.sqlite"
    with DepotDossiers.ouvrir(chemin) as depot:
        assert depot.lister() == ()
    with closing(sqlite3.connect(chemin)) as connexion:
        assert connexion.execute("PRAGMA application_id").fetchone() == (sqlite.APPLICATION,)
        assert connexion.execute("PRAGMA user_version").fetchone() == (SCHEMA.version,)
        assert connexion.execute("SELECT * FROM alembic_version").fetchall() == [(SCHEMA.revision,)]


def test_un_fichier_vide_devient_une_base(chemin: Path) -> None:
    chemin.parent.mkdir()
    chemin.touch()
    with DepotDossiers.ouvrir(chemin) as depot:
        assert depot.enregistrer(complet()).identifiant == 1


def test_un_chemin_de_deux_cents_signes(tmp_path: Path) -> None:
    chemin = tmp_path / ("é" * 100) / ("ferme " * 20) / "dossiers.sqlite"
    with DepotDossiers.ouvrir(chemin) as depot:
        garde = depot.enregistrer(complet())
    with DepotDossiers.ouvrir(chemin) as depot:
        assert depot.lire(garde.identifiant) == garde


def test_les_reglages_sont_ceux_qui_ne_perdent_rien(chemin: Path) -> None:
    moteur = sqlite.creer_moteur(chemin.parent.parent / "essai.sqlite")
    attendus = {
        "journal_mode": "truncate",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
    }
    with moteur.connect() as connexion:
        lus = {nom: connexion.exec_driver_sql(f"PRAGMA {nom}").scalar() for nom in attendus}
    moteur.dispose()
    assert lus == attendus


def test_ce_qui_est_supprime_ne_se_lit_plus_dans_le_fichier(
    chemin: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vraie = sqlite3.connect

    def comme_sous_windows(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connexion = vraie(*arguments, **options)
        connexion.execute("PRAGMA secure_delete = OFF")
        return connexion

    monkeypatch.setattr(sqlite3, "connect", comme_sous_windows)
    with DepotDossiers.ouvrir(chemin) as depot:
        garde = depot.enregistrer(
            Dossier("Ferme canari", complet().situation, notes={"socleo": "canari " * 2000})
        )
        depot.supprimer(garde.identifiant)
    assert b"canari" not in chemin.read_bytes()


def test_une_base_en_wal_revient_au_journal_sur(chemin: Path) -> None:
    with DepotDossiers.ouvrir(chemin) as depot:
        garde = depot.enregistrer(complet())
    _sql("PRAGMA journal_mode = WAL")(chemin)
    with DepotDossiers.ouvrir(chemin) as depot:
        assert depot.lire(garde.identifiant) == garde
    assert chemin.read_bytes()[18:20] == b"\x01\x01"


def _tronquer(chemin: Path) -> None:
    octets = chemin.read_bytes()
    chemin.write_bytes(octets[: len(octets) // 2])


def _brouiller(chemin: Path) -> None:
    octets = bytearray(chemin.read_bytes())
    octets[4096:] = bytes(255 - octet for octet in octets[4096:])
    chemin.write_bytes(octets)


def _poser(colonne: str, valeur: str) -> Callable[[Path], None]:
    return _sql(f"UPDATE dossiers SET {colonne} = {valeur}")


ABIMES: dict[str, Callable[[Path], None]] = {
    "tronquée": _tronquer,
    "brouillée": _brouiller,
    "texte indécodable": _poser("nom", "CAST(x'ff' AS TEXT)"),
    "nombre illisible": _poser("panier_moyen", "'trente'"),
    "nombre sans fin": _poser("panier_moyen", "'1e999999999'"),
    "division par zéro": _poser("panier_moyen", "'1/0'"),
    "octets pour un nombre": _poser("panier_moyen", "x'3130'"),
    "table perdue": _sql("DROP TABLE exigences"),
}


@pytest.mark.parametrize("genre", ABIMES)
def test_une_base_abimee_est_dite_abimee(chemin: Path, genre: str) -> None:
    with DepotDossiers.ouvrir(chemin) as depot:
        depot.enregistrer(complet())
    ABIMES[genre](chemin)

    def parcourir() -> None:
        with DepotDossiers.ouvrir(chemin) as depot:
            for resume in depot.lister():
                depot.lire(resume.identifiant)

    with pytest.raises(BaseAbimee, match="Ne l'effacez pas"):
        parcourir()


def test_le_reste_d_une_base_abimee_se_lit_encore(chemin: Path) -> None:
    with DepotDossiers.ouvrir(chemin) as depot:
        bon, mauvais = (depot.enregistrer(complet(nom)) for nom in ("Bon", "Mauvais"))
        _sql(f"UPDATE dossiers SET panier_moyen = 'x' WHERE identifiant = {mauvais.identifiant}")(chemin)
        with pytest.raises(BaseAbimee):
            depot.lire(mauvais.identifiant)
        assert depot.lire(bon.identifiant) == bon
        assert depot.enregistrer(replace(bon, nom="Meilleur")).nom == "Meilleur"


def test_une_signature_incoherente_est_dite(chemin: Path) -> None:
    DepotDossiers.ouvrir(chemin).fermer()
    _sql("PRAGMA user_version = 0")(chemin)
    with pytest.raises(BaseAbimee):
        DepotDossiers.ouvrir(chemin)


def test_un_chemin_impossible_donne_une_phrase(tmp_path: Path) -> None:
    obstacle = tmp_path / "fichier"
    obstacle.touch()
    (tmp_path / "dossier.sqlite").mkdir()
    for chemin in (obstacle / "x.sqlite", tmp_path / "dossier.sqlite", tmp_path / ("é" * 300)):
        with pytest.raises(FichierInaccessible) as faute:
            DepotDossiers.ouvrir(chemin)
        assert not isinstance(faute.value, BaseAbimee | BaseRefusee), faute.value
        assert str(faute.value).endswith(".")
        assert "Errno" not in str(faute.value)


_LECTURE_SEULE = """
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from modele.dossiers.depot import DepotDossiers
from modele.fautes import FichierInaccessible
with DepotDossiers.ouvrir(Path(sys.argv[1])) as depot:
    (resume,) = depot.lister()
    dossier = depot.lire(resume.identifiant)
    for action in (
        lambda: depot.enregistrer(replace(dossier, nom="Autre")),
        lambda: depot.noter_ouvert(1),
        lambda: depot.supprimer(1),
    ):
        try:
            action()
        except FichierInaccessible as faute:
            print(faute)
    assert depot.lire(1) == dossier
"""


def _renoncer_aux_droits_de_root() -> None:
    """Le superutilisateur écrit partout : ce droit est abandonné avant d'exécuter l'essai."""
    import ctypes

    abandonner, passer_outre = 24, 1
    ctypes.CDLL(None).prctl(abandonner, passer_outre, 0, 0, 0)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="droits propres à Linux")
@pytest.mark.parametrize("droits", [(0o444, 0o755), (0o444, 0o555), (0o644, 0o555)])
def test_en_lecture_seule_on_consulte_encore(chemin: Path, droits: tuple[int, int]) -> None:
    with DepotDossiers.ouvrir(chemin) as depot:
        depot.enregistrer(complet())
    for reste in chemin.parent.glob("*-journal"):
        reste.unlink()
    avant = _etat(chemin.parent)
    chemin.chmod(droits[0])
    chemin.parent.chmod(droits[1])
    try:
        execution = subprocess.run(
            [sys.executable, "-c", _LECTURE_SEULE, str(chemin)],
            cwd=RACINE,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            preexec_fn=_renoncer_aux_droits_de_root,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    finally:
        chemin.parent.chmod(0o755)
    assert execution.returncode == 0, execution.stderr
    phrases = execution.stdout.splitlines()
    assert len(phrases) == 3
    assert all("en lecture seule" in phrase for phrase in phrases), phrases
    assert _etat(chemin.parent) == avant
