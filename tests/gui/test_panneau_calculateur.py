"""Le panneau entier : on y tape, le résultat suit ; on s'y trompe, rien n'est perdu."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QCheckBox, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from gui.composants.champ_choix import ChampChoix
from gui.composants.champ_nombre import ChampNombre
from gui.composants.panneau_calculateur import PanneauCalculateur
from gui.session import Session
from gui.theme.style import appliquer, theme
from modele.catalogue.objets import Catalogue
from modele.comparaison import comparer
from modele.dossiers.objets import Dossier
from modele.situation import CHAMPS, EXEMPLE, Genre, Situation

Ouvrir = Callable[..., PanneauCalculateur]


def net(texte: str) -> str:
    """Le texte, espaces insécables rendus ordinaires."""
    return texte.replace("\u202f", " ").replace("\u00a0", " ")


def lisibles(widget: QWidget) -> list[str]:
    """Textes visibles d'un widget."""
    return [net(label.text()) for label in widget.findChildren(QLabel) if label.isVisible()]


def contient(widget: QWidget, morceau: str) -> bool:
    return any(morceau in texte for texte in lisibles(widget))


@pytest.fixture
def ouvrir(catalogue: Catalogue, qtbot: QtBot) -> Ouvrir:
    """Ouvre un panneau de 330 × 700 sur une situation et un outil."""

    def faire(
        situation: Situation = EXEMPLE, outil: str = "kuupanda", session: Session | None = None
    ) -> PanneauCalculateur:
        session = session or Session(catalogue, situation)
        session.selectionner(outil=outil)
        panneau = PanneauCalculateur(session)
        session.setParent(panneau)
        qtbot.addWidget(panneau)
        panneau.resize(theme().px(330), 700)
        with qtbot.waitActive(panneau):
            panneau.show()
            panneau.activateWindow()
        return panneau

    return faire


@pytest.fixture
def panneau(ouvrir: Ouvrir) -> PanneauCalculateur:
    return ouvrir()


def session_de(panneau: PanneauCalculateur) -> Session:
    session = panneau.findChild(Session)
    assert isinstance(session, Session)
    return session


def nomme(panneau: PanneauCalculateur, nom: str) -> Any:
    """Widget du résultat qui porte ce nom accessible."""
    return next(w for w in panneau.resultat.findChildren(QWidget) if net(w.accessibleName()) == nom)


def nombre(panneau: PanneauCalculateur, nom: str) -> ChampNombre:
    champ = panneau.saisie.etiquete(nom).champ
    assert isinstance(champ, ChampNombre)
    return champ


def cliquer(liste: QAbstractItemView, index: QModelIndex) -> None:
    QTest.mouseClick(liste.viewport(), Qt.MouseButton.LeftButton, pos=liste.visualRect(index).center())


def taper(champ: ChampNombre, texte: str) -> None:
    champ.setFocus()
    champ.selectAll()
    QTest.keyClicks(champ, texte)


def test_exemple(panneau: PanneauCalculateur) -> None:
    textes = lisibles(panneau.resultat)
    assert "L'outil vous coûterait 809,70 € par an, soit 2,7 % de vos ventes." in textes
    rang = textes.index("An 1")
    assert textes[rang : rang + 6] == [
        "An 1",
        "789,70 €",
        "Année suivante",
        "809,70 €",
        "3 ans",
        "2 409,10 €",
    ]
    assert "Coût hors taxes, car votre ferme récupère la TVA." in textes


def test_chaque_frappe_recalcule_sans_refaire_un_widget(panneau: PanneauCalculateur) -> None:
    session = session_de(panneau)
    widgets = panneau.findChildren(QWidget)
    recus: list[Fraction] = []
    session.comparaison_changee.connect(lambda c: recus.append(c.situation.ca_particuliers))
    taper(nombre(panneau, "ca_particuliers"), "10000")
    assert recus == [1, 10, 100, 1000, 10000]
    assert contient(panneau.resultat, "L'outil vous coûterait 429,90 € par an, soit 4,3 % de vos ventes.")
    assert panneau.findChildren(QWidget) == widgets


