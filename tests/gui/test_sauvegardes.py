"""Les sauvegardes vues de la fenêtre : automatiques, restaurées en deux gestes, copiées sur une clé."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from gui.composants.donnees_sauvegardes import SectionSauvegardes
from gui.composants.sauvegardes_en_mots import ABIMEE, BONNE
from gui.fenetre import Fenetre
from gui.pages.donnees import SAUVEGARDES, PageDonnees
from gui.rangement import NOM_BASE, Rangement
from gui.session import Session
from gui.taches import Travaux
from gui.veille import Veille
from modele.catalogue.objets import Catalogue
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.horloge import heure_locale
from modele.dossiers.rapide import lire_apercu
from modele.dossiers.restauration import ECARTEES
from modele.dossiers.sauvegardes import DEMANDE, DOSSIER, lister, sauvegarder
from modele.situation import EXEMPLE

RACINE = Path(__file__).resolve().parents[2]


def ouvrir(qtbot: QtBot, catalogue: Catalogue, donnees: Path, synchrone: bool = True) -> Fenetre:
    """Ouvre la fenêtre comme le fait le démarrage."""
    session = Session(catalogue)
    fenetre = Fenetre(
        QSettings(str(donnees / "fenetre.ini"), QSettings.Format.IniFormat), Travaux(synchrone=synchrone)
    )
    qtbot.addWidget(fenetre)
    rangement = Rangement(session, donnees, fenetre)
    fenetre.accueillir(session, rangement)
    rangement.ouvrir_base(lire_apercu(donnees, catalogue))
    Veille(fenetre).sauvegarder()
    fenetre.show()
    return fenetre


def section(fenetre: Fenetre) -> SectionSauvegardes:
    """Page « Données » ouverte sur les sauvegardes de cette fenêtre."""
    fenetre.montrer("donnees")
    assert isinstance(fenetre.page, PageDonnees)
    fenetre.page.montrer(SAUVEGARDES)
    return fenetre.page.sauvegardes


def etats(ouvert: SectionSauvegardes) -> list[str]:
    """Colonne « État »."""
    return [ouvert.liste.item(rang, 3).text() for rang in range(ouvert.liste.rowCount())]


@pytest.fixture
def donnees(qtbot: QtBot, catalogue: Catalogue, tmp_path: Path) -> Iterator[Path]:
    """Deux ouvertures ont laissé deux sauvegardes : l'exemple, puis un horizon de 7 ans."""
    for horizon in (7, 9):
        fenetre = ouvrir(qtbot, catalogue, tmp_path)
        assert fenetre.session is not None
        fenetre.session.modifier(horizon=horizon)
        fenetre.close()
    yield tmp_path


def abimer(donnees: Path) -> bytes:
    """Rend la base illisible et rend ses octets."""
    base = donnees / NOM_BASE
    octets = bytearray(base.read_bytes())
    octets[4096:] = bytes(255 - octet for octet in octets[4096:])
    base.write_bytes(octets)
    return bytes(octets)


def repondre(mot: str, textes: list[str]) -> None:
    """Répond à la prochaine question par ce bouton, et note ce qu'elle disait."""

    def cliquer() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, QMessageBox)
        textes.append(question.text())
        assert question.defaultButton().text() == "Annuler"
        next(b for b in question.findChildren(QPushButton) if b.text() == mot).click()

    QTimer.singleShot(0, cliquer)


def test_chaque_ouverture_sauvegarde_ce_qui_a_change(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue
) -> None:
    assert [s.numero for s in lister(donnees / NOM_BASE)] == [2, 1]
    for _ in range(2):
        ouvrir(qtbot, catalogue, donnees).close()
        assert [s.numero for s in lister(donnees / NOM_BASE)] == [3, 2, 1]


