"""Vue « Choix » : la règle, les outils classés, les écartés, coût et souhaits en image, deux outils ensemble."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.composants.choix_ecartes import EcartesChoix
from gui.composants.choix_liste import ListeChoix
from gui.composants.choix_paires import PairesChoix
from gui.composants.texte_brut import texte_brut
from gui.graphiques.nuage_choix import NuageChoix
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.moins_cher import porte_toutes_les_ventes
from modele.choix.objets import Comparaison
from modele.choix.phrases import enumerer
from modele.choix.presentation import Point, nuage
from modele.mots_du_cout import taxe_des_couts

REGLE = (
    "Un outil auquel il manque un critère indispensable est écarté. À égalité de souhaits et de coût, les outils "
    "partagent leur rang. Le coût est celui d'une année suivante."
)
SANS_BESOIN = (
    "Dites ce dont votre ferme a besoin\u00a0: les outils qui ne conviennent pas seront écartés, les autres classés. "
    "En attendant, ils sont rangés par ordre alphabétique."
)
LECTURE = (
    "Rond plein\u00a0: aucun outil ne fait au moins aussi bien pour moins cher. Rond vide\u00a0: dépassé. "
    "En bas à droite, plus de souhaits et moins de frais."
)
SANS_SOUHAIT = "Aucun critère souhaité\u00a0: seul le coût départage les outils qui restent."
SANS_VENTE = "Indiquez vos ventes dans le calculateur\u00a0: sans elles, aucun outil ne peut être classé."
AUCUN = "Aucun outil ne répond à tous vos critères indispensables. Assouplissez-en un ci-dessous."
_PART_CLASSEMENT, _PART_COTE, _PART_VIDE = 3, 2, 1
"""Partage de la largeur ; sans image ni paire, un vide tient encore la liste à gauche."""


class VueChoix(QScrollArea):
    """Cachée, ne calcule rien : elle se remet à jour en paraissant."""

    page_demandee = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._comparaison: Comparaison | None = None
        self._gardes: tuple[str, ...] = ()
        self._points: tuple[Point, ...] = ()
        self._souhaits = 0
        self.regle = texte_brut(role="fort")
        self.explication = texte_brut(REGLE, "legende")
        self.invite = texte_brut(SANS_BESOIN)
        self.besoins = QPushButton("Dire vos besoins", self)
        self.besoins.setProperty("role", "principal")
        self.besoins.clicked.connect(lambda: self.page_demandee.emit("ferme"))
        self.aucun = texte_brut()
        self.liste = ListeChoix(session)
        self.ecartes = EcartesChoix(session)
        self.titre_nuage = texte_brut("Coût et souhaits", "section")
        self.nuage = NuageChoix()
        self.nuage.outil_choisi.connect(lambda outil: session.selectionner(outil=outil))
        self.lecture = texte_brut(role="legende")
        self.paires = PairesChoix(session)
        self._cote = QFrame(self)
        self._corps = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.ecartes.fiche_demandee.connect(self._ouvrir_fiche)
        self._disposer()
        session.dossier_change.connect(self._suivre)
        session.selection_changee.connect(self._suivre)

    def _disposer(self) -> None:
        px = theme().px
        self._cote.setProperty("role", "carte")
        cote = QVBoxLayout(self._cote)
        marge = px(jetons.PAS[2])
        cote.setContentsMargins(marge, marge, marge, marge)
        cote.setSpacing(px(jetons.PAS[1]))
        parties: tuple[QWidget, ...] = (self.titre_nuage, self.nuage, self.lecture, self.paires)
        for widget in parties:
            cote.addWidget(widget)
        gauche = QWidget()
        gauche.setMaximumWidth(px(jetons.LARGEUR_CLASSEMENT))
        classement = QVBoxLayout(gauche)
        classement.setContentsMargins(0, 0, 0, 0)
        classement.setSpacing(px(jetons.PAS[2]))
        parties = (self.aucun, self.liste, self.ecartes)
        for widget in parties:
            classement.addWidget(widget)
        classement.addStretch(1)
        droite = QVBoxLayout()
        droite.addWidget(self._cote)
        droite.addStretch(1)
        self._corps.setSpacing(px(jetons.MARGE_PAGE))
        self._corps.addWidget(gauche, _PART_CLASSEMENT)
        self._corps.addLayout(droite, _PART_COTE)
        contenu = QWidget()
        colonne = QVBoxLayout(contenu)
        colonne.setContentsMargins(0, 0, px(jetons.PAS[1]), px(jetons.MARGE_PAGE))
        colonne.setSpacing(px(jetons.PAS[1]))
        for texte in (self.regle, self.explication, self.invite):
            texte.setMaximumWidth(px(jetons.LARGEUR_CLASSEMENT))
            colonne.addWidget(texte)
        colonne.addWidget(self.besoins, 0, Qt.AlignmentFlag.AlignLeft)
        colonne.addLayout(self._corps)
        colonne.addStretch(1)
        self.setWidget(contenu)
        self.setWidgetResizable(True)
        self.setProperty("role", "lecture")
        self.setAccessibleName("Choix")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _suivre(self) -> None:
        if self.isVisible():
            self.montrer()

    def showEvent(self, evenement: QShowEvent) -> None:
        """Rattrape ce qui a changé pendant que la vue était cachée."""
        super().showEvent(evenement)
        self.montrer()

    def montrer(self) -> None:
        """Remet tout à la session ; rien n'est recalculé si seule la sélection a changé."""
        session = self._session
        comparaison, gardes = session.comparaison, session.dossier.preselection
        autre = comparaison is not self._comparaison
        if autre or gardes != self._gardes:
            self._comparaison, self._gardes = comparaison, gardes
            self.liste.montrer()
        if autre:
            self._comparer(comparaison)
        self.liste.choisir(session.outil)
        taxe = taxe_des_couts(session.situation)
        self.nuage.montrer(self._points, self._souhaits, session.outil, taxe)

    def _comparer(self, comparaison: Comparaison) -> None:
        """Montre ce qui ne dépend que de la comparaison."""
        exigences = comparaison.situation.exigences
        besoins = bool(exigences)
        self.regle.setText(comparaison.regle)
        for widget, utile in (
            (self.regle, besoins),
            (self.explication, besoins),
            (self.invite, not besoins),
            (self.besoins, not besoins),
        ):
            widget.setVisible(utile)
        restent = self.liste.modele.rowCount() > 0
        self.aucun.setText(SANS_VENTE if comparaison.situation.ca_total <= 0 else AUCUN)
        self.aucun.setVisible(not restent)
        self.liste.setVisible(restent)
        self.ecartes.montrer()
        self.paires.montrer()
        self._points = nuage(comparaison) if besoins else ()
        self._souhaits = sum(exigence == "souhaite" for exigence in exigences.values())
        self.titre_nuage.setVisible(bool(self._points))
        self.lecture.setVisible(bool(self._points))
        self.nuage.setVisible(bool(self._points and self._souhaits))
        self.lecture.setText(self._dire_le_nuage(comparaison))
        a_cote = bool(self._points) or not self.paires.isHidden()
        self._cote.setVisible(a_cote)
        self._corps.setStretch(1, _PART_COTE if a_cote else _PART_VIDE)

    def _dire_le_nuage(self, comparaison: Comparaison) -> str:
        if not self._souhaits:
            return SANS_SOUHAIT
        par_outil = comparaison.par_outil
        partiels = [
            point.nom for point in self._points if not porte_toutes_les_ventes(par_outil[point.outil])
        ]
        if not partiels:
            return LECTURE
        verbe = "ne portent" if len(partiels) > 1 else "ne porte"
        return f"{LECTURE} {enumerer(partiels)} {verbe} pas toutes vos ventes."

    def _ouvrir_fiche(self, outil: str) -> None:
        self._session.selectionner(outil=outil)
        self.page_demandee.emit("fiches")

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """À l'étroit, l'image et les paires passent sous le classement."""
        super().resizeEvent(evenement)
        etroit = self.width() < theme().px(jetons.LARGEUR_ETROITE)
        sens = QBoxLayout.Direction
        self._corps.setDirection(sens.TopToBottom if etroit else sens.LeftToRight)
