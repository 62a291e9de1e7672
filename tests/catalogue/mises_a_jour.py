"""Clés d'essai, petites éditions signées et dossiers de données où les ranger."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from modele.catalogue.construction import construire, ecrire_temoin
from modele.catalogue.editions import Editions
from modele.catalogue.lecture import lire_catalogue
from modele.catalogue.objets import Catalogue
from modele.catalogue.signature import identifiant
from tests.catalogue import petit

JOUR = date(2027, 3, 5)


@cache
def cle(rang: int = 0) -> Ed25519PrivateKey:
    """Une clé par rang, toujours la même dans un même lancement."""
    return Ed25519PrivateKey.from_private_bytes(bytes([rang]) * 32)


def acceptees(*rangs: int) -> dict[str, Ed25519PublicKey]:
    """Les clés publiques de ces rangs (la première sans rien dire), par identifiant."""
    publiques = [cle(rang).public_key() for rang in rangs or (0,)]
    return {identifiant(publique): publique for publique in publiques}


def ecrire_sources(dossier: Path, numero: int, *changements: tuple[str, str, str]) -> Path:
    """Fichiers TOML du petit catalogue à ce numéro d'édition, changés de (fichier, avant, apres)."""
    sources = petit.ecrire(dossier)
    petit.modifier(sources / "guide.toml", 'edition = "1"', f'edition = "{numero}"')
    for fichier, avant, apres in changements:
        petit.modifier(sources / fichier, avant, apres)
    return sources


def edition(catalogue: Catalogue, numero: int) -> Catalogue:
    """Le même catalogue sous un autre numéro, et reconnaissable à son titre."""
    guide = replace(catalogue.guide, titre=f"Petit guide {numero}")
    return replace(catalogue, edition=str(numero), guide=guide)


@dataclass
class Poste:
    """Un programme livré et un dossier de données, sur un disque d'essai."""

    racine: Path
    catalogue: Catalogue

    @classmethod
    def installer(cls, racine: Path) -> "Poste":
        """Installe le petit catalogue en édition 1."""
        sources = petit.ecrire(racine / "sources")
        poste = cls(racine, lire_catalogue(sources))
        poste.livrer(poste.catalogue)
        return poste

    @property
    def base(self) -> Path:
        return self.racine / "base.sqlite"

    @property
    def temoin(self) -> Path:
        return self.racine / "base.json"

    @property
    def donnees(self) -> Path:
        return self.racine / "donnees"

    @property
    def magasin(self) -> Path:
        return self.donnees / "catalogue"

    @property
    def editions(self) -> Editions:
        """Comme au démarrage : rien n'est retenu d'un appel à l'autre."""
        return Editions(self.donnees, self.base, self.temoin, self.racine / "sources")

    def livrer(self, catalogue: Catalogue) -> None:
        """Pose une version du programme qui livre ce catalogue."""
        construire(catalogue, self.base)
        ecrire_temoin(self.base, self.temoin)

    def accepter(self, *numeros: int) -> None:
        """Accepte ces éditions, l'une après l'autre."""
        for numero in numeros:
            self.editions.accepter(edition(self.catalogue, numero), "cle", JOUR)

    def recue(self, numero: int) -> Path:
        """Fichier d'une édition reçue."""
        (fichier,) = self.magasin.glob(f"edition-{numero}-*.sqlite")
        return fichier

    def etat(self) -> dict[str, tuple[bytes, int]]:
        """Octets et date de chaque fichier, du programme et des données."""
        fichiers = [f for f in self.racine.rglob("*") if f.is_file()]
        return {str(f.relative_to(self.racine)): (f.read_bytes(), f.stat().st_mtime_ns) for f in fichiers}


def retourner(fichier: Path, place: int, bit: int = 0) -> None:
    """Change un bit d'un octet."""
    octets = bytearray(fichier.read_bytes())
    octets[place] ^= 1 << bit
    fichier.write_bytes(octets)


Changement = Callable[[Catalogue], Catalogue]
