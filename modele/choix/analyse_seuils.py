"""Le moins cher selon les ventes, parmi les outils que la ferme garde, pour la durée qu'elle choisit.

Pour une année suivante et tous les outils en lice, ce sont les seuils du contrat § 5.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from modele.catalogue.objets import Outil
from modele.choix.moins_cher import en_lice
from modele.choix.objets import Comparaison
from modele.nombres import arrondi_en_centimes
from modele.situation import Situation
from modele.tarification.compilation import courbes_selon, selon_le_ca
from modele.tarification.courbe import Courbe
from modele.tarification.seuils import GenreSeuil, Intervalle, enveloppe, seuils


class Periode(StrEnum):
    """Durée dont on compte le coût."""

    PREMIERE = "premiere"
    SUIVANTE = "suivante"
    HORIZON = "horizon"


@dataclass(frozen=True, slots=True)
class Cotes:
    """Coût d'un outil juste avant et juste après un seuil (€)."""

    outil: str
    avant: Fraction
    apres: Fraction


@dataclass(frozen=True, slots=True)
class Repere:
    """Chiffre d'affaires (€ HT/an) où il se passe quelque chose pour le moins cher.

    `avant` et `apres` sont les moins chers de part et d'autre ; égaux, ce sont eux dont le tarif saute.
    `cotes` dit le coût de chacun. Une plage d'égalité va de `x` à `jusqu_a`, où son coût est `cout_fin`.
    """

    genre: GenreSeuil
    x: Fraction
    avant: tuple[str, ...]
    apres: tuple[str, ...]
    cotes: tuple[Cotes, ...]
    jusqu_a: Fraction | None = None
    cout_fin: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Analyse:
    """Courbes des outils gardés (€ sur `annees` années), intervalles et repères jusqu'à `ca_max`."""

    periode: Periode
    annees: int
    ca_max: Fraction
    courbes: Mapping[str, Courbe]
    intervalles: tuple[Intervalle, ...]
    reperes: tuple[Repere, ...]

    def couts_en(self, x: Fraction) -> dict[str, Fraction]:
        """Coût exact de chaque outil pour x > 0 de ventes par an."""
        return {outil: courbe.valeur(x) for outil, courbe in self.courbes.items()}

    def moins_chers_en(self, x: Fraction) -> tuple[str, ...]:
        """Outils au coût le plus bas pour x > 0, ex æquo ensemble ; vide sans outil."""
        couts = self.couts_en(x)
        plus_bas = min(couts.values(), default=None)
        return tuple(sorted(outil for outil, cout in couts.items() if cout == plus_bas))

    def part(self, cout: Fraction, x: Fraction) -> Fraction:
        """Fraction des ventes de toute la période que représente un coût, pour x > 0."""
        return cout / (self.annees * x)


def analyser(
    comparaison: Comparaison, periode: Periode, ca_max: Fraction, laisses: Collection[str] = ()
) -> Analyse:
    """Analyse des outils en lice, moins ceux que la ferme a laissés de côté ; vide sans vente."""
    situation = comparaison.situation
    outils = [r.cout.outil for r in en_lice(comparaison) if r.outil not in laisses]
    courbes = courbes_de_periode(outils, situation, periode) if outils else {}
    annees = situation.horizon if periode is Periode.HORIZON else 1
    intervalles = _lisibles(enveloppe(courbes, ca_max))
    return Analyse(periode, annees, ca_max, courbes, intervalles, _reperes(courbes, intervalles))


def courbes_de_periode(outils: Sequence[Outil], situation: Situation, periode: Periode) -> dict[str, Courbe]:
    """Coûts (€) selon les ventes annuelles ; sur l'horizon, année 1 + (n − 1) × année suivante.

    Lève `ValueError` sans vente, où les parts des clientèles ne sont pas définies.
    """
    direction = selon_le_ca(situation)
    if periode is Periode.SUIVANTE:
        return courbes_selon(outils, direction, "suivante")
    premieres = courbes_selon(outils, direction, "premiere")
    if periode is Periode.PREMIERE or situation.horizon == 1:
        return premieres
    annees = Fraction(situation.horizon - 1)
    suivantes = courbes_selon(outils, direction, "suivante")
    return {outil: premiere + suivantes[outil].fois(annees) for outil, premiere in premieres.items()}


def principaux(
    analyse: Analyse, ventes: Fraction, combien: int, d_abord: Sequence[str] = ()
) -> tuple[str, ...]:
    """Les outils à montrer quand la place manque, au plus `combien`.

    `d_abord`, puis les gagnants de chaque intervalle, puis les moins chers à ces ventes (€ HT/an).
    """
    gagnants = [outil for intervalle in analyse.intervalles for outil in intervalle.moins_chers]
    couts = analyse.couts_en(ventes)
    ordre = dict.fromkeys((*d_abord, *gagnants, *sorted(couts, key=lambda outil: (couts[outil], outil))))
    return tuple(outil for outil in ordre if outil in analyse.courbes)[:combien]


def _lisibles(intervalles: Sequence[Intervalle]) -> tuple[Intervalle, ...]:
    """Sans les intervalles que l'arrondi au centime vide, comme dans le JSON du contrat."""
    return tuple(i for i in intervalles if arrondi_en_centimes(i.de) != arrondi_en_centimes(i.a))


def _reperes(courbes: Mapping[str, Courbe], intervalles: Sequence[Intervalle]) -> tuple[Repere, ...]:
    fins = {intervalle.de: intervalle.cout_fin for intervalle in intervalles}
    bascules = [
        Repere(
            seuil.genre,
            seuil.x,
            seuil.avant,
            seuil.apres,
            _cotes(courbes, seuil.x, {*seuil.avant, *seuil.apres}),
            seuil.jusqu_a,
            fins[seuil.x] if seuil.jusqu_a is not None else None,
        )
        for seuil in seuils(courbes, intervalles)
    ]
    return tuple(sorted([*bascules, *_sauts(courbes, intervalles)], key=lambda repere: repere.x))


def _sauts(courbes: Mapping[str, Courbe], intervalles: Sequence[Intervalle]) -> list[Repere]:
    """Sauts de tarif des moins chers, qui le restent pourtant."""
    return [
        Repere(
            GenreSeuil.SAUT, apres.de, i.moins_chers, i.moins_chers, _cotes(courbes, apres.de, i.moins_chers)
        )
        for i in intervalles
        for avant, apres in pairwise(i.segments)
        if avant.droite.valeur(apres.de) != apres.droite.valeur(apres.de)
    ]


def _cotes(courbes: Mapping[str, Courbe], x: Fraction, outils: Collection[str]) -> tuple[Cotes, ...]:
    return tuple(
        Cotes(outil, courbes[outil].a_gauche(x), courbes[outil].a_droite(x)) for outil in sorted(outils)
    )