def test_saisie_fausse_garde_et_nomme_le_dernier_resultat(panneau: PanneauCalculateur) -> None:
    champ = nombre(panneau, "ca_particuliers")
    taper(champ, "-3")
    assert session_de(panneau).situation == EXEMPLE
    assert contient(panneau.resultat, "Dernier résultat valable. À corriger : « Ventes aux particuliers ».")
    assert contient(panneau.resultat, "809,70 € par an")
    assert contient(panneau.saisie, "vous avez écrit « -3 »")
    QTest.keyClick(champ, Qt.Key.Key_Escape)
    assert not contient(panneau.resultat, "Dernier résultat valable")


def test_une_faute_survit_a_la_saisie_d_un_autre_champ(panneau: PanneauCalculateur) -> None:
    faux = nombre(panneau, "ca_professionnels")
    taper(faux, "abc")
    taper(nombre(panneau, "ca_particuliers"), "20000")
    assert (faux.text(), bool(faux.faute)) == ("abc", True)
    assert contient(panneau.resultat, "« Ventes aux professionnels »")
    session_de(panneau).remplacer(EXEMPLE)
    assert (faux.text(), faux.faute) == ("0,00", "")
    assert not contient(panneau.resultat, "Dernier résultat valable")


def test_les_champs_suivent_la_session(panneau: PanneauCalculateur) -> None:
    ailleurs = Situation(
        nom="Autre",
        label="conversion",
        organisation="collectif",
        recupere_tva=False,
        taux_tva_ventes=Fraction(10),
        ca_particuliers=Fraction(1),
        ca_professionnels=Fraction(2),
        part_en_ligne=Fraction(3),
        part_en_ligne_pro=Fraction(4),
        panier_moyen=Fraction(5),
        panier_moyen_pro=Fraction(6),
        clients_actifs=7,
        encaissement="prelevement",
        presence="depot_vente",
        horizon=8,
    )
    champs = {champ.nom: panneau.saisie.etiquete(champ.nom).champ for champ in CHAMPS}
    session_de(panneau).remplacer(ailleurs)
    for champ in CHAMPS:
        widget, valeur = champs[champ.nom], getattr(ailleurs, champ.nom)
        if isinstance(widget, ChampChoix):
            assert widget.currentData() == valeur
        elif isinstance(widget, QCheckBox):
            assert widget.isChecked() is valeur
        else:
            assert widget.valeur == valeur
    assert session_de(panneau).situation == ailleurs


def test_chaque_champ_a_nom_unite_aide_et_clavier(panneau: PanneauCalculateur) -> None:
    for champ in CHAMPS:
        widget = panneau.saisie.etiquete(champ.nom).champ
        assert champ.libelle in widget.accessibleName() or champ.libelle == widget.text()
        assert champ.unite in widget.accessibleName()
        assert widget.accessibleDescription() == champ.aide
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_choix_et_case_changent_la_situation(panneau: PanneauCalculateur) -> None:
    choix = panneau.saisie.etiquete("presence").champ
    assert isinstance(choix, ChampChoix)
    panneau.saisie.groupes["paiement"].deplier()
    choix.setFocus()
    QTest.keyClick(choix, Qt.Key.Key_Down)
    assert session_de(panneau).situation.presence == "preparation"
    case = panneau.saisie.etiquete("recupere_tva").champ
    assert isinstance(case, QCheckBox)
    case.click()
    assert session_de(panneau).situation.recupere_tva is False
    assert contient(panneau.resultat, "Coût avec 20 % de TVA, que votre ferme ne récupère pas.")
    assert contient(panneau.resultat, "L'outil vous coûterait 971,64 € par an")


def test_la_molette_ne_change_pas_un_choix(panneau: PanneauCalculateur) -> None:
    choix = panneau.saisie.etiquete("label").champ
    milieu = QPointF(5, 5)
    cran = QWheelEvent(
        milieu,
        milieu,
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choix, cran)
    assert session_de(panneau).situation.label == "bio"


def test_groupes_dans_l_ordre_le_premier_ouvert(panneau: PanneauCalculateur) -> None:
    groupes = panneau.saisie.groupes
    assert list(groupes) == ["ventes", "commandes", "paiement", "ferme", "comparaison"]
    assert [groupe.deplie for groupe in groupes.values()] == [True, False, False, False, False]
    assert not panneau.formules.deplie
    tops = [groupe.mapTo(panneau, QPoint(0, 0)).y() for groupe in (*groupes.values(), panneau.formules)]
    assert tops == sorted(tops)


