"""Lecture d'une case : ce qu'elle porte, ce qui a changé, et ce qu'on dit d'une réponse qui ne convient pas."""

import math
from collections.abc import Callable, Mapping
from decimal import Context, Decimal
from fractions import Fraction
from typing import TypeVar

from modele.export import noms
from modele.export.textes import propre
from modele.fautes import SituationInvalide
from modele.reprise.cases import Valeur, sans_echappement

Cases = Mapping[str, Valeur]
T = TypeVar("T")

_CHIFFRES_D_UN_TABLEUR = Context(prec=15)
_TOLERANCE = Fraction(1, 10**14)
_LONGUEUR_CITEE = 40


class NonComprise(ValueError):
    """Case dont la réponse ne convient pas ; le texte dit ce qu'il fallait."""


class Lecteur:
    """Cases d'un classeur, lues une à une ; `avis` retient ce qui n'a pas été compris."""

    def __init__(self, cases: Cases) -> None:
        self.cases = cases
        self.avis: list[str] = []

    def __contains__(self, nom: str) -> bool:
        """Vrai si le classeur a une case de ce nom."""
        return nom in self.cases

    def tenter(self, libelle: str, nom: str, avant: T, lire: Callable[[Valeur], T], echelle: int = 1) -> T:
        """Réponse d'une case ; celle d'avant si la case manque, est inchangée ou ne se comprend pas.

        `echelle` vaut 100 quand le classeur écrit en fraction ce que l'application garde en %.
        """
        if nom not in self.cases:
            return avant
        valeur = self.cases[nom]
        try:
            return avant if inchangee(valeur, avant, echelle) else lire(valeur)
        except (NonComprise, SituationInvalide) as faute:
            attendu = faute.attendu if isinstance(faute, SituationInvalide) else str(faute)
            vide = valeur is None or not str(valeur).strip()
            recu = "la case est vide" if vide else f"« {citer(valeur)} » ne convient pas"
            self.avis.append(f"{libelle} : {recu}, il faut {attendu}. La réponse d'avant est gardée.")
            return avant


def inchangee(valeur: Valeur, avant: object, echelle: int = 1) -> bool:
    """Vrai si la case porte ce que l'export y a écrit, aux chiffres près que le tableur a pu perdre."""
    if isinstance(avant, str):
        return isinstance(valeur, str) and propre(avant) in (valeur, sans_echappement(valeur))
    if isinstance(avant, bool) or isinstance(valeur, bool) or not isinstance(valeur, int | float):
        return False
    assert isinstance(avant, Fraction | int)
    ecrit = Fraction(avant) / echelle
    return math.isfinite(valeur) and abs(Fraction(valeur) - ecrit) <= _TOLERANCE * abs(ecrit)


def nombre_lu(valeur: Valeur) -> Decimal | str:
    """Nombre tel que le tableur l'affiche ; un texte est rendu tel quel, pour être lu ou refusé."""
    if isinstance(valeur, str):
        return valeur
    if isinstance(valeur, bool) or valeur is None or not math.isfinite(valeur):
        raise NonComprise("un nombre")
    return _CHIFFRES_D_UN_TABLEUR.create_decimal(Decimal(repr(valeur)))


def texte_lu(valeur: Valeur) -> str:
    """Texte d'une case, sans ce qu'aucun fichier ne peut garder ; un nombre entier y perd son « .0 »."""
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return noms.OUI if valeur else noms.NON
    if isinstance(valeur, float) and valeur.is_integer():
        return str(int(valeur))
    return propre(sans_echappement(str(valeur)))


def oui_ou_non(valeur: Valeur) -> bool:
    """Réponse d'une case à répondre par oui ou par non."""
    if isinstance(valeur, bool):
        return valeur
    reponse = {noms.OUI: True, noms.NON: False}.get(reduit(valeur))
    if reponse is None:
        raise NonComprise("oui ou non")
    return reponse


def reduit(valeur: Valeur) -> str:
    """Texte dont ni les espaces ni les majuscules ne comptent."""
    return " ".join(sans_echappement(str(valeur)).split()).casefold()


def citer(valeur: Valeur) -> str:
    """Début d'un texte, sur une ligne."""
    texte = " ".join(str(valeur).split())
    return texte if len(texte) <= _LONGUEUR_CITEE else texte[:_LONGUEUR_CITEE] + "…"
