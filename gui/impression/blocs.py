"""Blocs d'une page : chacun sait se dessiner en plus ou moins de lignes ; la page leur partage sa hauteur."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from gui.impression import encre
from gui.impression.encre import Style, mm
from gui.impression.marques import Aplat, Marque, Pave, Texte, filet
from gui.impression.texte import Paragraphe, abreger, empiler, hauteur_en_lignes, limiter
from gui.theme import papier
from modele.impression.objets import Phrase, Rangee

LARGEUR = mm(papier.LARGEUR_PAGE - 2 * papier.MARGE_LATERALE)
"""Justification : tous les blocs font cette largeur."""
CONTENU = mm(papier.COLONNE_TITRE + papier.GOUTTIERE)
"""Bord gauche de la colonne de lecture, à droite des intitulés."""
CASE, NUMERO = "case", "numero"
"""Puces d'un bloc de phrases : case à cocher, ou rang de la phrase."""


class Bloc(Protocol):
    """Morceau de page dessinable en `minimum` à `maximum` lignes."""

    @property
    def minimum(self) -> int:
        """Lignes en deçà desquelles il ne veut plus rien dire."""

    @property
    def maximum(self) -> int:
        """Lignes au-delà desquelles il n'a plus rien à dire."""

    def paver(self, lignes: int) -> Pave:
        """Le bloc en `lignes` lignes."""


@dataclass(frozen=True)
class Fixe:
    """Pavé qui ne se réduit pas."""

    pave: Pave
    minimum: int = 0
    maximum: int = 0

    def paver(self, lignes: int) -> Pave:
        """Le pavé."""
        return self.pave


def poser(
    paragraphes: Sequence[Paragraphe], x: float, y: float, puce: str = ""
) -> tuple[list[Marque], float]:
    """Marques des paragraphes depuis (x, y), et le bas du dernier."""
    marques: list[Marque] = []
    for rang, paragraphe in enumerate(paragraphes, 1):
        style = paragraphe.style
        gras = Style(style.corps, True, style.couleur)
        if puce and paragraphe.puce:
            marques.append(
                _case(x, y, style) if puce == CASE else Texte(x, y + encre.base(style), str(rang), gras)
            )
        if paragraphe.prefixe:
            marques.append(Texte(x, y + encre.base(style), paragraphe.prefixe, gras))
        for numero, ligne in enumerate(paragraphe.lignes):
            gauche = x + (mm(papier.RETRAIT_PUCE) if puce else 0) + (0 if numero else paragraphe.retrait)
            marques.append(Texte(gauche, y + encre.base(style), ligne, style))
            y += style.interligne
    return marques, y


def _case(x: float, y: float, style: Style) -> Aplat:
    cote = mm(papier.COTE_CASE)
    return Aplat(x, y + (style.interligne - cote) / 2, cote, cote, bord="trait_fort")


FILET = Fixe(Pave(mm(papier.ECART_RANGEE), (filet(0, LARGEUR, 0),)))
"""Filet entre deux rangées."""


def titre_de_section(titre: str, note: str = "") -> Fixe:
    """Filet, titre, et une note en légende à sa droite, ou dessous si elle est trop longue."""
    style, legende = encre.SECTION, encre.LEGENDE
    y = mm(papier.ECART_RANGEE) / 2
    ligne = y + encre.base(style)
    marques: list[Marque] = [filet(0, LARGEUR, 0, fort=True), Texte(0, ligne, titre, style)]
    bas = y + style.interligne
    if note:
        gauche = max(encre.largeur(titre, style) + mm(papier.GOUTTIERE), CONTENU)
        notee = limiter(note, legende, LARGEUR - gauche, 2)
        if len(notee) == 1:
            marques.append(Texte(gauche, ligne, notee[0], legende))
        else:
            posees, bas = poser([Paragraphe(limiter(note, legende, LARGEUR, 2), legende)], 0, bas)
            marques += posees
    return Fixe(Pave(bas + mm(papier.ECART_RANGEE) / 2, tuple(marques)))


