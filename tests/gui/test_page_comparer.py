"""La page « Comparer », conduite au clavier et à la souris."""

from fractions import Fraction
from types import MappingProxyType

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QTableView, QWidget
from pytestqt.qtbot import QtBot

from gui.composants import detail_case
from gui.pages.comparer import PageComparer
from gui.session import Session
from gui.tableaux import roles
from gui.tableaux.modele_entete import LigneTete
from gui.theme.style import appliquer
from modele.catalogue.objets import Catalogue
from modele.situation import Situation
from tests.gui.petit_catalogue import PETIT

Touche = Qt.Key


@pytest.fixture
def session() -> Session:
    return Session(PETIT, Situation(nom="Ferme d'essai", ca_particuliers=Fraction(10_000)))


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> PageComparer:
    return ouvrir(session, qtbot)


def ouvrir(session: Session, qtbot: QtBot) -> PageComparer:
    page = PageComparer(session)
    qtbot.addWidget(page)
    page.resize(964, 640)
    page.show()
    qtbot.waitExposed(page)
    return page


def aller(page: PageComparer, outil: str, critere: str) -> None:
    """Pose le curseur du clavier sur une case."""
    page.grille.corps.setFocus()
    page.grille.corps.setCurrentIndex(page.grille.filtre.index_de(outil, critere))


def cliquer(qtbot: QtBot, table: QTableView, ligne: int, colonne: int) -> None:
    centre = table.visualRect(table.model().index(ligne, colonne)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=centre)


def titres(page: PageComparer) -> list[str]:
    filtre = page.grille.filtre
    return [filtre.headerData(ligne, Qt.Orientation.Vertical) for ligne in range(filtre.rowCount())]


def test_l_ordre_et_les_effectifs_sont_dits(page: PageComparer, session: Session) -> None:
    assert page.regle.text() == session.comparaison.regle
    assert page.effectifs.text() == "2 outils retenus, 1 écarté"
    session.modifier(ca_professionnels=Fraction(1_000))
    assert page.effectifs.text() == "3 outils retenus"
    assert not page.pourquoi.isVisible()
    session.modifier(exigences=MappingProxyType({"cheque": "indispensable"}))
    assert page.regle.text() == session.comparaison.regle
    assert page.effectifs.text() == "0 outil retenu, 1 avec réserve, 1 à vérifier, 1 écarté"


def test_pourquoi_montre_le_premier_outil_ecarte_et_ses_motifs(page: PageComparer, session: Session) -> None:
    page.pourquoi.click()
    assert (session.outil, session.critere) == ("gamma", "")
    assert page.detail.titre.text() == "Gamma\u00a0: écarté"
    assert "ne sert que les professionnels" in page.detail.motif.text()


def test_cliquer_une_case_la_choisit_et_la_detaille(
    page: PageComparer, session: Session, qtbot: QtBot
) -> None:
    cliquer(qtbot, page.grille.corps, 3, 1)
    assert (session.outil, session.critere) == ("beta", "cheque")
    detail = page.detail
    assert detail.titre.text() == "En option · Beta · Chèque"
    assert detail.nuance.text() == "Chèque à 30 €."
    assert detail.source.text() == "Guide, tableau de synthèse, ligne 258\u00a0; fiche Beta, ligne 402"
    assert detail.imprime.text() == (
        "Le tableau imprimé du guide dit «\u00a0Non\u00a0»\u00a0; après lecture de la fiche, "
        "nous retenons «\u00a0En option\u00a0»."
    )
    assert detail.doute.text() == "Lecture incertaine (D1). Le prix est mal imprimé."
    assert detail.definition.text() == "Ce critère\u00a0: Le client règle par chèque."
    cliquer(qtbot, page.grille.corps, 4, 1)
    assert detail.source.text() == "Guide, fiche Beta, lignes 410 et 412-413"
    assert not detail.imprime.isVisible()
    assert not detail.doute.isVisible()


def test_les_fleches_choisissent_et_passent_de_la_tete_aux_criteres(
    page: PageComparer, session: Session, qtbot: QtBot
) -> None:
    tete, corps = page.grille.tete, page.grille.corps
    tete.setFocus()
    tete.setCurrentIndex(tete.model().index(LigneTete.COUT, 0))
    qtbot.keyClick(tete, Touche.Key_Right)
    assert (session.outil, session.critere) == ("beta", "")
    qtbot.keyClick(tete, Touche.Key_Down)
    qtbot.keyClick(tete, Touche.Key_Down)
    assert corps.hasFocus()
    assert (corps.currentIndex().row(), corps.currentIndex().column()) == (0, 1)
    qtbot.keyClick(corps, Touche.Key_Down)
    assert (session.outil, session.critere) == ("beta", "recherche-oe")
    qtbot.keyClick(corps, Touche.Key_Home)
    assert (session.outil, session.critere) == ("alpha", "recherche-oe")
    qtbot.keyClick(corps, Touche.Key_End)
    assert (session.outil, session.critere) == ("gamma", "recherche-oe")
    for _ in range(2):
        qtbot.keyClick(corps, Touche.Key_Up)
    assert tete.hasFocus()
    assert tete.currentIndex().row() == LigneTete.PART
    assert (session.outil, session.critere) == ("gamma", "")


