"""« Confidentialité » : où sont les données, ce qui n'est jamais envoyé, tout effacer."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.composants.donnees_rubrique import Rubrique, bouton
from gui.composants.etiquettes import etiquette
from gui.composants.texte_brut import texte_brut
from gui.liens import ouvrir_fichier
from gui.rangement import Rangement
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.donnees_locales import VERROU, Part, inventorier, taille_lisible
from modele.dossiers.fautes import lisible

TITRE = "Confidentialité"
JAMAIS_ENVOYE = (
    "Rien de ce que vous saisissez ne quitte cet ordinateur. L'application n'ouvre aucune connexion, n'a pas de compte, "
    "ne compte pas ses visites et ne cherche pas de mise à jour toute seule.",
    "Un lien sur lequel vous cliquez s'ouvre dans votre navigateur : c'est lui, alors, qui va sur Internet.",
    "Un classeur exporté, des pages imprimées, une copie sur clé USB, un texte copié vont où vous les mettez, et nulle "
    "part ailleurs.",
)
JOURNAL = (
    "Le journal note quand l'application s'ouvre et se ferme, les pages visitées, et les travaux faits ou empêchés. Il "
    "ne contient ni nom de ferme, ni montant, ni note, ni chemin. Il ne dépasse jamais 400 Ko.",
    "Un rapport d'incident ne contient que des versions et des numéros de ligne du programme.",
)
AVANT_D_EFFACER = (
    "Vos dossiers, toutes leurs sauvegardes d'ici, les réglages et les journaux disparaissent. Le détail vous est montré "
    "avant, et rien ne se fait sans votre accord."
)


class SectionConfidentialite(Rubrique):
    """Montre l'inventaire du dossier des données et propose de tout effacer."""

    effacement_demande = Signal()

    def __init__(self, _session: Session, parent: QWidget | None = None) -> None:
        super().__init__(TITRE, parent)
        self._rangement: Rangement | None = None
        self.chemin = etiquette(self, coupee=True)
        self.inventaire = QWidget()
        self._grille = QGridLayout(self.inventaire)
        self._grille.setContentsMargins(0, 0, 0, 0)
        self._grille.setHorizontalSpacing(theme().px(jetons.PAS[4]))
        self._grille.setVerticalSpacing(theme().px(jetons.PAS[0]))
        self._grille.setColumnStretch(2, 1)
        self.ouvrir = bouton("Ouvrir le dossier", self._ouvrir)
        self.copier = bouton("Copier ce chemin", self._copier)
        self.effacer = bouton("Effacer toutes mes données…", self.effacement_demande.emit)
        self.ajouter_titre("Où sont vos données")
        self.ajouter_phrases("Tout est sur cet ordinateur, dans un seul dossier :")
        self.colonne.addWidget(self.chemin)
        self.ajouter_boutons(self.ouvrir, self.copier)
        self.colonne.addWidget(self.inventaire)
        self.ajouter_titre("Ce qui n'est jamais envoyé")
        self.ajouter_phrases(*JAMAIS_ENVOYE)
        self.ajouter_titre("Ce que contient le journal")
        self.ajouter_phrases(*JOURNAL)
        self.ajouter_titre("Effacer")
        self.ajouter_phrases(AVANT_D_EFFACER)
        self.ajouter_boutons(self.effacer)
        self.colonne.addStretch(1)

    def brancher(self, rangement: Rangement | None) -> None:
        """Prend ce qui dit où sont les données."""
        self._rangement = rangement
        for commande in (self.ouvrir, self.copier, self.effacer):
            commande.setEnabled(rangement is not None)

    def showEvent(self, evenement: QShowEvent) -> None:
        """Se met à jour en paraissant."""
        super().showEvent(evenement)
        self.actualiser()

    def actualiser(self) -> None:
        """Relit le dossier des données."""
        if self._rangement is None:
            return
        self.chemin.setText(lisible(self._rangement.donnees))
        while (element := self._grille.takeAt(0)) is not None:
            if (ancien := element.widget()) is not None:
                ancien.hide()
                ancien.deleteLater()
        for rang, part in enumerate(
            part for part in inventorier(self._rangement.donnees) if part.cle != VERROU
        ):
            for colonne, texte in enumerate((part.nom, combien(part), taille_lisible(part.octets))):
                case = texte_brut(texte, "" if colonne == 0 else "legende")
                case.setWordWrap(False)
                self._grille.addWidget(case, rang, colonne)

    def _ouvrir(self) -> None:
        if self._rangement is not None:
            ouvrir_fichier(self._rangement.donnees)

    def _copier(self) -> None:
        QGuiApplication.clipboard().setText(self.chemin.text())


def combien(part: Part) -> str:
    """« 12 fichiers »."""
    nombre = len(part.fichiers)
    return f"{nombre} fichier{'s' if nombre > 1 else ''}"
