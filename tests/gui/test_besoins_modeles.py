"""Les besoins et les outils qui restent, comparés aux listes entières attendues."""

from fractions import Fraction
from types import MappingProxyType

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.tableaux.colonnes import ACCESSIBLE, AFFICHAGE, INFOBULLE
from gui.tableaux.modele_besoins import (
    BESOIN,
    Besoin,
    Exigences,
    FiltreBesoins,
    GroupeDeBesoins,
    ModeleBesoins,
    avec_exigence,
    compter_exigences,
)
from gui.tableaux.modele_restants import ECARTES, RESTENT, ModeleRestants, RangeeRestant
from gui.tableaux.profils_besoins import PROFILS, Profil, ajouter_profil, decrire_profil
from modele.catalogue.objets import Catalogue
from modele.comparaison import comparer
from modele.situation import Exigence, Situation
from tests.gui.petit_catalogue import PETIT, petite_comparaison

VENTE = GroupeDeBesoins("vente", "Vente", 1, 1, 0, False)
PAIEMENT = GroupeDeBesoins("paiement", "Paiement", 2, 2, 0, False)
OEUFS = Besoin("recherche-oe", "Œufs à l'unité", "La ferme vend ses œufs un à un.", "")
CHEQUE = Besoin("cheque", "Chèque", "Le client règle par chèque.", "")
ESPECES = Besoin("especes", "Espèces", "Le client règle en espèces.", "")


def exigences(**besoins: Exigence) -> Exigences:
    return MappingProxyType(besoins)


@pytest.fixture
def modele() -> ModeleBesoins:
    return ModeleBesoins(PETIT, exigences())


@pytest.fixture
def filtre(modele: ModeleBesoins) -> FiltreBesoins:
    return FiltreBesoins(modele, modele)


def lignes(filtre: FiltreBesoins, role: int = BESOIN) -> list[object]:
    return [filtre.index(ligne, 0).data(role) for ligne in range(filtre.rowCount())]


def test_la_liste_entiere(filtre: FiltreBesoins, modele: ModeleBesoins, qtmodeltester: ModelTester) -> None:
    assert lignes(filtre) == [VENTE, OEUFS, PAIEMENT, CHEQUE, ESPECES]
    modele.montrer(exigences(cheque="indispensable", especes="souhaite"))
    assert lignes(filtre) == [
        VENTE,
        OEUFS,
        PAIEMENT._replace(besoins=2),
        CHEQUE._replace(exigence="indispensable"),
        ESPECES._replace(exigence="souhaite"),
    ]
    qtmodeltester.check(modele)
    qtmodeltester.check(filtre)


def test_chaque_ligne_se_lit_a_voix_haute(filtre: FiltreBesoins, modele: ModeleBesoins) -> None:
    modele.montrer(exigences(cheque="indispensable"))
    filtre.replier("vente", True)
    assert lignes(filtre, ACCESSIBLE) == [
        "Vente, groupe replié, 1 critère, aucun besoin",
        "Paiement, groupe déplié, 2 critères, 1 besoin",
        "Chèque, indispensable. Le client règle par chèque.",
        "Espèces, indifférent. Le client règle en espèces.",
    ]


def test_l_infobulle_dit_ce_que_repond_chaque_outil(filtre: FiltreBesoins) -> None:
    assert lignes(filtre, INFOBULLE)[3] == (
        "<p>En option\u00a0: Beta.</p><p>Non\u00a0: Alpha.</p><p>Non dit\u00a0: Gamma.</p>"
    )


def test_seuls_les_criteres_changes_sont_signales(modele: ModeleBesoins) -> None:
    modele.montrer(exigences(cheque="souhaite"))
    signales: list[int] = []
    modele.dataChanged.connect(lambda haut, _bas: signales.append(haut.row()))
    modele.montrer(exigences(cheque="souhaite", especes="souhaite"))
    assert [modele.index(rang).data(AFFICHAGE) for rang in signales] == ["Paiement", "Espèces"]


def test_la_recherche_et_les_plis(filtre: FiltreBesoins) -> None:
    filtre.tout_replier()
    assert [ligne.nom for ligne in lignes(filtre)] == ["Vente", "Paiement"]  # type: ignore[attr-defined]
    filtre.chercher("cheque")
    assert lignes(filtre) == [PAIEMENT._replace(retenus=1), CHEQUE]
    filtre.chercher("")
    assert not filtre.tout_deplie
    assert filtre.deplier_vers("especes").data(BESOIN) == ESPECES
    assert not filtre.deplier_vers("inconnu").isValid()


def test_seulement_mes_besoins_garde_ce_que_l_on_vient_d_oublier(
    filtre: FiltreBesoins, modele: ModeleBesoins
) -> None:
    modele.montrer(exigences(cheque="souhaite"))
    filtre.montrer_besoins(True)
    assert lignes(filtre)[1:] == [CHEQUE._replace(exigence="souhaite")]
    modele.montrer(exigences(especes="indispensable"))
    assert lignes(filtre)[1:] == [CHEQUE, ESPECES._replace(exigence="indispensable")]
    filtre.montrer_besoins(False)
    filtre.montrer_besoins(True)
    assert lignes(filtre)[1:] == [ESPECES._replace(exigence="indispensable")]
    modele.montrer(exigences())
    filtre.montrer_besoins(False)
    filtre.montrer_besoins(True)
    assert filtre.vide


