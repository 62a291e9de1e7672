"""Ce qu'on montre quand quelque chose ne va pas : une phrase pour le poste, un rapport pour un défaut."""

import hashlib
import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from gui.theme.style import theme
from modele.fautes import EntreeInvalide, FichierInaccessible, phrase

_deja_vus: set[str] = set()


def phrase_de_faute(faute: BaseException) -> str | None:
    """Phrase française pour une faute prévue (entrée, fichier, disque) ; None pour un défaut."""
    if isinstance(faute, EntreeInvalide | FichierInaccessible | OSError):
        return phrase(faute)
    return None


def rapport(faute: BaseException) -> str:
    """Texte à copier : version du système et pile d'appels, sans donnée de la ferme."""
    lignes = traceback.format_exception(type(faute), None, faute.__traceback__)
    return (
        f"Boussole circuits courts, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.release()}\n{''.join(lignes)}"
    )


class DialogueDefaut(QDialog):
    """Annonce un défaut de l'application et donne un rapport à copier."""

    sujet_d_aide = "depannage"

    def __init__(self, texte: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Un défaut de l'application")
        self.setMinimumWidth(theme().px(560))
        annonce = QLabel(
            "L'application a rencontré un défaut. Vos données enregistrées n'ont pas été touchées. "
            "Vous pouvez continuer ; si cela se répète, copiez ce rapport et envoyez-le à la personne "
            "qui vous a fourni l'application."
        )
        annonce.setTextFormat(Qt.TextFormat.PlainText)
        annonce.setWordWrap(True)
        self._texte = QPlainTextEdit(texte)
        self._texte.setReadOnly(True)
        self._texte.setAccessibleName("Rapport")
        boutons = QDialogButtonBox()
        copier = boutons.addButton("Copier le rapport", QDialogButtonBox.ButtonRole.ActionRole)
        continuer = boutons.addButton("Continuer", QDialogButtonBox.ButtonRole.AcceptRole)
        copier.clicked.connect(lambda: QGuiApplication.clipboard().setText(texte))
        continuer.clicked.connect(self.accept)
        disposition = QVBoxLayout(self)
        disposition.addWidget(annonce)
        disposition.addWidget(self._texte)
        disposition.addWidget(boutons)


def attraper(genre: type[BaseException], faute: BaseException, pile: TracebackType | None) -> None:
    """Montre chaque défaut distinct une fois au lieu de laisser l'application disparaître."""
    if issubclass(genre, KeyboardInterrupt):
        sys.__excepthook__(genre, faute, pile)
        return
    texte = rapport(faute.with_traceback(pile))
    sys.stderr.write(texte)
    empreinte = hashlib.sha256(texte.encode()).hexdigest()
    if empreinte in _deja_vus:
        return
    _deja_vus.add(empreinte)
    DialogueDefaut(phrase_de_faute(faute) or texte).exec()
