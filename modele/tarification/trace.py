"""Ce qu'il faut dessiner d'une courbe : tronçons continus et sauts, jusqu'à une abscisse.

En €, les sommets sont les ruptures de la courbe et ses extrémités, exacts. En part des ventes, chaque
morceau devient une hyperbole : seul son dessin est échantillonné, ses extrémités restent exactes.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from modele.tarification.courbe import Courbe, Droite

FINESSE = 2_000
"""En part des ventes, l'écart toléré entre l'hyperbole et son dessin : une fraction du cadre."""
_DEBUT = 1_000
"""Une part est infinie en 0 : son dessin commence à cette fraction de l'axe, moins d'un pixel."""


class Sommet(NamedTuple):
    """Un point du dessin."""

    x: Fraction
    y: Fraction


class Saut(NamedTuple):
    """Abscisse où la courbe saute : limite avant, valeur au point même, limite après."""

    x: Fraction
    avant: Fraction
    au_point: Fraction
    apres: Fraction


@dataclass(frozen=True, slots=True)
class Trace:
    """Tronçons de deux sommets ou plus, par x croissant, que des sauts séparent sans les joindre."""

    troncons: tuple[tuple[Sommet, ...], ...]
    sauts: tuple[Saut, ...]

    @property
    def maximum(self) -> Fraction:
        """Plus grande ordonnée dessinée."""
        sommets = (sommet.y for troncon in self.troncons for sommet in troncon)
        return max((*sommets, *(saut.au_point for saut in self.sauts)))

    def sortie(self, y_max: Fraction) -> Sommet | None:
        """Dernier point du dessin qui ne dépasse pas `y_max` ; None s'il le dépasse partout."""
        for troncon in reversed(self.troncons):
            if troncon[-1].y <= y_max:
                return troncon[-1]
            for a, de in pairwise(reversed(troncon)):
                if de.y <= y_max:
                    return Sommet(de.x + (a.x - de.x) * (y_max - de.y) / (a.y - de.y), y_max)
        return None


def tracer(courbe: Courbe, x_max: Fraction) -> Trace:
    """Dessin de la courbe (€) de 0 à `x_max` compris ; lève `ValueError` si `x_max` n'est pas positif."""
    if x_max <= 0:
        raise ValueError("un dessin demande une abscisse maximale positive")
    troncons: list[tuple[Sommet, ...]] = []
    sauts: list[Saut] = []
    zero = Fraction(0)
    sommets = [Sommet(zero, courbe.droites[0].constante)]
    bornes = (*(x for x in courbe.ruptures if x < x_max), x_max)
    for x, droite in zip(bornes, courbe.droites, strict=False):
        avant, au_point, apres = droite.valeur(x), courbe.valeur(x), courbe.a_droite(x)
        sommets.append(Sommet(x, avant))
        if not avant == au_point == apres:
            sauts.append(Saut(x, avant, au_point, apres))
            troncons.append(tuple(sommets))
            sommets = [Sommet(x, apres)]
    if len(sommets) > 1:
        troncons.append(tuple(sommets))
    return Trace(tuple(troncons), tuple(sauts))


def tracer_en_part(courbe: Courbe, x_max: Fraction, annees: int, cadre: Fraction) -> Trace:
    """Dessin de la courbe divisée par les ventes de `annees` années, en fraction ; `cadre` est la plus
    grande part que montre le graphique. Lève comme `tracer`."""
    exacte = tracer(courbe, x_max)
    debut = x_max / _DEBUT

    def troncon(sommets: tuple[Sommet, ...]) -> tuple[Sommet, ...]:
        points: list[Sommet] = []
        for de, a in pairwise(sommets):
            pente = (a.y - de.y) / (a.x - de.x)
            hyperbole = Droite(pente / annees, (de.y - pente * de.x) / annees)
            gauche = _en(hyperbole, de.x or min(debut, a.x / 2))
            if not points:
                points.append(gauche)
            points += _affiner(hyperbole, gauche, _en(hyperbole, a.x), cadre)
        return tuple(points)

    sauts = (Saut(x, *(cout / (annees * x) for cout in couts)) for x, *couts in exacte.sauts)
    return Trace(tuple(troncon(sommets) for sommets in exacte.troncons), tuple(sauts))


def _en(hyperbole: Droite, x: Fraction) -> Sommet:
    return Sommet(x, hyperbole.pente + hyperbole.constante / x)


def _affiner(hyperbole: Droite, gauche: Sommet, droite: Sommet, cadre: Fraction) -> list[Sommet]:
    """Points de x ↦ pente + constante ÷ x après `gauche` et jusqu'à `droite` ; rien de plus hors du cadre."""
    milieu = _en(hyperbole, (gauche.x + droite.x) / 2)
    ecart = abs(milieu.y - (gauche.y + droite.y) / 2)
    if ecart * FINESSE <= cadre or min(gauche.y, droite.y) > cadre:
        return [droite]
    return [
        *_affiner(hyperbole, gauche, milieu, cadre),
        *_affiner(hyperbole, milieu, droite, cadre),
    ]
