"""Un dossier en texte JSON, et retour : la forme dans laquelle il voyage hors de la base.

La forme suit les objets : un objet par dataclass, une liste de paires par association, les nombres exacts
en texte (« 5.5 », « 1/3 »). La relecture vérifie chaque type et les bornes que la base exigerait.
"""

import json
import re
import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, NoReturn, Union, get_args, get_origin, get_type_hints

from modele.dossiers.objets import Dossier, Essai
from modele.fautes import EntreeInvalide
from modele.lecture_situation import lire_champ
from modele.prix_propose import PrixPropose, est_valable
from modele.situation import CHAMPS, Situation

_RATIONNEL = re.compile(r"-?[0-9]{1,2000}(?:/[1-9][0-9]{0,1999})?", re.ASCII)
_NOTES = ("ergonomie", "pertinence", "efficacite")
_AJOUTES = frozenset({"prix_proposes"})
"""Champs du dossier qu'un texte d'avant leur ajout n'a pas : ils y sont vides."""


class DossierIllisible(EntreeInvalide):
    """Texte qui n'est pas celui d'un dossier."""


def ecrire_dossier(dossier: Dossier) -> str:
    """Texte JSON du dossier entier, en caractères ASCII imprimables et sans « _ » suivi de « x ».

    Un tableur lirait une suite comme « _x0041_ » pour un caractère.
    """
    texte = json.dumps(_ecrire(dossier), separators=(",", ":"))
    return texte.replace("_x", "\\u005fx").replace("\x7f", "\\u007f")


def lire_dossier(texte: str) -> Dossier:
    """Dossier que `ecrire_dossier` a écrit ; lève `DossierIllisible` pour tout autre texte."""
    try:
        dossier = _lire(Dossier, json.loads(texte))
        _verifier(dossier)
    except (ValueError, RecursionError) as faute:
        raise DossierIllisible("Ce texte n'est pas celui d'un dossier.") from faute
    assert isinstance(dossier, Dossier)
    return dossier


def ecrire_prix_proposes(prix: tuple[PrixPropose, ...]) -> object:
    """Prix proposés, prêts pour `json.dumps`."""
    return _ecrire(prix)


def lire_prix_proposes(valeur: object) -> tuple[PrixPropose, ...]:
    """Prix proposés d'un JSON déjà décodé ; lève `ValueError` si leur forme ou une borne ne convient pas."""
    lus = _lire(tuple[PrixPropose, ...], valeur)
    assert isinstance(lus, tuple)
    _verifier_prix(lus)
    return lus


def _ecrire(valeur: object, genre: Any = None) -> object:
    # Un montant entier peut être un `int` : le type du champ dit qu'il se relira en `Fraction`.
    if isinstance(valeur, Fraction) or genre is Fraction:
        return str(valeur)
    if isinstance(valeur, Mapping):
        return [[_ecrire(cle), _ecrire(element)] for cle, element in valeur.items()]
    if isinstance(valeur, tuple):
        return [_ecrire(element) for element in valeur]
    if is_dataclass(valeur):
        genre_de_l_objet: Any = type(valeur)
        genres = _champs(genre_de_l_objet)
        return {nom: _ecrire(getattr(valeur, nom), genre) for nom, genre in genres.items()}
    return valeur


@cache
def _champs(genre: Any) -> Mapping[str, Any]:
    return get_type_hints(genre)


def _lire(genre: Any, valeur: Any) -> object:
    """Valeur du type `genre` ; lève `ValueError` si le JSON ne lui convient pas."""
    origine = get_origin(genre)
    arguments = get_args(genre)
    if origine in (Union, types.UnionType):
        (seul,) = (argument for argument in arguments if argument is not types.NoneType)
        return None if valeur is None else _lire(seul, valeur)
    if origine is Literal:
        return valeur if isinstance(valeur, str) and valeur in arguments else _refuser()
    if origine is tuple:
        return tuple(_lire(arguments[0], element) for element in _exiger(list, valeur))
    if origine is not None:
        return _association(arguments, _exiger(list, valeur))
    if is_dataclass(genre):
        objet = _exiger(dict, valeur)
        constructeur: Any = genre
        types_des_champs = _champs(constructeur)
        absents = types_des_champs.keys() - objet.keys()
        if objet.keys() - types_des_champs.keys() or not absents <= (_AJOUTES if genre is Dossier else set()):
            _refuser()
        return constructeur(**{nom: _lire(types_des_champs[nom], valeur) for nom, valeur in objet.items()})
    if genre is Fraction:
        return Fraction(valeur) if _RATIONNEL.fullmatch(_exiger(str, valeur)) else _refuser()
    if genre is str:
        return _texte(_exiger(str, valeur))
    return _exiger(genre, valeur)


def _association(arguments: tuple[Any, ...], paires: list[Any]) -> Mapping[Any, Any]:
    lues = {}
    for paire in paires:
        if not isinstance(paire, list) or len(paire) != 2:
            _refuser()
        lues[_lire(arguments[0], paire[0])] = _lire(arguments[1], paire[1])
    return MappingProxyType(lues) if len(lues) == len(paires) else _refuser()


def _exiger(genre: type, valeur: Any) -> Any:
    # `type` plutôt qu'`isinstance` : pour Python, `True` est aussi un entier.
    return valeur if type(valeur) is genre else _refuser()


def _texte(texte: str) -> str:
    if "\0" in texte:
        _refuser()
    texte.encode()
    return texte


def _verifier(dossier: Any) -> None:
    """Bornes que les types ne disent pas."""
    situation: Situation = dossier.situation
    for champ in CHAMPS:
        lire_champ(champ.nom, getattr(situation, champ.nom))
    essais: tuple[Essai, ...] = dossier.essais
    for essai in essais:
        if any(note is not None and not 1 <= note <= 5 for note in (getattr(essai, nom) for nom in _NOTES)):
            _refuser()
    _verifier_prix(dossier.prix_proposes)


def _verifier_prix(prix: tuple[PrixPropose, ...]) -> None:
    """Chaque prix dans ses bornes, un seul pour chaque chose."""
    if not all(map(est_valable, prix)) or len({un.cle for un in prix}) < len(prix):
        _refuser()


def _refuser() -> NoReturn:
    raise ValueError("forme inattendue")