def test_le_cout_demande_pourquoi(page: PageComparer, qtbot: QtBot) -> None:
    tete = page.grille.tete
    with qtbot.waitSignal(page.pourquoi_demande) as clic:
        cliquer(qtbot, tete, LigneTete.COUT, 1)
    assert clic.args == ["beta"]
    tete.setCurrentIndex(tete.model().index(LigneTete.COUT, 0))
    with qtbot.waitSignal(page.pourquoi_demande) as entree:
        qtbot.keyClick(tete, Touche.Key_Return)
    assert entree.args == ["alpha"]
    with qtbot.assertNotEmitted(page.pourquoi_demande):
        cliquer(qtbot, tete, LigneTete.COUT, 2)
        cliquer(qtbot, tete, LigneTete.NOM, 1)


@pytest.mark.parametrize("touche", [Touche.Key_Return, Touche.Key_Space, Touche.Key_Left])
def test_un_groupe_se_replie_et_se_deplie_au_clavier(
    page: PageComparer, qtbot: QtBot, touche: Touche
) -> None:
    corps = page.grille.corps
    corps.setFocus()
    corps.setCurrentIndex(corps.model().index(0, 1))
    qtbot.keyClick(corps, touche)
    assert titres(page) == ["Vente", "Paiement", "Chèque", "Espèces"]
    qtbot.keyClick(corps, Touche.Key_Right if touche == Touche.Key_Left else touche)
    assert titres(page) == ["Vente", "Œufs à l'unité", "Paiement", "Chèque", "Espèces"]


def test_un_groupe_se_replie_d_un_clic(page: PageComparer, qtbot: QtBot) -> None:
    titres_lignes = page.grille.corps.titres
    milieu = QPoint(20, titres_lignes.sectionViewportPosition(0) + 5)
    qtbot.mouseClick(titres_lignes.viewport(), Qt.MouseButton.LeftButton, pos=milieu)
    assert titres(page) == ["Vente", "Paiement", "Chèque", "Espèces"]
    cliquer(qtbot, page.grille.corps, 0, 2)
    assert len(titres(page)) == 5
    page.grille.bouton_replier.click()
    assert titres(page) == ["Vente", "Paiement"]
    page.grille.bouton_deplier.click()
    assert len(titres(page)) == 5


def test_replier_ne_change_pas_la_selection(page: PageComparer, session: Session, qtbot: QtBot) -> None:
    cliquer(qtbot, page.grille.corps, 3, 1)
    page.grille.bouton_replier.click()
    page.recherche.setText("oeufs")
    page.recherche.clear()
    assert (session.outil, session.critere) == ("beta", "cheque")


@pytest.mark.parametrize(
    ("touche", "exigences"),
    [
        (Touche.Key_I, {"especes": "souhaite", "cheque": "indispensable"}),
        (Touche.Key_S, {"especes": "souhaite", "cheque": "souhaite"}),
    ],
)
def test_une_touche_dit_le_besoin(
    page: PageComparer, session: Session, qtbot: QtBot, touche: Touche, exigences: dict[str, str]
) -> None:
    session.modifier(exigences=MappingProxyType({"especes": "souhaite"}))
    aller(page, "beta", "cheque")
    qtbot.keyClick(page.grille.corps, touche)
    assert dict(session.situation.exigences) == exigences
    qtbot.keyClick(page.grille.corps, Touche.Key_Delete)
    assert dict(session.situation.exigences) == {"especes": "souhaite"}


def test_le_detail_dit_et_change_le_besoin(page: PageComparer, session: Session, qtbot: QtBot) -> None:
    assert not page.detail.exigence.isVisible()
    session.selectionner("alpha", "cheque")
    choix = page.detail.exigence
    assert choix.bouton("").isChecked()
    choix.bouton("indispensable").click()
    assert dict(session.situation.exigences) == {"cheque": "indispensable"}
    assert choix.bouton("indispensable").isChecked()
    assert "« Chèque » est indispensable" in page.detail.motif.text().replace("\u00a0", " ")
    session.modifier(exigences=MappingProxyType({"cheque": "souhaite"}))
    assert choix.bouton("souhaite").isChecked()


