"""Ce qu'on montre quand quelque chose ne va pas : une phrase pour le poste, un rapport pour un défaut."""

import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from gui import incidents, journal
from gui.composants.texte_brut import texte_brut
from gui.theme import jetons
from gui.theme.style import theme
from modele.empreintes import sha256_des_octets
from modele.fautes import EntreeInvalide, FichierInaccessible, phrase
from modele.rapport import pile

CONSOLATION = "Vos données enregistrées n'ont pas été touchées."
_deja_vus: set[str] = set()
_ouverts: list[QDialog] = []


def phrase_de_faute(faute: BaseException) -> str | None:
    """Phrase française pour une faute prévue (entrée, fichier, disque) ; None pour un défaut."""
    if isinstance(faute, EntreeInvalide | FichierInaccessible | OSError):
        return phrase(faute)
    if isinstance(faute, MemoryError):
        return "La mémoire de l'ordinateur manque. Fermez d'autres programmes, puis recommencez."
    return None


def rapport(faute: BaseException) -> str:
    """Texte à copier : versions et appels, sans aucun message, aucun chemin, aucune donnée de la ferme."""
    return f"{incidents.entete()}\n{pile(faute)}\n"


class DialogueDefaut(QDialog):
    """Annonce un défaut de l'application et donne un rapport à copier."""

    sujet_d_aide = "depannage"

    def __init__(self, texte: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Un défaut de l'application")
        self.setMinimumWidth(theme().px(jetons.LARGEUR_GUIDE))
        self.texte = QPlainTextEdit(texte)
        self.texte.setReadOnly(True)
        self.texte.setAccessibleName("Rapport")
        boutons = QDialogButtonBox()
        copier = boutons.addButton("Copier le rapport", QDialogButtonBox.ButtonRole.ActionRole)
        continuer = boutons.addButton("Continuer", QDialogButtonBox.ButtonRole.AcceptRole)
        copier.clicked.connect(lambda: QGuiApplication.clipboard().setText(texte))
        continuer.clicked.connect(self.accept)
        disposition = QVBoxLayout(self)
        disposition.addWidget(
            texte_brut(
                f"L'application a rencontré un défaut. {CONSOLATION} Vous pouvez continuer ; si cela se répète, "
                "copiez ce rapport et envoyez-le à la personne qui vous a fourni l'application. Il ne contient "
                "rien de ce que vous avez saisi."
            )
        )
        disposition.addWidget(self.texte)
        disposition.addWidget(boutons)


class DialogueEmpechement(QDialog):
    """Dit en une phrase ce qui, sur ce poste, empêche d'aller plus loin."""

    sujet_d_aide = "depannage"

    def __init__(self, texte: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Ce n'est pas possible pour l'instant")
        self.setMinimumWidth(theme().px(jetons.LARGEUR_FERME))
        boutons = QDialogButtonBox()
        boutons.addButton("Continuer", QDialogButtonBox.ButtonRole.AcceptRole).clicked.connect(self.accept)
        disposition = QVBoxLayout(self)
        disposition.addWidget(texte_brut(texte))
        disposition.addWidget(boutons)


class _Relais(QObject):
    """Ramène sur le fil de la fenêtre les défauts des autres fils."""

    survenu = Signal(object)


_relais: _Relais | None = None


def surveiller() -> None:
    """Fait passer par ici tout défaut que rien n'a prévu, quel que soit son fil."""
    global _relais
    _relais = _Relais()
    _relais.survenu.connect(_montrer)
    sys.excepthook = attraper
    threading.excepthook = lambda recu: _survenu(recu.exc_value)
    sys.unraisablehook = lambda recu: _survenu(recu.exc_value)


def attraper(genre: type[BaseException], faute: BaseException, trace: TracebackType | None) -> None:
    """Montre chaque défaut distinct une fois au lieu de laisser l'application disparaître."""
    if issubclass(genre, KeyboardInterrupt):
        sys.__excepthook__(genre, faute, trace)
        return
    _montrer(faute.with_traceback(trace))


def _survenu(faute: BaseException | None) -> None:
    if faute is not None and _relais is not None:
        _relais.survenu.emit(faute)


def _montrer(faute: BaseException) -> None:
    texte = rapport(faute)
    # Un programme sans console n'a pas de sortie d'erreur.
    if sys.stderr is not None:
        sys.stderr.write(texte)
    empreinte = sha256_des_octets(texte.encode())
    if empreinte in _deja_vus:
        return
    _deja_vus.add(empreinte)
    raison = phrase_de_faute(faute)
    journal.noter_faute(journal.Evenement.DEFAUT, faute, avec_pile=True)
    # Un défaut en appelle souvent d'autres : c'est le premier que l'on montre et que l'on garde.
    if _ouverts:
        return
    if raison is None:
        incidents.garder(texte)
    if QApplication.instance() is None:
        return
    dialogue = DialogueDefaut(texte) if raison is None else DialogueEmpechement(raison)
    _ouverts.append(dialogue)
    try:
        dialogue.exec()
    finally:
        _ouverts.remove(dialogue)
        dialogue.deleteLater()
