"""La fenêtre : rail, barre, pages et panneau du calculateur.

N'importe à son chargement que de quoi peindre le squelette ; le reste vient dans `accueillir`. L'espace de noms
`Qt`, à lui seul, demande autant de temps que deux peintures : il attend aussi.
"""

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.composants.attente import Attente
from gui.journal import noter_page
from gui.plan_des_pages import AVEC_PANNEAU, PAGE_DE_DEPART, PAGES
from gui.theme.style import NomTheme, appliquer, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from gui.rangement import Rangement
    from gui.reception_catalogue import Reception
    from gui.session import Session
    from gui.taches import Travaux
    from modele.catalogue.objets import Catalogue
    from modele.dossiers.objets import Dossier

TITRE = "Boussole circuits courts"
SANS_NOM = "Ferme sans nom"

TAILLES = (100, 150, 200)


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
        self.session = session
        self.rangement = rangement
        session.dossier_change.connect(self._titrer)
        session.dossier_ouvert.connect(self._dire_les_inconnus)
        session.catalogue_change.connect(self._changer_de_catalogue)
        if rangement is not None:
            rangement.empeche.connect(lambda texte: self.bandeau.montrer(texte, "erreur"))
            rangement.a_restaurer.connect(self._proposer_de_restaurer)
            rangement.a_reessayer.connect(self._proposer_de_reessayer)
            rangement.bloque.connect(self._proposer_de_passer_outre)
            rangement.retablie.connect(self._dire_le_retour)
            rangement.supprime.connect(self._proposer_de_remettre)
        self._actions()
        self.construire(panneau_ensuite)

    def construire(self, panneau_ensuite: bool = False) -> None:
        """(Re)construit rail, barre, pages et panneau, au thème courant."""
        assert self.session is not None
        from gui.composants.bandeau import Bandeau
        from gui.composants.plan import Plan
        from gui.rail import Rail

        self.aide.finir_la_visite()
        self._pages = {}
        self.rail = Rail(PAGES)
        self.rail.page_demandee.connect(self.montrer)
        self.bandeau = Bandeau()
        self.pile = QStackedWidget()
        self.plan = Plan(self.pile, self._panneau_retenu())
        centre = QVBoxLayout()
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(0)
        centre.addWidget(self._barre())
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

    def montrer(self, identifiant: str) -> None:
        """Ouvre une page, construite à sa première visite."""
        noter_page(identifiant)
        if identifiant not in self._pages:
            entree = next(entree for entree in PAGES if entree.identifiant == identifiant)
            page = getattr(importlib.import_module(entree.module), entree.classe)(self.session)
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
        self.pile.setCurrentWidget(self._pages[identifiant])
        self.plan.montrer_panneau(identifiant in AVEC_PANNEAU)
        self.rail.marquer(identifiant)

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

    def _barre(self) -> QWidget:
        from PySide6.QtCore import Qt

        from gui.theme.icones import icone

        barre = QWidget()
        barre.setObjectName("barre")
        barre.setStyleSheet(f"#barre {{ border-bottom: 1px solid {theme().couleurs.trait}; }}")
        barre.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        disposition = QHBoxLayout(barre)
        px = theme().px
        disposition.setContentsMargins(px(16), px(8), px(12), px(8))
        disposition.setSpacing(px(8))
        self._nom_de_ferme = QLabel()
        self._nom_de_ferme.setTextFormat(Qt.TextFormat.PlainText)
        self._nom_de_ferme.setProperty("role", "section")
        self._nom_de_ferme.setMinimumWidth(px(80))
        self._nom_de_ferme.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        disposition.addWidget(self._nom_de_ferme, 1)
        self.bouton_exporter = QPushButton("Exporter vers Excel")
        self.bouton_exporter.setProperty("role", "principal")
        self.bouton_exporter.setIcon(icone("exporter", "sur_accent"))
        self.bouton_exporter.setIconSize(QSize(px(16), px(16)))
        self.bouton_exporter.setToolTip("Écrire la comparaison dans un classeur (Ctrl+E)")
        self.bouton_exporter.clicked.connect(self.action_exporter.trigger)
        disposition.addWidget(self.bouton_exporter)
        disposition.addWidget(self.aide.bouton())
        bouton_menu = QToolButton()
        bouton_menu.setIcon(icone("menu"))
        bouton_menu.setIconSize(QSize(px(20), px(20)))
        bouton_menu.setAccessibleName("Menu")
        bouton_menu.setToolTip("Menu (F10)")
        bouton_menu.setShortcut(QKeySequence(Qt.Key.Key_F10))
        bouton_menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        bouton_menu.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        bouton_menu.setMenu(self._menu(bouton_menu))
        disposition.addWidget(bouton_menu)
        return barre

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

    def _menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        menu.addAction(self.action_annuler)
        menu.addAction(self.action_retablir)
        menu.addSeparator()
        menu.addAction(self.action_exporter)
        menu.addAction(self.action_imprimer)
        menu.addAction(self.action_reprendre)
        menu.addAction(self.action_panneau)
        menu.addAction(self.action_sauvegardes)
        menu.addSeparator()
        themes: tuple[tuple[str, NomTheme], ...] = (("Thème clair", "clair"), ("Thème sombre", "sombre"))
        for texte, nom in themes:
            action = menu.addAction(texte)
            action.setCheckable(True)
            action.setChecked(theme().nom == nom)
            action.triggered.connect(lambda _coche=False, nom=nom: self.changer_apparence(nom=nom))
        menu.addSeparator()
        for taille in TAILLES:
            action = menu.addAction(f"Texte à {taille}\u00a0%")
            action.setCheckable(True)
            action.setChecked(round(theme().echelle * 100) == taille)
            action.triggered.connect(
                lambda _coche=False, taille=taille: self.changer_apparence(taille=taille)
            )
        menu.addSeparator()
        menu.addMenu(self.aide.menu(menu))
        menu.addAction(self.action_quitter)
        return menu

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

    def _proposer_de_restaurer(self, texte: str) -> None:
        assert self.rangement is not None
        self.bandeau.montrer(
            texte,
            "erreur",
            (("Voir les sauvegardes…", self.montrer_sauvegardes), ("Réessayer", self.rangement.reessayer)),
        )

    def _proposer_de_reessayer(self, texte: str) -> None:
        assert self.rangement is not None
        self.bandeau.montrer(texte, "erreur", (("Réessayer", self.rangement.reessayer),))

    def _proposer_de_passer_outre(self, texte: str, continuer: object) -> None:
        def passer_outre() -> None:
            self.bandeau.hide()
            if callable(continuer):
                continuer()

        self.bandeau.montrer(texte, "erreur", (("Continuer sans l'enregistrer", passer_outre),))

    def _dire_le_retour(self, texte: str) -> None:
        if texte:
            self.bandeau.montrer(texte)
        else:
            self.bandeau.hide()

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

    def _proposer_de_remettre(self, dossier: "Dossier") -> None:
        assert self.rangement is not None
        nom = dossier.nom or SANS_NOM
        self.bandeau.montrer(
            f"Dossier supprimé : {nom}", actions=(("Annuler", lambda: self._remettre(dossier)),)
        )

    def _remettre(self, dossier: "Dossier") -> None:
        assert self.rangement is not None
        self.bandeau.hide()
        self.rangement.remettre(dossier)

    def _titrer(self) -> None:
        assert self.session is not None
        nom = self.session.situation.nom or SANS_NOM
        self._nom_de_ferme.setText(nom)
        self.setWindowTitle(f"{nom} – {TITRE}")

    def keyPressEvent(self, evenement: "QKeyEvent") -> None:
        """Entrée actionne le bouton choisi, comme Espace : Qt ne le fait que dans un dialogue."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QAbstractButton

        bouton = QApplication.focusWidget()
        entree = evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entree and not evenement.isAutoRepeat() and isinstance(bouton, QAbstractButton):
            bouton.click()
        else:
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
