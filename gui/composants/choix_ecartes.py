"""Les outils écartés : d'abord ceux qu'un seul indispensable écarte et de quoi l'assouplir, puis les autres."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.composants.besoins_restants import CarteExigence, DelegueRestants
from gui.composants.liste_pleine import ListePleine
from gui.composants.texte_brut import texte_brut
from gui.session import Session
from gui.tableaux.modele_besoins import avec_exigence
from gui.tableaux.modele_restants import ECARTES, RESTANT, ModeleRestants, rangees_restants
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.assouplissement import couts_des_exigences, decompter, ecartes_de_peu
from modele.choix.objets import Comparaison, Statut
from modele.choix.phrases import citer, enumerer

_DE_PEU = "De peu\u00a0: un seul critère indispensable leur manque."
_AUTRES = "Pour d'autres raisons"


class ModeleEcartes(ModeleRestants):
    """Les outils écartés autrement que de peu, avec leurs raisons."""

    def montrer(self, comparaison: Comparaison) -> bool:
        """Prend une nouvelle comparaison ; faux si rien ne change."""
        de_peu = {ecarte.outil for ecarte in ecartes_de_peu(comparaison)}
        rangees = rangees_restants(self._catalogue, comparaison, self._parties)
        return self.remplacer(tuple(r for r in rangees if r.outil and r.outil not in de_peu))


class EcartesChoix(QWidget):
    """Se met à jour en place ; assouplir une exigence se défait d'un clic."""

    fiche_demandee = Signal(str)
    """Outil dont on veut lire la fiche."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._apres_assouplissement: object = None
        self.titre = texte_brut(role="section")
        self.avis = texte_brut()
        self.annuler = QPushButton("Annuler", self)
        self.annuler.setProperty("role", "lien")
        self.annuler.setAccessibleName("Annuler l'assouplissement")
        self.annuler.clicked.connect(session.annulations.undo)
        self.de_peu = texte_brut(_DE_PEU, "legende")
        self.cartes: list[CarteExigence] = []
        self.autres = texte_brut(_AUTRES, "legende")
        self.modele = ModeleEcartes(session.catalogue, ECARTES, self)
        self.liste = ListePleine(self.modele, DelegueRestants(self))
        self.liste.setAccessibleName("Outils écartés et leurs raisons")
        self.liste.demandee.connect(lambda index: self.fiche_demandee.emit(index.data(RESTANT).outil))
        self._exigences = QVBoxLayout()
        self._disposer()

    def _disposer(self) -> None:
        pas = theme().px(jetons.PAS[1])
        avis = QHBoxLayout()
        avis.setSpacing(pas)
        avis.addWidget(self.avis, 1)
        avis.addWidget(self.annuler)
        self._exigences.setSpacing(pas)
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(pas)
        colonne.addWidget(self.titre)
        colonne.addLayout(avis)
        colonne.addWidget(self.de_peu)
        colonne.addLayout(self._exigences)
        colonne.addWidget(self.autres)
        colonne.addWidget(self.liste)

    def montrer(self) -> None:
        """Remet tout à la comparaison de la session."""
        catalogue, comparaison = self._session.catalogue, self._session.comparaison
        nombre = sum(resultat.statut is Statut.ECARTE for resultat in comparaison.resultats)
        couts = {cout.critere: cout for cout in couts_des_exigences(comparaison)}
        retraits = [retrait for retrait in decompter(catalogue, comparaison).retraits if retrait.seul]
        while len(self.cartes) < len(retraits):
            self._ajouter_carte()
        for carte, retrait in zip(self.cartes, retraits, strict=False):
            nom = catalogue.par_critere[retrait.critere].nom
            retrouves = enumerer(catalogue.par_outil[outil].nom for outil in retrait.seul)
            carte.montrer(nom, retrait, couts[retrait.critere], retrouves)
        for rang, carte in enumerate(self.cartes):
            carte.setVisible(rang < len(retraits))
        if self.modele.montrer(comparaison):
            self.liste.ajuster()
        autres = self.modele.rowCount() > 0
        self.titre.setText(f"Écartés ({nombre})")
        self.titre.setVisible(nombre > 0)
        self.de_peu.setVisible(bool(retraits))
        self.autres.setVisible(autres and bool(retraits))
        self.liste.setVisible(autres)
        assoupli = self._session.situation.exigences is self._apres_assouplissement
        self.avis.setVisible(assoupli)
        self.annuler.setVisible(assoupli)
        self.setVisible(nombre > 0 or assoupli)

    def _ajouter_carte(self) -> None:
        carte = CarteExigence()
        carte.assouplir.connect(self._assouplir)
        self._exigences.addWidget(carte)
        # Née après le reste de la page, elle viendrait sinon en fin de tabulation.
        precedent = self.cartes[-1].bouton if self.cartes else self.annuler
        QWidget.setTabOrder(precedent, carte.bouton)
        self.cartes.append(carte)

    def _assouplir(self, critere: str) -> None:
        session = self._session
        exigences = avec_exigence(session.situation.exigences, critere, "souhaite")
        nom = citer(session.catalogue.par_critere[critere].nom)
        self.avis.setText(f"{nom} n'est plus que souhaité.")
        self._apres_assouplissement = exigences
        session.modifier(exigences=exigences)
        # La carte d'où l'on vient a pu disparaître.
        self.annuler.setFocus(Qt.FocusReason.OtherFocusReason)
