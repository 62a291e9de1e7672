"""Met le guide en pages A4 et l'écrit en PDF : titres, images, sommaire, numéros."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMarginsF, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from empaquetage.guide.texte import PAGE, SOMMAIRE, SOURCE
from gui.aide.rendu import blocs, composer
from gui.theme import jetons
from gui.theme.style import Theme

POLICES = ("Nimbus Sans", "Liberation Sans", "Arial", "DejaVu Sans")
CORPS = 9.2
SERRE = 0.7
"""Le papier se lit de plus près que l'écran : les espaces y sont plus petits."""
INTERLIGNE = 106
POINTS_PAR_POUCE = 1200
MARGES_MM = QMarginsF(16, 14, 16, 16)
PIED_MM = 9
_MM_PAR_POUCE = 25.4
_PIXELS_PAR_POUCE = 96
_HAUTEUR_D_IMAGE_MM = 84
_PASSES_MAX = 30
_RAPETISSEMENTS = (0.9, 0.8, 0.7)
_TITRE_DE_COUVERTURE = 2.6
_COLONNES_DU_SOMMAIRE = (42, 5, 6, 42, 5)
"""Chapitre et page, un blanc, chapitre et page ; en % de la largeur."""


class DocumentDuGuide(QTextDocument):
    """Ne lit que les images de docs/guide/images."""

    def loadResource(self, genre: int, nom: QUrl | str) -> Any:
        """Image du guide, ou rien."""
        chemin = (SOURCE / (nom.toString() if isinstance(nom, QUrl) else nom)).resolve()
        if chemin.parent != SOURCE / "images" or chemin.suffix != ".png":
            return None
        return QImage(str(chemin))


def theme_imprime() -> Theme:
    """Le thème clair aux couleurs du papier ; Qt met les longueurs à la finesse de l'imprimante."""
    police = QFont()
    police.setFamilies(list(POLICES))
    police.setPointSizeF(CORPS / SERRE)
    couleurs = replace(jetons.CLAIR, texte="#1A1D19", creux="#EFEDE6", papier="#FFFFFF")
    return Theme("clair", SERRE, couleurs, police)


