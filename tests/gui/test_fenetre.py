"""La fenêtre entière, comme une ferme s'en sert : saisir, lire, exporter, changer d'apparence."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QEvent, QSettings, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from gui.composants.champ_recherche import LigneRecherche
from gui.export_classeur import exporter_vers, nom_propose
from gui.fenetre import Fenetre
from gui.plan_des_pages import PAGES
from gui.session import Session
from gui.taches import Travaux
from gui.theme.style import theme
from modele.situation import EXEMPLE

PAR_IDENTIFIANT = {entree.identifiant: entree for entree in PAGES}


@pytest.fixture
def fenetre(qtbot: QtBot, session_exemple: Session, tmp_path: Path) -> Fenetre:
    """Fenêtre ouverte à 1366×768 sur la ferme d'exemple, travaux exécutés sur place."""
    reglages = QSettings(str(tmp_path / "fenetre.ini"), QSettings.Format.IniFormat)
    ouverte = Fenetre(reglages, Travaux(synchrone=True))
    qtbot.addWidget(ouverte)
    ouverte.resize(1366, 768)
    ouverte.accueillir(session_exemple)
    ouverte.show()
    qtbot.waitExposed(ouverte)
    return ouverte


def champ(fenetre: Fenetre, nom: str) -> QLineEdit:
    """Champ de saisie du panneau par le début de son nom accessible."""
    for saisie in fenetre.panneau.findChildren(QLineEdit):
        if saisie.accessibleName().startswith(nom):
            return saisie
    raise KeyError(nom)


def test_taper_un_chiffre_d_affaires_recalcule_tout(fenetre: Fenetre, qtbot: QtBot) -> None:
    saisie = champ(fenetre, "Ventes aux particuliers")
    saisie.setFocus()
    saisie.selectAll()
    qtbot.keyClicks(saisie, "60000")
    assert fenetre.session is not None
    assert fenetre.session.situation.ca_particuliers == 60_000
    couts = {r.outil: r.cout.annee_suivante.ferme for r in fenetre.session.comparaison.resultats}
    assert str(couts["socleo"]) == "720.00"
    assert str(couts["kuupanda"]) == "1379.40"


def test_annuler_une_frappe(fenetre: Fenetre, qtbot: QtBot) -> None:
    assert fenetre.session is not None
    fenetre.session.modifier(horizon=5)
    fenetre.session.annulations.undo()
    assert fenetre.session.situation == EXEMPLE
    fenetre.session.annulations.redo()
    assert fenetre.session.situation.horizon == 5


def test_exporter_ecrit_un_classeur_et_le_dit(fenetre: Fenetre, tmp_path: Path) -> None:
    chemin = tmp_path / "Comparaison été.xlsx"
    exporter_vers(fenetre, chemin)
    assert chemin.name in fenetre.bandeau.texte
    assert fenetre.bandeau.bouton("Ouvrir le classeur").isVisible()
    classeur = load_workbook(chemin)
    assert "Synthèse" in classeur.sheetnames
    classeur.close()
    assert fenetre.action_exporter.isEnabled()


def test_exporter_dans_un_dossier_absent_est_dit_sans_rien_perdre(fenetre: Fenetre, tmp_path: Path) -> None:
    exporter_vers(fenetre, tmp_path / "absent" / "sortie.xlsx")
    assert fenetre.bandeau.texte.startswith("Le classeur n'a pas été écrit.")
    assert fenetre.bandeau.bouton("Choisir un autre emplacement").isVisible()
    assert fenetre.action_exporter.isEnabled()


def test_exporter_hors_du_fil_de_la_fenetre(qtbot: QtBot, session_exemple: Session, tmp_path: Path) -> None:
    reglages = QSettings(str(tmp_path / "fenetre.ini"), QSettings.Format.IniFormat)
    fenetre = Fenetre(reglages)
    qtbot.addWidget(fenetre)
    fenetre.accueillir(session_exemple)
    fenetre.show()
    exporter_vers(fenetre, tmp_path / "sortie.xlsx")
    assert fenetre.bandeau.texte == "Écriture du classeur…"
    qtbot.waitUntil(lambda: "Classeur écrit" in fenetre.bandeau.texte, timeout=20_000)
    assert (tmp_path / "sortie.xlsx").stat().st_size > 10_000


