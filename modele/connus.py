"""La partie d'une situation que le catalogue en service connaît : la seule qui compte."""

from dataclasses import replace
from types import MappingProxyType

from modele.catalogue.objets import Catalogue
from modele.situation import Situation


def partie_connue(catalogue: Catalogue, situation: Situation) -> Situation:
    """Situation sans les besoins, formules, options et contributions qu'une autre édition connaissait.

    La même situation, inchangée, quand tout y est connu.
    """
    outils, criteres = catalogue.par_outil, catalogue.par_critere
    exigences = {c: exigence for c, exigence in situation.exigences.items() if c in criteres}
    formules = {
        outil: formule
        for outil, formule in situation.formules.items()
        if outil in outils and formule in outils[outil].par_formule
    }
    options = {
        outil: tuple(option for option in choisies if option in outils[outil].par_option)
        for outil, choisies in situation.options.items()
        if outil in outils
    }
    montants = {outil: montant for outil, montant in situation.montants_libres.items() if outil in outils}
    if (exigences, formules, options, montants) == (
        situation.exigences,
        situation.formules,
        situation.options,
        situation.montants_libres,
    ):
        return situation
    return replace(
        situation,
        exigences=MappingProxyType(exigences),
        formules=MappingProxyType(formules),
        options=MappingProxyType(options),
        montants_libres=MappingProxyType(montants),
    )
