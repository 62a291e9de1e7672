"""Vérifie guide, critères et outils ensemble et en fait un catalogue, d'où qu'ils viennent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from modele.catalogue import conversion, verification
from modele.catalogue.messages import citer, traduire
from modele.catalogue.objets import Catalogue
from modele.catalogue.schema import FicheCriteres, FicheGuide, FicheOutil
from modele.fautes import EntreeInvalide

_Fiche = TypeVar("_Fiche", bound=BaseModel)


class CatalogueInvalide(EntreeInvalide):
    """Catalogue refusé ; `erreurs` porte une phrase par faute, le message les réunit."""

    def __init__(self, erreurs: tuple[str, ...]) -> None:
        super().__init__("\n".join(erreurs))
        self.erreurs = erreurs


@dataclass(frozen=True, slots=True)
class Piece:
    """Guide, critères ou outil à vérifier ; `nom` le désigne dans les messages.

    `contenu` vaut None si la pièce ne se lit pas : `erreurs` dit alors pourquoi.
    """

    nom: str
    contenu: Mapping[str, Any] | None
    erreurs: tuple[str, ...] = ()


def assembler(guide: Piece, criteres: Piece, outils: list[Piece], lieu: str) -> Catalogue:
    """Catalogue que décrivent ces pièces, outils triés par identifiant ; `lieu` est d'où elles viennent.

    Lève `CatalogueInvalide` avec toutes les fautes trouvées.
    """
    erreurs: list[str] = []
    du_guide = _valider(guide, FicheGuide, erreurs)
    des_criteres = _valider(criteres, FicheCriteres, erreurs)
    if not outils:
        erreurs.append(f"{lieu} : aucun outil (attendu : un fichier .toml par outil)")
    lues = [(piece.nom, _valider(piece, FicheOutil, erreurs)) for piece in outils]
    fiches = [(nom, fiche) for nom, fiche in lues if fiche is not None]
    erreurs += _outils_en_double(fiches)
    if des_criteres is not None:
        erreurs += _situer(criteres.nom, verification.verifier_criteres(des_criteres))
    if du_guide is not None and len(fiches) == len(outils):
        identifiants = [fiche.identifiant for _, fiche in fiches]
        erreurs += _situer(guide.nom, verification.verifier_guide(du_guide, identifiants))
    if du_guide is not None and des_criteres is not None:
        codes = [doute.code for doute in du_guide.doutes]
        for nom, fiche in fiches:
            erreurs += _situer(nom, verification.verifier_outil(fiche, des_criteres, codes))
    if erreurs or du_guide is None or des_criteres is None:
        raise CatalogueInvalide(tuple(erreurs))
    return conversion.catalogue(du_guide, des_criteres, [fiche for _, fiche in fiches])


def _valider(piece: Piece, modele: type[_Fiche], erreurs: list[str]) -> _Fiche | None:
    erreurs += piece.erreurs
    if piece.contenu is None:
        return None
    try:
        return modele.model_validate(piece.contenu)
    except ValidationError as fautes:
        erreurs += _situer(piece.nom, traduire(fautes, modele))
    return None


def _situer(nom: str, fautes: Iterator[tuple[str, str]]) -> list[str]:
    return [f"{nom}, {cle} : {message}" for cle, message in fautes]


def _outils_en_double(fiches: list[tuple[str, FicheOutil]]) -> Iterator[str]:
    premiers: dict[str, str] = {}
    for nom, fiche in fiches:
        premier = premiers.get(fiche.identifiant)
        if premier is not None:
            yield (
                f"{nom}, identifiant : {citer(fiche.identifiant)} est déjà l'outil de {premier} "
                "(attendu : un autre identifiant)"
            )
        premiers.setdefault(fiche.identifiant, nom)
