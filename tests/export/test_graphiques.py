"""Les graphiques sont natifs, entiers, décrits, et portent déjà leurs valeurs."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

from modele.choix.moins_cher import en_lice
from modele.comparaison import comparer
from tests.export import editions
from tests.export.cas import ECRITES, agrandi
from tests.export.conftest import Lot, ecrire
from tests.export.tableur import Tableur, ordinaires
from tests.modele.fabrique import catalogue_reel

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
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
                else:
                    # Excel dessinerait un texte comme un zéro.
                    assert reference.tag.endswith("strRef"), (nom, valeur)
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
            # Collé à la ligne du dessus, il s'imprimerait aussi au bas de la page précédente.
            assert graphique.anchor._from.rowOff > 0
            vus += 1
    assert vus == 2


def test_aucun_graphique_coupe_par_le_bord_d_une_page(lot: Lot) -> None:
    for nom in ("exemple", "inventes-0"):
        for feuille in load_workbook(lot.ecrits / f"{nom}.xlsx").worksheets:
            for graphique in feuille._charts:
                premiere = feuille.print_area.replace("$", "").split(",")[0].rpartition("!")[2]
                _, _, derniere, _ = range_boundaries(premiere)
                assert graphique.anchor.to.col == derniere, (nom, feuille.title)


def _courbes(chemin: Path) -> Any:
    (trouve,) = [g for g in _graphiques(chemin) if g.find(f".//{_C}lineChart") is not None]
    return trouve


def _series(graphique: Any) -> list[Any]:
    return list(graphique.iter(f"{_C}ser"))


def test_courbe_d_un_outil_hors_comparaison_hors_du_cadre(lot: Lot) -> None:
    hors = 0
    for nom in ("exemple", "besoins", "vide", "inventes-0"):
        graphique, attendue = _courbes(lot.ecrits / f"{nom}.xlsx"), lot.cas[nom].attendue
        bas = float(graphique.find(f".//{_C}valAx/{_C}scaling/{_C}min").get("val"))
        noms_en_lice = {ordinaires(resultat.cout.outil.nom) for resultat in en_lice(attendue)}
        assert graphique.find(f".//{_C}plotVisOnly").get("val") == "0"
        for serie in _series(graphique):
            titre = ordinaires(serie.findtext(f"{_C}tx//{_C}v"))
            plage = _plage(lot.recalcules[nom], serie.findtext(f"{_C}val/{_C}numRef/{_C}f"))
            en_jeu = any(titre.endswith(un) for un in noms_en_lice)
            assert en_jeu != titre.endswith("(hors comparaison)"), (nom, titre)
            assert all((valeur >= bas) == en_jeu for valeur in plage), (nom, titre)
            hors += not en_jeu
    assert hors > 10


def test_neuf_courbes_au_plus_les_plus_utiles(lot: Lot, tableur: Tableur, tmp_path: Path) -> None:
    """Au-delà de neuf outils, celles qui sont les moins chères quelque part, puis aujourd'hui ; elles suivent les saisies."""
    catalogue = lot.cas["inventes-0"].catalogue
    depart = lot.cas["inventes-0"].attendue.situation
    autre = replace(depart, ca_particuliers=Fraction(0), ca_professionnels=Fraction(90_000))
    classeur = load_workbook(lot.ecrits / "inventes-0.xlsx")
    editions.saisir(classeur, catalogue, autre)
    classeur.save(tmp_path / "autre.xlsx")
    (tmp_path / "sortie").mkdir()
    recalcule = tableur.recalculer([tmp_path / "autre.xlsx"], tmp_path / "sortie")["autre"]
    choix = []
    for nom, attendue, lu in (
        ("inventes-0", lot.cas["inventes-0"].attendue, lot.recalcules["inventes-0"]),
        ("inventes-1", lot.cas["inventes-1"].attendue, lot.recalcules["inventes-1"]),
        ("inventes-0", comparer(catalogue, autre), recalcule),
    ):
        titres = [
            _plage(lu, serie.findtext(f"{_C}tx/{_C}strRef/{_C}f"))[0]
            for serie in _series(_courbes(lot.ecrits / f"{nom}.xlsx"))
        ]
        assert len(titres) == 9
        lus = [titre.split()[-1] for titre in map(ordinaires, titres) if not titre.endswith("comparaison)")]
        rangees = [[c.value for c in r] for r in lu["Seuils"].iter_rows(min_row=6, max_row=65)]
        entete = [ordinaires(c.value) for c in lu["Seuils"][5]]
        couts = {
            titre: colonne
            for titre, colonne in zip(entete[4:], list(zip(*rangees, strict=True))[4:], strict=True)
            if isinstance(colonne[0], int | float)
        }
        gagnees = {
            titre: sum(c == r[3] for c, r in zip(colonne, rangees, strict=True))
            for titre, colonne in couts.items()
        }
        aujourd_hui = {ordinaires(r.cout.outil.nom): r.cout.annee_suivante.ferme for r in en_lice(attendue)}
        attendus = sorted(couts, key=lambda t: (-gagnees[t], aujourd_hui[t], entete.index(t)))[:9]
        assert lus == attendus, nom
        choix.append(tuple(lus))
    assert len(set(choix)) == 3


def test_courbes_distinctes_sans_couleur(exemple: Path) -> None:
    signes = {
        "circle": "●",
        "square": "■",
        "triangle": "▲",
        "diamond": "♦",
        "x": "×",
        "plus": "+",
        "star": "*",
    }
    signes |= {"dash": "▬", "none": ""}
    vus = set()
    for serie in _series(_courbes(exemple)):
        points = serie.findall(f"{_C}dPt")
        assert len(points) >= 3
        (signe,) = {point.find(f"{_C}marker/{_C}symbol").get("val") for point in points}
        titre = serie.findtext(f"{_C}tx//{_C}v")
        assert titre.startswith(signes[signe] + " ") or signe == "none", titre
        vus.add(signe)
    assert len(vus) == 9


def test_barres_distinctes_sans_couleur(lot: Lot) -> None:
    """Deux natures de frais diffèrent par leur trame, ou par une clarté qu'une imprimante grise rend."""
    (barres,) = [
        g for g in _graphiques(lot.ecrits / "besoins.xlsx") if g.find(f".//{_C}barChart") is not None
    ]
    trames, clartes = [], []
    for serie in _series(barres):
        trame = serie.find(f"{_C}spPr/{_A}pattFill")
        if trame is not None:
            trames.append(trame.get("prst"))
        else:
            teinte = serie.find(f"{_C}spPr/{_A}solidFill/{_A}srgbClr").get("val")
            rouge, vert, bleu = (int(teinte[rang : rang + 2], 16) for rang in (0, 2, 4))
            clartes.append(0.299 * rouge + 0.587 * vert + 0.114 * bleu)
    assert len(trames) == len(set(trames)) == 2
    clartes.sort()
    assert len(clartes) == 4
    assert all(b - a > 35 for a, b in pairwise(clartes)), clartes


def test_barres_de_quarante_outils_toutes_nommees(tmp_path: Path) -> None:
    ecrire(agrandi(catalogue_reel(), 45, 5), ECRITES["exemple"], tmp_path / "x.xlsx", leger=True)
    barres = [g for g in _graphiques(tmp_path / "x.xlsx") if g.find(f".//{_C}barChart") is not None]
    assert [int(g.find(f".//{_C}cat//{_C}ptCount").get("val")) for g in barres] == [40, 5]
    assert all(g.find(f".//{_C}tickLblSkip").get("val") == "1" for g in barres)
