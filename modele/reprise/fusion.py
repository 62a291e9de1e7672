"""Mise à jour d'un dossier par un classeur qui en vient.

Le dossier a pu avancer depuis l'export : seul ce qui a été changé dans le classeur lui est appliqué.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from modele.catalogue.objets import ColonneVente
from modele.dossiers.objets import Dossier, Question, Vente
from modele.reprise.lecture import Reprise
from modele.reprise.prix import prix_mis_a_jour
from modele.situation import Situation


def est_le_meme(dossier: Dossier, autre: Dossier) -> bool:
    """Vrai si les deux sont des états d'un même dossier de cet ordinateur."""
    return dossier.identifiant == autre.identifiant > 0 and dossier.cree_le == autre.cree_le


def mis_a_jour(actuel: Dossier, reprise: Reprise) -> Dossier:
    """`actuel` avec les réponses changées dans le classeur.

    Le reste (notes, essais…) ne se change pas dans un classeur : celui du dossier est gardé, sauf s'il est
    plus ancien que l'export, comme après une restauration.
    """
    origine = reprise.origine
    assert origine is not None and est_le_meme(actuel, origine)
    situation = _situation(actuel.situation, origine.situation, reprise.dossier.situation)
    reste = reprise.dossier
    if actuel.modifie_le >= origine.modifie_le:
        reste = replace(
            actuel,
            prix_proposes=prix_mis_a_jour(
                actuel.prix_proposes, origine.prix_proposes, reprise.dossier.prix_proposes
            ),
            ventes=_ventes(actuel.ventes, origine.ventes, reprise.dossier.ventes),
            questions=_questions(actuel.questions, origine.questions, reprise.dossier.questions),
        )
    return replace(
        reste,
        nom=situation.nom,
        situation=situation,
        identifiant=actuel.identifiant,
        cree_le=actuel.cree_le,
        modifie_le=actuel.modifie_le,
        archive=actuel.archive,
        exemple=actuel.exemple and situation.nom == actuel.situation.nom,
    )


def _situation(actuelle: Situation, origine: Situation, lue: Situation) -> Situation:
    champs: dict[str, Any] = {}
    for champ in fields(Situation):
        ici, avant, apres = (getattr(situation, champ.name) for situation in (actuelle, origine, lue))
        if isinstance(apres, Mapping):
            champs[champ.name] = _association(ici, avant, apres)
        else:
            champs[champ.name] = _choisi(ici, avant, apres)
    return Situation(**champs)


def _choisi(ici: Any, avant: Any, apres: Any) -> Any:
    """La valeur du classeur si elle y a été changée, sinon celle du dossier."""
    return ici if apres == avant else apres


def _association(
    ici: Mapping[str, Any], avant: Mapping[str, Any], apres: Mapping[str, Any]
) -> Mapping[str, Any]:
    resultat = dict(ici)
    for cle in dict.fromkeys((*avant, *apres)):
        if cle in apres and apres[cle] != avant.get(cle):
            resultat[cle] = apres[cle]
        elif cle not in apres:
            resultat.pop(cle, None)
    return MappingProxyType(resultat)


def _ventes(ici: Sequence[Vente], avant: Sequence[Vente], apres: Sequence[Vente]) -> tuple[Vente, ...]:
    """Ventes du dossier, où les cases changées dans le classeur l'emportent ; une vente neuve est ajoutée."""
    resultat = list(ici)
    for rang, lue in enumerate(apres):
        depart = avant[rang] if rang < len(avant) else lue
        if lue == depart and rang < len(avant):
            continue
        place = _place(resultat, rang, depart)
        if place is None:
            resultat.append(lue)
        elif rang < len(avant):
            resultat[place] = replace(
                resultat[place],
                avant=_colonne(resultat[place].avant, depart.avant, lue.avant),
                apres=_colonne(resultat[place].apres, depart.apres, lue.apres),
            )
        else:
            # Un exemple du guide, déjà repris d'après ce même classeur.
            resultat[place] = replace(resultat[place], avant=lue.avant, apres=lue.apres)
    return tuple(resultat)


def _place(ventes: Sequence[Vente], rang: int, cherchee: Vente) -> int | None:
    """Place de la vente de ce nom, au même rang de préférence."""
    memes = [place for place, vente in enumerate(ventes) if vente.nom == cherchee.nom]
    return rang if rang in memes else next(iter(memes), None)


def _colonne(ici: ColonneVente, avant: ColonneVente, apres: ColonneVente) -> ColonneVente:
    noms = [champ.name for champ in fields(ColonneVente)]
    return ColonneVente(*(_choisi(*(getattr(c, nom) for c in (ici, avant, apres))) for nom in noms))


def _questions(
    ici: Sequence[Question], avant: Sequence[Question], apres: Sequence[Question]
) -> tuple[Question, ...]:
    """Questions du dossier, où les réponses changées dans le classeur l'emportent."""
    anciennes, lues, resultat = map(_reperees, (avant, apres, ici))
    for cle, lue in lues.items():
        if lue == anciennes.get(cle):
            continue
        resultat[cle] = replace(resultat.get(cle, lue), reponse=lue.reponse)
    for cle, ancienne in anciennes.items():
        if cle in lues or cle not in resultat:
            continue
        # Réponse effacée dans le classeur : sans autre changement, la question se propose d'elle-même.
        if resultat[cle] == ancienne:
            del resultat[cle]
        else:
            resultat[cle] = replace(resultat[cle], reponse="")
    return tuple(resultat.values())


def _reperees(questions: Sequence[Question]) -> dict[tuple[str, str, int], Question]:
    """Questions par outil et par clé, ou par texte ; un texte répété est numéroté."""
    vues: Counter[tuple[str, str]] = Counter()
    reperees = {}
    for question in questions:
        cle = (question.outil, question.cle or question.texte)
        reperees[*cle, vues[cle]] = question
        vues[cle] += 1
    return reperees
