"""Relit les dossiers par `sqlite3` seul : ouvrir un dossier n'attend pas SQLAlchemy, que seule l'écriture demande.

Le jour où les dossiers iront sur un serveur, `modele.dossiers.depot` lira tout et ce raccourci disparaîtra. Les fautes de la base en sortent telles quelles : `modele.dossiers.traduction` en fait des phrases.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from modele.dossiers import sqlite
from modele.dossiers.bornes import exiger_valable
from modele.dossiers.conversion import TABLES_DU_RESUME, Rangee, dossier_relu, resume_relu
from modele.dossiers.fautes import dossier_absent
from modele.dossiers.objets import Dossier, ResumeDossier
from modele.dossiers.rationnels import lire_rationnel

RATTACHEES: Mapping[str, str] = MappingProxyType(
    {
        "formules": "SELECT * FROM formules WHERE dossier = ? ORDER BY outil",
        "options": "SELECT * FROM options WHERE dossier = ? ORDER BY outil, rang",
        "montants_libres": "SELECT * FROM montants_libres WHERE dossier = ? ORDER BY outil",
        "exigences": "SELECT * FROM exigences WHERE dossier = ? ORDER BY critere",
        "preselection": "SELECT * FROM preselection WHERE dossier = ? ORDER BY rang",
        "notes": "SELECT * FROM notes WHERE dossier = ? ORDER BY outil",
        "essais": "SELECT * FROM essais WHERE dossier = ? ORDER BY rang",
        "ventes": "SELECT * FROM ventes WHERE dossier = ? ORDER BY rang",
        "etapes": "SELECT * FROM etapes WHERE dossier = ? ORDER BY etape",
        "etapes_cases": "SELECT * FROM etapes_cases WHERE dossier = ? ORDER BY etape, rang",
        "formations": "SELECT * FROM formations WHERE dossier = ? ORDER BY rang",
        "questions": "SELECT * FROM questions WHERE dossier = ? ORDER BY rang",
        "prix_proposes": "SELECT * FROM prix_proposes WHERE dossier = ? ORDER BY rang",
    }
)
"""Lignes d'un dossier dans chaque table, dans l'ordre de leur clé."""
_DE_TOUS: Mapping[str, str] = MappingProxyType(
    {
        "formules": "SELECT * FROM formules ORDER BY dossier, outil",
        "options": "SELECT * FROM options ORDER BY dossier, outil, rang",
        "montants_libres": "SELECT * FROM montants_libres ORDER BY dossier, outil",
        "exigences": "SELECT * FROM exigences ORDER BY dossier, critere",
        "prix_proposes": "SELECT * FROM prix_proposes ORDER BY dossier, rang",
    }
)
_PAR_COLONNE = ("ca", "km", "prix_km", "heures_vente", "heures_preparation", "prix_heure", "autres")
RATIONNELLES = frozenset(
    {
        "taux_tva_ventes",
        "ca_particuliers",
        "ca_professionnels",
        "part_en_ligne",
        "part_en_ligne_pro",
        "panier_moyen",
        "panier_moyen_pro",
        "montant",
        "prix",
        "palier",
        *(f"{quand}_{nom}" for quand in ("avant", "apres") for nom in _PAR_COLONNE),
    }
)
"""Colonnes dont le texte est un nombre exact."""
BOOLEENNES = frozenset({"archive", "exemple", "recupere_tva", "compter_outil", "faite", "retenue"})
"""Colonnes où 0 et 1 disent non et oui."""


def lister(base: Path, patience_ms: int = sqlite.PATIENCE_MS) -> tuple[ResumeDossier, ...]:
    """Tous les dossiers, le dernier modifié d'abord, archivés compris."""
    with _ouvrir(base, patience_ms) as connexion:
        tous = "SELECT * FROM dossiers ORDER BY modifie_le DESC, identifiant DESC"
        rangees = _lignes(connexion, tous)
        enfants: dict[int, dict[str, list[Rangee]]] = {
            rangee["identifiant"]: {table: [] for table in TABLES_DU_RESUME} for rangee in rangees
        }
        for table in TABLES_DU_RESUME:
            for ligne in _lignes(connexion, _DE_TOUS[table]):
                enfants[ligne["dossier"]][table].append(ligne)
    with _colonnes_exigees():
        return tuple(resume_relu(rangee, enfants[rangee["identifiant"]]) for rangee in rangees)


def lire(base: Path, identifiant: int, patience_ms: int = sqlite.PATIENCE_MS) -> Dossier:
    """Un dossier entier ; lève `DossierAbsent` s'il n'existe pas."""
    with _ouvrir(base, patience_ms) as connexion:
        celui_ci = "SELECT * FROM dossiers WHERE identifiant = ?"
        rangees = _lignes(connexion, celui_ci, identifiant)
        if not rangees:
            raise dossier_absent()
        return _dossier(connexion, rangees[0])


def dernier_ouvert(base: Path, patience_ms: int = sqlite.PATIENCE_MS) -> int | None:
    """Identifiant du dossier à rouvrir, s'il existe encore."""
    with _ouvrir(base, patience_ms) as connexion:
        rangee = connexion.execute("SELECT dossier FROM dernier_ouvert").fetchone()
    return None if rangee is None else rangee[0]


def relire_tout(base: Path, lieu: str) -> None:
    """Lit tout dossier d'un fichier figé ; lève `BaseAbimee` si l'un d'eux ne pourrait pas servir."""
    with _ouvrir(base, sqlite.PATIENCE_MS, figee=True) as connexion:
        for rangee in _lignes(connexion, "SELECT * FROM dossiers"):
            exiger_valable(_dossier(connexion, rangee), lieu)


@contextmanager
def _ouvrir(base: Path, patience_ms: int, figee: bool = False) -> Iterator[sqlite3.Connection]:
    with closing(sqlite.connecter_en_lecture(base, patience_ms, figee)) as connexion:
        # Une seule transaction : tout est lu au même instant.
        connexion.execute("BEGIN")
        yield connexion


def _dossier(connexion: sqlite3.Connection, rangee: Rangee) -> Dossier:
    with _colonnes_exigees():
        numero = rangee["identifiant"]
        enfants = {table: _lignes(connexion, sql, numero) for table, sql in RATTACHEES.items()}
        return dossier_relu(rangee, enfants)


@contextmanager
def _colonnes_exigees() -> Iterator[None]:
    """Une colonne retirée par un autre programme est un dégât de la base, pas un défaut de l'application."""
    try:
        yield
    except KeyError as faute:
        raise ValueError("colonne absente") from faute


def _lignes(connexion: sqlite3.Connection, sql: str, *valeurs: int) -> list[Rangee]:
    lues = connexion.execute(sql, valeurs)
    noms = [colonne[0] for colonne in lues.description]
    return [{nom: _valeur(nom, brute) for nom, brute in zip(noms, ligne, strict=True)} for ligne in lues]


def _valeur(nom: str, brute: Any) -> Any:
    if nom in RATIONNELLES and brute is not None:
        return lire_rationnel(brute)
    return bool(brute) if nom in BOOLEENNES else brute
