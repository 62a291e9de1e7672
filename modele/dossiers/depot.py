"""Le dépôt des dossiers : la seule porte de la base de l'utilisateur.

Chaque méthode tient en une transaction : elle réussit en entier ou ne change rien. Toutes peuvent lever
`FichierInaccessible` (le disque ou le fichier empêche d'aller plus loin).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, Table, bindparam, select

from modele.dossiers import schema as schemas
from modele.dossiers import sqlite
from modele.dossiers.conversion import (
    TABLES_DU_RESUME,
    Enfants,
    Rangee,
    canonique,
    dossier_relu,
    rangee_principale,
    rangees_rattachees,
    resume_relu,
)
from modele.dossiers.ecriture import RATTACHEES
from modele.dossiers.fautes import dossier_absent, lisible, remplacee
from modele.dossiers.horloge import heure_locale
from modele.dossiers.objets import Dossier, ResumeDossier
from modele.dossiers.tables import Base
from modele.dossiers.traduction import fautes_traduites
from modele.dossiers.version_schema import SCHEMA, Schema
from modele.fautes import EntreeInvalide

_DOSSIERS: Table = Base.metadata.tables["dossiers"]
_DERNIER: Table = Base.metadata.tables["dernier_ouvert"]
_CELUI_CI = _DOSSIERS.c.identifiant == bindparam("cherche")
_UN_DOSSIER = _DOSSIERS.select().where(_CELUI_CI)
_TOUS = _DOSSIERS.select().order_by(_DOSSIERS.c.modifie_le.desc(), _DOSSIERS.c.identifiant.desc())


class DepotDossiers:
    """Les dossiers d'une base ouverte ; à fermer, ou à employer avec `with`."""

    def __init__(self, moteur: Engine, chemin: Path, horloge: Callable[[], datetime] = heure_locale) -> None:
        self._moteur = moteur
        self._moteur_ecriture = moteur.execution_options(ecriture=True)
        self._chemin = chemin
        self._identite = sqlite.identite(chemin)
        self._lieu = lisible(chemin)
        self._horloge = horloge

    @classmethod
    def ouvrir(
        cls,
        chemin: Path,
        horloge: Callable[[], datetime] = heure_locale,
        schema: Schema = SCHEMA,
        patience_ms: int = sqlite.PATIENCE_MS,
    ) -> Self:
        """Ouvre la base, créée au besoin ou mise à niveau ; `patience_ms` est l'attente d'un fichier occupé.

        Lève `BaseRefusee` si elle est étrangère ou plus récente (elle reste intacte), `BaseAbimee` si son
        contenu ne tient pas.
        """
        lieu = lisible(chemin)
        with fautes_traduites(lieu):
            sqlite.exiger_connue(chemin, schema.version)
            chemin.parent.mkdir(parents=True, exist_ok=True)
            moteur = sqlite.creer_moteur(chemin, patience_ms=patience_ms)
            try:
                schemas.preparer(chemin, moteur, lieu, schema)
            except BaseException:
                moteur.dispose()
                raise
        return cls(moteur, chemin, horloge)

    def fermer(self) -> None:
        """Rend le fichier ; le dépôt ne sert plus."""
        self._moteur.dispose()

    def recopier(self, cible: Path) -> None:
        """Copie toute la base, telle que ce dépôt la voit, même quand un autre fichier a pris sa place."""
        with fautes_traduites(self._lieu):
            sqlite.recopier(self._moteur, cible)

    @property
    def en_place(self) -> bool:
        """Faux quand un autre programme a remplacé ou retiré le fichier ouvert."""
        return self._identite is None or sqlite.identite(self._chemin) == self._identite

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, genre: type[BaseException] | None, faute: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.fermer()

    def lister(self) -> tuple[ResumeDossier, ...]:
        """Tous les dossiers, le dernier modifié d'abord, archivés compris."""
        with self._lecture() as connexion:
            par_dossier: dict[int, dict[str, list[Rangee]]] = {}
            rangees = connexion.execute(_TOUS).mappings().all()
            for rangee in rangees:
                par_dossier[rangee["identifiant"]] = {nom: [] for nom in TABLES_DU_RESUME}
            for nom in TABLES_DU_RESUME:
                for ligne in connexion.execute(RATTACHEES[nom].toutes).mappings().all():
                    par_dossier[ligne["dossier"]][nom].append(ligne)
            return tuple(resume_relu(rangee, par_dossier[rangee["identifiant"]]) for rangee in rangees)

    def lire(self, identifiant: int) -> Dossier:
        """Un dossier entier ; lève `DossierAbsent` s'il n'existe pas."""
        with self._lecture() as connexion:
            return _lire(connexion, identifiant)

    def enregistrer(self, dossier: Dossier) -> Dossier:
        """Ajoute le dossier si son identifiant est 0, sinon écrit ce qui a changé ; rend ce qui est gardé.

        Les dates viennent de l'horloge ; sans changement, rien n'est écrit. Lève `EntreeInvalide` si une
        valeur ne peut pas être gardée, `DossierAbsent` s'il a été supprimé entre-temps.
        """
        dossier = canonique(dossier)
        maintenant = f"{self._horloge():%Y-%m-%dT%H:%M:%S}"
        with self._ecriture() as connexion:
            if not dossier.identifiant:
                return _inserer(connexion, replace(dossier, cree_le=maintenant, modifie_le=maintenant))
            return _mettre_a_jour(connexion, dossier, maintenant)

    def dupliquer(self, identifiant: int) -> Dossier:
        """Copie d'un dossier, ni archivée ni marquée exemple ; lève `DossierAbsent` s'il n'existe pas."""
        maintenant = f"{self._horloge():%Y-%m-%dT%H:%M:%S}"
        with self._ecriture() as connexion:
            original = _lire(connexion, identifiant)
            copie = replace(
                original,
                nom=_nom_de_copie(original.nom, set(connexion.scalars(select(_DOSSIERS.c.nom)))),
                identifiant=0,
                cree_le=maintenant,
                modifie_le=maintenant,
                archive=False,
                exemple=False,
            )
            return _inserer(connexion, copie)

    def archiver(self, identifiant: int) -> Dossier:
        """Range le dossier sans le dater ; lève `DossierAbsent` s'il n'existe pas."""
        return self._classer(identifiant, archive=True)

    def desarchiver(self, identifiant: int) -> Dossier:
        """Remet le dossier parmi les autres, sans le dater ; lève `DossierAbsent` s'il n'existe pas."""
        return self._classer(identifiant, archive=False)

    def supprimer(self, identifiant: int) -> Dossier:
        """Supprime le dossier et le rend, pour `restaurer` ; lève `DossierAbsent` s'il n'existe pas."""
        with self._ecriture() as connexion:
            dossier = _lire(connexion, identifiant)
            connexion.execute(_DOSSIERS.delete().where(_CELUI_CI), {"cherche": identifiant})
            return dossier

    def restaurer(self, dossier: Dossier) -> None:
        """Remet un dossier supprimé, avec son identifiant et ses dates.

        Lève `EntreeInvalide` si l'identifiant est pris ou n'a jamais été donné.
        """
        dossier = canonique(dossier)
        with self._ecriture() as connexion:
            if dossier.identifiant < 1 or _rangee(connexion, dossier.identifiant) is not None:
                raise EntreeInvalide(f"Le dossier « {dossier.nom} » n'a pas été supprimé : rien à remettre.")
            _inserer(connexion, dossier)

    def dernier_ouvert(self) -> int | None:
        """Identifiant du dossier à rouvrir, s'il existe encore."""
        with self._lecture() as connexion:
            identifiant: int | None = connexion.scalar(select(_DERNIER.c.dossier))
            return identifiant

    def noter_ouvert(self, identifiant: int) -> None:
        """Retient le dossier à rouvrir ; lève `DossierAbsent` s'il n'existe pas."""
        with self._ecriture() as connexion:
            _rangee_exigee(connexion, identifiant)
            connexion.execute(_DERNIER.delete())
            connexion.execute(_DERNIER.insert(), {"seul": 1, "dossier": identifiant})

    def _classer(self, identifiant: int, archive: bool) -> Dossier:
        with self._ecriture() as connexion:
            dossier = replace(_lire(connexion, identifiant), archive=archive)
            changement = _DOSSIERS.update().where(_CELUI_CI).values(archive=archive)
            connexion.execute(changement, {"cherche": identifiant})
            return dossier

    @contextmanager
    def _lecture(self) -> Iterator[Connection]:
        self._exiger_en_place()
        with fautes_traduites(self._lieu), self._moteur.connect() as connexion:
            yield connexion

    @contextmanager
    def _ecriture(self) -> Iterator[Connection]:
        self._exiger_en_place()
        with fautes_traduites(self._lieu), self._moteur_ecriture.begin() as connexion:
            yield connexion
        # Remplacé pendant l'écriture, le fichier qui l'a reçue n'est plus celui qui sera relu.
        self._exiger_en_place()

    def _exiger_en_place(self) -> None:
        if not self.en_place:
            raise remplacee(self._lieu)


