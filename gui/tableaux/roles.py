"""Rôles propres aux modèles de la grille et petits objets qu'ils rendent aux délégués."""

from typing import NamedTuple

from PySide6.QtCore import Qt

_BASE = int(Qt.ItemDataRole.UserRole)

EVALUATION = _BASE + 1
"""L'`Evaluation` de la case, None quand le guide n'en donne pas."""
CASE = _BASE + 2
"""Ce qu'il faut pour peindre la case : `CaseCritere` ou `CaseOutil`, None sur une ligne de groupe."""
TITRE = _BASE + 3
"""Ce qu'il faut pour peindre un titre de ligne : `TitreCritere` ou `TitreGroupe`."""


class CaseCritere(NamedTuple):
    """Case d'un critère ; `consequence` est un statut d'outil que cette case explique, ou vide."""

    etat: str
    consequence: str = ""
    ecarte: bool = False
    choisie: bool = False


class CaseOutil(NamedTuple):
    """Case de tête d'un outil ; `barre` est le coût en millièmes du plus cher.

    `marque` est le mot qui signale un coût à un prix proposé, vide au prix du guide ; `etage` dit que sa place
    est gardée sous tous les coûts, pour qu'ils restent alignés.
    """

    texte: str
    statut: str
    barre: int = 0
    choisie: bool = False
    marque: str = ""
    etage: bool = False


class TitreCritere(NamedTuple):
    """Titre d'une ligne de critère ; `exigence` vaut indispensable, souhaite ou vide."""

    nom: str
    exigence: str = ""
    choisi: bool = False


class TitreTete(NamedTuple):
    """Titre d'une ligne de tête ; vide là où la grille pose ses boutons."""

    nom: str


class TitreGroupe(NamedTuple):
    """Titre d'une ligne de groupe, avec ce que le filtre laisse voir."""

    nom: str
    total: int
    retenus: int
    replie: bool = False
