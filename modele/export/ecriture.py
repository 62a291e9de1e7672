"""Écriture du fichier : openpyxl, complété de la valeur calculée de chaque formule.

openpyxl n'écrit pas le résultat des formules ; un aperçu de téléphone ou un lecteur qui ne calcule
pas n'y verrait rien. `_EcrivainFeuille` remplace donc son écriture (privée) des lignes ; la version
d'openpyxl est fixée et un essai garde cet accord.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Context, Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell._writer import write_cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element, SubElement

from modele.export.textes import propre
from modele.suivi import Suivi

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


class FormuleCalculee(str):
    """Texte « =… » d'une cellule, qui porte sa valeur jusqu'à l'écriture."""

    __slots__ = ("valeur",)
    valeur: Valeur | None

    def __new__(cls, formule: Formule) -> "FormuleCalculee":
        """Texte de la formule, précédé de « = »."""
        texte = super().__new__(cls, "=" + formule.texte)
        texte.valeur = formule.valeur
        return texte


def en_decimal(x: Fraction | Decimal | int) -> Decimal:
    """Nombre à dix-sept chiffres significatifs."""
    numerateur, denominateur = x.as_integer_ratio()
    return _PRECISION.divide(Decimal(numerateur), Decimal(denominateur))


def _nombre_xml(x: Fraction | Decimal | int) -> str:
    return format(en_decimal(x).normalize(_PRECISION), "f")


class _EcrivainFeuille(WorksheetWriter):
    """Écrit `<v>` à côté de `<f>` ; le reste est l'affaire d'openpyxl."""

    def write_row(self, xf: Any, row: Any, row_idx: int) -> None:
        """Écrit une ligne et ses cellules."""
        feuille: Any = self.ws
        attributs = {"r": f"{row_idx}", **dict(feuille.row_dimensions.get(row_idx, {}))}
        with xf.element("row", attributs):
            for cellule in row:
                valeur = cellule._value
                if type(valeur) is FormuleCalculee:
                    xf.write(_cellule_calculee(cellule, valeur))
                elif valeur is not None or cellule.has_style:
                    write_cell(xf, self.ws, cellule, cellule.has_style)


def _cellule_calculee(cellule: Any, formule: FormuleCalculee) -> Any:
    element = Element("c", {"r": cellule.coordinate, "s": f"{cellule.style_id}"})
    SubElement(element, "f").text = formule[1:]
    resultat = SubElement(element, "v")
    if isinstance(formule.valeur, str):
        element.set("t", "str")
        resultat.text = propre(formule.valeur)
    elif formule.valeur is not None:
        resultat.text = _nombre_xml(formule.valeur)
    return element


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
        feuille._drawing = SpreadsheetDrawing()
        feuille._drawing.charts = feuille._charts
        feuille._drawing.images = feuille._images
        ecrivain: Any = _EcrivainFeuille(ws, BytesIO())
        ecrivain.write()
        feuille._rels = ecrivain._rels
        self._sortie.writestr(feuille.path[1:], ecrivain.read())
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

    def finir(self) -> None:
        """Annonce que tout est fait."""
        if self._suivi is not None and self._fait == self._total:
            self._suivi.avancer(self._total, self._total)


def en_octets(classeur: Workbook, avancer: Avancement) -> bytes:
    """Contenu du fichier .xlsx ; un pas d'avancement par feuille."""
    tampon = BytesIO()
    classeur.properties.modified = datetime.now(tz=UTC).replace(tzinfo=None)
    with ZipFile(tampon, "w", ZIP_DEFLATED) as archive:
        _EcrivainClasseur(classeur, archive, avancer).write_data()
    return tampon.getvalue()
