"""Les deux pages en PDF, en mémoire."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from gui.impression.metadonnees import completer
from gui.impression.pages import Page, composer
from gui.theme import papier
from modele.impression.document import LOGICIEL
from modele.impression.objets import Document
from modele.version import VERSION


def en_pdf(document: Document, pages: Sequence[Page] = ()) -> bytes:
    """Octets du PDF : deux pages A4, polices incorporées, titre et auteur dans ses propriétés.

    `pages` sont celles du document, si elles sont déjà composées.
    """
    pages = pages or composer(document)
    tampon = QBuffer()
    tampon.open(QIODevice.OpenModeFlag.WriteOnly)
    ecrivain = QPdfWriter(tampon)
    ecrivain.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    ecrivain.setPageMargins(QMarginsF(0, 0, 0, 0))
    ecrivain.setResolution(papier.RESOLUTION)
    ecrivain.setTitle(f"{document.titre} – {document.ferme}")
    ecrivain.setCreator(f"{LOGICIEL} {VERSION}")
    peintre = QPainter(ecrivain)
    try:
        for rang, page in enumerate(pages):
            if rang:
                ecrivain.newPage()
            page.peindre(peintre)
    finally:
        # Sans quoi Qt détruirait le support sous le peintre.
        peintre.end()
    return completer(bytes(tampon.data().data()), document.auteur)
