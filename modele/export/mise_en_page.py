"""Ce que toutes les feuilles ont en commun : page imprimée, en-tête, pied, volets, protection."""

from itertools import pairwise

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from modele.export.plume import Plume
from modele.export.textes import une_ligne

_A4 = 9
_OUTILS_PAR_PAGE = 12
_MM_PAR_POUCE = 25.4
_POINTS_PAR_POUCE = 72
_MARGES_MM = {"left": 12, "right": 12, "top": 18, "bottom": 16, "header": 8, "footer": 7}
_NOM_MAX = 90
_SOURCE_MAX = 190
_A4_EN_POINTS = (842.0, 595.0)
_POINTS_PAR_COLONNE = 5.4
"""Largeur d'un chiffre du corps 10, en points."""
_ENTETE_REPETE = 30.0
_RESSERRE_JUSQU_A = 1.3
"""Une feuille qui dépasse une page de moins de 30 % est ramenée à une page."""


def pages_en_largeur(outils: int) -> int:
    """Une page de large, davantage quand tant d'outils en colonnes y seraient illisibles."""
    return max(1, -(-outils // _OUTILS_PAR_PAGE))


def finir(
    plume: Plume,
    *,
    ferme: str,
    date: str,
    source: str,
    entete: int | None = None,
    volet: str | None = None,
    pages_en_largeur: int = 1,
    colonne_repetee: str | None = None,
) -> None:
    """Règle l'impression (A4 paysage), l'en-tête, le pied et la protection d'une feuille remplie.

    `entete` est la ligne répétée en haut de chaque page, `volet` la première cellule qui défile.
    """
    plume.finir()
    feuille = plume.feuille
    feuille.sheet_view.showGridLines = False
    feuille.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    feuille.page_setup.orientation = "landscape"
    feuille.page_setup.paperSize = _A4
    feuille.page_setup.fitToWidth = pages_en_largeur
    feuille.page_setup.fitToHeight = 1 if pages_en_largeur == 1 and _tient_sur_une_page(plume) else 0
    feuille.print_options.horizontalCentered = True
    for bord, millimetres in _MARGES_MM.items():
        setattr(feuille.page_margins, bord, round(millimetres / _MM_PAR_POUCE, 3))
    feuille.print_area = f"A1:{get_column_letter(plume.colonnes)}{plume.derniere_ligne}"
    if entete:
        feuille.print_title_rows = f"{entete}:{entete}"
    if colonne_repetee:
        feuille.print_title_cols = colonne_repetee
    if volet:
        feuille.freeze_panes = volet
    _en_tete_et_pied(feuille, ferme, date, source)
    _proteger(feuille)


def _en_tete_et_pied(feuille: Worksheet, ferme: str, date: str, source: str) -> None:
    en_tete, pied = feuille.oddHeader, feuille.oddFooter
    assert en_tete is not None and pied is not None
    for partie, texte in (
        (en_tete.left, _litteral(ferme, _NOM_MAX)),
        (en_tete.right, date),
        (pied.left, _litteral(source, _SOURCE_MAX)),
        (pied.right, "&A, page &P sur &N"),
    ):
        partie.text = texte
        partie.size = 8


def _litteral(texte: str, longueur: int) -> str:
    """Texte dont les « & » ne sont pas des codes de mise en page."""
    return une_ligne(texte, longueur).replace("&", "&&")


def _proteger(feuille: Worksheet) -> None:
    """Protège sans mot de passe : on n'efface pas une formule par mégarde, chacun peut ôter la protection."""
    protection = feuille.protection
    protection.sheet = True
    protection.formatColumns = False
    protection.formatRows = False


def sauter_si_long(plume: Plume, ligne: int) -> None:
    """Commence une page à `ligne` quand la feuille, même resserrée, ne tient pas sur une seule."""
    if not _tient_sur_une_page(plume):
        plume.feuille.row_breaks.append(Break(id=ligne - 1))


def _tient_sur_une_page(plume: Plume) -> bool:
    return plume.hauteur_totale(1, plume.derniere_ligne + 1) < _RESSERRE_JUSQU_A * _place_en_hauteur(plume)


def sauter_entre_blocs(plume: Plume, debuts: list[int]) -> None:
    """Place des sauts de page pour qu'aucun bloc, désigné par sa première ligne, ne soit coupé en deux."""
    if not debuts:
        return
    place = _place_en_hauteur(plume)
    reste = place - plume.hauteur_totale(1, debuts[0])
    for debut, fin in pairwise([*debuts, plume.derniere_ligne + 1]):
        hauteur = plume.hauteur_totale(debut, fin)
        if hauteur > reste and debut > debuts[0]:
            plume.feuille.row_breaks.append(Break(id=debut - 1))
            reste = place - _ENTETE_REPETE
        reste -= hauteur


def _place_en_hauteur(plume: Plume) -> float:
    """Hauteur de feuille, en points, qui tient sur une page quand la largeur y est ramenée."""
    largeur_page, hauteur_page = (
        cote - _POINTS_PAR_POUCE / _MM_PAR_POUCE * (_MARGES_MM[avant] + _MARGES_MM[apres])
        for cote, avant, apres in zip(_A4_EN_POINTS, ("left", "top"), ("right", "bottom"), strict=True)
    )
    return hauteur_page / min(1.0, largeur_page / (sum(plume.largeurs) * _POINTS_PAR_COLONNE))
