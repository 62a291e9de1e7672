"""Ouverture d'adresses et de fichiers : le seul endroit qui appelle le système."""

from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

SCHEMAS = ("http", "https", "mailto", "tel")


def lien_permis(adresse: str) -> bool:
    """Vrai pour une adresse http(s) avec hôte et sans identifiant, un courriel ou un téléphone."""
    if not adresse.isprintable() or adresse != adresse.strip() or len(adresse) > 2000:
        return False
    try:
        parties = urlsplit(adresse)
        hote, identifiant = parties.hostname, parties.username
    except ValueError:
        return False
    if parties.scheme not in SCHEMAS:
        return False
    if parties.scheme in ("http", "https"):
        return bool(hote) and identifiant is None and "\\" not in adresse
    return bool(parties.path) and not parties.netloc


def ouvrir_lien(adresse: str) -> bool:
    """Ouvre une adresse permise dans le navigateur ou la messagerie ; faux si elle est refusée."""
    if not lien_permis(adresse):
        return False
    return QDesktopServices.openUrl(QUrl(adresse, QUrl.ParsingMode.StrictMode))


def ouvrir_fichier(chemin: Path) -> bool:
    """Ouvre un fichier que l'application vient d'écrire, ou son dossier."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(chemin)))
