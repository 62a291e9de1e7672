"""Deux cents façons de remplir un même classeur : le tableur recalcule au centime ce que dit le moteur."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from modele.catalogue.objets import Catalogue
from modele.choix.analyse_seuils import Analyse, Periode, analyser
from modele.choix.moins_cher import en_lice
from modele.export import noms
from modele.export.styles import MOTS_STATUT
from tests.export import cas, editions
from tests.export.conftest import ecrire
from tests.export.tableur import Tableur, ordinaires
from tests.modele.fabrique import catalogue_reel

_COMBIEN = 200
_COTES = (
    "59999.99",
    "60000",
    "60000.01",
    "119999.99",
    "120000",
    "1714.28",
    "1714.29",
    "285714.29",
    "0",
    "0.01",
)


@dataclass(frozen=True)
class Editions:
    """Classeurs édités, leurs sorties recalculées."""

    catalogue: Catalogue
    faites: list[editions.Edition]
    sorties: Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="module")
def faites(tableur: Tableur, tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """Éditions d'un seul export, recalculées par un seul processus."""
    dossier, recalcules = tmp_path_factory.mktemp("editions"), tmp_path_factory.mktemp("sorties")
    catalogue, hasard = catalogue_reel(), Random(41)
    modele = tmp_path_factory.mktemp("modele") / "modele.xlsx"
    ecrire(catalogue, cas.ECRITES["besoins"], modele)
    situations = list(editions.tirees(catalogue, hasard, _COMBIEN - len(_COTES)))
    situations += [
        cas.a_ce_montant(catalogue, hasard, Fraction(montant), rang) for rang, montant in enumerate(_COTES)
    ]
    ecrites = editions.ecrire(modele, catalogue, iter(situations), dossier, hasard)
    lues = tableur.premieres_feuilles(sorted(dossier.glob("*.xlsx")), recalcules)
    return Editions(catalogue, ecrites, {chemin.stem: editions.lire(chemin) for chemin in lues})


def _centimes(texte: str) -> Decimal:
    return Decimal(texte).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_toutes_recalculees(faites: Editions) -> None:
    assert len(faites.sorties) == _COMBIEN
    for nom, sorties in faites.sorties.items():
        assert sorties[noms.ALERTE_SAISIE] == "", nom
        for sortie, valeur in sorties.items():
            assert not valeur.startswith(("#", "Err:")), (nom, sortie, valeur)


def test_chaque_formule_et_option_passe(faites: Editions) -> None:
    couts = [r.cout for edition in faites.faites for r in edition.attendue.resultats]
    formules = {(cout.outil.identifiant, cout.formule.identifiant) for cout in couts}
    options = {(cout.outil.identifiant, option.identifiant) for cout in couts for option in cout.options}
    for outil in faites.catalogue.outils:
        assert {(outil.identifiant, formule.identifiant) for formule in outil.formules} <= formules
        assert {(outil.identifiant, option.identifiant) for option in outil.options} <= options
    assert any(not edition.attendue.situation.recupere_tva for edition in faites.faites)
    assert any(edition.attendue.situation.ca_total == 0 for edition in faites.faites)
    assert {r.statut for edition in faites.faites for r in edition.attendue.resultats} == set(MOTS_STATUT)


def test_couts_au_centime(faites: Editions) -> None:
    for edition in faites.faites:
        sorties = faites.sorties[edition.nom]
        for resultat in edition.attendue.resultats:
            cout = resultat.cout
            for nommer, exact in (
                (noms.annee_1, cout.annee_1.ferme),
                (noms.annee_suivante, cout.annee_suivante.ferme),
                (noms.horizon, cout.horizon),
            ):
                nom = nommer(resultat.outil)
                assert _centimes(sorties[nom]) == exact, (edition.nom, nom, edition.attendue.situation)


def test_un_prix_propose_est_dit_quand_il_compte(faites: Editions) -> None:
    dits = 0
    for edition in faites.faites:
        for resultat in edition.attendue.resultats:
            mention = faites.sorties[edition.nom][noms.propose(resultat.outil)]
            assert bool(mention) == resultat.cout.annee_1.propose, (edition.nom, resultat.outil)
            dits += bool(mention)
    assert dits > 200
    frais = [r.cout.outil.frais_proposes for e in faites.faites for r in e.attendue.resultats]
    assert sum(map(len, frais)) > 100


def test_statuts_motifs_et_souhaits(faites: Editions) -> None:
    for edition in faites.faites:
        sorties = faites.sorties[edition.nom]
        for resultat in edition.attendue.resultats:
            lieu = (edition.nom, resultat.outil)
            assert sorties[noms.statut(resultat.outil)] == MOTS_STATUT[resultat.statut], lieu
            assert int(float(sorties[noms.souhaits(resultat.outil)])) == len(resultat.souhaits_remplis), lieu
            motifs = ordinaires(sorties[noms.motifs(resultat.outil)])
            for motif in resultat.motifs:
                assert ordinaires(motif) in motifs, lieu
            assert len(motifs) == sum(1 + len(motif) for motif in resultat.motifs), lieu


def test_outils_en_lice(faites: Editions) -> None:
    for edition in faites.faites:
        attendus = {r.outil: r.cout.annee_suivante.ferme for r in en_lice(edition.attendue)}
        for resultat in edition.attendue.resultats:
            lu = faites.sorties[edition.nom][noms.en_lice(resultat.outil)]
            if resultat.outil in attendus:
                assert _centimes(lu) == attendus[resultat.outil], (edition.nom, resultat.outil)
            else:
                assert lu == "–", (edition.nom, resultat.outil)


def test_seuils_comme_les_courbes(faites: Editions) -> None:
    compares = 0
    for edition in faites.faites:
        sorties: Any = faites.sorties[edition.nom]
        pas = Fraction(sorties[noms.PAS_SEUILS])
        analyse: Analyse = analyser(edition.attendue, Periode.SUIVANTE, pas * 60)
        for ligne in editions.LIGNES_DE_SEUILS:
            x = pas * ligne
            lus = sorties[f"moins_cher_{ligne}"], sorties[f"plus_bas_{ligne}"]
            couts = analyse.couts_en(x)
            if not couts:
                assert lus == ("aucun outil", "sans objet"), edition.nom
                continue
            assert abs(Fraction(lus[1]) - min(couts.values())) < Fraction(1, 100_000), (edition.nom, ligne)
            cites = {ordinaires(faites.catalogue.par_outil[outil].nom) for outil in analyse.moins_chers_en(x)}
            assert set(ordinaires(lus[0]).split(", ")) == cites, (edition.nom, ligne)
            compares += 1
    assert compares > 300


def test_pas_des_seuils_suit_les_ventes(faites: Editions) -> None:
    for edition in faites.faites:
        pas, ventes = (
            Fraction(faites.sorties[edition.nom][noms.PAS_SEUILS]),
            edition.attendue.situation.ca_total,
        )
        assert pas > 0
        if ventes >= 1_000:
            assert 2 * ventes <= 60 * pas <= 3 * ventes, (edition.nom, ventes, pas)
