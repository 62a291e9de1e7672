"""Un nombre exact en texte, tel que la base des dossiers le garde."""

import re
from fractions import Fraction
from functools import lru_cache

from modele.nombres import texte_exact

_RATIONNEL = re.compile(r"-?[0-9]+(?:\.[0-9]+|/[1-9][0-9]*)?")

# Python ne relit pas un entier de plus de 4 300 chiffres : ce qui est écrit doit pouvoir se relire.
_LONGUEUR_MAX = 4000


def ecrire_rationnel(valeur: Fraction) -> str:
    """« 5.5 » quand l'écriture décimale est finie, « 1/3 » sinon ; `ValueError` si le nombre est inexact ou démesuré."""
    if not isinstance(valeur, Fraction | int):
        raise ValueError(f"{valeur!r} n'est pas un nombre exact")
    try:
        texte = texte_exact(Fraction(valeur))
    except ValueError:
        texte = ""
    if not 0 < len(texte) <= _LONGUEUR_MAX:
        texte = f"{valeur.numerator}/{valeur.denominator}"
    if len(texte) > _LONGUEUR_MAX:
        raise ValueError("nombre démesuré")
    return texte


@lru_cache(maxsize=4096)
def lire_rationnel(texte: str) -> Fraction:
    """Nombre écrit par `ecrire_rationnel` ; `ValueError` si le texte n'en est pas un."""
    if not isinstance(texte, str) or not _RATIONNEL.fullmatch(texte):
        raise ValueError(f"{str(texte)[:60]!r} n'est pas un nombre exact")
    return Fraction(texte)
