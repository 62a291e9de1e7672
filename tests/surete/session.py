"""Une session entière de l'application réelle, conduite sans personne.

    python -m tests.surete.session PLAN.json

Le plan donne le dossier des données, celui des sorties, les textes à coller ; le compte rendu sort en JSON.
"""

import json
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gui.fenetre import Fenetre

RACINE = Path(__file__).resolve().parents[2]
LIGNES_DE_TEXTE = ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QTextBrowser")
ouvertures: list[str] = []
prises: list[str] = []


def ecouter(evenement: str, arguments: tuple[Any, ...]) -> None:
    """Retient chaque fichier ouvert et chaque prise créée par Python."""
    if evenement == "open" and isinstance(arguments[0], str | bytes):
        ouvertures.append(str(arguments[0]))
    elif evenement.startswith("socket."):
        prises.append(evenement)


def marquer_les_champs() -> None:
    """Chaque champ créé retient les lignes du programme qui l'ont créé ; à appeler avant d'importer `gui`."""
    import PySide6.QtWidgets as widgets

    for nom in LIGNES_DE_TEXTE:
        base = getattr(widgets, nom)

        def initialiser(self: Any, *a: Any, base: Any = base, **k: Any) -> None:
            cadre, sites = sys._getframe(1), []
            while cadre is not None:
                fichier = Path(cadre.f_code.co_filename)
                if fichier.is_relative_to(RACINE / "gui"):
                    sites.append(f"{fichier.relative_to(RACINE).as_posix()}:{cadre.f_lineno}")
                cadre = cadre.f_back
            base.__init__(self, *a, **k)
            self._sites = sites

        setattr(widgets, nom, type(nom, (base,), {"__init__": initialiser, "origine": base}))


def conduire(plan: dict[str, Any]) -> dict[str, Any]:
    """Lance l'application, la conduit, la referme, puis relit ce qu'elle a gardé."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from gui import application, erreurs
    from modele.dossiers.depot import DepotDossiers
    from tests.surete.pilote import Pilote
    from tests.surete.textes import tous_les_textes

    pilotes: list[Pilote] = []
    fautes: list[str] = []

    # Un défaut ne doit pas attendre qu'on le lise.
    def noter(dialogue: erreurs.DialogueDefaut) -> None:
        fautes.append(dialogue.texte.toPlainText())

    class Demarrage(application.Demarrage):
        def __init__(self, fenetre: "Fenetre", donnees: Path) -> None:
            super().__init__(fenetre, donnees)
            # La visite du premier démarrage se met devant ce que l'on conduit.
            fenetre.reglages.setValue("visite/vue", True)
            pilotes.append(Pilote(fenetre, plan))
            self.pret.connect(lambda: QTimer.singleShot(50, self._conduire))

        def _conduire(self) -> None:
            try:
                pilotes[0].conduire()
            except Exception as faute:
                traceback.print_exc()
                fautes.append(f"{type(faute).__name__} : {str(faute)[:200]}")
                QApplication.exit(1)

    erreurs.DialogueDefaut.exec = noter
    application.Demarrage = Demarrage
    code = application.demarrer(Path(plan["donnees"]))
    pilote = pilotes[0]
    with DepotDossiers.ouvrir(Path(plan["donnees"]) / "dossiers.sqlite") as depot:
        relu = depot.lire(pilote.garde.identifiant)
    if tous_les_textes(relu) != tous_les_textes(pilote.garde):
        fautes.append("après fermeture, le dossier se relit autrement")
    return {
        "code": code,
        "fautes": sorted({*fautes, *pilote.fautes}),
        "champs": sorted(pilote.vus),
        "sites": sorted(pilote.sites),
        "ouvertures": ouvertures,
        "prises": prises,
    }


def main() -> int:
    """Conduit la session du plan donné et écrit son compte rendu."""
    plan = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    sys.addaudithook(ecouter)
    marquer_les_champs()
    compte_rendu = conduire(plan)
    Path(plan["compte_rendu"]).write_text(json.dumps(compte_rendu), "utf-8")
    return int(compte_rendu["code"])


if __name__ == "__main__":
    sys.exit(main())
