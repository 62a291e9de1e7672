"""« Sauvegardes » : les voir, en restaurer une, en copier une sur une clé USB."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QMessageBox,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gui.acces_dossiers import A_REMPLACER
from gui.composants.copie_sur_cle import copier_sur_une_cle
from gui.composants.donnees_rubrique import Rubrique, bouton, rangee
from gui.composants.sauvegardes_en_mots import (
    BONNE,
    REPARTIR,
    en_mots,
    moment,
    phrase_d_empechement,
    phrase_d_etat,
)
from gui.composants.texte_brut import texte_brut
from gui.erreurs import phrase_de_faute
from gui.rangement import Rangement
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.dossiers.fautes import BaseRefusee, lisible
from modele.dossiers.restauration import ECARTEES
from modele.dossiers.sauvegardes import DEMANDE, Sauvegarde, intacte, lister
from modele.fautes import EntreeInvalide, FichierInaccessible, phrase
from modele.suivi import Suivi

if TYPE_CHECKING:
    from gui.taches import Travaux

TITRE = "Sauvegardes"
COLONNES = ("Faite le", "Pourquoi", "Taille", "État")


class SectionSauvegardes(Rubrique):
    """La plus récente des bonnes est choisie d'avance : après un dégât, « Restaurer » suffit."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(TITRE, parent)
        self._rangement: Rangement | None = None
        self._travaux: Travaux | None = None
        self._sauvegardes: tuple[Sauvegarde, ...] = ()
        self.annonce = texte_brut()
        self.liste = self._creer_liste()
        self.avis = texte_brut()
        self.sauvegarder = bouton("Sauvegarder maintenant", self._sauvegarder)
        self.copier = bouton("Copier sur une clé USB…", self._copier)
        self.fichier = bouton("Restaurer un fichier…", self._restaurer_un_fichier)
        self.restaurer = bouton("Restaurer la sauvegarde choisie", self._restaurer)
        self.neuve = bouton("Repartir d'une base vide", self._repartir)
        self.sauvegarder.setToolTip("Garder l'état du moment, avant un grand changement")
        self.copier.setToolTip(
            "Copier la sauvegarde choisie ailleurs\u00a0: si l'ordinateur tombe en panne, elle reste"
        )
        self.fichier.setToolTip(
            "Reprendre une sauvegarde posée sur une clé USB ou venue d'un autre ordinateur"
        )
        self.restaurer.setToolTip(
            "Remplacer tous les dossiers par ceux-là\u00a0; ceux du moment sont gardés d'abord"
        )
        self.neuve.setToolTip(
            "Commencer sans aucun dossier\u00a0; l'ancienne base est mise de côté, pas effacée"
        )
        self.colonne.addWidget(self.annonce)
        self.ajouter_boutons(self.sauvegarder, self.fichier, self.neuve)
        self.colonne.addWidget(self.liste, 1)
        self.colonne.addWidget(rangee(self.restaurer, self.copier))
        self.colonne.addWidget(self.avis)

    def brancher(self, rangement: Rangement | None) -> None:
        """Prend ce qui tient les dossiers."""
        self._rangement = rangement
        if rangement is not None:
            rangement.liste_changee.connect(self._suivre)

    def confier(self, travaux: "Travaux") -> None:
        """Prend ce qui fait les travaux longs."""
        self._travaux = travaux

    def showEvent(self, evenement: QShowEvent) -> None:
        """Se met à jour en paraissant."""
        super().showEvent(evenement)
        self.avis.clear()
        self.actualiser()

    def actualiser(self) -> None:
        """Relit les sauvegardes et choisit la plus récente des bonnes."""
        rangement = self._rangement
        if rangement is None:
            return
        try:
            self._sauvegardes = lister(rangement.base)
        except OSError as faute:
            self._sauvegardes = ()
            self.avis.setText(phrase(faute))
        bonnes = [intacte(sauvegarde.chemin) for sauvegarde in self._sauvegardes]
        self.liste.setRowCount(len(self._sauvegardes))
        for rang, (sauvegarde, bonne) in enumerate(zip(self._sauvegardes, bonnes, strict=True)):
            for colonne, texte in enumerate(en_mots(sauvegarde, bonne)):
                self.liste.setItem(rang, colonne, QTableWidgetItem(texte))
        self.liste.selectRow(bonnes.index(True) if True in bonnes else -1)
        disponible = rangement.disponible
        self.annonce.setText(
            phrase_d_empechement(rangement.fermee_par)
            if self._sans_doute_entiere()
            else phrase_d_etat(disponible, bool(bonnes), True in bonnes, rangement.base)
        )
        refusee = isinstance(rangement.fermee_par, BaseRefusee)
        self.neuve.setVisible(not disponible and (refusee or not self._sans_doute_entiere()))
        self.sauvegarder.setEnabled(disponible)
        self._regler()

    def prendre_le_clavier(self) -> None:
        """Après un dégât, la suite la plus probable est sous la main."""
        abimee = self._rangement is not None and not self._rangement.disponible
        if self.restaurer.isEnabled() and abimee and not self._sans_doute_entiere():
            self.restaurer.setFocus()

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
        liste.setProperty("role", "dossiers")
        liste.verticalHeader().hide()
        liste.verticalHeader().setDefaultSectionSize(theme().px(jetons.HAUTEUR_LIGNE))
        liste.setMinimumHeight(theme().px(4 * jetons.HAUTEUR_LIGNE))
        entete = liste.horizontalHeader()
        entete.setHighlightSections(False)
        entete.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        entete.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        entete.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        liste.itemSelectionChanged.connect(self._regler)
        return liste

    def _suivre(self) -> None:
        # Une frappe ne change rien aux sauvegardes : seul l'accès à la base compte.
        rangement = self._rangement
        if (
            self.isVisible()
            and rangement is not None
            and rangement.disponible != self.sauvegarder.isEnabled()
        ):
            self.actualiser()

    def _sans_doute_entiere(self) -> bool:
        """Vrai quand c'est le poste qui empêche d'ouvrir la base, pas son contenu."""
        rangement = self._rangement
        if rangement is None or rangement.disponible or rangement.fermee_par is None:
            return False
        return not isinstance(rangement.fermee_par, A_REMPLACER)

    def _regler(self) -> None:
        rang = self.liste.currentRow()
        etat = self.liste.item(rang, len(COLONNES) - 1) if rang >= 0 else None
        bonne = self.choisie is not None and etat is not None and etat.text() == BONNE
        self.restaurer.setEnabled(bonne)
        self.copier.setEnabled(bonne)

    def _sauvegarder(self) -> None:
        assert self._rangement is not None
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
        if choisie is not None and self._travaux is not None:
            copier_sur_une_cle(self, self._travaux, lambda: choisie, self.avis.setText, self._dire)

    def _restaurer(self) -> None:
        choisie = self.choisie
        if choisie is not None and self._confirme(f"la sauvegarde du {moment(choisie)}"):
            self._remplacer_par(choisie.chemin)

    def _restaurer_un_fichier(self) -> None:
        choisi, _ = QFileDialog.getOpenFileName(
            self, "Choisir une sauvegarde", "", "Sauvegardes (dossiers*.sqlite)"
        )
        if choisi and self._confirme(f"« {Path(choisi).name} »"):
            self._remplacer_par(Path(choisi))

    def _repartir(self) -> None:
        assert self._rangement is not None and self._travaux is not None
        ecartees = lisible(self._rangement.base.parent / ECARTEES)
        if not self._accepte(
            "Repartir d'une base vide",
            f"Commencer une base vide ?\n\n{REPARTIR} Le fichier actuel, s'il est encore là, est mis de côté dans "
            f"« {ecartees} », pas effacé : « Restaurer un fichier… » pourra le reprendre.",
            "Repartir à vide",
        ):
            return
        self._travaux.attendre()
        self._rangement.repartir_a_vide()
        self.actualiser()
        if self._rangement.disponible:
            self.avis.setText(
                f"Une base vide est ouverte. L'ancienne, s'il y en avait une, est mise de côté dans « {ecartees} », "
                "pas effacée : « Restaurer un fichier… » peut la reprendre."
            )

    def _remplacer_par(self, chemin: Path) -> None:
        assert self._rangement is not None and self._travaux is not None
        self._travaux.attendre()
        try:
            self._rangement.restaurer(chemin)
        except (EntreeInvalide, FichierInaccessible) as faute:
            self.actualiser()
            self.avis.setText(phrase(faute))
            return
        self.actualiser()
        if self._rangement.disponible:
            self.avis.setText("Vos dossiers sont restaurés.")

    def _confirme(self, quoi: str) -> bool:
        """Vrai sans rien demander quand la base est inutilisable : il n'y a rien à perdre."""
        if self._rangement is None:
            return True
        if self._rangement.disponible:
            suite = "Vos dossiers actuels sont d'abord sauvegardés : vous pourrez y revenir."
        elif self._sans_doute_entiere():
            suite = (
                f"{phrase_d_empechement(self._rangement.fermee_par)} Si vous continuez, le fichier actuel sera mis de côté, "
                "pas effacé."
            )
        else:
            return True
        return self._accepte("Restaurer", f"Remplacer tous vos dossiers par {quoi} ?\n\n{suite}", "Restaurer")

    def _accepte(self, titre: str, texte: str, oui_dit: str) -> bool:
        question = QMessageBox(self)
        question.setWindowTitle(titre)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(texte)
        oui = question.addButton(oui_dit, QMessageBox.ButtonRole.AcceptRole)
        annuler = question.addButton("Annuler", QMessageBox.ButtonRole.RejectRole)
        # Entrée seule, frappée dans l'affolement, ne remplace rien.
        question.setDefaultButton(annuler)
        question.exec()
        return question.clickedButton() is oui

    def _lancer(self, travail: Callable[[Suivi], Any], suite: Callable[[Any], object]) -> None:
        assert self._travaux is not None
        tache = self._travaux.preparer(travail)
        tache.reussie.connect(suite)
        tache.echouee.connect(self._dire)
        self._travaux.partir(tache)

    def _dire(self, faute: Exception) -> None:
        raison = phrase_de_faute(faute)
        if raison is None:
            raise faute
        self.avis.setText(raison)
