"""Du dossier aux lignes des tables, et retour ; rien ici ne dépend du catalogue ni de la base."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from modele.catalogue.objets import ColonneVente
from modele.dossiers.objets import (
    Dossier,
    Essai,
    Formation,
    Question,
    Ressources,
    ResumeDossier,
    SuiviEtape,
    Vente,
)
from modele.fautes import EntreeInvalide
from modele.prix_propose import PrixPropose
from modele.situation import CHAMPS, Situation

Rangee = Mapping[Any, Any]
Enfants = Mapping[str, list[Rangee]]

TABLES_DU_RESUME = ("formules", "options", "montants_libres", "exigences", "prix_proposes")
"""Celles dont dépend le meilleur outil d'un dossier."""

_COLONNES_DE_LA_SITUATION = MappingProxyType(
    {champ.nom: "nom_ferme" if champ.nom == "nom" else champ.nom for champ in CHAMPS}
)
_LONGUEUR_CITEE = 40


def canonique(dossier: Dossier) -> Dossier:
    """Le dossier tel qu'il sera relu : un outil sans aucune option n'y paraît pas."""
    options = {outil: choisies for outil, choisies in dossier.situation.options.items() if choisies}
    return replace(dossier, situation=replace(dossier.situation, options=MappingProxyType(options)))


def rangee_principale(dossier: Dossier) -> dict[str, Any]:
    """Colonnes de la table `dossiers`, sauf `identifiant` ; `EntreeInvalide` si un texte est illisible."""
    rangee = {
        "nom": dossier.nom,
        "cree_le": dossier.cree_le,
        "modifie_le": dossier.modifie_le,
        "archive": dossier.archive,
        "exemple": dossier.exemple,
        **_champs(dossier.ressources),
        **{colonne: getattr(dossier.situation, nom) for nom, colonne in _COLONNES_DE_LA_SITUATION.items()},
    }
    _exiger_lisible(rangee)
    return rangee


def rangees_rattachees(dossier: Dossier) -> dict[str, list[dict[str, Any]]]:
    """Lignes des autres tables, sans `dossier` ; `EntreeInvalide` si un texte est illisible."""
    situation = dossier.situation
    rattachees: dict[str, list[dict[str, Any]]] = {
        "formules": [{"outil": outil, "formule": choix} for outil, choix in situation.formules.items()],
        "options": [
            {"outil": outil, "rang": rang, "option": option}
            for outil, choisies in situation.options.items()
            for rang, option in enumerate(choisies)
        ],
        "montants_libres": [
            {"outil": outil, "montant": montant} for outil, montant in situation.montants_libres.items()
        ],
        "exigences": [
            {"critere": critere, "exigence": exigence} for critere, exigence in situation.exigences.items()
        ],
        "preselection": [{"rang": rang, "outil": outil} for rang, outil in enumerate(dossier.preselection)],
        "notes": [{"outil": outil, "texte": texte} for outil, texte in dossier.notes.items()],
        "essais": _numerotees(map(_champs, dossier.essais)),
        "ventes": _numerotees(map(_rangee_de_vente, dossier.ventes)),
        "etapes": [
            {"etape": numero, "faite": suivi.faite, "notes": suivi.notes}
            for numero, suivi in dossier.etapes.items()
        ],
        "etapes_cases": [
            {"etape": numero, "rang": rang, "identifiant": case}
            for numero, suivi in dossier.etapes.items()
            for rang, case in enumerate(suivi.cases)
        ],
        "formations": _numerotees(map(_champs, dossier.formations)),
        "questions": _numerotees(map(_champs, dossier.questions)),
        "prix_proposes": _numerotees(map(_champs, dossier.prix_proposes)),
    }
    for rangees in rattachees.values():
        for rangee in rangees:
            _exiger_lisible(rangee)
    return rattachees


def dossier_relu(rangee: Rangee, enfants: Enfants) -> Dossier:
    """Dossier d'une ligne de `dossiers` et de ses lignes rattachées, dans l'ordre de leurs clés."""
    return Dossier(
        nom=rangee["nom"],
        situation=situation_relue(rangee, enfants),
        identifiant=rangee["identifiant"],
        cree_le=rangee["cree_le"],
        modifie_le=rangee["modifie_le"],
        archive=rangee["archive"],
        exemple=rangee["exemple"],
        ressources=_objet(Ressources, rangee),
        preselection=tuple(ligne["outil"] for ligne in enfants["preselection"]),
        notes=_par_outil(enfants["notes"], "texte"),
        essais=tuple(_objet(Essai, ligne) for ligne in enfants["essais"]),
        ventes=tuple(map(_vente, enfants["ventes"])),
        etapes=_etapes(enfants),
        formations=tuple(_objet(Formation, ligne) for ligne in enfants["formations"]),
        questions=tuple(_objet(Question, ligne) for ligne in enfants["questions"]),
        prix_proposes=_prix_proposes(enfants),
    )


