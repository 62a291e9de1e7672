"""Écrit les passages d'une fiche dans un document, au thème courant."""

from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)

from gui.composants.fiche_passages import Genre, Lien, Passage, Verbe
from gui.theme import jetons
from gui.theme.style import theme
from modele.nombres import ESPACE_INSECABLE

PUCE = "•"
_SEPARATEUR = " · "
_ESPACES: dict[Genre, tuple[int, int]] = {
    Genre.TITRE: (0, 0),
    Genre.CHAPEAU: (0, 8),
    Genre.SECTION: (24, 8),
    Genre.GROUPE: (12, 4),
    Genre.PHRASE: (0, 8),
    Genre.NOTE: (0, 8),
    Genre.ALERTE: (0, 8),
    Genre.PUCE: (0, 4),
}
"""Espace avant et après chaque genre de paragraphe, à 100 %."""


class Repere(NamedTuple):
    """Place d'un passage dans le document."""

    debut: int
    fin: int


class PlumeDeFiche:
    """Remplit un document neuf ; retient où sont les repères et les liens."""

    def __init__(self, document: QTextDocument, schema: str) -> None:
        t = theme()
        self.reperes: dict[str, Repere] = {}
        self.liens: list[tuple[Lien, int, int]] = []
        self._schema = schema
        self._document = document
        self._cadre = False
        self._vierge = True
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(t.police())
        document.setDocumentMargin(t.px(jetons.PAS[2]))
        self._curseur = QTextCursor(document)
        texte, faible = "texte", "texte_faible"
        self._aspects = {
            Genre.TITRE: self._aspect(texte, jetons.TITRE, gras=True),
            Genre.CHAPEAU: self._aspect(faible),
            Genre.SECTION: self._aspect(texte, jetons.SECTION, gras=True),
            Genre.GROUPE: self._aspect(texte, gras=True),
            Genre.PHRASE: self._aspect(texte),
            Genre.NOTE: self._aspect(faible, jetons.LEGENDE),
            Genre.ALERTE: self._aspect("alerte"),
            Genre.PUCE: self._aspect(texte),
        }
        self._blocs = {genre: self._bloc(genre) for genre in _ESPACES}
        self._fort = self._aspect(texte, gras=True)
        self._source = self._aspect(faible, jetons.LEGENDE)
        self._etats = {etat: self._aspect(jeton, gras=True) for etat, (_, _, jeton) in jetons.ETATS.items()}

    def ecrire(self, passage: Passage, deplie: bool) -> None:
        """Ajoute un passage, suivi de l'explication de sa lecture incertaine s'il est `deplie`."""
        self._encadrer(passage.encadre)
        if passage.genre is Genre.MONTANTS:
            self._tableau(passage)
            return
        self._nouveau(self._blocs[passage.genre], self._aspects[passage.genre])
        debut = self._curseur.position()
        aspect = self._aspects[passage.genre]
        if passage.genre is Genre.PUCE:
            self._curseur.insertText(f"{PUCE}\t", self._source)
        if passage.tete:
            self._curseur.insertText(f"{passage.tete} ", self._fort)
        if passage.etat:
            self._curseur.insertText(f"{jetons.ETATS[passage.etat][1]}. ", self._etats[passage.etat])
        if passage.texte:
            self._curseur.insertText(passage.texte, aspect)
        for rang, lien in enumerate(passage.liens):
            self._curseur.insertText(_SEPARATEUR if rang else " " if passage.texte else "", self._source)
            self._lien(lien, aspect)
        if passage.source:
            self._curseur.insertText(f" {passage.source}", self._source)
        if passage.doute:
            self._curseur.insertText(" ", self._source)
            marque = f"?{ESPACE_INSECABLE}{passage.doute.code}"
            self._lien(Lien(Verbe.EXPLIQUER, marque, passage.repere), self._source, doute=True)
        if passage.repere:
            self.reperes[passage.repere] = Repere(debut, self._curseur.position())
        if passage.doute and deplie:
            self._expliquer(passage)

    def _nouveau(self, bloc: QTextBlockFormat, aspect: QTextCharFormat) -> None:
        # Un document et un cadre neufs ont déjà un paragraphe vide.
        if self._vierge:
            self._curseur.setBlockFormat(bloc)
            self._curseur.setBlockCharFormat(aspect)
            self._vierge = False
        else:
            self._curseur.insertBlock(bloc, aspect)

    def _encadrer(self, encadre: bool) -> None:
        if encadre and not self._cadre:
            t = theme()
            cadre = QTextFrameFormat()
            cadre.setBackground(t.couleur("accent_doux"))
            cadre.setPadding(t.px(jetons.PAS[2]))
            cadre.setBottomMargin(t.px(jetons.PAS[1]))
            self._curseur.insertFrame(cadre)
            self._vierge = True
        elif self._cadre and not encadre:
            self._curseur = self._document.rootFrame().lastCursorPosition()
            self._vierge = True
        self._cadre = encadre

    def _lien(self, lien: Lien, modele: QTextCharFormat, doute: bool = False) -> None:
        t = theme()
        aspect = QTextCharFormat(modele)
        aspect.setAnchor(True)
        aspect.setAnchorHref(f"{self._schema}:{len(self.liens)}")
        if doute:
            aspect.setForeground(t.couleur("alerte"))
            aspect.setBackground(t.couleur("alerte_doux"))
        else:
            aspect.setForeground(t.couleur("accent"))
            aspect.setFontUnderline(True)
        debut = self._curseur.position()
        self._curseur.insertText(lien.texte, aspect)
        self.liens.append((lien, debut, self._curseur.position()))

    def _expliquer(self, passage: Passage) -> None:
        t = theme()
        assert passage.doute is not None
        bloc = QTextBlockFormat(self._blocs[Genre.PUCE])
        bloc.setLeftMargin(t.px(jetons.PAS[3]))
        bloc.setTextIndent(0)
        bloc.setBottomMargin(t.px(jetons.PAS[1]))
        bloc.setBackground(t.couleur("alerte_doux"))
        self._curseur.insertBlock(bloc, self._source)
        fort = QTextCharFormat(self._source)
        fort.setForeground(t.couleur("texte"))
        fort.setFontWeight(QFont.Weight.DemiBold)
        clair = QTextCharFormat(fort)
        clair.setFontWeight(QFont.Weight.Normal)
        self._curseur.insertText(f"{passage.doute.titre}. ", fort)
        self._curseur.insertText(passage.doute.texte, clair)

    def _tableau(self, passage: Passage) -> None:
        t = theme()
        aspect = QTextTableFormat()
        aspect.setBorder(0)
        aspect.setCellSpacing(0)
        aspect.setCellPadding(t.px(2))
        aspect.setBottomMargin(t.px(jetons.PAS[1]))
        aspect.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        aspect.setColumnWidthConstraints(
            [
                QTextLength(QTextLength.Type.PercentageLength, 70),
                QTextLength(QTextLength.Type.PercentageLength, 30),
            ]
        )
        tableau = self._curseur.insertTable(len(passage.rangees), 2, aspect)
        droite = QTextBlockFormat()
        droite.setAlignment(Qt.AlignmentFlag.AlignRight)
        for rang, (libelle, montant) in enumerate(passage.rangees):
            tableau.cellAt(rang, 0).firstCursorPosition().insertText(libelle, self._aspects[Genre.PHRASE])
            case = tableau.cellAt(rang, 1).firstCursorPosition()
            case.setBlockFormat(droite)
            case.insertText(montant, self._fort)
        self._curseur.setPosition(tableau.lastPosition() + 1)
        self._vierge = True

    def _aspect(self, jeton: str, facteur: float = jetons.TEXTE, gras: bool = False) -> QTextCharFormat:
        aspect = QTextCharFormat()
        aspect.setFont(theme().police(facteur, gras))
        aspect.setForeground(theme().couleur(jeton))
        return aspect

    def _bloc(self, genre: Genre) -> QTextBlockFormat:
        t = theme()
        bloc = QTextBlockFormat()
        avant, apres = _ESPACES[genre]
        bloc.setTopMargin(t.px(avant))
        bloc.setBottomMargin(t.px(apres))
        bloc.setLineHeight(
            jetons.INTERLIGNE_LECTURE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        if genre is Genre.PUCE:
            retrait = t.px(jetons.PAS[3])
            bloc.setLeftMargin(retrait)
            bloc.setTextIndent(-retrait)
            onglet: Any = QTextOption.Tab(retrait, QTextOption.TabType.LeftTab)
            bloc.setTabPositions([onglet])
        if genre in (Genre.TITRE, Genre.SECTION, Genre.GROUPE):
            bloc.setHeadingLevel({Genre.TITRE: 1, Genre.SECTION: 2, Genre.GROUPE: 3}[genre])
        return bloc
