"""Seul passage des travaux longs : hors du fil de la fenêtre, résultat rendu sur ce fil."""

import gc
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from gui.journal import Evenement, noter_faute, noter_travail
from modele.suivi import Annulee, Suivi


class _Messager(QObject):
    """Porte les nouvelles du travail vers le fil de la fenêtre."""

    avance = Signal(int, int)
    reussi = Signal(object)
    echoue = Signal(object)
    annule = Signal()


class Tache(QObject):
    """Un travail en cours ; `annuler` l'arrête au prochain pas."""

    avance = Signal(int, int)
    reussie = Signal(object)
    echouee = Signal(object)
    annulee = Signal()
    finie = Signal()

    def __init__(self, fonction: Callable[[Suivi], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messager = _Messager()
        self.suivi = Suivi(self._messager.avance.emit)
        self._fonction = fonction
        self._messager.avance.connect(self.avance)
        self._messager.reussi.connect(self._reussir)
        self._messager.echoue.connect(self._echouer)
        self._messager.annule.connect(self._abandonner)

    def annuler(self) -> None:
        """Demande l'arrêt."""
        self.suivi.annuler()

    def executer(self) -> None:
        """Fait le travail dans le fil courant ; ne touche à aucun widget."""
        try:
            resultat = self._fonction(self.suivi)
        except Annulee:
            self._messager.annule.emit()
        except Exception as faute:
            self._messager.echoue.emit(faute)
        else:
            self._messager.reussi.emit(resultat)

    def _reussir(self, resultat: Any) -> None:
        noter_travail(Evenement.TRAVAIL_FAIT, self._fonction)
        self.reussie.emit(resultat)
        self.finie.emit()

    def _echouer(self, faute: Exception) -> None:
        noter_travail(Evenement.TRAVAIL_REFUSE, self._fonction)
        noter_faute(Evenement.TRAVAIL_REFUSE, faute)
        self.echouee.emit(faute)
        self.finie.emit()

    def _abandonner(self) -> None:
        noter_travail(Evenement.TRAVAIL_ANNULE, self._fonction)
        self.annulee.emit()
        self.finie.emit()


class _Course(QRunnable):
    def __init__(self, tache: Tache) -> None:
        super().__init__()
        self._tache = tache

    def run(self) -> None:
        self._tache.executer()


class Travaux(QObject):
    """Lance les travaux ; `synchrone` les exécute sur place, pour les essais et les captures."""

    def __init__(self, parent: QObject | None = None, synchrone: bool = False) -> None:
        super().__init__(parent)
        self._synchrone = synchrone
        self._en_cours: set[Tache] = set()

    def preparer(self, fonction: Callable[[Suivi], Any]) -> Tache:
        """Tâche prête à partir : y brancher ses signaux avant `partir`."""
        tache = Tache(fonction, self)
        self._en_cours.add(tache)
        tache.finie.connect(lambda: self._oublier(tache))
        return tache

    def partir(self, tache: Tache) -> None:
        """Lance la tâche."""
        if self._synchrone:
            tache.executer()
        else:
            # Dans un autre fil, le ramasse-miettes détruirait des objets Qt de la fenêtre.
            gc.disable()
            QThreadPool.globalInstance().start(_Course(tache))

    def attendre(self) -> None:
        """Annule ce qui court et attend la fin, avant de quitter."""
        for tache in tuple(self._en_cours):
            tache.annuler()
        QThreadPool.globalInstance().waitForDone()

    def _oublier(self, tache: Tache) -> None:
        self._en_cours.discard(tache)
        tache.deleteLater()
        if not self._en_cours:
            gc.enable()
