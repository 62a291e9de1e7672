"""Un dixième outil et un critère de plus, écrits dans des fiches TOML : le classeur les suit sans rien changer."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from modele.catalogue.emplacements import SOURCES
from modele.catalogue.lecture import lire_catalogue
from modele.catalogue.objets import Catalogue, ColonneVente
from modele.choix.objets import Comparaison
from modele.comparaison import comparer
from modele.dossiers.objets import Dossier, Vente
from modele.export import noms
from modele.export.classeur import exporter
from modele.export.styles import MOTS_STATUT
from modele.ventes_du_dossier import chiffrer
from tests.export import editions
from tests.export.tableur import Tableur, case, cases, centimes, ordinaires
from tests.modele.fabrique import situation

_CRITERE = """
[[criteres]]
identifiant = "tri-3"
groupe = "liberte"
nom = "Consigne & retour des bocaux"
definition = "L'outil suit les bocaux consignés."
"""
_OUTIL = """
identifiant = "panier-2-0"
nom = "Panier 2.0 « l'outil »"
categorie = "ferme"
clienteles = ["professionnels", "particuliers"]
date_tarif = "2026-05-01"
labels_requis = ["bio"]

[[formules]]
identifiant = "au-forfait"
nom = "Au forfait"
defaut_si = { presence = "preparation" }
lignes = "1"

[[formules.composantes]]
identifiant = "forfait"
libelle = "Forfait"
nature = "abonnement"
assiette = "mois"
suivie = "encaisse_professionnels"
paliers = [
  { montant = "11.5", jusqu_a = "1000", borne_incluse = true },
  { montant = "22.25", jusqu_a = "9000", borne_incluse = false },
  { montant = "39.99" },
]
mois_offerts = 2
plancher = "150"
plafond = "420"
payeur = "ferme"
taxe = "ht"
lignes = "1"

[[formules]]
identifiant = "a-la-commande"
nom = "À la commande"
defaut_si = { presence = "present" }
lignes = "1"

[[formules.composantes]]
identifiant = "commande"
libelle = "Par commande"
nature = "paiement"
assiette = "commandes_en_ligne"
montant = "0.333"
clientele = "particuliers"
condition = "encaisse_particuliers"
payeur = "ferme"
taxe = "non_precise"
bas = "0.3"
haut = "0.4"
lignes = "1"

[[formules.composantes]]
identifiant = "gerant"
libelle = "Part du gérant"
nature = "commission"
assiette = "ca"
taux = "1.25"
payeur = "gerant"
taxe = "net"
lignes = "1"

[[formules]]
identifiant = "en-depot"
nom = "En dépôt"
defaut_si = { presence = "depot_vente" }
lignes = "1"

[[options]]
identifiant = "bocaux"
nom = "Suivi des bocaux"
lignes = "1"

[[options.composantes]]
identifiant = "bocaux"
libelle = "Suivi des bocaux"
nature = "option"
assiette = "clients_mois"
montant = "0.07"
payeur = "ferme"
taxe = "ht"
lignes = "1"

[[faits]]
rubrique = "principe"
texte = "Un outil inventé pour un essai."
lignes = "1"
"""
_REPONSES = ("oui", "partiel", "option", "non", "non_precise")
_COLONNE = ColonneVente(*(Fraction(n) for n in (5000, 300, "1/2", 50, 40, 12)))
_MODELE = situation(
    nom="Essai", ca_particuliers="41234.56", ca_professionnels="7654.32", part_en_ligne_pro="60"
)
_SITUATIONS = {
    "forfait": replace(
        _MODELE,
        presence="preparation",
        recupere_tva=False,
        options={"panier-2-0": ("bocaux",)},
        exigences={"tri-3": "indispensable"},
    ),
    "souhait": replace(_MODELE, exigences={"facturation": "souhaite", "tri-3": "souhaite"}, horizon=5),
    "choisie": replace(_MODELE, formules={"panier-2-0": "au-forfait"}, label="conversion"),
    "sans-pro": replace(_MODELE, ca_professionnels=Fraction(0), clients_actifs=200),
}


@pytest.fixture(scope="module")
def agrandi(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Le catalogue du guide, avec une fiche et un critère de plus."""
    dossier = tmp_path_factory.mktemp("fiches") / "catalogue"
    shutil.copytree(SOURCES, dossier)
    connus = {c.identifiant: c.groupe == "synthese" for c in lire_catalogue(SOURCES).criteres}
    with (dossier / "criteres.toml").open("a", encoding="utf-8") as criteres:
        criteres.write(_CRITERE)
    for rang, outil in enumerate(lire_catalogue(SOURCES).outils):
        with (dossier / f"{outil.identifiant}.toml").open("a", encoding="utf-8") as fiche:
            fiche.write(_evaluation("tri-3", _REPONSES[rang % len(_REPONSES)]))
    reponses = {critere: _REPONSES[rang % len(_REPONSES)] for rang, critere in enumerate(connus)}
    reponses |= {"tri-3": "option", "facturation": "oui"}
    evaluations = "".join(
        _evaluation(critere, reponse, imprime=connus.get(critere, False))
        for critere, reponse in reponses.items()
    )
    (dossier / "panier-2-0.toml").write_text(_OUTIL + evaluations, "utf-8")
    return lire_catalogue(dossier)


