"""Groupe de champs qu'un titre replie ou déplie, à la souris, avec Espace ou Entrée."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from gui.composants.champ_etiquete import ChampEtiquete
from gui.composants.traits import peindre_anneau, peindre_chevron
from gui.theme.style import theme


class TitreRepliable(QAbstractButton):
    """Titre à chevron : coché quand ce qu'il commande est déplié."""

    def __init__(self, titre: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._police = theme().police(gras=True)
        self._metrique = QFontMetrics(self._police)
        self.setText(titre)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(titre)
        self.toggled.connect(self._dire_etat)
        self._dire_etat(False)

    def _dire_etat(self, deplie: bool) -> None:
        self.setAccessibleDescription("déplié" if deplie else "replié")

    def sizeHint(self) -> QSize:
        """Une ligne de texte et de l'air pour le doigt."""
        return QSize(theme().px(80), self._metrique.height() + theme().px(12))

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée replie et déplie comme Espace."""
        if evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
        else:
            super().keyPressEvent(evenement)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le chevron, le titre et l'anneau de focus."""
        t = theme()
        marge = t.px(20)
        cadre = QRectF(0, 0, t.px(12), self.height())
        peintre = QPainter(self)
        if self.underMouse():
            peintre.fillRect(self.rect(), t.couleur("creux"))
        peindre_chevron(peintre, cadre, t.couleur("texte"), self.isChecked())
        peintre.setFont(self._police)
        peintre.setPen(t.couleur("texte"))
        texte = self._metrique.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - marge)
        peintre.drawText(self.rect().adjusted(marge, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, texte)
        if self.hasFocus():
            peindre_anneau(peintre, self.rect())
        peintre.end()


class GroupeRepliable(QWidget):
    """Titre et contenu empilés ; `remplir` donne les widgets du contenu, à la première ouverture."""

    bascule = Signal(bool)
    """Émis avec vrai quand le groupe vient d'être déplié, contenu en place."""

    def __init__(
        self,
        titre: str,
        remplir: Callable[[], Iterable[QWidget]],
        deplie: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._remplir = remplir
        self._contenu: QWidget | None = None
        self.titre = TitreRepliable(titre)
        self._disposition = QVBoxLayout(self)
        self._disposition.setContentsMargins(0, 0, 0, 0)
        self._disposition.setSpacing(0)
        self._disposition.addWidget(self.titre)
        self.titre.toggled.connect(self._montrer)
        self.titre.setChecked(deplie)

    @property
    def deplie(self) -> bool:
        """Vrai si le contenu est visible."""
        return self.titre.isChecked()

    def deplier(self, deplie: bool = True) -> None:
        """Déplie ou replie."""
        self.titre.setChecked(deplie)

    def construire(self) -> QWidget:
        """Contenu, créé s'il ne l'est pas encore."""
        if self._contenu is None:
            self._contenu = QWidget(self)
            colonne = QVBoxLayout(self._contenu)
            colonne.setContentsMargins(0, theme().px(4), 0, theme().px(12))
            colonne.setSpacing(theme().px(12))
            precedent: QWidget = self.titre
            for widget in self._remplir():
                colonne.addWidget(widget)
                # Construits après le reste du panneau, les champs suivraient sinon toute la fenêtre.
                if isinstance(widget, ChampEtiquete):
                    QWidget.setTabOrder(precedent, widget.champ)
                    precedent = widget.champ
            self._disposition.addWidget(self._contenu)
            self._contenu.setVisible(self.deplie)
        return self._contenu

    def _montrer(self, deplie: bool) -> None:
        if deplie or self._contenu is not None:
            self.construire().setVisible(deplie)
        self.bascule.emit(deplie)
