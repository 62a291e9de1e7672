"""« Questions à poser à l'éditeur », par outil présélectionné."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.composants.choix_preselection import preselection
from gui.composants.disposition_souple import DispositionSouple
from gui.composants.groupe_repliable import GroupeRepliable
from gui.composants.methode_disposition import borner, largeur_de_lecture
from gui.composants.methode_modele import TITRE_QUESTIONS
from gui.composants.methode_preselection import Preselection, nom_outil
from gui.composants.methode_question import RangeeQuestion
from gui.composants.methode_questions_mots import QuestionMontree, bilan, garder, message
from gui.composants.methode_rangees import Rangees
from gui.composants.texte_brut import texte_brut
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.phrases import compter
from modele.dossiers.objets import Question
from modele.nombres import ESPACE_INSECABLE

INTRODUCTION = (
    "Elles viennent de ce que le guide ne dit pas sur vos besoins, de ses prix à confirmer et de ses passages "
    "incertains. Décochez celles qui ne vous servent pas, changez-en les mots, notez les réponses."
)
SANS_PRESELECTION = (
    f"Vous n'avez pas encore de présélection{ESPACE_INSECABLE}: voici les questions pour les premiers outils de la "
    f"page «{ESPACE_INSECABLE}Comparer{ESPACE_INSECABLE}»."
)
AUCUN_OUTIL = (
    f"Tous les outils sont écartés par vos besoins{ESPACE_INSECABLE}: cochez ci-dessus ceux que vous voulez "
    "interroger."
)
Interroge = tuple[str, tuple[QuestionMontree, ...]]
"""Un outil et ses questions."""


class GroupeQuestions(GroupeRepliable):
    """Les questions d'un outil, et de quoi les envoyer."""

    copie = Signal(str)
    """Émis avec une phrase quand le message est dans le presse-papiers, ou qu'il est vide."""
    retire = Signal(str)
    """Émis avec une phrase quand une question vient d'être supprimée."""
    contacts_demandes = Signal(str)
    structure_changee = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self._session = session
        self.outil = ""
        self._montrees: tuple[QuestionMontree, ...] = ()
        super().__init__("", self._champs, parent=parent)
        self.bascule.connect(self._suivre_le_pli)

    def montrer(self, interroge: Interroge) -> None:
        """Prend l'outil et ses questions."""
        self.outil, self._montrees = interroge
        titre = f"{self._nom}{ESPACE_INSECABLE}: {bilan(self._montrees)}"
        if titre != self.titre.text():
            self.titre.setText(titre)
            self.titre.setAccessibleName(titre)
        if self.deplie:
            self._montrer_questions()

    @property
    def _nom(self) -> str:
        return nom_outil(self._session.catalogue, self.outil)

    def _champs(self) -> list[QWidget]:
        self.questions = Rangees(self._creer, jetons.PAS[2])
        self.copier = QPushButton("Copier les questions")
        self.copier.setToolTip("Mettre dans le presse-papiers les questions sans réponse, pour un message")
        self.copier.clicked.connect(self._copier)
        self.ajouter = QPushButton("Ajouter une question")
        self.ajouter.clicked.connect(self._ajouter)
        self.contacts = QPushButton("Voir les contacts")
        self.contacts.setProperty("role", "lien")
        self.contacts.clicked.connect(lambda: self.contacts_demandes.emit(self.outil))
        bas = QWidget()
        rangee = DispositionSouple(bas)
        rangee.setSpacing(theme().px(jetons.PAS[1]))
        for bouton in (self.copier, self.ajouter, self.contacts):
            rangee.addWidget(bouton)
        return [self.questions, bas]

    def _suivre_le_pli(self, deplie: bool) -> None:
        if deplie:
            self._montrer_questions()
        self.structure_changee.emit()

    def _montrer_questions(self) -> None:
        if self.questions.montrer(self._montrees):
            self.structure_changee.emit()
        self.contacts.setVisible(self.outil in self._session.catalogue.par_outil)
        for bouton in (self.copier, self.ajouter, self.contacts):
            bouton.setAccessibleName(f"{bouton.text()}, {self._nom}")

    def _creer(self) -> RangeeQuestion:
        rangee = RangeeQuestion()
        rangee.question_saisie.connect(self._changer)
        rangee.suppression_demandee.connect(self._supprimer)
        return rangee

    def _changer(self, montree: QuestionMontree, nouvelle: Question) -> None:
        existantes = self._session.dossier.questions
        self._session.modifier_dossier(questions=garder(existantes, montree, nouvelle))

    def _supprimer(self, montree: QuestionMontree) -> None:
        existantes = self._session.dossier.questions
        # Avant de disparaître, le bouton laisserait le clavier n'importe où.
        self.ajouter.setFocus()
        self._session.modifier_dossier(questions=tuple(q for q in existantes if q is not montree.question))
        self.retire.emit(
            f"Question supprimée{ESPACE_INSECABLE}: {montree.question.texte.strip() or 'sans texte'}"
        )

    def _ajouter(self) -> None:
        existantes = self._session.dossier.questions
        self._session.modifier_dossier(questions=(*existantes, Question(self.outil, "")))
        rangee = self.questions.rangees[-1]
        assert isinstance(rangee, RangeeQuestion)
        rangee.ecrire()

    def _copier(self) -> None:
        texte = message(self._nom, self._session.situation.nom, self._montrees)
        if not texte:
            self.copie.emit(
                f"Rien à copier pour {self._nom}{ESPACE_INSECABLE}: aucune question n'attend de réponse."
            )
            return
        QGuiApplication.clipboard().setText(texte)
        combien = sum(montree.a_poser for montree in self._montrees)
        accord, pronom = ("copiée", "la") if combien == 1 else ("copiées", "les")
        self.copie.emit(
            f"{compter(combien, 'question')} {accord} pour {self._nom}{ESPACE_INSECABLE}: collez-{pronom} dans un "
            "message à l'éditeur."
        )


