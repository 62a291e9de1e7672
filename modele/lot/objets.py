"""Une ferme d'un lot, ce qu'on y lit, et ce qu'il en est advenu."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from modele.dossiers.objets import Dossier
from modele.fautes import EntreeInvalide
from modele.lot.resume import Resume


class Etat(StrEnum):
    """Ce qu'il est advenu d'une ferme ; seules les fermes écrites ont un classeur à jour."""

    ECRITE = "écrite"
    REFUSEE = "refusée"
    EMPECHEE = "pas écrite"
    NON_TRAITEE = "pas traitée"


@dataclass(frozen=True, slots=True)
class Faute:
    """Ce qui fait refuser une ferme ; `champ` et `recu` sont vides quand c'est tout le fichier qui ne va pas."""

    champ: str
    recu: str
    attendu: str

    @property
    def phrase(self) -> str:
        """« Ventes aux particuliers : reçu « beaucoup », attendu un nombre… »."""
        if not self.champ:
            return self.attendu
        return f"{self.champ} : reçu « {self.recu} », attendu {self.attendu}."


class FermeRefusee(EntreeInvalide):
    """Ferme dont les réponses ne conviennent pas ; `nom` est le sien, s'il a pu être lu."""

    def __init__(self, nom: str, fautes: tuple[Faute, ...]) -> None:
        super().__init__(" ".join(faute.phrase for faute in fautes))
        self.nom = nom
        self.fautes = fautes


@dataclass(frozen=True, slots=True)
class Lue:
    """Dossier d'une ferme, et ce qu'il faut en dire."""

    dossier: Dossier
    remarques: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ferme:
    """Une ferme à traiter.

    `source` dit d'où elle vient (« tilleuls.json », « ligne 7 ») et `repli` ce qui la nomme quand elle ne se
    nomme pas. `lire` lève `FermeRefusee`, ou `FichierInaccessible` si son fichier ne se lit pas.
    """

    source: str
    repli: str
    lire: Callable[[], Lue]


@dataclass(frozen=True, slots=True)
class Ligne:
    """Ce que la synthèse dit d'une ferme ; `resume` est None si elle n'a pas été comparée."""

    source: str
    nom: str
    etat: Etat
    classeur: str = ""
    resume: Resume | None = None
    fautes: tuple[Faute, ...] = ()
    remarques: tuple[str, ...] = ()

    @property
    def motif(self) -> str:
        """Pourquoi il n'y a pas de classeur ; vide s'il y en a un."""
        return " ".join(faute.phrase for faute in self.fautes)


@dataclass(frozen=True, slots=True)
class Bilan:
    """Toutes les fermes d'un lot, dans l'ordre, et le nom de la synthèse écrite.

    `synthese_gardee` est le nom de l'ancienne, si elle avait été changée depuis.
    """

    lignes: tuple[Ligne, ...]
    synthese: str
    synthese_gardee: str = ""

    def combien(self, etat: Etat) -> int:
        """Nombre de fermes dans cet état."""
        return sum(ligne.etat is etat for ligne in self.lignes)
