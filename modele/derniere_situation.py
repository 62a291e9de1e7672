"""La dernière situation saisie, gardée d'un jour à l'autre dans le dossier de données."""

import json
import os
import tempfile
from pathlib import Path

from modele.catalogue.objets import Catalogue
from modele.lecture_situation import ecrire_situation, lire_fichier
from modele.situation import EXEMPLE, Situation

NOM = "derniere-situation.json"


def relire(dossier: Path, catalogue: Catalogue) -> Situation:
    """Dernière situation, ou l'exemple s'il n'y en a pas encore.

    `EntreeInvalide` si le fichier est abîmé : il est mis de côté, jamais écrasé.
    """
    chemin = dossier / NOM
    if not chemin.exists():
        return EXEMPLE
    try:
        return lire_fichier(chemin, catalogue)
    except ValueError:
        os.replace(chemin, _nom_libre(chemin))
        raise


def garder(dossier: Path, situation: Situation) -> None:
    """Écrit la situation sans jamais laisser un fichier à moitié écrit ; `OSError` si impossible."""
    dossier.mkdir(parents=True, exist_ok=True)
    texte = json.dumps(ecrire_situation(situation), ensure_ascii=False, indent=1)
    descripteur, provisoire = tempfile.mkstemp(prefix=".situation-", suffix=".tmp", dir=dossier)
    try:
        with os.fdopen(descripteur, "w", encoding="utf-8") as flux:
            flux.write(texte)
            flux.flush()
            os.fsync(flux.fileno())
        os.replace(provisoire, dossier / NOM)
    except BaseException:
        Path(provisoire).unlink(missing_ok=True)
        raise


def _nom_libre(chemin: Path) -> Path:
    for rang in range(1, 10_000):
        candidat = chemin.with_name(f"{chemin.stem}-illisible-{rang}{chemin.suffix}")
        if not candidat.exists():
            return candidat
    return chemin.with_name(f"{chemin.stem}-illisible{chemin.suffix}")
