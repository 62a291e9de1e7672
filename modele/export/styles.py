"""Palette, formats et styles du classeur ; les couleurs sont celles du thème clair de l'application."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.differential import DifferentialStyle

from modele.catalogue.objets import Valeur
from modele.choix.objets import MOTS_STATUT as MOTS_STATUT
from modele.choix.objets import Statut

POLICE = "Arial"

BLANC = "FFFFFF"
CREUX = "E9E7DF"
TRAIT = "D6D3C8"
TRAIT_FORT = "858178"
TEXTE = "20241F"
TEXTE_FAIBLE = "5A5C54"
ACCENT = "2E6B3C"
ACCENT_DOUX = "DDE9DC"
ALERTE = "7E5300"
ALERTE_DOUX = "F6E9CC"
ERREUR = "9C2F1B"
ERREUR_DOUX = "F7DFD8"

EUROS = '#,##0.00\\ "€"'
EUROS_OU_TIRET = '#,##0.00\\ "€";\\-#,##0.00\\ "€";"–"'
EUROS_RONDS = '#,##0\\ "€"'
POURCENT_ROND = "0%"
POURCENT = "0.0%"
POURCENT_FIN = "0.00%"
ENTIER = "#,##0"
DECIMAL = "#,##0.00"
DATE = "dd/mm/yyyy"
ORDINAIRE = "General"
FORMATS = frozenset(
    {
        EUROS,
        EUROS_RONDS,
        POURCENT_ROND,
        EUROS_OU_TIRET,
        POURCENT,
        POURCENT_FIN,
        ENTIER,
        DECIMAL,
        DATE,
        ORDINAIRE,
    }
)


@dataclass(frozen=True, slots=True)
class Etat:
    """Comment se montre la réponse du guide à un critère."""

    symbole: str
    mot: str
    couleur: str
    fond: str

    @property
    def affiche(self) -> str:
        """« ● Oui »."""
        return f"{self.symbole} {self.mot}"


ETATS: Mapping[Valeur, Etat] = MappingProxyType(
    {
        Valeur.OUI: Etat("●", "Oui", ACCENT, ACCENT_DOUX),
        Valeur.PARTIEL: Etat("◐", "En partie", ALERTE, ALERTE_DOUX),
        Valeur.OPTION: Etat("€", "En option", TEXTE, CREUX),
        Valeur.NON: Etat("–", "Non", ERREUR, ERREUR_DOUX),
        Valeur.NON_PRECISE: Etat("?", "Non dit", TEXTE_FAIBLE, BLANC),
    }
)

COULEURS_STATUT: Mapping[Statut, tuple[str, str]] = MappingProxyType(
    {
        Statut.RETENU: (ACCENT, ACCENT_DOUX),
        Statut.AVEC_RESERVE: (ALERTE, ALERTE_DOUX),
        Statut.A_VERIFIER: (ALERTE, ALERTE_DOUX),
        Statut.ECARTE: (TEXTE_FAIBLE, CREUX),
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """Aspect d'une cellule ; `bord` vaut « », « dessous », « dessous_fort », « dessus » ou « cadre ».

    Comparé par identité, pour que des milliers de cellules le retrouvent vite.
    """

    taille: int = 10
    gras: bool = False
    italique: bool = False
    couleur: str = TEXTE
    fond: str | None = None
    format: str = ORDINAIRE
    horizontal: Literal["left", "center", "right"] = "left"
    vertical: Literal["top", "center", "bottom"] = "center"
    a_la_ligne: bool = False
    retrait: int = 0
    bord: str = ""
    saisie: bool = False


TITRE = Style(taille=18, gras=True, couleur=ACCENT)
TITRE_LONG = replace(TITRE, a_la_ligne=True)
SOUS_TITRE = Style(couleur=TEXTE_FAIBLE, a_la_ligne=True)
SECTION = Style(taille=12, gras=True, couleur=ACCENT, vertical="bottom", bord="dessous_fort")
ENTETE = Style(gras=True, fond=ACCENT_DOUX, a_la_ligne=True, bord="dessous_fort")
ENTETE_DECALE = replace(ENTETE, retrait=1)
ENTETE_NOMBRE = replace(ENTETE, horizontal="right", retrait=1)
ENTETE_CENTRE = replace(ENTETE, horizontal="center")
BANDE = Style(taille=11, gras=True, fond=CREUX, bord="dessous")
BANDE_NOTE = Style(taille=9, couleur=ALERTE, fond=CREUX, bord="dessous")
PORTEUR = Style(gras=True, italique=True, bord="dessous")
ALERTE_VIVE = Style(gras=True, couleur=ERREUR, a_la_ligne=True)

CORPS = Style(a_la_ligne=True, bord="dessous")
CORPS_FORT = Style(gras=True, a_la_ligne=True, bord="dessous")
CORPS_FAIBLE = Style(couleur=TEXTE_FAIBLE, retrait=1, a_la_ligne=True, bord="dessous")
CORPS_DECALE = Style(retrait=1, a_la_ligne=True, bord="dessous")
NOTE = Style(taille=9, couleur=TEXTE_FAIBLE, retrait=1, a_la_ligne=True, bord="dessous")
CONTROLE = Style(gras=True, couleur=ERREUR, a_la_ligne=True, bord="dessous")
TOTAL = Style(gras=True, fond=ACCENT_DOUX, bord="dessus")
TOTAL_NOTE = Style(taille=9, couleur=ALERTE, fond=ACCENT_DOUX, bord="dessus", retrait=1, a_la_ligne=True)
NOM_DE_FICHE = Style(taille=14, gras=True, couleur=ACCENT, fond=ACCENT_DOUX)
CASE = Style(retrait=1, bord="dessous")
DECALE_LIBRE = Style(couleur=TEXTE_FAIBLE, retrait=1)
AUXILIAIRE = Style(taille=9)
CENTRE = Style(horizontal="center", bord="dessous")
NON_CHIFFRE = Style(couleur=ALERTE, horizontal="right", retrait=1, bord="dessous")
NOTE_LIBRE = Style(taille=9, couleur=TEXTE_FAIBLE, a_la_ligne=True)
LIBRE = Style(a_la_ligne=True)
LIBRE_FORT = Style(gras=True, a_la_ligne=True)
LIEN = Style(couleur=ACCENT, a_la_ligne=True)


@cache
def nombre(
    format: str, *, gras: bool = False, couleur: str = TEXTE, bord: str = "dessous", fond: str | None = None
) -> Style:
    """Style d'un nombre, aligné à droite."""
    return Style(
        gras=gras, couleur=couleur, format=format, horizontal="right", retrait=1, bord=bord, fond=fond
    )