@pytest.mark.parametrize(
    ("besoins", "phrase"),
    [
        (exigences(), "Aucun besoin indiqué"),
        (exigences(a="souhaite"), "1 souhait"),
        (exigences(a="indispensable", b="souhaite", c="indispensable"), "2 indispensables, 1 souhait"),
    ],
)
def test_le_compte_des_besoins(besoins: Exigences, phrase: str) -> None:
    assert compter_exigences(besoins) == phrase


def test_changer_un_besoin_garde_les_autres_et_leur_ordre() -> None:
    avant = exigences(a="indispensable", b="souhaite")
    assert list(avec_exigence(avant, "a", "souhaite").items()) == [("a", "souhaite"), ("b", "souhaite")]
    assert avec_exigence(avant, "a", "") == {"b": "souhaite"}
    assert avec_exigence(avant, "c", "") == avant


def rangees(modele: ModeleRestants) -> list[RangeeRestant]:
    return list(modele.rangees)


def test_les_outils_qui_restent_a_verifier_et_ecartes(qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    restants, ecartes = ModeleRestants(PETIT, RESTENT), ModeleRestants(PETIT, ECARTES)
    comparaison = petite_comparaison()
    restants.montrer(comparaison)
    ecartes.montrer(comparaison)
    sans_vente = (
        "Gamma ne sert que les professionnels ; vous n'avez pas indiqué de ventes aux professionnels."
    )
    assert rangees(restants) == [
        RangeeRestant("Restent (2)"),
        RangeeRestant("Alpha", "alpha", "retenu", "1\u202f000\u00a0€/an"),
        RangeeRestant("Beta", "beta", "retenu", "200\u00a0€/an"),
    ]
    assert rangees(ecartes) == [
        RangeeRestant("Écartés (1)"),
        RangeeRestant("Gamma", "gamma", "ecarte", "", sans_vente),
    ]
    comparaison = petite_comparaison(cheque="indispensable")
    with qtbot.assertNotEmitted(restants.modelReset):
        assert restants.montrer(comparaison)
        assert ecartes.montrer(comparaison)
        assert not restants.montrer(comparaison)
    assert rangees(restants) == [
        RangeeRestant("Restent (1)"),
        RangeeRestant(
            "Beta",
            "beta",
            "avec_reserve",
            "200\u00a0€/an",
            "En partie ou en option\u00a0: «\u00a0Chèque\u00a0».",
        ),
    ]
    assert rangees(ecartes)[2] == RangeeRestant(
        "Alpha", "alpha", "ecarte", "", "Écarté de peu\u00a0: il ne manque que «\u00a0Chèque\u00a0»."
    )
    assert ecartes.index(2).data(ACCESSIBLE) == (
        "Alpha, écarté. Écarté de peu\u00a0: il ne manque que «\u00a0Chèque\u00a0»."
    )
    qtmodeltester.check(restants)
    qtmodeltester.check(ecartes)


def test_un_outil_dont_on_ne_sait_rien_n_est_pas_ecarte(catalogue: Catalogue) -> None:
    situation = Situation(
        ca_particuliers=Fraction(30_000),
        exigences=exigences(**{"chorus-pro": "indispensable", "abonnement": "indispensable"}),
    )
    modele = ModeleRestants(catalogue, RESTENT)
    modele.montrer(comparer(catalogue, situation))
    assert [(r.nom, r.raison) for r in rangees(modele)] == [
        ("Restent (1)", ""),
        ("Local.bio", ""),
        ("À vérifier auprès de l'éditeur (2)", ""),
        ("AmapJ", "Le guide ne dit pas\u00a0: «\u00a0Chorus Pro\u00a0»."),
        ("Socleo", "Le guide ne dit pas\u00a0: «\u00a0Chorus Pro\u00a0»."),
    ]


@pytest.mark.parametrize("profil", PROFILS, ids=lambda profil: profil.nom)
def test_un_profil_ne_cite_que_des_criteres_du_catalogue(catalogue: Catalogue, profil: Profil) -> None:
    criteres = (*profil.indispensables, *profil.souhaits)
    assert set(criteres) <= set(catalogue.par_critere)
    assert len(criteres) == len(set(criteres))


def test_un_profil_respecte_ce_que_la_ferme_a_dit(catalogue: Catalogue) -> None:
    amap = PROFILS[0]
    avant = exigences(abonnement="souhaite", cheque="indispensable")
    apres = ajouter_profil(catalogue, avant, amap)
    assert apres == {
        "abonnement": "souhaite",
        "cheque": "indispensable",
        "collectif": "indispensable",
        "paiement-especes": "souhaite",
        "dates-de-commande": "souhaite",
        "recapitulatif-par-client": "souhaite",
        "mails-clients": "souhaite",
    }
    assert decrire_profil(catalogue, amap)[1] == (
        "Indispensable\u00a0: «\u00a0Vente en collectif\u00a0» et «\u00a0Contrat ou abonnement client\u00a0»."
    )
