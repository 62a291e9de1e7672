"""L'aperçu dans la vraie fenêtre : ouvrir, agrandir, enregistrer, imprimer, et ce qui peut manquer."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from gui.fenetre import Fenetre
from gui.impression import imprimante
from gui.impression.apercu import LECTURE, SANS_IMPRIMANTE, DialogueImpression
from gui.session import Session
from gui.taches import Travaux
from gui.theme.style import appliquer
from modele.catalogue.objets import Catalogue
from modele.fautes import FichierInaccessible
from tests.impression.cas import cas


@pytest.fixture(autouse=True)
def theme_clair(qapp: QApplication) -> None:
    """Thème clair à 100 % avant chaque essai."""
    appliquer(qapp, "clair", 1.0)


def ouvrir(
    qtbot: QtBot, catalogue: Catalogue, donnees: Path, nom: str = "mixte", synchrone: bool = True
) -> Fenetre:
    """Fenêtre ouverte sur un des dossiers d'essai."""
    dossier = cas()[nom]
    session = Session(catalogue, dossier.situation, dossier=dossier)
    reglages = QSettings(str(donnees / "fenetre.ini"), QSettings.Format.IniFormat)
    fenetre = Fenetre(reglages, Travaux(synchrone=synchrone))
    qtbot.addWidget(fenetre)
    fenetre.resize(1366, 768)
    fenetre.accueillir(session)
    fenetre.show()
    return fenetre


def apercu(qtbot: QtBot, fenetre: Fenetre) -> DialogueImpression:
    """Aperçu ouvert sans attendre sa fermeture."""
    assert fenetre.session is not None
    dialogue = DialogueImpression(fenetre.session, fenetre.travaux, fenetre.reglages, fenetre)
    qtbot.addWidget(dialogue)
    dialogue.show()
    qtbot.waitExposed(dialogue)
    return dialogue


@pytest.fixture
def dialogue(qtbot: QtBot, catalogue: Catalogue, tmp_path: Path) -> DialogueImpression:
    """Aperçu d'une ferme bien remplie."""
    return apercu(qtbot, ouvrir(qtbot, catalogue, tmp_path))


def enregistrer_sous(monkeypatch: pytest.MonkeyPatch, choisi: object) -> list[str]:
    """Répond au choix du fichier ; rend les noms proposés."""
    proposes: list[str] = []

    def repondre(_parent: object, _titre: str, propose: str, _filtre: str) -> tuple[str, str]:
        proposes.append(propose)
        return str(choisi), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", repondre)
    return proposes


