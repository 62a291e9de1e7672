"""La visite guidée : on avance, on passe, on reprend ; elle ne gêne pas et ne revient pas d'elle-même."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gui.aide.visite import ETAPES, VUE, Visite, visiter
from gui.application import REPOS_MS, proposer_la_visite
from gui.composants.bulle import Bulle
from gui.fenetre import Fenetre
from gui.theme.style import appliquer

RACINE = Path(__file__).resolve().parents[3]


def attendre(qtbot: QtBot) -> None:
    """Laisse passer le délai au bout duquel la visite serait proposée."""
    qtbot.wait(REPOS_MS + 50)


def dans(fenetre: Fenetre) -> list[Bulle]:
    """Bulles que l'on voit."""
    bulles: list[Bulle] = fenetre.findChildren(Bulle)  # type: ignore[assignment]
    return [bulle for bulle in bulles if bulle.isVisible()]


def avancer(visite: Visite, qtbot: QtBot) -> None:
    """Étape suivante, mise en place finie."""
    visite.bulle.suivant.click()
    QApplication.processEvents()


def test_quatre_a_six_etapes_courtes() -> None:
    assert 4 <= len(ETAPES) <= 6
    assert all(len(etape.texte.split()) <= 40 for etape in ETAPES)


def test_elle_montre_chaque_chose_sur_l_ecran_reel(fenetre: Fenetre, qtbot: QtBot) -> None:
    visite = visiter(fenetre)
    vus = []
    for rang, etape in enumerate(ETAPES):
        QApplication.processEvents()
        cible = etape.cible(fenetre)
        assert cible is not None and cible.isVisible()
        cadre = QRect(cible.mapTo(fenetre, QPoint(0, 0)), cible.size())
        assert visite.anneau.cadre.contains(cadre.intersected(fenetre.rect()))
        assert fenetre.rect().contains(visite.bulle.geometry())
        assert visite.bulle.titre.text() == etape.titre
        assert visite.bulle.rang.text() == f"{rang + 1} sur {len(ETAPES)}"
        vus.append(cible)
        avancer(visite, qtbot)
    assert len(set(vus)) == len(ETAPES)
    assert not dans(fenetre) and fenetre.aide.visite_en_cours is None


@pytest.mark.parametrize("echelle", [1.0, 2.0])
def test_la_bulle_ne_cache_pas_ce_qu_elle_montre(
    ouvrir: Callable[[], Fenetre], qapp: QApplication, qtbot: QtBot, echelle: float
) -> None:
    appliquer(qapp, "clair", echelle)
    fenetre = ouvrir()
    visite = visiter(fenetre)
    for etape in ETAPES:
        QApplication.processEvents()
        cible = etape.cible(fenetre)
        assert cible is not None
        cadre = QRect(cible.mapTo(fenetre, QPoint(0, 0)), cible.size())
        cache = visite.bulle.geometry().intersected(cadre)
        assert cache.width() * cache.height() <= 0.5 * cadre.width() * cadre.height()
        assert visite.bulle.texte.height() >= visite.bulle.texte.heightForWidth(visite.bulle.texte.width())
        avancer(visite, qtbot)
    appliquer(qapp, "clair", 1.0)


def test_echap_la_passe_d_ou_que_l_on_soit(fenetre: Fenetre, qtbot: QtBot) -> None:
    champ = fenetre.panneau.findChildren(QLineEdit)[0]
    visiter(fenetre)
    champ.setFocus()
    qtbot.keyClick(champ, Qt.Key.Key_Escape)
    assert not dans(fenetre) and fenetre.aide.visite_en_cours is None


def test_passer_la_ferme_et_rend_le_clavier(fenetre: Fenetre) -> None:
    visite = visiter(fenetre)
    assert visite.bulle.suivant.hasFocus()
    visite.bulle.passer.click()
    assert not dans(fenetre)
    assert fenetre.pile.hasFocus()


def test_elle_ne_prend_pas_le_clavier_a_qui_ecrit(fenetre: Fenetre, qtbot: QtBot) -> None:
    champ = fenetre.panneau.findChildren(QLineEdit)[0]
    champ.setFocus()
    champ.selectAll()
    qtbot.keyClicks(champ, "42")
    visite = visiter(fenetre)
    assert champ.hasFocus()
    qtbot.keyClicks(champ, "000")
    assert fenetre.session is not None and fenetre.session.situation.ca_particuliers == 42_000
    avancer(visite, qtbot)
    assert champ.hasFocus()
    assert len(dans(fenetre)) == 1


def test_elle_laisse_cliquer_ce_qu_elle_montre(fenetre: Fenetre, qtbot: QtBot) -> None:
    visiter(fenetre)
    bouton = fenetre.rail.bouton("ferme")
    sous_la_souris = fenetre.childAt(bouton.mapTo(fenetre, bouton.rect().center()))
    assert sous_la_souris is bouton
    qtbot.mouseClick(bouton, Qt.MouseButton.LeftButton)
    assert fenetre.identifiant_de_page == "ferme"
    assert len(dans(fenetre)) == 1, "le rail se voit toujours : la visite attend"
    fenetre.aide.visite_en_cours.bulle.suivant.click()  # type: ignore[union-attr]
    assert fenetre.identifiant_de_page == "comparer"


