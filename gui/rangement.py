"""Tient le dossier ouvert à jour dans la base, sans bouton « Enregistrer »."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gui.session import Session
from modele.dossiers.objets import Dossier, ResumeDossier
from modele.dossiers.rapide import Apercu, ecrire_apercu, oublier_apercu
from modele.fautes import EntreeInvalide, FichierInaccessible, phrase
from modele.situation import EXEMPLE, Situation

if TYPE_CHECKING:
    from modele.dossiers.depot import DepotDossiers

NOM_BASE = "dossiers.sqlite"
DELAI_MS = 300


class Rangement(QObject):
    """Ouvre la base des dossiers, enregistre chaque changement, et change de dossier."""

    liste_changee = Signal()
    """Émis quand un dossier est créé, renommé, archivé, supprimé ou enregistré."""
    empeche = Signal(str)
    """Émis avec une phrase quand l'enregistrement ou l'ouverture est impossible."""
    supprime = Signal(object)
    """Émis avec le dossier qui vient d'être supprimé, pour proposer de le remettre."""

    def __init__(self, session: Session, donnees: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._donnees = donnees
        self._depot: DepotDossiers | None = None
        self._a_ecrire = False
        self._situation_de_depart = session.situation
        self._delai = QTimer(self)
        self._delai.setSingleShot(True)
        self._delai.setInterval(DELAI_MS)
        self._delai.timeout.connect(self.enregistrer)
        session.dossier_change.connect(self._noter_changement)

    @property
    def disponible(self) -> bool:
        """Vrai quand la base est ouverte."""
        return self._depot is not None

    @property
    def donnees(self) -> Path:
        """Dossier où vivent les données de l'utilisateur."""
        return self._donnees

    @property
    def a_jour(self) -> bool:
        """Vrai quand tout ce qui est affiché est enregistré."""
        return self.disponible and not self._a_ecrire

    def ouvrir_base(self, apercu: Apercu | None) -> None:
        """Ouvre la base et rend à la session son dossier entier ; une phrase si c'est impossible."""
        from modele.dossiers.depot import DepotDossiers

        try:
            self._depot = DepotDossiers.ouvrir(self._donnees / NOM_BASE)
            dossier = self._dossier_de_depart(apercu)
        except (EntreeInvalide, FichierInaccessible, OSError) as faute:
            self._abandonner(faute)
            return
        if self._session.situation != self._situation_de_depart:
            # La ferme a déjà tapé pendant la lecture de la base : sa saisie l'emporte.
            dossier = replace(dossier, situation=self._session.situation, nom=self._session.situation.nom)
        self._session.ouvrir(dossier)
        self.enregistrer()
        self.liste_changee.emit()

    def lister(self) -> tuple[ResumeDossier, ...]:
        """Dossiers connus, le dernier modifié d'abord ; vide si la base est fermée."""
        if self._depot is None:
            return ()
        try:
            return self._depot.lister()
        except FichierInaccessible as faute:
            self.empeche.emit(phrase(faute))
            return ()

    def ouvrir(self, identifiant: int) -> None:
        """Passe à un autre dossier, après avoir enregistré celui-ci."""
        if identifiant != self._session.dossier.identifiant:
            self._faire(lambda depot: self._session.ouvrir(depot.lire(identifiant)))

    def creer(self, situation: Situation) -> None:
        """Ouvre un dossier neuf."""
        dossier = Dossier(situation.nom, situation)
        self._faire(lambda depot: self._session.ouvrir(depot.enregistrer(dossier)))

    def ajouter(self, dossier: Dossier) -> bool:
        """Enregistre un dossier venu d'ailleurs comme un dossier neuf, et l'ouvre ; faux si c'est impossible."""
        neuf = replace(dossier, identifiant=0, archive=False, exemple=False)
        ajoutes: list[Dossier] = []

        def inserer(depot: "DepotDossiers") -> None:
            ajoutes.append(depot.enregistrer(neuf))
            self._session.ouvrir(ajoutes[0])

        self._faire(inserer)
        return bool(ajoutes)

    def retrouver(self, dossier: Dossier) -> Dossier | None:
        """État présent d'un dossier de cette base dont on tient un état passé ; None s'il n'y est pas."""
        ouvert = self._session.dossier
        if self._depot is None or not dossier.identifiant:
            return None
        try:
            meme = ouvert.identifiant == dossier.identifiant
            present = ouvert if meme else self._depot.lire(dossier.identifiant)
        except (EntreeInvalide, FichierInaccessible):
            return None
        # Un autre ordinateur a pu donner le même numéro à un autre dossier.
        return present if present.cree_le == dossier.cree_le else None

    def dupliquer(self, identifiant: int) -> None:
        """Copie un dossier et ouvre la copie."""
        self._faire(lambda depot: self._session.ouvrir(depot.dupliquer(identifiant)))

    def renommer(self, identifiant: int, nom: str) -> None:
        """Change le nom de la ferme d'un dossier."""
        if identifiant == self._session.dossier.identifiant:
            self._session.modifier(nom=nom)
            self.enregistrer()
            return

        def changer(depot: "DepotDossiers") -> None:
            dossier = depot.lire(identifiant)
            situation = replace(dossier.situation, nom=nom)
            depot.enregistrer(replace(dossier, nom=nom, situation=situation, exemple=False))

        self._faire(changer)

    def archiver(self, identifiant: int, archive: bool) -> None:
        """Range un dossier parmi les archives, ou l'en ressort."""

        def classer(depot: "DepotDossiers") -> None:
            dossier = depot.archiver(identifiant) if archive else depot.desarchiver(identifiant)
            if identifiant == self._session.dossier.identifiant:
                self._session.enregistre(dossier)

        self._faire(classer)

    def supprimer(self, identifiant: int) -> None:
        """Supprime un dossier ; s'il est ouvert, un autre prend sa place."""

        def retirer(depot: "DepotDossiers") -> None:
            dossier = depot.supprimer(identifiant)
            if identifiant == self._session.dossier.identifiant:
                self._a_ecrire = False
                self._session.ouvrir(self._un_autre(depot))
            self.supprime.emit(dossier)

        self._faire(retirer)

    def remettre(self, dossier: Dossier) -> None:
        """Annule une suppression et rouvre le dossier."""

        def restaurer(depot: "DepotDossiers") -> None:
            depot.restaurer(dossier)
            self._session.ouvrir(dossier)

        self._faire(restaurer)

    def enregistrer(self) -> None:
        """Écrit tout de suite ce qui a changé ; dit une phrase et garde la saisie si c'est impossible."""
        self._delai.stop()
        if self._depot is None:
            return
        try:
            garde = self._depot.enregistrer(self._session.dossier)
            self._session.enregistre(garde)
            self._depot.noter_ouvert(garde.identifiant)
        except (EntreeInvalide, FichierInaccessible) as faute:
            self.empeche.emit(f"Votre saisie n'est pas enregistrée. {phrase(faute)}")
            return
        self._a_ecrire = False
        ecrire_apercu(self._donnees, garde.identifiant, garde.situation)
        self.liste_changee.emit()

    def fermer(self) -> None:
        """Enregistre et rend la base."""
        if self._a_ecrire:
            self.enregistrer()
        self._delai.stop()
        if self._depot is not None:
            self._depot.fermer()
            self._depot = None

    def _faire(self, operation: "Callable[[DepotDossiers], object]") -> None:
        if self._depot is None:
            self.empeche.emit("Vos dossiers ne sont pas accessibles pour l'instant.")
            return
        if self._a_ecrire:
            self.enregistrer()
        try:
            operation(self._depot)
        except (EntreeInvalide, FichierInaccessible) as faute:
            self.empeche.emit(phrase(faute))
            return
        if self._session.dossier.identifiant:
            self.enregistrer()
        self.liste_changee.emit()

    def _dossier_de_depart(self, apercu: Apercu | None) -> Dossier:
        assert self._depot is not None
        connus = {resume.identifiant for resume in self._depot.lister()}
        dernier = self._depot.dernier_ouvert()
        for candidat in (apercu.identifiant if apercu else None, dernier):
            if candidat in connus and candidat is not None:
                return self._depot.lire(candidat)
        if connus:
            return self._un_autre(self._depot)
        return self._session.dossier

    def _un_autre(self, depot: "DepotDossiers") -> Dossier:
        for resume in depot.lister():
            if not resume.archive:
                return depot.lire(resume.identifiant)
        oublier_apercu(self._donnees)
        return depot.enregistrer(Dossier(EXEMPLE.nom, EXEMPLE, exemple=True))

    def _abandonner(self, faute: Exception) -> None:
        if self._depot is not None:
            self._depot.fermer()
            self._depot = None
        self.empeche.emit(
            "Vos dossiers ne peuvent pas être ouverts : vous pouvez consulter et calculer, "
            f"mais rien ne sera enregistré. {phrase(faute)}"
        )

    def _noter_changement(self) -> None:
        self._a_ecrire = True
        if self._depot is not None:
            self._delai.start()
