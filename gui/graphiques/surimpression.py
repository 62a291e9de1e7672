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
        peintre.setPen(t.couleur("sur_accent" if seul else "texte"))
        for texte in (" = ".join(noms[outil] for outil in zone.outils), "" if seul else "égalité"):
            if metrique.horizontalAdvance(texte) + 2 * marge <= place.width():
                peintre.drawText(place, Qt.AlignmentFlag.AlignCenter, texte)
                break


def _peindre_egalite(peintre: QPainter, place: QRectF, couleurs: list[QColor]) -> None:
    """Fond neutre souligné des couleurs des ex æquo, autant que la moitié de sa hauteur en tient."""
    peintre.fillRect(place, theme().couleur("creux"))
    epaisseur = theme().px(jetons.ANNEAU)
    for rang, couleur in enumerate(couleurs[: int(place.height() / (2 * epaisseur))]):
        haut = place.bottom() - (rang + 1) * epaisseur
        peintre.fillRect(QRectF(place.left(), haut, place.width(), epaisseur), couleur)


def peindre_noms(peintre: QPainter, cadre: QRectF, sorties: Iterable[tuple[QPointF, str]]) -> None:
    """Écrit le nom de chaque courbe là où elle sort de `cadre`, de bas en haut : à droite du cadre, ou dedans
    sous son bord haut si elle sort par là ; un nom qui en couvrirait un autre y est omis."""
    t = theme()
    metrique = police_des_noms()
    ecart, hauteur = t.px(jetons.PAS[0]), metrique.height()
    peintre.setFont(t.police(jetons.LEGENDE))
    peintre.setPen(t.couleur("texte"))
    plafond = cadre.bottom() + hauteur
    gauche_libre = cadre.right()
    for point, nom in sorties:
        largeur = metrique.horizontalAdvance(nom)
        if point.x() >= cadre.right() - 1:
            # Chaque nom est au plus à la hauteur de sa courbe, et au-dessus du nom précédent.
            plafond = min(point.y() - hauteur / 2, plafond - hauteur)
            place = QRectF(cadre.right() + ecart, plafond, largeur, hauteur)
        else:
            place = QRectF(point.x() + ecart, cadre.top(), largeur, hauteur)
            if place.right() + ecart > gauche_libre:
                continue
            gauche_libre = point.x()
        peintre.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, nom)


def police_des_noms() -> QFontMetrics:
    """Mesure des noms de courbes."""
    return QFontMetrics(theme().police(jetons.LEGENDE))


def peindre_ventes(peintre: QPainter, cadre: QRectF, x: float, texte: str) -> QRectF:
    """Peint le trait vertical des ventes de la ferme et son étiquette au-dessus de `cadre`, qu'il rend."""
    accent = theme().couleur("accent")
    trait = QPen(accent, theme().px(jetons.ANNEAU))
    trait.setDashPattern((3, 2))
    peintre.setPen(trait)
    peintre.drawLine(QPointF(x, cadre.top()), QPointF(x, cadre.bottom()))
    place = _place_etiquette(cadre, x, texte)
    _etiqueter(peintre, place, texte, accent, theme().couleur("sur_accent"), accent)
    return place


def peindre_curseur(
    peintre: QPainter,
    cadre: QRectF,
    x: float,
    texte: str,
    points: Iterable[tuple[float, StyleOutil]],
    occupee: QRectF,
) -> None:
    """Peint le curseur : trait vertical, un point sur chaque courbe ; `texte` vide, sans étiquette.

    L'étiquette s'écarte de la place déjà `occupee`.
    """
    t = theme()
    couleur = t.couleur("texte")
    if texte:
        peintre.setPen(QPen(couleur, jetons.FILET))
        peintre.drawLine(QPointF(x, cadre.top()), QPointF(x, cadre.bottom()))
        place = _place_etiquette(cadre, x, texte)
        if place.intersects(occupee):
            a_droite = occupee.right() + place.width() <= cadre.right() and x >= occupee.center().x()
            place.moveLeft(occupee.right() if a_droite else occupee.left() - place.width())
        _etiqueter(peintre, place, texte, t.couleur("papier"), couleur, couleur)
    rayon = t.px(jetons.COTE_POINT) / 2
    for y, style in points:
        peintre.setPen(QPen(t.couleur("papier"), jetons.FILET))
        peintre.setBrush(style.couleur)
        peintre.drawEllipse(QPointF(x, y), rayon, rayon)
    peintre.setBrush(Qt.BrushStyle.NoBrush)


def _place_etiquette(cadre: QRectF, x: float, texte: str) -> QRectF:
    """Place posée sur le haut de `cadre`, centrée sur x sans sortir du cadre."""
    largeur = _metrique_etiquette().horizontalAdvance(texte) + 2 * theme().px(jetons.PAS[1])
    gauche = min(max(x - largeur / 2, cadre.left()), cadre.right() - largeur)
    return QRectF(gauche, cadre.top() - hauteur_etiquette(), largeur, hauteur_etiquette())


def _etiqueter(
    peintre: QPainter, place: QRectF, texte: str, fond: QColor, encre: QColor, bord: QColor
) -> None:
    peintre.setPen(QPen(bord, jetons.FILET))
    peintre.setBrush(fond)
    peintre.drawRoundedRect(place, jetons.RAYON, jetons.RAYON)
    peintre.setFont(theme().police(jetons.LEGENDE, gras=True))
    peintre.setPen(encre)
    peintre.drawText(place, Qt.AlignmentFlag.AlignCenter, texte)


def _metrique_etiquette() -> QFontMetrics:
    return QFontMetrics(theme().police(jetons.LEGENDE, gras=True))


def hauteur_etiquette() -> int:
    """Place à laisser au-dessus du cadre pour les étiquettes."""
    return _metrique_etiquette().height() + theme().px(jetons.PAS[0])