def test_ctrl_p_ouvre_l_apercu_et_echap_le_ferme(qtbot: QtBot, catalogue: Catalogue, tmp_path: Path) -> None:
    fenetre = ouvrir(qtbot, catalogue, tmp_path)
    vus: list[str] = []

    def fermer() -> None:
        actif = QApplication.activeModalWidget()
        assert isinstance(actif, DialogueImpression)
        vus.extend(feuille.accessibleName() for feuille in actif.feuilles)
        qtbot.keyClick(actif, Qt.Key.Key_Escape)

    with qtbot.waitActive(fenetre):
        fenetre.activateWindow()
    QTimer.singleShot(0, fermer)
    qtbot.keyClick(fenetre, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert vus == ["Page 1 sur 2", "Page 2 sur 2"]


def test_le_menu_propose_d_imprimer(qtbot: QtBot, catalogue: Catalogue, tmp_path: Path) -> None:
    fenetre = ouvrir(qtbot, catalogue, tmp_path)
    assert fenetre.action_imprimer.text() == "Imprimer…"
    assert any(isinstance(objet, QMenu) for objet in fenetre.action_imprimer.associatedObjects())


def test_les_deux_pages_entieres_puis_en_grand(dialogue: DialogueImpression, qtbot: QtBot) -> None:
    place = dialogue._defilement.viewport().size()
    un, deux = dialogue.feuilles
    assert un.size() == deux.size() and un.y() == deux.y() and un.x() < deux.x()
    assert un.height() <= place.height() and 2 * un.width() <= place.width()
    assert abs(un.height() / un.width() - 297 / 210) < 0.01
    petite = un.width()
    dialogue.vue.bouton(LECTURE).click()
    qtbot.waitUntil(lambda: un.y() < deux.y())
    assert un.width() > 1.5 * petite and un.height() > place.height()
    qtbot.waitUntil(lambda: dialogue._defilement.verticalScrollBar().maximum() > un.height())


def test_une_page_se_lit_sans_la_voir(dialogue: DialogueImpression) -> None:
    decrite = dialogue.feuilles[0].accessibleDescription().replace("\u202f", " ").replace("\u00a0", " ")
    assert "GAEC des Éclats du Velay" in decrite and "70 500 €" in decrite


def test_la_page_reste_blanche_dans_le_theme_sombre(
    qapp: QApplication, qtbot: QtBot, catalogue: Catalogue, tmp_path: Path
) -> None:
    appliquer(qapp, "sombre", 2.0)
    ouvert = apercu(qtbot, ouvrir(qtbot, catalogue, tmp_path))
    assert ouvert.width() <= 1366 and ouvert.height() <= 768
    image = ouvert.feuilles[0].grab().toImage()
    assert image.pixelColor(5, 5).name() == "#ffffff"


def test_sans_imprimante_le_pdf_reste_possible_et_c_est_dit(
    qtbot: QtBot, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    ouvert = apercu(qtbot, ouvrir(qtbot, catalogue, tmp_path))
    assert ouvert.avis.text() == SANS_IMPRIMANTE
    assert not ouvert.imprimer.isEnabled()
    enregistrer_sous(monkeypatch, tmp_path / "sortie.pdf")
    ouvert.enregistrer.click()
    assert (tmp_path / "sortie.pdf").read_bytes().startswith(b"%PDF-")


def test_avec_une_imprimante_rien_n_est_a_dire(
    qtbot: QtBot, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Bureau"])
    ouvert = apercu(qtbot, ouvrir(qtbot, catalogue, tmp_path))
    assert ouvert.avis.text() == "" and ouvert.imprimer.isEnabled()


def test_enregistrer_propose_un_nom_et_retient_le_dossier(
    dialogue: DialogueImpression, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cle = tmp_path / "clé USB"
    cle.mkdir()
    proposes = enregistrer_sous(monkeypatch, cle / "réunion")
    dialogue.enregistrer.click()
    assert Path(proposes[0]).name == "Choix d'un outil - GAEC des Éclats du Velay.pdf"
    assert (cle / "réunion.pdf").is_file()
    assert "réunion.pdf" in dialogue.bandeau.texte
    assert dialogue.bandeau.bouton("Ouvrir le PDF").isVisible()
    assert dialogue.enregistrer.isEnabled() and dialogue.fermer.isEnabled()
    dialogue.enregistrer.click()
    assert Path(proposes[1]).parent == cle


def test_renoncer_n_ecrit_rien(
    dialogue: DialogueImpression, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enregistrer_sous(monkeypatch, "")
    dialogue.enregistrer.click()
    assert not list(tmp_path.glob("*.pdf")) and not dialogue.bandeau.isVisible()


def test_un_fichier_refuse_est_dit_et_le_precedent_reste(
    dialogue: DialogueImpression, tmp_path: Path
) -> None:
    dialogue.ecrire_vers(tmp_path / "absent" / "sortie.pdf")
    assert dialogue.bandeau.texte.startswith("Le PDF n'a pas été écrit. Le dossier")
    assert dialogue.bandeau.bouton("Enregistrer ailleurs").isVisible()
    existant = tmp_path / "existant.pdf"
    existant.mkdir()
    dialogue.ecrire_vers(existant)
    assert "choisissez un autre nom de PDF" in dialogue.bandeau.texte
    assert dialogue.enregistrer.isEnabled()


def test_un_pdf_ouvert_ailleurs_est_dit(
    dialogue: DialogueImpression, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chemin = tmp_path / "ouvert.pdf"
    chemin.write_bytes(b"avant")

    def refuser(_source: Path, _cible: Path) -> None:
        raise PermissionError(13, "verrouillé", str(chemin))

    monkeypatch.setattr(Path, "replace", refuser)
    dialogue.ecrire_vers(chemin)
    assert "« ouvert.pdf » est ouvert dans un autre programme" in dialogue.bandeau.texte
    assert dialogue.bandeau.texte.count("Le PDF") == 2
    assert chemin.read_bytes() == b"avant"
    assert [fichier.name for fichier in tmp_path.iterdir() if fichier.suffix != ".ini"] == ["ouvert.pdf"]


def test_l_ecriture_se_fait_hors_du_fil_et_retient_le_dialogue(
    qtbot: QtBot, catalogue: Catalogue, tmp_path: Path
) -> None:
    ouvert = apercu(qtbot, ouvrir(qtbot, catalogue, tmp_path, synchrone=False))
    ouvert.ecrire_vers(tmp_path / "sortie.pdf")
    assert ouvert.bandeau.texte == "Écriture du PDF…" and not ouvert.fermer.isEnabled()
    ouvert.reject()
    assert ouvert.isVisible()
    qtbot.waitUntil(lambda: "PDF écrit" in ouvert.bandeau.texte, timeout=20_000)
    ouvert.reject()
    assert not ouvert.isVisible()


def vers_pdf(chemin: Path) -> QPrinter:
    """Une vraie imprimante de Qt, qui écrit dans un fichier."""
    sortie = QPrinter(QPrinter.PrinterMode.HighResolution)
    sortie.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    sortie.setOutputFileName(str(chemin))
    return sortie


@pytest.mark.parametrize(("de", "a", "attendues"), [(0, 0, 2), (2, 2, 1)])
def test_imprimer_envoie_les_pages_choisies(
    dialogue: DialogueImpression, tmp_path: Path, de: int, a: int, attendues: int
) -> None:
    sortie = vers_pdf(tmp_path / "imprime.pdf")
    if de:
        sortie.setPrintRange(QPrinter.PrintRange.PageRange)
        sortie.setFromTo(de, a)
    imprimante.imprimer(sortie, dialogue.pages)
    octets = (tmp_path / "imprime.pdf").read_bytes()
    assert octets.count(b"/Type /Page\n") == attendues


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_une_imprimante_qui_refuse_est_dite(dialogue: DialogueImpression, tmp_path: Path) -> None:
    with pytest.raises(FichierInaccessible, match="n'a pas pris les pages"):
        imprimante.imprimer(vers_pdf(tmp_path / "absent" / "imprime.pdf"), dialogue.pages)


def test_imprimer_depuis_l_apercu(
    dialogue: DialogueImpression, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chemin = tmp_path / "imprime.pdf"

    def accepter(choix: QPrintDialog) -> QPrintDialog.DialogCode:
        choix.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        choix.printer().setOutputFileName(str(chemin))
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accepter)
    dialogue._imprimer()
    assert chemin.read_bytes().count(b"/Type /Page\n") == 2
    assert dialogue.bandeau.texte.startswith("Pages envoyées à l'imprimante")
    chemin.unlink()
    monkeypatch.setattr(QPrintDialog, "exec", lambda _choix: QPrintDialog.DialogCode.Rejected)
    dialogue._imprimer()
    assert not chemin.exists()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_une_imprimante_en_faute_ne_ferme_rien(
    dialogue: DialogueImpression, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imprimante, "demander", lambda *_: vers_pdf(tmp_path / "absent" / "x.pdf"))
    dialogue._imprimer()
    assert dialogue.bandeau.texte.startswith("Les pages n'ont pas été imprimées. L'imprimante")
    assert dialogue.isVisible()


@pytest.mark.parametrize("nom", ["vide", "plein", "aucun"])
def test_l_apercu_s_ouvre_sur_toute_ferme(
    qtbot: QtBot, catalogue: Catalogue, tmp_path: Path, nom: str
) -> None:
    ouvert = apercu(qtbot, ouvrir(qtbot, catalogue, tmp_path, nom))
    assert not ouvert.feuilles[1].grab().isNull()
