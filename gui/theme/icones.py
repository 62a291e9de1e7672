"""Icônes SVG du projet, teintées par le thème."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.theme.style import theme

DOSSIER = Path(__file__).resolve().parents[2] / "ressources" / "icones"


def icone(nom: str, jeton: str = "texte", cote: int = 24) -> QIcon:
    """Icône `nom`, dessinée à la couleur du jeton, à l'échelle du texte et nette à double densité."""
    dessin = (DOSSIER / f"{nom}.svg").read_text(encoding="utf-8")
    dessin = dessin.replace("currentColor", theme().couleur(jeton).name())
    rendu = QSvgRenderer(QByteArray(dessin.encode()))
    resultat = QIcon()
    for densite in (1, 2):
        image = QPixmap(theme().px(cote) * densite, theme().px(cote) * densite)
        image.fill(Qt.GlobalColor.transparent)
        peintre = QPainter(image)
        rendu.render(peintre, QRectF(image.rect()))
        peintre.end()
        image.setDevicePixelRatio(densite)
        resultat.addPixmap(image)
    return resultat
