"""Changer de thème ou de taille de texte ne fait perdre ni la vue choisie ni ce que l'application disait."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.composants.fiche_contenu import FICHE_DU_GUIDE
from gui.fenetre import Fenetre
from gui.pages.comparer import CHOIX
from gui.plan_des_pages import PAGES
from gui.rangement import Rangement
from gui.session import Session
from gui.taches import Travaux
from gui.vues_retenues import retenir
from modele.dossiers.objets import Vente
from modele.situation import Situation


@pytest.fixture
def fenetre(qtbot: QtBot, session_exemple: Session, tmp_path: Path) -> Fenetre:
    """Fenêtre ouverte sur la ferme d'exemple, dossiers compris."""
    ouverte = Fenetre(
        QSettings(str(tmp_path / "fenetre.ini"), QSettings.Format.IniFormat), Travaux(synchrone=True)
    )
    qtbot.addWidget(ouverte)
    ouverte.resize(1366, 768)
    rangement = Rangement(session_exemple, tmp_path, ouverte)
    ouverte.accueillir(session_exemple, rangement)
    rangement.ouvrir_base(None)
    ouverte.show()
    qtbot.waitExposed(ouverte)
    return ouverte


def changer_d_apparence(fenetre: Fenetre, qtbot: QtBot) -> None:
    """Passe au thème sombre, texte agrandi, et attend que tout soit refait."""
    ancienne = fenetre.page
    fenetre.changer_apparence(nom="sombre", taille=150)
    qtbot.waitUntil(lambda: fenetre.page is not ancienne and fenetre.page.isVisible())


def _seuils(page: Any) -> None:
    page.unite.bouton("parts").setChecked(True)
    page.periode.bouton("horizon").setChecked(True)
    page.axe.setCurrentIndex(2)
    page.axe.activated.emit(2)
    page.cadrer.setChecked(False)
    page.lecture.legende.cases["amapj"].setChecked(False)
    page.graphe.fixer_curseur(page.graphe.x_max / 2)


def _comparer(page: Any) -> None:
    page.recherche.setText("paiement")
    page.differences.setChecked(True)
    page.grille.filtre.replier("synthese", True)
    page.montrer_vue(CHOIX)


def _fiches(page: Any) -> None:
    page.recherche.setText("commission")
    page._choisir_fiche(FICHE_DU_GUIDE)


def _accueil(page: Any) -> None:
    page._rangement.creer(Situation(nom="Les Tilleuls"))
    page._rangement.creer(Situation(nom="GAEC des Ormes"))
    page.recherche.setText("tilleuls")
    page.archives.setChecked(True)
    page.liste.sortByColumn(0, Qt.SortOrder.AscendingOrder)


def _ferme(page: Any) -> None:
    page.ferme.questions.continuer.click()
    page.ferme.ressources.deplier()
    page.besoins.seulement.setChecked(True)
    page.besoins.recherche.setText("vente")


def _formulaire(page: Any) -> None:
    page.ferme.bascule.click()
    page.besoins.plis.click()


def _ventes(page: Any) -> None:
    exemples = page._session.catalogue.guide.exemples
    page._session.modifier_dossier(ventes=tuple(Vente(e.nom, e.avant, e.apres) for e in exemples))
    page._choisir(1)


GESTES: dict[str, tuple[str, Callable[[Any], None]]] = {
    "seuils": ("seuils", _seuils),
    "comparer": ("comparer", _comparer),
    "fiches": ("fiches", _fiches),
    "accueil": ("accueil", _accueil),
    "questions": ("ferme", _ferme),
    "formulaire": ("ferme", _formulaire),
    "ventes": ("avant-apres", _ventes),
    "methode": ("methode", lambda page: page.aller(5)),
    "donnees": ("donnees", lambda page: page.montrer("confidentialite")),
    "a-propos": ("a-propos", lambda page: page.sommaire.setCurrentRow(3)),
}


@pytest.mark.parametrize("geste", GESTES)
def test_une_page_rouvre_sur_ce_que_l_on_y_voyait(fenetre: Fenetre, qtbot: QtBot, geste: str) -> None:
    identifiant, faire = GESTES[geste]
    fenetre.montrer(identifiant)
    depart = retenir(fenetre.page)
    faire(fenetre.page)
    choisi = retenir(fenetre.page)
    assert choisi != depart
    changer_d_apparence(fenetre, qtbot)
    assert retenir(fenetre.page) == choisi


