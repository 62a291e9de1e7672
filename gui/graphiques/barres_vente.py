"""Barres d'une vente, avant et après : un motif par poste, lisible sans couleur."""

from collections.abc import Sequence
from fractions import Fraction
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.theme import jetons
from gui.theme.style import theme
from modele.nombres import ESPACE_INSECABLE

POSTES = ("distance", "vente", "preparation", "autres", "outil")
"""Postes dans l'ordre des motifs : plein, obliques, points, horizontales, verticales."""


class Part(NamedTuple):
    """Un poste d'une barre ; `texte` est son montant écrit."""

    cle: str
    libelle: str
    montant: Fraction
    texte: str


class Barre(NamedTuple):
    """Une barre : « Avant », son total écrit, ses parts de gauche à droite."""

    titre: str
    total: str
    parts: tuple[Part, ...]

    @property
    def longueur(self) -> Fraction:
        """Somme des parts."""
        return sum((part.montant for part in self.parts), Fraction(0))


class Groupe(NamedTuple):
    """Les barres d'une vente ; sans titre, elles se suivent sans en-tête."""

    titre: str
    barres: tuple[Barre, ...]


def motif(cle: str, densite: float = 1.0) -> QBrush:
    """Remplissage d'un poste : sa couleur, traversée d'un dessin à la couleur du papier."""
    t = theme()
    rang = POSTES.index(cle)
    cote, trait = t.px(jetons.COTE_MOTIF), t.px(jetons.FILET)
    tuile = QPixmap(QSize(cote, cote) * densite)
    tuile.setDevicePixelRatio(densite)
    tuile.fill(t.series()[rang])
    peintre = QPainter(tuile)
    peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
    peintre.setPen(QPen(t.couleur("papier"), trait))
    if rang == 1:
        # Trois traits : la tuile se raccorde à ses voisines par les coins.
        for x in (-cote, 0, cote):
            peintre.drawLine(QLineF(x, cote, x + cote, 0))
    elif rang == 2:
        peintre.setBrush(t.couleur("papier"))
        peintre.setPen(Qt.PenStyle.NoPen)
        peintre.drawEllipse(QPointF(cote / 2, cote / 2), cote / 4, cote / 4)
    elif rang == 3:
        peintre.fillRect(0, (cote - trait) // 2, cote, trait, t.couleur("papier"))
    elif rang == 4:
        peintre.fillRect((cote - trait) // 2, 0, trait, cote, t.couleur("papier"))
    peintre.end()
    return QBrush(tuile)


class PastilleVente(QWidget):
    """Carré au motif d'un poste, pour la légende."""

    def __init__(self, cle: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cle = cle
        self.setFixedSize(QSize(1, 1) * theme().px(jetons.COTE_LEGENDE))

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le carré."""
        peintre = QPainter(self)
        peintre.fillRect(self.rect(), motif(self._cle, self.devicePixelRatioF()))
        peintre.end()


class BarresVente(QWidget):
    """Groupes de barres à la même échelle, chacune suivie de son total."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self._groupes: tuple[Groupe, ...] = ()
        self._zones: list[tuple[QRect, str]] = []
        self._police, self._gras = t.police(), t.police(gras=True)
        self._metrique, self._metrique_gras = QFontMetrics(self._police), QFontMetrics(self._gras)
        self._epaisseur = t.px(jetons.HAUTEUR_BARRE_VENTE)
        self._ecart = t.px(jetons.PAS[1])
        self._rangee = max(self._epaisseur, self._metrique.height()) + t.px(jetons.PAS[0])
        self._motifs: dict[str, QBrush] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def montrer(self, groupes: Sequence[Groupe]) -> None:
        """Prend d'autres barres."""
        nouveaux = tuple(groupes)
        if nouveaux == self._groupes:
            return
        change_de_hauteur = [(bool(g.titre), len(g.barres)) for g in nouveaux] != [
            (bool(g.titre), len(g.barres)) for g in self._groupes
        ]
        self._groupes = nouveaux
        self.setAccessibleName("\n".join(_en_clair(g) for g in nouveaux))
        if change_de_hauteur:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Hauteur de toutes les barres."""
        haut = 0
        for rang, groupe in enumerate(self._groupes):
            haut += self._entete(groupe, rang) + len(groupe.barres) * self._rangee
        return QSize(theme().px(jetons.LARGEUR_RECHERCHE), haut)

    def minimumSizeHint(self) -> QSize:
        """Même hauteur, à toute largeur."""
        return QSize(0, self.sizeHint().height())

    def _entete(self, groupe: Groupe, rang: int) -> int:
        avant = self._ecart if rang else 0
        return avant + self._metrique_gras.height() + theme().px(jetons.PAS[0]) if groupe.titre else avant

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint titres, barres et totaux."""
        peintre = QPainter(self)
        t = theme()
        barres = [barre for groupe in self._groupes for barre in groupe.barres]
        titres = max((self._metrique.horizontalAdvance(b.titre) for b in barres), default=0)
        totaux = max((self._metrique_gras.horizontalAdvance(b.total) for b in barres), default=0)
        maximum = max((b.longueur for b in barres), default=Fraction(0))
        gauche = titres + self._ecart
        largeur = max(1, self.width() - gauche - totaux - self._ecart)
        self._zones = []
        haut = 0
        for rang, groupe in enumerate(self._groupes):
            entete = self._entete(groupe, rang)
            if groupe.titre:
                peintre.setFont(self._gras)
                peintre.setPen(t.couleur("texte"))
                ligne = haut + entete - t.px(jetons.PAS[0]) - self._metrique_gras.descent()
                nom = self._metrique_gras.elidedText(groupe.titre, Qt.TextElideMode.ElideRight, self.width())
                peintre.drawText(0, ligne, nom)
            haut += entete
            for barre in groupe.barres:
                cadre = QRect(gauche, haut, largeur, self._rangee)
                fin = self._empiler(peintre, cadre, barre, maximum)
                peintre.setPen(t.couleur("texte"))
                peintre.setFont(self._police)
                alignement = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
                peintre.drawText(QRect(0, haut, titres + 1, self._rangee), alignement, barre.titre)
                peintre.setFont(self._gras)
                reste = QRect(fin + self._ecart, haut, self.width() - fin - self._ecart, self._rangee)
                peintre.drawText(reste, alignement, barre.total)
                haut += self._rangee
        peintre.end()

    def _empiler(self, peintre: QPainter, cadre: QRect, barre: Barre, maximum: Fraction) -> int:
        """Peint les parts et rend l'abscisse où la barre finit."""
        t = theme()
        haut = cadre.top() + (cadre.height() - self._epaisseur) // 2
        cumul = Fraction(0)
        gauche = cadre.left()
        for part in barre.parts:
            if not part.montant:
                continue
            cumul += part.montant
            droite = max(gauche + 1, cadre.left() + int(cadre.width() * cumul / maximum))
            place = QRect(gauche, haut, droite - gauche, self._epaisseur)
            peintre.setBrushOrigin(place.topLeft())
            peintre.fillRect(place, self._motif(part.cle))
            self._zones.append((place, f"{part.libelle}{ESPACE_INSECABLE}: {part.texte}"))
            peintre.setPen(t.couleur("papier"))
            peintre.drawLine(droite - 1, haut, droite - 1, haut + self._epaisseur - 1)
            gauche = droite
        if gauche == cadre.left():
            peintre.setPen(t.couleur("trait_fort"))
            peintre.drawLine(gauche, haut, gauche, haut + self._epaisseur - 1)
        return gauche

    def _motif(self, cle: str) -> QBrush:
        if cle not in self._motifs:
            self._motifs[cle] = motif(cle, self.devicePixelRatioF())
        return self._motifs[cle]

    def part_en(self, point: QPoint) -> str:
        """« Temps de vente : 936 € » sous un point, ou chaîne vide."""
        return next((texte for zone, texte in self._zones if zone.contains(point)), "")

    def event(self, evenement: QEvent) -> bool:
        """Infobulle de la part survolée."""
        if isinstance(evenement, QHelpEvent) and evenement.type() == QEvent.Type.ToolTip:
            texte = self.part_en(evenement.pos())
            QToolTip.showText(evenement.globalPos(), escape(texte), self)
            return True
        return super().event(evenement)


def _en_clair(groupe: Groupe) -> str:
    barres = [
        f"{barre.titre} {barre.total} ("
        + ", ".join(f"{part.libelle} {part.texte}" for part in barre.parts if part.montant)
        + ")"
        for barre in groupe.barres
    ]
    titre = f"{groupe.titre}{ESPACE_INSECABLE}: " if groupe.titre else ""
    return titre + f"{ESPACE_INSECABLE}; ".join(barres)
