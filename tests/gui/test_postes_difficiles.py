"""Un fichier occupé, remplacé, retiré, un disque plein, une horloge folle : une phrase, et rien de perdu."""

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import pytest
from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from gui import fermeture, patience
from gui.acces_dossiers import DELAI_MS, EN_ATTENTE
from gui.annonces import annoncer_au_demarrage
from gui.export_classeur import exporter_vers
from gui.fenetre import Fenetre
from gui.fermeture import QUITTER, REVENIR
from gui.patience import OCCUPE, PATIENCE_MS
from gui.plan_des_pages import PAGES
from gui.rangement import NOM_BASE, Rangement
from gui.session import Session
from modele.catalogue.objets import Catalogue
from modele.dossiers import depot as module_depot
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.objets import Dossier
from modele.dossiers.restauration import ECARTEES
from modele.dossiers.sauvegardes import lister
from modele.situation import EXEMPLE
from tests.conftest import exiger_programme
from tests.dossiers.test_ouverture import _renoncer_aux_droits_de_root
from tests.gui.conduite_donnees import cliquer, ouvrir, repondre

RACINE = Path(__file__).resolve().parents[2]
LARGE_MS = 4500
"""Bien au-dessus de ce que coûte une écriture, au-dessous des 5 s d'attente de SQLite."""


@pytest.fixture(autouse=True)
def essais_rapproches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Les nouveaux essais n'attendent pas autant que pour une ferme."""
    monkeypatch.setattr(patience, "OCCUPE_MS", 200)
    monkeypatch.setattr(patience, "EMPECHE_MS", 200)


@pytest.fixture
def donnees(tmp_path: Path) -> Path:
    """Chemin à accents, espaces et signes qui ont un sens ailleurs."""
    return tmp_path / "Été à la ferme ? #1 100%20 [x]"


@pytest.fixture
def fenetre(qtbot: QtBot, catalogue: Catalogue, donnees: Path) -> Fenetre:
    """Fenêtre sur deux dossiers, « Autre » puis l'exemple, ouvert."""
    ouverte = ouvrir(qtbot, catalogue, donnees)
    tenue(ouverte).ajouter(Dossier("Autre", replace(EXEMPLE, nom="Autre")))
    tenue(ouverte).ouvrir(1)
    return ouverte


def tenue(fenetre: Fenetre) -> Rangement:
    """Ce qui tient les dossiers de la fenêtre."""
    assert fenetre.rangement is not None
    return fenetre.rangement


def saisie(fenetre: Fenetre) -> Session:
    """La session de la fenêtre."""
    assert fenetre.session is not None
    return fenetre.session


VRAIE_QUESTION = fermeture._demander


@pytest.fixture
def vraie_question(monkeypatch: pytest.MonkeyPatch, quitter_sans_question: None) -> None:
    """La question posée avant de perdre une saisie, sans insister longtemps."""
    monkeypatch.setattr(fermeture, "_demander", VRAIE_QUESTION)
    monkeypatch.setattr(fermeture, "INSISTER_S", 0.2)


@contextmanager
def occupe(donnees: Path) -> Iterator[None]:
    """Un autre programme tient le fichier, comme un antivirus ou une sauvegarde."""
    with closing(sqlite3.connect(donnees / NOM_BASE, isolation_level=None)) as intrus:
        intrus.execute("BEGIN EXCLUSIVE")
        yield
        intrus.execute("ROLLBACK")


@contextmanager
def sans_figer() -> Iterator[None]:
    """La boucle de la fenêtre tourne : elle ne s'arrête jamais plus de `LARGE_MS`."""
    pauses: list[int] = []
    chrono, pouls = QElapsedTimer(), QTimer()
    chrono.start()
    pouls.timeout.connect(lambda: pauses.append(chrono.restart()))
    pouls.start(10)
    yield
    pouls.stop()
    assert max([*pauses, chrono.elapsed()]) < LARGE_MS


def horizons(donnees: Path) -> dict[str, int]:
    """Horizon de chaque dossier de la base, relue par ailleurs."""
    with DepotDossiers.ouvrir(donnees / NOM_BASE) as depot:
        return {resume.nom: resume.situation.horizon for resume in depot.lister()}


