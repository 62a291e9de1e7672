"""Quand le programme faillit : une phrase, un rapport, un arrêt brutal raconté une fois, un journal sans secret."""

import errno
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gui import erreurs, incidents, journal
from gui.erreurs import DialogueDefaut, DialogueEmpechement, attraper
from gui.journal import ANCIENS, TAILLE_MAX, Evenement
from modele.catalogue.objets import Catalogue
from modele.donnees_locales import ARRET, JOURNAL, RAPPORT
from modele.fautes import FichierInaccessible
from tests.gui.conduite_donnees import cliquer, ouvrir

RACINE = Path(__file__).resolve().parents[2]
CANARI = "FermeDuCanari"

_APPLICATION = """
import ctypes, json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
import gui.application as application

def mourir(fenetre):
    ctypes.string_at(0)

def raconter(fenetre):
    bandeau, donnees = fenetre.bandeau, Path(sys.argv[2])
    vu = {"bandeau": "" if bandeau.isHidden() else bandeau.texte}
    vu["trace"] = (donnees / "arret-brutal.txt").stat().st_size
    if "brutalement" in vu["bandeau"]:
        bandeau.bouton("Copier le rapport").click()
        vu["copie"] = QGuiApplication.clipboard().text()
        vu["garde"] = (donnees / "rapport.txt").read_text("utf-8")
        bandeau.bouton("Effacer le rapport").click()
        vu["efface"] = not (donnees / "rapport.txt").exists() and bandeau.isHidden()
    print(json.dumps(vu), flush=True)
    fenetre.close()

class Demarrage(application.Demarrage):
    def __init__(self, fenetre, donnees):
        super().__init__(fenetre, donnees)
        self.pret.connect(lambda: QTimer.singleShot(100, lambda: globals()[sys.argv[1]](fenetre)))

application.Demarrage = Demarrage
sys.exit(application.demarrer(Path(sys.argv[2])))
"""


def lancer(quoi: str, donnees: Path) -> subprocess.CompletedProcess[str]:
    """Lance l'application réelle et lui fait faire une chose une fois prête."""
    return subprocess.run(
        [sys.executable, "-c", _APPLICATION, quoi, str(donnees)],
        cwd=RACINE,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="demande un signal")
def test_un_arret_brutal_est_raconte_une_fois_au_demarrage_suivant(tmp_path: Path) -> None:
    donnees = tmp_path / CANARI
    assert lancer("mourir", donnees).returncode == -signal.SIGSEGV
    assert "Segmentation fault" in (donnees / ARRET).read_text("utf-8")

    suivant = lancer("raconter", donnees)
    assert suivant.returncode == 0, suivant.stderr
    vu = json.loads(suivant.stdout)
    assert vu["bandeau"].startswith("La dernière fois, l'application s'est arrêtée brutalement.")
    assert "ils sont entiers" in vu["bandeau"]
    assert vu["trace"] == 0 and vu["efface"]
    assert vu["copie"] == vu["garde"]
    assert "Segmentation fault" in vu["copie"] and "string_at" in vu["copie"]
    for indiscret in (str(RACINE), str(tmp_path), CANARI, "/" + str(Path(sys.prefix).parts[1]) + "/"):
        assert indiscret not in vu["copie"]

    assert json.loads(lancer("raconter", donnees).stdout)["bandeau"] == ""
    assert not (donnees / ARRET).exists()


@pytest.fixture
def arme(tmp_path: Path) -> Iterator[Path]:
    """Dossier où les incidents se notent, et où le journal se tient."""
    erreurs._deja_vus.clear()
    incidents.armer(tmp_path)
    journal.ouvrir(tmp_path)
    yield tmp_path
    journal.fermer()
    incidents.desarmer()


def test_une_fin_normale_ne_laisse_rien_a_raconter(tmp_path: Path) -> None:
    assert not incidents.armer(tmp_path)
    assert incidents.desarmer()
    assert not list(tmp_path.iterdir())
    (tmp_path / ARRET).write_text("Fatal Python error: Aborted\n")
    assert incidents.armer(tmp_path)
    assert "Aborted" in incidents.dernier(tmp_path)
    incidents.desarmer()
    assert not incidents.armer(tmp_path)
    incidents.desarmer()


def test_une_trace_que_le_disque_refuse_de_resumer_attend(tmp_path: Path) -> None:
    (tmp_path / ARRET).write_text("Fatal Python error: Aborted\n")
    (tmp_path / RAPPORT).mkdir()
    assert incidents.armer(tmp_path)
    assert "Aborted" in (tmp_path / ARRET).read_text()
    incidents.desarmer()


