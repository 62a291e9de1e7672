"""La fenêtre de l'aide, comme on s'en sert : F1, liens, retour, recherche, tout au clavier."""

import ast
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from gui import liens as porte
from gui.aide.actions import F1
from gui.aide.fenetre_aide import SOMMAIRE, FenetreAide
from gui.aide.sujets import SUJETS, lire
from gui.captures import dialogues
from gui.fenetre import Fenetre
from gui.pages.comparer import CHOIX, COTE_A_COTE, PageComparer
from gui.pages.donnees import AIDES, CATALOGUE, CONFIDENTIALITE, RAPPORTS, SAUVEGARDES, SECTIONS, PageDonnees
from gui.plan_des_pages import PAGES
from gui.theme.style import theme
from modele.catalogue.emplacements import RACINE
from tests.gui.test_demarrage import demarrer


def aide_de(fenetre: Fenetre | QDialog) -> FenetreAide:
    """L'aide ouverte au-dessus d'une fenêtre."""
    (ouverte,) = [enfant for enfant in fenetre.children() if isinstance(enfant, FenetreAide)]
    return ouverte


@pytest.fixture
def aide(fenetre: Fenetre, qtbot: QtBot) -> FenetreAide:
    """L'aide ouverte sur la page « Comparer »."""
    ouverte = fenetre.aide.montrer("comparer")
    qtbot.waitActive(ouverte).__enter__()
    return ouverte


def titre(aide: FenetreAide) -> str:
    """Première ligne de ce qu'on lit."""
    return aide.lecteur.document().begin().text()


@pytest.mark.parametrize("page", [e.identifiant for e in PAGES if e.identifiant != "donnees"])
def test_f1_ouvre_le_sujet_de_la_page(fenetre: Fenetre, qtbot: QtBot, page: str) -> None:
    fenetre.montrer(page)
    qtbot.keyClick(fenetre, Qt.Key.Key_F1)
    aide = aide_de(fenetre)
    assert aide.isVisible() and not aide.isModal()
    assert aide.sujet == page
    assert titre(aide) == lire(page).titre
    assert lire(page).titre in aide.windowTitle()


@pytest.mark.parametrize(
    ("section", "sujet"),
    [
        (SAUVEGARDES, "sauvegardes"),
        (CATALOGUE, "mises-a-jour"),
        (CONFIDENTIALITE, "confidentialite"),
        (RAPPORTS, "depannage"),
    ],
)
def test_f1_explique_la_rubrique_ouverte(fenetre: Fenetre, qtbot: QtBot, section: str, sujet: str) -> None:
    fenetre.montrer("donnees")
    page = fenetre.page
    assert isinstance(page, PageDonnees)
    qtbot.mouseClick(page.choix.bouton(section), Qt.MouseButton.LeftButton)
    qtbot.keyClick(fenetre, Qt.Key.Key_F1)
    assert aide_de(fenetre).sujet == sujet


def test_chaque_rubrique_des_donnees_a_son_sujet() -> None:
    assert {section for section, _ in SECTIONS} == set(AIDES) and set(AIDES.values()) <= set(SUJETS)


@pytest.mark.parametrize("vue", [CHOIX, COTE_A_COTE])
def test_f1_dans_les_vues_du_choix(fenetre: Fenetre, qtbot: QtBot, vue: str) -> None:
    assert isinstance(fenetre.page, PageComparer)
    fenetre.page.montrer_vue(vue)
    qtbot.keyClick(fenetre, Qt.Key.Key_F1)
    assert aide_de(fenetre).sujet == "choix"


def test_f1_dans_le_calculateur_explique_le_calculateur(fenetre: Fenetre, qtbot: QtBot) -> None:
    champ = fenetre.panneau.findChildren(QLineEdit)[0]
    champ.setFocus()
    qtbot.keyClick(champ, Qt.Key.Key_F1)
    assert aide_de(fenetre).sujet == "calculateur"


