"""La page « Avant / après », comme une ferme s'en sert : remplir, comparer, compter l'outil, revenir."""

from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gui.composants.champ_nombre import ChampNombre
from gui.composants.vente_resultat import COLONNES
from gui.pages.avant_apres import PageAvantApres
from gui.session import Session
from gui.theme.style import appliquer
from modele.dossiers.objets import Dossier, Vente
from modele.situation import EXEMPLE
from modele.ventes_du_dossier import vente_neuve

TAILLE = (1294, 716)


@pytest.fixture
def page(qtbot: QtBot, session_exemple: Session) -> PageAvantApres:
    return ouvrir(qtbot, session_exemple)


@pytest.fixture
def deux(qtbot: QtBot, session_exemple: Session) -> PageAvantApres:
    """Page ouverte sur les deux ventes du guide, déjà copiées."""
    session_exemple.modifier_dossier(ventes=ventes_du_guide(session_exemple))
    session_exemple.annulations.clear()
    return ouvrir(qtbot, session_exemple)


def ventes_du_guide(session: Session) -> tuple[Vente, ...]:
    return tuple(Vente(e.nom, e.avant, e.apres) for e in session.catalogue.guide.exemples)


def ouvrir(qtbot: QtBot, session: Session) -> PageAvantApres:
    page = PageAvantApres(session)
    qtbot.addWidget(page)
    page.resize(*TAILLE)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def noms(session: Session) -> list[str]:
    return [vente.nom for vente in session.dossier.ventes]


def saisie(page: PageAvantApres, nom: str, cote: str) -> ChampNombre:
    return page.detail.saisie.lignes[nom].saisies[cote]


def taper(champ: QLineEdit, texte: str) -> None:
    champ.setFocus()
    champ.selectAll()
    QTest.keyClicks(champ, texte)


def lire(page: PageAvantApres, cle: str) -> list[str]:
    """Avant et après d'une ligne du tableau, avec des espaces ordinaires."""
    valeurs = page.detail.resultat.tableau.valeurs
    return [
        valeurs[cle, colonne].text().replace("\u00a0", " ").replace("\u202f", " ") for colonne in COLONNES
    ]


def phrase(page: PageAvantApres) -> str:
    return page.detail.resultat.phrase.text().replace("\u00a0", " ").replace("\u202f", " ")


# --- Sans vente


def test_sans_vente_les_exemples_du_guide_se_lisent(page: PageAvantApres, session_exemple: Session) -> None:
    assert page.exemples.isVisible() and not page.detail.isVisible()
    assert len(page.exemples.copies) == len(session_exemple.catalogue.guide.exemples) == 2
    assert not page.exemples.findChildren(QLineEdit)


def test_copier_un_exemple_l_ouvre_et_s_annule(page: PageAvantApres, session_exemple: Session) -> None:
    page.exemples.copies[0].click()
    exemple = session_exemple.catalogue.guide.exemples[0]
    (vente,) = session_exemple.dossier.ventes
    assert (vente.nom, vente.avant, vente.apres) == (
        "Vente n° 1 (exemple du guide)",
        exemple.avant,
        exemple.apres,
    )
    assert page.detail.isVisible() and page.detail.saisie.nom.hasFocus()
    assert phrase(page) == (
        "La vente coûte 980 € de moins par an, et vous y passez 78 heures de moins ; elle passe de 34,5 % à "
        "17,4 % de votre chiffre d'affaires."
    )
    assert (lire(page, "cout"), lire(page, "part")) == (["1 920 €", "940 €"], ["34,5 %", "17,4 %"])
    assert lire(page, "reste") == ["38,38 €", "86,43 €"]
    session_exemple.annulations.undo()
    assert session_exemple.dossier.ventes == () and page.exemples.isVisible()


def test_une_vente_neuve_part_des_prix_du_guide(page: PageAvantApres, session_exemple: Session) -> None:
    page.exemples.ajouter.click()
    assert session_exemple.dossier.ventes == (vente_neuve("Vente 1"),)
    assert page.detail.saisie.nom.selectedText() == "Vente 1"
    assert saisie(page, "prix_km", "apres").text() == "0,50"
    assert phrase(page).startswith("Remplissez les deux colonnes")


