"""« Accueil » avec une vraie base de dossiers : créer, ouvrir, copier, archiver, supprimer, remettre."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QInputDialog, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.fenetre import Fenetre
from gui.pages import accueil as page_accueil
from gui.pages.accueil import PageAccueil
from gui.rangement import NOM_BASE, Rangement
from gui.session import Session
from gui.tableaux.modele_dossiers import COUT, FERME, MODIFIE, OUTIL, ModeleDossiers
from gui.taches import Travaux
from modele.catalogue.objets import Catalogue
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.objets import ResumeDossier
from modele.dossiers.rapide import lire_apercu
from modele.situation import EXEMPLE


@pytest.fixture
def fenetre(qtbot: QtBot, catalogue: Catalogue, tmp_path: Path) -> Iterator[Fenetre]:
    """Fenêtre entière sur un dossier de données neuf, page « Accueil » ouverte."""
    yield ouvrir(qtbot, catalogue, tmp_path)


def ouvrir(qtbot: QtBot, catalogue: Catalogue, donnees: Path) -> Fenetre:
    """Ouvre la fenêtre comme le fait le démarrage."""
    session = Session(catalogue)
    rangement = Rangement(session, donnees)
    fenetre = Fenetre(
        QSettings(str(donnees / "fenetre.ini"), QSettings.Format.IniFormat), Travaux(synchrone=True)
    )
    qtbot.addWidget(fenetre)
    fenetre.accueillir(session, rangement)
    rangement.setParent(fenetre)
    rangement.ouvrir_base(lire_apercu(donnees, catalogue))
    fenetre.show()
    fenetre.montrer("accueil")
    return fenetre


def page(fenetre: Fenetre) -> PageAccueil:
    """La page « Accueil »."""
    fenetre.montrer("accueil")
    assert isinstance(fenetre.page, PageAccueil)
    return fenetre.page


def noms(accueil: PageAccueil) -> list[str]:
    """Fermes montrées, dans l'ordre."""
    return [accueil.filtre.index(rang, FERME).data() for rang in range(accueil.filtre.rowCount())]


def choisir(accueil: PageAccueil, nom: str) -> None:
    """Choisit une ferme dans la liste."""
    rang = [ferme.split(",")[0] for ferme in noms(accueil)].index(nom)
    accueil.liste.setCurrentIndex(accueil.filtre.index(rang, FERME))


def creer(fenetre: Fenetre, monkeypatch: pytest.MonkeyPatch, nom: str) -> None:
    """Crée un dossier par le bouton."""
    monkeypatch.setattr(page_accueil, "demander", lambda *_a: nom)
    page(fenetre).nouveau.click()


def test_premier_demarrage_montre_l_exemple_nomme_comme_tel(fenetre: Fenetre) -> None:
    accueil = page(fenetre)
    assert noms(accueil) == ["Ferme exemple, fournie avec l'application"]
    assert accueil.filtre.index(0, OUTIL).data() == "AmapJ, le moins cher"
    assert accueil.choisi is not None and accueil.choisi.exemple


def test_creer_puis_rouvrir_retrouve_tout(
    fenetre: Fenetre, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue, tmp_path: Path
) -> None:
    creer(fenetre, monkeypatch, "Ferme des Éclats")
    assert fenetre.session is not None
    fenetre.session.modifier(ca_particuliers=Fraction(42_000))
    fenetre.session.modifier_dossier(preselection=("kuupanda", "socleo"))
    fenetre.close()
    autre = ouvrir(qtbot, catalogue, tmp_path)
    assert autre.session is not None
    dossier = autre.session.dossier
    assert (dossier.nom, dossier.situation.ca_particuliers) == ("Ferme des Éclats", 42_000)
    assert dossier.preselection == ("kuupanda", "socleo")
    assert sorted(noms(page(autre)))[0] == "Ferme des Éclats"
    autre.close()


def test_changer_de_dossier_n_emporte_pas_les_annulations(
    fenetre: Fenetre, monkeypatch: pytest.MonkeyPatch
) -> None:
    creer(fenetre, monkeypatch, "Fromagerie")
    assert fenetre.session is not None
    fenetre.session.modifier(ca_professionnels=Fraction(9_000))
    accueil = page(fenetre)
    choisir(accueil, "Ferme exemple")
    accueil.bouton_ouvrir.click()
    assert fenetre.session.situation == EXEMPLE
    assert not fenetre.session.annulations.canUndo()
    accueil = page(fenetre)
    choisir(accueil, "Fromagerie")
    accueil.bouton_ouvrir.click()
    assert fenetre.session.situation.ca_professionnels == 9_000


def test_dupliquer_renommer_archiver(fenetre: Fenetre, monkeypatch: pytest.MonkeyPatch) -> None:
    creer(fenetre, monkeypatch, "Ferme A")
    accueil = page(fenetre)
    choisir(accueil, "Ferme A")
    accueil.bouton_dupliquer.click()
    assert len(noms(page(fenetre))) == 3
    copie = next(nom for nom in noms(accueil) if nom.startswith("Ferme A") and nom != "Ferme A")
    choisir(accueil, copie)
    monkeypatch.setattr(page_accueil, "demander", lambda *_a: "Ferme B")
    accueil.bouton_renommer.click()
    assert "Ferme B" in noms(accueil)
    choisir(accueil, "Ferme A")
    accueil.bouton_archiver.click()
    assert "Ferme A" not in noms(accueil)
    accueil.archives.setChecked(True)
    choisir(accueil, "Ferme A (archivé)")
    accueil.bouton_archiver.click()
    assert "Ferme A" in noms(accueil)


