"""Graphiques natifs, lisibles en gris et dont chaque valeur est déjà dans le fichier."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import cycle
from typing import Any

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
)
from openpyxl.xml.functions import SubElement

from modele.export import mise_en_page, styles
from modele.export.ecriture import en_decimal
from modele.export.mise_en_page import Page
from modele.export.plume import Plume

Nombre = Fraction | Decimal | int
_FORMAT_AXE = '#,##0\\ "€"'
_EPAISSEUR = 25_400
_EPAISSEUR_SIGNE = 15_875
_TEINTES = ("1F3B26", "9C5A00", "2F6FB0", "B0453A", "6B4C8A", "4F8F5B", "B98A2E", "4A5568", "8C6D62")
_TRAITS = ("solid", "dash", "sysDot", "dashDot", "lgDash", "sysDash", "lgDashDot")
_FONDS = (
    ("1F3B26", ""),
    ("8FBF96", ""),
    ("7E5300", "wdUpDiag"),
    ("B5762A", ""),
    ("1F3B26", "pct20"),
    ("F2E3BF", ""),
)
"""Couleur et motif d'un remplissage : imprimés en gris, leur clarté ou leur trame les distingue."""
_VERTICAL = -5_400_000
"""Un quart de tour : les étiquettes de l'axe ne se chevauchent pas."""
SIGNES = ("● ", "■ ", "▲ ", "♦ ", "× ", "+ ", "* ", "▬ ", "")
"""Le signe d'une courbe, en texte : une légende ne montre pas ceux qu'on pose de loin en loin."""
_MARQUES = ("circle", "square", "triangle", "diamond", "x", "plus", "star", "dash", "none")
_POINTS_PAR_MARQUE = 6
_POINTS_PAR_SIGNE = 18
_LIGNE = 20.0
_ECART = 50_800
_ENTETE_ET_AIR = 60.0
"""Points qu'une page laisse à la ligne d'en-tête répétée, au-dessus d'un graphique."""
_HAUTEUR_COURBES = 600.0
_HAUTEUR_SANS_BARRE, _HAUTEUR_BARRE = 150.0, 24.0
_BARRE_SERREE = 16.0


@dataclass(frozen=True, slots=True)
class Serie:
    """Une série : case de son nom, plage de ses valeurs, et ce qu'elles valent ; None n'est pas dessiné."""

    titre: str
    nom: str
    plage: str
    valeurs: Sequence[Nombre | None]


def courbes(
    plume: Plume,
    page: Page,
    ligne: int,
    titre: str,
    axes: tuple[str, str],
    abscisses: tuple[str, Sequence[Nombre]],
    series: Sequence[Serie],
) -> None:
    """Pose un graphique en courbes à partir de `ligne`, qu'il occupe seule avec les suivantes."""
    graphique: Any = LineChart()
    plage, valeurs = abscisses
    categories = AxDataSource(numRef=NumRef(f=plage, numCache=_Cache(valeurs)))
    for rang, serie in enumerate(series):
        trace = _serie(serie, rang)
        trace.cat = categories
        couleur = _TEINTES[rang % len(_TEINTES)]
        trait: Any = LineProperties(solidFill=couleur, w=_EPAISSEUR)
        trait.prstDash = _TRAITS[rang % len(_TRAITS)]
        trace.graphicalProperties = aspect = GraphicalProperties(ln=trait)
        trace.marker = Marker("none")
        # Des signes espacés distinguent les courbes imprimées en gris, sans les couvrir.
        signe = _signe(rang, couleur)
        trace.dPt = [
            DataPoint(idx=point, marker=signe, spPr=aspect)
            for point in range(2 * rang % _POINTS_PAR_SIGNE, len(valeurs), _POINTS_PAR_SIGNE)
        ]
        trace.smooth = False
        graphique.series.append(trace)
    graphique.x_axis.tickLblSkip = graphique.x_axis.tickMarkSkip = _POINTS_PAR_MARQUE
    graphique.x_axis.number_format = graphique.y_axis.number_format = _FORMAT_AXE
    # Les séries viennent d'une feuille cachée.
    graphique.visible_cells_only = False
    _habiller(graphique, titre, axes)
    graphique.x_axis.txPr.bodyPr.rot = _VERTICAL
    _ancrer(plume, page, graphique, ligne, _HAUTEUR_COURBES, titre)


def _signe(rang: int, couleur: str) -> Marker:
    aspect = GraphicalProperties(solidFill=couleur, ln=LineProperties(solidFill=couleur, w=_EPAISSEUR_SIGNE))
    signe = Marker(size=8, spPr=aspect)
    prive: Any = signe
    prive.symbol = _MARQUES[rang % len(_MARQUES)]
    return signe