def test_le_menu_copie_l_exemple_demande(deux: PageAvantApres, session_exemple: Session) -> None:
    actions = deux.sommaire.copier.menu().actions()
    assert [action.text() for action in actions] == ["Vente n° 1", "Vente n° 2"]
    actions[1].trigger()
    assert session_exemple.dossier.ventes[2].avant == session_exemple.catalogue.guide.exemples[1].avant
    assert deux.rang == 2


# --- Saisir


def test_chaque_frappe_recalcule(deux: PageAvantApres, session_exemple: Session) -> None:
    taper(saisie(deux, "heures_vente", "apres"), "20,5")
    assert session_exemple.dossier.ventes[0].apres.heures_vente == Fraction("20.5")
    assert lire(deux, "vente") == ["936 €", "246 €"]
    assert lire(deux, "heures") == ["138 h", "50,5 h"]
    assert phrase(deux).startswith(
        "La vente coûte 1 094 € de moins par an, et vous y passez 87,5 heures de moins"
    )
    assert deux.sommaire.modele.index(0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("de moins par an")


def test_les_frappes_d_un_champ_s_annulent_ensemble(deux: PageAvantApres, session_exemple: Session) -> None:
    taper(saisie(deux, "km", "apres"), "123")
    session_exemple.annulations.undo()
    assert session_exemple.dossier.ventes == ventes_du_guide(session_exemple)
    assert saisie(deux, "km", "apres").text() == "440"
    session_exemple.annulations.redo()
    assert saisie(deux, "km", "apres").text() == "123"


def test_une_saisie_refusee_est_dite_et_garde_le_dernier_resultat(
    deux: PageAvantApres, session_exemple: Session
) -> None:
    champ = saisie(deux, "km", "apres")
    taper(champ, "-3")
    ligne = deux.detail.saisie.lignes["km"]
    assert champ.property("invalide") is True
    assert ligne.faute.isVisible()
    assert ligne.faute.text().startswith("Après\u00a0: il faut un nombre compris entre 0 et")
    assert deux.detail.suspens.text().endswith("À corriger\u00a0: Distance parcourue, après.")
    assert session_exemple.dossier.ventes == ventes_du_guide(session_exemple)
    assert lire(deux, "cout") == ["1 920 €", "940 €"]
    taper(champ, "300")
    assert not ligne.faute.isVisible() and not deux.detail.suspens.isVisible()
    assert lire(deux, "distance") == ["264 €", "150 €"]


def test_changer_de_vente_abandonne_une_saisie_refusee(deux: PageAvantApres) -> None:
    champ = saisie(deux, "autres", "avant")
    taper(champ, "abc")
    deux.liste.setCurrentIndex(deux.sommaire.modele.index(1))
    assert (champ.text(), champ.faute) == ("0,00", "")
    assert saisie(deux, "ca", "avant").text() == "2\u202f479,00"
    assert not deux.detail.suspens.isVisible()


def test_les_unites_decident_de_l_ecriture(deux: PageAvantApres) -> None:
    deux.liste.setCurrentIndex(deux.sommaire.modele.index(1))
    assert [saisie(deux, nom, "avant").text() for nom in ("ca", "km", "prix_km", "heures_vente")] == [
        "2\u202f479,00",
        "500",
        "0,50",
        "36,25",
    ]


def test_renommer_met_la_liste_a_jour(deux: PageAvantApres, session_exemple: Session) -> None:
    deux.liste.setFocus()
    QTest.keyClick(deux.liste, Qt.Key.Key_F2)
    assert deux.detail.saisie.nom.hasFocus()
    QTest.keyClicks(deux.detail.saisie.nom, "Halle du Puy")
    assert noms(session_exemple) == ["Halle du Puy", "Vente n° 2"]
    assert deux.sommaire.modele.index(0).data() == "Halle du Puy"


def test_recopier_l_avant_part_de_la_meme_vente(deux: PageAvantApres, session_exemple: Session) -> None:
    deux.detail.saisie.recopier.click()
    vente = session_exemple.dossier.ventes[0]
    assert vente.apres == vente.avant
    assert saisie(deux, "km", "apres").text() == "528"
    assert phrase(deux).startswith("Ni le coût ni le temps ne changent")
    session_exemple.annulations.undo()
    assert session_exemple.dossier.ventes == ventes_du_guide(session_exemple)


# --- Gérer la liste


def test_dupliquer_ouvre_la_copie(deux: PageAvantApres, session_exemple: Session) -> None:
    deux.sommaire.dupliquer.click()
    assert noms(session_exemple) == ["Vente n° 1", "Vente n° 2", "Vente n° 1 (copie)"]
    assert deux.rang == 2 and deux.liste.currentIndex().row() == 2


def test_un_nom_tres_long_se_duplique(deux: PageAvantApres, session_exemple: Session) -> None:
    longue = replace(session_exemple.dossier.ventes[0], nom="x" * 200)
    session_exemple.modifier_dossier(ventes=(longue,))
    deux.sommaire.dupliquer.click()
    assert len(session_exemple.dossier.ventes[1].nom) == 200
    assert session_exemple.dossier.ventes[1].nom.endswith("x (copie)")


def test_supprimer_au_clavier_propose_de_revenir(deux: PageAvantApres, session_exemple: Session) -> None:
    deux.liste.setFocus()
    QTest.keyClick(deux.liste, Qt.Key.Key_Delete)
    assert noms(session_exemple) == ["Vente n° 2"]
    assert deux.message.isVisible() and "Vente n° 1" in deux.message.texte
    assert deux.detail.saisie.nom.text() == "Vente n° 2"
    deux.message.bouton("Annuler la suppression").click()
    assert noms(session_exemple) == ["Vente n° 1", "Vente n° 2"]
    assert not deux.message.isVisible()
    assert deux.rang == 0 and deux.detail.saisie.nom.text() == "Vente n° 1"


def test_deux_suppressions_rapides_s_annulent_une_a_une(
    deux: PageAvantApres, session_exemple: Session
) -> None:
    taper(saisie(deux, "km", "apres"), "1")
    deux.sommaire.supprimer.click()
    deux.sommaire.supprimer.click()
    assert session_exemple.dossier.ventes == () and deux.exemples.isVisible()
    session_exemple.annulations.undo()
    assert noms(session_exemple) == ["Vente n° 2"] and deux.detail.isVisible()
    session_exemple.annulations.undo()
    assert noms(session_exemple) == ["Vente n° 1", "Vente n° 2"]
    assert session_exemple.dossier.ventes[0].apres.km == 1


def test_annuler_ouvre_la_vente_touchee(deux: PageAvantApres, session_exemple: Session) -> None:
    taper(saisie(deux, "km", "apres"), "1")
    deux.liste.setCurrentIndex(deux.sommaire.modele.index(1))
    session_exemple.annulations.undo()
    assert deux.rang == 0 and deux.liste.currentIndex().row() == 0
    assert saisie(deux, "km", "apres").text() == "440"


def test_toutes_les_ventes_s_additionnent(deux: PageAvantApres, session_exemple: Session) -> None:
    deux.liste.setCurrentIndex(deux.sommaire.modele.index(2))
    assert not deux.detail.saisie.isVisible() and not deux.detail.objectif.isVisible()
    assert lire(deux, "cout") == ["2 905 €", "2 250 €"]
    assert phrase(deux).startswith(
        "L'ensemble coûte 655 € de moins par an, et vous y passez 71,75 heures de moins ; il passe de 36,1 % à"
    )
    assert not deux.sommaire.dupliquer.isEnabled() and not deux.sommaire.supprimer.isEnabled()
    assert not deux.detail.reserves.isVisible()
    ventes = [replace(v, outil="kuupanda", compter_outil=True) for v in session_exemple.dossier.ventes]
    session_exemple.modifier_dossier(ventes=(*ventes, vente_neuve("")))
    deux.liste.setCurrentIndex(deux.sommaire.modele.index(3))
    assert (
        deux.detail.reserves.text().splitlines()[0] == "Une vente, encore à remplir, n'est pas comptée ici."
    )
    assert "Compté dans plusieurs ventes\u00a0: Kuupanda." in deux.detail.reserves.text()
    assert "Vente n° 2\u00a0: Avant" in deux.detail.barres.accessibleName()


# --- L'outil


def test_l_outil_est_donne_a_part_puis_compte(deux: PageAvantApres, session_exemple: Session) -> None:
    outil, tableau = deux.detail.outil, deux.detail.resultat.tableau
    assert not outil.compter.isEnabled() and not outil.cout.isVisible()
    outil.choix.setCurrentIndex(outil.choix.findText("Cagette"))
    outil.choix.activated.emit(outil.choix.currentIndex())
    assert session_exemple.dossier.ventes[0].outil == "cagette"
    assert outil.cout.text().startswith("Cagette vous coûterait 486,54\u00a0€ par an")
    assert lire(deux, "a_part") == ["", "486,54 €"] and tableau.valeurs["a_part", "après"].isVisible()
    assert lire(deux, "cout") == ["1 920,00 €", "940,00 €"]
    outil.compter.click()
    assert session_exemple.dossier.ventes[0].compter_outil
    assert lire(deux, "outil") == ["0,00 €", "486,54 €"]
    assert lire(deux, "cout") == ["1 920,00 €", "1 426,54 €"]
    assert not tableau.valeurs["a_part", "après"].isVisible()
    session_exemple.annulations.undo()
    assert not outil.compter.isChecked() and lire(deux, "cout") == ["1 920,00 €", "940,00 €"]


def test_le_cout_de_l_outil_suit_la_ferme(deux: PageAvantApres, session_exemple: Session) -> None:
    vente = replace(session_exemple.dossier.ventes[0], outil="coopcircuits", compter_outil=True)
    session_exemple.modifier_dossier(ventes=(vente,))
    assert lire(deux, "outil")[1] == "189,21 €"
    session_exemple.modifier(recupere_tva=False)
    assert lire(deux, "outil")[1] == "227,05 €"


def test_un_outil_disparu_du_catalogue_ne_gene_pas(deux: PageAvantApres, session_exemple: Session) -> None:
    vente = replace(session_exemple.dossier.ventes[0], outil="disparu", compter_outil=True)
    session_exemple.modifier_dossier(ventes=(vente,))
    assert deux.detail.outil.choix.currentText() == "Aucun outil"
    assert not deux.detail.outil.compter.isEnabled() and not deux.detail.outil.compter.isChecked()
    assert lire(deux, "cout") == ["1 920 €", "940 €"]


# --- Les questions inverses


def test_les_questions_inverses_repondent(deux: PageAvantApres) -> None:
    objectif = deux.detail.objectif
    assert objectif.reponse_part.text().replace("\u00a0", " ").replace("\u202f", " ") == (
        "À partir de 4 700,00 € de ventes par an. Avec 5 406 €, vous y êtes."
    )
    taper(objectif.part, "10")
    assert objectif.reponse_part.text().replace("\u00a0", " ").replace("\u202f", " ") == (
        "À partir de 9 400,00 € de ventes par an. Avec 5 406 €, vous n'y êtes pas."
    )
    taper(objectif.reste, "30")
    assert objectif.reponse_reste.text().startswith("À partir de 2\u202f020,00\u00a0€")
    objectif.colonnes.bouton("avant").click()
    assert objectif.reponse_part.text().startswith("À partir de 19\u202f200,00\u00a0€")


def test_l_outil_compte_entre_dans_la_reponse_de_l_apres(
    deux: PageAvantApres, session_exemple: Session
) -> None:
    vente = replace(session_exemple.dossier.ventes[0], outil="cagette", compter_outil=True)
    session_exemple.modifier_dossier(ventes=(vente,))
    objectif = deux.detail.objectif
    assert objectif.reponse_part.text().startswith("À partir de 8\u202f545,46\u00a0€")
    objectif.colonnes.bouton("avant").click()
    assert objectif.reponse_part.text().startswith("À partir de 9\u202f600,00\u00a0€")


def test_un_objectif_refuse_garde_la_derniere_reponse(deux: PageAvantApres) -> None:
    objectif = deux.detail.objectif
    reponse = objectif.reponse_reste.text()
    taper(objectif.reste, "-1")
    assert objectif.reponse_reste.text() == reponse
    assert objectif.faute_reste.isVisible() and "compris entre 0" in objectif.faute_reste.text()


# --- La page dans l'application


def test_cachee_la_page_attend_pour_se_mettre_a_jour(deux: PageAvantApres, session_exemple: Session) -> None:
    deux.hide()
    session_exemple.modifier_dossier(ventes=ventes_du_guide(session_exemple)[1:])
    assert deux.sommaire.modele.rowCount() == 3
    deux.show()
    assert deux.sommaire.modele.rowCount() == 1
    assert deux.detail.saisie.nom.text() == "Vente n° 2"


def test_un_autre_dossier_repart_de_sa_premiere_vente(deux: PageAvantApres, session_exemple: Session) -> None:
    deux.liste.setCurrentIndex(deux.sommaire.modele.index(1))
    taper(saisie(deux, "autres", "apres"), "abc")
    ventes = ventes_du_guide(session_exemple)
    session_exemple.ouvrir(Dossier("Autre", EXEMPLE, ventes=(ventes[1], ventes[0])))
    assert deux.rang == 0 and deux.detail.saisie.nom.text() == "Vente n° 2"
    assert saisie(deux, "autres", "apres").text() == "0,00"
    taper(saisie(deux, "autres", "apres"), "abc")
    session_exemple.ouvrir(Dossier("Jumeau", EXEMPLE, ventes=(ventes[1], ventes[0])))
    assert saisie(deux, "autres", "apres").text() == "0,00"
    session_exemple.ouvrir(Dossier("Vide", EXEMPLE))
    assert deux.exemples.isVisible()


def test_la_tabulation_parcourt_toute_la_page(deux: PageAvantApres, session_exemple: Session) -> None:
    vente = replace(session_exemple.dossier.ventes[0], outil="cagette")
    session_exemple.modifier_dossier(ventes=(vente,))
    deux.liste.setFocus()
    atteints = []
    for _ in range(26):
        courant = QApplication.focusWidget()
        assert courant is not None
        atteints.append(courant.accessibleName() or courant.property("text"))
        QTest.keyClick(courant, Qt.Key.Key_Tab)
    assert atteints[:10] == [
        "Ventes du dossier",
        "Dupliquer",
        "Supprimer",
        "Ajouter une vente",
        "Copier l'exemple du guide",
        "Nom de la vente",
        "Recopier l'avant dans l'après",
        "Chiffre d'affaires, avant, € HT/an",
        "Chiffre d'affaires, après, € HT/an",
        "Distance parcourue, avant, km/an",
    ]
    assert atteints[-5:] == [
        "Outil de vente de l'après",
        "Compter le coût de l'outil",
        "Pour la colonne\u00a0: Après",
        "Pour que la vente ne coûte pas plus de",
        "Pour que la vente me laisse au moins",
    ]


def test_chaque_controle_a_un_nom(deux: PageAvantApres) -> None:
    for genre in (QAbstractButton, QLineEdit):
        for widget in deux.findChildren(genre):
            if widget.isVisible() and not widget.objectName().startswith("qt_"):
                texte = widget.text() if isinstance(widget, QAbstractButton) else ""
                assert widget.accessibleName() or texte, widget


@pytest.mark.parametrize("echelle", [1.0, 1.5, 2.0])
def test_rien_ne_deborde_en_largeur(
    qapp: QApplication, qtbot: QtBot, session_exemple: Session, echelle: float
) -> None:
    appliquer(qapp, "clair", echelle)
    session_exemple.modifier_dossier(ventes=ventes_du_guide(session_exemple))
    page = ouvrir(qtbot, session_exemple)
    for rang in (0, 2):
        page.liste.setCurrentIndex(page.sommaire.modele.index(rang))
        qtbot.waitUntil(lambda: page.detail.widget().width() <= page.detail.viewport().width())
    session_exemple.modifier_dossier(ventes=())
    qtbot.waitUntil(lambda: page.exemples.width() <= page._defilant.viewport().width())
    assert all(bouton.width() >= bouton.sizeHint().width() for bouton in page.findChildren(QPushButton))
