"""Les gestes sur les tarifs proposés : ouvrir le formulaire, noter, revenir au guide ; tous s'annulent."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gui.session import Session
from modele.prix_propose import Cle, PrixPropose
from modele.tarification.prix_proposes import Cible, retirer
from modele.tarification.prix_proposes import noter as avec_ce_prix

if TYPE_CHECKING:
    from gui.composants.prix_propose_dialogue import DialoguePrixPropose


class GestesPrix:
    """Change les prix proposés du dossier ouvert ; `fenetre` porte le formulaire."""

    def __init__(self, session: Session, fenetre: QWidget) -> None:
        self._session = session
        self._fenetre = fenetre

    def prix_de(self, cle: Cle) -> PrixPropose | None:
        """Prix proposé pour cette ligne de tarif, s'il y en a un."""
        return next((prix for prix in self._session.dossier.prix_proposes if prix.cle == cle), None)

    def proposer(self, cible: Cible) -> "DialoguePrixPropose":
        """Ouvre le formulaire d'une ligne de tarif."""
        from gui.composants.prix_propose_dialogue import DialoguePrixPropose

        actuel = self.prix_de(cible.cle)
        horizon = self._session.situation.horizon
        dialogue = DialoguePrixPropose(cible, actuel, horizon, self._fenetre.window())
        dialogue.note.connect(self.noter)
        dialogue.retire.connect(self.retirer)
        dialogue.open()
        return dialogue

    def noter(self, prix: PrixPropose) -> None:
        """Garde un prix, à la place de celui qui visait la même ligne."""
        session = self._session
        session.modifier_dossier(prix_proposes=avec_ce_prix(session.dossier.prix_proposes, prix))

    def retirer(self, cle: Cle) -> None:
        """Revient au prix du guide."""
        session = self._session
        session.modifier_dossier(prix_proposes=retirer(session.dossier.prix_proposes, cle))
