"""Les textes hostiles, et un dossier où chaque champ de texte existe."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

from modele.catalogue.objets import Catalogue, ColonneVente
from modele.dossiers.objets import Dossier, Essai, Formation, Question, SuiviEtape, Vente
from modele.situation import EXEMPLE

MARQUE = "<img src="
APPAT = "appat-de-la-boussole"


def canaris(appat: Path) -> list[str]:
    """Ce qu'on colle dans chaque champ : balises, formule, signes invisibles, signes rares, un mégaoctet.

    `appat` est une image que rien ne doit ouvrir.
    """
    html = (
        f'<img src="{appat.as_uri()}"><a href="{appat.as_uri()}">ici</a> <b>gras</b> http://127.0.0.1:9/{APPAT}.png '
        f'\\\\127.0.0.1\\{APPAT}\\x.png //127.0.0.1/{APPAT}.png <img src="{appat}">'
    )
    return [
        html,
        f"=cmd|' /C calc'!A0 <img src='{appat}'>",
        "Ferme\x00 des\x07 Prés\x1b[31m\u202egpj.exe\ufffe\ufeff demi \ud83e caractère fin",
        "👩\u200d🌾 espace\u00a0insécable 🫨 ½",
        f"{html}\n" * (1_000_000 // len(html)),
    ]


FORMULES = ("@SUM(1+1)*cmd|' /C calc'!A0", "+33 4 71", "-2+3", "\t=1+1", '=HYPERLINK("file:///x")')


def tous_les_textes(objet: Any) -> list[str]:
    """Chaque texte d'un dossier, clés comprises."""
    return list(_textes(objet))


def _textes(objet: Any) -> Iterator[str]:
    if isinstance(objet, str):
        yield objet
    elif isinstance(objet, Mapping):
        for cle, valeur in objet.items():
            yield from _textes(cle)
            yield from _textes(valeur)
    elif isinstance(objet, tuple):
        for element in objet:
            yield from _textes(element)
    elif is_dataclass(objet):
        for champ in fields(objet):
            yield from _textes(getattr(objet, champ.name))


def dossier_entier(catalogue: Catalogue) -> Dossier:
    """Un dossier où chaque liste a un élément, pour que tous les champs de saisie existent."""
    colonne = ColonneVente(*(Fraction(n) for n in (5000, 100, 1, 50, 20, 10, 0)))
    retenus = tuple(outil.identifiant for outil in catalogue.outils[:2])
    return replace(
        Dossier("Ferme éprouvée", replace(EXEMPLE, nom="Ferme éprouvée")),
        preselection=retenus,
        notes=MappingProxyType({retenus[0]: "à rappeler"}),
        essais=(Essai(retenus[0], "2026-01-05", "2026-02-01", 3, 4, 5, "simple"),),
        ventes=(Vente("Marché", colonne, colonne, retenus[0], True), Vente("AMAP", colonne, colonne)),
        etapes=MappingProxyType({numero: SuiviEtape(False, "notes") for numero in range(1, 8)}),
        formations=(Formation("Élise", "tableur", "mars"),),
        questions=(Question(retenus[0], "Quel préavis ?", "", "3 mois"),),
    )
