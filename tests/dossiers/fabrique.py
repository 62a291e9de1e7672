"""Dossiers tout faits, et une horloge qui n'avance que quand on le lui dit."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from types import MappingProxyType

from modele.catalogue.objets import ColonneVente
from modele.dossiers.objets import Dossier, Essai, Formation, Question, Ressources, SuiviEtape, Vente
from modele.prix_propose import PrixPropose
from modele.situation import Situation


class Horloge:
    """Rend l'instant `maintenant`, que l'essai change."""

    def __init__(self) -> None:
        self.maintenant = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.maintenant


def colonne(ca: int) -> ColonneVente:
    """Colonne d'une vente ; le prix du kilomètre n'a pas d'écriture décimale finie."""
    km, prix_km = Fraction(1200), Fraction(1, 3)
    return ColonneVente(ca, km, prix_km, Fraction(200), Fraction("50.5"), Fraction(10))


def complet(nom: str = "Ferme des Ormes") -> Dossier:
    """Un dossier où tout est rempli, avec des outils et des critères que le catalogue ignore."""
    situation = Situation(
        nom="Ferme d'Élise & « Théo »\nbât. 2",
        label="conversion",
        organisation="collectif",
        recupere_tva=False,
        taux_tva_ventes=Fraction("5.5"),
        ca_particuliers=Fraction("42000.25"),
        ca_professionnels=Fraction(12_000),
        part_en_ligne=Fraction(80),
        part_en_ligne_pro=Fraction(1, 3),
        panier_moyen=Fraction("35.10"),
        panier_moyen_pro=Fraction(210),
        clients_actifs=57,
        encaissement="prelevement",
        presence="depot_vente",
        horizon=5,
        formules=MappingProxyType({"socleo": "solo", "outil-disparu": "formule-disparue"}),
        options=MappingProxyType({"socleo": ("tpe", "caisse"), "outil-disparu": ("x",)}),
        montants_libres=MappingProxyType({"local-bio": Fraction("50.5")}),
        exigences=MappingProxyType({"facturation": "indispensable", "critere-disparu": "souhaite"}),
    )
    return Dossier(
        nom=nom,
        situation=situation,
        ressources=Ressources("2 h par semaine", "à l'aise 🥕", "le réseau"),
        preselection=("socleo", "amapj", "outil-disparu"),
        notes=MappingProxyType({"socleo": "Rappeler Anne.\nDevis ?", "amapj": "'); DROP TABLE dossiers;--"}),
        essais=(
            Essai("socleo", "2026-01-05", "2026-02-01", 3, 4, 5, "Simple."),
            Essai("amapj", remarques="À reprendre"),
        ),
        ventes=(
            Vente("Marché du samedi", colonne(5565), colonne(5420), "socleo", True),
            Vente("AMAP", colonne(2480), colonne(5500)),
        ),
        etapes=MappingProxyType(
            {1: SuiviEtape(True, "fait", ("b", "a")), 3: SuiviEtape(), 7: SuiviEtape(False, "", ("z",))}
        ),
        formations=(Formation("Élise", "tableur", "mars", True), Formation()),
        questions=(Question("socleo", "Quel préavis ?", "preavis", "3 mois", False), Question("amapj", "?")),
        prix_proposes=(
            PrixPropose(
                "socleo",
                "solo",
                "abonnement-particuliers",
                "mois",
                Fraction("24.5"),
                "2026-03-03",
                "M. Durand, Socleo, par téléphone 🥕 '); DROP TABLE prix_proposes;--",
                Fraction(60_000),
            ),
            PrixPropose("kuupanda", "standard", "paiement-en-ligne", "ca", Fraction("0.015"), "2026-02-28"),
            PrixPropose("outil-disparu", "", "frais-disparu", "an", Fraction(120), "2026-01-01", "=1+1"),
        ),
    )


def tel_qu_avant(version: int) -> Dossier:
    """Le même dossier, tel qu'une base de cette version pouvait le garder."""
    return complet() if version > 1 else replace(complet(), prix_proposes=())
