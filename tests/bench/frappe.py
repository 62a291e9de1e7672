"""Une frappe dans le panneau jusqu'à la grille repeinte, et la première visite de chaque page.

python -m tests.bench.frappe

En temps de processeur, pour que les voisins n'y changent rien : rien ici n'attend de disque ni de réseau.
"""

import gc
import os
import statistics
import tempfile
from dataclasses import replace
from pathlib import Path
from time import process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gui.application import creer_application
from gui.fenetre import Fenetre
from gui.plan_des_pages import PAGES
from gui.rangement import Rangement
from gui.session import Session
from gui.taches import Travaux
from gui.theme.style import appliquer
from modele.catalogue.depot import ouvrir_catalogue
from modele.catalogue.emplacements import BASE
from modele.catalogue.objets import Catalogue
from modele.prix_propose import PrixPropose
from modele.tarification.prix_proposes import cibles

FRAPPES = "4567890123456789" * 4


def agrandi(catalogue: Catalogue, combien: int) -> Catalogue:
    """Le catalogue avec des outils recopiés sous d'autres noms."""
    outils = list(catalogue.outils)
    while len(outils) < combien:
        modele = catalogue.outils[len(outils) % len(catalogue.outils)]
        outils.append(
            replace(
                modele, identifiant=f"{modele.identifiant}-{len(outils)}", nom=f"{modele.nom} {len(outils)}"
            )
        )
    return replace(catalogue, outils=tuple(sorted(outils, key=lambda outil: outil.identifiant)))


def ouvrir(catalogue: Catalogue, dossier: Path) -> Fenetre:
    """Fenêtre de 1366×768 prête à recevoir des frappes."""
    fenetre = Fenetre(QSettings(str(dossier / "f.ini"), QSettings.Format.IniFormat), Travaux(synchrone=True))
    fenetre.resize(1366, 768)
    session = Session(catalogue)
    rangement = Rangement(session, dossier, fenetre)
    fenetre.accueillir(session, rangement)
    rangement.ouvrir_base(None)
    fenetre.show()
    vider()
    # Comme l'application une fois prête : ce qui vient d'être créé servira jusqu'à la fin.
    gc.freeze()
    return fenetre


def vider() -> None:
    """Traite tous les événements en attente, peintures comprises."""
    application = creer_application()
    for _ in range(3):
        application.processEvents()


def partout(catalogue: Catalogue) -> tuple[PrixPropose, ...]:
    """Un prix proposé pour chaque ligne de tarif."""
    return tuple(
        PrixPropose(
            *cible.cle[:3],
            cible.composante.assiette.value,
            cible.palier.prix,
            "2026-03-03",
            "M. Durand",
            cible.palier.jusqu_a,
        )
        for outil in catalogue.outils
        for cible in cibles(outil)
    )


def frappe(combien: int, dossier: Path, proposes: bool = False) -> tuple[float, float]:
    """Médiane et maximum, en ms, d'une frappe suivie de la peinture."""
    catalogue = agrandi(ouvrir_catalogue(BASE), combien)
    fenetre = ouvrir(catalogue, dossier)
    if proposes:
        assert fenetre.session is not None
        fenetre.session.modifier_dossier(prix_proposes=partout(catalogue))
        vider()
    saisie = next(
        champ
        for champ in fenetre.panneau.findChildren(QLineEdit)
        if champ.accessibleName().startswith("Ventes aux particuliers")
    )
    saisie.setFocus()
    temps = []
    for rang, chiffre in enumerate(FRAPPES):
        if rang % 4 == 0:
            saisie.selectAll()
        debut = process_time()
        QTest.keyClick(saisie, chiffre)
        vider()
        temps.append((process_time() - debut) * 1000)
    fenetre.close()
    return statistics.median(temps[2:]), max(temps[2:])


def pages(dossier: Path) -> dict[str, float]:
    """Première visite de chaque page, en ms."""
    fenetre = ouvrir(ouvrir_catalogue(BASE), dossier)
    mesures = {}
    for entree in PAGES:
        debut = process_time()
        fenetre.montrer(entree.identifiant)
        vider()
        mesures[entree.identifiant] = (process_time() - debut) * 1000
    fenetre.close()
    return mesures


def main() -> None:
    """Écrit les mesures en face des budgets."""
    appliquer(creer_application(), "clair", 1.0)
    with tempfile.TemporaryDirectory() as dossier:
        for combien, budget in ((9, 16), (60, None), (500, 50)):
            mediane, pire = frappe(combien, Path(dossier) / str(combien))
            borne = f"(budget {budget} ms)" if budget else ""
            print(f"frappe, {combien:3} outils      {mediane:6.1f} ms, au pire {pire:6.1f} {borne}")
        mediane, pire = frappe(9, Path(dossier) / "proposes", proposes=True)
        print(f"frappe,   9, prix proposés  {mediane:6.1f} ms, au pire {pire:6.1f} (budget 16 ms)")
        for page, duree in pages(Path(dossier) / "pages").items():
            print(f"première visite, {page:12}{duree:6.0f} ms (budget 150)")


if __name__ == "__main__":
    main()
