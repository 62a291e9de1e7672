"""Les ventes du classeur : leurs cases l'emportent, le reste de la vente suit le dossier."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier, Vente
from modele.export.feuille_dossier import TITRE as CACHEE
from modele.reprise.differences import differences
from modele.reprise.lecture import lire_classeur
from tests.dossiers.fabrique import colonne
from tests.export.tableur import ordinaires
from tests.reprise.fabrique import ecrire, rempli, retoucher, saisir


def _changer(chemin: Path, **valeurs: Any) -> Path:
    return retoucher(chemin, lambda classeur: saisir(classeur, valeurs))


def test_une_case_changee_dans_une_vente(fichier: Path, catalogue: Catalogue) -> None:
    _changer(fichier, vente_1_apres_ca=6_000, vente_2_avant_heures_vente=12.5)
    reprise = lire_classeur(fichier, catalogue)
    une, autre = rempli().ventes
    attendues = (
        replace(une, apres=replace(une.apres, ca=Fraction(6_000))),
        replace(autre, avant=replace(autre.avant, heures_vente=Fraction("12.5"))),
    )
    assert reprise.dossier == replace(rempli(), ventes=attendues)
    assert reprise.avis == ()
    dites = [
        ordinaires(une.phrase).replace("\u202f", " ")
        for une in differences(rempli(), reprise.dossier, catalogue)
    ]
    assert dites == [
        "Vente « Marché du samedi », après, chiffre d'affaires : 5 420 € → 6 000 €",
        "Vente « AMAP », avant, temps de vente : 200 h/an → 12,5 h/an",
    ]


@pytest.mark.parametrize("valeur", ["beaucoup", -1, 10**9, None, True])
def test_valeur_qui_ne_convient_pas(valeur: Any, fichier: Path, catalogue: Catalogue) -> None:
    reprise = lire_classeur(_changer(fichier, vente_1_avant_km=valeur), catalogue)
    assert reprise.dossier == rempli()
    (avis,) = reprise.avis
    assert avis.startswith("Vente « Marché du samedi », avant, Distance parcourue : ")
    assert avis.endswith("La réponse d'avant est gardée.")


def test_un_exemple_du_guide_change_devient_une_vente(catalogue: Catalogue, tmp_path: Path) -> None:
    chemin = ecrire(catalogue, Dossier(""), tmp_path / "vide.xlsx")
    assert lire_classeur(chemin, catalogue).dossier.ventes == ()
    reprise = lire_classeur(_changer(chemin, vente_2_apres_km="1 250,5"), catalogue)
    exemple = catalogue.guide.exemples[1]
    apres = replace(exemple.apres, km=Fraction("1250.5"))
    assert reprise.dossier.ventes == (Vente(exemple.nom, exemple.avant, apres),)


def test_sans_feuille_cachee_les_ventes_reviennent_sans_leur_outil(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    # Un tiers de kilomètre ne revient exact que si le dossier entier est là.
    ventes = tuple(
        replace(
            vente,
            avant=replace(vente.avant, prix_km=Fraction(1)),
            apres=replace(vente.apres, prix_km=Fraction(1)),
        )
        for vente in rempli().ventes
    )
    dossier = replace(rempli(), ventes=ventes)
    chemin = ecrire(catalogue, dossier, tmp_path / "x.xlsx")
    retoucher(chemin, lambda classeur: classeur.remove(classeur[CACHEE]))
    reprise = lire_classeur(chemin, catalogue)
    assert reprise.origine is None
    assert reprise.dossier.ventes == tuple(replace(v, outil="", compter_outil=False) for v in ventes)
    assert "ni l'outil de chaque vente" in reprise.avis[0]


def test_sans_feuille_cachee_les_exemples_ne_sont_pas_des_ventes(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    chemin = ecrire(catalogue, Dossier(""), tmp_path / "x.xlsx", entier=False)
    assert lire_classeur(chemin, catalogue).dossier.ventes == ()


def test_classeur_d_avant_que_les_ventes_aient_un_nom(catalogue: Catalogue, tmp_path: Path) -> None:
    chemin = ecrire(catalogue, Dossier(""), tmp_path / "x.xlsx", entier=False)

    def oter_les_noms(classeur: Workbook) -> None:
        for exemple in range(1, len(catalogue.guide.exemples) + 1):
            del classeur.defined_names[f"vente_{exemple}_nom"]

    assert lire_classeur(retoucher(chemin, oter_les_noms), catalogue).dossier.ventes == ()
    (vente,) = lire_classeur(_changer(chemin, vente_2_apres_ca=7), catalogue).dossier.ventes
    assert (vente.nom, vente.apres.ca) == (catalogue.guide.exemples[1].nom, 7)


def test_vente_sans_nom(catalogue: Catalogue, tmp_path: Path) -> None:
    dossier = replace(Dossier(""), ventes=(Vente("", colonne(100), colonne(200)),))
    chemin = _changer(ecrire(catalogue, dossier, tmp_path / "x.xlsx"), vente_1_apres_ca=300)
    reprise = lire_classeur(chemin, catalogue)
    (vente,) = reprise.dossier.ventes
    assert (vente.nom, vente.apres.ca) == ("", 300)
    (dite,) = differences(dossier, reprise.dossier, catalogue)
    assert dite.libelle == "Vente sans nom, après, chiffre d'affaires"
