"""Le catalogue en service, pour les sous-commandes : le même que dans la fenêtre."""

import argparse
from pathlib import Path

from console import flux
from modele.catalogue.editions import Editions
from modele.catalogue.emplacements import RACINE
from modele.catalogue.objets import Catalogue
from modele.emplacements_donnees import dossier_des_donnees


def donnees_de(choix: argparse.Namespace) -> Path:
    """Dossier où vivent les données, tel que la ligne de commande le dit."""
    return dossier_des_donnees(choix.donnees, RACINE)


def catalogue_en_service(choix: argparse.Namespace) -> Catalogue:
    """Catalogue en service ; un avis éventuel est écrit sur la sortie d'erreur. Lève `CatalogueIllisible`."""
    actif = Editions(donnees_de(choix)).actif()
    if actif.avis:
        flux.dire(actif.avis)
    return actif.catalogue
