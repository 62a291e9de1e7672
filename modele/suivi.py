"""Suivi d'un travail long : progression annoncée, annulation demandée."""

from collections.abc import Callable
from threading import Event


class Annulee(Exception):
    """Le travail a été annulé à la demande de l'utilisateur ; rien n'a été écrit."""


class Suivi:
    """Passé à un travail long, qui l'appelle entre deux pas ; sûr entre fils d'exécution."""

    def __init__(self, annoncer: Callable[[int, int], None] | None = None) -> None:
        self._annoncer = annoncer
        self._annulation = Event()

    def avancer(self, fait: int, total: int) -> None:
        """Annonce `fait` pas sur `total` ; lève `Annulee` si l'annulation a été demandée."""
        if self._annulation.is_set():
            raise Annulee
        if self._annoncer is not None:
            self._annoncer(fait, total)

    def annuler(self) -> None:
        """Demande l'arrêt au prochain pas."""
        self._annulation.set()
