"""Page « Ma ferme et mes besoins » : décrire la ferme, dire ses besoins, voir les outils qui restent."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.composants import besoins_panneau, partie_ferme
from gui.composants.besoins_panneau import PanneauBesoins
from gui.composants.besoins_restants import PanneauRestants
from gui.composants.choix_segments import ChoixSegments
from gui.composants.partie_ferme import PartieFerme
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.dossiers.objets import Dossier

_FERME, _BESOINS, _RESTANTS = "ferme", "besoins", "restants"


class PageFerme(QWidget):
    """Trois parties côte à côte ; à l'étroit, une seule, que l'on choisit au-dessus."""

    page_demandee = Signal(str)
    """Identifiant d'une autre page à ouvrir."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._perimee = False
        # À l'étroit jusqu'au premier redimensionnement : la page n'impose ainsi aucune largeur.
        self._etroite = True
        self._reglee = False
        self.ferme = PartieFerme(session)
        self.besoins = PanneauBesoins(session)
        self.restants = PanneauRestants(session)
        self._parties = {_FERME: self.ferme, _BESOINS: self.besoins, _RESTANTS: self.restants}
        self.volets = QSplitter(Qt.Orientation.Horizontal, self)
        self.onglets = ChoixSegments(
            "Partie de la page",
            ((_FERME, partie_ferme.TITRE), (_BESOINS, besoins_panneau.TITRE), (_RESTANTS, "")),
        )
        self._disposer()
        self._relier()
        self.besoins.liste.choisir(session.critere)
        self._dire_restants()

    @property
    def controles_de_vue(self) -> dict[str, QWidget]:
        """Partie ouverte, recherche d'un critère, groupes dépliés."""
        return {
            "partie": self.onglets,
            "recherche": self.besoins.recherche,
            "seulement": self.besoins.seulement,
            "ressources": self.ferme.ressources.titre,
        }

    @property
    def endroit(self) -> tuple[bool, int, frozenset[str]]:
        """Questions ou formulaire, question ouverte, groupes de critères repliés."""
        return self.ferme.guidee, self.ferme.question, self.besoins.filtre.replies

    def revenir(self, endroit: tuple[bool, int, frozenset[str]]) -> None:
        """Rouvre la même question, ou le formulaire."""
        guidee, question, replies = endroit
        self.ferme.reprendre(guidee, question)
        self.besoins.filtre.replier_seulement(replies)

    def _disposer(self) -> None:
        px = theme().px
        self.volets.setProperty("role", "volets")
        self.volets.setChildrenCollapsible(False)
        self.volets.setHandleWidth(2 * px(jetons.PAS[1]) + jetons.FILET)
        for partie in self._parties.values():
            self.volets.addWidget(partie)
        for partie in (self.ferme, self.restants):
            partie.setMinimumWidth(px(jetons.LARGEUR_COLONNE_DE_CHAMPS))
        self.volets.setStretchFactor(1, 1)
        marge = jetons.MARGE_PAGE
        disposition = QVBoxLayout(self)
        disposition.setContentsMargins(marge, jetons.PAS[2], marge, jetons.PAS[2])
        disposition.setSpacing(px(jetons.PAS[1]))
        disposition.addWidget(self.onglets)
        disposition.addWidget(self.volets, 1)
        self._montrer_partie(self.onglets.choix)

    def _relier(self) -> None:
        session = self._session
        session.comparaison_changee.connect(self._suivre)
        session.dossier_ouvert.connect(self._ouvrir)
        session.selection_changee.connect(self._choisir)
        self.ferme.comparaison_demandee.connect(lambda: self.page_demandee.emit("comparer"))
        self.ferme.bascule_faite.connect(self._partager)
        self.restants.fiche_demandee.connect(self._ouvrir_fiche)
        self.volets.splitterMoved.connect(self._retenir_le_reglage)
        self.onglets.choisi.connect(self._montrer_partie)

    def _ouvrir(self, dossier: Dossier) -> None:
        self.ferme.ouvrir(dossier)
        self.besoins.ouvrir()

    def _choisir(self, _outil: str, critere: str) -> None:
        self.besoins.liste.choisir(critere)

    def _suivre(self) -> None:
        """Page cachée : tout sera remis à jour quand elle reparaîtra."""
        if self.isVisible():
            self._montrer()
        else:
            self._perimee = True

    def _montrer(self) -> None:
        self._perimee = False
        self.ferme.montrer()
        self.besoins.montrer()
        self.restants.montrer()
        self._dire_restants()

    def _dire_restants(self) -> None:
        self.onglets.renommer(_RESTANTS, self.restants.resume)

    def _ouvrir_fiche(self, outil: str) -> None:
        self._session.selectionner(outil=outil)
        self.page_demandee.emit("fiches")

    def _montrer_partie(self, choisie: str) -> None:
        for cle, partie in self._parties.items():
            partie.setVisible(not self._etroite or cle == choisie)

    def _retenir_le_reglage(self) -> None:
        self._reglee = True

    def _partager(self) -> None:
        """Largeurs de départ ; le formulaire prend deux colonnes s'il en reste assez aux besoins."""
        if self._reglee or self._etroite:
            return
        px, total = theme().px, self.volets.width()
        restants = max(px(jetons.LARGEUR_RESTANTS), total // 5)
        ferme = max(px(jetons.LARGEUR_FERME), total * 3 // 10)
        if not self.ferme.guidee:
            deux = 2 * px(jetons.LARGEUR_COLONNE_DE_CHAMPS) + px(jetons.LARGEUR_COLONNE)
            ferme = max(ferme, min(deux, total - restants - px(jetons.LARGEUR_FERME)))
        self.volets.setSizes([ferme, total - ferme - restants, restants])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sous le seuil, une partie à la fois."""
        super().resizeEvent(event)
        etroite = self.width() < theme().px(jetons.SEUIL_UNE_PARTIE)
        if etroite != self._etroite:
            self._etroite = etroite
            self.onglets.setVisible(etroite)
            self._montrer_partie(self.onglets.choix)
        self._partager()

    def showEvent(self, event: QShowEvent) -> None:
        """Rattrape ce qui a changé pendant que la page était cachée."""
        super().showEvent(event)
        if self._perimee:
            self._montrer()
