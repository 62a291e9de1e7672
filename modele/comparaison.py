"""Comparaison de tous les outils du catalogue pour une situation, refaite à chaque frappe."""

from modele.catalogue.objets import Catalogue, Clientele, Outil, Valeur
from modele.choix.classement import classer
from modele.choix.objets import Comparaison, Resultat
from modele.choix.statut import juger, valeur_pour
from modele.connus import partie_connue
from modele.situation import Situation
from modele.tarification.assiettes import Grandeurs, grandeurs
from modele.tarification.calcul import calculer


def comparer(catalogue: Catalogue, situation: Situation) -> Comparaison:
    """Coût, statut et place de chaque outil ; ce que le catalogue ne connaît pas est sans effet."""
    situation = partie_connue(catalogue, situation)
    valeurs: dict[tuple[Clientele, ...], Grandeurs] = {}
    souhaits = [critere for critere, exigence in situation.exigences.items() if exigence == "souhaite"]

    def evaluer(outil: Outil) -> Resultat:
        if outil.clienteles not in valeurs:
            valeurs[outil.clienteles] = grandeurs(outil.clienteles, situation)
        cout = calculer(outil, situation, valeurs[outil.clienteles])
        statut, motifs, en_cause = juger(outil, cout, situation, catalogue)
        remplis = tuple(c for c in souhaits if valeur_pour(outil, c) is Valeur.OUI)
        return Resultat(cout, statut, motifs, en_cause, remplis)

    outils = sorted(catalogue.outils, key=lambda outil: outil.identifiant)
    resultats = tuple(evaluer(outil) for outil in outils)
    ordre, regle = classer(resultats, situation)
    return Comparaison(situation, resultats, ordre, regle)
