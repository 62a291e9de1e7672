"""Petits catalogues et besoins tirés au hasard, où égalités, écartés et dominés sont fréquents."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from modele.catalogue.objets import Assiette, Catalogue, Clientele, Outil
from modele.choix.objets import Comparaison
from modele.comparaison import comparer
from modele.situation import Situation
from tests.modele.fabrique import TOUTES, catalogue, composante, evaluations, outil, situation

CRITERES = ("a", "b", "c")
CLIENTELES = (TOUTES, TOUTES, (Clientele.PARTICULIERS,), (Clientele.PROFESSIONNELS,))
valeurs = st.sampled_from(["oui", "oui", "non", "partiel", "option", "non_precise"])


def invente(nom: str, prix: object = 0, **champs: Any) -> Outil:
    """Outil à `prix` € par an ; un critère se donne par son nom (`a="oui"`)."""
    cases = {critere: champs.pop(critere) for critere in CRITERES if critere in champs}
    piece = composante(Assiette.AN, str(prix))
    return outil(piece, identifiant=nom, evaluations=evaluations(**cases), **champs)


def comparer_inventes(*outils: Outil, **champs: Any) -> Comparaison:
    """Comparaison d'outils inventés, pour 100 € de ventes aux particuliers sauf mention contraire."""
    la_situation = situation(**{"ca_particuliers": 100, **champs})
    return comparer(catalogue(*outils, criteres=CRITERES), la_situation)


@st.composite
def outils(tirer: st.DrawFn, nom: str) -> Outil:
    """Outil au prix, aux clientèles, aux cases et au label requis quelconques."""
    cases: dict[str, Any] = {critere: tirer(valeurs) for critere in CRITERES}
    return invente(
        nom,
        tirer(st.integers(0, 3)),
        clienteles=tirer(st.sampled_from(CLIENTELES)),
        labels_requis=tirer(st.sampled_from([(), (), (), ("autre",)])),
        **cases,
    )


@st.composite
def catalogues(tirer: st.DrawFn) -> Catalogue:
    """Catalogue de deux à six outils."""
    nombre = tirer(st.integers(2, 6))
    return catalogue(*(tirer(outils(f"o{rang}")) for rang in range(nombre)), criteres=CRITERES)


@st.composite
def besoins(tirer: st.DrawFn, au_moins: int = 0) -> Situation:
    """Ferme bio, aux ventes nulles ou non, à `au_moins` besoins quelconques."""
    forces = st.sampled_from(["indispensable", "souhaite", "souhaite"])
    exigences = st.dictionaries(st.sampled_from(CRITERES), forces, min_size=au_moins)
    return situation(
        ca_particuliers=tirer(st.sampled_from([100, 100, 100, 0])),
        ca_professionnels=tirer(st.sampled_from([0, 50])),
        exigences=tirer(exigences),
    )


def sans(essai: Catalogue, nom: str) -> Catalogue:
    """Le catalogue sans un outil."""
    return replace(essai, outils=tuple(o for o in essai.outils if o.identifiant != nom))
