"""Sauvegarde la base à l'ouverture puis toutes les heures, sans que personne y pense."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from gui.erreurs import phrase_de_faute
from modele.dossiers.fautes import BaseAbimee, BasePerdue
from modele.suivi import Suivi

if TYPE_CHECKING:
    from gui.fenetre import Fenetre

INTERVALLE_MS = 60 * 60 * 1000


class Veille(QObject):
    """Ne fait rien quand la base n'a pas changé depuis la dernière sauvegarde."""

    def __init__(self, fenetre: "Fenetre") -> None:
        super().__init__(fenetre)
        self._fenetre = fenetre
        self._reveil = QTimer(self)
        self._reveil.setInterval(INTERVALLE_MS)
        self._reveil.timeout.connect(self.sauvegarder)
        self._reveil.start()

    def sauvegarder(self) -> None:
        """Sauvegarde hors du fil de la fenêtre, si la base est ouverte."""
        rangement = self._fenetre.rangement
        if rangement is None or not rangement.disponible:
            return
        base = rangement.base

        def travail(_suivi: Suivi) -> None:
            from modele.dossiers.horloge import heure_locale
            from modele.dossiers.sauvegardes import OUVERTURE, sauvegarder

            sauvegarder(base, OUVERTURE, heure_locale())

        tache = self._fenetre.travaux.preparer(travail)
        tache.echouee.connect(self._dire)
        self._fenetre.travaux.partir(tache)

    def _dire(self, faute: Exception) -> None:
        raison = phrase_de_faute(faute)
        if raison is None:
            raise faute
        if isinstance(faute, BaseAbimee | BasePerdue) and self._fenetre.rangement is not None:
            self._fenetre.rangement.a_restaurer.emit(raison)
        elif self._fenetre.bandeau.isHidden():
            # Un message déjà là vient d'une saisie : il passe avant.
            self._fenetre.bandeau.montrer(
                f"La sauvegarde automatique n'a pas pu être faite. {raison}", "alerte"
            )
