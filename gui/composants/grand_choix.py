"""Réponses en grand : toute la carte se clique, la touche Espace la choisit."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from gui.composants.traits import peindre_anneau, peindre_coche
from gui.theme import jetons
from gui.theme.style import theme

_HABILLAGE = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class _Carte(QAbstractButton):
    """Ce que partagent une réponse unique et une réponse parmi plusieurs."""

    _precision = ""

    def _preparer(self, mots: str, precision: str) -> None:
        self._precision = precision
        self.setText(mots)
        self.setAccessibleName(mots)
        self.setAccessibleDescription(precision)
        taille = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        taille.setHeightForWidth(True)
        self.setSizePolicy(taille)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        t = theme()
        self._marge = t.px(jetons.PAS[1])
        self._cote = t.px(jetons.COTE_MARQUE)
        self._police, self._petite = t.police(), t.police(jetons.LEGENDE)
        self._metrique, self._petite_metrique = QFontMetrics(self._police), QFontMetrics(self._petite)

    def _hauteurs(self, largeur: int) -> tuple[int, int]:
        """Hauteur des mots et de la précision dans une carte de `largeur` pixels."""
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

    def _peindre_marque(self, peintre: QPainter, carre: QRectF) -> None:
        raise NotImplementedError

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le cadre, la marque, les mots et la précision."""
        t = theme()
        coche = self.isChecked()
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        fond = "accent_doux" if coche else "creux" if self.underMouse() else "papier"
        peintre.setBrush(t.couleur(fond))
        peintre.setPen(QPen(t.couleur("accent" if coche else "trait_fort"), jetons.FILET))
        demi = jetons.FILET / 2
        rayon = t.px(jetons.RAYON)
        peintre.drawRoundedRect(QRectF(self.rect()).adjusted(demi, demi, -demi, -demi), rayon, rayon)
        mots, precision = self._hauteurs(self.width())
        haut = (self.height() - mots - precision) // 2
        gauche = 2 * self._marge + self._cote
        place = QRect(gauche, haut, self.width() - gauche - self._marge, mots)
        milieu = haut + self._metrique.height() / 2
        self._peindre_marque(
            peintre, QRectF(self._marge, milieu - self._cote / 2, self._cote, self._cote)
        )
        peintre.setFont(self._police)
        peintre.setPen(t.couleur("texte"))
        peintre.drawText(place, _HABILLAGE, self.text())
        peintre.setFont(self._petite)
        peintre.setPen(t.couleur("texte_faible"))
        peintre.drawText(place.translated(0, mots).adjusted(0, 0, 0, precision), _HABILLAGE, self._precision)
        if self.hasFocus():
            peindre_anneau(peintre, self.rect())
        peintre.end()


class ReponseUnique(_Carte, QRadioButton):
    """Une réponse parmi celles de son groupe."""

    def __init__(self, mots: str, precision: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preparer(mots, precision)

    def _peindre_marque(self, peintre: QPainter, carre: QRectF) -> None:
        t = theme()
        peintre.setBrush(t.couleur("papier"))
        peintre.setPen(QPen(t.couleur("accent" if self.isChecked() else "trait_fort"), jetons.TRAIT_MARQUE))
        peintre.drawEllipse(carre)
        if self.isChecked():
            quart = carre.width() / 4
            peintre.setPen(Qt.PenStyle.NoPen)
            peintre.setBrush(t.couleur("accent"))
            peintre.drawEllipse(carre.adjusted(quart, quart, -quart, -quart))


class ReponseMultiple(_Carte, QCheckBox):
    """Une réponse qui n'en exclut aucune autre."""

    def __init__(self, mots: str, precision: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preparer(mots, precision)

    def _peindre_marque(self, peintre: QPainter, carre: QRectF) -> None:
        t = theme()
        coche = self.isChecked()
        peintre.setBrush(t.couleur("accent" if coche else "papier"))
        peintre.setPen(QPen(t.couleur("accent" if coche else "trait_fort"), jetons.FILET))
        peintre.drawRoundedRect(carre, jetons.ANNEAU, jetons.ANNEAU)
        if coche:
            peindre_coche(peintre, carre, t.couleur("sur_accent"))
