"""Ce qui se dessine : textes, traits, aplats, courbes. Une page est une suite de marques, toutes mesurables."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.impression import encre
from gui.impression.encre import Style, mm
from gui.theme import jetons, papier


def couleur(jeton: str) -> QColor:
    """Couleur du thème clair, quel que soit celui de la fenêtre : le papier est blanc."""
    return QColor(getattr(jetons.CLAIR, jeton))


@dataclass(frozen=True, slots=True)
class Texte:
    """Une ligne de texte posée sur sa ligne de base."""

    x: float
    y: float
    texte: str
    style: Style

    @property
    def cadre(self) -> QRectF:
        """Place occupée : sa ligne, haute de son interligne."""
        haut = self.y - encre.base(self.style)
        return QRectF(self.x, haut, encre.largeur(self.texte, self.style), self.style.interligne)

    def peindre(self, peintre: QPainter) -> None:
        """Écrit la ligne."""
        peintre.setFont(encre.police(self.style))
        peintre.setPen(couleur(self.style.couleur))
        peintre.drawText(QPointF(self.x, self.y), self.texte)


@dataclass(frozen=True, slots=True)
class Trait:
    """Ligne brisée ; `tirets` en épaisseurs de trait. Hors de `fenetre`, rien ne se dessine."""

    points: tuple[tuple[float, float], ...]
    epaisseur: float = mm(papier.FILET)
    couleur: str = "trait_fort"
    tirets: tuple[float, ...] = ()
    fenetre: tuple[float, float, float, float] | None = None

    @property
    def cadre(self) -> QRectF:
        """Place occupée."""
        entier = QPolygonF([QPointF(*point) for point in self.points]).boundingRect()
        return entier if self.fenetre is None else entier.intersected(QRectF(*self.fenetre))

    def peindre(self, peintre: QPainter) -> None:
        """Trace la ligne."""
        plume = QPen(couleur(self.couleur), self.epaisseur)
        plume.setCapStyle(Qt.PenCapStyle.FlatCap)
        plume.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if self.tirets:
            plume.setDashPattern(self.tirets)
        peintre.setPen(plume)
        peintre.setBrush(Qt.BrushStyle.NoBrush)
        peintre.save()
        if self.fenetre is not None:
            peintre.setClipRect(QRectF(*self.fenetre))
        peintre.drawPolyline(QPolygonF([QPointF(*point) for point in self.points]))
        peintre.restore()


@dataclass(frozen=True, slots=True)
class Aplat:
    """Rectangle rempli, bordé ou les deux ; un rond si `rond`."""

    x: float
    y: float
    largeur: float
    hauteur: float
    fond: str = ""
    bord: str = ""
    epaisseur: float = mm(papier.FILET)
    rond: bool = False

    @property
    def cadre(self) -> QRectF:
        """Place occupée."""
        return QRectF(self.x, self.y, self.largeur, self.hauteur)

    def peindre(self, peintre: QPainter) -> None:
        """Remplit et borde."""
        peintre.setPen(QPen(couleur(self.bord), self.epaisseur) if self.bord else QPen(Qt.PenStyle.NoPen))
        peintre.setBrush(couleur(self.fond) if self.fond else Qt.BrushStyle.NoBrush)
        (peintre.drawEllipse if self.rond else peintre.drawRect)(self.cadre)


Marque = Texte | Trait | Aplat


@dataclass(frozen=True, slots=True)
class Pave:
    """Morceau de page : sa hauteur, et ses marques depuis son coin haut gauche."""

    hauteur: float = 0.0
    marques: tuple[Marque, ...] = field(default=(), repr=False)


def a_droite(droite: float, y: float, texte: str, style: Style) -> Texte:
    """Texte dont la fin est en `droite`."""
    return Texte(droite - encre.largeur(texte, style), y, texte, style)


def centre(milieu: float, y: float, texte: str, style: Style) -> Texte:
    """Texte dont le milieu est en `milieu`."""
    return Texte(milieu - encre.largeur(texte, style) / 2, y, texte, style)


def filet(gauche: float, droite: float, y: float, fort: bool = False) -> Trait:
    """Filet horizontal."""
    if fort:
        return Trait(((gauche, y), (droite, y)), mm(papier.FILET_FORT), "texte")
    return Trait(((gauche, y), (droite, y)))


def pointille(gauche: float, droite: float, y: float) -> Trait:
    """Ligne à remplir au stylo."""
    return Trait(((gauche, y), (droite, y)), mm(papier.FILET_FORT), "trait_fort", papier.POINTILLE)


def peindre(peintre: QPainter, marques: Iterable[Marque], x: float, y: float) -> None:
    """Peint des marques depuis (x, y)."""
    peintre.save()
    peintre.translate(x, y)
    for marque in marques:
        marque.peindre(peintre)
    peintre.restore()
