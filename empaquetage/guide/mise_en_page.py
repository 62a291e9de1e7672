"""Met le guide en pages A4 et l'écrit en PDF : couverture, sommaire, pages et leur pied."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextTableFormat,
)

from empaquetage.guide import illustrations
from empaquetage.guide.document import (
    INTERLIGNE,
    MARGES_MM,
    PIED_MM,
    PIXELS_PAR_POUCE,
    POINTS_PAR_POUCE,
    DocumentDuGuide,
    points,
    theme_imprime,
)
from empaquetage.guide.pagination import Pagination
from empaquetage.guide.signets import Signet
from empaquetage.guide.texte import SOMMAIRE
from gui.aide.rendu import composer
from gui.theme import jetons

_TITRE_DE_COUVERTURE = 2.6
_COLONNES_DU_SOMMAIRE = (42, 5, 6, 42, 5)
"""Chapitre et page, un blanc, chapitre et page ; en % de la largeur."""
_DEUXIEME_COLONNE = 3
_AIR_DU_PIED_MM = 2
POINTS_PDF = 72
"""Points d'un PDF dans un pouce."""


class MiseEnPage:
    """Un document paginé : `ecrire` le pose dans un PDF."""

    def __init__(self, markdown: str, titre: str, signature: str, createur: str, sortie: Path) -> None:
        self._theme = theme_imprime()
        self._signature = signature
        self._ecrivain = _ouvrir(sortie, titre, createur)
        cadre = self._ecrivain.pageLayout().paintRectPixels(POINTS_PAR_POUCE)
        self._largeur, self._hauteur = cadre.width(), cadre.height()
        pleine = self._largeur / POINTS_PAR_POUCE * PIXELS_PAR_POUCE
        self._document = DocumentDuGuide()
        self._document.documentLayout().setPaintDevice(self._ecrivain)
        composer(self._document, markdown, self._theme, INTERLIGNE)
        self._document.setDocumentMargin(0)
        self._document.setPageSize(QRectF(cadre).size())
        illustrations.poser(self._document, self._theme, pleine)
        self._pagination = Pagination(self._document, self._theme, self._hauteur, pleine)
        self._couvrir()
        self._pagination.couper()
        self._ecrire_le_sommaire()

    @property
    def pages(self) -> int:
        """Nombre de pages."""
        return self._document.pageCount()

    @property
    def signets(self) -> list[Signet]:
        """Chapitres et parties ; le titre du guide, en couverture, n'en est pas un."""
        papier = self._ecrivain.pageLayout()
        haut = papier.fullRectPoints().height() - papier.marginsPoints().top()
        return [
            Signet(
                titre.text(),
                titre.blockFormat().headingLevel(),
                self._pagination.page(titre),
                haut - self._pagination.hauteur(titre) * POINTS_PDF / POINTS_PAR_POUCE,
            )
            for titre in list(self._pagination.titres(2))[1:]
        ]

    def ecrire(self) -> int:
        """Peint chaque page et son pied ; rend leur nombre."""
        peintre = QPainter(self._ecrivain)
        peintre.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        for page in range(self.pages):
            if page:
                self._ecrivain.newPage()
            self._peindre(peintre, page)
        peintre.end()
        return self.pages

    def _peindre(self, peintre: QPainter, page: int) -> None:
        vue = QRectF(0, page * self._hauteur, self._largeur, self._hauteur)
        peintre.save()
        peintre.translate(0, -vue.top())
        contexte = QAbstractTextDocumentLayout.PaintContext()
        # Un point de moins : ce qui commence juste à la page suivante serait écrit ici aussi, caché.
        contexte.clip = vue.adjusted(0, 0, 0, -1)  # type: ignore[attr-defined]
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor(self._theme.couleurs.texte))
        contexte.palette = palette  # type: ignore[attr-defined]
        peintre.setClipRect(vue)
        self._document.documentLayout().draw(peintre, contexte)
        peintre.restore()
        peintre.setFont(self._theme.police(jetons.LEGENDE))
        peintre.setPen(self._theme.couleur("texte_faible"))
        haut = self._hauteur + points(_AIR_DU_PIED_MM)
        pied = QRectF(0, haut, self._largeur, points(PIED_MM - _AIR_DU_PIED_MM))
        bord = Qt.AlignmentFlag
        peintre.drawText(pied, bord.AlignLeft | bord.AlignTop, self._signature)
        peintre.drawText(pied, bord.AlignRight | bord.AlignTop, f"{page + 1} / {self.pages}")

    def _couvrir(self) -> None:
        """Le titre du guide en grand."""
        aspect = QTextCharFormat()
        aspect.setFont(self._theme.police(_TITRE_DE_COUVERTURE, gras=True))
        aspect.setForeground(self._theme.couleur("accent"))
        curseur = QTextCursor(next(self._pagination.titres(1)))
        curseur.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        curseur.mergeCharFormat(aspect)

    def _ecrire_le_sommaire(self) -> None:
        """Deux colonnes de chapitres et de pages : les noms d'abord, car ils peuvent décaler les pages."""
        marque = self._document.find(SOMMAIRE)
        marque.removeSelectedText()
        noms = [titre.text() for titre in self._pagination.titres(1)][1:]
        rangs = -(-len(noms) // 2)
        tableau = marque.insertTable(rangs, len(_COLONNES_DU_SOMMAIRE), self._forme_du_sommaire())
        aspect = QTextCharFormat()
        aspect.setFont(self._theme.police())
        aspect.setForeground(self._theme.couleur("texte"))
        droite = QTextBlockFormat()
        droite.setAlignment(Qt.AlignmentFlag.AlignRight)
        cases = [(rang % rangs, _DEUXIEME_COLONNE * (rang // rangs)) for rang in range(len(noms))]
        for (rang, colonne), nom in zip(cases, noms, strict=True):
            tableau.cellAt(rang, colonne).firstCursorPosition().insertText(nom, aspect)
        self._pagination.refaire()
        for (rang, colonne), titre in zip(cases, list(self._pagination.titres(1))[1:], strict=True):
            case = tableau.cellAt(rang, colonne + 1).firstCursorPosition()
            case.setBlockFormat(droite)
            case.insertText(str(self._pagination.page(titre) + 1), aspect)
        self._pagination.refaire()

    def _forme_du_sommaire(self) -> QTextTableFormat:
        forme = QTextTableFormat()
        forme.setBorder(0)
        forme.setCellSpacing(0)
        forme.setCellPadding(self._theme.px(jetons.PAS[0]))
        forme.setTopMargin(self._theme.px(jetons.PAS[2]))
        pourcent = QTextLength.Type.PercentageLength
        forme.setWidth(QTextLength(pourcent, 100))
        forme.setColumnWidthConstraints([QTextLength(pourcent, part) for part in _COLONNES_DU_SOMMAIRE])
        return forme


def _ouvrir(sortie: Path, titre: str, createur: str) -> QPdfWriter:
    ecrivain = QPdfWriter(str(sortie))
    ecrivain.setResolution(POINTS_PAR_POUCE)
    ecrivain.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            MARGES_MM,
            QPageLayout.Unit.Millimeter,
        )
    )
    ecrivain.setTitle(titre)
    ecrivain.setCreator(createur)
    return ecrivain
