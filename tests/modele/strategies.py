"""Outils et situations tirés au hasard, dans les bornes que le catalogue et le contrat permettent."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from modele.catalogue.objets import (
    Assiette,
    Clientele,
    Composante,
    Condition,
    Formule,
    Nature,
    Outil,
    Palier,
    Payeur,
    Taxe,
)
from modele.situation import Situation
from tests.modele.fabrique import TOUTES, composante, outil

EN_POURCENTAGE = (Assiette.CA, Assiette.ENCAISSE_EN_LIGNE_TTC)
SUIVIES = [condition for condition in Condition if condition is not Condition.TOUJOURS]


def centiemes(minimum: int, maximum: int) -> st.SearchStrategy[Fraction]:
    """Fractions au centième entre deux entiers."""
    return st.integers(minimum * 100, maximum * 100).map(lambda n: Fraction(n, 100))


@st.composite
def composantes(tirer: st.DrawFn, ferme_seule: bool = False) -> Composante:
    """Composante quelconque : assiette, paliers, mois offerts, bornes, condition, payeur, taxe."""
    assiette = tirer(st.sampled_from(list(Assiette)))
    prix = centiemes(0, 300).map(lambda p: p / 1_000 if assiette in EN_POURCENTAGE else p)
    limites = sorted(tirer(st.sets(centiemes(1, 150_000), max_size=2)))
    incluse = tirer(st.booleans())
    paliers = (*(Palier(tirer(prix), limite, incluse) for limite in limites), Palier(tirer(prix)))
    plancher = tirer(st.none() | centiemes(0, 500))
    plafond = tirer(st.none() | centiemes(500, 5_000))
    champs: dict[str, Any] = {
        "paliers": paliers,
        "suivie": tirer(st.sampled_from(SUIVIES)) if limites else None,
        "condition": tirer(st.sampled_from(list(Condition))),
        "clientele": tirer(st.sampled_from([None, *Clientele])),
        "premiere_annee_seulement": tirer(st.booleans()),
        "mois_offerts": tirer(st.integers(0, 12)),
        "plancher": plancher,
        "plafond": plafond,
        "payeur": Payeur.FERME if ferme_seule else tirer(st.sampled_from(list(Payeur))),
        "taxe": tirer(st.sampled_from(list(Taxe))),
        "nature": tirer(st.sampled_from(list(Nature))),
    }
    if not limites and tirer(st.booleans()):
        champs["bas"] = paliers[0].prix * tirer(st.sampled_from([Fraction(0), Fraction(4, 5)]))
        champs["haut"] = paliers[0].prix * Fraction(5, 4)
    return composante(assiette, **champs)


@st.composite
def outils(tirer: st.DrawFn, identifiant: str = "essai", ferme_seule: bool = False) -> Outil:
    """Outil d'une à trois composantes."""
    pieces = tirer(st.lists(composantes(ferme_seule), min_size=1, max_size=3))
    formule = Formule("standard", "Standard", tuple(pieces), "1", defaut=True)
    return outil(identifiant=identifiant, formules=(formule,), clienteles=TOUTES)


@st.composite
def situations(tirer: st.DrawFn, avec_ventes: bool = False) -> Situation:
    """Situation quelconque ; `avec_ventes` exige des ventes aux particuliers."""
    return Situation(
        recupere_tva=tirer(st.booleans()),
        taux_tva_ventes=tirer(st.sampled_from([Fraction(0), Fraction("5.5"), Fraction(10), Fraction(20)])),
        ca_particuliers=tirer(centiemes(1 if avec_ventes else 0, 400_000)),
        ca_professionnels=tirer(st.just(Fraction(0)) | centiemes(0, 400_000)),
        part_en_ligne=tirer(centiemes(0, 100)),
        part_en_ligne_pro=tirer(centiemes(0, 100)),
        panier_moyen=tirer(centiemes(1, 300)),
        panier_moyen_pro=tirer(centiemes(1, 3_000)),
        clients_actifs=tirer(st.integers(0, 2_000)),
        horizon=tirer(st.integers(1, 10)),
        montants_libres=tirer(st.just({}) | centiemes(0, 1_000).map(lambda m: {"essai": m})),
    )
