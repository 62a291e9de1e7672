"""Feuille « Questions » : ce qu'il faut demander à chaque éditeur, avec la place de ses réponses."""

from fractions import Fraction

from modele.dossiers.objets import Question
from modele.export import noms, saisies, styles
from modele.export.contexte import Contexte
from modele.export.plume import Plume
from modele.questions import fusionner, proposer
from modele.situation import Champ, Genre

TITRE = "Questions"
LIGNE_ENTETE = 4
VOLET = "A5"
_LARGEURS = (26, 92, 78)
_REPONSE_MAX = 4_000
_AIDE = "Ce que l'éditeur vous répond, avec la date."


def largeurs(_: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return _LARGEURS


def retenues(contexte: Contexte) -> tuple[Question, ...]:
    """Questions à poser, outil par outil dans l'ordre de l'affichage : celles que la ferme a refusées n'y sont pas."""
    ordre = [resultat.outil for resultat in contexte.resultats]
    proposees = proposer(contexte.catalogue_du_guide, contexte.situation, ordre)
    toutes = fusionner(contexte.dossier.questions, proposees)
    rangs = {outil: rang for rang, outil in enumerate(ordre)}
    gardees = [question for question in toutes if question.retenue and question.outil in rangs]
    return tuple(sorted(gardees, key=lambda question: rangs[question.outil]))


def ecrire(plume: Plume, contexte: Contexte) -> None:
    """Remplit la feuille et nomme chaque réponse."""
    fin = plume.colonnes
    plume.poser(1, 1, "Questions aux éditeurs", styles.TITRE, fin)
    plume.poser(
        2,
        1,
        "Ce que le guide ne dit pas, ou dit sans certitude. Notez les réponses dans les cases à fond jaune.",
        styles.SOUS_TITRE,
        fin,
    )
    entetes = (styles.ENTETE, styles.ENTETE, styles.ENTETE_DECALE)
    plume.rangee(LIGNE_ENTETE, ("Outil", "Question", "Réponse"), entetes)
    questions = retenues(contexte)
    for rang, question in enumerate(questions, start=1):
        ligne = LIGNE_ENTETE + rang
        nom = contexte.catalogue.par_outil[question.outil].nom
        plume.poser(ligne, 1, nom, styles.CORPS_FORT)
        plume.poser(ligne, 2, question.texte, styles.CORPS)
        champ = Champ(
            noms.reponse(rang),
            Genre.TEXTE,
            "Réponse de l'éditeur",
            "",
            _AIDE,
            maximum=_maximum(question),
        )
        saisies.poser(plume, contexte, saisies.de_champ(champ, question.reponse), ligne, 3)
    if not questions:
        plume.poser(LIGNE_ENTETE + 1, 1, "Aucune question à poser.", styles.CORPS, fin)


def _maximum(question: Question) -> Fraction:
    return Fraction(max(_REPONSE_MAX, len(question.reponse)))
