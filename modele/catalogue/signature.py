"""Clés et signatures Ed25519 des mises à jour du catalogue.

`cryptography` n'est importée qu'à l'usage : l'application s'en passe tant qu'elle ne reçoit rien.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from modele.empreintes import sha256_des_octets
from modele.fautes import EntreeInvalide, FichierInaccessible, phrase

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_TAILLE_MAX = 10_000
_LONGUEUR = 16
IDENTIFIANT = re.compile(r"[0-9a-f]{16}")
SUFFIXE = ".pub"


class CleRefusee(EntreeInvalide):
    """Ce fichier ne contient pas la clé attendue ; le message est une phrase à montrer."""


def creer_paire(sortie: Path) -> str:
    """Écrit une clé privée neuve dans `sortie`, et sa clé publique à côté (`.pub`) ; rend son identifiant.

    N'écrase jamais une clé. Lève `FichierInaccessible`.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    cle = Ed25519PrivateKey.generate()
    privee = cle.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    publique = cle.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    compagne = sortie.with_name(sortie.name + SUFFIXE)
    if compagne.exists():
        raise FichierInaccessible(f"« {compagne} » existe déjà : choisissez un autre nom.")
    _poser(sortie, privee, 0o600)
    try:
        _poser(compagne, publique, 0o644)
    except FichierInaccessible:
        with suppress(OSError):
            sortie.unlink()
        raise
    return identifiant(cle.public_key())


def lire_cle(fichier: Path) -> "Ed25519PrivateKey":
    """Clé privée d'un fichier PEM ; lève `CleRefusee` ou `OSError`."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    octets = _lire(fichier)
    try:
        cle = load_pem_private_key(octets, password=None)
    except TypeError:
        raise CleRefusee(f"La clé « {fichier.name} » est protégée par un mot de passe.") from None
    except (ValueError, UnsupportedAlgorithm):
        cle = None
    if not isinstance(cle, Ed25519PrivateKey):
        raise CleRefusee(
            f"« {fichier.name} » n'est pas une clé privée Ed25519. « main.py catalogue cle » en crée une."
        )
    return cle


def cles_acceptees(dossier: Path) -> Mapping[str, "Ed25519PublicKey"]:
    """Clés publiques d'un dossier (fichiers `.pub`), par identifiant ; lève `CleRefusee` ou `OSError`."""
    return {identifiant(cle): cle for cle in map(_lire_publique, sorted(dossier.glob(f"*{SUFFIXE}")))}


def identifiant(cle: "Ed25519PublicKey") -> str:
    """Seize chiffres hexadécimaux qui désignent une clé publique."""
    return sha256_des_octets(cle.public_bytes_raw())[:_LONGUEUR]


def verifier(cle: "Ed25519PublicKey", signature: bytes, message: bytes) -> bool:
    """Vrai si cette clé a signé ce message."""
    from cryptography.exceptions import InvalidSignature

    try:
        cle.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _lire_publique(fichier: Path) -> "Ed25519PublicKey":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        cle = load_pem_public_key(_lire(fichier))
    except (ValueError, UnsupportedAlgorithm):
        cle = None
    if not isinstance(cle, Ed25519PublicKey):
        raise CleRefusee(f"« {fichier.name} » n'est pas une clé publique Ed25519.")
    return cle


def _lire(fichier: Path) -> bytes:
    with fichier.open("rb") as flux:
        return flux.read(_TAILLE_MAX)


def _poser(chemin: Path, octets: bytes, droits: int) -> None:
    try:
        # Les droits sont ceux de la création : la clé privée n'est lisible par d'autres à aucun instant.
        descripteur = os.open(chemin, os.O_WRONLY | os.O_CREAT | os.O_EXCL, droits)
        with os.fdopen(descripteur, "wb") as flux:
            flux.write(octets)
            flux.flush()
            os.fsync(flux.fileno())
    except FileExistsError:
        raise FichierInaccessible(f"« {chemin} » existe déjà : choisissez un autre nom.") from None
    except OSError as faute:
        raise FichierInaccessible(f"La clé n'a pas pu être écrite. {phrase(faute)}") from faute
