"""La situation d'une ferme : ce qu'elle dit d'elle-même, avec ses bornes et ses défauts.

`CHAMPS` est la seule description des champs : la lecture des fichiers, le panneau du calculateur
et le classeur en tirent leurs bornes, leurs unités et leur aide.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal

FERME_SANS_NOM = "Ferme sans nom"


class Genre(Enum):
    """Nature d'un champ simple."""

    TEXTE = "texte"
    CHOIX = "choix"
    BOOLEEN = "booleen"
    EUROS = "euros"
    POURCENTAGE = "pourcentage"
    ENTIER = "entier"


@dataclass(frozen=True, slots=True)
class Champ:
    """Description d'un champ simple : bornes incluses, unité affichée, aide d'une ligne."""

    nom: str
    genre: Genre
    libelle: str
    groupe: str
    aide: str
    minimum: Fraction = Fraction(0)
    maximum: Fraction = Fraction(0)
    unite: str = ""
    choix: tuple[tuple[str, str], ...] = ()


GROUPES: Mapping[str, str] = MappingProxyType(
    {
        "ferme": "Votre ferme",
        "ventes": "Vos ventes par l'outil",
        "commandes": "Vos commandes",
        "paiement": "Paiement et présence",
        "comparaison": "Durée et TVA",
    }
)

_CA_MAX = Fraction(100_000_000)

CHAMPS: tuple[Champ, ...] = (
    Champ(
        "ca_particuliers",
        Genre.EUROS,
        "Ventes aux particuliers",
        "ventes",
        "Ventes HT d'une année que l'outil porterait.",
        maximum=_CA_MAX,
        unite="€ HT/an",
    ),
    Champ(
        "ca_professionnels",
        Genre.EUROS,
        "Ventes aux professionnels",
        "ventes",
        "Magasins, restaurants, cantines : ventes HT d'une année.",
        maximum=_CA_MAX,
        unite="€ HT/an",
    ),
    Champ(
        "part_en_ligne",
        Genre.POURCENTAGE,
        "Particuliers : part payée en ligne",
        "ventes",
        "Part de ces ventes réglée sur le site ; le reste est payé sur place.",
        maximum=Fraction(100),
        unite="%",
    ),
    Champ(
        "part_en_ligne_pro",
        Genre.POURCENTAGE,
        "Professionnels : part payée en ligne",
        "ventes",
        "Souvent 0 : les professionnels paient sur facture.",
        maximum=Fraction(100),
        unite="%",
    ),
    Champ(
        "panier_moyen",
        Genre.EUROS,
        "Panier moyen d'un particulier",
        "commandes",
        "Ce que paie en moyenne un particulier par commande.",
        Fraction(1, 100),
        Fraction(100_000),
        "€ TTC",
    ),
    Champ(
        "panier_moyen_pro",
        Genre.EUROS,
        "Panier moyen d'un professionnel",
        "commandes",
        "Ce que paie en moyenne un professionnel par commande.",
        Fraction(1, 100),
        Fraction(100_000),
        "€ TTC",
    ),
    Champ(
        "clients_actifs",
        Genre.ENTIER,
        "Clients facturés chaque mois",
        "commandes",
        "Particuliers qui commandent au moins une fois dans le mois.",
        maximum=Fraction(1_000_000),
        unite="clients",
    ),
    Champ(
        "label",
        Genre.CHOIX,
        "Certification",
        "ferme",
        "Certains outils n'acceptent que le bio et la conversion.",
        choix=(("bio", "Bio"), ("conversion", "En conversion"), ("autre", "Autre")),
    ),
    Champ(
        "organisation",
        Genre.CHOIX,
        "Compte tenu par",
        "ferme",
        "Qui signe avec l'éditeur de l'outil.",
        choix=(("seule", "La ferme seule"), ("collectif", "Un collectif")),
    ),
    Champ(
        "encaissement",
        Genre.CHOIX,
        "Moyen de paiement en ligne",
        "paiement",
        "Le moyen que vous proposeriez de préférence.",
        choix=(("carte", "Carte bancaire"), ("prelevement", "Prélèvement mensuel")),
    ),
    Champ(
        "presence",
        Genre.CHOIX,
        "Votre rôle aux distributions",
        "paiement",
        "Quand un tiers organise la vente (Locavor).",
        choix=(
            ("present", "Présence sur place"),
            ("preparation", "Préparation seule"),
            ("depot_vente", "Dépôt-vente"),
        ),
    ),
    Champ(
        "horizon",
        Genre.ENTIER,
        "Durée de la comparaison",
        "comparaison",
        "Nombre d'années additionnées, première comprise.",
        Fraction(1),
        Fraction(10),
        "années",
    ),
    Champ(
        "taux_tva_ventes",
        Genre.POURCENTAGE,
        "TVA de vos produits",
        "comparaison",
        "5,5 % pour l'alimentaire, 10 % pour les plants.",
        maximum=Fraction(100),
        unite="%",
    ),
    Champ(
        "recupere_tva",
        Genre.BOOLEEN,
        "La ferme récupère la TVA",
        "comparaison",
        "Sinon, 20 % de TVA s'ajoutent aux prix hors taxes.",
    ),
    Champ(
        "nom",
        Genre.TEXTE,
        "Nom de la ferme",
        "ferme",
        "Il paraît en tête du classeur.",
        maximum=Fraction(200),
    ),
)

PAR_CHAMP: Mapping[str, Champ] = MappingProxyType({champ.nom: champ for champ in CHAMPS})

Label = Literal["bio", "conversion", "autre"]
Organisation = Literal["seule", "collectif"]
Encaissement = Literal["carte", "prelevement"]
Presence = Literal["present", "preparation", "depot_vente"]
Exigence = Literal["indispensable", "souhaite"]


def _vide() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Situation:
    """Réponses de la ferme (contrat § 1) : € HT/an ou TTC, pourcentages de 0 à 100, tous exacts."""

    nom: str = ""
    label: Label = "bio"
    organisation: Organisation = "seule"
    recupere_tva: bool = True
    taux_tva_ventes: Fraction = Fraction(11, 2)
    ca_particuliers: Fraction = Fraction(0)
    ca_professionnels: Fraction = Fraction(0)
    part_en_ligne: Fraction = Fraction(100)
    part_en_ligne_pro: Fraction = Fraction(0)
    panier_moyen: Fraction = Fraction(35)
    panier_moyen_pro: Fraction = Fraction(200)
    clients_actifs: int = 40
    encaissement: Encaissement = "carte"
    presence: Presence = "present"
    horizon: int = 3
    formules: Mapping[str, str] = field(default_factory=_vide)
    options: Mapping[str, tuple[str, ...]] = field(default_factory=_vide)
    montants_libres: Mapping[str, Fraction] = field(default_factory=_vide)
    exigences: Mapping[str, Exigence] = field(default_factory=_vide)

    @property
    def ca_total(self) -> Fraction:
        """Ventes que l'outil porterait, toutes clientèles (€ HT/an)."""
        return self.ca_particuliers + self.ca_professionnels


EXEMPLE = Situation(nom="Ferme exemple", ca_particuliers=Fraction(30_000))
