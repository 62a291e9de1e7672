"""« Temps et compétences disponibles » : l'étape 2 de la méthode du guide (l. 167-180)."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from gui.composants.champ_etiquete import ChampEtiquete
from gui.composants.groupe_repliable import GroupeRepliable
from gui.composants.methode_saisie import ZoneBornee
from gui.composants.texte_brut import texte_brut
from gui.session import Session

TITRE = "Temps et compétences disponibles"
RUBRIQUE = "methode-2"
REPONSE_MAX = 10_000
QUESTIONS: tuple[tuple[str, str, str], ...] = (
    (
        "temps",
        "Combien de temps par semaine donner à l'outil\u00a0?",
        "Mise en place, puis commandes, stocks et questions des clients.",
    ),
    (
        "competences",
        "Qui, dans l'équipe, est à l'aise avec l'informatique\u00a0?",
        "Tableur, site, téléphone\u00a0: ce que chaque personne sait ou aime faire.",
    ),
    (
        "appuis",
        "Sur quelle aide extérieure pouvez-vous compter\u00a0?",
        "GAB, collègues, proches, formation, prestataire.",
    ),
)
"""Champ de `Ressources`, question, précision."""


class RessourcesFerme(GroupeRepliable):
    """Ce que dit le guide, puis trois réponses libres gardées dans le dossier."""

    def __init__(self, session: Session, deplie: bool = False, parent: QWidget | None = None) -> None:
        self._session = session
        self.zones: dict[str, ZoneBornee] = {}
        super().__init__(TITRE, self._champs, deplie, parent)
        session.dossier_change.connect(self.montrer)

    def montrer(self) -> None:
        """Remet les réponses à celles du dossier."""
        for champ, zone in self.zones.items():
            zone.fixer(getattr(self._session.dossier.ressources, champ))

    def _champs(self) -> list[QWidget]:
        faits = [fait.texte for fait in self._session.catalogue.guide.faits if fait.rubrique == RUBRIQUE]
        widgets: list[QWidget] = []
        if faits:
            widgets.append(texte_brut(f"Le guide, étape 2\u00a0: {' '.join(faits)}", "legende"))
        for champ, question, precision in QUESTIONS:
            zone = ZoneBornee(REPONSE_MAX)
            zone.fixer(getattr(self._session.dossier.ressources, champ))
            zone.texte_saisi.connect(partial(self._retenir, champ))
            self.zones[champ] = zone
            widgets.append(ChampEtiquete(question, zone, precision))
        return widgets

    def _retenir(self, champ: str, texte: str) -> None:
        ressources = replace(self._session.dossier.ressources, **{champ: texte})
        self._session.modifier_dossier(ressources=ressources)
