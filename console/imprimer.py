"""`main.py imprimer` : écrit en PDF les deux pages d'une situation, sans écran."""

import argparse
import os
from pathlib import Path

from modele.catalogue.depot import ouvrir_catalogue
from modele.catalogue.emplacements import BASE
from modele.comparaison import comparer
from modele.dossiers.objets import Dossier
from modele.fautes import EntreeInvalide, FichierInaccessible
from modele.lecture_situation import lire_fichier


def configurer(parseur: argparse.ArgumentParser) -> None:
    """Déclare les arguments."""
    parseur.add_argument("situation", metavar="SITUATION.json", type=Path, help="ce que la ferme dit d'elle")
    parseur.add_argument("sortie", metavar="SORTIE.pdf", type=Path, help="PDF à écrire")
    parseur.set_defaults(executer=executer)


def executer(choix: argparse.Namespace) -> int:
    """Lit la situation, compare, compose et écrit les deux pages."""
    sortie: Path = choix.sortie
    if sortie.suffix.lower() != ".pdf":
        raise EntreeInvalide(f"Le PDF doit porter un nom en .pdf (vous avez écrit « {sortie.name} »).")
    catalogue = ouvrir_catalogue(BASE)
    situation = lire_fichier(choix.situation, catalogue)
    # Avant tout import de Qt : la plateforme ne se change plus ensuite.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from console.affichage import empechement

    if raison := empechement():
        raise FichierInaccessible(raison)
    from gui.impression.sans_ecran import ecrire
    from modele.impression.document import aujourd_hui, composer

    dossier = Dossier(situation.nom, situation)
    ecrire(composer(catalogue, comparer(catalogue, situation), dossier, aujourd_hui()), sortie)
    print(f"PDF écrit : {sortie}")
    return 0
