"""`main.py calculer` : le coût de chaque outil pour une situation, en texte ou en JSON."""

import argparse
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from console.en_service import catalogue_en_service
from modele.catalogue.objets import Catalogue, Payeur
from modele.choix.objets import Comparaison, Resultat, Statut
from modele.comparaison import comparer
from modele.fautes import EntreeInvalide
from modele.lecture_situation import lire_fichier
from modele.nombres import centimes, date_francaise, euros, lire_nombre, pourcent, texte_decimal
from modele.tarification.resultat import CoutAnnuel, CoutOutil
from modele.tarification.seuils import Intervalle, seuils_de_situation

CA_MAX = "200000"


def configurer(parseur: argparse.ArgumentParser) -> None:
    """Déclare les arguments."""
    parseur.add_argument("situation", metavar="SITUATION.json", type=Path, help="ce que la ferme dit d'elle")
    parseur.add_argument("--json", action="store_true", help="écrit du JSON")
    parseur.add_argument(
        "--ca-max",
        metavar="EUROS",
        default=CA_MAX,
        help=f"fin de l'axe des seuils, en € HT/an (défaut {CA_MAX})",
    )
    parseur.set_defaults(executer=executer)


def executer(choix: argparse.Namespace) -> int:
    """Calcule et écrit le résultat."""
    ca_max = _lire_ca_max(choix.ca_max)
    catalogue = catalogue_en_service(choix)
    comparaison = comparer(catalogue, lire_fichier(choix.situation, catalogue))
    intervalles = seuils_de_situation(catalogue, comparaison, ca_max)
    if choix.json:
        print(json.dumps(en_json(catalogue, comparaison, intervalles, ca_max), ensure_ascii=False, indent=1))
    else:
        print(en_texte(catalogue, comparaison, intervalles))
    return 0


def _lire_ca_max(texte: str) -> Fraction:
    try:
        valeur = lire_nombre(texte)
    except EntreeInvalide:
        valeur = Fraction(0)
    if not 0 < valeur <= 1_000_000_000:
        raise EntreeInvalide(
            f"L'option --ca-max doit être comprise entre 0 exclu et 1 000 000 000 € (vous avez écrit « {texte} »)."
        )
    return valeur


def en_json(
    catalogue: Catalogue, comparaison: Comparaison, intervalles: tuple[Intervalle, ...], ca_max: Fraction
) -> dict[str, Any]:
    """Résultat au format du contrat § 5."""
    return {
        "catalogue": {"edition": catalogue.edition, "date": catalogue.date},
        "outils": [_outil_json(resultat) for resultat in comparaison.resultats],
        "seuils": {
            "ca_max": texte_decimal(ca_max, 0 if ca_max.denominator == 1 else 2),
            "intervalles": [
                {
                    "de": texte_decimal(intervalle.de),
                    "a": texte_decimal(intervalle.a),
                    "moins_chers": list(intervalle.moins_chers),
                }
                for intervalle in intervalles
            ],
        },
    }


def _outil_json(resultat: Resultat) -> dict[str, Any]:
    cout = resultat.cout
    taux = cout.taux_effectif
    return {
        "outil": cout.outil.identifiant,
        "nom": cout.outil.nom,
        "statut": resultat.statut.value,
        "motifs": list(resultat.motifs),
        "formule": cout.formule.identifiant,
        "options": [option.identifiant for option in cout.options],
        "ca_couvert": texte_decimal(cout.ca_couvert),
        "ca_non_couvert": texte_decimal(cout.ca_non_couvert),
        "annee_1": _annee_json(cout.annee_1),
        "annee_suivante": _annee_json(cout.annee_suivante),
        "horizon": {
            "annees": cout.annees,
            "ferme": str(cout.horizon),
            "bas": str(cout.horizon_bas),
            "haut": str(cout.horizon_haut),
        },
        "taux_effectif": None if taux is None else texte_decimal(taux, 4),
        "non_chiffres": list(cout.non_chiffres),
    }


