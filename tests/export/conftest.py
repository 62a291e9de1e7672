"""Classeurs exportés une fois pour tous les essais, et recalculés en un seul lot."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from openpyxl import Workbook, load_workbook

from modele.catalogue.objets import Catalogue, ColonneVente
from modele.choix.objets import Comparaison
from modele.comparaison import comparer
from modele.dossiers.objets import Dossier, Question, Vente
from modele.export import fiches, questions, sources
from modele.export.archive import Avancement
from modele.export.classeur import composer, exporter
from modele.export.contexte import Contexte
from modele.export.plume import Plume
from modele.export.styles import CORPS
from modele.situation import Situation
from modele.tarification.prix_proposes import appliquer
from tests.export import cas, editions
from tests.export.tableur import Tableur
from tests.modele.fabrique import catalogue_reel

JOUR = date(2026, 11, 23)
_LOURDES = (fiches, questions, sources)
"""Feuilles sans formule, que les classeurs à recalculer par lot n'ont pas besoin de remplir."""
_EDITES = 4


@dataclass(frozen=True)
class Cas:
    """Un classeur à recalculer et la comparaison qu'il doit redonner."""

    catalogue: Catalogue
    attendue: Comparaison


def ecrire(catalogue: Catalogue, situation: Situation, chemin: Path, leger: bool = False) -> Comparaison:
    """Exporte une situation ; `leger` laisse vides les feuilles qui ne calculent rien."""
    comparaison = comparer(catalogue, situation)
    if not leger:
        exporter(catalogue, comparaison, chemin)
        return comparaison
    with ExitStack() as allegees:
        for module in _LOURDES:
            allegees.enter_context(patch.object(module, "ecrire", _ne_dire_que_le_titre))
        chemin.write_bytes(composer(catalogue, comparaison, JOUR, Avancement(None, 0)))
    return comparaison


def ecrire_riche(chemin: Path) -> None:
    """Exporte une ferme qui a besoins, options, prix incertain, ventes, questions et présélection."""
    catalogue = catalogue_reel()
    situation = replace(
        cas.ECRITES["besoins"],
        nom="Essai & Fils",
        presence="preparation",
        recupere_tva=False,
        options={"socleo": ("caisse",)},
    )
    avant, apres = (
        ColonneVente(*(Fraction(n) for n in nombres))
        for nombres in ((8000, 900, "1/2", 120, 60, 12, 150), (9000, 300, "1/2", 50, 40, 12))
    )
    ventes = (
        Vente("Marché du samedi", avant, apres),
        Vente("Drive", avant, apres, outil="kuupanda", compter_outil=True),
        Vente("Restaurants", avant, apres, outil="nectargo", compter_outil=True),
    )
    questions = (
        Question("kuupanda", "Prenez-vous les chèques ?", reponse="=Oui, en mars"),
        Question(
            "socleo", "Qui installe le terminal, et sous combien de jours ? " * 8, reponse="Vous. " * 60
        ),
    )
    dossier = Dossier(
        "Essai", situation, preselection=("kuupanda", "socleo"), ventes=ventes, questions=questions
    )
    exporter(catalogue, comparer(catalogue, situation), chemin, dossier=dossier)


def _ne_dire_que_le_titre(plume: Plume, contexte: Contexte) -> None:
    plume.poser(1, 1, plume.feuille.title, CORPS)


def saisir(chemin: Path, catalogue: Catalogue, situation: Situation, sortie: Path) -> None:
    """Change les réponses comme le ferait une personne ; le jumeau obtenu n'a plus de valeur gardée."""
    classeur = load_workbook(chemin)
    editions.saisir(classeur, catalogue, situation)
    classeur.save(sortie)


