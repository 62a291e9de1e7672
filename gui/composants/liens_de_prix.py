"""Boutons discrets des tarifs proposés : ouvrir le formulaire, revenir au guide."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from modele.tarification.prix_proposes import Cible


def invitation(cible: Cible, note: bool) -> str:
    """Mot de ce qui ouvre le formulaire ; `note` dit qu'un prix est déjà noté."""
    if note:
        return "Changer le tarif proposé…"
    return "On m'a proposé un tarif…" if cible.frais else "On m'a proposé un autre tarif…"


def retour(cible: Cible) -> str:
    """Mot de ce qui oublie un prix proposé."""
    return "Oublier ce tarif" if cible.frais else "Revenir au tarif du guide"


def lien(texte: str, a_propos: str) -> QPushButton:
    """Bouton en forme de lien, dont le nom lu à voix haute dit de quel prix il s'agit."""
    bouton = QPushButton()
    bouton.setProperty("role", "lien")
    bouton.setCursor(Qt.CursorShape.PointingHandCursor)
    nommer(bouton, texte, a_propos)
    return bouton


def nommer(bouton: QPushButton, texte: str, a_propos: str) -> None:
    """Change le mot d'un lien et ce dont il parle."""
    bouton.setText(texte)
    bouton.setAccessibleName(f"{texte.removesuffix('…')} ({a_propos})")
