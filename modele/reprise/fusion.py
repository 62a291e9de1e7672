"""Mise à jour d'un dossier par un classeur qui en vient.

Le dossier a pu avancer depuis l'export : seul ce qui a été changé dans le classeur lui est appliqué.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from modele.dossiers.objets import Dossier
from modele.reprise.lecture import Reprise
from modele.reprise.prix import prix_mis_a_jour
from modele.situation import Situation


def est_le_meme(dossier: Dossier, autre: Dossier) -> bool:
    """Vrai si les deux sont des états d'un même dossier de cet ordinateur."""
    return dossier.identifiant == autre.identifiant > 0 and dossier.cree_le == autre.cree_le


def mis_a_jour(actuel: Dossier, reprise: Reprise) -> Dossier:
    """`actuel` avec les réponses changées dans le classeur.

    Le reste (notes, essais, ventes…) ne se change pas dans un classeur : celui du dossier est gardé, sauf
    s'il est plus ancien que l'export, comme après une restauration.
    """
    origine = reprise.origine
    assert origine is not None and est_le_meme(actuel, origine)
    situation = _situation(actuel.situation, origine.situation, reprise.dossier.situation)
    reste = reprise.dossier
    if actuel.modifie_le >= origine.modifie_le:
        prix = prix_mis_a_jour(actuel.prix_proposes, origine.prix_proposes, reprise.dossier.prix_proposes)
        reste = replace(actuel, prix_proposes=prix)
    return replace(
        reste,
        nom=situation.nom,
        situation=situation,
        identifiant=actuel.identifiant,
        cree_le=actuel.cree_le,
        modifie_le=actuel.modifie_le,
        archive=actuel.archive,
        exemple=actuel.exemple and situation.nom == actuel.situation.nom,
    )


def _situation(actuelle: Situation, origine: Situation, lue: Situation) -> Situation:
    champs: dict[str, Any] = {}
    for champ in fields(Situation):
        ici, avant, apres = (getattr(situation, champ.name) for situation in (actuelle, origine, lue))
        if isinstance(apres, Mapping):
            champs[champ.name] = _association(ici, avant, apres)
        else:
            champs[champ.name] = ici if apres == avant else apres
    return Situation(**champs)


def _association(
    ici: Mapping[str, Any], avant: Mapping[str, Any], apres: Mapping[str, Any]
) -> Mapping[str, Any]:
    resultat = dict(ici)
    for cle in avant.keys() | apres.keys():
        if cle in apres and apres[cle] != avant.get(cle):
            resultat[cle] = apres[cle]
        elif cle not in apres:
            resultat.pop(cle, None)
    return MappingProxyType(resultat)
