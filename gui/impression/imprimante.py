"""L'imprimante : savoir s'il y en a une, la choisir, y envoyer les pages. Seul module qui emploie QtPrintSupport."""

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from gui.impression.pages import Page
from modele.fautes import FichierInaccessible


def installee() -> bool:
    """Vrai si l'ordinateur connaît une imprimante."""
    return bool(QPrinterInfo.availablePrinterNames())


def demander(parent: QWidget, titre: str, pages: int) -> QPrinter | None:
    """Imprimante, pages et nombre d'exemplaires choisis ; None si l'on renonce."""
    imprimante = QPrinter(QPrinter.PrinterMode.HighResolution)
    imprimante.setDocName(titre)
    imprimante.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)
        )
    )
    dialogue = QPrintDialog(imprimante, parent)
    dialogue.setWindowTitle("Imprimer")
    dialogue.setMinMax(1, pages)
    accepte = dialogue.exec() == QPrintDialog.DialogCode.Accepted
    dialogue.deleteLater()
    return imprimante if accepte else None


def imprimer(imprimante: QPrinter, pages: Sequence[Page]) -> None:
    """Envoie les pages choisies ; lève `FichierInaccessible` si l'imprimante ne les prend pas."""
    # L'origine est le coin de la feuille : nos marges sont déjà dans la page.
    imprimante.setFullPage(True)
    peintre = QPainter()
    pris = peintre.begin(imprimante)
    try:
        for rang, page in enumerate(_choisies(imprimante, pages)):
            pris = pris and (rang == 0 or imprimante.newPage())
            if pris:
                page.peindre_a(peintre, imprimante.resolution())
    finally:
        if peintre.isActive():
            pris = peintre.end() and pris
    if not pris:
        nom = imprimante.printerName() or "choisie"
        raise FichierInaccessible(
            f"L'imprimante « {nom} » n'a pas pris les pages : vérifiez qu'elle est allumée et reliée, ou "
            "enregistrez le PDF."
        )


def _choisies(imprimante: QPrinter, pages: Sequence[Page]) -> Sequence[Page]:
    if imprimante.printRange() != QPrinter.PrintRange.PageRange:
        return pages
    return pages[max(imprimante.fromPage(), 1) - 1 : imprimante.toPage() or len(pages)]
