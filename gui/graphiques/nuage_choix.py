"""Petit graphique du choix : coût en hauteur, souhaits remplis en largeur, un rond par outil."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from itertools import pairwise

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.phrases import compter, montant
from modele.choix.presentation import Point
from modele.graduations import fin_ronde, graduations, pas_rond
from modele.nombres import ESPACE_INSECABLE, euros

NOMS_MAX = 14
"""Autant de noms au plus, d'abord ceux des outils qu'aucun autre ne dépasse : le reste est dans la liste."""
_TRAITS_VERTICAUX, _TRAITS_HORIZONTAUX = 8, 4
_SANS_COUT = Fraction(100)
"""Fin de l'axe des coûts quand aucun outil ne coûte rien."""


@dataclass(frozen=True, slots=True)
class Marque:
    """Un outil placé : son rond, et son nom s'il a trouvé place, avec le trait qui l'y relie."""

    point: Point
    centre: QPointF
    nom: QRectF | None
    lien: QLineF | None


class NuageChoix(QWidget):
    """Ronds pleins reliés pour les outils qu'aucun autre ne dépasse, vides pour les autres."""

    outil_choisi = Signal(str)
    """Outil dont on a cliqué le rond ou le nom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = theme()
        self._points: tuple[Point, ...] = ()
        self._souhaits = 0
        self._outil = ""
        self._taxe = ""
        self._fin = _SANS_COUT
        self._marques: tuple[Marque, ...] | None = None
        self._police, self._gras = t.police(jetons.LEGENDE), t.police(jetons.LEGENDE, gras=True)
        self._metrique, self._metrique_gras = QFontMetrics(self._police), QFontMetrics(self._gras)
        self._rayon = t.px(jetons.COTE_FORME) / 2
        self._pas = t.px(jetons.PAS[0])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName("Coût et souhaits remplis de chaque outil")

    def montrer(self, points: Sequence[Point], souhaits: int, outil: str, taxe: str) -> None:
        """Prend d'autres points ; `souhaits` est le nombre de souhaits de la ferme, `outil` celui qu'elle a choisi.

        `taxe` dit ce que comptent les coûts : « HT » ou « TVA comprise ».
        """
        nouveaux = tuple(points)
        self._taxe = taxe
        self.update()
        if (nouveaux, souhaits, outil) == (self._points, self._souhaits, self._outil):
            return
        self._points, self._souhaits, self._outil = nouveaux, souhaits, outil
        plus_cher = max((Fraction(point.cout) for point in nouveaux), default=Fraction(0))
        self._fin = fin_ronde(plus_cher) if plus_cher else _SANS_COUT
        self._marques = None
        phrases = (en_clair(point, souhaits) for point in nouveaux)
        self.setAccessibleDescription(f"{ESPACE_INSECABLE}; ".join(phrases))
        self.update()

    @property
    def marques(self) -> tuple[Marque, ...]:
        """Outils placés, ceux qu'aucun autre ne dépasse d'abord."""
        if self._marques is None:
            self._marques = tuple(self._placer())
        return self._marques

    def sizeHint(self) -> QSize:
        """Hauteur fixe, largeur de la place donnée."""
        t = theme()
        return QSize(t.px(jetons.LARGEUR_CARTE), t.px(jetons.HAUTEUR_NUAGE))

    def minimumSizeHint(self) -> QSize:
        """Même hauteur, plus étroit s'il le faut."""
        return QSize(theme().px(jetons.LARGEUR_SAISIE), self.sizeHint().height())

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Replace tout."""
        super().resizeEvent(evenement)
        self._marques = None

    def _cadre(self) -> QRectF:
        """Place des ronds, à droite des coûts et au-dessus des nombres de souhaits."""
        large = max(self._metrique.horizontalAdvance(texte) for _, texte in self._couts())
        gauche = large + self._pas
        bas = 2 * self._metrique.height() + self._pas
        haut = self._metrique.height() + 2 * self._pas
        return QRectF(gauche, haut, max(1, self.width() - gauche), max(1, self.height() - bas - haut))

    def _couts(self) -> list[tuple[Fraction, str]]:
        return [(cout, euros(cout, centimes=False)) for cout in graduations(self._fin, _TRAITS_HORIZONTAUX)]

    def _nombres(self) -> Iterator[int]:
        """Nombres de souhaits écrits sous l'axe."""
        pas = max(1, int(pas_rond(Fraction(max(1, self._souhaits)), _TRAITS_VERTICAUX)))
        return iter(range(0, self._souhaits + 1, pas))

    def _x(self, cadre: QRectF, souhaits: int) -> float:
        """Abscisse d'un nombre de souhaits, une demi-part restant libre de chaque côté."""
        return cadre.left() + cadre.width() * (souhaits + 0.5) / (self._souhaits + 1)

    def _y(self, cadre: QRectF, cout: Fraction) -> float:
        return cadre.bottom() - cadre.height() * float(cout / self._fin)

    def _placer(self) -> Iterator[Marque]:
        """Pose chaque nom à la première place libre autour de son rond, sans jamais en couvrir un autre."""
        cadre = self._cadre()
        centres = {
            point.outil: QPointF(self._x(cadre, point.souhaits), self._y(cadre, Fraction(point.cout)))
            for point in self._points
        }
        rayon = self._rayon
        pris = [QRectF(c.x() - rayon, c.y() - rayon, 2 * rayon, 2 * rayon) for c in centres.values()]
        bornes = QRectF(cadre.left(), 0, cadre.width(), cadre.bottom() + self._pas)
        traits = [QLineF(centres[a.outil], centres[b.outil]) for a, b in pairwise(self._meilleurs())]
        for rang, point in enumerate(sorted(self._points, key=lambda point: point.domine)):
            centre, place = centres[point.outil], None
            if rang < NOMS_MAX or point.outil == self._outil:
                for essai in self._places_du_nom(point, centre, bornes, pris):
                    # Un nom sous la ligne vaut mieux que pas de nom.
                    place = place or essai
                    if not any(_coupe(trait, essai) for trait in traits):
                        place = essai
                        break
            if place is not None:
                pris.append(place)
            yield Marque(point, centre, place, _lien(centre, place, rayon))

    def _meilleurs(self) -> list[Point]:
        """Outils qu'aucun autre ne dépasse, dans l'ordre où la ligne les relie."""
        libres = (point for point in self._points if not point.domine)
        return sorted(libres, key=lambda point: (point.souhaits, point.cout))

    def _places_du_nom(
        self, point: Point, centre: QPointF, bornes: QRectF, pris: Sequence[QRectF]
    ) -> Iterator[QRectF]:
        """Places libres d'un nom, de la plus proche à la plus lointaine."""
        metrique = self._metrique if point.domine else self._metrique_gras
        large, haut = metrique.horizontalAdvance(point.nom), metrique.height()
        ecart = self._rayon + self._pas
        crans = int(bornes.height() / haut) + 1
        for cran in range(crans):
            for decalage in (cran, -cran) if cran else (0,):
                y = centre.y() - haut / 2 + decalage * haut
                loin = ecart + (self._pas if cran else 0)
                for x in (centre.x() + loin, centre.x() - loin - large):
                    place = QRectF(x, y, large, haut)
                    if bornes.contains(place) and not any(place.intersects(autre) for autre in pris):
                        yield place

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint les axes, la ligne des meilleurs, les ronds et les noms."""
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        cadre = self._cadre()
        self._peindre_axes(peintre, cadre)
        t = theme()
        centres = {marque.point.outil: marque.centre for marque in self.marques}
        peintre.setPen(QPen(t.couleur("accent"), jetons.TRAIT_MARQUE * t.echelle))
        for depart, arrivee in pairwise(self._meilleurs()):
            peintre.drawLine(centres[depart.outil], centres[arrivee.outil])
        for marque in self.marques:
            self._peindre_marque(peintre, marque)
        peintre.end()

    def _peindre_axes(self, peintre: QPainter, cadre: QRectF) -> None:
        t = theme()
        peintre.setFont(self._police)
        haut_de_ligne = self._metrique.height()
        for cout, texte in self._couts():
            y = self._y(cadre, cout)
            peintre.setPen(QPen(t.couleur("trait"), jetons.FILET))
            peintre.drawLine(QPointF(cadre.left(), y), QPointF(cadre.right(), y))
            place = QRectF(0, y - haut_de_ligne / 2, cadre.left() - self._pas, haut_de_ligne)
            peintre.setPen(t.couleur("texte_faible"))
            peintre.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, texte)
        peintre.setPen(QPen(t.couleur("trait_fort"), jetons.FILET))
        peintre.drawLine(cadre.bottomLeft(), cadre.bottomRight())
        peintre.setPen(t.couleur("texte_faible"))
        demi = cadre.width() / (self._souhaits + 1) / 2
        for nombre in self._nombres():
            x = self._x(cadre, nombre)
            place = QRectF(x - demi, cadre.bottom() + self._pas, 2 * demi, haut_de_ligne)
            peintre.drawText(place, Qt.AlignmentFlag.AlignCenter, str(nombre))
        peintre.drawText(QPointF(0, self._metrique.ascent()), f"Coût par an, {self._taxe}")
        bas = QRectF(cadre.left(), self.height() - haut_de_ligne, cadre.width(), haut_de_ligne)
        peintre.drawText(bas, Qt.AlignmentFlag.AlignRight, "Souhaits remplis")

    def _peindre_marque(self, peintre: QPainter, marque: Marque) -> None:
        t = theme()
        point, choisi = marque.point, marque.point.outil == self._outil
        if marque.lien is not None:
            peintre.setPen(QPen(t.couleur("trait_fort"), jetons.FILET))
            peintre.drawLine(marque.lien)
        if choisi:
            peintre.setPen(QPen(t.couleur("texte"), jetons.ANNEAU))
            peintre.setBrush(Qt.BrushStyle.NoBrush)
            halo = self._rayon + jetons.ANNEAU
            peintre.drawEllipse(marque.centre, halo, halo)
        couleur = t.couleur("trait_fort" if point.domine else "accent")
        peintre.setPen(QPen(couleur, jetons.TRAIT_MARQUE * t.echelle))
        peintre.setBrush(t.couleur("papier" if point.domine else "accent"))
        rayon = self._rayon - jetons.TRAIT_MARQUE
        peintre.drawEllipse(marque.centre, rayon, rayon)
        if marque.nom is not None:
            peintre.setFont(self._police if point.domine else self._gras)
            peintre.setPen(t.couleur("texte" if choisi or not point.domine else "texte_faible"))
            peintre.drawText(marque.nom, Qt.AlignmentFlag.AlignCenter, point.nom)

    def marque_en(self, position: QPointF) -> Marque | None:
        """Outil dont le rond ou le nom est sous `position`."""
        for marque in self.marques:
            ecart = marque.centre - position
            if QPointF.dotProduct(ecart, ecart) <= (self._rayon + self._pas) ** 2:
                return marque
            if marque.nom is not None and marque.nom.contains(position):
                return marque
        return None

    def mouseMoveEvent(self, evenement: QMouseEvent) -> None:
        """La main dit ce qui se clique."""
        sur = self.marque_en(evenement.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if sur else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, evenement: QMouseEvent) -> None:
        """Un clic choisit l'outil."""
        marque = self.marque_en(evenement.position())
        if evenement.button() == Qt.MouseButton.LeftButton and marque is not None:
            self.outil_choisi.emit(marque.point.outil)

    def event(self, evenement: QEvent) -> bool:
        """Infobulle de l'outil survolé."""
        if isinstance(evenement, QHelpEvent) and evenement.type() == QEvent.Type.ToolTip:
            marque = self.marque_en(QPointF(evenement.pos()))
            texte = "" if marque is None else en_clair(marque.point, self._souhaits)
            QToolTip.showText(evenement.globalPos(), escape(texte), self)
            return True
        return super().event(evenement)


