"""Une question à l'éditeur : on la retient, on en change les mots, on note la réponse."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.composants.disposition_souple import DispositionSouple
from gui.composants.methode_case import CaseSouple, retrait_des_mots
from gui.composants.methode_disposition import BoiteSouple
from gui.composants.methode_questions_mots import QuestionMontree
from gui.composants.methode_saisie import ZoneBornee
from gui.theme import jetons
from gui.theme.style import theme
from modele.dossiers.objets import Question
from modele.nombres import ESPACE_INSECABLE

TEXTE_MAX = 1000
REPONSE_MAX = 2000
SANS_TEXTE = "Question à écrire"


class RangeeQuestion(QWidget):
    """Publie la question modifiée à chaque changement ; une question décochée ne sera pas posée."""

    question_saisie = Signal(object, object)
    """Émis avec la `QuestionMontree` et la `Question` qu'elle devient."""
    suppression_demandee = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self._montree = QuestionMontree(Question("", ""))
        self.retenue = CaseSouple()
        self.retenue.clicked.connect(lambda coche: self._publier(retenue=coche))
        self.texte = ZoneBornee(TEXTE_MAX, 2, 10)
        self.texte.setAccessibleName("Texte de la question")
        self.texte.setPlaceholderText("Écrivez votre question")
        self.texte.texte_saisi.connect(lambda texte: self._publier(texte=texte))
        self.texte.hide()
        self.reponse = ZoneBornee(REPONSE_MAX, 2, 10)
        self.reponse.setPlaceholderText("Réponse de l'éditeur")
        self.reponse.texte_saisi.connect(lambda reponse: self._publier(reponse=reponse))
        self.modifier = self._lien("Changer les mots", self._basculer)
        self.revenir = self._lien("Revenir aux mots proposés", self._revenir)
        self.supprimer = self._lien("Supprimer", lambda: self.suppression_demandee.emit(self._montree))
        boite = BoiteSouple(px(jetons.LARGEUR_ETROITE), px(jetons.PAS[1]))
        boite.ajouter(self._question(), 3)
        boite.ajouter(self._en_retrait(self.reponse), 2)
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.addWidget(boite)

    def _question(self) -> QWidget:
        """La case, les mots ouverts s'ils le sont, et ce que l'on peut en faire."""
        bloc, liens = QWidget(), QWidget()
        rangee = DispositionSouple(liens)
        rangee.setSpacing(theme().px(jetons.PAS[1]))
        for lien in (self.modifier, self.revenir, self.supprimer):
            rangee.addWidget(lien)
        colonne = QVBoxLayout(bloc)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(0)
        colonne.addWidget(self.retenue)
        colonne.addWidget(self._en_retrait(self.texte))
        # L'air d'un lien le pousserait à droite des mots.
        colonne.addWidget(self._en_retrait(liens, -theme().px(jetons.PAS[0])))
        return bloc

    @staticmethod
    def _en_retrait(widget: QWidget, decalage: int = 0) -> QWidget:
        """Le widget, aligné sur les mots de la case."""
        cadre = QWidget()
        colonne = QVBoxLayout(cadre)
        colonne.setContentsMargins(retrait_des_mots() + decalage, 0, 0, 0)
        colonne.addWidget(widget)
        return cadre

    def montrer(self, montree: QuestionMontree) -> None:
        """Prend la question ; les champs qui la disent déjà ne bougent pas."""
        self._montree = montree
        question = montree.question
        mots = question.texte.strip() or SANS_TEXTE
        self.retenue.dire(mots, attenues=not question.retenue)
        self.retenue.setChecked(question.retenue)
        self.texte.fixer(question.texte)
        self.reponse.fixer(question.reponse)
        self.reponse.setVisible(question.retenue or bool(question.reponse))
        self.reponse.setAccessibleName(f"Réponse{ESPACE_INSECABLE}: {mots}")
        proposee = montree.proposee
        self.revenir.setVisible(proposee is not None and proposee.texte != question.texte)
        self.supprimer.setVisible(not question.cle)

    def ecrire(self) -> None:
        """Ouvre les mots de la question et y mène le clavier."""
        self._ouvrir(True)
        self.texte.setFocus(Qt.FocusReason.OtherFocusReason)

    def _basculer(self) -> None:
        if self.texte.isHidden():
            self.ecrire()
        else:
            self._ouvrir(False)

    def _ouvrir(self, ouvert: bool) -> None:
        self.texte.setVisible(ouvert)
        self.modifier.setText("Fermer" if ouvert else "Changer les mots")

    def _revenir(self) -> None:
        if self._montree.proposee is not None:
            self.modifier.setFocus()
            self._publier(texte=self._montree.proposee.texte)

    def _publier(self, **champs: Any) -> None:
        nouvelle = replace(self._montree.question, **champs)
        if nouvelle != self._montree.question:
            self.question_saisie.emit(self._montree, nouvelle)

    def _lien(self, mots: str, faire: Any) -> QPushButton:
        lien = QPushButton(mots)
        lien.setProperty("role", "lien")
        lien.clicked.connect(faire)
        return lien
