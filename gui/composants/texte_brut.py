"""Texte brut, sur plusieurs lignes s'il le faut, jamais interprété comme du HTML."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def texte_brut(texte: str = "", role: str = "") -> QLabel:
    """Étiquette légère : pas sélectionnable, car elle change à chaque frappe."""
    resultat = QLabel()
    resultat.setTextFormat(Qt.TextFormat.PlainText)
    resultat.setWordWrap(True)
    resultat.setText(texte)
    if role:
        resultat.setProperty("role", role)
    return resultat


def changer_role(label: QLabel, role: str) -> None:
    """Change le rôle de style d'une étiquette."""
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)
