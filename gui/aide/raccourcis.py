"""Les raccourcis clavier, tirés des actions et des boutons de la fenêtre ; les touches d'une page sont dites ici."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

MARQUE = "{{raccourcis}}"
"""Place de la liste dans un texte d'aide."""


@dataclass(frozen=True, slots=True)
class Raccourci:
    """Une ou plusieurs touches équivalentes, écrites comme sur le clavier, et ce qu'elles font."""

    touches: tuple[str, ...]
    effet: str


_CHERCHER = Raccourci(("Ctrl+F",), "Aller à la recherche de la page")
DES_PAGES: Mapping[str, tuple[Raccourci, ...]] = MappingProxyType(
    {
        "Accueil": (_CHERCHER, Raccourci(("Entrée",), "Ouvrir le dossier choisi")),
        "Grille et liste des besoins": (
            _CHERCHER,
            Raccourci(("I",), "Dire le critère indispensable"),
            Raccourci(("S",), "Le dire souhaité"),
            Raccourci(("Suppr",), "Le rendre indifférent"),
            Raccourci(("←", "→"), "Sur un groupe, replier ou déplier ; dans la liste, changer de réponse"),
            Raccourci(("Entrée", "Espace"), "Actionner ce qui est choisi"),
            Raccourci(("Échap",), "Effacer la recherche, puis revenir à la grille"),
        ),
        "Choix": (Raccourci(("Espace",), "Présélectionner l'outil ou le retirer"),),
        "Fiches": (
            _CHERCHER,
            Raccourci(("Entrée",), "Ouvrir le premier résultat"),
            Raccourci(("Échap",), "Effacer la recherche"),
        ),
        "Seuils": (
            Raccourci(("←", "→"), "Déplacer le curseur de 500\u00a0€ de ventes"),
            Raccourci(("Page préc.", "Page suiv."), "Le déplacer de 5\u202f000\u00a0€"),
            Raccourci(("Début", "Fin"), "Aller aux bouts du graphique"),
            Raccourci(("Échap",), "Revenir à vos ventes"),
        ),
        "Avant / après": (
            Raccourci(("F2",), "Renommer la vente choisie"),
            Raccourci(("Suppr",), "La supprimer"),
        ),
        "Dans un champ": (Raccourci(("Échap",), "Rendre la dernière valeur juste"),),
        "Dans la visite guidée": (
            Raccourci(("Entrée", "Espace"), "Étape suivante"),
            Raccourci(("Échap",), "Passer la visite"),
        ),
        "Dans l'aide": (
            Raccourci(("Ctrl+F",), "Rechercher"),
            Raccourci(("Alt+Gauche", "Alt+Droite"), "Page lue avant, page lue après"),
            Raccourci(("Alt+Début", "F1"), "Sommaire"),
            Raccourci(("Tab",), "Aller au lien suivant"),
            Raccourci(("Échap",), "Fermer"),
        ),
    }
)
"""Touches propres à un endroit, qu'aucune action de la fenêtre ne porte."""


def de_la_fenetre(fenetre: QWidget) -> tuple[Raccourci, ...]:
    """Ce que les actions et les boutons de la fenêtre font, où que l'on soit."""
    trouves: dict[tuple[str, ...], str] = {}
    for sequences, effet in _porteurs(fenetre):
        touches = tuple(ecrire(sequence) for sequence in sequences if not sequence.isEmpty())
        if touches:
            trouves.setdefault(touches, effet)
    return tuple(Raccourci(touches, effet) for touches, effet in trouves.items())


def ecrire(sequence: QKeySequence) -> str:
    """« Ctrl+Maj+Z » : le raccourci dans la langue de l'application."""
    return sequence.toString(QKeySequence.SequenceFormat.NativeText)


def _porteurs(fenetre: QWidget) -> Iterator[tuple[Sequence[QKeySequence], str]]:
    for action in fenetre.actions():
        yield action.shortcuts(), effet(action)
    for bouton in cast("list[QAbstractButton]", fenetre.findChildren(QAbstractButton)):
        nom = bouton.accessibleName() or bouton.text()
        yield [bouton.shortcut()], f"Ouvrir «\u00a0{nom}\u00a0»"


def effet(action: QAction) -> str:
    """Ce que fait une action : son texte d'aide, sinon son libellé."""
    return action.whatsThis() or action.text().replace("&", "").rstrip("… ")


def tableau(fenetre: QWidget | None) -> str:
    """Toute la liste, en Markdown."""
    lignes: list[str] = []
    if fenetre is not None:
        lignes += _tableau("Partout", de_la_fenetre(fenetre))
    for lieu, raccourcis in DES_PAGES.items():
        lignes += _tableau(lieu, raccourcis)
    return "\n".join(lignes)


def _tableau(titre: str, raccourcis: Sequence[Raccourci]) -> list[str]:
    lignes = [f"## {titre}", "", "| Touches | Effet |", "|---|---|"]
    for raccourci in raccourcis:
        touches = " ou ".join(f"`{touche}`" for touche in raccourci.touches)
        lignes.append(f"| {touches} | {raccourci.effet} |")
    return [*lignes, ""]