def test_apres_un_degat_deux_gestes_rendent_les_dossiers(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue
) -> None:
    octets = abimer(donnees)
    fenetre = ouvrir(qtbot, catalogue, donnees)
    assert fenetre.session is not None and fenetre.rangement is not None
    assert "ne peuvent pas être ouverts" in fenetre.bandeau.texte
    assert not fenetre.rangement.disponible
    assert (donnees / NOM_BASE).read_bytes() == octets

    fenetre.bandeau.bouton("Voir les sauvegardes…").click()
    assert isinstance(fenetre.page, PageDonnees)
    ouvert = fenetre.page.sauvegardes
    assert ouvert.choisie is not None and ouvert.choisie.numero == 2
    assert fenetre.focusWidget() is ouvert.restaurer
    ouvert.restaurer.click()
    assert fenetre.rangement.disponible
    assert fenetre.session.situation.horizon == 7
    assert not fenetre.bandeau.isVisible()
    (ecartee,) = (donnees / ECARTEES).glob("*.sqlite")
    assert ecartee.read_bytes() == octets
    fenetre.session.modifier(horizon=4)
    fenetre.close()
    with DepotDossiers.ouvrir(donnees / NOM_BASE) as depot:
        assert [resume.situation.horizon for resume in depot.lister()] == [4]


def test_une_mauvaise_sauvegarde_se_voit_et_la_precedente_est_choisie(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue
) -> None:
    lister(donnees / NOM_BASE)[0].chemin.write_bytes(b"x")
    abimer(donnees)
    fenetre = ouvrir(qtbot, catalogue, donnees)
    ouvert = section(fenetre)
    assert etats(ouvert) == [ABIMEE, BONNE]
    assert ouvert.choisie is not None and ouvert.choisie.numero == 1
    ouvert.liste.selectRow(0)
    assert not ouvert.restaurer.isEnabled() and not ouvert.copier.isEnabled()
    ouvert.liste.selectRow(1)
    ouvert.restaurer.click()
    assert fenetre.session is not None and fenetre.session.situation == EXEMPLE


def test_ce_qui_est_tape_pendant_la_panne_n_est_pas_perdu(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue
) -> None:
    abimer(donnees)
    fenetre = ouvrir(qtbot, catalogue, donnees)
    assert fenetre.session is not None and fenetre.rangement is not None
    fenetre.session.modifier(ca_particuliers=Fraction(12_345))
    section(fenetre).restaurer.click()
    assert fenetre.session.situation.horizon == 7
    tapes = {resume.nom: resume.situation.ca_particuliers for resume in fenetre.rangement.lister()}
    assert tapes[f"{EXEMPLE.nom} (saisie non enregistrée)"] == 12_345
    assert len(tapes) == 2


def test_sans_sauvegarde_on_repart_d_une_base_vide(donnees: Path, qtbot: QtBot, catalogue: Catalogue) -> None:
    for fichier in (donnees / DOSSIER).iterdir():
        fichier.unlink()
    octets = abimer(donnees)
    fenetre = ouvrir(qtbot, catalogue, donnees)
    assert fenetre.session is not None and fenetre.rangement is not None
    ouvert = section(fenetre)
    assert "il n'y a pas encore de sauvegarde" in ouvert.annonce.text()
    assert not ouvert.restaurer.isEnabled() and ouvert.neuve.isVisible()
    dits: list[str] = []
    repondre("Annuler", dits)
    ouvert.neuve.click()
    assert not fenetre.rangement.disponible and (donnees / NOM_BASE).read_bytes() == octets
    repondre("Repartir à vide", dits)
    ouvert.neuve.click()
    assert fenetre.rangement.disponible and fenetre.rangement.a_jour
    for texte in (dits[0], ouvert.avis.text()):
        assert str(donnees / ECARTEES) in texte and "« Restaurer un fichier… »" in texte
    assert len(fenetre.rangement.lister()) == 1
    (ecartee,) = (donnees / ECARTEES).glob("*.sqlite")
    assert ecartee.read_bytes() == octets


