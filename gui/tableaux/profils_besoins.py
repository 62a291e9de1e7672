"""Points de départ pour qui n'a pas encore fait sa liste : ce que demandent des ventes courantes.

Ce sont des propositions de l'application, pas du guide ; chacune s'annule d'un coup.
"""

from dataclasses import dataclass
from types import MappingProxyType

from gui.tableaux.modele_besoins import Exigences
from modele.catalogue.objets import Catalogue
from modele.choix.phrases import citer, enumerer
from modele.situation import Exigence


@dataclass(frozen=True, slots=True)
class Profil:
    """Une façon de vendre ; critères du catalogue qu'elle rend indispensables ou souhaités."""

    nom: str
    description: str
    indispensables: tuple[str, ...]
    souhaits: tuple[str, ...]


PROFILS: tuple[Profil, ...] = (
    Profil(
        "AMAP",
        "Un groupe s'engage par contrat et paie souvent par chèque.",
        ("collectif", "abonnement"),
        ("paiement-especes", "dates-de-commande", "recapitulatif-par-client", "mails-clients"),
    ),
    Profil(
        "Drive",
        "Plusieurs fermes, commande et paiement sur le site, retrait à date fixe.",
        ("collectif", "paiement-en-ligne"),
        (
            "synchronisation-stocks",
            "points-de-retrait",
            "dates-de-commande",
            "recapitulatif-par-client",
            "repartition-paiements",
        ),
    ),
    Profil(
        "Magasins et cantines",
        "Des professionnels qui paient sur facture.",
        ("professionnels", "facturation"),
        ("prix-par-client", "minimum-de-commande", "paiement-differe", "formats-comptables", "chorus-pro"),
    ),
)


def ajouter_profil(catalogue: Catalogue, exigences: Exigences, profil: Profil) -> Exigences:
    """Les besoins de la ferme, plus ceux du profil qu'elle n'a pas déjà dits."""
    nouvelles: dict[str, Exigence] = dict(exigences)
    for critere in profil.indispensables:
        if critere in catalogue.par_critere:
            nouvelles.setdefault(critere, "indispensable")
    for critere in profil.souhaits:
        if critere in catalogue.par_critere:
            nouvelles.setdefault(critere, "souhaite")
    return MappingProxyType(nouvelles)


def decrire_profil(catalogue: Catalogue, profil: Profil) -> tuple[str, str, str]:
    """Ce que le profil suppose, ce qu'il rend indispensable, ce qu'il souhaite, en trois phrases."""

    def noms(criteres: tuple[str, ...]) -> str:
        connus = (critere for critere in criteres if critere in catalogue.par_critere)
        return enumerer(citer(catalogue.par_critere[critere].nom) for critere in connus)

    return (
        profil.description,
        f"Indispensable\u00a0: {noms(profil.indispensables)}.",
        f"Souhaité\u00a0: {noms(profil.souhaits)}.",
    )
