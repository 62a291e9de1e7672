"""Les fichiers `.boussole` : une édition du catalogue, signée, dans un seul fichier JSON (docs/catalogue.md).

La signature est vérifiée avant que le contenu ne soit lu ; le contenu passe ensuite les mêmes contrôles que les
fichiers TOML. Rien n'est jamais écrit ici.
"""

import base64
import binascii
import json
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from modele.catalogue import signature as signatures
from modele.catalogue.assemblage import CatalogueInvalide, Piece, assembler
from modele.catalogue.lecture import lire_pieces
from modele.catalogue.messages import citer
from modele.catalogue.objets import Catalogue
from modele.fautes import EntreeInvalide
from modele.lecture_json import JsonInvalide, decoder

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SUFFIXE = ".boussole"
FORMAT = 1
TAILLE_MAX = 8_000_000
"""Vingt fois le catalogue livré."""
PROFONDEUR_MAX = 20
_CHIFFRES_MAX = 9
_PREFIXE = b"Boussole circuits courts, mise a jour du catalogue\n"
_CHAMPS = frozenset(("boussole", "edition", "date", "cle", "contenu", "signature"))
_PIECES = frozenset(("guide", "criteres", "outils"))
_PREVENIR = "Prévenez la personne qui vous l'a envoyé."


class MiseAJourRefusee(EntreeInvalide):
    """Fichier refusé ; le message est une phrase à montrer, et rien n'a changé."""


@dataclass(frozen=True, slots=True)
class MiseAJour:
    """Une édition reçue, vérifiée ; `cle` identifie qui l'a signée."""

    catalogue: Catalogue
    cle: str

    @property
    def numero(self) -> int:
        """Numéro de l'édition, croissant."""
        return int(self.catalogue.edition)


def publier(sources: Path, cle: "Ed25519PrivateKey") -> bytes:
    """Fichier signé qui porte le catalogue de ces fichiers TOML ; les mêmes fichiers donnent les mêmes octets.

    Lève `CatalogueInvalide` si les fichiers ne conviennent pas.
    """
    guide, criteres, outils = lire_pieces(sources)
    catalogue = assembler(guide, criteres, outils, sources.name)
    contenu = canonique(
        {
            "guide": guide.contenu,
            "criteres": criteres.contenu,
            "outils": sorted((outil.contenu or {} for outil in outils), key=lambda o: str(o["identifiant"])),
        }
    )
    return sceller(catalogue.edition, catalogue.date, contenu, cle)


def sceller(edition: str, date: str, contenu: str, cle: "Ed25519PrivateKey") -> bytes:
    """Fichier signé d'un contenu déjà écrit, sans le contrôler."""
    donnees: dict[str, object] = {
        "boussole": FORMAT,
        "edition": edition,
        "date": date,
        "cle": signatures.identifiant(cle.public_key()),
        "contenu": contenu,
    }
    donnees["signature"] = base64.b64encode(cle.sign(_message(donnees))).decode("ascii")
    return json.dumps(donnees, ensure_ascii=False, indent=1).encode() + b"\n"


