"""Des cases de « Questions » aux réponses des éditeurs.

Chaque réponse se rattache à la question écrite sur sa ligne, non à son rang : une feuille triée, ou les
questions d'une autre édition, ne donnent pas à l'une la réponse d'une autre.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Question
from modele.export import noms
from modele.export.textes import propre
from modele.questions import fusionner, proposer
from modele.reprise.cases import Valeur
from modele.reprise.valeurs import Lecteur, citer, reduit, texte_lu
from modele.situation import Situation

_CASE = re.compile(r"(?:reponse_|question_|outil_question_)([1-9][0-9]{0,3})")
_DETACHEES = (
    "Ce classeur ne dit plus à quelles questions répond sa feuille « Questions » : ses réponses ne sont pas "
    "reprises."
)


def est_une_case(nom: str) -> bool:
    """Vrai pour le nom d'une réponse, de sa question ou de son outil."""
    return _CASE.fullmatch(nom) is not None


def questions_lues(
    lecteur: Lecteur, catalogue: Catalogue, situation: Situation, existantes: Sequence[Question]
) -> tuple[Question, ...]:
    """Questions du dossier, à jour des réponses du classeur.

    `situation` est celle de l'export, d'où viennent les questions proposées. Une question qui retrouve les
    mots et l'absence de réponse qu'on lui propose n'est plus gardée, comme dans l'application.
    """
    proposees = proposer(catalogue, situation, [outil.identifiant for outil in catalogue.outils])
    attendues: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for question in fusionner(existantes, proposees):
        if question.retenue:
            attendues[_reconnue(question)].append(question)
    changees: dict[int, Question] = {}
    ajoutees = []
    for rang, avant in _lignes(lecteur, catalogue):
        connues = attendues[_reconnue(avant)]
        question = connues.pop(0) if connues else avant
        reponse = lecteur.tenter("Réponse", noms.reponse(rang), question.reponse, _reponse)
        if reponse == question.reponse:
            continue
        nouvelle = replace(question, reponse=reponse)
        place = next((place for place, une in enumerate(existantes) if une is question), None)
        if place is None:
            ajoutees.append(nouvelle)
        else:
            changees[place] = nouvelle
    suites = (changees.get(place, question) for place, question in enumerate(existantes))
    gardees = (une for place, une in enumerate(suites) if place not in changees or une not in proposees)
    return (*gardees, *ajoutees)


def _reconnue(question: Question) -> tuple[str, str]:
    """À quoi une question se reconnaît, malgré ce que l'export ou un tableur changent à ses caractères."""
    return question.outil, reduit(propre(question.texte))


def _reponse(valeur: Valeur) -> str:
    return texte_lu(valeur).strip()


def _lignes(lecteur: Lecteur, catalogue: Catalogue) -> Iterator[tuple[int, Question]]:
    """Rang et question sans réponse de chaque ligne."""
    identifiants = {reduit(outil.nom): outil.identifiant for outil in catalogue.outils}
    rangs = sorted(
        int(trouve[1]) for nom in lecteur.cases if (trouve := _CASE.fullmatch(nom)) and nom[0] == "r"
    )
    detachees = False
    for rang in rangs:
        nom, texte = (texte_lu(lecteur.cases.get(une(rang))) for une in (noms.outil_question, noms.question))
        outil = identifiants.get(reduit(nom))
        reponse = texte_lu(lecteur.cases[noms.reponse(rang)])
        if outil is not None:
            yield rang, Question(outil, texte)
        elif reponse.strip():
            if nom.strip():
                lecteur.avis.append(
                    f"La réponse « {citer(reponse)} » n'est pas reprise : le guide ne connaît plus l'outil "
                    f"« {citer(nom)} »."
                )
            else:
                detachees = True
    if detachees:
        lecteur.avis.append(_DETACHEES)
