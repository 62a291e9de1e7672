"""Feuille « Seuils » : coût de chaque outil pour soixante montants de ventes, le moins cher de chacun, sa courbe."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from openpyxl.utils import get_column_letter

from modele.choix.analyse_seuils import Analyse, Periode, analyser
from modele.export import expressions, graphiques, noms, styles
from modele.export.contexte import Contexte
from modele.export.ecriture import Formule
from modele.export.graphiques import Serie
from modele.export.plume import Plume
from modele.export.styles import nombre
from modele.export.termes import BlocCouts
from modele.export.textes import propre, typographie
from modele.nombres import euros
from modele.tarification.courbe import Courbe

TITRE = "Seuils"
LIGNE_ENTETE = 5
VOLET = "E6"
NOMBRE = 60
"""Montants de ventes montrés."""
_ETENDUE = Fraction(11, 5)
_PAS_SANS_VENTE = Fraction(1_000)
_DECIMALES = 6
_CHIFFRES = 2
_FIXES = (15, 11, 40, 13)
_LARGEUR_OUTIL = 14.0
_HORS_LICE = "–"
_ICI = "{fois}"
"""Place, dans la formule d'un outil, du rapport aux ventes d'aujourd'hui."""
_PERSONNE, _SANS_COUT = "aucun outil", "sans objet"
_PREMIERE = len(_FIXES) + 1


@dataclass(frozen=True)
class Points:
    """Ce que montre la feuille aujourd'hui : montants de ventes, coûts des outils comparables."""

    analyse: Analyse
    pas: Fraction

    @cached_property
    def ventes(self) -> tuple[Fraction, ...]:
        """Montants de ventes (€ HT/an)."""
        return tuple(self.pas * rang for rang in range(1, NOMBRE + 1))

    @cached_property
    def couts(self) -> Mapping[str, tuple[Fraction, ...]]:
        """Coût d'une année suivante de chaque outil comparable, à six décimales comme dans la feuille."""
        return {outil: self._le_long(courbe) for outil, courbe in self.analyse.courbes.items()}

    def _le_long(self, courbe: Courbe) -> tuple[Fraction, ...]:
        echelle = 10**_DECIMALES
        return tuple(
            Fraction(floor(courbe.valeur(x) * echelle + Fraction(1, 2)), echelle) for x in self.ventes
        )

    @cached_property
    def plus_bas(self) -> tuple[Fraction, ...]:
        """Coût le plus bas de chaque montant ; vide sans outil comparable."""
        return tuple(min(colonne) for colonne in zip(*self.couts.values(), strict=True))

    def rangs_les_moins_chers(self, outil: str) -> list[int]:
        """Rangs des montants où l'outil est le moins cher."""
        couts = self.couts.get(outil, ())
        return [rang for rang, cout in enumerate(couts) if cout == self.plus_bas[rang]]


def points(contexte: Contexte) -> Points:
    """Points de la situation exportée."""
    ventes = contexte.situation.ca_total
    pas = _pas(ventes)
    return Points(analyser(contexte.comparaison, Periode.SUIVANTE, pas * NOMBRE), pas)


def _pas(ventes: Fraction) -> Fraction:
    """Pas rond, deux chiffres suivis de zéros, qui mène à un peu plus du double des ventes."""
    if ventes <= 0:
        return _PAS_SANS_VENTE
    vise = ventes * _ETENDUE / NOMBRE
    dizaine = 10 ** max(0, len(str(int(vise))) - _CHIFFRES)
    pas = ceil(Fraction(round(vise / dizaine * 10**_DECIMALES), 10**_DECIMALES)) * dizaine
    # Des ventes de moins d'un centime s'arrondiraient à un tableau de hauteur nulle.
    return Fraction(max(pas, 1))


