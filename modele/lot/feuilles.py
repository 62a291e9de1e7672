"""Mise en forme commune au tableau vide et à la synthèse : l'allure du classeur exporté, par openpyxl seul."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from modele.export import styles
from modele.export.ecriture import en_decimal
from modele.export.textes import lignes_occupees, pour_xml, propre, typographie
from modele.version import VERSION

LOGICIEL = "Boussole circuits courts"
_A4 = 9
_MARGES = {"left": 0.47, "right": 0.47, "top": 0.55, "bottom": 0.63, "header": 0.3, "footer": 0.28}
_MARGE_DE_COLONNE = 1.4
_POINTS_PAR_LIGNE = 12.8
_MARGE_VERTICALE = 4.0
_HAUTEUR_MAX = 409.0
_PRIS_POUR_UNE_FORMULE = ("=", "+", "-", "@", "'", "#")

Contenu = str | int | Decimal | Fraction | None

CORPS = Font(name=styles.POLICE, size=10, color=styles.TEXTE)
FORT = Font(name=styles.POLICE, size=10, color=styles.TEXTE, bold=True)
FAIBLE = Font(name=styles.POLICE, size=10, color=styles.TEXTE_FAIBLE)
TITRE = Font(name=styles.POLICE, size=18, color=styles.ACCENT, bold=True)
LIEN = Font(name=styles.POLICE, size=10, color=styles.ACCENT, underline="single")
_FOND_ENTETE = PatternFill(fill_type="solid", fgColor=styles.ACCENT_DOUX)
_FOND_SAISIE = PatternFill(fill_type="solid", fgColor=styles.ALERTE_DOUX)
_SOUS_ENTETE = Border(bottom=Side(style="medium", color=styles.ACCENT))
_SOUS_LIGNE = Border(bottom=Side(style="thin", color=styles.TRAIT))


def classeur_neuf(titre: str, sujet: str) -> Workbook:
    """Classeur sans feuille, signé de l'application."""
    classeur = Workbook()
    classeur.remove(classeur.worksheets[0])
    proprietes = classeur.properties
    proprietes.title, proprietes.subject, proprietes.language = titre, sujet, "fr-FR"
    proprietes.creator = proprietes.lastModifiedBy = f"{LOGICIEL} {VERSION}"
    return classeur


def poser(
    feuille: Worksheet, ligne: int, colonne: int, contenu: Contenu, police: Font = CORPS, format: str = ""
) -> Any:
    """Remplit une case ; un texte reste celui qu'on donne, même s'il commence par « = »."""
    case: Any = feuille.cell(ligne, colonne)
    if isinstance(contenu, str):
        texte = propre(contenu)
        force = texte.startswith(_PRIS_POUR_UNE_FORMULE)
        case.value = pour_xml(texte)
        # Affectée par `value`, une chaîne comme « =1+1 » ou « #N/A » aurait changé de type.
        case.data_type = "s"
        case.quotePrefix = force
    elif contenu is not None:
        case.value = contenu if isinstance(contenu, int) else en_decimal(contenu)
    case.font = police
    case.border = _SOUS_LIGNE
    droite = bool(format)
    case.alignment = Alignment(
        horizontal="right" if droite else "left", vertical="center", wrap_text=not droite, indent=int(droite)
    )
    if format and not isinstance(contenu, str):
        case.number_format = format
    return case


def ajuster_hauteurs(feuille: Worksheet, debut: int, largeurs: Sequence[float]) -> None:
    """Donne à chaque ligne, à partir de `debut`, la hauteur de son texte le plus long."""
    for rangee in feuille.iter_rows(min_row=debut, max_col=len(largeurs)):
        lignes = [
            lignes_occupees(case.value, largeur - _MARGE_DE_COLONNE, gras=bool(case.font.bold))
            for case, largeur in zip(rangee, largeurs, strict=True)
            if isinstance(case.value, str)
        ]
        if rangee[0].row is not None:
            hauteur = max(lignes, default=1) * _POINTS_PAR_LIGNE + _MARGE_VERTICALE
            feuille.row_dimensions[rangee[0].row].height = min(hauteur, _HAUTEUR_MAX)


def entetes(
    feuille: Worksheet,
    ligne: int,
    titres: Sequence[str],
    largeurs: Sequence[float],
    nombres: Sequence[bool] | None = None,
) -> None:
    """Rangée de titres, à droite au-dessus des nombres, et largeur des colonnes."""
    a_droite = nombres or [False] * len(titres)
    for colonne, (titre, largeur, droite) in enumerate(zip(titres, largeurs, a_droite, strict=True), 1):
        case = poser(feuille, ligne, colonne, typographie(titre), FORT)
        case.fill, case.border = _FOND_ENTETE, _SOUS_ENTETE
        case.alignment = Alignment(
            horizontal="right" if droite else "left", vertical="center", wrap_text=True, indent=int(droite)
        )
        feuille.column_dimensions[get_column_letter(colonne)].width = largeur


def a_remplir(case: Any) -> None:
    """Fond jaune, comme les cases à remplir du classeur exporté."""
    case.fill = _FOND_SAISIE
    case.font = CORPS


def imprimer(feuille: Worksheet, entete: int, volet: str, en_largeur: int = 1) -> None:
    """A4 paysage, `en_largeur` pages de large, titres et première colonne répétés, volets figés."""
    feuille.freeze_panes = volet
    feuille.sheet_view.showGridLines = False
    feuille.print_title_rows = f"{entete}:{entete}"
    feuille.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    feuille.page_setup.orientation = "landscape"
    feuille.page_setup.paperSize = _A4
    if en_largeur > 1:
        feuille.print_title_cols = "A:A"
    feuille.page_setup.fitToWidth = en_largeur
    feuille.page_setup.fitToHeight = 0
    for bord, pouces in _MARGES.items():
        setattr(feuille.page_margins, bord, pouces)
    pied = feuille.oddFooter
    assert pied is not None
    pied.left.text, pied.right.text = LOGICIEL, "&A, page &P sur &N"
    pied.left.size = pied.right.size = 8
