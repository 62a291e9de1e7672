"""Lecture des fichiers TOML valides, et des fichiers qui ne sont pas du TOML."""

from fractions import Fraction
from pathlib import Path

import pytest

from modele.catalogue.lecture import CatalogueInvalide, lire_catalogue
from modele.catalogue.objets import (
    Assiette,
    Catalogue,
    Categorie,
    Clientele,
    ColonneVente,
    Composante,
    Condition,
    Critere,
    Doute,
    Etape,
    Evaluation,
    Fait,
    Formule,
    Groupe,
    Nature,
    NonChiffre,
    Palier,
    Payeur,
    Taxe,
    Valeur,
)
from modele.fautes import EntreeInvalide
from tests.catalogue import petit


def test_un_outil_est_lu_en_entier(petit_catalogue: Catalogue) -> None:
    panier = petit_catalogue.par_outil["panier"]
    assert (panier.nom, panier.categorie, panier.date_tarif) == ("Panier", Categorie.FERME, "2023")
    assert panier.clienteles == (Clientele.PARTICULIERS, Clientele.PROFESSIONNELS)
    assert panier.labels_requis == ("bio", "conversion")
    assert panier.site == "https://panier.example/a?b=c"
    assert panier.faits[1] == Fait(
        "paiement", "Paiement par chèque à la livraison des œufs.", "418-420;426", "D01", "mailto:a@b.fr"
    )
    assert panier.evaluations == (
        Evaluation("autonomie", Valeur.OPTION, "La ferme tient sa boutique.", "258", Valeur.NON, "D02"),
        Evaluation("chorus-pro", Valeur.NON_PRECISE, "Le guide ne le dit pas.", ""),
    )
    assert panier.non_chiffres == (
        NonChiffre(
            "Frais bancaires : prix non indiqué",
            "553",
            "D02",
            "frais-bancaires",
            Payeur.FERME,
            Nature.PAIEMENT,
        ),
    )
    assert panier.formules[1] == Formule(
        "collectif", "Collectif", (), "620", defaut_si=(("organisation", "collectif"),)
    )


def test_les_paliers_sont_exacts(petit_catalogue: Catalogue) -> None:
    abonnement = petit_catalogue.par_outil["panier"].par_formule["solo"].composantes[0]
    assert abonnement == Composante(
        identifiant="abonnement",
        libelle="Abonnement",
        nature=Nature.ABONNEMENT,
        assiette=Assiette.MOIS,
        paliers=(
            Palier(Fraction(30), Fraction(60_000)),
            Palier(Fraction(45), Fraction(180_001, 2), borne_incluse=True),
            Palier(Fraction(60)),
        ),
        payeur=Payeur.FERME,
        taxe=Taxe.NON_PRECISE,
        lignes="625-629",
        suivie=Condition.CA_PARTICULIERS,
        clientele=Clientele.PARTICULIERS,
        condition=Condition.CA_PARTICULIERS,
        mois_offerts=3,
        doute="D01",
        hypothese="Le seuil est annuel.",
    )


def test_un_taux_devient_une_fraction_et_ses_bornes_aussi(petit_catalogue: Catalogue) -> None:
    commission = petit_catalogue.par_outil["panier"].par_formule["solo"].composantes[1]
    assert commission.en_pourcentage
    assert commission.paliers == (Palier(Fraction(835, 10_000)),)
    assert (commission.bas, commission.haut) == (Fraction(75, 1000), Fraction(85, 1000))
    assert (commission.plancher, commission.plafond) == (Fraction(60), Fraction(10_000))


def test_la_partie_generale_est_lue_en_entier(petit_catalogue: Catalogue) -> None:
    guide = petit_catalogue.guide
    assert (petit_catalogue.edition, petit_catalogue.date) == ("1", "2026-11-23")
    assert (guide.titre, guide.date_tarifs) == ("Petit guide", "2023")
    assert guide.faits[1] == Fait("methode-2", "Faites le tour de vos forces.", "170", "D02")
    assert guide.etapes == (Etape(1, "Les besoins", "153-154"), Etape(2, "Les ressources", "165"))
    assert guide.doutes[0] == Doute(
        "D01", "Panier : 1,5 % et non 15 %", "La virgule a été perdue au préavis.", "812-816", ("panier",)
    )
    (exemple,) = guide.exemples
    assert exemple.nom == "Vente n° 1"
    assert exemple.avant == ColonneVente(*map(Fraction, ("5561", "528", "1/2", "145/4", "60", "12")))
    assert exemple.apres.autres == Fraction(1, 10)


