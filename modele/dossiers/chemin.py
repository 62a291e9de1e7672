"""Où deux états d'un dossier diffèrent, quand ils ne diffèrent qu'en un point."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any


def chemin_du_changement(avant: Any, apres: Any) -> str:
    """Chemin de la seule valeur changée (« situation/ca_particuliers », « ventes/0/avant/km »).

    Chaîne vide si rien n'a changé, si plusieurs valeurs ont changé, ou si des éléments ont été
    ajoutés ou retirés.
    """
    return "/".join(_chemin(avant, apres) or ())


def _chemin(avant: Any, apres: Any) -> tuple[str, ...] | None:
    if type(avant) is not type(apres):
        return None
    if is_dataclass(avant):
        noms = [champ.name for champ in fields(avant)]
        return _unique((nom, getattr(avant, nom), getattr(apres, nom)) for nom in noms)
    if isinstance(avant, Mapping):
        if avant.keys() != apres.keys():
            return None
        return _unique((str(cle), avant[cle], apres[cle]) for cle in avant)
    if isinstance(avant, tuple):
        if len(avant) != len(apres):
            return None
        paires = zip(avant, apres, strict=True)
        return _unique((str(rang), une, autre) for rang, (une, autre) in enumerate(paires))
    return ()


def _unique(elements: Iterable[tuple[str, Any, Any]]) -> tuple[str, ...] | None:
    differents = [element for element in elements if element[1] != element[2]]
    if len(differents) != 1:
        return None
    nom, avant, apres = differents[0]
    suite = _chemin(avant, apres)
    return None if suite is None else (nom, *suite)
