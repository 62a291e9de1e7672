"""Les sujets de l'aide : où ils sont, dans quel ordre, et ce qu'ils disent. Ne connaît pas Qt."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DOSSIER = Path(__file__).resolve().parents[2] / "ressources" / "aide"

GROUPES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Pour commencer", ("premiers-pas", "raccourcis", "glossaire")),
    (
        "Page par page",
        (
            "accueil",
            "ferme",
            "comparer",
            "calculateur",
            "choix",
            "fiches",
            "seuils",
            "avant-apres",
            "methode",
            "donnees",
            "a-propos",
        ),
    ),
    ("Comprendre les réponses", ("cout", "classement", "reponses")),
    ("Garder, transmettre, imprimer", ("classeur-excel", "imprimer", "lot", "sauvegardes")),
    (
        "Installer, mettre à jour",
        ("installation-et-cle-usb", "mises-a-jour", "confidentialite", "depannage"),
    ),
)
"""Titre de chaque groupe du sommaire et ses sujets, dans l'ordre."""
SUJETS: tuple[str, ...] = tuple(sujet for _, sujets in GROUPES for sujet in sujets)

_TITRE = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_HORS_ANCRE = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Sujet:
    """Une page d'aide : `texte` est du Markdown, `titre` sa première ligne."""

    identifiant: str
    titre: str
    texte: str


@dataclass(frozen=True, slots=True)
class Section:
    """Ce qui suit un titre : `titre` est vide avant le premier intertitre."""

    titre: str
    texte: str


@cache
def lire(identifiant: str) -> Sujet:
    """Un sujet ; `KeyError` s'il n'existe pas, `OSError` si son fichier ne se lit pas."""
    if identifiant not in SUJETS:
        raise KeyError(identifiant)
    texte = (DOSSIER / f"{identifiant}.md").read_text(encoding="utf-8")
    premiere = texte.partition("\n")[0]
    return Sujet(identifiant, premiere.removeprefix("# ").strip(), texte)


def sections(sujet: Sujet) -> tuple[Section, ...]:
    """Le sujet découpé à ses intertitres, sans son titre."""
    morceaux: list[Section] = []
    titre, debut = "", 0
    for trouve in _TITRE.finditer(sujet.texte):
        avant = sujet.texte[debut : trouve.start()].strip()
        if avant:
            morceaux.append(Section(titre, avant))
        titre, debut = ("" if trouve[1] == "#" else trouve[2]), trouve.end()
    reste = sujet.texte[debut:].strip()
    return (*morceaux, Section(titre, reste)) if reste else tuple(morceaux)


def ancre(titre: str) -> str:
    """Ancre d'un intertitre, comme dans un lien « sujet.md#ancre »."""
    return _HORS_ANCRE.sub("", titre.replace("\u00a0", " ").lower()).strip().replace(" ", "-")


def cible_interne(adresse: str) -> tuple[str, str] | None:
    """Sujet et ancre d'un lien « sujet.md » ou « sujet.md#ancre » ; None si l'adresse mène ailleurs."""
    chemin, _, repere = adresse.partition("#")
    nom = chemin.removesuffix(".md")
    return (nom, repere) if chemin.endswith(".md") and nom in SUJETS else None


def sommaire() -> str:
    """Le sommaire de l'aide, en Markdown."""
    lignes = ["# Sommaire de l'aide", ""]
    for groupe, identifiants in GROUPES:
        lignes += [f"## {groupe}", ""]
        lignes += [f"- [{lire(sujet).titre}]({sujet}.md)" for sujet in identifiants]
        lignes.append("")
    return "\n".join(lignes)
