"""Feuille cachée « _calculs » : les étapes que les feuilles visibles ne montrent pas, l'une sous l'autre."""

from collections.abc import Sequence

from modele.export import styles
from modele.export.contexte import Contexte
from modele.export.ecriture import Formule
from modele.export.plume import Plume
from modele.export.styles import Style

TITRE = "_calculs"
COURBES = 9
"""Courbes d'un graphique : au-delà, on ne les distinguerait plus."""
_LARGEUR_LIBELLE, _LARGEUR = 60.0, 24.0
_PREMIERE = 2


def largeurs(contexte: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return (_LARGEUR_LIBELLE, *(_LARGEUR,) * max(COURBES, len(contexte.resultats)))


class Calculs:
    """Écrit chaque étape sur une ligne neuve."""

    def __init__(self, plume: Plume) -> None:
        self._plume = plume
        self._ligne = 0

    @property
    def prochaine(self) -> int:
        """Ligne de la prochaine étape."""
        return self._ligne + 1

    def titre(self, texte: str) -> None:
        """Annonce les étapes qui suivent."""
        self._ligne += 1
        self._plume.poser(self._ligne, 1, texte, styles.CORPS_FORT)

    def etape(self, libelle: str, formules: Sequence[Formule], style: Style = styles.AUXILIAIRE) -> list[str]:
        """Pose des formules sur une ligne, une par outil au plus ; rend leurs adresses absolues."""
        self._ligne += 1
        self._plume.poser(self._ligne, 1, libelle, styles.AUXILIAIRE)
        return [
            self._plume.absolue(self._plume.poser(self._ligne, colonne, formule, style))
            for colonne, formule in enumerate(formules, start=_PREMIERE)
        ]
