"""La page « Données » : ce qu'elle montre, et l'effacement de tout."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from gui import effacement, incidents, journal
from gui.application import lire_reglages
from gui.composants import donnees_confidentialite
from gui.composants.donnees_rapports import AUCUN
from gui.effacement import MOT, DialogueEffacement
from gui.fenetre import Fenetre
from gui.pages.donnees import CATALOGUE, CONFIDENTIALITE, RAPPORTS
from gui.rangement import NOM_BASE
from gui.theme.style import theme
from modele.catalogue.objets import Catalogue
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.fautes import DejaOuverte
from modele.dossiers.restauration import ECARTEES
from modele.dossiers.sauvegardes import DOSSIER, lister
from modele.dossiers.verrou import Verrou
from modele.situation import EXEMPLE
from tests.gui.conduite_donnees import cliquer, ouvrir, page_donnees, repondre
from tests.surete.textes import dossier_entier

CANARI = "FermeDuCanari"


@pytest.fixture
def donnees(qtbot: QtBot, catalogue: Catalogue, tmp_path: Path) -> Path:
    """Un dossier de données où le mot canari est partout où il peut être."""
    lieu = tmp_path / "Données d'été"
    for tour in range(2):
        fenetre = ouvrir(qtbot, catalogue, lieu)
        assert fenetre.rangement is not None and fenetre.session is not None
        fenetre.rangement.ajouter(
            replace(dossier_entier(catalogue), nom=CANARI, notes={"socleo": f"{CANARI} {tour}"})
        )
        fenetre.session.modifier(nom=f"{CANARI} {tour}")
        fenetre.reglages.setValue("export/dossier", f"/home/{CANARI}")
        fenetre.close()
    (lieu / ECARTEES).mkdir()
    for nom in (
        f"{ECARTEES}/dossiers-0001.sqlite",
        "dossiers.sqlite.restauree.tmp",
        "dossiers-PC.sqlite",
        "journal.log",
        "journal.log.1",
        "rapport.txt",
        "arret-brutal.txt",
    ):
        (lieu / nom).write_text(CANARI)
    reglages = QSettings(QSettings.Scope.UserScope, "QtProject")
    reglages.setValue("FileDialog/history", [f"file:///home/{CANARI}"])
    reglages.sync()
    assert CANARI in (lieu / "QtProject.conf").read_text()
    return lieu


def canaris(lieu: Path) -> list[str]:
    """Fichiers qui contiennent encore le mot."""
    formes = [CANARI.encode(), CANARI.encode("utf-16-le")]
    return sorted(
        str(fichier.relative_to(lieu))
        for fichier in lieu.rglob("*")
        if fichier.is_file() and any(forme in fichier.read_bytes() for forme in formes)
    )


def encore_ouverts(lieu: Path) -> list[str]:
    """Fichiers effacés de ce dossier que ce programme tient encore ; vide là où le système ne le dit pas."""
    liens = []
    for lien in Path("/proc/self/fd").glob("*"):
        with suppress(OSError):
            liens.append(str(lien.readlink()))
    return [cible for cible in liens if cible.startswith(str(lieu)) and cible.endswith(" (deleted)")]


def effacer(fenetre: Fenetre, qtbot: QtBot) -> None:
    """Écrit le mot demandé et efface."""

    def accepter(dialogue: object) -> None:
        assert isinstance(dialogue, DialogueEffacement)
        qtbot.keyClicks(dialogue.mot, MOT.upper())
        dialogue.tout_effacer.click()

    repondre(accepter)
    ancienne = page_donnees(fenetre, CONFIDENTIALITE)
    ancienne.confidentialite.effacer.click()
    qtbot.waitUntil(lambda: fenetre.page is not ancienne and not fenetre.bandeau.isHidden())


def test_l_inventaire_dit_les_chemins_et_les_tailles(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = page_donnees(ouvrir(qtbot, catalogue, donnees), CONFIDENTIALITE).confidentialite
    assert section.chemin.text() == str(donnees)
    textes = [section._grille.itemAtPosition(rang, 0).widget().text() for rang in range(4)]
    assert textes == [
        "Vos dossiers",
        "Sauvegardes",
        "Anciennes bases mises de côté",
        "Réglages de la fenêtre",
    ]
    section.copier.click()
    assert QGuiApplication.clipboard().text() == str(donnees)
    ouverts: list[Path] = []
    monkeypatch.setattr(donnees_confidentialite, "ouvrir_fichier", ouverts.append)
    section.ouvrir.click()
    assert ouverts == [donnees]


def test_rien_ne_reste_de_ce_qui_a_ete_saisi(donnees: Path, qtbot: QtBot, catalogue: Catalogue) -> None:
    fenetre = ouvrir(qtbot, catalogue, donnees)
    assert fenetre.session is not None and fenetre.rangement is not None
    fenetre.changer_apparence(nom="sombre", taille=150)
    qtbot.waitUntil(lambda: theme().nom == "sombre")
    assert len(canaris(donnees)) >= 12
    effacer(fenetre, qtbot)
    assert canaris(donnees) == []
    assert encore_ouverts(donnees) == [], "un fichier effacé reste lisible tant qu'il est ouvert"
    assert fenetre.session.situation == EXEMPLE and fenetre.session.dossier.exemple
    assert not fenetre.session.annulations.canUndo()
    assert fenetre.rangement.a_jour and len(fenetre.rangement.lister()) == 1
    assert "effacées" in fenetre.bandeau.texte and CANARI not in fenetre.windowTitle()
    assert theme().nom == "clair" and theme().echelle == 1.0
    assert fenetre.reglages.allKeys() == []
    attendus = {NOM_BASE, f"{NOM_BASE}-journal", "dernier-dossier.json"}
    assert {f.name for f in donnees.iterdir()} <= attendus
    fenetre.session.modifier(horizon=8)
    fenetre.close()
    assert lire_reglages(donnees).allKeys() == ["fenetre/geometrie"]
    assert canaris(donnees) == []
    suivante = ouvrir(qtbot, catalogue, donnees)
    assert suivante.session is not None and suivante.session.situation.horizon == 8


def test_le_journal_et_la_surveillance_repartent_a_neuf(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue
) -> None:
    fenetre = ouvrir(qtbot, catalogue, donnees)
    verrou = Verrou.prendre(donnees)
    try:
        incidents.armer(donnees)
        journal.ouvrir(donnees)
        effacer(fenetre, qtbot)
        assert canaris(donnees) == []
        assert "données effacées" in (donnees / "journal.log").read_text("utf-8")
        assert (donnees / "arret-brutal.txt").stat().st_size == 0
        assert incidents.dernier(donnees) == ""
        with pytest.raises(DejaOuverte):
            Verrou.prendre(donnees)
    finally:
        verrou.rendre()
        journal.fermer()
        incidents.desarmer()


def test_sans_le_mot_rien_ne_part(donnees: Path, qtbot: QtBot, catalogue: Catalogue) -> None:
    fenetre = ouvrir(qtbot, catalogue, donnees)
    avant = canaris(donnees)

    def essayer(dialogue: object) -> None:
        assert isinstance(dialogue, DialogueEffacement)
        assert dialogue.annuler.hasFocus() or dialogue.focusWidget() is dialogue.annuler
        for debut in ("", "efface", "effacer tout"):
            dialogue.mot.setText(debut)
            assert not dialogue.tout_effacer.isEnabled()
        qtbot.keyClick(dialogue.mot, "\r")
        dialogue.annuler.click()

    repondre(essayer)
    page_donnees(fenetre, CONFIDENTIALITE).confidentialite.effacer.click()
    qtbot.wait(50)
    assert canaris(donnees) == avant
    assert fenetre.session is not None and CANARI in fenetre.session.situation.nom


def test_le_dialogue_dit_ce_qui_part_et_ce_qui_reste(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue
) -> None:
    (donnees / "photo.jpg").touch()
    fenetre = ouvrir(qtbot, catalogue, donnees)
    assert fenetre.rangement is not None
    part, reste = effacement.ce_qui_part(fenetre.rangement), effacement.ce_qui_reste(donnees)
    assert "Vos dossiers\u00a0: 3 fermes, " in part
    for nom in ("Sauvegardes", "mises de côté", "Journal et rapports", "Réglages"):
        assert nom in part
    for nom in ("clé USB", "classeurs", "OneDrive", "photo.jpg"):
        assert nom in reste
    effacer(fenetre, qtbot)
    assert (donnees / "photo.jpg").exists()


def test_on_peut_d_abord_copier_sur_une_cle(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fenetre = ouvrir(qtbot, catalogue, donnees)
    assert fenetre.session is not None and fenetre.rangement is not None
    fenetre.session.modifier(horizon=2)
    dialogue = DialogueEffacement(fenetre.rangement, fenetre.travaux, fenetre)
    qtbot.addWidget(dialogue)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(donnees / DOSSIER))
    avant = sorted((donnees / DOSSIER).iterdir())
    dialogue.copier.click()
    assert "va être effacé" in dialogue.avis.text() and sorted((donnees / DOSSIER).iterdir()) == avant
    cle = tmp_path / "clé"
    cle.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(cle))
    dialogue.copier.click()
    assert dialogue.avis.text().startswith("Copie faite et relue")
    effacer(fenetre, qtbot)
    (copie,) = cle.glob("*.sqlite")
    with DepotDossiers.ouvrir(copie) as depot:
        assert {resume.situation.horizon for resume in depot.lister()} >= {2}


def test_sans_bonne_sauvegarde_la_copie_le_dit(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for sauvegarde in lister(donnees / NOM_BASE):
        sauvegarde.chemin.write_bytes(b"x")
    (donnees / NOM_BASE).write_bytes(b"x" * 5000)
    fenetre = ouvrir(qtbot, catalogue, donnees)
    assert fenetre.rangement is not None
    dialogue = DialogueEffacement(fenetre.rangement, fenetre.travaux, fenetre)
    qtbot.addWidget(dialogue)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(tmp_path))
    dialogue.copier.click()
    assert "aucune bonne sauvegarde" in dialogue.avis.text()


def test_ce_qui_resiste_est_nomme(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effacement, "effacer", lambda _lieu, sauf: (donnees / "journal.log",))
    fenetre = ouvrir(qtbot, catalogue, donnees)
    effacer(fenetre, qtbot)
    assert "Tout n'a pas pu être effacé" in fenetre.bandeau.texte and "journal.log" in fenetre.bandeau.texte
    assert fenetre.rangement is not None and fenetre.rangement.disponible


def test_une_base_abimee_s_efface_aussi(donnees: Path, qtbot: QtBot, catalogue: Catalogue) -> None:
    (donnees / NOM_BASE).write_bytes(b"SQLite format 3\0" + CANARI.encode() * 1000)
    fenetre = ouvrir(qtbot, catalogue, donnees)
    assert fenetre.rangement is not None and not fenetre.rangement.disponible
    effacer(fenetre, qtbot)
    assert canaris(donnees) == [] and fenetre.rangement.disponible


def test_le_dernier_rapport_se_copie_et_s_efface(donnees: Path, qtbot: QtBot, catalogue: Catalogue) -> None:
    (donnees / "rapport.txt").write_text("Ceci est un rapport.", "utf-8")
    section = page_donnees(ouvrir(qtbot, catalogue, donnees), RAPPORTS).rapports
    assert section.texte.isVisible() and section.texte.isReadOnly()
    section.copier.click()
    assert QGuiApplication.clipboard().text() == "Ceci est un rapport."
    section.effacer.click()
    assert not (donnees / "rapport.txt").exists()
    assert section.annonce.text() == AUCUN and not section.texte.isVisible()


def test_le_catalogue_dit_son_edition(qtbot: QtBot, catalogue: Catalogue, tmp_path: Path) -> None:
    page = page_donnees(ouvrir(qtbot, catalogue, tmp_path), CATALOGUE)
    assert page.catalogue.isVisible()


def test_renoncer_a_restaurer_ne_change_rien(donnees: Path, qtbot: QtBot, catalogue: Catalogue) -> None:
    fenetre = ouvrir(qtbot, catalogue, donnees)
    assert fenetre.session is not None
    page = page_donnees(fenetre, "sauvegardes")
    page.sauvegardes.liste.selectRow(1)
    repondre(cliquer("Annuler"))
    nom = fenetre.session.situation.nom
    page.sauvegardes.restaurer.click()
    assert fenetre.session.situation.nom == nom
    assert QApplication.activeModalWidget() is None
