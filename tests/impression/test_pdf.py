"""Le PDF tel que d'autres programmes le lisent : deux pages A4, vrai texte, polices incorporées, rien hors des marges."""

import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from gui.impression.marques import Texte, Trait, couleur
from gui.impression.metadonnees import completer
from gui.impression.pages import Page, composer
from gui.impression.pdf import en_pdf
from gui.theme import papier
from modele.situation import Situation
from tests.conftest import exiger_programme
from tests.impression.cas import cas, dossier, rediger, soixante_outils

A4 = (595, 842)
PAR_POUCE = 75


def lancer(programme: str, *arguments: object) -> str:
    """Sortie d'un outil de lecture de PDF."""
    commande = [exiger_programme(programme), *map(str, arguments)]
    fini = subprocess.run(commande, capture_output=True, text=True, encoding="utf-8", check=True)
    assert not fini.stderr, fini.stderr
    return fini.stdout


def simple(texte: str) -> str:
    """Texte aux espaces simples, sur une ligne."""
    return " ".join(texte.split())


@pytest.fixture(params=cas())
def nom(request: pytest.FixtureRequest) -> str:
    """Chaque dossier d'essai."""
    return str(request.param)


@pytest.fixture
def pdf(qapp: QApplication, tmp_path: Path, nom: str) -> Path:
    """Le PDF du dossier."""
    chemin = tmp_path / f"{nom}.pdf"
    chemin.write_bytes(en_pdf(rediger(cas()[nom])))
    return chemin


def test_deux_pages_a4_titre_auteur_et_langue(pdf: Path, nom: str) -> None:
    document = rediger(cas()[nom])
    lues = dict(re.findall(r"(?m)^([^:]+):\s+(.*)$", lancer("pdfinfo", pdf)))
    assert lues["Pages"] == "2"
    assert lues["Page size"].startswith(f"{A4[0]} x {A4[1]} pts (A4)")
    assert lues["Author"] == document.auteur
    assert lues["Title"] == f"Choisir un outil de vente en ligne – {document.ferme}"
    assert lues["Creator"].startswith("Boussole circuits courts ")
    assert b"/Lang (fr-FR)" in pdf.read_bytes()


def test_les_polices_sont_incorporees(pdf: Path) -> None:
    polices = lancer("pdffonts", pdf).splitlines()[2:]
    assert polices
    for police in polices:
        incorporee, _, unicode = police.split()[-5:-2]
        assert (incorporee, unicode) == ("yes", "yes"), police


def test_le_texte_se_cherche(pdf: Path, nom: str) -> None:
    document = rediger(cas()[nom])
    lu = simple(lancer("pdftotext", "-layout", pdf, "-"))
    assert lu.count("23 novembre 2026") >= 3
    for outil in document.premiere.outils:
        assert outil.nom.split()[0] in lu
        for montant in outil.montants:
            assert simple(montant.valeur) in lu
    for chiffre in document.premiere.chiffres:
        assert simple(chiffre.valeur) in lu
    for ligne in document.seconde.vente.lignes:
        assert simple(ligne.avant) in lu and simple(ligne.apres) in lu
    assert "tarifs du guide, vers 2023 : à confirmer" in lu
    assert "FRAB AURA" in lu and "Page 2 sur 2" in lu


def images(pdf: Path, *options: str) -> list[QImage]:
    """Les deux pages peintes par un autre moteur que Qt."""
    lancer("pdftoppm", "-r", PAR_POUCE, "-png", *options, pdf, pdf.with_suffix(""))
    chemins = sorted(pdf.parent.glob("*.png"))
    return [QImage(str(chemin)) for chemin in chemins]


def test_l_encre_remplit_les_marges_sans_en_sortir(pdf: Path) -> None:
    """À un point d'image près : rien dehors, et les filets vont jusqu'aux marges."""
    point = 25.4 / PAR_POUCE
    gauche, haut = papier.MARGE_LATERALE, papier.MARGE_HAUTE
    droite, bas = papier.LARGEUR_PAGE - gauche, papier.HAUTEUR_PAGE - papier.MARGE_BASSE
    for image in images(pdf):
        encre = [
            (x * point, y * point)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).lightness() < 250
        ]
        assert len(encre) > 2_000
        assert gauche - 2 * point <= min(x for x, _ in encre) <= gauche + point
        assert droite - 2 * point <= max(x for x, _ in encre) <= droite + point
        assert haut - point <= min(y for _, y in encre) and max(y for _, y in encre) <= bas + point


