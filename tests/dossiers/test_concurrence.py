"""Deux programmes sur la même base : aucun ne se voit refuser, aucun n'efface l'autre."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from modele.dossiers.depot import DepotDossiers
from modele.dossiers.version_schema import Schema
from tests.dossiers.fabrique import complet

pytestmark = pytest.mark.usefixtures("sans_attendre_le_disque")

RACINE = Path(__file__).resolve().parents[2]


def test_deux_programmes_creent_et_ecrivent_ensemble(chemin: Path, tmp_path: Path) -> None:
    signal = tmp_path / "partez"
    commande = [sys.executable, "-m", "tests.dossiers.ecrivain", str(chemin), str(signal), "30"]
    ecrivains = [
        subprocess.Popen(commande, cwd=RACINE, stderr=subprocess.PIPE, encoding="utf-8") for _ in range(2)
    ]
    signal.touch()
    for ecrivain in ecrivains:
        _, plaintes = ecrivain.communicate(timeout=120)
        assert ecrivain.returncode == 0, plaintes
    with DepotDossiers.ouvrir(chemin) as depot:
        resumes = depot.lister()
        assert [resume.situation.ca_particuliers for resume in resumes] == [30, 30]
        assert [resume.nom for resume in resumes] == ["Écrivain", "Écrivain"]


@contextmanager
def _devance_par(action: Callable[[], None]) -> Iterator[None]:
    """Exécute `action` juste avant la première prise du verrou d'écriture."""
    reste = [action]

    def devancer(_connexion: object, _curseur: object, ordre: str, *_autres: object) -> None:
        if ordre == "BEGIN IMMEDIATE" and reste:
            reste.pop()()

    event.listen(Engine, "before_cursor_execute", devancer)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", devancer)
    assert not reste


def test_une_base_creee_par_un_autre_pendant_l_attente_est_gardee(chemin: Path) -> None:
    def creer() -> None:
        with DepotDossiers.ouvrir(chemin) as autre:
            autre.enregistrer(complet("Autre"))

    with _devance_par(creer), DepotDossiers.ouvrir(chemin) as depot:
        assert [resume.nom for resume in depot.lister()] == ["Autre"]


def test_une_base_montee_par_un_autre_pendant_l_attente_est_gardee(
    chemin: Path, version_suivante: Schema
) -> None:
    with DepotDossiers.ouvrir(chemin) as depot:
        garde = depot.enregistrer(complet())

    def monter() -> None:
        DepotDossiers.ouvrir(chemin, schema=version_suivante).fermer()

    with _devance_par(monter), DepotDossiers.ouvrir(chemin, schema=version_suivante) as depot:
        assert depot.lire(garde.identifiant) == garde


def test_le_depot_sert_a_plusieurs_fils(depot: DepotDossiers) -> None:
    fautes: list[BaseException] = []

    def travailler(rang: int) -> None:
        try:
            mien = depot.enregistrer(complet(f"Fil {rang}"))
            for tour in range(10):
                mien = depot.enregistrer(replace(mien, preselection=(f"outil-{tour}",)))
                assert depot.lire(mien.identifiant) == mien
        except BaseException as faute:
            fautes.append(faute)

    fils = [threading.Thread(target=travailler, args=(rang,)) for rang in range(3)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert fautes == []
    assert len(depot.lister()) == 3