@dataclass(frozen=True)
class Lot:
    """Classeurs d'un lot, tels qu'écrits et tels que recalculés."""

    cas: Mapping[str, Cas]
    ecrits: Path
    sortie: Path
    recalcules: Mapping[str, Workbook]
    _lus: dict[str, Workbook] = field(default_factory=dict)

    def lu(self, nom: str) -> Workbook:
        """Classeur écrit, lu sans calculer."""
        if nom not in self._lus:
            self._lus[nom] = load_workbook(self.ecrits / f"{nom}.xlsx", data_only=True)
        return self._lus[nom]


@pytest.fixture(scope="session")
def tableur(tmp_path_factory: pytest.TempPathFactory) -> Tableur:
    """LibreOffice."""
    return Tableur(tmp_path_factory.mktemp("tableur"))


@pytest.fixture(scope="session")
def lot(tableur: Tableur, tmp_path_factory: pytest.TempPathFactory) -> Lot:
    """Exports de situations variées, saisies changées après coup, et outils inventés."""
    dossier = tmp_path_factory.mktemp("lot")
    hasard = Random(20261123)
    reel = catalogue_reel()
    attendus: dict[str, Cas] = {}

    def ajouter(nom: str, catalogue: Catalogue, situation: Situation, leger: bool = True) -> None:
        comparaison = ecrire(catalogue, situation, dossier / f"{nom}.xlsx", leger)
        attendus[nom] = Cas(catalogue, comparaison)

    for nom, situation in cas.ECRITES.items():
        ajouter(nom, reel, situation, leger=nom not in ("exemple", "besoins"))
    for rang in range(2):
        ajouter(f"hasard-{rang}", reel, cas.au_hasard(hasard))
    for rang in range(3):
        situation = cas.au_hasard(hasard)
        ajouter(f"inventes-{rang}", cas.outils_inventes(hasard, 25), situation)
    ajouter("demi-centimes", *cas.demi_centimes())
    for nom in ("besoins", "sans-tva", "preparation", "autres-formules"):
        ajuste = appliquer(reel, cas.prix_proposes(reel, hasard))
        ajouter(f"proposes-{nom}", ajuste, cas.ECRITES[nom], leger=nom != "besoins")
    inventes = cas.outils_inventes(hasard, 25)
    ajuste = appliquer(inventes, cas.prix_proposes(inventes, hasard))
    ajouter("proposes-inventes", ajuste, cas.au_hasard(hasard))
    modeles = list(attendus.items())
    for rang in range(_EDITES):
        nom, modele = modeles[rang * len(modeles) // _EDITES]
        situation = cas.saisies_de(modele.attendue.situation, cas.au_hasard(hasard))
        edite = f"edite-{rang:02}-{nom}"
        saisir(dossier / f"{nom}.xlsx", modele.catalogue, situation, dossier / f"{edite}.xlsx")
        attendus[edite] = Cas(modele.catalogue, comparer(modele.catalogue, situation))
    temoin = Workbook()
    temoin.active["A1"] = "=1+1"
    temoin.save(dossier / "temoin.xlsx")
    sortie = tmp_path_factory.mktemp("recalcules")
    recalcules = tableur.recalculer(sorted(dossier.glob("*.xlsx")), sortie)
    return Lot(attendus, dossier, sortie, recalcules)


@pytest.fixture(scope="session")
def exemple(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Le classeur de la ferme exemple."""
    chemin = tmp_path_factory.mktemp("exemple") / "exemple.xlsx"
    ecrire(catalogue_reel(), cas.ECRITES["exemple"], chemin)
    return chemin


@pytest.fixture(scope="session")
def riche(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Classeur d'une ferme qui a tout rempli."""
    chemin = tmp_path_factory.mktemp("riche") / "riche.xlsx"
    ecrire_riche(chemin)
    return chemin


@pytest.fixture(scope="session")
def formules(exemple: Path) -> Workbook:
    """Le classeur exemple, lu avec ses formules."""
    return load_workbook(exemple)


@pytest.fixture(scope="session")
def valeurs(exemple: Path) -> Workbook:
    """Le classeur exemple, lu par un programme qui ne calcule pas."""
    return load_workbook(exemple, data_only=True)
