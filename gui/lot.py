"""Un lot de fermes, mené hors du fil de la fenêtre : ouverture, quelques fermes à la fois, synthèse.

Entre deux tranches, le fil de la fenêtre ramasse ce que les classeurs ont laissé : dans un autre fil, le
ramasse-miettes détruirait des objets Qt, et sans lui la mémoire suivrait le nombre de fermes.
"""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from modele.suivi import Annulee, Suivi

if TYPE_CHECKING:
    from gui.fenetre import Fenetre
    from gui.taches import Tache, Travaux
    from modele.catalogue.objets import Catalogue
    from modele.lot.objets import Bilan, Ferme
    from modele.lot.traitement import Lot

FERMES_PAR_TRANCHE = 5
Ouvrir = Callable[[], "tuple[Ferme, ...]"]
"""Ce qui rend les fermes à traiter, appelé hors du fil de la fenêtre."""


class MeneurDeLot(QObject):
    """Mène un lot à son terme ; `annuler` l'arrête, synthèse écrite."""

    avance = Signal(int, int)
    compte = Signal(int, int)
    """Émis avec le nombre de fermes traitées, sur combien."""
    fini = Signal(object)
    """Émis avec le `Bilan`, même après une annulation."""
    echoue = Signal(object)
    """Émis avec la faute qui a empêché de commencer, ou d'écrire la synthèse."""

    def __init__(self, travaux: "Travaux", catalogue: "Catalogue", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._travaux = travaux
        self._catalogue = catalogue
        self._tache: Tache | None = None
        self._annule = False

    def partir(self, ouvrir: Ouvrir, sortie: Path) -> None:
        """Commence ; une seule fois par meneur."""
        catalogue = self._catalogue

        def travail(_suivi: Suivi) -> "Lot":
            from modele.lot.traitement import Lot

            return Lot(ouvrir(), sortie, catalogue)

        self._lancer(travail, self._continuer)

    def annuler(self) -> None:
        """Demande l'arrêt ; la ferme en cours n'est pas écrite."""
        self._annule = True
        if self._tache is not None:
            self._tache.annuler()

    def _continuer(self, lot: "Lot") -> None:
        gc.collect()
        self.compte.emit(len(lot.lignes), lot.total)

        def suite(bilan: "Bilan | None") -> None:
            if bilan is None:
                self._continuer(lot)
            else:
                gc.collect()
                self.compte.emit(len(lot.lignes), lot.total)
                self.fini.emit(bilan)

        self._lancer(lambda suivi: _tranche(lot, suivi), suite)

    def _lancer(self, travail: Callable[[Suivi], Any], suite: Callable[[Any], object]) -> None:
        self._tache = tache = self._travaux.preparer(travail)
        if self._annule:
            tache.annuler()
        tache.avance.connect(self.avance)
        tache.reussie.connect(suite)
        tache.echouee.connect(self.echoue)
        self._travaux.partir(tache)


def _tranche(lot: "Lot", suivi: Suivi) -> "Bilan | None":
    """Traite quelques fermes ; rend le bilan quand il n'en reste plus, ou que l'arrêt est demandé."""
    try:
        for _ in range(FERMES_PAR_TRANCHE):
            if lot.fini:
                break
            lot.suivante(suivi)
    except Annulee:
        return lot.finir()
    return lot.finir() if lot.fini else None


def montrer_lot(fenetre: "Fenetre", tous_mes_dossiers: bool) -> None:
    """Ouvre le dialogue d'un lot de fermes, ou celui de tous les dossiers de l'accueil."""
    from gui.composants.dialogue_lot import DialogueLot

    session, rangement = fenetre.session, fenetre.rangement
    assert session is not None
    if rangement is None or not rangement.disponible:
        fenetre.bandeau.montrer("Vos dossiers ne sont pas accessibles pour l'instant.", "erreur")
        return
    # Ce qui vient d'être tapé doit être dans le classeur de son dossier.
    rangement.enregistrer()
    dialogue = DialogueLot(session, rangement, fenetre.travaux, fenetre.reglages, tous_mes_dossiers, fenetre)
    dialogue.open()
