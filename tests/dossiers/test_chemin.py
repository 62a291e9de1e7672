"""Le chemin d'un changement, qui dit quelles frappes s'annulent ensemble."""

from dataclasses import replace
from fractions import Fraction

import pytest

from modele.catalogue.objets import ColonneVente
from modele.dossiers.chemin import chemin_du_changement
from modele.dossiers.objets import Dossier, Vente
from modele.situation import EXEMPLE

COLONNE = ColonneVente(*[Fraction(n) for n in range(1, 7)])
DEPART = Dossier("Ferme", EXEMPLE, ventes=(Vente("a", COLONNE, COLONNE), Vente("b", COLONNE, COLONNE)))


@pytest.mark.parametrize(
    ("apres", "attendu"),
    [
        (DEPART, ""),
        (replace(DEPART, nom="Autre"), "nom"),
        (replace(DEPART, situation=replace(EXEMPLE, horizon=5)), "situation/horizon"),
        (replace(DEPART, situation=replace(EXEMPLE, horizon=5, label="autre")), ""),
        (replace(DEPART, nom="Autre", preselection=("a",)), ""),
        (replace(DEPART, preselection=("a",)), ""),
        (replace(DEPART, notes={"kuupanda": "a"}), ""),
        (
            replace(DEPART, ventes=(DEPART.ventes[0], replace(DEPART.ventes[1], nom="c"))),
            "ventes/1/nom",
        ),
        (
            replace(
                DEPART,
                ventes=(replace(DEPART.ventes[0], avant=replace(COLONNE, km=Fraction(9))), DEPART.ventes[1]),
            ),
            "ventes/0/avant/km",
        ),
        (replace(DEPART, ventes=DEPART.ventes[:1]), ""),
    ],
)
def test_chemin(apres: Dossier, attendu: str) -> None:
    assert chemin_du_changement(DEPART, apres) == attendu


def test_une_note_qui_s_allonge_garde_son_chemin() -> None:
    avant = replace(DEPART, notes={"kuupanda": "a", "socleo": "b"})
    apres = replace(DEPART, notes={"kuupanda": "ab", "socleo": "b"})
    assert chemin_du_changement(avant, apres) == "notes/kuupanda"
