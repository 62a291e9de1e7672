"""Courbes affines par morceaux sur x > 0 : valeur en chaque rupture, droite sur chaque intervalle ouvert.

Distinguer la valeur en une rupture des droites qui l'entourent rend exacts « moins de 60 000 € » et
« 60 000 € ou moins ».
"""

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

_ZERO = Fraction(0)
_OPPOSE = Fraction(-1)


class Droite(NamedTuple):
    """Fonction x ↦ pente × x + constante."""

    pente: Fraction
    constante: Fraction

    def valeur(self, x: Fraction) -> Fraction:
        """Ordonnée en x."""
        return self.pente * x + self.constante


@dataclass(frozen=True, slots=True)
class Courbe:
    """`droites[i]` vaut strictement entre `ruptures[i - 1]` et `ruptures[i]` ; `valeurs[i]` en `ruptures[i]`.

    Les ruptures sont positives et croissantes ; il y a une droite de plus que de ruptures.
    """

    droites: tuple[Droite, ...]
    ruptures: tuple[Fraction, ...] = ()
    valeurs: tuple[Fraction, ...] = ()

    def valeur(self, x: Fraction) -> Fraction:
        """Valeur exacte en x > 0."""
        rang = bisect_left(self.ruptures, x)
        if rang < len(self.ruptures) and self.ruptures[rang] == x:
            return self.valeurs[rang]
        return self.droites[rang].valeur(x)

    def a_gauche(self, x: Fraction) -> Fraction:
        """Limite quand on approche x par en dessous."""
        return self.droites[bisect_left(self.ruptures, x)].valeur(x)

    def a_droite(self, x: Fraction) -> Fraction:
        """Limite quand on approche x par au-dessus."""
        rang = bisect_left(self.ruptures, x)
        if rang < len(self.ruptures) and self.ruptures[rang] == x:
            rang += 1
        return self.droites[rang].valeur(x)

    def __add__(self, autre: "Courbe") -> "Courbe":
        if not autre.ruptures:
            return self._ajouter(autre.droites[0])
        if not self.ruptures:
            return autre._ajouter(self.droites[0])
        ruptures = tuple(sorted({*self.ruptures, *autre.ruptures}))
        droites = []
        i = j = 0
        for rupture in (*ruptures, None):
            gauche, droite = self.droites[i], autre.droites[j]
            droites.append(Droite(gauche.pente + droite.pente, gauche.constante + droite.constante))
            if i < len(self.ruptures) and self.ruptures[i] == rupture:
                i += 1
            if j < len(autre.ruptures) and autre.ruptures[j] == rupture:
                j += 1
        valeurs = tuple(self.valeur(x) + autre.valeur(x) for x in ruptures)
        return Courbe(tuple(droites), ruptures, valeurs)

    def _ajouter(self, droite: Droite) -> "Courbe":
        pente, constante = droite
        return Courbe(
            tuple(Droite(d.pente + pente, d.constante + constante) for d in self.droites),
            self.ruptures,
            tuple(v + droite.valeur(x) for x, v in zip(self.ruptures, self.valeurs, strict=True)),
        )

    def fois(self, facteur: Fraction) -> "Courbe":
        """Courbe dont chaque valeur est multipliée par `facteur`."""
        return Courbe(
            tuple(Droite(d.pente * facteur, d.constante * facteur) for d in self.droites),
            self.ruptures,
            tuple(v * facteur for v in self.valeurs),
        )

    def au_moins(self, plancher: Fraction) -> "Courbe":
        """Le plus grand, en chaque point, de la courbe et de `plancher`."""
        return self.fois(_OPPOSE).au_plus(-plancher).fois(_OPPOSE)

    def au_plus(self, plafond: Fraction) -> "Courbe":
        """Le plus petit, en chaque point, de la courbe et de `plafond`."""
        plate = Droite(_ZERO, plafond)
        droites: list[Droite] = []
        ruptures: list[Fraction] = []
        valeurs: list[Fraction] = []
        debut = _ZERO
        for rang, droite in enumerate(self.droites):
            fin = self.ruptures[rang] if rang < len(self.ruptures) else None
            croisement = croisement_entre(droite, plate, debut, fin)
            if croisement is not None:
                droites.append(la_plus_basse(droite, plate, debut, croisement))
                ruptures.append(croisement)
                valeurs.append(plafond)
                debut = croisement
            droites.append(la_plus_basse(droite, plate, debut, fin))
            if fin is not None:
                ruptures.append(fin)
                valeurs.append(min(self.valeurs[rang], plafond))
                debut = fin
        return Courbe(tuple(droites), tuple(ruptures), tuple(valeurs))


def constante(valeur: Fraction) -> Courbe:
    """Courbe plate."""
    return Courbe((Droite(_ZERO, valeur),))


def croisement_entre(a: Droite, b: Droite, debut: Fraction, fin: Fraction | None) -> Fraction | None:
    """Abscisse, strictement entre `debut` et `fin` (None : sans limite), où deux droites se coupent."""
    if a.pente == b.pente:
        return None
    x = (b.constante - a.constante) / (a.pente - b.pente)
    return x if x > debut and (fin is None or x < fin) else None


def la_plus_basse(a: Droite, b: Droite, debut: Fraction, fin: Fraction | None) -> Droite:
    """La plus basse de deux droites qui ne se coupent pas strictement entre `debut` et `fin`."""
    dedans = debut + 1 if fin is None else (debut + fin) / 2
    return a if a.valeur(dedans) <= b.valeur(dedans) else b