def test_le_menu_d_un_critere_change_le_besoin(page: PageComparer, session: Session, qtbot: QtBot) -> None:
    aller(page, "alpha", "especes")
    corps = page.grille.corps
    demande = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(corps.viewport(), demande)
    menu = page.grille.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == [
        "Indispensable\tI",
        "Souhaité\tS",
        "Indifférent\tSuppr",
    ]
    assert [action.isChecked() for action in menu.actions()] == [False, False, True]
    menu.actions()[1].trigger()
    menu.close()
    assert dict(session.situation.exigences) == {"especes": "souhaite"}


def test_un_clic_droit_sur_un_titre_ouvre_le_menu_de_sa_ligne(page: PageComparer, qtbot: QtBot) -> None:
    titres_lignes = page.grille.corps.titres
    point = QPoint(20, titres_lignes.sectionViewportPosition(3) + 5)
    demande = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, titres_lignes.mapToGlobal(point))
    QApplication.sendEvent(titres_lignes.viewport(), demande)
    menu = page.grille.findChild(QMenu)
    assert menu.accessibleName() == "Besoin : Chèque"
    menu.close()


def test_un_nouvel_ordre_garde_la_case_choisie(page: PageComparer, session: Session, qtbot: QtBot) -> None:
    cliquer(qtbot, page.grille.corps, 4, 0)
    assert (session.outil, session.critere) == ("alpha", "especes")
    session.modifier(exigences=MappingProxyType({"cheque": "indispensable"}))
    assert session.comparaison.ordre == ("beta", "gamma", "alpha")
    corps = page.grille.corps
    assert (corps.currentIndex().row(), corps.currentIndex().column()) == (4, 2)
    assert corps.currentIndex().data(roles.CASE).choisie
    assert page.grille.tete.currentIndex().column() == 2
    assert (session.outil, session.critere) == ("alpha", "especes")


def test_la_grille_suit_une_selection_venue_d_ailleurs(page: PageComparer, session: Session) -> None:
    page.grille.bouton_replier.click()
    session.selectionner("beta", "especes")
    corps = page.grille.corps
    assert titres(page) == ["Vente", "Paiement", "Chèque", "Espèces"]
    assert corps.currentIndex() == page.grille.filtre.index_de("beta", "especes")
    assert page.grille.tete.currentIndex().column() == 1
    page.grille.bouton_replier.click()
    session.selectionner("alpha")
    assert titres(page) == ["Vente", "Paiement"], "changer d'outil ne déplie rien"
    assert page.detail.titre.text() == "Oui · Alpha · Espèces"


