"""« Rapports » : le dernier incident, à copier ou à effacer."""

from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gui import incidents
from gui.composants.donnees_rubrique import Rubrique, bouton, rangee
from gui.composants.texte_brut import texte_brut
from gui.rangement import Rangement
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme

TITRE = "Rapports"
AUCUN = "Aucun incident n'a été noté."
PRESENT = (
    "Voici le dernier incident. Ce rapport ne contient ni vos saisies, ni le nom de votre ferme, ni le vôtre : vous "
    "pouvez l'envoyer à la personne qui vous a fourni l'application."
)


class SectionRapports(Rubrique):
    """Montre le rapport s'il y en a un."""

    def __init__(self, _session: Session, parent: QWidget | None = None) -> None:
        super().__init__(TITRE, parent)
        self._rangement: Rangement | None = None
        self.annonce = texte_brut()
        self.texte = QPlainTextEdit()
        self.texte.setReadOnly(True)
        self.texte.setAccessibleName("Dernier rapport d'incident")
        self.texte.setMinimumHeight(theme().px(5 * jetons.HAUTEUR_LIGNE))
        self.copier = bouton("Copier le rapport", self._copier)
        self.effacer = bouton("Effacer le rapport", self._effacer)
        self.avis = texte_brut()
        self._boutons = rangee(self.copier, self.effacer)
        self.colonne.addWidget(self.annonce)
        self.colonne.addWidget(self.texte, 1)
        self.colonne.addWidget(self._boutons)
        self.colonne.addWidget(self.avis)
        self.colonne.addStretch(0)

    def brancher(self, rangement: Rangement | None) -> None:
        """Prend ce qui dit où sont les données."""
        self._rangement = rangement

    def showEvent(self, evenement: QShowEvent) -> None:
        """Se met à jour en paraissant."""
        super().showEvent(evenement)
        self.avis.clear()
        self.actualiser()

    def actualiser(self) -> None:
        """Relit le rapport."""
        texte = incidents.dernier(self._rangement.donnees) if self._rangement is not None else ""
        self.annonce.setText(PRESENT if texte else AUCUN)
        self.texte.setPlainText(texte)
        self.texte.setVisible(bool(texte))
        self._boutons.setVisible(bool(texte))

    def _copier(self) -> None:
        QGuiApplication.clipboard().setText(self.texte.toPlainText())
        self.avis.setText("Rapport copié.")

    def _effacer(self) -> None:
        if self._rangement is None:
            return
        efface = incidents.effacer(self._rangement.donnees)
        self.actualiser()
        self.avis.setText(
            "Rapport effacé."
            if efface
            else "Le rapport n'a pas pu être effacé : le dossier est en lecture seule."
        )
