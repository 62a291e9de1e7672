"""« Décrivez votre ferme en 6 questions » : une question à la fois, rien à valider à la fin."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui.composants.page_question import PageQuestion
from gui.composants.questions_ferme import QUESTIONS, phrase_resultat
from gui.composants.saisie_situation import SaisieSituation
from gui.composants.texte_brut import texte_brut
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme

INVITE = f"Décrivez votre ferme en {len(QUESTIONS)} questions"
FIN = "Votre ferme est décrite"
SUITE = (
    "Notez ci-dessous le temps et les compétences dont vous disposez, puis dites vos besoins\u00a0: ce qui est "
    "indispensable écarte les outils qui ne l'ont pas."
)


class QuestionsGuidees(QFrame):
    """Chaque réponse change aussitôt la situation, donc s'annule ; « Passer » garde celle d'avant."""

    comparaison_demandee = Signal()
    """La personne a fini et veut comparer les outils."""
    terminee = Signal()
    """La dernière question est passée."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "carte")
        self._session = session
        self._saisie = SaisieSituation(session, self)
        self._saisie.hide()
        self.nom = self._saisie.etiquete("nom")
        self._rang = 0
        self._pages: dict[int, PageQuestion] = {}
        self.invite = texte_brut(INVITE, "fort")
        self.avancement = texte_brut(role="legende")
        self._barre = QProgressBar()
        self.titre = texte_brut(role="section")
        self.resultat = texte_brut()
        self.aide = texte_brut(role="legende")
        self.precedent = QPushButton("Précédent")
        self.passer = QPushButton("Passer")
        self.continuer = QPushButton("Continuer")
        self.comparer = QPushButton("Comparer les outils")
        self._corps = QVBoxLayout()
        self._disposer()
        self.precedent.clicked.connect(self._reculer)
        self.passer.clicked.connect(self._sauter)
        self.continuer.clicked.connect(self._avancer)
        self.comparer.clicked.connect(self.comparaison_demandee)
        self._montrer(0)

    @property
    def rang(self) -> int:
        """Question montrée, à partir de 0 ; leur nombre quand tout est dit."""
        return self._rang

    def question(self, rang: int) -> PageQuestion:
        """Page d'une question, construite si elle ne l'était pas."""
        if rang not in self._pages:
            page = PageQuestion(QUESTIONS[rang], self._session, self._saisie)
            page.entree.connect(self._avancer)
            self._pages[rang] = page
            self._corps.addWidget(page)
            page.ordonner(self.nom.champ)
        return self._pages[rang]

    def recommencer(self) -> None:
        """Revient à la première question."""
        self._montrer(0)

    def rouvrir(self, rang: int) -> None:
        """Montre une question, ou le résultat, sans prendre le clavier."""
        self._montrer(rang)

    def montrer(self) -> None:
        """Remet la question montrée, ou le résultat, à la situation de la session."""
        if self._rang < len(QUESTIONS):
            self.question(self._rang).montrer()
        else:
            self.resultat.setText(phrase_resultat(self._session.comparaison))

    def tenir_dans(self, hauteur: int) -> None:
        """Garde au corps une hauteur fixe, pour que les boutons ne sautent pas, mais sans les pousser hors de vue."""
        autour = self.sizeHint().height() - max(self._cadre.sizeHint().height(), self._cadre.minimumHeight())
        voulue = theme().px(jetons.HAUTEUR_QUESTION)
        self._cadre.setMinimumHeight(max(0, min(voulue, hauteur - autour)))

    def _disposer(self) -> None:
        t = theme()
        moyen, large = t.px(jetons.PAS[1]), t.px(jetons.PAS[2])
        tete = QHBoxLayout()
        tete.addWidget(self.invite, 1)
        self.avancement.setWordWrap(False)
        tete.addWidget(self.avancement)
        self._barre.setRange(0, len(QUESTIONS))
        self._barre.setTextVisible(False)
        self._barre.setFixedHeight(t.px(jetons.HAUTEUR_PROGRES))
        self._barre.setAccessibleName("Avancement des questions")
        self._barre.setProperty("role", "fil")
        for principal in (self.continuer, self.comparer):
            principal.setProperty("role", "principal")
        self._corps.setSpacing(0)
        corps = QWidget()
        corps.setLayout(self._corps)
        self._corps.setContentsMargins(0, 0, 0, 0)
        corps.setMinimumHeight(t.px(jetons.HAUTEUR_QUESTION))
        self._cadre = corps
        boutons = QHBoxLayout()
        boutons.setSpacing(moyen)
        boutons.addWidget(self.precedent)
        boutons.addStretch(1)
        for bouton in (self.passer, self.continuer, self.comparer):
            boutons.addWidget(bouton)
        disposition = QVBoxLayout(self)
        disposition.setContentsMargins(large, large, large, large)
        disposition.setSpacing(moyen)
        disposition.addLayout(tete)
        disposition.addWidget(self._barre)
        disposition.addWidget(self.titre)
        disposition.addWidget(self.resultat)
        disposition.addWidget(self.aide)
        disposition.addWidget(corps)
        disposition.addLayout(boutons)

    def _montrer(self, rang: int) -> None:
        self._rang = rang
        fini = rang == len(QUESTIONS)
        self._barre.setValue(min(rang + 1, len(QUESTIONS)))
        self.avancement.setText("" if fini else f"{rang + 1} sur {len(QUESTIONS)}")
        self.titre.setText(FIN if fini else QUESTIONS[rang].titre)
        self.aide.setText(SUITE if fini else QUESTIONS[rang].aide)
        if not fini:
            self.question(rang)
        for autre, page in self._pages.items():
            page.setVisible(autre == rang)
        self._cadre.setVisible(not fini)
        self.resultat.setVisible(fini)
        self.precedent.setVisible(rang > 0)
        for bouton in (self.passer, self.continuer):
            bouton.setVisible(not fini)
        self.comparer.setVisible(fini)
        self.montrer()

    def _aller(self, rang: int) -> None:
        self._montrer(rang)
        if rang == len(QUESTIONS):
            self.comparer.setFocus()
            self.terminee.emit()
        else:
            self.question(rang).prendre_le_clavier()

    def _avancer(self) -> None:
        """Ne quitte pas une réponse fautive : sa faute est dite sous le champ."""
        if fautif := self.question(self._rang).en_suspens(terminer=True):
            fautif.setFocus()
            return
        self._aller(self._rang + 1)

    def _sauter(self) -> None:
        self._abandonner()
        self._aller(self._rang + 1)

    def _reculer(self) -> None:
        if self._rang < len(QUESTIONS):
            self._abandonner()
        self._aller(self._rang - 1)

    def _abandonner(self) -> None:
        """Une réponse commencée et fautive revient à la dernière valable."""
        while fautif := self.question(self._rang).en_suspens(terminer=False):
            fautif.restaurer()
