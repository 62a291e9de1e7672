"""La recherche de la page « Fiches » : trouver dans tout le guide, et arriver au bon endroit."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.composants.champ_recherche import LigneRecherche
from gui.composants.effacer_texte import Croix
from gui.composants.fiche_contenu import FICHE_DU_GUIDE
from gui.composants.recherche_cible import Cible, cible
from gui.pages.fiches import PageFiches
from gui.session import Session
from gui.tableaux.modele_trouvailles import ModeleTrouvailles
from gui.theme.style import appliquer
from modele.catalogue.emplacements import BASE
from modele.catalogue.indexation import textes_a_chercher
from modele.catalogue.recherche import Genre, Trouvaille, chercher
from tests.gui.conduite_fiches import (
    GUIDE_DANS_L_ORDRE,
    ouvrir,
    passages_de,
    taper,
    trouvailles,
)


@pytest.fixture
def page(qtbot: QtBot, session_exemple: Session) -> Iterator[PageFiches]:
    yield from ouvrir(qtbot, session_exemple)


@pytest.mark.parametrize(
    ("saisie", "attendues"),
    [
        ("chorus pro", {"Local.bio · Chorus Pro", "Local.bio · Fonctionnalités", "Chorus Pro"}),
        ("cheque", {"AmapJ · Paiement", "Kuupanda · Chèque", "Guide · Tableau de synthèse"}),
        ("preavis", {"Locavor · Résiliation", "Cagette · Départ sans préavis"}),
        ("PREAV", {"Locavor · Résiliation", "Cagette · Départ sans préavis"}),
    ],
)
def test_trouver_sans_accent_ni_mot_entier(
    page: PageFiches, qtbot: QtBot, saisie: str, attendues: set[str]
) -> None:
    taper(qtbot, page, saisie)
    assert page.resultats.isVisible()
    assert not page.vue.isVisible()
    assert attendues <= set(trouvailles(page))
    assert str(len(trouvailles(page))) in page.resultats.effectif.text()


def test_l_accent_ne_change_rien(page: PageFiches, qtbot: QtBot) -> None:
    taper(qtbot, page, "preavis")
    sans_accent = trouvailles(page)
    page.recherche.setText("Préavis")
    assert trouvailles(page) == sans_accent != []


def test_entree_ouvre_la_fiche_a_l_endroit_trouve(page: PageFiches, qtbot: QtBot) -> None:
    taper(qtbot, page, "delai de preavis")
    qtbot.keyClick(page.recherche, Qt.Key.Key_Return)
    assert page.fiche == page._session.outil == "locavor"
    assert page.lecture.isVisible()
    assert "Respect d'un délai de préavis de 1 mois." in page.lecture.marque
    barre = page.lecture.verticalScrollBar()
    assert 0 < barre.value() <= barre.maximum()
    qtbot.waitUntil(lambda: page.lecture.marque == "", timeout=5000)


def test_revenir_aux_resultats_et_descendre_au_clavier(page: PageFiches, qtbot: QtBot) -> None:
    taper(qtbot, page, "chorus pro")
    qtbot.keyClick(page.recherche, Qt.Key.Key_Down)
    assert page.resultats.liste.hasFocus()
    qtbot.keyClick(page.resultats.liste, Qt.Key.Key_End)
    qtbot.keyClick(page.resultats.liste, Qt.Key.Key_Return)
    assert page.fiche == "local-bio"
    assert page.retour.isVisible()
    qtbot.mouseClick(page.retour, Qt.MouseButton.LeftButton)
    assert page.resultats.isVisible()
    assert not page.retour.isVisible()
    assert page.resultats.liste.hasFocus()


def test_la_fiche_courante_se_redemande_pendant_une_recherche(page: PageFiches, qtbot: QtBot) -> None:
    taper(qtbot, page, "cheque")
    place = page.liste.visualRect(page.liste.currentIndex()).center()
    qtbot.mouseClick(page.liste.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.fiche == "kuupanda"
    assert page.vue.isVisible()


def test_un_clic_ouvre_un_passage_du_guide(page: PageFiches, qtbot: QtBot) -> None:
    taper(qtbot, page, "zones de chalandise")
    liste = page.resultats.liste
    place = liste.visualRect(page.resultats.modele.index(0)).center()
    qtbot.mouseClick(liste.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.fiche == FICHE_DU_GUIDE
    assert "zones de chalandise" in page.lecture.marque


def test_un_critere_s_ouvre_dans_la_grille(page: PageFiches, qtbot: QtBot) -> None:
    taper(qtbot, page, "exige par les cantines")
    with qtbot.waitSignal(page.page_demandee) as demande:
        qtbot.keyClick(page.recherche, Qt.Key.Key_Return)
    assert demande.args == ["comparer"]
    assert page._session.critere == "chorus-pro"


def test_un_contact_trouve_est_sur_la_carte(page: PageFiches, qtbot: QtBot) -> None:
    taper(qtbot, page, "lesoudeer")
    qtbot.keyClick(page.recherche, Qt.Key.Key_Return)
    assert page.fiche == "socleo"
    assert QApplication.focusWidget() is page.carte.contacts[2].copier


def test_rien_de_trouve_dit_quoi_faire(page: PageFiches, qtbot: QtBot) -> None:
    taper(qtbot, page, "zebulon")
    assert "Rien dans le guide ne répond à «\u00a0zebulon\u00a0»." in page.resultats.vide.text()
    assert page.resultats.effacer.isVisible()
    qtbot.mouseClick(page.resultats.effacer, Qt.MouseButton.LeftButton)
    assert page.recherche.text() == ""
    assert page.vue.isVisible()


def test_echap_efface_et_une_lettre_ne_cherche_pas(page: PageFiches, qtbot: QtBot) -> None:
    taper(qtbot, page, "a")
    assert page.vue.isVisible()
    qtbot.keyClicks(page.recherche, "map")
    qtbot.keyClick(page.recherche, Qt.Key.Key_Down)
    qtbot.keyClick(page.resultats.liste, Qt.Key.Key_Escape)
    assert page.recherche.text() == ""
    assert page.recherche.hasFocus()
    assert page.vue.isVisible()
    qtbot.keyClick(page.recherche, Qt.Key.Key_Escape)
    assert page.liste.hasFocus()


def test_ctrl_f_va_a_la_recherche(page: PageFiches, qtbot: QtBot) -> None:
    page.lecture.setFocus()
    qtbot.keyClick(page.lecture, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.recherche.hasFocus()


def test_une_base_absente_se_dit_en_une_phrase(
    page: PageFiches, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(page._session, "base", tmp_path / "absente.sqlite")
    taper(qtbot, page, "cheque")
    assert page.resultats.vide.isVisible()
    assert "absente.sqlite" in page.resultats.vide.text()
    assert trouvailles(page) == []


def test_le_modele_des_resultats(qtmodeltester: ModelTester) -> None:
    modele = ModeleTrouvailles()
    modele.montrer(chercher(BASE, "chorus pro"))
    qtmodeltester.check(modele)
    lus = [modele.index(rang).data(Qt.ItemDataRole.AccessibleTextRole) for rang in range(modele.rowCount())]
    assert (
        "Local.bio · Chorus Pro. Les factures de la restauration collective partent automatiquement "
        "via Chorus Pro." in lus
    )


def test_tout_ce_qui_se_cherche_mene_a_son_texte(session_exemple: Session) -> None:
    catalogue = session_exemple.catalogue
    fiches_lues = {
        fiche: passages_de(session_exemple, fiche) for fiche in (*GUIDE_DANS_L_ORDRE, FICHE_DU_GUIDE)
    }
    menes = 0
    for cherche in textes_a_chercher(catalogue):
        extrait = ((f"…{cherche.texte[3:]}", True),)
        trouvaille = Trouvaille(
            cast(Genre, cherche.genre),
            cherche.titre,
            extrait,
            cherche.outil,
            cherche.rubrique,
            cherche.critere,
            cherche.lignes,
        )
        but = cible(catalogue, trouvaille)
        if cherche.genre == "critere":
            assert but == Cible(critere=cherche.critere or "")
            continue
        if cherche.rubrique == "contact" or (cherche.genre == "doute" and "D37" in cherche.titre):
            rang = int(but.repere.removeprefix("fait:"))
            assert catalogue.par_outil[but.fiche].faits[rang].rubrique == "contact"
            continue
        passage = fiches_lues[but.fiche][but.repere]
        if cherche.genre == "doute":
            assert passage.doute is not None
            assert passage.doute.texte == cherche.texte
        else:
            assert cherche.texte in passage.texte
        menes += 1
    assert menes > 1000


@pytest.mark.parametrize("echelle", [1.0, 2.0])
def test_la_croix_vide_la_recherche_et_grandit_avec_le_texte(
    qtbot: QtBot, qapp: QApplication, echelle: float
) -> None:
    appliquer(qapp, "clair", echelle)
    champ = LigneRecherche("Rechercher")
    qtbot.addWidget(champ)
    champ.resize(round(300 * echelle), champ.sizeHint().height())
    champ.show()
    croix = champ.findChild(Croix)
    assert croix is not None and croix.isHidden()
    qtbot.keyClicks(champ, "vente")
    assert croix.isVisible() and champ.textMargins().right() >= 16 * echelle
    assert croix.iconSize().width() == 16 * echelle
    assert croix.geometry().right() == champ.rect().right() and croix.height() == champ.height()
    qtbot.mouseClick(croix, Qt.MouseButton.LeftButton)
    assert champ.text() == "" and croix.isHidden() and champ.textMargins().right() == 0
