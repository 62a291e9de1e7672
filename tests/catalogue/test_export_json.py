"""Le catalogue en JSON, tel que le fixe le contrat (§ 5)."""

import json
from typing import Any

from modele.catalogue.export_json import catalogue_json
from modele.catalogue.objets import Catalogue


def relu(catalogue: Catalogue) -> dict[str, Any]:
    """Ce qu'un autre programme lirait ; un flottant serait une faute."""

    def refuser(texte: str) -> float:
        raise AssertionError(f"flottant {texte}")

    lu: dict[str, Any] = json.loads(json.dumps(catalogue_json(catalogue)), parse_float=refuser)
    return lu


def test_la_forme_est_celle_du_contrat(petit_catalogue: Catalogue) -> None:
    lu = relu(petit_catalogue)
    assert {"edition", "date", "outils", "guide"} <= set(lu)
    assert [critere["critere"] for critere in lu["criteres"]] == ["autonomie", "chorus-pro"]
    assert (lu["edition"], lu["date"]) == ("1", "2026-11-23")
    assert [outil["outil"] for outil in lu["outils"]] == ["marche", "panier"]
    for outil in lu["outils"]:
        assert {"outil", "nom", "categorie", "faits", "evaluations", "formules"} <= set(outil)
        assert {"options", "non_chiffres"} <= set(outil)
    marche, panier = lu["outils"]
    assert (marche["nom"], marche["categorie"]) == ("Marché", "tiers")
    assert marche["faits"] == [
        {"rubrique": "resiliation", "texte": "Aucun préavis n'est demandé.", "lignes": "434"}
    ]
    assert panier["evaluations"] == [
        {
            "critere": "autonomie",
            "guide": "non",
            "valeur": "option",
            "nuance": "La ferme tient sa boutique.",
            "lignes": "258",
        },
        {
            "critere": "chorus-pro",
            "guide": None,
            "valeur": "non_precise",
            "nuance": "Le guide ne le dit pas.",
            "lignes": "",
        },
    ]
    assert lu["guide"][1] == {
        "rubrique": "methode-2",
        "texte": "Faites le tour de vos forces.",
        "lignes": "170",
    }


def test_les_tarifs_sont_en_texte_decimal(petit_catalogue: Catalogue) -> None:
    solo, collectif = relu(petit_catalogue)["outils"][1]["formules"]
    assert collectif == {
        "formule": "collectif",
        "nom": "Collectif",
        "description": "",
        "defaut": False,
        "defaut_si": {"organisation": "collectif"},
        "lignes": "620",
        "composantes": [],
    }
    abonnement, commission = solo["composantes"]
    assert abonnement == {
        "composante": "abonnement",
        "libelle": "Abonnement",
        "nature": "abonnement",
        "assiette": "mois",
        "paliers": [
            {"montant": "30", "jusqu_a": "60000", "borne_incluse": False},
            {"montant": "45", "jusqu_a": "90000.5", "borne_incluse": True},
            {"montant": "60", "jusqu_a": None, "borne_incluse": False},
        ],
        "suivie": "ca_particuliers",
        "clientele": "particuliers",
        "condition": "ca_particuliers",
        "premiere_annee_seulement": False,
        "mois_offerts": 3,
        "plancher": None,
        "plafond": None,
        "bas": None,
        "haut": None,
        "payeur": "ferme",
        "taxe": "non_precise",
        "lignes": "625-629",
        "doute": "D01",
        "hypothese": "Le seuil est annuel.",
    }
    assert commission["paliers"] == [{"taux": "8.35", "jusqu_a": None, "borne_incluse": False}]
    assert [commission[nom] for nom in ("plancher", "plafond", "bas", "haut")] == [
        "60",
        "10000",
        "7.5",
        "8.5",
    ]
