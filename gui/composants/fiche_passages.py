"""Les passages d'un texte à lire, sans rien de la façon de l'afficher."""

from dataclasses import dataclass
from enum import Enum, auto

from modele.catalogue.objets import Doute
from modele.nombres import ESPACE_INSECABLE


class Verbe(Enum):
    """Ce que fait un lien d'une fiche."""

    EXPLIQUER = auto()
    ALLER = auto()
    OUVRIR = auto()
    COPIER = auto()
    PAGE = auto()


@dataclass(frozen=True, slots=True)
class Lien:
    """Un lien : `cible` est un repère, une adresse ou une page, selon le verbe."""

    verbe: Verbe
    texte: str
    cible: str


class Genre(Enum):
    """Aspect d'un passage."""

    TITRE = auto()
    CHAPEAU = auto()
    SECTION = auto()
    GROUPE = auto()
    PHRASE = auto()
    NOTE = auto()
    ALERTE = auto()
    PUCE = auto()
    MONTANTS = auto()


@dataclass(frozen=True, slots=True)
class Passage:
    """Un paragraphe ; `tete` le commence en gras, `etat` (de `jetons.ETATS`) la suit en couleur.

    `source` dit les lignes du guide ; un passage `encadre` se range avec ses voisins dans un même cadre ;
    seul un passage `MONTANTS` a des `rangees` (libellé, montant).
    """

    genre: Genre
    texte: str = ""
    repere: str = ""
    tete: str = ""
    etat: str = ""
    doute: Doute | None = None
    source: str = ""
    liens: tuple[Lien, ...] = ()
    encadre: bool = False
    rangees: tuple[tuple[str, str], ...] = ()


def lignes_en_clair(lignes: str) -> str:
    """« l. 418-420, 426 », ou chaîne vide."""
    return f"l.{ESPACE_INSECABLE}{lignes.replace(';', ', ')}" if lignes else ""
