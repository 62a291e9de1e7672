"""Un champ avec son étiquette au-dessus et, dessous, son aide ou ce qui ne va pas."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.composants.champ_saisie import ChampSaisie
from gui.composants.texte_brut import changer_role, texte_brut
from gui.theme.style import theme


class ChampEtiquete(QWidget):
    """Étiquette, champ et aide en une colonne ; la faute du champ prend la place de l'aide.

    Sans `libelle`, le champ porte lui-même son nom (case à cocher).
    """

    def __init__(
        self, libelle: str, champ: QWidget, aide: str = "", unite: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.champ = champ
        self._aide = aide
        # Le nom est lié au champ : une esperluette y marquerait un raccourci.
        self._libelle = texte_brut(libelle.replace("&", "&&"))
        self._libelle.setBuddy(champ)
        self._dessous = texte_brut(aide, "legende")
        self._dessous.setVisible(bool(aide))
        self._libelle.setVisible(bool(libelle))
        if libelle:
            champ.setAccessibleName(f"{libelle}, {unite}" if unite else libelle)
        else:
            self._dessous.setIndent(theme().px(24))
        champ.setAccessibleDescription(aide)
        disposition = QVBoxLayout(self)
        disposition.setContentsMargins(0, 0, 0, 0)
        disposition.setSpacing(theme().px(4) // 2)
        disposition.addWidget(self._libelle)
        disposition.addWidget(champ)
        disposition.addWidget(self._dessous)
        if isinstance(champ, ChampSaisie):
            champ.etat_change.connect(self._montrer_etat)

    @property
    def dessous(self) -> str:
        """Texte affiché sous le champ."""
        return self._dessous.text()

    def changer_aide(self, aide: str) -> None:
        """Change l'aide sous le champ."""
        if aide != self._aide:
            self._aide = aide
            self._montrer_etat()

    def _montrer_etat(self) -> None:
        champ = self.champ
        faute, avis = (champ.faute, champ.avis) if isinstance(champ, ChampSaisie) else ("", "")
        signale = " ".join(filter(None, (faute, avis)))
        changer_role(self._dessous, "erreur" if faute else "alerte" if avis else "legende")
        self._dessous.setText(signale or self._aide)
        self._dessous.setVisible(bool(signale or self._aide))
        champ.setAccessibleDescription(f"{signale} {self._aide}".strip())
