"""Entrée actionne le bouton qui avait le clavier, jamais celui où elle vient de mener."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.composants.champ_saisie import ChampSaisie
from gui.composants.questions_ferme import QUESTIONS
from gui.fenetre import Fenetre
from gui.pages.ferme import PageFerme
from gui.session import Session
from gui.taches import Travaux


@pytest.mark.parametrize("touche", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_entree_au_dernier_champ_montre_le_resultat_des_questions(
    session_exemple: Session, qtbot: QtBot, tmp_path: Path, touche: Qt.Key
) -> None:
    fenetre = Fenetre(QSettings(str(tmp_path / "f.ini"), QSettings.Format.IniFormat), Travaux(synchrone=True))
    qtbot.addWidget(fenetre)
    fenetre.resize(1366, 768)
    fenetre.accueillir(session_exemple)
    fenetre.show()
    qtbot.waitExposed(fenetre)
    fenetre.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is fenetre)
    fenetre.montrer("ferme")
    page = fenetre.page
    assert isinstance(page, PageFerme)
    page.ferme.reprendre(True, len(QUESTIONS) - 1)
    questions = page.ferme.questions
    assert questions is not None
    derniere = questions.question(len(QUESTIONS) - 1)
    dernier = [champ for champ in derniere.findChildren(ChampSaisie) if champ.isVisible()][-1]
    dernier.setFocus()
    qtbot.keyClick(dernier, touche)
    assert fenetre.identifiant_de_page == "ferme" and questions.comparer.hasFocus()
    # La touche suivante, elle, s'adresse à ce bouton.
    qtbot.keyClick(questions.comparer, touche)
    assert fenetre.identifiant_de_page == "comparer"
