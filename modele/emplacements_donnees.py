"""Où vivent les données de l'utilisateur."""

import os
from collections.abc import Mapping
from pathlib import Path

NOM = "Boussole circuits courts"


def dossier_des_donnees(
    demande: Path | None, programme: Path, environnement: Mapping[str, str] = os.environ
) -> Path:
    """Dossier choisi : option, variable BOUSSOLE_DONNEES, `donnees/` à côté du programme, ou système.

    Le dossier `donnees/` rend l'application portable sur clé USB. Rien n'est créé ici.
    """
    if demande is not None:
        return demande.expanduser().absolute()
    variable = environnement.get("BOUSSOLE_DONNEES")
    if variable:
        return Path(variable).expanduser().absolute()
    portable = programme / "donnees"
    if portable.is_dir():
        return portable
    import platformdirs

    return Path(platformdirs.user_data_dir(NOM, appauthor=False))
