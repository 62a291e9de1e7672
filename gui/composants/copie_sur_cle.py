"""Copie d'une sauvegarde hors de l'ordinateur."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from modele.dossiers.fautes import lisible
from modele.dossiers.sauvegardes import Sauvegarde
from modele.suivi import Suivi

if TYPE_CHECKING:
    from gui.taches import Travaux


def copier_sur_une_cle(
    parent: QWidget,
    travaux: "Travaux",
    choisir: Callable[[], Sauvegarde],
    dire: Callable[[str], object],
    echouer: Callable[[Exception], object],
    interdit: Path | None = None,
) -> None:
    """Demande une clé ou un dossier, y copie hors du fil la sauvegarde que `choisir` rend, et dit où elle est.

    `interdit` est un dossier qui va disparaître : la copie n'y serait pas à l'abri.
    """
    cible = QFileDialog.getExistingDirectory(parent, "Choisir la clé USB ou le dossier")
    if not cible:
        return
    if interdit is not None and Path(cible).resolve().is_relative_to(interdit.resolve()):
        dire("Choisissez une clé ou un autre dossier : celui-ci va être effacé.")
        return

    def travail(_suivi: Suivi) -> Path:
        from modele.dossiers.sauvegardes import copier_vers

        return copier_vers(choisir(), Path(cible))

    tache = travaux.preparer(travail)
    tache.reussie.connect(lambda copie: dire(f"Copie faite et relue : « {lisible(copie)} »."))
    tache.echouee.connect(echouer)
    travaux.partir(tache)
