"""Du Markdown à un document aux mesures du thème : ni HTML, ni image, ni ressource."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from gui.aide.sujets import ancre
from gui.theme import jetons
from gui.theme.style import Theme

TITRES = {1: jetons.TITRE, 2: jetons.SECTION, 3: jetons.TEXTE}
"""Taille de chaque niveau de titre."""
_ESPACES = {1: (0, 8), 2: (20, 4), 3: (12, 4)}
_ESPACE_DE_PARAGRAPHE, _ESPACE_DE_PUCE = 8, 4
_RICHE = QTextDocument.MarkdownFeature.MarkdownNoHTML | QTextDocument.MarkdownFeature.MarkdownDialectGitHub


class DocumentSansRessource(QTextDocument):
    """Ne lit aucun fichier : celui de Qt irait jusqu'à chercher une image dans le dossier courant."""

    def loadResource(self, genre: int, nom: QUrl | str) -> Any:
        """Refuse toute ressource."""
        return None


@dataclass(frozen=True, slots=True)
class LienPose:
    """Un lien du document : son adresse et ses places, début et fin."""

    adresse: str
    debut: int
    fin: int


def composer(
    document: QTextDocument, markdown: str, theme: Theme, interligne: int = jetons.INTERLIGNE_LECTURE
) -> None:
    """Remplit le document ; le HTML du texte y reste du texte. `interligne` est un pourcentage."""
    document.setDefaultFont(theme.police())
    document.setMarkdown(markdown, _RICHE)
    document.setIndentWidth(theme.px(jetons.PAS[4]))
    document.setDocumentMargin(theme.px(jetons.PAS[2]))
    for debut, fin in reversed(list(_citations(document))):
        _encadrer(document, debut, fin, theme)
    for bloc in blocs(document):
        _habiller(bloc, theme, interligne)
    for cadre in document.rootFrame().childFrames():
        if isinstance(cadre, QTextTable):
            _habiller_tableau(cadre, theme)


def blocs(document: QTextDocument) -> Iterator[QTextBlock]:
    """Les paragraphes, dans l'ordre."""
    bloc = document.begin()
    while bloc.isValid():
        yield bloc
        bloc = bloc.next()


def liens(document: QTextDocument) -> list[LienPose]:
    """Les liens, dans l'ordre de lecture ; un lien en partie gras n'en est qu'un."""
    poses: list[LienPose] = []
    for bloc in blocs(document):
        for morceau in _fragments(bloc):
            adresse = morceau.charFormat().anchorHref()
            debut, fin = morceau.position(), morceau.position() + morceau.length()
            if not adresse:
                continue
            if poses and poses[-1].adresse == adresse and poses[-1].fin == debut:
                poses[-1] = LienPose(adresse, poses[-1].debut, fin)
            else:
                poses.append(LienPose(adresse, debut, fin))
    return poses


def titres(document: QTextDocument) -> dict[str, QTextBlock]:
    """Les intertitres par ancre ; le premier l'emporte."""
    trouves: dict[str, QTextBlock] = {}
    for bloc in blocs(document):
        if bloc.blockFormat().headingLevel():
            trouves.setdefault(ancre(bloc.text()), bloc)
    return trouves


def _fragments(bloc: QTextBlock) -> Iterator[QTextFragment]:
    iterateur = bloc.begin()
    while not iterateur.atEnd():
        yield iterateur.fragment()
        iterateur += 1


def _habiller(bloc: QTextBlock, theme: Theme, interligne: int) -> None:
    niveau = bloc.blockFormat().headingLevel()
    curseur = QTextCursor(bloc)
    _mettre_en_place(curseur, bloc, niveau, theme, interligne)
    for debut, longueur, ancien in [
        (morceau.position(), morceau.length(), morceau.charFormat())
        for morceau in _fragments(bloc)
        if not morceau.charFormat().isImageFormat()
    ]:
        curseur.setPosition(debut)
        curseur.setPosition(debut + longueur, QTextCursor.MoveMode.KeepAnchor)
        curseur.setCharFormat(_aspect(ancien, niveau, theme))