def test_les_criteres_gardent_leur_ordre(petit_catalogue: Catalogue) -> None:
    assert petit_catalogue.groupes == (
        Groupe("synthese", "Synthèse du guide"),
        Groupe("gestion", "Facturation et gestion"),
    )
    assert petit_catalogue.criteres[0] == Critere(
        "autonomie",
        "Vente en autonomie",
        "synthese",
        "La ferme organise elle-même ses ventes.",
        synthese=True,
    )
    assert [critere.synthese for critere in petit_catalogue.criteres] == [True, False]


def test_un_outil_de_plus_est_un_fichier_de_plus_et_l_ordre_suit_les_identifiants(dossier: Path) -> None:
    (dossier / "aaa.toml").write_text(petit.MARCHE.replace('"marche"', '"nouveau"'), encoding="utf-8")
    assert [outil.identifiant for outil in lire_catalogue(dossier).outils] == ["marche", "nouveau", "panier"]


def test_les_fichiers_caches_des_cles_usb_sont_ignores(dossier: Path) -> None:
    (dossier / "._panier.toml").write_bytes(b"\x00\x05\x16\x07")
    assert len(lire_catalogue(dossier).outils) == 2


def test_la_marque_du_bloc_notes_est_admise(dossier: Path) -> None:
    (dossier / "marche.toml").write_text(petit.MARCHE, encoding="utf-8-sig")
    assert len(lire_catalogue(dossier).outils) == 2


@pytest.mark.parametrize(
    ("contenu", "attendu"),
    [
        (b"nom = \n", "le TOML est mal \u00e9crit (ligne 1, colonne 7)"),
        (b"a = 1\na = 2\n", "le TOML est mal \u00e9crit (ligne 2, colonne 6)"),
        (b"nom = [", "le TOML est mal \u00e9crit (à la fin du fichier)"),
        ('nom = "é"'.encode("latin-1"), "octet 7 illisible (attendu : un texte en UTF-8)"),
        (b"a = " + b"[" * 5000, "trop de tables imbriquées"),
    ],
)
def test_un_fichier_qui_n_est_pas_du_toml(dossier: Path, contenu: bytes, attendu: str) -> None:
    (dossier / "marche.toml").write_bytes(contenu)
    with pytest.raises(CatalogueInvalide) as faute:
        lire_catalogue(dossier)
    # Sans l'outil « marche », rien d'autre n'est fautif : ses voisins restent jugés.
    assert faute.value.erreurs == (f"ressources/catalogue/marche.toml : {attendu}",)


@pytest.mark.parametrize("nom", ["guide.toml", "criteres.toml"])
def test_un_fichier_commun_absent(dossier: Path, nom: str) -> None:
    (dossier / nom).unlink()
    with pytest.raises(CatalogueInvalide) as faute:
        lire_catalogue(dossier)
    assert faute.value.erreurs == (f"ressources/catalogue/{nom} : lecture impossible (fichier absent)",)


def test_un_fichier_qui_est_un_dossier(dossier: Path) -> None:
    (dossier / "autre.toml").mkdir()
    with pytest.raises(CatalogueInvalide, match=r"autre\.toml : lecture impossible"):
        lire_catalogue(dossier)


def test_un_dossier_absent_et_un_dossier_sans_outil(dossier: Path) -> None:
    with pytest.raises(CatalogueInvalide, match=r"ailleurs : le dossier du catalogue est introuvable"):
        lire_catalogue(dossier / "ailleurs")
    (dossier / "panier.toml").unlink()
    (dossier / "marche.toml").unlink()
    with pytest.raises(CatalogueInvalide, match="aucun outil"):
        lire_catalogue(dossier)


def test_la_faute_est_une_entree_refusee() -> None:
    assert issubclass(CatalogueInvalide, EntreeInvalide)
    assert str(CatalogueInvalide(("un", "deux"))) == "un\ndeux"