@cache
def reponse(valeur: Valeur) -> Style:
    """Style d'une réponse du guide, dans la couleur de son état."""
    return Style(couleur=ETATS[valeur].couleur, bord="dessous")


@cache
def saisie(format: str, *, a_droite: bool = True) -> Style:
    """Style d'une case à remplir : déverrouillée, fond jaune, cadre."""
    return Style(
        format=format,
        horizontal="right" if a_droite else "left",
        retrait=1 if a_droite else 0,
        fond=ALERTE_DOUX,
        bord="cadre",
        saisie=True,
        a_la_ligne=not a_droite,
    )


def differentiel(couleur: str, fond: str | None = None, gras: bool = False) -> DifferentialStyle:
    """Aspect qu'une mise en forme conditionnelle ajoute."""
    return DifferentialStyle(
        font=Font(color=couleur, b=gras or None),
        fill=PatternFill(bgColor=fond, fill_type="solid") if fond else None,
    )


def _police(taille: int, gras: bool, italique: bool, couleur: str) -> Font:
    return Font(name=POLICE, size=taille, bold=gras, italic=italique, color=couleur)


def _fond(couleur: str) -> PatternFill:
    return PatternFill(fill_type="solid", fgColor=couleur)


def _bordure(bord: str) -> Border:
    fin, fort = Side(style="thin", color=TRAIT), Side(style="medium", color=ACCENT)
    match bord:
        case "dessous":
            return Border(bottom=fin)
        case "dessous_fort":
            return Border(bottom=fort)
        case "dessus":
            return Border(top=Side(style="thin", color=TRAIT_FORT), bottom=fin)
        case "cadre":
            cote = Side(style="thin", color=TRAIT_FORT)
            return Border(left=cote, right=cote, top=cote, bottom=cote)
    return Border()


def _alignement(horizontal: str, vertical: str, a_la_ligne: bool, nombre: bool, retrait: int) -> Alignment:
    return Alignment(
        horizontal=horizontal,
        vertical=vertical,
        wrap_text=a_la_ligne or None,
        # Un grand nombre rapetisse plutôt que de s'afficher « ### ».
        shrink_to_fit=(nombre and not a_la_ligne) or None,
        indent=retrait,
    )


def _protection(saisie: bool) -> Protection:
    return Protection(locked=not saisie)


class Styles:
    """Traduit chaque `Style` une seule fois dans un classeur : le même rang sert à toutes ses cellules."""

    def __init__(self, classeur: Workbook) -> None:
        self._modele: Any = Cell(classeur.worksheets[0], row=1, column=1)
        self._parties: dict[tuple[str, tuple[Hashable, ...]], int] = {}
        self._rangs: dict[tuple[Style, bool], int] = {}

    def rang(self, style: Style, texte_force: bool = False) -> int:
        """Rang du style dans le classeur ; `texte_force` ajoute l'apostrophe qui garde un texte en texte."""
        cle = (style, texte_force)
        if cle not in self._rangs:
            self._rangs[cle] = self._traduire(style, texte_force)
        return self._rangs[cle]

    def _traduire(self, style: Style, texte_force: bool) -> int:
        cellule = self._modele
        cellule._style = StyleArray()
        self._poser("font", "fontId", _police, style.taille, style.gras, style.italique, style.couleur)
        if style.fond:
            self._poser("fill", "fillId", _fond, style.fond)
        self._poser("border", "borderId", _bordure, style.bord)
        cellule.number_format = style.format
        nombre = style.format != ORDINAIRE
        sens = style.horizontal, style.vertical
        self._poser("alignment", "alignmentId", _alignement, *sens, style.a_la_ligne, nombre, style.retrait)
        self._poser("protection", "protectionId", _protection, style.saisie)
        cellule.quotePrefix = texte_force
        rang: int = cellule.style_id
        return rang

    def _poser(self, partie: str, cle: str, fabriquer: Callable[..., Any], *traits: Hashable) -> None:
        """Donne une partie du style ; openpyxl serait long à reconnaître celle qu'il a déjà."""
        cellule, rangs = self._modele, self._parties
        if (partie, traits) not in rangs:
            setattr(cellule, partie, fabriquer(*traits))
            rangs[partie, traits] = getattr(cellule._style, cle)
        setattr(cellule._style, cle, rangs[partie, traits])
