"""Le fichier .xlsx : chaque feuille y entre dès qu'elle est remplie, si bien qu'une seule tient en mémoire.

openpyxl écrit tout ce qui entoure les rangées. Deux de ses écrivains, privés, sont complétés ici ; sa
version est fixée et un essai garde cet accord.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from modele.export.ecriture import Grille
from modele.suivi import Suivi

_SANS_RANGEE = b"<sheetData></sheetData>"
_MORCEAU = 32_768
"""Caractères écrits d'un coup."""
_COMPRESSION = 5
"""Un quart plus rapide que le niveau 6, d'office, pour un fichier plus gros de 2 %."""


class _EcrivainFeuille(WorksheetWriter):
    """Réserve la place des rangées, que la grille écrit elle-même."""

    def __init__(self, grille: Grille) -> None:
        super().__init__(grille.feuille, BytesIO())
        self._grille = grille

    def write_dimensions(self) -> None:
        """Étendue : un lecteur qui lit au fil de l'eau s'y fie."""
        xf: Any = self.xf
        xf.send(SheetDimension(self._grille.etendue).to_tree())

    def write_rows(self) -> None:
        """Place des rangées ; retient les liens, qu'openpyxl écrit après elles."""
        feuille: Any = self.ws
        feuille._hyperlinks += self._grille.liens
        xf: Any = self.xf.send(True)
        with xf.element("sheetData"):
            pass
        self.xf.send(None)

    def morceaux(self) -> Iterator[bytes]:
        """Feuille entière, en morceaux à écrire à la suite."""
        self.write()
        prive: Any = self
        avant, apres = bytes(prive.read()).split(_SANS_RANGEE)
        yield avant + b"<sheetData>"
        attente: list[str] = []
        longueur = 0
        for rangee in self._grille.vider():
            attente.append(rangee)
            longueur += len(rangee)
            if longueur > _MORCEAU:
                yield "".join(attente).encode()
                attente.clear()
                longueur = 0
        yield "".join(attente).encode() + b"</sheetData>" + apres


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
    """Écrit sans fichier provisoire ailleurs sur le disque, chaque feuille quand on la donne."""

    def __init__(self, classeur: Workbook, archive: ZipFile) -> None:
        super().__init__(classeur, archive)
        self._sortie = archive

    def ranger(self, grille: Grille) -> None:
        """Écrit une feuille et vide sa grille."""
        feuille: Any = grille.feuille
        feuille._id = self.workbook.worksheets.index(feuille) + 1
        feuille._drawing = _dessin(feuille._charts)
        feuille._drawing.images = feuille._images
        ecrivain: Any = _EcrivainFeuille(grille)
        with self._sortie.open(feuille.path[1:], "w") as flux:
            for morceau in ecrivain.morceaux():
                flux.write(morceau)
        feuille._rels = ecrivain._rels

    def write_worksheet(self, ws: Worksheet) -> None:
        """Ne reste qu'à déclarer une feuille, déjà écrite."""
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


class Archive:
    """Fichier composé en mémoire, à employer dans un `with` ; chaque feuille y est rangée une fois."""

    def __init__(self, classeur: Workbook) -> None:
        self._classeur = classeur
        self._tampon = BytesIO()
        self._zip = ZipFile(self._tampon, "w", ZIP_DEFLATED, compresslevel=_COMPRESSION)
        self._ecrivain = _EcrivainClasseur(classeur, self._zip)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def ranger(self, grille: Grille) -> None:
        """Écrit une feuille remplie et rend la mémoire de ses cellules."""
        self._ecrivain.ranger(grille)

    def finir(self) -> bytes:
        """Écrit ce qui lie les feuilles ; rend le contenu du fichier."""
        self._classeur.properties.modified = datetime.now(tz=UTC).replace(tzinfo=None)
        self._ecrivain.write_data()
        self._zip.close()
        return self._tampon.getvalue()
