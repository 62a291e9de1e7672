"""Un tarif qu'un éditeur a proposé à une ferme : il remplace celui du guide dans son seul dossier."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NoReturn

from modele.catalogue.objets import Assiette
from modele.fautes import SituationInvalide
from modele.nombres import DECIMALES_MAX, NombreInvalide, date_francaise, lire_nombre, nombre

MONTANT_MAX = Fraction(1_000_000)
"""En € par unité d'assiette."""
TAUX_MAX = Fraction(1)
PAR_MAX = 200
LE_MIN = "2000-01-01"

Cle = tuple[str, str, str, Fraction | None]
"""Outil, porteur, composante, palier : un seul prix proposé pour chacun."""

_EN_TAUX = frozenset({Assiette.CA, Assiette.ENCAISSE_EN_LIGNE_TTC})


@dataclass(frozen=True, slots=True)
class PrixPropose:
    """Prix proposé pour une ligne de tarif.

    `porteur` est la formule ou l'option qui la porte, vide pour un frais que le guide ne chiffre pas.
    `prix` est en € par unité d'`assiette`, ou en fraction (0,018 pour 1,8 %) quand elle est en € ; `palier`
    est la limite de celui qu'il vise (None : le dernier, ou le prix unique). `le` est au format AAAA-MM-JJ ;
    `par` dit qui l'a proposé, et peut être vide.
    """

    outil: str
    porteur: str
    composante: str
    assiette: str
    prix: Fraction
    le: str
    par: str = ""
    palier: Fraction | None = None

    @property
    def cle(self) -> Cle:
        """Ce qu'il vise."""
        return self.outil, self.porteur, self.composante, self.palier


def en_taux(assiette: str) -> bool:
    """Vrai si le prix multiplie des euros : c'est alors une fraction, écrite en %."""
    return assiette in _EN_TAUX


def prix_max(assiette: str) -> Fraction:
    """Plus haut prix admis : 100 %, ou un million d'euros."""
    return TAUX_MAX if en_taux(assiette) else MONTANT_MAX


def lire_prix(texte: str, assiette: str) -> Fraction:
    """Prix écrit « 24 », « 24,50 € » ou, en pourcentage, « 1,8 % » ; lève `SituationInvalide`."""
    echelle = 100 if en_taux(assiette) else 1
    borne = prix_max(assiette) * echelle
    try:
        lu = lire_nombre(texte)
    except NombreInvalide:
        lu = Fraction(-1)
    if not 0 <= lu <= borne:
        unite = "%" if echelle == 100 else "€"
        attendu = f"un nombre compris entre 0 et {nombre(borne)} {unite}"
        _refuser("prix", "Tarif proposé", texte, attendu)
    return lu / echelle


def lire_date(texte: str) -> str:
    """Date AAAA-MM-JJ, de 2000 à 2999 ; lève `SituationInvalide`."""
    try:
        jour = date.fromisoformat(texte).isoformat()
    except ValueError:
        jour = ""
    if not LE_MIN <= jour < "3":
        _refuser("le", "Proposé le", texte, "une date, de 2000 à 2999")
    return jour


def lire_par(texte: str) -> str:
    """Qui a proposé ce prix, sur une ligne de 200 caractères au plus ; lève `SituationInvalide`."""
    if len(texte) > PAR_MAX or any(map(_invisible, texte)):
        attendu = f"un texte d'une ligne, de {PAR_MAX} caractères au plus, sans caractère invisible"
        _refuser("par", "Proposé par", texte, attendu)
    return texte


def est_valable(prix: PrixPropose) -> bool:
    """Vrai si chaque champ est dans ses bornes."""
    try:
        lire_date(prix.le)
        lire_par(prix.par)
    except SituationInvalide:
        return False
    connue = prix.assiette in set(Assiette)
    return connue and 0 <= prix.prix <= prix_max(prix.assiette) and _finie(prix.prix)


def date_dite(le: str) -> str:
    """« 3 mars 2026 » ; une date qui n'en est pas une est rendue telle quelle."""
    try:
        return date_francaise(le)
    except ValueError:
        return le


def _finie(prix: Fraction) -> bool:
    """Une saisie a toujours une écriture décimale finie, qu'un classeur peut redonner."""
    echelle: int = 10 ** (DECIMALES_MAX + 2)
    return echelle % prix.denominator == 0


def _invisible(caractere: str) -> bool:
    # U+xxFFFE et U+xxFFFF ne peuvent figurer dans un fichier XML, donc dans un classeur.
    interdit = unicodedata.category(caractere) in ("Cc", "Cs", "Zl", "Zp")
    return interdit or ord(caractere) & 0xFFFE == 0xFFFE


def _refuser(champ: str, libelle: str, recu: str, attendu: str) -> NoReturn:
    montre = "".join("�" if _invisible(signe) else signe for signe in recu)
    court = montre if len(montre) <= 60 else f"{montre[:60]}…"
    raise SituationInvalide(
        champ, court, attendu, f"« {libelle} » doit être {attendu} (vous avez écrit « {court} »)."
    )
