"""Les questions inverses d'une vente : quel chiffre d'affaires faudrait-il ?"""

from fractions import Fraction
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from gui.composants.champ_nombre import ChampNombre
from gui.composants.choix_segments import ChoixSegments
from gui.composants.texte_brut import texte_brut
from gui.theme import jetons
from gui.theme.style import theme
from modele import lecture_situation, lecture_vente
from modele.mots_vente import phrase_objectif
from modele.nombres import ESPACE_INSECABLE
from modele.objectif_vente import ca_pour_part, ca_pour_reste
from modele.situation import Genre
from modele.ventes_du_dossier import VenteChiffree

PART_SOUHAITEE = Fraction(20)
RESTE_SOUHAITE = Fraction(25)
_AVANT, _APRES = "avant", "apres"


class ObjectifVente(QWidget):
    """Deux questions à compléter, pour la colonne choisie ; les objectifs ne sont pas gardés au dossier."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vente: VenteChiffree | None = None
        self.part = _nombre(Genre.POURCENTAGE, "part_en_ligne", PART_SOUHAITEE, "%")
        self.reste = _nombre(Genre.EUROS, "prix_heure", RESTE_SOUHAITE, "€/h")
        self.reponse_part, self.faute_part = texte_brut("", "fort"), texte_brut("", "erreur")
        self.reponse_reste, self.faute_reste = texte_brut("", "fort"), texte_brut("", "erreur")
        self.colonnes = ChoixSegments("Pour la colonne", ((_AVANT, "Avant"), (_APRES, "Après")))
        self.colonnes.bouton(_APRES).setChecked(True)
        # Qt ne déplace l'arrêt de tabulation qu'à partir du premier choix de la personne.
        self.colonnes.bouton(_AVANT).setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.colonnes.bouton(_APRES).setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.colonnes.choisi.connect(lambda _colonne: self._repondre())
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(theme().px(jetons.PAS[1]))
        colonne.addWidget(texte_brut(f"Quel chiffre d'affaires faudrait-il{ESPACE_INSECABLE}?", "section"))
        colonne.addWidget(self.colonnes)
        grille = QGridLayout()
        grille.setHorizontalSpacing(theme().px(jetons.PAS[1]))
        grille.setVerticalSpacing(theme().px(jetons.PAS[0]))
        grille.setColumnStretch(0, 1)
        questions = (
            ("Pour que la vente ne coûte pas plus de", self.part, self.reponse_part, self.faute_part),
            ("Pour que la vente me laisse au moins", self.reste, self.reponse_reste, self.faute_reste),
        )
        for rang, (question, champ, reponse, faute) in enumerate(questions):
            self._questionner(grille, 4 * rang, question, champ, reponse, faute)
        grille.setRowMinimumHeight(3, theme().px(jetons.PAS[0]))
        colonne.addLayout(grille)

    def _questionner(
        self,
        grille: QGridLayout,
        rang: int,
        question: str,
        champ: ChampNombre,
        reponse: QLabel,
        faute: QLabel,
    ) -> None:
        libelle = texte_brut(question)
        libelle.setBuddy(champ)
        champ.setAccessibleName(question)
        champ.setFixedWidth(theme().px(jetons.LARGEUR_SAISIE) * 3 // 4)
        champ.valeur_saisie.connect(lambda _valeur: self._repondre())
        champ.etat_change.connect(partial(_montrer_faute, champ, faute))
        faute.hide()
        grille.addWidget(libelle, rang, 0)
        grille.addWidget(champ, rang, 1)
        grille.addWidget(faute, rang + 1, 0, 1, 2)
        grille.addWidget(reponse, rang + 2, 0, 1, 2)

    def montrer(self, vente: VenteChiffree) -> None:
        """Répond pour cette vente."""
        self._vente = vente
        self._repondre()

    def _repondre(self) -> None:
        if self._vente is None:
            return
        apres = self.colonnes.choix == _APRES
        colonne = self._vente.vente.apres if apres else self._vente.vente.avant
        outil = self._vente.outil_compte if apres else None
        courbe = None if outil is None else outil.courbe
        part = ca_pour_part(colonne, self.part.valeur / 100, courbe)
        reste = ca_pour_reste(colonne, self.reste.valeur, courbe)
        self.reponse_part.setText(phrase_objectif(part, colonne.ca))
        self.reponse_reste.setText(phrase_objectif(reste, colonne.ca))


def _nombre(genre: Genre, champ: str, valeur: Fraction, unite: str) -> ChampNombre:
    lire = lecture_situation.lire_champ if genre is Genre.POURCENTAGE else lecture_vente.lire_champ
    return ChampNombre(genre, partial(lire, champ), valeur, unite)


def _montrer_faute(champ: ChampNombre, faute: QLabel) -> None:
    signale = " ".join(filter(None, (champ.faute, champ.avis)))
    faute.setText(signale)
    faute.setVisible(bool(signale))
    champ.setAccessibleDescription(signale)
