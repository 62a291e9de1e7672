"""`main.py vente` : le coût de chaque vente avant et après, en texte ou en JSON (contrat § 5)."""

import argparse
import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from modele.dossiers.objets import Vente
from modele.lecture_vente import lire_fichier
from modele.nombres import euros, nombre, pourcent, texte_decimal
from modele.vente import BilanColonne, BilanVente, comparer_vente

_LARGEUR_LIBELLE = 25
_LARGEUR_NOMBRE = 18


def configurer(parseur: argparse.ArgumentParser) -> None:
    """Déclare les arguments."""
    parseur.add_argument("ventes", metavar="VENTE.json", type=Path, help="les ventes, avant et après")
    parseur.add_argument("--json", action="store_true", help="écrit du JSON")
    parseur.set_defaults(executer=executer)


def executer(choix: argparse.Namespace) -> int:
    """Calcule et écrit le résultat."""
    bilans = [(vente, comparer_vente(vente.avant, vente.apres)) for vente in lire_fichier(choix.ventes)]
    if choix.json:
        print(json.dumps({"ventes": [en_json(*paire) for paire in bilans]}, ensure_ascii=False, indent=1))
    elif bilans:
        print("\n\n".join(en_texte(*paire) for paire in bilans))
        print("\nMontants par an, sans le coût de l'outil de vente.")
    else:
        print("Ce fichier ne contient aucune vente.")
    return 0


def en_json(vente: Vente, bilan: BilanVente) -> dict[str, Any]:
    """Une vente au format du contrat."""
    return {
        "nom": vente.nom,
        "avant": _colonne_json(bilan.avant),
        "apres": _colonne_json(bilan.apres),
        "gain_euros": texte_decimal(bilan.gain_euros),
        "gain_heures": texte_decimal(bilan.gain_heures),
    }


def _colonne_json(bilan: BilanColonne) -> dict[str, str | None]:
    part = bilan.part_ca
    return {"cout": texte_decimal(bilan.cout), "part_ca": None if part is None else texte_decimal(part, 4)}


def en_texte(vente: Vente, bilan: BilanVente) -> str:
    """Une vente lisible : les deux colonnes, puis ce que l'on gagne."""
    avant, apres = bilan.avant, bilan.apres
    lignes = [
        vente.nom or "Vente sans nom",
        _ligne("", "Avant", "Après"),
        _ligne("Chiffre d'affaires", euros(avant.colonne.ca), euros(apres.colonne.ca)),
        *(_ligne(poste.libelle, euros(poste.avant), euros(poste.apres)) for poste in bilan.postes),
        _ligne("Coût de la vente", euros(avant.cout), euros(apres.cout)),
        _ligne("% du chiffre d'affaires", _part(avant.part_ca), _part(apres.part_ca)),
        _ligne("Heures", _heures(avant.heures), _heures(apres.heures)),
        _ligne("Reste pour une heure", _reste(avant.reste_par_heure), _reste(apres.reste_par_heure)),
        _phrase("Coût", bilan.gain_euros, euros),
        _phrase("Temps", bilan.gain_heures, _heures),
        _phrase("Reste une fois le coût payé", -bilan.gain_marge, euros),
    ]
    return "\n".join(lignes)


def _ligne(libelle: str, avant: str, apres: str) -> str:
    return f"  {libelle:<{_LARGEUR_LIBELLE}}{avant:>{_LARGEUR_NOMBRE}}{apres:>{_LARGEUR_NOMBRE}}"


def _phrase(quoi: str, baisse: Fraction, ecrire: Callable[[Fraction], str]) -> str:
    """« Coût : 980,00 € de moins. »"""
    if not baisse:
        return f"  {quoi} : sans changement."
    return f"  {quoi} : {ecrire(abs(baisse))} de {'moins' if baisse > 0 else 'plus'}."


def _part(part: Fraction | None) -> str:
    return "–" if part is None else pourcent(part)


def _reste(reste: Fraction | None) -> str:
    return "–" if reste is None else euros(reste)


def _heures(heures: Fraction) -> str:
    return f"{nombre(heures)} h"
