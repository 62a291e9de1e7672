"""Comparaison des essais d'outils (guide, étape 5, l. 210-220) : notes moyennes et jours d'essai."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from modele.dossiers.objets import Essai

NOTES = ("ergonomie", "pertinence", "efficacite")
_AVEC_ARTICLE = ("d'ergonomie", "de pertinence", "d'efficacité")
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class BilanEssais:
    """Les essais d'un outil ; notes de 1 à 5.

    `notes` suit l'ordre de `NOTES`, None pour une note jamais donnée. `moyenne` est celle des notes
    connues, None s'il n'y en a aucune. `jours` compte les jours d'essai, une fois chacun, None si aucun
    essai n'a ses deux dates. `manques` dit en phrases ce qui manque.
    """

    outil: str
    essais: int
    notes: tuple[Fraction | None, ...]
    moyenne: Fraction | None
    jours: int | None
    manques: tuple[str, ...]


def comparer_essais(essais: Iterable[Essai]) -> tuple[BilanEssais, ...]:
    """Un bilan par outil, la meilleure moyenne d'abord ; à égalité ou sans note, l'ordre du journal."""
    par_outil: dict[str, list[Essai]] = {}
    for essai in essais:
        par_outil.setdefault(essai.outil, []).append(essai)
    bilans = (_bilan(outil, liste) for outil, liste in par_outil.items())
    return tuple(sorted(bilans, key=lambda bilan: bilan.moyenne or _ZERO, reverse=True))


def _bilan(outil: str, essais: Sequence[Essai]) -> BilanEssais:
    notes = tuple(_moyenne([getattr(essai, nom) for essai in essais]) for nom in NOTES)
    manquantes = [nom for nom, note in zip(_AVEC_ARTICLE, notes, strict=True) if note is None]
    manques = [f"Il manque la note {nom}." for nom in manquantes]
    if len(manquantes) == len(NOTES):
        manques = ["Aucune note n'est donnée."]
    periodes = [periode for essai in essais if (periode := _periode(essai))]
    if sans_dates := len(essais) - len(periodes):
        manques.append(
            "Les jours d'un essai ne sont pas comptés : il manque une date, ou la fin précède le début."
            if sans_dates == 1
            else f"Les jours de {sans_dates} essais ne sont pas comptés : il manque une date, ou la fin "
            "précède le début."
        )
    return BilanEssais(
        outil=outil,
        essais=len(essais),
        notes=notes,
        moyenne=_moyenne(notes),
        jours=_jours(periodes) if periodes else None,
        manques=tuple(manques),
    )


def _moyenne(notes: Sequence[int | Fraction | None]) -> Fraction | None:
    donnees = [note for note in notes if note is not None]
    return Fraction(sum(donnees, _ZERO), len(donnees)) if donnees else None


def _periode(essai: Essai) -> tuple[int, int] | None:
    """Premier et dernier jour, en numéros de jour ; None si une date manque, est fausse ou s'inverse."""
    try:
        du, au = date.fromisoformat(essai.du).toordinal(), date.fromisoformat(essai.au).toordinal()
    except ValueError:
        return None
    return (du, au) if du <= au else None


def _jours(periodes: Sequence[tuple[int, int]]) -> int:
    """Nombre de jours couverts, bornes comprises ; un jour commun à deux essais compte une fois."""
    total = 0
    dernier = 0
    for du, au in sorted(periodes):
        total += max(0, au - max(du, dernier + 1) + 1)
        dernier = max(dernier, au)
    return total
