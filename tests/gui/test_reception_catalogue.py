"""Recevoir une édition dans la fenêtre : vraie base, vrais fichiers signés, vrai changement de catalogue."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from console.aiguillage import aiguiller
from gui.application import Demarrage
from gui.composants.bandeau import Bandeau
from gui.composants.difference_edition import DifferenceEdition
from gui.composants.donnees_catalogue import SectionCatalogue
from gui.fenetre import Fenetre
from gui.instance import Ecoute
from gui.plan_des_pages import PAGES
from gui.rangement import Rangement
from gui.session import Session
from gui.taches import Travaux
from gui.theme.style import appliquer
from modele.catalogue import emplacements
from modele.catalogue.editions import Editions
from modele.catalogue.mise_a_jour import publier
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.objets import Dossier
from modele.dossiers.sauvegardes import CATALOGUE, lister
from modele.situation import EXEMPLE
from tests.catalogue.mises_a_jour import cle, retourner
from tests.catalogue.petit import modifier
from tests.dossiers.d_ailleurs import d_ailleurs

RACINE = Path(__file__).resolve().parents[2]


def ordinaire(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture(scope="module")
def recue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Édition 2 : Kuupanda à 24 € par mois, NectarGo et le critère « facturation » retirés."""
    dossier = tmp_path_factory.mktemp("edition")
    sources = dossier / "sources"
    shutil.copytree(emplacements.SOURCES, sources)
    modifier(sources / "guide.toml", 'edition = "1"', 'edition = "2"')
    modifier(sources / "kuupanda.toml", 'montant = "20"', 'montant = "24"')
    fichier = dossier / "é dition 2.boussole"
    fichier.write_bytes(publier(sources, cle()))
    return fichier


@pytest.fixture
def cles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """La clé d'essai est acceptée."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    dossier = tmp_path / "cles"
    dossier.mkdir()
    publique = cle().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (dossier / "essai.pub").write_bytes(publique)
    monkeypatch.setattr(emplacements, "CLES", dossier)
    return dossier


@pytest.fixture
def donnees(tmp_path: Path) -> Path:
    """Deux dossiers, l'exemple étant le dernier ouvert."""
    dossier = tmp_path / "donnees"
    with DepotDossiers.ouvrir(dossier / "dossiers.sqlite") as depot:
        depot.enregistrer(Dossier("GAEC du Pré", replace(EXEMPLE, nom="GAEC du Pré")))
        rien = replace(EXEMPLE, nom="Sans vente", ca_particuliers=Fraction(0), ca_professionnels=Fraction(0))
        depot.enregistrer(Dossier("Sans vente", rien))
        depot.noter_ouvert(1)
    return dossier


@pytest.fixture
def fenetre(qtbot: QtBot, donnees: Path, cles: Path) -> Iterator[Fenetre]:
    """Fenêtre entière, ouverte sur le GAEC du Pré."""
    yield ouvrir(qtbot, donnees, Travaux(synchrone=True))


def ouvrir(qtbot: QtBot, donnees: Path, travaux: Travaux | None) -> Fenetre:
    actif = Editions(donnees).actif()
    session = Session(actif.catalogue, base=actif.base)
    ouverte = Fenetre(QSettings(str(donnees / "f.ini"), QSettings.Format.IniFormat), travaux)
    qtbot.addWidget(ouverte)
    session.setParent(ouverte)
    rangement = Rangement(session, donnees, ouverte)
    ouverte.resize(1366, 768)
    ouverte.accueillir(session, rangement)
    rangement.ouvrir_base(None)
    ouverte.show()
    return ouverte


def dialogue(fenetre: Fenetre) -> DifferenceEdition:
    """La différence affichée."""
    (ouvert,) = [
        un for un in QApplication.topLevelWidgets() if isinstance(un, DifferenceEdition) and un.isVisible()
    ]
    return ouvert


def lignes(affiche: DifferenceEdition) -> list[str]:
    return [ordinaire(affiche.liste.item(rang).text()) for rang in range(affiche.liste.count())]


