"""Des objets du catalogue aux lignes des tables, dans l'ordre où elles s'insèrent."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from modele.catalogue.objets import Catalogue, Composante, Outil

Rangee = dict[str, Any]


def rangees(catalogue: Catalogue) -> dict[str, list[Rangee]]:
    """Lignes de chaque table, par nom de table."""
    guide = catalogue.guide
    tables: dict[str, list[Rangee]] = {
        "meta": [
            {"cle": cle, "valeur": valeur}
            for cle, valeur in (
                ("date", catalogue.date),
                ("date_tarifs", guide.date_tarifs),
                ("edition", catalogue.edition),
                ("titre", guide.titre),
            )
        ],
        "groupes": _numerotees(catalogue.groupes),
        "criteres": _numerotees(catalogue.criteres),
        "doutes": _numerotees(guide.doutes, sans=("outils",)),
        "doutes_outils": [
            {"doute": doute.code, "rang": rang, "outil": outil}
            for doute in guide.doutes
            for rang, outil in enumerate(doute.outils)
        ],
        "guide_faits": _numerotees(guide.faits),
        "etapes": _numerotees(guide.etapes),
        "exemples": _numerotees(guide.exemples, sans=("avant", "apres")),
        "exemples_colonnes": [
            {"exemple": rang, "colonne": nom, **_champs(colonne)}
            for rang, exemple in enumerate(guide.exemples)
            for nom, colonne in (("apres", exemple.apres), ("avant", exemple.avant))
        ],
        "outils": [
            {
                "identifiant": outil.identifiant,
                "nom": outil.nom,
                "categorie": outil.categorie.value,
                "site": outil.site,
                "date_tarif": outil.date_tarif,
            }
            for outil in catalogue.outils
        ],
        **{nom: [] for nom in _TABLES_D_UN_OUTIL},
    }
    for outil in catalogue.outils:
        _ajouter_outil(tables, outil)
    return tables


_TABLES_D_UN_OUTIL = (
    "clienteles",
    "labels",
    "faits",
    "evaluations",
    "formules",
    "formules_choisies",
    "options",
    "composantes",
    "paliers",
    "non_chiffres",
)


def _champs(objet: Any, sans: Iterable[str] = ()) -> Rangee:
    """Champs simples d'un objet figé ; un mot d'un vocabulaire devient son texte."""
    valeurs = {champ.name: getattr(objet, champ.name) for champ in fields(objet) if champ.name not in sans}
    return {nom: str(valeur) if isinstance(valeur, str) else valeur for nom, valeur in valeurs.items()}


def _numerotees(objets: Iterable[Any], sans: Iterable[str] = (), **cle: str) -> list[Rangee]:
    return [{**cle, "rang": rang, **_champs(objet, sans)} for rang, objet in enumerate(objets)]


def _ajouter_outil(tables: dict[str, list[Rangee]], outil: Outil) -> None:
    cle = outil.identifiant
    for rang, clientele in enumerate(outil.clienteles):
        tables["clienteles"].append({"outil": cle, "rang": rang, "clientele": clientele.value})
    for rang, label in enumerate(outil.labels_requis):
        tables["labels"].append({"outil": cle, "rang": rang, "label": label})
    tables["faits"] += _numerotees(outil.faits, outil=cle)
    tables["evaluations"] += _numerotees(outil.evaluations, outil=cle)
    tables["non_chiffres"] += _numerotees(outil.non_chiffres, outil=cle)
    tables["formules"] += _numerotees(outil.formules, sans=("composantes", "defaut_si"), outil=cle)
    tables["options"] += _numerotees(outil.options, sans=("composantes",), outil=cle)
    for formule in outil.formules:
        for rang, (champ, valeur) in enumerate(formule.defaut_si):
            tables["formules_choisies"].append(
                {"outil": cle, "formule": formule.identifiant, "rang": rang, "champ": champ, "valeur": valeur}
            )
        _ajouter_composantes(tables, formule.composantes, outil=cle, formule=formule.identifiant, option=None)
    for option in outil.options:
        _ajouter_composantes(tables, option.composantes, outil=cle, formule=None, option=option.identifiant)


def _ajouter_composantes(
    tables: dict[str, list[Rangee]], composantes: Iterable[Composante], **proprietaire: str | None
) -> None:
    for composante in composantes:
        numero = len(tables["composantes"])
        champs = _champs(composante, sans=("paliers",))
        tables["composantes"].append({"numero": numero, **proprietaire, **champs})
        tables["paliers"] += [
            {"composante": numero, "rang": rang, **_champs(palier, sans=("offre",))}
            for rang, palier in enumerate(composante.paliers)
        ]
