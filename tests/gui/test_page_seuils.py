"""La page « Seuils » : graphique, curseur, seuils en phrases, « Et si… ? »."""

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

import pytest
from PySide6.QtCharts import QCategoryAxis, QLineSeries, QScatterSeries
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.composants import phrases_et_si
from gui.graphiques.style_outils import styles_des_outils
from gui.pages.seuils import TRACES_MAX, PageSeuils
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import appliquer, theme
from modele.catalogue.emplacements import RACINE
from modele.catalogue.objets import Assiette, Catalogue
from modele.choix import phrases_seuils
from modele.choix.analyse_seuils import Periode, analyser, principaux
from modele.choix.phrases_seuils import Bloc
from modele.choix.robustesse import sensibilites
from modele.tarification.seuils import intervalles_en_texte, seuils_de_situation
from tests.bench.enveloppe import catalogue_de
from tests.modele.choix.hasard import comparer_inventes, invente
from tests.modele.fabrique import composante, outil

Touche = Qt.Key
SANS_AMAPJ = (
    "Jusqu'à 15 410,49 € de ventes par an, Local.bio est le moins cher ; de 15 410,49 € à 400 000 €, Socleo."
)


def ouvrir(session: Session, qtbot: QtBot, largeur: int = 1294, hauteur: int = 716) -> PageSeuils:
    page = PageSeuils(session)
    qtbot.addWidget(page)
    page.resize(largeur, hauteur)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def page(session_exemple: Session, qtbot: QtBot) -> PageSeuils:
    return ouvrir(session_exemple, qtbot)


@pytest.fixture
def sans_amapj(page: PageSeuils) -> PageSeuils:
    page.lecture.legende.cases["amapj"].click()
    return page


def nu(texte: str) -> str:
    """Texte dont les espaces insécables sont redevenues ordinaires."""
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def blocs(widget: object) -> list[Bloc]:
    return [Bloc(nu(titre), nu(texte)) for titre, texte in widget.textes()]  # type: ignore[attr-defined]


def couts(page: PageSeuils) -> dict[str, str]:
    legende = page.lecture.legende
    return {
        outil: nu(legende.couts[outil].text())
        for outil, case in legende.cases.items()
        if case.isVisible() and legende.couts[outil].text()
    }


def points(page: PageSeuils, genre: type) -> list[list[tuple[float, float]]]:
    """Points des séries visibles d'un genre, dans l'ordre où elles ont été ajoutées."""
    series = [serie for serie in page.graphe.chart().series() if type(serie) is genre and serie.isVisible()]
    return [[(point.x(), point.y()) for point in serie.points()] for serie in series]


def en_pixels(page: PageSeuils, x: int) -> QPoint:
    cadre = page.graphe.chart().plotArea()
    return QPointF(cadre.left() + cadre.width() * x / 80_000, cadre.center().y()).toPoint()


# Ce qu'on lit


def test_par_defaut_tous_les_outils_en_lice_sont_traces(page: PageSeuils) -> None:
    visibles = [outil for outil, case in page.lecture.legende.cases.items() if case.isVisible()]
    assert visibles == [
        "amapj", "cagette", "coopcircuits", "kuupanda", "la-ruche-qui-dit-oui", "local-bio", "locavor",
        "socleo",
    ]  # fmt: skip
    assert all(page.lecture.legende.cases[outil].isChecked() for outil in visibles)
    assert nu(page.lecture.sans_courbe.text()) == "Sans courbe, car écarté : NectarGo."
    assert couts(page) == {
        "amapj": "0 €", "cagette": "2 700 €", "coopcircuits": "1 050 €", "kuupanda": "810 €",
        "la-ruche-qui-dit-oui": "6 000 €", "local-bio": "701 €", "locavor": "4 950 €", "socleo": "360 €",
    }  # fmt: skip
    assert nu(page.lecture.legende.parts["kuupanda"].text()) == "2,7 %"
    assert nu(page.lecture.ou.text()) == "À 30 000 € HT de ventes par an, coûts HT"


