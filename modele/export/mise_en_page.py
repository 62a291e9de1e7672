"""Ce que toutes les feuilles ont en commun : page imprimée, en-tête, pied, volets, protection."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from modele.export.plume import Plume
from modele.export.textes import une_ligne

_A4 = 9
_MM_PAR_POUCE = 25.4
_POINTS_PAR_POUCE = 72
_MARGES_MM = {"left": 12, "right": 12, "top": 18, "bottom": 16, "header": 8, "footer": 7}
_NOM_MAX = 90
_SOURCE_MAX = 185
_A4_EN_POINTS = (842.0, 595.0)
_POINTS_PAR_COLONNE = 5.4
"""Largeur d'un chiffre du corps 10, en points."""
_ENTETE_REPETE = 30.0
_LIGNES_APRES_TITRE = 2
_ECHELLE_MIN = 0.63
"""Réduction au-delà de laquelle un texte de corps 10 ne se lit plus bien sur papier."""
_PAGE_EN_POINTS = (
    _A4_EN_POINTS[0] - _POINTS_PAR_POUCE / _MM_PAR_POUCE * (_MARGES_MM["left"] + _MARGES_MM["right"]),
    _A4_EN_POINTS[1] - _POINTS_PAR_POUCE / _MM_PAR_POUCE * (_MARGES_MM["top"] + _MARGES_MM["bottom"]),
)
"""Place laissée par les marges."""
_LARGEUR_MAX = _PAGE_EN_POINTS[0] / _POINTS_PAR_COLONNE / _ECHELLE_MIN
"""Largeur de colonnes qui tient sur une page et s'y lit."""


@dataclass(frozen=True, slots=True)
class Page:
    """Ce qu'une feuille demande à l'impression.

    `entete` est la ligne répétée en haut de chaque page, `volet` la première cellule qui défile. Une feuille
    trop large se coupe en tranches, après ses `fixes` premières colonnes : chacune tient en largeur sur une
    page, y répète les `repetees` premières colonnes, et va de l'en-tête à la ligne `bas` (0 : la dernière).
    """

    entete: int | None = None
    volet: str | None = None
    fixes: int = 0
    repetees: int = 0
    bas: int = 0


def finir(plume: Plume, page: Page, *, ferme: str, date: str, source: str) -> None:
    """Règle l'impression (A4 paysage), l'en-tête, le pied et la protection d'une feuille remplie."""
    plume.finir()
    feuille = plume.feuille
    feuille.sheet_view.showGridLines = False
    feuille.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    feuille.page_setup.orientation = "landscape"
    feuille.page_setup.paperSize = _A4
    feuille.page_setup.fitToWidth = 1
    tranches = _tranches(plume.largeurs, page)
    feuille.page_setup.fitToHeight = 1 if len(tranches) == 1 and _tient_sur_une_page(plume) else 0
    feuille.print_options.horizontalCentered = True
    for bord, millimetres in _MARGES_MM.items():
        setattr(feuille.page_margins, bord, round(millimetres / _MM_PAR_POUCE, 3))
    # LibreOffice imprimerait une feuille cachée qui aurait une zone d'impression.
    if feuille.sheet_state == "visible":
        (_, fin), *suites = tranches
        zones = [f"A1:{get_column_letter(fin)}{plume.derniere_ligne}"]
        zones += [
            f"{get_column_letter(debut)}{page.entete}:{get_column_letter(fin)}{page.bas or plume.derniere_ligne}"
            for debut, fin in suites
        ]
        prive: Any = feuille
        prive.print_area = zones
        if suites:
            feuille.print_title_cols = f"A:{get_column_letter(page.repetees)}"
    if page.entete:
        feuille.print_title_rows = f"{page.entete}:{page.entete}"
    if page.volet:
        feuille.freeze_panes = page.volet
    _en_tete_et_pied(feuille, ferme, date, source)
    _proteger(feuille)


