"""Page « Méthode » : les sept étapes du guide à suivre, avec ce que la ferme y coche et y écrit."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gui.composants.bandeau import Bandeau
from gui.composants.methode_disposition import borner, defiler, largeur_de_lecture, ordonner_clavier
from gui.composants.methode_essais import JournalEssais
from gui.composants.methode_etape import Section, VueEtape
from gui.composants.methode_etapes import BarreDEtapes, ListeEtapes
from gui.composants.methode_formations import PlanFormations
from gui.composants.methode_modele import QUESTIONS, ModeleEtapes, progres
from gui.composants.methode_preselection import Preselection
from gui.composants.methode_questions import VueQuestions
from gui.composants.methode_questions_mots import QuestionsDuDossier, bilan_total
from gui.composants.texte_brut import texte_brut
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.methode import Action, Etat, avancement

PREMIERE_AVEC_PRESELECTION = 3
ETAPE_DU_CHOIX, ETAPE_DES_ESSAIS, ETAPE_DES_FORMATIONS = 4, 5, 6
_RUBRIQUE = "methode"


class PageMethode(QWidget):
    """Sommaire à gauche ; à droite l'étape choisie, construite à sa première visite."""

    page_demandee = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._questions = QuestionsDuDossier(session.catalogue_du_guide)
        self._vues: dict[int, VueEtape | VueQuestions] = {}
        self._defilants: dict[int, QScrollArea] = {}
        self._numero = 1
        self._annulable = False
        self.modele = ModeleEtapes(session.catalogue.guide.etapes, self)
        self.progres = texte_brut("", "fort")
        self.barre = BarreDEtapes()
        self.liste = ListeEtapes(self.modele)
        self.bandeau = Bandeau()
        self._pile = QStackedWidget()
        self._disposer()
        self.liste.choisie.connect(self._ouvrir)
        session.dossier_change.connect(self._suivre)
        session.dossier_ouvert.connect(self._changer_de_dossier)
        self._reprendre()

    @property
    def numero(self) -> int:
        """Étape ouverte, ou `QUESTIONS`."""
        return self._numero

    @property
    def endroit(self) -> int:
        """Étape ouverte, ou `QUESTIONS`."""
        return self._numero

    def revenir(self, endroit: int) -> None:
        """Rouvre une étape, ou les questions."""
        self.aller(endroit)

    @property
    def vue(self) -> VueEtape | VueQuestions:
        """Ce que l'on voit à droite."""
        return self._vues[self._numero]

    def aller(self, numero: int) -> None:
        """Ouvre une étape, ou les questions."""
        self.liste.choisir(numero)

    def _disposer(self) -> None:
        px = theme().px
        marge = px(jetons.MARGE_PAGE)
        gauche = QWidget()
        gauche.setFixedWidth(px(jetons.LARGEUR_SOMMAIRE))
        colonne = QVBoxLayout(gauche)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(px(jetons.PAS[1]))
        colonne.addWidget(texte_brut("Méthode", "titre"))
        colonne.addWidget(self.progres)
        colonne.addWidget(self.barre)
        colonne.addWidget(self.liste, 1)
        droite = QVBoxLayout()
        droite.setSpacing(px(jetons.PAS[1]))
        droite.addWidget(self.bandeau)
        droite.addWidget(self._pile, 1)
        disposition = QHBoxLayout(self)
        disposition.setContentsMargins(marge, marge, marge, marge)
        disposition.setSpacing(marge)
        disposition.addWidget(gauche)
        disposition.addLayout(droite, 1)

    def _reprendre(self) -> None:
        """Ouvre la première étape qui n'est pas faite."""
        etats = avancement(self._session.dossier)
        reste = [etat.numero for etat in etats if etat.etat is not Etat.FAITE]
        self.liste.choisir(reste[0] if reste else etats[-1].numero)

    def _ouvrir(self, numero: int) -> None:
        self._numero = numero
        if not self._annulable:
            self.bandeau.hide()
        if numero not in self._vues:
            self._construire(numero)
        self._pile.setCurrentWidget(self._defilants[numero])
        self._actualiser()

    def _construire(self, numero: int) -> None:
        vue = self._creer_questions() if numero == QUESTIONS else self._creer_etape(numero)
        largeur = largeur_de_lecture() + theme().px(jetons.LARGEUR_CARTE + jetons.LARGEUR_RECHERCHE)
        defilant = defiler(borner(vue, largeur))
        self._vues[numero] = vue
        self._defilants[numero] = defilant
        self._pile.addWidget(defilant)
        ordonner_clavier(vue)

    def _creer_etape(self, numero: int) -> VueEtape:
        sections: list[Section] = []
        if numero >= PREMIERE_AVEC_PRESELECTION:
            preselection = Preselection(self._session, deplie=numero == ETAPE_DU_CHOIX)
            preselection.bascule.connect(lambda _deplie: self._ordonner())
            sections.append(preselection)
        if numero == ETAPE_DES_ESSAIS:
            sections.append(self._relier(JournalEssais(self._session)))
        if numero == ETAPE_DES_FORMATIONS:
            sections.append(self._relier(PlanFormations(self._session)))
        vue = VueEtape(self._session, numero, sections)
        vue.action_demandee.connect(self._agir)
        vue.suivante_demandee.connect(lambda: self.aller(numero + 1))
        return vue

    def _relier(self, section: JournalEssais | PlanFormations) -> JournalEssais | PlanFormations:
        section.retire.connect(self._proposer_d_annuler)
        section.structure_changee.connect(self._ordonner)
        return section

    def _creer_questions(self) -> VueQuestions:
        vue = VueQuestions(self._session)
        vue.copie.connect(self._informer)
        vue.retire.connect(self._proposer_d_annuler)
        vue.contacts_demandes.connect(self._montrer_contacts)
        vue.structure_changee.connect(self._ordonner)
        return vue

    def _suivre(self) -> None:
        if self._annulable:
            self._annulable = False
            self.bandeau.hide()
        if self.isVisible():
            self._actualiser()

    def showEvent(self, evenement: QShowEvent) -> None:
        """Rattrape ce qui a changé pendant que la page était cachée."""
        super().showEvent(evenement)
        self._actualiser()

    def _actualiser(self) -> None:
        dossier = self._session.dossier
        etats = avancement(dossier)
        questions = self._questions.lire(dossier, self._session.comparaison)
        self.modele.montrer(etats, bilan_total(questions))
        self.progres.setText(progres(etats))
        self.barre.montrer(etats)
        vue = self._vues.get(self._numero)
        if isinstance(vue, VueQuestions):
            vue.montrer(questions)
        elif vue is not None:
            vue.montrer(etats[self._numero - 1])

    def _changer_de_dossier(self) -> None:
        """Une saisie en suspens est celle du dossier quitté : tout se reconstruit."""
        for defilant in self._defilants.values():
            self._pile.removeWidget(defilant)
            defilant.deleteLater()
        self._vues.clear()
        self._defilants.clear()
        self.bandeau.hide()
        self.liste.setCurrentIndex(self.modele.index(-1))
        self._reprendre()

    def _agir(self, action: Action) -> None:
        """Va à la page d'une action ; celles de « Méthode » mènent plus bas ou aux questions."""
        if action.page != _RUBRIQUE:
            self.page_demandee.emit(action.page)
        elif action.cle == "questions":
            self.aller(QUESTIONS)
        elif isinstance(self.vue, VueEtape):
            for section in self.vue.sections:
                if isinstance(section, JournalEssais | PlanFormations):
                    section.commencer()
                    self._defilants[self._numero].ensureWidgetVisible(section.ajouter)

    def _montrer_contacts(self, outil: str) -> None:
        self._session.selectionner(outil=outil)
        self.page_demandee.emit("fiches")

    def _informer(self, phrase: str) -> None:
        self._annulable = False
        self.bandeau.montrer(phrase)

    def _proposer_d_annuler(self, phrase: str) -> None:
        self.bandeau.montrer(phrase, actions=(("Annuler", self._session.annulations.undo),))
        # Au changement suivant, « Annuler » déferait autre chose.
        self._annulable = True

    def _ordonner(self) -> None:
        if self._numero in self._vues:
            ordonner_clavier(self._vues[self._numero])
