"""Ce que dessine le graphique de « Seuils » : au plus neuf outils, et aucun de ceux qu'on ne compare pas.

Excel dessine un texte comme un zéro, et une erreur n'a pas sa place dans un classeur remis : la courbe
d'un outil qu'on ne compare pas vaut donc moins un, sous l'axe, hors du cadre.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from openpyxl.utils import get_column_letter

from modele.choix.objets import Resultat
from modele.export import noms, styles
from modele.export.calculs import COURBES, TITRE, Calculs
from modele.export.ecriture import Formule
from modele.export.graphiques import SIGNES, Serie
from modele.export.points_seuils import NOMBRE, Points
from modele.export.styles import nombre

HORS_DU_CADRE = Fraction(-1)
_PREMIERE = 2
"""Première colonne des étapes de « _calculs »."""


@dataclass(frozen=True, slots=True)
class Tableau:
    """Le tableau de « Seuils » : ses lignes, la colonne du premier outil, le titre de chaque colonne."""

    feuille: str
    entete: int
    premiere: int
    titres: Mapping[str, str]

    def case(self, colonne: int, ligne: int) -> str:
        """Case d'un outil, en adresse absolue."""
        return f"'{self.feuille}'!${get_column_letter(colonne)}${ligne}"


def series(calculs: Calculs, tableau: Tableau, resultats: Sequence[Resultat], points: Points) -> list[Serie]:
    """Recopie dans « _calculs » ce qu'il faut dessiner, et en rend les séries."""
    calculs.titre(
        f"Courbes de « {tableau.feuille} » ; {HORS_DU_CADRE} : outil qu'on ne compare pas, courbe hors du cadre"
    )
    rangs = _rangs(calculs, tableau, resultats, points)
    dessines = sorted(resultats, key=lambda resultat: rangs[resultat.outil])[:COURBES]
    places = _places(calculs, tableau, resultats, dessines)
    titres = calculs.etape(
        "Courbe",
        [
            Formule(
                f'"{signe}"&{_lue(tableau, resultats, place, tableau.entete)}',
                f"{signe}{tableau.titres[resultat.outil]}",
            )
            for signe, resultat, place in zip(SIGNES, dessines, places, strict=False)
        ],
    )
    debut = calculs.prochaine
    couts = [points.couts.get(resultat.outil, (HORS_DU_CADRE,) * NOMBRE) for resultat in dessines]
    for rang in range(NOMBRE):
        ligne = tableau.entete + 1 + rang
        lues = [_lue(tableau, resultats, place, ligne) for place in places]
        formules = [
            Formule(f"IF(ISNUMBER({lue}),{lue},{HORS_DU_CADRE})", valeurs[rang])
            for lue, valeurs in zip(lues, couts, strict=True)
        ]
        calculs.etape("", formules, nombre(styles.EUROS))
    fin = calculs.prochaine - 1
    return [
        Serie(titre, f"{signe}{tableau.titres[resultat.outil]}", _colonne(rang, debut, fin), valeurs)
        for rang, (titre, signe, resultat, valeurs) in enumerate(
            zip(titres, SIGNES, dessines, couts, strict=False)
        )
    ]


def _colonne(rang: int, debut: int, fin: int) -> str:
    lettre = get_column_letter(_PREMIERE + rang)
    return f"'{TITRE}'!${lettre}${debut}:${lettre}${fin}"


def _rangs(
    calculs: Calculs, tableau: Tableau, resultats: Sequence[Resultat], points: Points
) -> Mapping[str, int]:
    """Rang de chaque outil : comparable, le moins cher sur le plus de lignes, puis aux ventes d'aujourd'hui.

    Neuf outils ou moins gardent leur place : la couleur d'une courbe ne change pas en cours de saisie.
    """
    if len(resultats) <= COURBES:
        return {resultat.outil: rang for rang, resultat in enumerate(resultats)}
    cles = [
        (
            int(resultat.outil not in points.couts),
            -len(points.rangs_les_moins_chers(resultat.outil)),
            resultat.cout.annee_suivante.ferme if resultat.outil in points.couts else Fraction(0),
            place,
        )
        for place, resultat in enumerate(resultats)
    ]
    en_lice = [noms.en_lice(resultat.outil) for resultat in resultats]
    formules = (
        ("Écarté de la comparaison", [f"IF(ISNUMBER({nom}),0,1)" for nom in en_lice], 0),
        (
            "Lignes où il est le moins cher, en moins",
            [f"-{noms.seuil_lignes(r.outil)}" for r in resultats],
            1,
        ),
        ("Coût d'aujourd'hui", [f"IF(ISNUMBER({nom}),{nom},0)" for nom in en_lice], 2),
        ("Place", [str(place) for place in range(len(resultats))], 3),
    )
    cases = [
        calculs.etape(libelle, [Formule(texte, cle[rang]) for texte, cle in zip(textes, cles, strict=True)])
        for libelle, textes, rang in formules
    ]
    plages = [f"{ligne[0]}:{ligne[-1].rpartition('!')[2]}" for ligne in cases]
    ordre = sorted(cles)
    rangs = [ordre.index(cle) for cle in cles]
    formules_rangs = []
    for place, rang in enumerate(rangs):
        devant = ""
        for plage, ligne in reversed(list(zip(plages, cases, strict=True))):
            suite = f"+({plage}={ligne[place]})*({devant})" if devant else ""
            devant = f"({plage}<{ligne[place]}){suite}"
        formules_rangs.append(Formule(f"SUMPRODUCT({devant})", rang))
    calculs.etape("Rang", formules_rangs)
    return {resultat.outil: rang for resultat, rang in zip(resultats, rangs, strict=True)}


def _places(
    calculs: Calculs, tableau: Tableau, resultats: Sequence[Resultat], dessines: Sequence[Resultat]
) -> list[str]:
    """Pour chaque courbe, le rang de sa colonne : un nombre, ou la case qui le trouve."""
    if len(resultats) <= COURBES:
        return [str(place) for place in range(1, len(resultats) + 1)]
    ligne = calculs.prochaine - 1
    plage = f"$B${ligne}:${get_column_letter(len(resultats) + 1)}${ligne}"
    outils = [resultat.outil for resultat in resultats]
    return calculs.etape(
        "Colonne dessinée",
        [
            Formule(f"MATCH({rang},{plage},0)", outils.index(resultat.outil) + 1)
            for rang, resultat in enumerate(dessines)
        ],
    )


def _lue(tableau: Tableau, resultats: Sequence[Resultat], place: str, ligne: int) -> str:
    """Case d'une ligne du tableau, dans la colonne de cette place."""
    if place.isdigit():
        return tableau.case(tableau.premiere + int(place) - 1, ligne)
    derniere = get_column_letter(tableau.premiere + len(resultats) - 1)
    return f"INDEX({tableau.case(tableau.premiere, ligne)}:${derniere}${ligne},{place})"