def test_lire_montre_la_difference_sans_rien_changer(fenetre: Fenetre, recue: Path, donnees: Path) -> None:
    fenetre.reception.lire(recue)
    affiche = dialogue(fenetre)
    assert ordinaire(affiche.titre.text()) == "Édition 2, du 23 novembre 2026"
    assert lignes(affiche) == [
        "Vos dossiers",
        "GAEC du Pré : le coût par an change : Kuupanda 809,70 € → 857,70 €",
        "Prix",
        "Kuupanda : abonnement 20 → 24 €/mois",
    ]
    affiche.bouton_renoncer.click()
    assert Editions(donnees).actif().edition.numero == 1
    assert not (donnees / "catalogue").exists()
    assert fenetre.session is not None and fenetre.session.catalogue.edition == "1"


def test_entree_seule_n_accepte_rien(fenetre: Fenetre, recue: Path, donnees: Path, qtbot: QtBot) -> None:
    fenetre.reception.lire(recue)
    affiche = dialogue(fenetre)
    qtbot.keyClick(affiche.liste, Qt.Key.Key_Return)
    assert Editions(donnees).actif().edition.numero == 1
    affiche.close()


def test_accepter_change_de_catalogue_sans_redemarrer(fenetre: Fenetre, recue: Path, donnees: Path) -> None:
    session = fenetre.session
    assert session is not None
    dossier, ancienne = session.dossier, fenetre.page
    fenetre.reception.lire(recue)
    dialogue(fenetre).bouton_accepter.click()
    assert session.catalogue.edition == "2" and session.base.parent == donnees / "catalogue"
    assert session.dossier == dossier and fenetre.page is not ancienne
    assert str(session.comparaison.par_outil["kuupanda"].cout.annee_suivante.ferme) == "857.70"
    assert ordinaire(fenetre.bandeau.texte) == (
        "L'édition 2 du catalogue est en service. Le coût par an change : Kuupanda 809,70 € → 857,70 €."
    )
    assert [sauvegarde.motif for sauvegarde in lister(donnees / "dossiers.sqlite")] == [CATALOGUE]
    assert Editions(donnees).actif().edition.numero == 2


def test_apres_le_changement_tout_repond_encore(fenetre: Fenetre, recue: Path) -> None:
    session, rangement = fenetre.session, fenetre.rangement
    assert session is not None and rangement is not None
    for entree in PAGES:
        fenetre.montrer(entree.identifiant)
    fenetre.reception.lire(recue)
    dialogue(fenetre).bouton_accepter.click()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    session.modifier(ca_particuliers=Fraction(12_345))
    session.modifier_dossier(preselection=("socleo", "amapj"))
    session.selectionner("socleo", "autonomie")
    session.annulations.undo()
    rangement.enregistrer()
    for entree in PAGES:
        fenetre.montrer(entree.identifiant)
        fenetre.grab()
    assert rangement.a_jour and session.situation.ca_particuliers == 12_345


