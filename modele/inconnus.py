"""Ce qu'un dossier garde d'une autre édition du catalogue, et que celle en service ne connaît pas.

Rien n'en est perdu ni compté ; on le dit.
"""

from collections.abc import Iterator

from modele.catalogue.objets import Catalogue
from modele.choix.phrases import citer, enumerer
from modele.dossiers.objets import Dossier
from modele.lecture_situation import accepte_montant_libre
from modele.tarification.prix_proposes_en_mots import dire

_EXIGENCES = {"indispensable": "indispensable", "souhaite": "souhaité"}


def inconnus(catalogue: Catalogue, dossier: Dossier) -> tuple[str, ...]:
    """Une phrase par besoin, outil, formule, option ou tarif proposé que cette édition ne connaît pas.

    `catalogue` est celui du guide, sans les tarifs proposés.
    """
    return (
        *_besoins(catalogue, dossier),
        *_outils(catalogue, dossier),
        *_tarifs(catalogue, dossier),
        *_proposes(catalogue, dossier),
    )


def _besoins(catalogue: Catalogue, dossier: Dossier) -> Iterator[str]:
    for critere, exigence in dossier.situation.exigences.items():
        if critere not in catalogue.par_critere:
            yield (
                f"Le besoin {citer(critere)} ({_EXIGENCES.get(exigence, exigence)}) n'existe plus dans cette "
                "édition du catalogue : il est gardé, sans effet."
            )


def _outils(catalogue: Catalogue, dossier: Dossier) -> Iterator[str]:
    situation = dossier.situation
    gardes: dict[str, list[str]] = {}
    for quoi, cites in (
        ("votre formule", tuple(situation.formules)),
        ("vos options", tuple(outil for outil, options in situation.options.items() if options)),
        ("votre contribution", tuple(situation.montants_libres)),
        ("le tarif proposé", tuple(prix.outil for prix in dossier.prix_proposes)),
        ("sa place dans votre présélection", dossier.preselection),
        ("vos notes", tuple(outil for outil, note in dossier.notes.items() if note)),
        ("votre essai", tuple(essai.outil for essai in dossier.essais)),
        ("sa place dans vos ventes", tuple(vente.outil for vente in dossier.ventes if vente.outil)),
        ("vos questions", tuple(question.outil for question in dossier.questions)),
    ):
        for outil in dict.fromkeys(cites):
            if outil not in catalogue.par_outil:
                gardes.setdefault(outil, []).append(quoi)
    for outil, choses in gardes.items():
        yield (
            f"L'outil {citer(outil)} n'existe plus dans cette édition du catalogue ; gardé sans effet : "
            f"{enumerer(choses)}."
        )


def _tarifs(catalogue: Catalogue, dossier: Dossier) -> Iterator[str]:
    situation = dossier.situation
    for outil in catalogue.outils:
        formule = situation.formules.get(outil.identifiant)
        if formule is not None and formule not in outil.par_formule:
            yield (
                f"{outil.nom} n'a pas de formule {citer(formule)} dans cette édition du catalogue : sa formule "
                "habituelle est comptée."
            )
        for option in situation.options.get(outil.identifiant, ()):
            if option not in outil.par_option:
                yield (
                    f"{outil.nom} n'a pas d'option {citer(option)} dans cette édition du catalogue : elle n'est "
                    "pas comptée."
                )
        if situation.montants_libres.get(outil.identifiant) and not accepte_montant_libre(outil):
            yield (
                f"{outil.nom} ne demande pas de contribution libre dans cette édition du catalogue : la vôtre "
                "est gardée, sans effet."
            )


def _proposes(catalogue: Catalogue, dossier: Dossier) -> Iterator[str]:
    for prix in dossier.prix_proposes:
        # L'outil parti est déjà dit, avec tout ce qui s'y rattache.
        if prix.outil not in catalogue.par_outil:
            continue
        dit = dire(catalogue, prix)
        if dit.empechement:
            yield (
                f"Le tarif proposé pour {dit.outil} ({dit.ligne}, {dit.propose}) est gardé, sans effet. "
                f"{dit.empechement}"
            )
