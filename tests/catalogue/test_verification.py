"""Chaque faute d'un fichier du catalogue est refusée en nommant fichier, clé, valeur et attente."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel, ValidationError

from modele.catalogue import messages, schema
from modele.catalogue.lecture import CatalogueInvalide, lire_catalogue
from tests.catalogue import petit

FAUTES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "fautes.toml").read_text(encoding="utf-8")
)["fautes"]


def fautes_de(dossier: Path) -> tuple[str, ...]:
    """Fautes trouvées dans un catalogue invalide."""
    with pytest.raises(CatalogueInvalide) as faute:
        lire_catalogue(dossier)
    return faute.value.erreurs


def test_le_petit_catalogue_est_valide(dossier: Path) -> None:
    assert len(lire_catalogue(dossier).outils) == 2


@pytest.mark.parametrize("faute", FAUTES, ids=lambda faute: f"{faute['fichier']}-{faute['cle']}")
def test_une_faute_est_dite(dossier: Path, faute: dict[str, Any]) -> None:
    petit.modifier(dossier / f"{faute['fichier']}.toml", faute["avant"], faute["apres"])
    erreurs = fautes_de(dossier)
    debut = f"ressources/catalogue/{faute['fichier']}.toml, {faute['cle']} : "
    assert any(erreur.startswith(debut) and faute["message"] in erreur for erreur in erreurs), erreurs
    assert len(erreurs) == faute.get("nombre", 1), erreurs


def test_toutes_les_fautes_de_tous_les_fichiers_sont_dites_ensemble(dossier: Path) -> None:
    petit.modifier(dossier / "panier.toml", 'payeur = "gerant"', 'payeur = "banque"')
    petit.modifier(dossier / "panier.toml", "mois_offerts = 3", "mois_offerts = 13")
    petit.modifier(dossier / "marche.toml", 'lignes = "744"', 'lignes = ""')
    petit.modifier(dossier / "guide.toml", 'date = "2026-11-23"', 'date = "hier"')
    assert {erreur.partition(" : ")[0].rpartition("/")[2] for erreur in fautes_de(dossier)} == {
        "panier.toml, formules[0].composantes[1].payeur",
        "panier.toml, formules[0].composantes[0].mois_offerts",
        "guide.toml, date",
    }
    petit.modifier(dossier / "guide.toml", 'date = "hier"', 'date = "2026-11-23"')
    assert len(fautes_de(dossier)) == 3


def test_une_valeur_tres_longue_est_raccourcie_dans_le_message(dossier: Path) -> None:
    petit.modifier(dossier / "marche.toml", 'lignes = "434"', f'lignes = "{"9" * 5000}"')
    (erreur,) = fautes_de(dossier)
    assert len(erreur) < 300


def test_une_table_ou_une_liste_mal_placee_est_nommee(dossier: Path) -> None:
    petit.modifier(dossier / "marche.toml", 'nom = "Marché"', "nom = [1]")
    petit.modifier(dossier / "panier.toml", 'site = "https://panier.example/a?b=c"', "site = { a = 1 }")
    marche, panier = fautes_de(dossier)
    assert marche.endswith("nom : une liste n'a pas la forme voulue (attendu : un texte entre guillemets)")
    assert panier.endswith("site : une table n'a pas la forme voulue (attendu : un texte entre guillemets)")


def _fiches(modele: type[BaseModel]) -> list[type[BaseModel]]:
    return [modele, *(petite for enfant in modele.__subclasses__() for petite in _fiches(enfant))]


@pytest.mark.parametrize("modele", _fiches(schema.Table), ids=lambda modele: modele.__name__)
def test_aucune_fiche_n_admet_de_cle_inconnue_ni_de_flottant(modele: type[BaseModel]) -> None:
    assert modele.model_config["extra"] == "forbid"
    assert not any("float" in str(champ.annotation) for champ in modele.model_fields.values())


def _feuilles(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Literal:
        yield Literal
    elif get_args(annotation):
        for argument in get_args(annotation):
            yield from _feuilles(argument)
    else:
        yield annotation


def test_tout_vocabulaire_a_son_nom_dans_les_messages() -> None:
    vocabulaires = {
        nom
        for modele in _fiches(schema.Table)
        for nom, champ in modele.model_fields.items()
        for feuille in _feuilles(champ.annotation)
        if feuille is Literal or (isinstance(feuille, type) and issubclass(feuille, Enum))
    }
    assert vocabulaires == set(messages.NOMS)


def _places(noeud: Any) -> Iterator[tuple[Any, Any]]:
    """Tous les couples (conteneur, clé) d'un fichier TOML lu."""
    paires = noeud.items() if isinstance(noeud, dict) else enumerate(noeud)
    for cle, enfant in list(paires):
        yield noeud, cle
        if isinstance(enfant, dict | list):
            yield from _places(enfant)


@pytest.mark.parametrize(
    "intrus",
    [0, 10**30, 1.5, float("nan"), True, "", "x", [], [1], [[]], {}, {"a": 1}, date(2023, 1, 1)],
    ids=repr,
)
@pytest.mark.parametrize(
    ("fichier", "modele"),
    [
        ("panier.toml", schema.FicheOutil),
        ("guide.toml", schema.FicheGuide),
        ("criteres.toml", schema.FicheCriteres),
    ],
)
def test_toute_valeur_imprevue_est_refusee_en_francais(
    fichier: str, modele: type[BaseModel], intrus: object
) -> None:
    contenu = tomllib.loads(petit.FICHIERS[fichier])
    refus = 0
    for conteneur, cle in _places(contenu):
        vraie, conteneur[cle] = conteneur[cle], intrus
        try:
            modele.model_validate(contenu)
        except ValidationError as fautes:
            refus += 1
            for place, message in messages.traduire(fautes, modele):
                assert (place and message[0].islower()) or message[0] == "«"
                assert not re.search(r"\b(should|must|input|valid|error)\b", message, re.IGNORECASE)
        conteneur[cle] = vraie
    assert refus