def barres_empilees(
    plume: Plume,
    page: Page,
    ligne: int,
    titre: str,
    axes: tuple[str, str],
    categories: tuple[str, Sequence[str]],
    series: Sequence[Serie],
) -> int:
    """Pose un graphique en barres horizontales empilées, une par catégorie ; rend la première ligne libre."""
    graphique: Any = BarChart()
    graphique.type, graphique.grouping, graphique.overlap, graphique.gapWidth = "bar", "stacked", 100, 60
    plage, noms = categories
    fonds = cycle(_FONDS)
    for rang, serie in enumerate(series):
        trace = _serie(serie, rang)
        trace.cat = AxDataSource(strRef=StrRef(f=plage, strCache=_textes(noms)))
        trace.graphicalProperties = _remplissage(*next(fonds))
        trace.invertIfNegative = False
        graphique.series.append(trace)
    # De haut en bas, comme le tableau.
    graphique.x_axis.scaling.orientation = "maxMin"
    graphique.y_axis.number_format = _FORMAT_AXE
    graphique.y_axis.crosses = "max"
    _habiller(graphique, titre, axes)
    hauteur = _HAUTEUR_SANS_BARRE + _HAUTEUR_BARRE * len(noms)
    suite = _ancrer(plume, page, graphique, ligne, hauteur, titre)
    graphique.x_axis.tickLblSkip = 1
    if ((suite - ligne) * _LIGNE - _HAUTEUR_SANS_BARRE) / len(noms) < _BARRE_SERREE:
        graphique.x_axis.txPr = _texte_riche(700)
    return suite


def _remplissage(couleur: str, motif: str) -> GraphicalProperties:
    bord = LineProperties(solidFill=styles.TEXTE, w=6_350)
    aspect = GraphicalProperties(solidFill=couleur, ln=bord)
    if motif:
        trame: Any = PatternFillProperties()
        trame.prst = motif
        trame.fgClr, trame.bgClr = _teinte(couleur), _teinte(styles.BLANC)
        aspect = GraphicalProperties(pattFill=trame, ln=bord)
    return aspect


def _teinte(couleur: str) -> Any:
    teinte: Any = ColorChoice()
    teinte.srgbClr = couleur
    return teinte


def _serie(serie: Serie, rang: int) -> Any:
    trace: Any = Series(idx=rang, order=rang)
    trace.tx = SeriesLabel(strRef=StrRef(f=serie.titre, strCache=_textes([serie.nom])))
    trace.val = NumDataSource(numRef=NumRef(f=serie.plage, numCache=_Cache(serie.valeurs)))
    return trace


def _textes(textes: Sequence[str]) -> StrData:
    return StrData(ptCount=len(textes), pt=[StrVal(idx=rang, v=texte) for rang, texte in enumerate(textes)])


class _Cache(NumData):
    """Valeurs gardées d'une plage, écrites sans passer par un objet openpyxl chacune : dix fois plus vite."""

    def __init__(self, valeurs: Sequence[Nombre | None]) -> None:
        super().__init__(formatCode="General", ptCount=len(valeurs))
        self._valeurs = valeurs

    def to_tree(self, tagname: Any = None, idx: Any = None, namespace: Any = None) -> Any:
        """Élément `numCache`, un `pt` par valeur."""
        arbre = super().to_tree(tagname, idx, namespace)
        for rang, valeur in enumerate(self._valeurs):
            if valeur is not None:
                point = SubElement(arbre, "pt", idx=str(rang))
                SubElement(point, "v").text = format(en_decimal(valeur), "f")
        return arbre


def _habiller(graphique: Any, titre: str, axes: tuple[str, str]) -> None:
    """Titre, axes montrés et titrés, police du classeur, légende dessous."""
    graphique.title = titre
    graphique.title.overlay = False
    graphique.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_police(1_200, gras=True))
    for axe, texte in zip((graphique.x_axis, graphique.y_axis), axes, strict=True):
        axe.delete = False
        if texte:
            axe.title = texte
            axe.title.overlay = False
            axe.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_police(900))
        axe.txPr = _texte_riche(900)
    graphique.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=styles.TRAIT))
    graphique.y_axis.scaling.min = 0 if isinstance(graphique, LineChart) else None
    graphique.legend.position = "b"
    graphique.legend.overlay = False
    graphique.legend.txPr = _texte_riche(900)
    graphique.roundedCorners = False
    graphique.display_blanks = "gap"


def _police(taille: int, gras: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=taille, b=gras, solidFill=styles.TEXTE, latin=Font(typeface=styles.POLICE))


def _texte_riche(taille: int) -> RichText:
    return RichText(
        p=[Paragraph(pPr=ParagraphProperties(defRPr=_police(taille)), endParaRPr=_police(taille))]
    )


def _ancrer(plume: Plume, page: Page, graphique: Any, ligne: int, hauteur: float, description: str) -> int:
    """Attache le graphique à des lignes qu'une page garde entières ; rend la première ligne libre."""
    feuille = plume.feuille
    place = mise_en_page.place_en_hauteur(plume, page) - _ENTETE_ET_AIR
    lignes = int(min(hauteur, place) / _LIGNE)
    for rang in range(lignes):
        plume.espacer(ligne + rang, _LIGNE)
    mise_en_page.sauter_si_long(plume, ligne)
    graphique.anchor = TwoCellAnchor(
        editAs="oneCell",
        # Collé à la ligne du dessus, il compterait aussi dans la page qu'elle finit.
        _from=AnchorMarker(col=0, row=ligne - 1, rowOff=_ECART),
        to=AnchorMarker(col=mise_en_page.colonnes_de_la_premiere_page(plume, page), row=ligne - 1 + lignes),
    )
    graphique.description = description
    feuille.add_chart(graphique)
    return ligne + lignes
