"""La liste des raccourcis dit ce que fait vraiment le clavier, et rien n'y est ambigu."""

import re
from collections import Counter
from functools import partial
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut, QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.aide.fenetre_aide import FenetreAide
from gui.aide.raccourcis import DES_PAGES, MARQUE, de_la_fenetre, ecrire, tableau
from gui.aide.sujets import lire
from gui.aide.visite import ETAPES, visiter
from gui.composants.grille_criteres import EXIGENCE_DE_TOUCHE
from gui.fenetre import Fenetre
from gui.pages.comparer import CHOIX, COTE_A_COTE, PageComparer
from gui.plan_des_pages import PAGES

IDENTIFIANTS = [entree.identifiant for entree in PAGES]


def poses(fenetre: QWidget) -> list[tuple[str, QWidget | None]]:
    """Chaque raccourci posé dans une fenêtre et, s'il n'agit qu'à la vue d'un widget, ce widget."""
    trouves: list[tuple[str, QWidget | None]] = []
    for action in cast("list[QAction]", fenetre.findChildren(QAction)):
        trouves += [(ecrire(suite), None) for suite in action.shortcuts()]
    for raccourci in cast("list[QShortcut]", fenetre.findChildren(QShortcut)):
        trouves.append((ecrire(raccourci.key()), cast(QWidget, raccourci.parent())))
    for bouton in cast("list[QAbstractButton]", fenetre.findChildren(QAbstractButton)):
        trouves.append((ecrire(bouton.shortcut()), bouton))
    return [(touches, ou) for touches, ou in trouves if touches]


def dits() -> set[str]:
    """Toutes les touches que la liste dit propres à un endroit."""
    return {touche for raccourcis in DES_PAGES.values() for r in raccourcis for touche in r.touches}


def test_aucun_raccourci_n_est_absent_de_la_liste(fenetre: Fenetre) -> None:
    for page in IDENTIFIANTS:
        fenetre.montrer(page)
    listes = {touche for r in de_la_fenetre(fenetre) for touche in r.touches} | dits()
    absents = {touches for touches, _ in poses(fenetre)} - listes
    assert not absents


def test_aucun_raccourci_de_la_liste_n_est_inventé(fenetre: Fenetre) -> None:
    reels = {touches for touches, _ in poses(fenetre)}
    assert {touche for r in de_la_fenetre(fenetre) for touche in r.touches} <= reels
    assert len(reels) >= 17


@pytest.mark.parametrize("page", IDENTIFIANTS)
def test_aucun_doublon_ambigu(fenetre: Fenetre, page: str) -> None:
    fenetre.montrer(page)
    vus = Counter(touches for touches, ou in poses(fenetre) if ou is None or ou.isVisible())
    assert [touches for touches, nombre in vus.items() if nombre > 1] == []


def test_aucun_doublon_dans_l_aide(fenetre: Fenetre) -> None:
    aide = fenetre.aide.montrer("raccourcis")
    vus = Counter(touches for touches, _ in poses(aide))
    assert [touches for touches, nombre in vus.items() if nombre > 1] == []
    assert set(vus) <= {touche for r in DES_PAGES["Dans l'aide"] for touche in r.touches}


def test_chaque_raccourci_de_la_fenetre_dit_son_effet(fenetre: Fenetre) -> None:
    effets = {touches: r.effet for r in de_la_fenetre(fenetre) for touches in r.touches}
    assert effets["Ctrl+Z"] == "Annuler le dernier changement"
    assert effets["Ctrl+E"] == "Exporter vers Excel"
    assert effets["F1"] == "Aide de cette page"
    assert effets["Alt+3"] == "Ouvrir «\u00a0Comparer les outils\u00a0»"
    assert all(effets.values())
    assert len(set(effets.values())) == len(de_la_fenetre(fenetre))


def test_l_effet_d_annuler_ne_depend_pas_de_ce_qu_il_defait(fenetre: Fenetre) -> None:
    avant = de_la_fenetre(fenetre)
    assert fenetre.session is not None
    fenetre.session.modifier(horizon=5)
    assert de_la_fenetre(fenetre) == avant


