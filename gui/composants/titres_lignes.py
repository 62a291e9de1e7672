"""Première colonne de la grille : noms des critères et des groupes, avec la marque des besoins."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from gui.composants.delegue_case import peindre_anneau
from gui.composants.formes import dessiner_chevron, dessiner_exigence
from gui.composants.texte import couper
from gui.tableaux import roles
from gui.theme import jetons
from gui.theme.style import theme

_CENTRE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class TitresLignes(QHeaderView):
    """Titres peints d'après le rôle TITRE du modèle ; un clic droit demande un menu."""

    menu_demande = Signal(int)
    """Ligne dont on demande le menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setProperty("role", "grille")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self._coupes: dict[tuple[str, int, bool], tuple[str, ...]] = {}
        self._survol = -1
        self.ligne_en_focus = -1

    def sizeHint(self) -> QSize:
        """Largeur de la première colonne, fixée par la grille."""
        # Qt mesurerait les titres de toutes les lignes pour une hauteur dont il ne se sert pas.
        return QSize(self.maximumWidth(), theme().px(jetons.HAUTEUR_LIGNE))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Peint le titre d'une ligne."""
        titre = self.model().headerData(logicalIndex, Qt.Orientation.Vertical, roles.TITRE)
        if isinstance(titre, roles.TitreGroupe):
            self._peindre_groupe(painter, rect, titre, logicalIndex == self._survol)
        elif isinstance(titre, roles.TitreTete):
            self._peindre_tete(painter, rect, titre.nom)
        elif isinstance(titre, roles.TitreCritere):
            self._peindre_critere(painter, rect, titre, logicalIndex == self._survol)
        if logicalIndex == self.ligne_en_focus:
            peindre_anneau(painter, rect, "accent", theme().px(jetons.ANNEAU))

    def _peindre_groupe(
        self, peintre: QPainter, cadre: QRect, titre: roles.TitreGroupe, survol: bool
    ) -> None:
        t = theme()
        peintre.fillRect(cadre, t.couleur("trait" if survol else "creux"))
        dessiner_chevron(peintre, self._place_du_signe(cadre), titre.replie, t.couleur("texte"))
        texte = self._place_du_texte(cadre)
        compte = str(titre.total) if titre.retenus == titre.total else f"{titre.retenus}/{titre.total}"
        police = t.police(jetons.LEGENDE)
        peintre.setFont(police)
        peintre.setPen(t.couleur("texte_faible"))
        peintre.drawText(texte, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, compte)
        texte.setRight(texte.right() - QFontMetrics(police).horizontalAdvance(compte) - t.px(jetons.PAS[0]))
        peintre.setFont(t.police(jetons.LEGENDE, gras=True))
        peintre.setPen(t.couleur("texte"))
        self._ecrire(peintre, texte, titre.nom)

    def _peindre_tete(self, peintre: QPainter, cadre: QRect, nom: str) -> None:
        t = theme()
        peintre.fillRect(cadre, t.couleur("fond"))
        peintre.fillRect(cadre.right(), cadre.top(), jetons.FILET, cadre.height(), t.couleur("trait"))
        peintre.setFont(t.police(jetons.LEGENDE))
        peintre.setPen(t.couleur("texte_faible"))
        self._ecrire(peintre, self._place_du_texte(cadre), nom)

    def _peindre_critere(
        self, peintre: QPainter, cadre: QRect, titre: roles.TitreCritere, survol: bool
    ) -> None:
        t = theme()
        fond = "accent_doux" if titre.choisi else "creux" if survol else "fond"
        peintre.fillRect(cadre, t.couleur(fond))
        peintre.fillRect(cadre.left(), cadre.bottom(), cadre.width(), jetons.FILET, t.couleur("trait"))
        peintre.fillRect(cadre.right(), cadre.top(), jetons.FILET, cadre.height(), t.couleur("trait"))
        if titre.exigence:
            signe = self._place_du_signe(cadre)
            dessiner_exigence(peintre, signe, titre.exigence, t.couleur("accent"), t.couleur("sur_accent"))
        peintre.setFont(t.police(jetons.LEGENDE, gras=titre.exigence == "indispensable"))
        peintre.setPen(t.couleur("texte"))
        self._ecrire(peintre, self._place_du_texte(cadre), titre.nom)

    def _ecrire(self, peintre: QPainter, cadre: QRect, texte: str) -> None:
        # Un critère devenu indispensable passe en gras, donc se coupe ailleurs.
        cle = (texte, cadre.width(), peintre.font().bold())
        lignes = self._coupes.get(cle)
        if lignes is None:
            metriques = peintre.fontMetrics()
            nombre = max(1, cadre.height() // metriques.lineSpacing())
            lignes = self._coupes[cle] = couper(texte, metriques, cadre.width(), nombre)
        peintre.drawText(cadre, _CENTRE, "\n".join(lignes))

    @staticmethod
    def _place_du_signe(cadre: QRect) -> QRectF:
        cote, marge = theme().px(jetons.COTE_MARQUE), theme().px(jetons.PAS[0])
        return QRectF(cadre.left() + marge, cadre.center().y() + 0.5 - cote / 2, cote, cote)

    @staticmethod
    def _place_du_texte(cadre: QRect) -> QRect:
        marge = theme().px(jetons.PAS[0])
        return cadre.adjusted(2 * marge + theme().px(jetons.COTE_MARQUE), 0, -marge, -jetons.FILET)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Suit la ligne survolée."""
        super().mouseMoveEvent(event)
        self._survoler(self.logicalIndexAt(event.position().toPoint()))

    def viewportEvent(self, event: QEvent) -> bool:
        """Oublie la ligne survolée quand la souris sort."""
        if event.type() == QEvent.Type.Leave:
            self._survoler(-1)
        elif isinstance(event, QContextMenuEvent):
            ligne = self.logicalIndexAt(event.pos())
            if ligne >= 0:
                self.menu_demande.emit(ligne)
            return True
        return super().viewportEvent(event)

    def _survoler(self, ligne: int) -> None:
        if ligne != self._survol:
            self._survol = ligne
            self.viewport().update()
