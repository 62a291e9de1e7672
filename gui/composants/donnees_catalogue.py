"""« Catalogue » : l'édition en service, en recevoir une autre, revenir à la précédente."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.composants.bandeau import Bandeau
from gui.composants.disposition_souple import DispositionSouple
from gui.composants.texte_brut import texte_brut
from gui.rangement import Rangement
from gui.reception_catalogue import Reception
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.editions import Actif, Editions
from modele.catalogue.registre import Edition
from modele.choix.phrases import compter
from modele.fautes import FichierInaccessible, phrase
from modele.inconnus import inconnus
from modele.nombres import date_francaise

if TYPE_CHECKING:
    from gui.taches import Travaux

TITRE = "Catalogue"
EXPLICATION = (
    "Les prix changent. Une mise à jour du catalogue arrive dans un fichier « .boussole », par courriel ou sur une "
    "clé USB ; l'application ne va jamais la chercher. Elle n'accepte que celles que signe un éditeur qu'elle connaît, "
    "et montre ce qui change avant d'y toucher."
)
AUCUNE_CLE = (
    "Cette version de l'application ne connaît encore aucun éditeur : elle refusera toute mise à jour. La prochaine "
    "version en connaîtra un."
)


class SectionCatalogue(QScrollArea):
    """Seule, elle mène les réceptions elle-même ; dans la fenêtre, elle les confie à celle-ci."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rangement: Rangement | None = None
        self._travaux: Travaux | None = None
        self._propre: Reception | None = None
        self._ecartee: Edition | None = None
        self.setAccessibleName(TITRE)
        self.setProperty("role", "lecture")
        # Au clavier, les flèches font défiler ce qui n'a pas de bouton.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bandeau = Bandeau()
        self.edition = texte_brut("", "section")
        self.origine = texte_brut()
        self.avis = texte_brut("", "alerte")
        self.sans_cle = texte_brut(AUCUNE_CLE, "alerte")
        self.recevoir = self._bouton("Recevoir une mise à jour…", lambda: self._reception().demander())
        self.revenir = self._bouton("", lambda: self._reception().revenir())
        self.reprendre = self._bouton("", self._reprendre)
        self.titre_inconnus = texte_brut("Gardé d'une autre édition dans ce dossier", "fort")
        self.inconnus = texte_brut()
        self._disposer()
        session.dossier_ouvert.connect(self._suivre)
        session.catalogue_change.connect(self._suivre)

    def brancher(self, rangement: Rangement | None) -> None:
        """Prend ce qui tient les données."""
        self._rangement = rangement
        self.actualiser()

    def confier(self, travaux: "Travaux") -> None:
        """Prend ce qui fait les travaux longs."""
        self._travaux = travaux

    def showEvent(self, evenement: QShowEvent) -> None:
        """Se met à jour en paraissant."""
        super().showEvent(evenement)
        self.actualiser()

    def actualiser(self) -> None:
        """Relit les éditions connues et redit tout."""
        donnees = None if self._rangement is None else self._rangement.donnees
        editions = Editions(donnees)
        precedente = self._ecartee = None
        try:
            actif = editions.actif()
            self._dire(actif)
            precedente, self._ecartee = editions.precedente(), editions.ecartee()
        except FichierInaccessible as faute:
            self.avis.setText(phrase(faute))
        for bouton, mots, edition in (
            (self.revenir, "Revenir à l'édition", precedente),
            (self.reprendre, "Reprendre l'édition", self._ecartee),
        ):
            bouton.setText(f"{mots} {edition.numero}" if edition else "")
            bouton.setVisible(edition is not None)
        self.recevoir.setEnabled(donnees is not None)
        self.avis.setVisible(bool(self.avis.text()))
        self.sans_cle.setVisible(not _des_cles())
        gardes = inconnus(self._session.catalogue_du_guide, self._session.dossier)
        self.inconnus.setText("\n".join(f"• {garde}" for garde in gardes))
        for widget in (self.titre_inconnus, self.inconnus):
            widget.setVisible(bool(gardes))

    def _disposer(self) -> None:
        px = theme().px
        contenu = QWidget()
        contenu.setMaximumWidth(px(jetons.LARGEUR_CLASSEMENT))
        colonne = QVBoxLayout(contenu)
        colonne.setContentsMargins(0, 0, px(jetons.PAS[1]), 0)
        colonne.setSpacing(px(jetons.PAS[1]))
        boutons = QWidget()
        rangee = DispositionSouple(boutons)
        rangee.setSpacing(px(jetons.PAS[1]))
        for bouton in (self.recevoir, self.revenir, self.reprendre):
            rangee.addWidget(bouton)
        for widget in (
            self.bandeau,
            self.edition,
            self.origine,
            self.avis,
            texte_brut(EXPLICATION),
            self.sans_cle,
            boutons,
            self.titre_inconnus,
            self.inconnus,
        ):
            colonne.addWidget(widget)
        colonne.addStretch(1)
        self.setWidget(contenu)
        self.setWidgetResizable(True)

    def _bouton(self, texte: str, faire: Callable[[], None]) -> QPushButton:
        bouton = QPushButton(texte)
        bouton.setAutoDefault(False)
        bouton.clicked.connect(lambda _coche=False: faire())
        return bouton

    def _dire(self, actif: Actif) -> None:
        edition, catalogue = actif.edition, actif.catalogue
        self.edition.setText(f"Édition {edition.numero}, du {date_francaise(edition.date)}")
        if edition.recue_le:
            origine = f"Reçue le {date_francaise(edition.recue_le)}, signée par la clé {edition.cle}."
        else:
            origine = "Livrée avec l'application."
        outils = compter(len(catalogue.outils), "outil")
        criteres = compter(len(catalogue.criteres), "critère")
        self.origine.setText(f"{origine} Elle décrit {outils} et {criteres}.")
        self.avis.setText(actif.avis)

    def _reception(self) -> "Reception":
        """Celle de la fenêtre, qui survit à la reconstruction des pages ; à défaut, la sienne."""
        de_la_fenetre: Reception | None = getattr(self.window(), "reception", None)
        if de_la_fenetre is not None:
            return de_la_fenetre
        if self._propre is None:
            from gui.taches import Travaux

            travaux = self._travaux or Travaux(self)
            self._propre = Reception(self._session, self._rangement, travaux, lambda: self.bandeau, self)
        return self._propre

    def _reprendre(self) -> None:
        if self._ecartee is not None:
            self._reception().reprendre(self._ecartee.numero)

    def _suivre(self) -> None:
        if self.isVisible():
            self.actualiser()


def _des_cles() -> bool:
    from modele.catalogue import emplacements
    from modele.catalogue.signature import SUFFIXE

    return any(emplacements.CLES.glob(f"*{SUFFIXE}"))
