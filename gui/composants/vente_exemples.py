"""Quand le dossier n'a pas encore de vente : celles du guide, à lire et à copier."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.composants.texte_brut import texte_brut
from gui.composants.vente_resultat import ResultatVente
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import ExempleVente
from modele.nombres import ESPACE_INSECABLE
from modele.vente import comparer_vente
from modele.ventes_du_dossier import SommeVentes

INTRODUCTION = (
    "Vous n'avez pas encore de vente dans ce dossier. Ajoutez la vôtre (un marché, une tournée, une "
    "permanence), ou copiez une des deux ventes que le guide donne en exemple."
)
SOURCE = (
    f"Exemple du guide, en Haute-Loire{ESPACE_INSECABLE}: deux marchés de plants devenus des points de "
    "distribution de commandes passées avec Cagette. Le coût de Cagette n'y est pas compté."
)


class ExemplesVente(QWidget):
    """Une carte par exemple, côte à côte ou l'une sous l'autre."""

    ajout_demande = Signal()
    copie_demandee = Signal(int)
    """Émis avec le rang de l'exemple à copier."""

    def __init__(self, exemples: Iterable[ExempleVente], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self.ajouter = QPushButton("Ajouter une vente")
        self.ajouter.setProperty("role", "principal")
        self.ajouter.clicked.connect(self.ajout_demande)
        self.copies: list[QPushButton] = []
        self._cartes = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._cartes.setSpacing(px(jetons.MARGE_PAGE))
        for rang, exemple in enumerate(exemples):
            self._cartes.addWidget(self._carte(rang, exemple), 1)
        bouton = QHBoxLayout()
        bouton.addWidget(self.ajouter)
        bouton.addStretch(1)
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, px(jetons.PAS[1]), 0)
        colonne.setSpacing(px(jetons.PAS[2]))
        for phrase in (INTRODUCTION, SOURCE):
            texte = texte_brut(phrase, "legende" if phrase is SOURCE else "")
            texte.setMaximumWidth(px(jetons.LARGEUR_EXTRAIT))
            colonne.addWidget(texte)
            if phrase is INTRODUCTION:
                colonne.addLayout(bouton)
        colonne.addLayout(self._cartes)
        colonne.addStretch(1)

    def _carte(self, rang: int, exemple: ExempleVente) -> QFrame:
        px = theme().px
        carte = QFrame(self)
        carte.setProperty("role", "carte")
        titre = texte_brut(exemple.nom, "section")
        marque = texte_brut(f"exemple du guide, lignes {exemple.lignes}", "legende")
        marque.setWordWrap(False)
        resultat = ResultatVente(carte)
        resultat.montrer(SommeVentes((comparer_vente(exemple.avant, exemple.apres),)))
        copier = QPushButton("Copier dans mon dossier")
        copier.setAccessibleName(f"Copier dans mon dossier{ESPACE_INSECABLE}: {exemple.nom}")
        copier.setToolTip("Partir de cet exemple, puis le corriger avec vos chiffres")
        copier.clicked.connect(lambda: self.copie_demandee.emit(rang))
        self.copies.append(copier)
        entete = QHBoxLayout()
        entete.addWidget(titre, 1)
        entete.addWidget(marque)
        colonne = QVBoxLayout(carte)
        marge = px(jetons.PAS[2])
        colonne.setContentsMargins(marge, marge, marge, marge)
        colonne.setSpacing(px(jetons.PAS[1]))
        colonne.addLayout(entete)
        colonne.addWidget(resultat)
        colonne.addStretch(1)
        colonne.addWidget(copier, 0, Qt.AlignmentFlag.AlignLeft)
        return carte

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Met les cartes côte à côte quand la place suffit."""
        super().resizeEvent(evenement)
        sens = QBoxLayout.Direction
        large = self.width() >= 2 * theme().px(jetons.LARGEUR_VENTE)
        self._cartes.setDirection(sens.LeftToRight if large else sens.TopToBottom)
