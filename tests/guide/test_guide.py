"""Le guide de l'utilisateur : ses textes, ses images, sa mise en pages, et le PDF livré."""

import html
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtWidgets import QApplication

from empaquetage.arbre import RACINES_LIVREES
from empaquetage.guide.construire import POIDS_MAX, fabriquer
from empaquetage.guide.document import DocumentDuGuide
from empaquetage.guide.images import A_FAIRE, COULEURS, DOSSIER, couleurs_principales, reduire
from empaquetage.guide.signets import Signet, ajouter
from empaquetage.guide.texte import PLAN, RACINE, SOURCE, assembler, empreinte, images, versions
from gui.aide.sujets import DOSSIER as AIDES
from gui.aide.sujets import SUJETS, lire
from gui.liens import DOCUMENTS, GUIDE
from tests.conftest import exiger_programme

COMMANDE = "python -m empaquetage.guide.construire"
HORS_DU_GUIDE = {"a-propos", "donnees", "raccourcis"}
"""Sujets qui ne se lisent qu'à l'écran."""


@pytest.fixture(scope="module")
def texte() -> str:
    """Le Markdown assemblé."""
    return assembler(PLAN.read_text(encoding="utf-8"))


def pages_lues(pdf: Path) -> list[str]:
    """Texte de chaque page."""
    lu = subprocess.run(
        [exiger_programme("pdftotext"), "-layout", str(pdf), "-"], capture_output=True, check=True
    )
    texte = lu.stdout.decode().replace("\u00a0", " ").replace("\u202f", " ")
    return texte.rstrip("\f").split("\f")


def test_tous_les_sujets_y_sont(texte: str) -> None:
    absents = {sujet for sujet in SUJETS if f"# {lire(sujet).titre}\n" not in texte}
    assert absents == HORS_DU_GUIDE


def test_aucune_marque_ni_lien_mort_ne_reste(texte: str) -> None:
    assert set(re.findall(r"\{\{[^}]*\}\}", texte)) == {"{{sommaire}}", "{{page}}"}
    assert ".md" not in texte
    assert versions() in texte and "La suite" not in texte


def test_chaque_image_existe_et_a_une_legende(texte: str) -> None:
    citees = images(texte)
    assert len(citees) >= 9
    for adresse in citees:
        assert (SOURCE / adresse).is_file(), adresse
    assert not re.search(r"!\[\]\(", texte)


def test_aucune_image_n_est_gardee_pour_rien(texte: str) -> None:
    gardees = {chemin.stem for chemin in DOSSIER.iterdir()}
    assert gardees == {nom for noms in A_FAIRE.values() for nom in noms}
    assert gardees == {Path(adresse).stem for adresse in images(texte)}


@pytest.mark.parametrize("image", sorted(DOSSIER.glob("*.png")), ids=lambda chemin: chemin.stem)
def test_les_images_sont_reduites_a_une_palette(image: Path) -> None:
    lue = QImage(str(image))
    assert lue.format() == QImage.Format.Format_Indexed8
    assert lue.width() >= 480 and image.stat().st_size < 200_000


def test_une_aide_inconnue_est_refusee() -> None:
    with pytest.raises(KeyError):
        assembler("{{aide:inconnue}}")


def test_l_image_prend_place_apres_l_introduction() -> None:
    assemble = assembler("{{aide:comparer|images/comparer.png|La grille.|105}}")
    introduction, _, suite = assemble.partition('![La grille.](images/comparer.png "105")')
    assert introduction.startswith("# Comparer") and "\n## " not in introduction
    assert suite.lstrip().startswith("## Lire la page")


def test_le_document_ne_lit_que_ses_images() -> None:
    document = DocumentDuGuide()
    genre = QTextDocument.ResourceType.ImageResource
    assert isinstance(document.loadResource(genre.value, QUrl("images/comparer.png")), QImage)
    for adresse in ("../architecture.md", "images/../../images/comparer.png", "/etc/passwd", "guide.md"):
        assert document.loadResource(genre.value, QUrl(adresse)) is None


