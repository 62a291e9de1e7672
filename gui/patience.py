"""Ce que le poste empêche un moment : réessayé tout seul, dit une fois, jamais oublié."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from modele.dossiers.fautes import BaseOccupee

PATIENCE_MS = 100
"""Attente d'un fichier occupé sur le fil de la fenêtre : au-delà, elle paraîtrait figée."""
OCCUPE_MS, EMPECHE_MS = 1000, 5000
DISCRETS = 2
"""Un antivirus ne tient un fichier qu'un instant : les premiers essais manqués ne se disent pas."""
OCCUPE = "Un autre programme occupe vos dossiers."
SUITE = "L'application réessaie toute seule."


class Patience(QObject):
    """Recommence `essai` tant qu'on lui signale un échec."""

    annonce = Signal(str)
    """Émis avec une phrase quand l'empêchement dure ou change."""
    leve = Signal()
    """Émis quand un empêchement annoncé a cessé."""

    def __init__(self, essai: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._manques = 0
        self._dite = ""
        self._minuterie = QTimer(self)
        self._minuterie.setSingleShot(True)
        self._minuterie.timeout.connect(essai)

    def echouer(self, faute: Exception, texte: str) -> None:
        """Retient un échec passager : dit `texte` s'il est nouveau, et réessaie plus tard."""
        occupe = isinstance(faute, BaseOccupee)
        self._manques += 1
        texte = f"{texte} {SUITE}"
        if texte != self._dite and not (occupe and self._manques <= DISCRETS):
            self._dite = texte
            self.annonce.emit(texte)
        self._minuterie.start(OCCUPE_MS if occupe else EMPECHE_MS)

    def reussir(self) -> None:
        """L'essai a abouti."""
        dite, self._dite, self._manques = self._dite, "", 0
        self._minuterie.stop()
        if dite:
            self.leve.emit()

    def redire(self) -> None:
        """Un nouvel échec se redira : la ferme a de nouveau fait quelque chose qui n'a pas abouti."""
        self._dite = ""

    def renoncer(self) -> None:
        """N'essaie plus."""
        self._dite, self._manques = "", 0
        self._minuterie.stop()
