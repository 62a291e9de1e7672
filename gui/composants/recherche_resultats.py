"""Liste des résultats d'une recherche : où, puis l'extrait, les mots trouvés mis en valeur."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.composants.etiquettes import etiquette
from gui.composants.fiche_passages import lignes_en_clair
from gui.composants.option_de_vue import option_de_vue
from gui.composants.traits import peindre_anneau
from gui.tableaux.modele_trouvailles import RANGEE, ModeleTrouvailles
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.recherche import Trouvaille
from modele.nombres import ESPACE_INSECABLE

LIMITE = 60
_OCTETS_PAR_UNITE = 2
"""Qt compte les caractères d'un texte en unités UTF-16."""
_VERS_LA_GRILLE = "critère, dans la grille"


class DelegueTrouvailles(QStyledItemDelegate):
    """Met chaque extrait en page une seule fois par largeur."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self._marge = t.px(jetons.PAS[1])
        self._police, self._fort, self._petite = t.police(), t.police(gras=True), t.police(jetons.LEGENDE)
        self._metrique_fort = QFontMetrics(self._fort)
        self._metrique_petite = QFontMetrics(self._petite)
        self._trouve = QTextCharFormat()
        self._trouve.setBackground(t.couleur("accent_doux"))
        self._trouve.setFontWeight(QFont.Weight.Bold)
        self._pages: dict[Trouvaille, QTextLayout] = {}
        self._largeur_des_pages = 0

    def oublier(self) -> None:
        """Oublie les extraits de la recherche précédente."""
        self._pages.clear()

    def _page(self, trouvaille: Trouvaille, largeur: int) -> QTextLayout:
        if largeur != self._largeur_des_pages:
            self._largeur_des_pages = largeur
            self._pages.clear()
        if trouvaille not in self._pages:
            self._pages[trouvaille] = self._composer(trouvaille, largeur)
        return self._pages[trouvaille]

    def _composer(self, trouvaille: Trouvaille, largeur: int) -> QTextLayout:
        page = QTextLayout("".join(texte for texte, _ in trouvaille.extrait), self._police)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        page.setTextOption(option)
        mises_en_valeur, debut = [], 0
        for texte, trouve in trouvaille.extrait:
            longueur = len(texte.encode("utf-16-le")) // _OCTETS_PAR_UNITE
            if trouve:
                plage: Any = QTextLayout.FormatRange()
                plage.start, plage.length, plage.format = debut, longueur, self._trouve
                mises_en_valeur.append(plage)
            debut += longueur
        page.setFormats(mises_en_valeur)
        haut = 0.0
        page.beginLayout()
        while (ligne := page.createLine()).isValid():
            ligne.setLineWidth(largeur)
            ligne.setPosition(QPointF(0, haut))
            haut += ligne.height()
        page.endLayout()
        return page

    def _largeur(self, largeur: int) -> int:
        return largeur - 2 * self._marge

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Une ligne pour le lieu, celles de l'extrait dessous."""
        vue = option_de_vue(option).widget
        largeur = vue.viewport().width() if isinstance(vue, QAbstractItemView) else 0
        extrait = self._page(index.data(RANGEE), self._largeur(largeur)).boundingRect().height()
        return QSize(0, self._metrique_fort.height() + round(extrait) + 2 * self._marge)

    def paint(
        self, peintre: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Peint un résultat."""
        trouvaille: Trouvaille = index.data(RANGEE)
        cadre, etat = option_de_vue(option).rect, option_de_vue(option).state
        t = theme()
        peintre.save()
        if etat & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
            peintre.fillRect(cadre, t.couleur("creux"))
        peintre.fillRect(QRect(cadre.left(), cadre.bottom(), cadre.width(), jetons.FILET), t.couleur("trait"))
        gauche, largeur = cadre.left() + self._marge, self._largeur(cadre.width())
        haut = cadre.top() + self._marge
        ou = _VERS_LA_GRILLE if trouvaille.genre == "critere" else lignes_en_clair(trouvaille.lignes)
        place = largeur - self._marge
        ou = self._metrique_petite.elidedText(ou, Qt.TextElideMode.ElideRight, place // 3)
        place -= self._metrique_petite.horizontalAdvance(ou)
        titre = self._metrique_fort.elidedText(trouvaille.titre, Qt.TextElideMode.ElideRight, place)
        peintre.setFont(self._fort)
        peintre.setPen(t.couleur("texte"))
        peintre.drawText(gauche, haut + self._metrique_fort.ascent(), titre)
        peintre.setFont(self._petite)
        peintre.setPen(t.couleur("texte_faible"))
        a_droite = gauche + largeur - self._metrique_petite.horizontalAdvance(ou)
        peintre.drawText(a_droite, haut + self._metrique_fort.ascent(), ou)
        peintre.setPen(t.couleur("texte"))
        page = self._page(trouvaille, largeur)
        page.draw(peintre, QPointF(gauche, haut + self._metrique_fort.height()))
        if etat & QStyle.StateFlag.State_HasFocus:
            peindre_anneau(peintre, cadre)
        peintre.restore()


class ResultatsRecherche(QWidget):
    """Effectif, liste et, quand rien ne répond, ce que l'on peut faire."""

    trouvaille_choisie = Signal(object)
    effacement_demande = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.effectif = etiquette(self, "legende", coupee=True)
        self.modele = ModeleTrouvailles(self)
        self.liste = QListView(self)
        self.liste.setProperty("role", "liste")
        self.liste.setAccessibleName("Résultats de la recherche")
        self.liste.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.liste.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.liste.setResizeMode(QListView.ResizeMode.Adjust)
        self.liste.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.liste.setMouseTracking(True)
        self.liste.setModel(self.modele)
        self._delegue = DelegueTrouvailles(self)
        self.liste.setItemDelegate(self._delegue)
        self.liste.clicked.connect(self._choisir)
        self.liste.activated.connect(self._choisir)
        self.vide = etiquette(self, coupee=True)
        self._pile = QStackedWidget(self)
        barre = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self.setMaximumWidth(theme().px(jetons.LARGEUR_EXTRAIT + 2 * jetons.PAS[1]) + barre)
        self._pile.addWidget(self.liste)
        self.effacer = QPushButton("Effacer la recherche", self)
        self.effacer.clicked.connect(self.effacement_demande)
        rien = QWidget(self._pile)
        colonne = QVBoxLayout(rien)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(theme().px(jetons.PAS[2]))
        colonne.addWidget(self.vide)
        colonne.addWidget(self.effacer, 0, Qt.AlignmentFlag.AlignLeft)
        colonne.addStretch()
        self._rien = rien
        self._pile.addWidget(rien)
        disposition = QVBoxLayout(self)
        disposition.setContentsMargins(0, 0, 0, 0)
        disposition.setSpacing(theme().px(jetons.PAS[0]))
        disposition.addWidget(self.effectif)
        disposition.addWidget(self._pile, 1)

    def montrer(self, texte: str, trouvailles: tuple[Trouvaille, ...]) -> None:
        """Montre ce qui répond à `texte`."""
        self._delegue.oublier()
        self.modele.montrer(trouvailles)
        self.liste.scrollToTop()
        cherche = f"«{ESPACE_INSECABLE}{texte}{ESPACE_INSECABLE}»"
        nombre = len(trouvailles)
        if nombre >= LIMITE:
            self.effectif.setText(
                f"Les {LIMITE} meilleurs résultats pour {cherche}. Un mot de plus les réduit."
            )
        else:
            self.effectif.setText(f"{nombre} résultat{'s' if nombre > 1 else ''} pour {cherche}")
        self.effectif.setVisible(nombre > 0)
        self.vide.setText(
            f"Rien dans le guide ne répond à {cherche}. Essayez un seul mot, ou seulement son début."
        )
        self._pile.setCurrentWidget(self.liste if nombre else self._rien)

    def dire(self, phrase: str) -> None:
        """Remplace les résultats par une phrase."""
        self.modele.montrer(())
        self.effectif.hide()
        self.vide.setText(phrase)
        self._pile.setCurrentWidget(self._rien)

    def descendre(self) -> None:
        """Donne le clavier au premier résultat."""
        if self.modele.rowCount():
            self.liste.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.liste.currentIndex().isValid():
                self.liste.setCurrentIndex(self.modele.index(0))

    def choisir_premier(self) -> None:
        """Choisit le résultat courant, à défaut le premier."""
        courant = self.liste.currentIndex()
        self._choisir(courant if courant.isValid() else self.modele.index(0))

    def _choisir(self, index: QModelIndex) -> None:
        if trouvaille := index.data(RANGEE):
            self.trouvaille_choisie.emit(trouvaille)
