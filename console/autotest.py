"""`main.py autotest` : éprouve un poste installé, un contrôle par ligne."""

import argparse
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory


def configurer(parseur: argparse.ArgumentParser) -> None:
    """Aucun argument propre."""
    parseur.set_defaults(executer=executer)


def executer(_choix: argparse.Namespace) -> int:
    """Lance les contrôles ; code 0 si tous passent."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    reussis = echoues = 0
    with TemporaryDirectory() as dossier:
        for nom, controle in _controles(Path(dossier)):
            try:
                detail = controle()
            except Exception as faute:
                echoues += 1
                print(f"ÉCHEC  {nom} : {type(faute).__name__} {faute}", flush=True)
            else:
                reussis += 1
                print(f"ok     {nom} : {detail}", flush=True)
    print(f"{reussis} passed, {echoues} failed")
    return 0 if echoues == 0 else 1


def _controles(dossier: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "catalogue relu", _catalogue
    yield "exemple calculé", _calcul
    yield "seuils calculés", _seuils
    yield "classeur écrit et relu", lambda: _classeur(dossier / "essai.xlsx")
    yield "dossier écrit et relu", lambda: _dossier(dossier)
    yield "fenêtre ouverte", lambda: _fenetre(dossier)
    yield "pages imprimées en PDF", lambda: _pdf(dossier / "essai.pdf")


def _catalogue() -> str:
    from modele.catalogue.editions import Editions

    catalogue = Editions(None).actif().catalogue
    faits = sum(len(outil.faits) for outil in catalogue.outils) + len(catalogue.guide.faits)
    if len(catalogue.outils) < 9 or faits < 400:
        raise RuntimeError(f"{len(catalogue.outils)} outils et {faits} faits seulement")
    return f"{len(catalogue.outils)} outils, {faits} faits, {len(catalogue.criteres)} critères"


def _calcul() -> str:
    from modele.catalogue.editions import Editions
    from modele.comparaison import comparer
    from modele.situation import EXEMPLE

    comparaison = comparer(Editions(None).actif().catalogue, EXEMPLE)
    obtenu = comparaison.par_outil["kuupanda"].cout.annee_suivante.ferme
    if str(obtenu) != "809.70":
        raise RuntimeError(f"Kuupanda donne {obtenu} au lieu de 809.70")
    return "Kuupanda 809,70 € par an"


def _seuils() -> str:
    from fractions import Fraction

    from modele.catalogue.editions import Editions
    from modele.comparaison import comparer
    from modele.situation import EXEMPLE
    from modele.tarification.seuils import seuils_de_situation

    catalogue = Editions(None).actif().catalogue
    intervalles = seuils_de_situation(catalogue, comparer(catalogue, EXEMPLE), Fraction(200_000))
    if not intervalles:
        raise RuntimeError("aucun intervalle")
    return f"zones jusqu'à 200 000 € : {len(intervalles)}"


def _classeur(chemin: Path) -> str:
    from modele.catalogue.editions import Editions
    from modele.comparaison import comparer
    from modele.export.classeur import exporter
    from modele.situation import EXEMPLE

    catalogue = Editions(None).actif().catalogue
    exporter(catalogue, comparer(catalogue, EXEMPLE), chemin)
    from openpyxl import load_workbook

    classeur = load_workbook(chemin, read_only=False, data_only=True)
    try:
        feuille, cellule = next(iter(classeur.defined_names["an2_kuupanda"].destinations))
        valeur = classeur[feuille][cellule].value
        feuilles = len(classeur.sheetnames)
    finally:
        classeur.close()
    if round(valeur * 100) != 80970:
        raise RuntimeError(f"la cellule an2_kuupanda contient {valeur}")
    return f"{feuilles} feuilles, an2_kuupanda relu"


def _dossier(dossier: Path) -> str:
    from modele.dossiers.depot import DepotDossiers
    from modele.dossiers.objets import Dossier
    from modele.situation import EXEMPLE

    with DepotDossiers.ouvrir(dossier / "dossiers.sqlite") as depot:
        garde = depot.enregistrer(Dossier(EXEMPLE.nom, EXEMPLE))
        if depot.lire(garde.identifiant).situation != EXEMPLE:
            raise RuntimeError("le dossier relu diffère")
    return "identique"


def _fenetre(dossier: Path) -> str:
    from gui.captures import photographier

    images = list(photographier(dossier, None, "clair", (1366, 768), 100))
    vides = [image.name for image in images if image.stat().st_size < 2_000]
    if vides:
        raise RuntimeError(f"images vides : {', '.join(vides)}")
    return f"{len(images)} images"


def _pdf(chemin: Path) -> str:
    from gui.impression.sans_ecran import ecrire
    from modele.catalogue.depot import ouvrir_catalogue
    from modele.catalogue.emplacements import BASE
    from modele.comparaison import comparer
    from modele.dossiers.objets import Dossier
    from modele.impression.document import aujourd_hui, composer
    from modele.situation import EXEMPLE

    catalogue = ouvrir_catalogue(BASE)
    document = composer(catalogue, comparer(catalogue, EXEMPLE), Dossier(EXEMPLE.nom, EXEMPLE), aujourd_hui())
    ecrire(document, chemin)
    octets = chemin.read_bytes()
    pages, polices = octets.count(b"/Type /Page\n"), octets.count(b"/FontFile2")
    if pages != 2 or not polices:
        raise RuntimeError(f"{pages} pages et {polices} polices")
    return f"{pages} pages, {polices} polices incorporées"
