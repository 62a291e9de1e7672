"""Les deux pages en PDF, en mémoire."""

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from gui.impression.metadonnees import completer
from gui.impression.pages import Page, composer
from gui.theme import papier
from modele.impression.document import LOGICIEL
from modele.impression.objets import Document
from modele.version import VERSION


def en_pdf(document: Document) -> bytes:
    """Octets du PDF : deux pages A4, polices incorporées, titre et auteur dans ses propriétés."""
    tampon = QBuffer()
    tampon.open(QIODevice.OpenModeFlag.WriteOnly)
    ecrivain = QPdfWriter(tampon)
    ecrivain.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    ecrivain.setPageMargins(QMarginsF(0, 0, 0, 0))
    ecrivain.setResolution(papier.RESOLUTION)
    ecrivain.setTitle(f"{document.titre} – {document.ferme}")
    ecrivain.setCreator(f"{LOGICIEL} {VERSION}")
    pages = composer(document)
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


def peindre_page(peintre: QPainter, page: Page, unites_par_point: float) -> None:
    """Peint une page sur un support dont un point vaut `unites_par_point` unités de dessin."""
    peintre.save()
    peintre.scale(1 / unites_par_point, 1 / unites_par_point)
    page.peindre(peintre)
    peintre.restore()
