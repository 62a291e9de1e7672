"""Ce que l'enregistrement des dossiers a à dire, dans le bandeau, avec de quoi y répondre."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from modele.situation import FERME_SANS_NOM

if TYPE_CHECKING:
    from gui.fenetre import Fenetre
    from gui.rangement import Rangement
    from modele.dossiers.objets import Dossier


class AvisDossiers(QObject):
    """Écoute le rangement d'une fenêtre, aussi longtemps qu'elle."""

    def __init__(self, fenetre: "Fenetre", rangement: "Rangement") -> None:
        super().__init__(fenetre)
        self._fenetre = fenetre
        self._rangement = rangement
        rangement.empeche.connect(self._empecher)
        rangement.a_restaurer.connect(self._proposer_de_restaurer)
        rangement.a_reessayer.connect(self._proposer_de_reessayer)
        rangement.bloque.connect(self._proposer_de_passer_outre)
        rangement.retablie.connect(self._dire_le_retour)
        rangement.supprime.connect(self._proposer_de_remettre)

    def _empecher(self, texte: str) -> None:
        self._fenetre.bandeau.montrer(texte, "erreur")

    def _proposer_de_restaurer(self, texte: str) -> None:
        actions = (
            ("Voir les sauvegardes…", self._fenetre.montrer_sauvegardes),
            ("Réessayer", self._rangement.reessayer),
        )
        self._fenetre.bandeau.montrer(texte, "erreur", actions)

    def _proposer_de_reessayer(self, texte: str) -> None:
        self._fenetre.bandeau.montrer(texte, "erreur", (("Réessayer", self._rangement.reessayer),))

    def _proposer_de_passer_outre(self, texte: str, continuer: object) -> None:
        def passer_outre() -> None:
            self._fenetre.bandeau.hide()
            if callable(continuer):
                continuer()

        self._fenetre.bandeau.montrer(texte, "erreur", (("Continuer sans l'enregistrer", passer_outre),))

    def _dire_le_retour(self, texte: str) -> None:
        if texte:
            self._fenetre.bandeau.montrer(texte)
        else:
            self._fenetre.bandeau.hide()

    def _proposer_de_remettre(self, dossier: "Dossier") -> None:
        def remettre() -> None:
            self._fenetre.bandeau.hide()
            self._rangement.remettre(dossier)

        self._fenetre.bandeau.montrer(
            f"Dossier supprimé : {dossier.nom or FERME_SANS_NOM}", actions=(("Annuler", remettre),)
        )
