"""« On m'a proposé un autre tarif » : noté, montré partout à côté du guide, annulé ; le catalogue n'en sait rien."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.composants import resultat_outil
from gui.composants.grille_figee import GrilleFigee
from gui.composants.panneau_calculateur import PanneauCalculateur
from gui.composants.prix_propose_dialogue import DialoguePrixPropose
from gui.fenetre import Fenetre
from gui.pages.comparer import COTE_A_COTE, PageComparer
from gui.pages.fiches import PageFiches
from gui.pages.methode import PageMethode
from gui.pages.seuils import PageSeuils
from gui.rangement import NOM_BASE, Rangement
from gui.session import Session
from gui.tableaux import roles
from gui.tableaux.modele_dossiers import COUT, OUTIL, ModeleDossiers
from gui.tableaux.modele_entete import LigneTete, ModeleEntete
from gui.taches import Travaux
from gui.theme.style import appliquer, theme
from modele.catalogue.emplacements import BASE
from modele.catalogue.objets import Catalogue
from modele.comparaison import comparer
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.objets import Dossier, ResumeDossier
from modele.dossiers.rapide import lire_apercu
from modele.prix_propose import PrixPropose
from modele.situation import EXEMPLE, Situation
from modele.tarification.prix_proposes import Cible, cibles
from modele.tarification.prix_proposes import appliquer as poser_les_prix

ABONNEMENT = PrixPropose(
    "kuupanda", "standard", "abonnement", "mois", Fraction(24), "2026-03-03", "M. Durand, au salon"
)
STOCKS = PrixPropose("socleo", "", "module-stocks", "an", Fraction(120), "2026-03-12")
ORPHELIN = PrixPropose("disparu", "", "frais", "an", Fraction(5), "2026-01-01", "<b>X</b>")
HOSTILE = '<img src="file:///etc/passwd"> & <b>M.</b> =1+1'


def net(texte: str) -> str:
    return texte.replace("\u202f", " ").replace("\u00a0", " ")


def textes(widget: QWidget) -> str:
    """Tout ce qui se lit dans un widget."""
    return "\n".join(net(label.text()) for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def cible(catalogue: Catalogue, prix: PrixPropose) -> Cible:
    return next(c for c in cibles(catalogue.par_outil[prix.outil]) if c.cle == prix.cle)


def bouton(widget: QWidget, debut: str) -> QPushButton:
    """Bouton visible dont le nom lu à voix haute commence ainsi."""
    # Une carte neuve ne paraît qu'au tour suivant.
    QApplication.processEvents()
    return next(
        b
        for b in widget.findChildren(QPushButton)
        if b.isVisibleTo(widget) and net(b.accessibleName()).startswith(debut)
    )


Ouvrir = Callable[..., PanneauCalculateur]


@pytest.fixture
def ouvrir(catalogue: Catalogue, qtbot: QtBot) -> Ouvrir:
    def faire(
        *prix: PrixPropose, outil: str = "kuupanda", situation: Situation = EXEMPLE
    ) -> PanneauCalculateur:
        session = Session(catalogue, dossier=Dossier(situation.nom, situation, prix_proposes=prix))
        session.selectionner(outil=outil)
        panneau = PanneauCalculateur(session)
        session.setParent(panneau)
        qtbot.addWidget(panneau)
        panneau.resize(theme().px(330), 900)
        with qtbot.waitActive(panneau):
            panneau.show()
            panneau.activateWindow()
        panneau.expliquer(outil)
        return panneau

    return faire


def session_de(panneau: PanneauCalculateur) -> Session:
    session = panneau.findChild(Session)
    assert isinstance(session, Session)
    return session


def formulaire(widget: QWidget) -> DialoguePrixPropose:
    (dialogue,) = widget.window().findChildren(DialoguePrixPropose)
    return dialogue


def cout(session: Session, outil: str) -> Any:
    return session.comparaison.par_outil[outil].cout.annee_suivante.ferme


# --- Session ---------------------------------------------------------------------------------------------------


def test_la_session_compare_avec_les_prix_du_dossier(catalogue: Catalogue) -> None:
    session = Session(catalogue)
    avant = session.comparaison
    session.modifier_dossier(prix_proposes=(ABONNEMENT,))
    assert session.comparaison == comparer(poser_les_prix(catalogue, (ABONNEMENT,)), session.situation)
    assert cout(session, "kuupanda") == avant.par_outil["kuupanda"].cout.annee_suivante.ferme + 48
    assert session.catalogue_du_guide is catalogue
    session.annulations.undo()
    assert (session.comparaison, session.catalogue) == (avant, catalogue)
    assert session.annulations.redoText().endswith("un tarif proposé")
    session.annulations.redo()
    assert session.dossier.prix_proposes == (ABONNEMENT,)
    session.ouvrir(Dossier("Autre", EXEMPLE))
    assert cout(session, "kuupanda") == avant.par_outil["kuupanda"].cout.annee_suivante.ferme


def test_une_frappe_ne_repose_pas_les_prix(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(catalogue, dossier=Dossier("", EXEMPLE, prix_proposes=(ABONNEMENT,)))
    ajuste = session.catalogue

    def interdit(*_arguments: object) -> None:
        raise AssertionError("les prix sont reposés")

    monkeypatch.setattr("gui.session.appliquer", interdit)
    session.modifier(ca_particuliers=Fraction(31_000))
    session.modifier_dossier(preselection=("socleo",))
    assert session.catalogue is ajuste
    with pytest.raises(AssertionError, match="reposés"):
        session.modifier_dossier(prix_proposes=())


def test_deux_prix_notes_coup_sur_coup_s_annulent_un_a_un(catalogue: Catalogue) -> None:
    session = Session(catalogue)
    session.modifier_dossier(prix_proposes=(ABONNEMENT,))
    session.modifier_dossier(prix_proposes=(ABONNEMENT, STOCKS))
    session.annulations.undo()
    assert session.dossier.prix_proposes == (ABONNEMENT,)


# --- Formulaire ------------------------------------------------------------------------------------------------


def test_noter_au_clavier_puis_revenir_et_annuler(ouvrir: Ouvrir, qtbot: QtBot) -> None:
    panneau = ouvrir()
    session = session_de(panneau)
    guide = cout(session, "kuupanda")
    geste = bouton(panneau.resultat, "On m'a proposé un autre tarif (Abonnement")
    geste.setFocus()
    qtbot.keyClick(geste, Qt.Key.Key_Space)
    dialogue = formulaire(panneau)
    assert "Le guide dit 20,00 € par mois." in textes(dialogue)
    assert not dialogue.noter.isEnabled()
    assert dialogue.revenir.isHidden()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialogue.prix)
    qtbot.keyClicks(dialogue.prix, "24")
    qtbot.keyClick(dialogue.prix, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is dialogue.le
    dialogue.le.selectAll()
    qtbot.keyClicks(dialogue.le, "3/3/2026")
    qtbot.keyClick(dialogue.le, Qt.Key.Key_Tab)
    assert dialogue.le.text() == "03/03/2026"
    qtbot.keyClicks(dialogue.par, "M. Durand, au salon")
    qtbot.keyClick(dialogue.par, Qt.Key.Key_Return)
    assert session.dossier.prix_proposes == (ABONNEMENT,)
    assert cout(session, "kuupanda") == guide + 48
    assert "12 mois × 24,00 € (tarif proposé le 3 mars 2026 ; guide : 20,00 €)" in textes(panneau.resultat)
    assert "M. Durand, au salon" in textes(panneau.resultat)
    bouton(panneau.resultat, "Revenir au tarif du guide (Abonnement").click()
    assert (session.dossier.prix_proposes, cout(session, "kuupanda")) == ((), guide)
    session.annulations.undo()
    assert cout(session, "kuupanda") == guide + 48
    session.annulations.undo()
    assert (session.dossier.prix_proposes, cout(session, "kuupanda")) == ((), guide)


def test_un_taux_se_dit_en_pour_cent(ouvrir: Ouvrir, qtbot: QtBot) -> None:
    panneau = ouvrir()
    bouton(panneau.resultat, "On m'a proposé un autre tarif (Frais de paiement").click()
    dialogue = formulaire(panneau)
    assert "Le guide dit 1,8 % du montant TTC payé en ligne." in textes(dialogue)
    qtbot.keyClicks(dialogue.prix, "101")
    assert not dialogue.noter.isEnabled()
    dialogue.prix.clear()
    qtbot.keyClicks(dialogue.prix, "1,55")
    dialogue.noter.click()
    (prix,) = session_de(panneau).dossier.prix_proposes
    assert prix.prix == Fraction("0.0155")
    assert "1,55 % × 31 650,00 €" in textes(panneau.resultat)


@pytest.mark.parametrize(
    ("champ", "texte"), [("prix", "-4"), ("prix", "gratuit"), ("le", "30/02/2026"), ("le", "1/1/1950")]
)
def test_rien_ne_se_note_tant_qu_un_champ_est_faux(
    ouvrir: Ouvrir, qtbot: QtBot, catalogue: Catalogue, champ: str, texte: str
) -> None:
    panneau = ouvrir()
    dialogue = panneau.resultat.gestes.proposer(cible(catalogue, ABONNEMENT))
    qtbot.keyClicks(dialogue.prix, "24")
    assert dialogue.noter.isEnabled()
    widget = getattr(dialogue, champ)
    widget.selectAll()
    qtbot.keyClicks(widget, texte)
    assert not dialogue.noter.isEnabled()
    qtbot.keyClick(widget, Qt.Key.Key_Return)
    assert session_de(panneau).dossier.prix_proposes == ()
    dialogue.reject()


def test_renoncer_ne_change_rien(ouvrir: Ouvrir, qtbot: QtBot, catalogue: Catalogue) -> None:
    panneau = ouvrir(ABONNEMENT)
    dialogue = panneau.resultat.gestes.proposer(cible(catalogue, ABONNEMENT))
    assert (net(dialogue.prix.text()), dialogue.le.text()) == ("24,00", "03/03/2026")
    dialogue.prix.selectAll()
    qtbot.keyClicks(dialogue.prix, "99")
    dialogue.renoncer.click()
    assert session_de(panneau).dossier.prix_proposes == (ABONNEMENT,)
    assert not session_de(panneau).annulations.canUndo()


def test_un_frais_sans_prix_en_recoit_un_et_l_oublie(ouvrir: Ouvrir, qtbot: QtBot) -> None:
    panneau = ouvrir(outil="socleo")
    session = session_de(panneau)
    guide = cout(session, "socleo")
    assert "Module de gestion des stocks : non chiffré" in textes(panneau.resultat)
    bouton(panneau.resultat, "On m'a proposé un tarif (Module de gestion des stocks").click()
    dialogue = formulaire(panneau)
    assert "Divisez-le par vos 3 années" in textes(dialogue)
    qtbot.keyClicks(dialogue.prix, "120")
    dialogue.noter.click()
    assert cout(session, "socleo") == guide + 120
    assert "Module de gestion des stocks : non chiffré" not in textes(panneau.resultat)
    assert "Module de gestion des stocks : 120,00 €" in textes(panneau.resultat)
    bouton(panneau.resultat, "Oublier ce tarif (Module de gestion des stocks").click()
    assert cout(session, "socleo") == guide


def test_le_formulaire_tient_dans_la_fenetre_au_texte_double(
    qtbot: QtBot, catalogue: Catalogue, qapp: QApplication
) -> None:
    appliquer(qapp, "sombre", 2.0)
    fenetre = QWidget()
    qtbot.addWidget(fenetre)
    fenetre.resize(1366, 700)
    fenetre.show()
    dialogue = DialoguePrixPropose(cible(catalogue, ABONNEMENT), ABONNEMENT, 3, fenetre)
    dialogue.open()
    assert dialogue.height() <= 700 and dialogue.width() <= 1366
    for widget in (
        dialogue.prix,
        dialogue.le,
        dialogue.par,
        dialogue.noter,
        dialogue.revenir,
        dialogue.renoncer,
    ):
        assert widget.accessibleName() or isinstance(widget, QPushButton)
        assert widget.isVisible()
    dialogue.close()


# --- Lignes du calculateur -------------------------------------------------------------------------------------


def test_menu_d_une_ligne_a_la_souris_et_au_clavier(
    ouvrir: Ouvrir, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panneau = ouvrir(ABONNEMENT)
    menus: list[QMenu] = []
    monkeypatch.setattr(resultat_outil.QMenu, "popup", lambda menu, _place: menus.append(menu))
    lignes = panneau.resultat._lignes
    lignes.setCurrentIndex(lignes.model().index(0))
    place = lignes.visualRect(lignes.model().index(1)).center()
    for raison, ou in (
        (QContextMenuEvent.Reason.Keyboard, QPoint()),
        (QContextMenuEvent.Reason.Mouse, place),
    ):
        QApplication.sendEvent(lignes.viewport(), QContextMenuEvent(raison, ou, lignes.mapToGlobal(ou)))
    actions = [[net(action.text()) for action in menu.actions()] for menu in menus]
    assert actions == [
        ["Pourquoi ce montant ?", "Changer le tarif proposé…", "Revenir au tarif du guide"],
        ["Pourquoi ce montant ?", "On m'a proposé un autre tarif…"],
    ]
    menus[0].actions()[2].trigger()
    assert session_de(panneau).dossier.prix_proposes == ()
    menus[1].actions()[1].trigger()
    assert formulaire(panneau).isVisible()
    formulaire(panneau).reject()


def test_un_total_n_a_pas_de_menu(ouvrir: Ouvrir, monkeypatch: pytest.MonkeyPatch) -> None:
    panneau = ouvrir()
    monkeypatch.setattr(resultat_outil.QMenu, "popup", lambda *_: pytest.fail("menu ouvert"))
    lignes = panneau.resultat._lignes
    lignes.setCurrentIndex(lignes.model().index(lignes.model().rowCount() - 1))
    evenement = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(lignes.viewport(), evenement)


def test_mois_offerts_et_plancher_n_ont_pas_de_geste(ouvrir: Ouvrir) -> None:
    panneau = ouvrir(outil="coopcircuits", situation=replace(EXEMPLE, ca_particuliers=Fraction(1_000)))
    noms = [
        net(b.accessibleName())
        for b in panneau.resultat.findChildren(QPushButton)
        if b.isVisibleTo(panneau) and "proposé" in b.accessibleName()
    ]
    assert not any("Plancher" in nom for nom in noms)
    assert any("Commission" in nom for nom in noms)


# --- Liste des prix du dossier ---------------------------------------------------------------------------------


def test_la_liste_dit_ce_qui_compte_et_ce_qui_ne_compte_pas(ouvrir: Ouvrir, qtbot: QtBot) -> None:
    collectif = replace(
        ABONNEMENT, outil="socleo", porteur="collectif", composante="mise-en-service-particuliers"
    )
    collectif = replace(collectif, assiette="an")
    panneau = ouvrir(ABONNEMENT, collectif, ORPHELIN)
    liste = panneau.resultat.prix_proposes
    assert liste.isVisibleTo(panneau.resultat)
    dits = [textes(carte) for carte in liste.cartes]
    assert "guide : 20,00 € par mois" in dits[0] and "Pas compté" not in dits[0]
    assert "Pas compté aujourd'hui" in dits[1]
    assert "Le catalogue ne connaît plus cet outil." in dits[2]
    assert "<b>X</b>" in dits[2]
    session = session_de(panneau)
    session.modifier(organisation="collectif")
    assert "Pas compté" not in textes(liste.cartes[1])
    bouton(liste, "Oublier ce tarif (disparu").click()
    assert session.dossier.prix_proposes == (ABONNEMENT, collectif)
    bouton(liste, "Changer le tarif proposé (Kuupanda").click()
    dialogue = formulaire(panneau)
    dialogue.prix.selectAll()
    qtbot.keyClicks(dialogue.prix, "21")
    dialogue.noter.click()
    assert session.dossier.prix_proposes[0].prix == 21
    session.modifier_dossier(prix_proposes=())
    assert liste.isHidden()


def test_la_liste_n_est_refaite_que_si_elle_change(ouvrir: Ouvrir) -> None:
    panneau = ouvrir(ABONNEMENT)
    cartes = panneau.resultat.prix_proposes.cartes
    session_de(panneau).modifier(ca_particuliers=Fraction(31_234))
    assert panneau.resultat.prix_proposes.cartes is cartes


# --- Grille et autres pages ------------------------------------------------------------------------------------


def test_la_grille_marque_d_un_mot_le_cout_a_un_prix_propose(
    catalogue: Catalogue, qtmodeltester: ModelTester
) -> None:
    modele = ModeleEntete(comparer(poser_les_prix(catalogue, (ABONNEMENT,)), EXEMPLE))
    qtmodeltester.check(modele)
    marques = {
        modele.resultat(colonne).outil: modele.index(LigneTete.COUT, colonne).data(roles.CASE).marque
        for colonne in range(modele.columnCount())
    }
    assert {outil for outil, marque in marques.items() if marque} == {"kuupanda"}
    assert marques["kuupanda"] == "proposé"
    case = modele.index(LigneTete.COUT, modele.colonne("kuupanda"))
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert "tarif proposé le 3 mars 2026, M. Durand, au salon ; guide : 20,00 €" in net(case.data(role))
    modele.montrer(comparer(catalogue, EXEMPLE))
    assert not modele.marques


def test_la_marque_a_sa_place_dans_la_grille(catalogue: Catalogue, qtbot: QtBot) -> None:
    grille = GrilleFigee(catalogue, comparer(catalogue, EXEMPLE))
    qtbot.addWidget(grille)
    grille.resize(1000, 500)
    grille.show()
    hauteur = grille.tete.rowHeight(LigneTete.COUT)
    nue = grille.tete.grab().toImage()
    grille.montrer(comparer(poser_les_prix(catalogue, (ABONNEMENT,)), EXEMPLE))
    assert grille.tete.rowHeight(LigneTete.COUT) > hauteur
    assert grille.tete.height() == sum(grille.tete.rowHeight(ligne) for ligne in LigneTete)
    assert grille.tete.grab().toImage() != nue
    grille.montrer(comparer(catalogue, EXEMPLE))
    assert grille.tete.rowHeight(LigneTete.COUT) == hauteur


def test_les_pages_disent_le_prix_propose_et_celui_du_guide(catalogue: Catalogue, qtbot: QtBot) -> None:
    situation = replace(EXEMPLE, exigences=MappingProxyType({"autonomie": "souhaite"}))
    dossier = Dossier("", situation, prix_proposes=(ABONNEMENT,), preselection=("kuupanda", "socleo"))
    session = Session(catalogue, dossier=dossier)
    session.selectionner("kuupanda", "")
    comparer_, fiches, seuils = PageComparer(session), PageFiches(session), PageSeuils(session)
    for page in (comparer_, fiches, seuils):
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
    assert "guide : 20,00 €" in textes(comparer_.detail)
    comparer_.montrer_vue(COTE_A_COTE)
    cote = textes(comparer_)
    assert "Abonnement : 24,00 € par mois, tarif proposé le 3 mars 2026" in cote and "guide : 20,00 €" in cote
    assert "guide : 20,00 €" in textes(seuils.lecture)
    assert "Avec un tarif proposé" in textes(fiches.carte)
    assert "guide : 20,00 €" in net(fiches.lecture.toPlainText())
    session.modifier_dossier(prix_proposes=())
    for widget in (comparer_, seuils.lecture, fiches.carte):
        assert "proposé" not in textes(widget)


def test_les_questions_gardent_le_prix_du_guide(catalogue: Catalogue, qtbot: QtBot) -> None:
    dossier = Dossier("", EXEMPLE, prix_proposes=(ABONNEMENT,), preselection=("kuupanda",))
    session = Session(catalogue, dossier=dossier)
    page = PageMethode(session)
    qtbot.addWidget(page)
    montrees = page._questions.lire(session.dossier, session.comparaison)["kuupanda"]
    tarif = next(q.question.texte for q in montrees if q.question.cle.startswith("tarif-"))
    assert "20 € par mois" in net(tarif) and "24" not in tarif


def test_une_option_dit_son_prix_propose_et_celui_du_guide(ouvrir: Ouvrir) -> None:
    tpe = PrixPropose("socleo", "tpe", "tpe-integration", "an", Fraction(90), "2026-03-03")
    panneau = ouvrir(tpe)
    panneau.formules.deplier()
    assert "90 € la première année (tarif proposé ; guide : 150 € la première année)" in textes(
        panneau.formules
    )
    session_de(panneau).modifier_dossier(prix_proposes=())
    assert "tarif proposé" not in textes(panneau.formules)


def test_l_accueil_compte_les_prix_de_chaque_dossier(catalogue: Catalogue) -> None:
    commun = ("2026-11-23T10:00:00", False, False)
    gratuit = replace(ABONNEMENT, prix=Fraction(0))
    taux = replace(
        ABONNEMENT, composante="paiement-en-ligne", assiette="encaisse_en_ligne_ttc", prix=Fraction(0)
    )
    besoin = replace(EXEMPLE, exigences={"autonomie": "indispensable", "mails-clients": "souhaite"})
    modele = ModeleDossiers(catalogue)
    modele.fixer(
        (
            ResumeDossier(1, "Sans", *commun, besoin),
            ResumeDossier(2, "Avec", *commun, besoin, (gratuit, taux)),
        )
    )
    sans, avec = ([modele.index(rang, colonne).data() for colonne in (OUTIL, COUT)] for rang in range(2))
    assert sans != avec
    assert [net(texte) for texte in avec] == ["Kuupanda", "0 €"]
    modele.fixer((ResumeDossier(1, "Sans", *commun, besoin), ResumeDossier(2, "Avec", *commun, besoin)))
    assert [modele.index(1, colonne).data() for colonne in (OUTIL, COUT)] == sans


# --- Texte hostile, base, catalogue ----------------------------------------------------------------------------


def test_texte_hostile_montre_tel_quel(ouvrir: Ouvrir, catalogue: Catalogue, qtbot: QtBot) -> None:
    panneau = ouvrir(replace(ABONNEMENT, par=HOSTILE))
    assert HOSTILE in textes(panneau.resultat)
    for label in panneau.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or HOSTILE not in label.text()
    modele = ModeleEntete(session_de(panneau).comparaison)
    infobulle = modele.index(LigneTete.COUT, modele.colonne("kuupanda")).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img" in infobulle and "<img" not in infobulle
    dialogue = panneau.resultat.gestes.proposer(cible(catalogue, ABONNEMENT))
    assert dialogue.par.text() == HOSTILE
    dialogue.par.clear()
    QApplication.clipboard().setText("x\x00\u202e" + "é" * 500 + "\n<b>")
    dialogue.par.paste()
    assert len(dialogue.par.text()) <= 200
    dialogue.prix.setFocus()
    dialogue.noter.click()
    (prix,) = session_de(panneau).dossier.prix_proposes
    assert prix.par.isprintable()


def test_le_prix_survit_a_la_fermeture_et_le_catalogue_ne_change_pas(
    catalogue: Catalogue, qtbot: QtBot, tmp_path: Path
) -> None:
    empreinte = sha256(BASE.read_bytes()).hexdigest()
    reglages = QSettings(str(tmp_path / "fenetre.ini"), QSettings.Format.IniFormat)
    fenetre = Fenetre(reglages, Travaux(synchrone=True))
    qtbot.addWidget(fenetre)
    session = Session(catalogue, parent=fenetre)
    rangement = Rangement(session, tmp_path, fenetre)
    fenetre.accueillir(session, rangement)
    rangement.ouvrir_base(None)
    fenetre.show()
    fenetre.panneau.resultat.gestes.noter(ABONNEMENT)
    attendu = cout(session, "kuupanda")
    fenetre.close()
    apercu = lire_apercu(tmp_path, catalogue)
    assert apercu is not None and apercu.prix_proposes == (ABONNEMENT,)
    with DepotDossiers.ouvrir(tmp_path / NOM_BASE) as depot:
        (resume,) = depot.lister()
        assert resume.prix_proposes == depot.lire(resume.identifiant).prix_proposes == (ABONNEMENT,)
    autre = Session(catalogue)
    rouvert = Rangement(autre, tmp_path)
    rouvert.ouvrir_base(apercu)
    assert cout(autre, "kuupanda") == attendu
    rouvert.fermer()
    assert sha256(BASE.read_bytes()).hexdigest() == empreinte


def test_un_prix_note_pendant_la_lecture_de_la_base_l_emporte(
    catalogue: Catalogue, qtbot: QtBot, tmp_path: Path
) -> None:
    premiere = Session(catalogue)
    rangement = Rangement(premiere, tmp_path)
    rangement.ouvrir_base(None)
    rangement.fermer()
    apercu = lire_apercu(tmp_path, catalogue)
    session = Session(catalogue)
    rangement = Rangement(session, tmp_path)
    session.modifier_dossier(prix_proposes=(ABONNEMENT,))
    rangement.ouvrir_base(apercu)
    assert session.dossier.prix_proposes == (ABONNEMENT,)
    rangement.fermer()


def test_revenir_au_tarif_du_guide_laisse_le_clavier_sur_la_meme_ligne(ouvrir: Ouvrir) -> None:
    """Le lien disparaît : sans rien faire, Qt donnerait le clavier au prix d'une autre ligne."""
    panneau = ouvrir(ABONNEMENT)
    panneau.expliquer("kuupanda")
    geste = bouton(panneau.resultat, "Revenir au tarif du guide (Abonnement")
    geste.setFocus()
    geste.click()
    QApplication.processEvents()
    assert QApplication.focusWidget() is bouton(panneau.resultat, "On m'a proposé un autre tarif (Abonnement")
