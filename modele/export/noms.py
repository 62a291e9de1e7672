"""Noms définis du classeur (contrat § 6) : ce que d'autres programmes et les formules y cherchent."""

from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

TVA_ACHATS = "tva_achats"
MOIS_PAR_AN = "mois_par_an"
ALERTE_SAISIE = "alerte_saisie"
COMMANDES_PARTICULIERS = "commandes_particuliers"
COMMANDES_PROFESSIONNELS = "commandes_professionnels"
ENCAISSE_PARTICULIERS = "encaisse_particuliers"
ENCAISSE_PROFESSIONNELS = "encaisse_professionnels"
CLIENTS_MOIS = "clients_mois"
Nommeur = Callable[[str], str]
"""Donne le nom d'une case d'après l'identifiant d'un outil."""

OUI, NON = "oui", "non"
"""Ce que porte une case à répondre par oui ou par non, dont `recupere_tva`."""


def _d_outil(prefixe: str, outil: str) -> str:
    return f"{prefixe}_{outil.replace('-', '_')}"


def annee_1(outil: str) -> str:
    """Coût pour la ferme la première année."""
    return _d_outil("an1", outil)


def annee_suivante(outil: str) -> str:
    """Coût pour la ferme une année suivante."""
    return _d_outil("an2", outil)


def horizon(outil: str) -> str:
    """Coût pour la ferme sur la durée comparée."""
    return _d_outil("horizon", outil)


def bas(outil: str) -> str:
    """Coût d'une année suivante si les prix incertains sont au plus bas."""
    return _d_outil("bas_an2", outil)


def haut(outil: str) -> str:
    """Coût d'une année suivante si les prix incertains sont au plus haut."""
    return _d_outil("haut_an2", outil)


def statut(outil: str) -> str:
    """Statut de l'outil, en un mot."""
    return _d_outil("statut", outil)


def montant_libre(outil: str) -> str:
    """Contribution que la ferme choisit de verser."""
    return _d_outil("montant_libre", outil)


def feuille(titre: str) -> str:
    """Haut d'une feuille : les liens suivent ce nom même si la feuille est renommée."""
    lettres = titre.lower().translate(str.maketrans("àâéèêîôûç -", "aaeeeiouc__"))
    return f"feuille_{lettres}"


def fiche(outil: str) -> str:
    """Début de la fiche d'un outil."""
    return _d_outil("fiche", outil)


def definir(classeur: Workbook, nom: str, adresse: str) -> None:
    """Donne un nom à une adresse absolue « 'Coûts'!$G$12 »."""
    classeur.defined_names[nom] = DefinedName(nom, attr_text=adresse)
