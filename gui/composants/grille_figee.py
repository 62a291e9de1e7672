"""La grille de comparaison : tête et première colonne restent en vue, le reste défile."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QCursor, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from gui.composants.entete_outils import VueOutils
from gui.composants.etat_vide import EtatVide
from gui.composants.grille_criteres import VueCriteres
from gui.tableaux import phrases
from gui.tableaux.filtre_grille import FiltreGrille
from gui.tableaux.modele_entete import LigneTete, ModeleEntete
from gui.tableaux.modele_grille import ModeleGrille
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import Catalogue
from modele.choix.objets import Comparaison

PART_PREMIERE_COLONNE = 0.4
RACCOURCIS = {"indispensable": "I", "souhaite": "S", "": "Suppr"}


class GrilleFigee(QFrame):
    """Deux tableaux l'un sur l'autre, qui partagent colonnes et défilement horizontal."""

    case_choisie = Signal(str, str)
    """Outil et critère désignés ; le critère est vide depuis la tête."""
    pourquoi_demande = Signal(str)
    """Outil dont on veut comprendre le coût."""
    exigence_demandee = Signal(str, str)
    """Critère, puis indispensable, souhaite ou chaîne vide."""
    filtre_efface = Signal()
    """La personne veut revoir tous les critères."""

    def __init__(self, catalogue: Catalogue, comparaison: Comparaison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "carte")
        self.modele_tete = ModeleEntete(comparaison, self)
        self.modele = ModeleGrille(catalogue, comparaison, self)
        self.filtre = FiltreGrille(self.modele, self)
        self.tete = VueOutils(self)
        self.tete.setModel(self.modele_tete)
        self.tete.setAccessibleName("Outils : statut et coût")
        self.coin = self._creer_coin()
        self.corps = VueCriteres(self.filtre, self)
        self.corps.setAccessibleName("Critères de comparaison")
        self._vide = EtatVide(self.corps)
        self._bout = QWidget(self)
        self._disposer()
        self._relier()
        self.corps.titres.setDefaultSectionSize(theme().px(jetons.HAUTEUR_LIGNE))
        self._bout.setFixedWidth(self.corps.verticalScrollBar().sizeHint().width())
        self._ajuster_colonnes()

    def _creer_coin(self) -> QWidget:
        coin = QWidget(self.tete)
        disposition = QHBoxLayout(coin)
        disposition.setContentsMargins(0, 0, 0, 0)
        disposition.setSpacing(0)
        self.bouton_replier = _lien("Tout replier", coin)
        self.bouton_deplier = _lien("Tout déplier", coin)
        for bouton in (self.bouton_replier, self.bouton_deplier):
            disposition.addWidget(bouton, 0, Qt.AlignmentFlag.AlignBottom)
        disposition.addStretch()
        return coin

    def _disposer(self) -> None:
        haut = QHBoxLayout()
        haut.setSpacing(0)
        haut.addWidget(self.tete)
        haut.addWidget(self._bout)
        filet = QFrame(self)
        filet.setProperty("role", "filet-fort")
        disposition = QVBoxLayout(self)
        disposition.setContentsMargins(*[jetons.FILET] * 4)
        disposition.setSpacing(0)
        disposition.addLayout(haut)
        disposition.addWidget(filet)
        disposition.addWidget(self.corps)

    def _relier(self) -> None:
        tete, corps = self.tete, self.corps
        tete.horizontalScrollBar().valueChanged.connect(corps.horizontalScrollBar().setValue)
        corps.horizontalScrollBar().valueChanged.connect(tete.horizontalScrollBar().setValue)
        corps.horizontalScrollBar().rangeChanged.connect(self._aligner_le_defilement)
        corps.redimensionnee.connect(self._ajuster_colonnes)
        tete.designee.connect(self._designer_outil)
        corps.designee.connect(self._designer_case)
        tete.activee.connect(self._activer_tete)
        corps.activee.connect(self._activer_case)
        tete.sortie.connect(self._descendre)
        corps.sortie.connect(self._monter)
        corps.exigence_demandee.connect(self.exigence_demandee)
        corps.menu_demande.connect(self.ouvrir_menu)
        self.bouton_replier.clicked.connect(self.filtre.tout_replier)
        self.bouton_deplier.clicked.connect(self.filtre.tout_deplier)
        self._vide.efface.connect(self.filtre_efface)

    def montrer(self, comparaison: Comparaison) -> None:
        """Prend une nouvelle comparaison : ordre, coûts, statuts et besoins, sans perdre la sélection."""
        marques = self.modele_tete.marques
        self.modele_tete.montrer(comparaison)
        if self.modele_tete.marques != marques:
            self.tete.ajuster(self.tete.horizontalHeader().defaultSectionSize())
        if self.modele.montrer(comparaison):
            self.filtre.rafraichir()
            self._dire_si_vide()

    def selectionner(self, outil: str, critere: str) -> None:
        """Montre la case choisie ailleurs ; déplie son groupe si le critère est nouveau."""
        if (outil, critere) == (self.modele.outil, self.modele.critere):
            return
        nouveau = critere != self.modele.critere
        self.modele_tete.choisir(outil, critere)
        self.modele.choisir(outil, critere)
        if colonne := self.modele.colonne(outil) + 1:
            ligne = max(0, self.tete.currentIndex().row())
            self.tete.setCurrentIndex(self.modele_tete.index(ligne, colonne - 1))
        if critere and nouveau:
            groupe = self.modele.rangees[self.modele.ligne(critere)].groupe
            self.filtre.replier(groupe.identifiant, False)
        index = self.filtre.index_de(outil, critere)
        if index.isValid():
            self.corps.setCurrentIndex(index)

    def reduire(self, reduite: bool) -> None:
        """À court de hauteur, la tête ne garde que noms et coûts, pour laisser voir des critères."""
        if reduite != self.tete.isRowHidden(LigneTete.STATUT):
            self.tete.reduire(reduite)
            self.tete.ajuster(self.tete.horizontalHeader().defaultSectionSize())

    def chercher(self, texte: str) -> None:
        """Ne garde que les critères qui répondent à la recherche."""
        self.filtre.chercher(texte)
        self._dire_si_vide()

    def montrer_differences(self, oui: bool) -> None:
        """Ne garde, ou non, que les critères où les outils diffèrent."""
        self.filtre.montrer_differences(oui)
        self._dire_si_vide()

    def _dire_si_vide(self) -> None:
        self._vide.montrer(self.filtre.vide, self.filtre.texte)

    def ouvrir_menu(self, ligne: int) -> None:
        """Menu d'un critère : ce qu'il vaut pour la ferme."""
        critere = self.filtre.rangee(ligne).critere
        if critere is None:
            return
        actuelle = self.modele.comparaison.situation.exigences.get(critere.identifiant, "")
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(f"Besoin : {critere.nom}")
        choix = QActionGroup(menu)
        for exigence in ("indispensable", "souhaite", ""):
            action = QAction(f"{phrases.EXIGENCES[exigence].capitalize()}\t{RACCOURCIS[exigence]}", menu)
            action.setCheckable(True)
            action.setChecked(exigence == actuelle)
            action.triggered.connect(
                lambda _=False, e=exigence: self.exigence_demandee.emit(critere.identifiant, e)
            )
            choix.addAction(action)
            menu.addAction(action)
        menu.popup(self._place_du_menu(ligne))

    def _place_du_menu(self, ligne: int) -> QPoint:
        if self.corps.underMouse():
            return QCursor.pos()
        rect = self.corps.visualRect(self.filtre.index(ligne, max(0, self.corps.currentIndex().column())))
        return self.corps.viewport().mapToGlobal(rect.bottomLeft())

    def _designer_outil(self, index: QModelIndex) -> None:
        self.case_choisie.emit(self.modele_tete.resultat(index.column()).outil, "")

    def _designer_case(self, index: QModelIndex) -> None:
        critere = self.filtre.rangee(index.row()).critere
        if critere is not None:
            self.case_choisie.emit(self.modele.resultat(index.column()).outil, critere.identifiant)

    def _activer_case(self, index: QModelIndex) -> None:
        if self.corps.groupe(index.row()):
            self.corps.basculer(index.row())
        else:
            self._designer_case(index)

    def _activer_tete(self, index: QModelIndex) -> None:
        self._designer_outil(index)
        if self.tete.est_sur_un_cout(index):
            self.pourquoi_demande.emit(self.modele_tete.resultat(index.column()).outil)

    def _descendre(self, sens: int) -> None:
        if sens > 0 and self.filtre.rowCount():
            self.corps.setCurrentIndex(self.filtre.index(0, self.tete.currentIndex().column()))
            self.corps.setFocus(Qt.FocusReason.TabFocusReason)
            self.corps.designee.emit(self.corps.currentIndex())

    def _monter(self, sens: int) -> None:
        if sens < 0:
            colonne = self.corps.currentIndex().column()
            self.tete.setCurrentIndex(self.modele_tete.index(self.tete.derniere_ligne, colonne))
            self.tete.setFocus(Qt.FocusReason.BacktabFocusReason)
            self.tete.designee.emit(self.tete.currentIndex())

    def _ajuster_colonnes(self) -> None:
        t = theme()
        ecran = self.corps.width()
        premiere = min(t.px(jetons.LARGEUR_PREMIERE_COLONNE), round(ecran * PART_PREMIERE_COLONNE))
        for vue in (self.tete, self.corps):
            vue.verticalHeader().setFixedWidth(premiere)
        place = ecran - premiere - self._bout.width()
        largeur = max(t.px(jetons.LARGEUR_COLONNE), place // max(1, self.modele.columnCount()))
        if largeur != self.corps.horizontalHeader().defaultSectionSize():
            self.tete.horizontalHeader().setDefaultSectionSize(largeur)
            self.corps.horizontalHeader().setDefaultSectionSize(largeur)
        self.tete.ajuster(largeur)
        self.coin.setGeometry(0, 0, premiere, self.tete.rowHeight(LigneTete.NOM))
        self._aligner_le_defilement()

    def _aligner_le_defilement(self) -> None:
        self.tete.horizontalScrollBar().setValue(self.corps.horizontalScrollBar().value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """La molette sur la tête fait défiler les critères."""
        QApplication.sendEvent(self.corps.verticalScrollBar(), event)


def _lien(texte: str, parent: QWidget) -> QToolButton:
    bouton = QToolButton(parent)
    bouton.setText(texte)
    bouton.setProperty("role", "lien")
    bouton.setAccessibleDescription("Groupes de critères")
    bouton.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return bouton
