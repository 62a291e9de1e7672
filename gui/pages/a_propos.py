"""Page « À propos et méthode de calcul » : sommaire à gauche, texte à droite."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from gui.composants.fiche_lecture import LectureFiche
from gui.composants.fiche_passages import Lien, Verbe
from gui.composants.propos_contenu import SECTIONS, passages
from gui.rangement import Rangement
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme

COLONNE_DE_LECTURE = 80


class PageAPropos(QWidget):
    """Se récrit quand la règle de classement change."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rangement: Rangement | None = None
        px = theme().px
        self.sommaire = QListWidget()
        self.sommaire.setAccessibleName("Sommaire")
        self.sommaire.setProperty("role", "sommaire")
        self.sommaire.setFixedWidth(px(jetons.LARGEUR_SOMMAIRE))
        self.sommaire.setWordWrap(True)
        self.sommaire.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for repere, titre in SECTIONS:
            ligne = QListWidgetItem(titre, self.sommaire)
            ligne.setData(Qt.ItemDataRole.UserRole, repere)
        self.lecture = LectureFiche()
        self.lecture.setAccessibleName("À propos et méthode de calcul")
        self.lecture.setMaximumWidth(self.lecture.largeur(COLONNE_DE_LECTURE))
        self.lecture.demande.connect(self._suivre)
        self.sommaire.currentItemChanged.connect(self._aller)
        disposition = QHBoxLayout(self)
        marge = px(jetons.MARGE_PAGE)
        disposition.setContentsMargins(marge, marge, marge, marge)
        disposition.setSpacing(marge)
        disposition.addWidget(self.sommaire)
        disposition.addWidget(self.lecture, 1)
        disposition.addStretch(0)
        session.comparaison_changee.connect(self._actualiser)

    @property
    def endroit(self) -> int:
        """Ligne choisie du sommaire, -1 si aucune."""
        return self.sommaire.currentRow()

    def revenir(self, endroit: int) -> None:
        """Rouvre la même partie."""
        self.sommaire.setCurrentRow(endroit)

    def brancher(self, rangement: Rangement | None) -> None:
        """Prend ce qui tient les dossiers, pour dire où ils sont."""
        self._rangement = rangement

    def showEvent(self, evenement: QShowEvent) -> None:
        """Se met à jour en paraissant."""
        super().showEvent(evenement)
        self._actualiser()

    def _actualiser(self) -> None:
        if not self.isVisible():
            return
        donnees = self._rangement.donnees if self._rangement is not None else None
        self.lecture.actualiser(passages(self._session.catalogue, self._session.comparaison, donnees))

    def _aller(self, ligne: QListWidgetItem | None) -> None:
        if ligne is not None:
            self.lecture.aller(ligne.data(Qt.ItemDataRole.UserRole), marquer=False)

    def _suivre(self, lien: Lien) -> None:
        if lien.verbe is Verbe.COPIER:
            QGuiApplication.clipboard().setText(lien.cible)
