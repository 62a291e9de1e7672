"""Les mots du panneau : phrase de coût, fourchette, payeurs, natures, prix d'une option."""

from decimal import Decimal

from modele.catalogue.objets import Assiette, Composante, Nature, Option, Outil, Payeur, Taxe
from modele.choix.objets import Resultat, Statut
from modele.nombres import ESPACE_INSECABLE, euros, pourcent
from modele.situation import Situation
from modele.tarification.prix_proposes_en_mots import phrases_des_lignes
from modele.tarification.resultat import CoutOutil

NATURES: dict[Nature, str] = {
    Nature.ABONNEMENT: "abonnement",
    Nature.COMMISSION: "commission",
    Nature.PAIEMENT: "frais de paiement",
    Nature.MISE_EN_SERVICE: "mise en service",
    Nature.OPTION: "options",
    Nature.CONTRIBUTION: "contribution libre",
}
"""Natures de coût dans l'ordre des barres, avec leur mot."""

CHARGES: dict[Payeur, tuple[str, str]] = {
    Payeur.CLIENT: ("À la charge du client", "Total pour le client"),
    Payeur.AMAP: ("À la charge de l'AMAP", "Total pour l'AMAP"),
    Payeur.GERANT: ("À la charge du gérant", "Total pour le gérant"),
    Payeur.COMMERCANT: ("À la charge du commerçant", "Total pour le commerçant"),
}
"""Pour chaque payeur autre que la ferme : titre de ses lignes, nom de leur somme."""

_UNITES = {
    Assiette.AN: "par an",
    Assiette.MOIS: "par mois",
    Assiette.CA: "de vos ventes",
    Assiette.ENCAISSE_EN_LIGNE_TTC: "de ce qui est payé en ligne",
    Assiette.COMMANDES_EN_LIGNE: "par commande payée en ligne",
    Assiette.CLIENTS_MOIS: "par client et par mois",
    Assiette.MONTANT_LIBRE: "que vous choisissez",
}
_TAXES = {Taxe.HT: " HT", Taxe.NET: "", Taxe.NON_PRECISE: ""}


def fourchette(bas: Decimal, haut: Decimal) -> str:
    """« entre 2 250,00 € et 2 550,00 € », ou chaîne vide quand le prix est sûr."""
    return "" if bas == haut else f"entre {euros(bas)} et {euros(haut)}"


def phrase_cout(cout: CoutOutil) -> str:
    """« L'outil vous coûterait 809,70 € par an, soit 2,7 % de vos ventes. »"""
    annee = cout.annee_suivante
    taux = cout.taux_effectif
    if taux is None:
        suite = f" Il vous coûterait quand même {euros(annee.ferme)} par an." if annee.ferme else ""
        return f"L'outil ne porterait aucune de vos ventes.{suite}"
    if not annee.haut:
        selon = "le prix qu'on vous a proposé" if annee.propose else "les prix que donne le guide"
        return f"L'outil ne vous coûterait rien, d'après {selon}."
    montant = f"{euros(annee.ferme)} par an"
    if incertain := fourchette(annee.bas, annee.haut):
        montant = f"{incertain} par an ({euros(annee.ferme)} retenus)"
    de_quoi = "des ventes qu'il porte" if cout.ca_non_couvert > 0 else "de vos ventes"
    return f"L'outil vous coûterait {montant}, soit {pourcent(taux)} {de_quoi}."


MARQUE_PROPOSE = "proposé"
"""Mot qui marque, dans la grille, un coût où un prix proposé remplace celui du guide."""


def phrase_proposes(cout: CoutOutil) -> str:
    """Les prix proposés que paie la ferme dans ce coût, chacun avec celui du guide ; vide s'il n'y en a pas."""
    return " ".join(phrases_des_lignes(cout))


def phrase_date(outil: Outil, propose: bool) -> str:
    """D'où viennent les prix comptés, et leur âge."""
    guide = f"vers {outil.date_tarif}{ESPACE_INSECABLE}: à confirmer."
    if propose:
        return f"Avec un tarif proposé{ESPACE_INSECABLE}; les autres prix sont du guide, {guide}"
    return f"Prix du guide, {guide}"


