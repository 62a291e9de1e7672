"""La session ouverte : catalogue, dossier, comparaison, sélection et annulation, pour toutes les pages."""

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from modele.catalogue.emplacements import BASE
from modele.catalogue.objets import Catalogue
from modele.choix.objets import Comparaison
from modele.comparaison import comparer
from modele.dossiers.chemin import chemin_du_changement
from modele.dossiers.objets import Dossier
from modele.situation import EXEMPLE, PAR_CHAMP, Situation
from modele.tarification.prix_proposes import appliquer

FUSION_S = 2.0
"""Deux frappes dans un même champ, séparées de moins de ce temps, s'annulent ensemble."""

_NOMS_DE_CHANGEMENT = {
    "exigences": "un besoin",
    "formules": "une formule",
    "options": "une option",
    "montants_libres": "une contribution libre",
    "preselection": "la présélection",
    "notes": "une note",
    "essais": "un essai",
    "ventes": "une vente",
    "etapes": "une étape",
    "formations": "le plan de formation",
    "questions": "une question",
    "ressources": "vos ressources",
    "prix_proposes": "un tarif proposé",
}


class _Changement(QUndoCommand):
    """Passage d'un dossier à un autre ; les frappes rapprochées d'un même champ n'en font qu'un."""

    def __init__(self, session: "Session", apres: Dossier, texte: str, cle: str) -> None:
        super().__init__(texte)
        self._session = session
        self._avant = session.dossier
        self._apres = apres
        self._cle = cle
        self._instant = time.monotonic()

    def redo(self) -> None:
        self._session._prendre(self._apres)

    def undo(self) -> None:
        self._session._prendre(self._avant)

    def id(self) -> int:
        return 1

    def mergeWith(self, autre: QUndoCommand) -> bool:
        if not isinstance(autre, _Changement) or not self._cle or autre._cle != self._cle:
            return False
        if autre._instant - self._instant > FUSION_S:
            return False
        self._apres = autre._apres
        self._instant = autre._instant
        return True


