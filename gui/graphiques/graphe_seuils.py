"""Le graphique des seuils : coût de chaque outil selon les ventes, sauts compris."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from PySide6.QtCharts import QChart, QLineSeries, QScatterSeries, QXYSeries
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.composants.traits import peindre_anneau
from gui.graphiques.axes import ajouter_axe, graduer, habiller
from gui.graphiques.style_outils import StyleOutil, plume
from gui.graphiques.surimpression import (
    hauteur_etiquette,
    peindre_curseur,
    peindre_noms,
    peindre_ventes,
    peindre_zones,
    police_des_noms,
)
from gui.graphiques.vue_a_curseur import VueACurseur
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.analyse_seuils import Analyse
from modele.choix.dessin_seuils import Dessin
from modele.choix.phrases import montant
from modele.graduations import graduations
from modele.nombres import ESPACE_INSECABLE, pourcent
from modele.tarification.trace import Saut, Sommet, Trace

_PLEINS, _CREUX, _TRONCONS = 0, 1, 2
"""Rang des séries d'un outil : points où la courbe passe, points où elle tend, puis ses tronçons."""


class GrapheSeuils(VueACurseur):
    """Courbes, zones du moins cher, ventes de la ferme et curseur."""

    def __init__(
        self, styles: Mapping[str, StyleOutil], noms: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        self._graphique = QChart()
        super().__init__(self._graphique, parent)
        self._styles = styles
        metrique, large = police_des_noms(), theme().px(jetons.LARGEUR_NOM)
        self._noms = {
            outil: metrique.elidedText(nom, Qt.TextElideMode.ElideRight, large) for outil, nom in noms.items()
        }
        self._vue: tuple[Analyse, Dessin] | None = None
        self._souligne = ""
        self._series: dict[str, list[QXYSeries]] = {}
        self._gradue: tuple[object, ...] = ()
        habiller(self._graphique)
        self._axe_x = ajouter_axe(self._graphique, Qt.AlignmentFlag.AlignBottom)
        self._axe_y = ajouter_axe(self._graphique, Qt.AlignmentFlag.AlignLeft)
        marges = self._graphique.margins()
        marges.setTop(hauteur_etiquette() + theme().px(jetons.PAS[1]))
        marges.setBottom(0)
        self._graphique.setMargins(marges)
        self._graphique.plotAreaChanged.connect(self._placer_la_bande)
        self.setMinimumHeight(theme().px(jetons.HAUTEUR_GRAPHIQUE_MIN))

    def montrer(self, analyse: Analyse, dessin: Dessin, ventes: Fraction) -> None:
        """Remplace courbes, axes, zones et repère des ventes (€ HT/an)."""
        self._vue = (analyse, dessin)
        self.borner(dessin.x_max, ventes)
        for outil in {*self._series, *dessin.traces}:
            self._tracer(outil, dessin.traces.get(outil), dessin.x_max)
        self._graduer()
        self.viewport().update()

    def souligner(self, outil: str) -> None:
        """Épaissit la courbe d'un outil ; chaîne vide pour aucune."""
        ancien, self._souligne = self._souligne, outil
        for change in {ancien, outil} if ancien != outil else ():
            for serie in self._series.get(change, ())[_TRONCONS:]:
                serie.setPen(plume(self._styles[change], change == outil))

    def _tracer(self, outil: str, trace: Trace | None, x_max: Fraction) -> None:
        listes: list[list[QPointF]] = []
        if trace is not None:
            listes = [*_points_des_sauts(trace.sauts, x_max), *map(_points, trace.troncons)]
        series = self._series.setdefault(outil, [])
        while len(series) < len(listes):
            series.append(self._ajouter_serie(outil, len(series)))
        for rang, serie in enumerate(series):
            points = listes[rang] if rang < len(listes) else []
            serie.replace(points)
            serie.setVisible(bool(points))

    def _ajouter_serie(self, outil: str, rang: int) -> QXYSeries:
        style, serie = self._styles[outil], _nouvelle_serie(rang, self._graphique)
        self._graphique.addSeries(serie)
        serie.attachAxis(self._axe_x)
        serie.attachAxis(self._axe_y)
        if rang < _TRONCONS:
            serie.setPen(QPen(style.couleur, jetons.TRAIT_COURBE))
            serie.setBrush(style.couleur if rang == _PLEINS else theme().couleur("papier"))
        else:
            serie.setPen(plume(style, outil == self._souligne))
        return serie

    def _graduer(self) -> None:
        """Gradue les deux axes en nombres ronds, autant que la place en permet."""
        if self._vue is None:
            return
        _, dessin = self._vue
        police = police_des_noms()
        droite = self._marge_des_noms(dessin, police)
        largeur = police.horizontalAdvance(montant(dessin.x_max)) + theme().px(jetons.PAS[4])
        parts_x = max(2, (self.width() - droite) // largeur)
        parts_y = max(2, self.height() // (4 * police.height()))
        voulu = (dessin.x_max, dessin.y_max, dessin.en_part, parts_x, parts_y)
        if voulu != self._gradue:
            self._gradue = voulu
            graduer(self._axe_x, [(x, montant(x)) for x in graduations(dessin.x_max, parts_x)])
            graduer(self._axe_y, [(y, _ecrire(y, dessin)) for y in graduations(dessin.y_max, parts_y)])
            self._axe_x.setRange(0, float(dessin.x_max))
        self._placer_la_bande()

    def _marge_des_noms(self, dessin: Dessin, police: QFontMetrics) -> int:
        """Réserve à droite la place des noms, ou de la moitié de la dernière graduation."""
        sortants = [
            self._noms[outil]
            for outil, trace in dessin.traces.items()
            if (sortie := trace.sortie(dessin.y_max)) is not None and sortie.x == dessin.x_max
        ]
        largeurs = [police.horizontalAdvance(nom) for nom in sortants]
        moitie = police.horizontalAdvance(montant(dessin.x_max)) // 2
        droite = max(moitie, *largeurs, 0) + theme().px(jetons.PAS[1])
        marges = self._graphique.margins()
        if marges.right() != droite:
            marges.setRight(droite)
            self._graphique.setMargins(marges)
        return droite

    def _placer_la_bande(self) -> None:
        """Laisse sous zéro la hauteur de la bande des zones."""
        if self._vue is not None:
            bande = theme().px(jetons.HAUTEUR_ZONE)
            hauteur = max(1.0, self._graphique.plotArea().height() - bande)
            y_max = float(self._vue[1].y_max)
            self._axe_y.setRange(-y_max * bande / hauteur, y_max)

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Adapte le nombre de graduations."""
        super().resizeEvent(evenement)
        self._graduer()

    def drawForeground(self, peintre: QPainter, place: QRectF | QRect) -> None:
        """Peint zones, ventes de la ferme, curseur et anneau de focus par-dessus les courbes."""
        if self._vue is not None:
            analyse, dessin = self._vue
            plan = self._graphique.plotArea()
            cadre = plan.adjusted(0, 0, 0, -theme().px(jetons.HAUTEUR_ZONE))

            def abscisse(x: Fraction) -> float:
                return plan.left() + float(x / dessin.x_max) * plan.width()

            peindre_noms(peintre, cadre, self._sorties(dessin, abscisse, cadre))
            bande = QRectF(cadre.bottomLeft(), plan.bottomRight())
            peindre_zones(peintre, bande, dessin.zones, abscisse, self._styles, self._noms)
            occupee = QRectF()
            if self._repos <= dessin.x_max:
                ventes = f"Vos ventes{ESPACE_INSECABLE}: {montant(self._repos)}"
                occupee = peindre_ventes(peintre, plan, abscisse(self._repos), ventes)
            x = self.curseur
            if x <= dessin.x_max:
                texte = "" if x == self._repos else montant(x)
                points = self._points_du_curseur(analyse, dessin, x, cadre)
                peindre_curseur(peintre, plan, abscisse(x), texte, points, occupee)
        if self.hasFocus():
            peindre_anneau(peintre, self.viewport().rect())

    def _sorties(
        self, dessin: Dessin, abscisse: Callable[[Fraction], float], cadre: QRectF
    ) -> list[tuple[QPointF, str]]:
        """Où chaque courbe sort du cadre, et son nom ; les plus basses d'abord."""
        sommets = ((trace.sortie(dessin.y_max), outil) for outil, trace in dessin.traces.items())
        connus = sorted((s.y, -s.x, outil) for s, outil in sommets if s is not None)
        hauteur = cadre.height() / float(dessin.y_max)
        return [
            (QPointF(abscisse(-x), cadre.bottom() - float(y) * hauteur), self._noms[outil])
            for y, x, outil in connus
        ]

    def _points_du_curseur(
        self, analyse: Analyse, dessin: Dessin, x: Fraction, cadre: QRectF
    ) -> Iterable[tuple[float, StyleOutil]]:
        """Ordonnée et style de chaque courbe qui passe dans le cadre en x."""
        for outil in dessin.traces:
            cout = analyse.courbes[outil].valeur(x)
            y = analyse.part(cout, x) if dessin.en_part else cout
            if y <= dessin.y_max:
                yield cadre.bottom() - float(y / dessin.y_max) * cadre.height(), self._styles[outil]


def _nouvelle_serie(rang: int, graphique: QChart) -> QXYSeries:
    if rang >= _TRONCONS:
        return QLineSeries(graphique)
    nuage = QScatterSeries(graphique)
    nuage.setMarkerSize(theme().px(jetons.COTE_POINT))
    return nuage


def _points(troncon: Iterable[Sommet]) -> list[QPointF]:
    return [QPointF(float(x), float(y)) for x, y in troncon]


def _points_des_sauts(sauts: Iterable[Saut], x_max: Fraction) -> tuple[list[QPointF], list[QPointF]]:
    """Points pleins et points creux ; au bout de l'axe, rien de ce qui le suit."""
    pleins: list[Sommet] = []
    creux: list[Sommet] = []
    for saut in sauts:
        limites = {saut.avant} if saut.x == x_max else {saut.avant, saut.apres}
        pleins.append(Sommet(saut.x, saut.au_point))
        creux += [Sommet(saut.x, y) for y in limites - {saut.au_point}]
    return _points(pleins), _points(creux)


def _ecrire(y: Fraction, dessin: Dessin) -> str:
    return pourcent(y, None) if dessin.en_part else montant(y)
