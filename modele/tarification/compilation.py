"""Du tarif à la courbe : le coût exact d'un outil quand une grandeur de la situation varie.

Le plus souvent c'est le chiffre d'affaires total : parts des clientèles, parts en ligne et paniers
restent alors constants et `clients_actifs` le suit (contrat § 5). Rien n'est arrondi.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from modele.catalogue.objets import Clientele, Composante, Condition, Outil, Payeur
from modele.situation import Situation
from modele.tarification.assiettes import (
    MOIS_PAR_AN,
    Grandeurs,
    est_due,
    grandeur_suivie,
    grandeurs,
    montant_libre,
    quantite,
)
from modele.tarification.calcul import composantes_retenues, palier_actif, tva_due
from modele.tarification.courbe import Courbe, Droite, constante
from modele.tarification.lignes import AVEC_TVA

Annee = Literal["premiere", "suivante"]
Borne = Literal["retenu", "bas", "haut"]
_Bouts = tuple[Grandeurs, Grandeurs]

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Direction:
    """Deux situations, chacune à l'abscisse de la grandeur qui varie, dont elles ne diffèrent que par là.

    Toutes les quantités doivent être affines en x, et celles qui choisissent un palier ne jamais décroître.
    Formules, options et TVA sont celles de `arrivee`.
    """

    x_depart: Fraction
    depart: Situation
    x_arrivee: Fraction
    arrivee: Situation

    def droite(self, au_depart: Fraction, a_l_arrivee: Fraction) -> Droite:
        """Droite de la quantité qui prend ces deux valeurs."""
        pente = (a_l_arrivee - au_depart) / (self.x_arrivee - self.x_depart)
        return Droite(pente, au_depart - pente * self.x_depart)


def selon_le_ca(situation: Situation) -> Direction:
    """Direction du chiffre d'affaires total (€ HT/an), des ventes nulles à celles de la situation.

    Lève `ValueError` si la situation n'a aucune vente, car les parts n'y sont pas définies.
    """
    if situation.ca_total <= 0:
        raise ValueError("une courbe demande un chiffre d'affaires positif")
    sans_vente = replace(situation, ca_particuliers=_ZERO, ca_professionnels=_ZERO, clients_actifs=0)
    return Direction(_ZERO, sans_vente, situation.ca_total, situation)


def courbe_ferme(outil: Outil, situation: Situation, annee: Annee, borne: Borne = "retenu") -> Courbe:
    """Coût annuel pour la ferme (€) selon son chiffre d'affaires total x (€ HT/an).

    Lève `ValueError` comme `selon_le_ca`.
    """
    return courbe_selon(outil, selon_le_ca(situation), annee, borne)


def courbes_selon(outils: Iterable[Outil], direction: Direction, annee: Annee) -> dict[str, Courbe]:
    """Courbe de chaque outil, par identifiant ; les outils de mêmes clientèles partagent leurs grandeurs."""
    bouts: dict[tuple[Clientele, ...], _Bouts] = {}
    courbes = {}
    for outil in outils:
        clienteles = outil.clienteles
        if clienteles not in bouts:
            bouts[clienteles] = _bouts(clienteles, direction)
        courbes[outil.identifiant] = _courbe(outil, direction, bouts[clienteles], annee, "retenu")
    return courbes


def courbe_selon(outil: Outil, direction: Direction, annee: Annee, borne: Borne = "retenu") -> Courbe:
    """Coût annuel pour la ferme (€) le long de la direction, pour x > 0."""
    return _courbe(outil, direction, _bouts(outil.clienteles, direction), annee, borne)


def _bouts(clienteles: tuple[Clientele, ...], direction: Direction) -> _Bouts:
    """Grandeurs aux deux situations de la direction."""
    return grandeurs(clienteles, direction.depart), grandeurs(clienteles, direction.arrivee)


def _courbe(outil: Outil, direction: Direction, bouts: _Bouts, annee: Annee, borne: Borne) -> Courbe:
    situation = direction.arrivee
    depart, arrivee = bouts
    libre = montant_libre(outil, situation)
    courbe = constante(_ZERO)
    for composante in composantes_retenues(outil, situation):
        if composante.payeur is not Payeur.FERME or not est_due(composante, arrivee):
            continue
        if composante.premiere_annee_seulement and annee == "suivante":
            continue
        au_depart = quantite(composante, depart, libre)
        a_l_arrivee = quantite(composante, arrivee, libre)
        if au_depart is None or a_l_arrivee is None:
            continue
        par_unite = direction.droite(au_depart, a_l_arrivee)
        cout = _selon_le_palier(composante, direction, par_unite, depart, arrivee, borne)
        courbe = courbe + _borner(cout, composante, situation, annee)
    return courbe


def _borner(courbe: Courbe, composante: Composante, situation: Situation, annee: Annee) -> Courbe:
    """Mois offerts, plancher, plafond, puis TVA."""
    if annee == "premiere" and composante.mois_offerts:
        courbe = courbe.fois(Fraction(MOIS_PAR_AN - composante.mois_offerts, MOIS_PAR_AN))
    if composante.plancher is not None:
        courbe = courbe.au_moins(composante.plancher)
    if composante.plafond is not None:
        courbe = courbe.au_plus(composante.plafond)
    return courbe.fois(AVEC_TVA) if tva_due(composante, situation) else courbe


def _au_prix(par_unite: Droite, prix: Fraction) -> Droite:
    return Droite(par_unite.pente * prix, par_unite.constante * prix)


def _selon_le_palier(
    composante: Composante,
    direction: Direction,
    par_unite: Droite,
    depart: Grandeurs,
    arrivee: Grandeurs,
    borne: Borne,
) -> Courbe:
    """Quantité × prix, au prix incertain demandé ou à celui du palier."""
    prix = {"retenu": None, "bas": composante.bas, "haut": composante.haut}[borne]
    if prix is None:
        if len(composante.paliers) > 1:
            choix = composante.suivie or Condition.TOUJOURS
            suivie = direction.droite(grandeur_suivie(choix, depart), grandeur_suivie(choix, arrivee))
            if suivie.pente > 0:
                return _par_paliers(composante, par_unite, suivie)
        prix = palier_actif(composante, arrivee).prix
    return Courbe((_au_prix(par_unite, prix),))


def _par_paliers(composante: Composante, par_unite: Droite, suivie: Droite) -> Courbe:
    """Quantité × prix, avec une rupture à chaque abscisse positive où le palier change."""
    droites: list[Droite] = []
    ruptures: list[Fraction] = []
    valeurs: list[Fraction] = []
    for palier, suivant in pairwise(composante.paliers):
        if palier.jusqu_a is None:
            raise ValueError(f"palier sans limite avant le dernier : {composante.identifiant}")
        x = (palier.jusqu_a - suivie.constante) / suivie.pente
        if x <= 0:
            continue
        droites.append(_au_prix(par_unite, palier.prix))
        ruptures.append(x)
        au_point = palier if palier.borne_incluse else suivant
        valeurs.append(_au_prix(par_unite, au_point.prix).valeur(x))
    droites.append(_au_prix(par_unite, composante.paliers[-1].prix))
    return Courbe(tuple(droites), tuple(ruptures), tuple(valeurs))
