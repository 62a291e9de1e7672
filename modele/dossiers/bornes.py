"""Ce qu'un dossier relu doit être pour servir : une base trafiquée, ou abîmée sans que cela se voie, dit n'importe quoi.

SQLite garde un texte dans une colonne de nombres, et une base récrite ailleurs n'a plus nos contraintes.
"""

from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_type_hints

from modele.dossiers.fautes import abimee
from modele.dossiers.objets import Dossier, ResumeDossier
from modele.prix_propose import est_valable
from modele.situation import CHAMPS, Genre, Situation

_NOMBRES = (Genre.EUROS, Genre.POURCENTAGE, Genre.ENTIER)
_BORNES = tuple((champ.nom, champ.minimum, champ.maximum) for champ in CHAMPS if champ.genre in _NOMBRES)
_CHOIX = tuple((champ.nom, {cle for cle, _ in champ.choix}) for champ in CHAMPS if champ.genre is Genre.CHOIX)


def exiger_valable(dossier: Dossier | ResumeDossier, lieu: str) -> None:
    """Lève `BaseAbimee` si une valeur n'a pas son type, ou sort des bornes que la saisie impose."""
    if not (_du_bon_type(dossier) and _dans_ses_bornes(dossier.situation)):
        raise abimee(lieu)
    if not all(map(est_valable, dossier.prix_proposes)):
        raise abimee(lieu)


def _du_bon_type(valeur: Any) -> bool:
    if isinstance(valeur, tuple):
        return all(map(_du_bon_type, valeur))
    if isinstance(valeur, Mapping):
        return all(map(_du_bon_type, (*valeur.keys(), *valeur.values())))
    if not is_dataclass(valeur):
        # `type` plutôt qu'`isinstance` : ni octets, ni nombre à virgule, ni rien.
        return not isinstance(valeur, bytes | float) and valeur is not None
    genre: type = type(valeur)
    for nom, admis in _champs(genre):
        element = getattr(valeur, nom)
        if not (type(element) in admis if admis else _du_bon_type(element)):
            return False
    return True


@cache
def _champs(genre: type) -> tuple[tuple[str, tuple[type, ...]], ...]:
    """Champs d'une dataclass et leurs types admis ; aucun pour ce qui se descend."""
    champs = []
    for nom, indice in get_type_hints(genre).items():
        choix = get_args(indice) if isinstance(indice, UnionType) else (indice,)
        simple = all(isinstance(un, type) and not is_dataclass(un) and not get_args(un) for un in choix)
        champs.append((nom, choix if simple else ()))
    return tuple(champs)


def _dans_ses_bornes(situation: Situation) -> bool:
    choisis = all(getattr(situation, nom) in choix for nom, choix in _CHOIX)
    return choisis and all(bas <= getattr(situation, nom) <= haut for nom, bas, haut in _BORNES)
