"""Modèles de la grille, comparés à la grille entière attendue."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.tableaux import roles
from gui.tableaux.colonnes import ACCESSIBLE, AFFICHAGE, INFOBULLE
from gui.tableaux.filtre_grille import FiltreGrille
from gui.tableaux.filtre_groupes import sans_accents
from gui.tableaux.modele_entete import LigneTete, ModeleEntete
from gui.tableaux.modele_grille import ModeleGrille
from modele.catalogue.objets import Catalogue
from modele.choix.phrases import cout_affiche
from modele.comparaison import comparer
from modele.situation import EXEMPLE
from tests.gui.petit_catalogue import PETIT, petite_comparaison

VERTICAL = Qt.Orientation.Vertical
HORIZONTAL = Qt.Orientation.Horizontal


def grille(modele: QAbstractItemModel, role: int = AFFICHAGE) -> list[list[Any]]:
    """Toutes les cases, chaque ligne précédée de son titre."""
    return [
        [modele.headerData(ligne, VERTICAL)]
        + [modele.index(ligne, colonne).data(role) for colonne in range(modele.columnCount())]
        for ligne in range(modele.rowCount())
    ]


def outils(modele: QAbstractItemModel) -> list[str]:
    return [modele.headerData(colonne, HORIZONTAL) for colonne in range(modele.columnCount())]


def titres(modele: QAbstractItemModel) -> list[str]:
    return [modele.headerData(ligne, VERTICAL) for ligne in range(modele.rowCount())]


@pytest.fixture
def modele() -> ModeleGrille:
    return ModeleGrille(PETIT, petite_comparaison())


@pytest.fixture
def filtre(modele: ModeleGrille) -> FiltreGrille:
    return FiltreGrille(modele, modele)


def test_la_tete_montre_nom_statut_cout_et_part() -> None:
    modele = ModeleEntete(petite_comparaison())
    assert grille(modele) == [
        ["Outil", "Alpha", "Beta", "Gamma"],
        ["Statut", "retenu", "retenu", "écarté"],
        ["Coût par an, HT", "1\u202f000\u00a0€", "200\u00a0€", "–"],
        ["% des ventes", "10,0\u00a0%", "2,0\u00a0%", "–"],
    ]


def test_la_barre_du_cout_suit_le_plus_cher_des_outils_non_ecartes() -> None:
    modele = ModeleEntete(petite_comparaison())
    barres = [modele.index(LigneTete.COUT, colonne).data(roles.CASE).barre for colonne in range(3)]
    assert barres == [1000, 200, 0]


def test_la_tete_dit_pourquoi_un_outil_est_ecarte() -> None:
    modele = ModeleEntete(petite_comparaison())
    for ligne in LigneTete:
        case = modele.index(ligne, 2)
        assert "ne sert que les professionnels" in case.data(ACCESSIBLE)
        assert "ne sert que les professionnels" in case.data(INFOBULLE)
    assert "l'outil ne porterait aucune de vos ventes" in modele.index(LigneTete.COUT, 2).data(ACCESSIBLE)


def test_le_corps_montre_chaque_case_sous_son_groupe(modele: ModeleGrille) -> None:
    assert outils(modele) == ["Alpha", "Beta", "Gamma"]
    assert grille(modele) == [
        ["Vente", "", "", ""],
        ["Œufs à l'unité", "Oui", "En partie", "Non dit"],
        ["Paiement", "", "", ""],
        ["Chèque", "Non", "En option", "Non dit"],
        ["Espèces", "Oui", "Oui", "Non dit"],
    ]


def test_un_indispensable_dit_dans_la_case_ce_qu_il_fait_de_l_outil() -> None:
    modele = ModeleGrille(PETIT, petite_comparaison(cheque="indispensable"))
    assert outils(modele) == ["Beta", "Gamma", "Alpha"]
    assert grille(modele)[3] == ["Chèque", "En option · réserve", "Non dit", "Non · écarte"]
    cases = [modele.index(3, colonne).data(roles.CASE) for colonne in range(3)]
    assert [case.consequence for case in cases] == ["avec_reserve", "", "ecarte"]
    assert [case.ecarte for case in cases] == [False, True, True]
    assert "Cette réponse écarte l'outil" in modele.index(3, 2).data(ACCESSIBLE)
    assert modele.headerData(3, VERTICAL, ACCESSIBLE) == "Chèque, indispensable"
    assert modele.headerData(3, VERTICAL, roles.TITRE) == roles.TitreCritere("Chèque", "indispensable")
    assert modele.headerData(4, VERTICAL, roles.TITRE) == roles.TitreCritere("Espèces")


def test_une_case_se_lit_en_entier(modele: ModeleGrille) -> None:
    assert modele.index(1, 1).data(ACCESSIBLE) == (
        "Beta, Œufs à l'unité\u00a0: En partie. Beta en montre certains."
    )
    sans_reponse = modele.index(1, 2).data(ACCESSIBLE)
    assert sans_reponse.startswith("Gamma, Œufs à l'unité\u00a0: Non dit. Le guide ne le dit pas. Outil éc")


def test_une_case_rend_son_evaluation(modele: ModeleGrille) -> None:
    evaluations = grille(modele, roles.EVALUATION)
    assert evaluations[3][1] is PETIT.par_outil["alpha"].par_critere["cheque"]
    assert evaluations[3][3] is None
    assert evaluations[2][1:] == [None, None, None]


def test_une_infobulle_ne_laisse_pas_passer_de_balise() -> None:
    critere = PETIT.criteres[0]
    piege = Catalogue(
        PETIT.edition,
        PETIT.date,
        PETIT.outils,
        PETIT.groupes,
        (type(critere)("x", "X", "vente", "<img src='x'> & suite"),),
    )
    bulle = ModeleGrille(piege, petite_comparaison()).headerData(1, VERTICAL, INFOBULLE)
    assert bulle == "<p>&lt;img src='x'&gt; &amp; suite</p>"


@pytest.mark.parametrize("ca", [10_000, 30_000])
def test_changer_le_chiffre_d_affaires_ne_touche_que_la_tete(ca: int, qtbot: QtBot) -> None:
    tete, corps = ModeleEntete(petite_comparaison(20_000)), ModeleGrille(PETIT, petite_comparaison(20_000))
    apres = petite_comparaison(ca)
    with qtbot.assertNotEmitted(corps.dataChanged), qtbot.assertNotEmitted(corps.layoutChanged):
        assert corps.montrer(apres) is False
    with qtbot.waitSignal(tete.dataChanged), qtbot.assertNotEmitted(tete.layoutChanged):
        tete.montrer(apres)
    assert grille(tete)[LigneTete.COUT][1:] == grille(ModeleEntete(apres))[LigneTete.COUT][1:]


def test_un_nouvel_ordre_deplace_les_cases_suivies(qtmodeltester: ModelTester) -> None:
    modele = ModeleGrille(PETIT, petite_comparaison())
    qtmodeltester.check(modele)
    suivie = QPersistentModelIndex(modele.index(3, 1))
    modele.montrer(petite_comparaison(cheque="indispensable"))
    assert outils(modele) == ["Beta", "Gamma", "Alpha"]
    assert (suivie.row(), suivie.column()) == (3, 0)
    assert suivie.data() == "En option · réserve"
    modele.montrer(petite_comparaison())
    assert (suivie.row(), suivie.column()) == (3, 1)


def test_choisir_met_en_valeur_une_seule_case(modele: ModeleGrille) -> None:
    modele.choisir("beta", "cheque")
    modele.choisir("alpha", "especes")
    choisies = [
        (ligne, colonne)
        for ligne in (1, 3, 4)
        for colonne in range(3)
        if modele.index(ligne, colonne).data(roles.CASE).choisie
    ]
    assert choisies == [(4, 0)]
    titres_choisis = [modele.headerData(ligne, VERTICAL, roles.TITRE).choisi for ligne in (1, 3, 4)]
    assert titres_choisis == [False, False, True]


@pytest.mark.parametrize(
    ("recherche", "attendu"),
    [
        ("especes", ["Paiement", "Espèces"]),
        ("ÉSPÈCES", ["Paiement", "Espèces"]),
        ("oeufs", ["Vente", "Œufs à l'unité"]),
        ("règle client", ["Paiement", "Chèque", "Espèces"]),
        ("l\u2019unité", ["Vente", "Œufs à l'unité"]),
        ("rien de tel", []),
        ("", ["Vente", "Œufs à l'unité", "Paiement", "Chèque", "Espèces"]),
    ],
)
def test_la_recherche_ignore_accents_et_ordre_des_mots(
    filtre: FiltreGrille, recherche: str, attendu: list[str]
) -> None:
    filtre.chercher("chèque")
    filtre.chercher(recherche)
    assert titres(filtre) == attendu
    assert filtre.vide == (not attendu)


def test_sans_accents_ramene_a_ce_que_l_on_tape() -> None:
    assert sans_accents("Où l\u2019ŒUF naît") == "ou l'oeuf nait"


def test_les_differences_ignorent_les_outils_ecartes(modele: ModeleGrille, filtre: FiltreGrille) -> None:
    filtre.montrer_differences(True)
    # Gamma, écarté, répond « Non dit » aux espèces : sans lui, les réponses sont les mêmes.
    assert titres(filtre) == ["Vente", "Œufs à l'unité", "Paiement", "Chèque"]
    assert filtre.headerData(2, VERTICAL, roles.TITRE) == roles.TitreGroupe("Paiement", 2, 1)
    modele.montrer(petite_comparaison(cheque="indispensable"))
    filtre.rafraichir()
    assert titres(filtre) == []
    filtre.montrer_differences(False)
    assert len(titres(filtre)) == 5


def test_un_groupe_se_replie_et_le_dit(filtre: FiltreGrille) -> None:
    filtre.replier("paiement", True)
    assert grille(filtre) == [
        ["Vente", "", "", ""],
        ["Œufs à l'unité", "Oui", "En partie", "Non dit"],
        ["Paiement", "", "", ""],
    ]
    assert filtre.headerData(2, VERTICAL, ACCESSIBLE) == "Paiement, groupe replié, 2 critères"
    filtre.tout_replier()
    assert titres(filtre) == ["Vente", "Paiement"]
    filtre.tout_deplier()
    assert filtre.headerData(2, VERTICAL, ACCESSIBLE) == "Paiement, groupe déplié, 2 critères"


def test_une_recherche_deplie_puis_rend_les_plis(filtre: FiltreGrille) -> None:
    filtre.replier("paiement", True)
    filtre.chercher("cheq")
    assert titres(filtre) == ["Paiement", "Chèque"]
    assert filtre.headerData(0, VERTICAL, ACCESSIBLE) == "Paiement, groupe déplié, 1 critère sur 2"
    filtre.chercher("chequ")
    filtre.chercher("")
    assert titres(filtre) == ["Vente", "Œufs à l'unité", "Paiement"]


def test_le_filtre_retrouve_une_case(filtre: FiltreGrille) -> None:
    index = filtre.index_de("beta", "cheque")
    assert (index.row(), index.column()) == (3, 1)
    filtre.replier("paiement", True)
    assert not filtre.index_de("beta", "cheque").isValid()
    assert not filtre.index_de("beta", "").isValid()


def test_les_modeles_respectent_les_regles_de_qt(qtmodeltester: ModelTester, catalogue: Catalogue) -> None:
    comparaison = comparer(catalogue, EXEMPLE)
    corps = ModeleGrille(catalogue, comparaison)
    filtre = FiltreGrille(corps, corps)
    for modele in (ModeleEntete(comparaison), corps, filtre):
        qtmodeltester.check(modele)
    assert filtre.rowCount() == len(catalogue.criteres) + len(catalogue.groupes)
    # Le filtre change sous surveillance : toute incohérence de signaux lève ici.
    filtre.tout_replier()
    filtre.chercher("paiement")
    filtre.montrer_differences(True)
    filtre.chercher("")
    filtre.tout_deplier()


@pytest.mark.parametrize(
    ("recupere", "titre", "raison"),
    [
        (True, "Coût par an, HT", "Hors taxes, car votre ferme récupère la TVA."),
        (False, "Coût par an, TVA comprise", "TVA comprise, car votre ferme ne la récupère pas."),
    ],
)
def test_la_ligne_des_couts_dit_si_la_tva_y_est(
    catalogue: Catalogue, recupere: bool, titre: str, raison: str
) -> None:
    modele = ModeleEntete(comparer(catalogue, replace(EXEMPLE, recupere_tva=recupere)))
    assert modele.headerData(LigneTete.COUT, VERTICAL) == titre
    assert modele.headerData(LigneTete.COUT, VERTICAL, roles.TITRE).nom == titre
    assert raison in modele.headerData(LigneTete.COUT, VERTICAL, INFOBULLE)


@pytest.mark.parametrize(
    ("cout", "ecrit"),
    [("0", "0 €"), ("36", "36 €"), ("36.5", "36,50 €"), ("99.99", "99,99 €"), ("809.7", "810 €")],
)
def test_un_cout_s_ecrit_de_meme_dans_chaque_tableau(cout: str, ecrit: str) -> None:
    assert cout_affiche(Decimal(cout)).replace("\u00a0", " ") == ecrit