class MiseEnPage:
    """Un document paginé : `ecrire` le pose dans un PDF."""

    def __init__(self, markdown: str, titre: str, signature: str, createur: str, sortie: Path) -> None:
        self._theme = theme_imprime()
        self._titre = titre
        self._signature = signature
        self._ecrivain = QPdfWriter(str(sortie))
        self._ecrivain.setResolution(POINTS_PAR_POUCE)
        self._ecrivain.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4),
                QPageLayout.Orientation.Portrait,
                MARGES_MM,
                QPageLayout.Unit.Millimeter,
            )
        )
        self._ecrivain.setTitle(titre)
        self._ecrivain.setCreator(createur)
        self._document = DocumentDuGuide()
        self._document.documentLayout().setPaintDevice(self._ecrivain)
        composer(self._document, markdown, self._theme, INTERLIGNE)
        self._document.setDocumentMargin(0)
        cadre = self._ecrivain.pageLayout().paintRectPixels(POINTS_PAR_POUCE)
        self._largeur, self._hauteur = cadre.width(), cadre.height()
        self._document.setPageSize(QRectF(0, 0, self._largeur, self._hauteur).size())
        self._poser_les_images()
        self._couvrir()
        self._couper_aux_marques()
        self._place_du_sommaire = self._reserver_le_sommaire()
        self._retenir_les_titres()
        self._ajuster_les_images()
        self._retenir_les_titres()
        self._remplir_le_sommaire()

    @property
    def pages(self) -> int:
        """Nombre de pages."""
        return self._document.pageCount()

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
        bas = QRectF(0, self._hauteur + self._mm(2), self._largeur, self._mm(PIED_MM - 2))
        peintre.drawText(bas, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self._signature)
        numero = f"{page + 1} / {self.pages}"
        peintre.drawText(bas, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, numero)

    def _mm(self, longueur: float) -> float:
        return longueur * POINTS_PAR_POUCE / _MM_PAR_POUCE

    def _poser_les_images(self) -> None:
        """Chaque image prend la largeur de la page, ou moins si elle est haute ; sa légende la suit."""
        for bloc in [bloc for bloc in blocs(self._document) if _image(bloc)]:
            forme = _image(bloc)
            assert forme is not None
            largeur, hauteur = self._taille_voulue(forme)
            forme.setWidth(largeur)
            forme.setHeight(hauteur)
            curseur = QTextCursor(bloc)
            curseur.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            curseur.removeSelectedText()
            if hauteur > largeur:
                self._mettre_a_droite(curseur, largeur)
            self._ecrire_l_image(curseur, forme)
        self._paginer()

    def _taille_voulue(self, forme: QTextImageFormat) -> tuple[float, float]:
        """Largeur et hauteur que le plan demande, sans dépasser la page."""
        image = QImage(str(SOURCE / forme.name()))
        rapport = image.height() / image.width()
        voulue = forme.property(QTextFormat.Property.ImageTitle) or _HAUTEUR_D_IMAGE_MM
        pleine = self._largeur / POINTS_PAR_POUCE * _PIXELS_PAR_POUCE
        largeur = min(pleine, _pixels(float(voulue)) / rapport)
        return largeur, largeur * rapport

    def _mettre_a_droite(self, curseur: QTextCursor, largeur: float) -> None:
        """Une image étroite se range à droite du texte."""
        cadre = QTextFrameFormat()
        cadre.setPosition(QTextFrameFormat.Position.FloatRight)
        cadre.setWidth(QTextLength(QTextLength.Type.FixedLength, largeur))
        cadre.setLeftMargin(self._theme.px(jetons.PAS[4]))
        curseur.insertFrame(cadre)
        # Le paragraphe où l'image était reste, vide, à côté du cadre.
        for bloc in (curseur.currentFrame().firstCursorPosition().block().previous(),):
            if bloc.length() == 1:
                QTextCursor(bloc).setBlockFormat(_sans_hauteur())

    def _ecrire_l_image(self, curseur: QTextCursor, forme: QTextImageFormat) -> None:
        """L'image au milieu, sa légende dessous."""
        legende = str(forme.property(QTextFormat.Property.ImageAltText) or "")
        milieu = QTextBlockFormat()
        milieu.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        milieu.setTopMargin(self._theme.px(jetons.PAS[0]))
        milieu.setBottomMargin(self._theme.px(2))
        curseur.setBlockFormat(milieu)
        curseur.insertImage(forme)
        milieu.setTopMargin(0)
        milieu.setBottomMargin(self._theme.px(jetons.PAS[2]))
        aspect = QTextCharFormat()
        aspect.setFont(self._theme.police(jetons.LEGENDE))
        aspect.setForeground(self._theme.couleur("texte_faible"))
        curseur.insertBlock(milieu, aspect)
        curseur.insertText(legende, aspect)

    def _titres(self, niveau_max: int) -> Iterator[QTextBlock]:
        for bloc in blocs(self._document):
            if 0 < bloc.blockFormat().headingLevel() <= niveau_max:
                yield bloc

    def _couvrir(self) -> None:
        """Le titre du guide en grand ; ce qui le suit, jusqu'au sommaire, est en tête de la première page."""
        titre = next(self._titres(1))
        aspect = QTextCharFormat()
        aspect.setFont(self._theme.police(_TITRE_DE_COUVERTURE, gras=True))
        aspect.setForeground(self._theme.couleur("accent"))
        curseur = QTextCursor(titre)
        curseur.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        curseur.mergeCharFormat(aspect)

    def _couper_aux_marques(self) -> None:
        """Chaque `{{page}}` du plan met la suite sur une page neuve ; les autres chapitres se suivent."""
        for titre in list(self._titres(1))[1:]:
            self._couper_avant(titre, couper=False)
        while not (marque := self._document.find(PAGE)).isNull():
            marque.select(QTextCursor.SelectionType.BlockUnderCursor)
            marque.removeSelectedText()
            self._couper_avant(marque.block().next())

    def _couper_avant(self, bloc: QTextBlock, couper: bool = True) -> None:
        format_de_bloc = QTextBlockFormat()
        politique = QTextFormat.PageBreakFlag
        format_de_bloc.setPageBreakPolicy(
            politique.PageBreak_AlwaysBefore if couper else politique.PageBreak_Auto
        )
        if bloc.blockFormat().headingLevel() == 1:
            format_de_bloc.setTopMargin(0 if couper else self._theme.px(jetons.PAS[4]) * 1.5)
        QTextCursor(bloc).mergeBlockFormat(format_de_bloc)
        self._paginer()

    def _paginer(self) -> None:
        """Refait toute la mise en page : Qt laisse sans hauteur des paragraphes qu'un changement a touchés."""
        self._document.markContentsDirty(0, self._document.characterCount())

    def _page(self, bloc: QTextBlock) -> int:
        """Page de la première ligne : un paragraphe commence parfois, vide, au bas de la précédente."""
        haut = self._document.documentLayout().blockBoundingRect(bloc).top()
        return int((haut + bloc.layout().lineAt(0).y()) // self._hauteur)

    def _retenir_les_titres(self) -> None:
        """Aucun titre au bas d'une page, aucun tableau coupé : ils passent avec ce qu'ils annoncent."""
        for _ in range(_PASSES_MAX):
            seuls = [titre for titre in self._titres(3) if self._est_seul(titre)]
            seuls += self._titres_de_tableaux_coupes()
            if not seuls:
                return
            # Le premier d'abord : ce qui le suit peut alors n'avoir plus besoin de rien.
            self._couper_avant(min(seuls, key=lambda titre: titre.position()))

    def _est_seul(self, titre: QTextBlock) -> bool:
        suite = titre.next()
        while suite.isValid() and suite.length() == 1:
            suite = suite.next()
        return suite.isValid() and self._page(suite) > self._page(titre)

    def _titres_de_tableaux_coupes(self) -> Iterator[QTextBlock]:
        """Titre qui précède chaque tableau à cheval sur deux pages."""
        for tableau in self._document.rootFrame().childFrames():
            if not isinstance(tableau, QTextTable):
                continue
            premier = tableau.firstCursorPosition().block()
            if self._page(premier) != self._page(tableau.lastCursorPosition().block()):
                avant = [titre for titre in self._titres(3) if titre.position() < premier.position()]
                yield avant[-1]

    def _ajuster_les_images(self) -> None:
        """Rapetisse les images d'une partie, la dernière d'abord, si cela lui épargne une page presque vide."""
        for debut, fin in self._parties():
            avant = self._etendue(debut, fin)
            if not self._rapetisser(debut, fin, avant):
                for place in self._places_des_images(debut, fin):
                    self._mettre_a_l_echelle(place, 1)

    def _rapetisser(self, debut: int, fin: int | None, pages: int) -> bool:
        """Vrai dès que la partie tient en moins de pages."""
        for place in reversed(self._places_des_images(debut, fin)):
            for facteur in _RAPETISSEMENTS:
                self._mettre_a_l_echelle(place, facteur)
                if self._etendue(debut, fin) < pages:
                    return True
        return False

    def _parties(self) -> list[tuple[int, int | None]]:
        """Places où commence et finit chaque suite de pages, None à la fin du guide."""
        debuts = [0] + [titre.position() for titre in self._titres(1) if _coupe(titre)]
        return list(zip(debuts, [*debuts[1:], None], strict=True))

    def _etendue(self, debut: int, fin: int | None) -> int:
        """Nombre de pages de `debut` à `fin`."""
        premiere = self._page(self._document.findBlock(debut))
        if fin is None:
            return self._page(self._document.lastBlock()) + 1 - premiere
        return self._page(self._document.findBlock(fin)) - premiere

    def _places_des_images(self, debut: int, fin: int | None) -> list[int]:
        return [
            bloc.position()
            for bloc in blocs(self._document)
            if _image(bloc) and bloc.position() >= debut and (fin is None or bloc.position() < fin)
        ]

    def _mettre_a_l_echelle(self, place: int, facteur: float) -> None:
        """Donne à une image cette part de la taille voulue par le plan."""
        bloc = self._document.findBlock(place)
        forme = _image(bloc)
        assert forme is not None
        largeur, hauteur = self._taille_voulue(forme)
        forme.setWidth(largeur * facteur)
        forme.setHeight(hauteur * facteur)
        curseur = QTextCursor(bloc)
        curseur.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        curseur.setCharFormat(forme)
        self._paginer()

    def _reserver_le_sommaire(self) -> QTextCursor:
        """Remplace la marque par un tableau : un chapitre par rangée, son numéro de page à droite."""
        marque = self._document.find(SOMMAIRE)
        assert not marque.isNull()
        marque.removeSelectedText()
        return marque

    def _remplir_le_sommaire(self) -> None:
        """Deux colonnes de chapitres et de pages ; le tableau d'abord, puis les numéros qu'il a pu décaler."""
        noms = [titre.text() for titre in self._titres(1)][1:]
        rangs = -(-len(noms) // 2)
        tableau = self._place_du_sommaire.insertTable(
            rangs, len(_COLONNES_DU_SOMMAIRE), self._forme_du_sommaire()
        )
        aspect = QTextCharFormat()
        aspect.setFont(self._theme.police())
        aspect.setForeground(self._theme.couleur("texte"))
        droite = QTextBlockFormat()
        droite.setAlignment(Qt.AlignmentFlag.AlignRight)
        for rang, nom in enumerate(noms):
            tableau.cellAt(rang % rangs, 3 * (rang // rangs)).firstCursorPosition().insertText(nom, aspect)
        self._paginer()
        for rang, titre in enumerate(list(self._titres(1))[1:]):
            case = tableau.cellAt(rang % rangs, 3 * (rang // rangs) + 1).firstCursorPosition()
            case.setBlockFormat(droite)
            case.insertText(str(self._page(titre) + 1), aspect)
        self._paginer()

    def _forme_du_sommaire(self) -> QTextTableFormat:
        forme = QTextTableFormat()
        forme.setBorder(0)
        forme.setCellSpacing(0)
        forme.setCellPadding(self._theme.px(jetons.PAS[0]))
        forme.setTopMargin(self._theme.px(jetons.PAS[2]))
        forme.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        forme.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, part) for part in _COLONNES_DU_SOMMAIRE]
        )
        return forme


def _sans_hauteur() -> QTextBlockFormat:
    place = QTextBlockFormat()
    place.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    return place


def _pixels(millimetres: float) -> float:
    return millimetres * _PIXELS_PAR_POUCE / _MM_PAR_POUCE


def _coupe(bloc: QTextBlock) -> bool:
    return bloc.blockFormat().pageBreakPolicy() == QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore


def _image(bloc: QTextBlock) -> QTextImageFormat | None:
    iterateur = bloc.begin()
    while not iterateur.atEnd():
        aspect = iterateur.fragment().charFormat()
        if aspect.isImageFormat():
            return aspect.toImageFormat()
        iterateur += 1
    return None
