"""Nombres, montants et dates : lus comme on les écrit en français, affichés sans perte.

Toutes les valeurs sont exactes (`Fraction`, `Decimal`, `int`) ; l'arrondi, demi vers le haut en
s'éloignant de zéro, n'a lieu qu'ici.
"""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from modele.fautes import EntreeInvalide

Nombre = Fraction | Decimal | int

ESPACE_FINE = "\u202f"
ESPACE_INSECABLE = "\u00a0"
MOINS = "\u2212"
DECIMALES_MAX = 30
_LONGUEUR_MAX = 80
_DECIMALES_AFFICHEES = 4

_ESPACES = f" {ESPACE_INSECABLE}{ESPACE_FINE}\u2009\t"
_ESPACE_ENTRE_CHIFFRES = re.compile(f"(?<=[0-9])[{_ESPACES}]+(?=[0-9])")
_SIMPLE = re.compile(r"([0-9]*)(?:[.,]([0-9]*))?")
_GROUPES = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+),([0-9]*)|([0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]*)")
_MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


class NombreInvalide(EntreeInvalide):
    """Texte qui n'est pas un nombre ; le message est une phrase à montrer telle quelle."""


def lire_nombre(texte: str) -> Fraction:
    """Lit « 12 500,50 », « 12500.5 », « -3 », « 35 € » ou « 5,5 % » (le signe final est ignoré).

    Un seul point ou une seule virgule est toujours la marque décimale : « 1.234 » vaut 1,234.
    Quand les deux paraissent, le dernier est la marque décimale et l'autre sépare les milliers :
    « 1.234,56 » vaut 1234,56. Lève `NombreInvalide` pour tout autre texte.
    """
    nu = texte.strip(_ESPACES)
    if len(nu) > _LONGUEUR_MAX:
        raise NombreInvalide("Ce nombre est trop long.")
    if nu.endswith(("€", "%")):
        nu = nu[:-1].rstrip(_ESPACES)
    negatif = nu.startswith(("-", MOINS))
    if negatif:
        nu = nu[1:].lstrip(_ESPACES)
    if not nu:
        raise NombreInvalide("Il manque un nombre.")
    entiers, decimales = _separer(nu)
    if len(decimales) > DECIMALES_MAX:
        raise NombreInvalide(f"Ce nombre a trop de décimales ({DECIMALES_MAX} au plus).")
    valeur = Fraction(int(entiers + decimales), 10 ** len(decimales))
    return -valeur if negatif else valeur


def _separer(nu: str) -> tuple[str, str]:
    """Chiffres avant et après la marque décimale."""
    marque = max(nu.rfind("."), nu.rfind(","))
    fin_des_entiers = marque if marque >= 0 else len(nu)
    nu = _ESPACE_ENTRE_CHIFFRES.sub("", nu[:fin_des_entiers]) + nu[fin_des_entiers:]
    if (simple := _SIMPLE.fullmatch(nu)) and (simple[1] or simple[2]):
        return simple[1] or "0", simple[2] or ""
    if groupes := _GROUPES.fullmatch(nu):
        entiers = groupes[1] or groupes[3]
        return entiers.replace(".", "").replace(",", ""), groupes[2] or groupes[4] or ""
    raise NombreInvalide(f"Ceci n'est pas un nombre ; écrivez par exemple 12{ESPACE_FINE}500,50.")


def _arrondir(x: Nombre, decimales: int) -> int:
    """Entier le plus proche de x × 10^decimales, demi en s'éloignant de zéro."""
    numerateur, denominateur = x.as_integer_ratio()
    echelle: int = 10**decimales
    quotient = (2 * abs(numerateur) * echelle + denominateur) // (2 * denominateur)
    return quotient if numerateur >= 0 else -quotient


def arrondi_en_centimes(x: Fraction) -> int:
    """Nombre entier de centimes, demi vers le haut en s'éloignant de zéro."""
    return _arrondir(x, 2)


def depuis_centimes(nombre_de_centimes: int) -> Decimal:
    """Montant en €, à deux décimales, d'un nombre entier de centimes."""
    signe = "-" if nombre_de_centimes < 0 else ""
    unites, reste = divmod(abs(nombre_de_centimes), 100)
    return Decimal(f"{signe}{unites}.{reste:02}")


def centimes(x: Fraction) -> Decimal:
    """Montant en € arrondi au centime, demi vers le haut en s'éloignant de zéro."""
    return depuis_centimes(_arrondir(x, 2))


def _afficher(x: Nombre, decimales: int) -> str:
    arrondi = _arrondir(x, decimales)
    unites, reste = divmod(abs(arrondi), 10**decimales)
    texte = f"{unites:,}".replace(",", ESPACE_FINE)
    if decimales:
        texte += f",{reste:0{decimales}}"
    return (MOINS if arrondi < 0 else "") + texte


def nombre(x: Nombre, decimales: int | None = None) -> str:
    """« 1 234,5 » ; sans `decimales`, autant qu'il en faut, quatre au plus, sans zéro final."""
    if decimales is not None:
        return _afficher(x, decimales)
    texte = _afficher(x, _DECIMALES_AFFICHEES)
    return texte.rstrip("0").rstrip(",")


def euros(x: Nombre, centimes: bool = True) -> str:
    """« 1 234,56 € » ou, sans centimes, « 1 235 € »."""
    return f"{_afficher(x, 2 if centimes else 0)}{ESPACE_INSECABLE}€"


def pourcent(fraction: Nombre, decimales: int | None = 1) -> str:
    """« 2,7 % » pour la fraction 0,027 ; `decimales` vaut comme pour `nombre`."""
    return f"{nombre(Fraction(fraction) * 100, decimales)}{ESPACE_INSECABLE}%"


def texte_decimal(x: Nombre, decimales: int = 2) -> str:
    """« 1234.50 » : texte à point décimal, pour le JSON."""
    arrondi = _arrondir(x, decimales)
    unites, reste = divmod(abs(arrondi), 10**decimales)
    signe = "-" if arrondi < 0 else ""
    return f"{signe}{unites}.{reste:0{decimales}}" if decimales else f"{signe}{unites}"


def texte_exact(x: Fraction) -> str:
    """« 5.5 » : le nombre sans arrondi, à point décimal.

    Lève `ValueError` quand il n'a pas d'écriture décimale finie (un tiers), ce qu'une saisie ne
    peut pas donner.
    """
    decimales = 0
    reste = x.denominator
    for facteur in (2, 5):
        puissance = 0
        while reste % facteur == 0:
            reste //= facteur
            puissance += 1
        decimales = max(decimales, puissance)
    if reste != 1:
        raise ValueError(f"{x} n'a pas d'écriture décimale finie")
    return texte_decimal(x, decimales)


def date_francaise(iso: str) -> str:
    """« 23 novembre 2026 » pour « 2026-11-23 » ; lève `ValueError` si la date n'existe pas."""
    jour = date.fromisoformat(iso)
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme} {_MOIS[jour.month - 1]} {jour.year}"
