"""Ouverture d'adresses et de fichiers : le seul endroit qui appelle le système."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_PROGRAMME = Path(__file__).resolve().parents[1]
GUIDE = "guide"
DOCUMENTS: Mapping[str, Path] = MappingProxyType({GUIDE: _PROGRAMME / "docs" / "guide-utilisation.pdf"})
"""Documents livrés avec l'application, par nom : aucun texte, aucun lien ne peut en désigner un autre."""
_PDF = b"%PDF-"

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


def ouvrir_document(nom: str) -> bool:
    """Ouvre un document livré, désigné par son nom ; faux s'il manque ou n'est pas un PDF.

    Lève `KeyError` pour tout autre nom : un chemin n'en est jamais un.
    """
    chemin = DOCUMENTS[nom]
    try:
        with chemin.open("rb") as fichier:
            if fichier.read(len(_PDF)) != _PDF:
                return False
    except OSError:
        return False
    return ouvrir_fichier(chemin)
