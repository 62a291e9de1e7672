"""La colonne de gauche : les ventes du dossier, et ce que l'on fait d'elles."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from gui.composants.vente_liste import ListeVentes, ModeleVentes
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import ExempleVente
from modele.nombres import ESPACE_INSECABLE
from modele.ventes_du_dossier import VenteChiffree


class SommaireVentes(QWidget):
    """La liste, pas plus haute que son contenu, puis ses boutons."""

    copie_demandee = Signal(int)
    """Émis avec le rang de l'exemple du guide à copier."""

    def __init__(self, exemples: Iterable[ExempleVente], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.modele = ModeleVentes(self)
        self.liste = ListeVentes(self.modele)
        self.dupliquer = QPushButton("Dupliquer")
        self.supprimer = QPushButton("Supprimer")
        self.supprimer.setToolTip(f"Supprimer la vente choisie (Suppr){ESPACE_INSECABLE}; Ctrl+Z la remet")
        self.ajouter = QPushButton("Ajouter une vente")
        self.ajouter.setProperty("role", "principal")
        self.copier = QPushButton("Copier l'exemple du guide")
        menu = QMenu(self.copier)
        for rang, exemple in enumerate(exemples):
            menu.addAction(exemple.nom).triggered.connect(partial(self.copie_demandee.emit, rang))
        self.copier.setMenu(menu)
        px = theme().px
        sur_la_vente = QHBoxLayout()
        sur_la_vente.setSpacing(px(jetons.PAS[1]))
        sur_la_vente.addWidget(self.dupliquer, 1)
        sur_la_vente.addWidget(self.supprimer, 1)
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(px(jetons.PAS[1]))
        colonne.addWidget(self.liste, 1)
        colonne.addLayout(sur_la_vente)
        colonne.addWidget(self.ajouter)
        colonne.addWidget(self.copier)
        colonne.addStretch()
        self.setFixedWidth(px(jetons.LARGEUR_SOMMAIRE))

    def montrer(self, ventes: tuple[VenteChiffree, ...]) -> None:
        """Met la liste à jour sans annoncer de choix."""
        bloquee = self.liste.blockSignals(True)
        self.modele.montrer(ventes)
        self.liste.ajuster()
        self.liste.blockSignals(bloquee)

    def choisir(self, rang: int, une_vente: bool) -> None:
        """Met une rangée en valeur ; sans vente choisie, rien à dupliquer ni à supprimer."""
        self.liste.choisir(rang)
        self.dupliquer.setEnabled(une_vente)
        self.supprimer.setEnabled(une_vente)
