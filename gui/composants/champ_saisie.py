"""Ligne de saisie validée : publie chaque valeur valide, garde la dernière, dit ce qui ne va pas."""

import unicodedata
from collections.abc import Callable
from typing import Any, TypeGuard

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from modele.fautes import SituationInvalide
from modele.nombres import ESPACE_INSECABLE, nombre

_INVISIBLES = ("Cc", "Cf", "Cs")
_LIANTS = "\u200c\u200d"
"""Invisibles, mais ils tiennent ensemble les morceaux d'une image ou d'un mot d'une autre écriture."""
_NON_CARACTERES = range(0xFDD0, 0xFDF0)
NETTOYE = "Des caractères invisibles, venus d'un collage, ont été retirés."
_DEPARTS_PASSAGERS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


def sans_invisibles(texte: str) -> str:
    """Le texte sans caractère de contrôle ou de mise en forme, qu'un collage apporte parfois."""
    return texte if texte.isprintable() else "".join(c for c in texte if not _invisible(c))


def _invisible(c: str) -> bool:
    # Les deux dernières places de chaque plan ne peuvent figurer ni dans un fichier XML ni dans un classeur.
    sans_sens = ord(c) & 0xFFFE == 0xFFFE or ord(c) in _NON_CARACTERES
    return sans_sens or (c not in _LIANTS and unicodedata.category(c) in _INVISIBLES)


def est_une_annulation(evenement: QEvent) -> bool:
    """Vrai quand un champ demande à garder pour lui Ctrl+Z ou Ctrl+Maj+Z."""
    annuler, retablir = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
    return _a_garder(evenement) and (evenement.matches(annuler) or evenement.matches(retablir))


def est_un_raccourci(evenement: QEvent) -> bool:
    """Vrai quand un champ demande à garder Ctrl+E, qui sous Linux y mène à la fin de la ligne."""
    return (
        _a_garder(evenement)
        and evenement.key() == Qt.Key.Key_E
        and evenement.matches(QKeySequence.StandardKey.MoveToEndOfLine)
    )


def _a_garder(evenement: QEvent) -> TypeGuard[QKeyEvent]:
    return isinstance(evenement, QKeyEvent) and evenement.type() == QEvent.Type.ShortcutOverride


