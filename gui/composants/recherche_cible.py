"""Où mène un résultat de recherche : une fiche et un repère, ou la grille."""

from collections.abc import Iterable
from dataclasses import dataclass

from gui.composants.fiche_contenu import FICHE_DU_GUIDE
from modele.catalogue.objets import Catalogue, Doute, Evaluation, Fait, NonChiffre, Outil
from modele.catalogue.recherche import Trouvaille

_SUITE = "…"


@dataclass(frozen=True, slots=True)
class Cible:
    """Une fiche et un repère de `fiche_contenu` ; sans fiche, `critere` est à montrer dans la grille."""

    fiche: str = ""
    repere: str = ""
    critere: str = ""
    doute: bool = False
    """Vrai s'il faut déplier l'explication de la lecture incertaine."""


def cible(catalogue: Catalogue, trouvaille: Trouvaille) -> Cible:
    """Cible d'un résultat ; au pire, le haut de la fiche ou du guide."""
    if trouvaille.genre == "critere":
        return Cible(critere=trouvaille.critere or "")
    if trouvaille.genre == "doute":
        return _cible_du_doute(catalogue, trouvaille)
    if trouvaille.genre == "evaluation":
        return Cible(trouvaille.outil or "", f"critere:{trouvaille.critere}")
    outil = catalogue.par_outil.get(trouvaille.outil or "")
    faits = outil.faits if outil else catalogue.guide.faits
    fiche = outil.identifiant if outil else FICHE_DU_GUIDE
    for rang, fait in enumerate(faits):
        if fait.rubrique == trouvaille.rubrique and _est(fait, trouvaille):
            return Cible(fiche, f"fait:{rang}")
    for rang, frais in enumerate(outil.non_chiffres if outil else ()):
        if _est(frais, trouvaille):
            return Cible(fiche, f"frais:{rang}")
    return Cible(fiche, f"rubrique:{trouvaille.rubrique}")


def _est(passage: Fait | NonChiffre, trouvaille: Trouvaille) -> bool:
    """Mêmes lignes et même texte : deux faits peuvent venir de la même ligne."""
    extrait = "".join(texte for texte, _ in trouvaille.extrait).strip(_SUITE)
    return passage.lignes == trouvaille.lignes and extrait in passage.texte


def _cible_du_doute(catalogue: Catalogue, trouvaille: Trouvaille) -> Cible:
    """Premier passage qui porte ce doute, d'abord dans les fiches des outils qu'il concerne."""
    doute = _doute(catalogue.guide.doutes, trouvaille)
    if doute is None:
        return Cible(FICHE_DU_GUIDE)
    outils = [catalogue.par_outil[nom] for nom in doute.outils if nom in catalogue.par_outil]
    for outil in outils:
        if repere := _repere_du_doute(outil, doute.code):
            return Cible(outil.identifiant, repere, doute=True)
    rang = _rang(catalogue.guide.faits, doute.code)
    if rang is not None:
        return Cible(FICHE_DU_GUIDE, f"fait:{rang}", doute=True)
    return Cible(outils[0].identifiant if outils else FICHE_DU_GUIDE)


def _doute(doutes: Iterable[Doute], trouvaille: Trouvaille) -> Doute | None:
    return next((doute for doute in doutes if trouvaille.titre.startswith(f"{doute.code} ")), None)


def _repere_du_doute(outil: Outil, code: str) -> str:
    if (rang := _rang(outil.faits, code)) is not None:
        return f"fait:{rang}"
    if (rang := _rang(outil.non_chiffres, code)) is not None:
        return f"frais:{rang}"
    return next((f"critere:{case.critere}" for case in outil.evaluations if case.doute == code), "")


def _rang(passages: Iterable[Fait | NonChiffre | Evaluation], code: str) -> int | None:
    return next((rang for rang, passage in enumerate(passages) if passage.doute == code), None)
