"""« Ma ferme » : départ guidé ou formulaire entier, puis temps et compétences disponibles."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui.composants.formulaire_ferme import FormulaireFerme
from gui.composants.questions_guidees import INVITE, QuestionsGuidees
from gui.composants.ressources_ferme import RessourcesFerme
from gui.composants.tabulation import faire_suivre
from gui.composants.texte_brut import texte_brut
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.dossiers.objets import Dossier
from modele.situation import Situation

TITRE = "Ma ferme"
VERS_LE_FORMULAIRE = "Voir tout le formulaire"


def a_decrire(dossier: Dossier) -> bool:
    """Vrai si la ferme n'a encore rien dit d'elle : l'exemple, ou un dossier tout neuf."""
    return dossier.exemple or replace(dossier.situation, nom="") == Situation()


class PartieFerme(QScrollArea):
    """Les questions et le formulaire ne sont construits qu'à leur première demande."""

    comparaison_demandee = Signal()
    """La personne a fini de décrire sa ferme et veut comparer les outils."""
    bascule_faite = Signal()
    """Émis quand les questions prennent la place du formulaire, ou l'inverse."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._guide: QWidget | None = None
        self.questions: QuestionsGuidees | None = None
        self.formulaire: FormulaireFerme | None = None
        self.guidee = False
        self.bascule = QPushButton()
        self.bascule.setProperty("role", "lien")
        self.bascule.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.bascule.clicked.connect(lambda: self._basculer(not self.guidee))
        self.ressources = RessourcesFerme(session)
        self.ressources.setMaximumWidth(theme().px(jetons.LARGEUR_GUIDE))
        self._colonne = QVBoxLayout()
        self._disposer()
        self.ouvrir(session.dossier)

    def _disposer(self) -> None:
        px = theme().px
        tete = QHBoxLayout()
        tete.addWidget(texte_brut(TITRE, "section"), 1)
        tete.addWidget(self.bascule)
        contenu = QWidget()
        contenu.setLayout(self._colonne)
        self._colonne.setContentsMargins(0, 0, px(jetons.PAS[0]), 0)
        self._colonne.setSpacing(px(jetons.PAS[2]))
        self._colonne.addLayout(tete)
        self._colonne.addWidget(self.ressources)
        self._colonne.addStretch(1)
        self.setWidget(contenu)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def ouvrir(self, dossier: Dossier) -> None:
        """Montre les questions à qui n'a encore rien dit, le formulaire aux autres."""
        guidee = a_decrire(dossier)
        if guidee and self.questions is not None:
            self.questions.recommencer()
        self._montrer(guidee)

    @property
    def question(self) -> int:
        """Question ouverte, à partir de 0."""
        return self.questions.rang if self.questions is not None else 0

    def reprendre(self, guidee: bool, question: int) -> None:
        """Rouvre les questions à celle-ci, ou le formulaire, sans prendre le clavier."""
        self._montrer(guidee)
        if guidee and self.questions is not None:
            self.questions.rouvrir(question)

    def montrer(self) -> None:
        """Remet les questions à la situation ; les champs se suivent eux-mêmes."""
        if self.guidee and self.questions is not None:
            self.questions.montrer()

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Sur un petit écran, « Continuer » reste en vue sans avoir à descendre."""
        super().resizeEvent(evenement)
        self._ajuster_la_question()

    def _ajuster_la_question(self) -> None:
        if self._guide is not None and self.questions is not None:
            au_dessus = self.bascule.sizeHint().height() + self._colonne.spacing()
            nom = self.questions.nom.sizeHint().height() + theme().px(jetons.PAS[2])
            self.questions.tenir_dans(self.viewport().height() - au_dessus - nom)

    def _basculer(self, guidee: bool) -> None:
        if guidee and self.questions is not None:
            self.questions.recommencer()
        self._montrer(guidee)
        self.verticalScrollBar().setValue(0)
        self.bascule.setFocus()

    def _montrer(self, guidee: bool) -> None:
        self.guidee = guidee
        self.bascule.setText(VERS_LE_FORMULAIRE if guidee else INVITE)
        if guidee:
            self._construire_guide().show()
        elif self._guide is not None:
            self._guide.hide()
        if not guidee:
            self._construire_formulaire().show()
        elif self.formulaire is not None:
            self.formulaire.hide()
        self.montrer()
        self.bascule_faite.emit()

    def _construire_guide(self) -> QWidget:
        if self._guide is None:
            self.questions = QuestionsGuidees(self._session)
            self.questions.comparaison_demandee.connect(self.comparaison_demandee)
            self.questions.terminee.connect(self.ressources.deplier)
            self._guide = QWidget()
            self._guide.setMaximumWidth(theme().px(jetons.LARGEUR_GUIDE))
            colonne = QVBoxLayout(self._guide)
            colonne.setContentsMargins(0, 0, 0, 0)
            colonne.setSpacing(theme().px(jetons.PAS[2]))
            colonne.addWidget(self.questions.nom)
            colonne.addWidget(self.questions)
            self._colonne.insertWidget(1, self._guide)
            self._ordonner(self._guide, self.questions.nom.champ)
            self._ajuster_la_question()
        return self._guide

    def _construire_formulaire(self) -> FormulaireFerme:
        if self.formulaire is None:
            self.formulaire = FormulaireFerme(self._session)
            self._colonne.insertWidget(1, self.formulaire)
            self._ordonner(self.formulaire, self.formulaire.nom.champ)
        return self.formulaire

    def _ordonner(self, partie: QWidget, nom: QWidget) -> None:
        """La tabulation suit la lecture : le nom d'abord, bien qu'il soit construit avec son groupe."""
        faire_suivre(self.bascule, partie, self.ressources)
        QWidget.setTabOrder(self.bascule, nom)
