"""L'entrée d'un lot : un dossier de fichiers, ou un tableau."""

from pathlib import Path

from modele.catalogue.objets import Catalogue
from modele.fautes import EntreeInvalide
from modele.lot.fichiers import Trouves, fermes_du_dossier
from modele.lot.tableau import fermes_du_tableau


def ouvrir_entree(entree: Path, sortie: Path, catalogue: Catalogue) -> Trouves:
    """Fermes de l'entrée, que la sortie ne doit pas recouvrir.

    Lève `EntreeInvalide` si l'entrée ne convient pas, `OSError` si elle ne se lit pas.
    """
    if entree.is_dir():
        if sortie.exists() and sortie.samefile(entree):
            raise EntreeInvalide(
                "Le dossier de sortie est celui des fermes : la fois suivante, leurs classeurs seraient pris pour "
                "d'autres fermes. Choisissez un autre dossier."
            )
        return fermes_du_dossier(entree, catalogue)
    if entree.suffix.lower() != ".xlsx" and entree.exists():
        raise EntreeInvalide(
            f"« {entree.name} » n'est ni un dossier ni un tableau .xlsx. « main.py lot --modele TABLEAU.xlsx » écrit un "
            "tableau à remplir."
        )
    return Trouves(fermes_du_tableau(entree, catalogue), ())
