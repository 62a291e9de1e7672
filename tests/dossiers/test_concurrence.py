"""Deux programmes sur la même base : aucun ne se voit refuser, aucun n'efface l'autre."""

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from modele.dossiers.depot import DepotDossiers
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