def phrase_reserves(resultat: Resultat) -> str:
    """Ce qui limite ce coût : outil écarté ou à vérifier et pourquoi, ventes qu'il ne porte pas."""
    phrases = []
    if resultat.statut is not Statut.RETENU and resultat.motifs:
        phrases.append(f"{_STATUTS[resultat.statut]}{ESPACE_INSECABLE}: {' '.join(resultat.motifs)}")
    cout = resultat.cout
    if cout.ca_couvert > 0 and cout.ca_non_couvert > 0:
        phrases.append(f"{euros(cout.ca_non_couvert)} de vos ventes n'y passeraient pas.")
    return " ".join(phrases)


_STATUTS = {
    Statut.ECARTE: "Outil écarté",
    Statut.A_VERIFIER: "Outil à vérifier",
    Statut.AVEC_RESERVE: "Outil retenu avec réserve",
}


def phrase_non_chiffres(cout: CoutOutil) -> str:
    """Ce que le guide ne chiffre pas, une ligne par frais, et l'âge des prix."""
    lignes = [f"Non chiffré par le guide{ESPACE_INSECABLE}:"] if cout.non_chiffres else []
    lignes += [f"– {texte}" for texte in cout.non_chiffres]
    lignes.append(phrase_date(cout.outil, cout.propose))
    return "\n".join(lignes)


PHRASE_SAISIE = "Vos ventes se disent hors taxes (HT), le panier toutes taxes comprises (TTC)."


def taxe_des_couts(situation: Situation) -> str:
    """« HT » ou « TVA comprise » : ce que comptent les coûts d'une ferme selon qu'elle récupère la TVA ou non."""
    return "HT" if situation.recupere_tva else "TVA comprise"


def phrase_taxe_des_couts(situation: Situation) -> str:
    """La même chose en une phrase, avec sa raison."""
    if situation.recupere_tva:
        return "Hors taxes, car votre ferme récupère la TVA."
    return "TVA comprise, car votre ferme ne la récupère pas."


def phrase_taxes(cout: CoutOutil, situation: Situation) -> str:
    """Si le coût affiché est hors taxes ou non, selon les prix de la formule et des options."""
    composantes = [
        *cout.formule.composantes,
        *(c for option in cout.options for c in option.composantes),
        *cout.outil.frais_proposes,
    ]
    taxes = {composante.taxe for composante in composantes if composante.payeur is Payeur.FERME}
    if taxes <= {Taxe.NET}:
        return "Prix nets\u00a0: pas de TVA à ajouter." if taxes else ""
    incertain = " Le guide ne dit pas si ces prix sont hors taxes." if Taxe.NON_PRECISE in taxes else ""
    if situation.recupere_tva:
        return f"Coût hors taxes, car votre ferme récupère la TVA.{incertain}"
    return f"Coût avec {pourcent(Decimal('0.2'), 0)} de TVA, que votre ferme ne récupère pas.{incertain}"


def prix_en_mots(option: Option) -> str:
    """« 300 € la première année, puis 30 € par mois »."""
    une_fois = [c for c in option.composantes if c.premiere_annee_seulement]
    ensuite = [c for c in option.composantes if not c.premiere_annee_seulement]
    morceaux = [" et ".join(map(_prix, groupe)) for groupe in (une_fois, ensuite) if groupe]
    return ", plus ".join(morceaux)


def _prix(composante: Composante) -> str:
    prix = [palier.prix for palier in composante.paliers]
    ecrits = [pourcent(p, None) if composante.en_pourcentage else euros(p, p.denominator != 1) for p in prix]
    taxe = _TAXES[composante.taxe]
    if composante.premiere_annee_seulement and composante.assiette is Assiette.AN:
        unite = "la première année"
    else:
        unite = _UNITES[composante.assiette]
        if composante.premiere_annee_seulement:
            unite += " la première année"
    selon = " selon vos ventes" if len(prix) > 1 else ""
    return f"{' ou '.join(ecrits)}{taxe} {unite}{selon}"
