"""La page « Fiches », comme on s'en sert : choisir, lire, déplier un doute, copier."""

import re
from collections.abc import Iterator
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit, QTextEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.composants.fiche_contenu import FICHE_DU_GUIDE, outils_du_guide
from gui.composants.fiche_lecture import LectureFiche
from gui.composants.fiche_passages import Genre, Lien, Passage, Verbe
from gui.pages import fiches
from gui.pages.fiches import PageFiches
from gui.session import Session
from gui.tableaux.modele_fiches import ModeleFiches
from gui.theme.style import ICONES, appliquer
from modele.catalogue.objets import Catalogue, Valeur
from tests.gui.conduite_fiches import (
    GUIDE_DANS_L_ORDRE,
    TAILLE,
    net,
    ouvrir,
    texte_lu,
)


@pytest.fixture
def page(qtbot: QtBot, session_exemple: Session) -> Iterator[PageFiches]:
    yield from ouvrir(qtbot, session_exemple)


# --- La liste


def test_liste_dans_l_ordre_du_guide(session_exemple: Session, qtmodeltester: ModelTester) -> None:
    modele = ModeleFiches(session_exemple.catalogue, session_exemple.comparaison)
    qtmodeltester.check(modele)
    choisies = [modele.fiche(modele.index(rang)) for rang in range(modele.rowCount())]
    assert [fiche for fiche in choisies if fiche] == [*GUIDE_DANS_L_ORDRE, FICHE_DU_GUIDE]
    titres = [modele.index(rang).data() for rang, fiche in enumerate(choisies) if not fiche]
    assert titres == [
        "Ventes organisées par la ferme",
        "Ventes organisées par un tiers",
        "Outils mixtes",
        "Partie générale",
    ]
    nectargo = modele.index_de("nectargo")
    assert nectargo.data(Qt.ItemDataRole.AccessibleTextRole) == "NectarGo, écarté"
    assert "professionnels" in nectargo.data(Qt.ItemDataRole.ToolTipRole)


def test_le_statut_de_la_liste_suit_la_ferme(session_exemple: Session) -> None:
    modele = ModeleFiches(session_exemple.catalogue, session_exemple.comparaison)
    changes: list[int] = []
    modele.dataChanged.connect(lambda index: changes.append(index.row()))
    session_exemple.modifier(ca_professionnels=session_exemple.situation.ca_particuliers)
    modele.montrer(session_exemple.comparaison)
    assert changes == [modele.index_de("nectargo").row()]
    assert modele.index_de("nectargo").data(Qt.ItemDataRole.AccessibleTextRole) == "NectarGo, retenu"


def test_les_fleches_sautent_les_titres_et_choisissent_l_outil(page: PageFiches, qtbot: QtBot) -> None:
    page.liste.setFocus()
    for _ in range(4):
        qtbot.keyClick(page.liste, Qt.Key.Key_Down)
    assert page.fiche == "la-ruche-qui-dit-oui"
    assert page._session.outil == "la-ruche-qui-dit-oui"
    qtbot.keyClick(page.liste, Qt.Key.Key_End)
    assert page.fiche == FICHE_DU_GUIDE
    assert page._session.outil == "la-ruche-qui-dit-oui"


# --- La fiche


@pytest.mark.parametrize("outil", GUIDE_DANS_L_ORDRE)
def test_la_fiche_est_entiere(page: PageFiches, catalogue: Catalogue, outil: str) -> None:
    page.liste.fiche_choisie.emit(outil)
    lu = texte_lu(page)
    decrit = catalogue.par_outil[outil]
    contacts = {net(contact.texte) for contact in page.carte.contacts}
    for fait in decrit.faits:
        if fait.rubrique == "contact":
            assert net(fait.texte.partition(":")[2].strip()) in contacts
        else:
            assert net(fait.texte) in lu
            assert fait.adresse is None or fait.adresse in lu
    for frais in decrit.non_chiffres:
        assert net(frais.texte) in lu
    for critere in catalogue.criteres:
        assert net(critere.nom) in lu
    for evaluation in decrit.evaluations:
        if evaluation.valeur is not Valeur.NON_PRECISE:
            assert net(evaluation.nuance) in lu
    assert f"vers {decrit.date_tarif} : à confirmer" in lu


def test_la_partie_generale_est_entiere(page: PageFiches, catalogue: Catalogue) -> None:
    page.liste.fiche_choisie.emit(FICHE_DU_GUIDE)
    lu = texte_lu(page)
    assert all(net(fait.texte) in lu for fait in catalogue.guide.faits)
    assert all(net(etape.titre) in lu for etape in catalogue.guide.etapes)
    assert page.carte.isHidden()


