"""Suite de blocs titre et texte, mise à jour en place."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.composants.texte_brut import texte_brut
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.phrases_seuils import Bloc


class Blocs(QWidget):
    """Autant de blocs qu'on lui en montre ; les étiquettes servent à nouveau."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._etiquettes: list[tuple[QLabel, QLabel]] = []
        self._colonne = QVBoxLayout(self)
        self._colonne.setContentsMargins(0, 0, 0, 0)
        self._colonne.setSpacing(0)

    def montrer(self, blocs: Sequence[Bloc]) -> None:
        """Remplace les blocs."""
        while len(self._etiquettes) < len(blocs):
            self._ajouter()
        for rang, (titre, texte) in enumerate(self._etiquettes):
            present = rang < len(blocs)
            if present:
                titre.setText(blocs[rang].titre)
                texte.setText(blocs[rang].texte)
            titre.setVisible(present)
            texte.setVisible(present)
        self.setVisible(bool(blocs))

    def textes(self) -> list[Bloc]:
        """Blocs montrés."""
        return [Bloc(titre.text(), texte.text()) for titre, texte in self._etiquettes if not titre.isHidden()]

    def _ajouter(self) -> None:
        titre, texte = texte_brut(role="fort"), texte_brut()
        texte.setContentsMargins(0, 0, 0, theme().px(jetons.PAS[1]))
        self._colonne.addWidget(titre)
        self._colonne.addWidget(texte)
        self._etiquettes.append((titre, texte))
