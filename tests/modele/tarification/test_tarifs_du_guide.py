"""Coûts de référence des neuf outils du guide, calculés à la main (contrat § 3).

Sauf mention, la ferme vend 30 000 € HT par an aux particuliers, payés en ligne : 31 650 € TTC
(TVA 5,5 %), soit 31 650 ÷ 35 = 904,2857… commandes.
"""

from fractions import Fraction
from typing import Any

import pytest

from modele.catalogue.objets import Payeur
from tests.modele.fabrique import catalogue_reel, cout_reel

VENTES = {"ca_particuliers": 30_000}
SANS_TVA = {**VENTES, "recupere_tva": False}
AUX_DEUX = {**VENTES, "ca_professionnels": 10_000, "part_en_ligne_pro": 50}


def _formule(outil: str, formule: str) -> dict[str, Any]:
    return {"formules": {outil: formule}}


def _options(*options: str) -> dict[str, Any]:
    return {"options": {"socleo": options}}


# outil, situation, formule attendue, année 1, année suivante
REFERENCES = [
    # 12 × 20 − 20 + 1,8 % × 31 650 = 240 − 20 + 569,70
    ("kuupanda", VENTES, "standard", "789.70", "809.70"),
    # 1,2 × (240 − 20 + 569,70) : 288 − 24 + 683,64
    ("kuupanda", SANS_TVA, "standard", "947.64", "971.64"),
    # encaissé : 31 650 + 10 000 × 50 % × 1,055 = 36 925 ; 1,8 % = 664,65
    ("kuupanda", AUX_DEUX, "standard", "884.65", "904.65"),
    ("kuupanda", {**VENTES, "part_en_ligne": 0}, "standard", "220.00", "240.00"),
    # 300 + 12 × 30
    ("socleo", VENTES, "solo", "660.00", "360.00"),
    ("socleo", {"ca_particuliers": "59999.99"}, "solo", "660.00", "360.00"),
    ("socleo", {"ca_particuliers": "60000"}, "solo", "1020.00", "720.00"),
    ("socleo", {"ca_professionnels": "119999.99"}, "solo", "660.00", "360.00"),
    ("socleo", {"ca_professionnels": "120000"}, "solo", "1020.00", "720.00"),
    # le seuil se lit par clientèle : 59 999,99 + 119 999,99 reste au petit prix
    (
        "socleo",
        {"ca_particuliers": "59999.99", "ca_professionnels": "119999.99"},
        "solo",
        "1320.00",
        "720.00",
    ),
    ("socleo", {"ca_particuliers": "60000", "ca_professionnels": "120000"}, "solo", "2040.00", "1440.00"),
    ("socleo", {**VENTES, "organisation": "collectif"}, "collectif", "1020.00", "720.00"),
    (
        "socleo",
        {"ca_particuliers": "59999.99", "organisation": "collectif"},
        "collectif",
        "1020.00",
        "720.00",
    ),
    ("socleo", {"ca_particuliers": "60000", "organisation": "collectif"}, "collectif", "1740.00", "1440.00"),
    (
        "socleo",
        {"ca_professionnels": "119999.99", "organisation": "collectif"},
        "collectif",
        "1020.00",
        "720.00",
    ),
    (
        "socleo",
        {"ca_professionnels": "120000", "organisation": "collectif"},
        "collectif",
        "1740.00",
        "1440.00",
    ),
    ("socleo", {**VENTES, **_formule("socleo", "collectif")}, "collectif", "1020.00", "720.00"),
    # taxe non précisée : majorée ; 1,2 × 300 + 1,2 × 360
    ("socleo", SANS_TVA, "solo", "792.00", "432.00"),
    # 660 + 150
    ("socleo", {**VENTES, **_options("tpe")}, "solo", "810.00", "360.00"),
    # 660 + 300 + 12 × 30
    ("socleo", {**VENTES, **_options("caisse")}, "solo", "1320.00", "720.00"),
    ("socleo", {**VENTES, **_options("abonnements")}, "solo", "960.00", "360.00"),
    ("socleo", {**VENTES, **_options("tpe", "caisse", "abonnements")}, "solo", "1770.00", "720.00"),
    # 1,5 % × 31 650 = 474,75 ; 0,25 × 904,2857… = 226,0714…
    ("local-bio", VENTES, "carte", "700.82", "700.82"),
    ("local-bio", SANS_TVA, "carte", "700.82", "700.82"),
    # 1,5 % × 36 925 = 553,875 ; 0,25 × (904,2857… + 5 275 ÷ 200) = 232,6651… : chaque ligne s'arrondit
    ("local-bio", AUX_DEUX, "carte", "786.55", "786.55"),
    ("local-bio", {**VENTES, "montants_libres": {"local-bio": 50}}, "carte", "750.82", "750.82"),
    # 40 × 12 × 0,35
    ("local-bio", {**VENTES, "encaissement": "prelevement"}, "prelevement", "168.00", "168.00"),
    (
        "local-bio",
        {**VENTES, "encaissement": "prelevement", "part_en_ligne": 0},
        "prelevement",
        "0.00",
        "0.00",
    ),
    # aucun particulier ne paie en ligne : pas de frais par client, même si des professionnels le font
    (
        "local-bio",
        {**AUX_DEUX, "encaissement": "prelevement", "part_en_ligne": 0},
        "prelevement",
        "0.00",
        "0.00",
    ),
    ("nectargo", {"ca_professionnels": 10_000}, "producteur", "0.00", "0.00"),
    # 7,5 % + 9 % ; 8,5 % + 11 % ; 8,5 % + 13 %
    ("locavor", VENTES, "present", "4950.00", "4950.00"),
    ("locavor", {**VENTES, "presence": "preparation"}, "preparation", "5850.00", "5850.00"),
    ("locavor", {**VENTES, "presence": "depot_vente"}, "depot-vente", "6450.00", "6450.00"),
    ("locavor", SANS_TVA, "present", "4950.00", "4950.00"),
    # 8,35 % = 2 505 ; 11,65 % = 3 495
    ("la-ruche-qui-dit-oui", VENTES, "standard", "6000.00", "6000.00"),
    ("la-ruche-qui-dit-oui", SANS_TVA, "standard", "7200.00", "7200.00"),
    ("amapj", VENTES, "heberge-amap", "0.00", "0.00"),
    ("amapj", {**VENTES, **_formule("amapj", "heberge-ferme")}, "heberge-ferme", "36.00", "36.00"),
    ("amapj", {**SANS_TVA, **_formule("amapj", "heberge-ferme")}, "heberge-ferme", "43.20", "43.20"),
    ("amapj", {**VENTES, **_formule("amapj", "auto-heberge")}, "auto-heberge", "0.00", "0.00"),
    # 6 % + 3 %, sur toutes les ventes même payées sur place
    ("cagette", {**VENTES, "part_en_ligne": 0}, "nouveau-marche", "2700.00", "2700.00"),
    ("cagette", SANS_TVA, "nouveau-marche", "3240.00", "3240.00"),
    (
        "cagette",
        {**VENTES, **_formule("cagette", "marche-avant-2023")},
        "marche-avant-2023",
        "1800.00",
        "1800.00",
    ),
    # 3,5 % = 1 050 ; an 1 : × 9/12
    ("coopcircuits", VENTES, "facture-ferme", "787.50", "1050.00"),
    ("coopcircuits", SANS_TVA, "facture-ferme", "945.00", "1260.00"),
    ("coopcircuits", {"ca_particuliers": 1_000}, "facture-ferme", "60.00", "60.00"),
    ("coopcircuits", {"ca_particuliers": 1_000, "recupere_tva": False}, "facture-ferme", "72.00", "72.00"),
    # an 1 : 2 000 × 3,5 % × 9/12 = 52,50, sous le plancher qui n'est pas proratisé
    ("coopcircuits", {"ca_particuliers": 2_000}, "facture-ferme", "60.00", "70.00"),
    ("coopcircuits", {"ca_particuliers": "1714.28"}, "facture-ferme", "60.00", "60.00"),
    ("coopcircuits", {"ca_particuliers": "1714.29"}, "facture-ferme", "60.00", "60.00"),
    ("coopcircuits", {"ca_particuliers": "1714.43"}, "facture-ferme", "60.00", "60.01"),
    ("coopcircuits", {"ca_particuliers": "285714.28"}, "facture-ferme", "7500.00", "10000.00"),
    ("coopcircuits", {"ca_particuliers": "285714.29"}, "facture-ferme", "7500.00", "10000.00"),
    # an 1 : 300 000 × 3,5 % × 9/12 = 7 875 ; 400 000 donnerait 10 500, plafonné
    ("coopcircuits", {"ca_particuliers": 300_000}, "facture-ferme", "7875.00", "10000.00"),
    ("coopcircuits", {"ca_particuliers": 400_000}, "facture-ferme", "10000.00", "10000.00"),
    (
        "coopcircuits",
        {**VENTES, **_formule("coopcircuits", "facture-gerant")},
        "facture-gerant",
        "0.00",
        "0.00",
    ),
]


