"""Ce que les rubriques de la page « Données » ont en commun : une colonne de lecture qui défile."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.composants.rangee_souple import a_la_suite
from gui.composants.texte_brut import texte_brut
from gui.theme import jetons
from gui.theme.style import theme


class Rubrique(QScrollArea):
    """Colonne de titres, de textes et de boutons ; se met à jour en paraissant par `actualiser`."""

    def __init__(self, nom: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self.setAccessibleName(nom)
        self.setProperty("role", "lecture")
        contenu = QWidget()
        contenu.setMaximumWidth(px(jetons.LARGEUR_CLASSEMENT))
        self.colonne = QVBoxLayout(contenu)
        self.colonne.setContentsMargins(0, 0, px(jetons.PAS[1]), 0)
        self.colonne.setSpacing(px(jetons.PAS[1]))
        self.setWidget(contenu)
        self.setWidgetResizable(True)
        # Au clavier, les flèches font défiler ce qui n'a pas de bouton.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def ajouter_titre(self, titre: str) -> None:
        """Sépare une partie de la précédente."""
        if self.colonne.count():
            self.colonne.addSpacing(theme().px(jetons.PAS[2]))
        self.colonne.addWidget(texte_brut(titre, "section"))

    def ajouter_phrases(self, *phrases: str) -> None:
        """Un paragraphe par phrase."""
        for phrase in phrases:
            self.colonne.addWidget(texte_brut(phrase))

    def ajouter_boutons(self, *boutons: QPushButton) -> None:
        """Une rangée qui passe à la ligne quand la place manque."""
        self.colonne.addWidget(rangee(*boutons))


def rangee(*boutons: QPushButton) -> QWidget:
    """Boutons à la suite, sur plusieurs lignes s'il le faut."""
    cadre = QWidget()
    cadre.setLayout(a_la_suite(*boutons))
    return cadre


def bouton(texte: str, faire: Callable[[], object], role: str = "") -> QPushButton:
    """Bouton qui fait une chose."""
    neuf = QPushButton(texte)
    neuf.setAutoDefault(False)
    if role:
        neuf.setProperty("role", role)
    neuf.clicked.connect(lambda _coche=False: faire())
    return neuf
