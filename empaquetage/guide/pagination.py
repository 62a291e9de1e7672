"""Où coupent les pages : aux marques du plan, jamais entre un titre et ce qu'il annonce."""

from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument, QTextFormat, QTextTable

from empaquetage.guide import illustrations
from empaquetage.guide.texte import PAGE
from gui.aide.rendu import blocs
from gui.theme import jetons
from gui.theme.style import Theme

_PASSES_MAX = 60
_RAPETISSEMENTS = (0.9, 0.8, 0.7)


class Pagination:
    """Coupe un document en pages de `hauteur` points ; ses images ne dépassent pas `pleine` pixels."""

    def __init__(self, document: QTextDocument, theme: Theme, hauteur: int, pleine: float) -> None:
        self._document = document
        self._theme = theme
        self._hauteur = hauteur
        self._pleine = pleine
        self._retenus: list[int] = []

    def couper(self) -> None:
        """Place toutes les coupes."""
        self.refaire()
        self._couper_aux_marques()
        self._retenir_les_titres()
        self._ajuster_les_images()

    def refaire(self) -> None:
        """Refait toute la mise en page : Qt laisse sans hauteur des paragraphes qu'un changement a touchés."""
        self._document.markContentsDirty(0, self._document.characterCount())

    def titres(self, niveau_max: int = 3) -> Iterator[QTextBlock]:
        """Les titres, dans l'ordre."""
        for bloc in blocs(self._document):
            if 0 < bloc.blockFormat().headingLevel() <= niveau_max:
                yield bloc

    def page(self, bloc: QTextBlock) -> int:
        """Page de la première ligne, à partir de 0 ; un paragraphe commence parfois, vide, sur la précédente."""
        return int(self._place(bloc) // self._hauteur)

    def hauteur(self, bloc: QTextBlock) -> float:
        """Distance du haut de sa page à sa première ligne."""
        return self._place(bloc) % self._hauteur

    def _place(self, bloc: QTextBlock, derniere: bool = False) -> float:
        """Haut de sa première ligne, ou de sa dernière, dans tout le document."""
        haut = self._document.documentLayout().blockBoundingRect(bloc).top()
        lignes = bloc.layout()
        nombre = lignes.lineCount()
        return haut + (lignes.lineAt(nombre - 1 if derniere else 0).y() if nombre else 0)

    def _couper_aux_marques(self) -> None:
        """Chaque `{{page}}` du plan met la suite sur une page neuve ; les autres chapitres se suivent."""
        for titre in list(self.titres(1))[1:]:
            self._couper_avant(titre, couper=False)
        while not (marque := self._document.find(PAGE)).isNull():
            marque.select(QTextCursor.SelectionType.BlockUnderCursor)
            marque.removeSelectedText()
            self._couper_avant(marque.block().next())

    def _couper_avant(self, bloc: QTextBlock, couper: bool = True) -> None:
        place = QTextBlockFormat()
        politique = QTextFormat.PageBreakFlag
        place.setPageBreakPolicy(politique.PageBreak_AlwaysBefore if couper else politique.PageBreak_Auto)
        if bloc.blockFormat().headingLevel() == 1:
            place.setTopMargin(0 if couper else self._theme.px(jetons.PAS[4]) * 1.5)
        QTextCursor(bloc).mergeBlockFormat(place)
        self.refaire()

    def _retenir_les_titres(self) -> None:
        """Ni titre au bas d'une page, ni tableau ou paragraphe coupé : ils passent avec ce qu'ils annoncent."""
        for place in self._retenus:
            self._couper_avant(self._document.findBlock(place), couper=False)
        self._retenus.clear()
        for _ in range(_PASSES_MAX):
            seuls = [bloc for bloc in blocs(self._document) if _annonce(bloc) and self._est_seul(bloc)]
            seuls += self._titres_de_tableaux_coupes()
            seuls += self._paragraphes_coupes()
            # Ce qui dépasse une page sera coupé de toute façon.
            seuls = [bloc for bloc in seuls if bloc.position() not in self._retenus]
            if not seuls:
                return
            # Le premier d'abord : ce qui le suit peut alors n'avoir plus besoin de rien.
            premier = min(seuls, key=lambda bloc: bloc.position())
            suite = _suite(premier)
            if suite.isValid() and suite.position() in self._retenus:
                # Ce qui suit passe avec lui : une seule coupe, ou il resterait seul sur sa page.
                self._retenus.remove(suite.position())
                self._couper_avant(suite, couper=False)
            self._retenus.append(premier.position())
            self._couper_avant(premier)

    def _est_seul(self, annonce: QTextBlock) -> bool:
        suite = _suite(annonce)
        return suite.isValid() and self.page(suite) > self.page(annonce)

    def _titres_de_tableaux_coupes(self) -> Iterator[QTextBlock]:
        """Titre qui précède chaque tableau à cheval sur deux pages."""
        for tableau in self._document.rootFrame().childFrames():
            if not isinstance(tableau, QTextTable):
                continue
            premier = tableau.firstCursorPosition().block()
            if self.page(premier) != self.page(tableau.lastCursorPosition().block()):
                yield [titre for titre in self.titres() if titre.position() < premier.position()][-1]

    def _paragraphes_coupes(self) -> Iterator[QTextBlock]:
        """Paragraphes à cheval sur deux pages : ils sont courts, et une ligne seule se lit mal."""
        for bloc in blocs(self._document):
            if QTextCursor(bloc).currentFrame() != self._document.rootFrame():
                continue
            if self.page(bloc) != int(self._place(bloc, derniere=True) // self._hauteur):
                yield bloc

    def _ajuster_les_images(self) -> None:
        """Rapetisse les images d'une partie, la dernière d'abord, si cela lui épargne une page presque vide."""
        for debut, fin in self._parties():
            if not self._rapetisser(debut, fin, self._etendue(debut, fin)):
                for place in illustrations.places(self._document, debut, fin):
                    self._mettre_a_l_echelle(place, 1)
                self._retenir_les_titres()

    def _rapetisser(self, debut: int, fin: int | None, pages: int) -> bool:
        """Vrai dès que la partie tient en moins de pages."""
        for place in reversed(illustrations.places(self._document, debut, fin)):
            for facteur in _RAPETISSEMENTS:
                self._mettre_a_l_echelle(place, facteur)
                self._retenir_les_titres()
                if self._etendue(debut, fin) < pages:
                    return True
        return False

    def _mettre_a_l_echelle(self, place: int, facteur: float) -> None:
        illustrations.mettre_a_l_echelle(self._document, place, facteur, self._pleine)
        self.refaire()

    def _parties(self) -> list[tuple[int, int | None]]:
        """Places où commence et finit chaque suite de pages, None à la fin du guide."""
        places = [titre.position() for titre in self.titres(1) if _coupe(titre)]
        debuts = [0, *(place for place in places if place not in self._retenus)]
        return list(zip(debuts, [*debuts[1:], None], strict=True))

    def _etendue(self, debut: int, fin: int | None) -> int:
        """Nombre de pages de `debut` à `fin`."""
        premiere = self.page(self._document.findBlock(debut))
        if fin is None:
            return self.page(self._document.lastBlock()) + 1 - premiere
        return self.page(self._document.findBlock(fin)) - premiere


def _suite(bloc: QTextBlock) -> QTextBlock:
    """Premier paragraphe non vide qui suit."""
    suite = bloc.next()
    while suite.isValid() and suite.length() == 1:
        suite = suite.next()
    return suite


def _annonce(bloc: QTextBlock) -> bool:
    """Vrai pour un titre, ou une phrase qui présente une liste."""
    return bloc.blockFormat().headingLevel() > 0 or bloc.text().endswith(":")


def _coupe(bloc: QTextBlock) -> bool:
    return bloc.blockFormat().pageBreakPolicy() == QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore
