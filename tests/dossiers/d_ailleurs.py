"""Un dossier venu d'une autre édition du catalogue, et une autre édition."""

from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from modele.catalogue.objets import Catalogue, Critere, Evaluation, Groupe, Valeur
from modele.dossiers.objets import Dossier, Essai, Question, Vente
from modele.prix_propose import PrixPropose
from tests.dossiers.fabrique import colonne, complet


def d_ailleurs() -> Dossier:
    """Dossier où chaque endroit qui peut nommer un outil, un critère, une formule ou une option en nomme d'inconnus."""
    base = complet("Ferme d'une autre édition")
    situation = replace(
        base.situation,
        nom="Ferme d'une autre édition",
        ca_particuliers=Fraction(42_000),
        part_en_ligne_pro=Fraction(25),
        formules=MappingProxyType(
            {"kuupanda": "disparue", "locavor": "disparue", "socleo": "collectif", "parti": "x"}
        ),
        options=MappingProxyType({"socleo": ("tpe", "disparue"), "kuupanda": ("rien",), "parti": ("x",)}),
        montants_libres=MappingProxyType(
            {"local-bio": Fraction(50), "kuupanda": Fraction(12), "parti": Fraction(9)}
        ),
        exigences=MappingProxyType(
            {
                "disparu": "indispensable",
                "facturation": "souhaite",
                "disparu-aussi": "souhaite",
                "collectif": "indispensable",
            }
        ),
    )
    return replace(
        base,
        nom=situation.nom,
        situation=situation,
        prix_proposes=(
            PrixPropose("parti", "x", "y", "mois", Fraction(5), "2026-03-03", "M. Durand"),
            PrixPropose("kuupanda", "standard", "disparue", "mois", Fraction(24), "2026-03-03"),
            PrixPropose("kuupanda", "standard", "abonnement", "mois", Fraction(18), "2026-03-03"),
        ),
        preselection=("parti", "socleo", "amapj", "parti-aussi"),
        notes=MappingProxyType({"parti": "Note sur un outil parti.", "socleo": "Rappeler Anne."}),
        essais=(Essai("parti", "2026-01-05", "2026-02-01", 3, 4, 5, "Simple."), Essai("socleo")),
        ventes=(
            Vente("Marché", colonne(5565), colonne(5420), "parti", True),
            Vente("AMAP", colonne(2480), colonne(5500), "socleo", True),
        ),
        questions=(
            Question("parti", "Quel préavis ?", "resiliation", "Trois mois"),
            Question("socleo", "Ce point ?", "besoin-disparu", "Oui"),
            Question("parti-aussi", "Une question à la main"),
        ),
    )


def autre_edition(catalogue: Catalogue) -> Catalogue:
    """Édition suivante : un outil, deux critères, une formule et une option en moins ; un outil, un critère en plus."""
    sans = ("facturation", "paiement-especes")
    criteres = tuple(c for c in catalogue.criteres if c.identifiant not in sans)
    neuf = Critere("tout-neuf", "Critère tout neuf", "neufs", "Ce que personne ne demandait.")
    outils = []
    for outil in catalogue.outils:
        if outil.identifiant == "coopcircuits":
            continue
        cases = tuple(case for case in outil.evaluations if case.critere not in sans)
        dite = Evaluation("tout-neuf", Valeur.OUI, "Oui.", "12")
        formules = outil.formules[:1] if outil.identifiant == "locavor" else outil.formules
        options = outil.options[1:] if outil.identifiant == "socleo" else outil.options
        outils.append(replace(outil, evaluations=(*cases, dite), formules=formules, options=options))
    venu = replace(catalogue.par_outil["kuupanda"], identifiant="venu", nom="Venu", evaluations=())
    return replace(
        catalogue,
        edition="2",
        outils=(*outils, venu),
        groupes=(*catalogue.groupes, Groupe("neufs", "Tout neufs")),
        criteres=(*criteres, neuf),
        guide=replace(
            catalogue.guide,
            etapes=catalogue.guide.etapes[:5],
            exemples=(),
            faits=catalogue.guide.faits[::3],
        ),
    )
