"""Ce que portent les cellules, gardé tel que le fichier l'écrira, avec la valeur calculée de chaque formule.

openpyxl n'écrit pas le résultat des formules ; un aperçu de téléphone ou un lecteur qui ne calcule pas
n'y verrait rien. Ses cellules pèsent aussi trois fois leur texte : une `Grille` n'en crée pas.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from modele.export.limites import exces
from modele.export.textes import pour_xml, propre
from modele.fautes import EntreeInvalide

_PRECISION = Context(prec=17)
"""Dix-sept chiffres suffisent à retrouver le nombre qu'un tableur garde en mémoire."""

Valeur = Fraction | Decimal | int | str


@dataclass(frozen=True, slots=True)
class Formule:
    """Formule de tableur, en anglais et sans « = », avec la valeur que le moteur lui donne.

    `valeur` vaut None quand le moteur ne la connaît pas : le fichier la laisse alors vide.
    """

    texte: str
    valeur: Valeur | None


Contenu = Formule | Valeur | None


def en_decimal(x: Fraction | Decimal | int) -> Decimal:
    """Nombre à dix-sept chiffres significatifs."""
    numerateur, denominateur = x.as_integer_ratio()
    return _PRECISION.divide(Decimal(numerateur), Decimal(denominateur))


def _nombre_xml(x: Fraction | Decimal | int) -> str:
    return format(en_decimal(x).normalize(_PRECISION), "f")


class Grille:
    """Cellules, hauteurs et liens d'une feuille que l'on remplit ; `feuille` porte tout le reste."""

    def __init__(self, feuille: Worksheet) -> None:
        self.feuille = feuille
        self.hauteurs: dict[int, float] = {}
        self.liens: list[Hyperlink] = []
        self._rangees: dict[int, dict[int, str]] = {}

    def poser(self, ligne: int, colonne: int, contenu: Contenu, style: int = 0) -> str:
        """Remplit une cellule, d'un texte déjà propre s'il en est un, dans le style de ce rang ; rend « B4 ».

        Lève `EntreeInvalide` pour une formule qu'aucun tableur n'ouvrirait.
        """
        adresse = f"{get_column_letter(colonne)}{ligne}"
        if isinstance(contenu, Formule) and (trop := exces(contenu.texte)):
            raise EntreeInvalide(
                f"La formule de la case {adresse} de « {self.feuille.title} » dépasserait ce qu'un tableur admet "
                f"({trop}) : le catalogue a trop d'outils, de formules ou de paliers pour un classeur."
            )
        rangee = self._rangees.get(ligne)
        if rangee is None:
            rangee = self._rangees[ligne] = {}
        rangee[colonne] = f'<c r="{adresse}" s="{style}"{_contenu_xml(contenu)}'
        return adresse

    @property
    def etendue(self) -> str:
        """Plage qui contient toutes les cellules, « A1:K40 »."""
        colonnes = max((max(rangee) for rangee in self._rangees.values() if rangee), default=1)
        return f"A1:{get_column_letter(colonnes)}{max(self._rangees, default=1)}"

    def vider(self) -> Iterator[str]:
        """Chaque `<row>`, dans l'ordre ; sa mémoire est rendue à mesure."""
        for ligne in sorted(self._rangees.keys() | self.hauteurs.keys()):
            hauteur = self.hauteurs.get(ligne)
            debut = f'<row r="{ligne}"' + (f' ht="{hauteur:g}" customHeight="1">' if hauteur else ">")
            cellules = self._rangees.pop(ligne, {})
            yield debut + "".join(cellules[colonne] for colonne in sorted(cellules)) + "</row>"


def _contenu_xml(contenu: Any) -> str:
    """Suite et fin de `<c`."""
    if contenu is None or contenu == "":
        return "/>"
    if isinstance(contenu, str):
        texte = escape(pour_xml(contenu))
        espace = ' xml:space="preserve"' if texte != texte.strip() or "\n" in texte else ""
        return f' t="inlineStr"><is><t{espace}>{texte}</t></is></c>'
    if isinstance(contenu, Formule):
        resultat = contenu.valeur
        if isinstance(resultat, str):
            texte = escape(pour_xml(propre(resultat)))
            return f' t="str"><f>{escape(contenu.texte)}</f><v>{texte}</v></c>'
        nombre = "" if resultat is None else _nombre_xml(resultat)
        return f"><f>{escape(contenu.texte)}</f><v>{nombre}</v></c>"
    return f"><v>{_nombre_xml(contenu)}</v></c>"
