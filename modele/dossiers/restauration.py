"""Remet une sauvegarde à la place de la base, qui est écartée sans être effacée.

La copie posée à côté de la base sous le nom `.restauree` vaut décision : une coupure ensuite n'y change
rien, l'ouverture suivante achève l'échange.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from modele.disque import graver_dossier
from modele.dossiers.fautes import lisible
from modele.dossiers.sauvegardes import RESTAURATION, copier_exactement, exiger_bonne, sauvegarder
from modele.dossiers.traduction import fautes_traduites
from modele.fautes import FichierInaccessible

ECARTEES = "ecartees"
_COMPAGNONS = ("-journal", "-wal", "-shm")


def restaurer(base: Path, sauvegarde: Path, quand: datetime | None = None) -> None:
    """Remplace la base, qui doit être fermée, par une sauvegarde.

    `quand`, l'heure qu'il est, demande de sauvegarder d'abord une base saine ; sans elle, une base abîmée est
    écartée telle quelle, sans qu'un octet bouge.
    Lève `BaseAbimee`, `BaseRefusee` ou `FichierInaccessible` ; rien n'est alors changé.
    """
    resume = exiger_bonne(sauvegarde)
    with fautes_traduites(lisible(base)):
        copier_exactement(sauvegarde, _decision(base), resume)
        # Après la copie : l'éclaircissage qui suit une sauvegarde pourrait retirer celle qu'on restaure.
        with suppress(FichierInaccessible):
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


def place_a_part(base: Path) -> Path:
    """Le chemin, encore libre, où mettre une base de côté ; crée le dossier au besoin."""
    dossier = base.parent / ECARTEES
    dossier.mkdir(exist_ok=True)
    return dossier / f"{base.stem}-{_numero_suivant(dossier):04}{base.suffix}"


def _decision(base: Path) -> Path:
    return base.with_name(f"{base.name}.restauree")


def _compagnon(base: Path, suffixe: str) -> Path:
    return base.with_name(f"{base.name}{suffixe}")


def _numero_suivant(dossier: Path) -> int:
    numeros = [fichier.name.split(".")[0].rpartition("-")[2] for fichier in dossier.iterdir()]
    return max((int(numero) for numero in numeros if numero.isdecimal()), default=0) + 1
