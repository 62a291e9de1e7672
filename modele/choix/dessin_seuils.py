"""Ce que le graphique des seuils montre d'une analyse : cadre, tracés, zones du moins cher."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from modele.choix.analyse_seuils import Analyse
from modele.graduations import fin_ronde, multiple_superieur, pas_rond
from modele.tarification.courbe import Courbe
from modele.tarification.trace import Trace, tracer, tracer_en_part

_AUTOUR = Fraction(11, 5)
_MARGE = Fraction(21, 20)
_PARTS = 5
_HAUTEUR_NULLE = Fraction(100)
_PART_NULLE = Fraction(1, 100)
_SANS_CADRAGE = 3
"""Jusqu'à ce nombre d'outils, aucun n'est sacrifié à la lisibilité des autres."""


@dataclass(frozen=True, slots=True)
class Zone:
    """Outils les moins chers strictement entre `de` et `a` (€ HT/an)."""

    de: Fraction
    a: Fraction
    outils: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dessin:
    """Tracés dans un cadre de `x_max` (€ HT/an) sur `y_max` (€, ou fraction des ventes si `en_part`).

    `hors_cadre` sont les outils dont la courbe dépasse le haut du cadre.
    """

    x_max: Fraction
    y_max: Fraction
    en_part: bool
    traces: Mapping[str, Trace]
    zones: tuple[Zone, ...]
    hors_cadre: tuple[str, ...]


def axe_autour(ventes: Fraction) -> Fraction:
    """Fin d'axe ronde, un peu plus du double des ventes ; lève `ValueError` sans vente."""
    return fin_ronde(ventes * _AUTOUR)


def dessiner(analyse: Analyse, x_max: Fraction, en_part: bool, cadrer: bool) -> Dessin:
    """Dessin de 0 à `x_max` ; `cadrer` règle la hauteur sur la moitié la moins chère des outils."""
    hauteurs = {
        outil: _hauteur(courbe, x_max, analyse.annees, en_part) for outil, courbe in analyse.courbes.items()
    }
    y_max = _cadre(sorted(hauteurs.values()), en_part, cadrer)
    traces = {
        outil: tracer_en_part(courbe, x_max, analyse.annees, y_max) if en_part else tracer(courbe, x_max)
        for outil, courbe in analyse.courbes.items()
    }
    zones = tuple(Zone(i.de, min(i.a, x_max), i.moins_chers) for i in analyse.intervalles if i.de < x_max)
    hors_cadre = tuple(outil for outil, hauteur in hauteurs.items() if hauteur > y_max)
    return Dessin(x_max, y_max, en_part, traces, zones, hors_cadre)


def _hauteur(courbe: Courbe, x_max: Fraction, annees: int, en_part: bool) -> Fraction:
    """Plus grand coût dessiné ; en part, infinie près de 0, la plus grande au quart et au bout de l'axe."""
    if en_part:
        return max(courbe.valeur(x) / (annees * x) for x in (x_max / 4, x_max))
    return tracer(courbe, x_max).maximum


def _cadre(hauteurs: list[Fraction], en_part: bool, cadrer: bool) -> Fraction:
    """Hauteur ronde qui contient toutes les hauteurs (croissantes), ou la moitié et une de plus."""
    rang = len(hauteurs) // 2 if cadrer and len(hauteurs) > _SANS_CADRAGE else -1
    hauteur = hauteurs[rang] * _MARGE if hauteurs else Fraction(0)
    if hauteur == 0:
        return _PART_NULLE if en_part else _HAUTEUR_NULLE
    return multiple_superieur(hauteur, pas_rond(hauteur, _PARTS))
