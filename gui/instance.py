"""Une seule fenêtre par dossier de données : un second démarrage ramène la première devant.

Le second dépose un appel, petit fichier à côté des données ; la première le retire et se montre. Ni prise, ni réseau.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QDir, QFileSystemWatcher, QObject, QSysInfo, QTimer, Signal
from PySide6.QtWidgets import QWidget

from modele.dossiers.fautes import DejaOuverte
from modele.dossiers.verrou import Verrou

APPELS = "appels"
"""Dossier des appels, dans celui des données."""
PATIENCE_S = 5.0
"""Le temps qu'une première fenêtre finisse de s'ouvrir, ou de se fermer."""
_REPONSE_S = 2.0
_PAUSE_S = 0.05
_ENCORE_MS = 200
_OUBLI_S = 24 * 3600
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
        provisoire.write_bytes(_auteur() + _FIN + voulu + _FIN)
        provisoire.replace(appel)
    except OSError:
        # Pas encore de dossier d'appels : la première fenêtre n'a pas fini de s'ouvrir.
        _oter(provisoire)
        return False
    limite = time.monotonic() + _REPONSE_S
    while time.monotonic() < limite:
        if _retire(appel):
            return True
        time.sleep(_PAUSE_S)
    return not _oter(appel) and _retire(appel)


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
        for reste in _presents(self._appels):
            _balayer(reste)
        self._veilleur.addPath(str(self._appels))
        self._encore = QTimer(self, singleShot=True, interval=_ENCORE_MS)
        self._encore.timeout.connect(self._relever)
        QTimer.singleShot(0, self, self._relever)

    def _relever(self) -> None:
        for appel in _presents(self._appels):
            if appel.suffix != _SUFFIXE or _perime(appel):
                continue
            try:
                voulu = _lire(appel)
                if voulu is None:
                    continue
                appel.unlink()
            except FileNotFoundError:
                # Qui appelait n'a pas attendu, et sait que personne ne lui a répondu.
                continue
            except OSError:
                # Un antivirus le lit peut-être encore.
                self._encore.start()
                continue
            self.demandee.emit(Path(os.fsdecode(voulu)) if voulu else None)


def _lire(appel: Path) -> bytes | None:
    """Le fichier que veut ouvrir un appel d'ici, vide s'il n'y en a pas ; None d'ailleurs. Lève `OSError`."""
    with appel.open("rb") as flux:
        auteur, *suite = flux.read(_APPEL_MAX).split(_FIN)
    # D'un autre poste ou d'une autre session, personne ne verrait la fenêtre d'ici.
    return suite[0] if auteur == _auteur() and len(suite) == 2 else None


def _perime(appel: Path) -> bool:
    """Vrai pour ce qu'a laissé un démarrage coupé en plein appel : personne n'attend plus la réponse."""
    quand = appel.stem.rpartition("-")[2]
    return not quand.isdigit() or abs(time.time_ns() - int(quand)) > PATIENCE_S * 1e9


def _presents(appels: Path) -> list[Path]:
    try:
        return sorted(appels.iterdir())
    except OSError:
        return []


def _balayer(reste: Path) -> None:
    """Ôte ce qu'un appel a laissé la veille ; celui d'un autre poste, dont l'heure diffère, attend peut-être encore."""
    with suppress(OSError):
        if abs(time.time() - reste.stat().st_mtime) > _OUBLI_S:
            reste.unlink()


def _retire(appel: Path) -> bool:
    """Vrai si la première fenêtre a pris l'appel ; faux si tout a disparu avec la clé USB."""
    try:
        appel.stat()
    except FileNotFoundError:
        return appel.parent.is_dir()
    except OSError:
        return False
    return False


def _oter(fichier: Path) -> bool:
    """Vrai si le fichier était encore là."""
    try:
        fichier.unlink()
    except OSError:
        return False
    return True


def _auteur() -> bytes:
    """Ce poste, et la session qui s'y sert de l'application."""
    return f"{QSysInfo.machineHostName()} {QDir.homePath()}".encode(errors="replace")


def ramener(fenetre: QWidget) -> None:
    """Met la fenêtre devant les autres, même réduite."""
    if fenetre.isMinimized():
        fenetre.showNormal()
    fenetre.show()
    fenetre.raise_()
    fenetre.activateWindow()
