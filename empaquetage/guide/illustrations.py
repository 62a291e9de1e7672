"""Les images d'un document : leur taille, leur place, leur légende."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
)

from empaquetage.guide.document import pixels
from empaquetage.guide.texte import SOURCE
from gui.aide.rendu import blocs
from gui.theme import jetons
from gui.theme.style import Theme

HAUTEUR_MM = 84
"""Hauteur d'une image dont le plan ne dit rien."""


def image_de(bloc: QTextBlock) -> QTextImageFormat | None:
    """L'image d'un paragraphe, ou None."""
    iterateur = bloc.begin()
    while not iterateur.atEnd():
        aspect = iterateur.fragment().charFormat()
        if aspect.isImageFormat():
            return aspect.toImageFormat()
        iterateur += 1
    return None


def places(document: QTextDocument, debut: int, fin: int | None) -> list[int]:
    """Place de chaque image à partir de `debut` et avant `fin`, None à la fin du document."""
    return [
        bloc.position()
        for bloc in blocs(document)
        if image_de(bloc) and bloc.position() >= debut and (fin is None or bloc.position() < fin)
    ]


def poser(document: QTextDocument, theme: Theme, pleine: float) -> None:
    """Met chaque image à sa taille, `pleine` au plus large, et écrit sa légende dessous."""
    for place in reversed(places(document, 0, None)):
        bloc = document.findBlock(place)
        forme = image_de(bloc)
        assert forme is not None
        largeur, hauteur = _taille(forme, pleine)
        forme.setWidth(largeur)
        forme.setHeight(hauteur)
        curseur = _tout(bloc)
        curseur.removeSelectedText()
        if hauteur > largeur:
            _mettre_a_droite(curseur, largeur, theme)
        _ecrire(curseur, forme, theme)


def mettre_a_l_echelle(document: QTextDocument, place: int, facteur: float, pleine: float) -> None:
    """Donne à une image cette part de la taille voulue par le plan."""
    bloc = document.findBlock(place)
    forme = image_de(bloc)
    assert forme is not None
    largeur, hauteur = _taille(forme, pleine)
    forme.setWidth(largeur * facteur)
    forme.setHeight(hauteur * facteur)
    _tout(bloc).setCharFormat(forme)


def _taille(forme: QTextImageFormat, pleine: float) -> tuple[float, float]:
    """Largeur et hauteur que le plan demande, sans dépasser la page."""
    image = QImage(str(SOURCE / forme.name()))
    rapport = image.height() / image.width()
    voulue = forme.property(QTextFormat.Property.ImageTitle) or HAUTEUR_MM
    largeur = min(pleine, pixels(float(voulue)) / rapport)
    return largeur, largeur * rapport


def _tout(bloc: QTextBlock) -> QTextCursor:
    curseur = QTextCursor(bloc)
    curseur.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    return curseur


def _mettre_a_droite(curseur: QTextCursor, largeur: float, theme: Theme) -> None:
    """Une image étroite se range à droite du texte."""
    cadre = QTextFrameFormat()
    cadre.setPosition(QTextFrameFormat.Position.FloatRight)
    cadre.setWidth(QTextLength(QTextLength.Type.FixedLength, largeur))
    cadre.setLeftMargin(theme.px(jetons.PAS[4]))
    dedans = curseur.insertFrame(cadre).firstCursorPosition()
    # Le paragraphe où l'image était reste, vide, à côté du cadre.
    vide = dedans.block().previous()
    if vide.length() == 1:
        sans_hauteur = QTextBlockFormat()
        sans_hauteur.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        QTextCursor(vide).setBlockFormat(sans_hauteur)


def _ecrire(curseur: QTextCursor, forme: QTextImageFormat, theme: Theme) -> None:
    """L'image au milieu, sa légende dessous."""
    legende = str(forme.property(QTextFormat.Property.ImageAltText) or "")
    milieu = QTextBlockFormat()
    milieu.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    milieu.setTopMargin(theme.px(jetons.PAS[0]))
    milieu.setBottomMargin(theme.px(2))
    curseur.setBlockFormat(milieu)
    curseur.insertImage(forme)
    milieu.setTopMargin(0)
    milieu.setBottomMargin(theme.px(jetons.PAS[2]))
    aspect = QTextCharFormat()
    aspect.setFont(theme.police(jetons.LEGENDE))
    aspect.setForeground(theme.couleur("texte_faible"))
    curseur.insertBlock(milieu, aspect)
    curseur.insertText(legende, aspect)
