"""Ce qu'un calcul rend : des lignes qui s'expliquent, des totaux qui en sont la somme.

Montants en € : `Decimal` au centime pour ce qui s'affiche, `Fraction` pour l'exact.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from modele.catalogue.objets import Formule, Nature, Option, Outil, Palier, Payeur


@dataclass(frozen=True, slots=True)
class Ligne:
    """Une ligne de coût, signée (mois offerts et plafonds sont négatifs).

    `detail` dit quantité × prix en français, `palier` le palier appliqué, `source` les lignes du
    guide. `montant` est arrondi au centime, demi vers le haut ; `exact` ne l'est pas. `tarif` est le palier
    dont la ligne compte le prix : None pour des mois offerts, un plancher ou un plafond.
    """

    composante: str
    libelle: str
    nature: Nature
    payeur: Payeur
    montant: Decimal
    bas: Decimal
    haut: Decimal
    exact: Fraction
    quantite: Fraction
    prix: Fraction
    detail: str
    source: str
    lignes: str
    palier: str | None = None
    hypothese: str | None = None
    doute: str | None = None
    tarif: Palier | None = None


@dataclass(frozen=True)
class CoutAnnuel:
    """Coût d'une année : `ferme` (et ses bornes) est la somme des lignes que paie la ferme.

    `propose` dit qu'un prix proposé à la ferme, et non celui du guide, y est compté. Les lignes ne sont rédigées qu'à la première lecture : une frappe n'en montre qu'un outil.
    """

    ferme: Decimal
    bas: Decimal
    haut: Decimal
    autres: Mapping[Payeur, Decimal]
    rediger: Callable[[], tuple[Ligne, ...]] = field(repr=False, compare=False)
    propose: bool = False

    @cached_property
    def lignes(self) -> tuple[Ligne, ...]:
        """Lignes de tous les payeurs, dans l'ordre du tarif."""
        return self.rediger()


@dataclass(frozen=True, slots=True)
class CoutOutil:
    """Coût d'un outil pour une situation (€ ; `ca_couvert` en € HT/an)."""

    outil: Outil
    formule: Formule
    options: tuple[Option, ...]
    ca_couvert: Fraction
    ca_non_couvert: Fraction
    annee_1: CoutAnnuel
    annee_suivante: CoutAnnuel
    annees: int
    horizon: Decimal
    horizon_bas: Decimal
    horizon_haut: Decimal
    non_chiffres: tuple[str, ...]

    @property
    def propose(self) -> bool:
        """Vrai si un prix proposé à la ferme est compté, la première année ou une suivante."""
        return self.annee_1.propose or self.annee_suivante.propose

    @property
    def taux_effectif(self) -> Fraction | None:
        """Part des ventes couvertes que l'outil coûte en année suivante ; None sans vente couverte."""
        if self.ca_couvert <= 0:
            return None
        return Fraction(self.annee_suivante.ferme) / self.ca_couvert
