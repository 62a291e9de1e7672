"""Grandeurs déduites de la situation (contrat § 1), pour les clientèles qu'un outil sert.

Montants en € par an : HT pour les ventes, TTC pour ce qui est encaissé en ligne.
"""

from dataclasses import dataclass
from fractions import Fraction

from modele.catalogue.objets import Assiette, Clientele, Composante, Condition, Outil
from modele.situation import Situation

MOIS_PAR_AN = 12
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Ventes:
    """Ce qu'une clientèle achète en un an : ventes HT, encaissé en ligne TTC, commandes en ligne."""

    ca: Fraction = _ZERO
    encaisse: Fraction = _ZERO
    commandes: Fraction = _ZERO


@dataclass(frozen=True, slots=True)
class Grandeurs:
    """Grandeurs couvertes par un outil ; une clientèle qu'il ne sert pas y compte pour zéro."""

    particuliers: Ventes
    professionnels: Ventes
    ca_couvert: Fraction
    ca_non_couvert: Fraction
    encaisse_en_ligne_ttc: Fraction
    commandes_en_ligne: Fraction
    clients_mois: Fraction


def ventes(ca: Fraction, part_en_ligne: Fraction, panier_ttc: Fraction, taux_tva: Fraction) -> Ventes:
    """Ventes d'une clientèle ; `part_en_ligne` et `taux_tva` sont en %, de 0 à 100."""
    encaisse = ca * part_en_ligne * (100 + taux_tva) / 10_000
    return Ventes(ca, encaisse, encaisse / panier_ttc)


def grandeurs(clienteles: tuple[Clientele, ...], situation: Situation) -> Grandeurs:
    """Grandeurs de la situation restreintes à `clienteles`."""
    particuliers = professionnels = Ventes()
    if Clientele.PARTICULIERS in clienteles:
        particuliers = ventes(
            situation.ca_particuliers,
            situation.part_en_ligne,
            situation.panier_moyen,
            situation.taux_tva_ventes,
        )
    if Clientele.PROFESSIONNELS in clienteles:
        professionnels = ventes(
            situation.ca_professionnels,
            situation.part_en_ligne_pro,
            situation.panier_moyen_pro,
            situation.taux_tva_ventes,
        )
    couvert = particuliers.ca + professionnels.ca
    return Grandeurs(
        particuliers=particuliers,
        professionnels=professionnels,
        ca_couvert=couvert,
        ca_non_couvert=situation.ca_total - couvert,
        encaisse_en_ligne_ttc=particuliers.encaisse + professionnels.encaisse,
        commandes_en_ligne=particuliers.commandes + professionnels.commandes,
        clients_mois=Fraction(situation.clients_actifs * MOIS_PAR_AN),
    )


def montant_libre(outil: Outil, situation: Situation) -> Fraction | None:
    """Contribution que la ferme choisit de verser à l'outil (€/an) ; None si elle n'en a pas choisi."""
    return situation.montants_libres.get(outil.identifiant)


def quantite(composante: Composante, valeurs: Grandeurs, libre: Fraction | None) -> Fraction | None:
    """Ce que le prix de la composante multiplie en un an ; None sans contribution libre choisie."""
    match composante.assiette:
        case Assiette.AN:
            return Fraction(1)
        case Assiette.MOIS:
            return Fraction(MOIS_PAR_AN)
        case Assiette.CLIENTS_MOIS:
            return valeurs.clients_mois
        case Assiette.MONTANT_LIBRE:
            return libre
        case Assiette.CA:
            return _part(composante, valeurs).ca
        case Assiette.ENCAISSE_EN_LIGNE_TTC:
            return _part(composante, valeurs).encaisse
        case Assiette.COMMANDES_EN_LIGNE:
            return _part(composante, valeurs).commandes


def _part(composante: Composante, valeurs: Grandeurs) -> Ventes:
    """Ventes qui portent la composante : celles de sa clientèle, sinon toutes celles couvertes."""
    match composante.clientele:
        case Clientele.PARTICULIERS:
            return valeurs.particuliers
        case Clientele.PROFESSIONNELS:
            return valeurs.professionnels
        case None:
            return Ventes(valeurs.ca_couvert, valeurs.encaisse_en_ligne_ttc, valeurs.commandes_en_ligne)


def grandeur_suivie(suivie: Condition, valeurs: Grandeurs) -> Fraction:
    """Valeur de la grandeur qui ouvre une composante ou choisit son palier."""
    match suivie:
        case Condition.TOUJOURS:
            return valeurs.ca_couvert
        case Condition.CA_PARTICULIERS:
            return valeurs.particuliers.ca
        case Condition.CA_PROFESSIONNELS:
            return valeurs.professionnels.ca
        case Condition.ENCAISSE_PARTICULIERS:
            return valeurs.particuliers.encaisse
        case Condition.ENCAISSE_PROFESSIONNELS:
            return valeurs.professionnels.encaisse


def est_due(composante: Composante, valeurs: Grandeurs) -> bool:
    """Vrai si la grandeur dont la composante dépend est strictement positive."""
    condition = composante.condition
    return condition is Condition.TOUJOURS or grandeur_suivie(condition, valeurs) > 0
