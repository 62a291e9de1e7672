"""Lit les fichiers TOML du catalogue, puis les fait vérifier et réunir."""

import re
import tomllib
from pathlib import Path
from typing import Any

from modele.catalogue.assemblage import CatalogueInvalide, Piece, assembler
from modele.catalogue.objets import Catalogue

__all__ = ["CatalogueInvalide", "lire_catalogue", "lire_pieces"]

FICHIER_GUIDE = "guide.toml"
FICHIER_CRITERES = "criteres.toml"


def lire_catalogue(dossier: Path) -> Catalogue:
    """Catalogue décrit par les fichiers TOML de `dossier`, outils triés par identifiant.

    Tout fichier autre que guide.toml et criteres.toml décrit un outil. Lève `CatalogueInvalide` avec
    toutes les fautes trouvées.
    """
    return assembler(*lire_pieces(dossier), _nom(dossier))


def lire_pieces(dossier: Path) -> tuple[Piece, Piece, list[Piece]]:
    """Guide, critères et outils tels que les fichiers les écrivent, pas encore vérifiés.

    Lève `CatalogueInvalide` si le dossier manque ; un fichier illisible porte sa faute.
    """
    if not dossier.is_dir():
        raise CatalogueInvalide((f"{_nom(dossier)} : le dossier du catalogue est introuvable",))
    fichiers = [
        fichier
        for fichier in sorted(dossier.glob("*.toml"))
        if fichier.name not in (FICHIER_GUIDE, FICHIER_CRITERES) and not fichier.name.startswith(".")
    ]
    return (
        _piece(dossier / FICHIER_GUIDE),
        _piece(dossier / FICHIER_CRITERES),
        [_piece(fichier) for fichier in fichiers],
    )


def _piece(fichier: Path) -> Piece:
    try:
        return Piece(_nom(fichier), _contenu(fichier))
    except CatalogueInvalide as faute:
        return Piece(_nom(fichier), None, faute.erreurs)


def _contenu(fichier: Path) -> dict[str, Any]:
    try:
        # Le Bloc-notes de Windows place une marque d'ordre en tête, que TOML refuse.
        return tomllib.loads(fichier.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as faute:
        lieu = re.search(r"line (\d+), column (\d+)", str(faute))
        ou = f"ligne {lieu[1]}, colonne {lieu[2]}" if lieu else "à la fin du fichier"
        raison = f"le TOML est mal écrit ({ou})"
    except UnicodeDecodeError as faute:
        raison = f"octet {faute.start} illisible (attendu : un texte en UTF-8)"
    except RecursionError:
        raison = "trop de tables imbriquées"
    except OSError as faute:
        raison = f"lecture impossible ({'fichier absent' if not fichier.exists() else faute.strerror})"
    raise CatalogueInvalide((f"{_nom(fichier)} : {raison}",))


def _nom(fichier: Path) -> str:
    """Fin du chemin, telle qu'on la lit dans un message : `ressources/catalogue/socleo.toml`."""
    return "/".join(fichier.parts[-3:])