def test_la_recherche_filtre_et_s_efface(page: PageComparer, qtbot: QtBot) -> None:
    qtbot.keyClick(page, Touche.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.recherche.hasFocus()
    qtbot.keyClicks(page.recherche, "ESPECES")
    assert titres(page) == ["Paiement", "Espèces"]
    qtbot.keyClick(page.recherche, Touche.Key_Escape)
    assert page.recherche.text() == ""
    assert len(titres(page)) == 5
    qtbot.keyClick(page.recherche, Touche.Key_Escape)
    assert page.grille.corps.hasFocus()


def test_les_differences_seulement(page: PageComparer, session: Session) -> None:
    page.differences.click()
    assert titres(page) == ["Vente", "Œufs à l'unité", "Paiement", "Chèque"]
    session.modifier(ca_professionnels=Fraction(1_000))
    assert titres(page)[-1] == "Espèces", "Gamma n'est plus écarté et diffère des autres"
    session.modifier(ca_professionnels=Fraction(0), exigences=MappingProxyType({"cheque": "indispensable"}))
    assert titres(page) == []
    page.tout_montrer()
    assert not page.differences.isChecked()
    assert len(titres(page)) == 5


def test_la_page_n_est_jamais_vide(page: PageComparer, session: Session) -> None:
    assert page.detail.titre.text() == detail_case.INVITE
    assert page.detail.legende.isVisible()
    session.selectionner(critere="cheque")
    assert page.detail.titre.text() == "Chèque"
    assert page.detail.nuance.text() == detail_case.SANS_OUTIL
    assert not page.detail.legende.isVisible()


def test_tout_se_nomme_et_s_atteint_au_clavier(page: PageComparer, session: Session) -> None:
    session.selectionner("beta", "cheque")
    commandes = [
        *page.findChildren(QAbstractButton),
        *page.findChildren(QLineEdit),
        *page.findChildren(QTableView),
    ]
    for commande in filter(QWidget.isVisible, commandes):
        nom = commande.accessibleName() or (commande.text() if isinstance(commande, QAbstractButton) else "")
        if not nom and commande.parent() is page.recherche:
            continue  # la croix du champ, que double la touche Échap
        assert nom, commande
        if commande.parent() is page.vues and not commande.isChecked():
            continue  # les flèches y mènent depuis la vue choisie
        if commande.parent() is not page.recherche and not isinstance(commande.parent(), QTableView):
            assert commande.focusPolicy() & Qt.FocusPolicy.TabFocus, nom


def test_la_tabulation_fait_le_tour_de_la_page(page: PageComparer, session: Session, qtbot: QtBot) -> None:
    session.selectionner("beta", "cheque")
    grille, detail = page.grille, page.detail
    tour = [
        page.recherche,
        page.differences,
        page.pourquoi,
        grille.tete,
        grille.bouton_replier,
        grille.bouton_deplier,
        grille.corps,
        detail.exigence.bouton(""),
        detail.lecture,
        page.vues.bouton("grille"),
        page.recherche,
    ]
    page.recherche.setFocus()
    for attendu in tour[1:]:
        qtbot.keyClick(QApplication.focusWidget(), Touche.Key_Tab)
        assert QApplication.focusWidget() is attendu


def test_aucun_texte_du_catalogue_n_est_du_balisage(page: PageComparer) -> None:
    etiquettes = page.findChildren(QLabel)
    assert etiquettes
    assert {etiquette.textFormat() for etiquette in etiquettes} == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize("echelle", [1.0, 1.5, 2.0])
def test_la_page_tient_dans_la_place_donnee(
    session_exemple: Session, qtbot: QtBot, qapp: QApplication, echelle: float
) -> None:
    appliquer(qapp, "clair", echelle)
    page = ouvrir(session_exemple, qtbot)
    session_exemple.selectionner("socleo", "abonnement")
    assert (page.width(), page.height()) == (964, 640)
    assert page.grille.corps.viewport().height() > 2 * page.grille.corps.rowHeight(1)
    for commande in (page.recherche, page.differences, page.pourquoi, page.grille, page.detail):
        place = commande.mapTo(page, QPointF(commande.width(), commande.height()))
        assert place.x() <= page.width()
        assert place.y() <= page.height()


def test_le_detail_d_un_outil_dit_qui_paie_et_de_quand_est_le_prix(
    catalogue: Catalogue, qtbot: QtBot
) -> None:
    session = Session(catalogue)
    page = PageComparer(session)
    qtbot.addWidget(page)
    page.show()
    session.selectionner(outil="amapj", critere="")
    assert page.detail.nuance.text().endswith("À la charge de l'AMAP\u00a0: 36,00\u00a0€ par an.")
    assert page.detail.source.text() == "Prix du guide, vers 2023\u00a0: à confirmer."


def test_sur_un_petit_ecran_au_texte_double_on_voit_des_criteres(
    catalogue: Catalogue, qtbot: QtBot, qapp: QApplication
) -> None:
    """À 1024×600 et 200 %, il ne reste à la page que 816 × 505 pixels."""
    appliquer(qapp, "clair", 2.0)
    session = Session(catalogue)
    page = PageComparer(session)
    qtbot.addWidget(page)
    page.resize(816, 505)
    page.show()
    qtbot.waitExposed(page)
    corps = page.grille.corps

    def en_vue() -> list[int]:
        hauteur = corps.viewport().height()
        lignes = range(1, corps.model().rowCount())
        return [n for n in lignes if corps.rowViewportPosition(n) + corps.rowHeight(n) <= hauteur]

    assert len(en_vue()) >= 2, "rien n'est choisi : le détail laisse sa place"
    assert page.grille.tete.rowHeight(LigneTete.COUT) and page.grille.tete.isRowHidden(LigneTete.STATUT)
    assert page.effectifs.toolTip() and page.regle.text() not in page.effectifs.text()
    session.selectionner("kuupanda", "autonomie")
    qtbot.waitUntil(page.detail.isVisible)
    assert len(en_vue()) >= 1
    # Le clavier va de la dernière ligne en vue de la tête au corps, et retour.
    tete = page.grille.tete
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    tete.setFocus()
    tete.setCurrentIndex(tete.model().index(LigneTete.COUT, 0))
    qtbot.keyClick(tete, Touche.Key_Down)
    assert corps.hasFocus()
    qtbot.keyClick(corps, Touche.Key_Up)
    assert tete.hasFocus() and tete.currentIndex().row() == LigneTete.COUT
    page.resize(816, 1000)
    qtbot.waitUntil(lambda: not tete.isRowHidden(LigneTete.STATUT))
    assert tete.height() == sum(tete.rowHeight(ligne) for ligne in LigneTete)
