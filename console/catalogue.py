"""Sous-commande « catalogue » : construire la base, vérifier les fichiers, tout écrire en JSON."""

import argparse
import json
import sys
from pathlib import Path

from modele.catalogue import emplacements
from modele.catalogue.objets import Catalogue


def configurer(parseur: argparse.ArgumentParser) -> None:
    """Déclare les arguments et la fonction à exécuter."""
    parseur.add_argument(
        "action",
        nargs="?",
        choices=("construire", "verifier"),
        help="construire : écrit base.sqlite ; verifier : contrôle les fichiers du catalogue",
    )
    parseur.add_argument("--json", action="store_true", help="écrit tout le catalogue en JSON")
    parseur.add_argument(
        "--sources",
        metavar="DOSSIER",
        type=Path,
        default=emplacements.SOURCES,
        help="dossier des fichiers TOML",
    )
    parseur.add_argument(
        "--base", metavar="FICHIER", type=Path, default=emplacements.BASE, help="base du catalogue"
    )
    parseur.set_defaults(executer=executer)


def executer(choix: argparse.Namespace) -> int:
    """Exécute l'action demandée et rend son code de sortie (contrat § 5)."""
    if choix.json == (choix.action is not None):
        print("Précisez construire, verifier ou --json, un seul des trois.", file=sys.stderr)
        return 2
    if choix.json:
        return _ecrire_json(choix.base)
    from modele.catalogue.lecture import CatalogueInvalide, lire_catalogue

    try:
        catalogue = lire_catalogue(choix.sources)
    except CatalogueInvalide as faute:
        print("\n".join(faute.erreurs), file=sys.stderr)
        return 2
    if choix.action == "construire":
        return _construire(catalogue, choix.base)
    return _rendre_compte(catalogue, choix.base)


def _ecrire_json(base: Path) -> int:
    from modele.catalogue.depot import ouvrir_catalogue
    from modele.catalogue.export_json import catalogue_json

    print(json.dumps(catalogue_json(ouvrir_catalogue(base)), ensure_ascii=False, indent=1))
    return 0


def _construire(catalogue: Catalogue, base: Path) -> int:
    from modele.catalogue.construction import construire

    construire(catalogue, base)
    print(f"{base.name} écrit : {_effectifs(catalogue)}.")
    return 0


def _rendre_compte(catalogue: Catalogue, base: Path) -> int:
    from modele.catalogue.construction import est_a_jour

    print(f"Catalogue valide : {_effectifs(catalogue)}.")
    if est_a_jour(catalogue, base):
        print(f"{base.name} est à jour.")
    else:
        print(f"{base.name} n'est pas à jour : lancez « main.py catalogue construire ».")
    return 0


def _effectifs(catalogue: Catalogue) -> str:
    faits = sum(len(outil.faits) for outil in catalogue.outils) + len(catalogue.guide.faits)
    cases = sum(len(outil.evaluations) for outil in catalogue.outils)
    return (
        f"{len(catalogue.outils)} outils, {faits} faits, {len(catalogue.criteres)} critères, {cases} cases, "
        f"{len(catalogue.guide.doutes)} doutes"
    )
