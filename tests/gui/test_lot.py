"""« Traiter un lot de fermes » et « Exporter tous mes dossiers » de bout en bout, dans la vraie fenêtre."""

import threading
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gui import lot as module
from gui.composants import dialogue_lot
from gui.composants.dialogue_lot import DialogueLot
from gui.fenetre import Fenetre
from gui.pages.accueil import PageAccueil
from gui.rangement import Rangement
from gui.session import Session
from gui.taches import Travaux
from modele.catalogue.objets import Catalogue
from modele.lot import traitement
from modele.reprise.lecture import lire_classeur
from modele.situation import Situation
from tests.export.tableur import ordinaires
from tests.lot.fabrique import dossier_json, synthese, tableau


@pytest.fixture
def fenetre(qtbot: QtBot, catalogue: Catalogue, tmp_path: Path) -> Iterator[Fenetre]:
    """Fenêtre sur une base neuve, page « Accueil »."""
    session = Session(catalogue)
    rangement = Rangement(session, tmp_path / "donnees")
    ouverte = Fenetre(QSettings(str(tmp_path / "f.ini"), QSettings.Format.IniFormat), Travaux(synchrone=True))
    qtbot.addWidget(ouverte)
    ouverte.accueillir(session, rangement)
    rangement.setParent(ouverte)
    (tmp_path / "donnees").mkdir()
    rangement.ouvrir_base(None)
    ouverte.montrer("accueil")
    ouverte.show()
    yield ouverte


def ouvrir(fenetre: Fenetre, tous: bool = False) -> DialogueLot:
    """Le dialogue, ouvert par son bouton de l'accueil."""
    assert isinstance(fenetre.page, PageAccueil)
    (fenetre.page.bouton_tout_exporter if tous else fenetre.page.bouton_lot).click()
    (dialogue,) = [un for un in fenetre.findChildren(DialogueLot) if un.isVisible()]
    return dialogue


def lignes(dialogue: DialogueLot) -> list[str]:
    """Ce que dit la liste."""
    return [ordinaires(dialogue.liste.item(rang).text()) for rang in range(dialogue.liste.count())]


def test_traiter_un_tableau(fenetre: Fenetre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chemin = tableau(tmp_path / "fermes.xlsx", ("nom", "horizon"), ("A", 2), ("B", 99), ("A", 3))
    dialogue = ouvrir(fenetre)
    assert not dialogue.traiter.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chemin), ""))
    dialogue.choisir_tableau.click()
    # Un dossier de sortie est proposé, que l'on peut changer.
    assert dialogue.sortie == tmp_path / "Classeurs des fermes - fermes"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "sortie"))
    dialogue.choisir_sortie.click()
    assert dialogue.vers_ou.text().replace("\u200b", "") == str(tmp_path / "sortie")
    dialogue.traiter.click()
    assert ordinaires(dialogue.etat.text()) == "2 classeurs écrits sur 3, et la synthèse « synthese.xlsx »."
    assert lignes(dialogue) == [
        "B (ligne 3), refusée : Durée de la comparaison (années) (B3) : reçu « 99 », attendu un nombre entier de 1 à 10.",
        "A (ligne 4), écrite : Même nom que ligne 2.",
    ]
    assert len(synthese(tmp_path / "sortie")) == 3
    ouverts: list[Path] = []
    monkeypatch.setattr(dialogue_lot, "ouvrir_fichier", ouverts.append)
    dialogue.ouvrir_synthese.click()
    dialogue.ouvrir_dossier.click()
    assert ouverts == [tmp_path / "sortie" / "synthese.xlsx", tmp_path / "sortie"]
    dialogue.fermer.click()
    assert not dialogue.isVisible()


