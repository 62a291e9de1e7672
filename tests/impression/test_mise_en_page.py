"""Deux pages, rien hors des marges, aucun texte sur un autre : mesuré sur les marques mêmes du dessin."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from gui.impression.blocs import LARGEUR
from gui.impression.encre import mm
from gui.impression.marques import Texte
from gui.impression.pages import Page, composer
from gui.theme import papier
from modele.dossiers.objets import Dossier
from modele.impression.objets import Document
from modele.situation import EXEMPLE
from tests.impression.cas import cas, dossiers, rediger, soixante_outils

JEU = 1.0
"""Un centième de millimètre."""


def textes(page: Page) -> list[Texte]:
    """Lignes de texte d'une page."""
    return [marque for _, _, marque in page.marques() if isinstance(marque, Texte)]


def places(page: Page) -> list[tuple[QRectF, str]]:
    """Place de chaque texte non vide sur la feuille."""
    return [
        (marque.cadre.translated(x, y), marque.texte)
        for x, y, marque in page.marques()
        if isinstance(marque, Texte) and marque.texte.strip()
    ]


def chevauchements(page: Page) -> list[tuple[str, str]]:
    """Textes posés l'un sur l'autre, du haut vers le bas de la page."""
    ouverts: list[tuple[QRectF, str]] = []
    trouves = []
    for cadre, texte in sorted(places(page), key=lambda place: place[0].top()):
        ouverts = [place for place in ouverts if place[0].bottom() > cadre.top() + JEU]
        trouves += [
            (autre, texte)
            for place, autre in ouverts
            if place.left() < cadre.right() - JEU and cadre.left() < place.right() - JEU
        ]
        ouverts.append((cadre, texte))
    return trouves


def verifier(document: Document) -> tuple[Page, ...]:
    """Rend les pages d'un document dont rien ne sort des marges ni ne se chevauche."""
    pages = composer(document)
    assert len(pages) == 2
    marges = QRectF(
        mm(papier.MARGE_LATERALE) - JEU,
        mm(papier.MARGE_HAUTE) - JEU,
        LARGEUR + 2 * JEU,
        mm(papier.HAUTEUR_PAGE - papier.MARGE_HAUTE - papier.MARGE_BASSE) + 2 * JEU,
    )
    for page in pages:
        for x, y, marque in page.marques():
            cadre = marque.cadre.translated(x, y)
            # Un trait a un cadre sans épaisseur, que `contains` refuserait.
            assert marges.united(cadre) == marges, marque
        assert not chevauchements(page)
    return pages


@pytest.mark.parametrize("nom", cas())
def test_tout_tient_entre_les_marges(qapp: QApplication, nom: str) -> None:
    verifier(rediger(cas()[nom]))


@pytest.mark.parametrize("nom", ["exemple", "souhaits", "plein"])
def test_tout_tient_avec_soixante_outils(qapp: QApplication, nom: str) -> None:
    pages = verifier(rediger(cas()[nom], soixante_outils()))
    assert any("autres, voir le classeur" in texte.texte for texte in textes(pages[0]))


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(dossiers())
def test_tout_tient_quoi_que_dise_la_ferme(qapp: QApplication, dossier: Dossier) -> None:
    verifier(rediger(dossier))


def test_ni_un_nom_d_outil_ni_ses_options_ne_sont_coupes(qapp: QApplication) -> None:
    """« La Ruche qui dit Oui ! » ne tient pas en gras sur une ligne ; trois options, pas sur deux."""
    situation = replace(
        EXEMPLE,
        options={"socleo": ("tpe", "caisse", "abonnements")},
        exigences={"collectif": "souhaite"},
    )
    gardes = ("la-ruche-qui-dit-oui", "socleo", "coopcircuits")
    document = rediger(Dossier(situation.nom, situation, preselection=gardes))
    premiere, seconde = verifier(document)
    (socleo,) = [outil for outil in document.premiere.outils if outil.nom == "Socleo"]
    assert "Terminal de paiement" in socleo.formule and len(socleo.formule) > 60
    dits = " ".join(texte.texte for texte in textes(premiere)).replace("\u00a0", " ")
    assert socleo.formule.replace("\u00a0", " ") in dits
    intitules = [texte.texte for texte in textes(seconde) if texte.x == 0]
    assert not [intitule for intitule in intitules if intitule.endswith("…")]
    assert "La Ruche qui dit Oui !" in " ".join(intitules).replace("\u00a0", " ")


@pytest.mark.parametrize("nom", ["exemple", "plein", "preselection"])
def test_aucun_intitule_de_montant_n_est_coupe(qapp: QApplication, nom: str) -> None:
    document = rediger(cas()[nom])
    dits = [texte.texte for texte in textes(composer(document)[0])]
    for libelle in {montant.libelle for outil in document.premiere.outils for montant in outil.montants}:
        ecrits = sum(m.libelle == libelle for outil in document.premiere.outils for m in outil.montants)
        assert dits.count(libelle) >= ecrits, libelle
