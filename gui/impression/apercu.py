"""Aperçu des deux pages : côte à côte, ou l'une sous l'autre pour les lire ; de là, imprimer ou enregistrer."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.composants.bandeau import Bandeau
from gui.composants.choix_segments import ChoixSegments
from gui.composants.texte_brut import texte_brut
from gui.erreurs import phrase_de_faute
from gui.export_classeur import dossier_propose, nom_propose
from gui.impression.marques import couleur
from gui.impression.pages import NOMBRE, Page, composer
from gui.impression.pdf import en_pdf
from gui.liens import ouvrir_fichier
from gui.theme import jetons, papier
from gui.theme.style import theme
from modele.export.fichier import remplacer
from modele.impression.document import aujourd_hui
from modele.impression.document import composer as rediger
from modele.nombres import ESPACE_INSECABLE
from modele.suivi import Suivi

if TYPE_CHECKING:
    from gui.fenetre import Fenetre
    from gui.session import Session
    from gui.taches import Travaux

ENSEMBLE, LECTURE = "ensemble", "lecture"
SANS_IMPRIMANTE = (
    f"Aucune imprimante n'est installée sur cet ordinateur{ESPACE_INSECABLE}: enregistrez le PDF, il "
    "s'imprimera ailleurs."
)
_POUCE_MM = 25.4


class Feuille(QWidget):
    """Une page, à la taille qu'on lui donne ; le papier reste blanc dans tous les thèmes."""

    def __init__(self, page: Page, numero: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._image = QPixmap()
        self.setAccessibleName(f"Page {numero} sur {NOMBRE}")
        self.setAccessibleDescription(page.texte)

    def elargir(self, largeur: int) -> None:
        """Fixe la largeur ; la hauteur suit le format A4."""
        self.setFixedSize(largeur, round(largeur * papier.HAUTEUR_PAGE / papier.LARGEUR_PAGE))

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint la page, gardée en image tant que sa taille ne change pas."""
        densite = self.devicePixelRatioF()
        taille = QSize(round(self.width() * densite), round(self.height() * densite))
        if self._image.size() != taille:
            self._image = QPixmap(taille)
            self._image.fill(couleur(papier.FEUILLE))
            peintre = QPainter(self._image)
            self._page.peindre_a(peintre, taille.width() * _POUCE_MM / papier.LARGEUR_PAGE)
            peintre.end()
        peintre = QPainter(self)
        peintre.drawPixmap(self.rect(), self._image)
        peintre.setPen(QPen(theme().couleur("trait_fort"), jetons.FILET))
        peintre.drawRect(self.rect().adjusted(0, 0, -1, -1))


class DialogueImpression(QDialog):
    """Les deux pages du dossier ouvert, telles qu'elles seront imprimées."""

    sujet_d_aide = "imprimer"

    def __init__(
        self, session: "Session", travaux: "Travaux", reglages: QSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._travaux = travaux
        self._reglages = reglages
        self._ecrit = False
        self.document = rediger(session.catalogue, session.comparaison, session.dossier, aujourd_hui())
        self.pages = composer(self.document)
        self.setWindowTitle("Imprimer")
        self.bandeau = Bandeau()
        self.vue = ChoixSegments("Vue", ((ENSEMBLE, "Les deux pages"), (LECTURE, "En grand")))
        self.feuilles = [Feuille(page, numero) for numero, page in enumerate(self.pages, 1)]
        self.avis = texte_brut("", "legende")
        self.imprimer = self._bouton("Imprimer…", self._imprimer)
        self.enregistrer = self._bouton("Enregistrer en PDF…", self._demander)
        self.fermer = self._bouton("Fermer", self.reject)
        self._disposer()
        self.vue.choisi.connect(self._ranger)
        self._chercher_imprimante()
        self._ranger()

    def _bouton(self, texte: str, faire: object) -> QPushButton:
        bouton = QPushButton(texte)
        bouton.setAutoDefault(False)
        bouton.clicked.connect(faire)
        return bouton

    def _disposer(self) -> None:
        px = theme().px
        self._table = QWidget()
        self._grille = QGridLayout(self._table)
        self._grille.setSpacing(px(jetons.PAS[3]))
        self._defilement = QScrollArea()
        self._defilement.setProperty("role", "lecture")
        self._defilement.setAccessibleName("Aperçu")
        self._defilement.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._defilement.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._defilement.setWidgetResizable(True)
        self._defilement.setWidget(self._table)
        self._defilement.viewport().installEventFilter(self)
        haut, bas = QHBoxLayout(), QHBoxLayout()
        haut.addWidget(self.vue)
        haut.addStretch(1)
        bas.setSpacing(px(jetons.PAS[1]))
        bas.addWidget(self.avis, 1)
        for bouton in (self.imprimer, self.enregistrer, self.fermer):
            bas.addWidget(bouton)
        disposition = QVBoxLayout(self)
        disposition.setSpacing(px(jetons.PAS[1]))
        disposition.addWidget(self.bandeau)
        disposition.addLayout(haut)
        disposition.addWidget(self._defilement, 1)
        disposition.addLayout(bas)
        voulue = QSize(px(jetons.LARGEUR_APERCU), px(jetons.HAUTEUR_APERCU))
        parent = self.parentWidget()
        self.resize(voulue if parent is None else voulue.boundedTo(parent.window().size()))

    def _chercher_imprimante(self) -> None:
        from gui.impression.imprimante import installee

        presente = installee()
        self.imprimer.setEnabled(presente)
        self.avis.setText("" if presente else SANS_IMPRIMANTE)
        principal = self.imprimer if presente else self.enregistrer
        principal.setProperty("role", "principal")
        principal.setFocus()

    def eventFilter(self, objet: QObject, evenement: QEvent) -> bool:
        """Ajuste les pages à la place."""
        if evenement.type() == QEvent.Type.Resize:
            self._ranger()
        return super().eventFilter(objet, evenement)

    def _ranger(self, _cle: str = "") -> None:
        """Côte à côte et entières, ou l'une sous l'autre et en grand."""
        en_grand = self.vue.choix == LECTURE
        marges, ecart = self._grille.contentsMargins(), self._grille.spacing()
        place = self._defilement.viewport().size()
        colonnes = 1 if en_grand else NOMBRE
        largeur = (place.width() - marges.left() - marges.right() - (colonnes - 1) * ecart) // colonnes
        if not en_grand:
            haut = place.height() - marges.top() - marges.bottom()
            largeur = min(largeur, haut * papier.LARGEUR_PAGE // papier.HAUTEUR_PAGE)
        largeur = max(largeur, theme().px(jetons.LARGEUR_SAISIE))
        for rang, feuille in enumerate(self.feuilles):
            feuille.elargir(min(largeur, theme().px(jetons.LARGEUR_FEUILLE_MAX)))
            self._grille.addWidget(feuille, rang // colonnes, rang % colonnes, Qt.AlignmentFlag.AlignCenter)

    def _imprimer(self) -> None:
        from gui.impression.imprimante import demander, imprimer

        imprimante = demander(self, f"{self.document.titre} – {self.document.ferme}", len(self.pages))
        if imprimante is None:
            return
        try:
            imprimer(imprimante, self.pages)
        except Exception as faute:
            self._echouer(faute, "Les pages n'ont pas été imprimées.")
            return
        self.bandeau.montrer(f"Pages envoyées à l'imprimante{ESPACE_INSECABLE}: {imprimante.printerName()}")

    def _demander(self) -> None:
        nom = nom_propose(self.document.auteur if self._nommee else "", "Choix d'un outil", ".pdf")
        propose = str(dossier_propose(self._reglages) / nom)
        choisi, _ = QFileDialog.getSaveFileName(self, "Enregistrer en PDF", propose, "Document PDF (*.pdf)")
        if choisi:
            chemin = Path(choisi)
            self.ecrire_vers(chemin if chemin.suffix.lower() == ".pdf" else Path(f"{choisi}.pdf"))

    @property
    def _nommee(self) -> bool:
        return self.document.auteur == self.document.ferme

    def ecrire_vers(self, chemin: Path) -> None:
        """Écrit le PDF hors du fil de la fenêtre et dit la suite dans le bandeau."""
        octets = en_pdf(self.document, self.pages)

        def travail(suivi: Suivi) -> None:
            suivi.avancer(0, 1)
            remplacer(chemin, octets, "PDF")

        def reussi(_resultat: object) -> None:
            self._reglages.setValue("export/dossier", str(chemin.parent))
            self.bandeau.montrer(
                f"PDF écrit : {chemin.name}",
                actions=(
                    ("Ouvrir le PDF", lambda: ouvrir_fichier(chemin)),
                    ("Ouvrir le dossier", lambda: ouvrir_fichier(chemin.parent)),
                ),
            )

        tache = self._travaux.preparer(travail)
        self._occuper(True)
        self.bandeau.montrer_travail("Écriture du PDF…", tache.annuler)
        tache.reussie.connect(reussi)
        tache.echouee.connect(lambda faute: self._echouer(faute, "Le PDF n'a pas été écrit."))
        tache.annulee.connect(lambda: self.bandeau.montrer("Annulé : aucun fichier n'a été écrit."))
        tache.finie.connect(lambda: self._occuper(False))
        self._travaux.partir(tache)

    def _occuper(self, ecrit: bool) -> None:
        self._ecrit = ecrit
        for bouton in (self.enregistrer, self.fermer):
            bouton.setEnabled(not ecrit)

    def _echouer(self, faute: Exception, constat: str) -> None:
        raison = phrase_de_faute(faute)
        if raison is None:
            self.bandeau.hide()
            raise faute
        ailleurs = (("Enregistrer ailleurs", self._demander),)
        self.bandeau.montrer(f"{constat} {raison}", "erreur", ailleurs)

    def reject(self) -> None:
        """Ferme, sauf pendant l'écriture : elle finit d'abord."""
        if not self._ecrit:
            super().reject()


def ouvrir_apercu(fenetre: "Fenetre") -> None:
    """Ouvre l'aperçu du dossier de la fenêtre."""
    assert fenetre.session is not None
    dialogue = DialogueImpression(fenetre.session, fenetre.travaux, fenetre.reglages, fenetre)
    dialogue.exec()
    dialogue.deleteLater()