def test_le_cout_est_celui_de_la_ferme(page: PageFiches) -> None:
    page.liste.fiche_choisie.emit("kuupanda")
    assert "L'outil vous coûterait 809,70 € par an, soit 2,7 % de vos ventes." in texte_lu(page)
    assert "Formule : Formule standard." in texte_lu(page)
    for montant in ("789,70", "809,70", "2\u202f409,10"):
        assert montant in texte_lu(page)
    page._session.modifier(ca_particuliers=page._session.situation.ca_particuliers * 2)
    assert "vous coûterait 1\u202f379,40 €" in texte_lu(page)
    assert "1\u202f379,40\u00a0€" in page.carte.cout.text()


def test_un_frais_paye_par_le_client_est_dit_a_part(page: PageFiches) -> None:
    page.liste.fiche_choisie.emit("coopcircuits")
    assert "À la charge du client, chaque année suivante, en plus\n621,70 €" in texte_lu(page)


def test_recalculer_ne_perd_ni_la_place_ni_les_doutes_ouverts(page: PageFiches, catalogue: Catalogue) -> None:
    page.liste.fiche_choisie.emit("socleo")
    lien = next(lien for lien in page.lecture.liens if lien.verbe is Verbe.EXPLIQUER)
    page.lecture.expliquer(lien.cible)
    page.lecture.verticalScrollBar().setValue(900)
    page._session.modifier(horizon=7)
    assert "En 7 ans" in texte_lu(page)
    assert page.lecture.verticalScrollBar().value() == 900
    assert net(catalogue.par_doute["D44"].texte) in texte_lu(page)


def test_les_reponses_sont_comptees(page: PageFiches, catalogue: Catalogue) -> None:
    page.liste.fiche_choisie.emit("socleo")
    valeurs = [case.valeur for case in catalogue.par_outil["socleo"].evaluations]
    for valeur, compte in page.carte.comptes.items():
        attendu = valeurs.count(valeur)
        if valeur is Valeur.NON_PRECISE:
            attendu += len(catalogue.criteres) - len(valeurs)
        assert compte.text().split()[0] == str(attendu)
    assert "30 oui · 5 en partie" in texte_lu(page)


def test_la_case_imprimee_qui_differe_est_dite(page: PageFiches) -> None:
    page.liste.fiche_choisie.emit("socleo")
    assert "Le tableau imprimé du guide dit « Non »" in texte_lu(page)


def test_un_outil_sans_vente_dit_pourquoi(page: PageFiches) -> None:
    page.liste.fiche_choisie.emit("nectargo")
    assert page.carte.statut.text() == "Outil écarté"
    assert "NectarGo ne sert que les professionnels" in page.carte.motifs.text()
    assert "La première année" not in texte_lu(page)


# --- Les doutes et les liens


def test_un_doute_se_deplie_au_clavier_et_se_replie(
    page: PageFiches, qtbot: QtBot, catalogue: Catalogue
) -> None:
    page.liste.fiche_choisie.emit("coopcircuits")
    explication = net(catalogue.par_doute["D09"].texte)
    rang = next(
        rang for rang, fait in enumerate(catalogue.par_outil["coopcircuits"].faits) if fait.doute == "D09"
    )
    page.vue.aller(f"fait:{rang}")
    assert page.lecture.hasFocus()
    assert explication not in texte_lu(page)
    qtbot.keyClick(page.lecture, Qt.Key.Key_Tab)
    qtbot.keyClick(page.lecture, Qt.Key.Key_Return)
    assert texte_lu(page).count(explication) == 1
    qtbot.keyClick(page.lecture, Qt.Key.Key_Return)
    assert explication not in texte_lu(page)


def test_tab_parcourt_tous_les_liens_puis_quitte_la_fiche(page: PageFiches, qtbot: QtBot) -> None:
    page.liste.fiche_choisie.emit("nectargo")
    page.lecture.setFocus()
    choisis = []
    for _ in page.lecture.liens:
        qtbot.keyClick(page.lecture, Qt.Key.Key_Tab)
        choisis.append(page.lecture.textCursor().selectedText())
    assert choisis == [lien.texte for lien in page.lecture.liens]
    qtbot.keyClick(page.lecture, Qt.Key.Key_Backtab)
    assert page.lecture.textCursor().selectedText() == page.lecture.liens[-2].texte
    for _ in range(2):
        qtbot.keyClick(page.lecture, Qt.Key.Key_Tab)
    assert not page.lecture.hasFocus()
    assert not page.lecture.textCursor().hasSelection()


def test_la_fiche_defile_au_clavier(page: PageFiches, qtbot: QtBot) -> None:
    page.lecture.setFocus()
    qtbot.keyClick(page.lecture, Qt.Key.Key_PageDown)
    descendu = page.lecture.verticalScrollBar().value()
    assert descendu > 0
    qtbot.keyClick(page.lecture, Qt.Key.Key_End)
    assert page.lecture.verticalScrollBar().value() == page.lecture.verticalScrollBar().maximum() > descendu


