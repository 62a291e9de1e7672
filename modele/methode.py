"""Les sept étapes du guide (l. 151-245) comme des choses à faire, et où en est un dossier.

Le texte des étapes vient du catalogue (rubriques `methode-1` à `methode-7`) ; ici, ce que l'on fait dans
l'application et ce que l'on coche.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from modele.dossiers.objets import Dossier, SuiviEtape

Page = Literal["accueil", "ferme", "comparer", "fiches", "seuils", "avant-apres", "methode", "a-propos"]


@dataclass(frozen=True, slots=True)
class Action:
    """Chose à faire dans l'application : un bouton qui mène à une page."""

    cle: str
    libelle: str
    page: Page


@dataclass(frozen=True, slots=True)
class CaseACocher:
    """Point à vérifier ; `cle` est unique dans l'étape et ne change jamais, un dossier la retient."""

    cle: str
    libelle: str


@dataclass(frozen=True, slots=True)
class Guidage:
    """Ce que l'application propose pour une étape."""

    actions: tuple[Action, ...]
    cases: tuple[CaseACocher, ...]


class Etat(StrEnum):
    """Avancement d'une étape."""

    A_FAIRE = "a_faire"
    COMMENCEE = "commencee"
    FAITE = "faite"


@dataclass(frozen=True, slots=True)
class EtatEtape:
    """Où en est une étape : cases cochées sur `total`, et ce que le dossier contient déjà, en mots.

    `constat` est vide quand le dossier ne contient rien de cette étape.
    """

    numero: int
    etat: Etat
    cochees: int
    total: int
    constat: str


_ACTION_COMPARER = Action("comparer", "Comparer les outils", "comparer")
_ACTION_QUESTIONS = Action("questions", "Préparer vos questions aux éditeurs", "methode")
_ACTION_SEUILS = Action("seuils", "Voir quel outil reste le moins cher si vos ventes changent", "seuils")

ETAPES: Mapping[int, Guidage] = MappingProxyType(
    {
        1: Guidage(
            (
                Action("ferme", "Décrire votre ferme", "ferme"),
                Action("besoins", "Choisir vos besoins", "ferme"),
                Action("criteres", "Lire ce que veut dire chaque critère", "comparer"),
            ),
            (
                CaseACocher("stocks", "Vous savez si l'outil doit gérer vos stocks."),
                CaseACocher("facilite", "Vous savez quelle facilité d'utilisation il vous faut."),
                CaseACocher("paiement", "Vous savez si vos clients doivent pouvoir payer en ligne."),
                CaseACocher("commandes", "Vous savez comment vous voulez gérer les commandes."),
                CaseACocher("liste", "Vous avez la liste détaillée des fonctionnalités nécessaires."),
            ),
        ),
        2: Guidage(
            (
                Action("ressources", "Noter le temps et les compétences disponibles", "ferme"),
                Action("aide", "Lire l'aide que propose chaque outil", "fiches"),
            ),
            (
                CaseACocher("competences", "Vous avez fait le point sur les compétences en informatique."),
                CaseACocher("mise-en-place", "Vous savez combien de temps donner à la mise en place."),
                CaseACocher("gestion", "Vous savez combien de temps donner ensuite à l'outil."),
                CaseACocher("appuis", "Vous savez quelles compétences chercher hors de la ferme."),
                CaseACocher("solution", "Vous avez choisi entre clé en main et solution personnalisée."),
            ),
        ),
        3: Guidage(
            (
                Action("fiches", "Lire les fiches et noter vos remarques", "fiches"),
                _ACTION_COMPARER,
                _ACTION_QUESTIONS,
            ),
            (
                CaseACocher("plateformes", "Vous avez exploré les plateformes et les logiciels disponibles."),
                CaseACocher("sites", "Vous avez consulté les sites des outils qui vous intéressent."),
                CaseACocher("avis", "Vous avez lu l'avis de personnes qui s'en servent."),
                CaseACocher("gab", "Vous avez demandé conseil à votre GAB."),
                CaseACocher("reseau", "Vous en avez parlé à des collègues ou à votre réseau."),
                CaseACocher("retours", "Vous avez des retours sur la fiabilité et l'efficacité des outils."),
            ),
        ),
        4: Guidage(
            (
                Action("preselection", "Présélectionner deux à quatre outils", "comparer"),
                _ACTION_SEUILS,
                Action("vente", "Chiffrer une vente avant et après", "avant-apres"),
            ),
            (
                CaseACocher("besoins", "Chaque outil présélectionné répond à vos besoins."),
                CaseACocher("budget", "Son coût tient dans votre budget."),
                CaseACocher("ressources", "Il demande un temps et des compétences que vous avez."),
                CaseACocher("avenir", "Il pourra s'adapter à vos besoins futurs."),
            ),
        ),
        5: Guidage(
            (
                Action("acces", "Trouver les démonstrations et les contacts", "fiches"),
                Action("essais", "Tenir le journal des essais", "methode"),
            ),
            (
                CaseACocher("acces", "Vous avez demandé une version d'essai ou une démonstration."),
                CaseACocher("reel", "Vous avez essayé l'outil dans vos conditions de vente réelles."),
                CaseACocher("ergonomie", "Vous avez noté son ergonomie."),
                CaseACocher("pertinence", "Vous avez noté sa pertinence."),
                CaseACocher("efficacite", "Vous avez noté son efficacité."),
            ),
        ),
        6: Guidage(
            (
                Action("formations", "Écrire le plan de formation", "methode"),
                Action("offres", "Voir les formations que propose chaque outil", "fiches"),
            ),
            (
                CaseACocher("expertise", "Vous savez si l'outil choisi demande une formation."),
                CaseACocher("personnes", "Vous savez qui former : vous, votre équipe, ou tout le monde."),
                CaseACocher("formation", "La formation est prévue ou suivie."),
                CaseACocher("adaptation", "Vous avez prévu du temps pour prendre l'outil en main."),
            ),
        ),
        7: Guidage(
            (
                _ACTION_SEUILS,
                Action("support", "Lire l'accompagnement de chaque outil", "fiches"),
                _ACTION_QUESTIONS,
            ),
            (
                CaseACocher("evolution", "L'outil peut évoluer avec votre ferme."),
                CaseACocher("disponibilite", "Vous savez quand et comment joindre le support."),
                CaseACocher("qualite", "Vous avez vérifié la qualité de ses réponses."),
            ),
        ),
    }
)


