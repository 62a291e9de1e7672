"""Noms de fichier qu'admettent Windows, macOS et Linux, tirés de noms de fermes quelconques.

Les accents restent. Ce qu'un système refuse ou interprète disparaît : séparateurs, caractères invisibles, noms
réservés de Windows, points et espaces aux bouts.
"""

import unicodedata
from collections.abc import Iterable

from modele.situation import FERME_SANS_NOM

EXTENSION = ".xlsx"
LONGUEUR_MAX = 80
OCTETS_MAX = 180
"""Sous les 255 octets d'un nom, et assez court pour qu'un chemin de Windows tienne en 260 signes."""

_SEPARATEURS = frozenset('<>:"/\\|?*')
_INVISIBLES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_RESERVES = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    | {f"{port}{rang}" for port in ("COM", "LPT") for rang in "0123456789¹²³"}
)
_AUX_BOUTS = " .~"


def nom_sur(nom: str) -> str:
    """Nom sans extension, jamais vide."""
    lettres = []
    for lettre in unicodedata.normalize("NFC", nom):
        if lettre in _SEPARATEURS or lettre.isspace():
            lettres.append(" ")
        elif unicodedata.category(lettre) not in _INVISIBLES:
            lettres.append(lettre)
    propre = _coupe(" ".join("".join(lettres).split()).strip(_AUX_BOUTS), LONGUEUR_MAX)
    if propre.partition(".")[0].strip().upper() in _RESERVES:
        propre = f"Ferme {propre}"
    return propre or FERME_SANS_NOM


def _coupe(nom: str, longueur: int) -> str:
    nom = nom[:longueur].encode()[:OCTETS_MAX].decode(errors="ignore")
    return nom.rstrip(_AUX_BOUTS)


class NomsDeFichiers:
    """Donne à chaque ferme un nom de classeur que nulle autre n'a ; deux casses du même nom n'en font qu'un."""

    def __init__(self, reserves: Iterable[str] = ()) -> None:
        self._pris = {_cle(nom) for nom in reserves}

    def reserver(self, nom: str) -> str:
        """« Les Ormes.xlsx », puis « Les Ormes (2).xlsx »."""
        base = nom_sur(nom)
        candidat, rang = base, 1
        while _cle(candidat + EXTENSION) in self._pris:
            rang += 1
            suffixe = f" ({rang})"
            candidat = _coupe(base, LONGUEUR_MAX - len(suffixe)) + suffixe
        self._pris.add(_cle(candidat + EXTENSION))
        return candidat + EXTENSION


def _cle(nom: str) -> str:
    return unicodedata.normalize("NFC", nom).casefold()
