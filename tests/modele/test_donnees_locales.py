"""L'inventaire du dossier des données et son effacement : tout ce qui est à nous, rien de ce qui ne l'est pas."""

from pathlib import Path

import pytest

from modele import donnees_locales
from modele.donnees_locales import DOSSIERS, VERROU, effacer, etrangers, inventorier, taille_lisible
from modele.dossiers.ouverture import ouvrir
from modele.dossiers.restauration import ecarter
from modele.dossiers.sauvegardes import OUVERTURE, sauvegarder
from modele.dossiers.verrou import Verrou
from tests.dossiers.fabrique import Horloge, complet

NOTRES = (
    "journal.log",
    "journal.log.1",
    "rapport.txt",
    "arret-brutal.txt",
    "fenetre.ini",
    "fenetre.ini.lock",
    "QtProject.conf",
    "catalogue/edition-2.sqlite",
    "ecartees/dossiers-0001.sqlite",
    "ecartees/dossiers-0001.sqlite-journal",
    "dossiers.sqlite.restauree",
    "dossiers.sqlite.restauree.tmp",
    "sauvegardes/dossiers-000001-2026-01-01-08h00-automatique.sqlite",
    "sauvegardes/dossiers-000001-2026-01-01-08h00-automatique.sha256",
    "sauvegardes/note de la ferme.txt",
    "dernier-dossier.json",
    ".apercu-abc.tmp",
    "dossiers-PC-DE-MARIE.sqlite",
    "dossiers.sqlite-journal",
    "dossiers.sqlite",
)
PHOTO = "photo de la ferme.jpg"


@pytest.fixture
def horloge() -> Horloge:
    """Horloge arrêtée."""
    return Horloge()


@pytest.fixture
def donnees(tmp_path: Path) -> Path:
    """Un dossier où tout ce qui peut exister existe, et un fichier de la ferme."""
    lieu = tmp_path / "Données d'été"
    for nom in (*NOTRES, PHOTO):
        fichier = lieu / nom
        fichier.parent.mkdir(parents=True, exist_ok=True)
        fichier.write_text("CANARI" * 1000)
    Verrou.prendre(lieu).rendre()
    return lieu


def test_l_inventaire_compte_tout_sauf_ce_qui_n_est_pas_a_nous(donnees: Path) -> None:
    parts = inventorier(donnees)
    trouves = {str(f.relative_to(donnees)) for part in parts if part.cle != VERROU for f in part.fichiers}
    assert trouves == set(NOTRES)
    assert parts[0].cle == DOSSIERS
    assert sum(part.octets for part in parts) == 6000 * len(NOTRES)
    assert [fichier.name for fichier in etrangers(donnees)] == [PHOTO]


def test_tout_part_sauf_ce_qui_n_est_pas_a_nous(donnees: Path) -> None:
    assert effacer(donnees) == ()
    assert [str(reste.relative_to(donnees)) for reste in donnees.rglob("*")] == [PHOTO]


def test_le_verrou_tenu_reste_et_ne_dit_rien(donnees: Path) -> None:
    verrou = Verrou.prendre(donnees)
    assert effacer(donnees, sauf=(VERROU,)) == ()
    restes = [reste for reste in donnees.iterdir() if reste.name != PHOTO]
    assert {reste.name for reste in restes} <= {"verrou.sqlite", "verrou.sqlite-journal"}
    assert all(b"CANARI" not in reste.read_bytes() and reste.stat().st_size <= 512 for reste in restes)
    verrou.rendre()


def test_un_lien_part_jamais_ce_qu_il_designe(donnees: Path, tmp_path: Path) -> None:
    ailleurs = tmp_path / "ailleurs"
    ailleurs.mkdir()
    (ailleurs / "precieux.txt").touch()
    (donnees / "catalogue" / "edition-2.sqlite").unlink()
    (donnees / "catalogue").rmdir()
    (donnees / "catalogue").symlink_to(ailleurs, target_is_directory=True)
    assert effacer(donnees) == ()
    assert (ailleurs / "precieux.txt").exists()


def test_ce_qui_resiste_est_dit(donnees: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    retirer = donnees_locales._retirer
    monkeypatch.setattr(
        donnees_locales, "_retirer", lambda racine: racine.name == "journal.log" or retirer(racine)
    )
    assert [reste.name for reste in effacer(donnees)] == ["journal.log"]


def test_interrompu_n_importe_ou_ce_qui_reste_s_ouvre(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, horloge: Horloge
) -> None:
    retirer, tours = donnees_locales._retirer, 0
    while True:
        lieu = tmp_path / str(tours)
        base = lieu / "dossiers.sqlite"
        for _ in range(2):
            with ouvrir(base, horloge) as depot:
                garde = depot.enregistrer(complet())
                sauvegarder(base, OUVERTURE, horloge())
            ecarter(base)
            (lieu / "sauvegardes").rename(lieu / "rangees")
            with ouvrir(base, horloge) as depot:
                garde = depot.enregistrer(complet())
            (lieu / "rangees").rename(lieu / "sauvegardes")
        permis = [True] * tours
        monkeypatch.setattr(
            donnees_locales, "_retirer", lambda racine, permis=permis: permis.pop() and retirer(racine)
        )
        try:
            effacer(lieu)
        except IndexError:
            tours += 1
        else:
            assert tours >= 4
            return
        with ouvrir(base, horloge) as depot:
            assert not depot.lister() or depot.lire(garde.identifiant) == garde


@pytest.mark.parametrize(
    ("octets", "attendu"), [(0, "0 Ko"), (1, "1 Ko"), (84_000, "83 Ko"), (1_300_000, "1,2 Mo")]
)
def test_taille_lisible(octets: int, attendu: str) -> None:
    assert taille_lisible(octets) == attendu.replace(" ", "\u00a0")