def test_reduire_garde_les_couleurs_qui_comptent(tmp_path: Path) -> None:
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    for x in range(64):
        for y in range(64):
            image.setPixelColor(x, y, QColor(x * 8, 90, 128) if x < 32 else QColor("#2E6B3C"))
    source = tmp_path / "source.png"
    assert image.save(str(source))
    lue = QImage(str(reduire(source, tmp_path / "cible.png")))
    assert lue.format() == QImage.Format.Format_Indexed8 and lue.colorCount() <= COULEURS
    assert lue.pixelColor(50, 20).name().upper() == "#2E6B3C"
    ecarts = [
        abs(lue.pixelColor(x, y).red() - image.pixelColor(x, y).red()) for x in range(32) for y in range(64)
    ]
    assert max(ecarts) <= 16


def test_la_palette_prefere_les_couleurs_frequentes() -> None:
    comptes = Counter({0xFF000000 | couleur: 1 for couleur in range(0, 0xFFFFFF, 4_099)})
    comptes[0xFF2E6B3C] = 10_000
    palette = couleurs_principales(comptes)
    assert len(palette) == COULEURS and palette[0] == 0xFF2E6B3C


def test_la_mise_en_pages(qapp: QApplication, tmp_path: Path) -> None:
    """Sommaire juste, marques suivies, titres jamais seuls, pieds de page."""
    paragraphe = "Une phrase assez longue pour occuper la ligne, et revenir à la suivante. " * 12
    chapitres = [f"# Chapitre {rang}\n\n" + f"{paragraphe}\n\n" * (3 * rang) for rang in range(1, 5)]
    suite = "\n\n## Partie\n\n".join((paragraphe,) * 30)
    pdf = tmp_path / "guide.pdf"
    texte = (
        "# Titre\n\nIntroduction.\n\n{{sommaire}}\n\n{{page}}\n\n"
        + "\n\n".join(chapitres)
        + f"\n\n{{{{page}}}}\n\n# Annexe\n\n{suite}\n"
    )
    nombre = fabriquer(texte, pdf)
    pages = pages_lues(pdf)
    assert len(pages) == nombre >= 4
    for rang, page in enumerate(pages, 1):
        lignes = [ligne.strip() for ligne in page.splitlines() if ligne.strip()]
        assert lignes[-1].endswith(f"{rang} / {nombre}")
        assert not re.fullmatch(r"Chapitre \d|Annexe|Partie", lignes[-2])
    sommaire = dict(re.findall(r"(Chapitre \d|Annexe)\s+(\d+)", pages[0]))
    assert len(sommaire) == 5
    for titre, numero in sommaire.items():
        assert re.search(rf"^\s*{titre}$", pages[int(numero) - 1], re.MULTILINE), titre
    assert pages[1].lstrip().startswith("Chapitre 1")
    assert pages[int(sommaire["Annexe"]) - 1].lstrip().startswith("Annexe")
    assert "{{" not in "".join(pages)


def signets_lus(pdf: Path) -> list[tuple[int, str, int]]:
    """Niveau, titre et page de chaque signet, vus par un autre lecteur."""
    programme = exiger_programme("pdftohtml")
    lu = subprocess.run([programme, "-xml", "-i", "-stdout", str(pdf)], capture_output=True, check=True)
    assert b"Syntax Error" not in lu.stderr
    niveau, lus = 0, []
    for ligne in lu.stdout.decode().splitlines():
        niveau += {"<outline>": 1, "</outline>": -1}.get(ligne, 0)
        if trouve := re.fullmatch(r'<item page="(\d+)">(.*)</item>', ligne):
            lus.append((niveau, html.unescape(trouve[2]).replace("\u00a0", " "), int(trouve[1])))
    return lus


def test_les_signets_menent_aux_titres(qapp: QApplication, tmp_path: Path) -> None:
    pdf = tmp_path / "guide.pdf"
    phrase = "Une phrase. " * 30
    partie = f"## Et si… ?\n\n{phrase}\n\n" * 3
    fabriquer(
        f"# Titre\n\n{{{{sommaire}}}}\n\n{{{{page}}}}\n\n# Un (1)\n\n{partie * 6}# Deux\n\n{phrase}\n", pdf
    )
    lus = signets_lus(pdf)
    assert [(niveau, titre) for niveau, titre, _ in lus] == [
        (1, "Un (1)"),
        *[(2, "Et si… ?")] * 18,
        (1, "Deux"),
    ]
    numeros = [numero for _, _, numero in lus]
    assert numeros == sorted(numeros) and numeros[0] == 2 and numeros[-1] > 2
    for rang, page in enumerate(pages_lues(pdf), 1):
        titres = re.findall(r"^\s*(Un \(1\)|Et si… \?|Deux)$", page, re.MULTILINE)
        assert titres == [titre for _, titre, numero in lus if numero == rang]