def test_un_outil_moins_cher_partout_est_dit_et_se_laisse_de_cote(page: PageSeuils) -> None:
    lecture = page.lecture
    assert nu(lecture.resume.text()) == "AmapJ est le moins cher de 0 à 400 000 € de ventes par an."
    assert nu(lecture.position.text()) == (
        "Avec vos 30 000 € de ventes, AmapJ est le moins cher : 0 € par an. Vient ensuite Socleo : 360 €."
    )
    assert nu(lecture.gratuits.text()) == (
        "AmapJ ne coûte rien à votre ferme ; à la charge de l'AMAP, 36 € par an."
    )
    assert blocs(lecture.reperes) == []
    assert not lecture.tout.isVisible()
    assert nu(lecture.sans_lui.text()) == "Comparer sans AmapJ"
    lecture.sans_lui.click()
    assert nu(lecture.resume.text()) == SANS_AMAPJ
    assert not lecture.sans_lui.isVisible()
    assert not lecture.gratuits.isVisible()
    lecture.tout.click()
    assert lecture.legende.cases["amapj"].isChecked()
    assert "AmapJ" in lecture.resume.text()


def test_decocher_refait_phrases_et_zones(sans_amapj: PageSeuils) -> None:
    assert nu(sans_amapj.lecture.resume.text()) == SANS_AMAPJ
    assert nu(sans_amapj.lecture.position.text()) == (
        "Avec vos 30 000 € de ventes, Socleo est le moins cher : 360 € par an, soit 1,2 % des ventes. "
        "Vient ensuite Local.bio : 700,82 €."
    )
    assert blocs(sans_amapj.lecture.reperes) == [
        (
            "15 410,49 € · à égalité",
            "Local.bio et Socleo coûtent autant : 360 € par an, soit 2,3 % des ventes. Avant, le moins cher "
            "est Local.bio ; après, Socleo.",
        ),
        ("60 000 € · saut de tarif", "Socleo passe de 360 € à 720 € par an et reste le moins cher."),
    ]
    assert "amapj" not in couts(sans_amapj)
    sans_amapj.lecture.legende.cases["socleo"].click()
    # Kuupanda (240 + 1,899 %) rejoint Local.bio (2,336 %) à 54 910,93 €, puis CoopCircuits plafonne à 10 000 €.
    assert nu(sans_amapj.lecture.resume.text()).startswith("Jusqu'à 54 910,93 € de ventes par an, Local.bio")


def test_les_seuils_sont_ceux_de_la_ligne_de_commande(
    catalogue: Catalogue, session_exemple: Session, qtbot: QtBot
) -> None:
    session_exemple.modifier(ca_professionnels=Fraction(10_000), part_en_ligne=Fraction(50), label="autre")
    page = ouvrir(session_exemple, qtbot)
    json = intervalles_en_texte(
        seuils_de_situation(catalogue, session_exemple.comparaison, Fraction(400_000))
    )
    lus = nu(page.lecture.resume.text())
    for intervalle in json:
        fin = str(intervalle["a"]).removesuffix(".00").replace(".", ",")
        entiers, virgule, centimes = fin.partition(",")
        assert f"{int(entiers):,}".replace(",", " ") + virgule + centimes in lus
    assert len(json) == lus.count(";") + 1 == 4
    assert blocs(page.lecture.reperes)[1] == (
        "80 000 € · saut de tarif",
        "Juste avant : Socleo 720 €, Kuupanda 809,70 €. Juste après : Kuupanda 809,70 €, Socleo 1 080 €.",
    )
    assert nu(page.lecture.sans_courbe.text()) == (
        "Sans courbe, car écarté : Local.bio. Ne portent pas toutes vos ventes : AmapJ, Cagette, "
        "CoopCircuits, La Ruche qui dit Oui !, Locavor, NectarGo."
    )


