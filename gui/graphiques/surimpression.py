"""Ce qui se peint par-dessus les courbes : zones du moins cher, repère de la ferme, curseur."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from gui.graphiques.style_outils import StyleOutil
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.dessin_seuils import Zone

Abscisse = Callable[[Fraction], float]


def peindre_zones(
    peintre: QPainter,
    cadre: QRectF,
    zones: Iterable[Zone],
    abscisse: Abscisse,
    styles: Mapping[str, StyleOutil],
    noms: Mapping[str, str],
) -> None:
    """Peint dans `cadre` une bande par zone : couleur de l'outil, et son nom s'il tient."""
    t = theme()
    police = t.police(jetons.LEGENDE, gras=True)
    metrique = QFontMetrics(police)
    peintre.setFont(police)
    marge = t.px(jetons.PAS[0])
    for zone in zones:
        gauche, droite = abscisse(zone.de), abscisse(zone.a)
        place = QRectF(gauche, cadre.top(), droite - gauche, cadre.height())
        seul = len(zone.outils) == 1
        if seul:
            peintre.fillRect(place, styles[zone.outils[0]].couleur)
        else:
            _peindre_egalite(peintre, place, [styles[outil].couleur for outil in zone.outils])
        peintre.setPen(QPen(t.couleur("papier"), jetons.FILET))
        peintre.drawLine(place.topRight(), place.bottomRight())
        texte = " = ".join(noms[outil] for outil in zone.outils)
        if metrique.horizontalAdvance(texte) + 2 * marge <= place.width():
            peintre.setPen(t.couleur("sur_accent" if seul else "texte"))
            peintre.drawText(place, Qt.AlignmentFlag.AlignCenter, texte)


def _peindre_egalite(peintre: QPainter, place: QRectF, couleurs: list[QColor]) -> None:
    """Fond neutre souligné des couleurs des ex æquo."""
    peintre.fillRect(place, theme().couleur("creux"))
    epaisseur = theme().px(jetons.ANNEAU)
    for rang, couleur in enumerate(couleurs):
        haut = place.bottom() - (rang + 1) * epaisseur
        peintre.fillRect(QRectF(place.left(), haut, place.width(), epaisseur), couleur)


def peindre_ventes(peintre: QPainter, cadre: QRectF, x: float, texte: str) -> None:
    """Peint le trait vertical des ventes de la ferme et son étiquette au-dessus de `cadre`."""
    accent = theme().couleur("accent")
    trait = QPen(accent, theme().px(jetons.ANNEAU))
    trait.setDashPattern((3, 2))
    peintre.setPen(trait)
    peintre.drawLine(QPointF(x, cadre.top()), QPointF(x, cadre.bottom()))
    _etiqueter(peintre, cadre, x, texte, accent, theme().couleur("sur_accent"), accent)


def peindre_curseur(
    peintre: QPainter,
    cadre: QRectF,
    x: float,
    texte: str,
    points: Iterable[tuple[float, StyleOutil]],
) -> None:
    """Peint le curseur : trait vertical, un point sur chaque courbe ; `texte` vide, sans étiquette."""
    t = theme()
    couleur = t.couleur("texte")
    if texte:
        peintre.setPen(QPen(couleur, jetons.FILET))
        peintre.drawLine(QPointF(x, cadre.top()), QPointF(x, cadre.bottom()))
        _etiqueter(peintre, cadre, x, texte, t.couleur("papier"), couleur, couleur)
    rayon = t.px(jetons.COTE_POINT) / 2
    for y, style in points:
        peintre.setPen(QPen(t.couleur("papier"), jetons.FILET))
        peintre.setBrush(style.couleur)
        peintre.drawEllipse(QPointF(x, y), rayon, rayon)


def _etiqueter(
    peintre: QPainter, cadre: QRectF, x: float, texte: str, fond: QColor, encre: QColor, bord: QColor
) -> None:
    """Étiquette posée sur le haut de `cadre`, centrée sur x sans sortir du cadre."""
    t = theme()
    police = t.police(jetons.LEGENDE, gras=True)
    metrique = QFontMetrics(police)
    largeur = metrique.horizontalAdvance(texte) + 2 * t.px(jetons.PAS[1])
    gauche = min(max(x - largeur / 2, cadre.left()), cadre.right() - largeur)
    hauteur = hauteur_etiquette()
    place = QRectF(gauche, cadre.top() - hauteur, largeur, hauteur)
    peintre.setPen(QPen(bord, jetons.FILET))
    peintre.setBrush(fond)
    peintre.drawRoundedRect(place, jetons.RAYON, jetons.RAYON)
    peintre.setFont(police)
    peintre.setPen(encre)
    peintre.drawText(place, Qt.AlignmentFlag.AlignCenter, texte)


def hauteur_etiquette() -> int:
    """Place à laisser au-dessus du cadre pour les étiquettes."""
    return QFontMetrics(theme().police(jetons.LEGENDE, gras=True)).height() + theme().px(jetons.PAS[0])
