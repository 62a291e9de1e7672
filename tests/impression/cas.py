"""Dossiers variés à imprimer, du vide au débordant, et des catalogues de soixante outils."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import strategies as st

from modele.catalogue.objets import Assiette, Catalogue, ColonneVente, Outil
from modele.comparaison import comparer
from modele.dossiers.objets import Dossier, Question, Vente
from modele.impression.document import composer
from modele.impression.objets import Document
from modele.situation import EXEMPLE, Situation
from tests.modele.fabrique import catalogue_reel, composante, outil
from tests.modele.strategies import centiemes
from tests.modele.strategies import situations as situations_chiffrees

JOUR = date(2026, 11, 23)
NOM_LONG = (
    "Ferme collective des Hautes Terres de la Montagne et du Plateau, maraîchage, fromages, plantes "
    "aromatiques et médicinales, viande d'Aubrac et de brebis, groupement agricole d'exploitation en commun"
).ljust(200, "é")[:200]
BESOINS = {
    "professionnels": "indispensable",
    "synchronisation-stocks": "indispensable",
    "collectif": "souhaite",
    "abonnement": "souhaite",
    "facturation": "souhaite",
}


def colonne(ca: int, km: int, vente: int, preparation: int, autres: int = 0) -> ColonneVente:
    """Colonne d'une vente aux prix de l'exemple du guide."""
    return ColonneVente(
        *map(Fraction, (ca, km)), Fraction(1, 2), *map(Fraction, (vente, preparation, 12, autres))
    )


VENTES = (
    Vente(
        "Marché du samedi",
        colonne(12000, 2600, 312, 104, 450),
        colonne(12000, 1040, 104, 78, 300),
        "kuupanda",
        True,
    ),
    Vente("AMAP de Brioude", colonne(5406, 1460, 146, 73), colonne(5406, 1200, 73, 60)),
)


def dossier(situation: Situation, **champs: Any) -> Dossier:
    """Dossier du nom de sa ferme."""
    return Dossier(situation.nom, situation, **champs)


@cache
def cas() -> dict[str, Dossier]:
    """Dossiers d'essai, par nom."""
    tous = [critere.identifiant for critere in catalogue_reel().criteres]
    mixte = replace(
        EXEMPLE,
        nom="GAEC des Éclats du Velay",
        ca_particuliers=Fraction(48_000),
        ca_professionnels=Fraction(22_500),
        part_en_ligne=Fraction(60),
        clients_actifs=85,
        exigences=BESOINS,
    )
    plein = replace(
        mixte,
        nom=NOM_LONG,
        recupere_tva=False,
        ca_particuliers=Fraction(100_000_000),
        ca_professionnels=Fraction(99_999_999),
        horizon=10,
        options={"socleo": ("tpe", "caisse", "abonnements")},
        exigences={c: "souhaite" if rang % 5 else "indispensable" for rang, c in enumerate(tous[:60])},
    )
    longues = tuple(
        Question(
            nom,
            f"Question {rang} de la ferme, assez longue pour prendre deux ou trois lignes de la page imprimée. "
            * 3,
        )
        for rang, nom in enumerate(("socleo", "amapj", "kuupanda") * 10)
    )
    grandes = tuple(
        replace(vente, nom=NOM_LONG, avant=replace(vente.avant, ca=Fraction(99_999_999)))
        for vente in VENTES * 4
    )
    return {
        "vide": dossier(Situation()),
        "exemple": dossier(EXEMPLE),
        "mixte": dossier(mixte, ventes=VENTES),
        "plein": dossier(
            plein,
            ventes=grandes,
            questions=longues,
            preselection=("socleo", "local-bio", "kuupanda", "nectargo"),
        ),
        "aucun": dossier(
            replace(
                EXEMPLE,
                exigences=dict.fromkeys(
                    ("professionnels", "cooperative", "logiciel-libre", "autonomie", *tous[20:60]),
                    "indispensable",
                ),
            )
        ),
        "professionnels": dossier(
            replace(EXEMPLE, ca_particuliers=Fraction(0), ca_professionnels=Fraction(80_000), label="autre")
        ),
        "souhaits": dossier(replace(EXEMPLE, exigences=dict.fromkeys(tous[:4], "souhaite"))),
        "preselection": dossier(
            replace(EXEMPLE, exigences={"collectif": "souhaite"}),
            preselection=("la-ruche-qui-dit-oui", "coopcircuits", "amapj", "nectargo"),
            ventes=VENTES[:1],
        ),
    }


def rediger(un_dossier: Dossier, catalogue: Catalogue | None = None) -> Document:
    """Document du dossier, daté du 23 novembre 2026."""
    lu = catalogue or catalogue_reel()
    return composer(lu, comparer(lu, un_dossier.situation), un_dossier, JOUR)


def soixante_outils(nom: str = "Outil au nom assez long pour sa colonne") -> Catalogue:
    """Le catalogue, avec soixante outils aux coûts enchevêtrés et aux noms longs."""
    return replace(catalogue_reel(), outils=tuple(_invente(nom, rang) for rang in range(60)))


def _invente(nom: str, rang: int) -> Outil:
    return outil(
        composante(Assiette.AN, str(rang * rang)),
        composante(Assiette.CA, f"{(60 - rang) / 1000:.3f}", identifiant="part"),
        identifiant=f"o{rang:02}",
        nom=f"{nom} {rang}",
        date_tarif="2023" if rang % 3 else "2026-05",
    )


_TEXTES = st.sampled_from(
    [
        "",
        "  ",
        NOM_LONG,
        "M" * 200,
        "🥕👩🏽‍🌾" * 12,
        "مزرعة العائلة " * 8,
        "a\u202eb",
        "<b>&amp;</b>",
        "l'Été «\u00a0vert\u00a0»",
    ]
) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)


@st.composite
def dossiers(tirer: st.DrawFn) -> Dossier:
    """Ferme valide quelconque : ventes, besoins, présélection, questions et ventes comparées."""
    catalogue = catalogue_reel()
    outils = sorted(catalogue.par_outil)
    criteres = [critere.identifiant for critere in catalogue.criteres]
    forces = st.sampled_from(["indispensable", "souhaite", "souhaite", "souhaite"])
    situation = replace(
        tirer(situations_chiffrees()),
        nom=tirer(_TEXTES),
        montants_libres={},
        label=tirer(st.sampled_from(["bio", "conversion", "autre"])),
        organisation=tirer(st.sampled_from(["seule", "collectif"])),
        exigences=tirer(st.dictionaries(st.sampled_from(criteres), forces, max_size=60)),
    )
    if tirer(st.booleans()):
        facteur = tirer(st.sampled_from([0, Fraction(1, 100), 200]))
        situation = replace(situation, ca_particuliers=situation.ca_particuliers * facteur)
    nombres = centiemes(0, 100_000_000) | centiemes(0, 300)
    colonnes = st.builds(ColonneVente, *[nombres] * 7)
    ventes = st.builds(
        Vente, _TEXTES, colonnes, colonnes, st.sampled_from(["", "absent", *outils]), st.booleans()
    )
    questions = st.builds(Question, st.sampled_from(["absent", *outils]), _TEXTES, retenue=st.booleans())
    return dossier(
        situation,
        preselection=tuple(tirer(st.lists(st.sampled_from(["absent", *outils]), max_size=6, unique=True))),
        ventes=tuple(tirer(st.lists(ventes, max_size=3))),
        questions=tuple(tirer(st.lists(questions, max_size=30))),
    )
