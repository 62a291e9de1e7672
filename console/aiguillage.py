"""Choisit la sous-commande et traduit les fautes en codes de sortie (contrat § 5)."""

import argparse
import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, cast

from console import flux
from console.parseur import Parseur
from modele.fautes import EntreeInvalide, FichierInaccessible, phrase

ENTREE_REFUSEE = 2
FICHIER_OU_DISQUE = 3
INTERROMPUE = 130
"""Ctrl+C, comme le disent les interpréteurs de commandes."""

AVEC_VALEUR = ("--donnees", "--theme", "--texte")
"""Options d'avant la sous-commande, que suit une valeur."""

MISE_A_JOUR = ".boussole"
"""Un tel fichier donné seul (double-clic) ouvre la fenêtre sur ce qu'il changerait."""

SOUS_COMMANDES: Mapping[str, tuple[str, str]] = {
    "calculer": ("console.calculer", "calcule le coût de chaque outil pour une situation"),
    "exporter": ("console.exporter", "écrit le classeur Excel d'une situation"),
    "imprimer": ("console.imprimer", "écrit en PDF les deux pages à apporter à une réunion"),
    "lot": ("console.lot", "écrit un classeur par ferme d'un dossier ou d'un tableau, et une synthèse"),
    "catalogue": ("console.catalogue", "construit, vérifie ou écrit le catalogue du guide"),
    "vente": ("console.vente", "compare une vente avant et après"),
    "captures": ("console.captures", "photographie chaque page de l'application"),
    "autotest": ("console.autotest", "éprouve un poste installé"),
}


class ModuleDeCommande(Protocol):
    """Ce qu'un module de sous-commande fournit."""

    def configurer(self, parseur: argparse.ArgumentParser) -> None:
        """Déclare les arguments et `executer`."""


def construire(demandee: str | None) -> Parseur:
    """Parseur complet ; seule la sous-commande demandée est chargée, pour démarrer vite."""
    parseur = Parseur(
        prog="main.py",
        description="Boussole circuits courts : comparer, hors ligne, les outils de vente du guide.",
    )
    parseur.add_argument(
        "--donnees",
        metavar="DOSSIER",
        type=Path,
        help="dossier où vivent vos données (ou variable BOUSSOLE_DONNEES)",
    )
    parseur.add_argument(
        "--mesurer-demarrage",
        action="store_true",
        help="ouvre la fenêtre, écrit le temps de démarrage et la mémoire, puis quitte",
    )
    parseur.add_argument("--theme", choices=("clair", "sombre"), help="thème de la fenêtre")
    parseur.add_argument("--texte", type=int, choices=(100, 150, 200), help="taille du texte, en %%")
    sous = parseur.add_subparsers(title="sous-commandes", metavar="COMMANDE", parser_class=Parseur)
    for nom, (module, aide) in SOUS_COMMANDES.items():
        branche = sous.add_parser(nom, help=aide, description=aide.capitalize() + ".")
        if nom == demandee:
            cast(ModuleDeCommande, importlib.import_module(module)).configurer(branche)
    return parseur


def aiguiller(arguments: list[str]) -> int:
    """Exécute la ligne de commande et rend son code de sortie."""
    flux.preparer()
    try:
        code = executer(arguments)
        flux.vider()
        return code
    except BrokenPipeError:
        flux.abandonner()
        return 0
    except KeyboardInterrupt:
        return INTERROMPUE
    except EntreeInvalide as faute:
        return refuser(phrase(faute), ENTREE_REFUSEE)
    except (FichierInaccessible, OSError) as faute:
        flux.abandonner()
        return refuser(phrase(faute), FICHIER_OU_DISQUE)
    except ModuleNotFoundError as faute:
        absente = (faute.name or "").partition(".")[0]
        if absente in ("", "console", "gui", "modele"):
            raise
        return refuser(
            f"Il manque la bibliothèque « {absente} ». Lancez « python3 demarrer.py », qui installe ce qu'il "
            "faut, ou réinstallez l'application.",
            FICHIER_OU_DISQUE,
        )


def executer(arguments: list[str]) -> int:
    """Exécute la sous-commande, ou ouvre la fenêtre ; toute faute sort telle quelle."""
    if not arguments:
        return ouvrir_fenetre(
            argparse.Namespace(
                donnees=None, mesurer_demarrage=False, theme=None, texte=None, fichier_recu=None
            )
        )
    premier = premier_mot(arguments)
    demandee = premier if premier in SOUS_COMMANDES else None
    fichier = premier if premier is not None and premier.lower().endswith(MISE_A_JOUR) else None
    try:
        choix = construire(demandee).parse_args([mot for mot in arguments if mot is not fichier])
    except SystemExit as sortie:
        # L'aide vient d'être écrite, ou une faute dite.
        return int(sortie.code or 0)
    choix.fichier_recu = None if fichier is None else Path(fichier).absolute()
    code: int = getattr(choix, "executer", ouvrir_fenetre)(choix)
    return code


def premier_mot(arguments: list[str]) -> str | None:
    """La sous-commande ou le fichier donné : le premier mot qui n'est ni une option ni la valeur d'une option."""
    mots = iter(arguments)
    for mot in mots:
        if mot in AVEC_VALEUR:
            next(mots, None)
        elif not mot.startswith("-"):
            return mot
    return None


def refuser(raison: str, code: int) -> int:
    """Dit la faute sur une ligne et rend le code."""
    flux.dire(raison[:1].upper() + raison[1:])
    return code


def ouvrir_fenetre(choix: argparse.Namespace) -> int:
    """Ouvre l'application, ou dit pourquoi c'est impossible."""
    from console.affichage import empechement

    raison = empechement()
    if raison:
        return refuser(raison, FICHIER_OU_DISQUE)
    from gui.importation import charger_qt

    charger_qt()
    from gui.application import demarrer

    return demarrer(
        choix.donnees,
        choix.theme,
        choix.texte,
        mesurer=choix.mesurer_demarrage,
        fichier=choix.fichier_recu,
    )
