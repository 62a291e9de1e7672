"""La situation et les prix proposés du dernier dossier ouvert, gardés à part pour peindre la grille sans attendre la base.

Ce n'est qu'une avance sur la lecture de la base, qui fait foi : la perdre ne perd rien.
"""

import json
import os
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from modele.catalogue.objets import Catalogue
from modele.dossiers.texte import ecrire_prix_proposes, lire_prix_proposes
from modele.lecture_json import lire_json
from modele.lecture_situation import ecrire_situation, lire_situation
from modele.prix_propose import PrixPropose
from modele.situation import Situation

NOM = "dernier-dossier.json"
_NUMERO_MAX = 2**63


@dataclass(frozen=True, slots=True)
class Apercu:
    """Dossier à rouvrir, sa situation et ses prix proposés, tels qu'ils étaient à la dernière écriture."""

    identifiant: int
    situation: Situation
    prix_proposes: tuple[PrixPropose, ...] = ()


def lire_apercu(donnees: Path, catalogue: Catalogue) -> Apercu | None:
    """L'aperçu gardé dans le dossier de données, ou None s'il manque ou ne convient plus au catalogue."""
    try:
        contenu = lire_json(donnees / NOM)
        if not isinstance(contenu, dict) or contenu.keys() - {"prix_proposes"} != {"dossier", "situation"}:
            return None
        numero = contenu["dossier"]
        if not isinstance(numero, Decimal) or not 1 <= numero < _NUMERO_MAX or numero % 1:
            return None
        prix = lire_prix_proposes(contenu.get("prix_proposes", []))
        return Apercu(int(numero), lire_situation(contenu["situation"], catalogue), prix)
    except (OSError, ValueError, ArithmeticError):
        return None


def ecrire_apercu(
    donnees: Path, identifiant: int, situation: Situation, prix_proposes: tuple[PrixPropose, ...] = ()
) -> bool:
    """Remplace l'aperçu d'un seul coup ; faux, sans rien d'écrit, si le disque ou un texte s'y refuse.

    Après un refus, l'ancien aperçu est retiré : il montrerait un instant une situation dépassée.
    """
    try:
        apercu = {
            "dossier": identifiant,
            "situation": ecrire_situation(situation),
            "prix_proposes": ecrire_prix_proposes(prix_proposes),
        }
        _remplacer(donnees / NOM, json.dumps(apercu, ensure_ascii=False).encode())
    except (OSError, ValueError):
        oublier_apercu(donnees)
        return False
    return True


def oublier_apercu(donnees: Path) -> None:
    """Retire l'aperçu, quand son dossier est supprimé ; sans effet si le disque s'y refuse."""
    try:
        (donnees / NOM).unlink(missing_ok=True)
    except OSError:
        return


def _remplacer(chemin: Path, octets: bytes) -> None:
    # Sans fsync, à dessein : un fichier tronqué par une coupure est illisible, donc simplement ignoré.
    descripteur, provisoire = tempfile.mkstemp(prefix=".apercu-", suffix=".tmp", dir=chemin.parent)
    try:
        with os.fdopen(descripteur, "wb") as flux:
            flux.write(octets)
        Path(provisoire).replace(chemin)
    except BaseException:
        Path(provisoire).unlink(missing_ok=True)
        raise
