"""Légende du graphique des seuils : case à cocher, trait, nom et coût de chaque outil au curseur."""

from collections.abc import Collection, Mapping
from fractions import Fraction

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from gui.composants.texte_brut import changer_role, texte_brut
from gui.graphiques.style_outils import StyleOutil, echantillon
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.phrases import cout_affiche
from modele.nombres import ESPACE_INSECABLE, pourcent

_ENTREES = (QEvent.Type.Enter, QEvent.Type.FocusIn)
_SORTIES = (QEvent.Type.Leave, QEvent.Type.FocusOut)


class LegendeOutils(QWidget):
    """Une rangée par outil montré, faite à la première fois ; celles qu'on ne montre plus sont cachées."""

    garde_change = Signal()
    outil_survole = Signal(str)
    """Outil sous la souris ou le clavier ; chaîne vide quand on le quitte."""

    def __init__(
        self, styles: Mapping[str, StyleOutil], noms: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._styles = styles
        self._noms = noms
        self._rangs = {outil: rang for rang, outil in enumerate(styles, start=1)}
        self.cases: dict[str, QCheckBox] = {}
        self.couts: dict[str, QLabel] = {}
        self.parts: dict[str, QLabel] = {}
        self._grille = grille = QGridLayout(self)
        grille.setContentsMargins(0, 0, 0, 0)
        grille.setHorizontalSpacing(theme().px(jetons.PAS[1]))
        grille.setVerticalSpacing(0)
        for colonne in (1, 2):
            grille.setColumnMinimumWidth(colonne, theme().px(jetons.LARGEUR_COLONNE))
        grille.setColumnStretch(3, 1)
        self.duree = texte_brut(role="legende")
        self.duree.setWordWrap(False)
        grille.addWidget(self.duree, 0, 1, Qt.AlignmentFlag.AlignRight)
        part = texte_brut(f"%{ESPACE_INSECABLE}des ventes", "legende")
        part.setWordWrap(False)
        grille.addWidget(part, 0, 2, Qt.AlignmentFlag.AlignRight)

    def presenter(self, outils: Collection[str]) -> None:
        """Montre les rangées de ces outils seulement."""
        self._pourvoir(outils)
        for outil, case in self.cases.items():
            for widget in (case, self.couts[outil], self.parts[outil]):
                widget.setVisible(outil in outils)

    def laisses(self) -> frozenset[str]:
        """Outils décochés."""
        return frozenset(outil for outil, case in self.cases.items() if not case.isChecked())

    def cocher(self, outils: Collection[str], coches: bool) -> None:
        """Coche ou décoche plusieurs outils en une fois."""
        self._pourvoir(outils)
        for outil in outils:
            self.cases[outil].blockSignals(True)
            self.cases[outil].setChecked(coches)
            self.cases[outil].blockSignals(False)
        self.garde_change.emit()

    def chiffrer(
        self,
        duree: str,
        couts: Mapping[str, Fraction],
        parts: Mapping[str, Fraction],
        moins_chers: Collection[str],
    ) -> None:
        """Écrit le coût (€) et la part (fraction) de chaque outil ; les moins chers sont en gras."""
        self.duree.setText(duree)
        for outil, case in self.cases.items():
            cout, part = couts.get(outil), parts.get(outil)
            role = "fort" if outil in moins_chers else ""
            ecrits = ("", "") if cout is None or part is None else (cout_affiche(cout), pourcent(part))
            for etiquette, texte in zip((self.couts[outil], self.parts[outil]), ecrits, strict=True):
                changer_role(etiquette, role)
                etiquette.setText(texte)
            case.setAccessibleDescription(
                f"{ecrits[0]}, {ecrits[1]} des ventes{', le moins cher' if outil in moins_chers else ''}"
                if ecrits[0]
                else "sans courbe"
            )

    def _pourvoir(self, outils: Collection[str]) -> None:
        """Fait les rangées qui manquent."""
        manquants = [outil for outil in outils if outil not in self.cases]
        for outil in manquants:
            self._ajouter(outil)
        if manquants:
            self.cases = {outil: self.cases[outil] for outil in self._rangs if outil in self.cases}

    def _ajouter(self, outil: str) -> None:
        px = theme().px
        nom, rang, grille = self._noms[outil], self._rangs[outil], self._grille
        case = QCheckBox()
        metrique = case.fontMetrics()
        case.setText(
            metrique.elidedText(nom, Qt.TextElideMode.ElideRight, px(jetons.LARGEUR_NOM)).replace("&", "&&")
        )
        case.setAccessibleName(f"Tracer{ESPACE_INSECABLE}: {nom}")
        case.setIcon(echantillon(self._styles[outil]))
        case.setIconSize(QSize(px(jetons.LARGEUR_ECHANTILLON), px(jetons.COTE_FORME)))
        case.setChecked(True)
        case.toggled.connect(self.garde_change)
        case.installEventFilter(self)
        self.cases[outil] = case
        self.couts[outil], self.parts[outil] = texte_brut(), texte_brut()
        grille.addWidget(case, rang, 0)
        for colonne, etiquette in enumerate((self.couts[outil], self.parts[outil]), start=1):
            etiquette.setWordWrap(False)
            etiquette.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grille.addWidget(etiquette, rang, colonne)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Signale l'outil désigné, pour souligner sa courbe."""
        if event.type() in _ENTREES:
            self.outil_survole.emit(next(o for o, case in self.cases.items() if case is watched))
        elif event.type() in _SORTIES:
            self.outil_survole.emit("")
        return False
