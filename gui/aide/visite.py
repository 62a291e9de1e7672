"""La visite guidée : six étapes sur l'écran réel, que l'on passe d'un geste et qui ne revient pas d'elle-même."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from gui.composants.bulle import Anneau, Bulle
from gui.plan_des_pages import PAGE_DE_DEPART

if TYPE_CHECKING:
    from gui.fenetre import Fenetre

VUE = "visite/vue"
"""Réglage qui retient que la visite a été montrée."""
_SAISIES = (QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)


@dataclass(frozen=True, slots=True)
class Etape:
    """Ce que l'on montre, ce que l'on en dit, et de quel côté de préférence."""

    titre: str
    texte: str
    cible: "Callable[[Fenetre], QWidget | None]"
    cote: str


def _ma_ferme(fenetre: "Fenetre") -> QWidget | None:
    return fenetre.rail.bouton("ferme")


def _calculateur(fenetre: "Fenetre") -> QWidget | None:
    return fenetre.panneau if fenetre.plan.pourvu else None


def _exporter(fenetre: "Fenetre") -> QWidget | None:
    return fenetre.barre.bouton_exporter


def _aide(fenetre: "Fenetre") -> QWidget | None:
    return fenetre.aide.bouton_de_la_barre


def _grille(fenetre: "Fenetre") -> QWidget | None:
    from gui.pages.comparer import GRILLE, PageComparer

    if not isinstance(fenetre.page, PageComparer):
        return None
    fenetre.page.montrer_vue(GRILLE)
    return fenetre.page.grille


def _vues(fenetre: "Fenetre") -> QWidget | None:
    from gui.pages.comparer import PageComparer

    return fenetre.page.vues if isinstance(fenetre.page, PageComparer) else None


ETAPES = (
    Etape(
        "Décrivez votre ferme",
        "Bienvenue. L'application s'ouvre sur une ferme d'exemple\u00a0; la vôtre se décrit ici, en six questions, avec "
        "ce dont vous avez besoin\u00a0: indispensable, souhaité ou indifférent.",
        _ma_ferme,
        "droite",
    ),
    Etape(
        "Lisez la grille",
        "Un outil par colonne, un critère par ligne. Cliquez une case\u00a0: vous lisez la nuance, et où le guide le dit.",
        _grille,
        "droite",
    ),
    Etape(
        "Calculez ce que cela coûterait",
        "Changez un chiffre\u00a0: les coûts suivent aussitôt. Cliquez un coût de la grille pour voir d'où il vient.",
        _calculateur,
        "gauche",
    ),
    Etape(
        "Choisissez",
        "«\u00a0Choix\u00a0» classe les outils selon vos besoins et dit pourquoi les autres sont écartés. "
        "«\u00a0Côte à côte\u00a0» en compare deux à quatre.",
        _vues,
        "dessous",
    ),
    Etape(
        "Gardez une trace",
        "Un classeur Excel ou LibreOffice qui continue de calculer, à relire au calme ou à montrer à qui vous conseille.",
        _exporter,
        "dessous",
    ),
    Etape(
        "Une question\u00a0?",
        "F1 explique la page ouverte. Rien à enregistrer\u00a0: tout l'est à mesure, et Ctrl+Z annule. Cette visite se "
        "refait par le menu, «\u00a0Aide\u00a0».",
        _aide,
        "dessous",
    ),
)


class Visite(QObject):
    """Conduit la visite sur une fenêtre ; ne prend pas le clavier à qui écrit."""

    def __init__(self, fenetre: "Fenetre") -> None:
        super().__init__(fenetre)
        self._fenetre = fenetre
        self._rang = 0
        self._cible: QWidget | None = None
        self._centre: QWidget | None = None
        self.anneau = Anneau(fenetre)
        self.bulle = Bulle(fenetre)
        self.bulle.suivant_demande.connect(lambda: self._aller(self._rang + 1))
        self.bulle.precedent_demande.connect(lambda: self._aller(self._rang - 1))
        self.bulle.passer_demande.connect(self.finir)
        echap = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.bulle)
        echap.setContext(Qt.ShortcutContext.WindowShortcut)
        echap.activated.connect(self.finir)
        fenetre.installEventFilter(self)
        fenetre.reglages.setValue(VUE, True)
        self._montrer()
        if not isinstance(QApplication.focusWidget(), _SAISIES):
            self.bulle.suivant.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def rang(self) -> int:
        """Étape montrée, à partir de 0."""
        return self._rang

    def finir(self) -> None:
        """Ferme la visite et rend le clavier à la page si elle le tenait."""
        fenetre = self._fenetre
        fenetre.removeEventFilter(self)
        self._viser(None)
        if self.bulle.isAncestorOf(QApplication.focusWidget() or fenetre):
            fenetre.pile.setFocus()
        for widget in (self.bulle, self.anneau):
            widget.hide()
            widget.deleteLater()
        if fenetre.aide.visite_en_cours is self:
            fenetre.aide.visite_en_cours = None
        self.deleteLater()

    def eventFilter(self, objet: QObject, evenement: QEvent) -> bool:
        """Suit la fenêtre et la cible ; une cible qui se cache finit la visite."""
        genre = evenement.type()
        if objet is self._cible and genre == QEvent.Type.Hide and self._fenetre.isVisible():
            QTimer.singleShot(0, self, self._si_cachee)
        elif genre in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.LayoutRequest):
            QTimer.singleShot(0, self, self._replacer)
        return False

    def _aller(self, rang: int) -> None:
        if rang >= len(ETAPES):
            self.finir()
            return
        self._rang = max(0, rang)
        self._montrer()

    def _montrer(self) -> None:
        fenetre, etape = self._fenetre, ETAPES[self._rang]
        self._viser(None)
        if fenetre.identifiant_de_page != PAGE_DE_DEPART:
            fenetre.montrer(PAGE_DE_DEPART)
        self._viser(etape.cible(fenetre))
        self.bulle.dire(etape.titre, etape.texte, self._rang + 1, len(ETAPES))
        self._replacer()
        for widget in (self.anneau, self.bulle):
            widget.show()
            widget.raise_()

    def _viser(self, cible: QWidget | None) -> None:
        if self._cible is not None:
            self._cible.removeEventFilter(self)
        self._cible = cible
        if cible is not None:
            cible.installEventFilter(self)

    def _replacer(self) -> None:
        cible = self._cible
        if cible is None or not cible.isVisible():
            return
        cadre = QRect(cible.mapTo(self._fenetre, cible.rect().topLeft()), cible.size())
        self.anneau.entourer(cadre)
        self.bulle.placer(cadre, ETAPES[self._rang].cote)

    def _si_cachee(self) -> None:
        if self._cible is None or not self._cible.isVisible():
            self.finir()


def visiter(fenetre: "Fenetre") -> Visite:
    """Lance la visite ; celle qui était en cours recommence."""
    fenetre.aide.finir_la_visite()
    fenetre.aide.visite_en_cours = Visite(fenetre)
    return fenetre.aide.visite_en_cours
