"""Ce que la synthèse garde d'une comparaison : assez pour une ligne, assez peu pour mille."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from modele.choix.meilleur import meilleur_outil
from modele.choix.moins_cher import en_lice, moins_chers
from modele.choix.objets import Comparaison, Resultat, Statut
from modele.export.styles import MOTS_STATUT

PARTIEL = "en partie"
"""Ce que vaut le coût d'un outil qui ne porte pas toutes les ventes : il ne se compare pas."""


@dataclass(frozen=True, slots=True)
class MoinsCher:
    """Outils les moins chers, ex æquo ensemble, et ce que coûte le premier affiché (€ ; `part` des ventes)."""

    noms: tuple[str, ...]
    formule: str
    statut: str
    annee_1: Decimal
    annee_suivante: Decimal
    part: Fraction | None
    horizon: Decimal


@dataclass(frozen=True, slots=True)
class Resume:
    """Une ferme comparée.

    `ventes` sont celles de l'année (€ HT), `possibles` les outils non écartés dans l'ordre d'affichage,
    `premier` celui que mettent en tête les besoins dits, vide sans besoin. `couts` donne, par outil, le coût
    d'une année suivante, ou pourquoi il ne se compare pas.
    """

    ventes: Fraction
    annees: int
    possibles: tuple[str, ...]
    moins_cher: MoinsCher | None
    premier: str
    couts: Mapping[str, Decimal | str]


def resumer(comparaison: Comparaison) -> Resume:
    """Résumé d'une comparaison, sans rien en retenir d'autre."""
    situation = comparaison.situation
    ordonnes = [comparaison.par_outil[outil] for outil in comparaison.ordre]
    premier = meilleur_outil(comparaison) if situation.exigences else None
    comparables = {resultat.outil for resultat in en_lice(comparaison)}
    return Resume(
        situation.ca_total,
        situation.horizon,
        tuple(_nomme(resultat) for resultat in ordonnes if resultat.statut is not Statut.ECARTE),
        _moins_cher(comparaison, ordonnes),
        "" if premier is None else premier.cout.outil.nom,
        {
            resultat.outil: resultat.cout.annee_suivante.ferme
            if resultat.outil in comparables
            else MOTS_STATUT[resultat.statut]
            if resultat.statut is Statut.ECARTE
            else PARTIEL
            for resultat in comparaison.resultats
        },
    )


def _nomme(resultat: Resultat) -> str:
    """« Socleo », ou « Socleo (à vérifier) »."""
    nom = resultat.cout.outil.nom
    return nom if resultat.statut is Statut.RETENU else f"{nom} ({MOTS_STATUT[resultat.statut]})"


def _moins_cher(comparaison: Comparaison, ordonnes: list[Resultat]) -> MoinsCher | None:
    plus_bas = {resultat.outil for resultat in moins_chers(en_lice(comparaison))}
    retenus = [resultat for resultat in ordonnes if resultat.outil in plus_bas]
    if not retenus:
        return None
    cout = retenus[0].cout
    return MoinsCher(
        tuple(resultat.cout.outil.nom for resultat in retenus),
        cout.formule.nom,
        MOTS_STATUT[retenus[0].statut],
        cout.annee_1.ferme,
        cout.annee_suivante.ferme,
        cout.taux_effectif,
        cout.horizon,
    )
