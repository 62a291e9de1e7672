"""Le panneau « Calculateur de coûts » : la situation de la ferme en haut, ce que coûte l'outil en bas."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.composants.plan import LARGEUR_BANDE
from gui.composants.resultat_outil import ResultatOutil
from gui.composants.saisie_formules import SaisieFormules
from gui.composants.saisie_situation import SaisieSituation
from gui.composants.texte_brut import texte_brut
from gui.composants.traits import peindre_anneau
from gui.session import Session
from gui.theme import jetons
from gui.theme.icones import icone
from gui.theme.style import theme
from modele.mots_du_cout import PHRASE_SAISIE

TITRE = "Calculateur de coûts"


class PanneauCalculateur(QWidget):
    """Deux volets qui défilent chacun : le résultat reste en vue pendant la saisie."""

    repli_change = Signal(bool)
    """Émis avec vrai quand le panneau vient d'être replié."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._replie = False
        self._tailles: list[int] = []
        self.setObjectName("panneau")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(TITRE)
        self.saisie = SaisieSituation(session)
        self.formules = SaisieFormules(session, self.saisie.publier)
        self.resultat = ResultatOutil(session)
        self._ouvert = self._creer_ouvert()
        self._bande = _Bande()
        self._bande.hide()
        disposition = QVBoxLayout(self)
        disposition.setContentsMargins(1, 0, 0, 0)
        disposition.setSpacing(0)
        disposition.addWidget(self._ouvert)
        disposition.addWidget(self._bande)
        self._bande.clicked.connect(self._deplier)
        self.bouton_replier.clicked.connect(self._replier)
        self.saisie.etat_change.connect(self._signaler_suspens)
        self.formules.etat_change.connect(self._signaler_suspens)
        self.resultat.pourquoi_bascule.connect(self._faire_place)

    @property
    def controles_de_vue(self) -> dict[str, QWidget]:
        """Groupes dépliés, année détaillée, explication ouverte."""
        groupes = {nom: groupe.titre for nom, groupe in self.saisie.groupes.items()}
        return {**groupes, "formules": self.formules.titre, **self.resultat.controles_de_vue}

    @property
    def replie(self) -> bool:
        """Vrai quand le panneau est réduit à une bande."""
        return self._replie

    def replier(self, replie: bool = True) -> None:
        """Réduit le panneau à une bande ou le rouvre."""
        if replie == self._replie:
            return
        self._replie = replie
        quitte, prend = (self._ouvert, self._bande) if replie else (self._bande, self.bouton_replier)
        clavier = QApplication.focusWidget()
        suivi = clavier is not None and (clavier is quitte or quitte.isAncestorOf(clavier))
        self._ouvert.setVisible(not replie)
        self._bande.setVisible(replie)
        if suivi:
            # Sans quoi Qt enverrait le clavier au bout de la fenêtre.
            prend.setFocus()
        self.updateGeometry()
        self.repli_change.emit(replie)

    def expliquer(self, outil: str) -> None:
        """Ouvre « Pourquoi ce montant ? » pour cet outil."""
        self.replier(False)
        self.resultat.expliquer(outil)

    def sizeHint(self) -> QSize:
        """Largeur du panneau ou de sa bande."""
        largeur = LARGEUR_BANDE if self._replie else jetons.LARGEUR_PANNEAU
        return QSize(theme().px(largeur), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Peut se réduire à la largeur de la bande."""
        return QSize(theme().px(LARGEUR_BANDE), 0)

    def _creer_ouvert(self) -> QWidget:
        px = theme().px
        ouvert = QWidget()
        titre = texte_brut(TITRE, "section")
        self.bouton_replier = QToolButton()
        self.bouton_replier.setIcon(icone("replier"))
        self.bouton_replier.setIconSize(QSize(px(16), px(16)))
        self.bouton_replier.setAccessibleName("Replier le calculateur de coûts")
        self.bouton_replier.setToolTip("Replier le calculateur de coûts (F4)")
        entete = QHBoxLayout()
        entete.setContentsMargins(px(12), px(8), px(8), px(4))
        entete.addWidget(titre, 1)
        entete.addWidget(self.bouton_replier)
        champs = QWidget()
        colonne = QVBoxLayout(champs)
        colonne.setContentsMargins(px(12), 0, px(12), px(12))
        colonne.setSpacing(0)
        for widget in (self.saisie, self.formules, texte_brut(PHRASE_SAISIE, "legende")):
            colonne.addWidget(widget)
        colonne.addStretch(1)
        self._defilant = QScrollArea()
        self._defilant.setWidget(champs)
        self._defilant.setWidgetResizable(True)
        self._defilant.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._volets = QSplitter(Qt.Orientation.Vertical)
        self._volets.setChildrenCollapsible(False)
        for volet in (self._defilant, self.resultat):
            volet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._volets.addWidget(volet)
            volet.setMinimumHeight(px(80))
        disposition = QVBoxLayout(ouvert)
        disposition.setContentsMargins(0, 0, 0, 0)
        disposition.setSpacing(0)
        disposition.addLayout(entete)
        disposition.addWidget(self._volets, 1)
        return ouvert

    def _replier(self) -> None:
        self.replier(True)
        self._bande.setFocus()

    def _deplier(self) -> None:
        self.replier(False)
        self.bouton_replier.setFocus()

    def _signaler_suspens(self) -> None:
        self.resultat.signaler_suspens(self.saisie.en_suspens + self.formules.en_suspens)

    def _faire_place(self, pourquoi_ouvert: bool) -> None:
        """L'explication est longue : elle prend les trois quarts de la hauteur, puis les rend."""
        if pourquoi_ouvert:
            self._tailles = self._volets.sizes()
            hauteur = sum(self._tailles)
            self._volets.setSizes([hauteur // 4, hauteur - hauteur // 4])
        elif self._tailles:
            self._volets.setSizes(self._tailles)


class _Bande(QAbstractButton):
    """Le panneau replié : tout entier un bouton, titre écrit de bas en haut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Ouvrir le calculateur de coûts")
        self.setToolTip("Ouvrir le calculateur de coûts (F4)")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._icone = icone("deplier")

    def sizeHint(self) -> QSize:
        """Largeur de la bande."""
        return QSize(theme().px(LARGEUR_BANDE), theme().px(LARGEUR_BANDE))

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint la flèche, puis le titre tourné."""
        t = theme()
        peintre = QPainter(self)
        if self.underMouse():
            peintre.fillRect(self.rect(), t.couleur("creux"))
        cote = t.px(16)
        self._icone.paint(peintre, (self.width() - cote) // 2, t.px(12), cote, cote)
        peintre.setPen(t.couleur("texte"))
        peintre.setFont(t.police(gras=True))
        peintre.save()
        peintre.translate(self.width(), t.px(40))
        peintre.rotate(90)
        peintre.drawText(0, 0, self.height(), self.width(), Qt.AlignmentFlag.AlignVCenter, TITRE)
        peintre.restore()
        if self.hasFocus():
            peindre_anneau(peintre, self.rect())
        peintre.end()