def largeurs(contexte: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return (*_FIXES, *(_LARGEUR_OUTIL,) * len(contexte.resultats))


def ecrire(plume: Plume, contexte: Contexte, blocs: Mapping[str, BlocCouts], points: Points) -> None:
    """Remplit la feuille et nomme la phrase de chaque outil ; `blocs` vient de « Coûts »."""
    _Feuille(plume, contexte, blocs, points).ecrire()


class _Feuille:
    def __init__(
        self, plume: Plume, contexte: Contexte, blocs: Mapping[str, BlocCouts], points: Points
    ) -> None:
        self._plume = plume
        self._contexte = contexte
        self._blocs = blocs
        self._points = points
        self._debut = LIGNE_ENTETE + 1
        self._fin = LIGNE_ENTETE + NOMBRE
        self._derniere = get_column_letter(plume.colonnes)

    def ecrire(self) -> None:
        plume, contexte, fin = self._plume, self._contexte, self._plume.colonnes
        plume.poser(1, 1, "Quel outil est le moins cher selon vos ventes", styles.TITRE, fin)
        plume.poser(
            2,
            1,
            "Coût d'une année suivante pour la ferme, si vos ventes changeaient sans que changent leurs parts, vos "
            "paniers ni vos formules ; le nombre de clients suit les ventes. Un tiret : outil écarté, ou qui ne "
            "porte pas toutes vos ventes. Le graphique est sous le tableau.",
            styles.SOUS_TITRE,
            min(fin, _PREMIERE + 8),
        )
        self._reglages()
        titres = ("Ventes HT par an", "De vos ventes", "Le moins cher", "Son coût")
        droite = styles.ENTETE_NOMBRE
        plume.rangee(LIGNE_ENTETE, titres, (droite, droite, styles.ENTETE_DECALE, droite))
        for colonne, resultat in enumerate(contexte.resultats, start=_PREMIERE):
            nom = propre(resultat.cout.outil.nom)
            comparable = resultat.outil in self._points.couts
            titre = Formule(
                f"IF(ISNUMBER({noms.en_lice(resultat.outil)}),{expressions.litteral(typographie(nom))},"
                f"{expressions.litteral(typographie(f'{nom} (hors comparaison)'))})",
                typographie(nom if comparable else f"{nom} (hors comparaison)"),
            )
            plume.poser(LIGNE_ENTETE, colonne, titre, styles.ENTETE_NOMBRE)
            self._colonne(colonne, resultat.outil)
        self._ventes()
        ligne = self._exacts(self._fin + 5)
        self._graphique(ligne + 1)

    def _reglages(self) -> None:
        plume, classeur = self._plume, self._contexte.classeur
        total = Formule("ca_particuliers+ca_professionnels", self._contexte.situation.ca_total)
        plume.poser(3, 1, "Vos ventes", styles.CORPS)
        case = plume.poser(3, 2, total, nombre(styles.EUROS_RONDS))
        noms.definir(classeur, noms.VENTES_TOTALES, plume.absolue(case))
        vise = f"{noms.VENTES_TOTALES}*{float(_ETENDUE)}/{NOMBRE}"
        dizaine = f"10^MAX(0,LEN(INT({vise}))-{_CHIFFRES})"
        pas = f"MAX(1,-INT(-ROUND({vise}/{dizaine},{_DECIMALES}))*{dizaine})"
        plume.poser(3, 3, "Pas du tableau (un peu plus du double de vos ventes, en 60 lignes) :", styles.NOTE)
        formule = Formule(f"IF({noms.VENTES_TOTALES}>0,{pas},{_PAS_SANS_VENTE})", self._points.pas)
        case = plume.poser(3, 4, formule, nombre(styles.EUROS_RONDS))
        noms.definir(classeur, noms.PAS_SEUILS, plume.absolue(case))

    def _ventes(self) -> None:
        """Montant de ventes, sa part des ventes d'aujourd'hui, et le moins cher."""
        plume, points, total = self._plume, self._points, self._contexte.situation.ca_total
        for rang, x in enumerate(points.ventes):
            ligne = self._debut + rang
            plume.poser(ligne, 1, Formule(f"{rang + 1}*{noms.PAS_SEUILS}", x), nombre(styles.EUROS_RONDS))
            part = Formule(
                f"IF({noms.VENTES_TOTALES}>0,A{ligne}/{noms.VENTES_TOTALES},0)",
                x / total if total else Fraction(0),
            )
            plume.poser(ligne, 2, part, nombre(styles.POURCENT_ROND))
            plume.poser(ligne, 3, self._moins_cher(ligne, rang), styles.CORPS_DECALE)
            plage = f"$E{ligne}:${self._derniere}{ligne}"
            plus_bas = points.plus_bas[rang] if points.plus_bas else _SANS_COUT
            formule = Formule(f'IF(COUNT({plage})=0,"{_SANS_COUT}",MIN({plage}))', plus_bas)
            plume.poser(ligne, 4, formule, nombre(styles.EUROS, gras=True))
        libelles = ("Moins cher à partir de", "Moins cher jusqu'à", "Nombre de lignes")
        for rang, libelle in enumerate(libelles, start=1):
            plume.poser(self._fin + rang, 1, libelle, styles.CORPS_FORT, _PREMIERE - 1)

    def _moins_cher(self, ligne: int, rang: int) -> Formule:
        rangees = list(enumerate(self._contexte.resultats, start=_PREMIERE))
        cites = "&".join(
            f'IF({get_column_letter(colonne)}{ligne}=$D{ligne},", "&{get_column_letter(colonne)}${LIGNE_ENTETE},"")'
            for colonne, _ in rangees
        )
        noms_cites = [
            propre(resultat.cout.outil.nom)
            for _, resultat in rangees
            if resultat.outil in self._points.couts
            and self._points.couts[resultat.outil][rang] == self._points.plus_bas[rang]
        ]
        return Formule(
            f'IF(ISNUMBER($D{ligne}),MID({cites},3,2000),"{_PERSONNE}")',
            typographie(", ".join(noms_cites)) or _PERSONNE,
        )

    def _colonne(self, colonne: int, outil: str) -> None:
        """Coûts d'un outil, et la phrase qui dit où il est le moins cher."""
        termes, couts = self._blocs[outil].termes, self._points.couts.get(outil)
        modele = "+".join(terme.cout(_ICI) for terme in termes) or "0"
        style, en_lice = nombre(styles.EUROS), noms.en_lice(outil)
        for rang in range(NOMBRE):
            ligne = self._debut + rang
            somme = modele.replace(_ICI, f"$B{ligne}")
            formule = Formule(
                f'IF(ISNUMBER({en_lice}),ROUND({somme},{_DECIMALES}),"{_HORS_LICE}")',
                couts[rang] if couts else _HORS_LICE,
            )
            self._plume.poser(ligne, colonne, formule, style)
        self._bilan(outil, colonne)

    def _bilan(self, outil: str, colonne: int) -> None:
        """Premier et dernier montants où l'outil est le moins cher, et combien il y en a."""
        lettre, pas = get_column_letter(colonne), noms.PAS_SEUILS
        ventes, minima = f"$A${self._debut}:$A${self._fin}", f"$D${self._debut}:$D${self._fin}"
        gagne = f"({lettre}{self._debut}:{lettre}{self._fin}={minima})"
        fin = f"{NOMBRE + 1}*{pas}"
        rangs = self._points.rangs_les_moins_chers(outil)
        montants = [self._points.ventes[rang] for rang in rangs] or [Fraction(0)]
        combien = f"{lettre}{self._fin + 3}"
        for rang, (nommer, formule, valeur, format) in enumerate(
            (
                (
                    noms.seuil_de,
                    f"{fin}-SUMPRODUCT(MAX({gagne}*({fin}-{ventes})))",
                    montants[0],
                    styles.EUROS_RONDS,
                ),
                (noms.seuil_a, f"SUMPRODUCT(MAX({gagne}*{ventes}))", montants[-1], styles.EUROS_RONDS),
                (noms.seuil_lignes, f"SUMPRODUCT({gagne}*1)", Fraction(len(rangs)), styles.ENTIER),
            ),
            start=1,
        ):
            if rang == 1:
                formule = f"IF({combien}=0,0,{formule})"
            case = self._plume.poser(self._fin + rang, colonne, Formule(formule, valeur), nombre(format))
            noms.definir(self._contexte.classeur, nommer(outil), self._plume.absolue(case))

    def _exacts(self, ligne: int) -> int:
        """Bascules au centime, calculées par l'application à l'export."""
        plume, fin = self._plume, min(self._plume.colonnes, _PREMIERE + 6)
        plume.poser(ligne, 1, "À l'export, au centime", styles.SECTION, fin)
        outils = self._contexte.catalogue.par_outil
        intervalles = self._points.analyse.intervalles
        for intervalle in intervalles:
            ligne += 1
            plume.poser(ligne, 1, f"De {euros(intervalle.de)} à {euros(intervalle.a)}", styles.CORPS, 3)
            cites = ", ".join(outils[outil].nom for outil in intervalle.moins_chers)
            plume.poser(ligne, _PREMIERE, f"Le moins cher : {cites}", styles.CORPS_DECALE, fin)
        if not intervalles:
            ligne += 1
            rien = "Aucun outil possible ne portait alors toutes vos ventes."
            plume.poser(ligne, 1, rien, styles.CORPS, fin)
        return ligne + 1

    def _graphique(self, ligne: int) -> None:
        feuille, points = self._plume.feuille.title, self._points
        series = [
            Serie(
                f"'{feuille}'!${get_column_letter(colonne)}${LIGNE_ENTETE}",
                propre(resultat.cout.outil.nom)
                + ("" if resultat.outil in points.couts else " (hors comparaison)"),
                f"'{feuille}'!${get_column_letter(colonne)}${self._debut}:${get_column_letter(colonne)}${self._fin}",
                points.couts.get(resultat.outil, (None,) * NOMBRE),
            )
            for colonne, resultat in enumerate(self._contexte.resultats, start=_PREMIERE)
        ]
        categories = (f"'{feuille}'!$A${self._debut}:$A${self._fin}", points.ventes)
        graphiques.courbes(
            self._plume,
            ligne,
            "Coût d'une année suivante selon les ventes",
            ("Ventes HT par an (€)", "Coût pour la ferme (€ par an)"),
            categories,
            series,
        )
