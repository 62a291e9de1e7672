"""Le catalogue des fiches TOML, et des outils inventés, pour éprouver le calcul."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

from modele.catalogue.emplacements import SOURCES
from modele.catalogue.lecture import lire_catalogue
from modele.catalogue.objets import (
    Assiette,
    Catalogue,
    Categorie,
    Clientele,
    Composante,
    Critere,
    Evaluation,
    Formule,
    Groupe,
    Nature,
    Outil,
    Palier,
    Payeur,
    Taxe,
    Valeur,
)
from modele.situation import Situation
from modele.tarification.calcul import calculer
from modele.tarification.resultat import CoutOutil

TOUTES = (Clientele.PARTICULIERS, Clientele.PROFESSIONNELS)


@cache
def catalogue_reel() -> Catalogue:
    """Les neuf outils du guide, relus des fiches TOML."""
    return lire_catalogue(SOURCES)


def cout_reel(outil: str, **champs: Any) -> CoutOutil:
    """Coût d'un outil du guide ; les nombres s'écrivent en texte ou en entier."""
    return calculer(catalogue_reel().par_outil[outil], situation(**champs))


def situation(**champs: Any) -> Situation:
    """Situation dont les montants s'écrivent en texte décimal."""
    exacts = {nom for nom, valeur in vars_defaut().items() if isinstance(valeur, Fraction)}
    lus = {nom: Fraction(valeur) if nom in exacts else valeur for nom, valeur in champs.items()}
    return replace(Situation(), **lus)


@cache
def vars_defaut() -> dict[str, Any]:
    """Champs d'une situation et leurs défauts."""
    defaut = Situation()
    return {nom: getattr(defaut, nom) for nom in Situation.__dataclass_fields__}


def composante(assiette: Assiette = Assiette.CA, prix: str = "0.05", **champs: Any) -> Composante:
    """Composante inventée, payée par la ferme, au prix unique `prix`."""
    valeurs: dict[str, Any] = {
        "identifiant": "composante",
        "libelle": "Composante",
        "nature": Nature.COMMISSION,
        "assiette": assiette,
        "paliers": (Palier(Fraction(prix)),),
        "payeur": Payeur.FERME,
        "taxe": Taxe.NET,
        "lignes": "1",
        "en_pourcentage": assiette in (Assiette.CA, Assiette.ENCAISSE_EN_LIGNE_TTC),
    }
    return Composante(**{**valeurs, **champs})


def outil(*composantes: Composante, identifiant: str = "essai", **champs: Any) -> Outil:
    """Outil inventé à une formule."""
    valeurs: dict[str, Any] = {
        "identifiant": identifiant,
        "nom": identifiant.capitalize(),
        "categorie": Categorie.FERME,
        "clienteles": TOUTES,
        "faits": (),
        "evaluations": (),
        "formules": (Formule("standard", "Standard", composantes, "1", defaut=True),),
    }
    return Outil(**{**valeurs, **champs})


def evaluations(**valeurs: str) -> tuple[Evaluation, ...]:
    """Cases d'un outil inventé : critère → valeur."""
    return tuple(Evaluation(critere, Valeur(valeur), "", "1") for critere, valeur in valeurs.items())


def catalogue(*outils: Outil, criteres: tuple[str, ...] = ()) -> Catalogue:
    """Catalogue inventé ; un critère `abc` s'y nomme « Critère abc »."""
    return Catalogue(
        "1",
        "2026-01-02",
        outils,
        (Groupe("essai", "Essai"),),
        tuple(Critere(c, f"Critère {c}", "essai", "Définition.") for c in criteres),
    )
