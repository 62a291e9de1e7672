"""Ventes d'un dossier : l'outil au tarif de la ferme, pour la seule vente, et la somme de plusieurs."""

from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modele.catalogue.objets import Catalogue, ColonneVente
from modele.dossiers.objets import Vente
from modele.situation import EXEMPLE, Situation
from modele.tarification.calcul import calculer
from modele.vente import BilanVente, comparer_vente
from modele.ventes_du_dossier import (
    SommeVentes,
    VenteChiffree,
    additionner,
    chiffrer,
    completes,
    cout_de_l_outil,
    outils_repetes,
    vente_neuve,
)

F = Fraction
MONTANTS = st.integers(0, 10**6).map(lambda n: F(n, 100))
COLONNES = st.builds(ColonneVente, *[MONTANTS] * 7)
BILANS = st.builds(comparer_vente, COLONNES, COLONNES, MONTANTS)
MIXTE = replace(EXEMPLE, ca_professionnels=F(10_000))
SANS_VENTE = Situation(clients_actifs=20, encaissement="prelevement")


def du_guide(catalogue: Catalogue, rang: int, outil: str = "", compter: bool = False) -> VenteChiffree:
    exemple = catalogue.guide.exemples[rang]
    vente = Vente(exemple.nom, exemple.avant, exemple.apres, outil, compter)
    return chiffrer(vente, catalogue, EXEMPLE)


@pytest.mark.parametrize(
    ("outil", "attendu"),
    [
        ("cagette", "486.54"),  # 9 % de 5 406 €
        ("coopcircuits", "189.21"),  # 3,5 %
        ("la-ruche-qui-dit-oui", "1081.20"),  # 20 %
        ("socleo", "360"),  # l'abonnement entier, pour une seule vente
        ("nectargo", "0"),  # payé par le commerçant
    ],
)
def test_l_outil_coute_son_tarif_sur_le_chiffre_d_affaires_d_apres(
    catalogue: Catalogue, outil: str, attendu: str
) -> None:
    chiffree = du_guide(catalogue, 0, outil)
    assert chiffree.outil is not None
    assert chiffree.outil.retenu == F(attendu)


def test_un_outil_compte_ne_encherit_que_l_apres(catalogue: Catalogue) -> None:
    bilan = du_guide(catalogue, 0, "cagette", compter=True).bilan
    assert (bilan.avant.cout, bilan.apres.cout) == (1920, 940 + F("486.54"))


def test_un_outil_non_compte_est_donne_a_part(catalogue: Catalogue) -> None:
    chiffree = du_guide(catalogue, 0, "cagette")
    assert chiffree.bilan == du_guide(catalogue, 0).bilan
    assert chiffree.outil is not None and chiffree.outil_compte is None


def test_un_outil_inconnu_est_laisse_de_cote(catalogue: Catalogue) -> None:
    chiffree = du_guide(catalogue, 0, "disparu", compter=True)
    assert chiffree.outil is None and chiffree.outil_compte is None
    assert chiffree.bilan.apres.cout == 940


def test_la_vente_entiere_passe_par_l_outil(catalogue: Catalogue) -> None:
    cagette, socleo = catalogue.par_outil["cagette"], catalogue.par_outil["socleo"]
    assert cout_de_l_outil(cagette, MIXTE, F(5406)).retenu == F("486.54")
    # Les trois quarts de la ferme vont aux particuliers : 120 000 € de vente y passent le seuil.
    assert cout_de_l_outil(socleo, MIXTE, F(79_999)).retenu == 2 * 360
    assert cout_de_l_outil(socleo, MIXTE, F(80_000)).retenu == 720 + 360


def test_un_prix_incertain_garde_ses_bornes(catalogue: Catalogue) -> None:
    situation = replace(EXEMPLE, presence="preparation")
    cout = cout_de_l_outil(catalogue.par_outil["locavor"], situation, F(1000))
    assert cout.haut > cout.bas
    assert cout.bas <= cout.retenu <= cout.haut


@given(MONTANTS.filter(bool))
def test_au_chiffre_d_affaires_de_la_ferme_c_est_le_calculateur(catalogue: Catalogue, ca: Fraction) -> None:
    situation = replace(EXEMPLE, ca_particuliers=ca, montants_libres=MappingProxyType({"local-bio": F(50)}))
    for outil in catalogue.outils:
        if (calcule := calculer(outil, situation)).ca_couvert:
            ecart = cout_de_l_outil(outil, situation, ca).retenu - F(calcule.annee_suivante.ferme)
            assert abs(ecart) <= F(3, 200)


@pytest.mark.parametrize("ca", [F(0), F(4000)])
def test_sans_vente_connue_les_clients_de_la_ferme_valent_pour_celle_ci(
    catalogue: Catalogue, ca: Fraction
) -> None:
    cout = cout_de_l_outil(catalogue.par_outil["local-bio"], SANS_VENTE, ca)
    assert cout.retenu == (F("0.35") * 20 * 12 if ca else 0)
    assert cout.courbe.valeur(ca or EXEMPLE.ca_total) == 84