def contraste(couleur: QColor) -> float:
    """Rapport de contraste avec le papier, une fois la couleur rendue en gris."""
    gris = 0.299 * couleur.redF() + 0.587 * couleur.greenF() + 0.114 * couleur.blueF()
    lineaire = gris / 12.92 if gris <= 0.04045 else ((gris + 0.055) / 1.055) ** 2.4
    return 1.05 / (lineaire + 0.05)


def test_tout_texte_se_lit_en_gris_et_fait_neuf_points(qapp: QApplication) -> None:
    for un_dossier in cas().values():
        for page in composer(rediger(un_dossier)):
            for _, _, marque in page.marques():
                if isinstance(marque, Texte):
                    assert marque.style.corps >= 9
                    assert contraste(couleur(marque.style.couleur)) >= 4.5


def test_aucune_courbe_ne_se_distingue_par_sa_seule_couleur(qapp: QApplication) -> None:
    document = rediger(cas()["exemple"])
    (page,) = composer(document)[1:]
    traits = [m for _, _, m in page.marques() if isinstance(m, Trait) and m.fenetre is not None]
    graphique = document.seconde.seuils.graphique
    assert graphique is not None
    assert len({(trait.tirets, trait.epaisseur) for trait in traits}) == len(graphique.courbes)
    textes = {m.texte.replace("\u00a0", " ") for _, _, m in page.marques() if isinstance(m, Texte)}
    assert {courbe.nom for courbe in graphique.courbes} <= textes


@pytest.mark.parametrize("nom", ["souhaits", "preselection", "professionnels"])
def test_chaque_courbe_du_graphique_porte_son_nom(qapp: QApplication, nom: str) -> None:
    document = rediger(cas()[nom])
    graphique = document.seconde.seuils.graphique
    assert graphique is not None
    lu = composer(document)[1].texte.replace("\u00a0", " ")
    assert all(courbe.nom in lu for courbe in graphique.courbes)


def test_soixante_outils_tiennent_en_deux_pages(qapp: QApplication, tmp_path: Path) -> None:
    chemin = tmp_path / "soixante.pdf"
    chemin.write_bytes(en_pdf(rediger(cas()["plein"], soixante_outils())))
    assert "Pages:           2\n" in lancer("pdfinfo", chemin)
    assert "autres, voir le classeur" in simple(lancer("pdftotext", chemin, "-"))


def test_le_trait_des_courbes_est_vectoriel(pdf: Path) -> None:
    exiger_programme("pdfimages")
    assert len(lancer("pdfimages", "-list", pdf).splitlines()) == 2


def test_une_page_se_peint_pareil_a_l_ecran(qapp: QApplication) -> None:
    """La même page, à une autre définition : mêmes lignes, mêmes coupures."""
    page = composer(rediger(cas()["mixte"]))[0]
    assert isinstance(page, Page)
    image = QImage(420, 594, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    peintre = QPainter(image)
    page.peindre_a(peintre, 420 * 25.4 / papier.LARGEUR_PAGE)
    peintre.end()
    noirs = [x for x in range(420) for y in range(594) if image.pixelColor(x, y).lightness() < 128]
    assert len(noirs) > 500 and min(noirs) >= 33 and max(noirs) <= 387


def test_un_pdf_inattendu_est_refuse() -> None:
    with pytest.raises(ValueError, match="ne finit pas"):
        completer(b"%PDF-1.4\nrien", "Ferme")
    sans_info = b"%PDF-1.4\n3 0 obj\n<<\n>>\nendobj\ntrailer\n<<\n/Root 3 0 R\n>>\nstartxref\n9 \n%%EOF\n"
    with pytest.raises(ValueError, match="dictionnaire"):
        completer(sans_info, "Ferme")


@pytest.mark.parametrize("auteur", ["Ferme (du) \\Puy", "L'Été 🥕", "مزرعة"])
def test_un_auteur_quelconque_se_relit(qapp: QApplication, tmp_path: Path, auteur: str) -> None:
    chemin = tmp_path / "auteur.pdf"
    chemin.write_bytes(en_pdf(rediger(dossier(Situation(nom=auteur)))))
    assert f"Author:          {auteur}\n" in lancer("pdfinfo", chemin)


def test_les_tirets_se_dessinent_et_la_fenetre_coupe(qapp: QApplication) -> None:
    image = QImage(100, 9, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    peintre = QPainter(image)
    Trait(((0, 4), (100, 4)), 2, "texte", (5, 5), (0, 0, 60, 9)).peindre(peintre)
    peintre.end()
    sombres = [image.pixelColor(x, 4).lightness() < 128 for x in range(100)]
    assert sum(avant != apres for avant, apres in pairwise(sombres)) == 5
    assert not any(sombres[60:])
