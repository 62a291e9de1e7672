"""Le catalogue en JSON (contrat § 5) : nombres exacts en texte à point décimal."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from modele.catalogue.objets import Catalogue, Composante, Fait, Formule, Outil
from modele.nombres import texte_exact


def catalogue_json(catalogue: Catalogue) -> dict[str, Any]:
    """Tout le catalogue, prêt pour `json.dumps`."""
    return {
        "edition": catalogue.edition,
        "date": catalogue.date,
        "outils": [_outil(outil) for outil in catalogue.outils],
        "criteres": [
            {"critere": c.identifiant, "nom": c.nom, "groupe": c.groupe, "definition": c.definition}
            for c in catalogue.criteres
        ],
        "guide": _faits(catalogue.guide.faits),
    }


def _outil(outil: Outil) -> dict[str, Any]:
    return {
        "outil": outil.identifiant,
        "nom": outil.nom,
        "categorie": outil.categorie.value,
        "faits": _faits(outil.faits),
        "evaluations": [
            {
                "critere": case.critere,
                "guide": None if case.guide is None else case.guide.value,
                "valeur": case.valeur.value,
                "nuance": case.nuance,
                "lignes": case.lignes,
            }
            for case in outil.evaluations
        ],
        "formules": [_formule(formule) for formule in outil.formules],
        "options": [
            {
                "option": option.identifiant,
                "nom": option.nom,
                "lignes": option.lignes,
                "composantes": [_composante(composante) for composante in option.composantes],
            }
            for option in outil.options
        ],
        "non_chiffres": [{"texte": frais.texte, "lignes": frais.lignes} for frais in outil.non_chiffres],
    }


def _faits(faits: Iterable[Fait]) -> list[dict[str, str]]:
    return [{"rubrique": fait.rubrique, "texte": fait.texte, "lignes": fait.lignes} for fait in faits]


def _formule(formule: Formule) -> dict[str, Any]:
    return {
        "formule": formule.identifiant,
        "nom": formule.nom,
        "description": formule.description,
        "defaut": formule.defaut,
        "defaut_si": dict(formule.defaut_si),
        "lignes": formule.lignes,
        "composantes": [_composante(composante) for composante in formule.composantes],
    }


def _composante(composante: Composante) -> dict[str, Any]:
    unite = "taux" if composante.en_pourcentage else "montant"
    facteur = 100 if composante.en_pourcentage else 1
    return {
        "composante": composante.identifiant,
        "libelle": composante.libelle,
        "nature": composante.nature.value,
        "assiette": composante.assiette.value,
        "paliers": [
            {
                unite: texte_exact(palier.prix * facteur),
                "jusqu_a": _texte(palier.jusqu_a),
                "borne_incluse": palier.borne_incluse,
            }
            for palier in composante.paliers
        ],
        "suivie": None if composante.suivie is None else composante.suivie.value,
        "clientele": None if composante.clientele is None else composante.clientele.value,
        "condition": composante.condition.value,
        "premiere_annee_seulement": composante.premiere_annee_seulement,
        "mois_offerts": composante.mois_offerts,
        "plancher": _texte(composante.plancher),
        "plafond": _texte(composante.plafond),
        "bas": _texte(composante.bas, facteur),
        "haut": _texte(composante.haut, facteur),
        "payeur": composante.payeur.value,
        "taxe": composante.taxe.value,
        "lignes": composante.lignes,
        "doute": composante.doute,
        "hypothese": composante.hypothese,
    }


def _texte(valeur: Fraction | None, facteur: int = 1) -> str | None:
    return None if valeur is None else texte_exact(valeur * facteur)
