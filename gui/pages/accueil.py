"""Page « Accueil » : les dossiers des fermes, et par où commencer."""

from textwrap import fill

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.composants.champ_recherche import ChampRecherche
from gui.composants.demande_texte import demander
from gui.composants.infobulle import expliquer
from gui.composants.methode_disposition import defiler
from gui.composants.rangee_souple import rangee_souple
from gui.composants.texte_brut import texte_brut
from gui.rangement import Rangement
from gui.session import Session
from gui.tableaux.filtre_dossiers import FiltreDossiers
from gui.tableaux.modele_dossiers import COUT, FERME, MODIFIE, OUTIL, ROLE_RESUME, ModeleDossiers
from gui.theme import jetons
from gui.theme.style import theme
from modele.dossiers.objets import ResumeDossier
from modele.fautes import SituationInvalide
from modele.lecture_situation import lire_champ
from modele.situation import Situation

_LARGEUR_INVITE = 60
RANGEES_EN_VUE = 5
"""Au moins, titres compris, même sur un petit écran et avec un grand texte."""
LARGEURS = {MODIFIE: 170, OUTIL: 220, COUT: 130}


class PageAccueil(QWidget):
    """Liste les dossiers ; ouvre, crée, copie, renomme, archive et supprime."""

    page_demandee = Signal(str)
    classeur_demande = Signal()
    lot_demande = Signal(bool)
    """Émis avec vrai pour exporter tous les dossiers, faux pour des fermes venues d'ailleurs."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rangement: Rangement | None = None
        self._vient_d_ouvrir = False
        px = theme().px
        self.modele = ModeleDossiers(session.catalogue_du_guide, self)
        self.filtre = FiltreDossiers(self)
        self.filtre.setSourceModel(self.modele)
        self.recherche = ChampRecherche("Chercher une ferme", self)
        self.recherche.setFixedWidth(px(jetons.LARGEUR_RECHERCHE))
        self.recherche.textChanged.connect(self.filtre.setFilterFixedString)
        self.archives = QCheckBox("Montrer les archives")
        self.archives.setToolTip("Montrer aussi les dossiers rangés, pour les rouvrir ou les en sortir")
        self.archives.toggled.connect(self.filtre.montrer_archives)
        self.liste = self._creer_liste()
        self.avis = texte_brut("", "legende")
        contenu = QWidget()
        disposition = QVBoxLayout(contenu)
        marge = px(jetons.MARGE_PAGE)
        disposition.setContentsMargins(marge, marge, marge, marge)
        disposition.setSpacing(px(12))
        disposition.addWidget(texte_brut("Vos dossiers", "titre"))
        disposition.addWidget(
            texte_brut(
                "Un dossier par ferme. Tout ce que vous saisissez est enregistré à mesure, sur cet ordinateur "
                "seulement."
            )
        )
        self.nouveau = self._bouton("Créer un dossier", self._creer)
        self.nouveau.setToolTip("Décrire une autre ferme\u00a0: son nom d'abord, puis six questions")
        self.nouveau.setProperty("role", "principal")
        self.bouton_classeur = self._bouton("Ouvrir un classeur…", lambda: self.classeur_demande.emit())
        self.bouton_classeur.setToolTip(
            "Reprendre un classeur exporté\u00a0: vous voyez ce qui changerait (Ctrl+O)"
        )
        disposition.addLayout(rangee_souple(self.nouveau, self.bouton_classeur, a_droite=self.recherche))
        disposition.addLayout(self._actions())
        disposition.addWidget(self.liste, 1)
        disposition.addWidget(self.avis)
        disposition.addLayout(self._plusieurs_fermes())
        # À l'étroit, la page défile plutôt que d'écraser ses boutons ou sa liste.
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(defiler(contenu))
        self.recherche.quitte.connect(self.liste.setFocus)
        session.dossier_ouvert.connect(self._suivre_le_dossier)
        self._regler_actions()

    def brancher(self, rangement: Rangement | None) -> None:
        """Prend ce qui tient les dossiers."""
        self._rangement = rangement
        if rangement is not None:
            rangement.liste_changee.connect(self.actualiser)
        self.actualiser()

    def actualiser(self) -> None:
        """Relit la liste, si la page est visible, en gardant la sélection."""
        if self._rangement is None or not self.isVisible():
            return
        choisi = None if self._vient_d_ouvrir else self.choisi
        self._vient_d_ouvrir = False
        ouvert = self._session.dossier.identifiant
        self.modele.fixer(self._rangement.lister(), ouvert)
        self._choisir(choisi.identifiant if choisi else ouvert)
        self._regler_actions()

    def _suivre_le_dossier(self) -> None:
        """Créer, copier ou ouvrir un dossier le choisit : « Renommer » ou « Supprimer » n'en touche pas un autre."""
        self._vient_d_ouvrir = True
        self.actualiser()

    def showEvent(self, evenement: QShowEvent) -> None:
        """Se met à jour en paraissant."""
        super().showEvent(evenement)
        self.actualiser()

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Laisse la place au nom de la ferme quand la page est étroite."""
        super().resizeEvent(evenement)
        self.liste.setColumnHidden(MODIFIE, self.width() < theme().px(jetons.LARGEUR_ETROITE))

    @property
    def controles_de_vue(self) -> dict[str, QWidget]:
        """Ce que l'on choisit de voir."""
        return {"recherche": self.recherche, "archives": self.archives}

    @property
    def endroit(self) -> tuple[int, Qt.SortOrder]:
        """Colonne et sens du tri."""
        entete = self.liste.horizontalHeader()
        return entete.sortIndicatorSection(), entete.sortIndicatorOrder()

    def revenir(self, endroit: tuple[int, Qt.SortOrder]) -> None:
        """Retrie de même."""
        self.liste.sortByColumn(*endroit)

    @property
    def choisi(self) -> ResumeDossier | None:
        """Dossier de la rangée courante."""
        index = self.liste.currentIndex()
        return index.data(ROLE_RESUME) if index.isValid() else None

    def _creer_liste(self) -> QTableView:
        liste = QTableView()
        liste.setAccessibleName("Dossiers")
        liste.setModel(self.filtre)
        liste.setSortingEnabled(True)
        liste.sortByColumn(MODIFIE, Qt.SortOrder.DescendingOrder)
        liste.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        liste.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        liste.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        liste.setTabKeyNavigation(False)
        liste.setShowGrid(False)
        liste.setProperty("role", "dossiers")
        liste.setWordWrap(False)
        liste.verticalHeader().hide()
        hauteur = theme().px(jetons.HAUTEUR_LIGNE + 4)
        liste.verticalHeader().setDefaultSectionSize(hauteur)
        liste.setMinimumHeight(RANGEES_EN_VUE * hauteur)
        entete = liste.horizontalHeader()
        entete.setHighlightSections(False)
        entete.setSectionResizeMode(FERME, QHeaderView.ResizeMode.Stretch)
        for colonne, largeur in LARGEURS.items():
            entete.setSectionResizeMode(colonne, QHeaderView.ResizeMode.Fixed)
            entete.resizeSection(colonne, theme().px(largeur))
        liste.activated.connect(lambda _index: self._ouvrir())
        liste.selectionModel().currentRowChanged.connect(lambda _a, _b: self._regler_actions())
        return liste

    def _actions(self) -> QHBoxLayout:
        self.bouton_ouvrir = self._bouton("Ouvrir", self._ouvrir)
        self.bouton_renommer = self._bouton("Renommer…", self._renommer)
        self.bouton_dupliquer = self._bouton("Dupliquer", self._dupliquer)
        self.bouton_archiver = self._bouton("Archiver", self._archiver)
        self.bouton_supprimer = self._bouton("Supprimer", self._supprimer)
        for bouton, sens in (
            (self.bouton_ouvrir, "Ouvrir le dossier choisi (Entrée)"),
            (self.bouton_renommer, "Changer le nom de la ferme"),
            (self.bouton_dupliquer, "Copier le dossier, pour essayer autre chose"),
            (self.bouton_archiver, ""),
            (self.bouton_supprimer, "Supprimer le dossier\u00a0; un bandeau propose de le remettre"),
        ):
            expliquer(bouton, sens)
        return rangee_souple(
            self.bouton_ouvrir,
            self.bouton_renommer,
            self.bouton_dupliquer,
            self.bouton_archiver,
            self.bouton_supprimer,
        )

    def _plusieurs_fermes(self) -> QHBoxLayout:
        """Ce qui se fait pour beaucoup de fermes à la fois."""
        self.bouton_tout_exporter = self._bouton(
            "Exporter tous mes dossiers…", lambda: self.lot_demande.emit(True)
        )
        self.bouton_tout_exporter.setToolTip(
            "Un classeur par dossier, archives non comprises, et une synthèse"
        )
        self.bouton_lot = self._bouton("Traiter un lot de fermes…", lambda: self.lot_demande.emit(False))
        self.bouton_lot.setToolTip(
            "Des fermes qui ne sont pas ici\u00a0: un tableau ou un dossier de fichiers donne un classeur par ferme"
        )
        # Près des dossiers qu'elle montre ou cache, et là où un texte agrandi laisse la place.
        return rangee_souple(self.bouton_tout_exporter, self.bouton_lot, a_droite=self.archives)

    def _bouton(self, texte: str, faire: object) -> QPushButton:
        bouton = QPushButton(texte)
        bouton.clicked.connect(faire)
        return bouton

    def _regler_actions(self) -> None:
        choisi = self.choisi
        pret = self._rangement is not None and self._rangement.disponible
        self.nouveau.setEnabled(pret)
        for bouton in (self.bouton_classeur, self.bouton_lot, self.bouton_tout_exporter):
            bouton.setEnabled(pret)
        for bouton in (
            self.bouton_ouvrir,
            self.bouton_renommer,
            self.bouton_dupliquer,
            self.bouton_archiver,
            self.bouton_supprimer,
        ):
            bouton.setEnabled(pret and choisi is not None)
        archive = choisi is not None and choisi.archive
        self.bouton_archiver.setText("Sortir des archives" if archive else "Archiver")
        expliquer(
            self.bouton_archiver,
            "Remettre le dossier avec les autres" if archive else "Ranger le dossier sans l'effacer",
        )
        if not pret:
            avis = "Vos dossiers se chargent…" if self._rangement else ""
        elif self.filtre.rowCount() == 0:
            avis = (
                "Aucune ferme ne correspond à la recherche."
                if self.recherche.text()
                else "Aucun dossier ici : créez-en un, ou montrez les archives."
            )
        else:
            avis = ""
        self.avis.setText(avis)
        self.avis.setVisible(bool(avis))

    def _choisir(self, identifiant: int) -> None:
        rang = self.modele.rang(identifiant)
        index = self.filtre.mapFromSource(self.modele.index(rang, FERME)) if rang >= 0 else QModelIndex()
        if index.isValid():
            self.liste.setCurrentIndex(index)

    def _ouvrir(self) -> None:
        choisi = self.choisi
        if self._rangement is not None and choisi is not None:
            self._rangement.ouvrir(choisi.identifiant)
            self.page_demandee.emit("comparer")

    def _creer(self) -> None:
        nom = self._demander_nom("Créer un dossier", "Créer", "")
        if nom is not None and self._rangement is not None:
            self._rangement.creer(Situation(nom=nom))
            self.page_demandee.emit("ferme")

    def _renommer(self) -> None:
        choisi = self.choisi
        if choisi is None or self._rangement is None:
            return
        nom = self._demander_nom("Renommer le dossier", "Renommer", choisi.nom)
        if nom is not None:
            self._rangement.renommer(choisi.identifiant, nom)

    def _demander_nom(self, titre: str, verbe: str, nom: str) -> str | None:
        invite = "Nom de la ferme"
        while True:
            saisi = demander(self, titre, invite, verbe, nom)
            if saisi is None:
                return None
            nom = saisi
            try:
                return str(lire_champ("nom", nom.strip()))
            except SituationInvalide as faute:
                # Sans citer le texte refusé : ce dialogue de Qt prendrait ses balises au mot.
                invite = fill(f"Nom de la ferme\u00a0: il faut {faute.attendu}.", _LARGEUR_INVITE)

    def _dupliquer(self) -> None:
        if self.choisi is not None and self._rangement is not None:
            self._rangement.dupliquer(self.choisi.identifiant)

    def _archiver(self) -> None:
        choisi = self.choisi
        if choisi is not None and self._rangement is not None:
            self._rangement.archiver(choisi.identifiant, not choisi.archive)

    def _supprimer(self) -> None:
        if self.choisi is not None and self._rangement is not None:
            self._rangement.supprimer(self.choisi.identifiant)