def test_supprimer_se_rattrape(fenetre: Fenetre, monkeypatch: pytest.MonkeyPatch) -> None:
    creer(fenetre, monkeypatch, "Ferme A")
    assert fenetre.session is not None
    fenetre.session.modifier(ca_particuliers=Fraction(12_345))
    accueil = page(fenetre)
    choisir(accueil, "Ferme A")
    accueil.bouton_supprimer.click()
    assert noms(accueil) == ["Ferme exemple, fournie avec l'application"]
    assert "Ferme A" in fenetre.bandeau.texte
    fenetre.bandeau.bouton("Annuler").click()
    assert fenetre.session.situation.ca_particuliers == 12_345
    assert "Ferme A" in noms(accueil)


def test_supprimer_le_dernier_dossier_ramene_l_exemple(fenetre: Fenetre) -> None:
    accueil = page(fenetre)
    accueil.bouton_supprimer.click()
    assert noms(accueil) == ["Ferme exemple, fournie avec l'application"]


def test_nom_refuse_est_redemande(fenetre: Fenetre, monkeypatch: pytest.MonkeyPatch) -> None:
    reponses = iter(["x" * 201, "Ferme courte"])
    invites: list[str] = []

    def demander(_parent: object, _titre: str, invite: str, *_reste: object) -> str:
        invites.append(invite)
        return next(reponses)

    monkeypatch.setattr(page_accueil, "demander", demander)
    page(fenetre).nouveau.click()
    assert len(invites) == 2 and "200" in invites[1]
    assert "Ferme courte" in noms(page(fenetre))


@pytest.mark.parametrize(("bouton", "verbe"), [("nouveau", "Créer"), ("bouton_renommer", "Renommer")])
def test_le_bouton_du_nom_dit_ce_qu_il_fera(fenetre: Fenetre, bouton: str, verbe: str) -> None:
    ecrits: list[str] = []

    def repondre() -> None:
        dialogue = QApplication.activeModalWidget()
        assert isinstance(dialogue, QInputDialog)
        ecrits.extend(b.text().replace("&", "") for b in dialogue.findChildren(QPushButton))
        dialogue.setTextValue("Ferme des Prés")
        dialogue.accept()

    QTimer.singleShot(0, repondre)
    getattr(page(fenetre), bouton).click()
    assert sorted(ecrits) == sorted([verbe, "Renoncer"])
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not fenetre.findChildren(QInputDialog), "le dialogue ne reste pas en mémoire"
    assert any("Ferme des Prés" in nom for nom in noms(page(fenetre)))


def test_renoncer_au_nom_ne_cree_rien(fenetre: Fenetre) -> None:
    def renoncer() -> None:
        dialogue = QApplication.activeModalWidget()
        assert isinstance(dialogue, QInputDialog)
        dialogue.setTextValue("Ferme des Prés")
        dialogue.reject()

    QTimer.singleShot(0, renoncer)
    page(fenetre).nouveau.click()
    assert noms(page(fenetre)) == ["Ferme exemple, fournie avec l'application"]


def test_echap_vide_la_recherche_d_une_ferme(fenetre: Fenetre, qtbot: QtBot) -> None:
    accueil = page(fenetre)
    accueil.recherche.setText("zzz")
    qtbot.keyClick(accueil.recherche, Qt.Key.Key_Escape)
    assert accueil.recherche.text() == ""
    qtbot.keyClick(accueil.recherche, Qt.Key.Key_Down)
    assert accueil.liste.hasFocus()


def test_chaque_changement_est_enregistre_sans_bouton(fenetre: Fenetre, qtbot: QtBot, tmp_path: Path) -> None:
    assert fenetre.session is not None and fenetre.rangement is not None
    fenetre.session.modifier(panier_moyen=Fraction(27))
    assert not fenetre.rangement.a_jour
    qtbot.waitUntil(lambda: fenetre.rangement is not None and fenetre.rangement.a_jour)
    with DepotDossiers.ouvrir(tmp_path / NOM_BASE) as depot:
        assert depot.lister()[0].situation.panier_moyen == 27


def test_base_inutilisable_se_dit_et_laisse_consulter(
    qtbot: QtBot, catalogue: Catalogue, tmp_path: Path
) -> None:
    (tmp_path / NOM_BASE).write_bytes(b"ceci n'est pas une base" * 100)
    avant = (tmp_path / NOM_BASE).read_bytes()
    fenetre = ouvrir(qtbot, catalogue, tmp_path)
    assert "rien ne sera enregistré" in fenetre.bandeau.texte
    assert fenetre.session is not None
    fenetre.session.modifier(ca_particuliers=Fraction(50_000))
    assert not page(fenetre).nouveau.isEnabled()
    fenetre.close()
    assert (tmp_path / NOM_BASE).read_bytes() == avant


