"""Les questions à montrer, ce que le dossier en garde, et le message prêt à envoyer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from modele.catalogue.objets import Catalogue
from modele.choix.objets import Comparaison, Statut
from modele.choix.phrases import compter
from modele.dossiers.objets import Dossier, Question
from modele.nombres import ESPACE_INSECABLE
from modele.questions import fusionner, proposer
from modele.situation import Situation

PREMIERS = 3
"""Outils que l'on interroge tant que la ferme n'en a pas présélectionné."""


@dataclass(frozen=True, slots=True)
class QuestionMontree:
    """Une question ; `rang` est sa place dans le dossier, None s'il ne la garde pas.

    `proposee` est la question telle que l'application la pose, None si elle ne la pose pas (ou plus).
    """

    question: Question
    proposee: Question | None = None
    rang: int | None = field(default=None, compare=False)

    @property
    def a_poser(self) -> bool:
        """Vrai si elle est retenue, écrite, et encore sans réponse."""
        question = self.question
        return question.retenue and bool(question.texte.strip()) and not question.reponse.strip()


class QuestionsDuDossier:
    """Ne repropose que si la situation ou les outils ont changé : une frappe ne change ni l'un ni l'autre."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._pour: tuple[Situation, tuple[str, ...]] | None = None
        self._proposees: tuple[Question, ...] = ()

    def lire(self, dossier: Dossier, comparaison: Comparaison) -> dict[str, tuple[QuestionMontree, ...]]:
        """Questions par outil : ceux que l'on interroge, puis ceux dont le dossier garde des questions."""
        outils = outils_interroges(dossier, comparaison)
        if self._pour != (dossier.situation, outils):
            self._pour = (dossier.situation, outils)
            self._proposees = proposer(self._catalogue, dossier.situation, outils)
        par_outil: dict[str, list[QuestionMontree]] = {outil: [] for outil in outils}
        for montree in _assembler(dossier.questions, self._proposees):
            par_outil.setdefault(montree.question.outil, []).append(montree)
        return {outil: tuple(montrees) for outil, montrees in par_outil.items()}


def outils_interroges(dossier: Dossier, comparaison: Comparaison) -> tuple[str, ...]:
    """Outils présélectionnés, sinon les premiers de « Comparer » qui ne sont pas écartés."""
    connus = tuple(outil for outil in dossier.preselection if outil in comparaison.par_outil)
    if connus:
        return connus
    possibles = (o for o in comparaison.ordre if comparaison.par_outil[o].statut is not Statut.ECARTE)
    return tuple(possibles)[:PREMIERS]


def _assembler(existantes: Sequence[Question], proposees: Sequence[Question]) -> Iterable[QuestionMontree]:
    rangs = {id(question): rang for rang, question in enumerate(existantes)}
    par_cle = {(proposee.outil, proposee.cle): proposee for proposee in proposees}
    for question in fusionner(existantes, proposees):
        proposee = par_cle.get((question.outil, question.cle)) if question.cle else None
        yield QuestionMontree(question, proposee, rangs.get(id(question)))


def garder(
    existantes: Sequence[Question], montree: QuestionMontree, nouvelle: Question
) -> tuple[Question, ...]:
    """Questions du dossier quand `montree` devient `nouvelle`.

    Une question redevenue telle qu'on la propose n'y est plus : elle se proposera à nouveau, à jour.
    """
    questions = list(existantes)
    if montree.rang is None:
        questions.append(nouvelle)
    elif nouvelle == montree.proposee:
        del questions[montree.rang]
    else:
        questions[montree.rang] = nouvelle
    return tuple(questions)


def bilan(montrees: Iterable[QuestionMontree]) -> str:
    """« 7 questions, 2 réponses », sans celles que la ferme a décochées ou pas encore écrites."""
    questions_posees = (montree.question for montree in montrees if montree.question.retenue)
    retenues = [question for question in questions_posees if question.texte.strip()]
    reponses = sum(bool(question.reponse.strip()) for question in retenues)
    questions = compter(len(retenues), "question") if retenues else "aucune question"
    return f"{questions}, {compter(reponses, 'réponse')}" if reponses else questions


def bilan_total(par_outil: Mapping[str, Sequence[QuestionMontree]]) -> str:
    """Le même bilan, pour tous les outils."""
    return bilan(montree for montrees in par_outil.values() for montree in montrees)


def message(outil: str, ferme: str, montrees: Iterable[QuestionMontree]) -> str:
    """Message à l'éditeur, questions numérotées ; chaîne vide s'il n'en reste aucune à poser."""
    textes = [montree.question.texte.strip() for montree in montrees if montree.a_poser]
    if not textes:
        return ""
    numerotees = [f"{numero}. {texte}" for numero, texte in enumerate(textes, 1)]
    return "\n\n".join(
        (
            "Bonjour,",
            f"Nous étudions {outil} pour nos ventes en circuits courts, et nous aimerions savoir{ESPACE_INSECABLE}:",
            "\n".join(numerotees),
            "Merci d'avance pour votre réponse.",
            *filter(None, [ferme.strip()]),
        )
    )