def test_quitter_la_page_montree_la_finit(fenetre: Fenetre, qtbot: QtBot) -> None:
    visite = visiter(fenetre)
    avancer(visite, qtbot)
    fenetre.montrer("seuils")
    qtbot.waitUntil(lambda: not dans(fenetre))
    assert fenetre.identifiant_de_page == "seuils"


def test_precedent_revient(fenetre: Fenetre, qtbot: QtBot) -> None:
    visite = visiter(fenetre)
    assert visite.bulle.precedent.isHidden()
    avancer(visite, qtbot)
    visite.bulle.precedent.click()
    assert visite.rang == 0


def test_relancee_du_menu_elle_reprend_du_debut(fenetre: Fenetre, qtbot: QtBot) -> None:
    avancer(visiter(fenetre), qtbot)
    fenetre.montrer("methode")
    fenetre.aide.visite.trigger()
    QApplication.processEvents()
    assert fenetre.identifiant_de_page == "comparer"
    assert len(dans(fenetre)) == 1
    assert fenetre.aide.visite_en_cours is not None and fenetre.aide.visite_en_cours.rang == 0


def test_elle_suit_la_fenetre(fenetre: Fenetre, qtbot: QtBot) -> None:
    visite = visiter(fenetre)
    for _ in range(4):
        avancer(visite, qtbot)
    fenetre.resize(1100, 640)
    qtbot.waitUntil(
        lambda: visite.anneau.cadre.contains(fenetre.barre.bouton_exporter.mapTo(fenetre, QPoint(5, 5)))
    )
    assert fenetre.rect().contains(visite.bulle.geometry())


def test_changer_de_theme_la_finit(fenetre: Fenetre, qtbot: QtBot) -> None:
    visiter(fenetre)
    fenetre.changer_apparence(nom="sombre")
    rail = fenetre.rail
    # Finie avant que ce qu'elle montre ne soit détruit, pas après.
    fenetre.construire()
    assert not dans(fenetre) and fenetre.rail is not rail
    qtbot.wait(1)
    fenetre.aide.visite.trigger()
    assert len(dans(fenetre)) == 1


def test_proposee_une_seule_fois(ouvrir: Callable[[], Fenetre], qtbot: QtBot) -> None:
    fenetre = ouvrir()
    proposer_la_visite(fenetre)
    assert not dans(fenetre), "elle attend que la page soit au repos"
    qtbot.waitUntil(lambda: len(dans(fenetre)) == 1)
    fenetre.aide.finir_la_visite()
    proposer_la_visite(fenetre)
    attendre(qtbot)
    assert not dans(fenetre)


def test_elle_ne_revient_pas_au_demarrage_suivant(
    fenetre: Fenetre, ouvrir: Callable[[], Fenetre], qtbot: QtBot
) -> None:
    proposer_la_visite(fenetre)
    qtbot.waitUntil(lambda: len(dans(fenetre)) == 1)
    # Fermée sans un geste : elle a quand même été montrée.
    fenetre.close()
    fenetre.reglages.remove("fenetre/geometrie")
    fenetre.reglages.sync()
    fichier = QSettings(fenetre.reglages.fileName(), QSettings.Format.IniFormat)
    assert fichier.value(VUE, False, bool)
    suivante = ouvrir()
    proposer_la_visite(suivante)
    attendre(qtbot)
    assert not dans(suivante)


def test_rien_a_qui_se_sert_deja_de_l_application(
    fenetre: Fenetre, ouvrir: Callable[[], Fenetre], qtbot: QtBot
) -> None:
    fenetre.close()
    suivante = ouvrir()
    assert not suivante.reglages.contains(VUE)
    proposer_la_visite(suivante)
    attendre(qtbot)
    assert not dans(suivante)


def test_une_fenetre_refermee_avant_le_delai_n_a_pas_de_visite(fenetre: Fenetre, qtbot: QtBot) -> None:
    proposer_la_visite(fenetre)
    fenetre.close()
    attendre(qtbot)
    assert not dans(fenetre) and not fenetre.reglages.contains(VUE)


def test_sans_qu_on_la_demande_la_fenetre_n_en_a_pas(fenetre: Fenetre, qtbot: QtBot) -> None:
    attendre(qtbot)
    assert not dans(fenetre)


OUVRIR = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from gui import application

proposees = []
application.proposer_la_visite = proposees.append
construire = application.Demarrage.__init__
def suivre(self, *arguments):
    construire(self, *arguments)
    self.pret.connect(lambda: QTimer.singleShot(0, self, application.QApplication.quit))
application.Demarrage.__init__ = suivre
application.demarrer(Path(sys.argv[1]), fichier=Path(sys.argv[2]) if sys.argv[2:] else None)
print(f"proposées : {len(proposees)}")
"""


@pytest.mark.parametrize(("recu", "fois"), [([], 1), (["edition.boussole"], 0)])
def test_elle_ne_cache_pas_la_reponse_a_une_mise_a_jour(tmp_path: Path, recu: list[str], fois: int) -> None:
    sortie = subprocess.run(
        [sys.executable, "-c", OUVRIR, str(tmp_path), *recu],
        cwd=RACINE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout
    assert sortie.splitlines()[-1] == f"proposées : {fois}"
