"""Le dossier de sortie : un classeur y garde son nom d'une fois sur l'autre, et rien n'y est perdu.

Un registre caché retient l'empreinte de chaque fichier que l'application y a écrit. Relancer le lot remplace ces
fichiers-là ; un fichier venu d'ailleurs, ou annoté depuis, est d'abord copié à côté sous « … (gardé 1) ».
"""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from modele.empreintes import sha256_du_fichier
from modele.export.fichier import remplacer
from modele.fautes import FichierInaccessible, phrase

REGISTRE = ".boussole-lot.json"
_TAILLE_MAX = 1_000_000


class Sortie:
    """Dossier où s'écrivent les classeurs d'un lot ; lève `FichierInaccessible` s'il ne peut pas servir."""

    def __init__(self, dossier: Path) -> None:
        self.dossier = dossier
        try:
            dossier.mkdir(parents=True, exist_ok=True)
        except OSError as faute:
            # Windows dit « existe déjà » d'un fichier qui tient la place du dossier.
            place = f"« {dossier} » : c'est un fichier, un dossier est attendu."
            cause = place if dossier.is_file() else phrase(faute)
            raise FichierInaccessible(f"Le dossier de sortie ne peut pas servir. {cause}") from faute
        self._connus = _lire(dossier / REGISTRE)

    def ecrire(self, nom: str, fabriquer: Callable[[Path], None]) -> str:
        """Fait écrire un fichier par `fabriquer`, qui le pose d'un coup ; rend le nom de l'ancien, s'il est gardé.

        Toute faute de `fabriquer` sort telle quelle : ce qui était là y est encore.
        """
        chemin = self.dossier / nom
        garde = self._garder(chemin)
        try:
            fabriquer(chemin)
        except BaseException:
            if garde is not None:
                with suppress(OSError):
                    garde.unlink()
            raise
        self._noter(nom, chemin)
        return garde.name if garde is not None else ""

    def _garder(self, chemin: Path) -> Path | None:
        """Copie d'un fichier que ce lot n'a pas écrit, ou qui a changé depuis."""
        try:
            if not chemin.is_file() or sha256_du_fichier(chemin) == self._connus.get(chemin.name):
                return None
            garde = _libre(chemin)
            remplacer(garde, chemin.read_bytes())
        except OSError as faute:
            raise FichierInaccessible(
                f"L'ancien « {chemin.name} » n'a pas pu être gardé. {phrase(faute)}"
            ) from faute
        return garde

    def _noter(self, nom: str, chemin: Path) -> None:
        # Sans registre, la fois suivante garde une copie de trop : mieux vaut cela que d'arrêter le lot.
        with suppress(OSError, FichierInaccessible):
            self._connus[nom] = sha256_du_fichier(chemin)
            texte = json.dumps({"format": 1, "fichiers": self._connus}, ensure_ascii=False, indent=0)
            remplacer(self.dossier / REGISTRE, texte.encode())


def _lire(registre: Path) -> dict[str, str]:
    """Empreintes retenues ; aucune si le registre manque ou ne se lit pas."""
    try:
        with registre.open("rb") as flux:
            fichiers = json.loads(flux.read(_TAILLE_MAX))["fichiers"]
        return {nom: somme for nom, somme in fichiers.items() if isinstance(somme, str)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _libre(chemin: Path) -> Path:
    rang = 1
    while (garde := chemin.with_stem(f"{chemin.stem} (gardé {rang})")).exists():
        rang += 1
    return garde