def test_et_si_dit_les_deux_bouts_et_la_bascule(session_exemple: Session, qtbot: QtBot) -> None:
    session_exemple.modifier(ca_professionnels=Fraction(20_000))
    page = ouvrir(session_exemple, qtbot)
    dits = dict(blocs(page.lecture.et_si))
    assert dits["Panier moyen d'un particulier : 35 €"] == (
        "À 28 €, le moins cher est Socleo ; à 42 €, Local.bio. Si le panier moyen d'un particulier passe "
        "sous 32,26 €, Socleo devient moins cher que Local.bio."
    )
    assert dits["Ventes aux particuliers : 30 000 €"] == (
        "À 24 000 €, le moins cher est Local.bio ; à 36 000 €, Socleo. Si vos ventes aux particuliers "
        "dépassent 30 820,98 €, Socleo devient moins cher que Local.bio."
    )
    assert dits["TVA de vos produits : 5,5 %"] == "De 4,4 % à 6,6 %, Local.bio reste le moins cher."
    assert nu(page.lecture.sans_effet.text()) == (
        "Sans effet sur ces coûts : le panier moyen d'un professionnel, le nombre de clients facturés "
        "chaque mois."
    )
    page.lecture.legende.cocher(["local-bio"], False)
    assert dict(blocs(page.lecture.et_si))["Ventes aux particuliers : 30 000 €"] == (
        "À 24 000 €, le moins cher est Kuupanda ; à 36 000 €, Socleo. Si vos ventes aux particuliers "
        "passent sous 25 276,46 €, Kuupanda devient moins cher que Socleo."
    )
    page.lecture.legende.cocher(["kuupanda"], False)
    assert not page.lecture.titre_et_si.isVisible(), "un seul outil n'a rien à disputer"


@pytest.mark.parametrize(
    ("prix", "phrase"),
    [
        # y : 0,25 € par client et par mois, soit 3 € par client et par an, pour 40 clients.
        ("110", "Si le nombre de clients facturés chaque mois passe sous 37, Y devient moins cher que X."),
        ("130", "Si le nombre de clients facturés chaque mois atteint 44, X devient moins cher que Y."),
        ("96", "À 32, le moins cher est X et Y ; à 48, X."),
        ("50", "De 32 à 48, X reste le moins cher."),
    ],
)
def test_et_si_compte_des_clients_entiers(prix: str, phrase: str) -> None:
    y = outil(composante(Assiette.CLIENTS_MOIS, "0.25"), identifiant="y", evaluations=())
    trouvees = sensibilites(comparer_inventes(invente("x", prix), y, ca_particuliers=1))
    (bloc,) = phrases_et_si.blocs_et_si(trouvees, {"x": "X", "y": "Y"})
    assert nu(bloc.titre) == "Clients facturés chaque mois : 40"
    assert nu(bloc.texte).endswith(phrase)
    assert "vos ventes aux particuliers, " in phrases_et_si.sans_effet(trouvees)


def test_ne_rien_cocher_dit_quoi_faire(page: PageSeuils) -> None:
    page.lecture.legende.cocher(list(page.lecture.legende.cases), False)
    assert page.lecture.resume.text() == "Cochez au moins un outil pour le voir dans le graphique."
    assert points(page, QLineSeries) == []
    assert couts(page) == {}
    page.lecture.tout.click()
    assert len(couts(page)) == 8


# Le graphique


def test_un_saut_n_est_pas_joint(sans_amapj: PageSeuils) -> None:
    sans_amapj.lecture.legende.cocher(set(sans_amapj.lecture.legende.cases) - {"socleo"}, False)
    assert points(sans_amapj, QLineSeries) == [[(0, 360), (60_000, 360)], [(60_000, 720), (80_000, 720)]]
    pleins, creux = points(sans_amapj, QScatterSeries)
    assert (pleins, creux) == ([(60_000, 720)], [(60_000, 360)])
    nuages = [s for s in sans_amapj.graphe.chart().series() if type(s) is QScatterSeries and s.isVisible()]
    couleur = styles_des_outils(sans_amapj._session.catalogue)["socleo"].couleur
    assert [nuage.brush().color() for nuage in nuages] == [couleur, theme().couleur("papier")]