def test_un_fichier_occupe_ne_fige_pas_et_la_saisie_attend(
    fenetre: Fenetre, qtbot: QtBot, donnees: Path
) -> None:
    fenetre.montrer("accueil")
    annonces: list[str] = []
    tenue(fenetre).empeche.connect(annonces.append)
    with occupe(donnees):
        with sans_figer():
            saisie(fenetre).modifier(horizon=7)
            tenue(fenetre).enregistrer()
            assert annonces == [], "un instant d'occupation ne se dit pas"
            qtbot.waitUntil(lambda: bool(annonces), timeout=10_000)
        assert OCCUPE in fenetre.bandeau.texte
        assert "réessaie toute seule" in fenetre.bandeau.texte
        assert not tenue(fenetre).a_jour and saisie(fenetre).situation.horizon == 7
        for entree in PAGES:
            fenetre.montrer(entree.identifiant)
        assert len(tenue(fenetre).lister()) == 2, "ce qui était connu se consulte encore"
        tenue(fenetre).ouvrir(2)
        assert saisie(fenetre).dossier.identifiant == 1, "changer de dossier perdrait la saisie"
    qtbot.waitUntil(lambda: tenue(fenetre).a_jour, timeout=10_000)
    assert fenetre.bandeau.texte == "Votre saisie est enregistrée."
    assert horizons(donnees)[EXEMPLE.nom] == 7


def test_la_fenetre_n_attend_jamais_longtemps_un_fichier(fenetre: Fenetre) -> None:
    depot = tenue(fenetre)._depot
    assert depot is not None and PATIENCE_MS <= 250
    with depot.ouvrir_en_entier()._moteur.connect() as connexion:
        assert connexion.exec_driver_sql("PRAGMA busy_timeout").scalar() == PATIENCE_MS


def test_occupe_au_demarrage_on_consulte_puis_tout_revient(
    fenetre: Fenetre, qtbot: QtBot, catalogue: Catalogue, donnees: Path
) -> None:
    saisie(fenetre).modifier(horizon=9)
    fenetre.close()
    with occupe(donnees):
        suivante = ouvrir(qtbot, catalogue, donnees)
        with sans_figer():
            qtbot.waitUntil(lambda: not suivante.bandeau.isHidden(), timeout=10_000)
        assert "vous pouvez consulter et calculer" in suivante.bandeau.texte
        assert suivante.bandeau.bouton("Réessayer").isVisible()
        assert saisie(suivante).situation == EXEMPLE
        saisie(suivante).modifier(horizon=4)
    qtbot.waitUntil(lambda: tenue(suivante).a_jour, timeout=10_000)
    assert suivante.bandeau.isHidden()
    assert saisie(suivante).situation.horizon == 9
    assert horizons(donnees) == {EXEMPLE.nom: 9, "Autre": 3, f"{EXEMPLE.nom}{EN_ATTENTE}": 4}


def test_fermer_ne_perd_pas_une_saisie_en_attente(
    fenetre: Fenetre, qtbot: QtBot, donnees: Path, vraie_question: None
) -> None:
    textes: list[str] = []

    def revenir(question: object) -> None:
        assert isinstance(question, QMessageBox)
        textes.append(question.text())
        cliquer(REVENIR)(question)

    with occupe(donnees):
        saisie(fenetre).modifier(horizon=6)
        repondre(revenir)
        assert not fenetre.close() and fenetre.isVisible()
        assert "n'a pas pu être enregistrée" in textes[0] and "l'occupe" in textes[0]
    assert fenetre.close()
    assert horizons(donnees)[EXEMPLE.nom] == 6


def test_on_peut_quitter_quand_meme(
    fenetre: Fenetre, qtbot: QtBot, donnees: Path, vraie_question: None
) -> None:
    with occupe(donnees):
        saisie(fenetre).modifier(horizon=6)
        repondre(cliquer(QUITTER))
        assert fenetre.close()
    assert horizons(donnees)[EXEMPLE.nom] == EXEMPLE.horizon


def test_annuler_une_saisie_refusee_rend_le_passage_aux_autres_dossiers(
    fenetre: Fenetre, qtbot: QtBot, donnees: Path
) -> None:
    with occupe(donnees):
        saisie(fenetre).modifier(horizon=6)
        tenue(fenetre).enregistrer()
        assert not tenue(fenetre).a_jour
        saisie(fenetre).annulations.undo()
        assert tenue(fenetre).a_jour
    tenue(fenetre).ouvrir(2)
    assert saisie(fenetre).situation.nom == "Autre"


