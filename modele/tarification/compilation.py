"""Du tarif à la courbe : le coût exact d'un outil quand le chiffre d'affaires total varie.

Parts des clientèles, parts en ligne et paniers restent constants ; `clients_actifs` suit le chiffre
d'affaires (contrat § 5). Rien n'est arrondi.
"""

from fractions import Fraction
from typing import Literal

from modele.catalogue.objets import Assiette, Composante, Condition, Outil, Payeur
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

_ZERO = Fraction(0)
_PROPORTIONNELLES = (
    Assiette.CA,
    Assiette.ENCAISSE_EN_LIGNE_TTC,
    Assiette.COMMANDES_EN_LIGNE,
    Assiette.CLIENTS_MOIS,
)


def courbe_ferme(outil: Outil, situation: Situation, annee: Annee, borne: Borne = "retenu") -> Courbe:
    """Coût annuel pour la ferme (€) selon son chiffre d'affaires total x (€ HT/an).

    Lève `ValueError` si la situation n'a aucune vente, car les parts n'y sont pas définies.
    """
    if situation.ca_total <= 0:
        raise ValueError("une courbe demande un chiffre d'affaires positif")
    valeurs = grandeurs(outil.clienteles, situation)
    libre = montant_libre(outil, situation)
    courbe = constante(_ZERO)
    for composante in composantes_retenues(outil, situation):
        if composante.payeur is not Payeur.FERME or not est_due(composante, valeurs):
            continue
        if composante.premiere_annee_seulement and annee == "suivante":
            continue
        qte = quantite(composante, valeurs, libre)
        if qte is None:
            continue
        courbe = courbe + _courbe_composante(composante, situation, valeurs, qte, annee, borne)
    return courbe


def _courbe_composante(
    composante: Composante,
    situation: Situation,
    valeurs: Grandeurs,
    qte: Fraction,
    annee: Annee,
    borne: Borne,
) -> Courbe:
    if composante.assiette in _PROPORTIONNELLES:
        par_unite = Droite(qte / situation.ca_total, _ZERO)
    else:
        par_unite = Droite(_ZERO, qte)
    courbe = _par_paliers(composante, par_unite, situation.ca_total, valeurs, borne)
    if annee == "premiere" and composante.mois_offerts:
        courbe = courbe.fois(Fraction(MOIS_PAR_AN - composante.mois_offerts, MOIS_PAR_AN))
    if composante.plancher is not None:
        courbe = courbe.au_moins(composante.plancher)
    if composante.plafond is not None:
        courbe = courbe.au_plus(composante.plafond)
    return courbe.fois(AVEC_TVA) if tva_due(composante, situation) else courbe


def _par_paliers(
    composante: Composante, par_unite: Droite, ca_total: Fraction, valeurs: Grandeurs, borne: Borne
) -> Courbe:
    """Quantité × prix, avec une rupture à chaque chiffre d'affaires où le palier change."""

    def a_ce_prix(prix: Fraction) -> Droite:
        return Droite(par_unite.pente * prix, par_unite.constante * prix)

    prix_borne = {"retenu": None, "bas": composante.bas, "haut": composante.haut}[borne]
    if prix_borne is not None:
        return Courbe((a_ce_prix(prix_borne),))
    par_euro = grandeur_suivie(composante.suivie or Condition.TOUJOURS, valeurs) / ca_total
    if len(composante.paliers) == 1 or par_euro == 0:
        return Courbe((a_ce_prix(palier_actif(composante, valeurs).prix),))
    droites = [a_ce_prix(palier.prix) for palier in composante.paliers]
    ruptures: list[Fraction] = []
    valeurs_aux_ruptures: list[Fraction] = []
    for rang, palier in enumerate(composante.paliers[:-1]):
        if palier.jusqu_a is None:
            raise ValueError(f"palier sans limite avant le dernier : {composante.identifiant}")
        x = palier.jusqu_a / par_euro
        ruptures.append(x)
        valeurs_aux_ruptures.append(droites[rang if palier.borne_incluse else rang + 1].valeur(x))
    return Courbe(tuple(droites), tuple(ruptures), tuple(valeurs_aux_ruptures))
