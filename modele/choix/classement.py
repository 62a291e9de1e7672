"""Ordre d'affichage des outils : souhaits remplis, puis coût ; alphabétique sans besoin exprimé."""

import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from modele.choix.objets import Resultat, Statut
from modele.situation import Situation

REGLE_BESOINS = "Ordre : souhaits remplis, puis coût."
REGLE_ALPHABETIQUE = "Ordre alphabétique : indiquez vos besoins pour classer les outils."


def cle_alphabetique(nom: str) -> str:
    """Clé de tri d'un nom français : sans accents ni différence de majuscules."""
    decompose = unicodedata.normalize("NFKD", nom)
    return "".join(c for c in decompose if not unicodedata.combining(c)).casefold()


def classer(resultats: Sequence[Resultat], situation: Situation) -> tuple[tuple[str, ...], str]:
    """Identifiants dans l'ordre d'affichage, écartés en dernier, et la règle suivie, en une phrase.

    Le coût est celui que paie la ferme en année suivante ; à égalité, l'ordre est alphabétique.
    """
    par_besoins = bool(situation.exigences)

    def cle(resultat: Resultat) -> tuple[bool, int, Decimal, str]:
        nom = cle_alphabetique(resultat.cout.outil.nom)
        ecarte = resultat.statut is Statut.ECARTE
        if not par_besoins:
            return ecarte, 0, Decimal(0), nom
        return ecarte, -len(resultat.souhaits_remplis), resultat.cout.annee_suivante.ferme, nom

    ordre = tuple(resultat.outil for resultat in sorted(resultats, key=cle))
    return ordre, REGLE_BESOINS if par_besoins else REGLE_ALPHABETIQUE