def test_les_axes_sont_ecrits_a_la_francaise(page: PageSeuils) -> None:
    axe_x, axe_y = page.graphe.chart().axes()
    assert isinstance(axe_x, QCategoryAxis)
    assert isinstance(axe_y, QCategoryAxis)
    assert axe_x.categoriesLabels()[:2] == ["0\u00a0€", "10\u202f000\u00a0€"]
    assert axe_y.categoriesLabels()[-1] == "3\u202f000\u00a0€"
    assert axe_x.startValue() < 0 > axe_y.startValue(), "sinon le zéro resterait sans texte"
    page.unite.bouton("parts").click()
    assert axe_y.categoriesLabels()[:2] == ["0\u00a0%", "0,5\u00a0%"]
    assert "Part des ventes" in page.legende.text()
    assert couts(page)["kuupanda"] == "810 €", "le tableau garde les deux unités"
    page.axe.setCurrentIndex(page.axe.findData("400000"))
    page.axe.choisi.emit("400000")
    assert axe_x.categoriesLabels()[-1] == "400\u202f000\u00a0€"


def test_cadrer_dit_ce_qui_depasse(page: PageSeuils) -> None:
    assert nu(page.hors_cadre.text()) == (
        "Dépassent le cadre : Cagette, La Ruche qui dit Oui !, Locavor. Décochez « Cadrer sur les moins "
        "chers » pour tout voir."
    )
    page.cadrer.click()
    assert not page.hors_cadre.isVisible()
    page._session.modifier(ca_particuliers=Fraction(120_000))
    page.axe.setCurrentIndex(page.axe.findData("50000"))
    page.axe.choisi.emit("50000")
    assert nu(page.hors_cadre.text()) == "Vos ventes (120 000 €) sont au-delà de ce graphique."
    assert couts(page)["kuupanda"] == "2 519 €", "les coûts restent ceux de la ferme"


@pytest.mark.parametrize(
    ("periode", "seuil", "entete", "socleo"),
    [
        ("premiere", "28 252,56 €", "Coût, an 1", "660 €"),
        ("horizon", "19 691,18 €", "Coût, 3 ans", "1 380 €"),
        ("suivante", "15 410,49 €", "Coût par an", "360 €"),
    ],
)
def test_la_duree_change_tout(
    sans_amapj: PageSeuils, periode: str, seuil: str, entete: str, socleo: str
) -> None:
    sans_amapj.periode.bouton(periode).click()
    assert seuil in nu(sans_amapj.lecture.resume.text())
    assert nu(sans_amapj.lecture.legende.duree.text()) == entete
    assert couts(sans_amapj)["socleo"] == socleo


def test_l_horizon_suit_la_situation(page: PageSeuils, session_exemple: Session) -> None:
    bouton = page.periode.bouton("horizon")
    assert nu(bouton.text()) == "3 ans"
    session_exemple.modifier(horizon=5)
    assert nu(bouton.text()) == "5 ans"
    bouton.click()
    assert nu(page.lecture.legende.duree.text()) == "Coût, 5 ans"


def test_les_styles_se_distinguent_sans_couleur(catalogue: Catalogue) -> None:
    styles = styles_des_outils(catalogue)
    assert len({style.tirets for style in styles.values()}) == len(catalogue.outils)
    assert len({style.couleur.name() for style in styles.values()}) == len(catalogue.outils)


