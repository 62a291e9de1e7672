"""Feuille « Seuils » : coût de chaque outil pour soixante montants de ventes, le moins cher de chacun, sa courbe."""

from collections.abc import Mapping
from fractions import Fraction

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter

from modele.choix.objets import Resultat
from modele.export import courbes_seuils, expressions, graphiques, noms, styles
from modele.export.calculs import Calculs
from modele.export.contexte import Contexte
from modele.export.courbes_seuils import Tableau
from modele.export.ecriture import Formule
from modele.export.limites import ETAPE_MAX
from modele.export.mise_en_page import Page
from modele.export.plume import Plume
from modele.export.points_seuils import CHIFFRES, DECIMALES, ETENDUE, NOMBRE, PAS_SANS_VENTE, Points
from modele.export.styles import nombre
from modele.export.termes import BlocCouts, Terme
from modele.export.textes import propre, typographie
from modele.nombres import euros
from modele.tarification.compilation import courbe_ferme

TITRE = "Seuils"
LIGNE_ENTETE = 5
_FIXES = (15, 11, 40, 13)
_LARGEUR_OUTIL = 14.0
_HORS_LICE = "–"
_HORS_COMPARAISON = " (hors comparaison)"
_ICI = "{fois}"
"""Place, dans la formule d'un outil, du rapport aux ventes d'aujourd'hui."""
_ZERO = Fraction(0)
_PERSONNE, _SANS_COUT = "aucun outil", "sans objet"
_PREMIERE = len(_FIXES) + 1
_BILAN = 3
"""Lignes sous le tableau : d'où à où un outil est le moins cher."""
PAGE = Page(LIGNE_ENTETE, "C6", fixes=len(_FIXES), repetees=2, bas=LIGNE_ENTETE + NOMBRE + _BILAN)


