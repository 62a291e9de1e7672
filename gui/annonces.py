"""Ce qu'un démarrage a à dire : un arrêt brutal, une copie laissée par un logiciel de synchronisation."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from gui import incidents, journal
from gui.liens import ouvrir_fichier
from modele.dossiers.copies import copies_voisines

if TYPE_CHECKING:
    from gui.fenetre import Fenetre


def annoncer_au_demarrage(fenetre: "Fenetre", brutal: bool) -> None:
    """Une phrase dans le bandeau, s'il est libre : des dossiers qui ne s'ouvrent pas passent avant."""
    if brutal:
        journal.noter(journal.Evenement.ARRET_BRUTAL)
    if fenetre.rangement is None or not fenetre.bandeau.isHidden():
        return
    if brutal:
        _raconter_l_arret(fenetre)
        return
    voisines = copies_voisines(fenetre.rangement.base)
    if voisines:
        fenetre.bandeau.montrer(
            f"Une autre copie de vos dossiers est à côté de la vôtre, «\u00a0{voisines[0].name}\u00a0». Un logiciel de "
            "synchronisation l'a sans doute laissée. Elle n'est ni lue ni effacée.",
            "alerte",
            (("Ouvrir le dossier", lambda: ouvrir_fichier(voisines[0].parent)),),
        )


def _raconter_l_arret(fenetre: "Fenetre") -> None:
    rangement = fenetre.rangement
    assert rangement is not None
    suite = " Vos dossiers ont été relus\u00a0: ils sont entiers." if rangement.disponible else ""

    def copier() -> None:
        QGuiApplication.clipboard().setText(incidents.dernier(rangement.donnees))

    def effacer() -> None:
        incidents.effacer(rangement.donnees)
        fenetre.bandeau.hide()

    fenetre.bandeau.montrer(
        f"La dernière fois, l'application s'est arrêtée brutalement.{suite}",
        "alerte",
        (("Copier le rapport", copier), ("Effacer le rapport", effacer)),
    )