def test_le_graphique_prend_les_couleurs_du_theme(
    session_exemple: Session, qtbot: QtBot, qapp: QApplication
) -> None:
    appliquer(qapp, "sombre", 1.0)
    graphique = ouvrir(session_exemple, qtbot).graphe.chart()
    assert graphique.backgroundBrush().color().name().upper() == jetons.SOMBRE.papier
    for axe in graphique.axes():
        assert axe.labelsBrush().color().name().upper() == jetons.SOMBRE.texte_faible
        assert axe.gridLinePen().color().name().upper() == jetons.SOMBRE.trait
    assert graphique.animationOptions() == graphique.AnimationOption.NoAnimation


def test_l_outil_choisi_ailleurs_est_souligne(page: PageSeuils, session_exemple: Session) -> None:
    def epaisseurs() -> set[float]:
        return {s.pen().widthF() for s in page.graphe.chart().series() if type(s) is QLineSeries}

    assert epaisseurs() == {jetons.TRAIT_COURBE}
    session_exemple.selectionner("kuupanda")
    assert epaisseurs() == {jetons.TRAIT_COURBE, jetons.TRAIT_COURBE_FORT}
    session_exemple.selectionner("")
    assert epaisseurs() == {jetons.TRAIT_COURBE}
    page.lecture.legende.cases["socleo"].setFocus()
    assert epaisseurs() == {jetons.TRAIT_COURBE, jetons.TRAIT_COURBE_FORT}


# Beaucoup d'outils


@pytest.fixture
def trente(qtbot: QtBot) -> PageSeuils:
    """Trente outils qui portent tous les ventes, chacun à son prix."""
    return ouvrir(Session(catalogue_de(34)), qtbot)


def rangees(page: PageSeuils) -> list[str]:
    return [outil for outil, case in page.lecture.legende.cases.items() if case.isVisible()]


def test_au_dela_de_vingt_outils_seuls_les_principaux_sont_traces(trente: PageSeuils) -> None:
    analyse = trente._analyse
    assert analyse is not None
    assert len(analyse.courbes) > TRACES_MAX == len(rangees(trente)) == len(couts(trente))
    assert set(rangees(trente)) == set(principaux(analyse, Fraction(30_000), TRACES_MAX))
    assert nu(trente.lecture.non_traces.text()).startswith(
        f"20 outils sur {len(analyse.courbes)} sont tracés"
    )
    comparaison = trente._session.comparaison
    assert analyse.intervalles == analyser(comparaison, Periode.SUIVANTE, Fraction(400_000)).intervalles
    styles = trente.graphe._styles
    plumes = {s.pen().color().name() for s in trente.graphe.chart().series() if type(s) is QLineSeries}
    assert plumes <= {styles[outil].couleur.name() for outil in rangees(trente)}
    assert sorted(trente.graphe._series) == rangees(trente)


def test_decocher_un_principal_en_fait_entrer_un_autre(trente: PageSeuils) -> None:
    avant = rangees(trente)
    trente.lecture.legende.cases[avant[3]].click()
    (entre,) = set(rangees(trente)) - set(avant)
    assert set(avant) < set(rangees(trente)), "l'outil décoché garde sa case, pour être recoché"
    assert rangees(trente) == sorted(rangees(trente))
    assert entre in couts(trente)
    assert avant[3] not in couts(trente)
    trente.lecture.tout.click()
    assert rangees(trente) == avant


def test_l_outil_choisi_ailleurs_est_toujours_trace(trente: PageSeuils) -> None:
    analyse = trente._analyse
    assert analyse is not None
    absent = next(outil for outil in analyse.courbes if outil not in rangees(trente))
    trente.hide()
    trente._session.selectionner(absent)
    trente.show()
    assert absent in couts(trente)
    assert len(rangees(trente)) == TRACES_MAX
    trente._session.selectionner("")
    present = next(outil for outil in rangees(trente) if outil != absent)
    trente._session.selectionner(present)
    assert absent in couts(trente), "un outil déjà tracé ne refait pas le graphique"