def _mettre_en_place(
    curseur: QTextCursor, bloc: QTextBlock, niveau: int, theme: Theme, interligne: int
) -> None:
    """Espaces, interligne et taille des paragraphes vides."""
    place = QTextBlockFormat()
    avant, apres = _ESPACES.get(niveau, (0, _ESPACE_DE_PARAGRAPHE))
    if bloc.textList() is not None and bloc.next().textList() is not None:
        apres = _ESPACE_DE_PUCE
    cadre = curseur.currentFrame()
    encadre = cadre is not None and cadre.parentFrame() is not None
    if encadre:
        avant = 0
        place.setLeftMargin(0)
        place.setRightMargin(0)
        if cadre.lastCursorPosition().block() == bloc or curseur.currentTable() is not None:
            apres = 0
    place.setTopMargin(theme.px(avant) if bloc.blockNumber() else 0)
    place.setBottomMargin(theme.px(apres))
    hauteurs = QTextBlockFormat.LineHeightTypes
    if bloc.length() == 1 and not encadre:
        # Qt sépare les tableaux et les cadres d'un paragraphe vide, que l'on ne doit pas voir.
        place.setLineHeight(1, hauteurs.FixedHeight.value)
        place.setBottomMargin(0)
    else:
        place.setLineHeight(interligne, hauteurs.ProportionalHeight.value)
    curseur.mergeBlockFormat(place)
    nu = QTextCharFormat()
    nu.setFont(theme.police(TITRES.get(niveau, jetons.TEXTE), gras=bool(niveau)))
    nu.setForeground(theme.couleur("texte"))
    # Les puces et les numéros prennent l'aspect de leur paragraphe ; celui d'une case est le sien.
    if curseur.currentTable() is None:
        curseur.setBlockCharFormat(nu)


def _aspect(ancien: QTextCharFormat, niveau: int, theme: Theme) -> QTextCharFormat:
    """L'aspect du thème, avec ce que dit le Markdown : gras, italique, lien, touche."""
    touche = ancien.fontFixedPitch()
    gras = bool(niveau) or ancien.fontWeight() > QFont.Weight.Medium
    police = theme.police(TITRES.get(niveau, jetons.TEXTE), gras)
    police.setItalic(ancien.fontItalic())
    aspect = QTextCharFormat()
    aspect.setFont(police)
    aspect.setForeground(theme.couleur("texte"))
    if touche:
        aspect.setBackground(theme.couleur("creux"))
    if ancien.anchorHref():
        aspect.setAnchor(True)
        aspect.setAnchorHref(ancien.anchorHref())
        aspect.setForeground(theme.couleur("accent"))
        aspect.setFontUnderline(True)
    return aspect


def _cite(bloc: QTextBlock) -> bool:
    return bool(bloc.blockFormat().hasProperty(QTextFormat.Property.BlockQuoteLevel))


def _citations(document: QTextDocument) -> Iterator[tuple[int, int]]:
    """Début et fin de chaque suite de paragraphes cités."""
    debut: int | None = None
    for bloc in blocs(document):
        if _cite(bloc):
            debut = bloc.position() if debut is None else debut
            suite = bloc.next()
            if not (suite.isValid() and _cite(suite)):
                yield debut, bloc.position() + bloc.length() - 1
                debut = None


def _encadrer(document: QTextDocument, debut: int, fin: int, theme: Theme) -> None:
    """Met une citation (« à savoir ») dans un cadre."""
    cadre = QTextFrameFormat()
    cadre.setBackground(theme.couleur("accent_doux"))
    cadre.setPadding(theme.px(jetons.PAS[1]))
    cadre.setTopMargin(theme.px(jetons.PAS[0]))
    cadre.setBottomMargin(theme.px(jetons.PAS[2]))
    curseur = QTextCursor(document)
    curseur.setPosition(debut)
    curseur.setPosition(fin, QTextCursor.MoveMode.KeepAnchor)
    curseur.insertFrame(cadre)


def _habiller_tableau(tableau: QTextTable, theme: Theme) -> None:
    aspect = tableau.format()
    aspect.setBorder(0)
    aspect.setCellSpacing(0)
    aspect.setCellPadding(theme.px(jetons.PAS[0]))
    aspect.setTopMargin(theme.px(jetons.PAS[0]))
    aspect.setBottomMargin(theme.px(jetons.PAS[2]))
    aspect.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    tableau.setFormat(aspect)
    for rang in range(tableau.rows()):
        for colonne in range(tableau.columns()):
            case = tableau.cellAt(rang, colonne)
            format_de_case = case.format().toTableCellFormat()
            format_de_case.setBottomBorder(theme.px(jetons.FILET))
            format_de_case.setBottomBorderBrush(theme.couleur("trait"))
            format_de_case.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            if rang == 0:
                format_de_case.setBackground(theme.couleur("creux"))
            case.setFormat(format_de_case)