def test_une_base_mise_de_cote_se_reprend(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    fenetre = ouvrir(qtbot, catalogue, donnees)
    assert fenetre.session is not None and fenetre.rangement is not None
    fenetre.session.modifier(horizon=4)
    fenetre.rangement.repartir_a_vide()
    (ecartee,) = (donnees / ECARTEES).glob("*.sqlite")
    ouvert = section(fenetre)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(ecartee), ""))
    repondre("Restaurer", [])
    ouvert.fichier.click()
    assert ouvert.avis.text() == "Vos dossiers sont restaurés."
    assert [resume.situation.horizon for resume in fenetre.rangement.lister()] == [4]


def test_une_base_que_le_poste_empeche_d_ouvrir_n_est_pas_dite_abimee(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue
) -> None:
    base = donnees / NOM_BASE
    with closing(sqlite3.connect(base, isolation_level=None)) as connexion:
        connexion.execute("PRAGMA user_version = 99")
    octets = base.read_bytes()
    fenetre = ouvrir(qtbot, catalogue, donnees)
    ouvert = section(fenetre)
    dite = ouvert.annonce.text()
    assert "rien ne dit qu'ils sont abîmés" in dite and "Installez cette version" in dite
    assert fenetre.focusWidget() is not ouvert.restaurer
    textes: list[str] = []
    repondre("Annuler", textes)
    ouvert.restaurer.click()
    assert "dossiers plus anciens" in textes[0]
    assert base.read_bytes() == octets and not (donnees / ECARTEES).exists()


def test_une_base_disparue_en_marche_ne_renait_pas_vide(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue
) -> None:
    fenetre = ouvrir(qtbot, catalogue, donnees)
    (donnees / NOM_BASE).unlink()
    Veille(fenetre).sauvegarder()
    assert not (donnees / NOM_BASE).exists()
    assert "a disparu" in fenetre.bandeau.texte
    assert fenetre.bandeau.bouton("Voir les sauvegardes…").isVisible()


def test_restaurer_une_base_saine_demande_et_garde_l_actuelle(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    fenetre = ouvrir(qtbot, catalogue, donnees)
    assert fenetre.session is not None
    ouvert = section(fenetre)
    ouvert.liste.selectRow(2)
    textes: list[str] = []
    repondre("Annuler", textes)
    ouvert.restaurer.click()
    assert fenetre.session.situation.horizon == 9
    fenetre.session.modifier(horizon=2)
    repondre("Restaurer", textes)
    ouvert.restaurer.click()
    assert "sont d'abord sauvegardés" in textes[0]
    assert fenetre.session.situation == EXEMPLE
    ouvert = section(fenetre)
    assert [ouvert.liste.item(rang, 1).text() for rang in range(2)] == [
        "Avant une restauration",
        "Automatique",
    ]
    repondre("Restaurer", textes)
    ouvert.restaurer.click()
    assert fenetre.session.situation.horizon == 2


def test_sauvegarder_maintenant_et_copier_sur_une_cle(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fenetre = ouvrir(qtbot, catalogue, donnees)
    assert fenetre.session is not None
    ouvert = section(fenetre)
    ouvert.sauvegarder.click()
    assert "Rien n'a changé" in ouvert.avis.text()
    fenetre.session.modifier(horizon=3)
    ouvert.sauvegarder.click()
    assert ouvert.avis.text() == "Sauvegarde faite."
    assert lister(donnees / NOM_BASE)[0].motif == DEMANDE
    cle = tmp_path / "clé"
    cle.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(cle))
    ouvert.copier.click()
    assert ouvert.avis.text().startswith("Copie faite et relue")
    (copie,) = cle.glob("*.sqlite")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(tmp_path / "retirée"))
    ouvert.copier.click()
    assert "n'existe pas" in ouvert.avis.text()

    abimer(donnees)
    for fichier in (donnees / DOSSIER).iterdir():
        fichier.unlink()
    fenetre.close()
    suivante = ouvrir(qtbot, catalogue, donnees)
    assert suivante.session is not None
    ouvert = section(suivante)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(donnees / "fenetre.ini"), ""))
    ouvert.fichier.click()
    assert "n'est pas une base de dossiers" in ouvert.avis.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(copie), ""))
    ouvert.fichier.click()
    assert suivante.session.situation.horizon == 3


