"""« Traiter un lot de fermes » et « Exporter tous mes dossiers » : d'où, vers où, puis ce qui a été fait."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, QStandardPaths, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.composants.disposition_souple import DispositionSouple
from gui.composants.texte_brut import changer_role, texte_brut
from gui.erreurs import phrase_de_faute
from gui.liens import ouvrir_fichier
from gui.lot import MeneurDeLot
from gui.rangement import Rangement
from gui.session import Session
from gui.theme.style import theme
from modele.choix.phrases import citer, compter
from modele.nombres import ESPACE_INSECABLE

if TYPE_CHECKING:
    from gui.taches import Travaux
    from modele.lot.objets import Bilan, Ferme

_REGLAGE = "export/dossier"
_COUPURE = "\u200b"
_TABLEAU_VIDE = "Fermes à comparer.xlsx"
_SORTIE = "Classeurs des fermes"
_DU_LOT = (
    "Un classeur par ferme, et une synthèse d'une ligne par ferme. Les fermes viennent d'un tableau Excel, ou d'un "
    "dossier de situations et de classeurs exportés."
)
_DES_DOSSIERS = (
    "Un classeur par dossier de l'accueil, archives non comprises, et une synthèse d'une ligne par ferme."
)
_RELANCER = (
    "Les classeurs déjà écrits ici par l'application sont remplacés ; un classeur que vous avez annoté est gardé à "
    "côté."
)


class DialogueLot(QDialog):
    """Ne commence que quand on le demande, s'annule en gardant ce qui est fait, et dit chaque ferme refusée."""

    sujet_d_aide = "lot"

    def __init__(
        self,
        session: Session,
        rangement: Rangement,
        travaux: "Travaux",
        reglages: QSettings,
        tous_mes_dossiers: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._rangement = rangement
        self._travaux = travaux
        self._reglages = reglages
        self._tous = tous_mes_dossiers
        self.entree: Path | None = None
        self.sortie: Path | None = None
        self._meneur: MeneurDeLot | None = None
        self._synthese: Path | None = None
        px = theme().px
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        titre = "Exporter tous mes dossiers" if tous_mes_dossiers else "Traiter un lot de fermes"
        self.setWindowTitle(titre)
        taille = QSize(px(720), px(460))
        self.resize(taille.boundedTo(parent.size()) if parent is not None else taille)
        colonne = QVBoxLayout(self)
        colonne.setSpacing(px(12))
        colonne.addWidget(texte_brut(titre, "section"))
        colonne.addWidget(texte_brut(_DES_DOSSIERS if tous_mes_dossiers else _DU_LOT))
        if tous_mes_dossiers:
            self.sortie = Path(self._depart()) / _SORTIE
        self._creer_choix(colonne)
        self._creer_suite(colonne)
        self._regler()

    def _creer_choix(self, colonne: QVBoxLayout) -> None:
        self.choisir_tableau = self._bouton("Choisir un tableau…", self._choisir_tableau)
        self.choisir_dossier = self._bouton("Choisir un dossier…", self._choisir_dossier)
        self.ecrire_tableau = self._bouton("Écrire un tableau vide…", self._ecrire_tableau)
        self.d_ou = texte_brut("", "fort")
        self.choisir_sortie = self._bouton("Choisir où écrire les classeurs…", self._choisir_sortie)
        self.vers_ou = texte_brut("", "fort")
        if not self._tous:
            colonne.addWidget(self._rangee(self.choisir_tableau, self.choisir_dossier, self.ecrire_tableau))
            colonne.addWidget(self.d_ou)
        colonne.addWidget(self._rangee(self.choisir_sortie))
        colonne.addWidget(self.vers_ou)
        colonne.addWidget(texte_brut(_RELANCER, "legende"))

    def _creer_suite(self, colonne: QVBoxLayout) -> None:
        self.progression = QProgressBar()
        self.progression.setAccessibleName("Progression")
        self.progression.setTextVisible(False)
        self.progression.hide()
        self.etat = texte_brut("")
        self.liste = QListWidget()
        self.liste.setAccessibleName("Fermes sans classeur, et remarques")
        self.liste.setWordWrap(True)
        self.liste.setSpacing(theme().px(3))
        self.liste.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.liste.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.liste.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.liste.hide()
        self.traiter = self._bouton("Exporter" if self._tous else "Traiter le lot", self.commencer)
        self.traiter.setProperty("role", "principal")
        self.annuler = self._bouton("Annuler", self._annuler)
        self.ouvrir_synthese = self._bouton("Ouvrir la synthèse", self._ouvrir_synthese)
        self.ouvrir_dossier = self._bouton("Ouvrir le dossier", self._ouvrir_dossier)
        self.fermer = self._bouton("Fermer", self.reject)
        colonne.addWidget(self.progression)
        colonne.addWidget(self.etat)
        colonne.addWidget(self.liste, 1)
        colonne.addStretch(0)
        boutons = (self.traiter, self.ouvrir_synthese, self.ouvrir_dossier, self.annuler, self.fermer)
        colonne.addWidget(self._rangee(*boutons))

    def _bouton(self, texte: str, faire: object) -> QPushButton:
        bouton = QPushButton(texte)
        bouton.setAutoDefault(False)
        bouton.clicked.connect(faire)
        return bouton

    def _rangee(self, *boutons: QPushButton) -> QWidget:
        cadre = QWidget()
        rangee = DispositionSouple(cadre)
        rangee.setSpacing(theme().px(8))
        for bouton in boutons:
            rangee.addWidget(bouton)
        return cadre

    @property
    def en_cours(self) -> bool:
        """Vrai pendant le traitement."""
        return self._meneur is not None

    def _regler(self) -> None:
        """Ce qui se peut à cet instant, et ce qui a été choisi."""
        libre, fait = not self.en_cours, self._synthese is not None
        for bouton in (self.choisir_tableau, self.choisir_dossier, self.ecrire_tableau, self.choisir_sortie):
            bouton.setEnabled(libre)
        pret = self.sortie is not None and (self._tous or self.entree is not None)
        self.traiter.setEnabled(libre and pret)
        self.traiter.setVisible(libre)
        self.annuler.setVisible(not libre)
        self.fermer.setVisible(libre)
        self.ouvrir_synthese.setVisible(libre and fait)
        self.ouvrir_dossier.setVisible(libre and fait)
        for etiquette, chemin in ((self.d_ou, self.entree), (self.vers_ou, self.sortie)):
            # Un long chemin, sans espace, élargirait le dialogue : il se coupe après chaque dossier.
            etiquette.setText(str(chemin or "").replace(os.sep, f"{os.sep}{_COUPURE}"))
            etiquette.setVisible(chemin is not None)

    def _choisir_tableau(self) -> None:
        choisi, _ = QFileDialog.getOpenFileName(
            self, "Choisir un tableau de fermes", self._depart(), "Tableau Excel (*.xlsx)"
        )
        self._prendre_entree(choisi)

    def _choisir_dossier(self) -> None:
        self._prendre_entree(
            QFileDialog.getExistingDirectory(self, "Choisir le dossier des fermes", self._depart())
        )

    def _prendre_entree(self, choisi: str) -> None:
        if choisi:
            self.entree = Path(choisi)
            if self.sortie is None:
                self.sortie = self.entree.parent / f"{_SORTIE} - {self.entree.stem}"
            self._regler()

    def _choisir_sortie(self) -> None:
        choisi = QFileDialog.getExistingDirectory(self, "Choisir où écrire les classeurs", self._depart())
        if choisi:
            self.sortie = Path(choisi)
            self._regler()

    def _ecrire_tableau(self) -> None:
        propose = str(Path(self._depart()) / _TABLEAU_VIDE)
        choisi, _ = QFileDialog.getSaveFileName(
            self, "Écrire un tableau vide", propose, "Tableau Excel (*.xlsx)"
        )
        if not choisi:
            return
        chemin = Path(choisi if choisi.lower().endswith(".xlsx") else f"{choisi}.xlsx")
        catalogue = self._session.catalogue_du_guide

        def travail(_suivi: object) -> None:
            from modele.lot.tableau_vide import ecrire_tableau_vide

            ecrire_tableau_vide(chemin, catalogue)

        def ecrit(_resultat: object) -> None:
            self._dire(
                f"Tableau vide écrit{ESPACE_INSECABLE}: {chemin.name}. Remplissez-le, puis choisissez-le ici."
            )
            ouvrir_fichier(chemin)

        tache = self._travaux.preparer(travail)
        tache.reussie.connect(ecrit)
        tache.echouee.connect(self._echouer)
        self._travaux.partir(tache)

    def _depart(self) -> str:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return str(self._reglages.value(_REGLAGE, documents))

    def commencer(self) -> None:
        """Traite les fermes de `entree` vers `sortie`, toutes deux choisies."""
        sortie = self.sortie
        assert sortie is not None
        self._reglages.setValue(_REGLAGE, str(sortie.parent))
        self._synthese = None
        self.liste.clear()
        self.liste.hide()
        self.progression.setRange(0, 0)
        self.progression.show()
        self._dire("Lecture des fermes…")
        self._meneur = MeneurDeLot(self._travaux, self._session.catalogue_du_guide, self)
        self._meneur.avance.connect(self._avancer)
        self._meneur.compte.connect(self._compter)
        self._meneur.fini.connect(self._finir)
        self._meneur.echoue.connect(self._echouer)
        self._regler()
        self.annuler.setFocus()
        self._meneur.partir(self._ouvrir, sortie)

    def _ouvrir(self) -> "tuple[Ferme, ...]":
        """Fermes à traiter ; appelé hors du fil de la fenêtre."""
        catalogue = self._session.catalogue_du_guide
        if self._tous:
            from modele.dossiers.consultation import lister
            from modele.lot.dossiers import fermes_des_dossiers

            return fermes_des_dossiers(self._rangement.base, lister(self._rangement.base), catalogue)
        from modele.lot.entree import ouvrir_entree

        assert self.entree is not None and self.sortie is not None
        return ouvrir_entree(self.entree, self.sortie, catalogue).fermes

    def _avancer(self, fait: int, total: int) -> None:
        self.progression.setRange(0, total)
        self.progression.setValue(fait)

    def _compter(self, faites: int, total: int) -> None:
        self._dire(f"{compter(faites, 'ferme')} sur {total}…")

    def _annuler(self) -> None:
        if self._meneur is not None:
            self.annuler.setEnabled(False)
            self._dire("Arrêt, et écriture de la synthèse…")
            self._meneur.annuler()

    def _finir(self, bilan: "Bilan") -> None:
        from modele.lot.objets import Etat

        assert self.sortie is not None
        self._arreter()
        self._synthese = self.sortie / bilan.synthese
        ecrites, total = bilan.combien(Etat.ECRITE), len(bilan.lignes)
        accord = "s" if ecrites > 1 else ""
        self._dire(
            f"{ecrites} classeur{accord} écrit{accord} sur {total}, et la synthèse {citer(bilan.synthese)}.",
            "" if ecrites == total else "alerte",
        )
        for ligne in bilan.lignes:
            suite = ligne.motif if ligne.etat is not Etat.ECRITE else " ".join(ligne.remarques)
            if suite:
                sujet = f"{ligne.nom} ({ligne.source}), {ligne.etat.value}"
                self.liste.addItem(f"{sujet}{ESPACE_INSECABLE}: {suite}")
        self.liste.setVisible(self.liste.count() > 0)
        self._regler()
        self.ouvrir_synthese.setFocus()

    def _echouer(self, faute: Exception) -> None:
        self._arreter()
        self._regler()
        raison = phrase_de_faute(faute)
        if raison is None:
            raise faute
        self._dire(raison, "erreur")

    def _arreter(self) -> None:
        self._meneur = None
        self.annuler.setEnabled(True)
        self.progression.hide()

    def _dire(self, texte: str, role: str = "") -> None:
        changer_role(self.etat, role)
        self.etat.setText(texte)

    def _ouvrir_synthese(self) -> None:
        if self._synthese is not None:
            ouvrir_fichier(self._synthese)

    def _ouvrir_dossier(self) -> None:
        if self.sortie is not None:
            ouvrir_fichier(self.sortie)

    def reject(self) -> None:
        """Échap pendant le traitement l'annule ; le dialogue ne se ferme qu'ensuite."""
        if self.en_cours:
            self._annuler()
        else:
            super().reject()

    def closeEvent(self, evenement: QCloseEvent) -> None:
        """La croix de la fenêtre vaut Échap."""
        if self.en_cours:
            self._annuler()
            evenement.ignore()
        else:
            super().closeEvent(evenement)
