"""Une fiche et sa carte : côte à côte, ou la carte repliée au-dessus quand la place manque."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from gui.composants.fiche_carte import CarteFiche, ContactFiche
from gui.composants.fiche_lecture import LectureFiche
from gui.composants.fiche_passages import Passage
from gui.composants.groupe_repliable import TitreRepliable
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import Catalogue
from modele.choix.objets import Resultat

_FAIT = "fait:"
_PART_CARTE = 2
"""À l'étroit, la carte prend au plus cette fraction de la hauteur."""


class VueFiche(QWidget):
    """La partie générale du guide n'a pas de carte."""

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bascule = TitreRepliable("Statut, contacts et réponses", self)
        self.carte = CarteFiche(catalogue, self)
        self.lecture = LectureFiche(self)
        self._avec_carte = True
        self._etroit = True
        ecart = theme().px(jetons.PAS[2])
        self._colonne = QWidget(self)
        # De droite à gauche quand la place suffit : la fiche, puis sa carte.
        self._corps = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._colonne)
        self._corps.setContentsMargins(0, 0, 0, 0)
        self._corps.setSpacing(ecart)
        self._corps.addWidget(self.bascule)
        self._corps.addWidget(self.carte)
        self._corps.addWidget(self.lecture, 1)
        self._disposition = QHBoxLayout(self)
        self._disposition.setContentsMargins(0, 0, 0, 0)
        self._disposition.addWidget(self._colonne, 1)
        self._disposition.addStretch()
        self.bascule.toggled.connect(self._placer)
        self.setTabOrder(self.bascule, self.carte.grille)
        self.setTabOrder(self.carte.grille, self.lecture)

    def montrer(self, resultat: Resultat | None, passages: Iterable[Passage]) -> None:
        """Montre une autre fiche ; sans résultat, c'est celle du guide."""
        self._avec_carte = resultat is not None
        if resultat is not None:
            self.carte.montrer(resultat)
        self._placer()
        self.lecture.montrer(passages)

    def actualiser(self, resultat: Resultat | None, passages: Iterable[Passage]) -> None:
        """Met à jour la même fiche, sans perdre la place où l'on lit."""
        if resultat is not None:
            self.carte.montrer(resultat)
        self.lecture.actualiser(passages)

    def aller(self, repere: str, expliquer: bool = False) -> None:
        """Amène à un passage et le marque ; un contact est sur la carte."""
        if self._avec_carte and repere.startswith(_FAIT):
            contact = self.carte.contact(int(repere.removeprefix(_FAIT)))
            if contact is not None:
                self._aller_au_contact(contact, expliquer)
                return
        if expliquer:
            self.lecture.expliquer(repere)
        self.lecture.aller(repere)
        self.lecture.setFocus(Qt.FocusReason.OtherFocusReason)

    def _aller_au_contact(self, contact: ContactFiche, expliquer: bool) -> None:
        self.bascule.setChecked(True)
        if expliquer:
            contact.expliquer()
        contact.copier.setFocus(Qt.FocusReason.OtherFocusReason)
        self.carte.ensureWidgetVisible(contact)

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Range la carte à côté ou au-dessus de la fiche."""
        super().resizeEvent(evenement)
        self._placer()

    def _placer(self) -> None:
        px = theme().px
        carte = px(jetons.LARGEUR_CARTE)
        lecture = self.lecture.largeur(jetons.CARACTERES_PAR_LIGNE)
        reste = self.width() - carte - self._corps.spacing()
        self._etroit = reste < self.lecture.largeur(jetons.CARACTERES_MIN)
        sens = QBoxLayout.Direction
        self._corps.setDirection(sens.TopToBottom if self._etroit else sens.RightToLeft)
        self.bascule.setVisible(self._avec_carte and self._etroit)
        self.carte.setVisible(self._avec_carte and (not self._etroit or self.bascule.isChecked()))
        self.carte.setMinimumWidth(0 if self._etroit else carte)
        self.carte.setMaximumWidth(lecture if self._etroit else carte)
        self.carte.setMaximumHeight(self.height() // _PART_CARTE if self._etroit else self.maximumHeight())
        voisine = carte + self._corps.spacing() if self._avec_carte and not self._etroit else 0
        self._colonne.setMaximumWidth(lecture + voisine)
        # Sans attendre : la fiche ne se met pas en page deux fois.
        self._disposition.activate()
        self._corps.activate()
