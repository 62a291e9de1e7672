"""Dossiers quelconques : tout ce qu'une ferme peut saisir, et bien davantage."""

from datetime import date
from fractions import Fraction
from functools import cache

from hypothesis import strategies as st

from modele.catalogue.objets import Assiette, ColonneVente
from modele.dossiers.objets import Dossier, Essai, Formation, Question, Ressources, SuiviEtape, Vente
from modele.prix_propose import PrixPropose, prix_max
from modele.situation import PAR_CHAMP, Situation
from modele.tarification.prix_proposes import cibles
from tests.modele.fabrique import catalogue_reel

# « Cs » sont les demi-caractères ; ils ont leur propre essai, comme le caractère nul.
textes = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60
) | st.sampled_from(
    ["", "🥕👩🏽‍🌾", 'O\'Brien "dit" `x`', "a\r\nb\tc", "=1+1", "<b>", "\ufeff\u202e", "é" * 3000]
)
cles = st.sampled_from(["socleo", "amapj", "disparu", "é'\"", ""]) | textes
nombres = st.fractions() | st.decimals(allow_nan=False, allow_infinity=False, places=3).map(Fraction)
booleens = st.booleans()
notes_sur_5 = st.none() | st.integers(1, 5)


def _choix(nom: str) -> st.SearchStrategy[str]:
    return st.sampled_from([cle for cle, _ in PAR_CHAMP[nom].choix])


colonnes = st.builds(ColonneVente, *[nombres] * 7)

situations = st.builds(
    Situation,
    nom=textes,
    label=_choix("label"),
    organisation=_choix("organisation"),
    recupere_tva=booleens,
    taux_tva_ventes=nombres,
    ca_particuliers=nombres,
    ca_professionnels=nombres,
    part_en_ligne=nombres,
    part_en_ligne_pro=nombres,
    panier_moyen=nombres,
    panier_moyen_pro=nombres,
    clients_actifs=st.integers(0, 1_000_000),
    encaissement=_choix("encaissement"),
    presence=_choix("presence"),
    horizon=st.integers(1, 10),
    formules=st.dictionaries(cles, textes, max_size=3),
    options=st.dictionaries(cles, st.lists(textes, min_size=1, max_size=3).map(tuple), max_size=3),
    montants_libres=st.dictionaries(cles, nombres, max_size=3),
    exigences=st.dictionaries(cles, st.sampled_from(["indispensable", "souhaite"]), max_size=4),
)


def _tuples(element: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(element, max_size=4).map(tuple)


@st.composite
def prix_proposes(tirer: st.DrawFn) -> PrixPropose:
    """Prix proposé dans ses bornes, pour une ligne de tarif du guide ou pour une qu'il n'a pas."""
    ailleurs = st.tuples(
        cles, cles, cles, st.none() | st.fractions(0, 10**6), st.sampled_from(list(Assiette))
    )
    *cle, palier, assiette = tirer(st.sampled_from(_visees()) | ailleurs)
    milliemes = st.integers(0, int(prix_max(assiette) * 1_000))
    return PrixPropose(
        *cle,
        assiette.value,
        Fraction(tirer(milliemes), 1_000),
        tirer(st.dates(date(2000, 1, 1), date(2999, 12, 31))).isoformat(),
        tirer(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"]), max_size=60)).strip(),
        palier,
    )


@cache
def _visees() -> list[tuple[str, str, str, Fraction | None, Assiette]]:
    """Clé et assiette de chaque ligne de tarif du guide."""
    lignes = (cible for outil in catalogue_reel().outils for cible in cibles(outil))
    return [(*cible.cle, cible.composante.assiette) for cible in lignes]


dossiers = st.builds(
    Dossier,
    nom=textes,
    situation=situations,
    archive=booleens,
    exemple=booleens,
    ressources=st.builds(Ressources, textes, textes, textes),
    preselection=_tuples(cles),
    notes=st.dictionaries(cles, textes, max_size=4),
    essais=_tuples(st.builds(Essai, cles, textes, textes, notes_sur_5, notes_sur_5, notes_sur_5, textes)),
    ventes=_tuples(st.builds(Vente, textes, colonnes, colonnes, cles, booleens)),
    etapes=st.dictionaries(
        st.integers(1, 7), st.builds(SuiviEtape, booleens, textes, _tuples(cles)), max_size=4
    ),
    formations=_tuples(st.builds(Formation, textes, textes, textes, booleens)),
    questions=_tuples(st.builds(Question, cles, textes, cles, textes, booleens)),
    prix_proposes=st.lists(prix_proposes(), max_size=4, unique_by=lambda prix: prix.cle).map(tuple),
)
