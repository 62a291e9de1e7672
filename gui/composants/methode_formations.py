"""Étape 6 : le plan de formation, une rangée par personne et par sujet."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from gui.composants.champ_etiquete import ChampEtiquete
from gui.composants.methode_case import CaseSouple
from gui.composants.methode_disposition import BoiteSouple
from gui.composants.methode_rangees import Rangees
from gui.composants.methode_saisie import LigneBornee
from gui.composants.texte_brut import texte_brut
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.dossiers.objets import Formation
from modele.nombres import ESPACE_INSECABLE

AUCUNE = (
    f"Rien de prévu pour l'instant. Une ligne par personne et par sujet{ESPACE_INSECABLE}: qui, quoi, quand."
)
CONSIGNE = "Qui se forme, à quoi, quand."
CHAMPS: tuple[tuple[str, str, int, int], ...] = (
    ("personne", "Qui", 80, 2),
    ("sujet", "À quoi", 200, 4),
    ("quand", "Quand", 80, 2),
)
"""Champ de `Formation`, nom, longueur, part de la largeur."""


class RangeeFormation(QFrame):
    """Publie la formation modifiée à chaque changement."""

    formation_saisie = Signal(object)
    suppression_demandee = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self.setProperty("role", "carte")
        self._formation = Formation()
        boite = BoiteSouple(px(jetons.LARGEUR_ETROITE), px(jetons.PAS[2]))
        self.champs: dict[str, LigneBornee] = {}
        for nom, libelle, longueur, part in CHAMPS:
            champ = LigneBornee(longueur)
            champ.valeur_saisie.connect(lambda valeur, nom=nom: self._publier(**{nom: valeur}))
            self.champs[nom] = champ
            boite.ajouter(ChampEtiquete(libelle, champ), part)
        self.faite = CaseSouple("Faite")
        self.faite.clicked.connect(lambda coche: self._publier(faite=coche))
        self.supprimer = QPushButton("Supprimer")
        self.supprimer.setProperty("role", "lien")
        self.supprimer.clicked.connect(self.suppression_demandee)
        fin = QWidget()
        colonne = QVBoxLayout(fin)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(0)
        colonne.addWidget(self.faite)
        colonne.addWidget(self.supprimer)
        boite.ajouter(fin)
        disposition = QVBoxLayout(self)
        marge = px(jetons.PAS[2])
        disposition.setContentsMargins(marge, px(jetons.PAS[1]), marge, px(jetons.PAS[1]))
        disposition.addWidget(boite)

    def montrer(self, formation: Formation) -> None:
        """Prend la formation."""
        self._formation = formation
        for nom, champ in self.champs.items():
            champ.fixer(getattr(formation, nom))
        self.faite.setChecked(formation.faite)
        self.faite.setAccessibleName(f"Formation faite{ESPACE_INSECABLE}: {resume(formation)}")
        self.supprimer.setAccessibleName(f"Supprimer la formation{ESPACE_INSECABLE}: {resume(formation)}")

    def _publier(self, **champs: Any) -> None:
        self.formation_saisie.emit(replace(self._formation, **champs))


class PlanFormations(QWidget):
    """Les rangées, et de quoi en ajouter."""

    retire = Signal(str)
    """Émis avec une phrase quand une ligne vient d'être supprimée."""
    structure_changee = Signal()
    """Émis quand des champs sont venus ou partis."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._consigne = texte_brut("", "legende")
        self.formations = Rangees(self._creer, jetons.PAS[1])
        self.ajouter = QPushButton("Ajouter une formation")
        self.ajouter.clicked.connect(self._ajouter)
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(theme().px(jetons.PAS[1]))
        colonne.addWidget(texte_brut("Plan de formation", "section"))
        colonne.addWidget(self._consigne)
        colonne.addWidget(self.formations)
        colonne.addWidget(self.ajouter, 0, Qt.AlignmentFlag.AlignLeft)

    def montrer(self) -> None:
        """Suit le dossier."""
        formations = self._session.dossier.formations
        self._consigne.setText(CONSIGNE if formations else AUCUNE)
        if self.formations.montrer(formations):
            self.structure_changee.emit()

    def commencer(self) -> None:
        """Amène à l'ajout d'une formation."""
        self.ajouter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _creer(self) -> RangeeFormation:
        rangee = RangeeFormation()
        rangee.formation_saisie.connect(lambda formation: self._changer(rangee, formation))
        rangee.suppression_demandee.connect(lambda: self._supprimer(rangee))
        return rangee

    def _ajouter(self) -> None:
        self._session.modifier_dossier(formations=(*self._session.dossier.formations, Formation()))
        rangee = self.formations.rangees[-1]
        assert isinstance(rangee, RangeeFormation)
        rangee.champs["personne"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _changer(self, rangee: RangeeFormation, formation: Formation) -> None:
        formations = list(self._session.dossier.formations)
        formations[self.formations.rang(rangee)] = formation
        self._session.modifier_dossier(formations=tuple(formations))

    def _supprimer(self, rangee: RangeeFormation) -> None:
        rang = self.formations.rang(rangee)
        formations = self._session.dossier.formations
        # Avant de disparaître, le bouton laisserait le clavier n'importe où.
        self.commencer()
        self._session.modifier_dossier(formations=formations[:rang] + formations[rang + 1 :])
        self.retire.emit(f"Formation supprimée{ESPACE_INSECABLE}: {resume(formations[rang])}")


def resume(formation: Formation) -> str:
    """« Camille, prise en main », ou « ligne vide »."""
    dits = (formation.personne.strip(), formation.sujet.strip())
    return ", ".join(filter(None, dits)) or "ligne vide"
