"""« Pourquoi ce montant ? » : ce qui est dit de chaque ligne."""

from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel
from pytestqt.qtbot import QtBot

from gui.composants.pourquoi_ce_montant import PourquoiCeMontant, explications, introduction
from modele.catalogue.objets import Catalogue
from modele.situation import EXEMPLE, Situation
from modele.tarification.calcul import calculer
from modele.tarification.resultat import CoutOutil


def cout(catalogue: Catalogue, outil: str, situation: Situation = EXEMPLE) -> CoutOutil:
    return calculer(catalogue.par_outil[outil], situation)


def test_fourchette_hypothese_doute_et_source(catalogue: Catalogue) -> None:
    locavor = cout(catalogue, "locavor", replace(EXEMPLE, presence="preparation"))
    annee = locavor.annee_suivante
    plateforme = explications(locavor, annee, catalogue.par_doute)[0]
    assert plateforme.titre == "Part du site Locavor.fr\u00a0: 2\u202f550,00\u00a0€"
    assert plateforme.phrases == (
        annee.lignes[0].detail,
        "Prix incertain\u00a0: entre 2\u202f250,00\u00a0€ et 2\u202f550,00\u00a0€.",
        f"Hypothèse\u00a0: {annee.lignes[0].hypothese}",
        f"Lecture incertaine (D07)\u00a0: {catalogue.par_doute['D07'].texte}",
        "Source\u00a0: Guide, fiche Locavor, Coût, lignes 1336-1342, vers 2023\u00a0: à confirmer.",
    )


def test_palier_et_doute_partage(catalogue: Catalogue) -> None:
    situation = replace(EXEMPLE, ca_professionnels=Fraction(20_000))
    socleo = cout(catalogue, "socleo", situation)
    particuliers, professionnels, *_ = explications(socleo, socleo.annee_suivante, catalogue.par_doute)
    assert "Palier\u00a0: moins de 60\u202f000\u00a0€ de ventes aux particuliers." in particuliers.phrases
    assert (
        "Palier\u00a0: moins de 120\u202f000\u00a0€ de ventes aux professionnels." in professionnels.phrases
    )
    assert f"Lecture incertaine (D12)\u00a0: {catalogue.par_doute['D12'].texte}" in particuliers.phrases
    renvoi = "Lecture incertaine (D12)\u00a0: voir «\u00a0Abonnement, offre particuliers\u00a0»."
    assert renvoi in professionnels.phrases


def test_autre_payeur(catalogue: Catalogue) -> None:
    coop = cout(catalogue, "coopcircuits")
    dites = [
        e.phrases[1].startswith("À la charge du client")
        for e in explications(coop, coop.annee_suivante, catalogue.par_doute)
    ]
    assert dites == [False, True, True]


def test_introduction(catalogue: Catalogue) -> None:
    situation = replace(EXEMPLE, options=MappingProxyType({"socleo": ("tpe", "caisse")}))
    assert introduction(cout(catalogue, "socleo", situation)) == (
        "Socleo. Formule\u00a0: Producteurs solo."
        " Options\u00a0: Terminal de paiement sur le site, Logiciel de caisse."
    )


def test_rien_n_est_ecrit_tant_que_c_est_cache(catalogue: Catalogue, qtbot: QtBot) -> None:
    section = PourquoiCeMontant(catalogue.par_doute)
    qtbot.addWidget(section)
    section.hide()
    kuupanda = cout(catalogue, "kuupanda")
    section.montrer(kuupanda, kuupanda.annee_1)
    assert section.findChildren(QLabel) == [section.findChild(QLabel)]
    section.show()
    textes = [label.text() for label in section.findChildren(QLabel) if label.isVisibleTo(section)]
    assert "1er mois offert (abonnement)\u00a0: −20,00\u00a0€" in textes
    # Une ligne de moins : la dernière carte, celle d'un frais sans prix, se cache ; aucune n'est refaite.
    cartes = section.findChildren(QFrame, options=Qt.FindChildOption.FindDirectChildrenOnly)
    lignes = [section.bloc(rang) for rang in range(3)]
    section.montrer(kuupanda, kuupanda.annee_suivante)
    assert [section.bloc(rang) for rang in range(3)] == [*lignes[:2], None]
    assert section.findChildren(QFrame, options=Qt.FindChildOption.FindDirectChildrenOnly) == cartes
    assert sum(carte.property("role") == "carte" and carte.isVisibleTo(section) for carte in cartes) == 3
