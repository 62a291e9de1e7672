"""Ce que l'application garde dans le dossier des données : l'inventaire, et l'effacement."""

import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

JOURNAL = "journal.log"
RAPPORT = "rapport.txt"
ARRET = "arret-brutal.txt"
REGLAGES = "fenetre.ini"
DOSSIERS, VERROU = "dossiers", "verrou"

_MOTIFS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("rapports", "Journal et rapports d'incident", (f"{JOURNAL}*", f"{RAPPORT}*", f"{ARRET}*")),
    ("reglages", "Réglages de la fenêtre", ("fenetre*.ini*", "QtProject.conf*")),
    ("editions", "Éditions du catalogue reçues", ("catalogue",)),
    ("ecartees", "Anciennes bases mises de côté", ("ecartees", "dossiers.sqlite.restauree*")),
    ("sauvegardes", "Sauvegardes", ("sauvegardes",)),
    # La base en dernier : privée de ses sauvegardes elle reste entière, l'inverse passerait pour une perte.
    (
        DOSSIERS,
        "Vos dossiers",
        ("dernier-dossier*.json", ".apercu-*", "dossiers*.sha256", "dossiers*.sqlite-*", "dossiers*.sqlite"),
    ),
    (VERROU, "Verrou, sans donnée", ("verrou.sqlite*", "appels")),
)
"""Clé, nom et fichiers de chaque part, dans l'ordre où elles s'effacent."""
_KILO = 1024


@dataclass(frozen=True, slots=True)
class Part:
    """Une part des données : ses fichiers présents, sous-dossiers compris, et leur taille en octets."""

    cle: str
    nom: str
    fichiers: tuple[Path, ...]
    octets: int


def inventorier(donnees: Path) -> tuple[Part, ...]:
    """Les parts présentes, dossiers d'abord ; un dossier illisible compte pour vide."""
    parts = []
    for cle, nom, _ in reversed(_MOTIFS):
        fichiers = [fichier for racine in _presents(donnees, cle) for fichier in _fichiers(racine)]
        if fichiers:
            parts.append(Part(cle, nom, tuple(fichiers), sum(map(_taille, fichiers))))
    return tuple(sorted(parts, key=lambda part: part.cle == VERROU))


def etrangers(donnees: Path) -> tuple[Path, ...]:
    """Ce qui se trouve là sans venir de l'application ; ne s'efface jamais."""
    connus = {racine for cle, _, _ in _MOTIFS for racine in _presents(donnees, cle)}
    return tuple(sorted(set(_enfants(donnees)) - connus))


def effacer(donnees: Path, sauf: Collection[str] = ()) -> tuple[Path, ...]:
    """Efface toutes les parts, sauf celles dont la clé est dans `sauf` ; rend ce qui s'y est refusé.

    La base doit être fermée. Interrompu n'importe où, ce qui reste s'ouvre encore.
    """
    for cle, _, _ in _MOTIFS:
        if cle in sauf:
            continue
        for racine in _presents(donnees, cle):
            _retirer(racine)
            if cle != DOSSIERS:
                continue
            # Un morceau de base qui résiste arrête là : sans lui, le reste ne se relirait plus.
            if racine.exists():
                break
    gardees = {racine for cle in sauf for racine in _presents(donnees, cle)}
    restes = {racine for cle, _, _ in _MOTIFS for racine in _presents(donnees, cle)} - gardees
    return tuple(sorted(restes))


def taille_lisible(octets: int) -> str:
    """« 84 Ko », « 1,2 Mo » ; jamais « 0 Ko » pour un fichier qui contient quelque chose."""
    # Ce module se charge avant la première peinture, que les fractions retarderaient.
    from fractions import Fraction

    from modele.nombres import ESPACE_INSECABLE, nombre

    if octets < _KILO * _KILO:
        return f"{nombre(-(-octets // _KILO))}{ESPACE_INSECABLE}Ko"
    return f"{nombre(Fraction(octets, _KILO**2), 1)}{ESPACE_INSECABLE}Mo"


def _presents(donnees: Path, cherchee: str) -> list[Path]:
    motifs = next(motifs for cle, _, motifs in _MOTIFS if cle == cherchee)
    enfants = sorted(_enfants(donnees))
    return [enfant for motif in motifs for enfant in enfants if enfant.match(motif)]


def _enfants(donnees: Path) -> list[Path]:
    try:
        return list(donnees.iterdir())
    except OSError:
        return []


def _fichiers(racine: Path) -> Iterator[Path]:
    if racine.is_symlink() or not racine.is_dir():
        yield racine
        return
    for enfant in sorted(_enfants(racine)):
        yield from _fichiers(enfant)


def _taille(fichier: Path) -> int:
    try:
        return fichier.lstat().st_size
    except OSError:
        return 0


def _retirer(racine: Path) -> None:
    """Retire un fichier, ou un dossier et ce qu'il contient ; un lien part, jamais ce qu'il désigne."""
    try:
        if racine.is_dir() and not racine.is_symlink():
            shutil.rmtree(racine, ignore_errors=True)
        else:
            racine.unlink(missing_ok=True)
    except OSError:
        return
