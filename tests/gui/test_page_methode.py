"""« Méthode » comme une ferme s'en sert : cocher, noter, présélectionner, essayer, former, questionner."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.composants.methode_bilan import Colonne, ModeleBilans
from gui.composants.methode_case import CaseSouple
from gui.composants.methode_disposition import ordonner_clavier
from gui.composants.methode_essai import DATES_INVERSEES, CarteEssai, titre_essai
from gui.composants.methode_essais import JournalEssais
from gui.composants.methode_etape import NOTES_MAX, VueEtape
from gui.composants.methode_formations import PlanFormations, RangeeFormation
from gui.composants.methode_modele import QUESTIONS, RANGEE, ModeleEtapes
from gui.composants.methode_preselection import Preselection
from gui.composants.methode_question import SANS_TEXTE, RangeeQuestion
from gui.composants.methode_questions import AUCUN_OUTIL, GroupeQuestions, VueQuestions
from gui.composants.methode_questions_mots import QuestionsDuDossier, message
from gui.composants.methode_rangees import Rangees
from gui.composants.methode_saisie import ecrire_date, lire_date
from gui.pages.methode import PageMethode
from gui.rangement import Rangement
from gui.session import Session
from gui.theme.style import NomTheme, appliquer
from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier, Essai, Formation, Question, SuiviEtape
from modele.essais import comparer_essais
from modele.fautes import SituationInvalide
from modele.methode import ETAPES, Etat, avancement
from modele.questions import proposer
from modele.situation import EXEMPLE

Touche = Qt.Key
DEUX_OUTILS = ("kuupanda", "socleo")


def ouvrir(session: Session, qtbot: QtBot, largeur: int = 1294, hauteur: int = 716) -> PageMethode:
    page = PageMethode(session)
    qtbot.addWidget(page)
    page.resize(largeur, hauteur)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def session(session_exemple: Session) -> Session:
    return session_exemple


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> PageMethode:
    return ouvrir(session, qtbot)


def etape(page: PageMethode, numero: int) -> VueEtape:
    page.aller(numero)
    assert isinstance(page.vue, VueEtape)
    return page.vue


def preselection(page: PageMethode, numero: int = 4) -> Preselection:
    section = etape(page, numero).sections[0]
    assert isinstance(section, Preselection)
    return section


def journal(page: PageMethode) -> JournalEssais:
    section = etape(page, 5).sections[1]
    assert isinstance(section, JournalEssais)
    return section


def carte(essais: JournalEssais, rang: int) -> CarteEssai:
    trouvee = essais.essais.rangees[rang]
    assert isinstance(trouvee, CarteEssai)
    trouvee.groupe.deplier()
    return trouvee


def plan(page: PageMethode) -> PlanFormations:
    section = etape(page, 6).sections[1]
    assert isinstance(section, PlanFormations)
    return section


def formation(formations: PlanFormations, rang: int) -> RangeeFormation:
    rangee = formations.formations.rangees[rang]
    assert isinstance(rangee, RangeeFormation)
    return rangee


def questions(page: PageMethode) -> VueQuestions:
    page.aller(QUESTIONS)
    assert isinstance(page.vue, VueQuestions)
    return page.vue


def groupe(page: PageMethode, rang: int = 0) -> GroupeQuestions:
    trouve = questions(page).groupes.rangees[rang]
    assert isinstance(trouve, GroupeQuestions)
    trouve.deplier()
    return trouve


def question(de: GroupeQuestions, rang: int) -> RangeeQuestion:
    rangee = de.questions.rangees[rang]
    assert isinstance(rangee, RangeeQuestion)
    return rangee


def lisible(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def etats(page: PageMethode) -> list[Etat | None]:
    return [page.modele.index(rang).data(RANGEE).etat for rang in range(7)]


# Les étapes


def test_un_dossier_neuf_commence_a_la_premiere_etape(page: PageMethode, catalogue: Catalogue) -> None:
    assert page.numero == 1
    assert page.progres.text() == "0 étape faite sur 7"
    assert etats(page) == [Etat.A_FAIRE] * 7
    textes = [label.text() for label in page.vue.findChildren(QLabel)]
    assert "Étape 1. Identification des besoins" in textes
    faits = [fait.texte for fait in catalogue.guide.faits if fait.rubrique == "methode-1"]
    assert " ".join(faits) in textes
    assert "Guide, l.\u00a0151, 156-163" in textes


def test_tout_le_texte_du_guide_se_lit_dans_une_etape(page: PageMethode, catalogue: Catalogue) -> None:
    lus = ""
    for numero in ETAPES:
        lus += " ".join(label.text() for label in etape(page, numero).findChildren(QLabel))
    faits = [f.texte for f in catalogue.guide.faits if f.rubrique.split("-")[0] == "methode"]
    assert len(faits) > 20
    assert [texte for texte in faits if texte not in lus] == []


def test_cocher_commence_l_etape_et_s_annule(page: PageMethode, session: Session, qtbot: QtBot) -> None:
    vue = etape(page, 1)
    qtbot.mouseClick(vue.cases["liste"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(vue.cases["stocks"], Qt.MouseButton.LeftButton, pos=QPoint(200, 8))
    assert session.dossier.etapes[1] == SuiviEtape(cases=("stocks", "liste"))
    assert etats(page)[0] is Etat.COMMENCEE
    session.annulations.undo()
    assert not vue.cases["stocks"].isChecked()
    assert session.dossier.etapes[1].cases == ("liste",)
    session.annulations.undo()
    assert dict(session.dossier.etapes) == {}
    assert etats(page)[0] is Etat.A_FAIRE


def test_cocher_garde_une_case_que_cette_version_ne_connait_pas(page: PageMethode, session: Session) -> None:
    session.modifier_dossier(etapes=MappingProxyType({1: SuiviEtape(cases=("d-une-autre-version",))}))
    vue = etape(page, 1)
    vue.cases["liste"].click()
    vue.cases["liste"].click()
    assert session.dossier.etapes[1].cases == ("d-une-autre-version",)


def test_etape_faite_se_voit_dans_le_sommaire_et_mene_a_la_suivante(
    page: PageMethode, session: Session, qtbot: QtBot
) -> None:
    vue = etape(page, 1)
    qtbot.keyClick(vue.faite, Touche.Key_Space)
    assert page.progres.text() == "1 étape faite sur 7"
    voix = page.modele.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert lisible(voix) == "Étape 1 : Identification des besoins, faite"
    vue.suivante.click()
    assert page.numero == 2
    etape(page, 2).faite.click()
    assert page.progres.text() == "2 étapes faites sur 7"
    session.annulations.undo()
    assert page.progres.text() == "1 étape faite sur 7"
    assert etape(page, 7).suivante.isHidden()


def test_on_reprend_a_la_premiere_etape_qui_reste(session: Session, qtbot: QtBot) -> None:
    session.modifier_dossier(etapes=MappingProxyType({1: SuiviEtape(True), 2: SuiviEtape(True)}))
    assert ouvrir(session, qtbot).numero == 3
    session.modifier_dossier(etapes=MappingProxyType({n: SuiviEtape(True) for n in ETAPES}))
    assert ouvrir(session, qtbot).numero == 7


def test_le_sommaire_se_parcourt_au_clavier(page: PageMethode, qtbot: QtBot) -> None:
    page.liste.setFocus()
    for attendu in (2, 3, 4, 5, 6, 7, QUESTIONS):
        qtbot.keyClick(page.liste, Touche.Key_Down)
        assert page.numero == attendu
    assert isinstance(page.vue, VueQuestions)


@pytest.mark.parametrize("numero", ETAPES)
def test_les_boutons_menent_ou_ils_le_disent(page: PageMethode, qtbot: QtBot, numero: int) -> None:
    for action in ETAPES[numero].actions:
        bouton = etape(page, numero).boutons[action.cle]
        assert bouton.text() == action.libelle
        if action.page != "methode":
            with qtbot.waitSignal(page.page_demandee) as demande:
                bouton.click()
            assert demande.args == [action.page]
            continue
        with qtbot.assertNotEmitted(page.page_demandee):
            bouton.click()
        if action.cle == "questions":
            assert page.numero == QUESTIONS
        elif action.cle == "essais":
            assert journal(page).ajouter.hasFocus()
        else:
            assert plan(page).ajouter.hasFocus()


def test_le_modele_du_sommaire(catalogue: Catalogue, qtmodeltester: ModelTester) -> None:
    modele = ModeleEtapes(catalogue.guide.etapes)
    qtmodeltester.check(modele)
    dossier = Dossier(
        "",
        etapes=MappingProxyType({1: SuiviEtape(True), 3: SuiviEtape(cases=("gab",))}),
        essais=(Essai("socleo"),),
    )
    modele.montrer(avancement(dossier), "12 questions, 1 réponse")
    grille = [lisible(modele.index(rang).data(Qt.ItemDataRole.AccessibleTextRole)) for rang in range(8)]
    assert grille == [
        "Étape 1 : Identification des besoins, faite",
        "Étape 2 : Identification des ressources internes ou externes, à faire",
        "Étape 3 : Étude des outils disponibles et demande de conseils, commencée",
        "Étape 4 : Processus de sélection, à faire",
        "Étape 5 : Test avant l'adoption, commencée, 1 essai au journal",
        "Étape 6 : Formation du personnel, à faire",
        "Étape 7 : Évolutivité et support client, à faire",
        "Questions à poser à l'éditeur, 12 questions, 1 réponse",
    ]


# Les notes


def test_ecrire_au_milieu_d_une_note_ne_perd_pas_le_curseur(
    page: PageMethode, session: Session, qtbot: QtBot
) -> None:
    zone = etape(page, 2).notes.zone
    qtbot.keyClicks(zone, "ab")
    qtbot.keyClick(zone, Touche.Key_Left)
    qtbot.keyClicks(zone, "12")
    qtbot.keyClick(zone, Touche.Key_Return)
    assert session.dossier.etapes[2].notes == "a12\nb"
    assert zone.textCursor().position() == 4
    session.annulations.undo()
    assert zone.toPlainText() != "a12\nb"
    assert zone.textCursor().position() > 0
    while session.annulations.canUndo():
        session.annulations.undo()
    assert zone.toPlainText() == "" and dict(session.dossier.etapes) == {}
    while session.annulations.canRedo():
        session.annulations.redo()
    assert zone.toPlainText() == "a12\nb"


@pytest.fixture
def fenetre(page: PageMethode, session: Session, qtbot: QtBot) -> Iterator[QMainWindow]:
    """La page dans une fenêtre qui annule par Ctrl+Z."""
    fenetre = QMainWindow()
    qtbot.addWidget(fenetre)
    fenetre.setCentralWidget(page)
    annuler = session.annulations.createUndoAction(fenetre)
    annuler.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
    fenetre.addAction(annuler)
    fenetre.resize(1294, 716)
    fenetre.show()
    fenetre.activateWindow()
    qtbot.waitActive(fenetre)
    yield fenetre


def test_ctrl_z_dans_un_champ_annule_dans_le_dossier(
    fenetre: QMainWindow, page: PageMethode, session: Session, qtbot: QtBot
) -> None:
    etape(page, 1).cases["liste"].click()
    zone = etape(page, 1).notes.zone
    zone.setFocus()
    qtbot.keyClick(zone, Touche.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dict(session.dossier.etapes) == {}
    formations = plan(page)
    formations.ajouter.click()
    champ = formation(formations, 0).champs["personne"]
    assert champ.hasFocus()
    qtbot.keyClick(champ, Touche.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.dossier.formations == ()


def test_ctrl_z_dans_une_date_en_suspens_reste_dans_le_champ(
    fenetre: QMainWindow, page: PageMethode, session: Session, qtbot: QtBot
) -> None:
    essais = journal(page)
    essais.ajouter.click()
    du = carte(essais, 0).du
    du.setFocus()
    qtbot.keyClicks(du, "31")
    assert du.en_suspens
    qtbot.keyClick(du, Touche.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert du.text() == "" and len(session.dossier.essais) == 1


def test_une_note_ne_depasse_pas_la_longueur_dite(page: PageMethode, session: Session, qtbot: QtBot) -> None:
    notes = etape(page, 1).notes
    assert lisible(notes.dessous) == "4 000 caractères au plus."
    colle = QMimeData()
    colle.setText("début\n" + "x" * 3_300 + "\x07")
    notes.zone.insertFromMimeData(colle)
    assert lisible(notes.dessous) == "3 306 caractères sur 4 000 au plus."
    colle.setText("y" * 3_000)
    notes.zone.insertFromMimeData(colle)
    ecrit = session.dossier.etapes[1].notes
    assert len(ecrit) == NOTES_MAX and ecrit.startswith("début\nxxx") and ecrit.endswith("y" * 694)
    assert lisible(notes.dessous) == "Limite atteinte : 4 000 caractères au plus."
    qtbot.keyClicks(notes.zone, "z")
    qtbot.keyClick(notes.zone, Touche.Key_Return)
    assert session.dossier.etapes[1].notes == ecrit
    notes.zone.selectAll()
    qtbot.keyClicks(notes.zone, "z")
    assert session.dossier.etapes[1].notes == "z"


def test_la_vraie_base_retrouve_tout(qtbot: QtBot, catalogue: Catalogue, tmp_path: Path) -> None:
    session = Session(catalogue)
    rangement = Rangement(session, tmp_path)
    rangement.ouvrir_base(None)
    page = ouvrir(session, qtbot)
    qtbot.keyClicks(etape(page, 1).notes.zone, "Voir avec le GAB")
    etape(page, 1).faite.click()
    preselection(page).cartes["socleo"].click()
    journal(page).ajouter.click()
    plan(page).ajouter.click()
    question(groupe(page), 0).retenue.click()
    dossier = session.dossier
    rangement.fermer()
    autre = Session(catalogue)
    relu = Rangement(autre, tmp_path)
    relu.ouvrir_base(None)
    relu.fermer()
    for nom in ("etapes", "preselection", "essais", "formations", "questions"):
        garde = getattr(autre.dossier, nom)
        assert garde == getattr(dossier, nom) and garde
    rouverte = ouvrir(autre, qtbot)
    assert rouverte.numero == 2
    assert etape(rouverte, 1).notes.zone.toPlainText() == "Voir avec le GAB"


def test_changer_de_dossier_oublie_les_saisies_en_suspens(page: PageMethode, session: Session) -> None:
    session.modifier_dossier(essais=(Essai("socleo"),))
    premiere = carte(journal(page), 0)
    premiere.du.setText("31/02/2026")
    premiere.du.terminer()
    assert premiere.du.faute
    session.ouvrir(Dossier("Autre", EXEMPLE, essais=(Essai("socleo"),)))
    assert page.numero == 1
    assert carte(journal(page), 0).du.text() == ""


def test_une_page_cachee_se_rattrape_en_paraissant(page: PageMethode, session: Session) -> None:
    page.hide()
    session.modifier_dossier(etapes=MappingProxyType({1: SuiviEtape(True, "vu")}))
    assert page.progres.text() == "0 étape faite sur 7"
    page.show()
    assert page.progres.text() == "1 étape faite sur 7"
    assert etape(page, 1).notes.zone.toPlainText() == "vu"


# La présélection


def test_on_preselectionne_deux_a_quatre_outils(page: PageMethode, session: Session) -> None:
    choix = preselection(page)
    consigne = choix.findChildren(QLabel)[0]
    assert lisible(choix.titre.text()) == "Votre présélection : aucun outil pour l'instant"
    assert list(choix.cartes) == list(session.comparaison.ordre)
    choix.cartes["socleo"].click()
    assert consigne.text().startswith("Choisissez-en encore au moins un")
    choix.cartes["kuupanda"].click()
    assert session.dossier.preselection == ("socleo", "kuupanda")
    assert lisible(choix.titre.text()) == "Votre présélection : Socleo et Kuupanda"
    choix.cartes["amapj"].click()
    choix.cartes["cagette"].click()
    choix.cartes["locavor"].click()
    assert session.dossier.preselection == ("socleo", "kuupanda", "amapj", "cagette")
    assert not choix.cartes["locavor"].isChecked()
    assert consigne.text().startswith("Quatre outils au plus") and consigne.property("role") == "alerte"
    session.annulations.undo()
    assert session.dossier.preselection == ("socleo", "kuupanda", "amapj")
    assert not choix.cartes["cagette"].isChecked()
    assert consigne.property("role") == "legende"


@pytest.mark.parametrize("numero", [3, 5, 6, 7])
def test_la_preselection_se_rappelle_repliee_dans_les_autres_etapes(
    page: PageMethode, session: Session, numero: int
) -> None:
    session.modifier_dossier(preselection=(*DEUX_OUTILS, "disparu"))
    rappel = preselection(page, numero)
    assert lisible(rappel.titre.text()) == "Votre présélection : Kuupanda et Socleo"
    assert not rappel.deplie
    rappel.deplier()
    assert rappel.cartes["kuupanda"].isChecked() and not rappel.cartes["amapj"].isChecked()


def test_les_cartes_suivent_les_couts(page: PageMethode, session: Session) -> None:
    choix = preselection(page)
    assert "810\u00a0€ par an, retenu" in choix.cartes["kuupanda"].accessibleDescription()
    session.modifier(ca_particuliers=Fraction(0), ca_professionnels=Fraction(0))
    assert choix.cartes["kuupanda"].accessibleDescription() == "écarté"


# Les essais


def test_un_essai_de_l_ajout_a_la_comparaison(page: PageMethode, session: Session, qtbot: QtBot) -> None:
    session.modifier_dossier(preselection=DEUX_OUTILS)
    essais = journal(page)
    assert essais.table.isHidden()
    essais.ajouter.click()
    essais.ajouter.click()
    assert [essai.outil for essai in session.dossier.essais] == list(DEUX_OUTILS)
    premiere = carte(essais, 0)
    qtbot.keyClicks(premiere.du, "3/3/2026")
    qtbot.keyClicks(premiere.au, "12.03.26")
    assert session.dossier.essais[0].du == "2026-03-03"
    assert session.dossier.essais[0].au == ""
    premiere.au.terminer()
    assert premiere.au.text() == "12/03/2026"
    premiere.notes["ergonomie"].segments.bouton("4").click()
    premiere.notes["pertinence"].segments.bouton("5").click()
    qtbot.keyClicks(premiere.remarques.zone, "bien")
    attendu = Essai("kuupanda", "2026-03-03", "2026-03-12", 4, 5, None, "bien")
    assert session.dossier.essais[0] == attendu
    assert premiere.groupe.titre.text() == "Kuupanda, du 3 mars 2026 au 12 mars 2026, moyenne 4,5 sur 5"
    assert not essais.table.isHidden()
    premiere.notes["pertinence"].segments.bouton("–").click()
    assert session.dossier.essais[0] == replace(attendu, pertinence=None)
    session.annulations.undo()
    assert premiere.notes["pertinence"].segments.choix == "5"
    premiere.outil.setCurrentIndex(premiere.outil.findData("amapj"))
    premiere.outil.choisi.emit("amapj")
    assert session.dossier.essais[0].outil == "amapj"


def test_une_date_fausse_se_dit_sur_place_et_ne_s_enregistre_pas(
    page: PageMethode, session: Session, qtbot: QtBot
) -> None:
    session.modifier_dossier(essais=(Essai("socleo", "2026-04-03"),))
    premiere = carte(journal(page), 0)
    premiere.du.selectAll()
    qtbot.keyClicks(premiere.du, "31/0")
    assert premiere.du.faute == ""
    qtbot.keyClicks(premiere.du, "2/2026")
    assert "jj/mm/aaaa" in premiere.du.faute and "31/02/2026" in premiere.du.faute
    assert session.dossier.essais[0].du == "2026-04-03"
    etiquete = premiere.du.parentWidget()
    assert etiquete is not None
    assert any(label.text() == premiere.du.faute for label in etiquete.findChildren(QLabel))
    qtbot.keyClick(premiere.du, Touche.Key_Escape)
    assert (premiere.du.text(), premiere.du.faute) == ("03/04/2026", "")
    assert premiere.inversion.isHidden()
    qtbot.keyClicks(premiere.au, "01/04/2026")
    assert premiere.inversion.text() == DATES_INVERSEES and not premiere.inversion.isHidden()
    premiere.au.clear()
    premiere.au.terminer()
    assert session.dossier.essais[0].au == "" and premiere.inversion.isHidden()


def test_supprimer_un_essai_garde_les_autres_et_s_annule(page: PageMethode, session: Session) -> None:
    session.modifier_dossier(essais=(Essai("socleo"), Essai("kuupanda"), Essai("amapj")))
    essais = journal(page)
    derniere = carte(essais, 2)
    carte(essais, 0).supprimer.click()
    assert [essai.outil for essai in session.dossier.essais] == ["kuupanda", "amapj"]
    assert essais.essais.rangees[1] is derniere and derniere.groupe.deplie
    assert essais.ajouter.hasFocus()
    assert lisible(page.bandeau.texte) == "Essai supprimé : Socleo"
    page.bandeau.bouton("Annuler").click()
    assert [essai.outil for essai in session.dossier.essais] == ["socleo", "kuupanda", "amapj"]
    assert essais.essais.rangees[2] is derniere
    assert page.bandeau.isHidden()


def test_l_annulation_proposee_disparait_au_changement_suivant(page: PageMethode, session: Session) -> None:
    session.modifier_dossier(essais=(Essai("socleo"),))
    carte(journal(page), 0).supprimer.click()
    assert not page.bandeau.isHidden()
    etape(page, 5).cases["acces"].click()
    assert page.bandeau.isHidden()
    assert session.dossier.essais == ()


def test_un_essai_d_un_outil_disparu_reste_lisible(page: PageMethode, session: Session) -> None:
    session.modifier_dossier(essais=(Essai("ancien", du="hier"),))
    premiere = carte(journal(page), 0)
    assert premiere.groupe.titre.text() == "ancien (absent du catalogue)"
    assert premiere.outil.currentData() == "ancien"
    assert premiere.du.text() == "hier"
    premiere.notes["ergonomie"].segments.bouton("2").click()
    assert session.dossier.essais == (Essai("ancien", du="hier", ergonomie=2),)


@pytest.mark.parametrize(
    ("essai", "titre"),
    [
        (Essai("socleo"), "Socleo"),
        (Essai("socleo", "2026-03-01"), "Socleo, à partir du 1er mars 2026"),
        (Essai("socleo", "", "2026-03-02"), "Socleo, jusqu'au 2 mars 2026"),
        (Essai("socleo", "2026-03-02", "2026-03-02"), "Socleo, le 2 mars 2026"),
        (Essai("socleo", efficacite=3), "Socleo, moyenne 3,0 sur 5"),
    ],
)
def test_titre_d_un_essai(catalogue: Catalogue, essai: Essai, titre: str) -> None:
    assert titre_essai(catalogue, essai) == titre


def test_le_tableau_des_essais(catalogue: Catalogue, qtmodeltester: ModelTester) -> None:
    modele = ModeleBilans(catalogue)
    qtmodeltester.check(modele)
    modele.montrer(
        comparer_essais(
            (
                Essai("socleo", "2026-03-01", "2026-03-03", 3, 4, None),
                Essai("ancien"),
                Essai("kuupanda", "2026-03-05", "2026-03-05", 5, 4, 4),
                Essai("kuupanda", "2026-03-07", "2026-03-07", 4, None, 4),
            )
        )
    )
    qtmodeltester.check(modele)
    grille = [[modele.index(rang, colonne).data() for colonne in Colonne] for rang in range(3)]
    assert grille == [
        ["Kuupanda\n2 essais, 2 jours", "4,5", "4,0", "4,0", "4,2"],
        ["Socleo\n1 essai, 3 jours", "3,0", "4,0", "–", "3,5"],
        ["ancien (absent du catalogue)\n1 essai", "–", "–", "–", "–"],
    ]
    titres = [modele.headerData(colonne, Qt.Orientation.Horizontal) for colonne in Colonne]
    assert titres == ["Outil", "Ergonomie", "Pertinence", "Efficacité", "Moyenne"]
    modele.serrer(True)
    assert lisible(modele.index(1, 0).data()).split("\n")[2:] == [
        "Ergonomie : 3,0",
        "Pertinence : 4,0",
        "Efficacité : –",
    ]


def test_les_notes_passent_sous_le_nom_quand_la_place_manque(
    session: Session, qtbot: QtBot, qapp: QApplication
) -> None:
    appliquer(qapp, "clair", 2.0)
    session.modifier_dossier(essais=(Essai("socleo", ergonomie=3),))
    page = ouvrir(session, qtbot)
    table = journal(page).table
    assert table.isColumnHidden(Colonne.ERGONOMIE) and not table.isColumnHidden(Colonne.MOYENNE)
    page.resize(2600, 1400)
    qtbot.waitUntil(lambda: not table.isColumnHidden(Colonne.ERGONOMIE))


def test_ce_qui_manque_a_la_comparaison_se_dit(page: PageMethode, session: Session) -> None:
    session.modifier_dossier(essais=(Essai("socleo", "2026-03-01", "2026-03-03", 3, 4, None),))
    textes = [label.text() for label in journal(page).findChildren(QLabel)]
    assert "Socleo. Il manque la note d'efficacité." in textes


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_une_date_ecrite_se_relit(jour: date) -> None:
    assert lire_date(ecrire_date(jour.isoformat())) == jour.isoformat()


@pytest.mark.parametrize(
    "texte", ["31/02/2026", "1/2", "mars", "12/03/26", "2026-03-12", "1/1/1899", "1/1/1/1"]
)
def test_dates_refusees(texte: str) -> None:
    with pytest.raises(SituationInvalide, match="jj/mm/aaaa"):
        lire_date(texte)


# Les formations


def test_le_plan_de_formation(page: PageMethode, session: Session, qtbot: QtBot) -> None:
    formations = plan(page)
    formations.ajouter.click()
    formations.ajouter.click()
    assert formation(formations, 1).champs["personne"].hasFocus()
    for champ, texte in (("personne", "Camille"), ("sujet", "Les stocks"), ("quand", "avant mars")):
        qtbot.keyClicks(formation(formations, 1).champs[champ], texte)
    formation(formations, 1).faite.click()
    faite = Formation("Camille", "Les stocks", "avant mars", True)
    assert session.dossier.formations == (Formation(), faite)
    assert page.modele.index(5).data(RANGEE).constat == "2 formations prévues"
    gardee = formation(formations, 1)
    formation(formations, 0).supprimer.click()
    assert session.dossier.formations == (faite,)
    assert formations.formations.rangees == [gardee]
    assert lisible(page.bandeau.texte) == "Formation supprimée : ligne vide"
    gardee.supprimer.click()
    session.annulations.undo()
    assert session.dossier.formations == (faite,)
    assert formation(formations, 0).champs["sujet"].text() == "Les stocks"
    assert "Camille, Les stocks" in formation(formations, 0).supprimer.accessibleName()


# Les questions


def test_regarder_les_questions_n_en_garde_aucune(page: PageMethode, session: Session) -> None:
    vue = questions(page)
    outils = [session.catalogue.par_outil[outil].nom for outil in session.comparaison.ordre[:3]]
    titres = [g.titre.text() for g in vue.groupes.rangees if isinstance(g, GroupeQuestions)]
    assert [titre.split("\u00a0:")[0] for titre in titres] == outils
    assert groupe(page, 0).deplie
    for rang in range(3):
        groupe(page, rang)
    assert session.dossier.questions == () and not session.annulations.canUndo()


def test_les_questions_sont_celles_des_outils_preselectionnes(page: PageMethode, session: Session) -> None:
    session.modifier_dossier(preselection=DEUX_OUTILS)
    vue = questions(page)
    assert [g.outil for g in vue.groupes.rangees if isinstance(g, GroupeQuestions)] == list(DEUX_OUTILS)
    attendues = proposer(session.catalogue, session.situation, ["kuupanda"])
    premier = groupe(page)
    assert [question(premier, r).retenue.mots for r in range(len(attendues))] == [q.texte for q in attendues]
    assert lisible(premier.titre.text()) == f"Kuupanda : {len(attendues)} questions"
    session.modifier_dossier(preselection=("socleo",))
    assert [g.outil for g in vue.groupes.rangees if isinstance(g, GroupeQuestions)] == ["socleo"]


def test_le_dossier_ne_garde_que_ce_que_la_ferme_touche(
    page: PageMethode, session: Session, qtbot: QtBot
) -> None:
    session.modifier_dossier(preselection=DEUX_OUTILS)
    premier = groupe(page)
    proposees = proposer(session.catalogue, session.situation, ["kuupanda"])
    rangee = question(premier, 1)
    rangee.retenue.click()
    assert session.dossier.questions == (replace(proposees[1], retenue=False),)
    assert rangee.reponse.isHidden()
    rangee.retenue.click()
    assert session.dossier.questions == ()
    qtbot.keyClicks(rangee.reponse, "Oui.")
    assert session.dossier.questions == (replace(proposees[1], reponse="Oui."),)
    assert "1 réponse" in premier.titre.text()
    assert page.modele.index(2).data(RANGEE).constat == "1 réponse d'éditeur"
    rangee.modifier.click()
    assert rangee.texte.hasFocus()
    rangee.texte.selectAll()
    qtbot.keyClicks(rangee.texte, "Et nos prix ?")
    assert session.dossier.questions == (replace(proposees[1], texte="Et nos prix ?", reponse="Oui."),)
    assert rangee.retenue.mots == "Et nos prix ?"
    rangee.revenir.click()
    assert rangee.texte.texte == proposees[1].texte and rangee.revenir.isHidden()
    rangee.reponse.selectAll()
    qtbot.keyClick(rangee.reponse, Touche.Key_Delete)
    assert session.dossier.questions == ()


def test_une_reponse_survit_au_besoin_qui_la_posait(
    page: PageMethode, session: Session, qtbot: QtBot
) -> None:
    session.modifier_dossier(preselection=DEUX_OUTILS)
    session.modifier(exigences=MappingProxyType({"chorus-pro": "indispensable"}))
    premier = groupe(page)
    assert "Chorus Pro" in question(premier, 0).retenue.mots
    qtbot.keyClicks(question(premier, 0).reponse, "En projet")
    session.modifier(exigences=MappingProxyType({}))
    derniere = question(premier, len(premier.questions.rangees) - 1)
    assert derniere.reponse.toPlainText() == "En projet"
    session.modifier_dossier(preselection=("socleo",))
    assert [g.outil for g in questions(page).groupes.rangees if isinstance(g, GroupeQuestions)] == [
        "socleo",
        "kuupanda",
    ]


def test_ses_propres_questions(page: PageMethode, session: Session, qtbot: QtBot) -> None:
    session.modifier_dossier(preselection=DEUX_OUTILS)
    premier = groupe(page)
    avant = len(premier.questions.rangees)
    premier.ajouter.click()
    premier.ajouter.click()
    assert lisible(premier.titre.text()) == f"Kuupanda : {avant} questions"
    une, autre = question(premier, avant), question(premier, avant + 1)
    assert une.retenue.mots == SANS_TEXTE and autre.texte.hasFocus()
    qtbot.keyClicks(une.texte, "Une ?")
    qtbot.keyClicks(autre.texte, "Deux ?")
    assert session.dossier.questions == (Question("kuupanda", "Une ?"), Question("kuupanda", "Deux ?"))
    une.supprimer.click()
    assert session.dossier.questions == (Question("kuupanda", "Deux ?"),)
    assert premier.questions.rangees[-1] is autre
    qtbot.keyClicks(autre.reponse, "Non.")
    assert session.dossier.questions == (Question("kuupanda", "Deux ?", reponse="Non."),)
    assert question(premier, 0).supprimer.isHidden()


def test_deux_questions_semblables_restent_distinctes(
    page: PageMethode, session: Session, qtbot: QtBot
) -> None:
    pareilles = (Question("kuupanda", "Et ?"), Question("kuupanda", "Et ?"))
    session.modifier_dossier(preselection=DEUX_OUTILS, questions=pareilles)
    premier = groupe(page)
    qtbot.keyClicks(question(premier, len(premier.questions.rangees) - 1).reponse, "x")
    assert session.dossier.questions == (pareilles[0], replace(pareilles[1], reponse="x"))


def test_copier_les_questions_d_un_outil(page: PageMethode, session: Session, qtbot: QtBot) -> None:
    session.modifier_dossier(preselection=("nectargo", "socleo"))
    premier = groupe(page)
    for rang in range(1, len(premier.questions.rangees)):
        question(premier, rang).retenue.click()
    premier.ajouter.click()
    premier.ajouter.click()
    qtbot.keyClicks(question(premier, len(premier.questions.rangees) - 2).texte, "Et les consignes ?")
    premier.copier.click()
    assert lisible(QGuiApplication.clipboard().text()) == (
        "Bonjour,\n\n"
        "Nous étudions NectarGo pour nos ventes en circuits courts, et nous aimerions savoir :\n\n"
        "1. Si nous arrêtons, quel préavis devons-nous donner, et à quelles conditions ?\n"
        "2. Et les consignes ?\n\n"
        "Merci d'avance pour votre réponse.\n\n"
        "Ferme exemple"
    )
    assert lisible(page.bandeau.texte).startswith("2 questions copiées pour NectarGo")
    qtbot.keyClicks(question(premier, 0).reponse, "Un mois")
    premier.copier.click()
    assert "préavis" not in QGuiApplication.clipboard().text()
    question(premier, len(premier.questions.rangees) - 2).retenue.click()
    premier.copier.click()
    assert lisible(page.bandeau.texte).startswith("Rien à copier pour NectarGo")
    page.aller(1)
    assert page.bandeau.isHidden()
    assert message("X", "", ()) == ""


def test_les_contacts_sont_a_un_clic(page: PageMethode, session: Session, qtbot: QtBot) -> None:
    session.modifier_dossier(preselection=DEUX_OUTILS)
    with qtbot.waitSignal(page.page_demandee) as demande:
        groupe(page, 1).contacts.click()
    assert demande.args == ["fiches"] and session.outil == "socleo"


def test_tous_les_outils_ecartes(page: PageMethode, session: Session) -> None:
    session.modifier(ca_particuliers=Fraction(0))
    vue = questions(page)
    assert vue.groupes.rangees == []
    assert AUCUN_OUTIL in [label.text() for label in vue.findChildren(QLabel) if not label.isHidden()]
    vue.preselection.deplier()
    vue.preselection.cartes["kuupanda"].click()
    assert [g.outil for g in vue.groupes.rangees if isinstance(g, GroupeQuestions)] == ["kuupanda"]


def test_une_frappe_ne_repropose_pas(
    catalogue: Catalogue, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    appels: list[object] = []

    def compter(*arguments: object) -> tuple[Question, ...]:
        appels.append(arguments)
        return ()

    monkeypatch.setattr("gui.composants.methode_questions_mots.proposer", compter)
    lecteur = QuestionsDuDossier(catalogue)
    lecteur.lire(session.dossier, session.comparaison)
    session.modifier_dossier(questions=(Question("socleo", "Et ?"),))
    lecteur.lire(session.dossier, session.comparaison)
    assert len(appels) == 1
    session.modifier(horizon=7)
    lecteur.lire(session.dossier, session.comparaison)
    assert len(appels) == 2


# Ce que toutes partagent


class _Lettre(QLabel):
    """Rangée la plus simple qui soit."""

    def montrer(self, element: str) -> None:
        self.setText(element)


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=5), min_size=1, max_size=5))
def test_des_rangees_suivent_leur_liste(suites: list[list[str]]) -> None:
    rangees = Rangees(_Lettre, 0)
    for suite in suites:
        rangees.montrer(suite)
        assert [rangee.text() for rangee in rangees.rangees if isinstance(rangee, QLabel)] == suite
    rangees.deleteLater()


def test_une_rangee_garde_son_element_quand_une_autre_part_ou_vient(qtbot: QtBot) -> None:
    rangees = Rangees(_Lettre, 0)
    qtbot.addWidget(rangees)
    rangees.montrer("abcd")
    a, _, c, d = rangees.rangees
    rangees.montrer("acd")
    assert rangees.rangees == [a, c, d]
    rangees.montrer("axcd")
    assert [rangees.rangees[0], *rangees.rangees[2:]] == [a, c, d]


def peupler(session: Session) -> None:
    """Un dossier où chaque partie de la page a de quoi se montrer, textes longs compris."""
    longue = "Le poids réel se corrige mal au téléphone, les commandes du jeudi arrivent bien. " * 6
    session.modifier(nom="Ferme " + "des Quatre-Vents et de la Source " * 4)
    session.modifier_dossier(
        preselection=("la-ruche-qui-dit-oui", "coopcircuits", "kuupanda", "socleo"),
        essais=(Essai("kuupanda", "2026-03-03", "2026-03-01", 4, 5, None, longue[:500]), Essai("ancien")),
        formations=(Formation("Camille", longue[:200], "avant la saison", True),),
        etapes=MappingProxyType({n: SuiviEtape(notes=longue[:500]) for n in ETAPES}),
        questions=(Question("kuupanda", longue[:400]),),
    )


def tout_deplier(page: PageMethode) -> None:
    for widget in page.vue.findChildren(QWidget):
        if hasattr(widget, "deplier"):
            widget.deplier()


def controles(racine: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in racine.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(racine)
    ]


@pytest.mark.parametrize("numero", [*ETAPES, QUESTIONS])
def test_chaque_controle_se_nomme_et_s_atteint_au_clavier(
    page: PageMethode, session: Session, qtbot: QtBot, numero: int
) -> None:
    peupler(session)
    page.aller(numero)
    tout_deplier(page)
    qtbot.waitUntil(lambda: coupes(page) == [])
    voulus = controles(page.vue)
    sans_nom = [w for w in voulus if not (w.accessibleName() or getattr(w, "text", str)())]
    assert sans_nom == []
    atteints: list[QWidget] = []
    widget = page.liste.nextInFocusChain()
    while widget is not page.liste:
        if widget in voulus:
            atteints.append(widget)
        widget = widget.nextInFocusChain()
    assert len(atteints) == len(voulus)
    if numero == QUESTIONS:
        # Les outils à présélectionner se lisent par colonnes ; le reste, de haut en bas le long de la marge.
        coins = [widget.mapTo(page.vue, QPoint(0, 0)) for widget in atteints]
        hauts = [coin.y() for coin in coins if coin.x() < page.vue.width() // 4]
        assert hauts == sorted(hauts)


def test_la_tabulation_suit_les_rangees_ajoutees(page: PageMethode, session: Session) -> None:
    formations = plan(page)
    formations.ajouter.click()
    formations.ajouter.click()
    suite = [
        *formation(formations, 0).champs.values(),
        formation(formations, 0).faite,
        formation(formations, 0).supprimer,
        *formation(formations, 1).champs.values(),
        formation(formations, 1).faite,
        formation(formations, 1).supprimer,
        formations.ajouter,
    ]
    visibles = [page.liste, *controles(page.vue)]
    widget: QWidget = suite[0]
    rencontres = [widget]
    while widget is not formations.ajouter:
        widget = widget.nextInFocusChain()
        if widget in visibles:
            rencontres.append(widget)
    assert rencontres == suite


def test_ordonner_le_clavier_compte(page: PageMethode) -> None:
    vue = etape(page, 1)
    QWidget.setTabOrder(vue.notes.zone, vue.cases["stocks"])
    ordonner_clavier(vue)
    widget: QWidget = vue.cases["stocks"]
    rencontres = []
    while widget is not vue.notes.zone:
        widget = widget.nextInFocusChain()
        if widget in vue.cases.values() or widget in vue.boutons.values():
            rencontres.append(widget)
    assert rencontres == [*list(vue.cases.values())[1:], *vue.boutons.values()]


@pytest.mark.parametrize(("theme", "echelle"), [("clair", 1.0), ("sombre", 1.5), ("clair", 2.0)])
def test_rien_n_est_coupe(
    session: Session, qtbot: QtBot, qapp: QApplication, theme: NomTheme, echelle: float
) -> None:
    appliquer(qapp, theme, echelle)
    peupler(session)
    page = ouvrir(session, qtbot)
    for numero in (*ETAPES, QUESTIONS):
        page.aller(numero)
        tout_deplier(page)
        # Les hauteurs se décident de proche en proche, de l'intérieur vers la zone qui défile.
        qtbot.waitUntil(lambda: coupes(page) == [])


def coupes(page: PageMethode) -> list[str]:
    """Mots qui n'ont pas la hauteur ou la largeur qu'il leur faut."""
    place = page.vue.parentWidget()
    assert place is not None
    trouves = [] if page.vue.width() <= place.width() else ["la page"]
    for widget in page.vue.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, QLabel | CaseSouple):
            droite = widget.mapTo(page.vue, QPoint(widget.width(), 0)).x()
            if widget.height() < widget.heightForWidth(widget.width()) or droite > page.vue.width():
                trouves.append(widget.text() if isinstance(widget, QLabel) else widget.mots)
    return trouves
