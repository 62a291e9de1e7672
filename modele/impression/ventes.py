"""L'avant / après des ventes sur la seconde page : le bilan des ventes remplies, ou de quoi les remplir."""

from collections.abc import Callable
from fractions import Fraction

from modele.catalogue.objets import Catalogue
from modele.choix.phrases import compter
from modele.dossiers.objets import Dossier
from modele.export.textes import une_ligne
from modele.impression.objets import ARemplir, AvantApres, LigneVente, Phrase
from modele.lecture_vente import NOM_MAX, PAR_CHAMP
from modele.mots_vente import (
    SANS_NOM,
    SANS_OBJET,
    part,
    phrase_du_temps,
    phrase_gain,
    phrase_incompletes,
    phrase_marge,
    phrase_repetition,
)
from modele.nombres import ESPACE_INSECABLE, MOINS, euros, nombre
from modele.situation import Situation
from modele.ventes_du_dossier import SommeVentes, additionner, chiffrer, completes, outils_repetes

_A_NOTER = {
    "ca": "Chiffre d'affaires",
    "km": "Distance",
    "heures_vente": "Temps de vente",
    "heures_preparation": "Préparation",
    "autres": "Autres frais",
}
"""Champs à noter, en un ou deux mots."""
_SANS_CENTIMES = 1_000_000
_INVITATION = (
    "Choisissez une vente que l'outil changerait, et notez ici une année d'avant et une année d'après. "
    "La page « Avant / après » de l'application en fait le bilan."
)


def avant_apres(catalogue: Catalogue, situation: Situation, dossier: Dossier) -> AvantApres:
    """Bilan des ventes dont les deux colonnes sont remplies ; sans elles, des lignes à remplir."""
    chiffrees = tuple(chiffrer(vente, catalogue, situation) for vente in dossier.ventes)
    comptees = completes(chiffrees)
    if not comptees:
        return AvantApres((), (Phrase(_INVITATION),), _lignes_a_remplir())
    somme = additionner(comptees)
    noms = tuple(une_ligne(chiffree.vente.nom, NOM_MAX) or SANS_NOM for chiffree in comptees)
    dites = (
        phrase_gain(somme),
        phrase_marge(somme),
        phrase_du_temps(somme),
        phrase_incompletes(len(chiffrees) - len(comptees)),
        phrase_repetition(outils_repetes(comptees)),
    )
    titre = Phrase(
        f"{'Vente comptée' if len(noms) == 1 else compter(len(noms), 'vente')}{ESPACE_INSECABLE}: ", noms
    )
    return AvantApres(tuple(_lignes(somme)), (Phrase(dites[0]), titre, *(Phrase(p) for p in dites[1:] if p)))


def _lignes_a_remplir() -> tuple[ARemplir, ...]:
    return tuple(ARemplir(libelle, PAR_CHAMP[nom].unite) for nom, libelle in _A_NOTER.items())


def _lignes(somme: SommeVentes) -> list[LigneVente]:
    avant, apres = somme.avant, somme.apres
    postes = somme.postes
    montants = [avant.ca, apres.ca, *(m for poste in postes for m in (poste.avant, poste.apres))]
    grands = max(avant.cout, apres.cout, *montants) >= _SANS_CENTIMES
    centimes = not grands and any(m.denominator != 1 for m in montants)

    def en_euros(x: Fraction) -> str:
        return euros(x, centimes)

    lignes = [_ligne("Chiffre d'affaires", avant.ca, apres.ca, en_euros)]
    lignes += [_ligne(poste.libelle, poste.avant, poste.apres, en_euros) for poste in postes]
    lignes.append(_ligne("Coût en tout", avant.cout, apres.cout, en_euros, forte=True))
    lignes.append(LigneVente("Part des ventes", part(avant.part_ca), part(apres.part_ca)))
    lignes.append(_ligne("Temps passé", avant.heures, apres.heures, _en_heures))
    if avant.reste_par_heure is not None and apres.reste_par_heure is not None:
        lignes.append(_ligne("Reste par heure", avant.reste_par_heure, apres.reste_par_heure, euros))
    return lignes


def _ligne(
    libelle: str, avant: Fraction, apres: Fraction, ecrire: Callable[[Fraction], str], forte: bool = False
) -> LigneVente:
    """L'écart est l'après moins l'avant, avec son signe."""
    ecart = apres - avant
    signe = MOINS if ecart < 0 else "+"
    dit = f"{signe}{ecrire(abs(ecart))}" if ecrire(abs(ecart)) != ecrire(Fraction(0)) else SANS_OBJET
    return LigneVente(libelle, ecrire(avant), ecrire(apres), dit, forte)


def _en_heures(x: Fraction) -> str:
    return f"{nombre(x, None if x.denominator <= 2 else 1)}{ESPACE_INSECABLE}h"
