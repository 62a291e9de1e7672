"""Lignes d'un coût : ce qu'elles disent, leurs signes, leur arrondi."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from modele.catalogue.objets import Assiette, Clientele, Composante, Condition, Nature, Palier, Payeur, Taxe
from modele.tarification.calcul import calculer
from modele.tarification.resultat import CoutAnnuel, Ligne
from tests.modele.fabrique import composante, cout_reel, outil, situation

F = "\u202f"
N = "\u00a0"


def _lignes(piece: Composante, **champs: Any) -> tuple[Ligne, ...]:
    """Lignes de la première année d'un outil à une seule composante."""
    return _cout(piece, **champs).lignes


def _cout(piece: Composante, annee_1: bool = True, **champs: Any) -> CoutAnnuel:
    cout = calculer(outil(piece, date_tarif="2026-05"), situation(**{"ca_particuliers": 30_000, **champs}))
    return cout.annee_1 if annee_1 else cout.annee_suivante


def _montants(lignes: tuple[Ligne, ...]) -> list[str]:
    return [str(ligne.montant) for ligne in lignes]


def test_lignes_de_kuupanda_en_premiere_annee() -> None:
    abonnement, offert, paiement = cout_reel("kuupanda", ca_particuliers=30_000).annee_1.lignes
    assert (abonnement.libelle, abonnement.detail, str(abonnement.montant)) == (
        "Abonnement", f"12 mois × 20,00{N}€", "240.00",
    )  # fmt: skip
    assert (offert.libelle, offert.detail, str(offert.montant)) == (
        "1er mois offert (abonnement)", f"1 mois × 20,00{N}€", "-20.00",
    )  # fmt: skip
    assert (paiement.detail, str(paiement.montant)) == (
        f"1,8{N}% × 31{F}650,00{N}€ TTC payés en ligne", "569.70",
    )  # fmt: skip
    assert (paiement.source, paiement.lignes) == (
        "Guide, fiche Kuupanda, Paiement, lignes 391-392, vers 2023",
        "391-392",
    )
    assert (abonnement.source, paiement.doute) == ("Guide, fiche Kuupanda, Coût, ligne 411, vers 2023", "D38")
    assert (abonnement.nature, abonnement.payeur, abonnement.composante) == (
        Nature.ABONNEMENT, Payeur.FERME, "abonnement",
    )  # fmt: skip
    assert paiement.hypothese is not None and "TTC" in paiement.hypothese


@pytest.mark.parametrize(
    ("piece", "detail"),
    [
        (composante(Assiette.AN, "300"), f"300,00{N}€ par an"),
        (composante(Assiette.AN, "300", premiere_annee_seulement=True), f"300,00{N}€ une seule fois"),
        (composante(Assiette.MOIS, "20"), f"12 mois × 20,00{N}€"),
        (composante(Assiette.CA, "0.0835"), f"8,35{N}% × 30{F}000,00{N}€ HT de ventes"),
        (
            composante(Assiette.CA, "0.06", clientele=Clientele.PARTICULIERS),
            f"6{N}% × 30{F}000,00{N}€ HT de ventes aux particuliers",
        ),
        (composante(Assiette.COMMANDES_EN_LIGNE, "0.25"), f"904,29 commandes × 0,25{N}€"),
        (composante(Assiette.CLIENTS_MOIS, "0.35"), f"40 clients × 12 mois × 0,35{N}€"),
        (composante(Assiette.CLIENTS_MOIS, "0.035"), f"40 clients × 12 mois × 0,035{N}€"),
        (composante(Assiette.MONTANT_LIBRE, "1"), f"50,00{N}€ choisis par la ferme"),
    ],
)
def test_detail(piece: Composante, detail: str) -> None:
    (ligne,) = _lignes(piece, montants_libres={"essai": Fraction(50)})
    assert ligne.detail == detail


