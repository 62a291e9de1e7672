"""Le résultat tient-il ? Plages où chaque outil est le moins cher, effet de ±20 % sur chaque réponse.

Tout est tiré des courbes exactes, jamais d'essais au hasard. Ne sont comparés que les outils non écartés
qui portent toutes les ventes, au coût d'une année suivante.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import Any

from modele.catalogue.objets import Catalogue
from modele.choix.moins_cher import en_lice, porte_toutes_les_ventes
from modele.choix.objets import Comparaison, Resultat, Statut
from modele.choix.phrases import enumerer, montant
from modele.nombres import nombre, pourcent
from modele.situation import PAR_CHAMP, Champ, Genre, Situation
from modele.tarification.compilation import Direction, courbes_selon
from modele.tarification.courbe import Courbe
from modele.tarification.seuils import Intervalle, enveloppe, seuils_de_situation

CA_MAX = Fraction(400_000)
ECART = Fraction(20, 100)
ENTREES = (
    "ca_particuliers",
    "ca_professionnels",
    "part_en_ligne",
    "part_en_ligne_pro",
    "panier_moyen",
    "panier_moyen_pro",
    "clients_actifs",
    "taux_tva_ventes",
)
_INVERSES = ("panier_moyen", "panier_moyen_pro")
"""Entrées dont les coûts sont affines en l'inverse : le nombre de commandes est un montant ÷ panier."""


@dataclass(frozen=True, slots=True)
class Plage:
    """Chiffre d'affaires total (€ HT/an) où un outil est le moins cher, seul ou avec des ex æquo."""

    de: Fraction
    a: Fraction
    ex_aequo: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlagesOutil:
    """Plages d'un outil non écarté et leur phrase ; aucune s'il n'est jamais le moins cher."""

    outil: str
    plages: tuple[Plage, ...]
    phrase: str


@dataclass(frozen=True, slots=True)
class Bascule:
    """Valeur d'une entrée où le moins cher change : `avant` en dessous, `apres` au-dessus."""

    x: Fraction
    avant: tuple[str, ...]
    apres: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sensibilite:
    """Moins chers quand une entrée va de `bas` à `haut`, toutes les autres inchangées.

    `au_bas` et `au_haut` sont les moins chers à ces deux valeurs mêmes ; les `bascules`, croissantes,
    mènent de l'un à l'autre. À une borne, une bascule sépare cette seule valeur de la suite. `sans_effet`
    dit qu'aucun coût ne dépend de l'entrée.
    """

    champ: str
    valeur: Fraction
    bas: Fraction
    haut: Fraction
    au_bas: tuple[str, ...]
    au_haut: tuple[str, ...]
    bascules: tuple[Bascule, ...]
    sans_effet: bool
    phrase: str


def plages(
    catalogue: Catalogue, comparaison: Comparaison, ca_max: Fraction = CA_MAX
) -> tuple[PlagesOutil, ...]:
    """Plages de chaque outil non écarté, dans l'ordre d'affichage ; vide sans vente."""
    intervalles = seuils_de_situation(catalogue, comparaison, ca_max)
    noms = {outil.identifiant: outil.nom for outil in catalogue.outils}

    def de_l_outil(resultat: Resultat) -> PlagesOutil:
        trouvees = tuple(
            Plage(i.de, i.a, tuple(autre for autre in i.moins_chers if autre != resultat.outil))
            for i in intervalles
            if resultat.outil in i.moins_chers
        )
        if porte_toutes_les_ventes(resultat):
            phrase = _phrase_plages(trouvees, ca_max, noms)
        else:
            phrase = "Ne porte pas toutes vos ventes\u00a0: son coût ne se compare pas à celui des autres."
        return PlagesOutil(resultat.outil, trouvees, phrase)

    non_ecartes = (comparaison.par_outil[outil] for outil in comparaison.ordre)
    return tuple(de_l_outil(r) for r in non_ecartes if r.statut is not Statut.ECARTE)


def _phrase_plages(trouvees: Sequence[Plage], ca_max: Fraction, noms: Mapping[str, str]) -> str:
    if not trouvees:
        return f"Jamais le moins cher jusqu'à {montant(ca_max)} de ventes par an."

    def dire(plage: Plage) -> str:
        egalite = enumerer(noms[outil] for outil in plage.ex_aequo)
        prefixe = f"à égalité avec {egalite} " if egalite else ""
        if plage.de == 0 and plage.a == ca_max:
            return f"{prefixe}au moins jusqu'à {montant(ca_max)}"
        if plage.de == 0:
            return f"{prefixe}jusqu'à {montant(plage.a)}"
        if plage.a == ca_max:
            return f"{prefixe}à partir de {montant(plage.de)}"
        return f"{prefixe}de {montant(plage.de)} à {montant(plage.a)}"

    return f"Le moins cher {', puis '.join(dire(plage) for plage in trouvees)} de ventes par an."


