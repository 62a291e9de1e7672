"""Le champ numérique : ce qu'il publie, tolère, marque, réécrit et refuse."""

from fractions import Fraction
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.composants.champ_etiquete import ChampEtiquete
from gui.composants.champ_nombre import LONGUEUR_MAX, ChampNombre, ecrire_nombre
from gui.composants.champ_saisie import ChampSaisie
from modele.lecture_situation import lire_champ
from modele.situation import PAR_CHAMP, Genre


def creer(nom: str, valeur: Fraction | int) -> ChampNombre:
    champ = PAR_CHAMP[nom]
    return ChampNombre(champ.genre, partial(lire_champ, nom), valeur, champ.unite, champ.minimum)


class Banc(QWidget):
    """Un champ étiqueté et un autre où aller, dans une fenêtre active."""

    def __init__(self, champ: ChampSaisie) -> None:
        super().__init__()
        self.champ = champ
        self.etiquete = ChampEtiquete("Panier", champ, "Ce que paie un client.", "€ TTC")
        self.ailleurs = QLineEdit()
        disposition = QVBoxLayout(self)
        disposition.addWidget(self.etiquete)
        disposition.addWidget(self.ailleurs)
        self.valeurs: list[object] = []
        champ.valeur_saisie.connect(self.valeurs.append)

    def taper(self, texte: str) -> None:
        """Remplace le contenu en tapant."""
        self.champ.setFocus()
        self.champ.selectAll()
        QTest.keyClicks(self.champ, texte)

    def coller(self, texte: str) -> None:
        """Remplace le contenu en collant."""
        QApplication.clipboard().setText(texte)
        self.champ.setFocus()
        self.champ.selectAll()
        self.champ.paste()

    def quitter(self) -> None:
        """Passe au champ suivant."""
        self.ailleurs.setFocus()


@pytest.fixture
def banc(qtbot: QtBot) -> Banc:
    """Panier moyen d'un particulier, à 35 €."""
    return ouvrir(qtbot, creer("panier_moyen", Fraction(35)))


def ouvrir(qtbot: QtBot, champ: ChampSaisie) -> Banc:
    resultat = Banc(champ)
    qtbot.addWidget(resultat)
    with qtbot.waitActive(resultat):
        resultat.show()
        resultat.activateWindow()
    return resultat


def test_chaque_frappe_valide_est_publiee(banc: Banc) -> None:
    banc.taper("12 500,5")
    assert banc.valeurs == [1, 12, 125, 1250, 12500, Fraction(25001, 2)]
    assert banc.champ.text() == "12 500,5"


def test_en_quittant_le_nombre_est_reecrit(banc: Banc) -> None:
    banc.taper("12500.5")
    banc.quitter()
    assert banc.champ.text() == "12\u202f500,50"
    assert banc.champ.valeur == Fraction(25001, 2)


def test_separateur_final_tolere(banc: Banc) -> None:
    banc.taper("12 500,")
    assert (banc.champ.faute, banc.champ.en_suspens, banc.champ.valeur) == ("", False, 12500)


@pytest.mark.parametrize("texte", ["", "0", "0,", "0,0", ","])
def test_saisie_commencee_n_est_marquee_qu_en_quittant(banc: Banc, texte: str) -> None:
    banc.taper(texte)
    if not texte:
        QTest.keyClick(banc.champ, Qt.Key.Key_Delete)
    assert banc.champ.text() == texte
    assert (banc.champ.faute, banc.champ.en_suspens) == ("", True)
    assert banc.champ.property("invalide") is not True
    banc.quitter()
    assert banc.champ.property("invalide") is True
    assert "compris entre 0,01 et 100\u202f000 € TTC" in banc.champ.faute
    assert banc.champ.text() == texte
    assert banc.valeurs == []


@pytest.mark.parametrize("texte", ["-3", "abc", "1,2,3", "100001", "12e3"])
def test_saisie_impossible_est_marquee_tout_de_suite(banc: Banc, texte: str) -> None:
    banc.coller(texte)
    assert banc.champ.property("invalide") is True
    assert f"vous avez écrit «\u00a0{texte}\u00a0»" in banc.etiquete.dessous
    assert banc.champ.accessibleDescription() == f"{banc.champ.faute} Ce que paie un client."
    assert banc.champ.valeur == 35
    assert banc.valeurs == []


def test_corriger_efface_la_marque(banc: Banc) -> None:
    banc.coller("abc")
    banc.taper("40")
    assert banc.champ.property("invalide") is False
    assert banc.etiquete.dessous == "Ce que paie un client."
    assert banc.champ.accessibleDescription() == "Ce que paie un client."


def test_echap_rend_la_valeur_d_avant_la_saisie(banc: Banc) -> None:
    banc.taper("40")
    banc.coller("abc")
    QTest.keyClick(banc.champ, Qt.Key.Key_Escape)
    assert (banc.champ.text(), banc.champ.faute, banc.champ.selectedText()) == ("35,00", "", "35,00")


@pytest.mark.parametrize("texte", ["30k", "30'000", "250-300", "1e5", "100000001"])
def test_une_saisie_refusee_ne_garde_pas_son_debut(banc: Banc, texte: str) -> None:
    banc.champ.selectAll()
    banc.taper(texte)
    assert banc.champ.faute
    assert banc.champ.valeur == 35
    assert banc.valeurs[-1] == 35


def test_une_valeur_quittee_devient_celle_que_l_on_garde(banc: Banc) -> None:
    banc.champ.selectAll()
    banc.taper("40")
    banc.champ.terminer()
    banc.champ.selectAll()
    banc.taper("40x")
    assert banc.champ.valeur == 40


