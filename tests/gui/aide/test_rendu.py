"""Le rendu de l'aide : du Markdown, jamais du HTML, jamais un fichier."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QImage, QTextDocument
from PySide6.QtWidgets import QApplication

from gui.aide.rendu import DocumentSansRessource, blocs, composer, liens, titres
from gui.theme import jetons
from gui.theme.style import appliquer, theme


def rendre(markdown: str) -> DocumentSansRessource:
    """Document composé au thème courant."""
    document = DocumentSansRessource()
    composer(document, markdown, theme())
    return document


def textes(document: QTextDocument) -> list[str]:
    """Texte de chaque paragraphe qui n'est pas vide."""
    return [bloc.text() for bloc in blocs(document) if bloc.text()]


@pytest.mark.parametrize(
    "html",
    [
        "<b>gras</b>",
        "<script>alert(1)</script>",
        '<img src="main.py">',
        '<a href="file:///etc/passwd">lien</a>',
        "<div>\n<p>bloc</p>\n</div>",
        "<!-- commentaire -->",
        "<style>* { color: red }</style>",
    ],
)
def test_le_html_reste_du_texte(html: str) -> None:
    document = rendre(f"Avant.\n\n{html}\n\nAprès.")
    assert "".join(textes(document)[1:-1]).replace(" ", "") == html.replace("\n", "").replace(" ", "")
    assert liens(document) == []


def test_une_image_n_est_cherchee_nulle_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image = QImage(7, 5, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(tmp_path / "secret.png"))
    monkeypatch.chdir(tmp_path)
    for adresse in ("secret.png", (tmp_path / "secret.png").as_uri(), "data:image/png;base64,AAAA"):
        document = rendre(f"![légende]({adresse})")
        assert document.resource(QTextDocument.ResourceType.ImageResource, adresse) is None
        # La même, dans un document ordinaire, serait lue : la défense sert.
    ordinaire = QTextDocument()
    ordinaire.setMarkdown("![légende](secret.png)")
    assert ordinaire.resource(QTextDocument.ResourceType.ImageResource, "secret.png") is not None


def test_un_lien_en_partie_gras_n_en_est_qu_un() -> None:
    document = rendre("Voyez [la **règle** de l'ordre](classement.md#le-moins-cher) et [le coût](cout.md).")
    poses = liens(document)
    assert [lien.adresse for lien in poses] == ["classement.md#le-moins-cher", "cout.md"]
    plein = document.toPlainText()
    assert [plein[lien.debut : lien.fin] for lien in poses] == ["la règle de l'ordre", "le coût"]


def test_les_titres_se_retrouvent_par_leur_ancre() -> None:
    document = rendre("# Titre\n\nTexte.\n\n## La TVA\n\nSuite.\n\n## Qui est le moins cher\u00a0?\n\nFin.")
    assert [bloc.text() for bloc in titres(document).values()] == [
        "Titre",
        "La TVA",
        "Qui est le moins cher\u00a0?",
    ]
    assert list(titres(document)) == ["titre", "la-tva", "qui-est-le-moins-cher"]


@pytest.mark.parametrize("nom", ["clair", "sombre"])
@pytest.mark.parametrize("echelle", [1.0, 2.0])
def test_tout_suit_le_theme(qapp: QApplication, nom: str, echelle: float) -> None:
    appliquer(qapp, nom, echelle)  # type: ignore[arg-type]
    document = rendre(
        "# Titre\n\nTexte **gras** et [lien](cout.md), `Ctrl+F`.\n\n| A | B |\n|---|---|\n| 1 | 2 |"
    )
    corps = theme().police().pointSizeF()
    couleurs, tailles, poids = set(), set(), set()
    for bloc in blocs(document):
        iterateur = bloc.begin()
        while not iterateur.atEnd():
            aspect = iterateur.fragment().charFormat()
            couleurs.add(aspect.foreground().color().name().upper())
            tailles.add(round(aspect.fontPointSize() / corps, 2))
            poids.add(aspect.fontWeight())
            iterateur += 1
    attendues = theme().couleurs
    assert couleurs == {attendues.texte, attendues.accent}
    assert tailles == {jetons.TITRE, jetons.TEXTE}
    assert poids == {QFont.Weight.Normal, QFont.Weight.DemiBold}
    appliquer(qapp, "clair", 1.0)


def test_une_citation_devient_un_seul_cadre() -> None:
    document = rendre("Avant.\n\n> **À savoir.** Un.\n>\n> Deux.\n\nAprès.")
    cadres = document.rootFrame().childFrames()
    assert len(cadres) == 1
    assert textes(document) == ["Avant.", "À savoir. Un.", "Deux.", "Après."]
    assert cadres[0].frameFormat().background().color() == theme().couleur("accent_doux")
