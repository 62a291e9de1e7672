"""Les soixante montants de ventes de « Seuils » et les coûts que le moteur y donne aujourd'hui."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from modele.choix.analyse_seuils import Analyse, Periode, analyser
from modele.export.contexte import Contexte
from modele.tarification.courbe import Courbe

NOMBRE = 60
"""Montants de ventes montrés."""
ETENDUE = Fraction(11, 5)
"""Le dernier montant, rapporté aux ventes de la ferme."""
PAS_SANS_VENTE = Fraction(1_000)
DECIMALES = 6
CHIFFRES = 2
"""Chiffres significatifs du pas."""


@dataclass(frozen=True)
class Points:
    """Ce que montre la feuille aujourd'hui : montants de ventes, coûts des outils comparables."""

    analyse: Analyse
    pas: Fraction

    @cached_property
    def ventes(self) -> tuple[Fraction, ...]:
        """Montants de ventes (€ HT/an)."""
        return tuple(self.pas * rang for rang in range(1, NOMBRE + 1))

    @cached_property
    def couts(self) -> Mapping[str, tuple[Fraction, ...]]:
        """Coût d'une année suivante de chaque outil comparable, à six décimales comme dans la feuille."""
        return {outil: self._le_long(courbe) for outil, courbe in self.analyse.courbes.items()}

    def _le_long(self, courbe: Courbe) -> tuple[Fraction, ...]:
        echelle = 10**DECIMALES
        return tuple(
            Fraction(floor(courbe.valeur(x) * echelle + Fraction(1, 2)), echelle) for x in self.ventes
        )

    @cached_property
    def plus_bas(self) -> tuple[Fraction, ...]:
        """Coût le plus bas de chaque montant ; vide sans outil comparable."""
        return tuple(min(colonne) for colonne in zip(*self.couts.values(), strict=True))

    def rangs_les_moins_chers(self, outil: str) -> list[int]:
        """Rangs des montants où l'outil est le moins cher."""
        couts = self.couts.get(outil, ())
        return [rang for rang, cout in enumerate(couts) if cout == self.plus_bas[rang]]


def points(contexte: Contexte) -> Points:
    """Points de la situation exportée."""
    ventes = contexte.situation.ca_total
    pas = _pas(ventes)
    return Points(analyser(contexte.comparaison, Periode.SUIVANTE, pas * NOMBRE), pas)


def _pas(ventes: Fraction) -> Fraction:
    """Pas rond, deux chiffres suivis de zéros, qui mène à un peu plus du double des ventes."""
    if ventes <= 0:
        return PAS_SANS_VENTE
    vise = ventes * ETENDUE / NOMBRE
    dizaine = 10 ** max(0, len(str(int(vise))) - CHIFFRES)
    pas = ceil(Fraction(round(vise / dizaine * 10**DECIMALES), 10**DECIMALES)) * dizaine
    # Des ventes de moins d'un centime s'arrondiraient à un tableau de hauteur nulle.
    return Fraction(max(pas, 1))
