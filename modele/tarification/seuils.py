"""Outil le moins cher selon le chiffre d'affaires : enveloppe basse exacte et seuils de bascule.

L'enveloppe est calculée sur les courbes, jamais par échantillonnage.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from modele.catalogue.objets import Catalogue
from modele.choix.objets import Comparaison, Statut
from modele.nombres import texte_decimal
from modele.tarification.compilation import courbe_ferme
from modele.tarification.courbe import Courbe, Droite, croisement_entre, la_plus_basse

_ZERO = Fraction(0)


class Segment(NamedTuple):
    """Droite la plus basse, et les outils qui la suivent, strictement entre `de` et `a`."""

    de: Fraction
    a: Fraction
    droite: Droite
    moins_chers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Intervalle:
    """Outils les moins chers strictement entre `de` et `a` (€ HT/an), ex æquo ensemble, triés."""

    de: Fraction
    a: Fraction
    moins_chers: tuple[str, ...]
    segments: tuple[Segment, ...]

    @property
    def cout_debut(self) -> Fraction:
        """Coût le plus bas juste après `de`."""
        return self.segments[0].droite.valeur(self.de)

    @property
    def cout_fin(self) -> Fraction:
        """Coût le plus bas juste avant `a`."""
        return self.segments[-1].droite.valeur(self.a)


class GenreSeuil(StrEnum):
    """Comment change le moins cher : coûts qui se croisent, saut d'un coût, égalité sur une plage."""

    EGALITE = "egalite"
    SAUT = "saut"
    PLAGE = "plage"


@dataclass(frozen=True, slots=True)
class Seuil:
    """Chiffre d'affaires où le moins cher change ; une plage commence en `x` et finit en `jusqu_a`.

    `cout_avant` et `cout_apres` sont le coût le plus bas juste avant et juste après `x` ;
    `nouveau_avant` ce que coûtait juste avant le nouveau moins cher, `ancien_apres` ce que coûte
    juste après l'ancien. `avant` est vide pour une plage qui commence à 0.
    """

    genre: GenreSeuil
    x: Fraction
    avant: tuple[str, ...]
    apres: tuple[str, ...]
    cout_avant: Fraction
    cout_apres: Fraction
    nouveau_avant: Fraction
    ancien_apres: Fraction
    jusqu_a: Fraction | None = None


