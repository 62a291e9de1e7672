"""Classeurs exportés une fois pour tous les essais, et recalculés en un seul lot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook, load_workbook

from modele.catalogue.objets import Catalogue
from modele.choix.objets import Comparaison
from modele.comparaison import comparer
from modele.export.classeur import composer, exporter
from modele.export.ecriture import Avancement, en_octets
from modele.situation import Situation
from modele.tarification.prix_proposes import appliquer
from tests.export import cas, editions
from tests.export.tableur import Tableur
from tests.modele.fabrique import catalogue_reel

JOUR = date(2026, 11, 23)
_LOURDES = ("Fiches", "Questions", "Sources et réserves")
"""Feuilles sans formule, ôtées des classeurs à recalculer par lot."""
_EDITES = 4


@dataclass(frozen=True)
class Cas:
    """Un classeur à recalculer et la comparaison qu'il doit redonner."""

    catalogue: Catalogue
    attendue: Comparaison


def ecrire(catalogue: Catalogue, situation: Situation, chemin: Path, leger: bool = False) -> Comparaison:
    """Exporte une situation ; `leger` ôte les feuilles qui ne calculent rien."""
    comparaison = comparer(catalogue, situation)
    if not leger:
        exporter(catalogue, comparaison, chemin)
        return comparaison
    avancement = Avancement(None, 0)
    classeur = composer(catalogue, comparaison, JOUR, avancement)
    for titre in _LOURDES:
        del classeur[titre]
    for nom, defini in list(classeur.defined_names.items()):
        if any(titre in defini.attr_text for titre in _LOURDES):
            del classeur.defined_names[nom]
    chemin.write_bytes(en_octets(classeur, avancement))
    return comparaison


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
    recalcules = tableur.recalculer(sorted(dossier.glob("*.xlsx")), tmp_path_factory.mktemp("recalcules"))
    return Lot(attendus, dossier, recalcules)


@pytest.fixture(scope="session")
def exemple(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Le classeur de la ferme exemple."""
    chemin = tmp_path_factory.mktemp("exemple") / "exemple.xlsx"
    ecrire(catalogue_reel(), cas.ECRITES["exemple"], chemin)
    return chemin


@pytest.fixture(scope="session")
def formules(exemple: Path) -> Workbook:
    """Le classeur exemple, lu avec ses formules."""
    return load_workbook(exemple)


@pytest.fixture(scope="session")
def valeurs(exemple: Path) -> Workbook:
    """Le classeur exemple, lu par un programme qui ne calcule pas."""
    return load_workbook(exemple, data_only=True)
