"""Page « Comparer » : la grille des outils et des critères, et ce que le guide dit de chaque case."""

from types import MappingProxyType
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.composants.detail_case import DetailCase
from gui.composants.etiquettes import LigneSouple
from gui.composants.grille_figee import GrilleFigee
from gui.session import Session
from gui.tableaux import phrases
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.objets import Comparaison, Statut
from modele.situation import Exigence

PART_DETAIL = 5
PART_DETAIL_ETROIT = 6
"""Le détail prend au plus un cinquième de la hauteur, un sixième quand le texte est grand."""


class PageComparer(QWidget):
    """Recherche, ordre, grille et détail d'une session."""

    pourquoi_demande = Signal(str)
    """Outil dont on veut comprendre le coût."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.regle = LigneSouple(self, "legende")
        self.effectifs = LigneSouple(self, "legende")
        self.pourquoi = QPushButton("pourquoi\u00a0?", self)
        self.pourquoi.setProperty("role", "lien")
        self.pourquoi.setAccessibleName("Pourquoi des outils sont écartés")
        self.recherche = QLineEdit(self)
        self.recherche.setPlaceholderText("Rechercher un critère…")
        self.recherche.setAccessibleName("Rechercher un critère")
        self.recherche.setToolTip("Rechercher un critère (Ctrl+F), effacer (Échap)")
        self.recherche.setClearButtonEnabled(True)
        self.recherche.setMinimumWidth(theme().px(jetons.LARGEUR_RECHERCHE))
        self.recherche.installEventFilter(self)
        self.differences = QCheckBox("Différences seulement", self)
        self.differences.setToolTip("Ne montrer que les critères où les outils non écartés diffèrent")
        self.grille = GrilleFigee(session.catalogue, session.comparaison, self)
        self.detail = DetailCase(self)
        # À l'étroit jusqu'au premier redimensionnement : la page n'impose ainsi aucune largeur.
        self._haut = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._etroit = True
        self._disposer()
        self._relier()
        self._montrer(session.comparaison)
        self._selectionner(session.outil, session.critere)
        self.setTabOrder(self.recherche, self.differences)
        self.setTabOrder(self.differences, self.pourquoi)

    def _disposer(self) -> None:
        t = theme()
        comptes = QHBoxLayout()
        comptes.setSpacing(t.px(jetons.PAS[0]))
        comptes.addWidget(self.effectifs)
        comptes.addWidget(self.pourquoi)
        comptes.addStretch()
        ordre = QVBoxLayout()
        ordre.setSpacing(0)
        ordre.addWidget(self.regle)
        ordre.addLayout(comptes)
        controles = QHBoxLayout()
        controles.setSpacing(t.px(jetons.PAS[2]))
        controles.addWidget(self.recherche, 1)
        controles.addWidget(self.differences)
        self._haut.setSpacing(jetons.PAS[1])
        self._haut.addLayout(ordre, 1)
        self._haut.addLayout(controles)
        disposition = QVBoxLayout(self)
        disposition.setContentsMargins(jetons.MARGE_PAGE, jetons.PAS[1], jetons.MARGE_PAGE, jetons.PAS[1])
        disposition.setSpacing(jetons.PAS[1])
        disposition.addLayout(self._haut)
        disposition.addWidget(self.grille, 1)
        disposition.addWidget(self.detail)

    def _relier(self) -> None:
        session, grille = self._session, self.grille
        session.comparaison_changee.connect(self._montrer)
        session.selection_changee.connect(self._selectionner)
        grille.case_choisie.connect(session.selectionner)
        grille.pourquoi_demande.connect(self.pourquoi_demande)
        grille.exigence_demandee.connect(self._exiger)
        grille.filtre_efface.connect(self.tout_montrer)
        self.detail.exigence_demandee.connect(self._exiger)
        self.recherche.textChanged.connect(grille.chercher)
        self.differences.toggled.connect(grille.montrer_differences)
        self.pourquoi.clicked.connect(self._expliquer_les_ecartes)
        chercher = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        chercher.activated.connect(self._aller_a_la_recherche)

    def _montrer(self, comparaison: Comparaison) -> None:
        self._dire_l_ordre()
        ecarte = any(resultat.statut is Statut.ECARTE for resultat in comparaison.resultats)
        self.pourquoi.setVisible(ecarte)
        self.grille.montrer(comparaison)
        self._detailler()

    def _dire_l_ordre(self) -> None:
        """Règle et effectifs, sur deux lignes ou, à l'étroit, à la suite."""
        comparaison = self._session.comparaison
        comptes = phrases.effectifs(comparaison)
        self.regle.setText(comparaison.regle)
        self.regle.setVisible(not self._etroit)
        self.effectifs.setText(f"{comparaison.regle} {comptes}" if self._etroit else comptes)

    def _selectionner(self, outil: str, critere: str) -> None:
        self.grille.selectionner(outil, critere)
        self._detailler()

    def _detailler(self) -> None:
        session = self._session
        self.detail.montrer(session.catalogue, session.comparaison, session.outil, session.critere)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """À l'étroit, la recherche passe sous l'ordre ; le détail garde une part fixe de la hauteur."""
        super().resizeEvent(event)
        sens = QBoxLayout.Direction
        self._etroit = self.width() < theme().px(jetons.LARGEUR_ETROITE)
        self._haut.setDirection(sens.TopToBottom if self._etroit else sens.LeftToRight)
        self._dire_l_ordre()
        part = PART_DETAIL_ETROIT if self._etroit else PART_DETAIL
        self.detail.setFixedHeight(min(theme().px(jetons.HAUTEUR_DETAIL), self.height() // part))
