"""Réponses en grand : toute la carte se clique, la touche Espace la choisit."""

from collections.abc import Hashable, Iterable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from gui.composants.texte_brut import texte_brut
from gui.composants.traits import peindre_anneau
from gui.theme import jetons
from gui.theme.style import theme

_HABILLAGE = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
Reponse = tuple[Hashable, str, str]
"""Valeur, mots, précision (éventuellement vide)."""


class GrandChoix(QAbstractButton):
    """Une réponse ; `unique` vaut vrai si la choisir décoche ses voisines du même parent."""

    def __init__(self, mots: str, precision: str, unique: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self._precision = precision
        self._mesures: dict[int, tuple[int, int]] = {}
        self._marge, self._cote = t.px(jetons.PAS[1]), t.px(jetons.COTE_MARQUE)
        self._police, self._petite = t.police(), t.police(jetons.LEGENDE)
        self._metrique, self._petite_metrique = QFontMetrics(self._police), QFontMetrics(self._petite)
        self.setText(mots)
        self.setCheckable(True)
        self.setAutoExclusive(unique)
        self.setAccessibleName(mots)
        self.setAccessibleDescription(precision)
        taille = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        taille.setHeightForWidth(True)
        self.setSizePolicy(taille)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def _hauteurs(self, largeur: int) -> tuple[int, int]:
        """Hauteur des mots et de la précision dans une carte de `largeur` pixels, mesurée une fois."""
        if largeur not in self._mesures:
            self._mesures[largeur] = self._mesurer(largeur)
        return self._mesures[largeur]

    def _mesurer(self, largeur: int) -> tuple[int, int]:
        cadre = QRect(0, 0, largeur - 3 * self._marge - self._cote, 0)
        mots = self._metrique.boundingRect(cadre, _HABILLAGE, self.text()).height()
        if not self._precision:
            return mots, 0
        return mots, self._petite_metrique.boundingRect(cadre, _HABILLAGE, self._precision).height()

    def hasHeightForWidth(self) -> bool:
        """Plus étroite, la carte est plus haute."""
        return True

    def heightForWidth(self, largeur: int) -> int:
        """Hauteur des mots, de la précision et de l'air autour."""
        return sum(self._hauteurs(largeur)) + 2 * self._marge

    def sizeHint(self) -> QSize:
        """Taille à la largeur d'une colonne de champs."""
        largeur = theme().px(jetons.LARGEUR_COLONNE_DE_CHAMPS)
        return QSize(largeur, self.heightForWidth(largeur))

    def minimumSizeHint(self) -> QSize:
        """Peut devenir étroite."""
        return QSize(theme().px(jetons.LARGEUR_COLONNE), 0)

    def hitButton(self, point: QPoint) -> bool:
        """Toute la carte se clique."""
        return self.rect().contains(point)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le cadre, la marque, les mots et la précision."""
        t = theme()
        coche = self.isChecked()
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        peintre.setBrush(t.couleur("accent_doux" if coche else "creux" if self.underMouse() else "papier"))
        peintre.setPen(QPen(t.couleur("accent" if coche else "trait_fort"), jetons.FILET))
        demi, rayon = jetons.FILET / 2, t.px(jetons.RAYON)
        peintre.drawRoundedRect(QRectF(self.rect()).adjusted(demi, demi, -demi, -demi), rayon, rayon)
        mots, precision = self._hauteurs(self.width())
        haut = (self.height() - mots - precision) // 2
        gauche = 2 * self._marge + self._cote
        place = QRect(gauche, haut, self.width() - gauche - self._marge, mots)
        milieu = haut + self._metrique.height() / 2
        self._marquer(peintre, QRectF(self._marge, milieu - self._cote / 2, self._cote, self._cote))
        peintre.setFont(self._police)
        peintre.setPen(t.couleur("texte"))
        peintre.drawText(place, _HABILLAGE, self.text())
        peintre.setFont(self._petite)
        peintre.setPen(t.couleur("texte_faible"))
        peintre.drawText(place.translated(0, mots).adjusted(0, 0, 0, precision), _HABILLAGE, self._precision)
        if self.hasFocus():
            peintre.setBrush(Qt.BrushStyle.NoBrush)
            peindre_anneau(peintre, self.rect())
        peintre.end()

    def _marquer(self, peintre: QPainter, carre: QRectF) -> None:
        """Rond à point pour une réponse unique, case à coche sinon."""
        t = theme()
        coche, unique = self.isChecked(), self.autoExclusive()
        peintre.setPen(QPen(t.couleur("accent" if coche else "trait_fort"), jetons.TRAIT_MARQUE))
        peintre.setBrush(t.couleur("accent" if coche and not unique else "papier"))
        rayon = carre.width() / 2 if unique else jetons.RAYON / 2
        peintre.drawRoundedRect(carre, rayon, rayon)
        quart = carre.width() / 4
        if coche and unique:
            peintre.setPen(Qt.PenStyle.NoPen)
            peintre.setBrush(t.couleur("accent"))
            peintre.drawEllipse(carre.adjusted(quart, quart, -quart, -quart))
        elif coche:
            peintre.setPen(QPen(t.couleur("sur_accent"), jetons.TRAIT_MARQUE * theme().echelle))
            centre = carre.center()
            pointes = (QPointF(-quart, 0), QPointF(-quart / 4, quart * 0.8), QPointF(quart, -quart * 0.8))
            peintre.drawPolyline([centre + pointe for pointe in pointes])


class ChoixUnique(QWidget):
    """Des réponses dont une seule vaut, sous leur question."""

    choisie = Signal(object)
    """Émis avec la valeur quand la personne choisit, jamais quand le programme la fixe."""

    def __init__(
        self, question: str, reponses: Iterable[Reponse], aide: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.cartes: dict[Hashable, GrandChoix] = {}
        self.setAccessibleName(question)
        disposition = QVBoxLayout(self)
        disposition.setContentsMargins(0, 0, 0, 0)
        disposition.setSpacing(theme().px(jetons.PAS[0]))
        disposition.addWidget(texte_brut(question))
        for valeur, mots, precision in reponses:
            carte = GrandChoix(mots, precision, unique=True)
            carte.setAccessibleName(f"{question}\u00a0: {mots}")
            carte.clicked.connect(lambda _=False, v=valeur: self._choisir(v))
            disposition.addWidget(carte)
            self.cartes[valeur] = carte
        if aide:
            disposition.addWidget(texte_brut(aide, "legende"))

    def fixer(self, valeur: Hashable) -> None:
        """Coche la réponse de cette valeur ; la tabulation va à elle, les flèches aux autres."""
        self.cartes[valeur].setChecked(True)
        self._poser_tabulation()

    def _choisir(self, valeur: Hashable) -> None:
        self._poser_tabulation()
        self.choisie.emit(valeur)

    def _poser_tabulation(self) -> None:
        for carte in self.cartes.values():
            policy = Qt.FocusPolicy.StrongFocus if carte.isChecked() else Qt.FocusPolicy.ClickFocus
            carte.setFocusPolicy(policy)
