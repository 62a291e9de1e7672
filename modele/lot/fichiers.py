"""Un dossier de fichiers : situations en JSON et classeurs exportés par l'application, un par ferme."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier
from modele.fautes import EntreeInvalide, FichierInaccessible, SituationInvalide, phrase
from modele.lecture_json import lire_json
from modele.lecture_situation import lire_champ, lire_situation
from modele.lot.objets import Faute, Ferme, FermeRefusee, Lue
from modele.situation import PAR_CHAMP

_INVISIBLES = (".", "~$")
"""Débuts de noms que ni un explorateur ni un tableur ne montre : fichiers cachés, verrous d'Excel."""


@dataclass(frozen=True, slots=True)
class Trouves:
    """Fermes d'un dossier, dans l'ordre des noms de fichiers, et noms des fichiers laissés de côté."""

    fermes: tuple[Ferme, ...]
    ignores: tuple[str, ...]


def fermes_du_dossier(dossier: Path, catalogue: Catalogue) -> Trouves:
    """Fermes d'un dossier ; ses sous-dossiers ne sont pas parcourus.

    Lève `EntreeInvalide` s'il n'y en a aucune, `OSError` si le dossier ne se lit pas.
    """
    fermes, ignores = [], []
    for chemin in sorted(dossier.iterdir(), key=lambda chemin: (chemin.name.casefold(), chemin.name)):
        if chemin.name.startswith(_INVISIBLES) or chemin.is_dir():
            continue
        lire = _LECTEURS.get(chemin.suffix.lower())
        if lire is None:
            ignores.append(chemin.name)
        else:
            fermes.append(Ferme(chemin.name, chemin.stem, partial(_lire, lire, chemin, catalogue)))
    if not fermes:
        raise EntreeInvalide(f"Le dossier « {dossier} » ne contient aucun fichier .json ni .xlsx.")
    return Trouves(tuple(fermes), tuple(ignores))


def _lire(lire: Callable[[Path, Catalogue], Lue], chemin: Path, catalogue: Catalogue) -> Lue:
    try:
        return lire(chemin, catalogue)
    except FermeRefusee:
        raise
    except EntreeInvalide as faute:
        raise FermeRefusee("", (Faute("", "", phrase(faute)),)) from faute
    except OSError as faute:
        raise FichierInaccessible(phrase(faute)) from faute


def _json(chemin: Path, catalogue: Catalogue) -> Lue:
    donnees = lire_json(chemin, avec_impossibles=True)
    try:
        situation = lire_situation(donnees, catalogue)
    except SituationInvalide as faute:
        nom = _nom(donnees.get("nom", "")) if isinstance(donnees, Mapping) else ""
        refus = (
            Faute(_libelle(faute.champ), faute.recu, faute.attendu)
            if faute.champ
            else Faute("", "", str(faute))
        )
        raise FermeRefusee(nom, (refus,)) from faute
    return Lue(Dossier(situation.nom, situation))


def _libelle(champ: str) -> str:
    """« Durée de la comparaison (horizon) »."""
    connu = PAR_CHAMP.get(champ)
    return f"{connu.libelle} ({champ})" if connu else champ


def _nom(valeur: object) -> str:
    """Nom d'une ferme refusée pour autre chose ; vide s'il ne peut pas être montré tel quel."""
    try:
        return str(lire_champ("nom", valeur)) if isinstance(valeur, str) else ""
    except SituationInvalide:
        return ""


def _classeur(chemin: Path, catalogue: Catalogue) -> Lue:
    from modele.reprise.lecture import lire_classeur

    reprise = lire_classeur(chemin, catalogue)
    return Lue(reprise.dossier, reprise.avis)


_LECTEURS: Mapping[str, Callable[[Path, Catalogue], Lue]] = {".json": _json, ".xlsx": _classeur}
