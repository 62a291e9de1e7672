"""Ouvre la base de l'utilisateur dans un ordre qui ne laisse rien perdre.

Restauration interrompue achevée, version lue sans rien toucher, contenu relu en entier, sauvegarde avant une
mise à niveau, mise à niveau, dépôt. Le verrou (`modele.dossiers.verrou`) se prend avant.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from modele.dossiers import sqlite
from modele.dossiers.depot import DepotDossiers, heure_locale
from modele.dossiers.fautes import lisible, perdue
from modele.dossiers.restauration import achever, ecarter
from modele.dossiers.sauvegardes import MISE_A_NIVEAU, Sauvegarde, exiger_bonne, lister, sauvegarder
from modele.dossiers.schema import SCHEMA, Schema
from modele.dossiers.traduction import fautes_traduites
from modele.fautes import FichierInaccessible


def ouvrir(
    base: Path,
    horloge: Callable[[], datetime] = heure_locale,
    schema: Schema = SCHEMA,
    neuve: bool = False,
    attendue: bool = False,
    patience_ms: int = sqlite.PATIENCE_MS,
) -> DepotDossiers:
    """Dépôt prêt à servir ; `neuve` écarte d'abord la base présente, sans l'effacer.

    `attendue` refuse d'en créer une là où il y en avait une. Lève `BaseRefusee` (étrangère ou plus récente : intacte), `BaseAbimee`, `BasePerdue` (disparue alors que
    des sauvegardes existent) ou `FichierInaccessible`.
    """
    lieu = lisible(base)
    with fautes_traduites(lieu):
        achever(base)
        if neuve:
            ecarter(base)
        elif _vide(base) and (attendue or lister(base)):
            raise perdue(lieu)
        sqlite.exiger_connue(base, schema.version)
        if not _vide(base):
            version = sqlite.examiner(base, lieu, patience_ms)
            if 0 < version < schema.version:
                sauvegarder(base, MISE_A_NIVEAU, horloge())
    return DepotDossiers.ouvrir(base, horloge, schema, patience_ms)


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
