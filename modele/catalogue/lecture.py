"""Lit et vérifie les fichiers TOML du catalogue."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from modele.catalogue import conversion, verification
from modele.catalogue.messages import citer, traduire
from modele.catalogue.objets import Catalogue
from modele.catalogue.schema import FicheCriteres, FicheGuide, FicheOutil
from modele.fautes import EntreeInvalide

FICHIER_GUIDE = "guide.toml"
FICHIER_CRITERES = "criteres.toml"

_Fiche = TypeVar("_Fiche", bound=BaseModel)


class CatalogueInvalide(EntreeInvalide):
    """Fichiers du catalogue refusés ; `erreurs` porte une phrase par faute, le message les réunit."""

    def __init__(self, erreurs: tuple[str, ...]) -> None:
        super().__init__("\n".join(erreurs))
        self.erreurs = erreurs


def lire_catalogue(dossier: Path) -> Catalogue:
    """Catalogue décrit par les fichiers TOML de `dossier`, outils triés par identifiant.

    Tout fichier autre que guide.toml et criteres.toml décrit un outil. Lève `CatalogueInvalide` avec
    toutes les fautes trouvées.
    """
    if not dossier.is_dir():
        raise CatalogueInvalide((f"{_nom(dossier)} : le dossier du catalogue est introuvable",))
    erreurs: list[str] = []
    guide = _lire(dossier / FICHIER_GUIDE, FicheGuide, erreurs)
    criteres = _lire(dossier / FICHIER_CRITERES, FicheCriteres, erreurs)
    fichiers = [
        fichier
        for fichier in sorted(dossier.glob("*.toml"))
        if fichier.name not in (FICHIER_GUIDE, FICHIER_CRITERES) and not fichier.name.startswith(".")
    ]
    if not fichiers:
        erreurs.append(f"{_nom(dossier)} : aucun outil (attendu : un fichier .toml par outil)")
    lues = {fichier: _lire(fichier, FicheOutil, erreurs) for fichier in fichiers}
    fiches = {fichier: fiche for fichier, fiche in lues.items() if fiche is not None}
    erreurs += _outils_en_double(fiches)
    if criteres is not None:
        erreurs += _situer(dossier / FICHIER_CRITERES, verification.verifier_criteres(criteres))
    if guide is not None and len(fiches) == len(fichiers):
        outils = [fiche.identifiant for fiche in fiches.values()]
        erreurs += _situer(dossier / FICHIER_GUIDE, verification.verifier_guide(guide, outils))
    if guide is not None and criteres is not None:
        codes = [doute.code for doute in guide.doutes]
        for fichier, fiche in fiches.items():
            erreurs += _situer(fichier, verification.verifier_outil(fiche, criteres, codes))
    if erreurs or guide is None or criteres is None:
        raise CatalogueInvalide(tuple(erreurs))
    return conversion.catalogue(guide, criteres, list(fiches.values()))


def _lire(fichier: Path, modele: type[_Fiche], erreurs: list[str]) -> _Fiche | None:
    try:
        contenu = _contenu(fichier)
        return modele.model_validate(contenu)
    except ValidationError as fautes:
        erreurs += _situer(fichier, traduire(fautes, modele))
    except CatalogueInvalide as faute:
        erreurs += faute.erreurs
    return None


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


def _situer(fichier: Path, fautes: Iterator[tuple[str, str]]) -> list[str]:
    return [f"{_nom(fichier)}, {cle} : {message}" for cle, message in fautes]


def _nom(fichier: Path) -> str:
    """Fin du chemin, telle qu'on la lit dans un message : `ressources/catalogue/socleo.toml`."""
    return "/".join(fichier.parts[-3:])


def _outils_en_double(fiches: dict[Path, FicheOutil]) -> Iterator[str]:
    premiers: dict[str, Path] = {}
    for fichier, fiche in fiches.items():
        premier = premiers.setdefault(fiche.identifiant, fichier)
        if premier is not fichier:
            yield (
                f"{_nom(fichier)}, identifiant : {citer(fiche.identifiant)} est déjà l'outil de "
                f"{_nom(premier)} (attendu : un autre identifiant)"
            )
