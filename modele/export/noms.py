"""Noms définis du classeur (contrat § 6) : ce que d'autres programmes et les formules y cherchent."""

from collections.abc import Callable
from fractions import Fraction

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from modele.prix_propose import Cle

TVA_ACHATS = "tva_achats"
MOIS_PAR_AN = "mois_par_an"
ALERTE_SAISIE = "alerte_saisie"
ALERTE_BESOINS = "alerte_besoins"
ALERTE_TARIFS = "alerte_tarifs"
VENTES_TOTALES = "ventes_totales"
PAS_SEUILS = "pas_seuils"
PLAGE_BESOINS = "plage_besoins"
BESOINS_DITS = "besoins_dits"
COUT_LE_PLUS_BAS = "cout_le_plus_bas"
COMMANDES_PARTICULIERS = "commandes_particuliers"
COMMANDES_PROFESSIONNELS = "commandes_professionnels"
ENCAISSE_PARTICULIERS = "encaisse_particuliers"
ENCAISSE_PROFESSIONNELS = "encaisse_professionnels"
CLIENTS_MOIS = "clients_mois"
Nommeur = Callable[[str], str]
"""Donne le nom d'une case d'après l'identifiant d'un outil."""

OUI, NON = "oui", "non"
"""Ce que porte une case à répondre par oui ou par non, dont `recupere_tva` et les options."""

RETENUE, NON_RETENUE = "retenue", "non retenue"
"""Ce que dit « Coûts » d'une formule ou d'une option."""


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


def motifs(outil: str) -> str:
    """Phrases qui écartent l'outil, ou disent ce qui reste à vérifier."""
    return _d_outil("motifs", outil)


def en_lice(outil: str) -> str:
    """Coût d'une année suivante d'un outil possible qui porte toutes les ventes ; sinon un tiret."""
    return _d_outil("en_lice", outil)


def seuil_de(outil: str) -> str:
    """Premières ventes du tableau des seuils où l'outil est le moins cher (0 : jamais)."""
    return _d_outil("seuil_de", outil)


def seuil_a(outil: str) -> str:
    """Dernières ventes du tableau des seuils où l'outil est le moins cher (0 : jamais)."""
    return _d_outil("seuil_a", outil)


def seuil_lignes(outil: str) -> str:
    """Nombre de lignes du tableau des seuils où l'outil est le moins cher."""
    return _d_outil("seuil_lignes", outil)


def souhaits(outil: str) -> str:
    """Nombre de souhaits remplis."""
    return _d_outil("souhaits", outil)


def propose(outil: str) -> str:
    """Mention d'un prix proposé compté dans le coût de l'outil ; vide au prix du guide."""
    return _d_outil("propose", outil)


def plage_frais(outil: str) -> str:
    """Montants des frais que le guide ne chiffre pas, une année suivante."""
    return _d_outil("plage_frais", outil)


def tarif(cle: Cle, quoi: str = "") -> str:
    """Prix proposé pour une ligne de tarif ; `quoi` vaut « le » pour sa date, « par » pour qui l'a proposé.

    Deux traits bas séparent ce qui n'en contient qu'un : deux lignes n'ont jamais le même nom.
    """
    outil, porteur, composante, palier = cle
    parties = [outil, porteur or "frais", composante, *(() if palier is None else _limite(palier))]
    return f"tarif{f'_{quoi}' if quoi else ''}__{'__'.join(parties).replace('-', '_')}"


def _limite(palier: Fraction) -> tuple[str, ...]:
    return tuple(str(partie) for partie in palier.as_integer_ratio()[: 1 if palier.denominator == 1 else 2])


def formule(outil: str) -> str:
    """Formule choisie par la ferme, dans une liste."""
    return _d_outil("formule", outil)


def formule_retenue(outil: str) -> str:
    """Formule qui compte : celle choisie, sinon celle que la situation désigne."""
    return _d_outil("retenue", outil)


def option(outil: str, identifiant: str) -> str:
    """Option payante, prise ou non."""
    return _d_outil(f"option_{outil.replace('-', '_')}", identifiant)


def besoin(critere: str) -> str:
    """Besoin de la ferme pour un critère."""
    return _d_outil("besoin", critere)


def vente(rang: int, moment: str, champ: str) -> str:
    """Case d'une vente : `moment` vaut « avant », « apres » ou « gain »."""
    return f"vente_{rang}_{moment}_{champ}"


def reponse(rang: int) -> str:
    """Réponse de l'éditeur à une question, dans l'ordre de la feuille « Questions »."""
    return f"reponse_{rang}"


def liste(nom: str) -> str:
    """Réponses admises par la case de ce nom."""
    return f"liste_{nom}"


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
    """Donne un nom à une adresse absolue « 'Coûts'!$G$12 » ; lève `ValueError` si le nom est déjà pris."""
    if nom in classeur.defined_names:
        raise ValueError(f"deux cases du classeur porteraient le nom {nom}")
    classeur.defined_names[nom] = DefinedName(nom, attr_text=adresse)
