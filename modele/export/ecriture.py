"""Écriture du fichier : openpyxl, complété de la valeur calculée de chaque formule.

openpyxl n'écrit pas le résultat des formules ; un aperçu de téléphone ou un lecteur qui ne calcule
pas n'y verrait rien. `_EcrivainFeuille` remplace donc son écriture (privée) des rangées ; la version
d'openpyxl est fixée et un essai garde cet accord.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Context, Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from modele.export.textes import pour_xml, propre
from modele.suivi import Suivi

_PRECISION = Context(prec=17)
"""Dix-sept chiffres suffisent à retrouver le nombre qu'un tableur garde en mémoire."""

_SANS_RANGEE = b"<sheetData></sheetData>"

Valeur = Fraction | Decimal | int | str


@dataclass(frozen=True, slots=True)
class Formule:
    """Formule de tableur, en anglais et sans « = », avec la valeur que le moteur lui donne.

    `valeur` vaut None quand le moteur ne la connaît pas : le fichier la laisse alors vide.
    """

    texte: str
    valeur: Valeur | None


class FormuleCalculee(str):
    """Texte « =… » d'une cellule, qui porte sa valeur jusqu'à l'écriture."""

    __slots__ = ("valeur",)
    valeur: Valeur | None

    def __new__(cls, formule: Formule) -> "FormuleCalculee":
        """Texte de la formule, précédé de « = »."""
        texte = super().__new__(cls, "=" + formule.texte)
        texte.valeur = formule.valeur
        return texte


@dataclass(frozen=True, slots=True)
class Hauteur:
    """Hauteur d'une ligne, rangée à la place d'un `RowDimension` : un dixième du temps d'export."""

    points: float


def en_decimal(x: Fraction | Decimal | int) -> Decimal:
    """Nombre à dix-sept chiffres significatifs."""
    numerateur, denominateur = x.as_integer_ratio()
    return _PRECISION.divide(Decimal(numerateur), Decimal(denominateur))


def _nombre_xml(x: Fraction | Decimal | int) -> str:
    return format(en_decimal(x).normalize(_PRECISION), "f")


class _EcrivainFeuille(WorksheetWriter):
    """Laisse à openpyxl tout ce qui entoure les rangées, dont il ne réserve que la place."""

    def write_rows(self) -> None:
        """Retient les liens, qu'openpyxl écrit après les rangées."""
        feuille: Any = self.ws
        feuille._hyperlinks += [c._hyperlink for c in feuille._cells.values() if c._hyperlink is not None]
        xf: Any = self.xf.send(True)
        with xf.element("sheetData"):
            pass
        self.xf.send(None)

    def morceaux(self) -> Iterator[bytes]:
        """Feuille entière, en morceaux à écrire à la suite."""
        self.write()
        avant, apres = bytes(self.read()).split(_SANS_RANGEE)
        yield avant + b"<sheetData>"
        for rangee in _rangees(self.ws):
            yield rangee.encode()
        yield b"</sheetData>" + apres


def _rangees(feuille: Any) -> Iterator[str]:
    """Chaque `<row>`, dans l'ordre."""
    hauteurs: Mapping[int, Hauteur] = feuille.row_dimensions
    par_ligne: dict[int, list[Any]] = {ligne: [] for ligne in hauteurs}
    for (ligne, _), cellule in sorted(feuille._cells.items()):
        par_ligne.setdefault(ligne, []).append(cellule)
    styles: dict[int, int] = {}
    colonnes = [get_column_letter(rang) for rang in range(1, feuille.max_column + 1)]
    for ligne in sorted(par_ligne):
        hauteur = hauteurs.get(ligne)
        morceaux = [f'<row r="{ligne}"' + (f' ht="{hauteur.points:g}" customHeight="1">' if hauteur else ">")]
        for cellule in par_ligne[ligne]:
            tableau = id(cellule._style)
            if tableau not in styles:
                styles[tableau] = cellule.style_id
            debut = f'<c r="{colonnes[cellule.column - 1]}{ligne}" s="{styles[tableau]}"'
            morceaux.append(_cellule(debut, cellule))
        morceaux.append("</row>")
        yield "".join(morceaux)


def _cellule(debut: str, cellule: Any) -> str:
    """Fin de `<c>` : pour une formule, la valeur que le moteur lui donne y est."""
    valeur = cellule._value
    if valeur is None or valeur == "":
        return debut + "/>"
    if type(valeur) is FormuleCalculee:
        resultat = valeur.valeur
        if isinstance(resultat, str):
            texte = escape(pour_xml(propre(resultat)))
            return f'{debut} t="str"><f>{escape(valeur[1:])}</f><v>{texte}</v></c>'
        nombre = "" if resultat is None else _nombre_xml(resultat)
        return f"{debut}><f>{escape(valeur[1:])}</f><v>{nombre}</v></c>"
    if cellule.data_type == "s":
        espace = ' xml:space="preserve"' if valeur != valeur.strip() or "\n" in valeur else ""
        return f'{debut} t="inlineStr"><is><t{espace}>{escape(valeur)}</t></is></c>'
    return f"{debut}><v>{_nombre_xml(valeur)}</v></c>"


def _dessin(graphiques: list[Any]) -> Any:
    """Dessin d'une feuille, où chaque graphique a le texte que lit une personne qui ne le voit pas.

    openpyxl n'écrit pas ce texte, et ne laisse pas sous-classer ses objets.
    """
    dessin: Any = SpreadsheetDrawing()
    dessin.charts = graphiques
    encadrer = dessin._chart_frame

    def decrit(rang: int) -> Any:
        cadre = encadrer(rang)
        cadre.nvGraphicFramePr.cNvPr.descr = graphiques[rang - 1].description
        return cadre

    dessin._chart_frame = decrit
    return dessin


class _EcrivainClasseur(ExcelWriter):
    """Écrit en mémoire, sans fichier provisoire ailleurs sur le disque, et annonce chaque feuille."""

    def __init__(self, classeur: Workbook, archive: ZipFile, avancer: "Avancement") -> None:
        super().__init__(classeur, archive)
        self._sortie = archive
        self._avancer = avancer

    def write_worksheet(self, ws: Worksheet) -> None:
        """Écrit une feuille."""
        self._avancer.un_pas()
        feuille: Any = ws
        feuille._drawing = _dessin(feuille._charts)
        feuille._drawing.images = feuille._images
        ecrivain: Any = _EcrivainFeuille(ws, BytesIO())
        with self._sortie.open(feuille.path[1:], "w") as flux:
            for morceau in ecrivain.morceaux():
                flux.write(morceau)
        feuille._rels = ecrivain._rels
        self.manifest.append(ws)


class Avancement:
    """Compte les pas d'un travail et les annonce à un suivi, s'il y en a un."""

    def __init__(self, suivi: Suivi | None, total: int) -> None:
        self._suivi = suivi
        self._total = total
        self._fait = 0

    def un_pas(self) -> None:
        """Annonce le pas qui commence ; lève `Annulee` si l'arrêt est demandé."""
        if self._suivi is not None:
            self._suivi.avancer(self._fait, self._total)
        self._fait += 1


def en_octets(classeur: Workbook, avancer: Avancement) -> bytes:
    """Contenu du fichier .xlsx ; un pas d'avancement par feuille."""
    tampon = BytesIO()
    classeur.properties.modified = datetime.now(tz=UTC).replace(tzinfo=None)
    with ZipFile(tampon, "w", ZIP_DEFLATED) as archive:
        _EcrivainClasseur(classeur, archive, avancer).write_data()
    return tampon.getvalue()
