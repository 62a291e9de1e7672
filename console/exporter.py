"""`main.py exporter` : écrit le classeur Excel d'une situation, sans écran."""

import argparse
from pathlib import Path

from console.en_service import catalogue_en_service
from modele.comparaison import comparer
from modele.dossiers.objets import Dossier
from modele.fautes import EntreeInvalide
from modele.lecture_situation import lire_fichier


def configurer(parseur: argparse.ArgumentParser) -> None:
    """Déclare les arguments."""
    parseur.add_argument("situation", metavar="SITUATION.json", type=Path, help="ce que la ferme dit d'elle")
    parseur.add_argument("sortie", metavar="SORTIE.xlsx", type=Path, help="classeur à écrire")
    parseur.set_defaults(executer=executer)


def executer(choix: argparse.Namespace) -> int:
    """Lit la situation, compare et écrit le classeur."""
    sortie: Path = choix.sortie
    if sortie.suffix.lower() != ".xlsx":
        raise EntreeInvalide(f"Le classeur doit porter un nom en .xlsx (vous avez écrit « {sortie.name} »).")
    catalogue = catalogue_en_service(choix)
    situation = lire_fichier(choix.situation, catalogue)
    from modele.export.classeur import exporter

    dossier = Dossier(situation.nom, situation)
    exporter(catalogue, comparer(catalogue, situation), sortie, dossier=dossier)
    print(f"Classeur écrit : {sortie}")
    return 0