def test_un_passage_du_guide_n_est_pas_pris_pour_un_contact(page: PageFiches, catalogue: Catalogue) -> None:
    rang = next(
        r for r, fait in enumerate(catalogue.par_outil["kuupanda"].faits) if fait.rubrique == "contact"
    )
    page.liste.fiche_choisie.emit(FICHE_DU_GUIDE)
    page.vue.aller(f"fait:{rang}")
    assert net(catalogue.guide.faits[rang].texte) in net(page.lecture.marque)


def test_le_sommaire_mene_a_la_rubrique(page: PageFiches) -> None:
    lien = next(lien for lien in page.lecture.liens if lien.cible == "rubrique:resiliation")
    page.lecture.anchorClicked.emit(QUrl(f"lien:{page.lecture.liens.index(lien)}"))
    assert page.lecture.marque == "Résiliation"
    assert page.lecture.verticalScrollBar().value() > 0


def test_chaque_contact_se_copie(page: PageFiches, qtbot: QtBot) -> None:
    page.liste.fiche_choisie.emit("kuupanda")
    copies = []
    for contact in page.carte.contacts:
        qtbot.mouseClick(contact.copier, Qt.MouseButton.LeftButton)
        copies.append(QGuiApplication.clipboard().text())
    assert copies == ["kuupanda.com", "producteur@kuupanda.com", "07 86 88 58 21"]
    assert [contact.copier.text() for contact in page.carte.contacts] == ["Copier", "Copier", "Copié"]


def test_un_contact_incertain_s_explique(page: PageFiches, qtbot: QtBot, catalogue: Catalogue) -> None:
    page.liste.fiche_choisie.emit("kuupanda")
    courriel = page.carte.contacts[1]
    assert courriel.marque is not None
    assert courriel.explication.isHidden()
    qtbot.mouseClick(courriel.marque, Qt.MouseButton.LeftButton)
    assert catalogue.par_doute["D37"].texte in courriel.explication.text()
    assert courriel.explication.isVisible()


def test_un_lien_passe_par_la_liste_permise(page: PageFiches, monkeypatch: pytest.MonkeyPatch) -> None:
    demandes: list[str] = []

    def ouvrir_lien(adresse: str) -> bool:
        demandes.append(adresse)
        return True

    monkeypatch.setattr(fiches, "ouvrir_lien", ouvrir_lien)
    page.liste.fiche_choisie.emit("kuupanda")
    page.carte.contacts[0].boutons[0].click()
    page.lecture.demande.emit(next(lien for lien in page.lecture.liens if lien.verbe is Verbe.OUVRIR))
    assert demandes == ["http://kuupanda.com", "http://www.youtube.com/@kuupanda6904"]
    assert page.message.isHidden()


def test_sans_navigateur_l_adresse_est_dite(page: PageFiches, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fiches, "ouvrir_lien", lambda adresse: False)
    page.carte.lien_demande.emit("http://kuupanda.com")
    assert page.message.isVisible()
    assert page.message.texte.startswith("Cet ordinateur n'a pas su ouvrir cette adresse.")
    assert page.message.texte.endswith("http://kuupanda.com")


def test_une_adresse_interdite_est_refusee(page: PageFiches) -> None:
    page.lecture.demande.emit(Lien(Verbe.OUVRIR, "piège", "file:///etc/passwd"))
    assert page.message.texte.startswith("L'application n'ouvre pas ce genre d'adresse")


def test_copier_l_adresse_d_un_document(page: PageFiches) -> None:
    page.lecture.demande.emit(next(lien for lien in page.lecture.liens if lien.verbe is Verbe.COPIER))
    assert QGuiApplication.clipboard().text() == "http://www.youtube.com/@kuupanda6904"
    assert page.message.texte.startswith("Adresse copiée")


def test_un_texte_n_est_jamais_du_html(qtbot: QtBot) -> None:
    lecture = LectureFiche()
    qtbot.addWidget(lecture)
    piege = '<b>gras</b> <img src="http://exemple.fr/x.png"> & <script>'
    lecture.montrer([Passage(Genre.PUCE, piege, "fait:0")])
    assert piege in lecture.toPlainText()
    image = QUrl.fromLocalFile(str(ICONES / "boussole.svg"))
    assert lecture.loadResource(QTextDocument.ResourceType.ImageResource.value, image) is None


# --- Avec les autres pages


def test_suit_l_outil_choisi_ailleurs(page: PageFiches) -> None:
    page._session.selectionner(outil="amapj")
    assert page.fiche == "amapj"
    assert page.liste.currentIndex().data() == "AmapJ"


