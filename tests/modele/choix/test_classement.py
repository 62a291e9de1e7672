"""Ordre d'affichage des outils."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from modele.catalogue.objets import Assiette, Outil
from modele.choix.classement import REGLE_ALPHABETIQUE, REGLE_BESOINS, cle_alphabetique
from modele.choix.objets import Comparaison, Statut
from modele.comparaison import comparer
from tests.modele.fabrique import catalogue, composante, evaluations, outil, situation

CRITERES = ("a", "b", "c")


def _outil(nom: str, prix: str, **cases: str) -> Outil:
    piece = composante(Assiette.AN, prix)
    return outil(piece, identifiant=nom.lower(), nom=nom, evaluations=evaluations(**cases))


CHER = _outil("Cher", "300", a="oui", b="oui", c="oui")
ECLAIR = _outil("Éclair", "100", a="oui", b="non", c="partiel")
DOUX = _outil("doux", "100", a="oui", b="non", c="option")
ZERO = _outil("Zéro", "0", a="non", b="non", c="non_precise")


def _comparer(**exigences: str) -> Comparaison:
    essai = catalogue(ZERO, ECLAIR, DOUX, CHER, criteres=CRITERES)
    return comparer(essai, situation(ca_particuliers=100, exigences=exigences))


def test_alphabetique_sans_besoin_accents_et_majuscules_compris() -> None:
    comparaison = _comparer()
    assert comparaison.ordre == ("cher", "doux", "éclair", "zéro")
    assert comparaison.regle == REGLE_ALPHABETIQUE


def test_souhaits_remplis_puis_cout_puis_nom() -> None:
    comparaison = _comparer(a="souhaite", b="souhaite")
    assert comparaison.ordre == ("cher", "doux", "éclair", "zéro")
    assert comparaison.regle == REGLE_BESOINS
    assert _comparer(a="souhaite").ordre == ("doux", "éclair", "cher", "zéro")


def test_seul_oui_remplit_un_souhait() -> None:
    comparaison = _comparer(c="souhaite")
    assert {r.outil: r.souhaits_remplis for r in comparaison.resultats} == {
        "cher": ("c",), "doux": (), "zéro": (), "éclair": (),
    }  # fmt: skip
    assert comparaison.ordre == ("cher", "zéro", "doux", "éclair")


def test_les_ecartes_sont_derniers_meme_moins_chers() -> None:
    comparaison = _comparer(a="indispensable")
    assert comparaison.ordre == ("doux", "éclair", "cher", "zéro")
    assert comparaison.par_outil["zéro"].statut is Statut.ECARTE


def test_les_ecartes_sont_derniers_sans_besoin() -> None:
    essai = catalogue(outil(identifiant="a", labels_requis=("bio",)), outil(identifiant="b"))
    assert comparer(essai, situation(ca_particuliers=1, label="autre")).ordre == ("b", "a")


def test_cle_alphabetique() -> None:
    assert sorted(["Zoé", "eb", "Éa", "eau"], key=cle_alphabetique) == ["Éa", "eau", "eb", "Zoé"]


valeurs = st.sampled_from(["oui", "non", "partiel", "option", "non_precise"])


@given(
    st.lists(st.tuples(st.integers(0, 3), valeurs, valeurs, valeurs), min_size=1, max_size=6),
    st.dictionaries(st.sampled_from(CRITERES), st.sampled_from(["indispensable", "souhaite"])),
)
def test_l_ordre_range_chaque_outil_une_fois_selon_la_regle(
    tirages: list[tuple[int, str, str, str]], exigences: dict[str, Any]
) -> None:
    outils = [_outil(f"o{rang}", str(prix), a=a, b=b, c=c) for rang, (prix, a, b, c) in enumerate(tirages)]
    comparaison = comparer(
        catalogue(*outils, criteres=CRITERES), situation(ca_particuliers=1, exigences=exigences)
    )
    ranges = [comparaison.par_outil[outil] for outil in comparaison.ordre]
    assert sorted(comparaison.ordre) == [resultat.outil for resultat in comparaison.resultats]
    for avant, apres in pairwise(ranges):
        if avant.statut is not Statut.ECARTE and apres.statut is not Statut.ECARTE and exigences:
            remplis = len(avant.souhaits_remplis) - len(apres.souhaits_remplis)
            assert remplis >= 0
            assert remplis or avant.cout.annee_suivante.ferme <= apres.cout.annee_suivante.ferme
        assert not (avant.statut is Statut.ECARTE and apres.statut is not Statut.ECARTE)