def test_la_tabulation_suit_des_rangees_nees_plus_tard(trente: PageSeuils, qtbot: QtBot) -> None:
    trente.lecture.legende.cases[rangees(trente)[3]].click()
    tour = [
        trente.graphe,
        *(trente.lecture.legende.cases[outil] for outil in rangees(trente)),
        trente.lecture.tout,
    ]
    tour[0].setFocus()
    for attendu in tour[1:]:
        qtbot.keyClick(QApplication.focusWidget(), Touche.Key_Tab)
        assert QApplication.focusWidget() is attendu


def test_cinquante_ex_aequo_se_comptent(catalogue: Catalogue, qtbot: QtBot) -> None:
    amapj = catalogue.par_outil["amapj"]
    jumeaux = tuple(
        replace(amapj, identifiant=f"jumeau-{rang:02}", nom=f"Jumeau {rang:02}") for rang in range(50)
    )
    page = ouvrir(Session(replace(catalogue, outils=(*catalogue.outils, *jumeaux))), qtbot)
    lecture = page.lecture
    assert lecture.sans_lui.text() == "Comparer sans ces 51 outils"
    assert lecture.minimumSizeHint().width() <= page._defilement.viewport().width()
    assert "Jumeau 07 et 42 autres sont les moins chers" in nu(lecture.resume.text())
    assert nu(lecture.gratuits.text()).endswith("C'est aussi le cas de 42 autres.")
    lecture.sans_lui.click()
    assert "Jumeau" not in lecture.resume.text()


# Le curseur


def test_le_clavier_deplace_le_curseur(page: PageSeuils, qtbot: QtBot) -> None:
    graphe = page.graphe
    graphe.setFocus()
    qtbot.keyClick(graphe, Touche.Key_Right)
    assert graphe.curseur == 30_500
    assert nu(page.lecture.ou.text()) == "À 30 500 € HT de ventes par an, coûts HT"
    assert couts(page)["cagette"] == "2 745 €"
    assert "Cagette 2 745 €" in nu(graphe.accessibleDescription())
    assert page.lecture.retour.isVisible()
    for touche, attendu in (
        (Touche.Key_Left, 30_000),
        (Touche.Key_Left, 29_500),
        (Touche.Key_PageUp, 30_000),
        (Touche.Key_PageDown, 25_000),
        (Touche.Key_End, 80_000),
        (Touche.Key_Right, 80_000),
        (Touche.Key_Home, 500),
        (Touche.Key_Left, 500),
        (Touche.Key_Escape, 30_000),
    ):
        qtbot.keyClick(graphe, touche)
        assert graphe.curseur == attendu
    assert not page.lecture.retour.isVisible()


def test_un_saut_se_lit_au_point_exact(page: PageSeuils) -> None:
    for x, cout in ((59_999, "360 €"), (60_000, "720 €"), (60_001, "720 €")):
        page.graphe.fixer_curseur(Fraction(x))
        assert couts(page)["socleo"] == cout


def test_la_souris_deplace_le_curseur_et_le_clic_le_fixe(page: PageSeuils, qtbot: QtBot) -> None:
    graphe = page.graphe
    qtbot.mouseMove(graphe.viewport(), en_pixels(page, 50_000))
    assert abs(graphe.curseur - 50_000) < 200
    assert graphe.curseur % 100 == 0
    qtbot.mouseMove(graphe.viewport(), QPoint(2, 2))
    assert graphe.curseur == 30_000, "hors du cadre, le curseur revient"
    qtbot.mouseClick(graphe.viewport(), Qt.MouseButton.LeftButton, pos=en_pixels(page, 50_000))
    qtbot.mouseMove(graphe.viewport(), QPoint(2, 2))
    assert abs(graphe.curseur - 50_000) < 200
    page.lecture.retour.click()
    assert graphe.curseur == 30_000


def test_un_curseur_hors_du_nouvel_axe_revient_aux_ventes(page: PageSeuils) -> None:
    page.graphe.fixer_curseur(Fraction(79_000))
    page._session.modifier(ca_particuliers=Fraction(10_000))
    assert page.graphe.curseur == 10_000


