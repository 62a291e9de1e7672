"""Assemble le guide : le plan de docs/guide/guide.md, où chaque aide de l'application prend sa place."""

import hashlib
import re
from pathlib import Path

from gui.aide.sujets import lire
from modele.catalogue.depot import ouvrir_catalogue
from modele.catalogue.emplacements import BASE
from modele.nombres import date_francaise
from modele.version import VERSION

RACINE = Path(__file__).resolve().parents[2]
SOURCE = RACINE / "docs" / "guide"
PLAN = SOURCE / "guide.md"
SOMMAIRE, PAGE, VERSIONS = "{{sommaire}}", "{{page}}", "{{versions}}"

_AIDE = re.compile(r"^\{\{aide:([a-z-]+)(?:\|([^|}]+)\|([^|}]+)(?:\|(\d+))?)?\}\}$", re.MULTILINE)
_RENVOIS = re.compile(
    r"\n## La suite\n.*\Z|\n\n(?![#>|-])[^\n]{0,90}\]\([a-z-]+\.md(?:#[^)]*)?\)\.?\s*\Z", re.DOTALL
)
"""Renvois d'un sujet à d'autres, à sa fin : dans un livre, ils suivent."""
_LIEN_INTERNE = re.compile(r"\[([^\]]+)\]\([a-z-]+\.md(?:#[^)]*)?\)")
_IMAGE = re.compile(r"!\[[^\]]*\]\(([^) ]+)[^)]*\)")


def assembler(plan: str) -> str:
    """Le Markdown du guide ; `KeyError` pour une aide inconnue."""
    return _LIEN_INTERNE.sub(r"\1", _AIDE.sub(_aide, plan)).replace(VERSIONS, versions())


def versions() -> str:
    """« Version 0.1.0, catalogue édition 1 du 23 novembre 2026. »"""
    catalogue = ouvrir_catalogue(BASE)
    return f"Version {VERSION}, catalogue édition {catalogue.edition} du {date_francaise(catalogue.date)}."


def _aide(trouve: re.Match[str]) -> str:
    """Le texte d'un sujet, avec son image (légende, hauteur en mm) entre l'introduction et la suite."""
    texte = _RENVOIS.sub("", lire(trouve[1]).texte).strip()
    if not trouve[2]:
        return texte
    avant, separation, apres = texte.partition("\n## ")
    hauteur = f' "{trouve[4]}"' if trouve[4] else ""
    return f"{avant.rstrip()}\n\n![{trouve[3]}]({trouve[2]}{hauteur})\n{separation}{apres}"


def images(markdown: str) -> list[str]:
    """Adresses des images, dans l'ordre."""
    return _IMAGE.findall(markdown)


def empreinte(markdown: str) -> str:
    """Douze chiffres qui changent dès que le texte change : le PDF les porte."""
    return hashlib.sha256(markdown.encode()).hexdigest()[:12]
