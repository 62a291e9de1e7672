"""Des cases de « Avant-après » aux ventes du dossier ; une vente y garde son rang."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from modele.catalogue.objets import Catalogue, ColonneVente
from modele.dossiers.objets import Dossier, Vente
from modele.export import noms
from modele.lecture_vente import CHAMPS, NOM_MAX, lire_champ
from modele.reprise.cases import Valeur
from modele.reprise.valeurs import Lecteur, nombre_lu, reduit, texte_lu

MOMENTS = {"avant": "avant", "apres": "après"}
"""Colonne d'une vente, et comment on la dit."""
_CASE = re.compile(
    rf"vente_([1-9][0-9]{{0,3}})_(?:nom|(?:{'|'.join(MOMENTS)})_(?:{'|'.join(c.nom for c in CHAMPS)}))"
)
_VIDE = ColonneVente(*[Fraction(0)] * len(CHAMPS))


def est_une_case(nom: str) -> bool:
    """Vrai pour le nom d'une case de vente."""
    return _CASE.fullmatch(nom) is not None


def ventes_lues(lecteur: Lecteur, catalogue: Catalogue, origine: Dossier | None) -> tuple[Vente, ...]:
    """Ventes du dossier, à jour de leurs cases ; sans dossier, celles du classeur, sans leur outil.

    Un dossier sans vente montre les exemples du guide : ceux que la ferme a changés deviennent les siens.
    """
    if origine is not None and origine.ventes:
        return tuple(_lue(lecteur, rang, vente) for rang, vente in enumerate(origine.ventes, 1))
    return tuple(_ajoutees(lecteur, catalogue))


def _ajoutees(lecteur: Lecteur, catalogue: Catalogue) -> Iterator[Vente]:
    exemples = {reduit(e.nom): Vente(e.nom, e.avant, e.apres) for e in catalogue.guide.exemples}
    rangs = {int(trouve[1]) for nom in lecteur.cases if (trouve := _CASE.fullmatch(nom))}
    for rang in sorted(rangs):
        nom = texte_lu(lecteur.cases.get(noms.vente_nom(rang)))[:NOM_MAX]
        depart = exemples.get(reduit(nom), Vente(nom, _VIDE, _VIDE))
        if noms.vente_nom(rang) not in lecteur and rang <= len(exemples):
            # Un classeur d'avant que les ventes aient un nom.
            depart = list(exemples.values())[rang - 1]
        lue = _lue(lecteur, rang, depart)
        if lue != depart:
            yield lue


def _lue(lecteur: Lecteur, rang: int, vente: Vente) -> Vente:
    avant, apres = (_colonne(lecteur, rang, vente, moment) for moment in MOMENTS)
    return replace(vente, avant=avant, apres=apres)


def _colonne(lecteur: Lecteur, rang: int, vente: Vente, moment: str) -> ColonneVente:
    depart: ColonneVente = getattr(vente, moment)
    titre = f"Vente « {vente.nom} »" if vente.nom else f"Vente {rang}"
    valeurs = {}
    for champ in CHAMPS:

        def lire(valeur: Valeur, nom: str = champ.nom) -> Fraction:
            return lire_champ(nom, nombre_lu(valeur))

        libelle = f"{titre}, {MOMENTS[moment]}, {champ.libelle}"
        avant: Fraction = getattr(depart, champ.nom)
        valeurs[champ.nom] = lecteur.tenter(libelle, noms.vente(rang, moment, champ.nom), avant, lire)
    return ColonneVente(**valeurs)
