"""Mesure l'enveloppe basse de 60 outils : `python -m tests.bench.enveloppe` (limite : 100 ms).

Les outils varient ceux du guide, chacun avec son prix, pour que l'enveloppe ait de vraies bascules.
"""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import cycle, islice
from statistics import median
from time import perf_counter

from modele.catalogue.emplacements import SOURCES
from modele.catalogue.lecture import lire_catalogue
from modele.catalogue.objets import Catalogue, Formule, Outil
from modele.comparaison import comparer
from modele.situation import Situation
from modele.tarification.seuils import courbes_de_situation, enveloppe, seuils

NOMBRE = 60
LIMITE_MS = 100
REPETITIONS = 15
CA_MAX = Fraction(400_000)
SITUATION = Situation(ca_particuliers=Fraction(30_000), part_en_ligne=Fraction(60))


def _variante(outil: Outil, rang: int) -> Outil:
    """Le même outil, autrement cher : prix, planchers et bornes de paliers décalés selon son rang."""
    facteur = 1 + Fraction(rang * 7 % 13, 20)

    def variee(formule: Formule) -> Formule:
        composantes = tuple(
            replace(
                piece,
                paliers=tuple(
                    replace(p, prix=p.prix * facteur, jusqu_a=p.jusqu_a and p.jusqu_a * facteur)
                    for p in piece.paliers
                ),
                plancher=piece.plancher and piece.plancher * facteur,
            )
            for piece in formule.composantes
        )
        return replace(formule, composantes=composantes)

    return replace(
        outil, identifiant=f"{outil.identifiant}-{rang}", formules=tuple(map(variee, outil.formules))
    )


def catalogue_de(nombre: int) -> Catalogue:
    """Catalogue de `nombre` outils payants servant les particuliers."""
    reel = lire_catalogue(SOURCES)
    modeles = [outil for outil in reel.outils if outil.identifiant not in ("amapj", "nectargo")]
    variantes = (_variante(outil, rang) for rang, outil in enumerate(cycle(modeles)))
    return replace(reel, outils=tuple(islice(variantes, nombre)))


def mesurer(travail: Callable[[], object]) -> float:
    """Médiane en millisecondes."""
    temps = []
    for _ in range(REPETITIONS):
        debut = perf_counter()
        travail()
        temps.append((perf_counter() - debut) * 1000)
    return median(temps)


def main() -> None:
    """Affiche les mesures."""
    catalogue = catalogue_de(NOMBRE)
    comparaison = comparer(catalogue, SITUATION)
    courbes = courbes_de_situation(catalogue, comparaison)
    intervalles = enveloppe(courbes, CA_MAX)
    total = mesurer(lambda: enveloppe(courbes_de_situation(catalogue, comparaison), CA_MAX))
    seule = mesurer(lambda: enveloppe(courbes, CA_MAX))
    bascules = mesurer(lambda: seuils(courbes, intervalles))
    ruptures = sum(len(courbe.ruptures) for courbe in courbes.values())
    print(f"{len(courbes)} outils, {ruptures} ruptures, {len(intervalles)} intervalles")
    print(f"courbes + enveloppe : {total:.1f} ms (limite {LIMITE_MS} ms)")
    print(f"enveloppe seule : {seule:.1f} ms ; seuils : {bascules:.1f} ms")
    for nombre in (9, 500):
        grand = catalogue_de(nombre)
        print(f"comparer {nombre} outils : {mesurer(lambda g=grand: comparer(g, SITUATION)):.1f} ms")


if __name__ == "__main__":
    main()
