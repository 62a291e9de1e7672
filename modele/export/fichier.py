"""Remplacement sûr d'un fichier : le précédent reste entier jusqu'à ce que le nouveau soit sur le disque."""

import errno
import os
import secrets
from pathlib import Path

from modele.fautes import FichierInaccessible, phrase

_VIOLATION_DE_PARTAGE = 32
_DISQUE_PLEIN = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUS = {errno.EACCES, errno.EPERM, errno.EROFS}


def remplacer(chemin: Path, octets: bytes, quoi: str = "classeur") -> None:
    """Écrit `octets` dans `chemin` en une fois ; rien n'est perdu si cela échoue.

    `quoi` nomme le fichier dans les messages, au masculin.

    Lève `FichierInaccessible`, dont le message nomme le fichier et dit comment continuer.
    """
    cible = Path(os.path.realpath(chemin))
    try:
        _verifier(cible, quoi)
    except OSError as faute:
        raise FichierInaccessible(_phrase_dossier(cible, faute)) from faute
    provisoire = cible.with_name(f".boussole-{secrets.token_hex(6)}.tmp")
    try:
        _ecrire(provisoire, octets)
    except OSError as faute:
        _oter(provisoire)
        raise FichierInaccessible(_phrase_dossier(cible, faute)) from faute
    except BaseException:
        _oter(provisoire)
        raise
    try:
        provisoire.replace(cible)
    except OSError as faute:
        _oter(provisoire)
        raise FichierInaccessible(_phrase_fichier(cible, faute, quoi)) from faute


def _ecrire(provisoire: Path, octets: bytes) -> None:
    with provisoire.open("xb") as flux:
        flux.write(octets)
        flux.flush()
        os.fsync(flux.fileno())


def _oter(provisoire: Path) -> None:
    try:
        provisoire.unlink(missing_ok=True)
    except OSError:
        # Le disque ne répond plus : la faute à dire est la première, pas celle du ménage.
        return


def _verifier(cible: Path, quoi: str) -> None:
    if not cible.parent.is_dir():
        raise FichierInaccessible(
            f"Le dossier « {cible.parent} » n'existe pas : choisissez un autre emplacement pour "
            f"« {cible.name} »."
        )
    if cible.is_dir():
        raise FichierInaccessible(f"« {cible.name} » est un dossier : choisissez un autre nom de {quoi}.")
    if cible.exists() and not os.access(cible, os.W_OK):
        raise FichierInaccessible(
            f"Le {quoi} « {cible.name} » est protégé en écriture : choisissez un autre nom, ou ôtez cette "
            "protection."
        )


def _phrase_dossier(cible: Path, faute: OSError) -> str:
    if faute.errno in _DISQUE_PLEIN:
        return (
            f"Le disque est plein : « {cible.name} » n'a pas été écrit. Libérez de la place ou choisissez un "
            "autre emplacement."
        )
    if faute.errno in _REFUS:
        return f"Le dossier « {cible.parent} » refuse « {cible.name} » : choisissez un autre dossier."
    if faute.errno == errno.ENAMETOOLONG:
        return f"Le nom « {cible.name[:40]}… » est trop long : choisissez un nom plus court."
    return f"« {cible.name} » n'a pas été écrit : {_cause(faute)} Choisissez un autre emplacement."


def _phrase_fichier(cible: Path, faute: OSError, quoi: str) -> str:
    occupe = faute.errno in _REFUS or getattr(faute, "winerror", None) == _VIOLATION_DE_PARTAGE
    if occupe and cible.exists():
        return (
            f"Le {quoi} « {cible.name} » est ouvert dans un autre programme : fermez-le ou choisissez un "
            "autre nom."
        )
    return _phrase_dossier(cible, faute)


def _cause(faute: OSError) -> str:
    texte = phrase(OSError(faute.errno, faute.strerror or "le système a refusé"))
    return texte if texte.endswith(".") else f"{texte}."
