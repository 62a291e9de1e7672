"""Lecture d'un fichier de ventes : exacte, bornée, et des refus qui disent quoi corriger."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from modele.catalogue.objets import ColonneVente
from modele.dossiers.objets import Vente
from modele.fautes import EntreeInvalide, SituationInvalide
from modele.lecture_vente import CHAMPS, lire_champ, lire_fichier, lire_ventes

ZERO = ColonneVente(*[Fraction(0)] * 7)


def lire(colonne: dict[str, Any]) -> ColonneVente:
    (vente,) = lire_ventes({"ventes": [{"avant": colonne}]})
    return vente.avant


def test_tout_est_facultatif_et_vaut_zero() -> None:
    assert lire_ventes({"ventes": []}) == ()
    assert lire_ventes({"ventes": [{}]}) == (Vente("", ZERO, ZERO),)


def test_chaque_champ_va_a_sa_place_dans_sa_colonne() -> None:
    noms = [champ.nom for champ in CHAMPS]
    avant = {nom: Decimal(rang) for rang, nom in enumerate(noms, 1)}
    apres = {nom: str(rang) for rang, nom in enumerate(noms, 11)}
    (vente,) = lire_ventes({"ventes": [{"nom": "Marché", "avant": avant, "apres": apres}]})
    assert vente.nom == "Marché"
    for rang, nom in enumerate(noms, 1):
        assert (getattr(vente.avant, nom), getattr(vente.apres, nom)) == (rang, rang + 10)


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("12 500,50", Fraction("12500.5")),
        ("12\u202f500,50 €", Fraction("12500.5")),
        (Decimal("36.25"), Fraction("36.25")),
        (Decimal("1E+8"), 10**8),
        (Decimal("-0.0"), 0),
        ("0.1", Fraction(1, 10)),
    ],
)
def test_les_nombres_sont_exacts(ecrit: object, lu: Fraction) -> None:
    assert lire({"km": ecrit}).km == lu
    assert lire_champ("km", ecrit) == lu


@pytest.mark.parametrize(
    ("ecrit", "recu"),
    [
        (Decimal("-0.01"), "-0.01"),
        ("-3", "-3"),
        (Decimal("100000000.01"), "100000000.01"),
        (Decimal("1E+999999999"), "1E+999999999"),
        (Decimal("1E-999999999"), "1E-999999999"),
        ("beaucoup", "beaucoup"),
        ("", ""),
        (True, "true"),
        (None, "rien"),
        ([], "une liste [ ]"),
        ({}, "un objet { }"),
    ],
)
def test_un_nombre_refuse_est_nomme_avec_ce_qui_est_attendu(ecrit: object, recu: str) -> None:
    with pytest.raises(SituationInvalide) as refus:
        lire_ventes({"ventes": [{}, {"apres": {"km": ecrit}}]})
    assert (refus.value.champ, refus.value.recu) == ("km", recu)
    assert str(refus.value) == (
        "Vente n° 2, « apres » : le champ « Distance parcourue » (km) doit être un nombre compris entre 0 et "
        f"100\u202f000\u202f000 km/an (vous avez écrit « {recu} »)."
    )


def test_une_saisie_seule_se_refuse_sans_citer_de_vente() -> None:
    with pytest.raises(SituationInvalide, match=r"^Le champ « Prix de l'heure » \(prix_heure\) doit être"):
        lire_champ("prix_heure", "douze")


@pytest.mark.parametrize(
    ("donnees", "message"),
    [
        (
            {"ventes": [{"avant": {"kms": "3"}}]},
            "Vente n° 1, « avant » : le champ « kms » n'existe pas (vous avez écrit « 3 ») ; attendu : ca, "
            "km, prix_km, heures_vente, heures_preparation, prix_heure, autres.",
        ),
        (
            {"ventes": [{"après": {}}]},
            "Vente n° 1 : le champ « après » n'existe pas (vous avez écrit « un objet { } ») ; "
            "attendu : nom, avant, apres.",
        ),
        (
            {"vente": []},
            "Le champ « vente » n'existe pas (vous avez écrit « une liste [ ] ») ; attendu : ventes.",
        ),
        ({}, "Le champ « ventes » doit être une liste de ventes, entre crochets (vous avez écrit « rien »)."),
        ([], "Le fichier doit être un objet JSON, entre accolades (vous avez écrit « une liste [ ] »)."),
        (
            {"ventes": ["x"]},
            "Vente n° 1 doit être un objet JSON, entre accolades (vous avez écrit « x »).",
        ),
        (
            {"ventes": [{"avant": Decimal(3)}]},
            "Vente n° 1, « avant » doit être un objet JSON, entre accolades (vous avez écrit « 3 »).",
        ),
        (
            {"ventes": [{"nom": Decimal(3)}]},
            "Vente n° 1 : le champ « nom » doit être un texte d'une ligne, de 200 caractères au plus "
            "(vous avez écrit « 3 »).",
        ),
    ],
)
def test_une_forme_fausse_est_refusee_en_une_phrase(donnees: object, message: str) -> None:
    with pytest.raises(EntreeInvalide) as refus:
        lire_ventes(donnees)
    assert str(refus.value) == message


@pytest.mark.parametrize("nom", ["a\nb", "a\x1b[31m", "a\u2028b", "x" * 201])
def test_un_nom_qui_abimerait_l_affichage_est_refuse(nom: str) -> None:
    with pytest.raises(SituationInvalide) as refus:
        lire_ventes({"ventes": [{"nom": nom}]})
    assert len(refus.value.recu) <= 61
    assert not set("\n\x1b\u2028") & set(str(refus.value))


def test_un_nom_de_200_caracteres_avec_insecable_est_garde() -> None:
    nom = "Marché n°\u00a01 ".ljust(200, "x")
    (vente,) = lire_ventes({"ventes": [{"nom": nom}]})
    assert vente.nom == nom


def test_le_fichier_se_lit_sans_perdre_une_decimale(tmp_path: Path) -> None:
    fichier = tmp_path / "vente.json"
    fichier.write_text('{"ventes": [{"avant": {"ca": 0.1, "prix_km": "0,52"}}]}', encoding="utf-8")
    (vente,) = lire_fichier(fichier)
    assert (vente.avant.ca, vente.avant.prix_km) == (Fraction(1, 10), Fraction(13, 25))


@pytest.mark.parametrize("contenu", [b"{", b"\xff", json.dumps({"ventes": 3}).encode()])
def test_un_fichier_illisible_est_une_entree_refusee(tmp_path: Path, contenu: bytes) -> None:
    fichier = tmp_path / "vente.json"
    fichier.write_bytes(contenu)
    with pytest.raises(EntreeInvalide):
        lire_fichier(fichier)