def test_cachee_elle_rattrape_en_paraissant(page: PageFiches) -> None:
    page.hide()
    page._session.modifier(horizon=9)
    page._session.selectionner(outil="cagette")
    assert page.fiche == "kuupanda"
    page.show()
    assert page.fiche == "cagette"
    assert "En 9 ans" in texte_lu(page)


def test_voir_dans_la_grille_selectionne_l_outil(page: PageFiches, qtbot: QtBot) -> None:
    assert page._session.outil == ""
    with qtbot.waitSignal(page.page_demandee) as demande:
        qtbot.mouseClick(page.carte.grille, Qt.MouseButton.LeftButton)
    assert demande.args == ["comparer"]
    assert page._session.outil == "kuupanda"


def test_le_guide_mene_a_la_methode(page: PageFiches, qtbot: QtBot) -> None:
    page.liste.fiche_choisie.emit(FICHE_DU_GUIDE)
    lien = next(lien for lien in page.lecture.liens if lien.cible == "methode")
    with qtbot.waitSignal(page.page_demandee) as demande:
        page.lecture.anchorClicked.emit(QUrl(f"lien:{page.lecture.liens.index(lien)}"))
    assert demande.args == ["methode"]


def test_un_besoin_indispensable_change_la_carte(page: PageFiches) -> None:
    page._session.modifier(exigences=MappingProxyType({"chorus-pro": "indispensable"}))
    assert page.carte.statut.text() == "Outil à vérifier"
    assert page.liste.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "Kuupanda, à vérifier"


# --- La mise en page


def test_a_l_etroit_la_carte_se_replie(page: PageFiches, qtbot: QtBot) -> None:
    assert page.carte.isVisible()
    assert not page.vue.bascule.isVisible()
    page.resize(760, 600)
    qtbot.waitUntil(lambda: page.vue.bascule.isVisible())
    assert not page.carte.isVisible()
    qtbot.keyClick(page.vue.bascule, Qt.Key.Key_Space)
    assert page.carte.isVisible()
    assert page.lecture.isVisible()
    page.resize(*TAILLE)
    qtbot.waitUntil(lambda: not page.vue.bascule.isVisible())
    assert page.carte.isVisible()


@pytest.mark.parametrize("echelle", [1.0, 2.0])
def test_une_ligne_a_au_plus_80_caracteres(
    qapp: QApplication, qtbot: QtBot, session_exemple: Session, echelle: float
) -> None:
    appliquer(qapp, "clair", echelle)
    grande = PageFiches(session_exemple)
    qtbot.addWidget(grande)
    grande.resize(3000, 1600)
    grande.show()
    qtbot.waitExposed(grande)
    document = grande.lecture.document()
    document.documentLayout().blockBoundingRect(document.lastBlock())
    longueurs = []
    bloc = document.begin()
    while bloc.isValid():
        lignes = bloc.layout()
        if bloc.text().startswith("•"):
            longueurs += [lignes.lineAt(rang).textLength() for rang in range(lignes.lineCount())]
        bloc = bloc.next()
    # La fin de ligne, en plus petit, donne les lignes du guide.
    assert 70 <= max(longueurs) <= 85


def test_tout_controle_a_un_nom_et_se_gagne_au_clavier(page: PageFiches) -> None:
    controles: list[QWidget] = [
        *page.findChildren(QAbstractButton),
        *page.findChildren(QLineEdit),
        *page.findChildren(QAbstractItemView),
        *page.findChildren(QTextEdit),
    ]
    nommes = 0
    for controle in controles:
        if isinstance(controle.parent(), QLineEdit):
            continue
        nom = controle.accessibleName() or (controle.text() if isinstance(controle, QAbstractButton) else "")
        assert re.search(r"\w", nom), controle
        assert controle.focusPolicy() & Qt.FocusPolicy.TabFocus, controle
        nommes += 1
    assert nommes > 10


def test_l_ordre_du_clavier(page: PageFiches) -> None:
    attendus: list[QWidget] = [page.recherche, page.liste, page.lecture]
    for contact in page.carte.contacts:
        attendus += contact.boutons
    attendus.append(page.carte.grille)
    parcourus: list[QWidget] = []
    widget: QWidget | None = page.recherche
    while widget is not None and len(parcourus) < len(attendus):
        if (
            widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
        ):
            parcourus.append(widget)
        widget = widget.nextInFocusChain()
    assert parcourus == attendus


def test_categories_du_guide(catalogue: Catalogue) -> None:
    rayons = [[outil.identifiant for outil in outils] for _, outils in outils_du_guide(catalogue)]
    assert rayons == [GUIDE_DANS_L_ORDRE[:4], GUIDE_DANS_L_ORDRE[4:7], GUIDE_DANS_L_ORDRE[7:]]