def test_passer_outre_ouvre_l_autre_dossier_sans_rien_ecrire(
    fenetre: Fenetre, qtbot: QtBot, donnees: Path
) -> None:
    with occupe(donnees):
        saisie(fenetre).modifier(horizon=6)
        tenue(fenetre).ouvrir(2)
        assert saisie(fenetre).dossier.identifiant == 1
        suite = fenetre.bandeau.bouton("Continuer sans l'enregistrer")
    suite.click()
    assert saisie(fenetre).situation.nom == "Autre"
    assert horizons(donnees)[EXEMPLE.nom] == EXEMPLE.horizon


def remplacer(donnees: Path, avec: Path) -> None:
    """Pose un autre fichier sous le même nom, comme une synchronisation."""
    provisoire = donnees / "recu.tmp"
    shutil.copy(avec, provisoire)
    provisoire.replace(donnees / NOM_BASE)


def test_un_fichier_remplace_est_relu_et_rien_ne_se_perd(
    fenetre: Fenetre, qtbot: QtBot, donnees: Path, tmp_path: Path
) -> None:
    recu = tmp_path / "recu.sqlite"
    shutil.copy(donnees / NOM_BASE, recu)
    with DepotDossiers.ouvrir(recu) as ailleurs:
        autre = ailleurs.lire(2)
        ailleurs.enregistrer(replace(autre, situation=replace(autre.situation, horizon=10)))
    saisie(fenetre).modifier(horizon=5)
    tenue(fenetre).enregistrer()
    remplacer(donnees, recu)
    saisie(fenetre).modifier(horizon=8)
    qtbot.waitUntil(lambda: "a remplacé le fichier" in fenetre.bandeau.texte, timeout=10_000)
    assert tenue(fenetre).a_jour
    assert saisie(fenetre).dossier.identifiant == 1
    assert horizons(donnees) == {EXEMPLE.nom: 3, "Autre": 10, f"{EXEMPLE.nom}{EN_ATTENTE}": 8}
    (avant,) = (donnees / ECARTEES).glob("*.sqlite")
    with DepotDossiers.ouvrir(avant) as depot:
        assert {r.nom: r.situation.horizon for r in depot.lister()} == {EXEMPLE.nom: 5, "Autre": 3}
    saisie(fenetre).modifier(horizon=4)
    tenue(fenetre).enregistrer()
    assert horizons(donnees)[EXEMPLE.nom] == 4


def test_un_fichier_remplace_par_le_meme_ne_laisse_pas_de_double(
    fenetre: Fenetre, qtbot: QtBot, donnees: Path
) -> None:
    remplacer(donnees, donnees / NOM_BASE)
    fenetre.montrer("accueil")
    qtbot.waitUntil(lambda: "a remplacé le fichier" in fenetre.bandeau.texte, timeout=10_000)
    assert horizons(donnees) == {EXEMPLE.nom: 3, "Autre": 3}


def test_un_fichier_retire_se_retrouve(fenetre: Fenetre, qtbot: QtBot, donnees: Path, tmp_path: Path) -> None:
    ailleurs = tmp_path / "clé débranchée.sqlite"
    (donnees / NOM_BASE).rename(ailleurs)
    saisie(fenetre).modifier(horizon=8)
    qtbot.waitUntil(lambda: not fenetre.bandeau.isHidden(), timeout=10_000)
    assert "a disparu" in fenetre.bandeau.texte
    assert fenetre.bandeau.bouton("Voir les sauvegardes…").isVisible()
    assert not (donnees / NOM_BASE).exists(), "aucune base vide ne doit prendre sa place"
    ailleurs.rename(donnees / NOM_BASE)
    fenetre.bandeau.bouton("Réessayer").click()
    assert tenue(fenetre).a_jour and fenetre.bandeau.isHidden()
    assert horizons(donnees) == {EXEMPLE.nom: 3, "Autre": 3, f"{EXEMPLE.nom}{EN_ATTENTE}": 8}


