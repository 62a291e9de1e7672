"""Ce qu'une mise à jour du catalogue changerait, avant de l'accepter."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.composants.texte_brut import texte_brut
from gui.theme import jetons
from gui.theme.style import theme
from modele.nombres import ESPACE_INSECABLE, date_francaise
from modele.reception import Proposition

TITRE = "Mise à jour du catalogue"
VOS_DOSSIERS = "Vos dossiers"
_SANS_EFFET = "Aucun de vos dossiers ne change."
_RIEN = "Cette édition dit la même chose que celle en service."
_NOM_MAX = 60


class DifferenceEdition(QDialog):
    """Vos dossiers d'abord, puis le catalogue ; fermer, c'est ne rien changer."""

    sujet_d_aide = "mises-a-jour"

    acceptee = Signal()

    def __init__(self, proposition: Proposition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITRE)
        taille = QSize(px(jetons.LARGEUR_CLASSEMENT), px(560))
        # Texte agrandi sur un petit écran : le dialogue ne dépasse pas la fenêtre.
        self.resize(taille.boundedTo(parent.window().size()) if parent is not None else taille)
        recue, active = proposition.recue, proposition.actif.edition
        self.titre = texte_brut(
            f"Édition {recue.numero}, du {date_francaise(recue.catalogue.date)}", "section"
        )
        self.origine = texte_brut(
            f"Signée par la clé {recue.cle}, que l'application connaît. En service{ESPACE_INSECABLE}: édition "
            f"{active.numero}, du {date_francaise(active.date)}.",
            "legende",
        )
        self.liste = _liste(_groupes(proposition))
        self.bouton_accepter = QPushButton("Accepter")
        self.bouton_accepter.setProperty("role", "principal")
        self.bouton_accepter.clicked.connect(self._accepter)
        self.bouton_renoncer = QPushButton("Ne rien changer")
        self.bouton_renoncer.clicked.connect(self.reject)
        # Lire avant de décider : Entrée seule n'accepte rien.
        for bouton in (self.bouton_accepter, self.bouton_renoncer):
            bouton.setAutoDefault(False)
        boutons = QHBoxLayout()
        boutons.setSpacing(px(jetons.PAS[1]))
        boutons.addStretch(1)
        boutons.addWidget(self.bouton_renoncer)
        boutons.addWidget(self.bouton_accepter)
        disposition = QVBoxLayout(self)
        disposition.setSpacing(px(jetons.PAS[2]))
        disposition.addWidget(self.titre)
        disposition.addWidget(self.origine)
        disposition.addWidget(self.liste, 1)
        disposition.addWidget(
            texte_brut(
                "Vos dossiers sont sauvegardés avant le changement. Vous pourrez revenir à l'édition précédente.",
                "legende",
            )
        )
        disposition.addLayout(boutons)
        self.liste.setFocus()

    def _accepter(self) -> None:
        self.accept()
        self.acceptee.emit()


def _groupes(proposition: Proposition) -> Iterable[tuple[str, tuple[str, ...]]]:
    phrases = [
        f"{_court(dossier.nom)}{ESPACE_INSECABLE}: {phrase}"
        for dossier in proposition.dossiers
        for phrase in dossier.phrases
    ]
    yield VOS_DOSSIERS, tuple(phrases) or (_SANS_EFFET,)
    for groupe in proposition.changements:
        yield groupe.titre, groupe.phrases
    if not proposition.changements:
        yield "Catalogue", (_RIEN,)


def _liste(groupes: Iterable[tuple[str, tuple[str, ...]]]) -> QListWidget:
    liste = QListWidget()
    liste.setAccessibleName("Ce qui change")
    liste.setWordWrap(True)
    liste.setTextElideMode(Qt.TextElideMode.ElideNone)
    liste.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    liste.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    liste.setSpacing(theme().px(jetons.PAS[0]) // 2)
    for titre, phrases in groupes:
        entete = QListWidgetItem(titre, liste)
        police = entete.font()
        police.setBold(True)
        entete.setFont(police)
        # On lit un titre, on ne le choisit pas.
        entete.setFlags(Qt.ItemFlag.ItemIsEnabled)
        liste.addItems(phrases)
    liste.setCurrentRow(1)
    return liste


def _court(nom: str) -> str:
    return nom if len(nom) <= _NOM_MAX else nom[:_NOM_MAX].rstrip() + "…"