class ChampSaisie(QLineEdit):
    """Saisie d'une valeur lue par `lire` (qui lève `SituationInvalide`) et réécrite par `ecrire`.

    `faute` est vide ou dit ce qui est attendu ; `en_suspens` est vrai quand le texte affiché n'est
    pas la valeur du champ (faute, ou saisie commencée).
    """

    dit_le_nettoyage = True
    """Un nombre se relit : les espaces invisibles qu'il perd ne se disent pas."""

    valeur_saisie = Signal(object)
    """Émis avec chaque nouvelle valeur valide, pendant la frappe."""
    etat_change = Signal()
    """Émis quand `faute`, `avis` ou `en_suspens` change."""

    def __init__(
        self,
        lire: Callable[[str], Any],
        ecrire: Callable[[Any], str],
        valeur: Any,
        longueur: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lire = lire
        self._ecrire = ecrire
        self._valeur = valeur
        self._avant_saisie = valeur
        self._etat = ("", "", False)
        self.setMaxLength(longueur)
        self.setText(ecrire(valeur))
        self.textEdited.connect(self._examiner)
        self.inputRejected.connect(self._signaler_coupe)
        self.returnPressed.connect(self.terminer)

    @property
    def valeur(self) -> Any:
        """Dernière valeur valide."""
        return self._valeur

    @property
    def faute(self) -> str:
        """Phrase qui dit ce qui est attendu, ou chaîne vide."""
        return self._etat[0]

    @property
    def avis(self) -> str:
        """Remarque sans gravité (texte coupé), ou chaîne vide."""
        return self._etat[1]

    @property
    def en_suspens(self) -> bool:
        """Vrai si le texte affiché n'est pas la valeur du champ."""
        return self._etat[2]

    def fixer(self, valeur: Any) -> None:
        """Prend une valeur venue d'ailleurs ; la même valeur ne touche pas au texte en cours."""
        if valeur != self._valeur:
            self._valeur = self._avant_saisie = valeur
            self.restaurer()

    def restaurer(self) -> None:
        """Réécrit la dernière valeur valide."""
        self.setText(self._ecrire(self._valeur))
        self._poser_etat()

    def terminer(self) -> None:
        """Fin de saisie : réécrit une valeur valide, marque ce qui ne l'est pas."""
        self._examiner(self.text(), definitif=True)
        if not self.en_suspens:
            self._avant_saisie = self._valeur
            self.setText(self._ecrire(self._valeur))

    def inacheve(self, texte: str) -> bool:
        """Vrai si un texte refusé peut devenir valide en tapant la suite."""
        return False

    def _examiner(self, texte: str, definitif: bool = False) -> None:
        avis = self.avis if not definitif and len(texte) == self.maxLength() else ""
        propre = sans_invisibles(texte)
        if self.dit_le_nettoyage and propre != texte:
            avis = avis or NETTOYE
        try:
            valeur = self._lire(propre)
        except SituationInvalide as refus:
            attente = not definitif and self.inacheve(propre)
            # « 30k » ne vaut pas 30 : une saisie refusée rend la valeur d'avant qu'on y touche.
            if not attente:
                self._publier(self._avant_saisie)
            self._poser_etat("" if attente else _phrase(refus), avis, en_suspens=True)
            return
        self._poser_etat(avis=avis)
        self._publier(valeur)

    def _publier(self, valeur: Any) -> None:
        if valeur != self._valeur:
            self._valeur = valeur
            self.valeur_saisie.emit(valeur)

    def _signaler_coupe(self) -> None:
        # Qt coupe un collage trop long sans rien dire.
        avis = f"Texte coupé{ESPACE_INSECABLE}: {nombre(self.maxLength())} caractères au plus."
        self._poser_etat(self.faute, avis, self.en_suspens)

    def _poser_etat(self, faute: str = "", avis: str = "", en_suspens: bool = False) -> None:
        ancien, self._etat = self._etat, (faute, avis, en_suspens)
        if bool(faute) != bool(ancien[0]):
            self.setProperty("invalide", bool(faute))
            self.style().unpolish(self)
            self.style().polish(self)
        if ancien != self._etat:
            self.etat_change.emit()

    def event(self, evenement: QEvent) -> bool:
        """Laisse l'annulation à la fenêtre, sauf pour un texte en suspens, que le dossier ignore, ou un dialogue."""
        annule = est_une_annulation(evenement) and not self.en_suspens
        if (annule and not isinstance(self.window(), QDialog)) or est_un_raccourci(evenement):
            evenement.ignore()
            return True
        return super().event(evenement)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Échap rend la dernière valeur valide ; les flèches verticales ne font rien."""
        touche = evenement.key()
        if touche == Qt.Key.Key_Escape and self.text() != self._ecrire(self._valeur):
            self.restaurer()
            self.selectAll()
        elif touche not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            avait_le_clavier = self.hasFocus()
            super().keyPressEvent(evenement)
            if avait_le_clavier and not self.hasFocus():
                # La touche a mené ailleurs : remontée jusqu'à la fenêtre, elle y actionnerait le bouton d'arrivée.
                evenement.accept()

    def focusInEvent(self, evenement: QFocusEvent) -> None:
        """Amené au champ par l'application, on en remplace la valeur, comme par Tab ; on ne tape pas à sa suite."""
        super().focusInEvent(evenement)
        if evenement.reason() == Qt.FocusReason.OtherFocusReason:
            self.selectAll()

    def focusOutEvent(self, evenement: QFocusEvent) -> None:
        """Quitter le champ termine la saisie ; ouvrir un menu ou changer de fenêtre, non."""
        super().focusOutEvent(evenement)
        if evenement.reason() not in _DEPARTS_PASSAGERS:
            self.terminer()


def _phrase(refus: SituationInvalide) -> str:
    if not refus.recu.strip():
        return f"Il manque une valeur{ESPACE_INSECABLE}: {refus.attendu}."
    recu = f"«{ESPACE_INSECABLE}{refus.recu}{ESPACE_INSECABLE}»"
    return f"Il faut {refus.attendu} (vous avez écrit {recu})."