def test_f1_deux_fois_garde_une_seule_fenetre(fenetre: Fenetre, qtbot: QtBot) -> None:
    qtbot.keyClick(fenetre, Qt.Key.Key_F1)
    fenetre.montrer("seuils")
    fenetre.aide.page.trigger()
    assert aide_de(fenetre).sujet == "seuils"
    aide_de(fenetre).precedent.click()
    assert aide_de(fenetre).sujet == "comparer"


def test_le_point_d_interrogation_de_la_barre(fenetre: Fenetre) -> None:
    bouton = fenetre.aide.bouton_de_la_barre
    assert bouton is not None
    bouton.click()
    assert aide_de(fenetre).sujet == "comparer"


def aidable(dialogue: QDialog) -> bool:
    """Vrai quand F1 y ouvre l'aide, une seule fois."""
    return [action.shortcut() for action in dialogue.actions()].count(F1) == 1


def _dit_le_sujet(membre: ast.stmt) -> bool:
    return isinstance(membre, ast.Assign) and ast.unparse(membre.targets[0]) == "sujet_d_aide"


def test_chaque_dialogue_de_l_application_a_son_sujet() -> None:
    dits = {
        classe.name: next((m.value.value for m in classe.body if _dit_le_sujet(m)), "")  # type: ignore[attr-defined]
        for fichier in (RACINE / "gui").rglob("*.py")
        for classe in ast.walk(ast.parse(fichier.read_text("utf-8")))
        if isinstance(classe, ast.ClassDef) and "QDialog" in map(ast.unparse, classe.bases)
    }
    assert dits.pop("FenetreAide") == ""
    assert dits == {
        "DialogueDefaut": "depannage",
        "DialogueEffacement": "confidentialite",
        "DialogueEmpechement": "depannage",
        "DialogueImpression": "imprimer",
        "DialogueLot": "lot",
        "DialoguePrixPropose": "cout",
        "DifferenceEdition": "mises-a-jour",
        "ResumeReprise": "classeur-excel",
    }
    assert set(dits.values()) <= set(SUJETS)


def test_chaque_dialogue_a_son_aide(fenetre: Fenetre, qtbot: QtBot) -> None:
    for nom, creer in dialogues(fenetre):
        dialogue = creer()
        if not isinstance(dialogue, QDialog) or isinstance(dialogue, FenetreAide):
            dialogue.close()
            continue
        dialogue.setModal(True)
        dialogue.show()
        qtbot.waitUntil(partial(aidable, dialogue))
        qtbot.keyClick(dialogue, Qt.Key.Key_F1)
        ouverte = aide_de(dialogue)
        assert ouverte.isVisible() and ouverte.isEnabled(), nom
        assert ouverte.sujet == getattr(dialogue, "sujet_d_aide", "comparer"), nom
        dialogue.close()


def test_un_dialogue_sans_sujet_donne_celui_de_la_page(fenetre: Fenetre, qtbot: QtBot) -> None:
    fenetre.montrer("seuils")
    dialogue = QDialog(fenetre)
    QVBoxLayout(dialogue).addWidget(QLineEdit())
    for _ in range(2):
        dialogue.hide()
        dialogue.show()
        qtbot.waitUntil(lambda: QApplication.focusWindow() is dialogue.windowHandle())
        qtbot.waitUntil(lambda: len(dialogue.actions()) == 1)
    qtbot.keyClick(dialogue, Qt.Key.Key_F1)
    assert aide_de(dialogue).sujet == "seuils"
    dialogue.close()


def test_un_lien_mene_au_sujet_et_a_l_intertitre(aide: FenetreAide) -> None:
    aide.lecteur.anchorClicked.emit(QUrl("reponses.md#le-statut-dun-outil"))
    assert aide.sujet == "reponses"
    assert aide.lecteur.textCursor().block().text() == "Le statut d'un outil"


def test_une_ancre_accentuee_aboutit(aide: FenetreAide) -> None:
    aide.lecteur.anchorClicked.emit(QUrl("sauvegardes.md#après-une-panne"))
    assert aide.lecteur.textCursor().block().text() == "Après une panne"


