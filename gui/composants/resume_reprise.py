"""Résumé d'un classeur relu : ce qui changerait, et ce que l'on en fait."""

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.composants.disposition_souple import DispositionSouple
from gui.composants.texte_brut import texte_brut
from gui.theme.style import theme
from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier
from modele.nombres import ESPACE_INSECABLE
from modele.reprise.differences import differences
from modele.reprise.lecture import Reprise
from modele.reprise.mots import Difference
from modele.situation import FERME_SANS_NOM

_NOM_MAX = 40
_AVIS_SANS_DEFILER = 3
_HAUTEUR_AVIS = 120
_SAUVEGARDE = "Tous vos dossiers sont sauvegardés avant d'appliquer votre choix."


class ResumeReprise(QDialog):
    """Liste les changements et laisse choisir ; fermer, c'est renoncer."""

    sujet_d_aide = "classeur-excel"

    nouveau_demande = Signal()
    mise_a_jour_demandee = Signal()

    def __init__(
        self,
        fichier: str,
        reprise: Reprise,
        actuel: Dossier | None,
        futur: Dossier | None,
        catalogue: Catalogue,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        px = theme().px
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Ouvrir un classeur")
        taille = QSize(px(720), px(480))
        # Texte agrandi sur un petit écran : le résumé ne dépasse pas la fenêtre.
        self.resize(taille.boundedTo(parent.size()) if parent is not None else taille)
        self.changements = _changements(reprise, actuel, futur, catalogue)
        disposition = QVBoxLayout(self)
        disposition.setSpacing(px(12))
        disposition.addWidget(texte_brut(fichier, "section"))
        self.avis = [texte_brut(avis, "alerte") for avis in reprise.avis]
        if self.avis:
            disposition.addWidget(self._creer_avis())
        self.introduction = texte_brut(_introduction(reprise, actuel, self.changements))
        disposition.addWidget(self.introduction)
        self.liste = self._creer_liste()
        disposition.addWidget(self.liste, 1)
        self.bouton_mettre_a_jour = QPushButton(f"Mettre à jour le dossier {_entre_guillemets(actuel)}")
        self.bouton_mettre_a_jour.setVisible(bool(actuel and self.changements))
        self.bouton_mettre_a_jour.clicked.connect(lambda: self._choisir(self.mise_a_jour_demandee))
        self.bouton_nouveau = QPushButton("Reprendre dans un nouveau dossier")
        self.bouton_nouveau.clicked.connect(lambda: self._choisir(self.nouveau_demande))
        self.bouton_renoncer = QPushButton("Renoncer")
        self.bouton_renoncer.clicked.connect(self.reject)
        principal = self.bouton_mettre_a_jour if actuel and self.changements else self.bouton_nouveau
        principal.setProperty("role", "principal")
        principal.setDefault(True)
        disposition.addWidget(texte_brut(_SAUVEGARDE, "legende"))
        # À la suite tant que la place le permet : le nom d'un dossier peut être long, et le texte agrandi.
        boutons = QWidget()
        rangee = DispositionSouple(boutons)
        rangee.setSpacing(px(8))
        for bouton in (self.bouton_mettre_a_jour, self.bouton_nouveau, self.bouton_renoncer):
            rangee.addWidget(bouton)
        disposition.addWidget(boutons)
        # Sans quoi la liste, première au clavier, paraîtrait avoir une rangée choisie.
        principal.setFocus()

    def _creer_avis(self) -> QWidget:
        """Les avis, qui défilent quand ils sont nombreux : la fenêtre ne grandit pas avec eux."""
        cadre = QWidget()
        colonne = QVBoxLayout(cadre)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(theme().px(4))
        for avis in self.avis:
            colonne.addWidget(avis)
        if len(self.avis) <= _AVIS_SANS_DEFILER:
            return cadre
        defilement = QScrollArea()
        defilement.setWidgetResizable(True)
        defilement.setAccessibleName("Ce qui n'a pas été compris")
        defilement.setWidget(cadre)
        defilement.setMaximumHeight(theme().px(_HAUTEUR_AVIS))
        return defilement

    def _creer_liste(self) -> QListWidget:
        liste = QListWidget()
        liste.setAccessibleName("Changements")
        liste.setWordWrap(True)
        liste.setSpacing(theme().px(3))
        liste.setTextElideMode(Qt.TextElideMode.ElideNone)
        liste.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        liste.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        liste.addItems([difference.phrase for difference in self.changements])
        liste.setVisible(bool(self.changements))
        return liste

    def _choisir(self, demande: SignalInstance) -> None:
        self.accept()
        demande.emit()


def _changements(
    reprise: Reprise, actuel: Dossier | None, futur: Dossier | None, catalogue: Catalogue
) -> tuple[Difference, ...]:
    """Ce que la mise à jour changerait ; sans dossier à mettre à jour, ce que le classeur apporte."""
    if actuel is not None and futur is not None:
        return differences(actuel, futur, catalogue)
    return differences(reprise.origine or Dossier(""), reprise.dossier, catalogue)


def _introduction(reprise: Reprise, actuel: Dossier | None, changements: tuple[Difference, ...]) -> str:
    if actuel is not None:
        if not changements:
            return f"Le classeur ne change rien au dossier {_entre_guillemets(actuel)}."
        return f"Le classeur changerait ceci dans le dossier {_entre_guillemets(actuel)}{ESPACE_INSECABLE}:"
    if reprise.origine is not None:
        if not changements:
            return "Les réponses de ce classeur n'ont pas été changées depuis l'export."
        return f"Changé dans le classeur depuis l'export{ESPACE_INSECABLE}:"
    if not changements:
        return "Les réponses de ce classeur sont celles que l'application propose au départ."
    return f"Réponses du classeur, autres que celles proposées au départ{ESPACE_INSECABLE}:"


def _entre_guillemets(dossier: Dossier | None) -> str:
    nom = (dossier.nom if dossier else "") or FERME_SANS_NOM
    court = nom if len(nom) <= _NOM_MAX else nom[:_NOM_MAX].rstrip() + "…"
    return f"«{ESPACE_INSECABLE}{court}{ESPACE_INSECABLE}»"