def _rangee(connexion: Connection, identifiant: int) -> Rangee | None:
    return connexion.execute(_UN_DOSSIER, {"cherche": identifiant}).mappings().one_or_none()


def _rangee_exigee(connexion: Connection, identifiant: int) -> Rangee:
    rangee = _rangee(connexion, identifiant)
    if rangee is None:
        raise dossier_absent()
    return rangee


def _lire(connexion: Connection, identifiant: int) -> Dossier:
    rangee = _rangee_exigee(connexion, identifiant)
    enfants: Enfants = {nom: table.lire(connexion, identifiant) for nom, table in RATTACHEES.items()}
    return dossier_relu(rangee, enfants)


def _inserer(connexion: Connection, dossier: Dossier) -> Dossier:
    rangee = rangee_principale(dossier)
    rattachees = rangees_rattachees(dossier)
    if dossier.identifiant:
        rangee["identifiant"] = dossier.identifiant
    cle = connexion.execute(_DOSSIERS.insert(), rangee).inserted_primary_key
    assert cle is not None
    for nom, table in RATTACHEES.items():
        table.inserer(connexion, cle.identifiant, rattachees[nom])
    return replace(dossier, identifiant=cle.identifiant)


def _mettre_a_jour(connexion: Connection, dossier: Dossier, maintenant: str) -> Dossier:
    ancienne = _rangee_exigee(connexion, dossier.identifiant)
    dossier = replace(dossier, cree_le=ancienne["cree_le"], modifie_le=ancienne["modifie_le"])
    rangee = rangee_principale(dossier)
    rattachees = rangees_rattachees(dossier)
    changees = {nom: valeur for nom, valeur in rangee.items() if valeur != ancienne[nom]}
    accords = [
        table.accorder(connexion, dossier.identifiant, rattachees[nom]) for nom, table in RATTACHEES.items()
    ]
    if not changees and not any(accords):
        return dossier
    changement = _DOSSIERS.update().where(_CELUI_CI).values(**changees, modifie_le=maintenant)
    connexion.execute(changement, {"cherche": dossier.identifiant})
    return replace(dossier, modifie_le=maintenant)


def _nom_de_copie(nom: str, pris: set[str]) -> str:
    rang = 1
    while True:
        copie = f"{nom} (copie)" if rang == 1 else f"{nom} (copie {rang})"
        if copie not in pris:
            return copie
        rang += 1
