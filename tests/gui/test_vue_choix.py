"""Les vues « Choix » et « Côte à côte » de la page « Comparer », conduites au clavier et à la souris."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.composants import choix_cellules, choix_paires, choix_vue
from gui.composants.choix_cote_a_cote import DIFFERENT, VIDE, VueCoteACote
from gui.composants.choix_liste import ListeChoix
from gui.composants.choix_modele import CHOIX, ModeleChoix
from gui.composants.choix_preselection import dire
from gui.composants.choix_rangees import RangeeChoix, Remarque, rangees_choix
from gui.composants.choix_vue import VueChoix
from gui.graphiques.nuage_choix import NuageChoix, en_clair
from gui.pages import comparer
from gui.pages.comparer import PageComparer
from gui.session import Session
from gui.theme.style import appliquer, theme
from modele.catalogue.objets import Catalogue
from modele.choix.assouplissement import couts_des_exigences
from modele.choix.combinaison import combiner
from modele.choix.presentation import nuage
from modele.comparaison import comparer as comparer_les_outils
from modele.situation import Exigence, Situation
from tests.gui.petit_catalogue import PETIT, petite_comparaison

Touche = Qt.Key

BESOINS: dict[str, Exigence] = {
    "paiement-en-ligne": "indispensable",
    "collectif": "indispensable",
    "facturation": "souhaite",
    "mails-clients": "souhaite",
    "sans-preavis": "souhaite",
}


def situation(particuliers: int = 42_000, professionnels: int = 0, **exigences: Exigence) -> Situation:
    besoins = {nom.replace("_", "-"): exigence for nom, exigence in exigences.items()}
    return Situation(
        nom="Ferme d'essai",
        ca_particuliers=Fraction(particuliers),
        ca_professionnels=Fraction(professionnels),
        exigences=MappingProxyType(besoins),
    )


def avec_besoins(particuliers: int = 42_000, professionnels: int = 0) -> Situation:
    return replace(situation(particuliers, professionnels), exigences=MappingProxyType(BESOINS))


@pytest.fixture
def session(catalogue: Catalogue) -> Session:
    return Session(catalogue, avec_besoins())


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> PageComparer:
    return ouvrir(session, qtbot)


def ouvrir(session: Session, qtbot: QtBot, vue: str = comparer.CHOIX, largeur: int = 964) -> PageComparer:
    page = PageComparer(session)
    qtbot.addWidget(page)
    page.resize(largeur, 640)
    page.show()
    qtbot.waitExposed(page)
    page.montrer_vue(vue)
    vider()
    return page


def vider() -> None:
    """Laisse finir la mise en page."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QCoreApplication.processEvents()


def choix(page: PageComparer) -> VueChoix:
    (vue,) = page.findChildren(VueChoix)
    return vue


def colonnes(page: PageComparer) -> VueCoteACote:
    (vue,) = page.findChildren(VueCoteACote)
    return vue


def outils(liste: ListeChoix) -> list[str]:
    return [rangee.outil for rangee in liste.modele.rangees]


def presser_espace(qtbot: QtBot, liste: ListeChoix, outil: str) -> None:
    liste.setFocus()
    liste.setCurrentIndex(liste.modele.index_de(outil))
    qtbot.keyClick(liste, Touche.Key_Space)


def cliquer_la_case(qtbot: QtBot, liste: ListeChoix, outil: str) -> None:
    index = liste.modele.index_de(outil)
    cadre = liste.visualRect(index)
    case = liste.itemDelegate().places(index.data(CHOIX), cadre.width()).coche
    centre = case.translated(cadre.topLeft()).center()
    qtbot.mouseClick(liste.viewport(), Qt.MouseButton.LeftButton, pos=centre)


# --- Les trois vues


def test_la_grille_d_abord_et_les_autres_vues_a_la_demande(session: Session, qtbot: QtBot) -> None:
    page = ouvrir(session, qtbot, comparer.GRILLE)
    assert page.grille.isVisible()
    assert not page.findChildren(VueChoix)
    assert not page.findChildren(VueCoteACote)
    page.vues.bouton(comparer.GRILLE).setFocus()
    qtbot.keyClick(page.vues.bouton(comparer.GRILLE), Touche.Key_Right)
    assert choix(page).isVisible()
    assert not page.grille.isVisible()
    assert not page.recherche.isVisible()
    qtbot.mouseClick(page.vues.bouton(comparer.COTE_A_COTE), Qt.MouseButton.LeftButton)
    assert colonnes(page).isVisible()
    assert not choix(page).isVisible()