def sensibilites(comparaison: Comparaison, ecart: Fraction = ECART) -> tuple[Sensibilite, ...]:
    """Effet de chaque entrée non nulle, de −`ecart` à +`ecart`, dans les bornes du champ (100 %…).

    Les seuils du nombre de clients y sont des nombres continus ; la phrase les arrondit au-dessus. Vide
    si aucun outil en lice.
    """
    candidats = en_lice(comparaison)
    if not candidats:
        return ()
    situation = comparaison.situation
    noms = {resultat.outil: resultat.cout.outil.nom for resultat in candidats}
    return tuple(
        _sensibilite(candidats, situation, PAR_CHAMP[nom], ecart, noms)
        for nom in ENTREES
        if getattr(situation, nom) > 0
    )


def _sensibilite(
    candidats: Sequence[Resultat],
    situation: Situation,
    champ: Champ,
    ecart: Fraction,
    noms: Mapping[str, str],
) -> Sensibilite:
    valeur = Fraction(getattr(situation, champ.nom))
    bas = max(valeur * (1 - ecart), champ.minimum)
    haut = min(valeur * (1 + ecart), champ.maximum)
    direction = selon_l_entree(situation, champ.nom)
    courbes = courbes_selon((r.cout.outil for r in candidats), direction, "suivante")
    if champ.nom in _INVERSES:
        etapes = [_Etape(1 / e.a, 1 / e.de, e.outils) for e in _etapes(courbes, 1 / haut, 1 / bas)][::-1]
    else:
        etapes = _etapes(courbes, bas, haut)
    bascules = tuple(
        Bascule(apres.de, avant.outils, apres.outils)
        for avant, apres in pairwise(etapes)
        if avant.outils != apres.outils
    )
    au_bas, au_haut = etapes[0].outils, etapes[-1].outils
    sans_effet = all(len(c.droites) == 1 and c.droites[0].pente == 0 for c in courbes.values())
    debut = f"{champ.libelle}, de {_afficher(champ, bas)} à {_afficher(champ, haut)}\u00a0: "
    suite = "aucun coût n'en dépend." if sans_effet else _phrase_gagnants(champ, au_bas, bascules, noms)
    return Sensibilite(champ.nom, valeur, bas, haut, au_bas, au_haut, bascules, sans_effet, debut + suite)


def selon_l_entree(situation: Situation, champ: str) -> Direction:
    """Direction d'une entrée non nulle, ou de son inverse pour un panier, les autres inchangées.

    Le second point est le double (un panier moitié moindre) : il reste entier pour les clients.
    """
    valeur = getattr(situation, champ)
    inverse = champ in _INVERSES
    changement: dict[str, Any] = {champ: valeur / 2 if inverse else valeur * 2}
    x = 1 / Fraction(valeur) if inverse else Fraction(valeur)
    return Direction(x, situation, 2 * x, replace(situation, **changement))


@dataclass(frozen=True, slots=True)
class _Etape:
    """Moins chers entre deux abscisses, ou en une seule quand elles sont égales."""

    de: Fraction
    a: Fraction
    outils: tuple[str, ...]


def _etapes(courbes: Mapping[str, Courbe], bas: Fraction, haut: Fraction) -> list[_Etape]:
    """De `bas` même à `haut` même, en passant par les intervalles ouverts qui les séparent."""
    return [
        _Etape(bas, bas, _au_point(courbes, bas)),
        *(_Etape(max(i.de, bas), i.a, i.moins_chers) for i in _au_dela(enveloppe(courbes, haut), bas)),
        _Etape(haut, haut, _au_point(courbes, haut)),
    ]


def _au_dela(intervalles: Iterable[Intervalle], bas: Fraction) -> Iterable[Intervalle]:
    return (intervalle for intervalle in intervalles if intervalle.a > bas)


def _au_point(courbes: Mapping[str, Courbe], x: Fraction) -> tuple[str, ...]:
    couts = {outil: courbe.valeur(x) for outil, courbe in courbes.items()}
    plus_bas = min(couts.values())
    return tuple(sorted(outil for outil, cout in couts.items() if cout == plus_bas))


def _afficher(champ: Champ, x: Fraction) -> str:
    if champ.genre is Genre.ENTIER:
        return nombre(ceil(x))
    if champ.genre is Genre.POURCENTAGE:
        return pourcent(x / 100, None if (x * 100).denominator == 1 else 2)
    return montant(x)


def _phrase_gagnants(
    champ: Champ,
    au_bas: tuple[str, ...],
    bascules: Sequence[Bascule],
    noms: Mapping[str, str],
) -> str:
    def nommer(outils: tuple[str, ...]) -> str:
        return enumerer((noms[outil] for outil in outils), "ou")

    if not bascules:
        reste = "restent les moins chers" if len(au_bas) > 1 else "reste le moins cher"
        return f"{enumerer(noms[outil] for outil in au_bas)} {reste}."
    unite = " clients" if champ.genre is Genre.ENTIER else ""
    suite = "".join(f", puis {nommer(b.apres)} à partir de {_afficher(champ, b.x)}{unite}" for b in bascules)
    return f"le moins cher est {nommer(au_bas)}{suite}."
