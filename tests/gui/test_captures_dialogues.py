"""Chaque dialogue de l'application a son image, et le résumé d'une reprise tient dans la fenêtre."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog, QInputDialog, QMessageBox, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

import gui
from gui.captures_dialogues import construits, modaux, pendant
from gui.composants.resume_reprise import ResumeReprise
from gui.fenetre import Fenetre
from gui.rangement import Rangement
from gui.session import Session
from gui.taches import Travaux
from modele.catalogue.objets import Catalogue
from modele.reprise.lecture import Reprise

GUI = Path(gui.__file__).parent


@pytest.fixture
def fenetre(qtbot: QtBot, catalogue: Catalogue, tmp_path: Path) -> Iterator[Fenetre]:
    """Fenêtre ouverte sur une base neuve."""
    session = Session(catalogue)
    rangement = Rangement(session, tmp_path)
    ouverte = Fenetre(QSettings(str(tmp_path / "f.ini"), QSettings.Format.IniFormat), Travaux(synchrone=True))
    qtbot.addWidget(ouverte)
    ouverte.accueillir(session, rangement)
    rangement.setParent(ouverte)
    rangement.ouvrir_base(None)
    ouverte.show()
    yield ouverte


def _classes_de_dialogue() -> set[str]:
    classes = set()
    for fichier in GUI.rglob("*.py"):
        for noeud in ast.walk(ast.parse(fichier.read_text("utf-8"))):
            if isinstance(noeud, ast.ClassDef) and any(
                isinstance(base, ast.Name) and base.id == "QDialog" for base in noeud.bases
            ):
                classes.add(noeud.name)
    return classes


def test_chaque_classe_de_dialogue_est_photographiee() -> None:
    """Un dialogue ajouté sans son image fait rougir cet essai."""
    sources = "".join((GUI / nom).read_text("utf-8") for nom in ("captures.py", "captures_dialogues.py"))
    # Ceux-là s'ouvrent par le geste de la fenêtre.
    gestes = {"FenetreAide": "ouvrir_aide(", "DialoguePrixPropose": "gestes.proposer("}
    classes = _classes_de_dialogue()
    assert {"ResumeReprise", "DialogueDefaut", *gestes} <= classes
    assert [classe for classe in classes if gestes.get(classe, f"{classe}(") not in sources] == []


def test_dialogues_construits(fenetre: Fenetre) -> None:
    tous = dict(construits(fenetre))
    assert {
        "dialogue-reprise",
        "dialogue-reprise-d-ailleurs",
        "dialogue-lot",
        "dialogue-lot-traite",
        "dialogue-tous-mes-dossiers",
    } <= set(tous)
    for construire in tous.values():
        dialogue = construire()
        assert isinstance(dialogue, QDialog)
        dialogue.show()
        assert dialogue.width() <= fenetre.width() and not dialogue.grab().isNull()
        dialogue.close()


def test_dialogues_qui_attendent_une_reponse(fenetre: Fenetre) -> None:
    assert fenetre.rangement is not None
    vus: list[tuple[str, type[QWidget], str]] = []
    for nom, ouvrir in modaux(fenetre):
        pendant(ouvrir, lambda dialogue, nom=nom: vus.append((nom, type(dialogue), dialogue.windowTitle())))
    assert [(nom, genre) for nom, genre, _ in vus] == [
        ("dialogue-creer", QInputDialog),
        ("dialogue-renommer", QInputDialog),
        ("dialogue-deja-ouverte", QMessageBox),
    ]
    assert vus[0][2] == "Créer un dossier"
    # Photographier ne crée ni ne renomme rien.
    assert [resume.nom for resume in fenetre.rangement.lister()] == ["Ferme exemple"]


def test_beaucoup_d_avis_defilent(fenetre: Fenetre) -> None:
    assert fenetre.session is not None
    dossier = fenetre.session.dossier
    avis = tuple(f"Critère {rang} : « bof » ne convient pas, il faut indispensable." for rang in range(69))
    reprise = Reprise(replace(dossier, nom="X"), dossier, avis)
    resume = ResumeReprise("x.xlsx", reprise, dossier, dossier, fenetre.session.catalogue, fenetre)
    resume.show()
    assert len(resume.avis) == 69 and resume.height() <= fenetre.height()
    (defilement,) = [zone for zone in resume.findChildren(QScrollArea) if type(zone) is QScrollArea]
    assert defilement.verticalScrollBar().maximum() > 0
    resume.close()