def test_une_vue_cachee_ne_calcule_rien(
    page: PageComparer, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    combinaisons = []

    def compter(*arguments: object) -> tuple[object, ...]:
        combinaisons.append(arguments)
        return combiner(*arguments)

    monkeypatch.setattr(choix_paires, "combiner", compter)
    vue = choix(page)
    avant = vue.liste.modele.rangees
    grille = page.grille.modele_tete.comparaison
    page.montrer_vue(comparer.COTE_A_COTE)
    session.modifier(ca_professionnels=Fraction(12_000))
    assert vue.liste.modele.rangees == avant
    assert page.grille.modele_tete.comparaison is grille
    assert not combinaisons
    page.montrer_vue(comparer.CHOIX)
    assert len(combinaisons) == 1
    assert vue.liste.modele.rangees != avant
    page.montrer_vue(comparer.GRILLE)
    assert page.grille.modele_tete.comparaison is session.comparaison
    assert page.effectifs.text().startswith("6 outils retenus")
    assert len(combinaisons) == 1


def test_la_grille_cachee_suit_la_selection_en_reparaissant(page: PageComparer, session: Session) -> None:
    session.modifier(horizon=5)
    session.selectionner("socleo", "collectif")
    page.montrer_vue(comparer.GRILLE)
    assert page.detail.titre.text() == "Oui · Socleo · Vente en collectif"
    assert page.grille.corps.currentIndex() == page.grille.filtre.index_de("socleo", "collectif")


def test_chercher_un_critere_ramene_a_la_grille(page: PageComparer, qtbot: QtBot) -> None:
    qtbot.keyClick(page, Touche.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.vues.choix == comparer.GRILLE
    assert page.recherche.hasFocus()


# --- La liste classée


def petites_rangees(refus: dict[str, str] | None = None, **exigences: Exigence) -> list[RangeeChoix]:
    comparaison = petite_comparaison(**exigences)
    return list(rangees_choix(PETIT, comparaison, ("beta",), refus or {}))


def test_les_rangees_disent_rang_souhaits_reserve_et_dominance() -> None:
    assert petites_rangees(oeufs="souhaite", cheque="souhaite", especes="indispensable") == [
        RangeeChoix(
            "alpha", "Alpha", "retenu", "1\u202f000\u00a0€/an", "1ᵉʳ", False,
            (
                Remarque("1 souhait sur 2\u00a0; manque «\u00a0Chèque\u00a0»."),
                Remarque("Jamais le moins cher jusqu'à 400\u202f000\u00a0€ de ventes par an.", "texte_faible"),
            ),
        ),
        RangeeChoix(
            "beta", "Beta", "retenu", "200\u00a0€/an", "2ᵉ", False,
            (
                Remarque(
                    "0 souhait sur 2\u00a0; en partie «\u00a0Œufs à l'unité\u00a0»\u00a0; "
                    "en option «\u00a0Chèque\u00a0»."
                ),
                Remarque("Le moins cher au moins jusqu'à 400\u202f000\u00a0€ de ventes par an.", "texte_faible"),
            ),
            coche=True,
        ),
    ]  # fmt: skip


def test_un_outil_depasse_nomme_celui_qui_fait_aussi_bien() -> None:
    premiere, seconde = petites_rangees(especes="souhaite")
    assert (premiere.nom, seconde.nom) == ("Beta", "Alpha")
    assert Remarque("Dépassé par Beta, qui fait au moins aussi bien pour moins cher.") in seconde.remarques
    assert "Dépassé" not in premiere.a_voix_haute


def test_une_reserve_se_dit_en_une_phrase() -> None:
    (beta,) = petites_rangees(cheque="indispensable")
    assert beta.remarques[0] == Remarque("En partie ou en option\u00a0: «\u00a0Chèque\u00a0».", "alerte")


def test_des_ex_aequo_partagent_leur_rang() -> None:
    double = replace(PETIT.outils[1], identifiant="bis", nom="Bis")
    catalogue = replace(PETIT, outils=(*PETIT.outils, double))
    besoins = MappingProxyType({"especes": "indispensable"})
    comparaison = comparer_les_outils(catalogue, replace(situation(10_000), exigences=besoins))
    rangees = rangees_choix(catalogue, comparaison, (), {})
    places = [(rangee.nom, rangee.rang, rangee.ex_aequo) for rangee in rangees]
    assert places == [("Beta", "1ᵉʳ", True), ("Bis", "1ᵉʳ", True), ("Alpha", "3ᵉ", False)]


def test_une_vente_non_portee_est_dite_en_alerte(catalogue: Catalogue) -> None:
    comparaison = comparer_les_outils(catalogue, situation(30_000, 12_000, facturation="souhaite"))
    rangees = {rangee.outil: rangee for rangee in rangees_choix(catalogue, comparaison, (), {})}
    alertes = [remarque.texte for remarque in rangees["cagette"].remarques if remarque.jeton == "alerte"]
    assert alertes == ["Ne porte pas toutes vos ventes\u00a0: son coût ne se compare pas à celui des autres."]
    socleo = " ".join(remarque.texte for remarque in rangees["socleo"].remarques)
    assert socleo.endswith("Le guide évoque 6 frais sans donner de prix.")


def test_ce_que_d_autres_paient_est_dit_a_cote_du_cout(catalogue: Catalogue) -> None:
    comparaison = comparer_les_outils(catalogue, situation(30_000))
    rangees = {rangee.outil: rangee for rangee in rangees_choix(catalogue, comparaison, (), {})}
    for outil, phrase in (
        ("amapj", "À la charge de l'AMAP\u00a0: 36,00\u00a0€ par an."),
        ("coopcircuits", "À la charge du client\u00a0: 621,70\u00a0€ par an."),
    ):
        assert phrase in rangees[outil].a_voix_haute
    assert "À la charge" not in rangees["socleo"].a_voix_haute


def test_la_voix_dit_tout_ce_que_la_rangee_montre() -> None:
    rangee = petites_rangees({"beta": "Quatre au plus."}, cheque="indispensable")[0]
    assert rangee.a_voix_haute == (
        "1ᵉʳ, Beta, avec réserve, 200\u00a0€/an. En partie ou en option\u00a0: «\u00a0Chèque\u00a0». "
        "Le moins cher au moins jusqu'à 400\u202f000\u00a0€ de ventes par an. Présélectionné. Quatre au plus."
    )


def test_le_modele_est_sain_et_change_en_place(qtmodeltester: ModelTester) -> None:
    modele = ModeleChoix()
    modele.remplacer(tuple(petites_rangees(especes="souhaite")))
    qtmodeltester.check(modele)
    modele.remplacer(tuple(petites_rangees(cheque="indispensable")))
    qtmodeltester.check(modele)
    assert [modele.index(rang).data() for rang in range(modele.rowCount())] == ["Beta"]
    assert not modele.index_de("alpha").isValid()


def test_la_regle_est_en_tete_et_la_liste_suit_l_ordre(page: PageComparer, session: Session) -> None:
    vue = choix(page)
    assert vue.regle.text() == session.comparaison.regle
    assert vue.explication.isVisible()
    assert not vue.invite.isVisible()
    restent = [o for o in session.comparaison.ordre if o not in ("amapj", "locavor", "nectargo")]
    assert outils(vue.liste) == restent


def test_une_frappe_reclasse_sans_changer_l_outil_choisi(page: PageComparer, session: Session) -> None:
    liste = choix(page).liste
    session.selectionner("socleo")
    ordre = outils(liste)
    session.modifier(
        exigences=MappingProxyType({"bio-seulement": "indispensable", "facturation": "souhaite"})
    )
    assert outils(liste) != ordre
    assert session.outil == "socleo"
    assert liste.currentIndex().data(CHOIX).outil == "socleo"


def test_un_outil_qui_quitte_la_liste_reste_l_outil_choisi(page: PageComparer, session: Session) -> None:
    liste = choix(page).liste
    dernier = outils(liste)[-1]
    session.selectionner(dernier)
    session.modifier(exigences=MappingProxyType({**BESOINS, "facturation": "indispensable"}))
    assert dernier not in outils(liste)
    assert session.outil == dernier
    assert not liste.currentIndex().isValid()


def test_les_fleches_choisissent_l_outil_de_la_session(
    page: PageComparer, session: Session, qtbot: QtBot
) -> None:
    liste = choix(page).liste
    liste.setFocus()
    liste.setCurrentIndex(liste.modele.index(0))
    assert session.outil == outils(liste)[0]
    qtbot.keyClick(liste, Touche.Key_Down)
    assert session.outil == outils(liste)[1]


# --- Sans besoin, sans vente, sans outil


def test_sans_besoin_une_invite_mene_aux_besoins(catalogue: Catalogue, qtbot: QtBot) -> None:
    page = ouvrir(Session(catalogue, situation()), qtbot, largeur=1260)
    vue = choix(page)
    assert vue.liste.mapTo(page, QPoint()).x() == vue.invite.mapTo(page, QPoint()).x()
    assert vue.invite.isVisible()
    assert not vue.regle.isVisible()
    assert not vue.nuage.isVisible()
    assert outils(vue.liste)[:3] == ["amapj", "cagette", "coopcircuits"]
    assert not any(rangee.rang or "Dépassé" in rangee.a_voix_haute for rangee in vue.liste.modele.rangees)
    with qtbot.waitSignal(page.page_demandee) as demande:
        vue.besoins.click()
    assert demande.args == ["ferme"]


def test_sans_vente_ou_sans_outil_la_liste_dit_quoi_faire(page: PageComparer, session: Session) -> None:
    vue = choix(page)
    assert not vue.aucun.isVisible()
    session.modifier(ca_particuliers=Fraction(0))
    assert vue.aucun.text() == choix_vue.SANS_VENTE
    assert not vue.nuage.isVisible()
    session.modifier(
        ca_particuliers=Fraction(1_000),
        exigences=MappingProxyType(dict.fromkeys(("collectif", "chorus-pro", "abonnement"), "indispensable")),
    )
    assert vue.aucun.isVisible() == (not outils(vue.liste))


# --- La présélection


def test_preselectionner_au_clavier_et_a_la_souris(
    page: PageComparer, session: Session, qtbot: QtBot
) -> None:
    liste = choix(page).liste
    presser_espace(qtbot, liste, "socleo")
    cliquer_la_case(qtbot, liste, "kuupanda")
    assert session.dossier.preselection == ("socleo", "kuupanda")
    assert [rangee.outil for rangee in liste.modele.rangees if rangee.coche] == ["kuupanda", "socleo"]
    assert page.barre.texte.text() == "Présélection\u00a0: Socleo et Kuupanda."
    presser_espace(qtbot, liste, "socleo")
    assert session.dossier.preselection == ("kuupanda",)
    assert page.barre.texte.text() == "Présélection\u00a0: Kuupanda. Il en faut au moins un autre."
    assert not page.barre.bouton.isVisible()
    session.annulations.undo()
    assert [rangee.outil for rangee in liste.modele.rangees if rangee.coche] == ["kuupanda", "socleo"]
    assert page.barre.bouton.isVisible()


def test_cliquer_a_cote_de_la_case_choisit_sans_preselectionner(
    page: PageComparer, session: Session, qtbot: QtBot
) -> None:
    liste = choix(page).liste
    coin = liste.visualRect(liste.modele.index_de("socleo")).topLeft() + QPoint(30, 10)
    qtbot.mouseClick(liste.viewport(), Qt.MouseButton.LeftButton, pos=coin)
    assert session.outil == "socleo"
    assert session.dossier.preselection == ()


def test_un_cinquieme_outil_est_refuse_sur_sa_rangee(
    page: PageComparer, session: Session, qtbot: QtBot
) -> None:
    quatre = ("socleo", "kuupanda", "local-bio", "cagette")
    session.modifier_dossier(preselection=quatre)
    liste = choix(page).liste
    hauteur = liste.height()
    presser_espace(qtbot, liste, "coopcircuits")
    assert session.dossier.preselection == quatre
    refus = {rangee.outil: rangee.refus for rangee in liste.modele.rangees if rangee.refus}
    assert refus == {
        "coopcircuits": "Quatre outils au plus\u00a0: décochez-en un pour présélectionner CoopCircuits."
    }
    assert liste.height() > hauteur, "la phrase a sa place"
    presser_espace(qtbot, liste, "cagette")
    assert not any(rangee.refus for rangee in liste.modele.rangees)
    presser_espace(qtbot, liste, "coopcircuits")
    assert session.dossier.preselection == ("socleo", "kuupanda", "local-bio", "coopcircuits")


def test_la_barre_mene_aux_colonnes_et_ramene_au_choix(page: PageComparer, session: Session) -> None:
    session.modifier_dossier(preselection=("socleo", "amapj"))
    assert page.barre.texte.text() == "Présélection\u00a0: Socleo et AmapJ (écarté)."
    page.barre.bouton.click()
    assert page.vues.choix == comparer.COTE_A_COTE
    assert page.vues.bouton(comparer.COTE_A_COTE).focusPolicy() & Qt.FocusPolicy.TabFocus
    page.barre.bouton.click()
    assert page.vues.choix == comparer.CHOIX


def test_un_nom_qui_finit_par_un_point_d_exclamation_n_en_prend_pas_un_autre(catalogue: Catalogue) -> None:
    session = Session(catalogue, situation())
    session.modifier_dossier(preselection=("socleo", "inconnu", "la-ruche-qui-dit-oui"))
    assert dire(session) == "Présélection\u00a0: Socleo et La Ruche qui dit Oui\u00a0!".replace(
        "Oui\u00a0!", "Oui !"
    )


# --- Les écartés


def test_les_ecartes_de_peu_d_abord_avec_ce_que_coute_l_exigence(
    page: PageComparer, session: Session
) -> None:
    ecartes = choix(page).ecartes
    (cout,) = (c for c in couts_des_exigences(session.comparaison) if c.critere == "paiement-en-ligne")
    (carte,) = (carte for carte in ecartes.cartes if carte.isVisible())
    assert carte.retrait.text() == "«\u00a0Paiement en ligne (carte)\u00a0» écarte AmapJ et Locavor."
    assert "vous coûte" in cout.phrase
    assert carte.cout.text().endswith(cout.phrase)
    assert ecartes.titre.text() == "Écartés (3)"
    assert [rangee.nom for rangee in ecartes.modele.rangees] == ["NectarGo"]
    assert "vous n'avez pas indiqué de ventes" in ecartes.modele.rangees[0].raison


def test_assouplir_rend_les_outils_et_s_annule(page: PageComparer, session: Session) -> None:
    vue = choix(page)
    vue.ecartes.cartes[0].bouton.click()
    assert session.situation.exigences["paiement-en-ligne"] == "souhaite"
    assert {"amapj", "locavor"} <= set(outils(vue.liste))
    assert not vue.ecartes.cartes[0].isVisible()
    assert vue.ecartes.avis.text() == "«\u00a0Paiement en ligne (carte)\u00a0» n'est plus que souhaité."
    assert vue.ecartes.annuler.hasFocus()
    vue.ecartes.annuler.click()
    assert session.situation.exigences["paiement-en-ligne"] == "indispensable"
    assert "amapj" not in outils(vue.liste)
    assert not vue.ecartes.annuler.isVisible()


def test_un_ecarte_ouvre_sa_fiche(page: PageComparer, session: Session, qtbot: QtBot) -> None:
    liste = choix(page).ecartes.liste
    liste.setFocus()
    liste.setCurrentIndex(liste.model().index(0, 0))
    with qtbot.waitSignal(page.page_demandee) as demande:
        qtbot.keyClick(liste, Touche.Key_Return)
    assert demande.args == ["fiches"]
    assert session.outil == "nectargo"


# --- L'image coût × souhaits


def images(catalogue: Catalogue) -> Iterator[tuple[Session, int]]:
    """Des nuages serrés et larges, avec leur nombre de souhaits."""
    tous = [critere.identifiant for critere in catalogue.criteres]
    for professionnels in (0, 12_000):
        for pas in (2, 5, 11, 30):
            besoins = dict.fromkeys(tous[::pas], "souhaite")
            depart = replace(situation(30_000, professionnels), exigences=MappingProxyType(besoins))
            yield Session(catalogue, depart), len(besoins)


@pytest.mark.parametrize("echelle", [1.0, 2.0])
@pytest.mark.parametrize("largeur", [330, 480, 880])
def test_aucun_nom_n_en_couvre_un_autre(
    catalogue: Catalogue, qtbot: QtBot, qapp: QApplication, largeur: int, echelle: float
) -> None:
    appliquer(qapp, "clair", echelle)
    for session, souhaits in images(catalogue):
        image = NuageChoix()
        qtbot.addWidget(image)
        image.resize(round(largeur * echelle), image.sizeHint().height())
        points = nuage(session.comparaison)
        image.montrer(points, souhaits, "", "HT")
        assert sorted(marque.point.outil for marque in image.marques) == sorted(p.outil for p in points)
        noms = [marque.nom for marque in image.marques if marque.nom is not None]
        assert len(noms) == len(points), "chaque outil est nommé"
        for rang, nom in enumerate(noms):
            assert image.rect().toRectF().contains(nom)
            assert not any(nom.intersects(autre) for autre in noms[:rang])
            assert not any(nom.contains(marque.centre) for marque in image.marques)


def test_les_ronds_pleins_sont_ceux_qu_aucun_outil_ne_depasse(page: PageComparer, session: Session) -> None:
    image = choix(page).nuage
    photo = image.grab().toImage()
    for marque in image.marques:
        attendue = theme().couleur("papier" if marque.point.domine else "accent")
        couleur = photo.pixelColor(marque.centre.toPoint())
        autres = [
            m for m in image.marques if m is not marque and (m.centre - marque.centre).manhattanLength() < 20
        ]
        assert autres or couleur.name() == attendue.name(), marque.point.nom
    assert image.accessibleDescription() == "\u00a0; ".join(
        en_clair(point, 3) for point in nuage(session.comparaison)
    )
    assert "Socleo\u00a0: 360\u00a0€ par an, 2 souhaits sur 3" in image.accessibleDescription()


def test_cliquer_un_rond_choisit_l_outil_dans_la_liste(
    page: PageComparer, session: Session, qtbot: QtBot
) -> None:
    vue = choix(page)
    marque = next(marque for marque in vue.nuage.marques if marque.point.outil == "cagette")
    qtbot.mouseClick(vue.nuage, Qt.MouseButton.LeftButton, pos=marque.centre.toPoint())
    assert session.outil == "cagette"
    assert vue.liste.currentIndex().data(CHOIX).outil == "cagette"
    assert vue.nuage.marque_en(QPointF(-50, -50)) is None


def test_sans_souhait_une_phrase_remplace_l_image(catalogue: Catalogue, qtbot: QtBot) -> None:
    page = ouvrir(Session(catalogue, situation(facturation="indispensable")), qtbot)
    vue = choix(page)
    assert not vue.nuage.isVisible()
    assert vue.lecture.text() == choix_vue.SANS_SOUHAIT


# --- Deux outils ensemble


def test_les_paires_ne_paraissent_qu_avec_deux_clienteles(page: PageComparer, session: Session) -> None:
    paires = choix(page).paires
    assert not paires.isVisible()
    session.modifier(ca_professionnels=Fraction(12_000))
    assert paires.isVisible()
    attendues = combiner(session.catalogue, session.situation)
    premiere = paires.paires[0]
    assert premiere.noms.text() == (
        f"{attendues[0].particuliers.outil.nom} et {attendues[0].professionnels.outil.nom}"
    )
    assert premiere.comparaison.text() == attendues[0].comparaison
    assert premiere.couverture.text().startswith(attendues[0].couverture)
    assert premiere.couverture.text().endswith("sur 3.")
    assert paires.reste.text() == "Les autres paires ne coûtent pas moins."
    session.modifier(ca_professionnels=Fraction(0))
    assert not paires.isVisible()


# --- Côte à côte


@pytest.fixture
def deux(session: Session, qtbot: QtBot) -> PageComparer:
    session.modifier_dossier(preselection=("local-bio", "amapj"))
    return ouvrir(session, qtbot, comparer.COTE_A_COTE)


def textes(vue: VueCoteACote, titre: str) -> list[list[str]]:
    """Textes visibles des cases d'une rangée, outil par outil."""
    assert vue.tableau is not None
    (cellules,) = (c for rangee, _, c in vue.tableau.rangees if rangee.titre == titre)
    return [
        [e.text() for e in cellule.findChildren(QLabel) if not e.isHidden() and e.text()]
        for cellule in cellules
    ]


def test_moins_de_deux_outils_laisse_la_liste_a_cocher(session: Session, qtbot: QtBot) -> None:
    session.modifier_dossier(preselection=("amapj",))
    page = ouvrir(session, qtbot, comparer.COTE_A_COTE)
    vue = colonnes(page)
    assert VIDE in [etiquette.text() for etiquette in vue.findChildren(QLabel) if etiquette.isVisible()]
    assert "amapj" in outils(vue.liste), "un écarté déjà présélectionné peut être retiré"
    assert "nectargo" not in outils(vue.liste)
    presser_espace(qtbot, vue.liste, "socleo")
    assert not vue.liste.isVisible()
    assert [tete.nom.text() for tete in vue.tetes] == ["AmapJ", "Socleo"]


def test_les_colonnes_disent_tout_de_chaque_outil(deux: PageComparer, session: Session) -> None:
    vue = colonnes(deux)
    statuts = textes(vue, "Statut")
    assert statuts[0] == ["Retenu"]
    assert statuts[1] == ["Écarté", session.comparaison.par_outil["amapj"].motifs[0]]
    assert textes(vue, "Coût pour votre ferme · première année") == [["981,15\u00a0€"], ["0,00\u00a0€"]]
    assert textes(vue, "Coût pour votre ferme · année suivante") == [
        ["981,15\u00a0€", "2,3\u00a0% de vos ventes."],
        ["0,00\u00a0€", "0,0\u00a0% de vos ventes."],
    ]
    assert textes(vue, "Coût pour votre ferme · sur 3\u00a0ans")[0] == ["2\u202f943,45\u00a0€"]
    assert textes(vue, "Formule")[0][0].startswith("Paiement par carte\n")
    assert "Prix nets\u00a0: pas de TVA à ajouter." in textes(vue, "Formule")[0][0]
    assert textes(vue, "Souhaits")[1][0].startswith("0 souhait sur 3\u00a0; manque")
    assert textes(vue, "Départ sans préavis · souhaité") == [
        ["Oui", "Aucun préavis n'est demandé."],
        ["Non dit"],
    ]
    par_critere = session.catalogue.par_outil["amapj"].par_critere
    assert textes(vue, "Mails et newsletter · souhaité")[1] == [
        "En partie",
        par_critere["mails-clients"].nuance,
    ]
    assert textes(vue, "Payé par d'autres · année suivante") == [
        ["Rien, d'après les prix que donne le guide."],
        ["À la charge de l'AMAP\u00a0: 36,00\u00a0€ par an."],
    ]
    assert textes(vue, "Frais sans prix") == [["Le guide n'en cite pas."]] * 2
    assert textes(vue, "Engagement et départ")[0] == ["Pas de préavis."]
    assert textes(vue, "Engagement et départ")[1][0].startswith("•\u00a0L'abonnement est annuel.\n•\u00a0")
    contacts = [bouton.text() for bouton in vue.tableau.findChildren(QAbstractButton) if bouton.isVisible()]
    assert "contact@local.bio" in contacts
    assert "amapj.fr" in contacts


def test_un_prix_incertain_donne_sa_fourchette(session: Session, qtbot: QtBot) -> None:
    session.modifier_dossier(preselection=("locavor", "socleo"))
    session.modifier(presence="preparation")
    page = ouvrir(session, qtbot, comparer.COTE_A_COTE)
    vue = colonnes(page)
    montant = session.comparaison.par_outil["locavor"].cout.annee_suivante
    assert montant.bas != montant.haut
    assert textes(vue, "Coût pour votre ferme · année suivante")[0][1].startswith("entre ")


def test_les_differences_sont_marquees(deux: PageComparer, session: Session) -> None:
    vue = colonnes(deux)
    assert vue.tableau is not None
    marques = {rangee.titre: bande.marque.isVisible() for rangee, bande, _ in vue.tableau.rangees}
    assert marques["Statut"]
    assert marques["Paiement en ligne (carte) · indispensable"]
    assert not marques["Vente en collectif · indispensable"]
    assert not marques["Vos notes"]
    assert {bande.marque.text() for _, bande, _ in vue.tableau.rangees} == {DIFFERENT}
    session.modifier(exigences=MappingProxyType({"collectif": "indispensable"}))
    marques = {rangee.titre: bande.marque.isVisible() for rangee, bande, _ in vue.tableau.rangees}
    assert not marques["Statut"]


def test_une_frappe_met_a_jour_sans_reconstruire(deux: PageComparer, session: Session) -> None:
    vue = colonnes(deux)
    tableau = vue.tableau
    session.modifier(ca_particuliers=Fraction(10_000))
    assert vue.tableau is tableau
    assert textes(vue, "Coût pour votre ferme · année suivante")[0][0] == "233,61\u00a0€"
    deux.montrer_vue(comparer.CHOIX)
    session.modifier(ca_particuliers=Fraction(42_000))
    assert textes(vue, "Coût pour votre ferme · année suivante")[0][0] == "233,61\u00a0€", (
        "cachée, elle attend"
    )
    deux.montrer_vue(comparer.COTE_A_COTE)
    assert textes(vue, "Coût pour votre ferme · année suivante")[0][0] == "981,15\u00a0€"
    session.modifier(horizon=1)
    assert vue.tableau is not tableau
    assert not any("sur" in rangee.titre for rangee, _, _ in vue.tableau.rangees if "Coût" in rangee.titre)


def test_les_notes_sont_gardees_et_s_annulent(deux: PageComparer, session: Session, qtbot: QtBot) -> None:
    vue = colonnes(deux)
    notes = {zone.accessibleName(): zone for zone in vue.findChildren(QPlainTextEdit)}
    zone = notes["Vos notes sur AmapJ"]
    zone.setFocus()
    qtbot.keyClicks(zone, "À rappeler")
    assert dict(session.dossier.notes) == {"amapj": "À rappeler"}
    assert zone is vue.findChildren(QPlainTextEdit)[-1], "taper ne reconstruit pas la case"
    session.annulations.setIndex(1)  # la présélection reste
    assert zone.toPlainText() == ""
    session.annulations.setIndex(session.annulations.count())
    assert zone.toPlainText() == "À rappeler"
    zone.selectAll()
    qtbot.keyClick(zone, Touche.Key_Delete)
    assert dict(session.dossier.notes) == {}


def test_une_longue_note_se_lit_en_entier(session: Session, qtbot: QtBot) -> None:
    session.modifier_dossier(
        preselection=("socleo", "kuupanda", "local-bio", "cagette"),
        notes=MappingProxyType({"socleo": "Une remarque assez longue. " * 18}),
    )
    page = ouvrir(session, qtbot, comparer.COTE_A_COTE)
    vue = colonnes(page)
    for zone in vue.findChildren(choix_cellules.ZoneBornee):
        assert not zone.verticalScrollBar().isVisible()


def test_voir_la_fiche_et_retirer(deux: PageComparer, session: Session, qtbot: QtBot) -> None:
    vue = colonnes(deux)
    with qtbot.waitSignal(deux.page_demandee) as demande:
        vue.tetes[1].fiche.click()
    assert demande.args == ["fiches"]
    assert session.outil == "amapj"
    session.modifier_dossier(preselection=("local-bio", "amapj", "socleo"))
    vue.tetes[0].retirer.click()
    assert session.dossier.preselection == ("amapj", "socleo")
    assert [tete.nom.text() for tete in vue.tetes] == ["AmapJ", "Socleo"]
    vue.tetes[0].retirer.click()
    assert vue.liste.isVisible()


def test_sans_besoin_les_colonnes_y_menent(deux: PageComparer, session: Session, qtbot: QtBot) -> None:
    vue = colonnes(deux)
    assert not vue.besoins.isVisible()
    session.modifier(exigences=MappingProxyType({}))
    assert vue.besoins.isVisible()
    with qtbot.waitSignal(deux.page_demandee) as demande:
        vue.besoins.click()
    assert demande.args == ["ferme"]


def test_un_contact_qui_ne_s_ouvre_pas_est_dit(
    deux: PageComparer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ouvertes: list[str] = []
    monkeypatch.setattr(
        "gui.composants.choix_cote_a_cote.ouvrir_lien", lambda adresse: bool(ouvertes.append(adresse))
    )
    vue = colonnes(deux)
    (bouton,) = (b for b in vue.findChildren(QAbstractButton) if b.text() == "amapj.fr")
    bouton.click()
    assert ouvertes == ["https://amapj.fr/"]
    assert vue.message.isVisible()
    assert vue.message.texte.endswith("https://amapj.fr/")


@pytest.mark.parametrize("echelle", [1.0, 2.0])
def test_les_tetes_sont_au_dessus_de_leur_colonne(
    session: Session, qtbot: QtBot, qapp: QApplication, echelle: float
) -> None:
    appliquer(qapp, "clair", echelle)
    session.modifier_dossier(preselection=("socleo", "la-ruche-qui-dit-oui", "kuupanda", "amapj"))
    page = ouvrir(session, qtbot, comparer.COTE_A_COTE)
    vue = colonnes(page)
    assert vue.tableau is not None
    corps = vue.tableau.parentWidget().parentWidget()
    assert isinstance(corps, QAbstractScrollArea)
    page.resize(1260, 640)
    vider()
    for defilement in (0, corps.horizontalScrollBar().maximum()):
        corps.horizontalScrollBar().setValue(defilement)
        _, _, cellules = vue.tableau.rangees[0]
        for tete, cellule in zip(vue.tetes, cellules, strict=True):
            gauche = tete.mapTo(page, QPoint()).x(), cellule.mapTo(page, QPoint()).x()
            assert abs(gauche[0] - gauche[1]) <= 2
            assert abs(tete.width() - cellule.width()) <= 2


# --- Qualité


@pytest.mark.parametrize("vue", [comparer.CHOIX, comparer.COTE_A_COTE])
@pytest.mark.parametrize("echelle", [1.0, 1.5, 2.0])
def test_rien_n_est_coupe(
    catalogue: Catalogue, qtbot: QtBot, qapp: QApplication, vue: str, echelle: float
) -> None:
    appliquer(qapp, "sombre", echelle)
    session = Session(catalogue, avec_besoins(professionnels=12_000))
    session.modifier_dossier(preselection=("socleo", "la-ruche-qui-dit-oui", "amapj"))
    page = ouvrir(session, qtbot, vue)
    assert (page.width(), page.height()) == (964, 640)
    for etiquette in page.findChildren(QLabel):
        if not etiquette.isVisible() or not etiquette.text():
            continue
        assert etiquette.textFormat() == Qt.TextFormat.PlainText
        assert etiquette.width() >= etiquette.minimumSizeHint().width(), etiquette.text()
        if etiquette.wordWrap():
            assert etiquette.height() >= etiquette.heightForWidth(etiquette.width()), etiquette.text()
    for bouton in page.findChildren(QAbstractButton):
        if bouton.isVisible() and bouton.text():
            assert bouton.width() >= bouton.minimumSizeHint().width(), bouton.text()


@pytest.mark.parametrize("vue", [comparer.CHOIX, comparer.COTE_A_COTE])
def test_tout_se_nomme_et_s_atteint_au_clavier(catalogue: Catalogue, qtbot: QtBot, vue: str) -> None:
    session = Session(catalogue, avec_besoins())
    session.modifier_dossier(preselection=("socleo", "la-ruche-qui-dit-oui"))
    page = ouvrir(session, qtbot, vue)
    genres = (QAbstractButton, QAbstractItemView, QPlainTextEdit)
    commandes = {w for genre in genres for w in page.findChildren(genre) if w.isVisible()}
    segments = {page.vues.bouton(cle) for cle, _ in comparer.VUES}
    attendues = commandes - segments | {page.vues.bouton(vue)}
    for commande in attendues:
        assert commande.accessibleName() or commande.text()
    parcourues: list[QWidget] = []
    page.vues.bouton(vue).setFocus()
    while QApplication.focusWidget() not in parcourues:
        parcourues.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Touche.Key_Tab)
    assert attendues <= set(parcourues)
    hauteurs = [
        w.mapTo(page, QPoint()).y() for w in parcourues[1:] if w in commandes and w is not page.barre.bouton
    ]
    if vue == comparer.CHOIX:
        assert hauteurs == sorted(hauteurs), "de haut en bas"
    else:
        tetes = [bouton for tete in colonnes(page).tetes for bouton in (tete.fiche, tete.retirer)]
        debut = parcourues.index(tetes[0])
        assert parcourues[debut : debut + len(tetes)] == tetes
        assert isinstance(parcourues[debut + len(tetes)], QAbstractScrollArea), "puis les colonnes"
