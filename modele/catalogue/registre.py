"""Le registre des éditions reçues : lesquelles, ce que leurs fichiers doivent être, lesquelles sont refusées.

Il est gardé en deux exemplaires : un octet abîmé dans l'un ne fait perdre ni une édition ni un refus.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from modele import disque
from modele.empreintes import sha256_des_octets
from modele.lecture_json import JsonInvalide, lire_json

EXEMPLAIRES = ("editions.json", "editions.copie.json")
NUMERO_MAX = 999_999_999
_FORMAT = 1
_NOM = re.compile(r"edition-[0-9]{1,9}-[0-9a-f]{8}\.sqlite")
_RESUME = re.compile(r"[0-9a-f]{64}")
_TEXTE_MAX = 100


@dataclass(frozen=True, slots=True)
class Edition:
    """Une édition et ce que son fichier doit être.

    `sha256` est celui du fichier, `contenu` l'empreinte de ce qu'il dit ; `cle` identifie qui l'a signée
    (vide pour celle livrée avec l'application) ; `recue_le` est une date AAAA-MM-JJ.
    """

    numero: int
    date: str
    fichier: str
    sha256: str
    contenu: str
    cle: str = ""
    recue_le: str = ""


@dataclass(frozen=True, slots=True)
class Registre:
    """Éditions reçues, et numéros de celles dont la ferme ne veut plus."""

    editions: tuple[Edition, ...] = ()
    ecartees: frozenset[int] = frozenset()

    def avec(self, edition: Edition) -> "Registre":
        """Registre où cette édition est reçue et voulue."""
        autres = tuple(autre for autre in self.editions if autre.numero != edition.numero)
        return Registre((*autres, edition), self.ecartees - {edition.numero})

    def sans(self, numeros: frozenset[int]) -> "Registre":
        """Registre d'où ces éditions sont retirées."""
        return replace(self, editions=tuple(e for e in self.editions if e.numero not in numeros))


class RegistreIllisible(Exception):
    """Aucun des deux exemplaires ne se lit."""


def lire(dossier: Path) -> Registre:
    """Registre gardé dans `dossier`, vide s'il n'y en a pas encore ; lève `RegistreIllisible`."""
    absents = 0
    for nom in EXEMPLAIRES:
        try:
            return _relire(lire_json(dossier / nom))
        except (FileNotFoundError, NotADirectoryError):
            absents += 1
        except (OSError, JsonInvalide, ValueError):
            continue
    if absents == len(EXEMPLAIRES):
        return Registre()
    raise RegistreIllisible


def ecrire(dossier: Path, registre: Registre) -> None:
    """Remplace le registre d'un seul coup ; lève `OSError`, l'ancien faisant alors foi."""
    octets = json.dumps(_en_json(registre), indent=1).encode("ascii")
    for nom in EXEMPLAIRES:
        disque.ecrire(dossier / nom, octets)


def lire_edition(donnees: object, nom: str = "") -> Edition:
    """Édition que décrit un objet JSON, dont le fichier doit porter ce nom s'il est dit.

    Lève `ValueError` s'il ne convient pas.
    """
    if not isinstance(donnees, dict) or donnees.keys() != {champ.name for champ in fields(Edition)}:
        raise ValueError("champs inattendus")
    numero = _numero(donnees.pop("numero"))
    if not all(isinstance(texte, str) and len(texte) <= _TEXTE_MAX for texte in donnees.values()):
        raise ValueError("texte attendu")
    edition = Edition(numero, **donnees)
    date.fromisoformat(edition.date)
    # Un nom de fichier venu d'ailleurs ne désigne jamais un autre dossier.
    if edition.fichier != nom if nom else not _NOM.fullmatch(edition.fichier):
        raise ValueError("nom de fichier inattendu")
    if not _RESUME.fullmatch(edition.sha256) or not _RESUME.fullmatch(edition.contenu):
        raise ValueError("empreinte mal écrite")
    return edition


def _relire(donnees: object) -> Registre:
    if not isinstance(donnees, dict) or donnees.keys() != {"format", "editions", "ecartees", "controle"}:
        raise ValueError("champs inattendus")
    editions, ecartees = donnees["editions"], donnees["ecartees"]
    if donnees["format"] != _FORMAT or not isinstance(editions, list) or not isinstance(ecartees, list):
        raise ValueError("format inattendu")
    registre = Registre(tuple(map(lire_edition, editions)), frozenset(map(_numero, ecartees)))
    if _en_json(registre)["controle"] != donnees["controle"]:
        raise ValueError("contrôle faux")
    return registre


def _en_json(registre: Registre) -> Mapping[str, object]:
    donnees = {
        "format": _FORMAT,
        "editions": [asdict(edition) for edition in registre.editions],
        "ecartees": sorted(registre.ecartees),
    }
    resume = sha256_des_octets(json.dumps(donnees, sort_keys=True).encode("ascii"))
    return {**donnees, "controle": resume}


def _numero(valeur: object) -> int:
    if not isinstance(valeur, Decimal) or not 1 <= valeur <= NUMERO_MAX or valeur % 1:
        raise ValueError("numéro d'édition inattendu")
    return int(valeur)