def avancement(dossier: Dossier) -> tuple[EtatEtape, ...]:
    """Où en est chaque étape, dans l'ordre.

    Une étape est faite quand la ferme le dit ; commencée dès qu'une case est cochée, qu'une note est
    écrite ou que le dossier contient ce qu'elle demande.
    """
    return tuple(_etat(numero, dossier) for numero in ETAPES)


def _etat(numero: int, dossier: Dossier) -> EtatEtape:
    suivi = dossier.etapes.get(numero, SuiviEtape())
    cases = ETAPES[numero].cases
    cochees = sum(case.cle in suivi.cases for case in cases)
    constat = _CONSTATS[numero](dossier) if numero in _CONSTATS else ""
    etat = Etat.A_FAIRE
    if suivi.faite:
        etat = Etat.FAITE
    elif cochees or suivi.notes.strip() or constat:
        etat = Etat.COMMENCEE
    return EtatEtape(numero, etat, cochees, len(cases), constat)


def _compte(nombre: int, singulier: str, pluriel: str) -> str:
    """« 3 besoins indiqués », ou rien pour zéro."""
    return f"{nombre} {singulier if nombre == 1 else pluriel}" if nombre else ""


def _besoins(dossier: Dossier) -> str:
    return _compte(len(dossier.situation.exigences), "besoin indiqué", "besoins indiqués")


def _ressources(dossier: Dossier) -> str:
    ressources = dossier.ressources
    dites = {"temps": ressources.temps, "compétences": ressources.competences, "appuis": ressources.appuis}
    noms = [nom for nom, texte in dites.items() if texte.strip()]
    return f"renseigné : {', '.join(noms)}" if noms else ""


def _etude(dossier: Dossier) -> str:
    notes = sum(bool(texte.strip()) for texte in dossier.notes.values())
    reponses = sum(bool(question.reponse.strip()) for question in dossier.questions)
    constats = (
        _compte(notes, "outil annoté", "outils annotés"),
        _compte(reponses, "réponse d'éditeur", "réponses d'éditeurs"),
    )
    return ", ".join(constat for constat in constats if constat)


def _selection(dossier: Dossier) -> str:
    return _compte(len(dossier.preselection), "outil présélectionné", "outils présélectionnés")


def _essais(dossier: Dossier) -> str:
    return _compte(len(dossier.essais), "essai au journal", "essais au journal")


def _formations(dossier: Dossier) -> str:
    return _compte(len(dossier.formations), "formation prévue", "formations prévues")


_CONSTATS: Mapping[int, Callable[[Dossier], str]] = MappingProxyType(
    {1: _besoins, 2: _ressources, 3: _etude, 4: _selection, 5: _essais, 6: _formations}
)