def canonique(valeur: object) -> str:
    """La seule écriture admise d'un contenu : clés triées, sans blanc, accents en clair."""
    return json.dumps(valeur, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def lire(fichier: Path, cles: "Mapping[str, Ed25519PublicKey]") -> MiseAJour:
    """Mise à jour que porte ce fichier, si l'une de ces clés l'a signée.

    Lève `MiseAJourRefusee` si elle ne convient pas, `OSError` si le fichier ne se lit pas.
    """
    octets = _octets(fichier)
    try:
        return verifier(octets, cles)
    except MiseAJourRefusee as faute:
        raise MiseAJourRefusee(f"Le fichier « {_nom(fichier)} » {faute}") from None


def verifier(octets: bytes, cles: "Mapping[str, Ed25519PublicKey]") -> MiseAJour:
    """Comme `lire`, pour des octets ; le message est alors un groupe verbal."""
    if len(octets) > TAILLE_MAX:
        raise MiseAJourRefusee("est trop gros pour une mise à jour du catalogue : rien n'en a été lu.")
    if not octets.strip():
        raise MiseAJourRefusee("est vide : recopiez-le ou demandez-le à nouveau.")
    enveloppe = _enveloppe(octets)
    cle = enveloppe["cle"]
    if cle not in cles:
        raise MiseAJourRefusee(
            f"est signé par une clé que cette version de l'application ne connaît pas ({citer(cle)}). {_PREVENIR}"
        )
    if not signatures.verifier(cles[cle], _signature(enveloppe), _message(enveloppe)):
        raise MiseAJourRefusee(
            "a été modifié depuis sa signature, ou abîmé en chemin : demandez-le à nouveau."
        )
    catalogue = _catalogue(enveloppe["contenu"])
    if (catalogue.edition, catalogue.date) != (enveloppe["edition"], enveloppe["date"]):
        raise MiseAJourRefusee(f"annonce une édition et en contient une autre. {_PREVENIR}")
    return MiseAJour(catalogue, cle)


def _octets(fichier: Path) -> bytes:
    # Un tube ou un périphérique bloquerait la lecture, ou ne finirait pas.
    etat = fichier.stat()
    if not stat.S_ISREG(etat.st_mode):
        raise MiseAJourRefusee(f"« {_nom(fichier)} » n'est pas un fichier {SUFFIXE}.")
    if etat.st_size > TAILLE_MAX:
        return b" " * (TAILLE_MAX + 1)
    with fichier.open("rb") as flux:
        return flux.read(TAILLE_MAX + 1)


def _enveloppe(octets: bytes) -> Mapping[str, Any]:
    """Les champs du fichier, de la bonne forme, dont la signature n'est pas encore vérifiée."""
    enveloppe = _json(octets)
    if not isinstance(enveloppe, dict) or "boussole" not in enveloppe:
        raise MiseAJourRefusee("n'est pas une mise à jour du catalogue.")
    version = enveloppe["boussole"]
    if isinstance(version, int) and version > FORMAT:
        raise MiseAJourRefusee("demande une version plus récente de l'application : installez-la d'abord.")
    if "signature" not in enveloppe or "cle" not in enveloppe:
        raise MiseAJourRefusee(f"n'est pas signé : rien ne dit qui l'a écrit. {_PREVENIR}")
    textes = all(isinstance(enveloppe[champ], str) for champ in enveloppe.keys() - {"boussole"})
    formes = textes and signatures.IDENTIFIANT.fullmatch(enveloppe["cle"])
    if version != FORMAT or isinstance(version, bool) or enveloppe.keys() != _CHAMPS or not formes:
        raise MiseAJourRefusee(f"n'est pas une mise à jour du catalogue bien formée. {_PREVENIR}")
    return enveloppe


def _signature(enveloppe: Mapping[str, Any]) -> bytes:
    """Une signature écrite autrement que `sceller` ne l'écrit est comme absente."""
    try:
        signature = base64.b64decode(enveloppe["signature"], validate=True)
    except (binascii.Error, ValueError):
        return b""
    return signature if base64.b64encode(signature).decode("ascii") == enveloppe["signature"] else b""


def _message(enveloppe: Mapping[str, Any]) -> bytes:
    """Les octets que la signature couvre : tout ce que dit le fichier, sauf elle."""
    couvert = {champ: valeur for champ, valeur in enveloppe.items() if champ != "signature"}
    try:
        return _PREFIXE + canonique(couvert).encode()
    except UnicodeEncodeError:
        raise MiseAJourRefusee(f"contient un caractère illisible. {_PREVENIR}") from None


def _catalogue(contenu: str) -> Catalogue:
    """Le catalogue que dit un contenu signé."""
    pieces = _json(contenu.encode())
    if _trop_profond(pieces):
        raise MiseAJourRefusee(f"imbrique trop d'objets les uns dans les autres. {_PREVENIR}")
    if not isinstance(pieces, dict) or pieces.keys() != _PIECES or not isinstance(pieces["outils"], list):
        raise MiseAJourRefusee(f"ne contient pas un catalogue. {_PREVENIR}")
    try:
        ecrit = canonique(pieces).encode()
    except UnicodeEncodeError:
        raise MiseAJourRefusee(f"contient un caractère illisible. {_PREVENIR}") from None
    if ecrit != contenu.encode():
        raise MiseAJourRefusee(f"n'écrit pas son contenu sous la forme attendue. {_PREVENIR}")
    outils = [_piece(f"outils[{rang}]", outil) for rang, outil in enumerate(pieces["outils"])]
    try:
        return assembler(
            _piece("guide", pieces["guide"]), _piece("criteres", pieces["criteres"]), outils, "outils"
        )
    except CatalogueInvalide as faute:
        autres = len(faute.erreurs) - 1
        suite = f" (et {autres} autre{'s' if autres > 1 else ''})" if autres else ""
        raise MiseAJourRefusee(
            f"est bien signé, mais son contenu ne convient pas : {_lisible(faute.erreurs[0])}{suite}. {_PREVENIR}"
        ) from None


def _piece(nom: str, contenu: Any) -> Piece:
    if isinstance(contenu, dict):
        return Piece(nom, contenu)
    return Piece(nom, None, (f"{nom} : {citer(contenu)} n'a pas la forme voulue (attendu : une table)",))


def _json(octets: bytes) -> Any:
    try:
        return decoder(octets, _entier)
    except JsonInvalide as faute:
        raise MiseAJourRefusee(f"{faute}. Recopiez-le ou demandez-le à nouveau.") from None


def _entier(texte: str) -> int:
    """Seuls de petits entiers paraissent dans une mise à jour : les prix y sont du texte exact."""
    if len(texte) > _CHIFFRES_MAX or not texte.isascii() or not texte.isdigit():
        raise JsonInvalide(f"contient un nombre qui n'a rien à y faire ({citer(texte)})")
    return int(texte)


def _trop_profond(valeur: object) -> bool:
    """Parcours par niveaux, sans récursion : c'est elle qu'une imbrication démesurée vise."""
    niveau = [valeur]
    for _ in range(PROFONDEUR_MAX):
        suivant: list[object] = []
        for element in niveau:
            if isinstance(element, dict):
                suivant += element.values()
            elif isinstance(element, list):
                suivant += element
        if not suivant:
            return False
        niveau = suivant
    return True


def _lisible(texte: str) -> str:
    """Une faute cite ce qui a été reçu : rien n'en doit agir sur un terminal."""
    return "".join("�" if unicodedata.category(signe).startswith("C") else signe for signe in texte)


def _nom(fichier: Path) -> str:
    return fichier.name.encode("utf-8", "replace").decode()