def test_precedent_et_suivant_rendent_la_place_ou_l_on_lisait(aide: FenetreAide) -> None:
    aide.montrer("glossaire")
    barre = aide.lecteur.verticalScrollBar()
    barre.setValue(150)
    aide.montrer("cout")
    aide.precedent.click()
    assert aide.sujet == "glossaire" and barre.value() == 150
    aide.precedent.click()
    assert aide.sujet == "comparer" and not aide.precedent.isEnabled()
    aide.suivant.click()
    aide.suivant.click()
    assert aide.sujet == "cout" and not aide.suivant.isEnabled()


def test_revenir_puis_aller_ailleurs_oublie_la_suite(aide: FenetreAide) -> None:
    aide.montrer("glossaire")
    aide.precedent.click()
    aide.montrer("cout")
    assert not aide.suivant.isEnabled()


@pytest.mark.parametrize("touche", [Qt.Key.Key_F1, Qt.Key.Key_Home])
def test_le_sommaire_au_clavier(aide: FenetreAide, qtbot: QtBot, touche: Qt.Key) -> None:
    alt = Qt.KeyboardModifier.AltModifier if touche == Qt.Key.Key_Home else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(aide, touche, alt)
    assert aide.sujet == SOMMAIRE and titre(aide) == "Sommaire de l'aide"
    assert "comparer.md" in aide.lecteur.adresses


