"""Tout le formulaire de la ferme : les champs du calculateur, ici au large."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.composants.colonnes import Colonnes
from gui.composants.saisie_formules import SaisieFormules
from gui.composants.saisie_situation import SaisieSituation
from gui.composants.texte_brut import texte_brut
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.mots_du_cout import PHRASE_SAISIE


class FormulaireFerme(QWidget):
    """Le nom en tête, puis tous les groupes dépliés, côte à côte quand la place le permet."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.saisie = SaisieSituation(session, self)
        self.saisie.hide()
        self.nom = self.saisie.etiquete("nom")
        self.formules = SaisieFormules(session, self.saisie.publier)
        groupes = list(self.saisie.groupes.values())
        for groupe in groupes:
            groupe.deplier()
        px = theme().px
        self.colonnes = Colonnes(groupes, px(jetons.LARGEUR_COLONNE_DE_CHAMPS), px(jetons.PAS[4]))
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(px(jetons.PAS[2]))
        for widget in (self.nom, self.colonnes, self.formules, texte_brut(PHRASE_SAISIE, "legende")):
            colonne.addWidget(widget)