@pytest.mark.parametrize(("outil", "champs", "formule", "annee_1", "suivante"), REFERENCES)
def test_cout_pour_la_ferme(
    outil: str, champs: dict[str, Any], formule: str, annee_1: str, suivante: str
) -> None:
    cout = cout_reel(outil, **champs)
    assert cout.formule.identifiant == formule
    assert (str(cout.annee_1.ferme), str(cout.annee_suivante.ferme)) == (annee_1, suivante)


def test_chaque_formule_et_chaque_option_du_guide_a_sa_reference() -> None:
    vues = {(outil, formule) for outil, _, formule, _, _ in REFERENCES}
    options = {o for _, champs, *_ in REFERENCES for o in champs.get("options", {}).get("socleo", ())}
    outils = catalogue_reel().outils
    assert vues == {(o.identifiant, f.identifiant) for o in outils for f in o.formules}
    assert options == {p.identifiant for o in outils for p in o.options}


def test_prix_incertain_de_locavor_en_preparation() -> None:
    cout = cout_reel("locavor", **VENTES, presence="preparation")
    # plateforme entre 7,5 % et 8,5 % : 2 250 à 2 550 ; gérant 11 % : 3 300
    for annee in (cout.annee_1, cout.annee_suivante):
        assert [str(m) for m in (annee.bas, annee.ferme, annee.haut)] == ["5550.00", "5850.00", "5850.00"]
    assert (str(cout.horizon_bas), str(cout.horizon), str(cout.horizon_haut)) == (
        "16650.00",
        "17550.00",
        "17550.00",
    )


