"""Remet une sauvegarde à la place de la base, qui est écartée sans être effacée.

La copie posée à côté de la base sous le nom `.restauree` vaut décision : une coupure ensuite n'y change
rien, l'ouverture suivante achève l'échange.
"""

import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from modele.disque import graver, graver_dossier
from modele.dossiers import sqlite
from modele.dossiers.fautes import lisible
from modele.dossiers.sauvegardes import (
    RESTAURATION,
    copier_exactement,
    exiger_bonne,
    exiger_relisible,
    sauvegarder,
)
from modele.dossiers.traduction import fautes_traduites
from modele.dossiers.version_schema import SCHEMA
from modele.fautes import FichierInaccessible

ECARTEES = "ecartees"
_COMPAGNONS = ("-journal", "-wal", "-shm")


def restaurer(base: Path, sauvegarde: Path, quand: datetime | None = None) -> None:
    """Remplace la base, qui doit être fermée, par une sauvegarde.

    `quand`, l'heure qu'il est, demande de sauvegarder d'abord une base saine ; sans elle, une base abîmée est
    écartée telle quelle, sans qu'un octet bouge.
    Une sauvegarde dont l'empreinte manque, ou une base mise de côté, sert si elle se relit en entier.
    Lève `BaseAbimee`, `BaseRefusee` ou `FichierInaccessible` ; rien n'est alors changé.
    """
    decision = _decision(base)
    if sauvegarde.with_suffix(".sha256").exists():
        resume = exiger_bonne(sauvegarde)
        with fautes_traduites(lisible(base)):
            copier_exactement(sauvegarde, decision, resume)
    else:
        _copier_sans_empreinte(sauvegarde, decision)
    # Après la copie : l'éclaircissage qui suit une sauvegarde pourrait retirer celle qu'on restaure.
    with fautes_traduites(lisible(base)), suppress(FichierInaccessible):
        # Impossible à sauvegarder, la base n'en est pas moins gardée, parmi les écartées.
        if quand is not None:
            sauvegarder(base, RESTAURATION, quand)
    achever(base)


def achever(base: Path) -> bool:
    """Finit une restauration décidée, peut-être avant une coupure ; faux s'il n'y en avait pas."""
    decision = _decision(base)
    with fautes_traduites(lisible(base)):
        if not decision.exists():
            return False
        ecarter(base)
        decision.replace(base)
        graver_dossier(base.parent)
        return True


def ecarter(base: Path) -> Path | None:
    """Range la base et ses fichiers compagnons sous le numéro suivant ; rend la base écartée, s'il y en avait une.

    Un journal laissé près d'une base restaurée l'abîmerait : il suit toujours celle qui l'a écrit.
    """
    with fautes_traduites(lisible(base)):
        presents = [suffixe for suffixe in ("", *_COMPAGNONS) if _compagnon(base, suffixe).exists()]
        if not presents:
            return None
        ecartee = place_a_part(base)
        dossier = ecartee.parent
        # La base part la première : privée de son journal, elle se croirait entière.
        for suffixe in presents:
            _compagnon(base, suffixe).rename(_compagnon(ecartee, suffixe))
        graver_dossier(dossier)
        graver_dossier(base.parent)
        return ecartee if "" in presents else None


def ecarter_wal_etranger(base: Path) -> None:
    """Range un journal « -wal » qui n'est pas celui de la base ; lève `OSError` si le disque s'y refuse."""
    intrus = sqlite.wal_etranger(base)
    if intrus is not None:
        intrus.rename(_compagnon(place_a_part(base), "-wal"))
        graver_dossier(base.parent)


def place_a_part(base: Path) -> Path:
    """Le chemin, encore libre, où mettre une base de côté ; crée le dossier au besoin."""
    dossier = base.parent / ECARTEES
    dossier.mkdir(exist_ok=True)
    return dossier / f"{base.stem}-{_numero_suivant(dossier):04}{base.suffix}"


def _copier_sans_empreinte(fichier: Path, decision: Path) -> None:
    """Pose comme décision une copie relue de `fichier`, son journal rejoué dans la copie ; lui ne change pas."""
    lieu = lisible(fichier)
    copie = decision.with_name(f"{decision.name}.tmp")
    compagnons = [suffixe for suffixe in _COMPAGNONS[:2] if _compagnon(fichier, suffixe).exists()]
    with fautes_traduites(lieu):
        if not fichier.is_file():
            raise FichierInaccessible(f"« {lieu} » n'est pas un fichier de sauvegarde.")
        sqlite.exiger_connue(fichier, SCHEMA.version)
        if sqlite.wal_etranger(fichier) is not None:
            compagnons.remove("-wal")
        try:
            for suffixe in ("", *compagnons):
                shutil.copyfile(_compagnon(fichier, suffixe), _compagnon(copie, suffixe))
            sqlite.examiner(copie, lieu)
            exiger_relisible(copie, lieu)
            graver(copie)
            copie.replace(decision)
            graver_dossier(decision.parent)
        finally:
            for suffixe in ("", *_COMPAGNONS):
                _compagnon(copie, suffixe).unlink(missing_ok=True)


def _decision(base: Path) -> Path:
    return base.with_name(f"{base.name}.restauree")


def _compagnon(base: Path, suffixe: str) -> Path:
    return base.with_name(f"{base.name}{suffixe}")


def _numero_suivant(dossier: Path) -> int:
    numeros = [fichier.name.split(".")[0].rpartition("-")[2] for fichier in dossier.iterdir()]
    return max((int(numero) for numero in numeros if numero.isdecimal()), default=0) + 1
