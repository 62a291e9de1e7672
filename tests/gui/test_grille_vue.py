"""La grille à l'écran : tailles, formes, contrastes, textes qui tiennent."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.composants.delegue_case import DelegueCase
from gui.composants.formes import dessiner_etat
from gui.composants.grille_figee import GrilleFigee
from gui.composants.texte import couper
from gui.tableaux import phrases, roles
from gui.tableaux.modele_entete import LigneTete
from gui.theme import jetons
from gui.theme.style import NomTheme, appliquer, theme
from modele.catalogue.objets import Catalogue
from modele.comparaison import comparer
from modele.situation import EXEMPLE
from tests.gui.petit_catalogue import PETIT, petite_comparaison

LARGEUR_PAGE = 964 - 2 * jetons.MARGE_PAGE


@pytest.fixture
def grille(catalogue: Catalogue, qtbot: QtBot) -> GrilleFigee:
    vue = GrilleFigee(catalogue, comparer(catalogue, EXEMPLE))
    qtbot.addWidget(vue)
    vue.resize(LARGEUR_PAGE, 420)
    vue.show()
    return vue


def image_de_la_forme(etat: str, cote: int) -> bytes:
    image = QImage(QSize(cote, cote), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    peintre = QPainter(image)
    dessiner_etat(peintre, QRectF(0, 0, cote, cote), etat, QColor("black"))
    peintre.end()
    return bytes(image.constBits())


def luminance(couleur: QColor) -> float:
    def lineaire(canal: float) -> float:
        return canal / 12.92 if canal <= 0.03928 else ((canal + 0.055) / 1.055) ** 2.4

    rouge, vert, bleu = (lineaire(c) for c in (couleur.redF(), couleur.greenF(), couleur.blueF()))
    return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu


def contraste(un: str, autre: str) -> float:
    clair, sombre = sorted((luminance(theme().couleur(un)), luminance(theme().couleur(autre))), reverse=True)
    return (clair + 0.05) / (sombre + 0.05)


def test_neuf_outils_tiennent_sans_defilement_horizontal(grille: GrilleFigee) -> None:
    assert grille.corps.horizontalScrollBar().maximum() == 0
    assert grille.corps.horizontalHeader().defaultSectionSize() >= jetons.LARGEUR_COLONNE
    assert grille.corps.verticalHeader().width() == jetons.LARGEUR_PREMIERE_COLONNE


def test_la_tete_et_les_criteres_restent_alignes_en_defilant(grille: GrilleFigee) -> None:
    grille.resize(500, 420)
    barre = grille.corps.horizontalScrollBar()
    assert barre.maximum() > 0
    for position in (0, 37, barre.maximum()):
        barre.setValue(position)
        for colonne in range(9):
            assert grille.tete.columnViewportPosition(colonne) == grille.corps.columnViewportPosition(colonne)
            assert grille.tete.columnWidth(colonne) == grille.corps.columnWidth(colonne)
    grille.tete.horizontalScrollBar().setValue(11)
    assert barre.value() == 11


def test_les_colonnes_prennent_la_place_offerte(grille: GrilleFigee) -> None:
    grille.resize(1600, 420)
    place = grille.corps.viewport().width()
    assert place - 9 < 9 * grille.corps.horizontalHeader().defaultSectionSize() <= place


def test_la_tete_a_la_hauteur_de_ses_lignes(grille: GrilleFigee) -> None:
    lignes = sum(grille.tete.rowHeight(ligne) for ligne in LigneTete)
    assert grille.tete.height() == lignes
    assert grille.tete.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("cote", [jetons.COTE_FORME, 2 * jetons.COTE_FORME])
def test_chaque_etat_a_sa_forme_sans_la_couleur(cote: int) -> None:
    formes = {image_de_la_forme(etat, cote) for etat in jetons.ETATS}
    assert len(formes) == len(jetons.ETATS)
    vide = bytes([255]) * len(next(iter(formes)))
    assert vide not in formes


@pytest.mark.parametrize("echelle", [1.0, 1.5, 2.0])
def test_les_mots_des_cases_tiennent_dans_la_plus_petite_colonne(qapp: QApplication, echelle: float) -> None:
    t = appliquer(qapp, "clair", echelle)
    debut = 2 * t.px(jetons.PAS[0]) + t.px(jetons.COTE_FORME)
    place = t.px(jetons.LARGEUR_COLONNE) - debut
    grand, petit = QFontMetrics(t.police()), QFontMetrics(t.police(jetons.LEGENDE))
    for _, mot, _ in jetons.ETATS.values():
        assert grand.horizontalAdvance(mot) <= place, mot
    for mot, _ in phrases.CONSEQUENCES.values():
        assert petit.horizontalAdvance(mot) <= place, mot
    for mot, _ in jetons.STATUTS.values():
        assert petit.horizontalAdvance(mot) <= t.px(jetons.LARGEUR_COLONNE) - 2 * t.px(jetons.PAS[0]), mot
    assert 2 * petit.lineSpacing() <= t.px(jetons.HAUTEUR_LIGNE)


@pytest.mark.parametrize("nom", ["clair", "sombre"])
def test_tout_ce_qui_s_ecrit_dans_la_grille_se_lit(qapp: QApplication, nom: NomTheme) -> None:
    appliquer(qapp, nom)
    encres = {"texte", "texte_faible", "erreur"}
    encres |= {jeton for _, _, jeton in jetons.ETATS.values()}
    encres |= {jeton for _, jeton in jetons.STATUTS.values()}
    for encre, fond in product(sorted(encres), ("papier", "fond", "creux", "accent_doux")):
        assert contraste(encre, fond) >= 4.5, (encre, fond)
    assert contraste("sur_accent", "accent") >= 4.5
    assert contraste("trait_fort", "papier") >= 3


def test_une_apparence_n_est_dessinee_qu_une_fois(grille: GrilleFigee, catalogue: Catalogue) -> None:
    delegue: DelegueCase = grille.corps.delegue
    grille.grab()
    images = {cle: image.cacheKey() for cle, image in delegue._images.items()}
    assert images
    grille.montrer(comparer(catalogue, replace(EXEMPLE, ca_particuliers=Fraction(41_000))))
    grille.grab()
    assert {cle: image.cacheKey() for cle, image in delegue._images.items()} == images


def test_une_case_qui_ecarte_ne_ressemble_pas_a_un_simple_non(qtbot: QtBot) -> None:
    taille = QSize(jetons.LARGEUR_COLONNE, jetons.HAUTEUR_LIGNE)
    apparences = [
        DelegueCase._dessiner(case, False, taille, 1.0).toImage()
        for case in (
            roles.CaseCritere("non"),
            roles.CaseCritere("non", "ecarte"),
            roles.CaseCritere("non", ecarte=True),
            roles.CaseCritere("non", choisie=True),
        )
    ]
    for rang, image in enumerate(apparences):
        assert image not in apparences[:rang]


@pytest.mark.parametrize(
    ("nom", "place_pour", "attendu"),
    [
        ("Kuupanda", "Kuupanda", ("Kuupanda",)),
        ("La Ruche qui dit Oui !", "La Ruche qui", ("La Ruche qui", "dit Oui\u00a0!")),
        ("CoopCircuits", "CoopCircuit", ("Coop", "Circuits")),
        ("Anticonstitution", "Anticonst", ("Anticonst", "itution")),
    ],
)
def test_un_nom_se_coupe_sans_se_perdre(
    nom: str, place_pour: str, attendu: tuple[str, ...], qapp: QApplication
) -> None:
    metriques = QFontMetrics(theme().police(jetons.LEGENDE, gras=True))
    assert couper(nom, metriques, metriques.horizontalAdvance(place_pour), 3) == attendu


def test_un_nom_trop_long_finit_par_des_points(qapp: QApplication) -> None:
    metriques = QFontMetrics(theme().police(jetons.LEGENDE))
    lignes = couper("Un nom vraiment beaucoup trop long pour sa colonne", metriques, 74, 3)
    assert len(lignes) == 3
    assert lignes[-1].endswith("…")
    assert metriques.horizontalAdvance(lignes[-1]) <= 74


def test_l_etat_vide_recouvre_les_criteres_et_en_sort(qtbot: QtBot) -> None:
    vue = GrilleFigee(PETIT, petite_comparaison())
    qtbot.addWidget(vue)
    vue.show()
    vue.chercher("introuvable")
    assert vue._vide.isVisible()
    assert vue._vide.phrase.text() == "Aucun critère ne correspond à «\u00a0introuvable\u00a0»."
    with qtbot.waitSignal(vue.filtre_efface):
        vue._vide.bouton.click()
    vue.chercher("")
    assert not vue._vide.isVisible()


def test_un_critere_devenu_indispensable_se_recoupe_en_gras(
    grille: GrilleFigee, catalogue: Catalogue, qtbot: QtBot
) -> None:
    """« Ventes aux professionnels » tient sur une ligne, mais sur deux en gras."""
    besoins = replace(EXEMPLE, exigences={"professionnels": "indispensable"})
    neuve = GrilleFigee(catalogue, comparer(catalogue, besoins))
    qtbot.addWidget(neuve)
    neuve.resize(LARGEUR_PAGE, 420)
    neuve.show()
    grille.grab()
    grille.montrer(comparer(catalogue, besoins))
    titres, neufs = grille.corps.verticalHeader(), neuve.corps.verticalHeader()
    QApplication.processEvents()
    assert titres.grab().toImage() == neufs.grab().toImage()