def en_clair(point: Point, souhaits: int) -> str:
    """« Socleo : 720 € par an, 2 souhaits sur 3, dépassé »."""
    suite = ", dépassé" if point.domine else ""
    remplis = compter(point.souhaits, "souhait")
    return f"{point.nom}{ESPACE_INSECABLE}: {montant(point.cout)} par an, {remplis} sur {souhaits}{suite}"


def _coupe(trait: QLineF, place: QRectF) -> bool:
    """Vrai si le trait traverse un bord de `place`."""
    coins = (place.topLeft(), place.topRight(), place.bottomRight(), place.bottomLeft())
    bords = (QLineF(coins[rang], coins[rang - 1]) for rang in range(len(coins)))
    rencontre = QLineF.IntersectionType.BoundedIntersection
    return any(trait.intersects(bord)[0] == rencontre for bord in bords)


def _lien(centre: QPointF, place: QRectF | None, rayon: float) -> QLineF | None:
    """Trait du rond à un nom posé plus haut ou plus bas que lui."""
    if place is None or place.top() <= centre.y() <= place.bottom():
        return None
    bord = place.left() if place.left() > centre.x() else place.right()
    trait = QLineF(centre, QPointF(bord, place.center().y()))
    return QLineF(trait.pointAt(rayon / trait.length()), trait.p2())
