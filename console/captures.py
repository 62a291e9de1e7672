"""`main.py captures` : une image PNG par page et par dialogue de l'application réelle, sans écran."""

import argparse
import os
import re
from pathlib import Path

from modele.fautes import EntreeInvalide

TAILLE = "1366x768"


def configurer(parseur: argparse.ArgumentParser) -> None:
    """Déclare les arguments."""
    parseur.add_argument("sortie", metavar="SORTIE", type=Path, help="dossier des images")
    parseur.add_argument(
        "situation",
        metavar="SITUATION.json",
        type=Path,
        nargs="?",
        help="situation à montrer (l'exemple sinon)",
    )
    parseur.add_argument("--theme", choices=("clair", "sombre"), default="clair", help="thème (défaut clair)")
    parseur.add_argument(
        "--taille", default=TAILLE, metavar="LxH", help=f"taille de la fenêtre (défaut {TAILLE})"
    )
    parseur.add_argument(
        "--texte", type=int, choices=(100, 150, 200), default=100, help="taille du texte, en %% (défaut 100)"
    )
    parseur.add_argument("--visite", action="store_true", help="ajoute la visite guidée")
    parseur.set_defaults(executer=executer)


def executer(choix: argparse.Namespace) -> int:
    """Ouvre l'application sans écran et photographie ses pages."""
    trouve = re.fullmatch(r"(\d{3,4})x(\d{3,4})", choix.taille)
    if trouve is None:
        raise EntreeInvalide(
            f"--taille attend une largeur et une hauteur comme 1366x768 (reçu « {choix.taille} »)."
        )
    # Avant tout import de Qt : la plateforme ne se change plus ensuite.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from gui.captures import photographier

    taille = (int(trouve[1]), int(trouve[2]))
    for chemin in photographier(
        choix.sortie, choix.situation, choix.theme, taille, choix.texte, choix.visite
    ):
        print(chemin)
    return 0
