"""La fiche à lire : un document construit paragraphe par paragraphe, sans HTML ni ressource externe."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QResizeEvent, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QWidget

from gui.composants.fiche_passages import Lien, Passage, Verbe
from gui.composants.fiche_plume import PlumeDeFiche, Repere
from gui.composants.lecture_clavier import LectureAuClavier, peinture
from gui.theme.style import theme

DUREE_MARQUE_MS = 2500
_SCHEMA = "lien"


class LectureFiche(LectureAuClavier):
    """Texte que l'on parcourt, copie et suit au clavier ; les lectures incertaines s'y déplient."""

    demande = Signal(object)
    """Émis avec le `Lien` suivi, quand il mène hors de la fiche."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Fiche")
        self._passages: tuple[Passage, ...] = ()
        self._deplies: set[str] = set()
        self._reperes: dict[str, Repere] = {}
        self._liens: list[tuple[Lien, int, int]] = []
        self._vise = ""
        self._ecrit: QTextDocument | None = None
        self._fin_de_marque = QTimer(self, singleShot=True, interval=DUREE_MARQUE_MS)
        self._fin_de_marque.timeout.connect(self._demarquer)
        self.anchorClicked.connect(self._suivre)

    @property
    def liens(self) -> tuple[Lien, ...]:
        """Liens de la fiche, dans l'ordre de lecture."""
        return tuple(lien for lien, _, _ in self._liens)

    @property
    def places_des_liens(self) -> Sequence[tuple[int, int]]:
        """Début et fin de chaque lien, dans l'ordre de lecture."""
        return [(debut, fin) for _, debut, fin in self._liens]

    @property
    def marque(self) -> str:
        """Texte du paragraphe marqué, chaîne vide si aucun."""
        bloc = self._bloc(self._vise)
        return bloc.text() if bloc else ""

    def montrer(self, passages: Iterable[Passage]) -> None:
        """Affiche une autre fiche, depuis son début."""
        self._passages = tuple(passages)
        self._deplies.clear()
        self._demarquer()
        self._ecrire()
        self.verticalScrollBar().setValue(0)

    def actualiser(self, passages: Iterable[Passage]) -> None:
        """Récrit la même fiche sans perdre la place où l'on lit."""
        nouveaux = tuple(passages)
        if nouveaux != self._passages:
            self._passages = nouveaux
            self._recrire()

    def aller(self, repere: str, marquer: bool = True) -> bool:
        """Amène un passage en haut de la vue et le marque un moment ; faux s'il n'est pas dans la fiche."""
        bloc = self._bloc(repere)
        if bloc is None:
            return False
        curseur = self.textCursor()
        curseur.setPosition(bloc.position())
        # Tab mène ainsi au premier lien qui suit.
        self.setTextCursor(curseur)
        self._amener(bloc)
        if marquer:
            self._vise = repere
            self._surligner()
            self._fin_de_marque.start()
        return True

    def expliquer(self, repere: str, deplier: bool = True) -> None:
        """Déplie ou replie l'explication de la lecture incertaine d'un passage."""
        (self._deplies.add if deplier else self._deplies.discard)(repere)
        self._recrire()

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Garde sous les yeux le passage marqué quand la largeur change."""
        super().resizeEvent(evenement)
        if bloc := self._bloc(self._vise):
            self._amener(bloc)

    def _bloc(self, repere: str) -> QTextBlock | None:
        place = self._reperes.get(repere)
        return self.document().findBlock(place.debut) if place else None

    def _ecrire(self) -> None:
        document = QTextDocument(self)
        plume = PlumeDeFiche(document, _SCHEMA)
        for passage in self._passages:
            plume.ecrire(passage, passage.repere in self._deplies)
        # Ces peintures tiennent à l'ancien document.
        self.setExtraSelections([])
        self._reperes, self._liens = plume.reperes, plume.liens
        self.setDocument(document)
        if self._ecrit is not None:
            self._ecrit.deleteLater()
        self._ecrit = document
        self._surligner()

    def _recrire(self) -> None:
        """Récrit sans bouger la vue ni le lien où se trouve le clavier."""
        barre = self.verticalScrollBar()
        place = barre.value()
        rang = self._lien_choisi(self.textCursor())
        self._ecrire()
        if rang is not None and rang < len(self._liens):
            self._choisir_lien(rang)
        self._finir_la_mise_en_page()
        barre.setValue(place)

    def _suivre(self, adresse: QUrl) -> None:
        lien = self._liens[int(adresse.path())][0]
        if lien.verbe is Verbe.EXPLIQUER:
            self.expliquer(lien.cible, lien.cible not in self._deplies)
        elif lien.verbe is Verbe.ALLER:
            self.aller(lien.cible)
        else:
            self.demande.emit(lien)

    def _demarquer(self) -> None:
        self._vise = ""
        self._surligner()

    def _marques(self) -> list[Any]:
        place = self._reperes.get(self._vise)
        if place is None:
            return []
        curseur = QTextCursor(self.document())
        curseur.setPosition(place.debut)
        curseur.setPosition(place.fin, QTextCursor.MoveMode.KeepAnchor)
        marque = QTextCharFormat()
        marque.setBackground(theme().couleur("accent_doux"))
        return [peinture(curseur, marque)]
