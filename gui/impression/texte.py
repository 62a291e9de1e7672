"""Coupe les textes en lignes, et les phrases trop longues en comptant ce qui reste."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption

from gui.impression import encre
from gui.impression.encre import Style
from modele.export.textes import typographie
from modele.impression.objets import Phrase, suite

_FIN_DE_PHRASE = re.compile(r"(?<=[.?!]) (?=[A-ZÀ-Ý])")
_VEUVE = 0.16
_PARTS_SI_VEUVE = (0.95, 0.9, 0.85)


@dataclass(frozen=True, slots=True)
class Paragraphe:
    """Lignes d'une phrase ; la première commence à `retrait`, après `prefixe`. `puce` : a droit à la sienne."""

    lignes: tuple[str, ...]
    style: Style
    prefixe: str = ""
    retrait: float = 0.0
    puce: bool = True


@lru_cache(maxsize=4096)
def couper(texte: str, style: Style, largeur: float, retrait: float = 0.0) -> tuple[str, ...]:
    """Lignes d'un texte ; un mot plus large que la colonne y est coupé.

    Une dernière ligne trop courte se remplit d'un peu des précédentes.
    """
    lignes = _decouper(texte, style, largeur, retrait)
    for part in _PARTS_SI_VEUVE:
        if len(lignes) < 2 or encre.largeur(lignes[-1], style) >= _VEUVE * largeur:
            break
        serrees = _decouper(texte, style, largeur * part, retrait)
        if len(serrees) > len(lignes):
            break
        lignes = serrees
    return lignes


def _decouper(texte: str, style: Style, largeur: float, retrait: float) -> tuple[str, ...]:
    texte = typographie(texte)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    disposition = QTextLayout(texte, encre.police(style))
    disposition.setTextOption(option)
    disposition.beginLayout()
    bornes: list[tuple[int, int]] = []
    while (ligne := disposition.createLine()).isValid():
        ligne.setLineWidth(largeur if bornes else largeur - retrait)
        bornes.append((ligne.textStart(), ligne.textStart() + ligne.textLength()))
    disposition.endLayout()
    # Qt compte en unités UTF-16.
    octets = texte.encode("utf-16-le", "replace")
    return tuple(octets[2 * de : 2 * a].decode("utf-16-le", "replace").rstrip(" ") for de, a in bornes)


def abreger(texte: str, style: Style, largeur: float) -> str:
    """Texte d'une ligne, fini par « … » s'il ne tient pas."""
    return encre.metrique(style).elidedText(typographie(texte), Qt.TextElideMode.ElideRight, largeur)


def limiter(texte: str, style: Style, largeur: float, lignes: int, retrait: float = 0.0) -> tuple[str, ...]:
    """Au plus `lignes` lignes, la dernière finie par « … » s'il en manque."""
    toutes = couper(texte, style, largeur, retrait)
    if len(toutes) <= lignes:
        return toutes
    gardees = toutes[: lignes - 1]
    place = largeur - (0 if gardees else retrait)
    return (*gardees, abreger(" ".join(toutes[lignes - 1 :]), style, place))


def tailler(
    phrase: Phrase, style: Style, largeur: float, lignes: int, retrait: float = 0.0
) -> tuple[str, ...]:
    """La phrase en `lignes` lignes au plus : moins d'éléments et le compte des autres, ou son début."""
    entiere = couper(phrase.ecrire(), style, largeur, retrait)
    if len(entiere) <= lignes:
        return entiere
    if not phrase.elements:
        return _raccourcir(phrase.debut, style, largeur, lignes, retrait)
    moins, plus = 0, len(phrase.elements)
    while plus - moins > 1:
        milieu = (moins + plus) // 2
        if len(couper(phrase.ecrire(milieu), style, largeur, retrait)) <= lignes:
            moins = milieu
        else:
            plus = milieu
    return limiter(phrase.ecrire(moins), style, largeur, lignes, retrait)


def _raccourcir(texte: str, style: Style, largeur: float, lignes: int, retrait: float) -> tuple[str, ...]:
    """Les premières phrases du texte si elles tiennent, sinon son début et « … »."""
    for fin in reversed(list(_FIN_DE_PHRASE.finditer(texte))):
        coupee = couper(texte[: fin.start()], style, largeur, retrait)
        if len(coupee) <= lignes:
            return coupee
    return limiter(texte, style, largeur, lignes, retrait)


def empiler(
    phrases: Sequence[Phrase], style: Style, largeur: float, lignes: int, prefixe: str = ""
) -> list[Paragraphe]:
    """Paragraphes qui tiennent en `lignes` lignes ; une dernière ligne compte les phrases laissées.

    `prefixe` ouvre la première phrase, en gras.
    """
    retrait = encre.largeur(f"{prefixe} ", Style(style.corps, True, style.couleur)) if prefixe else 0.0
    retraits = [retrait, *(0.0,) * len(phrases)]
    hauteurs = [len(couper(p.ecrire(), style, largeur, r)) for p, r in zip(phrases, retraits, strict=False)]
    tout_tient = sum(hauteurs) <= lignes
    paragraphes: list[Paragraphe] = []
    for rang, phrase in enumerate(phrases):
        restent = len(phrases) - rang
        place = lignes - (0 if tout_tient or restent == 1 else 1)
        if hauteurs[rang] > place and not (place > 0 and (rang == 0 or phrase.elements)):
            dit = abreger(f"{suite(restent)}.", encre.LEGENDE, largeur)
            paragraphes.append(Paragraphe((dit,), encre.LEGENDE, puce=False))
            break
        gardees = tailler(phrase, style, largeur, place, retraits[rang])
        debut = prefixe if rang == 0 else ""
        paragraphes.append(Paragraphe(gardees, style, debut, retraits[rang]))
        lignes -= len(gardees)
    return paragraphes


def hauteur_en_lignes(phrases: Sequence[Phrase], style: Style, largeur: float, prefixe: str = "") -> int:
    """Lignes qu'il faut pour tout dire."""
    return sum(len(p.lignes) for p in empiler(phrases, style, largeur, 10_000, prefixe))