class Session(QObject):
    """Seul endroit où le dossier change ; les pages écoutent ses signaux."""

    comparaison_changee = Signal(object)
    """Émis avec la nouvelle `Comparaison` après chaque changement de situation ou de prix proposés."""
    dossier_change = Signal(object)
    """Émis avec le nouveau `Dossier` après tout changement, situation comprise."""
    dossier_ouvert = Signal(object)
    """Émis quand un autre dossier prend la place ; l'annulation repart de zéro."""
    catalogue_change = Signal(object)
    """Émis avec l'ancien `Catalogue` (prix proposés compris) quand une autre édition est en service : toutes les pages sont à refaire."""
    selection_changee = Signal(str, str)
    """Émis avec l'outil et le critère sélectionnés (chaîne vide si aucun)."""

    def __init__(
        self,
        catalogue: Catalogue,
        situation: Situation = EXEMPLE,
        parent: QObject | None = None,
        dossier: Dossier | None = None,
        base: Path = BASE,
    ) -> None:
        super().__init__(parent)
        self._guide = catalogue
        self.base = base
        """Base d'où vient le catalogue, pour y chercher."""
        self._dossier = dossier or Dossier(situation.nom, situation, exemple=situation == EXEMPLE)
        self._catalogue = appliquer(catalogue, self._dossier.prix_proposes)
        self._comparaison = comparer(self._catalogue, self._dossier.situation)
        self._outil = ""
        self._critere = ""
        self.annulations = QUndoStack(self)

    @property
    def catalogue(self) -> Catalogue:
        """Catalogue où les prix proposés dans ce dossier remplacent ceux du guide : tout calcul en part."""
        return self._catalogue

    @property
    def catalogue_du_guide(self) -> Catalogue:
        """Catalogue tel que le guide le dit."""
        return self._guide

    @property
    def dossier(self) -> Dossier:
        """Dossier courant."""
        return self._dossier

    @property
    def situation(self) -> Situation:
        """Situation courante, toujours valide."""
        return self._dossier.situation

    @property
    def comparaison(self) -> Comparaison:
        """Comparaison de la situation courante."""
        return self._comparaison

    @property
    def outil(self) -> str:
        """Identifiant de l'outil sélectionné, ou chaîne vide."""
        return self._outil

    @property
    def critere(self) -> str:
        """Identifiant du critère sélectionné, ou chaîne vide."""
        return self._critere

    def modifier(self, **champs: Any) -> None:
        """Remplace des champs de la situation par des valeurs déjà validées, puis recalcule."""
        self._changer_situation(replace(self.situation, **champs), champs)

    def remplacer(self, situation: Situation) -> None:
        """Prend une autre situation valide, recalcule et prévient les pages."""
        self._changer_situation(situation, {})

    def modifier_dossier(self, **champs: Any) -> None:
        """Remplace des champs du dossier autres que la situation."""
        dossier = replace(self._dossier, **champs)
        if dossier != self._dossier:
            self._pousser(dossier, champs)

    def ouvrir(self, dossier: Dossier) -> None:
        """Passe à un autre dossier ; les annulations de l'ancien sont oubliées."""
        self.annulations.clear()
        self._poser(dossier)
        self.dossier_ouvert.emit(dossier)

    def enregistre(self, dossier: Dossier) -> None:
        """Retient ce que l'enregistrement a décidé (identifiant, dates, archive), sans rien recalculer."""
        self._dossier = replace(
            self._dossier,
            identifiant=dossier.identifiant,
            cree_le=dossier.cree_le,
            modifie_le=dossier.modifie_le,
            archive=dossier.archive,
        )

    def changer_de_catalogue(self, catalogue: Catalogue, base: Path) -> None:
        """Prend une autre édition du catalogue ; la saisie reste ce qu'elle est."""
        ancien, self._guide, self.base = self._catalogue, catalogue, base
        self._catalogue = appliquer(catalogue, self._dossier.prix_proposes)
        self._comparaison = comparer(self._catalogue, self.situation)
        if self._outil not in catalogue.par_outil:
            self._outil = ""
        if self._critere not in catalogue.par_critere:
            self._critere = ""
        self.catalogue_change.emit(ancien)

    def selectionner(self, outil: str | None = None, critere: str | None = None) -> None:
        """Sélectionne un outil, un critère ou les deux ; None garde la sélection actuelle."""
        nouveau = (self._outil if outil is None else outil, self._critere if critere is None else critere)
        if nouveau != (self._outil, self._critere):
            self._outil, self._critere = nouveau
            self.selection_changee.emit(*nouveau)

    def _changer_situation(self, situation: Situation, champs: dict[str, Any]) -> None:
        if situation == self.situation:
            return
        # L'exemple cesse d'en être un dès que la ferme lui donne son nom.
        exemple = self._dossier.exemple and situation.nom == self.situation.nom
        dossier = replace(self._dossier, nom=situation.nom, situation=situation, exemple=exemple)
        self._pousser(dossier, champs)

    def _pousser(self, dossier: Dossier, champs: dict[str, Any]) -> None:
        nom = next(iter(champs)) if len(champs) == 1 else ""
        libelle = (
            PAR_CHAMP[nom].libelle.lower() if nom in PAR_CHAMP else _NOMS_DE_CHANGEMENT.get(nom, "le dossier")
        )
        # Le nom du dossier suit celui de la ferme : ce n'est pas un second changement.
        cle = chemin_du_changement(replace(self._dossier, nom=dossier.nom), dossier)
        self.annulations.push(_Changement(self, dossier, f"\u00a0: {libelle}", cle))

    def _prendre(self, dossier: Dossier) -> None:
        # Annuler une saisie ne revient ni sur l'enregistrement du dossier ni sur son archivage.
        actuel = self._dossier
        dossier = replace(
            dossier,
            identifiant=actuel.identifiant,
            cree_le=actuel.cree_le,
            modifie_le=actuel.modifie_le,
            archive=actuel.archive,
        )
        self._poser(dossier)

    def _poser(self, dossier: Dossier) -> None:
        prix_change = dossier.prix_proposes != self._dossier.prix_proposes
        situation_change = dossier.situation != self._dossier.situation
        self._dossier = dossier
        if prix_change:
            self._catalogue = appliquer(self._guide, dossier.prix_proposes)
        if situation_change or prix_change:
            self._comparaison = comparer(self._catalogue, dossier.situation)
            self.comparaison_changee.emit(self._comparaison)
        self.dossier_change.emit(dossier)