def resume_relu(rangee: Rangee, enfants: Enfants) -> ResumeDossier:
    """Résumé d'une ligne de `dossiers` et des lignes de `TABLES_DU_RESUME`."""
    return ResumeDossier(
        identifiant=rangee["identifiant"],
        nom=rangee["nom"],
        modifie_le=rangee["modifie_le"],
        archive=rangee["archive"],
        exemple=rangee["exemple"],
        situation=situation_relue(rangee, enfants),
        prix_proposes=_prix_proposes(enfants),
    )


def situation_relue(rangee: Rangee, enfants: Enfants) -> Situation:
    """Situation d'un dossier ; elle peut citer des outils et des critères que le catalogue n'a plus."""
    options: dict[str, tuple[str, ...]] = {}
    for ligne in enfants["options"]:
        options[ligne["outil"]] = (*options.get(ligne["outil"], ()), ligne["option"])
    return Situation(
        **{nom: rangee[colonne] for nom, colonne in _COLONNES_DE_LA_SITUATION.items()},
        formules=_par_outil(enfants["formules"], "formule"),
        options=MappingProxyType(options),
        montants_libres=_par_outil(enfants["montants_libres"], "montant"),
        exigences=MappingProxyType({ligne["critere"]: ligne["exigence"] for ligne in enfants["exigences"]}),
    )


def _prix_proposes(enfants: Enfants) -> tuple[PrixPropose, ...]:
    return tuple(_objet(PrixPropose, ligne) for ligne in enfants["prix_proposes"])


def _champs(objet: Any) -> dict[str, Any]:
    return {champ.name: getattr(objet, champ.name) for champ in fields(objet)}


def _objet(genre: Any, rangee: Rangee, prefixe: str = "") -> Any:
    return genre(**{champ.name: rangee[prefixe + champ.name] for champ in fields(genre)})


def _numerotees(rangees: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"rang": rang, **rangee} for rang, rangee in enumerate(rangees)]


def _par_outil(lignes: list[Rangee], colonne: str) -> Mapping[str, Any]:
    return MappingProxyType({ligne["outil"]: ligne[colonne] for ligne in lignes})


def _rangee_de_vente(vente: Vente) -> dict[str, Any]:
    rangee = {"nom": vente.nom, "outil": vente.outil, "compter_outil": vente.compter_outil}
    for prefixe, colonne in (("avant_", vente.avant), ("apres_", vente.apres)):
        rangee |= {prefixe + nom: valeur for nom, valeur in _champs(colonne).items()}
    return rangee


def _vente(ligne: Rangee) -> Vente:
    return Vente(
        nom=ligne["nom"],
        avant=_objet(ColonneVente, ligne, "avant_"),
        apres=_objet(ColonneVente, ligne, "apres_"),
        outil=ligne["outil"],
        compter_outil=ligne["compter_outil"],
    )


def _etapes(enfants: Enfants) -> Mapping[int, SuiviEtape]:
    cases: dict[int, list[str]] = {}
    for ligne in enfants["etapes_cases"]:
        cases.setdefault(ligne["etape"], []).append(ligne["identifiant"])
    return MappingProxyType(
        {
            ligne["etape"]: SuiviEtape(ligne["faite"], ligne["notes"], tuple(cases.get(ligne["etape"], ())))
            for ligne in enfants["etapes"]
        }
    )


def _exiger_lisible(rangee: Rangee) -> None:
    """Refuse ce qu'une base ne sait pas garder : le caractère nul, et un demi-caractère isolé."""
    for valeur in rangee.values():
        if isinstance(valeur, str) and ("\0" in valeur or not _encodable(valeur)):
            debut = "".join(c for c in valeur if c.isprintable())[:_LONGUEUR_CITEE]
            raise EntreeInvalide(
                f"Le texte « {debut} » contient un caractère illisible, souvent venu d'un copier-coller : "
                "retirez-le pour que le dossier soit enregistré."
            )


def _encodable(texte: str) -> bool:
    try:
        texte.encode()
    except UnicodeEncodeError:
        return False
    return True