@pytest.mark.parametrize(
    ("incluse", "ca", "prix", "palier"),
    [
        (False, "59999.99", 30, f"moins de 60{F}000{N}€ de ventes aux particuliers"),
        (False, "60000", 45, f"60{F}000{N}€ ou plus de ventes aux particuliers, moins de 90{F}000,50{N}€"),
        (False, "90000.50", 60, f"90{F}000,50{N}€ ou plus de ventes aux particuliers"),
        (True, "60000", 30, f"60{F}000{N}€ ou moins de ventes aux particuliers"),
        (True, "60000.01", 45, f"plus de 60{F}000{N}€ de ventes aux particuliers, 90{F}000,50{N}€ ou moins"),
        (True, "90000.50", 45, f"plus de 60{F}000{N}€ de ventes aux particuliers, 90{F}000,50{N}€ ou moins"),
        (True, "90000.51", 60, f"plus de 90{F}000,50{N}€ de ventes aux particuliers"),
    ],
)
def test_palier_actif_de_part_et_d_autre_des_bornes(incluse: bool, ca: str, prix: int, palier: str) -> None:
    paliers = (
        Palier(Fraction(30), Fraction(60_000), incluse),
        Palier(Fraction(45), Fraction("90000.5"), incluse),
        Palier(Fraction(60)),
    )
    piece = composante(Assiette.MOIS, paliers=paliers, suivie=Condition.CA_PARTICULIERS)
    (ligne,) = _lignes(piece, ca_particuliers=ca, ca_professionnels=500_000)
    assert (ligne.prix, ligne.palier) == (prix, palier)
    assert ligne.montant == 12 * prix


def test_un_prix_unique_n_a_pas_de_palier() -> None:
    assert _lignes(composante())[0].palier is None


def test_plancher_et_mois_offerts_s_ajoutent_en_lignes_signees() -> None:
    # 1 000 × 3,5 % = 35 ; trois mois offerts : −8,75 ; plancher de 60 : +33,75
    base, offert, plancher = cout_reel("coopcircuits", ca_particuliers=1_000).annee_1.lignes[:3]
    assert _montants((base, offert, plancher)) == ["35.00", "-8.75", "33.75"]
    assert offert.libelle == "3 premiers mois offerts (commission)"
    assert offert.detail == f"3/12 × 3,5{N}% × 1{F}000,00{N}€ HT de ventes"
    assert (plancher.libelle, plancher.detail) == ("Plancher (commission)", f"60,00{N}€ par an au moins")


def test_plafond() -> None:
    # 300 000 × 3,5 % = 10 500
    base, plafond = cout_reel("coopcircuits", ca_particuliers=300_000).annee_suivante.lignes[:2]
    assert _montants((base, plafond)) == ["10500.00", "-500.00"]
    assert (plafond.libelle, plafond.detail) == ("Plafond (commission)", f"10{F}000,00{N}€ par an au plus")


@pytest.mark.parametrize(
    ("ca", "lignes"),
    [
        # 1 714,28 × 3,5 % = 59,9998 : sous le plancher, bien que l'arrondi l'atteigne
        ("1714.28", ["60.00", "0.00"]),
        # 1 714,29 × 3,5 % = 60,00015
        ("1714.29", ["60.00"]),
        # 285 714,28 × 3,5 % = 9 999,9998 ; 285 714,29 × 3,5 % = 10 000,00015
        ("285714.28", ["10000.00"]),
        ("285714.29", ["10000.00", "0.00"]),
    ],
)
def test_bornes_de_coopcircuits_au_centime_pres(ca: str, lignes: list[str]) -> None:
    ferme = [ligne for ligne in cout_reel("coopcircuits", ca_particuliers=ca).annee_suivante.lignes
             if ligne.payeur is Payeur.FERME]  # fmt: skip
    assert _montants(tuple(ferme)) == lignes


