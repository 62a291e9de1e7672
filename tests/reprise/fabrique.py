"""Classeurs à reprendre : vrais exports, retouchés comme le ferait une personne, et archives refaites."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook

from modele.catalogue.objets import Catalogue
from modele.comparaison import comparer
from modele.dossiers.objets import Dossier
from modele.export import noms
from modele.export.classeur import exporter
from tests.dossiers.fabrique import complet
from tests.export.tableur import cellule


def rempli() -> Dossier:
    """Un dossier où tout est rempli, enregistré sur cet ordinateur, dont le nom tient sur une ligne."""
    dossier = complet()
    situation = replace(dossier.situation, nom="=1+1 _x0041_ Ferme d'Élise & « Théo » 🥕")
    return replace(
        dossier,
        nom=situation.nom,
        situation=situation,
        identifiant=7,
        cree_le="2026-03-01T08:30:00",
        modifie_le="2026-03-02T09:00:00",
    )


def ecrire(catalogue: Catalogue, dossier: Dossier, chemin: Path, entier: bool = True) -> Path:
    """Exporte un dossier ; sans `entier`, le classeur n'a pas de feuille cachée."""
    comparaison = comparer(catalogue, dossier.situation)
    exporter(catalogue, comparaison, chemin, dossier=dossier if entier else None)
    return chemin


def retoucher(chemin: Path, retouche: Callable[[Workbook], object]) -> Path:
    """Ouvre le classeur entier, le retouche et l'enregistre à la même place, par un autre écrivain."""
    classeur = load_workbook(chemin)
    retouche(classeur)
    classeur.save(chemin)
    return chemin


def saisir(classeur: Workbook, valeurs: Mapping[str, Any]) -> None:
    """Écrit dans des cases nommées ; celles que cet export n'a pas encore sont ajoutées dans une feuille."""
    for nom, valeur in valeurs.items():
        if nom not in classeur.defined_names:
            titre = "Réponses en plus"
            feuille = classeur[titre] if titre in classeur.sheetnames else classeur.create_sheet(titre)
            ligne = feuille.max_row + 1
            noms.definir(classeur, nom, f"'{titre}'!$C${ligne}")
            feuille.cell(ligne, 3)
        cellule(classeur, nom).value = valeur


def refaire(octets: bytes, parties: Mapping[str, Callable[[bytes], bytes] | bytes]) -> bytes:
    """Archive dont des parties sont transformées, ou ajoutées."""
    tampon = BytesIO()
    with ZipFile(BytesIO(octets)) as source, ZipFile(tampon, "w", ZIP_DEFLATED) as sortie:
        connues = set(source.namelist())
        for nom in source.namelist():
            changement = parties.get(nom)
            contenu = source.read(nom)
            sortie.writestr(nom, changement(contenu) if callable(changement) else (changement or contenu))
        for nom, ajout in parties.items():
            if nom not in connues:
                assert isinstance(ajout, bytes)
                sortie.writestr(nom, ajout)
    return tampon.getvalue()
