"""Page « Comparer » : la grille des outils, leur classement, et les présélectionnés côte à côte."""

from types import MappingProxyType
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.composants.champ_recherche import LigneRecherche
from gui.composants.choix_preselection import MINIMUM, BarrePreselection, preselection
from gui.composants.choix_segments import ChoixSegments
from gui.composants.detail_case import DetailCase
from gui.composants.etiquettes import LigneSouple
from gui.composants.grille_figee import GrilleFigee
from gui.session import Session
from gui.tableaux import phrases
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.objets import Statut
from modele.situation import Exigence

PART_DETAIL = 5
PART_DETAIL_ETROIT = 6
"""Le détail prend au plus un cinquième de la hauteur, un sixième quand le texte est grand."""
GRILLE, CHOIX, COTE_A_COTE = "grille", "choix", "cote-a-cote"
VUES = ((GRILLE, "Grille"), (CHOIX, "Choix"), (COTE_A_COTE, "Côte à côte"))

SENS_DES_VUES = {
    GRILLE: "Ce que chaque outil sait faire, critère par critère",
    CHOIX: "Les outils classés, et pourquoi les autres sont écartés",
    COTE_A_COTE: "Deux à quatre outils présélectionnés, en colonnes",
}


class PageComparer(QWidget):
    """Trois vues d'une session ; celles qu'on ne voit pas attendent d'être montrées."""

    pourquoi_demande = Signal(str)
    """Outil dont on veut comprendre le coût."""
    page_demandee = Signal(str)
    """Identifiant d'une autre page à ouvrir."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._grille_perimee = False
        self.vues = ChoixSegments("Vue", VUES, self)
        for vue, phrase in SENS_DES_VUES.items():
            self.vues.expliquer(vue, phrase)
        self.regle = LigneSouple(self, "legende")
        self.effectifs = LigneSouple(self, "legende")
        self.pourquoi = QPushButton("pourquoi\u00a0?", self)
        self.pourquoi.setProperty("role", "lien")
        self.pourquoi.setAccessibleName("Pourquoi des outils sont écartés")
        self.pourquoi.setToolTip("Aller au premier outil écarté et lire sa raison")
        self.recherche = LigneRecherche("Rechercher un critère", self)
        self.recherche.setMinimumWidth(theme().px(jetons.LARGEUR_PREMIERE_COLONNE))
        self.recherche.installEventFilter(self)
        self.differences = QCheckBox("Différences seulement", self)
        self.differences.setToolTip("Ne montrer que les critères où les outils non écartés diffèrent")
        self.barre = BarrePreselection(self)
        self.grille = GrilleFigee(session.catalogue, session.comparaison, self)
        self.detail = DetailCase(self)
        self._pile = QStackedWidget(self)
        self._ouvertes: dict[str, QWidget] = {}
        self._ordre = QWidget(self)
        self._haut, self._bas = QHBoxLayout(), QHBoxLayout()
        # À l'étroit jusqu'au premier redimensionnement : la page n'impose ainsi aucune largeur.
        self._etroit = True
        self._basse = False
        self._disposer()
        self._relier()
        self._montrer_grille()
        self._montrer_vue(GRILLE)
        self.setTabOrder(self.vues.bouton(COTE_A_COTE), self.recherche)
        self.setTabOrder(self.recherche, self.differences)
        self.setTabOrder(self.differences, self.pourquoi)

    def _disposer(self) -> None:
        t = theme()
        comptes = QHBoxLayout()
        comptes.setSpacing(t.px(jetons.PAS[0]))
        comptes.addWidget(self.effectifs)
        comptes.addWidget(self.pourquoi)
        comptes.addStretch()
        ordre = QVBoxLayout(self._ordre)
        ordre.setContentsMargins(0, 0, 0, 0)
        ordre.setSpacing(0)
        ordre.addWidget(self.regle)
        ordre.addLayout(comptes)
        for rangee in (self._haut, self._bas):
            rangee.setSpacing(t.px(jetons.PAS[2]))
        self._ranger_la_tete()
        vue_grille = QWidget(self)
        grille = QVBoxLayout(vue_grille)
        grille.setContentsMargins(0, 0, 0, 0)
        grille.setSpacing(jetons.PAS[1])
        grille.addWidget(self.grille, 1)
        grille.addWidget(self.detail)
        self._ouvertes[GRILLE] = vue_grille
        self._pile.addWidget(vue_grille)
        disposition = QVBoxLayout(self)
        disposition.setContentsMargins(jetons.MARGE_PAGE, jetons.PAS[1], jetons.MARGE_PAGE, jetons.PAS[1])
        disposition.setSpacing(jetons.PAS[1])
        disposition.addLayout(self._haut)
        disposition.addLayout(self._bas)
        disposition.addWidget(self._pile, 1)

    def _ranger_la_tete(self) -> None:
        """Une rangée ou, à l'étroit, deux : la recherche suit alors les vues, l'ordre passe dessous."""
        for rangee in (self._haut, self._bas):
            while rangee.count():
                rangee.takeAt(0)
        premiere, suite = (self.recherche, self._ordre) if self._etroit else (self._ordre, self.recherche)
        seconde = self._bas if self._etroit else self._haut
        self._haut.addWidget(self.vues)
        self._haut.addWidget(premiere, 1)
        seconde.addWidget(suite, 1 if self._etroit else 0)
        seconde.addWidget(self.differences)
        seconde.addWidget(self.barre, 1)
        # Sans quoi les vues, seules sur leur rangée, en prendraient le milieu.
        self._haut.addStretch()

    def _relier(self) -> None:
        session, grille = self._session, self.grille
        session.comparaison_changee.connect(self._suivre)
        session.dossier_change.connect(self._dire_la_preselection)
        session.selection_changee.connect(self._selectionner)
        grille.case_choisie.connect(session.selectionner)
        grille.pourquoi_demande.connect(self.pourquoi_demande)
        grille.exigence_demandee.connect(self._exiger)
        grille.filtre_efface.connect(self.tout_montrer)
        self.vues.choisi.connect(self._montrer_vue)
        self.barre.suite_demandee.connect(self._changer_de_vue)
        self.detail.exigence_demandee.connect(self._exiger)
        self.recherche.textChanged.connect(grille.chercher)
        self.differences.toggled.connect(grille.montrer_differences)
        self.pourquoi.clicked.connect(self._expliquer_les_ecartes)
        chercher = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        chercher.activated.connect(self._aller_a_la_recherche)

    @property
    def controles_de_vue(self) -> dict[str, QWidget]:
        """Ce que l'on choisit de voir."""
        return {"vue": self.vues, "recherche": self.recherche, "differences": self.differences}

    @property
    def endroit(self) -> frozenset[str]:
        """Groupes de critères repliés."""
        return self.grille.filtre.replies

    def revenir(self, endroit: frozenset[str]) -> None:
        """Replie les mêmes groupes."""
        self.grille.filtre.replier_seulement(endroit)

    @property
    def sujet_d_aide(self) -> str:
        """Sujet de l'aide qui explique la vue ouverte."""
        return "comparer" if self.vues.choix == GRILLE else "choix"

    def montrer_vue(self, vue: str) -> None:
        """Ouvre une vue : `GRILLE`, `CHOIX` ou `COTE_A_COTE`."""
        self.vues.bouton(vue).setChecked(True)

    def _montrer_vue(self, vue: str) -> None:
        if vue not in self._ouvertes:
            self._ouvertes[vue] = self._construire(vue)
            self._pile.addWidget(self._ouvertes[vue])
        sur_la_grille = vue == GRILLE
        for widget in (self._ordre, self.recherche, self.differences):
            widget.setVisible(sur_la_grille)
        self.barre.setVisible(not sur_la_grille)
        self._dire_la_preselection()
        self._pile.setCurrentWidget(self._ouvertes[vue])
        self._rattraper()
        # Qt ne suit que le clavier : la tabulation doit mener à la vue ouverte d'ailleurs aussi.
        for cle, _ in VUES:
            ouverte = Qt.FocusPolicy.StrongFocus if cle == vue else Qt.FocusPolicy.ClickFocus
            self.vues.bouton(cle).setFocusPolicy(ouverte)

    def _construire(self, vue: str) -> QWidget:
        """Une vue autre que la grille, chargée à sa première visite."""
        from gui.composants.choix_cote_a_cote import VueCoteACote
        from gui.composants.choix_vue import VueChoix

        nouvelle = VueChoix(self._session, self) if vue == CHOIX else VueCoteACote(self._session, self)
        nouvelle.page_demandee.connect(self.page_demandee)
        return nouvelle

    def _changer_de_vue(self) -> None:
        """Du choix aux colonnes, et retour."""
        self.montrer_vue(CHOIX if self.vues.choix == COTE_A_COTE else COTE_A_COTE)

    def _dire_la_preselection(self) -> None:
        if self.vues.choix == COTE_A_COTE:
            self.barre.montrer(self._session, "Changer la présélection", utile=True)
        elif self.vues.choix == CHOIX:
            assez = len(preselection(self._session)) >= MINIMUM
            self.barre.montrer(self._session, "Voir côte à côte", utile=assez)

    def _suivre(self) -> None:
        """Cachée, la grille attend : une frappe ne paie que la vue que l'on regarde."""
        self._grille_perimee = True
        self._rattraper()

    def _rattraper(self) -> None:
        if self._grille_perimee and self.isVisible() and self.vues.choix == GRILLE:
            self._montrer_grille()

    def _montrer_grille(self) -> None:
        self._grille_perimee = False
        session = self._session
        self._dire_l_ordre()
        ecarte = any(resultat.statut is Statut.ECARTE for resultat in session.comparaison.resultats)
        self.pourquoi.setVisible(ecarte)
        self.grille.montrer(session.comparaison)
        self._selectionner(session.outil, session.critere)

    def _dire_l_ordre(self) -> None:
        """Règle et effectifs, sur deux lignes ou, à l'étroit, à la suite ; trop bas, la règle passe dans l'infobulle."""
        comparaison = self._session.comparaison
        comptes = phrases.effectifs(comparaison)
        self.regle.setText(comparaison.regle)
        self.regle.setVisible(not self._etroit)
        ensemble = self._etroit and not self._basse
        self.effectifs.setText(f"{comparaison.regle} {comptes}" if ensemble else comptes)
        self.effectifs.setToolTip(phrases.infobulle(comparaison.regle) if self._basse else "")

    def _selectionner(self, outil: str, critere: str) -> None:
        if not self._grille_perimee:
            self.grille.selectionner(outil, critere)
            self._detailler()

    def _detailler(self) -> None:
        session = self._session
        self.detail.montrer(session.catalogue, session.comparaison, session.outil, session.critere)
        self.detail.setHidden(self._basse and not (session.outil or session.critere))

    def _exiger(self, critere: str, exigence: str) -> None:
        """Change un besoin de la ferme ; une chaîne vide le retire."""
        exigences = dict(self._session.situation.exigences)
        exigences.pop(critere, None)
        if exigence:
            exigences[critere] = cast(Exigence, exigence)
        self._session.modifier(exigences=MappingProxyType(exigences))

    def _expliquer_les_ecartes(self) -> None:
        comparaison = self._session.comparaison
        for outil in comparaison.ordre:
            if comparaison.par_outil[outil].statut is Statut.ECARTE:
                self._session.selectionner(outil, "")
                return

    def tout_montrer(self) -> None:
        """Efface la recherche et la case « Différences seulement »."""
        self.recherche.clear()
        self.differences.setChecked(False)
        self.recherche.setFocus()

    def _aller_a_la_recherche(self) -> None:
        self.montrer_vue(GRILLE)
        self.recherche.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.recherche.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Échap vide la recherche, puis rend le clavier à la grille ; ↓ y descend."""
        presse = event.type() == QEvent.Type.KeyPress
        if presse and watched is self.recherche and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.recherche.text():
                self.recherche.clear()
                return True
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
                self.grille.corps.setFocus()
                return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Rattrape ce qui a changé pendant que la page était cachée."""
        super().showEvent(event)
        self._rattraper()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """À l'étroit, la tête prend deux rangées ; le détail garde une part fixe de la hauteur.

        Trop basse, la page tait ce qui se lit ailleurs : il reste de quoi voir des critères.
        """
        super().resizeEvent(event)
        etroit = self.width() < theme().px(jetons.LARGEUR_ETROITE)
        if etroit != self._etroit:
            self._etroit = etroit
            self._ranger_la_tete()
        self._basse = self.height() < theme().px(jetons.HAUTEUR_BASSE)
        self.grille.reduire(self._basse)
        self._detailler()
        self._dire_l_ordre()
        part = PART_DETAIL_ETROIT if self._etroit else PART_DETAIL
        self.detail.setFixedHeight(min(theme().px(jetons.HAUTEUR_DETAIL), self.height() // part))