def test_saisie_faite_avant_l_ouverture_de_la_base_l_emporte(
    qtbot: QtBot, catalogue: Catalogue, tmp_path: Path
) -> None:
    ouvrir(qtbot, catalogue, tmp_path).close()
    apercu = lire_apercu(tmp_path, catalogue)
    assert apercu is not None
    session = Session(catalogue, apercu.situation)
    rangement = Rangement(session, tmp_path)
    session.modifier(horizon=9)
    rangement.ouvrir_base(apercu)
    assert session.situation.horizon == 9
    rangement.fermer()
    with DepotDossiers.ouvrir(tmp_path / NOM_BASE) as depot:
        assert depot.lire(apercu.identifiant).situation.horizon == 9


def test_modele_des_dossiers(catalogue: Catalogue, qtmodeltester: ModelTester) -> None:
    modele = ModeleDossiers(catalogue)
    qtmodeltester.check(modele)
    chere = replace(EXEMPLE, nom="", exigences={"professionnels": "indispensable", "chorus-pro": "souhaite"})
    modele.fixer(
        (
            ResumeDossier(1, "Ferme A", "2026-11-23T10:00:00", False, True, EXEMPLE),
            ResumeDossier(2, "", "2026-01-02T10:00:00", True, False, chere),
        )
    )
    grille = [[modele.index(rang, c).data() for c in range(modele.columnCount())] for rang in range(2)]
    assert grille == [
        ["Ferme A, fournie avec l'application", "23 novembre 2026", "AmapJ, le moins cher", "0\u00a0€"],
        ["Ferme sans nom (archivé)", "2 janvier 2026", "Local.bio", "701\u00a0€"],
    ]
    assert modele.headerData(COUT, Qt.Orientation.Horizontal) == "Coût par an"
    bulle = Qt.ItemDataRole.ToolTipRole
    assert "d'après les prix du guide" in unescape(modele.headerData(COUT, Qt.Orientation.Horizontal, bulle))
    assert "À la charge de l'AMAP\u00a0: 36,00\u00a0€ par an." in unescape(modele.index(0, COUT).data(bulle))
    assert modele.index(0, MODIFIE).data(Qt.ItemDataRole.ToolTipRole) is None


def test_le_dossier_que_l_on_vient_d_ouvrir_est_choisi(
    fenetre: Fenetre, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dupliquer puis renommer renomme la copie, non l'original."""
    creer(fenetre, monkeypatch, "Ferme A")
    assert fenetre.session is not None
    accueil = page(fenetre)
    assert accueil.choisi is not None and accueil.choisi.nom == "Ferme A"
    accueil.bouton_dupliquer.click()
    assert accueil.choisi.identifiant == fenetre.session.dossier.identifiant
    monkeypatch.setattr(page_accueil, "demander", lambda *_a: "Ferme A avec magasins")
    accueil.bouton_renommer.click()
    assert sorted(noms(accueil))[:2] == ["Ferme A", "Ferme A avec magasins"]
    choisir(accueil, "Ferme exemple")
    accueil.actualiser()
    assert accueil.choisi.nom == "Ferme exemple"


def test_le_dossier_ouvert_se_reconnait(fenetre: Fenetre, monkeypatch: pytest.MonkeyPatch) -> None:
    creer(fenetre, monkeypatch, "Ferme A")
    accueil = page(fenetre)
    gras = {}
    for rang in range(accueil.filtre.rowCount()):
        index = accueil.filtre.index(rang, FERME)
        police = index.data(Qt.ItemDataRole.FontRole)
        gras[index.data(Qt.ItemDataRole.AccessibleTextRole)] = police is not None and police.bold()
    assert gras == {
        "Ferme A, dossier ouvert": True,
        "Ferme exemple, fournie avec l'application": False,
    }


@pytest.mark.parametrize("taille", [(1366, 768), (1024, 600)])
def test_a_200_pour_cent_rien_n_est_coupe_et_la_liste_garde_ses_rangees(
    fenetre: Fenetre, qtbot: QtBot, taille: tuple[int, int]
) -> None:
    accueil = page(fenetre)
    fenetre.resize(*taille)
    fenetre.changer_apparence(taille=200)
    qtbot.waitUntil(lambda: fenetre.page is not accueil and fenetre.page.isVisible())
    accueil = page(fenetre)
    assert (fenetre.width(), fenetre.height()) == taille
    for bouton in accueil.findChildren(QPushButton):
        assert bouton.width() >= bouton.sizeHint().width(), bouton.text()
        assert bouton.mapTo(accueil, bouton.rect().bottomRight()).x() < accueil.width(), bouton.text()
    visibles = accueil.liste.viewport().height() // accueil.liste.verticalHeader().defaultSectionSize()
    assert visibles >= 3
    assert not accueil.liste.geometry().intersects(accueil.bouton_lot.geometry())
    assert accueil.bouton_lot.geometry().bottom() <= accueil.bouton_lot.parentWidget().height()
