"""Champs de la page « Méthode » : bornés, et où Ctrl+Z annule dans le dossier, comme dans tous les champs."""

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.composants.champ_etiquete import ChampEtiquete
from gui.composants.champ_saisie import ChampSaisie, est_un_raccourci, est_une_annulation
from gui.composants.zone_texte import ZoneTexte
from modele.fautes import SituationInvalide
from modele.nombres import ESPACE_INSECABLE, nombre

DATE_ATTENDUE = "une date jj/mm/aaaa, par exemple 23/11/2026"
_LONGUEUR_DATE = 10
_ANNEES = range(1900, 2200)
_SIECLE = 2000
_SEPARATEURS = re.compile(r"[\s./-]+")
_DEBUT_DE_COMPTE = 5
"""Le compte des caractères paraît quand il en reste moins d'un sur cinq."""
_ENTREE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LigneBornee(ChampSaisie):
    """Une ligne de texte, sans contrainte que sa longueur et ce que `lire` refuse."""

    def __init__(
        self,
        longueur: int,
        lire: Callable[[str], str] = str,
        ecrire: Callable[[str], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(lire, ecrire, "", longueur, parent)


class LigneDate(LigneBornee):
    """Un jour, lu « jj/mm/aaaa » et gardé « aaaa-mm-jj » ; vide, il n'est pas dit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_LONGUEUR_DATE, lire_date, ecrire_date, parent)
        self.setPlaceholderText("jj/mm/aaaa")

    def inacheve(self, texte: str) -> bool:
        """Vrai pour un début de date : des nombres, et pas encore l'année entière."""
        morceaux = _morceaux(texte)
        return all(morceau.isdecimal() for morceau in morceaux) and (
            len(morceaux) < 3 or (len(morceaux) == 3 and len(morceaux[2]) < 4)
        )

    def terminer(self) -> None:
        """Complète une année à deux chiffres, puis termine comme tout champ."""
        morceaux = _morceaux(self.text())
        if [len(morceau) for morceau in morceaux[1:]] == [2, 2] and morceaux[2].isdecimal():
            self.setText("/".join((*morceaux[:2], str(_SIECLE + int(morceaux[2])))))
        super().terminer()


def lire_date(texte: str) -> str:
    """« 2026-11-23 » pour « 23/11/2026 » ; lève `SituationInvalide` pour un jour qui n'existe pas."""
    morceaux = _morceaux(texte)
    if not morceaux:
        return ""
    try:
        jour, mois, annee = map(int, morceaux)
        if annee not in _ANNEES:
            raise ValueError
        return date(annee, mois, jour).isoformat()
    except ValueError:
        raise SituationInvalide("date", texte.strip(), DATE_ATTENDUE, f"Il faut {DATE_ATTENDUE}.") from None


def ecrire_date(iso: str) -> str:
    """« 23/11/2026 » pour « 2026-11-23 » ; un texte qui n'est pas une date est rendu tel quel."""
    try:
        jour = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{jour.day:02}/{jour.month:02}/{jour.year}"


def _morceaux(texte: str) -> list[str]:
    """Jour, mois, année tels qu'écrits, quel que soit ce qui les sépare."""
    return [morceau for morceau in _SEPARATEURS.split(texte) if morceau]


class ZoneBornee(ZoneTexte):
    """Texte libre qui refuse ce qui dépasse `longueur` caractères, sans rien perdre de ce qui est écrit."""

    def __init__(
        self, longueur: int, lignes_min: int = 2, lignes_max: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__("", lignes_min, lignes_max, parent)
        self.longueur = longueur
        self.setUndoRedoEnabled(False)

    @property
    def place(self) -> int:
        """Caractères que l'on peut encore écrire, la sélection étant remplacée."""
        return self.longueur - len(self.texte) + len(self.textCursor().selectedText())

    def fixer(self, texte: str) -> None:
        """Prend un texte venu d'ailleurs, sans renvoyer le curseur au début."""
        if texte != self.texte:
            curseur = self.textCursor()
            place = curseur.position()
            super().fixer(texte)
            curseur.setPosition(min(place, self.document().characterCount() - 1))
            self.setTextCursor(curseur)

    def event(self, evenement: QEvent) -> bool:
        """Laisse à la fenêtre l'annulation et ses raccourcis."""
        if est_une_annulation(evenement) or est_un_raccourci(evenement):
            evenement.ignore()
            return True
        return super().event(evenement)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Refuse une lettre de trop."""
        ecrit = evenement.key() in _ENTREE or evenement.text().isprintable()
        if ecrit and evenement.text() and self.place <= 0:
            self.avertir(self._limite())
        else:
            super().keyPressEvent(evenement)

    def inputMethodEvent(self, evenement: QInputMethodEvent) -> None:
        """Refuse une lettre composée de trop."""
        if len(evenement.commitString()) <= max(0, self.place):
            super().inputMethodEvent(evenement)
        else:
            self.avertir(self._limite())

    def inserer(self, texte: str) -> str:
        """N'insère que ce qui tient ; rend ce qu'il faut en dire."""
        place = max(0, self.place)
        dit = super().inserer(texte[:place])
        return self._limite("Texte coupé") if len(texte) > place else dit

    def _limite(self, quoi: str = "Limite atteinte") -> str:
        return f"{quoi}{ESPACE_INSECABLE}: {nombre(self.longueur)} caractères au plus."


class NotesEtiquetees(ChampEtiquete):
    """Zone bornée sous son nom ; sa longueur est dite dessous."""

    def __init__(self, libelle: str, zone: ZoneBornee, parent: QWidget | None = None) -> None:
        super().__init__(libelle, zone, _compte(0, zone.longueur), parent=parent)
        self.zone = zone
        zone.textChanged.connect(self._compter)

    def fixer(self, texte: str) -> None:
        """Prend un texte venu d'ailleurs."""
        self.zone.fixer(texte)
        self._compter()

    def _compter(self) -> None:
        self.changer_aide(_compte(len(self.zone.texte), self.zone.longueur))


def _compte(ecrits: int, longueur: int) -> str:
    """« 4 000 caractères au plus. », puis ce qu'il en reste quand la fin approche."""
    if ecrits >= longueur:
        return f"Limite atteinte{ESPACE_INSECABLE}: {nombre(longueur)} caractères au plus."
    if ecrits * _DEBUT_DE_COMPTE < longueur * (_DEBUT_DE_COMPTE - 1):
        return f"{nombre(longueur)} caractères au plus."
    return f"{nombre(ecrits)} caractères sur {nombre(longueur)} au plus."
