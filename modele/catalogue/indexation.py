"""Textes du catalogue que la recherche parcourt."""

from collections.abc import Iterator
from typing import NamedTuple

from modele.catalogue.objets import Catalogue, Outil, Valeur
from modele.catalogue.rubriques import RUBRIQUES_GUIDE, RUBRIQUES_OUTIL


class TexteCherche(NamedTuple):
    """Un texte, son titre, son genre et où il se trouve."""

    texte: str
    titre: str
    genre: str
    outil: str | None
    rubrique: str | None
    critere: str | None
    lignes: str


def textes_a_chercher(catalogue: Catalogue) -> Iterator[TexteCherche]:
    """Faits, cases, critères, doutes et partie générale, toujours dans le même ordre."""
    for outil in catalogue.outils:
        yield from _textes_d_un_outil(catalogue, outil)
    for critere in catalogue.criteres:
        yield TexteCherche(critere.definition, critere.nom, "critere", None, None, critere.identifiant, "")
    for fait in catalogue.guide.faits:
        titre = RUBRIQUES_GUIDE.get(fait.rubrique, fait.rubrique)
        yield TexteCherche(fait.texte, f"Guide · {titre}", "guide", None, fait.rubrique, None, fait.lignes)
    for etape in catalogue.guide.etapes:
        rubrique = f"methode-{etape.numero}"
        titre = RUBRIQUES_GUIDE[rubrique]
        yield TexteCherche(etape.titre, f"Guide · {titre}", "guide", None, rubrique, None, etape.lignes)
    for doute in catalogue.guide.doutes:
        outil_seul = doute.outils[0] if len(doute.outils) == 1 else None
        yield TexteCherche(
            doute.texte, f"{doute.code} · {doute.titre}", "doute", outil_seul, None, None, doute.lignes
        )


def _textes_d_un_outil(catalogue: Catalogue, outil: Outil) -> Iterator[TexteCherche]:
    for fait in outil.faits:
        titre = RUBRIQUES_OUTIL.get(fait.rubrique, fait.rubrique)
        yield TexteCherche(
            fait.texte, f"{outil.nom} · {titre}", "fait", outil.identifiant, fait.rubrique, None, fait.lignes
        )
    for case in outil.evaluations:
        # « Le guide ne le dit pas » répété à chaque case noierait les vraies réponses.
        if case.valeur is Valeur.NON_PRECISE:
            continue
        titre = f"{outil.nom} · {catalogue.par_critere[case.critere].nom}"
        yield TexteCherche(
            case.nuance, titre, "evaluation", outil.identifiant, None, case.critere, case.lignes
        )
    for frais in outil.non_chiffres:
        titre = f"{outil.nom} · {RUBRIQUES_OUTIL['cout']}"
        yield TexteCherche(frais.texte, titre, "fait", outil.identifiant, "cout", None, frais.lignes)