@pytest.mark.parametrize("nom", ["dossiers-PC-DE-MARIE.sqlite", "dossiers (copie en conflit).sqlite"])
def test_une_copie_en_conflit_est_dite_et_ne_derange_rien(
    fenetre: Fenetre, qtbot: QtBot, catalogue: Catalogue, donnees: Path, nom: str
) -> None:
    shutil.copy(donnees / NOM_BASE, donnees / nom)
    avant = (donnees / nom).read_bytes()
    saisie(fenetre).modifier(horizon=6)
    fenetre.close()
    suivante = ouvrir(qtbot, catalogue, donnees)
    annoncer_au_demarrage(suivante, brutal=False)
    assert nom in suivante.bandeau.texte and "Elle n'est ni lue ni effacée" in suivante.bandeau.texte
    assert suivante.bandeau.bouton("Ouvrir le dossier").isVisible()
    assert saisie(suivante).situation.horizon == 6
    assert (donnees / nom).read_bytes() == avant


@contextmanager
def disque_plein(donnees: Path) -> Iterator[None]:
    """Aucun fichier ne peut plus grandir."""
    douce, dure = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((donnees / NOM_BASE).stat().st_size, dure))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (douce, dure))


def test_disque_plein_on_consulte_et_tout_repart(
    fenetre: Fenetre, qtbot: QtBot, donnees: Path, tmp_path: Path
) -> None:
    with disque_plein(donnees):
        saisie(fenetre).modifier_dossier(notes={"socleo": "é" * 200_000})
        qtbot.waitUntil(lambda: not fenetre.bandeau.isHidden(), timeout=10_000)
        assert "n'est pas enregistrée" in fenetre.bandeau.texte and "disque" in fenetre.bandeau.texte
        for entree in PAGES:
            fenetre.montrer(entree.identifiant)
        exporter_vers(fenetre, tmp_path / "sortie.xlsx")
        assert fenetre.bandeau.texte.startswith("Le classeur n'a pas été écrit.")
        assert not list(tmp_path.glob("*.xlsx*")) and not list(tmp_path.glob(".boussole*"))
        tenue(fenetre).creer(EXEMPLE)
        assert saisie(fenetre).dossier.notes == {"socleo": "é" * 200_000}
    qtbot.waitUntil(lambda: tenue(fenetre).a_jour, timeout=20_000)
    with DepotDossiers.ouvrir(donnees / NOM_BASE) as depot:
        assert depot.lire(1).notes == {"socleo": "é" * 200_000}


def test_un_disque_plein_ne_se_redit_pas_a_chaque_essai(
    fenetre: Fenetre, qtbot: QtBot, donnees: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "EMPECHE_MS", 50)
    dites: list[str] = []
    tenue(fenetre).empeche.connect(dites.append)
    with disque_plein(donnees):
        saisie(fenetre).modifier_dossier(notes={"socleo": "é" * 200_000})
        qtbot.wait(DELAI_MS + 500)
        assert len(dites) == 1
        saisie(fenetre).modifier_dossier(notes={"socleo": "é" * 200_001})
        qtbot.wait(DELAI_MS + 500)
        assert len(dites) == 2
    qtbot.waitUntil(lambda: tenue(fenetre).a_jour, timeout=20_000)


_SANS_DROITS = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
import gui.application as application
from gui.plan_des_pages import PAGES

def conduire(fenetre):
    vu = {"bandeau": fenetre.bandeau.texte, "nom": fenetre.session.situation.nom}
    for entree in PAGES:
        fenetre.montrer(entree.identifiant)
    fenetre.session.modifier(horizon=9)
    fenetre.rangement.enregistrer()
    vu["refus"] = fenetre.bandeau.texte
    autre = 2 if fenetre.session.dossier.identifiant == 1 else 1
    fenetre.rangement.ouvrir(autre)
    vu["bloque"] = fenetre.session.dossier.identifiant != autre
    fenetre.bandeau.bouton("Continuer sans l'enregistrer").click()
    vu["autre"] = fenetre.session.situation.nom
    print(json.dumps(vu), flush=True)
    sys.stdout.flush()
    import os
    os._exit(0)

class Demarrage(application.Demarrage):
    def __init__(self, fenetre, donnees):
        super().__init__(fenetre, donnees)
        self.pret.connect(lambda: QTimer.singleShot(100, lambda: conduire(fenetre)))

