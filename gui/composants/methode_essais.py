"""Étape 5 : le journal des essais, et leur comparaison."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.composants.choix_preselection import preselection
from gui.composants.methode_bilan import ModeleBilans, TableBilans
from gui.composants.methode_essai import CarteEssai
from gui.composants.methode_preselection import nom_outil
from gui.composants.methode_rangees import Rangees
from gui.composants.texte_brut import texte_brut
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.dossiers.objets import Essai
from modele.essais import BilanEssais, comparer_essais
from modele.nombres import ESPACE_INSECABLE

AUCUN = (
    "Aucun essai pour l'instant. Ajoutez-en un pour chaque outil que vous essayez"
    f"{ESPACE_INSECABLE}: leurs notes se comparent ensuite ici."
)
CONSIGNE = "Les notes vont de 1 (la moins bonne) à 5 (la meilleure)."


class JournalEssais(QWidget):
    """Un essai par outil et par période, puis un tableau par outil."""

    retire = Signal(str)
    """Émis avec une phrase quand un essai vient d'être supprimé."""
    structure_changee = Signal()
    """Émis quand des champs sont venus ou partis."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        px = theme().px
        self._consigne = texte_brut("", "legende")
        self.essais = Rangees(self._creer, jetons.PAS[1])
        self.ajouter = QPushButton("Ajouter un essai")
        self.ajouter.clicked.connect(self._ajouter)
        self.modele = ModeleBilans(session.catalogue, self)
        self.table = TableBilans(self.modele)
        self._titre_bilan = texte_brut("Comparaison des essais", "section")
        self._manques = texte_brut("", "legende")
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(px(jetons.PAS[1]))
        colonne.addWidget(texte_brut("Journal des essais", "section"))
        colonne.addWidget(self._consigne)
        colonne.addWidget(self.essais)
        colonne.addWidget(self.ajouter, 0, Qt.AlignmentFlag.AlignLeft)
        colonne.addSpacing(px(jetons.PAS[2]))
        colonne.addWidget(self._titre_bilan)
        colonne.addWidget(self.table)
        colonne.addWidget(self._manques)

    def montrer(self) -> None:
        """Suit le dossier."""
        essais = self._session.dossier.essais
        self._consigne.setText(CONSIGNE if essais else AUCUN)
        if self.essais.montrer(essais):
            self.structure_changee.emit()
        bilans = comparer_essais(essais)
        self.modele.montrer(bilans)
        self._manques.setText("\n".join(self._dire_manques(bilan) for bilan in bilans if bilan.manques))
        for widget in (self._titre_bilan, self.table):
            widget.setVisible(bool(bilans))
        self._manques.setVisible(bool(self._manques.text()))

    def commencer(self) -> None:
        """Amène à l'ajout d'un essai."""
        self.ajouter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _creer(self) -> CarteEssai:
        carte = CarteEssai(self._session.catalogue)
        carte.essai_saisi.connect(lambda essai: self._changer(carte, essai))
        carte.suppression_demandee.connect(lambda: self._supprimer(carte))
        carte.groupe.bascule.connect(lambda _deplie: self.structure_changee.emit())
        return carte

    def _ajouter(self) -> None:
        essais = self._session.dossier.essais
        self._session.modifier_dossier(essais=(*essais, Essai(self._outil_a_essayer())))
        carte = self.essais.rangees[-1]
        assert isinstance(carte, CarteEssai)
        carte.groupe.deplier()
        carte.outil.setFocus(Qt.FocusReason.OtherFocusReason)

    def _outil_a_essayer(self) -> str:
        """Premier outil présélectionné qui n'a pas d'essai, sinon l'outil choisi, sinon le premier classé."""
        session = self._session
        essayes = {essai.outil for essai in session.dossier.essais}
        candidats = [outil for outil in preselection(session) if outil not in essayes]
        return next(iter((*candidats, *filter(None, [session.outil]), *session.comparaison.ordre)))

    def _changer(self, carte: CarteEssai, essai: Essai) -> None:
        essais = list(self._session.dossier.essais)
        essais[self.essais.rang(carte)] = essai
        self._session.modifier_dossier(essais=tuple(essais))

    def _supprimer(self, carte: CarteEssai) -> None:
        rang = self.essais.rang(carte)
        essais = self._session.dossier.essais
        # Avant de disparaître, le bouton laisserait le clavier n'importe où.
        self.commencer()
        self._session.modifier_dossier(essais=essais[:rang] + essais[rang + 1 :])
        self.retire.emit(
            f"Essai supprimé{ESPACE_INSECABLE}: {nom_outil(self._session.catalogue, essais[rang].outil)}"
        )

    def _dire_manques(self, bilan: BilanEssais) -> str:
        nom = nom_outil(self._session.catalogue, bilan.outil)
        return f"{nom}. {' '.join(bilan.manques)}"
