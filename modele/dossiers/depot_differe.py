"""Le dépôt tel que la fenêtre le tient : lire n'attend pas SQLAlchemy, la première écriture l'ouvre en entier."""

import importlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from modele.dossiers import consultation, sqlite
from modele.dossiers.bornes import exiger_valable
from modele.dossiers.conversion import canonique
from modele.dossiers.fautes import lisible, remplacee
from modele.dossiers.objets import Dossier, ResumeDossier
from modele.dossiers.traduction import fautes_traduites

if TYPE_CHECKING:
    from modele.dossiers.depot import DepotDossiers


class DepotDiffere:
    """Dossiers d'une base déjà examinée ; `ouvrir` en donne le dépôt entier, appelé une fois au plus.

    Mêmes fautes que `DepotDossiers`.
    """

    def __init__(
        self, base: Path, ouvrir: "Callable[[], DepotDossiers]", patience_ms: int = sqlite.PATIENCE_MS
    ) -> None:
        self._base = base
        self._identite = sqlite.identite(base)
        self._patience_ms = patience_ms
        self._lieu = lisible(base)
        self._ouvrir = ouvrir
        self._entier: DepotDossiers | None = None
        self._chargement: threading.Thread | None = None
        self._lus: dict[int, Dossier] = {}
        self._dernier: int | None = None
        self._liste_valable = False

    def ouvrir_en_entier(self) -> "DepotDossiers":
        """Le dépôt qui sait écrire, ouvert au premier appel."""
        if self._entier is None:
            self._exiger_en_place()
            self._entier = self._ouvrir()
            self._lus.clear()
        return self._entier

    @property
    def en_place(self) -> bool:
        """Faux quand un autre programme a remplacé le fichier."""
        if self._entier is not None:
            return self._entier.en_place
        presente = sqlite.identite(self._base)
        return None in (presente, self._identite) or presente == self._identite

    def recopier(self, cible: Path) -> None:
        """Copie la base telle que ce dépôt l'a écrite ; sans effet s'il n'a encore rien écrit."""
        if self._entier is not None:
            self._entier.recopier(cible)

    def preparer(self, dossier: Dossier) -> bool:
        """Charge dans un autre fil de quoi écrire ce dossier, s'il a changé ; vrai quand rien ne manque."""
        if self._entier is not None or self._inchange(dossier):
            return True
        if self._chargement is None:
            self._chargement = threading.Thread(
                target=importlib.import_module, args=("modele.dossiers.depot",), name="ecriture"
            )
            self._chargement.start()
        return not self._chargement.is_alive()

    def lister(self) -> tuple[ResumeDossier, ...]:
        """Tous les dossiers, le dernier modifié d'abord, archivés compris."""
        if self._entier is not None:
            resumes = self._entier.lister()
        else:
            with fautes_traduites(self._lieu):
                self._exiger_en_place()
                resumes = consultation.lister(self._base, self._patience_ms)
        # Une fois suffit : ensuite, c'est l'application qui écrit, et la liste se relit à chaque enregistrement.
        if not self._liste_valable:
            for resume in resumes:
                exiger_valable(resume, self._lieu)
            self._liste_valable = True
        return resumes

    def lire(self, identifiant: int) -> Dossier:
        """Un dossier entier ; lève `DossierAbsent` s'il n'existe pas."""
        if self._entier is not None:
            dossier = self._entier.lire(identifiant)
            exiger_valable(dossier, self._lieu)
            return dossier
        with fautes_traduites(self._lieu):
            self._exiger_en_place()
            dossier = consultation.lire(self._base, identifiant, self._patience_ms)
        exiger_valable(dossier, self._lieu)
        self._lus[identifiant] = dossier
        return dossier

    def dernier_ouvert(self) -> int | None:
        """Identifiant du dossier à rouvrir, s'il existe encore."""
        if self._entier is not None:
            return self._entier.dernier_ouvert()
        with fautes_traduites(self._lieu):
            self._exiger_en_place()
            self._dernier = consultation.dernier_ouvert(self._base, self._patience_ms)
        return self._dernier

    def enregistrer(self, dossier: Dossier) -> Dossier:
        """Ajoute le dossier si son identifiant est 0, sinon écrit ce qui a changé ; rend ce qui est gardé."""
        if self._entier is None and self._inchange(dossier):
            return self._lus[dossier.identifiant]
        return self.ouvrir_en_entier().enregistrer(dossier)

    def noter_ouvert(self, identifiant: int) -> None:
        """Retient le dossier à rouvrir ; lève `DossierAbsent` s'il n'existe pas."""
        # Sur un support protégé, mieux vaut l'apprendre à l'ouverture qu'à la première saisie.
        protege = not all(os.access(chemin, os.W_OK) for chemin in (self._base, self._base.parent))
        if self._entier is None and identifiant == self._dernier and not protege:
            return
        self.ouvrir_en_entier().noter_ouvert(identifiant)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, genre: type[BaseException] | None, faute: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.fermer()

    def _exiger_en_place(self) -> None:
        if not self.en_place:
            raise remplacee(self._lieu)

    def _inchange(self, dossier: Dossier) -> bool:
        return self._lus.get(dossier.identifiant) == canonique(dossier)

    def fermer(self) -> None:
        """Rend le fichier ; le dépôt ne sert plus."""
        if self._entier is not None:
            self._entier.fermer()