def test_une_page_que_l_on_ne_voit_pas_attend_avec_sa_vue(fenetre: Fenetre, qtbot: QtBot) -> None:
    fenetre.montrer("seuils")
    _seuils(fenetre.page)
    choisi = retenir(fenetre.page)
    fenetre.montrer("fiches")
    changer_d_apparence(fenetre, qtbot)
    ancienne = fenetre.page
    fenetre.changer_apparence(nom="clair")
    qtbot.waitUntil(lambda: fenetre.page is not ancienne)
    fenetre.montrer("seuils")
    assert retenir(fenetre.page) == choisi


def test_le_calculateur_garde_ses_groupes_et_son_explication(fenetre: Fenetre, qtbot: QtBot) -> None:
    fenetre.resize(1920, 1080)
    for groupe in fenetre.panneau.saisie.groupes.values():
        groupe.deplier()
    fenetre.panneau.expliquer("kuupanda")
    fenetre.panneau.resultat.controles_de_vue["an-1"].setChecked(True)
    choisi = retenir(fenetre.panneau)
    changer_d_apparence(fenetre, qtbot)
    assert retenir(fenetre.panneau) == choisi
    assert fenetre.panneau.resultat.outil == "kuupanda"


def test_un_autre_dossier_ne_reprend_pas_la_vue_du_precedent(fenetre: Fenetre, qtbot: QtBot) -> None:
    fenetre.montrer("methode")
    fenetre.page.aller(5)  # type: ignore[attr-defined]
    fenetre.montrer("fiches")
    changer_d_apparence(fenetre, qtbot)
    assert fenetre.rangement is not None
    fenetre.rangement.creer(Situation(nom="Les Tilleuls"))
    fenetre.montrer("methode")
    assert fenetre.page.numero == 1  # type: ignore[attr-defined]


def test_un_message_et_ses_boutons_survivent_au_theme(fenetre: Fenetre, qtbot: QtBot) -> None:
    faits: list[str] = []
    fenetre.bandeau.montrer(
        "Votre saisie n'est pas enregistrée.", "erreur", (("Réessayer", lambda: faits.append("fait")),)
    )
    avant = fenetre.bandeau.styleSheet()
    changer_d_apparence(fenetre, qtbot)
    assert fenetre.bandeau.isVisible() and fenetre.bandeau.texte == "Votre saisie n'est pas enregistrée."
    assert fenetre.bandeau.styleSheet() != avant
    fenetre.bandeau.bouton("Réessayer").click()
    assert faits == ["fait"]


def test_un_bandeau_ferme_le_reste(fenetre: Fenetre, qtbot: QtBot) -> None:
    fenetre.bandeau.montrer("Classeur écrit.")
    fenetre.bandeau.bouton("Fermer").click()
    changer_d_apparence(fenetre, qtbot)
    assert not fenetre.bandeau.isVisible()


def test_un_export_en_cours_reste_annulable(fenetre: Fenetre, qtbot: QtBot) -> None:
    annules: list[bool] = []
    fenetre.bandeau.montrer_travail("Écriture du classeur…", lambda: annules.append(True))
    changer_d_apparence(fenetre, qtbot)
    fenetre.bandeau.avancer(2, 5)
    assert fenetre.bandeau.isVisible()
    fenetre.bandeau.bouton("Annuler").click()
    assert annules == [True]


def test_chaque_controle_retenu_est_connu(fenetre: Fenetre) -> None:
    """Une page qui déclare un contrôle d'un genre inconnu échoue ici, non chez la ferme."""
    for entree in PAGES:
        fenetre.montrer(entree.identifiant)
        retenir(fenetre.page)


@pytest.mark.parametrize("geste", GESTES)
def test_douze_changements_d_apparence_ne_laissent_rien_derriere_eux(
    fenetre: Fenetre, qtbot: QtBot, qapp: QApplication, geste: str
) -> None:
    """Ni page perdue, ni widget oublié : on revient toujours au même compte."""
    identifiant, faire = GESTES[geste]
    fenetre.montrer(identifiant)
    faire(fenetre.page)
    choisi = retenir(fenetre.page)
    comptes: list[tuple[int, int]] = []
    for rang in range(12):
        ancienne = fenetre.page
        fenetre.changer_apparence(("sombre", "clair")[rang % 2], (150, 200, 100, 100)[rang % 4])
        qtbot.waitUntil(lambda ancienne=ancienne: fenetre.page is not ancienne)
        assert fenetre.identifiant_de_page == identifiant
        assert retenir(fenetre.page) == choisi
        if rang % 4 == 3:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            gc.collect()
            comptes.append((len(qapp.topLevelWidgets()), len(qapp.allWidgets())))
    # Le premier tour peut construire ce qui ne l'était pas encore.
    assert len(set(comptes[1:])) == 1, comptes
