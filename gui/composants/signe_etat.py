"""La forme d'un état de case comme petit widget, et la légende des cinq états."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from gui.composants.etiquettes import etiquette
from gui.composants.formes import dessiner_etat
from gui.theme import jetons
from gui.theme.style import theme

SENS = {
    "oui": "le guide le dit",
    "partiel": "avec des limites",
    "option": "en le payant à part",
    "non": "le guide dit non",
    "non_precise": "le guide ne le dit pas",
}
COLONNES = 2
CLAVIER = (
    "Au clavier\u00a0: flèches pour se déplacer, I pour un critère indispensable, S pour un souhait, "
    "Suppr pour l'oublier, Ctrl+F pour chercher."
)


class SigneEtat(QWidget):
    """La forme d'un état, à la hauteur du texte ; le mot est toujours écrit à côté."""

    def __init__(self, parent: QWidget | None = None, etat: str = "") -> None:
        super().__init__(parent)
        self._etat = etat
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def montrer(self, etat: str) -> None:
        """Montre un état de `jetons.ETATS`, ou rien."""
        self._etat = etat
        self.setVisible(bool(etat))
        self.update()

    def sizeHint(self) -> QSize:
        """Carré à l'échelle du texte."""
        cote = theme().px(jetons.COTE_FORME)
        return QSize(cote, cote)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dessine la forme dans la couleur de l'état."""
        if self._etat:
            peintre = QPainter(self)
            couleur = theme().couleur(jetons.ETATS[self._etat][2])
            dessiner_etat(peintre, QRectF(self.rect()), self._etat, couleur)
            peintre.end()


class Legende(QWidget):
    """Ce que veulent dire les cinq états, et les touches de la grille."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grille = QGridLayout(self)
        grille.setContentsMargins(0, 0, 0, 0)
        grille.setHorizontalSpacing(theme().px(jetons.PAS[1]))
        grille.setVerticalSpacing(theme().px(jetons.PAS[0]))
        for rang, (etat, sens) in enumerate(SENS.items()):
            mots = etiquette(self, "legende")
            mots.setText(f"{jetons.ETATS[etat][1]}\u00a0: {sens}")
            ligne, colonne = divmod(rang, COLONNES)
            grille.addWidget(SigneEtat(self, etat), ligne, 2 * colonne)
            grille.addWidget(mots, ligne, 2 * colonne + 1)
        grille.setColumnStretch(2 * COLONNES, 1)
        clavier = etiquette(self, "legende", coupee=True)
        clavier.setText(CLAVIER)
        grille.addWidget(clavier, grille.rowCount(), 0, 1, 2 * COLONNES + 1)
