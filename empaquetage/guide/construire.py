"""`python -m empaquetage.guide.construire` : refait les captures, puis docs/guide-utilisation.pdf.

`--sans-captures` garde les images présentes et ne refait que le PDF.
"""

import argparse
import os
import sys
from pathlib import Path

ECHELLE = "1.5"
"""Finesse des captures : trois points pour deux pixels."""
POIDS_MAX = 3_000_000


def executer(arguments: list[str]) -> int:
    """Fabrique le guide ; code 0 si tout va bien."""
    parseur = argparse.ArgumentParser(description="Fabrique le guide de l'utilisateur.")
    parseur.add_argument("--sans-captures", action="store_true", help="garde les images présentes")
    parseur.add_argument("--sortie", type=Path, help="PDF à écrire (docs/guide-utilisation.pdf sinon)")
    choix = parseur.parse_args(arguments)
    # Avant tout import de Qt : ni la plateforme ni la finesse ne se changent ensuite.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = ECHELLE
    from empaquetage.guide.images import capturer
    from empaquetage.guide.texte import PLAN, RACINE, assembler
    from gui.application import creer_application

    creer_application()
    if not choix.sans_captures:
        capturer()
    sortie = choix.sortie or RACINE / "docs" / "guide-utilisation.pdf"
    pages = fabriquer(assembler(PLAN.read_text(encoding="utf-8")), sortie)
    poids = sortie.stat().st_size
    print(f"{sortie.name} : {pages} pages, {poids // 1000} Ko")
    return 0 if poids <= POIDS_MAX else 1


def fabriquer(markdown: str, sortie: Path) -> int:
    """Écrit le PDF de ce texte ; rend son nombre de pages."""
    from empaquetage.guide.mise_en_page import MiseEnPage
    from empaquetage.guide.signets import ajouter
    from empaquetage.guide.texte import empreinte
    from gui.impression.metadonnees import completer
    from modele.version import VERSION

    nom = "Boussole circuits courts"
    page = MiseEnPage(
        markdown,
        titre=f"{nom} – Guide de l'utilisateur",
        signature=f"{nom} {VERSION}, guide de l'utilisateur",
        createur=f"{nom} {VERSION} ({empreinte(markdown)})",
        sortie=sortie,
    )
    pages = page.ecrire()
    sortie.write_bytes(ajouter(completer(sortie.read_bytes(), nom), page.signets))
    return pages


if __name__ == "__main__":
    sys.exit(executer(sys.argv[1:]))
