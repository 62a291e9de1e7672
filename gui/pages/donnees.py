"""Page « Données » : sauvegardes, catalogue, confidentialité, rapports."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui.composants import donnees_catalogue, donnees_confidentialite, donnees_rapports, donnees_sauvegardes
from gui.composants.choix_segments import ChoixSegments
from gui.composants.donnees_catalogue import SectionCatalogue
from gui.composants.donnees_confidentialite import SectionConfidentialite
from gui.composants.donnees_rapports import SectionRapports
from gui.composants.donnees_sauvegardes import SectionSauvegardes
from gui.rangement import Rangement
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme

if TYPE_CHECKING:
    from gui.taches import Travaux

SAUVEGARDES, CATALOGUE, CONFIDENTIALITE, RAPPORTS = "sauvegardes", "catalogue", "confidentialite", "rapports"
AIDES = {
    SAUVEGARDES: "sauvegardes",
    CATALOGUE: "mises-a-jour",
    CONFIDENTIALITE: "confidentialite",
    RAPPORTS: "depannage",
}
SENS = {
    SAUVEGARDES: "Les voir, en restaurer une, en copier une sur une clé USB",
    CATALOGUE: "L'édition des prix et des fiches, et ses mises à jour",
    CONFIDENTIALITE: "Où sont vos données, ce qui n'est jamais envoyé, tout effacer",
    RAPPORTS: "Le dernier incident, à copier pour qui peut aider",
}
SECTIONS = (
    (SAUVEGARDES, donnees_sauvegardes.TITRE),
    (CATALOGUE, donnees_catalogue.TITRE),
    (CONFIDENTIALITE, donnees_confidentialite.TITRE),
    (RAPPORTS, donnees_rapports.TITRE),
)


class PageDonnees(QWidget):
    """Une section à la fois, choisie au-dessus."""

    effacement_demande = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self.choix = ChoixSegments("Section", SECTIONS)
        for cle, sens in SENS.items():
            self.choix.expliquer(cle, sens)
        self.sauvegardes = SectionSauvegardes(session)
        self.catalogue = SectionCatalogue(session)
        self.confidentialite = SectionConfidentialite(session)
        self.rapports = SectionRapports(session)
        self._sections = {
            SAUVEGARDES: self.sauvegardes,
            CATALOGUE: self.catalogue,
            CONFIDENTIALITE: self.confidentialite,
            RAPPORTS: self.rapports,
        }
        self._pile = QStackedWidget()
        for section in self._sections.values():
            self._pile.addWidget(section)
        disposition = QVBoxLayout(self)
        marge = jetons.MARGE_PAGE
        disposition.setContentsMargins(marge, jetons.PAS[2], marge, jetons.PAS[2])
        disposition.setSpacing(px(jetons.PAS[2]))
        disposition.addWidget(self.choix)
        disposition.addWidget(self._pile, 1)
        self.choix.choisi.connect(lambda cle: self._pile.setCurrentWidget(self._sections[cle]))
        self.confidentialite.effacement_demande.connect(self.effacement_demande)

    @property
    def controles_de_vue(self) -> dict[str, QWidget]:
        """La section ouverte."""
        return {"section": self.choix}

    @property
    def sujet_d_aide(self) -> str:
        """Ce que F1 explique : la section ouverte."""
        return AIDES[self.choix.choix]

    def brancher(self, rangement: Rangement | None) -> None:
        """Prend ce qui tient les dossiers."""
        for section in (self.sauvegardes, self.catalogue, self.confidentialite, self.rapports):
            section.brancher(rangement)

    def confier(self, travaux: "Travaux") -> None:
        """Prend ce qui fait les travaux longs, pour les sections qui en demandent."""
        for section in self._sections.values():
            if hasattr(section, "confier"):
                section.confier(travaux)

    def montrer(self, section: str) -> None:
        """Ouvre une section."""
        self.choix.bouton(section).setChecked(True)
        if section == SAUVEGARDES:
            self.sauvegardes.prendre_le_clavier()
