"""Ce qui se lit à côté du graphique des seuils : légende chiffrée, seuils, puis « Et si… ? »."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.composants.blocs import Blocs
from gui.composants.legende_outils import LegendeOutils
from gui.composants.phrases_et_si import blocs_et_si, sans_effet
from gui.composants.texte_brut import texte_brut
from gui.graphiques.style_outils import StyleOutil
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.analyse_seuils import Analyse
from modele.choix.objets import Comparaison
from modele.choix.phrases import montant
from modele.choix.phrases_seuils import (
    blocs_des_reperes,
    entete,
    nommer,
    non_traces,
    payeurs_des_gratuits,
    position,
    prix_proposes,
    resume,
    sans_courbe,
)
from modele.choix.robustesse import Sensibilite
from modele.nombres import ESPACE_INSECABLE

_HYPOTHESES = (
    "Quand vos ventes changent, les parts payées en ligne et les paniers moyens restent les mêmes, "
    "et le nombre de clients suit vos ventes. Prix du guide, à confirmer auprès des éditeurs."
)
_NOMS_D_UN_BOUTON = 3
_VARIATIONS = "Chacune de vos réponses varie seule, de 20\u00a0% en moins à 20\u00a0% en plus. Coût d'une année suivante."


class LectureSeuils(QWidget):
    """Colonne de lecture ; sa légende dit quels outils la ferme garde."""

    retour_demande = Signal()
    """La personne veut revoir les coûts à ses propres ventes."""

    def __init__(
        self, styles: Mapping[str, StyleOutil], noms: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._noms = noms
        self._gagnants: tuple[str, ...] = ()
        self.ou = texte_brut(role="section")
        self.retour = _lien("Revenir à vos ventes")
        self.legende = LegendeOutils(styles, noms)
        self.tout = _lien("Cocher tous les outils")
        self.non_traces = texte_brut(role="legende")
        self.sans_courbe = texte_brut(role="legende")
        self.proposes = texte_brut(role="alerte")
        self.resume = texte_brut(role="fort")
        self.position = texte_brut()
        self.gratuits = texte_brut()
        self.sans_lui = _lien("")
        self.reperes = Blocs()
        self.titre_et_si = texte_brut(f"Et si…{ESPACE_INSECABLE}?", "section")
        self.variations = texte_brut(_VARIATIONS, "legende")
        self.et_si = Blocs()
        self.sans_effet = texte_brut(role="legende")
        self._disposer()
        self.retour.clicked.connect(self.retour_demande)
        self.tout.clicked.connect(lambda: self.legende.cocher(self.legende.laisses(), True))
        self.sans_lui.clicked.connect(lambda: self.legende.cocher(self._gagnants, False))

    def _disposer(self) -> None:
        px = theme().px
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, px(jetons.PAS[1]), px(jetons.MARGE_PAGE))
        colonne.setSpacing(px(jetons.PAS[1]))
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * jetons.CARACTERES_PAR_LIGNE)
        parties: tuple[tuple[QWidget, ...], ...] = (
            (self.ou, self.legende, self.non_traces, self.sans_courbe, self.proposes, self._boutons()),
            (
                texte_brut(f"Qui est le moins cher{ESPACE_INSECABLE}?", "section"),
                self.resume,
                self.position,
                self.gratuits,
                self.sans_lui,
                self.reperes,
            ),
            (self.titre_et_si, self.variations, self.et_si, self.sans_effet),
            (texte_brut(_HYPOTHESES, "legende"),),
        )
        for partie in parties:
            for widget in partie:
                colonne.addWidget(widget)
            if partie is not parties[0]:
                colonne.addSpacing(px(jetons.PAS[1]))
        colonne.addStretch(1)

    def suivre(self, precedent: QWidget) -> None:
        """Met ses contrôles à la suite de `precedent` dans la tabulation : les cases naissent après les boutons."""
        controles = (*self.legende.cases.values(), self.tout, self.retour, self.sans_lui)
        for avant, apres in pairwise((precedent, *controles)):
            QWidget.setTabOrder(avant, apres)

    def _boutons(self) -> QWidget:
        """Les deux retours à l'état de départ ; leur place est gardée, pour que rien ne saute au survol."""
        rangee = QWidget()
        disposition = QHBoxLayout(rangee)
        disposition.setContentsMargins(0, 0, 0, 0)
        for bouton in (self.tout, self.retour):
            taille = bouton.sizePolicy()
            taille.setRetainSizeWhenHidden(True)
            bouton.setSizePolicy(taille)
            disposition.addWidget(bouton)
        disposition.addStretch(1)
        return rangee

    def expliquer(
        self,
        comparaison: Comparaison,
        analyse: Analyse,
        outils: Collection[str],
        traces: Collection[str],
        ventes: Fraction,
    ) -> None:
        """Dit les seuils de l'analyse ; `outils` sont ceux qui ont une courbe, cochés ou non.

        `traces` sont ceux des outils cochés que le graphique montre.
        """
        noms = self._noms
        laisses = self.legende.laisses()
        self.legende.presenter([outil for outil in outils if outil in traces or outil in laisses])
        _ecrire(self.non_traces, non_traces(len(traces), len(analyse.courbes)))
        self.tout.setVisible(len(analyse.courbes) < len(outils))
        _ecrire(self.sans_courbe, sans_courbe(comparaison))
        _ecrire(self.proposes, prix_proposes(comparaison, analyse.courbes))
        vide = not analyse.courbes
        self.resume.setText(
            "Cochez au moins un outil pour le voir dans le graphique." if vide else resume(analyse, noms)
        )
        _ecrire(self.position, position(analyse, ventes, noms))
        _ecrire(
            self.gratuits,
            payeurs_des_gratuits(comparaison, analyse.moins_chers_en(ventes) if not vide else ()),
        )
        seul = len(analyse.intervalles) == 1 and len(analyse.courbes) > 1
        self._gagnants = analyse.intervalles[0].moins_chers if seul else ()
        self.sans_lui.setText(f"Comparer sans {_qui(self._gagnants, noms)}" if seul else "")
        self.sans_lui.setVisible(seul)
        self.reperes.montrer(blocs_des_reperes(analyse, noms))

    def varier(self, sensibilites: Collection[Sensibilite]) -> None:
        """Dit l'effet de chaque réponse ; rien quand il n'y a pas de quoi choisir."""
        noms = self._noms
        liste = tuple(sensibilites)
        self.et_si.montrer(blocs_et_si(liste, noms))
        _ecrire(self.sans_effet, sans_effet(liste))
        for widget in (self.titre_et_si, self.variations):
            widget.setVisible(bool(liste))

    def chiffrer(self, analyse: Analyse, x: Fraction, ventes: Fraction, taxe: str) -> None:
        """Écrit les coûts à x de ventes par an (€ HT), où est le curseur ; `taxe` dit ce qu'ils comptent."""
        couts = analyse.couts_en(x)
        parts = {outil: analyse.part(cout, x) for outil, cout in couts.items()}
        self.ou.setText(f"À {montant(x)} HT de ventes par an, coûts {taxe}")
        self.retour.setVisible(x != ventes)
        self.legende.chiffrer(entete(analyse), couts, parts, analyse.moins_chers_en(x))


def _qui(outils: tuple[str, ...], noms: Mapping[str, str]) -> str:
    """Leurs noms, que le bouton doit tenir sur une ligne ; sinon leur nombre."""
    return nommer(outils, noms) if len(outils) <= _NOMS_D_UN_BOUTON else f"ces {len(outils)} outils"


def _lien(texte: str) -> QPushButton:
    bouton = QPushButton(texte)
    bouton.setProperty("role", "lien")
    return bouton


def _ecrire(etiquette: QLabel, texte: str) -> None:
    etiquette.setText(texte)
    etiquette.setVisible(bool(texte))