def test_traiter_un_dossier(fenetre: Fenetre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fermes = dossier_json(
        tmp_path / "fermes", **{f"f{rang:02}": {"nom": f"Ferme {rang}"} for rang in range(12)}
    )
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(fermes))
    dialogue = ouvrir(fenetre)
    dialogue.choisir_dossier.click()
    comptes: list[int] = []
    monkeypatch.setattr(module.gc, "collect", lambda: comptes.append(1))
    dialogue.traiter.click()
    # Une fois avant chaque tranche de cinq, et une fois à la fin.
    assert len(comptes) == 4
    assert dialogue.liste.isHidden() and dialogue.etat.text().startswith("12 classeurs")


def test_renoncer_a_choisir_ne_change_rien(fenetre: Fenetre, monkeypatch: pytest.MonkeyPatch) -> None:
    dialogue = ouvrir(fenetre)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    for bouton in (
        dialogue.choisir_tableau,
        dialogue.choisir_dossier,
        dialogue.choisir_sortie,
        dialogue.ecrire_tableau,
    ):
        bouton.click()
    assert (dialogue.entree, dialogue.sortie, dialogue.etat.text()) == (None, None, "")
    dialogue.reject()


def test_exporter_tous_mes_dossiers(fenetre: Fenetre, catalogue: Catalogue, tmp_path: Path) -> None:
    assert fenetre.session is not None and fenetre.rangement is not None
    for nom in ("Les Ormes", "Les Ifs", "Archivée"):
        fenetre.rangement.creer(Situation(nom=nom, ca_particuliers=Fraction(9_000)))
    fenetre.rangement.archiver(fenetre.session.dossier.identifiant, True)
    fenetre.rangement.ouvrir(2)
    fenetre.session.modifier_dossier(notes={"socleo": "Rappeler"})
    # Ce qui vient d'être tapé n'est pas encore dans la base.
    fenetre.session.modifier(ca_particuliers=Fraction(12_345))
    dialogue = ouvrir(fenetre, tous=True)
    dialogue.sortie = tmp_path / "sortie"
    dialogue.traiter.click()
    assert dialogue.etat.text().startswith("3 classeurs écrits sur 3")
    noms = {ligne["Classeur"] for ligne in synthese(tmp_path / "sortie")}
    assert noms == {"Les Ormes.xlsx", "Les Ifs.xlsx", "Ferme exemple.xlsx"}
    ormes = lire_classeur(tmp_path / "sortie" / "Les Ormes.xlsx", catalogue)
    assert ormes.dossier == fenetre.session.dossier
    assert ormes.dossier.situation.ca_particuliers == 12_345 and ormes.dossier.notes == {"socleo": "Rappeler"}
    dialogue.reject()


def test_fautes_dites_dans_le_dialogue(fenetre: Fenetre, tmp_path: Path) -> None:
    dialogue = ouvrir(fenetre)
    vide = tmp_path / "vide"
    vide.mkdir()
    fichier = tmp_path / "fichier"
    fichier.write_text("")
    plein = dossier_json(tmp_path / "f", a={})
    for entree, sortie, raison in (
        (vide, tmp_path / "s", "aucun fichier"),
        (plein, fichier, "c'est un fichier"),
        (tmp_path / "absent.xlsx", tmp_path / "s", "n'existe pas"),
    ):
        dialogue.entree, dialogue.sortie = entree, sortie
        dialogue.commencer()
        assert raison in dialogue.etat.text() and dialogue.etat.property("role") == "erreur"
        assert dialogue.traiter.isEnabled() and dialogue.progression.isHidden()
    dialogue.entree, dialogue.sortie = plein, tmp_path / "s"
    dialogue.commencer()
    assert dialogue.etat.text().startswith("1 classeur")
    dialogue.reject()


def test_ecrire_un_tableau_vide_l_ouvre(
    fenetre: Fenetre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ouverts: list[Path] = []
    monkeypatch.setattr(dialogue_lot, "ouvrir_fichier", ouverts.append)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "modele"), ""))
    dialogue = ouvrir(fenetre)
    dialogue.ecrire_tableau.click()
    assert ouverts == [tmp_path / "modele.xlsx"] and (tmp_path / "modele.xlsx").exists()
    assert "modele.xlsx" in dialogue.etat.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "absent" / "m"), ""))
    dialogue.ecrire_tableau.click()
    assert "n'existe pas" in dialogue.etat.text()
    dialogue.reject()


