"""Gestes communs aux essais de la page « Fiches »."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from gui.composants.fiche_contenu import FICHE_DU_GUIDE, fiche_guide, fiche_outil
from gui.composants.fiche_passages import Passage
from gui.pages.fiches import PageFiches
from gui.session import Session

GUIDE_DANS_L_ORDRE = [
    "kuupanda",
    "socleo",
    "local-bio",
    "nectargo",
    "la-ruche-qui-dit-oui",
    "locavor",
    "amapj",
    "cagette",
    "coopcircuits",
]
TAILLE = (1294, 716)
"""Place de la page dans une fenêtre de 1366×768."""


def ouvrir(qtbot: QtBot, session: Session) -> Iterator[PageFiches]:
    """Montre la page, puis la détruit."""
    ouverte = PageFiches(session)
    qtbot.addWidget(ouverte)
    ouverte.resize(*TAILLE)
    ouverte.show()
    qtbot.waitExposed(ouverte)
    yield ouverte
    # Sans boucle d'événements, les pages déjà fermées alourdiraient chaque essai suivant.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def net(texte: str) -> str:
    """Le texte comme Qt le rend : ses espaces insécables deviennent ordinaires."""
    return texte.replace("\u00a0", " ")


def texte_lu(page: PageFiches) -> str:
    """Tout le texte de la fiche."""
    return net(page.lecture.toPlainText())


def taper(qtbot: QtBot, page: PageFiches, texte: str) -> None:
    """Remplace ce qui est dans le champ de recherche."""
    page.recherche.setFocus()
    page.recherche.selectAll()
    qtbot.keyClicks(page.recherche, texte)


def trouvailles(page: PageFiches) -> list[str]:
    """Titres des résultats affichés."""
    modele = page.resultats.modele
    return [modele.index(rang).data() for rang in range(modele.rowCount())]


def passages_de(session: Session, fiche: str) -> dict[str, Passage]:
    """Passages d'une fiche, rangés par repère."""
    if fiche == FICHE_DU_GUIDE:
        suite = fiche_guide(session.catalogue)
    else:
        suite = fiche_outil(session.catalogue, session.comparaison.par_outil[fiche], session.situation)
    return {passage.repere: passage for passage in suite if passage.repere}
