"""La fenêtre : rail, barre, pages et panneau du calculateur.

N'importe à son chargement que de quoi peindre le squelette ; le reste vient dans `accueillir`. L'espace de noms
`Qt`, à lui seul, demande autant de temps que deux peintures : il attend aussi.
"""

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.composants.attente import Attente
from gui.journal import noter_page
from gui.plan_des_pages import AVEC_PANNEAU, PAGE_DE_DEPART, PAGES
from gui.theme.style import NomTheme, appliquer, theme

if TYPE_CHECKING:
    from gui.rangement import Rangement
    from gui.reception_catalogue import Reception
    from gui.session import Session
    from gui.taches import Travaux
    from gui.vues_retenues import VueRetenue
    from modele.catalogue.objets import Catalogue
    from modele.dossiers.objets import Dossier

TITRE = "Boussole circuits courts"
_PANNEAU = "panneau"
"""Nom du calculateur parmi les vues retenues."""


class Fenetre(QMainWindow):
    """Fenêtre principale ; `charger` la remplit après sa première peinture."""

    def __init__(self, reglages: QSettings, travaux: "Travaux | None" = None) -> None:
        super().__init__()
        self.setWindowTitle(TITRE)
        self.resize(1366, 740)
        self.reglages = reglages
        self._travaux = travaux
        self._reception: Reception | None = None
        self.session: Session | None = None
        self.rangement: Rangement | None = None
        self._pages: dict[str, QWidget] = {}
        self._vues: dict[str, VueRetenue] = {}
        self._page = PAGE_DE_DEPART
        self.attente = Attente()
        self.setCentralWidget(self.attente)
        geometrie = reglages.value("fenetre/geometrie")
        if geometrie is not None:
            self.restoreGeometry(geometrie)

    def accueillir(
        self, session: "Session", rangement: "Rangement | None" = None, panneau_ensuite: bool = False
    ) -> None:
        """Prend la session, et ce qui l'enregistre, puis construit l'intérieur.

        `panneau_ensuite` laisse peindre la grille d'abord : appeler `poser_panneau` après.
        """
        from gui.composants.bandeau import Bandeau

        self.session = session
        self.rangement = rangement
        self.bandeau = Bandeau()
        session.dossier_change.connect(self._titrer)
        session.dossier_ouvert.connect(self._dire_les_inconnus)
        session.dossier_ouvert.connect(lambda _dossier: self._vues.clear())
        session.catalogue_change.connect(self._changer_de_catalogue)
        if rangement is not None:
            from gui.avis_dossiers import AvisDossiers

            AvisDossiers(self, rangement)
        self._actions()
        self.construire(panneau_ensuite)

    def construire(self, panneau_ensuite: bool = False) -> None:
        """(Re)construit rail, barre, pages et panneau, au thème courant."""
        assert self.session is not None
        from gui.barre import Barre
        from gui.composants.plan import Plan
        from gui.rail import Rail

        self.aide.finir_la_visite()
        self._retenir_les_vues()
        self.rail = Rail(PAGES)
        self.rail.page_demandee.connect(self.montrer)
        self.barre = Barre(self)
        # Le même d'un thème à l'autre : un message ou un travail en cours ne se perd pas.
        self.bandeau.habiller()
        self.pile = QStackedWidget()
        self.plan = Plan(self.pile, self._panneau_retenu())
        centre = QVBoxLayout()
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(0)
        centre.addWidget(self.barre)
        centre.addWidget(self.bandeau)
        centre.addWidget(self.plan, 1)
        cadre = QWidget()
        disposition = QHBoxLayout(cadre)
        disposition.setContentsMargins(0, 0, 0, 0)
        disposition.setSpacing(0)
        disposition.addWidget(self.rail)
        disposition.addLayout(centre, 1)
        self.setCentralWidget(cadre)
        self.montrer(self._page)
        if not panneau_ensuite:
            self.poser_panneau()
        # Sans quoi le premier bouton du rail paraîtrait choisi au clavier.
        self.pile.setFocus()
        self._titrer()

    def poser_panneau(self) -> None:
        """Construit le calculateur à la place qui lui est gardée."""
        from gui.composants.panneau_calculateur import PanneauCalculateur

        assert self.session is not None
        self.panneau = PanneauCalculateur(self.session)
        self.panneau.repli_change.connect(self._replier)
        self.panneau.replier(self.plan.recouvre or self._panneau_retenu())
        self.plan.poser(self.panneau)
        self.plan.recouvrement_change.connect(self._adapter_panneau)
        self._rendre_la_vue(_PANNEAU, self.panneau)

    def montrer(self, identifiant: str) -> None:
        """Ouvre une page, construite à sa première visite."""
        noter_page(identifiant)
        if identifiant not in self._pages:
            entree = next(entree for entree in PAGES if entree.identifiant == identifiant)
            page = getattr(importlib.import_module(entree.module), entree.classe)(self.session)
            page.setAccessibleName(entree.titre)
            self._pages[identifiant] = page
            self.pile.addWidget(page)
            if hasattr(page, "pourquoi_demande"):
                page.pourquoi_demande.connect(self._expliquer)
            if hasattr(page, "page_demandee"):
                page.page_demandee.connect(self.montrer)
            if hasattr(page, "classeur_demande"):
                page.classeur_demande.connect(self.reprendre)
            if hasattr(page, "lot_demande"):
                page.lot_demande.connect(self.traiter_un_lot)
            if hasattr(page, "effacement_demande"):
                page.effacement_demande.connect(self.effacer_les_donnees)
            if hasattr(page, "confier"):
                page.confier(self.travaux)
            if hasattr(page, "brancher"):
                page.brancher(self.rangement)
        self._page = identifiant
        clavier_a_la_page = self._clavier_dans_la_page()
        self.pile.setCurrentWidget(self._pages[identifiant])
        if clavier_a_la_page:
            # Qt le donnerait au premier venu, quitte à faire défiler la page sans qu'on l'ait demandé.
            self._pages[identifiant].setFocus()
        self._rendre_la_vue(identifiant, self._pages[identifiant])
        self.plan.montrer_panneau(identifiant in AVEC_PANNEAU)
        self.rail.marquer(identifiant)

    def _clavier_dans_la_page(self) -> bool:
        """Vrai si ce qui a le clavier disparaîtra avec la page ou son calculateur."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self.pile or self.plan.isAncestorOf(focus))

    def _retenir_les_vues(self) -> None:
        """Oublie les pages, qui vont être refaites, mais non ce que l'on y avait choisi."""
        anciennes = dict(self._pages)
        if anciennes and self.plan.pourvu:
            anciennes[_PANNEAU] = self.panneau
        if anciennes:
            from gui.vues_retenues import retenir

            self._vues |= {nom: retenir(page) for nom, page in anciennes.items()}
        self._pages = {}

    def _rendre_la_vue(self, nom: str, page: QWidget) -> None:
        if nom in self._vues:
            from gui.vues_retenues import reprendre

            reprendre(page, self._vues.pop(nom))

    @property
    def page(self) -> QWidget:
        """Page ouverte."""
        return self._pages[self._page]

    @property
    def identifiant_de_page(self) -> str:
        """Identifiant de la page ouverte."""
        return self._page

    @property
    def travaux(self) -> "Travaux":
        """Lanceur des travaux longs."""
        from gui.taches import Travaux

        if self._travaux is None:
            self._travaux = Travaux(self)
        return self._travaux

    @property
    def reception(self) -> "Reception":
        """Ce qui mène les changements d'édition du catalogue."""
        from gui.reception_catalogue import Reception

        assert self.session is not None
        if self._reception is None:
            self._reception = Reception(
                self.session, self.rangement, self.travaux, lambda: self.bandeau, self
            )
        return self._reception

    def _changer_de_catalogue(self, ancien: "Catalogue") -> None:
        from gui.reception_catalogue import annoncer

        self.construire()
        annoncer(self, ancien)

    def _dire_les_inconnus(self, dossier: "Dossier") -> None:
        from gui.reception_catalogue import dire_les_inconnus

        dire_les_inconnus(self, dossier)

    def _actions(self) -> None:
        from gui.aide.actions import ActionsAide

        self.action_exporter = self._action("Exporter vers Excel…", "Ctrl+E", self.exporter)
        self.action_imprimer = self._action("Imprimer…", "Ctrl+P", self.imprimer)
        self.action_reprendre = self._action("Ouvrir un classeur…", "Ctrl+O", self.reprendre)
        self.action_panneau = self._action("Ouvrir ou replier le calculateur", "F4", self.basculer_panneau)
        self.action_sauvegardes = QAction("Sauvegardes", self)
        self.action_sauvegardes.triggered.connect(self.montrer_sauvegardes)
        self.action_sauvegardes.setEnabled(self.rangement is not None)
        self.action_quitter = self._action("Quitter", "Ctrl+Q", self.close)
        self.aide = ActionsAide(self)
        assert self.session is not None
        pile = self.session.annulations
        self.action_annuler = pile.createUndoAction(self, "Annuler")
        # Leur libellé change avec ce qu'elles défont.
        self.action_annuler.setWhatsThis("Annuler le dernier changement")
        self.action_annuler.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self.action_retablir = pile.createRedoAction(self, "Rétablir")
        self.action_retablir.setWhatsThis("Rétablir ce que l'on vient d'annuler")
        self.action_retablir.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.addActions([self.action_annuler, self.action_retablir])

    def _action(self, texte: str, raccourci: str, faire: object) -> QAction:
        action = QAction(texte, self)
        action.setShortcut(QKeySequence(raccourci))
        action.triggered.connect(faire)
        self.addAction(action)
        return action

    def changer_apparence(self, nom: NomTheme | None = None, taille: int | None = None) -> None:
        """Change de thème ou de taille de texte, tout de suite et pour les prochaines fois."""
        nom = nom or theme().nom
        taille = taille or round(theme().echelle * 100)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        appliquer(application, nom, taille / 100)
        self.reglages.setValue("fenetre/theme", nom)
        self.reglages.setValue("fenetre/texte", taille)
        # Au tour suivant : le menu qui a demandé le changement est encore ouvert.
        QTimer.singleShot(0, self.construire)

    def basculer_panneau(self) -> None:
        """Ouvre ou replie le calculateur."""
        if self.plan.pourvu:
            self.panneau.replier(not self.panneau.replie)

    def exporter(self, _coche: bool = False) -> None:
        """Demande où écrire, puis écrit le classeur sans figer la fenêtre."""
        from gui.export_classeur import demander_et_exporter

        demander_et_exporter(self)

    def imprimer(self, _coche: bool = False) -> None:
        """Ouvre l'aperçu des deux pages à imprimer."""
        from gui.impression.apercu import ouvrir_apercu

        ouvrir_apercu(self)

    def montrer_sauvegardes(self) -> None:
        """Ouvre la liste des sauvegardes."""
        from gui.pages.donnees import SAUVEGARDES, PageDonnees

        self.montrer("donnees")
        assert isinstance(self.page, PageDonnees)
        self.page.montrer(SAUVEGARDES)

    def effacer_les_donnees(self) -> None:
        """Demande s'il faut tout effacer, puis repart sur l'exemple."""
        from gui.effacement import demander_et_effacer

        demander_et_effacer(self)

    def reprendre(self, _coche: bool = False) -> None:
        """Demande un classeur exporté, puis montre ce qu'il changerait."""
        from gui.reprise_classeur import demander_et_reprendre

        demander_et_reprendre(self)

    def traiter_un_lot(self, tous_mes_dossiers: bool = False) -> None:
        """Ouvre de quoi écrire un classeur par ferme d'un lot, ou par dossier de l'accueil."""
        from gui.lot import montrer_lot

        montrer_lot(self, tous_mes_dossiers)

    def _replier(self, replie: bool) -> None:
        self.plan.replier(replie)
        if not self.plan.recouvre:
            self.reglages.setValue("fenetre/panneau_replie", replie)

    def _adapter_panneau(self, recouvre: bool) -> None:
        self.panneau.replier(recouvre or self._panneau_retenu())

    def _panneau_retenu(self) -> bool:
        return bool(self.reglages.value("fenetre/panneau_replie", False, bool))

    def _expliquer(self, outil: str) -> None:
        if self.plan.pourvu:
            self.panneau.expliquer(outil)

    def _titrer(self) -> None:
        from modele.situation import FERME_SANS_NOM

        assert self.session is not None
        nom = self.session.situation.nom or FERME_SANS_NOM
        self.barre.nommer(nom)
        self.setWindowTitle(f"{nom} – {TITRE}")

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée actionne le bouton qui a le clavier."""
        from gui.clavier import actionner

        if not actionner(evenement):
            super().keyPressEvent(evenement)

    def closeEvent(self, evenement: QCloseEvent) -> None:
        """Retient la place de la fenêtre et laisse finir ou annule les travaux ; demande avant de perdre une saisie."""
        from gui.fermeture import peut_fermer

        if not peut_fermer(self):
            evenement.ignore()
            return
        self.reglages.setValue("fenetre/geometrie", self.saveGeometry())
        self.reglages.sync()
        self.travaux.attendre()
        if self.rangement is not None:
            self.rangement.fermer()
        super().closeEvent(evenement)