class VueQuestions(QWidget):
    """Un groupe par outil ; le premier s'ouvre de lui-même."""

    copie = Signal(str)
    retire = Signal(str)
    contacts_demandes = Signal(str)
    structure_changee = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        px = theme().px
        self.preselection = Preselection(session)
        self.preselection.bascule.connect(lambda _deplie: self.structure_changee.emit())
        self._avis = texte_brut("", "legende")
        self.groupes = Rangees(self._creer, jetons.PAS[1])
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, px(jetons.PAS[1]), 0)
        colonne.setSpacing(px(jetons.PAS[2]))
        colonne.addWidget(texte_brut(TITRE_QUESTIONS, "titre"))
        colonne.addWidget(borner(texte_brut(INTRODUCTION), largeur_de_lecture()))
        colonne.addWidget(self.preselection)
        colonne.addWidget(self._avis)
        colonne.addWidget(self.groupes)
        colonne.addStretch(1)

    def montrer(self, par_outil: Mapping[str, tuple[QuestionMontree, ...]]) -> None:
        """Suit le dossier."""
        self.preselection.montrer()
        gardes = preselection(self._session)
        self._avis.setText(SANS_PRESELECTION if par_outil else AUCUN_OUTIL)
        self._avis.setVisible(not gardes)
        vide = not self.groupes.rangees
        change = self.groupes.montrer(tuple(par_outil.items()))
        if vide and self.groupes.rangees:
            premier = self.groupes.rangees[0]
            assert isinstance(premier, GroupeQuestions)
            premier.deplier()
        if change:
            self.structure_changee.emit()

    def commencer(self) -> None:
        """Mène le clavier au premier outil."""
        if self.groupes.rangees:
            premier = self.groupes.rangees[0]
            assert isinstance(premier, GroupeQuestions)
            premier.titre.setFocus(Qt.FocusReason.OtherFocusReason)

    def _creer(self) -> GroupeQuestions:
        groupe = GroupeQuestions(self._session)
        groupe.copie.connect(self.copie)
        groupe.retire.connect(self.retire)
        groupe.contacts_demandes.connect(self.contacts_demandes)
        groupe.structure_changee.connect(self.structure_changee)
        return groupe
