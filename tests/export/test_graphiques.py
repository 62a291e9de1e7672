"""Les graphiques sont natifs, entiers, décrits, et portent déjà leurs valeurs."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

from tests.export.conftest import Lot

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def _graphiques(chemin: Path) -> list[Any]:
    with ZipFile(chemin) as archive:
        parties = sorted(nom for nom in archive.namelist() if nom.startswith("xl/charts/chart"))
        return [ElementTree.fromstring(archive.read(partie)) for partie in parties]


def _plage(classeur: Workbook, reference: str) -> list[Any]:
    titre, _, adresse = reference.rpartition("!")
    gauche, haut, droite, bas = range_boundaries(adresse.replace("$", ""))
    feuille = classeur[titre.strip("'")]
    return [c.value for r in feuille.iter_rows(haut, bas, gauche, droite) for c in r]


def test_une_courbe_et_des_barres(exemple: Path) -> None:
    genres = {
        genre
        for graphique in _graphiques(exemple)
        for genre in ("barChart", "lineChart")
        if graphique.find(f".//{_C}{genre}") is not None
    }
    assert genres == {"barChart", "lineChart"}


@pytest.mark.parametrize("nom", ["exemple", "besoins", "vide", "inventes-0"])
def test_valeurs_gardees_egales_aux_cellules(lot: Lot, nom: str) -> None:
    recalcule, comparees = lot.recalcules[nom], 0
    for graphique in _graphiques(lot.ecrits / f"{nom}.xlsx"):
        for reference in (*graphique.iter(f"{_C}numRef"), *graphique.iter(f"{_C}strRef")):
            cellules = _plage(recalcule, reference.findtext(f"{_C}f"))
            cache = reference.find(f"{_C}numCache")
            cache = reference.find(f"{_C}strCache") if cache is None else cache
            assert int(cache.find(f"{_C}ptCount").get("val")) == len(cellules)
            gardees = {int(pt.get("idx")): pt.findtext(f"{_C}v") for pt in cache.iter(f"{_C}pt")}
            for rang, valeur in enumerate(cellules):
                if isinstance(valeur, (int, float)):
                    assert abs(float(gardees[rang]) - valeur) <= 1e-9 * max(1, abs(valeur)), (nom, rang)
                elif reference.tag.endswith("numRef"):
                    assert rang not in gardees
                else:
                    assert gardees[rang].replace("\u00a0", " ") == valeur.replace("\u00a0", " ")
                comparees += 1
    assert comparees > 500


def test_titres_axes_et_aspect(exemple: Path) -> None:
    for graphique in _graphiques(exemple):
        assert graphique.find(f"{_C}roundedCorners").get("val") == "0"
        assert all(un.get("val") == "0" for un in graphique.iter(f"{_C}overlay"))
        assert all(un.get("val") == "0" for un in graphique.iter(f"{_C}smooth"))
        axes = [*graphique.iter(f"{_C}catAx"), *graphique.iter(f"{_C}valAx")]
        assert len(axes) == 2
        for axe in axes:
            assert axe.find(f"{_C}delete").get("val") == "0"
            assert axe.find(f"{_C}title") is not None
        assert graphique.find(f"{_C}chart/{_C}title") is not None


def test_texte_de_remplacement(exemple: Path) -> None:
    with ZipFile(exemple) as archive:
        dessins = [nom for nom in archive.namelist() if nom.startswith("xl/drawings/drawing")]
        assert len(dessins) == 2
        for dessin in dessins:
            proprietes = [
                un for un in ElementTree.fromstring(archive.read(dessin)).iter() if un.tag.endswith("}cNvPr")
            ]
            assert [bool(un.get("descr")) for un in proprietes] == [True]


def test_aucun_graphique_coupe_par_une_page(exemple: Path) -> None:
    classeur = load_workbook(exemple)
    vus = 0
    for feuille in classeur.worksheets:
        sauts = [saut.id for saut in feuille.row_breaks.brk]
        for graphique in feuille._charts:
            debut, fin = graphique.anchor._from.row, graphique.anchor.to.row
            assert not [saut for saut in sauts if debut < saut < fin]
            # Ce qui précède le graphique des seuils occupe plus d'une page : il commence la sienne.
            assert feuille.max_row < 60 or debut in sauts
            vus += 1
    assert vus == 2
