"""« Deux outils ensemble » : un par clientèle, coûts additionnés, face au meilleur outil seul."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.composants.texte_brut import texte_brut
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.combinaison import Combinaison, combiner
from modele.choix.objets import Comparaison
from modele.choix.phrases import compter, montant
from modele.situation import Situation

PREMIERES = 3
_TITRE = "Deux outils ensemble"
_SENS = "L'un pour vos ventes aux particuliers, l'autre aux professionnels\u00a0; coûts d'une année suivante, additionnés."
_D_AUTRES = "Les autres paires ne coûtent pas moins."
_AUCUNE = "Aucune paire d'outils ne répond à tous vos critères indispensables."


class PaireChoix(QWidget):
    """Une paire : ses noms, son coût, ce qu'elle porte, ce qu'elle change et ce qu'elle laisse à vérifier."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.noms, self.cout = texte_brut(role="fort"), texte_brut(role="fort")
        self.cout.setWordWrap(False)
        self.comparaison = texte_brut()
        self.couverture = texte_brut(role="legende")
        self.reserves = texte_brut(role="alerte")
        grille = QGridLayout(self)
        grille.setContentsMargins(0, 0, 0, 0)
        grille.setHorizontalSpacing(theme().px(jetons.PAS[1]))
        grille.setVerticalSpacing(0)
        grille.setColumnStretch(0, 1)
        grille.addWidget(self.noms, 0, 0)
        grille.addWidget(self.cout, 0, 1, Qt.AlignmentFlag.AlignTop)
        for rang, widget in enumerate((self.comparaison, self.couverture, self.reserves), start=1):
            grille.addWidget(widget, rang, 0, 1, 2)

    def montrer(self, paire: Combinaison, situation: Situation) -> None:
        """Montre une paire."""
        self.noms.setText(f"{paire.particuliers.outil.nom} et {paire.professionnels.outil.nom}")
        self.cout.setText(f"{montant(paire.annee_suivante)}/an")
        self.comparaison.setText(paire.comparaison)
        self.couverture.setText(f"{paire.couverture} {_souhaits(paire, situation)}".strip())
        self.reserves.setText(" ".join(paire.reserves))
        self.reserves.setVisible(bool(paire.reserves))


class PairesChoix(QWidget):
    """Les paires les moins chères ; caché si la ferme ne vend pas aux deux clientèles."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._comparaison: Comparaison | None = None
        self.reste = texte_brut(role="legende")
        self.paires = [PaireChoix() for _ in range(PREMIERES)]
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(theme().px(jetons.PAS[1]))
        colonne.addWidget(texte_brut(_TITRE, "section"))
        colonne.addWidget(texte_brut(_SENS, "legende"))
        for paire in self.paires:
            colonne.addWidget(paire)
        colonne.addWidget(self.reste)

    def montrer(self) -> None:
        """Combine les outils si la situation ou un prix a changé."""
        if self._session.comparaison is self._comparaison:
            return
        self._comparaison = self._session.comparaison
        situation = self._comparaison.situation
        deux_clienteles = situation.ca_particuliers > 0 and situation.ca_professionnels > 0
        self.setVisible(deux_clienteles)
        if deux_clienteles:
            self._montrer(combiner(self._session.catalogue, situation, PREMIERES + 1), situation)

    def _montrer(self, paires: Sequence[Combinaison], situation: Situation) -> None:
        for rang, widget in enumerate(self.paires):
            widget.setVisible(rang < len(paires))
            if rang < len(paires):
                widget.montrer(paires[rang], situation)
        self.reste.setText(_D_AUTRES if len(paires) > PREMIERES else "")
        if not paires:
            self.reste.setText(_AUCUNE)
        self.reste.setVisible(bool(self.reste.text()))


def _souhaits(paire: Combinaison, situation: Situation) -> str:
    total = sum(exigence == "souhaite" for exigence in situation.exigences.values())
    return f"{compter(len(paire.souhaits_remplis), 'souhait')} sur {total}." if total else ""
