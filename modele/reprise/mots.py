"""Un changement, et les mots pour le dire."""

from dataclasses import dataclass
from fractions import Fraction

from modele.catalogue.objets import Catalogue
from modele.nombres import ESPACE_INSECABLE, euros

RIEN = "rien"
_LONGUEUR_CITEE = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """Un changement ; `avant` et `apres` sont vides quand le libellé dit tout."""

    libelle: str
    avant: str = ""
    apres: str = ""

    @property
    def phrase(self) -> str:
        """« Ventes aux particuliers : 30 000 € → 42 000 € »."""
        if not (self.avant or self.apres):
            return self.libelle
        return f"{self.libelle}{ESPACE_INSECABLE}: {self.avant} → {self.apres}"


def montant(valeur: Fraction) -> str:
    """Montant en €, avec ses centimes s'il en a."""
    return euros(valeur, centimes=valeur.denominator != 1)


def cite(texte: str) -> str:
    """Début d'un texte, entre guillemets ; « rien » pour un texte vide."""
    texte = " ".join(texte.split())
    if not texte:
        return RIEN
    return entre_guillemets(texte if len(texte) <= _LONGUEUR_CITEE else texte[:_LONGUEUR_CITEE] + "…")


def entre_guillemets(texte: str) -> str:
    """« texte »."""
    return f"«{ESPACE_INSECABLE}{texte}{ESPACE_INSECABLE}»"


def nom_d_outil(catalogue: Catalogue, identifiant: str) -> str:
    """Nom affiché d'un outil, ou son identifiant si le catalogue ne l'a plus."""
    outil = catalogue.par_outil.get(identifiant)
    return outil.nom if outil else identifiant
