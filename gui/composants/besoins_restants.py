"""« Il reste 5 outils sur 9 » : lesquels, pourquoi les autres sont écartés, et ce que coûte chaque exigence."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.composants.formes import dessiner_etat
from gui.composants.liste_pleine import ListePleine
from gui.composants.option_de_vue import option_de_vue
from gui.composants.texte_brut import texte_brut
from gui.composants.traits import peindre_anneau
from gui.session import Session
from gui.tableaux.modele_besoins import avec_exigence
from gui.tableaux.modele_restants import ECARTES, RESTANT, RESTENT, ModeleRestants, Partie, RangeeRestant
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.assouplissement import CoutExigence, Retrait, couts_des_exigences, decompter
from modele.choix.objets import Statut
from modele.choix.phrases import compter, enumerer

FORMES = {"retenu": "oui", "avec_reserve": "partiel", "a_verifier": "non_precise", "ecarte": "non"}
"""Forme de la pastille de chaque statut : celle de la réponse qui y mène."""
SANS_VENTES = "Quels outils vous restent\u00a0?"
DIRE_LES_VENTES = (
    "Dites d'abord ce que vous vendez, dans «\u00a0Ma ferme\u00a0»\u00a0: la réponse paraîtra ici."
)
SANS_EXIGENCE = (
    "Dites un critère indispensable\u00a0: vous lirez ici quels outils il écarte et ce qu'il vous coûte."
)
_HABILLAGE = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_DROITE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class DelegueRestants(QStyledItemDelegate):
    """Peint un titre, ou un outil : pastille, nom, coût, et dessous statut et raison."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self._pas, self._marge = t.px(jetons.PAS[0]), t.px(jetons.PAS[1])
        self._cote = t.px(jetons.COTE_FORME)
        self._normale, self._grasse = t.police(), t.police(gras=True)
        self._petite, self._petite_grasse = t.police(jetons.LEGENDE), t.police(jetons.LEGENDE, gras=True)
        self._metrique = QFontMetrics(self._grasse)
        self._petite_metrique = QFontMetrics(self._petite)

    def _places(self, rangee: RangeeRestant, cadre: QRect) -> tuple[QRect, QRect]:
        """Cadres du nom et, dessous, de la raison."""
        place = cadre.adjusted(self._cote + 2 * self._marge, self._pas, -self._marge, 0)
        large = place.width() - self._metrique.horizontalAdvance(rangee.cout) - self._marge
        nom = self._metrique.boundingRect(QRect(0, 0, large, 0), _HABILLAGE, rangee.nom).height()
        raison = 0
        if rangee.raison:
            dessous = QRect(0, 0, place.width(), 0)
            raison = self._petite_metrique.boundingRect(dessous, _HABILLAGE, rangee.raison).height()
        return (
            QRect(place.left(), place.top(), large, nom),
            QRect(place.left(), place.top() + nom, place.width(), raison),
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Hauteur de la rangée, retours à la ligne compris."""
        vue = option_de_vue(option).widget
        largeur = vue.viewport().width() if isinstance(vue, QAbstractItemView) else 0
        rangee: RangeeRestant = index.data(RESTANT)
        if not rangee.outil:
            return QSize(0, self._petite_metrique.height() + self._marge + self._pas)
        _, raison = self._places(rangee, QRect(0, 0, largeur, 0))
        return QSize(0, raison.bottom() + 1 + self._pas)

    def paint(
        self, peintre: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Peint une rangée."""
        rangee: RangeeRestant = index.data(RESTANT)
        cadre, etat = option_de_vue(option).rect, option_de_vue(option).state
        t = theme()
        peintre.save()
        if not rangee.outil:
            peintre.setFont(self._petite_grasse)
            peintre.setPen(t.couleur("texte_faible"))
            place = cadre.adjusted(0, self._marge, 0, 0)
            peintre.drawText(place, _HABILLAGE, rangee.nom)
            peintre.restore()
            return
        if etat & QStyle.StateFlag.State_MouseOver:
            peintre.fillRect(cadre, t.couleur("creux"))
        nom, raison = self._places(rangee, cadre)
        ecarte = rangee.statut == "ecarte"
        milieu = nom.top() + self._metrique.height() / 2
        pastille = QRectF(cadre.left() + self._marge, milieu - self._cote / 2, self._cote, self._cote)
        couleur = t.couleur(jetons.STATUTS[rangee.statut][1])
        dessiner_etat(peintre, pastille, FORMES[rangee.statut], couleur)
        peintre.setFont(self._normale if ecarte else self._grasse)
        peintre.setPen(t.couleur("texte_faible" if ecarte else "texte"))
        peintre.drawText(nom, _HABILLAGE, rangee.nom)
        peintre.setFont(self._normale)
        peintre.drawText(cadre.adjusted(0, self._pas, -self._marge, 0), _DROITE, rangee.cout)
        peintre.setFont(self._petite)
        peintre.setPen(t.couleur("texte_faible"))
        peintre.drawText(raison, _HABILLAGE, rangee.raison)
        if etat & QStyle.StateFlag.State_HasFocus:
            peindre_anneau(peintre, cadre)
        peintre.restore()


class CarteExigence(QFrame):
    """Un critère indispensable : les outils qu'il écarte, ce qu'il coûte, et de quoi l'assouplir."""

    assouplir = Signal(str)
    """Critère à ne plus dire que souhaité."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "carte")
        self._critere = ""
        self.retrait = texte_brut()
        self.cout = texte_brut(role="legende")
        self.bouton = QPushButton("Assouplir")
        self.bouton.setToolTip("Le dire souhaité au lieu d'indispensable")
        self.bouton.clicked.connect(lambda: self.assouplir.emit(self._critere))
        pas = theme().px(jetons.PAS[1])
        disposition = QVBoxLayout(self)
        disposition.setContentsMargins(pas, pas, pas, pas)
        disposition.setSpacing(pas // 2)
        disposition.addWidget(self.retrait)
        disposition.addWidget(self.cout)
        disposition.addWidget(self.bouton, 0, Qt.AlignmentFlag.AlignLeft)

    def montrer(self, nom: str, retrait: Retrait, cout: CoutExigence, reviendraient: str) -> None:
        """Montre une exigence ; `reviendraient` nomme les outils qu'elle est seule à écarter."""
        self._critere = retrait.critere
        self.bouton.setAccessibleName(f"Assouplir «\u00a0{nom}\u00a0»")
        self.retrait.setText(retrait.phrase)
        retour = f"Sans elle, on retrouverait {reviendraient}." if reviendraient else ""
        self.cout.setText(f"{retour} {cout.phrase}".strip())
        self.cout.setVisible(bool(retrait.outils))


class PanneauRestants(QScrollArea):
    """Se met à jour en place à chaque comparaison."""

    fiche_demandee = Signal(str)
    """Outil dont on veut lire la fiche."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._listes: list[tuple[ModeleRestants, ListePleine]] = []
        self.titre = texte_brut(role="section")
        self.restants = self._liste(RESTENT, "Outils qui restent ou à vérifier")
        self.ecartes = self._liste(ECARTES, "Outils écartés")
        self.titre_exigences = texte_brut("Vos critères indispensables", "fort")
        self.invite = texte_brut(SANS_EXIGENCE, "legende")
        self.cartes: list[CarteExigence] = []
        contenu = QWidget()
        t = theme()
        contenu.setMaximumWidth(t.px(jetons.LARGEUR_GUIDE))
        self._colonne = QVBoxLayout(contenu)
        self._colonne.setContentsMargins(0, 0, t.px(jetons.PAS[0]), 0)
        self._colonne.setSpacing(t.px(jetons.PAS[1]))
        # À la hauteur des deux autres titres, qui ont un bouton à leur droite.
        self.titre.setMinimumHeight(QPushButton().sizeHint().height())
        for widget in (self.titre, self.restants, self.titre_exigences, self.invite, self.ecartes):
            self._colonne.addWidget(widget)
        self._colonne.addStretch(1)
        self.setWidget(contenu)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.montrer()

    @property
    def resume(self) -> str:
        """« 5 outils sur 9 », ou le nom de cette partie tant que la ferme ne vend rien."""
        comparaison = self._session.comparaison
        if not comparaison.situation.ca_total:
            return "Outils"
        restent = sum(resultat.statut is not Statut.ECARTE for resultat in comparaison.resultats)
        return f"{compter(restent, 'outil')} sur {len(comparaison.resultats)}"

    def montrer(self) -> None:
        """Remet tout à la comparaison de la session."""
        catalogue, comparaison = self._session.catalogue, self._session.comparaison
        vend = comparaison.situation.ca_total > 0
        decompte = decompter(catalogue, comparaison)
        self.titre.setText(decompte.phrase if vend else SANS_VENTES)
        for widget in (self.restants, self.ecartes, self.titre_exigences):
            widget.setVisible(vend)
        for modele, liste in self._listes:
            if modele.montrer(comparaison):
                liste.ajuster()
        # Sans vente, tous les outils sont écartés : compter ce que font les besoins n'apprendrait rien.
        couts = couts_des_exigences(comparaison) if vend else ()
        while len(self.cartes) < len(couts):
            self._ajouter_carte()
        for carte, retrait, cout in zip(self.cartes, decompte.retraits, couts, strict=False):
            nom = catalogue.par_critere[retrait.critere].nom
            carte.montrer(nom, retrait, cout, enumerer(catalogue.par_outil[o].nom for o in retrait.seul))
        for rang, carte in enumerate(self.cartes):
            carte.setVisible(rang < len(couts))
        self.invite.setText(SANS_EXIGENCE if vend else DIRE_LES_VENTES)
        self.invite.setVisible(not couts)

    def _liste(self, parties: tuple[Partie, ...], nom: str) -> ListePleine:
        modele = ModeleRestants(self._session.catalogue, parties, self)
        liste = ListePleine(modele, DelegueRestants(self))
        liste.setAccessibleName(nom)
        liste.demandee.connect(self._demander_fiche)
        self._listes.append((modele, liste))
        return liste

    def _ajouter_carte(self) -> None:
        carte = CarteExigence()
        carte.assouplir.connect(self._assouplir)
        self._colonne.insertWidget(self._colonne.indexOf(self.ecartes), carte)
        self.cartes.append(carte)

    def _assouplir(self, critere: str) -> None:
        exigences = avec_exigence(self._session.situation.exigences, critere, "souhaite")
        self._session.modifier(exigences=exigences)

    def _demander_fiche(self, index: QModelIndex) -> None:
        if outil := index.data(RESTANT).outil:
            self.fiche_demandee.emit(outil)
