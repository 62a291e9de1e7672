"""Tient le dossier ouvert à jour dans la base, sans bouton « Enregistrer », et passe d'un dossier à l'autre."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from gui.acces_dossiers import NOM_BASE, AccesDossiers
from modele.dossiers.objets import Dossier, ResumeDossier
from modele.fautes import EntreeInvalide, FichierInaccessible, phrase
from modele.situation import Situation

if TYPE_CHECKING:
    from modele.dossiers.depot import DepotDossiers

__all__ = ["NOM_BASE", "Rangement"]


class Rangement(AccesDossiers):
    """Liste les dossiers, en ouvre, crée, copie, renomme, archive et supprime."""

    supprime = Signal(object)
    """Émis avec le dossier qui vient d'être supprimé, pour proposer de le remettre."""

    def lister(self) -> tuple[ResumeDossier, ...]:
        """Dossiers connus, le dernier modifié d'abord ; vide si la base est fermée."""
        if self._depot is None:
            return ()
        try:
            self._connus = self._depot.lister()
        except FichierInaccessible as faute:
            # Ce que l'on connaissait se consulte encore.
            self._dire(faute, phrase(faute))
        return self._connus

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

    def _faire(self, operation: "Callable[[DepotDossiers], object]") -> None:
        if self._depot is None:
            self.empeche.emit("Vos dossiers ne sont pas accessibles pour l'instant.")
            return
        if self._a_ecrire:
            self.enregistrer()
        if self._a_ecrire:
            # Changer de dossier perdrait ce que celui-ci n'a pas pu enregistrer.
            raison = phrase(self.refus) if self.refus is not None else ""
            self.bloque.emit(
                f"Votre saisie n'est pas enregistrée. {raison}", lambda: self._passer_outre(operation)
            )
            return
        try:
            operation(self._depot.ouvrir_en_entier())
        except (EntreeInvalide, FichierInaccessible) as faute:
            self._dire(faute, phrase(faute))
            return
        # Ce qui est ouvert vient de la base, ou vient d'y être écrit.
        self._noter_garde()
        if self._session.dossier.identifiant:
            self.enregistrer()
        self.liste_changee.emit()

    def _passer_outre(self, operation: "Callable[[DepotDossiers], object]") -> None:
        self._ecriture.renoncer()
        self._noter_garde()
        self._faire(operation)