@pytest.mark.parametrize(
    ("outil", "formule", "autres"),
    [
        ("amapj", "heberge-amap", {Payeur.AMAP: "36.00"}),
        # client : 1,25 % × 31 650 = 395,625 et 0,25 × 904,2857… = 226,0714…
        ("coopcircuits", "facture-ferme", {Payeur.CLIENT: "621.70"}),
        ("coopcircuits", "facture-gerant", {Payeur.GERANT: "1050.00", Payeur.CLIENT: "621.70"}),
        ("kuupanda", "standard", {}),
        ("nectargo", "producteur", {}),
    ],
)
@pytest.mark.parametrize("recupere_tva", [True, False])
def test_les_frais_des_autres_restent_a_part_et_sans_tva(
    outil: str, formule: str, autres: dict[Payeur, str], recupere_tva: bool
) -> None:
    cout = cout_reel(outil, **VENTES, **_formule(outil, formule), recupere_tva=recupere_tva)
    assert {payeur: str(m) for payeur, m in cout.annee_suivante.autres.items()} == autres


def test_horizon() -> None:
    # 789,70 + 4 × 809,70
    assert str(cout_reel("kuupanda", **VENTES, horizon=5).horizon) == "4028.50"
    assert str(cout_reel("kuupanda", **VENTES, horizon=1).horizon) == "789.70"


def test_ce_que_l_outil_ne_porte_pas() -> None:
    cout = cout_reel("locavor", **AUX_DEUX)
    assert (cout.ca_couvert, cout.ca_non_couvert) == (30_000, 10_000)
    assert str(cout.annee_suivante.ferme) == "4950.00"
    assert cout_reel("nectargo", **VENTES).taux_effectif is None


def test_taux_effectif() -> None:
    assert cout_reel("kuupanda", **VENTES).taux_effectif == Fraction("809.7") / 30_000


def test_un_prix_absent_du_guide_est_dit_jamais_compte() -> None:
    for outil in catalogue_reel().outils:
        cout = cout_reel(outil.identifiant, **VENTES)
        assert cout.non_chiffres == tuple(frais.texte for frais in outil.non_chiffres)
    assert any("commerçants" in texte for texte in cout_reel("nectargo", **VENTES).non_chiffres)