@dataclass(frozen=True)
class Phrases:
    """Des phrases à partir de `gauche`, précédées de l'`intitule` s'il y en a un."""

    phrases: tuple[Phrase, ...]
    minimum_voulu: int = 1
    intitule: str = ""
    puce: str = ""
    style: Style = encre.TEXTE

    @property
    def _gauche(self) -> float:
        return CONTENU if self.intitule else 0.0

    @property
    def _largeur(self) -> float:
        return LARGEUR - self._gauche - (mm(papier.RETRAIT_PUCE) if self.puce else 0)

    @property
    def _lignes_de_l_intitule(self) -> tuple[str, ...]:
        if not self.intitule:
            return ()
        return limiter(self.intitule, encre.FORT, mm(papier.COLONNE_TITRE), 2)

    @cached_property
    def maximum(self) -> int:
        """De quoi tout dire."""
        naturel = hauteur_en_lignes(self.phrases, self.style, self._largeur)
        return max(len(self._lignes_de_l_intitule), naturel)

    @property
    def minimum(self) -> int:
        """Le minimum voulu, s'il y a autant à dire."""
        return min(self.maximum, max(self.minimum_voulu, len(self._lignes_de_l_intitule)))

    def paver(self, lignes: int) -> Pave:
        """L'intitulé et ce qui tient des phrases."""
        intitule = Paragraphe(self._lignes_de_l_intitule, encre.FORT)
        marques, bas_de_l_intitule = poser([intitule], 0, 0)
        paragraphes = empiler(self.phrases, self.style, self._largeur, lignes)
        posees, bas = poser(paragraphes, self._gauche, 0, self.puce)
        return Pave(max(bas, bas_de_l_intitule) + mm(papier.ECART_RANGEE), (*marques, *posees))


@dataclass(frozen=True)
class Rangees:
    """Un intitulé et une seule ligne par rangée ; celles qui ne tiennent pas se comptent."""

    rangees: tuple[Rangee, ...]
    minimum_voulu: int = 2

    @property
    def maximum(self) -> int:
        """Une ligne par rangée."""
        return len(self.rangees)

    @property
    def minimum(self) -> int:
        """Le minimum voulu, s'il y a autant à dire."""
        return min(self.maximum, self.minimum_voulu)

    def paver(self, lignes: int) -> Pave:
        """Les premières rangées, puis les noms des autres."""
        style = encre.TEXTE
        gardees = self.rangees if len(self.rangees) <= lignes else self.rangees[: lignes - 1]
        marques: list[Marque] = []
        y = 0.0
        for rangee in gardees:
            nom = abreger(rangee.titre, style, CONTENU - mm(1))
            marques.append(Texte(0, y + encre.base(style), nom, style))
            posees, y = poser(empiler(rangee.phrases, style, LARGEUR - CONTENU, 1), CONTENU, y)
            marques += posees
        if reste := tuple(rangee.titre for rangee in self.rangees[len(gardees) :]):
            paragraphes = empiler((Phrase("Et aussi\u00a0: ", reste),), encre.LEGENDE, LARGEUR, 1)
            posees, y = poser(paragraphes, 0, y)
            marques += posees
        return Pave(y + mm(papier.ECART_RANGEE), tuple(marques))


def partager(blocs: Sequence[Bloc], place: float) -> list[Pave]:
    """Chaque bloc au plus long qui tient avec les autres ; tant que tout dépasse, le plus long cède une ligne."""
    # Un bloc ne prendra jamais plus que la page : inutile de lui ôter une à une des lignes qu'il n'aura pas.
    page = int(place / encre.TEXTE.interligne)
    lignes = [max(bloc.minimum, min(bloc.maximum, page)) for bloc in blocs]
    paves = [bloc.paver(n) for bloc, n in zip(blocs, lignes, strict=True)]
    marges = [n - bloc.minimum for bloc, n in zip(blocs, lignes, strict=True)]
    while sum(pave.hauteur for pave in paves) > place:
        rang = max(range(len(blocs)), key=marges.__getitem__)
        if marges[rang] <= 0:
            break
        marges[rang] -= 1
        lignes[rang] -= 1
        paves[rang] = blocs[rang].paver(lignes[rang])
    return paves