def test_alt_fleches(aide: FenetreAide, qtbot: QtBot) -> None:
    aide.montrer("cout")
    qtbot.keyClick(aide, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert aide.sujet == "comparer"
    qtbot.keyClick(aide, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert aide.sujet == "cout"


def test_tab_va_de_lien_en_lien_et_entree_le_suit(aide: FenetreAide, qtbot: QtBot) -> None:
    aide.lecteur.setFocus()
    qtbot.keyClick(aide.lecteur, Qt.Key.Key_Tab)
    assert aide.lecteur.textCursor().selectedText() == "les cinq réponses"
    assert aide.lecteur.extraSelections()
    qtbot.keyClick(aide.lecteur, Qt.Key.Key_Return)
    assert aide.sujet == "reponses"


def test_chercher_ouvrir_un_resultat_et_revenir(aide: FenetreAide, qtbot: QtBot) -> None:
    qtbot.keyClick(aide, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert aide.recherche.hasFocus()
    qtbot.keyClicks(aide.recherche, "cle usb")
    qtbot.waitUntil(lambda: "résultats pour" in titre(aide))
    assert any(adresse.startswith("sauvegardes.md") for adresse in aide.lecteur.adresses)
    qtbot.keyClick(aide.recherche, Qt.Key.Key_Return)
    assert aide.lecteur.hasFocus()
    premiere = aide.lecteur.adresses[0].partition(".md")[0]
    qtbot.keyClick(aide.lecteur, Qt.Key.Key_Return)
    assert aide.sujet == premiere and aide.recherche.text() == ""
    aide.precedent.click()
    assert "résultats pour" in titre(aide) and aide.recherche.text() == "cle usb"
    aide.precedent.click()
    assert aide.sujet == "comparer" and aide.recherche.text() == ""


def test_echap_efface_la_recherche_puis_ferme(aide: FenetreAide, qtbot: QtBot) -> None:
    aide.recherche.setFocus()
    qtbot.keyClicks(aide.recherche, "tva")
    qtbot.waitUntil(lambda: "pour" in titre(aide))
    qtbot.keyClick(aide.recherche, Qt.Key.Key_Escape)
    assert aide.recherche.text() == "" and aide.sujet == "comparer"
    qtbot.keyClick(aide.recherche, Qt.Key.Key_Escape)
    assert not aide.isVisible()


def test_une_recherche_hostile_reste_du_texte(aide: FenetreAide, qtbot: QtBot) -> None:
    hostile = "<b>x</b> ![i](file:///etc/passwd) [l](http://mal.example) *a*"
    aide.recherche.setText(hostile)
    aide._chercher()
    assert titre(aide) == f"Rien pour «\u00a0{hostile}\u00a0»"
    assert aide.lecteur.adresses == ()


def test_un_lien_externe_passe_par_la_porte(aide: FenetreAide, monkeypatch: pytest.MonkeyPatch) -> None:
    ouverts: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: ouverts.append(url.toString()) or True)
    aide.lecteur.anchorClicked.emit(QUrl("https://www.bio-aura.fr"))
    assert ouverts == ["https://www.bio-aura.fr"] and aide.message.isHidden()
    for adresse in ("file:///etc/passwd", "javascript:alert(1)", "inconnu.md", "\\\\serveur\\partage"):
        aide.lecteur.anchorClicked.emit(QUrl(adresse))
        assert "par prudence" in aide.message.texte, adresse
    assert len(ouverts) == 1
    aide.montrer("cout")
    assert aide.message.isHidden()


def test_changer_de_theme_refait_l_aide_ou_l_on_en_etait(
    fenetre: Fenetre, aide: FenetreAide, qtbot: QtBot
) -> None:
    aide.montrer("reponses")
    fenetre.changer_apparence(nom="sombre", taille=150)
    ancien = aide.lecteur
    qtbot.waitUntil(lambda: aide.lecteur is not ancien)
    assert aide.sujet == "reponses" and titre(aide) == lire("reponses").titre
    bloc = aide.lecteur.document().begin()
    assert bloc.begin().fragment().charFormat().foreground().color() == theme().couleur("texte")
    assert aide.precedent.isEnabled()


def test_des_textes_absents_se_disent(
    aide: FenetreAide, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import gui.aide.sujets as sujets

    monkeypatch.setattr(sujets, "DOSSIER", tmp_path)
    lire.cache_clear()
    aide.bouton_sommaire.click()
    assert titre(aide) == "Aide indisponible"
    lire.cache_clear()


def test_tout_a_un_nom_et_une_infobulle(aide: FenetreAide) -> None:
    for bouton in (aide.precedent, aide.suivant):
        assert bouton.accessibleName()
        assert bouton.accessibleName() in bouton.toolTip()
    assert (
        QKeySequence("Alt+Left").toString(QKeySequence.SequenceFormat.NativeText) in aide.precedent.toolTip()
    )
    assert aide.lecteur.accessibleName() and aide.recherche.accessibleName()


def test_l_aide_et_la_visite_ne_sont_pas_chargees_au_demarrage(tmp_path: Path) -> None:
    lourds = {"fenetre_aide", "lecteur", "rendu", "sujets", "recherche", "raccourcis", "visite"}
    for etape, charges in demarrer(tmp_path).items():
        assert not charges & {f"gui.aide.{nom}" for nom in lourds}, etape


def test_le_guide_ne_s_ouvre_que_par_son_nom(
    fenetre: Fenetre, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ouverts: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: ouverts.append(url.toLocalFile()) or True)
    fenetre.aide.guide.trigger()
    assert ouverts == [str(RACINE / "docs" / "guide-utilisation.pdf")]
    for autre in ("", "../../etc/passwd", "file:///etc/passwd", str(RACINE / "main.py")):
        with pytest.raises(KeyError):
            porte.ouvrir_document(autre)
    assert not porte.lien_permis((RACINE / "docs" / "guide-utilisation.pdf").as_uri())
    faux = tmp_path / "faux.pdf"
    faux.write_bytes(b"MZ pas un PDF")
    for manque in (faux, tmp_path / "absent.pdf", tmp_path):
        monkeypatch.setattr(porte, "DOCUMENTS", {porte.GUIDE: manque})
        fenetre.bandeau.hide()
        fenetre.aide.guide.trigger()
        assert "n'a pas pu être ouvert" in fenetre.bandeau.texte
    assert len(ouverts) == 1


def test_le_menu_propose_l_aide(fenetre: Fenetre) -> None:
    menu = fenetre.aide.menu(fenetre)
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Aide de cette page",
        "Raccourcis clavier",
        "Visite guidée",
        "Guide de l'utilisateur (PDF)",
    ]
    assert QApplication.instance() is not None


def test_la_croix_suit_la_recherche_que_precedent_rend(aide: FenetreAide, qtbot: QtBot) -> None:
    aide.recherche.setText("tva")
    aide._chercher()
    assert not aide.croix.isHidden()
    aide.montrer("glossaire")
    assert aide.recherche.text() == "" and aide.croix.isHidden()
