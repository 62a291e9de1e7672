"""Les questions aux éditeurs : à chaque outil son tour, tant qu'il y a de la place."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from gui.impression import encre
from gui.impression.blocs import CASE, CONTENU, LARGEUR, poser
from gui.impression.encre import mm
from gui.impression.marques import Marque, Pave
from gui.impression.texte import Paragraphe, couper, limiter, tailler
from gui.theme import papier
from modele.impression.objets import Phrase, Rangee, suite

_PLACE = LARGEUR - CONTENU - mm(papier.RETRAIT_PUCE)
_LIGNES_DE_NOM = 2
_PREMIERE_MAX = 2
"""Lignes au plus d'une des premières questions quand la place manque."""


@dataclass(frozen=True)
class BlocQuestions:
    """Par outil, des questions à cocher ; une ligne compte celles qui manquent."""

    rangees: tuple[Rangee, ...]

    @cached_property
    def _toutes(self) -> list[tuple[int, str]]:
        """Rang de l'outil et question, un tour d'outils après l'autre."""
        colonnes = [[(rang, p.ecrire()) for p in rangee.phrases] for rang, rangee in enumerate(self.rangees)]
        return [question for tour in zip_longest(*colonnes) for question in tour if question is not None]

    @cached_property
    def _noms(self) -> list[tuple[str, ...]]:
        place = mm(papier.COLONNE_TITRE)
        return [limiter(rangee.titre, encre.FORT, place, _LIGNES_DE_NOM) for rangee in self.rangees]

    def _hauteur(self, questions: Mapping[int, int]) -> int:
        """Lignes que prennent ces nombres de lignes de questions, à côté du nom de leur outil."""
        return sum(max(lignes, len(self._noms[outil])) for outil, lignes in questions.items())

    @cached_property
    def maximum(self) -> int:
        """De quoi toutes les poser."""
        questions: Counter[int] = Counter()
        for outil, texte in self._toutes:
            questions[outil] += len(couper(texte, encre.TEXTE, _PLACE))
        return self._hauteur(questions)

    @property
    def minimum(self) -> int:
        """De quoi poser deux questions, et compter les autres."""
        return min(self.maximum, 2 * _PREMIERE_MAX + 1)

    def _choisir(self, lignes: int) -> tuple[dict[int, list[Paragraphe]], int]:
        """Questions gardées par outil, et combien ne le sont pas."""
        toutes = self._toutes
        if self.maximum > lignes:
            lignes -= 1
        gardees: dict[int, list[Paragraphe]] = {}
        prises: Counter[int] = Counter()
        for combien, (outil, texte) in enumerate(toutes):
            coupee = couper(texte, encre.TEXTE, _PLACE)
            reste = lignes - self._hauteur(prises)
            if combien < 2 and len(coupee) > reste:
                coupee = tailler(Phrase(texte), encre.TEXTE, _PLACE, min(reste, _PREMIERE_MAX))
            if self._hauteur(prises + Counter({outil: len(coupee)})) > lignes:
                return gardees, len(toutes) - combien
            gardees.setdefault(outil, []).append(Paragraphe(coupee, encre.TEXTE))
            prises[outil] += len(coupee)
        return gardees, 0

    def paver(self, lignes: int) -> Pave:
        """Les questions qui tiennent."""
        gardees, reste = self._choisir(lignes)
        marques: list[Marque] = []
        y = 0.0
        for outil, paragraphes in sorted(gardees.items()):
            intitule, bas = poser([Paragraphe(self._noms[outil], encre.FORT)], 0, y)
            questions, y = poser(paragraphes, CONTENU, y, CASE)
            y = max(y, bas)
            marques += [*intitule, *questions]
        if reste:
            note = Paragraphe((f"{suite(reste)}.",), encre.LEGENDE, puce=False)
            posees, y = poser([note], CONTENU, y, CASE)
            marques += posees
        return Pave(y + mm(papier.ECART_RANGEE), tuple(marques))