@pytest.fixture
def lente(fenetre: Fenetre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Travail dans un autre fil, dont la troisième ferme attend qu'on la libère."""
    libre = threading.Event()
    attendre = traitement.Lot._traiter

    def traiter(lot: traitement.Lot, *arguments: object) -> object:
        if len(lot.lignes) == 2:
            assert libre.wait(30)
        return attendre(lot, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(traitement.Lot, "_traiter", traiter)
    fenetre.travaux._synchrone = False
    yield libre
    libre.set()
    fenetre.travaux.attendre()


def _commencer_en_cours(fenetre: Fenetre, tmp_path: Path, qtbot: QtBot) -> DialogueLot:
    dialogue = ouvrir(fenetre)
    dialogue.entree = dossier_json(tmp_path / "f", **{f"f{rang}": {"nom": f"F{rang}"} for rang in range(8)})
    dialogue.sortie = tmp_path / "sortie"
    dialogue.commencer()
    qtbot.waitUntil(lambda: dialogue.progression.value() >= 200)
    return dialogue


def test_annuler_garde_ce_qui_est_fait(
    fenetre: Fenetre, lente: threading.Event, tmp_path: Path, qtbot: QtBot
) -> None:
    dialogue = _commencer_en_cours(fenetre, tmp_path, qtbot)
    assert dialogue.annuler.isVisible() and not dialogue.choisir_sortie.isEnabled()
    dialogue.annuler.click()
    assert not dialogue.annuler.isEnabled()
    lente.set()
    qtbot.waitUntil(lambda: not dialogue.en_cours)
    assert dialogue.etat.text().startswith("2 classeurs écrits sur 8")
    assert len(lignes(dialogue)) == 6 and "arrêté avant cette ferme" in lignes(dialogue)[0]
    assert sorted(p.name for p in (tmp_path / "sortie").glob("*.xlsx")) == [
        "F0.xlsx",
        "F1.xlsx",
        "synthese.xlsx",
    ]
    assert dialogue.traiter.isVisible()
    dialogue.reject()


@pytest.mark.parametrize("geste", ["echap", "croix"])
def test_fermer_pendant_le_traitement_l_annule_d_abord(
    geste: str, fenetre: Fenetre, lente: threading.Event, tmp_path: Path, qtbot: QtBot
) -> None:
    dialogue = _commencer_en_cours(fenetre, tmp_path, qtbot)
    if geste == "echap":
        qtbot.keyClick(dialogue, Qt.Key.Key_Escape)
    else:
        dialogue.close()
    assert dialogue.isVisible()
    lente.set()
    qtbot.waitUntil(lambda: not dialogue.en_cours)
    dialogue.close()
    assert not dialogue.isVisible()


def test_le_travail_est_hors_du_fil_de_la_fenetre(
    fenetre: Fenetre, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    fils: set[int] = set()
    suivante = traitement.Lot.suivante

    def noter(lot: traitement.Lot, *arguments: object) -> object:
        fils.add(threading.get_ident())
        return suivante(lot, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(traitement.Lot, "suivante", noter)
    fenetre.travaux._synchrone = False
    dialogue = ouvrir(fenetre)
    dialogue.entree = dossier_json(tmp_path / "f", **{f"f{rang}": {} for rang in range(7)})
    dialogue.sortie = tmp_path / "sortie"
    dialogue.commencer()
    qtbot.waitUntil(lambda: not dialogue.en_cours, timeout=30_000)
    assert fils and threading.get_ident() not in fils
    assert dialogue.etat.text().startswith("7 classeurs")
    dialogue.reject()


def test_base_fermee_se_dit(fenetre: Fenetre) -> None:
    assert fenetre.rangement is not None
    fenetre.rangement.fermer()
    fenetre.traiter_un_lot()
    assert "pas accessibles" in fenetre.bandeau.texte
