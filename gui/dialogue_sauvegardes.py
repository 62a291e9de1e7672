"""« Sauvegardes » : les voir, en restaurer une, en copier une sur une clé USB."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.composants.texte_brut import texte_brut
from gui.erreurs import phrase_de_faute
from gui.rangement import Rangement
from gui.theme.style import theme
from modele.dossiers.fautes import lisible
from modele.dossiers.sauvegardes import DEMANDE, DOSSIER, MOTIFS, Sauvegarde, intacte, lister
from modele.fautes import FichierInaccessible, phrase
from modele.nombres import date_francaise
from modele.suivi import Suivi

if TYPE_CHECKING:
    from gui.taches import Travaux

COLONNES = ("Faite le", "Pourquoi", "Taille", "État")
BONNE, ABIMEE = "Bonne", "Abîmée, inutilisable"


def moment(sauvegarde: Sauvegarde) -> str:
    """Date et heure d'une sauvegarde, telles que l'ordinateur les affichait."""
    quand = sauvegarde.quand
    return f"{date_francaise(f'{quand:%Y-%m-%d}')} à {quand:%H} h {quand:%M}"


class DialogueSauvegardes(QDialog):
    """La plus récente des bonnes est choisie d'avance : après un dégât, « Restaurer » suffit."""

    sujet_d_aide = "sauvegardes"

    def __init__(self, rangement: Rangement, travaux: "Travaux", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rangement = rangement
        self._travaux = travaux
        self._sauvegardes: tuple[Sauvegarde, ...] = ()
        self.setWindowTitle("Sauvegardes")
        px = theme().px
        self.resize(px(760), px(460))
        self.annonce = texte_brut("")
        self.annonce.setWordWrap(True)
        self.liste = self._creer_liste()
        self.avis = texte_brut("")
        self.avis.setWordWrap(True)
        self.sauvegarder = self._bouton("Sauvegarder maintenant", self._sauvegarder)
        self.restaurer = self._bouton("Restaurer", self._restaurer)
        self.copier = self._bouton("Copier sur une clé USB…", self._copier)
        self.fichier = self._bouton("Restaurer un fichier…", self._restaurer_un_fichier)
        self.neuve = self._bouton("Repartir d'une base vide", self._repartir)
        self.fermer = self._bouton("Fermer", self.accept)
        haut, bas = QHBoxLayout(), QHBoxLayout()
        for rangee, boutons in (
            (haut, (self.sauvegarder, self.copier, self.fichier)),
            (bas, (self.neuve, self.restaurer, self.fermer)),
        ):
            rangee.setSpacing(px(8))
            if rangee is bas:
                rangee.addStretch(1)
            for bouton in boutons:
                rangee.addWidget(bouton)
        haut.addStretch(1)
        disposition = QVBoxLayout(self)
        disposition.setSpacing(px(12))
        disposition.addWidget(self.annonce)
        disposition.addLayout(haut)
        disposition.addWidget(self.liste, 1)
        disposition.addWidget(self.avis)
        disposition.addLayout(bas)
        self.actualiser()

    def actualiser(self) -> None:
        """Relit les sauvegardes et choisit la plus récente des bonnes."""
        try:
            self._sauvegardes = lister(self._rangement.base)
        except OSError as faute:
            self._sauvegardes = ()
            self.avis.setText(phrase(faute))
        bonnes = [intacte(sauvegarde.chemin) for sauvegarde in self._sauvegardes]
        self.liste.setRowCount(len(self._sauvegardes))
        for rang, (sauvegarde, bonne) in enumerate(zip(self._sauvegardes, bonnes, strict=True)):
            for colonne, texte in enumerate(_textes(sauvegarde, bonne)):
                self.liste.setItem(rang, colonne, QTableWidgetItem(texte))
        self.liste.selectRow(bonnes.index(True) if True in bonnes else -1)
        disponible = self._rangement.disponible
        self.annonce.setText(_annonce(disponible, bool(bonnes), True in bonnes, self._rangement.base))
        self.neuve.setVisible(not disponible)
        self.sauvegarder.setEnabled(disponible)
        self._regler()
        # Après un dégât, la suite la plus probable est sous la main.
        (self.restaurer if not disponible and True in bonnes else self.fermer).setFocus()

    @property
    def choisie(self) -> Sauvegarde | None:
        """Sauvegarde de la rangée choisie."""
        rang = self.liste.currentRow()
        return self._sauvegardes[rang] if 0 <= rang < len(self._sauvegardes) else None

    def _creer_liste(self) -> QTableWidget:
        liste = QTableWidget(0, len(COLONNES))
        liste.setAccessibleName("Sauvegardes, la plus récente d'abord")
        liste.setHorizontalHeaderLabels(COLONNES)
        liste.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        liste.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        liste.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        liste.setTabKeyNavigation(False)
        liste.setShowGrid(False)
        liste.verticalHeader().hide()
        entete = liste.horizontalHeader()
        entete.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        entete.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        entete.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        liste.itemSelectionChanged.connect(self._regler)
        return liste

    def _bouton(self, texte: str, faire: object) -> QPushButton:
        bouton = QPushButton(texte)
        bouton.setAutoDefault(False)
        bouton.clicked.connect(faire)
        return bouton

    def _regler(self) -> None:
        rang = self.liste.currentRow()
        etat = self.liste.item(rang, len(COLONNES) - 1) if rang >= 0 else None
        bonne = self.choisie is not None and etat is not None and etat.text() == BONNE
        self.restaurer.setEnabled(bonne)
        self.copier.setEnabled(bonne)

    def _sauvegarder(self) -> None:
        base = self._rangement.base

        def travail(_suivi: Suivi) -> object:
            from modele.dossiers.horloge import heure_locale
            from modele.dossiers.sauvegardes import sauvegarder

            return sauvegarder(base, DEMANDE, heure_locale())

        self._rangement.enregistrer()
        self._lancer(travail, self._sauvegarde_faite)

    def _sauvegarde_faite(self, faite: Sauvegarde | None) -> None:
        self.actualiser()
        self.avis.setText(
            "Rien n'a changé depuis la dernière sauvegarde : elle suffit."
            if faite is None
            else "Sauvegarde faite."
        )

    def _copier(self) -> None:
        choisie = self.choisie
        cible = QFileDialog.getExistingDirectory(self, "Choisir la clé USB ou le dossier")
        if choisie is None or not cible:
            return

        def travail(_suivi: Suivi) -> Path:
            from modele.dossiers.sauvegardes import copier_vers

            return copier_vers(choisie, Path(cible))

        self._lancer(
            travail, lambda copie: self.avis.setText(f"Copie faite et relue : « {lisible(copie)} ».")
        )

    def _restaurer(self) -> None:
        choisie = self.choisie
        if choisie is not None and (
            not self._rangement.disponible or self._confirmer(f"la sauvegarde du {moment(choisie)}")
        ):
            self._remplacer_par(choisie.chemin)

    def _restaurer_un_fichier(self) -> None:
        choisi, _ = QFileDialog.getOpenFileName(
            self, "Choisir une sauvegarde", "", "Sauvegardes (dossiers-*.sqlite)"
        )
        if choisi and (not self._rangement.disponible or self._confirmer(f"« {Path(choisi).name} »")):
            self._remplacer_par(Path(choisi))

    def _repartir(self) -> None:
        self._travaux.attendre()
        self._rangement.repartir_a_vide()
        if self._rangement.disponible:
            self.accept()

    def _remplacer_par(self, chemin: Path) -> None:
        self._travaux.attendre()
        try:
            self._rangement.restaurer(chemin)
        except FichierInaccessible as faute:
            self.actualiser()
            self.avis.setText(phrase(faute))
            return
        if self._rangement.disponible:
            self.accept()
        else:
            self.actualiser()

    def _confirmer(self, quoi: str) -> bool:
        question = QMessageBox(self)
        question.setWindowTitle("Restaurer")
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(
            f"Remplacer tous vos dossiers par {quoi} ?\n\nVos dossiers actuels sont d'abord sauvegardés : "
            "vous pourrez y revenir."
        )
        oui = question.addButton("Restaurer", QMessageBox.ButtonRole.AcceptRole)
        question.addButton("Annuler", QMessageBox.ButtonRole.RejectRole)
        question.exec()
        return question.clickedButton() is oui

    def _lancer(self, travail: object, suite: object) -> None:
        tache = self._travaux.preparer(travail)  # type: ignore[arg-type]
        tache.reussie.connect(suite)
        tache.echouee.connect(self._dire)
        self._travaux.partir(tache)

    def _dire(self, faute: Exception) -> None:
        raison = phrase_de_faute(faute)
        if raison is None:
            raise faute
        self.avis.setText(raison)


def _textes(sauvegarde: Sauvegarde, bonne: bool) -> tuple[str, str, str, str]:
    try:
        taille = f"{-(-sauvegarde.chemin.stat().st_size // 1024)}\u00a0Ko"
    except OSError:
        taille = ""
    return moment(sauvegarde), MOTIFS[sauvegarde.motif].capitalize(), taille, BONNE if bonne else ABIMEE


def _annonce(disponible: bool, presentes: bool, bonnes: bool, base: Path) -> str:
    if disponible:
        return (
            "Vos dossiers sont sauvegardés à chaque ouverture et toutes les heures, sur cet ordinateur, dans "
            f"« {lisible(base.parent / DOSSIER)} ». Copiez-en une sur une clé USB de temps en temps."
        )
    if bonnes:
        return (
            "Vos dossiers ne peuvent pas être ouverts. Restaurez la sauvegarde choisie ci-dessous : le fichier "
            "actuel sera mis de côté, pas effacé."
        )
    if presentes:
        return "Vos dossiers ne peuvent pas être ouverts, et aucune sauvegarde d'ici n'est utilisable."
    return (
        "Vos dossiers ne peuvent pas être ouverts, et il n'y a pas encore de sauvegarde sur cet ordinateur. Si "
        "vous en avez copié une sur une clé USB, choisissez « Restaurer un fichier… »."
    )
