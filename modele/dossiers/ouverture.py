"""Ouvre la base de l'utilisateur dans un ordre qui ne laisse rien perdre.

Restauration interrompue achevée, version lue sans rien toucher, contenu relu en entier, sauvegarde avant une
mise à niveau, mise à niveau, dépôt. Le verrou (`modele.dossiers.verrou`) se prend avant.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from modele.dossiers import sqlite
from modele.dossiers.depot_differe import DepotDiffere
from modele.dossiers.fautes import lisible, perdue
from modele.dossiers.horloge import heure_locale
from modele.dossiers.restauration import achever, ecarter, ecarter_wal_etranger
from modele.dossiers.sauvegardes import MISE_A_NIVEAU, Sauvegarde, exiger_bonne, lister, sauvegarder
from modele.dossiers.traduction import fautes_traduites
from modele.dossiers.version_schema import SCHEMA, Schema
from modele.fautes import FichierInaccessible

if TYPE_CHECKING:
    from modele.dossiers.depot import DepotDossiers


def ouvrir(
    base: Path,
    horloge: Callable[[], datetime] = heure_locale,
    schema: Schema = SCHEMA,
    neuve: bool = False,
    attendue: bool = False,
    patience_ms: int = sqlite.PATIENCE_MS,
) -> DepotDiffere:
    """Dépôt prêt à servir ; `neuve` écarte d'abord la base présente, sans l'effacer.

    `attendue` refuse d'en créer une là où il y en avait une ; `patience_ms` est l'attente d'un fichier occupé.
    Lève `BaseRefusee` (étrangère ou plus récente : intacte), `BaseAbimee`, `BasePerdue` (disparue alors que
    des sauvegardes existent) ou `FichierInaccessible`.
    """
    lieu = lisible(base)
    version = 0
    with fautes_traduites(lieu):
        achever(base)
        if neuve:
            ecarter(base)
        elif _vide(base) and (attendue or lister(base)):
            raise perdue(lieu)
        sqlite.exiger_connue(base, schema.version)
        if not _vide(base):
            ecarter_wal_etranger(base)
            version = sqlite.examiner(base, lieu, patience_ms)
            if 0 < version < schema.version:
                sauvegarder(base, MISE_A_NIVEAU, horloge())
    a_jour = version == schema.version

    def ouvrir_en_entier() -> "DepotDossiers":
        from modele.dossiers.depot import DepotDossiers

        # Une base effacée depuis sa lecture ne doit pas renaître vide sous une saisie.
        if a_jour and _vide(base):
            raise perdue(lieu)
        return DepotDossiers.ouvrir(base, horloge, schema, patience_ms)

    depot = DepotDiffere(base, ouvrir_en_entier, patience_ms)
    if not a_jour:
        depot.ouvrir_en_entier()
    return depot


def derniere_bonne(base: Path) -> Sauvegarde | None:
    """La plus récente des sauvegardes qui peuvent servir, ou None."""
    for sauvegarde in lister(base):
        try:
            exiger_bonne(sauvegarde.chemin)
        except FichierInaccessible:
            continue
        return sauvegarde
    return None


def _vide(base: Path) -> bool:
    return not base.exists() or base.stat().st_size == 0
