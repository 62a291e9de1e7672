"""Rubriques du guide, dans l'ordre de lecture, avec le titre que l'on montre."""

from collections.abc import Mapping
from types import MappingProxyType

from modele.catalogue.objets import Outil, numeros

RUBRIQUES_OUTIL: Mapping[str, str] = MappingProxyType(
    {
        "identite": "Identité",
        "contact": "Contact",
        "principe": "Principe",
        "fonctionnalites": "Fonctionnalités",
        "autonomie": "Vente en autonomie",
        "collectif": "Vente en collectif",
        "paiement": "Paiement",
        "communication": "Communication",
        "autres": "Autres fonctionnalités",
        "cout": "Coût",
        "accompagnement": "Accompagnement",
        "resiliation": "Résiliation",
        "documents": "Documents",
    }
)

RUBRIQUES_GUIDE: Mapping[str, str] = MappingProxyType(
    {
        "introduction": "Introduction",
        "utilisations": "Utilisations",
        "enquete": "Enquête",
        "benefices": "Bénéfices",
        "risques": "Risques",
        "exemple": "Exemple de Haute-Loire",
        "methode": "Méthode",
        **{f"methode-{numero}": f"Méthode, étape {numero}" for numero in range(1, 8)},
        "synthese": "Tableau de synthèse",
    }
)


def lieu(outil: Outil, lignes: str) -> str:
    """« fiche Kuupanda, Coût » : la fiche, et la rubrique qui cite le plus de ces lignes."""
    citees = numeros(lignes)
    communes = {
        rubrique: len(citees & outil.lignes_par_rubrique.get(rubrique, frozenset()))
        for rubrique in RUBRIQUES_OUTIL
    }
    rubrique = max(communes, key=communes.__getitem__)
    if not communes[rubrique]:
        return f"fiche {outil.nom}"
    return f"fiche {outil.nom}, {RUBRIQUES_OUTIL[rubrique]}"