def test_les_touches_sont_en_francais(fenetre: Fenetre) -> None:
    texte = tableau(fenetre)
    assert "Ctrl+Maj+Z" in texte
    assert not re.search(r"Shift|Del\b|Home|Return|Left|PgUp", texte)


def test_ctrl_point_d_interrogation_ouvre_la_liste(fenetre: Fenetre, qtbot: QtBot) -> None:
    qtbot.keyClick(fenetre, Qt.Key.Key_Question, Qt.KeyboardModifier.ControlModifier)
    (aide,) = [enfant for enfant in fenetre.children() if isinstance(enfant, FenetreAide)]
    lu = aide.lecteur.toPlainText()
    assert MARQUE in lire("raccourcis").texte and MARQUE not in lu
    for attendu in ("Exporter vers Excel", "Ctrl+E", "Présélectionner l'outil", "Renommer la vente"):
        assert attendu in lu


def test_la_liste_se_lit_aussi_depuis_un_dialogue(qtbot: QtBot) -> None:
    seule = FenetreAide()
    qtbot.addWidget(seule)
    seule.montrer("raccourcis")
    assert "Présélectionner l'outil" in seule.lecteur.toPlainText()


def test_les_touches_des_besoins_sont_celles_du_code() -> None:
    du_code = {Qt.Key.Key_I: "I", Qt.Key.Key_S: "S", Qt.Key.Key_Delete: "Suppr"}
    assert du_code.keys() <= EXIGENCE_DE_TOUCHE.keys()
    dites = {touche for r in DES_PAGES["Grille et liste des besoins"] for touche in r.touches}
    assert set(du_code.values()) <= dites


def visibles(fenetre: Fenetre) -> list[QAbstractButton]:
    """Boutons que l'on voit, sans les pièces internes de Qt."""
    return [
        bouton
        for bouton in cast("list[QAbstractButton]", fenetre.findChildren(QAbstractButton))
        if bouton.isVisible()
        and not isinstance(bouton.parent(), QLineEdit)
        and bouton.metaObject().className() != "QTableCornerButton"
        and not bouton.objectName().startswith("qt_")
    ]


def sans_mots(bouton: QAbstractButton) -> bool:
    """Vrai pour un bouton qui ne montre aucun mot ; une case souple peint les siens."""
    return not bouton.text() and not getattr(bouton, "mots", "")


def boutons_de(fenetre: Fenetre, page: str) -> list[QAbstractButton]:
    """Boutons d'une page, vues de « Comparer » comprises."""
    fenetre.montrer(page)
    trouves = visibles(fenetre)
    if isinstance(fenetre.page, PageComparer):
        assert fenetre.session is not None
        fenetre.session.modifier_dossier(preselection=("kuupanda", "socleo"))
        for vue in (CHOIX, COTE_A_COTE):
            fenetre.page.montrer_vue(vue)
            trouves += visibles(fenetre)
    return trouves


@pytest.mark.parametrize("page", IDENTIFIANTS)
def test_un_bouton_sans_mot_a_une_infobulle_et_un_nom(fenetre: Fenetre, page: str) -> None:
    muets = [
        (type(bouton).__name__, bouton.accessibleName(), bouton.toolTip())
        for bouton in boutons_de(fenetre, page)
        if sans_mots(bouton) and not (bouton.toolTip() and bouton.accessibleName())
    ]
    assert not muets


@pytest.mark.parametrize("page", IDENTIFIANTS)
def test_une_infobulle_cite_le_raccourci(fenetre: Fenetre, page: str) -> None:
    for bouton in boutons_de(fenetre, page):
        if not bouton.shortcut().isEmpty():
            assert f"({ecrire(bouton.shortcut())})" in bouton.toolTip()


