"""Le paquet Debian dit vrai : menu, manuel, métadonnées, dépendances."""

import configparser
import re
import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from console.affichage import BIBLIOTHEQUES, BIBLIOTHEQUES_FENETRE
from console.aiguillage import MISE_A_JOUR, SOUS_COMMANDES
from empaquetage import arbre, qt
from empaquetage.binaires import est_binaire, fermer
from empaquetage.debian import preparer
from modele.version import VERSION
from tests.conftest import exiger_programme

ICI = arbre.RACINE / "empaquetage" / "debian"
INSTANT = 1_700_000_000
MENU = ICI / f"{preparer.NOM}.desktop"


def test_le_manuel_cite_la_version_les_commandes_et_les_options() -> None:
    page = preparer.page_de_manuel(INSTANT)
    assert f"Boussole circuits courts {VERSION}" in page
    assert "2023-11-14" in page
    for nom, (_, aide) in SOUS_COMMANDES.items():
        assert f".B {nom}\n{aide.capitalize()}." in page
    assert "\\-\\-donnees DOSSIER" in page
    assert "\\-\\-texte 100|150|200\nTaille du texte, en %." in page
    assert "@" not in page
    # Une ligne qui commence par un point ou une apostrophe serait prise pour un ordre de mise en page.
    ordres = {ligne.split()[0] for ligne in page.splitlines() if ligne.startswith((".", "'"))}
    assert ordres <= {".TH", ".SH", ".B", ".br", ".PP", ".BR", ".TP", ".I", ".IR"}


def test_le_menu_est_valide_et_porte_le_nom_que_donne_la_fenetre() -> None:
    subprocess.run([exiger_programme("desktop-file-validate"), MENU], check=True)
    assert f'setDesktopFileName("{MENU.stem}")' in (arbre.RACINE / "gui" / "application.py").read_text(
        "utf-8"
    )


def test_les_mises_a_jour_s_ouvrent_par_l_application() -> None:
    type_mime = ET.parse(ICI / f"{preparer.NOM}.mime.xml").getroot()[0]
    motifs = [noeud.get("pattern") for noeud in type_mime if noeud.tag.endswith("glob")]
    assert motifs == [f"*{MISE_A_JOUR}"]
    menu = configparser.ConfigParser(interpolation=None)
    menu.read(MENU, encoding="utf-8")
    entree = menu["Desktop Entry"]
    assert entree["MimeType"] == f"{type_mime.get('type')};"
    assert entree["Exec"] == "boussole %f"
    assert f"<mediatype>{type_mime.get('type')}</mediatype>" in preparer.metadonnees(INSTANT)


def test_les_metadonnees_sont_valides_et_citent_la_version(tmp_path: Path) -> None:
    chemin = tmp_path / "fr.boussole_circuits_courts.application.metainfo.xml"
    chemin.write_text(preparer.metadonnees(INSTANT), encoding="utf-8")
    racine = ET.parse(chemin).getroot()
    sortie = racine.find("releases/release")
    assert sortie is not None
    assert (sortie.get("version"), sortie.get("date")) == (VERSION, "2023-11-14")
    lancement = racine.find("launchable")
    assert lancement is not None
    assert lancement.text == MENU.name
    appstream = exiger_programme("appstreamcli")
    rendu = subprocess.run(
        [appstream, "validate", "--no-net", chemin], capture_output=True, text=True, check=False
    )
    assert rendu.returncode == 0, rendu.stdout


def test_ce_que_la_fenetre_demande_est_dans_les_dependances() -> None:
    connus = preparer.paquets_du_systeme()
    for bibliotheque, paquet in BIBLIOTHEQUES + BIBLIOTHEQUES_FENETRE:
        assert connus[bibliotheque] == (paquet, True)


def test_chaque_bibliotheque_demandee_par_qt_a_son_paquet() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("lit les roues Linux")
    racine = Path(sysconfig.get_path("purelib"))
    gardes, dehors = qt.choisir(racine, arbre.modules_qt(), windows=False)
    connus = preparer.paquets_du_systeme()
    assert set(dehors) <= set(connus)
    # L'inverse : rien dans la liste que plus personne ne demande, hors ce que l'impression ajoute.
    ailleurs = [
        chemin.relative_to(racine)
        for paquet in ("cryptography", "pydantic_core", "sqlalchemy", "PySide6/Qt/plugins/printsupport")
        for chemin in (racine / paquet).rglob("*")
        if est_binaire(chemin)
    ]
    _, autres = fermer(racine, [*ailleurs, *gardes])
    assert set(connus) <= set(dehors) | set(autres)


def test_la_page_de_python_du_paquet_est_celle_du_projet() -> None:
    assert "python3 (>= 3.11)" in preparer.PYTHON
    projet = (arbre.RACINE / "pyproject.toml").read_text("utf-8")
    assert 'requires-python = ">=3.11,<3.14"' in projet
    assert "python3 (<< 3.14)" in preparer.PYTHON


def test_les_documents_citent_des_chemins_qui_existent() -> None:
    documents = [arbre.RACINE / "empaquetage" / "LISEZ-MOI.md", arbre.RACINE / "docs" / "publier.md"]
    for document in documents:
        cites = set(re.findall(r"empaquetage/[\w./-]*\w", document.read_text("utf-8")))
        assert cites, document.name
        assert not [nom for nom in cites if not (arbre.RACINE / nom).exists()]
