"""Tient le dossier ouvert à jour dans la base, sans bouton « Enregistrer »."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gui.session import Session
from modele.dossiers.fautes import BaseAbimee, BaseEtrangere, BasePerdue
from modele.dossiers.objets import Dossier, ResumeDossier
from modele.dossiers.rapide import Apercu, ecrire_apercu, oublier_apercu
from modele.fautes import EntreeInvalide, FichierInaccessible, phrase
from modele.situation import EXEMPLE, Situation

if TYPE_CHECKING:
    from modele.dossiers.depot import DepotDossiers
    from modele.dossiers.depot_differe import DepotDiffere

NOM_BASE = "dossiers.sqlite"
DELAI_MS = 300
NOM_GARDE = 150
"""Ce qui reste du nom d'une ferme quand une mention le suit (200 signes au plus)."""


class Rangement(QObject):
    """Ouvre la base des dossiers, enregistre chaque changement, et change de dossier."""

    liste_changee = Signal()
    """Émis quand un dossier est créé, renommé, archivé, supprimé ou enregistré."""
    empeche = Signal(str)
    """Émis avec une phrase quand l'enregistrement ou l'ouverture est impossible."""
    a_restaurer = Signal(str)
    """Émis avec une phrase quand la base est abîmée ou perdue : une sauvegarde peut la remplacer."""
    supprime = Signal(object)
    """Émis avec le dossier qui vient d'être supprimé, pour proposer de le remettre."""

    def __init__(self, session: Session, donnees: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._donnees = donnees
        self._depot: DepotDiffere | None = None
        self._a_ecrire = False
        self._depart = session.dossier
        self._delai = QTimer(self)
        self._delai.setSingleShot(True)
        self._delai.setInterval(DELAI_MS)
        self._delai.timeout.connect(self._ecrire_des_que_possible)
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
    def base(self) -> Path:
        """Fichier des dossiers."""
        return self._donnees / NOM_BASE

    @property
    def a_jour(self) -> bool:
        """Vrai quand tout ce qui est affiché est enregistré."""
        return self.disponible and not self._a_ecrire

    def ouvrir_base(self, apercu: Apercu | None, neuve: bool = False) -> None:
        """Ouvre la base et rend à la session son dossier entier ; une phrase si c'est impossible.

        `neuve` écarte d'abord la base présente.
        """
        from modele.dossiers import ouverture

        try:
            self._depot = ouverture.ouvrir(self.base, neuve=neuve)
            dossier = self._dossier_de_depart(apercu)
        except (EntreeInvalide, FichierInaccessible, OSError) as faute:
            self._abandonner(faute)
            return
        saisi = self._session.dossier
        # La ferme a déjà tapé pendant la lecture de la base : sa saisie l'emporte.
        if saisi.situation != self._depart.situation:
            dossier = replace(dossier, situation=saisi.situation, nom=saisi.situation.nom)
        if saisi.prix_proposes != self._depart.prix_proposes:
            dossier = replace(dossier, prix_proposes=saisi.prix_proposes)
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
            self._dire(faute, phrase(faute))
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
            self._dire(faute, f"Votre saisie n'est pas enregistrée. {phrase(faute)}")
            return
        self._a_ecrire = False
        ecrire_apercu(self._donnees, garde.identifiant, garde.situation, garde.prix_proposes)
        self.liste_changee.emit()

    def restaurer(self, sauvegarde: Path) -> None:
        """Remplace tous les dossiers par une sauvegarde, puis rouvre la base.

        Lève `FichierInaccessible` si la sauvegarde ne peut pas servir ; rien n'est alors changé.
        """
        from modele.dossiers.horloge import heure_locale
        from modele.dossiers.restauration import restaurer

        saine = self.disponible
        self.fermer()
        try:
            restaurer(self.base, sauvegarde, heure_locale() if saine else None)
        except FichierInaccessible:
            self._depart = self._session.dossier
            self.ouvrir_base(None)
            raise
        self._rouvrir()

    def repartir_a_vide(self) -> None:
        """Écarte la base, sans l'effacer, et en commence une autre."""
        self.fermer()
        self._rouvrir(neuve=True)

    def _rouvrir(self, neuve: bool = False) -> None:
        # Une saisie que la base n'a pas pu prendre ne disparaît pas : elle fait un dossier de plus.
        en_attente = self._session.dossier if self._a_ecrire else None
        self._depart = self._session.dossier
        self.ouvrir_base(None, neuve)
        if en_attente is not None and self._depot is not None and not neuve:
            nom = f"{en_attente.nom[:NOM_GARDE]} (saisie non enregistrée)"
            situation = replace(en_attente.situation, nom=nom)
            copie = replace(en_attente, identifiant=0, nom=nom, situation=situation, exemple=False)
            self._faire(lambda depot: depot.enregistrer(copie))

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
            operation(self._depot.ouvrir_en_entier())
        except (EntreeInvalide, FichierInaccessible) as faute:
            self._dire(faute, phrase(faute))
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
        # Une base vide ne connaît pas le numéro que ce dossier portait ailleurs.
        return replace(self._session.dossier, identifiant=0)

    def _un_autre(self, depot: "DepotDossiers | DepotDiffere") -> Dossier:
        for resume in depot.lister():
            if not resume.archive:
                return depot.lire(resume.identifiant)
        oublier_apercu(self._donnees)
        return depot.enregistrer(Dossier(EXEMPLE.nom, EXEMPLE, exemple=True))

    def _abandonner(self, faute: Exception) -> None:
        if self._depot is not None:
            self._depot.fermer()
            self._depot = None
        self._dire(
            faute,
            "Vos dossiers ne peuvent pas être ouverts : vous pouvez consulter et calculer, "
            f"mais rien ne sera enregistré. {phrase(faute)}",
        )

    def _dire(self, faute: Exception, texte: str) -> None:
        reparable = isinstance(faute, BaseAbimee | BaseEtrangere | BasePerdue)
        (self.a_restaurer if reparable else self.empeche).emit(texte)

    def _noter_changement(self) -> None:
        self._a_ecrire = True
        if self._depot is not None:
            self._depot.preparer(self._session.dossier)
            self._delai.start()

    def _ecrire_des_que_possible(self) -> None:
        # La première écriture attend SQLAlchemy, chargé dans un autre fil : la frappe, elle, n'attend pas.
        if self._depot is None or self._depot.preparer(self._session.dossier):
            self.enregistrer()
        else:
            self._delai.start()