def test_une_sauvegarde_impossible_se_dit_sans_couvrir_un_autre_message(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue
) -> None:
    for fichier in (donnees / DOSSIER).iterdir():
        fichier.unlink()
    (donnees / DOSSIER).rmdir()
    (donnees / DOSSIER).touch()
    fenetre = ouvrir(qtbot, catalogue, donnees)
    assert fenetre.bandeau.texte.startswith("La sauvegarde automatique n'a pas pu être faite. ")
    assert "Errno" not in fenetre.bandeau.texte
    fenetre.bandeau.montrer("Autre message")
    Veille(fenetre).sauvegarder()
    assert fenetre.bandeau.texte == "Autre message"


def test_un_degat_vu_par_la_sauvegarde_propose_de_restaurer(
    donnees: Path, qtbot: QtBot, catalogue: Catalogue
) -> None:
    fenetre = ouvrir(qtbot, catalogue, donnees)
    abimer(donnees)
    Veille(fenetre).sauvegarder()
    assert fenetre.bandeau.bouton("Voir les sauvegardes…").isVisible()


def test_aucun_texte_n_est_devine_riche(donnees: Path, qtbot: QtBot, catalogue: Catalogue) -> None:
    from PySide6.QtCore import Qt

    ouvert = section(ouvrir(qtbot, catalogue, donnees))
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText for label in ouvert.findChildren(QLabel) if label.text()
    )


_LECTURE_SEULE = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from gui.application import creer_application
from gui.fenetre import Fenetre
from gui.pages.donnees import SAUVEGARDES, PageDonnees
from gui.rangement import Rangement
from gui.session import Session
from gui.taches import Travaux
from gui.theme.style import appliquer
from gui.veille import Veille
from modele.catalogue.depot import ouvrir_catalogue
from modele.catalogue.emplacements import BASE
from modele.dossiers.verrou import Verrou
donnees = Path(sys.argv[1])
appliquer(creer_application(), "clair", 1.0)
verrou = Verrou.prendre(donnees)
fenetre = Fenetre(QSettings("/nulle/part.ini", QSettings.Format.IniFormat), Travaux(synchrone=True))
session = Session(ouvrir_catalogue(BASE))
rangement = Rangement(session, donnees, fenetre)
fenetre.accueillir(session, rangement)
fenetre.show()
rangement.ouvrir_base(None)
Veille(fenetre).sauvegarder()
print(session.situation.horizon, fenetre.bandeau.texte)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="droits propres à Linux")
def test_un_dossier_en_lecture_seule_se_consulte(donnees: Path) -> None:
    from tests.dossiers.test_ouverture import _renoncer_aux_droits_de_root

    fichiers = list(donnees.rglob("*"))
    for fichier in (*fichiers, donnees):
        fichier.chmod(0o555)
    try:
        execution = subprocess.run(
            [sys.executable, "-c", _LECTURE_SEULE, str(donnees)],
            cwd=RACINE,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            preexec_fn=_renoncer_aux_droits_de_root,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    finally:
        for fichier in (donnees, *fichiers):
            fichier.chmod(0o755)
    assert execution.returncode == 0, execution.stderr
    assert execution.stdout.startswith("9 ")
    assert "lecture seule" in execution.stdout


def test_la_sauvegarde_se_fait_aussi_hors_du_fil(donnees: Path, qtbot: QtBot, catalogue: Catalogue) -> None:
    fenetre = ouvrir(qtbot, catalogue, donnees, synchrone=False)
    assert fenetre.session is not None and fenetre.rangement is not None
    fenetre.travaux.attendre()
    fenetre.session.modifier(horizon=6)
    fenetre.rangement.enregistrer()
    combien = len(lister(donnees / NOM_BASE))
    Veille(fenetre).sauvegarder()
    qtbot.waitUntil(lambda: len(lister(donnees / NOM_BASE)) == combien + 1, timeout=10_000)
    fenetre.travaux.attendre()
    assert sauvegarder(donnees / NOM_BASE, DEMANDE, heure_locale()) is None