def enveloppe(courbes: Mapping[str, Courbe], ca_max: Fraction) -> tuple[Intervalle, ...]:
    """Intervalles contigus de 0 à `ca_max` où les moins chers sont les mêmes.

    Un outil qui n'est le moins cher qu'en un point n'a pas d'intervalle. Lève `ValueError` si
    `ca_max` n'est pas positif.
    """
    if ca_max <= 0:
        raise ValueError("le chiffre d'affaires maximal doit être positif")
    if not courbes:
        return ()
    listes = [_segments(outil, courbe, ca_max) for outil, courbe in courbes.items()]
    # Deux à deux, puis quatre à quatre… : chaque courbe n'est relue que log(n) fois.
    while len(listes) > 1:
        restes = listes[len(listes) // 2 * 2 :]
        listes = [_le_plus_bas(*paire) for paire in zip(listes[::2], listes[1::2], strict=False)] + restes
    return _intervalles(listes[0])


def _segments(outil: str, courbe: Courbe, ca_max: Fraction) -> list[Segment]:
    bornes = [_ZERO, *(x for x in courbe.ruptures if x < ca_max), ca_max]
    return [Segment(de, a, courbe.droites[rang], (outil,)) for rang, (de, a) in enumerate(pairwise(bornes))]


def _le_plus_bas(gauche: Sequence[Segment], droite: Sequence[Segment]) -> list[Segment]:
    """Minimum de deux enveloppes ; sur une droite commune les gagnants s'ajoutent."""
    resultat: list[Segment] = []
    i = j = 0
    de = _ZERO
    while i < len(gauche) and j < len(droite):
        g, d = gauche[i], droite[j]
        a = min(g.a, d.a)
        if g.droite == d.droite:
            _poursuivre(resultat, Segment(de, a, g.droite, g.moins_chers + d.moins_chers))
        else:
            croisement = croisement_entre(g.droite, d.droite, de, a)
            for debut, fin in pairwise((de, a) if croisement is None else (de, croisement, a)):
                gagnant = g if la_plus_basse(g.droite, d.droite, debut, fin) is g.droite else d
                _poursuivre(resultat, Segment(debut, fin, gagnant.droite, gagnant.moins_chers))
        i += g.a == a
        j += d.a == a
        de = a
    return resultat


def _poursuivre(segments: list[Segment], suivant: Segment) -> None:
    """Ajoute un segment, ou prolonge le dernier s'il suit la même droite avec les mêmes outils."""
    if segments and segments[-1][2:] == suivant[2:]:
        segments[-1] = segments[-1]._replace(a=suivant.a)
    else:
        segments.append(suivant)


def _intervalles(segments: Sequence[Segment]) -> tuple[Intervalle, ...]:
    intervalles: list[Intervalle] = []
    for segment in segments:
        gagnants = tuple(sorted(segment.moins_chers))
        if intervalles and intervalles[-1].moins_chers == gagnants:
            precedent = intervalles.pop()
            fusion = (*precedent.segments, segment)
            intervalles.append(Intervalle(precedent.de, segment.a, gagnants, fusion))
        else:
            intervalles.append(Intervalle(segment.de, segment.a, gagnants, (segment,)))
    return tuple(intervalles)


def seuils(courbes: Mapping[str, Courbe], intervalles: Sequence[Intervalle]) -> tuple[Seuil, ...]:
    """Seuils entre les intervalles de l'enveloppe de `courbes`, par chiffre d'affaires croissant.

    Une plage est signalée là où elle commence ; la bascule qui la suit est un seuil ordinaire.
    """
    trouves: list[Seuil] = []
    if intervalles and len(intervalles[0].moins_chers) > 1:
        premier = intervalles[0]
        cout = premier.cout_debut
        trouves.append(
            Seuil(GenreSeuil.PLAGE, premier.de, (), premier.moins_chers, cout, cout, cout, cout, premier.a)
        )
    for avant, apres in pairwise(intervalles):
        x = apres.de
        anciens = [courbes[outil] for outil in avant.moins_chers]
        nouveaux = [courbes[outil] for outil in apres.moins_chers]
        plage = len(apres.moins_chers) > 1
        saute = any(courbe.a_gauche(x) != courbe.a_droite(x) for courbe in anciens + nouveaux)
        bascule = GenreSeuil.SAUT if saute else GenreSeuil.EGALITE
        trouves.append(
            Seuil(
                genre=GenreSeuil.PLAGE if plage else bascule,
                x=x,
                avant=avant.moins_chers,
                apres=apres.moins_chers,
                cout_avant=avant.cout_fin,
                cout_apres=apres.cout_debut,
                nouveau_avant=min(courbe.a_gauche(x) for courbe in nouveaux),
                ancien_apres=min(courbe.a_droite(x) for courbe in anciens),
                jusqu_a=apres.a if plage else None,
            )
        )
    return tuple(trouves)


def courbes_de_situation(catalogue: Catalogue, comparaison: Comparaison) -> dict[str, Courbe]:
    """Coût d'une année suivante des outils non écartés qui couvrent toutes les ventes ; vide sans vente."""
    situation = comparaison.situation
    if situation.ca_total <= 0:
        return {}
    return {
        resultat.outil: courbe_ferme(catalogue.par_outil[resultat.outil], situation, "suivante")
        for resultat in comparaison.resultats
        if resultat.statut is not Statut.ECARTE and resultat.cout.ca_non_couvert == 0
    }


def seuils_de_situation(
    catalogue: Catalogue, comparaison: Comparaison, ca_max: Fraction
) -> tuple[Intervalle, ...]:
    """Outils les moins chers selon le chiffre d'affaires total (contrat § 5), jusqu'à `ca_max`."""
    return enveloppe(courbes_de_situation(catalogue, comparaison), ca_max)


def intervalles_en_texte(intervalles: Sequence[Intervalle]) -> list[dict[str, object]]:
    """Forme du contrat § 5 : bornes au centime ; un intervalle que l'arrondi vide disparaît."""
    lus = [(texte_decimal(i.de), texte_decimal(i.a), list(i.moins_chers)) for i in intervalles]
    return [{"de": de, "a": a, "moins_chers": outils} for de, a, outils in lus if de != a]
