"""« Catalogue » : l'édition du guide que l'application emploie."""

from PySide6.QtWidgets import QWidget

from gui.composants.donnees_rubrique import Rubrique
from gui.rangement import Rangement
from gui.session import Session
from modele.nombres import date_francaise

TITRE = "Catalogue"


class SectionCatalogue(Rubrique):
    """Édition, date et nombre d'outils."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(TITRE, parent)
        catalogue = session.catalogue
        self.ajouter_phrases(
            f"Le catalogue est l'édition {catalogue.edition}, du {date_francaise(catalogue.date)}. Il décrit "
            f"{len(catalogue.outils)} outils."
        )
        self.colonne.addStretch(1)

    def brancher(self, rangement: Rangement | None) -> None:
        """N'a pas encore besoin de ce qui tient les dossiers."""
