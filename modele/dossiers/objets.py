"""Un dossier : tout ce qu'une ferme a saisi, figé ; chaque changement en fait un nouveau."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from modele.catalogue.objets import ColonneVente
from modele.prix_propose import PrixPropose
from modele.situation import Situation


def _vide() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Ressources:
    """Temps et compétences disponibles (guide, étape 2, l. 167-180) ; vides tant que non dits."""

    temps: str = ""
    competences: str = ""
    appuis: str = ""


@dataclass(frozen=True, slots=True)
class Essai:
    """Essai d'un outil (guide, étape 5) : dates AAAA-MM-JJ ou vides, notes de 1 à 5 ou None."""

    outil: str
    du: str = ""
    au: str = ""
    ergonomie: int | None = None
    pertinence: int | None = None
    efficacite: int | None = None
    remarques: str = ""


@dataclass(frozen=True, slots=True)
class Vente:
    """Une vente comparée avant et après ; `outil` peut être vide, son coût compté ou non."""

    nom: str
    avant: ColonneVente
    apres: ColonneVente
    outil: str = ""
    compter_outil: bool = False


@dataclass(frozen=True, slots=True)
class SuiviEtape:
    """Avancement d'une étape de la méthode : cases cochées par leur identifiant."""

    faite: bool = False
    notes: str = ""
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Formation:
    """Une ligne du plan de formation (guide, étape 6)."""

    personne: str = ""
    sujet: str = ""
    quand: str = ""
    faite: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Question à un éditeur ; `cle` est vide quand la ferme l'a écrite elle-même."""

    outil: str
    texte: str
    cle: str = ""
    reponse: str = ""
    retenue: bool = True


@dataclass(frozen=True, slots=True)
class Dossier:
    """Le dossier d'une ferme ; `identifiant` vaut 0 avant le premier enregistrement.

    `cree_le` et `modifie_le` sont au format AAAA-MM-JJTHH:MM:SS. `notes` associe un outil à son texte.
    """

    nom: str
    situation: Situation = field(default_factory=Situation)
    identifiant: int = 0
    cree_le: str = ""
    modifie_le: str = ""
    archive: bool = False
    exemple: bool = False
    ressources: Ressources = field(default_factory=Ressources)
    preselection: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=_vide)
    essais: tuple[Essai, ...] = ()
    ventes: tuple[Vente, ...] = ()
    etapes: Mapping[int, SuiviEtape] = field(default_factory=_vide)
    formations: tuple[Formation, ...] = ()
    questions: tuple[Question, ...] = ()
    prix_proposes: tuple[PrixPropose, ...] = ()


@dataclass(frozen=True, slots=True)
class ResumeDossier:
    """Ce que l'accueil montre d'un dossier ; situation et prix proposés y font calculer le meilleur outil."""

    identifiant: int
    nom: str
    modifie_le: str
    archive: bool
    exemple: bool
    situation: Situation
    prix_proposes: tuple[PrixPropose, ...] = ()
