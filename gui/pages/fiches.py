"""Page « Fiches » : les neuf fiches du guide et sa partie générale, à lire et à fouiller."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gui.composants.bandeau import Bandeau
from gui.composants.champ_recherche import LigneRecherche
from gui.composants.fiche_contenu import FICHE_DU_GUIDE, fiche_guide, fiche_outil
from gui.composants.fiche_liste import ListeFiches
from gui.composants.fiche_passages import Lien, Passage, Verbe
from gui.composants.fiche_vue import VueFiche
from gui.composants.recherche_cible import cible
from gui.composants.recherche_resultats import LIMITE, ResultatsRecherche
from gui.liens import lien_permis, ouvrir_lien
from gui.session import Session
from gui.tableaux.modele_fiches import ModeleFiches
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.recherche import Trouvaille, chercher
from modele.choix.objets import Comparaison
from modele.fautes import FichierInaccessible, phrase
from modele.nombres import ESPACE_INSECABLE

LETTRES_MIN = 2
"""Une seule lettre répondrait presque partout."""


class PageFiches(QWidget):
    """Recherche et liste des fiches à gauche ; à droite la fiche choisie, ou les résultats."""

    page_demandee = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._fiche = ""
        self._outil_suivi = ""
        self._perimee = False
        self.recherche = LigneRecherche("Rechercher dans le guide", self)
        self._modele = ModeleFiches(session.catalogue, session.comparaison, self)
        self.liste = ListeFiches(self._modele, self)
        self.message = Bandeau(self)
        self.retour = QPushButton("Revenir aux résultats", self)
        self.retour.setProperty("role", "lien")
        self.retour.hide()
        self.vue = VueFiche(session.catalogue, self)
        self.lecture, self.carte = self.vue.lecture, self.vue.carte
        self.resultats = ResultatsRecherche(self)
        self._pile = QStackedWidget(self)
        self._disposer()
        self._relier()
        self._suivre_la_selection()

    @property
    def fiche(self) -> str:
        """Identifiant de l'outil dont on voit la fiche, ou `FICHE_DU_GUIDE`."""
        return self._fiche

    @property
    def controles_de_vue(self) -> dict[str, QWidget]:
        """Ce que l'on cherche, et la carte ouverte à l'étroit."""
        return {"recherche": self.recherche, "carte": self.vue.bascule}

    @property
    def endroit(self) -> tuple[str, bool]:
        """Fiche ouverte, et si les résultats de la recherche passent devant."""
        return self._fiche, self._pile.currentWidget() is self.resultats

    def revenir(self, endroit: tuple[str, bool]) -> None:
        """Rouvre une fiche, si le catalogue l'a encore."""
        fiche, resultats = endroit
        if fiche == FICHE_DU_GUIDE or fiche in self._session.comparaison.par_outil:
            self._ouvrir(fiche)
        self._montrer_resultats(resultats)

    def _disposer(self) -> None:
        px = theme().px
        gauche = QWidget(self)
        gauche.setFixedWidth(px(jetons.LARGEUR_SOMMAIRE))
        colonne = QVBoxLayout(gauche)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(px(jetons.PAS[1]))
        colonne.addWidget(self.recherche)
        colonne.addWidget(self.liste, 1)
        self._pile.addWidget(self.vue)
        self._pile.addWidget(self.resultats)
        droite = QVBoxLayout()
        droite.setSpacing(px(jetons.PAS[1]))
        droite.addWidget(self.message)
        droite.addWidget(self.retour, 0, Qt.AlignmentFlag.AlignLeft)
        droite.addWidget(self._pile, 1)
        disposition = QHBoxLayout(self)
        marge = jetons.MARGE_PAGE
        disposition.setContentsMargins(marge, marge, marge, marge)
        disposition.setSpacing(marge)
        disposition.addWidget(gauche)
        disposition.addLayout(droite, 1)
        self.setTabOrder(self.recherche, self.liste)
        self.setTabOrder(self.liste, self.retour)
        self.setTabOrder(self.retour, self.vue.bascule)

    def _relier(self) -> None:
        session = self._session
        session.comparaison_changee.connect(self._comparer)
        session.selection_changee.connect(self._suivre_la_selection)
        self.liste.fiche_choisie.connect(self._choisir_fiche)
        self.recherche.textChanged.connect(self._chercher)
        self.recherche.returnPressed.connect(self._entrer)
        self.resultats.effacement_demande.connect(self._effacer)
        self.resultats.trouvaille_choisie.connect(self.aller)
        self.retour.clicked.connect(self._revenir_aux_resultats)
        self.lecture.demande.connect(self._suivre_lien)
        self.carte.lien_demande.connect(self._ouvrir_adresse)
        self.carte.grille_demandee.connect(self._montrer_dans_la_grille)
        trouver = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        trouver.activated.connect(self._aller_a_la_recherche)

    def aller(self, trouvaille: Trouvaille) -> None:
        """Ouvre la fiche d'un résultat à l'endroit trouvé ; un critère s'ouvre dans la grille."""
        but = cible(self._session.catalogue, trouvaille)
        if but.critere:
            self._session.selectionner(critere=but.critere)
            self.page_demandee.emit("comparer")
            return
        self._choisir_fiche(but.fiche)
        self.vue.aller(but.repere, but.doute)

    def _choisir_fiche(self, fiche: str) -> None:
        """Ouvre une fiche ; celle d'un outil le sélectionne pour toutes les pages."""
        self._ouvrir(fiche)
        if fiche != FICHE_DU_GUIDE:
            self._outil_suivi = fiche
            self._session.selectionner(outil=fiche)

    def _ouvrir(self, fiche: str) -> None:
        self._montrer_resultats(False)
        if fiche == self._fiche:
            return
        self._fiche = fiche
        self._perimee = False
        self.message.hide()
        self.liste.choisir(fiche)
        self.vue.montrer(self._session.comparaison.par_outil.get(fiche), self._passages())

    def _passages(self) -> tuple[Passage, ...]:
        session = self._session
        resultat = session.comparaison.par_outil.get(self._fiche)
        if resultat is None:
            return fiche_guide(session.catalogue)
        return fiche_outil(session.catalogue, resultat, session.situation)

    def _suivre_la_selection(self) -> None:
        """Ouvre la fiche de l'outil choisi ailleurs ; cachée, la page attend d'être montrée."""
        outil = self._session.outil
        if outil not in self._session.comparaison.par_outil:
            outil = "" if self._fiche else self._modele.premiere
        if outil and outil != self._outil_suivi and (self.isVisible() or not self._fiche):
            self._outil_suivi = outil
            self._ouvrir(outil)

    def _comparer(self, comparaison: Comparaison) -> None:
        self._modele.montrer(comparaison)
        self._perimee = True
        if self.isVisible():
            self._actualiser()

    def _actualiser(self) -> None:
        if self._perimee:
            self._perimee = False
            self.vue.actualiser(self._session.comparaison.par_outil.get(self._fiche), self._passages())

    def showEvent(self, evenement: QShowEvent) -> None:
        """Rattrape ce qui a changé pendant que la page était cachée."""
        super().showEvent(evenement)
        self._suivre_la_selection()
        self._actualiser()

    def _chercher(self, saisie: str) -> None:
        texte = saisie.strip()
        cherche = len(texte) >= LETTRES_MIN
        if cherche:
            try:
                self.resultats.montrer(texte, chercher(self._session.base, texte, LIMITE))
            except FichierInaccessible as faute:
                self.resultats.dire(phrase(faute))
        self._montrer_resultats(cherche)

    def _montrer_resultats(self, montrer: bool) -> None:
        self._pile.setCurrentWidget(self.resultats if montrer else self.vue)
        cherche = len(self.recherche.text().strip()) >= LETTRES_MIN
        self.retour.setVisible(cherche and not montrer)

    def _revenir_aux_resultats(self) -> None:
        self._montrer_resultats(True)
        self.resultats.descendre()

    def _aller_a_la_recherche(self) -> None:
        self.recherche.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.recherche.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Échap efface la recherche, où que soit le clavier ; ↓ descend du champ aux résultats."""
        if event.key() == Qt.Key.Key_Escape:
            self._effacer()
        elif event.key() == Qt.Key.Key_Down and self.recherche.hasFocus():
            self._descendre()
        else:
            super().keyPressEvent(event)

    def _effacer(self) -> None:
        """Vide la recherche, ou la quitte si elle est déjà vide."""
        if self.recherche.text():
            self.recherche.clear()
            self.recherche.setFocus()
        elif self.recherche.hasFocus():
            self.liste.setFocus()

    def _entrer(self) -> None:
        """Ouvre le premier résultat, ou revient aux résultats s'ils ont laissé la place à une fiche."""
        if self._pile.currentWidget() is self.resultats:
            self.resultats.choisir_premier()
        elif not self.retour.isHidden():
            self._montrer_resultats(True)

    def _descendre(self) -> None:
        if self._pile.currentWidget() is self.resultats:
            self.resultats.descendre()
        else:
            self.liste.setFocus()

    def _suivre_lien(self, lien: Lien) -> None:
        if lien.verbe is Verbe.COPIER:
            QGuiApplication.clipboard().setText(lien.cible)
            self.message.montrer(f"Adresse copiée{ESPACE_INSECABLE}: {lien.cible}")
        elif lien.verbe is Verbe.OUVRIR:
            self._ouvrir_adresse(lien.cible)
        elif lien.cible == "comparer":
            self._montrer_dans_la_grille()
        else:
            self.page_demandee.emit(lien.cible)

    def _montrer_dans_la_grille(self) -> None:
        self._session.selectionner(outil=self._fiche)
        self.page_demandee.emit("comparer")

    def _ouvrir_adresse(self, adresse: str) -> None:
        """Ouvre une adresse, ou dit pourquoi elle ne s'ouvre pas."""
        if ouvrir_lien(adresse):
            self.message.hide()
            return
        if lien_permis(adresse):
            raison = "Cet ordinateur n'a pas su ouvrir cette adresse. Copiez-la pour l'utiliser ailleurs"
        else:
            raison = "L'application n'ouvre pas ce genre d'adresse, par prudence"
        self.message.montrer(f"{raison}{ESPACE_INSECABLE}: {adresse}", "alerte")