def largeurs(contexte: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return (*_FIXES, *(_LARGEUR_OUTIL,) * len(contexte.resultats))


def ecrire(
    plume: Plume, contexte: Contexte, blocs: Mapping[str, BlocCouts], points: Points, calculs: Calculs
) -> None:
    """Remplit la feuille et nomme les bornes de chaque outil ; `blocs` vient de « Coûts »."""
    _Feuille(plume, contexte, blocs, points, calculs).ecrire()


class _Feuille:
    def __init__(
        self,
        plume: Plume,
        contexte: Contexte,
        blocs: Mapping[str, BlocCouts],
        points: Points,
        calculs: Calculs,
    ) -> None:
        self._plume = plume
        self._contexte = contexte
        self._blocs = blocs
        self._points = points
        self._calculs = calculs
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
        self._proposes(4)
        titres = ("Ventes HT par an", "De vos ventes", "Le moins cher", "Son coût")
        droite = styles.ENTETE_NOMBRE
        plume.rangee(LIGNE_ENTETE, titres, (droite, droite, styles.ENTETE_DECALE, droite))
        for colonne, resultat in enumerate(contexte.resultats, start=_PREMIERE):
            nom = typographie(propre(resultat.cout.outil.nom))
            titre = Formule(
                f"{expressions.litteral(nom)}&IF(ISNUMBER({noms.en_lice(resultat.outil)}),"
                f'"","{_HORS_COMPARAISON}")',
                self._titre(resultat),
            )
            plume.poser(LIGNE_ENTETE, colonne, titre, styles.ENTETE_NOMBRE)
            self._colonne(colonne, resultat.outil)
        self._ventes()
        self._mettre_en_valeur()
        ligne = self._exacts(self._fin + _BILAN + 2)
        self._graphique(ligne + 1)

    def _titre(self, resultat: Resultat) -> str:
        """Titre de sa colonne aujourd'hui."""
        suite = "" if resultat.outil in self._points.couts else _HORS_COMPARAISON
        return typographie(propre(resultat.cout.outil.nom)) + suite

    def _reglages(self) -> None:
        plume, classeur = self._plume, self._contexte.classeur
        total = Formule("ca_particuliers+ca_professionnels", self._contexte.situation.ca_total)
        plume.poser(3, 1, "Vos ventes", styles.CORPS)
        case = plume.poser(3, 2, total, nombre(styles.EUROS_RONDS))
        noms.definir(classeur, noms.VENTES_TOTALES, plume.absolue(case))
        vise = f"{noms.VENTES_TOTALES}*{float(ETENDUE)}/{NOMBRE}"
        dizaine = f"10^MAX(0,LEN(INT({vise}))-{CHIFFRES})"
        pas = f"MAX(1,-INT(-ROUND({vise}/{dizaine},{DECIMALES}))*{dizaine})"
        plume.poser(3, 3, "Pas du tableau (un peu plus du double de vos ventes, en 60 lignes) :", styles.NOTE)
        formule = Formule(f"IF({noms.VENTES_TOTALES}>0,{pas},{PAS_SANS_VENTE})", self._points.pas)
        case = plume.poser(3, 4, formule, nombre(styles.EUROS_RONDS))
        noms.definir(classeur, noms.PAS_SEUILS, plume.absolue(case))

    def _proposes(self, ligne: int) -> None:
        """Outils dont les coûts du tableau comptent un prix proposé à la ferme."""
        morceaux: list[tuple[str, str]] = []
        for resultat in self._contexte.resultats:
            phrase = typographie(f"{propre(resultat.cout.outil.nom)} : avec un tarif proposé. ")
            formule = f'IF({noms.propose(resultat.outil)}="","",{expressions.litteral(phrase)})'
            morceaux.append((formule, phrase if resultat.cout.annee_1.propose else ""))
        formule = self._calculs.joindre(TITRE, lambda _: morceaux)
        fin = min(self._plume.colonnes, _PREMIERE + 8)
        valeur = "".join(valeur for _, valeur in morceaux)
        self._plume.poser(ligne, 1, Formule(formule, valeur), styles.NOTE_LIBRE, fin)

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
        """Noms des moins chers d'une ligne, ex æquo ensemble."""
        resultats, couts = self._contexte.resultats, self._points.couts
        gagnants = [
            r.outil in couts and couts[r.outil][rang] == self._points.plus_bas[rang] for r in resultats
        ]
        suites = [
            f", {self._titre(r)}" if gagne else "" for r, gagne in zip(resultats, gagnants, strict=True)
        ]

        def morceaux(lieu: str) -> list[tuple[str, str]]:
            lettres = [get_column_letter(_PREMIERE + place) for place in range(len(suites))]
            return [
                (f'IF({lieu}{lettre}{ligne}={lieu}$D{ligne},", "&{lieu}{lettre}${LIGNE_ENTETE},"")', suite)
                for lettre, suite in zip(lettres, suites, strict=True)
            ]

        cites = self._calculs.joindre(TITRE, morceaux)
        return Formule(
            f'IF(ISNUMBER($D{ligne}),MID({cites},3,2000),"{_PERSONNE}")',
            "".join(suites)[2:] or _PERSONNE,
        )

    def _colonne(self, colonne: int, outil: str) -> None:
        """Coûts d'un outil, et la phrase qui dit où il est le moins cher."""
        termes, couts = self._blocs[outil].termes, self._points.couts.get(outil)
        modele = "+".join(terme.cout(_ICI) for terme in termes) or "0"
        style, en_lice = nombre(styles.EUROS), noms.en_lice(outil)
        decoupee = len(modele) > ETAPE_MAX
        for rang in range(NOMBRE):
            ligne = self._debut + rang
            somme = self._par_etapes(outil, rang) if decoupee else modele.replace(_ICI, f"$B{ligne}")
            formule = Formule(
                f'IF(ISNUMBER({en_lice}),ROUND({somme},{DECIMALES}),"{_HORS_LICE}")',
                couts[rang] if couts else _HORS_LICE,
            )
            self._plume.poser(ligne, colonne, formule, style)
        self._bilan(outil, colonne)

    def _par_etapes(self, outil: str, rang: int) -> str:
        """Coût d'un outil sur une ligne, quand ses tarifs sont trop nombreux pour une seule formule."""
        points, ligne, situation = self._points, self._debut + rang, self._contexte.situation
        ventes = points.ventes[rang]

        def valeur(terme: Terme) -> Fraction:
            if outil not in points.couts or not terme.porteur.retenue:
                return _ZERO
            return courbe_ferme(terme.seul(), situation, "suivante").valeur(ventes)

        return self._calculs.sommer(
            TITRE,
            lambda lieu: [
                (
                    f"IF(ISNUMBER({noms.en_lice(outil)}),{terme.cout(f'{lieu}$B{ligne}')},0)",
                    valeur(terme) if lieu else _ZERO,
                )
                for terme in self._blocs[outil].termes
            ],
        )

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

    def _mettre_en_valeur(self) -> None:
        """Le coût le plus bas de chaque ligne."""
        premiere = get_column_letter(_PREMIERE)
        regle = Rule(
            type="expression",
            dxf=styles.differentiel(styles.ACCENT, styles.ACCENT_DOUX, gras=True),
            formula=[f"{premiere}{self._debut}=$D{self._debut}"],
        )
        plage = f"{premiere}{self._debut}:{self._derniere}{self._fin}"
        self._plume.feuille.conditional_formatting.add(plage, regle)

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
        points, resultats = self._points, self._contexte.resultats
        tableau = Tableau(TITRE, LIGNE_ENTETE, _PREMIERE, {r.outil: self._titre(r) for r in resultats})
        series = courbes_seuils.series(self._calculs, tableau, resultats, points)
        titre = "Coût d'une année suivante selon les ventes"
        if len(series) < len(resultats):
            titre += f" ({len(series)} outils, les moins chers d'abord)"
        graphiques.courbes(
            self._plume,
            PAGE,
            ligne,
            titre,
            ("Ventes HT par an (€)", "Coût pour la ferme (€ par an)"),
            (f"'{TITRE}'!$A${self._debut}:$A${self._fin}", points.ventes),
            series,
        )