def test_sans_chiffre_d_affaires_reste_l_abonnement(catalogue: Catalogue) -> None:
    assert cout_de_l_outil(catalogue.par_outil["kuupanda"], EXEMPLE, F(0)).retenu == 240


def test_la_somme_des_deux_ventes_de_haute_loire(catalogue: Catalogue) -> None:
    somme = additionner([du_guide(catalogue, 0), du_guide(catalogue, 1)])
    assert (somme.gain_euros, somme.gain_heures, somme.gain_ca) == (655, F("71.75"), 2861)
    assert (somme.avant.cout, somme.apres.cout) == (2905, 2250)
    assert [(p.libelle, p.avant, p.apres) for p in somme.postes] == [
        ("Distance", 514, 720),
        ("Temps de vente", 1371, 810),
        ("Temps de préparation", 1020, 720),
    ]


@given(BILANS)
def test_la_somme_d_une_seule_vente_est_cette_vente(bilan: BilanVente) -> None:
    somme = SommeVentes((bilan,))
    for nom in ("gain_euros", "gain_heures", "gain_marge", "postes"):
        assert getattr(somme, nom) == getattr(bilan, nom)
    for nom in ("cout", "part_ca", "marge", "heures", "reste_par_heure"):
        assert getattr(somme.avant, nom) == getattr(bilan.avant, nom)
        assert getattr(somme.apres, nom) == getattr(bilan.apres, nom)


@given(st.lists(BILANS, max_size=4))
def test_la_somme_est_coherente(bilans: list[BilanVente]) -> None:
    somme = SommeVentes(tuple(bilans))
    assert sum(p.avant for p in somme.postes) == somme.avant.cout
    assert sum(p.apres for p in somme.postes) == somme.apres.cout
    assert somme.gain_marge == somme.apres.marge - somme.avant.marge == somme.gain_ca + somme.gain_euros
    cles = [p.cle for p in somme.postes]
    assert cles == [c for c in ("distance", "vente", "preparation", "autres", "outil") if c in cles]


def test_les_postes_d_une_somme_gardent_l_ordre_du_guide() -> None:
    vide = vente_neuve("").avant
    avec_outil = comparer_vente(vide, vide, F(100))
    avec_autres = comparer_vente(vide, replace(vide, autres=F(5)))
    postes = SommeVentes((avec_outil, avec_autres)).postes
    assert [(p.cle, p.apres) for p in postes][3:] == [("autres", 5), ("outil", 100)]


def test_une_vente_neuve_est_vide_aux_prix_du_guide() -> None:
    neuve = vente_neuve("Marché")
    assert (neuve.nom, neuve.apres.prix_km, neuve.apres.prix_heure) == ("Marché", F("0.5"), 12)
    somme = SommeVentes((comparer_vente(neuve.avant, neuve.apres),))
    assert somme.avant.vide and somme.apres.vide


@pytest.mark.parametrize("champ", ["ca", "heures_vente", "autres"])
def test_une_colonne_ou_l_on_a_ecrit_n_est_plus_vide(champ: str) -> None:
    neuve = vente_neuve("")
    somme = SommeVentes((comparer_vente(replace(neuve.avant, **{champ: F(1)}), neuve.apres),))
    assert not somme.avant.vide and somme.apres.vide


def test_les_outils_comptes_plusieurs_fois_sont_nommes(catalogue: Catalogue) -> None:
    ventes = [
        du_guide(catalogue, 0, "kuupanda", compter=True),
        du_guide(catalogue, 1, "kuupanda"),
        du_guide(catalogue, 1, "socleo", compter=True),
    ]
    assert outils_repetes(ventes) == ()
    ventes.append(du_guide(catalogue, 0, "kuupanda", compter=True))
    assert [outil.nom for outil in outils_repetes(ventes)] == ["Kuupanda"]


def test_le_cout_de_l_outil_ne_remplit_pas_une_colonne(catalogue: Catalogue) -> None:
    vente = replace(vente_neuve(""), outil="kuupanda", compter_outil=True)
    somme = additionner([chiffrer(vente, catalogue, EXEMPLE)])
    assert somme.apres.cout == 240
    assert somme.apres.vide


def test_une_vente_a_remplir_n_est_pas_comparable(catalogue: Catalogue) -> None:
    pleine = du_guide(catalogue, 0)
    neuve = vente_neuve("")
    a_moitie = chiffrer(replace(neuve, avant=pleine.vente.avant), catalogue, EXEMPLE)
    ventes = [chiffrer(neuve, catalogue, EXEMPLE), pleine, a_moitie]
    assert completes(ventes) == (pleine,)