@pytest.mark.parametrize("touche", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_un_groupe_se_plie_au_clavier(panneau: PanneauCalculateur, touche: Qt.Key) -> None:
    groupe = panneau.saisie.groupes["commandes"]
    QTest.keyClick(groupe.titre, touche)
    assert groupe.deplie
    assert panneau.saisie.etiquete("panier_moyen").isVisible()
    assert groupe.titre.accessibleDescription() == "déplié"
    QTest.keyClick(groupe.titre, touche)
    assert not panneau.saisie.etiquete("panier_moyen").isVisible()


def test_ordre_de_tabulation(panneau: PanneauCalculateur) -> None:
    for groupe in reversed(panneau.saisie.groupes.values()):
        groupe.deplier()
    panneau.bouton_replier.setFocus()
    parcourus = []
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        courant = QApplication.focusWidget()
        if courant is panneau.bouton_replier:
            break
        parcourus.append(courant)
    attendus: list[QWidget] = []
    for identifiant, groupe in panneau.saisie.groupes.items():
        attendus.append(groupe.titre)
        attendus += [panneau.saisie.etiquete(c.nom).champ for c in CHAMPS if c.groupe == identifiant]
    attendus.append(panneau.formules.titre)
    assert parcourus[: len(attendus)] == attendus
    apres = [widget.accessibleName() for widget in parcourus[len(attendus) :]]
    assert [net(nom) for nom in apres] == [
        "Outil dont on voit le coût",
        "Détail : Année suivante",
        "Lignes de coût",
        "Pourquoi ce montant ?",
        "Coût de chaque outil par nature de frais",
    ]


def test_formule_par_defaut_nommee_et_imposee(panneau: PanneauCalculateur) -> None:
    panneau.formules.deplier()
    session = session_de(panneau)
    assert set(panneau.formules.formules) == {
        "amapj",
        "cagette",
        "coopcircuits",
        "local-bio",
        "locavor",
        "socleo",
    }
    choix = panneau.formules.formules["socleo"]
    assert choix.itemText(0) == "Selon votre ferme (Producteurs solo)"
    session.modifier(organisation="collectif")
    assert choix.itemText(0) == "Selon votre ferme (Collectifs)"
    panneau.formules.formules["amapj"].choisi.emit("heberge-ferme")
    choix.setFocus()
    QTest.keyClick(choix, Qt.Key.Key_Down)
    assert session.situation.formules == {"amapj": "heberge-ferme", "socleo": "solo"}
    assert choix.itemText(0) == "Selon votre ferme (Collectifs)"
    QTest.keyClick(choix, Qt.Key.Key_Up)
    assert session.situation.formules == {"amapj": "heberge-ferme"}


def test_options_et_leur_prix(panneau: PanneauCalculateur) -> None:
    panneau.formules.deplier()
    session = session_de(panneau)
    assert {option for _, option in panneau.formules.options} == {"tpe", "caisse", "abonnements"}
    assert contient(panneau.formules, "300 € la première année, plus 30 € par mois")
    caisse, tpe = panneau.formules.options["socleo", "caisse"], panneau.formules.options["socleo", "tpe"]
    assert net(caisse.accessibleDescription()) == "300 € la première année, plus 30 € par mois"
    caisse.click()
    tpe.click()
    assert session.situation.options == {"socleo": ("tpe", "caisse")}
    session.selectionner(outil="socleo")
    assert contient(panneau.resultat, "L'outil vous coûterait 720,00 € par an")
    caisse.click()
    tpe.click()
    assert session.situation.options == {}


def test_contribution_libre(panneau: PanneauCalculateur) -> None:
    panneau.formules.deplier()
    session = session_de(panneau)
    assert list(panneau.formules.montants) == ["local-bio"]
    champ = panneau.formules.montants["local-bio"]
    assert champ.accessibleName() == "Contribution libre à Local.bio, €/an"
    taper(champ, "50")
    assert session.situation.montants_libres == {"local-bio": 50}
    session.selectionner(outil="local-bio")
    assert contient(panneau.resultat, "L'outil vous coûterait 750,82 € par an")
    taper(champ, "-1")
    assert contient(panneau.resultat, "À corriger : « Contribution libre à Local.bio, €/an ».")
    taper(champ, "0")
    assert session.situation.montants_libres == {}


def test_formules_suivent_la_session_meme_repliees(panneau: PanneauCalculateur) -> None:
    panneau.formules.deplier()
    panneau.formules.deplier(False)
    session_de(panneau).modifier(
        formules=MappingProxyType({"socleo": "collectif"}), options=MappingProxyType({"socleo": ("tpe",)})
    )
    panneau.formules.deplier()
    assert panneau.formules.formules["socleo"].currentData() == "collectif"
    assert panneau.formules.options["socleo", "tpe"].isChecked()
    assert session_de(panneau).situation.options == {"socleo": ("tpe",)}


def test_outil_par_defaut_reste_quand_on_tape(catalogue: Catalogue, ouvrir: Ouvrir) -> None:
    panneau = ouvrir(outil="")
    assert panneau.resultat.outil == "amapj"
    session_de(panneau).modifier(formules=MappingProxyType({"amapj": "heberge-ferme"}))
    taper(nombre(panneau, "ca_particuliers"), "900")
    assert panneau.resultat.outil == "amapj"
    autre = ouvrir(outil="", session=Session(catalogue, replace(EXEMPLE, ca_particuliers=Fraction(0))))
    assert autre.resultat.outil in catalogue.par_outil


def test_choisir_un_outil(panneau: PanneauCalculateur) -> None:
    session = session_de(panneau)
    choix = panneau.resultat.findChild(ChampChoix)
    assert isinstance(choix, ChampChoix)
    noms = [choix.itemText(rang) for rang in range(choix.count())]
    assert noms[-1] == "NectarGo (écarté)" and choix.currentText() == "Kuupanda"
    choix.setFocus()
    QTest.keyClick(choix, Qt.Key.Key_Down)
    assert session.outil == "la-ruche-qui-dit-oui"
    assert contient(panneau.resultat, "6 000,00 €")
    # L'ordre change : le même outil reste choisi.
    session.modifier(exigences=MappingProxyType({"professionnels": "souhaite"}))
    assert choix.currentText() == "La Ruche qui dit Oui !"
    assert [choix.itemData(rang) for rang in range(choix.count())] == list(session.comparaison.ordre)


def test_detail_de_l_an_1(panneau: PanneauCalculateur) -> None:
    suivante = nomme(panneau, "Détail : Année suivante")
    lignes = nomme(panneau, "Lignes de coût")
    assert lignes.model().rowCount() == 3
    suivante.setFocus()
    QTest.keyClick(suivante, Qt.Key.Key_Left)
    assert [net(r.montant) for r in lignes.model().rangees] == [
        "240,00 €",
        "−20,00 €",
        "569,70 €",
        "789,70 €",
    ]
    assert contient(panneau.resultat, "Tous les outils, an 1")
    QTest.mouseClick(suivante, Qt.MouseButton.LeftButton)
    assert lignes.model().rowCount() == 3


def test_prix_incertain(ouvrir: Ouvrir) -> None:
    panneau = ouvrir(replace(EXEMPLE, presence="preparation"), "locavor")
    assert contient(
        panneau.resultat,
        "L'outil vous coûterait entre 5 550,00 € et 5 850,00 € par an (5 850,00 € retenus), "
        "soit 19,5 % de vos ventes.",
    )
    assert "de 16 650,00 €\nà 17 550,00 €" in lisibles(panneau.resultat)


def test_ventes_non_couvertes_et_frais_non_chiffres(ouvrir: Ouvrir) -> None:
    panneau = ouvrir(replace(EXEMPLE, ca_professionnels=Fraction(12_000)), "nectargo")
    assert contient(panneau.resultat, "L'outil ne vous coûterait rien, d'après les prix que donne le guide.")
    assert contient(panneau.resultat, "30 000,00 € de vos ventes n'y passeraient pas.")
    assert contient(
        panneau.resultat, "Non chiffré par le guide :\n– Abonnement annuel payé par les commerçants"
    )
    session_de(panneau).selectionner(outil="kuupanda")
    assert contient(panneau.resultat, "de vos ventes.")
    session_de(panneau).selectionner(outil="cagette")
    assert contient(panneau.resultat, "soit 9,0 % des ventes qu'il porte.")


def test_sans_vente(ouvrir: Ouvrir) -> None:
    panneau = ouvrir(replace(EXEMPLE, ca_particuliers=Fraction(0)))
    assert contient(
        panneau.resultat,
        "L'outil ne porterait aucune de vos ventes. Il vous coûterait quand même 240,00 € par an.",
    )
    assert contient(panneau.resultat, "Outil écarté : ")


def test_gros_montants_passent_en_rangees(ouvrir: Ouvrir) -> None:
    panneau = ouvrir(
        replace(EXEMPLE, ca_particuliers=Fraction(98_765_432), horizon=10), "la-ruche-qui-dit-oui"
    )
    valeurs = [
        label for label in panneau.resultat.findChildren(QLabel) if label.property("role") == "chiffre"
    ]
    assert [net(label.text()) for label in valeurs] == [
        "19 753 086,40 €",
        "19 753 086,40 €",
        "197 530 864,00 €",
    ]
    assert len({label.mapTo(panneau, QPoint(0, 0)).y() for label in valeurs}) == 3
    for label in valeurs:
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
    session_de(panneau).remplacer(EXEMPLE)
    QTest.qWait(1)
    assert len({label.mapTo(panneau, QPoint(0, 0)).y() for label in valeurs}) == 1


def test_expliquer_ouvre_l_explication_a_la_vue(panneau: PanneauCalculateur, qtbot: QtBot) -> None:
    panneau.replier()
    panneau.expliquer("socleo")
    assert not panneau.replie
    assert session_de(panneau).outil == "socleo"
    qtbot.waitUntil(lambda: panneau.resultat.verticalScrollBar().value() > 0)
    titre = QApplication.focusWidget()
    assert net(titre.accessibleName()) == "Pourquoi ce montant ?"
    assert 0 <= titre.mapTo(panneau.resultat, QPoint(0, 0)).y() < 20
    assert contient(panneau.resultat, "Palier : moins de 60 000 € de ventes aux particuliers.")
    # L'explication suit la frappe, et le palier change.
    taper(nombre(panneau, "ca_particuliers"), "60000")
    assert contient(panneau.resultat, "Palier : 60 000 € ou plus de ventes aux particuliers.")


def test_une_ligne_mene_a_son_explication(panneau: PanneauCalculateur, qtbot: QtBot) -> None:
    liste = nomme(panneau, "Lignes de coût")
    liste.setFocus()
    liste.setCurrentIndex(liste.model().index(1))
    QTest.keyClick(liste, Qt.Key.Key_Return)
    assert contient(panneau.resultat, "Frais de paiement en ligne : 569,70 €")
    qtbot.waitUntil(lambda: panneau.resultat.verticalScrollBar().value() > 0)
    # La somme n'a rien à expliquer.
    avant = panneau.resultat.verticalScrollBar().value()
    cliquer(liste, liste.model().index(2))
    QTest.qWait(5)
    assert panneau.resultat.verticalScrollBar().value() == avant


def test_une_barre_choisit_son_outil(panneau: PanneauCalculateur) -> None:
    barres = nomme(panneau, "Coût de chaque outil par nature de frais")
    assert barres.currentIndex().row() == session_de(panneau).comparaison.ordre.index("kuupanda")
    barres.setFocus()
    QTest.keyClick(barres, Qt.Key.Key_Up)
    QTest.keyClick(barres, Qt.Key.Key_Space)
    assert session_de(panneau).outil == "coopcircuits"
    cliquer(barres, barres.model().index_de("cagette"))
    assert session_de(panneau).outil == "cagette"


def test_repli(panneau: PanneauCalculateur, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panneau.repli_change) as signal:
        QTest.mouseClick(panneau.bouton_replier, Qt.MouseButton.LeftButton)
    assert signal.args == [True]
    assert panneau.replie and panneau.sizeHint().width() < 40
    bande = QApplication.focusWidget()
    assert bande.accessibleName() == "Ouvrir le calculateur de coûts" and bande.isVisible()
    with qtbot.waitSignal(panneau.repli_change) as signal:
        QTest.keyClick(bande, Qt.Key.Key_Space)
    assert signal.args == [False]
    assert panneau.sizeHint().width() == 330
    with qtbot.assertNotEmitted(panneau.repli_change):
        panneau.replier(False)


@pytest.mark.parametrize("echelle", [1.0, 2.0])
def test_rien_ne_deborde_en_largeur(qapp: QApplication, ouvrir: Ouvrir, echelle: float) -> None:
    appliquer(qapp, "clair", echelle)
    panneau = ouvrir(replace(EXEMPLE, presence="preparation"), "locavor")
    for groupe in (*panneau.saisie.groupes.values(), panneau.formules):
        groupe.deplier()
    panneau.expliquer("locavor")
    QTest.qWait(5)
    assert panneau.width() == 330 * echelle
    for volet in panneau.findChildren(QScrollArea):
        assert volet.horizontalScrollBar().maximum() == 0
        assert volet.widget().width() <= volet.viewport().width()


def test_le_resultat_reste_en_vue_pendant_la_saisie(panneau: PanneauCalculateur) -> None:
    champ = nombre(panneau, "ca_particuliers")
    champ.setFocus()
    for texte in ("L'outil vous coûterait 809,70 € par an, soit 2,7 % de vos ventes.", "2 409,10 €"):
        label = next(la for la in panneau.resultat.findChildren(QLabel) if net(la.text()) == texte)
        assert label.visibleRegion().boundingRect() == label.rect()
    assert champ.visibleRegion().boundingRect() == champ.rect()


def test_un_panneau_jete_n_ecoute_plus(catalogue: Catalogue, qtbot: QtBot) -> None:
    session = Session(catalogue)
    panneau = PanneauCalculateur(session)
    panneau.formules.deplier()
    panneau.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    session.modifier(ca_particuliers=Fraction(1000))
    assert session.comparaison == comparer(catalogue, session.situation)


def test_genres_connus(panneau: PanneauCalculateur) -> None:
    attendus = {Genre.CHOIX: ChampChoix, Genre.BOOLEEN: QCheckBox, Genre.EUROS: ChampNombre}
    for champ in CHAMPS:
        if champ.genre in attendus:
            assert isinstance(panneau.saisie.etiquete(champ.nom).champ, attendus[champ.genre])


def test_toutes_les_lignes_sont_a_la_vue_de_leur_liste(panneau: PanneauCalculateur) -> None:
    for outil in ("amapj", "coopcircuits", "socleo", "locavor"):
        session_de(panneau).selectionner(outil=outil)
        for nom in ("Lignes de coût", "Coût de chaque outil par nature de frais"):
            liste = nomme(panneau, nom)
            derniere = liste.visualRect(liste.model().index(liste.model().rowCount() - 1))
            assert liste.height() == derniere.bottom() + 1 > 0


def test_l_explication_prend_de_la_place_et_la_rend(panneau: PanneauCalculateur) -> None:
    avant = panneau.resultat.height()
    panneau.expliquer("kuupanda")
    assert panneau.resultat.height() > avant * 1.3
    QTest.keyClick(nomme(panneau, "Pourquoi ce montant ?"), Qt.Key.Key_Space)
    assert panneau.resultat.height() == avant


def test_le_nombre_ne_passe_pas_sous_son_unite(panneau: PanneauCalculateur) -> None:
    champ = nombre(panneau, "ca_particuliers")
    unite = champ.findChild(QLabel)
    assert unite is not None and unite.text() == "€ HT/an"
    assert champ.width() - champ.textMargins().right() <= unite.x() + theme().px(8)


def test_un_outil_que_nul_n_a_choisi_s_efface_une_fois_ecarte(catalogue: Catalogue, ouvrir: Ouvrir) -> None:
    panneau = ouvrir(outil="")
    session = panneau.findChild(Session)
    assert session is not None and panneau.resultat.outil == "amapj"
    session.modifier(exigences=MappingProxyType({"professionnels": "indispensable"}))
    assert panneau.resultat.outil == "socleo"
    session.selectionner(outil="amapj")
    session.modifier(panier_moyen=Fraction(40))
    assert panneau.resultat.outil == "amapj"


def test_un_autre_dossier_commence_par_son_outil(catalogue: Catalogue, ouvrir: Ouvrir) -> None:
    panneau = ouvrir(outil="")
    session = panneau.findChild(Session)
    assert session is not None
    session.ouvrir(Dossier("B", replace(EXEMPLE, nom="B", ca_professionnels=Fraction(9_000))))
    attendu = PanneauCalculateur(Session(catalogue, session.situation, panneau)).resultat.outil
    assert panneau.resultat.outil == attendu != "amapj"
