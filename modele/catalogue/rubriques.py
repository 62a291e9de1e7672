"""Rubriques du guide, dans l'ordre de lecture, avec le titre que l'on montre."""

from collections.abc import Mapping
from types import MappingProxyType

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