def test_la_tva_porte_sur_le_montant_borne() -> None:
    cout = cout_reel("coopcircuits", ca_particuliers=1_000, recupere_tva=False)
    # 35 × 1,2 = 42 ; mois offerts : −10,50 ; plancher 60 × 1,2 = 72 : +40,50
    lignes = cout.annee_1.lignes[:3]
    assert _montants(lignes) == ["42.00", "-10.50", "40.50"]
    assert all(ligne.detail.endswith(f", TVA 20{N}% comprise") for ligne in lignes)
    assert all(ligne.hypothese and "lu hors taxes" in ligne.hypothese for ligne in lignes)


@pytest.mark.parametrize(
    ("taxe", "payeur", "recupere", "montant"),
    [
        (Taxe.HT, Payeur.FERME, False, "120.00"),
        (Taxe.NON_PRECISE, Payeur.FERME, False, "120.00"),
        (Taxe.NET, Payeur.FERME, False, "100.00"),
        (Taxe.HT, Payeur.FERME, True, "100.00"),
        (Taxe.HT, Payeur.CLIENT, False, "100.00"),
        (Taxe.NON_PRECISE, Payeur.GERANT, False, "100.00"),
    ],
)
def test_tva_selon_la_taxe_et_le_payeur(taxe: Taxe, payeur: Payeur, recupere: bool, montant: str) -> None:
    (ligne,) = _lignes(composante(Assiette.AN, "100", taxe=taxe, payeur=payeur), recupere_tva=recupere)
    assert str(ligne.montant) == montant
    assert ("TVA" in ligne.detail) is (montant == "120.00")


def test_la_tva_s_ajoute_avant_l_arrondi() -> None:
    # 0,25 × 0,5 commande = 0,125 ; × 1,2 = 0,15 et non 0,13 × 1,2 = 0,156
    piece = composante(Assiette.COMMANDES_EN_LIGNE, "0.25", taxe=Taxe.HT)
    cout = _cout(piece, ca_particuliers=10, panier_moyen=20, taux_tva_ventes=0, recupere_tva=False)
    assert str(cout.ferme) == "0.15"


@pytest.mark.parametrize(("prix", "montant"), [("0.125", "0.13"), ("0.124999", "0.12"), ("0.135", "0.14")])
def test_arrondi_de_chaque_ligne_au_demi_superieur(prix: str, montant: str) -> None:
    assert _montants(_lignes(composante(Assiette.AN, prix))) == [montant]


def test_le_total_additionne_les_lignes_arrondies() -> None:
    # deux lignes de 0,125 : 0,13 + 0,13, non 0,25
    pieces = (composante(Assiette.AN, "0.125"), composante(Assiette.AN, "0.125", identifiant="autre"))
    assert str(calculer(outil(*pieces), situation()).annee_1.ferme) == "0.26"


@pytest.mark.parametrize(
    ("condition", "champs", "due"),
    [
        (Condition.CA_PARTICULIERS, {"ca_particuliers": 0}, False),
        (Condition.CA_PARTICULIERS, {"ca_particuliers": "0.01"}, True),
        (Condition.CA_PROFESSIONNELS, {}, False),
        (Condition.CA_PROFESSIONNELS, {"ca_professionnels": 1}, True),
        (Condition.ENCAISSE_PARTICULIERS, {"part_en_ligne": 0}, False),
        (Condition.ENCAISSE_PARTICULIERS, {"part_en_ligne": 1}, True),
        (Condition.ENCAISSE_PROFESSIONNELS, {"ca_professionnels": 1}, False),
        (Condition.ENCAISSE_PROFESSIONNELS, {"ca_professionnels": 1, "part_en_ligne_pro": 1}, True),
    ],
)
def test_une_condition_non_remplie_ne_donne_pas_de_ligne(
    condition: Condition, champs: dict[str, Any], due: bool
) -> None:
    assert len(_lignes(composante(Assiette.AN, "5", condition=condition), **champs)) == due


