"""Nombres ronds pour les axes d'un graphique, exacts."""

from fractions import Fraction
from math import ceil

_PAS = (Fraction(1), Fraction(2), Fraction(5), Fraction(10))
_FINS = tuple(Fraction(n, 10) for n in (10, 15, 20, 25, 30, 40, 50, 60, 80, 100))


def pas_rond(etendue: Fraction, nombre_max: int) -> Fraction:
    """Le plus petit pas de la forme 1, 2 ou 5 × 10ⁿ qui coupe `etendue` en `nombre_max` parts au plus.

    Lève `ValueError` si l'un des deux n'est pas positif.
    """
    if etendue <= 0 or nombre_max <= 0:
        raise ValueError("un axe demande une étendue et un nombre de parts positifs")
    vise = etendue / nombre_max
    decade = _decade(vise)
    return next(decade * pas for pas in _PAS if decade * pas >= vise)


def graduations(etendue: Fraction, nombre_max: int) -> tuple[Fraction, ...]:
    """Multiples d'un pas rond, de 0 à `etendue` au plus : jusqu'à elle si un pas rond la divise."""
    pas = pas_rond(etendue, nombre_max)
    plus_larges = (pas_rond(etendue, nombre) for nombre in range(nombre_max, 0, -1))
    pas = next((large for large in plus_larges if etendue % large == 0), pas)
    return tuple(rang * pas for rang in range(etendue // pas + 1))


def fin_ronde(minimum: Fraction) -> Fraction:
    """Le plus petit nombre rond (1, 1,5, 2… × 10ⁿ) qui vaut au moins `minimum` ; lève comme `pas_rond`."""
    if minimum <= 0:
        raise ValueError("un axe demande une étendue positive")
    decade = _decade(minimum)
    return next(decade * fin for fin in _FINS if decade * fin >= minimum)


def multiple_superieur(x: Fraction, pas: Fraction) -> Fraction:
    """Le plus petit multiple de `pas` qui vaut au moins `x`."""
    return ceil(x / pas) * pas


def _decade(x: Fraction) -> Fraction:
    """La plus grande puissance de dix qui ne dépasse pas x > 0."""
    decade = Fraction(1)
    while decade > x:
        decade /= 10
    while decade * 10 <= x:
        decade *= 10
    return decade
