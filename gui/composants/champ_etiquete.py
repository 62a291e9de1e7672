"""Un champ avec son étiquette au-dessus et, dessous, son aide ou ce qui ne va pas."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.composants.champ_saisie import ChampSaisie
from gui.theme.style import theme


def etiquette(texte: str = "", role: str = "") -> QLabel:
    """Texte brut sur plusieurs lignes s'il le faut, jamais interprété comme du HTML."""
    resultat = QLabel()
    resultat.setTextFormat(Qt.TextFormat.PlainText)
    resultat.setWordWrap(True)
    resultat.setText(texte)
    if role:
        resultat.setProperty("role", role)
    return resultat


def changer_role(label: QLabel, role: str) -> None:
    """Change le rôle de style d'une étiquette."""
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)


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
        self._libelle = etiquette(libelle.replace("&", "&&"))
        self._libelle.setBuddy(champ)
        self._dessous = etiquette(aide, "legende")
        self._dessous.setVisible(bool(aide))
        self._libelle.setVisible(bool(libelle))
        if libelle:
            champ.setAccessibleName(f"{libelle}, {unite}" if unite else libelle)
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

    def _montrer_etat(self) -> None:
        champ = self.champ
        if not isinstance(champ, ChampSaisie):
            return
        signale = " ".join(filter(None, (champ.faute, champ.avis)))
        changer_role(self._dessous, "erreur" if champ.faute else "alerte" if champ.avis else "legende")
        self._dessous.setText(signale or self._aide)
        self._dessous.setVisible(bool(signale or self._aide))
        champ.setAccessibleDescription(f"{signale} {self._aide}".strip())
