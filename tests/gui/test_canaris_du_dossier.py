"""Un texte hostile dans chaque champ de texte d'un dossier : gardé tel quel ou refusé, montré tel quel, exporté."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.composants.champ_saisie import sans_invisibles
from gui.export_classeur import exporter_vers, nom_propose
from gui.fenetre import Fenetre
from modele.catalogue.objets import Catalogue
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.objets import Dossier
from modele.reprise.lecture import lire_classeur
from modele.situation import Situation
from modele.suivi import Suivi
from tests.gui.conduite_donnees import ouvrir
from tests.surete.exploration import parcourir, reposer, textes_devines_riches
from tests.surete.textes import FORMULES, MARQUE, canaris, dossier_entier, tous_les_textes

FIXES = ("du", "au", "cree_le", "modifie_le", "cle", "outil", "cases", "preselection")
"""Dates et identifiants : la fenêtre ne les laisse pas écrire."""
LIGNE = 200
LIGNES = ("nom", "personne", "sujet", "quand")
ILLISIBLES = ("avant\0après", "demi \ud83e caractère")


def remplir(objet: Any, textes: Iterator[str]) -> Any:
    """Le même objet, chaque texte libre remplacé ; une ligne ne prend que ce qu'une ligne peut prendre."""
    if isinstance(objet, str):
        return next(textes)
    if isinstance(objet, Mapping):
        return MappingProxyType({cle: remplir(valeur, textes) for cle, valeur in objet.items()})
    if isinstance(objet, tuple):
        return tuple(remplir(element, textes) for element in objet)
    if is_dataclass(objet):
        libres = [c.name for c in fields(objet) if c.name not in FIXES]
        champs = {nom: remplir(getattr(objet, nom), textes) for nom in libres}
        return replace(objet, **champs | {nom: champs[nom][:LIGNE] for nom in LIGNES if nom in champs})
    return objet


def hostile(catalogue: Catalogue, *textes: str) -> Dossier:
    """Un dossier où tout ce qui s'écrit librement est l'un de ces textes, à tour de rôle."""
    depart = dossier_entier(catalogue)
    nom = sans_invisibles(textes[0])[:LIGNE]
    dossier: Dossier = remplir(replace(depart, situation=Situation()), cycle(textes))
    return replace(dossier, nom=nom, situation=replace(depart.situation, nom=nom))


def test_chaque_texte_libre_est_bien_remplace(catalogue: Catalogue) -> None:
    textes = tous_les_textes(hostile(catalogue, "canari"))
    assert textes.count("canari") >= 20
    assert not {"à rappeler", "simple", "notes", "Élise", "tableur", "mars", "3 mois", "Marché"} & set(textes)


def eprouver(fenetre: Fenetre, catalogue: Catalogue, dossier: Dossier, tmp_path: Path) -> None:
    """Enregistre, montre partout, exporte, relit."""
    rangement, session = fenetre.rangement, fenetre.session
    assert rangement is not None and session is not None
    assert rangement.ajouter(dossier), fenetre.bandeau.texte
    with DepotDossiers.ouvrir(rangement.base) as depot:
        relu = depot.lire(session.dossier.identifiant)
    assert tous_les_textes(replace(relu, cree_le="", modifie_le="")) == tous_les_textes(dossier)
    fautes: set[str] = set()

    def visiter(page: str) -> None:
        assert not fenetre.grab().isNull()
        fautes.update(f"{page} : {faute}" for faute in textes_devines_riches(fenetre, MARQUE))

    parcourir(fenetre, visiter)
    assert fautes == set()
    classeur = tmp_path / "sortie.xlsx"
    exporter_vers(fenetre, classeur)
    assert classeur.exists(), fenetre.bandeau.texte
    formules = load_workbook(classeur)
    intruses = [
        f"{feuille.title}!{case.coordinate}"
        for feuille in formules
        for rangee in feuille.iter_rows()
        for case in rangee
        if case.data_type == "f" and any(m in str(case.value) for m in ("cmd|", "HYPERLINK(", "calc'"))
    ]
    liens = [case for feuille in formules for case in feuille._hyperlinks if "file:" in str(case.target)]
    formules.close()
    assert intruses == [] and liens == []
    reprise = lire_classeur(classeur, catalogue, Suivi())
    assert reprise.dossier.notes == session.dossier.notes
    assert reprise.dossier.etapes == session.dossier.etapes
    assert reprise.dossier.formations == session.dossier.formations
    assert QApplication.activeModalWidget() is None


@pytest.fixture
def appat(tmp_path: Path) -> Path:
    """Une image que rien ne doit ouvrir."""
    image = tmp_path / "appât.png"
    image.write_bytes(b"x")
    return image


@pytest.mark.parametrize("genre", ["balises", "invisibles", "formules", "rares"])
def test_un_texte_hostile_partout(
    qtbot: QtBot, catalogue: Catalogue, tmp_path: Path, appat: Path, genre: str
) -> None:
    balises, formule, invisibles, rares, _ = canaris(appat)
    textes = {
        "balises": (balises,),
        "invisibles": (invisibles.replace("\0", "").encode("utf-8", "ignore").decode(),),
        "formules": (formule, *FORMULES),
        "rares": (rares, "_x0041_", "a\r\nb", " bord "),
    }[genre]
    eprouver(ouvrir(qtbot, catalogue, tmp_path), catalogue, hostile(catalogue, *textes), tmp_path)


def test_un_megaoctet_dans_une_note_se_montre_et_s_exporte(
    qtbot: QtBot, catalogue: Catalogue, tmp_path: Path
) -> None:
    hasard = Random(1)
    longue = " ".join(str(hasard.random()) for _ in range(50_000))
    assert len(longue) > 900_000
    depart = dossier_entier(catalogue)
    dossier = replace(depart, notes=MappingProxyType({depart.preselection[0]: longue}))
    eprouver(ouvrir(qtbot, catalogue, tmp_path), catalogue, dossier, tmp_path)


@pytest.mark.parametrize("texte", ILLISIBLES)
def test_un_texte_illisible_est_refuse_par_une_phrase(
    qtbot: QtBot, catalogue: Catalogue, tmp_path: Path, texte: str
) -> None:
    fenetre = ouvrir(qtbot, catalogue, tmp_path)
    assert fenetre.rangement is not None and fenetre.session is not None
    assert not fenetre.rangement.ajouter(replace(hostile(catalogue, "x"), notes={"socleo": texte}))
    assert "caractère illisible" in fenetre.bandeau.texte
    assert fenetre.session.dossier.exemple, "le dossier ouvert n'a pas bougé"
    fenetre.session.modifier_dossier(notes={"socleo": texte})
    fenetre.rangement.enregistrer()
    assert "n'est pas enregistrée" in fenetre.bandeau.texte and "caractère illisible" in fenetre.bandeau.texte
    assert not fenetre.rangement.a_jour
    fenetre.session.annulations.undo()
    assert fenetre.rangement.a_jour
    reposer()


@pytest.mark.parametrize("nom", ["Ferme \u202egpj.exe", "a\ufeffb", "x\u2066y\u2069"])
def test_le_nom_propose_pour_un_classeur_ne_trompe_pas(nom: str) -> None:
    assert all(signe not in nom_propose(nom) for signe in "\u202e\ufeff\u2066\u2069")
