"""Feuille cachée « _calculs » : les étapes que les feuilles visibles ne montrent pas, l'une sous l'autre."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TypeVar

from modele.export import styles
from modele.export.contexte import Contexte
from modele.export.ecriture import Formule
from modele.export.limites import ETAPE_MAX
from modele.export.plume import Plume
from modele.export.styles import Style

TITRE = "_calculs"
COURBES = 9
"""Courbes d'un graphique : au-delà, on ne les distinguerait plus."""
_LARGEUR_LIBELLE, _LARGEUR = 60.0, 24.0
_PREMIERE = 2
_V = TypeVar("_V", str, Fraction)


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

    def joindre(self, feuille: str, morceaux: Callable[[str], list[tuple[str, str]]]) -> str:
        """Formule qui met bout à bout des textes, donnés avec leur valeur ; trop longue, elle passe par des étapes.

        `morceaux` reçoit ce qui précède une adresse de `feuille` : rien, ou son nom quand la formule part d'ici.
        """
        return self._reunir(feuille, morceaux, "&", "".join) or '""'

    def sommer(self, feuille: str, morceaux: Callable[[str], list[tuple[str, Fraction]]]) -> str:
        """Comme `joindre`, pour une somme."""
        return self._reunir(feuille, morceaux, "+", lambda valeurs: sum(valeurs, Fraction(0))) or "0"

    def _reunir(
        self,
        feuille: str,
        morceaux: Callable[[str], list[tuple[str, _V]]],
        signe: str,
        reunir: Callable[[Iterable[_V]], _V],
    ) -> str:
        entiere = signe.join(formule for formule, _ in morceaux(""))
        if len(entiere) <= ETAPE_MAX:
            return entiere
        cases: list[tuple[str, _V]] = []
        for groupe in _groupes(morceaux(f"'{feuille}'!")):
            valeur = reunir(valeur for _, valeur in groupe)
            texte = signe.join(formule for formule, _ in groupe)
            (case,) = self.etape(f"Étape de « {feuille} »", [Formule(texte, valeur)])
            cases.append((case, valeur))
        return self._reunir(TITRE, lambda _: cases, signe, reunir)


def _groupes(morceaux: Iterable[tuple[str, _V]]) -> Iterator[list[tuple[str, _V]]]:
    """Morceaux voisins dont les formules, réunies, tiennent dans une étape."""
    groupe: list[tuple[str, _V]] = []
    longueur = 0
    for morceau in morceaux:
        if groupe and longueur + len(morceau[0]) + 1 > ETAPE_MAX:
            yield groupe
            groupe, longueur = [], 0
        groupe.append(morceau)
        longueur += len(morceau[0]) + 1
    if groupe:
        yield groupe