def _evaluation(critere: str, reponse: str, imprime: bool = False) -> str:
    case = f'guide = "{reponse}"\n' if imprime else ""
    return (
        f'\n[[evaluations]]\ncritere = "{critere}"\nvaleur = "{reponse}"\n{case}'
        'nuance = "Inventé."\nlignes = "1"\n'
    )


@pytest.fixture(scope="module")
def attendues(agrandi: Catalogue) -> Mapping[str, Comparaison]:
    """Ce que dit le moteur de chaque situation."""
    return {nom: comparer(agrandi, une) for nom, une in _SITUATIONS.items()}


@pytest.fixture(scope="module")
def recalcules(
    agrandi: Catalogue,
    attendues: Mapping[str, Comparaison],
    tableur: Tableur,
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, Workbook]:
    """Un seul export, que l'on remplit autrement pour les autres situations."""
    dossier, sortie = tmp_path_factory.mktemp("nouveau"), tmp_path_factory.mktemp("recalcules")
    vente = Vente("Marché", _COLONNE, _COLONNE, outil="panier-2-0", compter_outil=True)
    chemin = dossier / "forfait.xlsx"
    exporter(agrandi, attendues["forfait"], chemin, dossier=Dossier("Essai", ventes=(vente,)))
    for nom, une in list(_SITUATIONS.items())[1:]:
        classeur = load_workbook(chemin)
        editions.saisir(classeur, agrandi, une)
        classeur.save(dossier / f"{nom}.xlsx")
    return tableur.recalculer(sorted(dossier.glob("*.xlsx")), sortie)


def test_couts_statuts_et_vente(
    agrandi: Catalogue, attendues: Mapping[str, Comparaison], recalcules: Mapping[str, Workbook]
) -> None:
    statuts = set()
    for nom, attendue in attendues.items():
        lu = recalcules[nom]
        for resultat in attendue.resultats:
            cout = resultat.cout
            for nommer, exact in (
                (noms.annee_1, cout.annee_1.ferme),
                (noms.annee_suivante, cout.annee_suivante.ferme),
                (noms.horizon, cout.horizon),
            ):
                assert centimes(case(lu, nommer(resultat.outil))) == exact, (nom, resultat.outil)
            assert case(lu, noms.statut(resultat.outil)) == MOTS_STATUT[resultat.statut], nom
            assert case(lu, noms.souhaits(resultat.outil)) == len(resultat.souhaits_remplis)
        nouveau = attendue.par_outil["panier-2-0"]
        statuts.add(nouveau.statut)
        for nommer, exact in (
            (noms.bas, nouveau.cout.annee_suivante.bas),
            (noms.haut, nouveau.cout.annee_suivante.haut),
        ):
            assert centimes(case(lu, nommer("panier-2-0"))) == exact, nom
        vente = Vente("Marché", _COLONNE, _COLONNE, outil="panier-2-0", compter_outil=True)
        bilan = chiffrer(vente, agrandi, attendue.situation).bilan
        assert abs(case(lu, "vente_1_gain_cout") - float(bilan.gain_euros)) < 1e-6, nom
    assert len(statuts) >= 3


def test_present_dans_chaque_feuille(recalcules: Mapping[str, Workbook]) -> None:
    nom, critere = "Panier 2.0 « l'outil »", "Consigne & retour des bocaux"
    textes: dict[str, list[str]] = {}
    for feuille, une in cases(recalcules["forfait"]):
        textes.setdefault(feuille.title, []).append(ordinaires(une.value))
    for feuille in ("Synthèse", "Comparatif", "Coûts", "Graphique des coûts", "Seuils", "Tarifs", "Fiches"):
        assert any(nom in texte for texte in textes[feuille]), feuille
    for feuille in ("Besoins", "Comparatif", "Fiches"):
        assert critere in textes[feuille], feuille
    assert any("Outil de vente : Panier 2.0" in texte for texte in textes["Avant-après"])


def test_aucune_feuille_ne_connait_un_outil_ni_un_critere() -> None:
    """Rien dans le module d'export ne nomme un outil ou un critère du guide."""
    catalogue, dossier = lire_catalogue(SOURCES), Path(noms.__file__).parent
    connus: set[Any] = {outil.identifiant for outil in catalogue.outils if "-" in outil.identifiant}
    connus |= {outil.nom for outil in catalogue.outils}
    connus |= {critere.identifiant for critere in catalogue.criteres if "-" in critere.identifiant}
    for module in dossier.glob("*.py"):
        texte = module.read_text("utf-8")
        assert not {nom for nom in connus if nom in texte}, module.name