# Quand la page se met à jour


def test_une_page_cachee_attend_d_etre_vue(
    page: PageSeuils, session_exemple: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    appels = []
    rafraichir = page.rafraichir
    monkeypatch.setattr(page, "rafraichir", lambda: (appels.append(1), rafraichir()))
    page.hide()
    session_exemple.modifier(ca_particuliers=Fraction(50_000))
    session_exemple.annulations.undo()
    session_exemple.modifier(ca_particuliers=Fraction(60_000))
    assert appels == []
    assert "30" in page.lecture.ou.text()
    page.show()
    assert appels == [1]
    assert nu(page.lecture.ou.text()) == "À 60 000 € HT de ventes par an, coûts HT"
    page.hide()
    page.show()
    assert appels == [1]


def test_une_page_detruite_n_ecoute_plus(session_exemple: Session, qtbot: QtBot) -> None:
    page = PageSeuils(session_exemple)
    page.show()
    detruite = []
    page.destroyed.connect(lambda: detruite.append(True))
    page.deleteLater()
    qtbot.waitUntil(lambda: bool(detruite))
    session_exemple.modifier(ca_particuliers=Fraction(50_000))
    session_exemple.selectionner("kuupanda")


def test_annuler_remet_les_seuils(sans_amapj: PageSeuils, session_exemple: Session) -> None:
    session_exemple.modifier(panier_moyen=Fraction(10))
    assert nu(sans_amapj.lecture.resume.text()) != SANS_AMAPJ
    session_exemple.annulations.undo()
    assert nu(sans_amapj.lecture.resume.text()) == SANS_AMAPJ


def avec_besoins(*criteres: str) -> dict[str, object]:
    """Ferme sans label qui vend aussi aux professionnels, et à qui ces critères sont indispensables."""
    exigences = MappingProxyType(dict.fromkeys(criteres, "indispensable"))
    return {"label": "autre", "ca_professionnels": Fraction(9), "exigences": exigences}


@pytest.mark.parametrize(
    ("champs", "phrase", "page_voulue"),
    [
        ({"ca_particuliers": Fraction(0)}, "Indiquez vos ventes", "ferme"),
        (
            avec_besoins("professionnels", "cooperative"),
            "Vos besoins et votre label écartent tous les outils.",
            "ferme",
        ),
        (
            avec_besoins("cooperative"),
            "Aucun outil non écarté ne porte à lui seul toutes vos ventes.",
            "comparer",
        ),
    ],
)
def test_sans_rien_a_tracer_la_page_invite(
    session_exemple: Session, qtbot: QtBot, champs: dict[str, object], phrase: str, page_voulue: str
) -> None:
    page = ouvrir(session_exemple, qtbot)
    session_exemple.modifier(**champs)
    assert page.invitation.isVisible()
    assert page.invitation.phrase.text().startswith(phrase)
    with qtbot.waitSignal(page.page_demandee) as demande:
        page.invitation.bouton.click()
    assert demande.args == [page_voulue]
    session_exemple.annulations.undo()
    assert not page.invitation.isVisible()
    assert couts(page)


# Clavier, accessibilité, place


def test_tout_se_nomme_et_s_atteint_au_clavier(page: PageSeuils) -> None:
    commandes = [*page.findChildren(QAbstractButton), *page.findChildren(QComboBox), page.graphe]
    for commande in filter(QWidget.isVisible, commandes):
        nom = commande.accessibleName() or (commande.text() if isinstance(commande, QAbstractButton) else "")
        assert nom, commande
    assert page.graphe.accessibleName() == "Coût de chaque outil selon vos ventes"
    assert "AmapJ est le moins cher" in page.graphe.accessibleDescription()
    assert "AmapJ 0 €, Socleo 360 €" in nu(page.graphe.accessibleDescription())


def test_la_tabulation_suit_la_lecture(sans_amapj: PageSeuils, qtbot: QtBot) -> None:
    page, legende = sans_amapj, sans_amapj.lecture.legende
    page.graphe.fixer_curseur(Fraction(500))
    visibles = [case for case in legende.cases.values() if case.isVisible()]
    tour: list[QWidget] = [
        page.unite.bouton("euros"), page.periode.bouton("suivante"), page.axe, page.cadrer, page.graphe,
        *visibles, page.lecture.tout, page.lecture.retour, page.unite.bouton("euros"),
    ]  # fmt: skip
    tour[0].setFocus()
    for attendu in tour[1:]:
        qtbot.keyClick(QApplication.focusWidget(), Touche.Key_Tab)
        assert QApplication.focusWidget() is attendu


def test_les_segments_se_parcourent_aux_fleches(page: PageSeuils, qtbot: QtBot) -> None:
    page.periode.bouton("suivante").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Touche.Key_Right)
    assert QApplication.focusWidget() is page.periode.bouton("premiere")
    qtbot.keyClick(QApplication.focusWidget(), Touche.Key_Space)
    assert page.periode.choix == "premiere"


