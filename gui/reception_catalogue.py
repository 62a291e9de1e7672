"""Recevoir une édition du catalogue, y revenir ou la reprendre : lecture suivie, différence, puis accord."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gui.composants.bandeau import Bandeau
from gui.erreurs import phrase_de_faute
from gui.rangement import Rangement
from gui.session import Session
from modele.catalogue.editions import Actif, Editions
from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier, ResumeDossier
from modele.inconnus import inconnus
from modele.suivi import Suivi

if TYPE_CHECKING:
    from gui.composants.difference_edition import DifferenceEdition
    from gui.fenetre import Fenetre
    from gui.taches import Tache, Travaux
    from modele.reception import Proposition

SUFFIXE = ".boussole"
CITES = 12
"""Phrases qu'un message peut porter sans dépasser un petit écran."""
_SANS_DONNEES = "Vos données ne sont pas accessibles pour l'instant : le catalogue ne peut pas changer."


class Reception(QObject):
    """Mène chaque changement d'édition ; `bandeau` dit où il en est, `parent` porte les dialogues."""

    faite = Signal()
    """Émis quand l'édition en service a changé."""

    def __init__(
        self,
        session: Session,
        rangement: Rangement | None,
        travaux: "Travaux",
        bandeau: Callable[[], Bandeau],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._rangement = rangement
        self._travaux = travaux
        self._bandeau = bandeau
        self._parent = parent
        self.dialogue: DifferenceEdition | None = None

    def demander(self) -> None:
        """Demande un fichier, puis le lit ; ne fait rien si l'on renonce."""
        lieu = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        choisi, _ = QFileDialog.getOpenFileName(
            self._parent, "Recevoir une mise à jour du catalogue", lieu, f"Mise à jour (*{SUFFIXE})"
        )
        if choisi:
            self.lire(Path(choisi))

    def lire(self, fichier: Path) -> None:
        """Lit et vérifie hors du fil de la fenêtre, puis montre ce qui changerait ; rien ne change encore."""
        rangement = self._rangement
        if rangement is None:
            self._bandeau().montrer(_SANS_DONNEES, "erreur")
            return
        rangement.enregistrer()
        dossiers: Sequence[Dossier | ResumeDossier] = rangement.lister() or (self._session.dossier,)
        editions = Editions(rangement.donnees)

        def travail(suivi: Suivi) -> "Proposition":
            from modele.reception import examiner

            return examiner(fichier, editions, dossiers, suivi)

        tache = self._travaux.preparer(travail)
        self._bandeau().montrer_travail("Lecture de la mise à jour…", tache.annuler)
        tache.avance.connect(lambda fait, total: self._bandeau().avancer(fait, total))
        tache.annulee.connect(lambda: self._bandeau().montrer("Lecture annulée\u00a0: rien n'a changé."))
        self._partir(tache, self._montrer, "La mise à jour est refusée.")

    def revenir(self) -> None:
        """Renonce à l'édition en service pour la précédente."""
        self._changer(lambda editions: editions.revenir)

    def reprendre(self, numero: int) -> None:
        """Remet en service une édition à laquelle on avait renoncé."""
        self._changer(lambda editions: lambda: editions.reprendre(numero))

    def _montrer(self, proposition: "Proposition") -> None:
        from gui.composants.difference_edition import DifferenceEdition

        self._bandeau().hide()
        if self.dialogue is not None:
            self.dialogue.close()
        self.dialogue = DifferenceEdition(proposition, self._parent)
        self.dialogue.acceptee.connect(lambda: self._accepter(proposition))
        self.dialogue.destroyed.connect(self._oublier)
        self.dialogue.open()

    def _oublier(self) -> None:
        self.dialogue = None

    def _accepter(self, proposition: "Proposition") -> None:
        from modele.reception import acceptation

        self._changer(lambda editions: acceptation(proposition, editions))

    def _changer(self, changement: Callable[[Editions], Callable[[], Actif]]) -> None:
        rangement = self._rangement
        if rangement is None:
            self._bandeau().montrer(_SANS_DONNEES, "erreur")
            return
        rangement.enregistrer()
        base, editions = rangement.base, Editions(rangement.donnees)

        def travail(_suivi: Suivi) -> Actif:
            from modele.dossiers.horloge import heure_locale
            from modele.reception import changer

            return changer(changement(editions), base, heure_locale())

        self._bandeau().montrer("Changement d'édition du catalogue…")
        self._partir(self._travaux.preparer(travail), self._prendre, "Le catalogue n'a pas changé.")

    def _prendre(self, actif: Actif) -> None:
        self._bandeau().hide()
        self._session.changer_de_catalogue(actif.catalogue, actif.base)
        self.faite.emit()

    def _partir(self, tache: "Tache", suite: Callable[[Any], None], echec: str) -> None:
        def echoue(faute: Exception) -> None:
            raison = phrase_de_faute(faute)
            if raison is None:
                self._bandeau().hide()
                raise faute
            self._bandeau().montrer(f"{echec} {raison}", "erreur")

        tache.reussie.connect(suite)
        tache.echouee.connect(echoue)
        self._travaux.partir(tache)


def annoncer(fenetre: "Fenetre", ancien: Catalogue) -> None:
    """Dit dans le bandeau ce que la nouvelle édition change pour le dossier ouvert."""
    from modele.consequences import consequences

    session = fenetre.session
    assert session is not None
    phrases = consequences(ancien, session.catalogue, session.situation)
    effet = (
        ". ".join(f"{phrase[:1].upper()}{phrase[1:]}" for phrase in phrases)
        or "Rien ne change pour ce dossier"
    )
    fenetre.bandeau.montrer(f"L'édition {session.catalogue.edition} du catalogue est en service. {effet}.")


def dire_les_inconnus(fenetre: "Fenetre", dossier: Dossier) -> None:
    """Dit une fois par édition ce que le dossier garde et que le catalogue en service ne connaît pas."""
    session = fenetre.session
    assert session is not None
    phrases = inconnus(session.catalogue_du_guide, dossier)
    cle = f"inconnus/{dossier.identifiant}"
    if not phrases or str(fenetre.reglages.value(cle, "")) == session.catalogue.edition:
        return
    fenetre.reglages.setValue(cle, session.catalogue.edition)
    texte = f"Ce dossier vient d'une autre édition du catalogue. {phrases[0]}"
    reste = len(phrases) - 1
    actions = ((f"Et {reste} autre{'s' if reste > 1 else ''}…", lambda: _tout_dire(fenetre, phrases)),)
    fenetre.bandeau.montrer(texte, "alerte", actions if reste else ())


def _tout_dire(fenetre: "Fenetre", phrases: tuple[str, ...]) -> None:
    message = QMessageBox(fenetre)
    message.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    message.setWindowTitle("Gardé d'une autre édition")
    message.setTextFormat(Qt.TextFormat.PlainText)
    message.setText("\n\n".join(phrases[:CITES]))
    if len(phrases) > CITES:
        message.setInformativeText("La page « Données » les dit tous.")
    message.open()
