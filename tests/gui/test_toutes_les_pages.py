"""Chaque page : tout a un nom, tout s'atteint par Tab, et elle tient à 1366×768 comme à 200 %."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.fenetre import Fenetre
from gui.plan_des_pages import PAGES
from gui.rangement import Rangement
from gui.session import Session
from gui.taches import Travaux
from gui.theme.style import appliquer
from modele.catalogue.objets import Catalogue

COMMANDES = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)
IDENTIFIANTS = [entree.identifiant for entree in PAGES]


def ouvrir(qtbot: QtBot, catalogue: Catalogue, donnees: Path, page: str) -> Fenetre:
    """Fenêtre entière, avec sa base, sur une page."""
    session = Session(catalogue)
    fenetre = Fenetre(QSettings(str(donnees / "f.ini"), QSettings.Format.IniFormat), Travaux(synchrone=True))
    qtbot.addWidget(fenetre)
    rangement = Rangement(session, donnees, fenetre)
    fenetre.resize(1366, 768)
    fenetre.accueillir(session, rangement)
    rangement.ouvrir_base(None)
    fenetre.show()
    fenetre.montrer(page)
    qtbot.waitExposed(fenetre)
    return fenetre


def commandes(fenetre: Fenetre) -> list[QWidget]:
    """Ce que l'on peut actionner et voir, sans les pièces internes de Qt."""
    return [
        widget
        for genre in COMMANDES
        for widget in fenetre.findChildren(genre)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.metaObject().className() != "QTableCornerButton"
        and not isinstance(widget, QHeaderView)
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QLineEdit | QComboBox)
    ]


@pytest.mark.parametrize("page", IDENTIFIANTS)
def test_chaque_commande_a_un_nom(qtbot: QtBot, catalogue: Catalogue, tmp_path: Path, page: str) -> None:
    muettes = [
        (type(widget).__name__, widget.objectName())
        for widget in commandes(ouvrir(qtbot, catalogue, tmp_path, page))
        if not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert not muettes


@pytest.mark.parametrize("page", IDENTIFIANTS)
def test_rien_n_est_lu_avec_des_balises(
    qtbot: QtBot, catalogue: Catalogue, tmp_path: Path, page: str
) -> None:
    """Une infobulle est du texte enrichi, que Qt donne à lire tel quel à qui n'a pas de description."""
    balises = []
    for widget in commandes(ouvrir(qtbot, catalogue, tmp_path, page)):
        lecture = QAccessible.queryAccessibleInterface(widget)
        for genre in (QAccessible.Text.Name, QAccessible.Text.Description):
            if "<p>" in lecture.text(genre) or "&#" in lecture.text(genre):
                balises.append((type(widget).__name__, lecture.text(genre)))
    assert not balises


@pytest.mark.parametrize("page", IDENTIFIANTS)
def test_tout_s_atteint_au_clavier(qtbot: QtBot, catalogue: Catalogue, tmp_path: Path, page: str) -> None:
    fenetre = ouvrir(qtbot, catalogue, tmp_path, page)
    with qtbot.waitActive(fenetre):
        fenetre.activateWindow()
    fenetre.barre.bouton_exporter.setFocus()
    atteints: list[QWidget] = []
    for _ in range(400):
        courant = QApplication.focusWidget()
        assert courant is not None
        # Une fiche garde le clavier le temps de passer d'un de ses liens au suivant.
        if not atteints or courant is not atteints[-1]:
            if courant in atteints:
                break
            atteints.append(courant)
        qtbot.keyClick(courant, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is atteints[0], "le tour ne se referme pas"
    attendues = [
        widget
        for widget in commandes(fenetre)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        # Dans un groupe exclusif, Tab mène au choix coché et les flèches aux autres.
        and not (isinstance(widget, QAbstractButton) and widget.autoExclusive() and not widget.isChecked())
        and not (isinstance(widget, QToolButton) and widget.isCheckable() and not widget.isChecked())
    ]
    oubliees = [(type(w).__name__, w.accessibleName()) for w in attendues if w not in atteints]
    assert not oubliees


@pytest.mark.parametrize("page", IDENTIFIANTS)
def test_la_page_tient_a_200_pour_cent(
    qtbot: QtBot, qapp: QApplication, catalogue: Catalogue, tmp_path: Path, page: str
) -> None:
    appliquer(qapp, "sombre", 2.0)
    fenetre = ouvrir(qtbot, catalogue, tmp_path, page)
    assert (fenetre.width(), fenetre.height()) == (1366, 768)
    appliquer(qapp, "clair", 1.0)
