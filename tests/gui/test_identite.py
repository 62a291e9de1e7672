"""L'icône de l'application se dessine vraiment, à toutes les tailles."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.identite import poser_identite


def test_l_icone_est_celle_de_l_application(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    poser_identite(application)
    for cote in (16, 32, 256):
        image = application.windowIcon().pixmap(cote, cote).toImage()
        assert not image.isNull()
        # Le vert du fond au bord, le papier du cadran au-dessus de l'aiguille.
        assert image.pixelColor(image.width() // 2, image.height() // 10).name() == "#2e6b3c"
        assert image.pixelColor(image.width() // 2, image.height() // 4).lightness() > 230
