"""L'outil à citer en premier pour un dossier, en une ligne."""

from modele.choix.moins_cher import en_lice, moins_chers
from modele.choix.objets import Comparaison, Resultat, Statut


def meilleur_outil(comparaison: Comparaison) -> Resultat | None:
    """Premier du classement si la ferme a dit ses besoins, sinon le moins cher ; None s'il n'y en a pas.

    Sans besoin, un ex æquo se départage par l'ordre d'affichage.
    """
    if comparaison.situation.exigences:
        premier = comparaison.par_outil[comparaison.ordre[0]] if comparaison.ordre else None
        return None if premier is None or premier.statut is Statut.ECARTE else premier
    candidats = {resultat.outil for resultat in moins_chers(en_lice(comparaison))}
    for outil in comparaison.ordre:
        if outil in candidats:
            return comparaison.par_outil[outil]
    return None