def test_la_ou_rien_ne_s_ecrit_rien_n_est_arme(tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()
    assert not incidents.armer(tmp_path / "fichier")
    assert not incidents.garder("x")
    incidents.desarmer()


def _faillir(message: str) -> ValueError:
    try:
        raise ValueError(message)
    except ValueError as faute:
        return faute


def _montrer(qtbot: QtBot, faute: BaseException) -> list[tuple[type, str]]:
    """Dialogues montrés pour cette faute, et leur texte."""
    vus: list[tuple[type, str]] = []

    def fermer() -> None:
        ouvert = QApplication.activeModalWidget()
        if ouvert is not None:
            textes = [label.text() for label in ouvert.findChildren(QLabel)]
            vus.append((type(ouvert), "\n".join(textes)))
            attraper(KeyError, KeyError("pendant un dialogue"), None)
            ouvert.accept()

    QTimer.singleShot(0, fermer)
    attraper(type(faute), faute, faute.__traceback__)
    qtbot.wait(1)
    return vus


def test_chaque_defaut_distinct_se_montre_une_fois(
    arme: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    faute = _faillir(f"La {CANARI} vaut 30 000 €")
    ((genre, texte),) = _montrer(qtbot, faute)
    assert genre is DialogueDefaut and "défaut" in texte
    assert _montrer(qtbot, faute) == []
    assert len(_montrer(qtbot, _faillir("autre ligne, autre défaut"))) == 0
    try:
        int("pas un nombre")
    except ValueError as autre:
        assert len(_montrer(qtbot, autre)) == 1
    sorties = capsys.readouterr().err + incidents.dernier(arme) + (arme / JOURNAL).read_text("utf-8")
    assert "ValueError" in sorties and "KeyError" in sorties
    assert "KeyError" not in incidents.dernier(arme), "le défaut suivant a remplacé le premier"
    assert CANARI not in sorties and "30 000" not in sorties and "pas un nombre" not in sorties


def test_une_faute_du_poste_est_une_phrase_sans_rapport(arme: Path, qtbot: QtBot) -> None:
    for faute, attendu in (
        (OSError(errno.ENOSPC, "No space left on device"), "le disque est plein."),
        (FichierInaccessible("La clé est en lecture seule."), "La clé est en lecture seule."),
        (MemoryError(), "La mémoire de l'ordinateur manque"),
    ):
        ((genre, texte),) = _montrer(qtbot, faute)
        assert genre is DialogueEmpechement and attendu in texte
    assert incidents.dernier(arme) == ""


def test_un_defaut_d_un_autre_fil_se_montre_aussi(
    arme: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for crochet in ("excepthook", "unraisablehook"):
        monkeypatch.setattr(sys, crochet, getattr(sys, crochet))
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    erreurs.surveiller()
    vus: list[object] = []
    monkeypatch.setattr(DialogueDefaut, "exec", lambda dialogue: vus.append(dialogue))
    fil = threading.Thread(target=lambda: {}[CANARI])
    fil.start()
    fil.join()
    qtbot.waitUntil(lambda: bool(vus))
    assert "KeyError" in incidents.dernier(arme) and CANARI not in incidents.dernier(arme)


def test_sans_console_un_defaut_ne_tue_pas(arme: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert len(_montrer(qtbot, _faillir("x"))) == 1


def test_le_rapport_se_copie(arme: Path, qtbot: QtBot) -> None:
    dialogue = DialogueDefaut("rapport")
    qtbot.addWidget(dialogue)
    cliquer("Copier le rapport")(dialogue)
    assert QGuiApplication.clipboard().text() == "rapport"


def test_le_journal_tourne_et_reste_borne(arme: Path) -> None:
    for _ in range(3 * TAILLE_MAX // 60):
        journal.noter(Evenement.OUVERTURE)
    journaux = sorted(fichier.name for fichier in arme.glob(f"{JOURNAL}*"))
    assert journaux == [JOURNAL, *(f"{JOURNAL}.{rang}" for rang in range(1, ANCIENS + 1))]
    assert sum((arme / nom).stat().st_size for nom in journaux) <= (ANCIENS + 1) * TAILLE_MAX


def test_un_journal_impossible_ne_gene_rien(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / JOURNAL).mkdir()
    journal.ouvrir(tmp_path)
    journal.noter(Evenement.OUVERTURE)
    journal.fermer()
    assert capsys.readouterr().err == ""


def test_un_travail_empeche_se_note_sans_son_message(arme: Path, qtbot: QtBot, catalogue: Catalogue) -> None:
    def travail(_suivi: object) -> None:
        raise OSError(errno.ENOSPC, CANARI, f"/home/{CANARI}/{CANARI}.xlsx")

    travaux = ouvrir(qtbot, catalogue, arme).travaux
    travaux.partir(travaux.preparer(travail))
    texte = (arme / JOURNAL).read_text("utf-8")
    assert f"travail empêché : {__name__}" in texte and "OSError (28)" in texte
    assert CANARI not in texte


def test_une_page_inconnue_ne_s_ecrit_pas(arme: Path) -> None:
    journal.noter_page("seuils")
    journal.noter_page(CANARI)
    assert (arme / JOURNAL).read_text("utf-8").rstrip().endswith("page seuils")


def test_l_ouverture_ne_couvre_pas_un_message_plus_grave(
    qtbot: QtBot, catalogue: Catalogue, tmp_path: Path
) -> None:
    from gui.annonces import annoncer_au_demarrage

    fenetre = ouvrir(qtbot, catalogue, tmp_path)
    fenetre.bandeau.montrer("Plus grave", "erreur")
    annoncer_au_demarrage(fenetre, brutal=True)
    assert fenetre.bandeau.texte == "Plus grave"
    fenetre.bandeau.hide()
    annoncer_au_demarrage(fenetre, brutal=True)
    assert "brutalement" in fenetre.bandeau.texte
