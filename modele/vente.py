"""Une vente comparée avant et après : coût, part des ventes, heures et euros gagnés (guide, l. 103-146).

Tout est exact et annuel. L'exemple du guide laisse de côté le coût de l'outil (doute D33) : il est donné
à part, et ne compte que pour la colonne « après », la seule où l'outil sert.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from modele.catalogue.objets import ColonneVente

_ZERO = Fraction(0)
_POSTES: Mapping[str, str] = MappingProxyType(
    {
        "distance": "Distance",
        "vente": "Temps de vente",
        "preparation": "Temps de préparation",
        "autres": "Autres frais",
        "outil": "Outil de vente",
    }
)
_POSTES_DU_GUIDE = ("distance", "vente", "preparation")


@dataclass(frozen=True, slots=True)
class BilanColonne:
    """Ce que coûte une vente et ce qu'elle laisse, en € par an ; `cout` comprend `cout_outil`."""

    colonne: ColonneVente
    cout_outil: Fraction = _ZERO

    @property
    def postes(self) -> Mapping[str, Fraction]:
        """Montant de chaque poste, dans l'ordre du guide ; leur somme est le coût."""
        c = self.colonne
        montants = (
            c.km * c.prix_km,
            c.heures_vente * c.prix_heure,
            c.heures_preparation * c.prix_heure,
            c.autres,
            self.cout_outil,
        )
        return dict(zip(_POSTES, montants, strict=True))

    @property
    def cout(self) -> Fraction:
        """Coût de la vente, outil compris s'il est compté."""
        return sum(self.postes.values(), _ZERO)

    @property
    def part_ca(self) -> Fraction | None:
        """Coût rapporté au chiffre d'affaires ; None sans chiffre d'affaires."""
        return self.cout / self.colonne.ca if self.colonne.ca else None

    @property
    def marge(self) -> Fraction:
        """Chiffre d'affaires moins le coût."""
        return self.colonne.ca - self.cout

    @property
    def heures(self) -> Fraction:
        """Heures de vente et de préparation."""
        return self.colonne.heures_vente + self.colonne.heures_preparation

    @property
    def frais(self) -> Fraction:
        """Coût sans le temps passé : distance, autres frais, outil."""
        return self.postes["distance"] + self.colonne.autres + self.cout_outil

    @property
    def reste_par_heure(self) -> Fraction | None:
        """Ce que la vente laisse pour chaque heure, une fois les frais payés ; None sans heure."""
        return (self.colonne.ca - self.frais) / self.heures if self.heures else None


@dataclass(frozen=True, slots=True)
class Poste:
    """Un poste de coût avant et après (€ par an)."""

    cle: str
    libelle: str
    avant: Fraction
    apres: Fraction


@dataclass(frozen=True, slots=True)
class BilanVente:
    """Les deux colonnes d'une vente ; un gain négatif est une perte."""

    avant: BilanColonne
    apres: BilanColonne

    @property
    def gain_euros(self) -> Fraction:
        """Coût d'avant moins coût d'après ; le chiffre d'affaires n'y entre pas."""
        return self.avant.cout - self.apres.cout

    @property
    def gain_marge(self) -> Fraction:
        """Ce que l'après laisse de plus que l'avant, chiffre d'affaires compris."""
        return self.apres.marge - self.avant.marge

    @property
    def gain_heures(self) -> Fraction:
        """Heures d'avant moins heures d'après."""
        return self.avant.heures - self.apres.heures

    @property
    def postes(self) -> tuple[Poste, ...]:
        """Les trois postes du guide, puis ceux qui ne sont pas nuls des deux côtés."""
        avant, apres = self.avant.postes, self.apres.postes
        return tuple(
            Poste(cle, libelle, avant[cle], apres[cle])
            for cle, libelle in _POSTES.items()
            if cle in _POSTES_DU_GUIDE or avant[cle] or apres[cle]
        )


def comparer_vente(avant: ColonneVente, apres: ColonneVente, cout_outil: Fraction = _ZERO) -> BilanVente:
    """Bilan d'une vente ; `cout_outil` (€ par an) s'ajoute au coût d'après."""
    return BilanVente(BilanColonne(avant), BilanColonne(apres, cout_outil))