def _annee_json(annee: CoutAnnuel) -> dict[str, Any]:
    return {
        "ferme": str(annee.ferme),
        "bas": str(annee.bas),
        "haut": str(annee.haut),
        "autres": {payeur.value: str(montant) for payeur, montant in annee.autres.items()},
        "lignes": [
            {
                "libelle": ligne.libelle,
                "nature": ligne.nature.value,
                "payeur": ligne.payeur.value,
                "montant": str(ligne.montant),
                "detail": ligne.detail,
                "source": ligne.source,
            }
            for ligne in annee.lignes
        ],
    }


def en_texte(catalogue: Catalogue, comparaison: Comparaison, intervalles: tuple[Intervalle, ...]) -> str:
    """Résultat lisible : classement, lignes du coût, seuils."""
    situation = comparaison.situation
    lignes = [
        f"{situation.nom or 'Votre ferme'} : {euros(centimes(situation.ca_particuliers))} HT/an aux particuliers, "
        f"{euros(centimes(situation.ca_professionnels))} HT/an aux professionnels.",
        f"Tarifs du guide, vers 2023, à confirmer ; catalogue du {date_francaise(catalogue.date)}.",
        comparaison.regle,
        "",
    ]
    for outil in comparaison.ordre:
        lignes += _outil_texte(comparaison.par_outil[outil], situation.horizon)
    if intervalles:
        lignes.append(
            "Le moins cher selon vos ventes, parmi les outils qui les portent toutes (année suivante) :"
        )
        noms = {outil: catalogue.par_outil[outil].nom for outil in catalogue.par_outil}
        for intervalle in intervalles:
            gagnants = " ou ".join(noms[outil] for outil in intervalle.moins_chers)
            lignes.append(
                f"  de {euros(centimes(intervalle.de))} à {euros(centimes(intervalle.a))} : {gagnants}"
            )
    return "\n".join(lignes)


_STATUTS = {
    Statut.RETENU: "retenu",
    Statut.AVEC_RESERVE: "avec réserve",
    Statut.A_VERIFIER: "à vérifier",
    Statut.ECARTE: "écarté",
}


def _outil_texte(resultat: Resultat, annees: int) -> list[str]:
    cout = resultat.cout
    lignes = [f"{cout.outil.nom} ({_STATUTS[resultat.statut]}), {cout.formule.nom}"]
    lignes += [f"  {motif}" for motif in resultat.motifs]
    if resultat.statut is not Statut.ECARTE:
        lignes.append(f"  Année suivante : {_fourchette(cout.annee_suivante)}{_part(cout)}")
        lignes += _lignes_texte(cout.annee_suivante)
        if cout.annee_1.ferme != cout.annee_suivante.ferme:
            lignes.append(f"  An 1 : {_fourchette(cout.annee_1)}")
            lignes += _lignes_texte(cout.annee_1)
        lignes.append(f"  Sur {annees} ans : {euros(cout.horizon)}")
        if cout.ca_non_couvert:
            lignes.append(f"  {euros(cout.ca_non_couvert)} de vos ventes ne passeraient pas par cet outil.")
        lignes += [f"    Non chiffré : {texte}" for texte in cout.non_chiffres]
    lignes.append("")
    return lignes


def _part(cout: CoutOutil) -> str:
    if cout.taux_effectif is None:
        return ""
    ventes = f"des {euros(cout.ca_couvert)} qu'il porterait" if cout.ca_non_couvert else "de vos ventes"
    return f", soit {pourcent(cout.taux_effectif)} {ventes}"


def _lignes_texte(annee: CoutAnnuel) -> list[str]:
    textes = []
    for ligne in annee.lignes:
        qui = "" if ligne.payeur is Payeur.FERME else f" (à la charge {_PAYEURS[ligne.payeur]})"
        textes.append(f"    {ligne.libelle} : {ligne.detail} = {euros(ligne.montant)}{qui}")
    return textes


_PAYEURS = {
    Payeur.CLIENT: "du client",
    Payeur.AMAP: "de l'AMAP",
    Payeur.GERANT: "du gérant",
    Payeur.COMMERCANT: "du commerçant",
}


def _fourchette(annee: CoutAnnuel) -> str:
    if annee.bas == annee.haut:
        return euros(annee.ferme)
    return f"{euros(annee.ferme)} (entre {euros(annee.bas)} et {euros(annee.haut)})"