def _tranches(largeurs: Sequence[float], page: Page) -> list[tuple[int, int]]:
    """Première et dernière colonnes de chaque page en largeur ; les colonnes qui se suivent se partagent."""
    place, total = _LARGEUR_MAX, len(largeurs)
    if not page.fixes or sum(largeurs) <= place:
        return [(1, total)]
    large = max(largeurs[page.fixes :])
    premiere = max(1, int((place - sum(largeurs[: page.fixes])) / large))
    suivantes = max(1, int((place - sum(largeurs[: page.repetees])) / large))
    reste = total - page.fixes
    combien = 1 + ceil(max(0, reste - premiere) / suivantes)
    tranches, debut = [], 1
    for rang in range(combien):
        partage = ceil(reste / (combien - rang))
        prises = min(partage, suivantes if rang else premiere)
        fin = debut + prises - 1 + (0 if rang else page.fixes)
        tranches.append((debut, fin))
        reste -= prises
        debut = fin + 1
    return tranches


def _en_tete_et_pied(feuille: Worksheet, ferme: str, date: str, source: str) -> None:
    en_tete, pied = feuille.oddHeader, feuille.oddFooter
    assert en_tete is not None and pied is not None
    # Sans cela, une feuille réduite rapetisserait aussi la date et la source.
    feuille.HeaderFooter.scaleWithDoc = False
    for partie, texte, corps in (
        (en_tete.left, _litteral(ferme, _NOM_MAX), 8),
        (en_tete.right, date, 8),
        # Plus petit : la source et le nom de la feuille se partagent la largeur.
        (pied.left, _litteral(source, _SOURCE_MAX), 7),
        (pied.right, "&A, page &P sur &N", 7),
    ):
        partie.text = texte
        partie.size = corps


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
    """Vrai si la feuille entière, resserrée sur une page, se lit encore."""
    return plume.hauteur_totale(1, plume.derniere_ligne + 1) < _PAGE_EN_POINTS[1] / _ECHELLE_MIN


def sauter_entre_blocs(plume: Plume, debuts: list[int]) -> None:
    """Place des sauts de page pour qu'aucun bloc, désigné par sa première ligne, ne soit coupé en deux."""
    if not debuts:
        return
    place = place_en_hauteur(plume)
    reste = place - plume.hauteur_totale(1, debuts[0])
    for debut, fin in pairwise([*debuts, plume.derniere_ligne + 1]):
        hauteur = plume.hauteur_totale(debut, fin)
        if hauteur > reste and debut > debuts[0]:
            plume.feuille.row_breaks.append(Break(id=debut - 1))
            reste = place - _ENTETE_REPETE
        reste -= hauteur


def garder_avec_la_suite(plume: Plume, page: Page, titres: Sequence[int]) -> None:
    """Commence une page avant un titre qui resterait seul, ou presque, au bas de la précédente."""
    place = place_en_hauteur(plume, page)
    haut, reste = set(titres), place
    for ligne in range(1, plume.derniere_ligne + 1):
        suite = ligne + 1 + (_LIGNES_APRES_TITRE if ligne in haut else 0)
        if plume.hauteur_totale(ligne, suite) > reste:
            if ligne in haut:
                plume.feuille.row_breaks.append(Break(id=ligne - 1))
            reste = place - _ENTETE_REPETE
        reste -= plume.hauteur_totale(ligne, ligne + 1)


def colonnes_de_la_premiere_page(plume: Plume, page: Page) -> int:
    """Colonnes, depuis la première, que la première page porte en entier."""
    return _tranches(plume.largeurs, page)[0][1]


def place_en_hauteur(plume: Plume, page: Page = Page()) -> float:
    """Hauteur de feuille, en points, qui tient sur une page quand la largeur y est ramenée."""
    largeur, hauteur = _PAGE_EN_POINTS
    (_, fin), *suites = _tranches(plume.largeurs, page)
    reprises = sum(plume.largeurs[: page.repetees])
    imprimees = [sum(plume.largeurs[:fin]), *(reprises + sum(plume.largeurs[d - 1 : f]) for d, f in suites)]
    return hauteur / min(1.0, largeur / (max(imprimees) * _POINTS_PAR_COLONNE))
