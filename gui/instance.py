"""Une seule fenêtre par dossier de données : un second démarrage ramène la première devant.

La prise est locale à l'ordinateur (fichier sous Linux, tube nommé sous Windows) : rien ne passe par le réseau.
"""

import hashlib
import os
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from modele.dossiers.fautes import DejaOuverte
from modele.dossiers.verrou import Verrou

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

PATIENCE_S = 5.0
"""Le temps qu'une première fenêtre finisse de s'ouvrir, ou de se fermer."""
_REPONSE_MS = 2000
_PAUSE_S = 0.1
_REPONSE = b"oui"
_FIN = b"\0"
_DEMANDE_MAX = 8192


def nom_de_prise(donnees: Path) -> str:
    """Nom propre à ce dossier, assez court pour tous les systèmes."""
    complet = os.path.normcase(donnees.resolve())
    return f"boussole-{hashlib.sha256(os.fsencode(complet)).hexdigest()[:24]}"


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
    from PySide6.QtNetwork import QLocalSocket

    prise = QLocalSocket()
    prise.connectToServer(nom_de_prise(donnees))
    if not prise.waitForConnected(_REPONSE_MS):
        return False
    prise.write(b"" if fichier is None else os.fsencode(fichier))
    prise.write(_FIN)
    prise.waitForBytesWritten(_REPONSE_MS)
    prise.waitForReadyRead(_REPONSE_MS)
    repondu = prise.readAll().data() == _REPONSE
    prise.abort()
    return repondu


class Ecoute(QObject):
    """Attend les seconds démarrages ; à créer une fois le verrou tenu."""

    demandee = Signal(object)
    """Émis quand quelqu'un relance l'application, avec le fichier qu'il voulait ouvrir ou None."""

    def __init__(self, donnees: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalServer

        nom = nom_de_prise(donnees)
        self._serveur = QLocalServer(self)
        # Réservée à cette personne ; la prise d'une application morte est remplacée.
        self._serveur.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._serveur.newConnection.connect(self._repondre)
        self._serveur.listen(nom)

    def _repondre(self) -> None:
        while (prise := self._serveur.nextPendingConnection()) is not None:
            prise.disconnected.connect(prise.deleteLater)
            prise.readyRead.connect(partial(self._ecouter, prise))
            if prise.bytesAvailable():
                self._ecouter(prise)

    def _ecouter(self, prise: "QLocalSocket") -> None:
        """Répond une fois la demande entière ; rien n'en est cru au-delà d'un chemin de fichier."""
        dit = bytes(prise.peek(_DEMANDE_MAX).data())
        if _FIN not in dit:
            if len(dit) >= _DEMANDE_MAX:
                prise.abort()
            return
        prise.readyRead.disconnect()
        prise.write(_REPONSE)
        prise.flush()
        prise.disconnectFromServer()
        chemin = dit.partition(_FIN)[0]
        self.demandee.emit(Path(os.fsdecode(chemin)) if chemin else None)


def ramener(fenetre: QWidget) -> None:
    """Met la fenêtre devant les autres, même réduite."""
    if fenetre.isMinimized():
        fenetre.showNormal()
    fenetre.show()
    fenetre.raise_()
    fenetre.activateWindow()
