"""Démarrage et mémoire, côte à côte avec une fenêtre PySide6 vide de même taille.

python tests/bench/demarrage.py [passes]
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]

VIDE = """
import sys
sys.path.insert(0, sys.argv[1])
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
import json
from modele.processus import age_ms, memoire_mo
class Fenetre(QMainWindow):
    peinte = False
    def paintEvent(self, evenement):
        super().paintEvent(evenement)
        if not self.peinte:
            self.peinte = True
            QTimer.singleShot(0, self.fin)
    def fin(self):
        print(json.dumps({"premier_affichage_ms": age_ms(), "memoire_mo": memoire_mo()}), flush=True)
        QApplication.quit()
application = QApplication([])
fenetre = Fenetre()
fenetre.resize(1366, 740)
fenetre.show()
application.exec()
"""


def mesurer(commande: list[str], environnement: dict[str, str]) -> dict[str, float]:
    """Une ouverture ; la dernière ligne écrite est la mesure."""
    sortie = subprocess.run(
        commande, cwd=RACINE, env=environnement, capture_output=True, text=True, check=True, timeout=60
    ).stdout
    mesure: dict[str, float] = json.loads(sortie.strip().splitlines()[-1])
    return mesure


def main() -> None:
    """Alterne les deux fenêtres et écrit médianes et rapports."""
    passes = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as dossier:
        environnement = {**os.environ, "BOUSSOLE_DONNEES": dossier}
        # Un poste installé ne compile pas à chaque ouverture : la première passe, jetée, remplit ce cache.
        environnement.pop("PYTHONDONTWRITEBYTECODE", None)
        environnement["PYTHONPYCACHEPREFIX"] = str(Path(dossier) / "compiles")
        environnement.setdefault("QT_QPA_PLATFORM", "offscreen")
        vides, pleines = [], []
        for passe in range(passes + 1):
            vide = mesurer([sys.executable, "-c", VIDE, str(RACINE)], environnement)
            pleine = mesurer([sys.executable, "main.py", "--mesurer-demarrage"], environnement)
            if passe:
                vides.append(vide)
                pleines.append(pleine)

    def mediane(mesures: list[dict[str, float]], cle: str) -> float:
        return statistics.median(mesure[cle] for mesure in mesures)

    reference = mediane(vides, "premier_affichage_ms")
    memoire = mediane(vides, "memoire_mo")
    print(f"{passes} passes, médianes")
    print(f"fenêtre vide            {reference:7.0f} ms   {memoire:6.1f} Mo")
    for libelle, cle, plafond in (
        ("première peinture", "squelette_ms", 1.3),
        ("grille remplie", "premier_affichage_ms", 2.5),
    ):
        valeur = mediane(pleines, cle)
        print(f"{libelle:22}  {valeur:7.0f} ms   × {valeur / reference:.2f} (budget × {plafond})")
    valeur = mediane(pleines, "memoire_mo")
    print(f"mémoire au repos        {valeur:7.1f} Mo   × {valeur / memoire:.2f} (budget × 1.6)")


if __name__ == "__main__":
    main()
