"""Mots communs aux phrases du choix : listes de noms, montants sans centimes inutiles."""

from collections.abc import Iterable
from fractions import Fraction

from modele.nombres import ESPACE_INSECABLE, Nombre, arrondi_en_centimes, euros, nombre

_SANS_CENTIMES = 100


def montant(x: Nombre) -> str:
    """« 214 € » ou « 214,40 € » : au centime, sans les centimes quand ils sont nuls."""
    return euros(x, centimes=arrondi_en_centimes(Fraction(x)) % 100 != 0)


def cout_affiche(cout: Nombre) -> str:
    """Un coût annuel dans un tableau : « 810 € », « 36,50 € » ; les centimes ne se lisent que sous 100 €."""
    return euros(cout, centimes=False) if cout >= _SANS_CENTIMES else montant(cout)


def enumerer(noms: Iterable[str], liaison: str = "et") -> str:
    """« A, B et C » ; chaîne vide sans nom."""
    *premiers, dernier = list(noms) or [""]
    return f"{', '.join(premiers)} {liaison} {dernier}" if premiers else dernier


def citer(texte: str) -> str:
    """Texte entre guillemets français."""
    return f"«{ESPACE_INSECABLE}{texte}{ESPACE_INSECABLE}»"


def compter(combien: int, nom: str) -> str:
    """« 1 souhait », « 3 souhaits », « 2 frais » ; zéro est au singulier."""
    marque = "" if combien < 2 or nom.endswith("s") else "s"
    return f"{nombre(combien)} {nom}{marque}"