def test_une_clientele_non_servie_ne_compte_pas() -> None:
    piece = composante(Assiette.AN, "5", condition=Condition.CA_PROFESSIONNELS)
    specialise = outil(piece, composante(identifiant="ca"), clienteles=(Clientele.PARTICULIERS,))
    cout = calculer(specialise, situation(ca_particuliers=100, ca_professionnels=900))
    assert _montants(cout.annee_1.lignes) == ["5.00"]


@pytest.mark.parametrize("assiette", [Assiette.CA, Assiette.ENCAISSE_EN_LIGNE_TTC])
@pytest.mark.parametrize(
    ("clientele", "montant"),
    [(Clientele.PARTICULIERS, "10.00"), (Clientele.PROFESSIONNELS, "90.00"), (None, "100.00")],
)
def test_une_composante_d_une_clientele_ne_porte_que_sur_elle(
    assiette: Assiette, clientele: Clientele | None, montant: str
) -> None:
    piece = composante(assiette, "0.1", clientele=clientele)
    ventes = {"ca_particuliers": 100, "ca_professionnels": 900, "part_en_ligne_pro": 100}
    assert _montants(_lignes(piece, **ventes, taux_tva_ventes=0)) == [montant]


def test_une_contribution_non_choisie_n_a_pas_de_ligne_un_taux_sans_vente_en_a_une() -> None:
    assert _lignes(composante(Assiette.MONTANT_LIBRE, "1")) == ()
    assert _montants(_lignes(composante(), ca_particuliers=0)) == ["0.00"]


def test_mise_en_service_la_premiere_annee_seulement() -> None:
    piece = composante(Assiette.AN, "300", premiere_annee_seulement=True)
    assert str(_cout(piece).ferme) == "300.00"
    suivante = _cout(piece, annee_1=False)
    assert (str(suivante.ferme), suivante.lignes) == ("0.00", ())


def test_bornes_d_un_prix_incertain_ligne_par_ligne() -> None:
    piece = composante(
        Assiette.CA,
        "0.05",
        bas=Fraction("0.04"),
        haut=Fraction("0.07"),
        mois_offerts=6,
        plafond=Fraction(900),
    )
    base, offert, plafond = _lignes(piece)
    # bas : 1 200 − 600 = 600 ; retenu : 1 500 − 750 = 750 ; haut : 2 100 − 1 050 = 1 050, plafonné à 900
    assert [(str(x.bas), str(x.montant), str(x.haut)) for x in (base, offert, plafond)] == [
        ("1200.00", "1500.00", "2100.00"),
        ("-600.00", "-750.00", "-1050.00"),
        ("0.00", "0.00", "-150.00"),
    ]
    annee = _cout(piece)
    assert (annee.bas, annee.ferme, annee.haut) == (Decimal(600), Decimal(750), Decimal(900))


def test_quantite_et_prix_redonnent_l_exact() -> None:
    cout = cout_reel("coopcircuits", ca_particuliers=1_000, recupere_tva=False)
    for ligne in cout.annee_1.lignes:
        facteur = Fraction(6, 5) if ligne.payeur is Payeur.FERME else 1
        assert ligne.quantite * ligne.prix * facteur == ligne.exact


@pytest.mark.parametrize(
    ("lignes", "date", "source"),
    [
        ("411", "2023", "Guide, fiche Essai, ligne 411, vers 2023"),
        ("391-392;411", "2026-05", "Guide, fiche Essai, lignes 391-392, 411, mai 2026"),
        ("1-2", "2026-05-01", "Guide, fiche Essai, lignes 1-2, 1er mai 2026"),
        ("1-2", "", "Guide, fiche Essai, lignes 1-2"),
    ],
)
def test_source(lignes: str, date: str, source: str) -> None:
    cout = calculer(outil(composante(lignes=lignes), date_tarif=date), situation())
    assert cout.annee_1.lignes[0].source == source