application.Demarrage = Demarrage
sys.exit(application.demarrer(Path(sys.argv[1])))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="droits propres à Linux")
def test_en_lecture_seule_tout_se_consulte(fenetre: Fenetre, donnees: Path) -> None:
    fenetre.close()
    fichiers = [donnees, *donnees.rglob("*")]
    avant = {f: f.read_bytes() for f in fichiers if f.is_file()}
    for fichier in fichiers:
        fichier.chmod(0o555)
    try:
        fini = subprocess.run(
            [sys.executable, "-c", _SANS_DROITS, str(donnees)],
            cwd=RACINE,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            preexec_fn=_renoncer_aux_droits_de_root,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
    finally:
        for fichier in fichiers:
            fichier.chmod(0o755)
    assert fini.returncode == 0, fini.stderr
    vu = json.loads(fini.stdout)
    assert "lecture seule" in vu["bandeau"] and "lecture seule" in vu["refus"]
    assert vu["bloque"]
    assert {vu["nom"], vu["autre"]} == {EXEMPLE.nom, "Autre"}
    assert {f: f.read_bytes() for f in donnees.rglob("*") if f.is_file()} == avant
    assert "Traceback" not in fini.stderr


_LECTURE_DIFFEREE = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
import gui.application as application

def conduire(fenetre):
    vu = {"bandeau": fenetre.bandeau.texte, "disponible": fenetre.rangement.disponible}
    fenetre.montrer("fiches")
    fenetre.montrer("comparer")
    for _ in range(40):
        if not fenetre.rangement.disponible:
            fenetre.bandeau.bouton("Réessayer").click()
    vu["ensuite"] = fenetre.rangement.disponible
    vu["horizon"] = fenetre.session.situation.horizon
    print(json.dumps(vu), flush=True)
    fenetre.close()

class Demarrage(application.Demarrage):
    def __init__(self, fenetre, donnees):
        super().__init__(fenetre, donnees)
        self.pret.connect(lambda: QTimer.singleShot(100, lambda: conduire(fenetre)))

application.Demarrage = Demarrage
sys.exit(application.demarrer(Path(sys.argv[1])))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="strace n'existe que sous Linux")
def test_un_fichier_pas_encore_descendu_du_nuage_se_dit_puis_s_ouvre(fenetre: Fenetre, donnees: Path) -> None:
    strace = exiger_programme("strace")
    saisie(fenetre).modifier(horizon=8)
    fenetre.close()
    base = donnees / NOM_BASE
    # Les premières lectures échouent, comme pour un fichier « en ligne seulement » sans connexion.
    panne = ["-P", str(base), "-e", "trace=pread64,read", "-e", "inject=pread64,read:error=EIO:when=1..12"]
    fini = subprocess.run(
        [
            strace,
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            *panne,
            sys.executable,
            "-c",
            _LECTURE_DIFFEREE,
            str(donnees),
        ],
        cwd=RACINE,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    assert fini.returncode == 0, fini.stderr
    vu = json.loads(fini.stdout)
    assert not vu["disponible"] and "vous pouvez consulter" in vu["bandeau"]
    assert "n'a pas répondu" in vu["bandeau"] and "rrno" not in vu["bandeau"]
    assert vu["ensuite"] and vu["horizon"] == 8
    assert "Traceback" not in fini.stderr


class _Decalee(datetime):
    decalage = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return super().now(tz) + cls.decalage


def test_une_horloge_folle_ne_derange_rien(
    qtbot: QtBot, catalogue: Catalogue, donnees: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module_depot, "datetime", _Decalee)
    for rang, annees in enumerate((0, 10, -10, 0), 1):
        monkeypatch.setattr(_Decalee, "decalage", timedelta(days=365 * annees))
        ouverte = ouvrir(qtbot, catalogue, donnees)
        annoncer_au_demarrage(ouverte, brutal=False)
        assert ouverte.bandeau.isHidden(), ouverte.bandeau.texte
        for entree in PAGES:
            ouverte.montrer(entree.identifiant)
        saisie(ouverte).modifier(horizon=rang + 4)
        ouverte.close()
        assert horizons(donnees) == {EXEMPLE.nom: rang + 4}
    assert [sauvegarde.numero for sauvegarde in lister(donnees / NOM_BASE)] == [4, 3, 2, 1]
