"""Ce que rend une comparaison : statut, motifs et ordre des outils."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from modele.situation import Situation
from modele.tarification.resultat import CoutOutil


class Statut(StrEnum):
    """Place d'un outil après examen des besoins (contrat § 3) ; seul `ecarte` sort du classement."""

    RETENU = "retenu"
    AVEC_RESERVE = "avec_reserve"
    A_VERIFIER = "a_verifier"
    ECARTE = "ecarte"


MOTS_STATUT: Mapping[Statut, str] = MappingProxyType(
    {
        Statut.RETENU: "retenu",
        Statut.AVEC_RESERVE: "avec réserve",
        Statut.A_VERIFIER: "à vérifier",
        Statut.ECARTE: "écarté",
    }
)
"""Mot affiché pour chaque statut."""


@dataclass(frozen=True, slots=True)
class Resultat:
    """Un outil jugé pour une situation.

    `motifs` sont des phrases prêtes à lire ; `criteres_en_cause` les indispensables qui changent le
    statut ; `souhaits_remplis` les souhaits évalués `oui`.
    """

    cout: CoutOutil
    statut: Statut
    motifs: tuple[str, ...]
    criteres_en_cause: tuple[str, ...]
    souhaits_remplis: tuple[str, ...]

    @property
    def outil(self) -> str:
        """Identifiant de l'outil."""
        return self.cout.outil.identifiant


@dataclass(frozen=True)
class Comparaison:
    """Les outils du catalogue pour une situation, réduite à ce que le catalogue connaît.

    `resultats` suit l'ordre des identifiants ; `ordre` celui de l'affichage (écartés en dernier) ;
    `regle` dit cet ordre en une phrase.
    """

    situation: Situation
    resultats: tuple[Resultat, ...]
    ordre: tuple[str, ...]
    regle: str

    @cached_property
    def par_outil(self) -> Mapping[str, Resultat]:
        """Résultats rangés par identifiant d'outil."""
        return {resultat.outil: resultat for resultat in self.resultats}
