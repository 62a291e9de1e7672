"""Comment chaque mesure grandit : de 9 à 60 puis 500 outils, et de 1 à 1 000 dossiers.

python -m tests.bench.croissance [outils|dossiers]

Selon les outils, en temps de processeur, pour que les voisins n'y changent rien ; selon les dossiers, montre en
main, parce que le disque compte.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from gui.application import creer_application
from gui.fenetre import Fenetre
from gui.plan_des_pages import PAGES
from gui.theme.style import appliquer
from modele.catalogue.depot import ouvrir_catalogue
from modele.catalogue.emplacements import BASE
from modele.choix.analyse_seuils import Periode, analyser
from modele.comparaison import comparer
from modele.dossiers import consultation
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.horloge import heure_locale
from modele.dossiers.objets import Dossier
from modele.dossiers.ouverture import ouvrir as ouvrir_base
from modele.dossiers.sauvegardes import DEMANDE, sauvegarder
from modele.export.classeur import exporter
from modele.situation import EXEMPLE
from tests.bench.frappe import agrandi, ouvrir, vider

CA_MAX = Fraction(200_000)
OUTILS = (9, 60, 500)
DOSSIERS = (1, 10, 100, 1000)


def ms(travail: Callable[[], object], fois: int = 3, montre: Callable[[], float] = perf_counter) -> float:
    """Meilleur temps, en ms, de quelques passes."""
    temps = []
    for _ in range(fois):
        debut = montre()
        travail()
        temps.append((montre() - debut) * 1000)
    return min(temps)


def tableau(titre: str, colonnes: tuple[int, ...], lignes: dict[str, list[float]]) -> None:
    """Écrit un tableau Markdown."""
    print(f"\n| {titre} | " + " | ".join(f"{colonne:,}".replace(",", " ") for colonne in colonnes) + " |")
    print("| --- |" + " ---: |" * len(colonnes))
    for nom, valeurs in lignes.items():
        print(f"| {nom} | " + " | ".join(f"{valeur:.1f}".replace(".", ",") for valeur in valeurs) + " |")


def mesurer_outils(combien: int, dossier: Path) -> dict[str, float]:
    """Calcul, seuils, pages et export avec ce nombre d'outils."""
    catalogue = agrandi(ouvrir_catalogue(BASE), combien)
    comparaison = comparer(catalogue, EXEMPLE)
    calcul = partial(ms, montre=process_time)
    mesures = {
        "calculer et classer": calcul(lambda: comparer(catalogue, EXEMPLE)),
        "seuils et enveloppe": calcul(lambda: analyser(comparaison, Periode.SUIVANTE, CA_MAX), 1),
        "exporter le classeur": calcul(lambda: exporter(catalogue, comparaison, dossier / "c.xlsx"), 1),
    }
    fenetre = ouvrir(catalogue, dossier)
    for entree in PAGES:
        mesures[f"première visite, {entree.identifiant}"] = calcul(
            partial(visiter, fenetre, entree.identifiant), 1
        )
    fenetre.close()
    return mesures


def mesurer_dossiers(combien: int, dossier: Path) -> dict[str, float]:
    """Ouverture, liste, enregistrement et sauvegarde avec ce nombre de dossiers."""
    base = dossier / "dossiers.sqlite"
    with DepotDossiers.ouvrir(base) as depot:
        for rang in range(combien):
            nom = f"Ferme {rang + 1}"
            garde = depot.enregistrer(Dossier(nom, replace(EXEMPLE, nom=nom)))
        depot.noter_ouvert(garde.identifiant)
        horizons = iter(range(1, 1_000_000))

        def enregistrer() -> None:
            situation = replace(garde.situation, horizon=1 + next(horizons) % 10)
            depot.enregistrer(replace(garde, situation=situation))

        ecrire = ms(enregistrer, 10)
    mesures = {
        "taille de la base (Ko)": base.stat().st_size / 1000,
        "enregistrer un changement": ecrire,
        "vérifier et ouvrir la base": ms(lambda: ouvrir_base(base).fermer()),
        "lire la liste": ms(lambda: consultation.lister(base)),
        "sauvegarder": ms(lambda: sauvegarder(base, DEMANDE, heure_locale()), 1),
    }
    fenetre = ouvrir(ouvrir_catalogue(BASE), dossier)
    mesures["première visite de l'accueil"] = ms(partial(visiter, fenetre, "accueil"), 1)
    fenetre.close()
    return mesures


def visiter(fenetre: Fenetre, page: str) -> None:
    """Ouvre une page et attend qu'elle soit peinte."""
    fenetre.montrer(page)
    vider()


def croitre(titre: str, tailles: tuple[int, ...], mesurer: Callable[[int, Path], dict[str, float]]) -> None:
    """Mesure chaque taille dans un dossier neuf, puis écrit le tableau."""
    lignes: dict[str, list[float]] = {}
    for taille in tailles:
        with tempfile.TemporaryDirectory() as dossier:
            for nom, valeur in mesurer(taille, Path(dossier)).items():
                lignes.setdefault(nom, []).append(valeur)
    tableau(titre, tailles, lignes)


def main() -> None:
    """Lance l'une des croissances, ou les deux."""
    appliquer(creer_application(), "clair", 1.0)
    demandees = sys.argv[1:] or ["outils", "dossiers"]
    if "outils" in demandees:
        croitre("ms, selon le nombre d'outils", OUTILS, mesurer_outils)
    if "dossiers" in demandees:
        croitre("ms, selon le nombre de dossiers", DOSSIERS, mesurer_dossiers)


if __name__ == "__main__":
    main()
