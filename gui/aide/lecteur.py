"""Le texte de l'aide : un document par sujet, dont les liens mènent à d'autres sujets."""

from collections.abc import Sequence

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QWidget

from gui.aide.rendu import DocumentSansRessource, composer, liens, titres
from gui.aide.sujets import cible_interne
from gui.composants.lecture_clavier import LectureAuClavier
from gui.theme.style import theme


class LecteurAide(LectureAuClavier):
    """Montre du Markdown ; n'ouvre rien de lui-même."""

    sujet_demande = Signal(str, str)
    """Émis avec un sujet et une ancre, éventuellement vide."""
    adresse_demandee = Signal(str)
    """Émis avec l'adresse d'un lien qui sort de l'aide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Texte de l'aide")
        self._places: list[tuple[int, int]] = []
        self._document: DocumentSansRessource | None = None
        self.anchorClicked.connect(self._suivre)

    @property
    def places_des_liens(self) -> Sequence[tuple[int, int]]:
        """Début et fin de chaque lien, dans l'ordre de lecture."""
        return self._places

    @property
    def adresses(self) -> tuple[str, ...]:
        """Adresse de chaque lien, dans l'ordre de lecture."""
        return tuple(lien.adresse for lien in liens(self.document()))

    def montrer(self, markdown: str, repere: str = "", defilement: int = 0) -> None:
        """Remplace le texte ; va à un intertitre, ou là où l'on en était."""
        document = DocumentSansRessource(self)
        composer(document, markdown, theme())
        # Ces peintures tiennent à l'ancien document.
        self.setExtraSelections([])
        self._places = [(lien.debut, lien.fin) for lien in liens(document)]
        self.setDocument(document)
        if self._document is not None:
            self._document.deleteLater()
        self._document = document
        self.verticalScrollBar().setValue(0)
        if bloc := titres(document).get(repere):
            curseur = self.textCursor()
            curseur.setPosition(bloc.position())
            # Tab mène ainsi au premier lien qui suit.
            self.setTextCursor(curseur)
            self._amener(bloc)
        elif defilement:
            self._finir_la_mise_en_page()
            self.verticalScrollBar().setValue(defilement)

    def choisir_premier_lien(self) -> None:
        """Met le clavier sur le premier lien, s'il y en a un."""
        if self._places:
            self._choisir_lien(0)

    def _suivre(self, adresse: QUrl) -> None:
        # Tel qu'écrit, accents compris.
        texte = adresse.toString(QUrl.ComponentFormattingOption.PrettyDecoded)
        cible = cible_interne(texte)
        if cible is None:
            self.adresse_demandee.emit(texte)
        else:
            self.sujet_demande.emit(*cible)
