"""Une vente ouverte : sa saisie et son résultat, côte à côte si la place suffit ; ou toutes les ventes."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.composants.texte_brut import texte_brut
from gui.composants.vente_objectif import ObjectifVente
from gui.composants.vente_outil import OutilVente
from gui.composants.vente_resultat import ResultatVente, groupe_de
from gui.composants.vente_saisie import SaisieVente
from gui.graphiques.barres_vente import BarresVente
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import Outil
from modele.mots_vente import SANS_NOM, phrase_incompletes, phrase_repetition
from modele.nombres import ESPACE_INSECABLE
from modele.ventes_du_dossier import VenteChiffree, additionner, completes, outils_repetes


class DetailVente(QScrollArea):
    """Montre une vente à changer, ou la somme de plusieurs."""

    def __init__(self, outils: Iterable[Outil], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        contenu = QWidget(self.viewport())
        self._changer, self._toutes, self._lire = QWidget(contenu), QWidget(contenu), QWidget(contenu)
        self._questions = QWidget(self._lire)
        self.saisie = SaisieVente(self._changer)
        self.outil = OutilVente(outils, self._changer)
        self.resultat = ResultatVente(self._lire)
        self.objectif = ObjectifVente(self._questions)
        self.reserves = texte_brut("", "alerte")
        self.barres = BarresVente()
        self.suspens = texte_brut("", "alerte")
        self.suspens.hide()
        self.saisie.etat_change.connect(self._signaler_suspens)
        _empiler(self._changer, self.saisie, _filet(), self.outil)
        _empiler(self._toutes, texte_brut("Vente par vente", "section"), self.barres)
        _empiler(self._questions, _filet(), self.objectif)
        _empiler(self._lire, self.suspens, self.resultat, self.reserves, self._questions)
        self._corps = QBoxLayout(QBoxLayout.Direction.TopToBottom, contenu)
        self._corps.setContentsMargins(0, 0, theme().px(jetons.PAS[1]), 0)
        self._corps.setSpacing(theme().px(jetons.PAS[4]))
        for colonne in (self._changer, self._toutes, self._lire):
            colonne.setMaximumWidth(theme().px(jetons.LARGEUR_EXTRAIT))
            self._corps.addWidget(colonne, 1)
        self._corps.addStretch()
        self.setWidget(contenu)

    def montrer(self, vente: VenteChiffree, autre: bool) -> None:
        """Montre une vente ; `autre` quand ce n'est plus celle que l'on changeait."""
        self._basculer(une_seule=True)
        self.saisie.montrer(vente.vente, autre)
        self.outil.montrer(vente.outil, vente.vente.compter_outil)
        self.resultat.montrer(additionner([vente]), None if vente.outil_compte else vente.outil)
        self.objectif.montrer(vente)
        self.reserves.hide()
        if autre:
            self.verticalScrollBar().setValue(0)

    def montrer_toutes(self, ventes: Sequence[VenteChiffree]) -> None:
        """Montre la somme des ventes, et chacune en barres à la même échelle."""
        self._basculer(une_seule=False)
        self.suspens.hide()
        self.barres.montrer([groupe_de(v.vente.nom.strip() or SANS_NOM, additionner([v])) for v in ventes])
        comptees = completes(ventes)
        self.resultat.montrer(additionner(comptees))
        phrases = (
            phrase_incompletes(len(ventes) - len(comptees)),
            phrase_repetition(outils_repetes(comptees)),
        )
        self.reserves.setText("\n".join(filter(None, phrases)))
        self.reserves.setVisible(any(phrases))

    def _basculer(self, une_seule: bool) -> None:
        self._changer.setVisible(une_seule)
        self._questions.setVisible(une_seule)
        self._toutes.setVisible(not une_seule)

    def _signaler_suspens(self) -> None:
        """Dit que le résultat est celui d'avant la saisie en cours."""
        noms = f"{ESPACE_INSECABLE}; ".join(self.saisie.en_suspens)
        self.suspens.setText(f"Dernier résultat valable. À corriger{ESPACE_INSECABLE}: {noms}.")
        self.suspens.setVisible(bool(noms))

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Met saisie et résultat côte à côte quand la place suffit."""
        super().resizeEvent(evenement)
        place = self.viewport().width() - self._corps.contentsMargins().right()
        large = place >= self.saisie.largeur + self._corps.spacing() + theme().px(jetons.LARGEUR_VENTE)
        # La saisie empilée n'impose aucune largeur : c'est donc la place disponible qui décide.
        self.saisie.empiler(place < self.saisie.largeur)
        sens = QBoxLayout.Direction
        self._corps.setDirection(sens.LeftToRight if large else sens.TopToBottom)


def _empiler(colonne: QWidget, *widgets: QWidget) -> None:
    disposition = QVBoxLayout(colonne)
    disposition.setContentsMargins(0, 0, 0, 0)
    disposition.setSpacing(theme().px(jetons.PAS[2]))
    for widget in widgets:
        disposition.addWidget(widget)
    disposition.addStretch(1)


def _filet() -> QFrame:
    filet = QFrame()
    filet.setProperty("role", "filet")
    return filet