def test_echap_sans_rien_a_rendre_passe_au_parent(banc: Banc) -> None:
    evenement = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    banc.champ.keyPressEvent(evenement)
    assert not evenement.isAccepted()


@pytest.mark.parametrize("touche", [Qt.Key.Key_Up, Qt.Key.Key_Down])
def test_les_fleches_verticales_ne_font_rien(banc: Banc, touche: Qt.Key) -> None:
    banc.champ.setCursorPosition(2)
    evenement = QKeyEvent(QKeyEvent.Type.KeyPress, touche, Qt.KeyboardModifier.NoModifier)
    banc.champ.keyPressEvent(evenement)
    assert evenement.isAccepted()
    assert (banc.champ.text(), banc.champ.cursorPosition(), banc.valeurs) == ("35,00", 2, [])


def test_tabulation_selectionne_tout(banc: Banc, qtbot: QtBot) -> None:
    banc.ailleurs.setFocus()
    qtbot.waitUntil(banc.ailleurs.hasFocus)
    QTest.keyClick(banc.ailleurs, Qt.Key.Key_Backtab)
    assert banc.champ.selectedText() == "35,00"


@pytest.mark.parametrize(
    "colle",
    ["12 500,50 €", "12\u00a0500,50\u00a0€", "12\u202f500,50", "  12500.50\t", "1\u20642 500,5\u200b0"],
)
def test_collage_d_un_montant(banc: Banc, colle: str) -> None:
    banc.coller(colle)
    assert (banc.champ.valeur, banc.champ.faute) == (Fraction(25001, 2), "")
    banc.quitter()
    assert banc.champ.text() == "12\u202f500,50"


def test_collage_demesure_est_coupe_et_dit(banc: Banc) -> None:
    banc.coller("1" * 1_000_000)
    assert len(banc.champ.text()) == LONGUEUR_MAX
    assert f"Texte coupé\u00a0: {LONGUEUR_MAX} caractères au plus." in banc.etiquete.dessous
    assert banc.champ.valeur == 35
    banc.taper("40")
    assert banc.etiquete.dessous == "Ce que paie un client."


def test_valeur_venue_d_ailleurs(banc: Banc) -> None:
    banc.taper("40,")
    banc.champ.fixer(Fraction(40))
    assert banc.champ.text() == "40,"
    banc.champ.fixer(Fraction(50))
    assert (banc.champ.text(), banc.champ.valeur, banc.champ.faute) == ("50,00", 50, "")
    assert banc.valeurs == [4, 40]


@pytest.mark.parametrize(
    ("genre", "valeur", "texte"),
    [
        (Genre.EUROS, Fraction(30000), "30\u202f000,00"),
        (Genre.EUROS, Fraction("0.5"), "0,50"),
        (Genre.EUROS, Fraction("12.345"), "12,345"),
        (Genre.POURCENTAGE, Fraction("5.5"), "5,5"),
        (Genre.POURCENTAGE, Fraction("5.25"), "5,25"),
        (Genre.POURCENTAGE, Fraction(100), "100"),
        (Genre.ENTIER, 1200, "1\u202f200"),
    ],
)
def test_ecriture(genre: Genre, valeur: Fraction | int, texte: str) -> None:
    assert ecrire_nombre(genre, valeur) == texte


def test_entier_refuse_une_decimale(qtbot: QtBot) -> None:
    banc = ouvrir(qtbot, creer("clients_actifs", 40))
    banc.coller("12,5")
    assert "un nombre entier" in banc.champ.faute
    assert banc.champ.valeur == 40


def test_texte_sans_caractere_de_controle(qtbot: QtBot) -> None:
    banc = ouvrir(qtbot, ChampSaisie(partial(lire_champ, "nom"), str, "", 200))
    banc.coller("Ferme\x00 des\x07 Prés\u202e")
    assert (banc.champ.valeur, banc.champ.faute) == ("Ferme des Prés", "")
    banc.quitter()
    assert banc.champ.text() == "Ferme des Prés"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.text(max_size=60))
def test_aucun_texte_ne_casse_le_champ(banc: Banc, texte: str) -> None:
    banc.champ.setText(texte)
    banc.champ.textEdited.emit(banc.champ.text())
    banc.champ.terminer()
    assert Fraction(1, 100) <= banc.champ.valeur <= 100_000
    assert bool(banc.champ.faute) == banc.champ.en_suspens == (banc.champ.property("invalide") is True)


def test_le_premier_clic_prend_tout_le_nombre_et_le_second_place_le_curseur(banc: Banc) -> None:
    banc.ailleurs.setFocus()
    bas = banc.champ.rect().center()
    QTest.mouseClick(banc.champ, Qt.MouseButton.LeftButton, pos=bas)
    QTest.keyClicks(banc.champ, "42")
    assert banc.champ.valeur == 42
    QTest.mouseClick(banc.champ, Qt.MouseButton.LeftButton, pos=bas)
    assert not banc.champ.hasSelectedText()


def test_amene_au_champ_on_remplace_sa_valeur(banc: Banc) -> None:
    banc.ailleurs.setFocus()
    banc.champ.setFocus()
    QTest.keyClicks(banc.champ, "42")
    assert banc.champ.valeur == 42


def test_ctrl_e_est_laisse_a_la_fenetre(banc: Banc, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sous Linux, Qt en fait « aller à la fin de la ligne » : l'export ne partirait pas d'un champ."""
    touche = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier, "e")
    monkeypatch.setattr(
        QKeyEvent, "matches", lambda _touche, quoi: quoi is QKeySequence.StandardKey.MoveToEndOfLine
    )
    touche.accept()
    banc.champ.event(touche)
    assert not touche.isAccepted()
