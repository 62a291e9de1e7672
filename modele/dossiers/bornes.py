"""Ce qu'un dossier relu doit être pour servir : une base trafiquée, ou abîmée sans que cela se voie, dit n'importe quoi.

SQLite garde un texte dans une colonne de nombres, et une base récrite ailleurs n'a plus nos contraintes.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_type_hints

from modele.dossiers.fautes import abimee
from modele.dossiers.objets import Dossier, ResumeDossier
from modele.prix_propose import est_valable
from modele.situation import CHAMPS, Genre, Situation

_NOMBRES = (Genre.EUROS, Genre.POURCENTAGE, Genre.ENTIER)


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
    genres = _simples(genre)
    return all(
        type(element) in genres[champ.name] if champ.name in genres else _du_bon_type(element)
        for champ in fields(valeur)
        for element in (getattr(valeur, champ.name),)
    )


@cache
def _simples(genre: type) -> Mapping[str, tuple[type, ...]]:
    """Types admis de chaque champ simple d'une dataclass."""
    admis = {}
    for nom, indice in get_type_hints(genre).items():
        choix = get_args(indice) if isinstance(indice, UnionType) else (indice,)
        if all(isinstance(un, type) and not is_dataclass(un) and not get_args(un) for un in choix):
            admis[nom] = choix
    return admis


def _dans_ses_bornes(situation: Situation) -> bool:
    for champ in CHAMPS:
        valeur = getattr(situation, champ.nom)
        if champ.genre in _NOMBRES and not champ.minimum <= valeur <= champ.maximum:
            return False
        if champ.genre is Genre.CHOIX and valeur not in {cle for cle, _ in champ.choix}:
            return False
    return True