def test_les_boutons_d_une_action_citent_son_raccourci(fenetre: Fenetre) -> None:
    fenetre.montrer("accueil")
    accueil = fenetre.page
    bouton_aide = fenetre.aide.bouton_de_la_barre
    assert bouton_aide is not None
    for bouton, action in (
        (fenetre.barre.bouton_exporter, fenetre.action_exporter),
        (bouton_aide, fenetre.aide.page),
        (accueil.bouton_classeur, fenetre.action_reprendre),  # type: ignore[attr-defined]
        (fenetre.panneau.bouton_replier, fenetre.action_panneau),
    ):
        assert f"({ecrire(action.shortcut())})" in bouton.toolTip()


def test_le_panneau_replie_dit_comment_le_rouvrir(fenetre: Fenetre) -> None:
    fenetre.basculer_panneau()
    bandes = [b for b in visibles(fenetre) if b.accessibleName() == "Ouvrir le calculateur de coûts"]
    assert [bande.toolTip() for bande in bandes] == ["Ouvrir le calculateur de coûts (F4)"]


def test_le_menu_montre_les_raccourcis(fenetre: Fenetre) -> None:
    menus = cast("list[QMenu]", fenetre.findChildren(QMenu))
    assert any(fenetre.aide.page in menu.actions() for menu in menus)


@pytest.mark.parametrize("page", IDENTIFIANTS)
def test_entree_actionne_un_bouton_comme_espace(fenetre: Fenetre, qtbot: QtBot, page: str) -> None:
    """Partout où il y a un bouton, un témoin posé à côté répond une fois à chaque touche."""
    fenetre.montrer(page)
    lieux = {bouton.parentWidget() for bouton in visibles(fenetre)}
    assert len(lieux) >= 2
    for lieu in lieux:
        for temoin in (QPushButton("Témoin", lieu), QToolButton(lieu)):
            recus: list[QAbstractButton] = []
            temoin.clicked.connect(partial(recus.append, temoin))
            temoin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            temoin.show()
            temoin.setFocus()
            for touche in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                qtbot.keyClick(temoin, touche)
            assert len(recus) == 3, type(lieu).__name__
            temoin.setParent(None)
            temoin.deleteLater()


def test_la_visite_se_fait_a_la_touche_entree(fenetre: Fenetre, qtbot: QtBot) -> None:
    visite = visiter(fenetre)
    for rang in range(len(ETAPES)):
        QApplication.processEvents()
        assert fenetre.aide.visite_en_cours is visite and visite.rang == rang
        assert visite.bulle.suivant.hasFocus()
        qtbot.keyClick(visite.bulle.suivant, Qt.Key.Key_Return)
    assert fenetre.aide.visite_en_cours is None


@pytest.mark.parametrize("page", IDENTIFIANTS)
def test_une_infobulle_dit_plus_que_son_bouton(fenetre: Fenetre, page: str) -> None:
    for bouton in boutons_de(fenetre, page):
        dit = QTextDocumentFragment.fromHtml(bouton.toolTip()).toPlainText()
        if bouton.toolTip() and bouton.text():
            assert len(dit) > len(bouton.text()) and dit.rstrip(".… ") != bouton.text().rstrip("… ")


@pytest.mark.parametrize(
    ("page", "texte"),
    [
        ("accueil", "Exporter tous mes dossiers…"),
        ("accueil", "Traiter un lot de fermes…"),
        ("accueil", "Supprimer"),
        ("ferme", "Tout effacer"),
        ("donnees", "Catalogue"),
        ("donnees", "Restaurer la sauvegarde choisie"),
        ("avant-apres", "Copier dans mon dossier"),
    ],
)
def test_ce_qui_touche_beaucoup_de_choses_s_explique(fenetre: Fenetre, page: str, texte: str) -> None:
    assert fenetre.session is not None
    # Sans besoin, il n'y a rien à effacer.
    fenetre.session.modifier(exigences={"autonomie": "souhaite"})
    trouves = [bouton for bouton in boutons_de(fenetre, page) if bouton.text() == texte]
    assert trouves and all(bouton.toolTip() for bouton in trouves)