def test_la_recherche_se_fait_dans_l_edition_en_service(
    fenetre: Fenetre, recue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gui.pages import fiches

    fenetre.reception.lire(recue)
    dialogue(fenetre).bouton_accepter.click()
    assert fenetre.session is not None
    cherchees: list[Path] = []
    monkeypatch.setattr(fiches, "chercher", lambda base, *_: cherchees.append(base) or ())
    fenetre.montrer("fiches")
    page = fenetre.page
    assert isinstance(page, fiches.PageFiches)
    page._chercher("préavis")
    assert cherchees == [fenetre.session.base]


def test_un_fichier_refuse_est_dit(fenetre: Fenetre, donnees: Path, tmp_path: Path) -> None:
    faux = tmp_path / "faux.boussole"
    faux.write_bytes(b"{}")
    fenetre.reception.lire(faux)
    assert (
        "La mise à jour est refusée. Le fichier « faux.boussole » n'est pas une mise à jour"
        in fenetre.bandeau.texte
    )
    fenetre.reception.lire(tmp_path / "absente.boussole")
    assert "n'existe pas" in fenetre.bandeau.texte
    assert not (donnees / "catalogue").exists()


def test_un_refus_du_disque_est_dit_et_l_edition_reste(
    fenetre: Fenetre, recue: Path, donnees: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (donnees / "catalogue").write_text("un fichier à la place du dossier")
    fenetre.reception.lire(recue)
    dialogue(fenetre).bouton_accepter.click()
    assert fenetre.bandeau.texte.startswith("Le catalogue n'a pas changé.")
    assert fenetre.session is not None and fenetre.session.catalogue.edition == "1"


def test_la_lecture_et_le_changement_se_font_hors_du_fil_de_la_fenetre(
    qtbot: QtBot, donnees: Path, cles: Path, recue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from modele import reception

    fils: list[str] = []
    vraie_lecture, vrai_changement = reception.lire, reception.changer

    def lire(*arguments: object) -> object:
        fils.append(threading.current_thread().name)
        return vraie_lecture(*arguments)  # type: ignore[arg-type]

    def changer(*arguments: object) -> object:
        fils.append(threading.current_thread().name)
        return vrai_changement(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(reception, "lire", lire)
    monkeypatch.setattr(reception, "changer", changer)
    fenetre = ouvrir(qtbot, donnees, None)
    fenetre.reception.lire(recue)
    assert fenetre.bandeau.texte == "Lecture de la mise à jour…"
    qtbot.waitUntil(lambda: fenetre.reception.dialogue is not None, timeout=30_000)
    dialogue(fenetre).bouton_accepter.click()
    qtbot.waitUntil(lambda: "est en service" in fenetre.bandeau.texte, timeout=30_000)
    assert len(fils) == 2 and threading.main_thread().name not in fils


def test_annuler_la_lecture_ne_change_rien(qtbot: QtBot, donnees: Path, cles: Path, recue: Path) -> None:
    fenetre = ouvrir(qtbot, donnees, None)
    fenetre.reception.lire(recue)
    fenetre.bandeau.bouton("Annuler").click()
    qtbot.waitUntil(lambda: "annulée" in fenetre.bandeau.texte, timeout=30_000)
    assert fenetre.reception.dialogue is None and not (donnees / "catalogue").exists()


def test_deux_lectures_n_ouvrent_qu_un_dialogue(fenetre: Fenetre, recue: Path) -> None:
    fenetre.reception.lire(recue)
    fenetre.reception.lire(recue)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    dialogue(fenetre).close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert fenetre.reception.dialogue is None


def test_demander_ouvre_le_fichier_choisi(
    fenetre: Fenetre, recue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choisi = [""]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (choisi[0], ""))
    fenetre.reception.demander()
    assert fenetre.reception.dialogue is None
    choisi[0] = str(recue)
    fenetre.reception.demander()
    dialogue(fenetre).close()


@pytest.fixture
def section(qtbot: QtBot, fenetre: Fenetre) -> SectionCatalogue:
    """La section posée dans la fenêtre, comme dans une page."""
    assert fenetre.session is not None
    posee = SectionCatalogue(fenetre.session, fenetre)
    posee.brancher(fenetre.rangement)
    posee.resize(900, 500)
    posee.show()
    return posee


def test_la_section_dit_l_edition_et_y_revient_d_un_clic(
    section: SectionCatalogue, fenetre: Fenetre, recue: Path, donnees: Path
) -> None:
    assert ordinaire(section.edition.text()) == "Édition 1, du 23 novembre 2026"
    assert section.origine.text().startswith("Livrée avec l'application. Elle décrit 9")
    assert section.revenir.isHidden() and section.reprendre.isHidden() and section.sans_cle.isHidden()
    fenetre.reception.lire(recue)
    dialogue(fenetre).bouton_accepter.click()
    assert ordinaire(section.edition.text()) == "Édition 2, du 23 novembre 2026"
    assert "signée par la clé" in section.origine.text()
    assert section.revenir.text() == "Revenir à l'édition 1" and section.reprendre.isHidden()
    section.revenir.click()
    assert Editions(donnees).actif().edition.numero == 1
    assert fenetre.session is not None and fenetre.session.catalogue.edition == "1"
    assert section.revenir.isHidden() and section.reprendre.text() == "Reprendre l'édition 2"
    section.reprendre.click()
    assert Editions(donnees).actif().edition.numero == 2 and fenetre.session.catalogue.edition == "2"


def test_la_section_seule_mene_la_reception(
    qtbot: QtBot, donnees: Path, cles: Path, recue: Path, catalogue: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(Editions(donnees).actif().catalogue)
    rangement = Rangement(session, donnees)
    rangement.ouvrir_base(None)
    section = SectionCatalogue(session)
    qtbot.addWidget(section)
    section.confier(Travaux(section, synchrone=True))
    section.brancher(rangement)
    section.show()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(recue), ""))
    section.recevoir.click()
    (affiche,) = section.findChildren(DifferenceEdition)
    affiche.bouton_accepter.click()
    assert session.catalogue.edition == "2" and section.revenir.isVisible()
    rangement.fermer()


def test_la_section_sans_donnees_ou_sans_cle_le_dit(
    qtbot: QtBot, cles: Path, session_exemple: Session
) -> None:
    section = SectionCatalogue(session_exemple)
    qtbot.addWidget(section)
    section.brancher(None)
    section.show()
    assert not section.recevoir.isEnabled() and section.sans_cle.isHidden()
    (cles / "essai.pub").unlink()
    section.actualiser()
    assert section.sans_cle.isVisible()


def test_la_section_dit_une_edition_abimee_et_ce_que_le_dossier_garde(
    section: SectionCatalogue, fenetre: Fenetre, recue: Path, donnees: Path
) -> None:
    fenetre.reception.lire(recue)
    dialogue(fenetre).bouton_accepter.click()
    (fichier,) = (donnees / "catalogue").glob("edition-*.sqlite")
    retourner(fichier, 300_000)
    section.actualiser()
    assert "L'édition 2 du catalogue est abîmée" in section.avis.text() and section.avis.isVisible()
    assert section.inconnus.isHidden()
    assert fenetre.session is not None
    fenetre.session.ouvrir(d_ailleurs())
    assert "« disparu »" in ordinaire(section.inconnus.text()) and section.inconnus.isVisible()


def test_le_dossier_d_une_autre_edition_est_dit_une_fois(fenetre: Fenetre, qtbot: QtBot) -> None:
    assert fenetre.rangement is not None and fenetre.session is not None
    assert fenetre.rangement.ajouter(d_ailleurs())
    assert "Le besoin « disparu »" in ordinaire(fenetre.bandeau.texte)
    fenetre.bandeau.bouton("Et 9 autres…").click()
    (message,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]
    assert "L'outil « parti »" in ordinaire(message.text())
    assert message.textFormat() == Qt.TextFormat.PlainText
    message.close()
    identifiant = fenetre.session.dossier.identifiant
    fenetre.rangement.ouvrir(1)
    fenetre.bandeau.hide()
    fenetre.rangement.ouvrir(identifiant)
    assert fenetre.bandeau.isHidden()


def test_ma_ferme_dit_les_besoins_d_une_autre_edition(fenetre: Fenetre) -> None:
    from gui.pages.ferme import PageFerme

    assert fenetre.session is not None
    fenetre.montrer("ferme")
    page = fenetre.page
    assert isinstance(page, PageFerme)
    assert page.besoins.d_ailleurs.isHidden()
    fenetre.session.ouvrir(d_ailleurs())
    assert "« disparu » et « disparu-aussi »" in ordinaire(page.besoins.d_ailleurs.text())
    assert not page.besoins.d_ailleurs.isHidden()
    assert page.besoins.compte.text() == "1 indispensable, 1 souhait"


def test_une_edition_abimee_est_dite_au_demarrage(
    qtbot: QtBot, donnees: Path, cles: Path, recue: Path
) -> None:
    assert aiguiller(["--donnees", str(donnees), "catalogue", "recevoir", str(recue), "--accepter"]) == 0
    (fichier,) = (donnees / "catalogue").glob("edition-*.sqlite")
    retourner(fichier, 300_000)
    fenetre = Fenetre(QSettings(str(donnees / "f.ini"), QSettings.Format.IniFormat), Travaux(synchrone=True))
    qtbot.addWidget(fenetre)
    demarrage = Demarrage(fenetre, donnees)
    with qtbot.waitSignal(demarrage.pret, timeout=30_000):
        fenetre.show()
    assert "L'édition 2 du catalogue est abîmée" in fenetre.bandeau.texte
    assert fenetre.session is not None and fenetre.session.catalogue.edition == "1"
    fenetre.close()


def test_un_double_clic_ouvre_la_fenetre_sur_la_difference(
    qtbot: QtBot, donnees: Path, cles: Path, recue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recus: list[object] = []
    import gui.application

    monkeypatch.setattr(gui.application, "demarrer", lambda *a, **o: recus.append(o["fichier"]) or 0)
    monkeypatch.chdir(recue.parent)
    assert aiguiller(["--donnees", str(donnees), recue.name]) == 0
    assert aiguiller([str(recue).replace(".boussole", ".BOUSSOLE")]) == 0
    assert aiguiller(["--donnees", str(donnees)]) == 0
    assert recus == [recue, Path(str(recue).replace(".boussole", ".BOUSSOLE")), None]
    fenetre = Fenetre(QSettings(str(donnees / "f.ini"), QSettings.Format.IniFormat), Travaux(synchrone=True))
    qtbot.addWidget(fenetre)
    demarrage = Demarrage(fenetre, donnees)
    demarrage.fichier = recue
    with qtbot.waitSignal(demarrage.pret, timeout=30_000):
        fenetre.show()
    qtbot.waitUntil(lambda: fenetre.reception.dialogue is not None, timeout=30_000)
    dialogue(fenetre).close()
    fenetre.close()


_SECOND = """
import sys
from pathlib import Path
from gui.instance import reveiller
print(reveiller(Path(sys.argv[1]), Path(sys.argv[2])))
"""


def test_un_second_double_clic_passe_le_fichier_a_la_premiere_fenetre(
    qtbot: QtBot, fenetre: Fenetre, donnees: Path, recue: Path
) -> None:
    demarrage = Demarrage(fenetre, donnees)
    ecoute = Ecoute(donnees, fenetre)
    ecoute.demandee.connect(demarrage._repondre)
    fenetre.showMinimized()
    second = subprocess.Popen(
        [sys.executable, "-c", _SECOND, str(donnees), str(recue)],
        cwd=RACINE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    qtbot.waitUntil(lambda: fenetre.reception.dialogue is not None, timeout=30_000)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    assert second.communicate()[0] == "True\n"
    assert not fenetre.isMinimized()
    assert ordinaire(dialogue(fenetre).titre.text()).startswith("Édition 2")
    dialogue(fenetre).close()


@pytest.mark.parametrize("nom", ["clair", "sombre"])
def test_le_dialogue_tient_dans_la_fenetre_a_200_pour_cent(
    qtbot: QtBot, qapp: QApplication, donnees: Path, cles: Path, recue: Path, nom: str
) -> None:
    appliquer(qapp, nom, 2.0)  # type: ignore[arg-type]
    fenetre = ouvrir(qtbot, donnees, Travaux(synchrone=True))
    fenetre.reception.lire(recue)
    affiche = dialogue(fenetre)
    assert affiche.width() <= fenetre.width() and affiche.height() <= fenetre.height()
    assert affiche.bouton_accepter.isVisible() and not isinstance(affiche.focusWidget(), Bandeau)
    affiche.close()
    appliquer(qapp, "clair", 1.0)
