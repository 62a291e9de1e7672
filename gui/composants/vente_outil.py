"""L'outil d'une vente : lequel, ce qu'il coûterait, et si on le compte."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from gui.composants.champ_choix import ChampChoix
from gui.composants.champ_etiquete import ChampEtiquete
from gui.composants.texte_brut import texte_brut
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import Outil
from modele.mots_du_cout import phrase_date
from modele.mots_vente import phrase_outil
from modele.nombres import ESPACE_INSECABLE
from modele.ventes_du_dossier import CoutOutilVente

AUCUN = ""
AIDE = (
    "L'exemple du guide laisse ce coût de côté. Un abonnement serait compté en entier dans chaque vente, "
    "même si plusieurs ventes le partagent."
)


class OutilVente(QWidget):
    """Liste des outils et case « Compter le coût de l'outil »."""

    outil_choisi = Signal(str)
    """Émis avec l'identifiant de l'outil, vide pour aucun."""
    compte_change = Signal(bool)
    """Émis avec vrai quand la personne veut compter l'outil."""

    def __init__(self, outils: Iterable[Outil], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        noms = sorted((outil.nom, outil.identifiant) for outil in outils)
        self.choix = ChampChoix([(AUCUN, "Aucun outil"), *((cle, nom) for nom, cle in noms)])
        self.choix.choisi.connect(self.outil_choisi)
        self.compter = QCheckBox("Compter le coût de l'outil")
        self.compter.clicked.connect(self.compte_change)
        self.cout = texte_brut()
        self.reserves = texte_brut("", "legende")
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(theme().px(jetons.PAS[0]))
        aide = "Celui qui porterait la vente, une fois le changement fait."
        colonne.addWidget(ChampEtiquete("Outil de vente de l'après", self.choix, aide))
        colonne.addWidget(self.cout)
        colonne.addWidget(self.reserves)
        colonne.addWidget(ChampEtiquete("", self.compter, AIDE))

    def montrer(self, cout: CoutOutilVente | None, compte: bool) -> None:
        """Affiche l'outil d'une vente ; None si elle n'en a pas."""
        self.choix.fixer(AUCUN if cout is None else cout.outil.identifiant)
        self.compter.setEnabled(cout is not None)
        self.compter.setChecked(compte and cout is not None)
        self.cout.setText("" if cout is None else phrase_outil(cout))
        self.reserves.setText("" if cout is None else _reserves(cout))
        for label in (self.cout, self.reserves):
            label.setVisible(cout is not None)


def _reserves(cout: CoutOutilVente) -> str:
    """D'où vient ce coût, et ce qu'il ne comprend pas."""
    outil = cout.outil
    frais = outil.sans_prix
    phrases = [
        "Selon les réponses de votre ferme, hors mise en service, comme si l'outil ne portait que cette vente.",
        phrase_date(outil, cout.propose),
    ]
    if len(frais) == 1:
        texte = frais[0].texte.rstrip(".")
        phrases.insert(1, f"Non chiffré par le guide{ESPACE_INSECABLE}: {texte}.")
    elif frais:
        phrases.insert(1, f"Le guide ne chiffre pas {len(frais)} autres frais, que donne sa fiche.")
    return " ".join(phrases)
