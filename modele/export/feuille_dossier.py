"""Feuille cachée « _dossier » : tout le dossier, pour que le classeur revienne dans l'application.

Colonne A : la marque, la version du format, l'empreinte SHA-256 du texte JSON, puis ce texte en
morceaux qu'une cellule peut porter.
"""

from openpyxl import Workbook

from modele.dossiers.objets import Dossier
from modele.dossiers.texte import ecrire_dossier
from modele.empreintes import sha256_des_octets
from modele.export.ecriture import Grille

TITRE = "_dossier"
MARQUE = "boussole-circuits-courts"
FORMAT = 2
"""Version de la forme du texte ; à augmenter quand un champ du dossier change."""
LUS = ("1", "2")
"""Versions que la reprise comprend : la première n'a pas de prix proposés."""
_MORCEAU = 32_000


def lignes(dossier: Dossier) -> list[str]:
    """Contenu de la colonne A ; chaque morceau est en ASCII, sous la limite de 32 767 caractères."""
    texte = ecrire_dossier(dossier)
    morceaux = [texte[debut : debut + _MORCEAU] for debut in range(0, len(texte), _MORCEAU)]
    return [MARQUE, str(FORMAT), empreinte(texte), *morceaux]


def empreinte(texte: str) -> str:
    """Somme de contrôle du texte."""
    return sha256_des_octets(texte.encode())


def remplie(classeur: Workbook, dossier: Dossier) -> Grille:
    """Ajoute la feuille, cachée, en dernier ; rend ses cellules."""
    feuille = classeur.create_sheet(TITRE)
    feuille.sheet_state = "hidden"
    feuille.protection.sheet = True
    grille = Grille(feuille)
    for rang, ligne in enumerate(lignes(dossier), start=1):
        grille.poser(rang, 1, ligne)
    return grille
