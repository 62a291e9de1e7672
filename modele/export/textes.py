"""Textes du classeur : nettoyés pour le format XML, mesurés pour la hauteur des lignes."""

import re
import unicodedata
from functools import lru_cache

from modele.nombres import ESPACE_INSECABLE

CARACTERES_MAX = 32_767
_SUITE = "…"
_INTERDITS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FIN_DE_LIGNE = re.compile("\r\n?")
_ECHAPPEMENT = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_INSECABLES = re.compile("(?<=«) | (?=[»:;?!%€])")

_LARGEURS = {
    lettre: largeur
    for largeur, lettres in (
        (0.40, "ijl'’|"),
        (0.52, " .,:;!/\\[]ftI\u00a0"),
        (0.30, "\u202f"),
        (0.62, 'r()-"*'),
        (0.92, "ckszyvxJ"),
        (1.22, "wABEKPSVXYZ&CDHNRU"),
        (1.40, "GOQMm%●◐"),
        (1.70, "W…—€"),
    )
    for lettre in lettres
}
"""Largeur des lettres d'une police sans empattement, en chiffres « 0 »."""
_MARGE_DE_MESURE = 1.05
_EN_GRAS = 1.08
_LETTRE_LA_PLUS_LARGE = max(_LARGEURS.values()) * _MARGE_DE_MESURE * _EN_GRAS
_TAILLE_DE_REFERENCE = 10


def propre(texte: str) -> str:
    """Texte qu'un classeur peut porter : sans caractère interdit, coupé avec « … » au-delà de 32 767.

    La longueur se compte en unités UTF-16, comme le fait Excel.
    """
    # Presque tous les textes sont ordinaires, et le voir coûte bien moins que de chercher ce qui ne l'est pas.
    if not texte.isprintable():
        texte = _INTERDITS.sub("", _FIN_DE_LIGNE.sub("\n", texte))
    if len(texte) * 2 > CARACTERES_MAX:
        utf16 = texte.encode("utf-16-le")
        if len(utf16) // 2 > CARACTERES_MAX:
            texte = utf16[: 2 * (CARACTERES_MAX - 1)].decode("utf-16-le", "ignore") + _SUITE
    return texte


def typographie(texte: str) -> str:
    """Texte dont les espaces avant « : ; ? ! % € » et dans les guillemets ne se coupent pas."""
    return _INSECABLES.sub(ESPACE_INSECABLE, texte)


def pour_xml(texte: str) -> str:
    """Texte dont les suites « _x0041_ », qu'un tableur lirait « A », restent telles quelles."""
    return _ECHAPPEMENT.sub("_x005F_", texte) if "_x" in texte else texte


def une_ligne(texte: str, longueur: int) -> str:
    """Texte d'une ligne, coupé à `longueur` caractères."""
    texte = " ".join(propre(texte).split())
    return texte if len(texte) <= longueur else texte[: longueur - 1] + _SUITE


def largeur(texte: str, taille: float = _TAILLE_DE_REFERENCE, gras: bool = False) -> float:
    """Largeur estimée, en largeurs du chiffre 0 du corps 10 (l'unité des colonnes)."""
    return _chiffres(texte) * taille / _TAILLE_DE_REFERENCE * _MARGE_DE_MESURE * (_EN_GRAS if gras else 1)


@lru_cache(maxsize=8_192)
def _chiffres(texte: str) -> float:
    """Largeur en chiffres « 0 », sans marge ni gras : la même pour toutes les tailles."""
    somme = 0.0
    for lettre in texte:
        connue = _LARGEURS.get(lettre)
        if connue is None and lettre > "\x7f":
            connue = _LARGEURS.get(unicodedata.normalize("NFD", lettre)[0])
        somme += 1.0 if connue is None else connue
    return somme


def lignes_occupees(
    texte: str, place: float, taille: float = _TAILLE_DE_REFERENCE, gras: bool = False
) -> int:
    """Nombre de lignes du texte coupé aux espaces dans `place` (même unité que `largeur`)."""
    if len(texte) * _LETTRE_LA_PLUS_LARGE * taille / _TAILLE_DE_REFERENCE <= place and "\n" not in texte:
        return 1
    return _lignes(texte, place, taille, gras)


@lru_cache(maxsize=4_096)
def _lignes(texte: str, place: float, taille: float, gras: bool) -> int:
    lignes = 0
    espace = largeur(" ", taille, gras)
    for paragraphe in texte.split("\n"):
        lignes += 1
        occupe = 0.0
        for mot in paragraphe.split(" "):
            longueur = largeur(mot, taille, gras)
            if occupe and occupe + espace + longueur > place:
                lignes += 1
                occupe = 0.0
            # Un mot plus long que la colonne, comme une adresse, est coupé où il déborde.
            while longueur > place:
                lignes += 1
                longueur -= place
            occupe += (espace if occupe else 0) + longueur
    return lignes
