"""L'ordre de tabulation d'un bloc construit à la demande, sans s'attacher à ce qui l'entoure."""

from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.composants.disposition_souple import DispositionSouple
from gui.composants.tabulation import faire_suivre

RACINE = Path(__file__).resolve().parents[2]


def test_les_controles_d_un_bloc_se_suivent_apres_celui_qui_le_precede(qtbot: QtBot) -> None:
    fenetre = QWidget()
    qtbot.addWidget(fenetre)
    precedent, suivant, bloc = QPushButton(fenetre), QPushButton(fenetre), QWidget(fenetre)
    champs = [QLineEdit(bloc), QComboBox(bloc), QLineEdit(bloc)]
    faire_suivre(precedent, bloc)
    fenetre.show()
    precedent.setFocus()
    ordre = []
    for _ in range(4):
        qtbot.keyClick(fenetre.focusWidget(), "\t")
        ordre.append(fenetre.focusWidget())
    assert ordre == [*champs, suivant]


def test_detruire_un_voisin_n_emporte_rien_du_bloc(qtbot: QtBot) -> None:
    """Au changement de thème, l'ancienne page disparaît pendant que la nouvelle est déjà là."""
    fenetre = QWidget()
    qtbot.addWidget(fenetre)
    ancienne = QWidget(fenetre)
    QLineEdit(ancienne)
    nouvelle = QWidget(fenetre)
    colonne = QVBoxLayout(nouvelle)
    rangee = DispositionSouple()
    rangee.addWidget(QPushButton("AMAP"))
    colonne.addLayout(rangee)
    faire_suivre(QPushButton(nouvelle), nouvelle)
    ancienne.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert all(shiboken6.isValid(element) for element in rangee._elements)
    assert rangee.minimumSize().isValid()


def test_nul_ne_suit_la_chaine_de_tabulation_de_qt() -> None:
    """PySide y attache chaque contrôle à son voisin, qui l'emporte en disparaissant."""
    fautifs = [
        chemin.name
        for chemin in (RACINE / "gui").rglob("*.py")
        if "InFocusChain(" in chemin.read_text("utf-8") or ".focusProxy(" in chemin.read_text("utf-8")
    ]
    assert not fautifs