@pytest.mark.parametrize("autre", [b"", b"%PDF-1.4\n", b"trailer\n<<\n/Size 3\n>>\nstartxref\n9\n%%EOF\n"])
def test_un_autre_pdf_ne_recoit_pas_de_signets(autre: bytes) -> None:
    with pytest.raises(ValueError, match="ce PDF"):
        ajouter(autre, [Signet("Titre", 1, 0, 700)])


def test_aucun_paragraphe_n_est_a_cheval_sur_deux_pages(qapp: QApplication, tmp_path: Path) -> None:
    pdf = tmp_path / "guide.pdf"
    suite = "\n\n".join(
        f"## Partie {rang}\n\nDébut {rang}. {'Une phrase assez longue. ' * (10 + rang % 7)}Fin {rang}{signe}"
        for rang, signe in enumerate([".", "\u00a0:"] * 30)
    )
    assert fabriquer(f"# Titre\n\n{{{{sommaire}}}}\n\n{{{{page}}}}\n\n# Suite\n\n{suite}\n", pdf) > 3
    for page in pages_lues(pdf)[1:]:
        debuts, fins = (re.findall(rf"{mot} (\d+)", page) for mot in ("Début", "Fin"))
        assert debuts == fins == re.findall(r"Partie (\d+)", page)
        assert "59" in fins or len(fins) > 5, "une page presque vide"
        assert fins[-1] == "59" or int(fins[-1]) % 2 == 0, "« : » annonce la suite, au bas d'une page"


def test_le_guide_livre_a_ses_signets(texte: str) -> None:
    attendus = [
        (len(dieses), re.sub(r"[*`]", "", titre).replace("\u00a0", " "))
        for dieses, titre in re.findall(r"^(##?) (.+)$", texte, re.MULTILINE)[1:]
    ]
    assert [(niveau, titre) for niveau, titre, _ in signets_lus(DOCUMENTS[GUIDE])] == attendus


def test_le_guide_livre_est_celui_des_textes(texte: str) -> None:
    fini = subprocess.run(
        [exiger_programme("pdfinfo"), str(DOCUMENTS[GUIDE])], capture_output=True, text=True, check=True
    )
    a_jour = f"({empreinte(texte)})" in fini.stdout
    assert a_jour, f"Les textes ont changé depuis le PDF : lancez « {COMMANDE} --sans-captures »."
    pages = re.search(r"^Pages:\s+(\d+)$", fini.stdout, re.MULTILINE)
    assert pages is not None and 12 <= int(pages[1]) <= 18
    assert "A4" in fini.stdout


def test_ce_que_l_aide_ouvre_part_avec_l_application() -> None:
    for chemin in (*DOCUMENTS.values(), *(AIDES / f"{sujet}.md" for sujet in SUJETS)):
        relatif = chemin.relative_to(RACINE)
        assert {lieu.as_posix() for lieu in (relatif, *relatif.parents)} & set(RACINES_LIVREES), relatif


def test_le_guide_livre_est_lisible_et_leger(texte: str) -> None:
    pdf = DOCUMENTS[GUIDE]
    assert pdf == RACINE / "docs" / "guide-utilisation.pdf"
    assert pdf.read_bytes()[:5] == b"%PDF-" and pdf.stat().st_size <= POIDS_MAX
    pages = pages_lues(pdf)
    sommaire = pages[0]
    for titre in re.findall(r"^# (.+)$", texte, re.MULTILINE)[1:]:
        net = titre.replace("\u00a0", " ")
        numero = re.search(rf"{re.escape(net)}\s+(\d+)\b", sommaire)
        assert numero is not None, net
        assert net in pages[int(numero[1]) - 1], net
