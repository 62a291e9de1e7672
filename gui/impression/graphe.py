"""Le graphique des seuils sur papier : des traits et des noms, qui se lisent sans couleur."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from gui.graphiques.style_outils import TIRETS
from gui.impression import encre
from gui.impression.blocs import LARGEUR
from gui.impression.encre import Style, mm
from gui.impression.marques import Aplat, Marque, Pave, Texte, Trait, a_droite, centre
from gui.impression.placement import Etiquette, etager, repartir
from gui.impression.texte import abreger
from gui.theme import papier
from modele.choix.phrases import montant
from modele.graduations import graduations
from modele.impression.objets import Courbe, Graphique
from modele.nombres import ESPACE_INSECABLE
from modele.tarification.trace import Saut, Sommet

_BLANC = mm(papier.GOUTTIERE) / 2
_STYLE = encre.REPERE
_PARTS_MAX = 10
_HAUTEUR_NOM = _STYLE.corps * papier.INTERLIGNE * papier.UNITES_PAR_POINT


class _Cadre(NamedTuple):
    gauche: float
    haut: float
    droite: float
    bas: float


@dataclass(frozen=True)
class BlocGraphe:
    """Courbes, noms, bandes du moins cher et repère des ventes."""

    graphique: Graphique
    minimum: int = papier.LIGNES_GRAPHE_MIN
    maximum: int = papier.LIGNES_GRAPHE_MAX

    def paver(self, lignes: int) -> Pave:
        """Le graphique, haut de `lignes` lignes de texte."""
        hauteur = lignes * encre.TEXTE.interligne
        return Pave(hauteur + mm(papier.ECART_RANGEE), tuple(_Dessin(self.graphique, hauteur).marques()))


class _Dessin:
    """Les marques d'un graphique, dans un cadre que ses étiquettes déterminent."""

    def __init__(self, graphique: Graphique, hauteur: float) -> None:
        self._graphique = graphique
        self._dessin = graphique.dessin
        self._sorties = self._chercher_sorties()
        y_max, x_max = self._dessin.y_max, self._dessin.x_max
        lignes_y = max(2, int(hauteur / (3 * _HAUTEUR_NOM)))
        self._en_y = [(y, montant(y)) for y in graduations(y_max, lignes_y)]
        gauche = max(encre.largeur(texte, _STYLE) for _, texte in self._en_y) + _BLANC
        noms = [self._nom(courbe, mm(papier.MARGE_NOMS)) for courbe in self._a_droite()]
        droite = LARGEUR - max((encre.largeur(*nom) for nom in noms), default=0.0) - 2 * _BLANC
        droite = min(droite, LARGEUR - encre.largeur(montant(x_max), _STYLE) / 2)
        bas = hauteur - mm(papier.HAUTEUR_BANDE) - _HAUTEUR_NOM
        self._cadre = _Cadre(gauche, 0.0, droite, bas)
        self._en_haut = etager(self._etiquettes_du_haut(), _BLANC, LARGEUR, papier.RANGS_DE_NOMS)
        rangs = max((etiquette.rang + 1 for etiquette in self._en_haut), default=0)
        # Une demi-ligne de plus : la plus haute graduation est à cheval sur le bord du cadre.
        self._cadre = self._cadre._replace(haut=(rangs + 0.5) * _HAUTEUR_NOM)

    def _chercher_sorties(self) -> list[tuple[Courbe, Sommet]]:
        traces = self._dessin.traces
        trouvees = ((c, traces[c.outil].sortie(self._dessin.y_max)) for c in self._graphique.courbes)
        return [(courbe, sortie) for courbe, sortie in trouvees if sortie is not None]

    def _a_droite(self) -> list[Courbe]:
        return [courbe for courbe, sortie in self._sorties if sortie.x == self._dessin.x_max]

    @staticmethod
    def _nom(courbe: Courbe, place: float) -> tuple[str, Style]:
        style = encre.REPERE_FORT if courbe.forte else encre.REPERE
        return abreger(courbe.nom, style, place), style

    def _x(self, x: Fraction) -> float:
        return self._cadre.gauche + float(x / self._dessin.x_max) * (self._cadre.droite - self._cadre.gauche)

    def _y(self, y: Fraction) -> float:
        return self._cadre.bas - float(y / self._dessin.y_max) * (self._cadre.bas - self._cadre.haut)

    def _etiquettes_du_haut(self) -> list[Etiquette]:
        """Chaque courbe qui sort par le haut, de gauche à droite."""
        etiquettes = []
        for courbe, sortie in sorted(self._sorties, key=lambda couple: couple[1].x):
            if sortie.x != self._dessin.x_max:
                nom = self._nom(courbe, mm(papier.MARGE_NOMS))
                etiquettes.append(Etiquette(*nom, self._x(sortie.x), encre.largeur(*nom)))
        return etiquettes

    def marques(self) -> list[Marque]:
        """Tout, des graduations aux noms."""
        return [
            *self._graduations(),
            *self._bandes(),
            *self._repere(),
            *self._courbes(),
            *self._noms_du_haut(),
            *self._noms_de_droite(),
        ]

    def _graduations(self) -> list[Marque]:
        cadre = self._cadre
        marques: list[Marque] = []
        for y, texte in self._en_y:
            haut = self._y(y)
            marques.append(Trait(((cadre.gauche, haut), (cadre.droite, haut)), couleur="trait"))
            base = encre.base_centree(haut, _STYLE)
            marques.append(a_droite(cadre.gauche - _BLANC, base, texte, _STYLE))
        sous = cadre.bas + mm(papier.HAUTEUR_BANDE)
        ventes = self._ventes(sous + encre.base(encre.REPERE_FORT))
        pris = ventes.cadre.adjusted(-_BLANC, 0, _BLANC, 0)
        for x in self._en_x():
            nombre = centre(self._x(x), sous + encre.base(_STYLE), montant(x), _STYLE)
            if nombre.cadre.right() < pris.left() or nombre.cadre.left() > pris.right():
                marques.append(nombre)
            if x:
                marques.append(Trait(((self._x(x), cadre.haut), (self._x(x), cadre.bas)), couleur="trait"))
        return [*marques, ventes]

    def _en_x(self) -> Sequence[Fraction]:
        """Autant de graduations que leurs nombres en laissent la place."""
        x_max, place = self._dessin.x_max, self._cadre.droite - self._cadre.gauche
        for parts in range(_PARTS_MAX, 1, -1):
            trouvees = graduations(x_max, parts)
            large = max(encre.largeur(montant(x), _STYLE) for x in trouvees) + 2 * _BLANC
            if large * (len(trouvees) - 1) <= place:
                return trouvees
        return Fraction(0), x_max

    def _ventes(self, y: float) -> Texte:
        """Les ventes de la ferme, sous leur trait, sans sortir de la justification."""
        texte, style = f"Vos ventes{ESPACE_INSECABLE}: {montant(self._graphique.ventes)}", encre.REPERE_FORT
        large = encre.largeur(texte, style)
        gauche = self._x(self._graphique.ventes) - large / 2
        return Texte(min(max(gauche, 0.0), LARGEUR - large), y, texte, style)

    def _bandes(self) -> list[Marque]:
        """Une bande par zone : son numéro et le nom du moins cher, ce qui en tient."""
        bas, haut = self._cadre.bas, mm(papier.HAUTEUR_BANDE)
        noms = {courbe.outil: courbe.nom for courbe in self._graphique.courbes}
        style = encre.REPERE_FORT
        base = encre.base_centree(bas + haut / 2, style)
        marques: list[Marque] = []
        for rang, zone in enumerate(self._dessin.zones, 1):
            gauche, droite = self._x(zone.de), self._x(zone.a)
            fond = "creux" if rang % 2 else ""
            marques.append(Aplat(gauche, bas, droite - gauche, haut, fond, "trait_fort"))
            nom = " = ".join(noms.get(outil, "…") for outil in zone.outils)
            for texte in (f"{rang}  {nom}", str(rang)):
                if encre.largeur(texte, style) + _BLANC <= droite - gauche:
                    large = encre.largeur(texte, style) + _BLANC
                    marques.append(centre(self._a_l_ecart(gauche, droite, large), base, texte, style))
                    break
        return marques

    def _a_l_ecart(self, gauche: float, droite: float, large: float) -> float:
        """Milieu d'un texte dans sa bande, d'un seul côté du trait des ventes s'il y tient."""
        milieu, trait = (gauche + droite) / 2, self._x(self._graphique.ventes)
        if abs(milieu - trait) > large / 2:
            return milieu
        cotes = [(trait - gauche, (gauche + trait) / 2), (droite - trait, (trait + droite) / 2)]
        place, ailleurs = max(cotes)
        return ailleurs if place > large else milieu

    def _repere(self) -> list[Marque]:
        x = self._x(self._graphique.ventes)
        bas = self._cadre.bas + mm(papier.HAUTEUR_BANDE)
        trait = ((x, self._cadre.haut - _BLANC / 2), (x, bas))
        return [Trait(trait, mm(papier.TRAIT_COURBE), "texte", papier.TIRETS_REPERE)]

    def _courbes(self) -> list[Marque]:
        """Les moins utiles d'abord : les autres passent par-dessus."""
        cadre = self._cadre
        # Un trait posé sur le bord du cadre garde toute son épaisseur.
        marge = mm(papier.TRAIT_COURBE_FORT)
        fenetre = (
            cadre.gauche,
            cadre.haut - marge / 2,
            cadre.droite - cadre.gauche,
            cadre.bas - cadre.haut + marge,
        )
        marques: list[Marque] = []
        for rang, courbe in reversed(list(enumerate(self._graphique.courbes))):
            trace = self._dessin.traces[courbe.outil]
            epaisseur = mm(papier.TRAIT_COURBE_FORT if courbe.forte else papier.TRAIT_COURBE)
            couleur = "texte" if courbe.forte else "texte_faible"
            tirets = TIRETS[rang % len(TIRETS)]
            for troncon in trace.troncons:
                points = tuple((self._x(s.x), self._y(s.y)) for s in troncon)
                marques.append(Trait(points, epaisseur, couleur, tirets, fenetre))
            for saut in trace.sauts:
                marques += self._points_du_saut(saut, couleur)
        return marques

    def _points_du_saut(self, saut: Saut, couleur: str) -> list[Marque]:
        """Point plein où la courbe passe, creux où elle tend seulement ; rien hors du cadre."""
        rayon = mm(papier.RAYON_POINT)
        limites = {saut.avant} if saut.x == self._dessin.x_max else {saut.avant, saut.apres}
        return [
            Aplat(
                self._x(saut.x) - rayon,
                self._y(y) - rayon,
                2 * rayon,
                2 * rayon,
                couleur if y == saut.au_point else papier.FEUILLE,
                couleur,
                mm(papier.TRAIT_COURBE) / 2,
                rond=True,
            )
            for y in sorted({*limites, saut.au_point})
            if y <= self._dessin.y_max
        ]

    def _noms_du_haut(self) -> list[Marque]:
        marques: list[Marque] = []
        for etiquette in self._en_haut:
            bas = self._cadre.haut - (etiquette.rang + 0.5) * _HAUTEUR_NOM
            y = bas - _HAUTEUR_NOM + encre.base(etiquette.style)
            marques.append(Texte(etiquette.gauche, y, etiquette.texte, etiquette.style))
            marques.append(Trait(((etiquette.x, bas), (etiquette.x, self._cadre.haut))))
        return marques

    def _noms_de_droite(self) -> list[Marque]:
        sorties = [(courbe, s) for courbe, s in self._sorties if s.x == self._dessin.x_max]
        sorties.sort(key=lambda couple: (couple[1].y, couple[0].nom))
        voulus = [self._y(sortie.y) for _, sortie in sorties]
        bas = self._cadre.bas + mm(papier.HAUTEUR_BANDE) / 2
        hauteurs = repartir(voulus, _HAUTEUR_NOM, self._cadre.haut, bas)
        marques: list[Marque] = []
        for (courbe, _), depuis, y in zip(sorties, voulus, hauteurs, strict=True):
            texte, style = self._nom(courbe, mm(papier.MARGE_NOMS))
            gauche = self._cadre.droite + 2 * _BLANC
            marques.append(Texte(gauche, encre.base_centree(y, style), texte, style))
            marques.append(Trait(((self._cadre.droite, depuis), (gauche - mm(papier.FILET_FORT) * 2, y))))
        return marques
