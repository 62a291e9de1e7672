"""Un dossier d'une autre édition du catalogue s'ouvre : ce qui n'existe plus est sans effet."""

from dataclasses import replace

from modele.catalogue.objets import Catalogue
from modele.comparaison import comparer
from modele.situation import EXEMPLE


def test_critere_formule_et_option_disparus(catalogue: Catalogue) -> None:
    ancien = replace(
        EXEMPLE,
        exigences={"disparu": "indispensable", "disparu-aussi": "souhaite"},
        formules={"kuupanda": "disparue", "outil-disparu": "x"},
        options={"socleo": ("disparue",)},
    )
    attendus = {r.outil: (r.statut, r.cout.annee_1.ferme) for r in comparer(catalogue, EXEMPLE).resultats}
    obtenus = {r.outil: (r.statut, r.cout.annee_1.ferme) for r in comparer(catalogue, ancien).resultats}
    assert obtenus == attendus
