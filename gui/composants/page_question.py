"""Une question du départ guidé : ses cartes et ses champs, branchés sur la situation."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.composants.champ_etiquete import ChampEtiquete
from gui.composants.champ_saisie import ChampSaisie
from gui.composants.grand_choix import ChoixUnique, GrandChoix
from gui.composants.questions_ferme import Bloc, Choix, Clientele, Question, Saisie
from gui.composants.saisie_situation import SaisieSituation
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme


class PageQuestion(QWidget):
    """Les blocs d'une question, cachés quand ils ne concernent pas la ferme."""

    entree = Signal()
    """Entrée dans le dernier champ de la question : la personne veut continuer."""

    def __init__(self, question: Question, session: Session, saisie: SaisieSituation) -> None:
        super().__init__()
        self._session = session
        self._saisie = saisie
        self._suivis: list[Callable[[], None]] = []
        self._champs: list[ChampSaisie] = []
        self._arrets: list[QWidget] = []
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(theme().px(jetons.PAS[2]))
        for bloc in question.blocs:
            widget = self._creer(bloc)
            colonne.addWidget(widget)
            self._suivis.append(partial(self._selon, bloc, widget))
        colonne.addStretch(1)

    def montrer(self) -> None:
        """Remet cartes et champs à la situation."""
        for suivre in self._suivis:
            suivre()

    def en_suspens(self, terminer: bool) -> ChampSaisie | None:
        """Premier champ montré dont le texte n'est pas la valeur ; `terminer` en fait dire la faute."""
        for champ in self._champs:
            if champ.en_suspens and champ.isVisibleTo(self):
                if terminer:
                    champ.terminer()
                if champ.en_suspens:
                    return champ
        return None

    def ordonner(self, precedent: QWidget) -> None:
        """Fait suivre à la tabulation l'ordre de lecture, à partir de `precedent`."""
        for arret in self._arrets:
            QWidget.setTabOrder(precedent, arret)
            precedent = arret

    def prendre_le_clavier(self) -> None:
        """Donne le clavier à la première réponse montrée."""
        for arret in self._arrets:
            a_cocher = isinstance(arret, GrandChoix) and arret.autoExclusive() and not arret.isChecked()
            if arret.isVisibleTo(self) and not a_cocher:
                arret.setFocus()
                return

    def _entrer(self, champ: ChampSaisie) -> None:
        """Mène au champ suivant de la question, ou à la suivante : rien ne se saute sans avoir été vu."""
        suivants = self._champs[self._champs.index(champ) + 1 :]
        suivant = next((autre for autre in suivants if autre.isVisibleTo(self)), None)
        if suivant is None or champ.en_suspens:
            self.entree.emit()
        else:
            suivant.setFocus()

    def _selon(self, bloc: Bloc, widget: QWidget) -> None:
        widget.setVisible(bloc.si(self._session.situation))

    def _creer(self, bloc: Bloc) -> QWidget:
        match bloc:
            case Saisie():
                return self._creer_saisie(bloc.champ)[0]
            case Choix():
                return self._creer_choix(bloc)
            case Clientele():
                return self._creer_clientele(bloc)

    def _creer_saisie(self, nom: str) -> tuple[ChampEtiquete, ChampSaisie]:
        etiquete = self._saisie.etiquete(nom)
        champ = etiquete.champ
        assert isinstance(champ, ChampSaisie)
        champ.returnPressed.connect(partial(self._entrer, champ))
        self._champs.append(champ)
        self._arrets.append(champ)
        return etiquete, champ

    def _creer_choix(self, bloc: Choix) -> QWidget:
        choix = ChoixUnique(bloc.question, bloc.reponses, bloc.aide)
        self._arrets += choix.cartes.values()

        def choisir(carte: object) -> None:
            actuelle = getattr(self._session.situation, bloc.champ)
            self._saisie.publier(**{bloc.champ: bloc.ecrire(carte, actuelle)})

        choix.choisie.connect(choisir)
        self._suivis.append(lambda: choix.fixer(bloc.lire(getattr(self._session.situation, bloc.champ))))
        return choix

    def _creer_clientele(self, bloc: Clientele) -> QWidget:
        boite = QWidget()
        colonne = QVBoxLayout(boite)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(theme().px(jetons.PAS[1]))
        carte = GrandChoix(bloc.mots, bloc.precision, unique=False)
        colonne.addWidget(carte)
        self._arrets.append(carte)
        etiquete, champ = self._creer_saisie(bloc.champ)
        colonne.addWidget(etiquete)
        dernier = [getattr(self._session.situation, bloc.champ)]
        voulue = [False]

        def cocher(coche: bool) -> None:
            voulue[0] = coche
            if not coche:
                dernier[0] = getattr(self._session.situation, bloc.champ)
            self._saisie.publier(**{bloc.champ: dernier[0] if coche else Fraction(0)})
            suivre()
            if coche:
                champ.setFocus()
            else:
                champ.restaurer()

        def suivre() -> None:
            # Cochée mais encore à zéro, la clientèle attend son montant.
            montree = voulue[0] or getattr(self._session.situation, bloc.champ) > 0
            carte.setChecked(montree)
            etiquete.setVisible(montree)

        carte.clicked.connect(cocher)
        self._suivis.append(suivre)
        return boite