def test_aucun_texte_n_est_du_balisage(page: PageSeuils) -> None:
    etiquettes = page.findChildren(QLabel)
    assert etiquettes
    assert {etiquette.textFormat() for etiquette in etiquettes} == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize(
    ("echelle", "largeur", "hauteur"),
    [(1.0, 1294, 716), (1.5, 1294, 716), (2.0, 1294, 716), (2.0, 1848, 996), (1.0, 800, 500)],
)
def test_la_page_tient_dans_la_place_donnee(
    session_exemple: Session, qtbot: QtBot, qapp: QApplication, echelle: float, largeur: int, hauteur: int
) -> None:
    appliquer(qapp, "clair", echelle)
    page = ouvrir(session_exemple, qtbot, largeur, hauteur)
    page.lecture.legende.cocher(["amapj"], False)
    assert (page.width(), page.height()) == (largeur, hauteur)
    for widget in (page.unite, page.periode, page.axe, page.cadrer, page.graphe, page.lecture):
        droite = widget.mapTo(page, QPoint(widget.width(), 0)).x()
        assert droite <= largeur - jetons.MARGE_PAGE, widget
    QApplication.processEvents()
    zone = page._defilement
    assert page.lecture.width() <= zone.viewport().width(), "rien n'est coupé à droite"


def test_les_graphiques_ne_sont_charges_qu_a_l_ouverture_de_la_page() -> None:
    programme = (
        "import sys, gui.application, gui.fenetre, gui.pages.comparer;"
        "sys.exit('PySide6.QtCharts' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", programme], cwd=RACINE, timeout=120).returncode == 0


# Phrases


def test_phrases_d_egalite() -> None:
    noms = {"x": "X", "y": "Y"}
    egaux = comparer_inventes(invente("x", 100), invente("y", 100))
    analyse = analyser(egaux, Periode.SUIVANTE, Fraction(400_000))
    assert nu(phrases_seuils.resume(analyse, noms)) == (
        "De 0 à 400 000 € de ventes par an, X et Y sont les moins chers, à égalité."
    )
    assert [(nu(b.titre), nu(b.texte)) for b in phrases_seuils.blocs_des_reperes(analyse, noms)] == [
        ("Jusqu'à 400 000 € · même coût", "X et Y coûtent autant : 100 € par an.")
    ]


def test_la_page_dit_si_les_couts_comptent_la_tva(page: PageSeuils, session_exemple: Session) -> None:
    assert nu(page.legende.text()).startswith(
        "Coût HT pour votre ferme par an, selon les ventes HT d'une année."
    )
    session_exemple.modifier(recupere_tva=False)
    assert nu(page.legende.text()).startswith("Coût TVA comprise pour votre ferme par an")
    assert nu(page.lecture.ou.text()) == "À 30 000 € HT de ventes par an, coûts TVA comprise"
