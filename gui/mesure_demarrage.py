"""Mesure une ouverture : première peinture, grille remplie, mémoire au repos (`--mesurer-demarrage`)."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from gui.fenetre import Fenetre

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from gui.pages.comparer import PageComparer

_REPOS_MS = 300


class Mesure(QObject):
    """Note la première peinture, puis celle de la grille remplie, les écrit et quitte."""

    def __init__(self, fenetre: Fenetre) -> None:
        super().__init__(fenetre)
        self._fenetre = fenetre
        self._squelette = 0.0
        self._remplie = 0.0
        fenetre.attente.peinte.connect(self._squelette_peint)

    def finir(self) -> None:
        """Écrit les mesures une fois la fenêtre au repos, et quitte."""
        QTimer.singleShot(_REPOS_MS, self, self._ecrire)

    def _squelette_peint(self) -> None:
        self._fenetre.attente.peinte.disconnect(self._squelette_peint)
        QTimer.singleShot(0, self, self._noter_le_squelette)

    def _noter_le_squelette(self) -> None:
        from modele.processus import age_ms

        self._squelette = age_ms()
        self._attendre_la_grille()

    def _noter_la_grille(self) -> None:
        from modele.processus import age_ms

        self._remplie = age_ms()

    def _attendre_la_grille(self) -> None:
        if self._fenetre.session is None:
            QTimer.singleShot(0, self, self._attendre_la_grille)
            return
        # Demander sa surface à la grille, ou filtrer ses événements, chargerait des classes que rien n'emploie : 1 Mo.
        corps = cast("PageComparer", self._fenetre.page).grille.corps
        peindre = corps.paintEvent

        def peindre_et_noter(evenement: "QPaintEvent") -> None:
            peindre(evenement)
            del vars(corps)["paintEvent"]
            QTimer.singleShot(0, self, self._noter_la_grille)

        vars(corps)["paintEvent"] = peindre_et_noter

    def _ecrire(self) -> None:
        import json

        from modele.processus import memoire_mo

        print(
            json.dumps(
                {
                    "premier_affichage_ms": round(self._remplie, 1),
                    "squelette_ms": round(self._squelette, 1),
                    "memoire_mo": round(memoire_mo(), 1),
                }
            ),
            flush=True,
        )
        self._fenetre.close()
        QApplication.quit()
