"""Un dossier venu d'une autre édition : toutes les pages s'ouvrent, tout s'exporte, rien n'est perdu."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QSettings, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.composants.choix_preselection import basculer
from gui.composants.choix_segments import ChoixSegments
from gui.composants.groupe_repliable import GroupeRepliable
from gui.composants.saisie_formules import SaisieFormules
from gui.fenetre import Fenetre
from gui.pages.methode import PageMethode
from gui.plan_des_pages import PAGES
from gui.rangement import Rangement
from gui.session import Session
from gui.taches import Travaux
from modele.catalogue.objets import Catalogue
from modele.comparaison import comparer
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.objets import Dossier
from modele.export.classeur import exporter
from modele.reprise.fusion import mis_a_jour
from modele.reprise.lecture import lire_classeur
from tests.dossiers.d_ailleurs import autre_edition, d_ailleurs
from tests.dossiers.fabrique import complet

CATALOGUES: dict[str, Callable[[Catalogue], Catalogue]] = {
    "livrée": lambda catalogue: catalogue,
    "autre": autre_edition,
}


@pytest.fixture(params=CATALOGUES)
def edition(request: pytest.FixtureRequest, catalogue: Catalogue) -> Catalogue:
    """L'édition livrée, puis une autre."""
    return CATALOGUES[request.param](catalogue)


def ouvrir(qtbot: QtBot, catalogue: Catalogue, donnees: Path, dossier: Dossier) -> Fenetre:
    """Fenêtre entière sur un dossier enregistré."""
    with DepotDossiers.ouvrir(donnees / "dossiers.sqlite") as depot:
        depot.enregistrer(dossier)
    session = Session(catalogue)
    fenetre = Fenetre(QSettings(str(donnees / "f.ini"), QSettings.Format.IniFormat), Travaux(synchrone=True))
    qtbot.addWidget(fenetre)
    rangement = Rangement(session, donnees, fenetre)
    fenetre.resize(1366, 768)
    fenetre.accueillir(session, rangement)
    rangement.ouvrir_base(None)
    fenetre.show()
    qtbot.waitExposed(fenetre)
    return fenetre


def peindre(widget: QWidget) -> None:
    """Mise en page et peinture, comme à l'écran."""
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QCoreApplication.processEvents()
    widget.grab()


def parcourir(page: QWidget) -> None:
    """Déplie tout, ouvre chaque vue et désigne les rangées de chaque liste."""
    for groupe in page.findChildren(GroupeRepliable):
        groupe.deplier()
    # Dans la méthode, ces segments sont des notes : les actionner changerait le dossier.
    segments = [] if isinstance(page, PageMethode) else page.findChildren(ChoixSegments)
    for choix in segments:
        for bouton in choix.findChildren(QToolButton):
            bouton.click()
            peindre(page)
            _designer(page)
    _designer(page)


def _designer(page: QWidget) -> None:
    for vue in page.findChildren(QAbstractItemView):
        modele = vue.model()
        if modele is None or not vue.isVisible() or isinstance(vue.parent(), QComboBox):
            continue
        cases = (
            modele.index(rang, colonne) for rang in range(min(modele.rowCount(), 40)) for colonne in range(12)
        )
        for case in filter(QModelIndex.isValid, cases):
            vue.setCurrentIndex(case)
            for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                modele.data(case, role)
    peindre(page)


def test_changer_d_edition_oublie_la_selection_disparue(catalogue: Catalogue, qtbot: QtBot) -> None:
    session = Session(catalogue, dossier=d_ailleurs())
    suivante, base = autre_edition(catalogue), Path("autre.sqlite")
    session.selectionner("socleo", "autonomie")
    with qtbot.waitSignal(session.catalogue_change) as signal:
        session.changer_de_catalogue(suivante, base)
    assert signal.args is not None and signal.args[0].edition == "1"
    assert (session.outil, session.critere, session.base) == ("socleo", "autonomie", base)
    assert session.catalogue_du_guide is suivante
    prix = session.catalogue.par_outil["kuupanda"].formules[0].composantes[0].paliers[0]
    assert prix.prix == 18 and session.comparaison.par_outil.keys() == suivante.par_outil.keys()
    session.changer_de_catalogue(catalogue, base)
    session.selectionner("coopcircuits", "facturation")
    session.changer_de_catalogue(suivante, base)
    assert (session.outil, session.critere) == ("", "")


def test_cocher_ne_fait_oublier_que_ce_que_l_on_decoche(qtbot: QtBot, catalogue: Catalogue) -> None:
    session = Session(catalogue, dossier=d_ailleurs())
    assert basculer(session, "amapj") == ""
    assert session.dossier.preselection == ("parti", "socleo", "parti-aussi")
    for outil in ("amapj", "cagette", "locavor"):
        assert basculer(session, outil) == ""
    assert "Quatre outils au plus" in basculer(session, "kuupanda")
    assert session.dossier.preselection == ("parti", "socleo", "parti-aussi", "amapj", "cagette", "locavor")
    formules = SaisieFormules(session, session.modifier)
    qtbot.addWidget(formules)
    formules.deplier()
    assert formules.formules["socleo"].currentData() == "collectif"
    formules.options["socleo", "caisse"].click()
    assert session.situation.options["socleo"] == ("tpe", "caisse", "disparue")
    formules.options["socleo", "tpe"].click()
    assert session.situation.options["socleo"] == ("caisse", "disparue")
    assert session.situation.formules == d_ailleurs().situation.formules


@pytest.mark.parametrize("depart", [d_ailleurs, complet])
def test_chaque_page_s_ouvre_et_la_saisie_reste(
    qtbot: QtBot, edition: Catalogue, tmp_path: Path, depart: Callable[[], Dossier]
) -> None:
    fenetre = ouvrir(qtbot, edition, tmp_path, depart())
    assert fenetre.session is not None and fenetre.rangement is not None
    ouvert = fenetre.session.dossier
    for entree in PAGES:
        fenetre.montrer(entree.identifiant)
        peindre(fenetre)
        parcourir(fenetre.page)
    fenetre.poser_panneau()
    parcourir(fenetre.panneau)
    assert fenetre.session.dossier == ouvert
    for outil in edition.outils:
        fenetre.session.selectionner(outil.identifiant, edition.criteres[-1].identifiant)
        peindre(fenetre)
    # Une saisie ordinaire ne doit rien emporter de ce que l'édition ne connaît pas.
    fenetre.session.modifier(ca_particuliers=Fraction(51_000))
    fenetre.session.modifier(
        exigences=MappingProxyType({**fenetre.session.situation.exigences, "autonomie": "souhaite"})
    )
    for entree in PAGES:
        fenetre.montrer(entree.identifiant)
        peindre(fenetre)
    fenetre.session.annulations.setIndex(0)
    fenetre.rangement.enregistrer()
    fenetre.close()
    with DepotDossiers.ouvrir(tmp_path / "dossiers.sqlite") as depot:
        garde = depot.lire(ouvert.identifiant)
    assert replace(garde, modifie_le="") == replace(ouvert, modifie_le="")


def test_l_export_et_son_retour_gardent_tout(edition: Catalogue, tmp_path: Path) -> None:
    dossier = replace(d_ailleurs(), identifiant=3, cree_le="2026-01-01T00:00:00")
    classeur = tmp_path / "sortie.xlsx"
    exporter(edition, comparer(edition, dossier.situation), classeur, dossier=dossier)
    reprise = lire_classeur(classeur, edition)
    assert reprise.origine == dossier
    assert reprise.dossier == dossier
    assert mis_a_jour(dossier, reprise) == dossier
