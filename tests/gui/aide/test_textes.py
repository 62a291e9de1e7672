"""Les textes de l'aide : tous là, bien écrits, et dont chaque lien aboutit."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.aide.rendu import DocumentSansRessource, composer, liens, titres
from gui.aide.sujets import DOSSIER, GROUPES, SUJETS, ancre, cible_interne, lire, sections, sommaire
from gui.liens import lien_permis
from gui.plan_des_pages import PAGES
from gui.theme.style import theme

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guide"
SOURCES = sorted([*DOSSIER.glob("*.md"), *GUIDE.glob("*.md")])
_PROTEGE = re.compile(r"`[^`]*`|\? Non dit|\]\([^)]*\)|!(?=\[)|^\s*\|[-| :]+\|\s*$", re.MULTILINE)
_FAUTES = {
    "espace ordinaire ou absente avant « ; » « ! » ou « ? »": re.compile(r"(?:(?<=\w)| )[;!?](?=\s|$)"),
    "espace ordinaire ou absente avant « : »": re.compile(r"(?:(?<=\w)| |(?<=[»)]))(?<!\|):(?=\s|$)"),
    "espace ordinaire ou absente dans les guillemets": re.compile(r"«(?!\u00a0)|(?<!\u00a0)»"),
    "espace ordinaire avant « € » ou « % »": re.compile(r"\d ?[€%]"),
    "milliers sans espace fine insécable": re.compile(r"\d[ \u00a0]\d{3}\b"),
    "apostrophe courbe": re.compile("’"),
    "guillemets droits": re.compile('"'),
    "points de suspension en trois points": re.compile(r"\.\.\."),
    "tutoiement": re.compile(r"\b(?:tu|ton|tes|toi)\b", re.IGNORECASE),
}


def fautes(texte: str) -> list[str]:
    """Fautes de typographie, avec la ligne et ce qui l'entoure."""
    trouvees = []
    for numero, ligne in enumerate(texte.splitlines(), 1):
        lue = _PROTEGE.sub(lambda m: "\u2060" * len(m[0]), ligne)
        for nom, motif in _FAUTES.items():
            for faute in motif.finditer(lue):
                autour = ligne[max(0, faute.start() - 15) : faute.end() + 15]
                trouvees.append(f"ligne {numero}, {nom} : « {autour} »")
    return trouvees


def test_chaque_sujet_a_son_fichier_et_chaque_fichier_son_sujet() -> None:
    assert {chemin.stem for chemin in DOSSIER.iterdir()} == set(SUJETS)
    assert len(set(SUJETS)) == len(SUJETS)
    assert all(chemin.suffix == ".md" for chemin in DOSSIER.iterdir())


def test_chaque_page_a_son_aide() -> None:
    assert {entree.identifiant for entree in PAGES} <= set(SUJETS)


@pytest.mark.parametrize("sujet", SUJETS)
def test_un_sujet_a_un_titre_une_introduction_et_reste_court(sujet: str) -> None:
    lu = lire(sujet)
    assert lu.texte.startswith(f"# {lu.titre}\n")
    assert lu.texte.count("\n# ") == 0
    premiere = sections(lu)[0]
    assert premiere.titre == "" and premiere.texte
    assert len(lu.texte.split()) <= 520


def test_les_titres_sont_tous_differents() -> None:
    assert len({lire(sujet).titre for sujet in SUJETS}) == len(SUJETS)


@pytest.mark.parametrize("source", SOURCES, ids=lambda chemin: chemin.name)
def test_orthotypographie(source: Path) -> None:
    assert fautes(source.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "faute",
    [
        "Quoi ?",
        "Quoi?",
        "Prix : 3",
        "« oui »",
        "«oui»",
        "3 €",
        "3%",
        "30 000",
        "l’outil",
        "et...",
        "Vois ton prix",
    ],
)
def test_la_typographie_est_vraiment_lue(faute: str) -> None:
    assert fautes(faute)


@pytest.mark.parametrize("sujet", [*SUJETS, ""])
def test_chaque_lien_aboutit(qapp: QApplication, sujet: str) -> None:
    texte = lire(sujet).texte if sujet else sommaire()
    document = DocumentSansRessource()
    composer(document, texte, theme())
    for lien in liens(document):
        cible = cible_interne(lien.adresse)
        if cible is None:
            assert lien_permis(lien.adresse), lien.adresse
            continue
        but, repere = cible
        if repere:
            arrivee = DocumentSansRessource()
            composer(arrivee, lire(but).texte, theme())
            assert repere in titres(arrivee), lien.adresse


def test_chaque_sujet_s_atteint_depuis_le_sommaire() -> None:
    for sujet in SUJETS:
        assert f"({sujet}.md)" in sommaire()
    assert [groupe for groupe, _ in GROUPES] == [
        ligne.removeprefix("## ") for ligne in sommaire().splitlines() if ligne.startswith("## ")
    ]


@pytest.mark.parametrize("sujet", SUJETS)
def test_aucune_image_dans_l_aide(sujet: str) -> None:
    assert "![" not in lire(sujet).texte


def test_les_ancres_sont_celles_des_titres() -> None:
    assert ancre("Le statut d'un outil") == "le-statut-dun-outil"
    assert ancre("Et si…\u00a0? La robustesse") == "et-si--la-robustesse"


@pytest.mark.parametrize(
    ("adresse", "attendue"),
    [
        ("comparer.md", ("comparer", "")),
        ("cout.md#la-tva", ("cout", "la-tva")),
        ("../secret.md", None),
        ("comparer", None),
        ("file:///etc/passwd", None),
        ("https://exemple.fr/comparer.md", None),
    ],
)
def test_seul_un_sujet_connu_est_un_lien_interne(adresse: str, attendue: tuple[str, str] | None) -> None:
    assert cible_interne(adresse) == attendue


@pytest.mark.parametrize("nom", ["", "../../main", "main.py", "comparer.md"])
def test_lire_refuse_tout_autre_nom(nom: str) -> None:
    with pytest.raises(KeyError):
        lire(nom)
