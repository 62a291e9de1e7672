"""Le moins cher des outils qui portent toutes les ventes de la ferme.

Un outil gratuit qui n'en porte qu'une partie n'est pas « le moins cher » : ces coûts ne se comparent pas.
"""

from collections.abc import Iterable

from modele.choix.objets import Comparaison, Resultat, Statut


def porte_toutes_les_ventes(resultat: Resultat) -> bool:
    """Vrai si aucune vente de la ferme ne reste sans outil."""
    return resultat.cout.ca_couvert > 0 and resultat.cout.ca_non_couvert == 0


def en_lice(comparaison: Comparaison) -> tuple[Resultat, ...]:
    """Outils non écartés qui portent toutes les ventes, comme dans les seuils (contrat § 5)."""
    return tuple(
        resultat
        for resultat in comparaison.resultats
        if resultat.statut is not Statut.ECARTE and porte_toutes_les_ventes(resultat)
    )


def moins_chers(resultats: Iterable[Resultat]) -> tuple[Resultat, ...]:
    """Coût le plus bas pour la ferme en année suivante, ex æquo ensemble ; vide sans résultat."""
    liste = tuple(resultats)
    plus_bas = min((resultat.cout.annee_suivante.ferme for resultat in liste), default=None)
    return tuple(resultat for resultat in liste if resultat.cout.annee_suivante.ferme == plus_bas)