def test_annuler_un_export_n_ecrit_rien(qtbot: QtBot, session_exemple: Session, tmp_path: Path) -> None:
    reglages = QSettings(str(tmp_path / "fenetre.ini"), QSettings.Format.IniFormat)
    fenetre = Fenetre(reglages)
    qtbot.addWidget(fenetre)
    fenetre.accueillir(session_exemple)
    fenetre.show()
    exporter_vers(fenetre, tmp_path / "sortie.xlsx")
    fenetre.bandeau.bouton("Annuler").click()
    qtbot.waitUntil(lambda: "annulé" in fenetre.bandeau.texte, timeout=20_000)
    assert not list(tmp_path.glob("*.xlsx*"))


@pytest.mark.parametrize(
    ("ferme", "attendu"),
    [
        ("Ferme exemple", "Comparaison - Ferme exemple.xlsx"),
        ("", "Comparaison - ma ferme.xlsx"),
        ("A/B\\C:*?", "Comparaison - A B C.xlsx"),
        ("..", "Comparaison - ma ferme.xlsx"),
    ],
)
def test_nom_de_fichier_accepte_partout(ferme: str, attendu: str) -> None:
    assert nom_propose(ferme) == attendu


def test_changer_de_theme_garde_la_saisie(fenetre: Fenetre, qtbot: QtBot) -> None:
    assert fenetre.session is not None
    fenetre.session.modifier(horizon=7)
    fenetre.changer_apparence(nom="sombre", taille=150)
    ancienne = fenetre.page
    qtbot.waitUntil(lambda: fenetre.page is not ancienne and fenetre.page.isVisible())
    assert theme().nom == "sombre" and theme().echelle == 1.5
    assert fenetre.session.situation.horizon == 7
    assert fenetre.reglages.value("fenetre/theme") == "sombre"


def test_panneau_passe_par_dessus_quand_la_place_manque(fenetre: Fenetre, qtbot: QtBot) -> None:
    assert not fenetre.plan.recouvre and not fenetre.panneau.replie
    fenetre.resize(1100, 700)
    qtbot.waitUntil(lambda: fenetre.plan.recouvre)
    assert fenetre.panneau.replie
    fenetre.basculer_panneau()
    assert fenetre.panneau.geometry().left() < fenetre.pile.geometry().right()


def test_la_fenetre_se_rouvre_ou_on_l_a_laissee(
    fenetre: Fenetre, qtbot: QtBot, session_exemple: Session
) -> None:
    fenetre.basculer_panneau()
    fenetre.resize(780, 620)
    fenetre.close()
    autre = Fenetre(fenetre.reglages, Travaux(synchrone=True))
    qtbot.addWidget(autre)
    autre.accueillir(session_exemple)
    assert autre.size() == fenetre.size()
    assert autre.panneau.replie


def test_chaque_commande_a_un_nom_accessible(fenetre: Fenetre) -> None:
    muets = [
        widget
        for genre in (QAbstractButton, QLineEdit, QComboBox)
        for widget in fenetre.findChildren(genre)
        if widget.isVisible()
        and widget.metaObject().className() != "QTableCornerButton"
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QLineEdit | QComboBox)
    ]
    assert not muets, [(type(widget).__name__, widget.parent()) for widget in muets]


def test_tabulation_atteint_recherche_grille_et_panneau(fenetre: Fenetre, qtbot: QtBot) -> None:
    fenetre.activateWindow()
    fenetre.barre.bouton_exporter.setFocus()
    atteints = set()
    for _ in range(80):
        courant = QApplication.focusWidget()
        assert courant is not None
        atteints.add(courant.accessibleName() or courant.property("text"))
        qtbot.keyClick(courant, Qt.Key.Key_Tab)
    assert "Rechercher un critère" in atteints
    assert any(str(nom).startswith("Ventes aux particuliers") for nom in atteints)
    assert any(isinstance(w, QPushButton) for w in fenetre.findChildren(QPushButton))


