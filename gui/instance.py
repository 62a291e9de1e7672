"""Une seule fenêtre par dossier de données : un second démarrage ramène la première devant.

Le second dépose un appel, petit fichier à côté des données ; la première le retire et se montre. Ni prise, ni réseau.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QSysInfo, QTimer, Signal
from PySide6.QtWidgets import QWidget

from modele.dossiers.fautes import DejaOuverte
from modele.dossiers.verrou import Verrou

APPELS = "appels"
"""Dossier des appels, dans celui des données."""
PATIENCE_S = 5.0
"""Le temps qu'une première fenêtre finisse de s'ouvrir, ou de se fermer."""
_REPONSE_S = 2.0
_PAUSE_S = 0.05
_SUFFIXE = ".appel"
_FIN = b"\0"
_APPEL_MAX = 8192


def prendre_place(
    donnees: Path, patience_s: float = PATIENCE_S, fichier: Path | None = None
) -> Verrou | None:
    """Le verrou, ou None si la fenêtre déjà ouverte s'est montrée ; `DejaOuverte` si elle ne répond pas.

    `fichier` est une mise à jour du catalogue qu'elle doit alors montrer.
    """
    limite = time.monotonic() + patience_s
    while True:
        try:
            return Verrou.prendre(donnees)
        except DejaOuverte:
            if reveiller(donnees, fichier):
                return None
            if time.monotonic() > limite:
                raise
        time.sleep(_PAUSE_S)


def reveiller(donnees: Path, fichier: Path | None = None) -> bool:
    """Demande à la fenêtre déjà ouverte de se montrer ; faux si elle ne répond pas."""
    appel = donnees / APPELS / f"{os.getpid()}-{time.time_ns()}{_SUFFIXE}"
    provisoire = appel.with_suffix(".partiel")
    voulu = b"" if fichier is None else os.fsencode(fichier)
    try:
        provisoire.write_bytes(_poste() + _FIN + voulu + _FIN)
        provisoire.replace(appel)
    except OSError:
        # Pas encore de dossier d'appels : la première fenêtre n'a pas fini de s'ouvrir.
        return False
    limite = time.monotonic() + _REPONSE_S
    while time.monotonic() < limite:
        if not appel.exists():
            return True
        time.sleep(_PAUSE_S)
    try:
        appel.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        pass
    return False


class Ecoute(QObject):
    """Attend les seconds démarrages ; à créer une fois le verrou tenu."""

    demandee = Signal(object)
    """Émis quand quelqu'un relance l'application, avec le fichier qu'il voulait ouvrir ou None."""

    def __init__(self, donnees: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appels = donnees / APPELS
        self._veilleur = QFileSystemWatcher(self)
        self._veilleur.directoryChanged.connect(self._relever)
        with suppress(OSError):
            self._appels.mkdir(exist_ok=True)
            for reste in self._appels.iterdir():
                # D'un démarrage coupé en plein appel : plus personne ne l'attend.
                if abs(time.time() - reste.stat().st_mtime) > PATIENCE_S:
                    reste.unlink()
        self._veilleur.addPath(str(self._appels))
        QTimer.singleShot(0, self, self._relever)

    def _relever(self) -> None:
        for appel in _presents(self._appels):
            try:
                with appel.open("rb") as flux:
                    poste, *suite = flux.read(_APPEL_MAX).split(_FIN)
                # Sur un dossier partagé, la fenêtre d'ici ne se verrait pas du poste qui appelle.
                if poste != _poste() or len(suite) != 2:
                    continue
                appel.unlink()
            except OSError:
                continue
            # Rien n'en est cru au-delà d'un chemin de fichier.
            self.demandee.emit(Path(os.fsdecode(suite[0])) if suite[0] else None)


def _presents(appels: Path) -> list[Path]:
    try:
        return sorted(f for f in appels.iterdir() if f.suffix == _SUFFIXE)
    except OSError:
        return []


def _poste() -> bytes:
    return QSysInfo.machineHostName().encode()


def ramener(fenetre: QWidget) -> None:
    """Met la fenêtre devant les autres, même réduite."""
    if fenetre.isMinimized():
        fenetre.showNormal()
    fenetre.show()
    fenetre.raise_()
    fenetre.activateWindow()