def test_un_nom_trop_long_finit_par_des_points_et_se_lit_en_entier(fenetre: Fenetre) -> None:
    assert fenetre.session is not None
    nom = "Groupement agricole des Ormes et des Tilleuls réunis du haut Forez " * 2
    fenetre.session.modifier(nom=nom.strip())
    (etiquette,) = [e for e in fenetre.barre.findChildren(QLabel) if e.accessibleName() == nom.strip()]
    assert etiquette.text().endswith("…") and nom.strip() in etiquette.toolTip()
    assert etiquette.fontMetrics().horizontalAdvance(etiquette.text()) <= etiquette.width()
    fenetre.session.modifier(nom="Les Ormes")
    assert etiquette.text() == "Les Ormes" and not etiquette.toolTip()


@pytest.mark.parametrize("touche", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_entree_et_espace_actionnent_un_bouton(fenetre: Fenetre, qtbot: QtBot, touche: Qt.Key) -> None:
    fenetre.activateWindow()
    bouton = fenetre.rail.bouton("fiches")
    bouton.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(bouton, touche)
    assert fenetre.identifiant_de_page == "fiches"


def test_entree_ouvre_le_menu_et_ne_coche_pas_une_case(fenetre: Fenetre, qtbot: QtBot) -> None:
    fenetre.activateWindow()
    (menu,) = [b for b in fenetre.barre.findChildren(QToolButton) if b.accessibleName() == "Menu"]
    menu.setFocus(Qt.FocusReason.TabFocusReason)
    ouverts: list[bool] = []
    menu.menu().aboutToShow.connect(lambda: ouverts.append(True))
    QTimer.singleShot(0, menu.menu().close)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert ouverts
    case = fenetre.page.differences  # type: ignore[attr-defined]
    case.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(case, Qt.Key.Key_Return)
    assert not case.isChecked()


def test_changer_de_page_au_clavier_mene_en_haut_de_la_page(fenetre: Fenetre, qtbot: QtBot) -> None:
    """Qt donnerait le clavier à une case du milieu de « Seuils », et la ferait défiler jusqu'à elle."""
    fenetre.activateWindow()
    fenetre.page.grille.corps.setFocus()  # type: ignore[attr-defined]
    fenetre.montrer("seuils")
    QApplication.processEvents()
    assert fenetre.page.hasFocus() and fenetre.page.accessibleName() == PAR_IDENTIFIANT["seuils"].titre
    defilants = [zone for zone in fenetre.page.findChildren(QScrollArea) if zone.isVisible()]
    assert defilants and all(zone.verticalScrollBar().value() == 0 for zone in defilants)


def test_le_clavier_reste_dans_le_rail_que_l_on_parcourt(fenetre: Fenetre, qtbot: QtBot) -> None:
    fenetre.activateWindow()
    bouton = fenetre.rail.bouton("seuils")
    bouton.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(bouton, Qt.Key.Key_Space)
    assert fenetre.identifiant_de_page == "seuils" and bouton.hasFocus()


@pytest.mark.parametrize("identifiant", [entree.identifiant for entree in PAGES])
def test_la_premiere_tabulation_entre_dans_la_page(fenetre: Fenetre, qtbot: QtBot, identifiant: str) -> None:
    fenetre.activateWindow()
    fenetre.montrer("a-propos" if identifiant == "comparer" else "comparer")
    fenetre.pile.setFocus()
    fenetre.montrer(identifiant)
    qtbot.keyClick(fenetre.page, Qt.Key.Key_Tab)
    arrivee = QApplication.focusWidget()
    assert arrivee is not None and fenetre.page.isAncestorOf(arrivee), arrivee


def test_ctrl_z_dans_un_champ_annule_le_dernier_changement_du_dossier(fenetre: Fenetre, qtbot: QtBot) -> None:
    assert fenetre.session is not None
    session = fenetre.session
    fenetre.activateWindow()
    session.modifier(horizon=7)
    saisie = champ(fenetre, "Ventes aux particuliers")
    saisie.setFocus()
    saisie.selectAll()
    qtbot.keyClicks(saisie, "60000")
    qtbot.keyClick(saisie, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.situation.ca_particuliers == EXEMPLE.ca_particuliers
    assert saisie.text() == "30\u202f000,00" and session.situation.horizon == 7
    qtbot.keyClick(saisie, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.situation == EXEMPLE
    qtbot.keyClick(saisie, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert session.situation.horizon == 7


def test_ctrl_z_reprend_d_abord_un_texte_fautif(fenetre: Fenetre, qtbot: QtBot) -> None:
    assert fenetre.session is not None
    fenetre.activateWindow()
    fenetre.session.modifier(horizon=7)
    saisie = champ(fenetre, "Ventes aux particuliers")
    saisie.setFocus()
    saisie.selectAll()
    qtbot.keyClicks(saisie, "beaucoup")
    qtbot.keyClick(saisie, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert fenetre.session.situation.horizon == 7


@pytest.mark.parametrize("identifiant", ["comparer", "fiches", "accueil"])
def test_un_champ_de_recherche_laisse_ses_raccourcis_a_la_fenetre(
    fenetre: Fenetre, identifiant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sous Linux, Qt y garde Ctrl+E ; partout, il y garde Ctrl+Z, même sans rien à annuler."""
    fenetre.montrer(identifiant)
    recherche = fenetre.page.findChild(LigneRecherche)
    assert recherche is not None
    for touche, quoi in (
        (Qt.Key.Key_E, QKeySequence.StandardKey.MoveToEndOfLine),
        (Qt.Key.Key_Z, QKeySequence.StandardKey.Undo),
    ):
        monkeypatch.setattr(QKeyEvent, "matches", lambda _touche, voulu, quoi=quoi: voulu is quoi)
        evenement = QKeyEvent(QEvent.Type.ShortcutOverride, touche, Qt.KeyboardModifier.ControlModifier)
        evenement.accept()
        recherche.event(evenement)
        assert not evenement.isAccepted(), quoi


def test_ctrl_z_dans_une_recherche_rend_d_abord_ce_qu_on_cherchait(fenetre: Fenetre, qtbot: QtBot) -> None:
    assert fenetre.session is not None
    fenetre.session.modifier(horizon=5)
    fenetre.montrer("fiches")
    recherche = fenetre.page.findChild(LigneRecherche)
    assert recherche is not None
    qtbot.keyClicks(recherche, "prix")
    evenement = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "z"
    )
    recherche.event(evenement)
    assert evenement.isAccepted()
    recherche.undo()
    assert recherche.text() == "" and fenetre.session.situation.horizon == 5


def test_le_menu_offre_un_seul_theme_et_une_seule_taille(fenetre: Fenetre) -> None:
    (bouton,) = [b for b in fenetre.barre.findChildren(QToolButton) if b.accessibleName() == "Menu"]
    choix = [action for action in bouton.menu().actions() if action.isCheckable()]
    assert len(choix) == 5
    groupes = {id(action.actionGroup()): action.actionGroup() for action in choix}
    assert None not in groupes.values()
    assert sorted(len(groupe.actions()) for groupe in groupes.values()) == [2, 3]
    for groupe in groupes.values():
        assert groupe.isExclusive()
        assert [action.isChecked() for action in groupe.actions()].count(True) == 1


def test_replier_le_calculateur_ne_chasse_pas_le_clavier(fenetre: Fenetre, qtbot: QtBot) -> None:
    champ(fenetre, "Ventes aux particuliers").setFocus()
    fenetre.basculer_panneau()
    focus = QApplication.focusWidget()
    assert focus is not None and fenetre.panneau.isAncestorOf(focus)
    fenetre.basculer_panneau()
    assert QApplication.focusWidget() is fenetre.panneau.bouton_replier
    fenetre.page.setFocus()
    ailleurs = QApplication.focusWidget()
    fenetre.basculer_panneau()
    assert QApplication.focusWidget() is ailleurs
