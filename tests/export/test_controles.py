"""Les contrôles que passe un classeur professionnel.

1. recalculé sans erreur ni vide, 2. valeurs gardées égales aux recalculées : `test_recalcul` ; 10. graphiques :
`test_graphiques` ; 7. sans « ### » et 6. ce qui s'imprime : `test_pages` ; 11. noms et liens : `test_noms`.
Les autres sont ici.
"""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from modele.export import noms, styles
from modele.export.tarifs import LIGNE_ENTETE, NON_CHIFFRE
from modele.prix_propose import PAR_MAX
from modele.situation import CHAMPS
from modele.tarification.prix_proposes import cibles
from tests.export.tableur import Tableur, cases, cellule
from tests.modele.fabrique import catalogue_reel

_ESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LIGNES_SANS_VOLET = 45
_AUTRES_NOMBRES = {
    # Unités et milliers d'un montant écrit en toutes lettres, découpe d'un texte.
    "Synthèse": {"10", "100", "1000", "1000000", "32000"},
    # Bornes des réponses que l'on saisit.
    "Ma ferme": {"0.01", "100000", "10", "100000000", "1000000"},
    "Besoins": {str(len(catalogue_reel().criteres))},
    # Plus haut prix qu'une ferme peut dire qu'on lui a proposé.
    "Tarifs": {"1000000", "100"},
    "_calculs": {"4", "5", "7", "8", "9"},
}
_FONCTIONS = {
    *("IF", "MIN", "MAX", "ROUND", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "COUNT", "AND", "OR"),
    *("INT", "MOD", "LEN", "MID", "RIGHT", "ISNUMBER", "TRIM"),
}
"""Fonctions que connaissent Excel depuis 2007, LibreOffice et les tableurs en ligne."""


def _formules(classeur: Workbook) -> list[tuple[str, str, str]]:
    return [(f.title, c.coordinate, str(c.value)) for f, c in cases(classeur) if c.data_type == "f"]


def _sans_textes(formule: str) -> str:
    return re.sub(r'"[^"]*"', "", formule)


def test_aucun_tarif_dans_une_formule(riche: Path) -> None:
    classeur = load_workbook(riche)
    pas, vues = str(cellule(classeur, noms.PAS_SEUILS).value), set()
    for feuille, adresse, formule in _formules(classeur):
        # « pas_seuils » choisit un pas rond : ni prix ni palier n'y entre.
        if formule == pas or "61*pas_seuils" in formule or re.fullmatch(r"=\d+\*pas_seuils", formule):
            continue
        nue = re.sub(r"'[^']*'!", "", _sans_textes(formule))
        nombres = set(re.findall(r"(?<![A-Za-z_$0-9.])[0-9]+(?:\.[0-9]+)?", nue))
        # 0 et 1 comparent ou complètent, 2 et 6 sont des nombres de décimales, 3 et 2000 découpent un texte.
        admis = {"0", "1", "2", "6", "3", "2000"} | _AUTRES_NOMBRES.get(feuille, set())
        assert nombres <= admis, (feuille, adresse, formule)
        vues.add(feuille)
    assert vues >= {
        "Synthèse",
        "Comparatif",
        "Coûts",
        "Seuils",
        "Graphique des coûts",
        "Avant-après",
        "_calculs",
    }


def test_tous_les_prix_viennent_de_tarifs(riche: Path, tableur: Tableur, tmp_path: Path) -> None:
    """Des tarifs mis à zéro ne laissent aucun coût nulle part."""
    classeur = load_workbook(riche)
    for une in classeur["Tarifs"]["E"][LIGNE_ENTETE:]:
        une.value = 0 if une.number_format != styles.ENTIER else une.value
    cellule(classeur, noms.montant_libre("local-bio")).value = 0
    classeur.save(tmp_path / "gratuit.xlsx")
    (tmp_path / "sortie").mkdir()
    lu = tableur.recalculer([tmp_path / "gratuit.xlsx"], tmp_path / "sortie")["gratuit"]
    couts = [nom for nom in lu.defined_names if nom.startswith(("an1_", "an2_", "horizon_", "bas_", "haut_"))]
    assert len(couts) >= 3 * len(catalogue_reel().outils)
    assert {cellule(lu, nom).value for nom in couts} == {0}
    seuils = lu["Seuils"].iter_rows(min_row=6, max_row=65, min_col=4, values_only=True)
    assert {valeur for rangee in seuils for valeur in rangee} == {0, "–"}
    assert {une.value for une in lu["Graphique des coûts"]["B"][4:13]} == {0}
    outils = [
        r for r in lu["Avant-après"].iter_rows(values_only=True) if str(r[0]).startswith("Outil de vente")
    ]
    assert [rangee[2] for rangee in outils] == [0, 0]


def test_chaque_prix_du_catalogue_est_dans_tarifs(valeurs: Workbook) -> None:
    lus = [une.value for une in valeurs["Tarifs"]["E"]]
    for outil in catalogue_reel().outils:
        for porteur in (*outil.formules, *outil.options):
            for composante in porteur.composantes:
                for exact in (
                    *(palier.prix for palier in composante.paliers),
                    *(palier.jusqu_a for palier in composante.paliers),
                    composante.bas,
                    composante.haut,
                    composante.plancher,
                    composante.plafond,
                ):
                    assert exact is None or float(exact) in lus, (outil.identifiant, exact)


def test_formules_sures_partout(formules: Workbook) -> None:
    for feuille, adresse, formule in _formules(formules):
        appels = set(re.findall(r"([A-Z][A-Z0-9.]*)\(", _sans_textes(formule)))
        assert appels <= _FONCTIONS, (feuille, adresse, appels)
        assert len(formule) < 8_000
        assert all(len(texte) <= 255 for texte in re.findall(r'"([^"]*)"', formule)), (feuille, adresse)
        assert ";" not in _sans_textes(formule)


def test_cases_deverrouillees_validees_et_nommees(riche: Path, exemple: Path) -> None:
    for chemin in (riche, exemple):
        classeur = load_workbook(chemin)
        nommees = {
            (feuille, adresse.replace("$", ""))
            for defini in classeur.defined_names.values()
            for feuille, adresse in defini.destinations
        }
        for feuille in classeur.worksheets:
            ouvertes = {
                une.coordinate
                for rangee in feuille.iter_rows()
                for une in rangee
                if not une.protection.locked
            }
            validees = {
                adresse.coord
                for regle in feuille.data_validations.dataValidation
                for adresse in regle.sqref.ranges
            }
            assert ouvertes == validees, feuille.title
            assert {(feuille.title, adresse) for adresse in ouvertes} <= nommees
            assert feuille.protection.sheet
            assert not feuille.protection.password
        catalogue, attendues = catalogue_reel(), {champ.nom for champ in CHAMPS}
        attendues |= {noms.besoin(critere.identifiant) for critere in catalogue.criteres}
        for outil in catalogue.outils:
            if len(outil.formules) > 1:
                attendues.add(noms.formule(outil.identifiant))
            attendues |= {noms.option(outil.identifiant, option.identifiant) for option in outil.options}
        ouvertes_nommees = {
            nom
            for nom, defini in classeur.defined_names.items()
            for feuille, adresse in defini.destinations
            if ":" not in adresse and not classeur[feuille][adresse].protection.locked
        }
        autres = {nom for nom in ouvertes_nommees if nom.startswith(("vente_", "reponse_", "tarif_"))}
        assert ouvertes_nommees - autres == {*attendues, "montant_libre_local_bio"}
        proposables = {cible.cle for outil in catalogue.outils for cible in cibles(outil)}
        prix = {noms.tarif(cle, quoi) for cle in proposables for quoi in ("", "le", "par")}
        assert len(prix) == 3 * len(proposables)
        assert {nom for nom in autres if nom.startswith("tarif_")} == prix
        assert len([nom for nom in autres if nom.startswith("vente_")]) == 14 * (3 if chemin is riche else 2)
        assert len([nom for nom in autres if nom.startswith("reponse_")]) > 20
        assert "formule_socleo" in ouvertes_nommees
        assert "option_socleo_tpe" in ouvertes_nommees


def test_validations_dans_les_limites_d_excel(formules: Workbook) -> None:
    regles = formules["Ma ferme"].data_validations.dataValidation
    assert len(regles) >= 11
    for regle in regles:
        assert regle.showErrorMessage
        assert 0 < len(regle.error) <= 255
        assert 0 < len(regle.prompt) <= 255
        assert 0 < len(regle.errorTitle) <= 32
        assert len(str(regle.formula1)) <= 255


def test_seule_une_case_de_tarif_se_vide(formules: Workbook) -> None:
    for feuille in formules.worksheets:
        for regle in feuille.data_validations.dataValidation:
            assert bool(regle.allow_blank) == (feuille.title == "Tarifs"), (feuille.title, regle.promptTitle)
    bornes = {
        (regle.type, regle.operator, regle.formula1)
        for regle in formules["Tarifs"].data_validations.dataValidation
    }
    assert {
        ("decimal", "between", "0"), ("textLength", "lessThanOrEqual", str(PAR_MAX)),
    } <= bornes  # fmt: skip


def test_toute_formule_porte_sa_valeur(exemple: Path, riche: Path) -> None:
    for chemin in (exemple, riche):
        trouvees = 0
        with ZipFile(chemin) as archive:
            for partie in archive.namelist():
                if not partie.startswith("xl/worksheets/sheet"):
                    continue
                for une in ElementTree.fromstring(archive.read(partie)).iter(f"{_ESPACE}c"):
                    if une.find(f"{_ESPACE}f") is None:
                        continue
                    trouvees += 1
                    gardee = une.find(f"{_ESPACE}v")
                    assert gardee is not None, (partie, une.get("r"))
                    # Un texte vide est un résultat ; un nombre vide serait une valeur manquante.
                    assert gardee.text or une.get("t") == "str", (partie, une.get("r"))
        assert trouvees > 250


def test_mise_en_page(riche: Path) -> None:
    for feuille in load_workbook(riche).worksheets:
        # La zone d'impression d'une feuille cachée la ferait imprimer par LibreOffice.
        assert bool(feuille.print_area) == (feuille.sheet_state == "visible"), feuille.title
        if feuille.sheet_state == "hidden":
            continue
        assert feuille.page_setup.orientation == "landscape"
        assert int(feuille.page_setup.paperSize) == 9
        assert feuille.sheet_properties.pageSetUpPr.fitToPage
        assert feuille.page_setup.fitToWidth == 1
        tete, pied = feuille.oddHeader, feuille.oddFooter
        assert tete.left.text == "Essai && Fils"
        assert re.fullmatch(r"\d{1,2}(er)? \w+ 20\d\d", tete.right.text)
        assert pied.left.text.startswith("Source")
        assert pied.right.text == "&A, page &P sur &N"
        for parties in (tete, pied):
            assert len(f"&L&8 {parties.left.text}&R&8 {parties.right.text}") <= 255
        assert not feuille.HeaderFooter.scaleWithDoc
        assert not feuille.sheet_view.showGridLines
        if feuille.max_row > _LIGNES_SANS_VOLET:
            assert feuille.freeze_panes, feuille.title
            assert feuille.print_title_rows, feuille.title


def test_hauteur_donnee_a_chaque_ligne(formules: Workbook) -> None:
    for feuille in formules.worksheets:
        remplies = {une.row for rangee in feuille.iter_rows() for une in rangee if une.value is not None}
        for ligne in remplies:
            hauteur = feuille.row_dimensions[ligne].height
            assert hauteur is not None, (feuille.title, ligne)
            assert 12 <= hauteur <= 409


def test_formats_polices_et_contraste(riche: Path) -> None:
    classeur = load_workbook(riche)
    polices = {classeur._named_styles["Normal"].font.name}
    for feuille, une in cases(classeur):
        polices.add(une.font.name)
        assert une.number_format in styles.FORMATS, (feuille.title, une.coordinate, une.number_format)
        fond = une.fill.fgColor.rgb[-6:] if une.fill.fill_type else "FFFFFF"
        assert _contraste(une.font.color.rgb[-6:], fond) >= 4.5, (feuille.title, une.coordinate)
    with ZipFile(riche) as archive:
        for partie in archive.namelist():
            if partie.startswith("xl/charts/chart"):
                polices |= set(re.findall(r'typeface="([^"]+)"', archive.read(partie).decode()))
    assert polices == {styles.POLICE}
    for feuille in classeur.worksheets:
        for plage in feuille.conditional_formatting:
            for regle in plage.rules:
                fond = regle.dxf.fill.bgColor.rgb[-6:] if regle.dxf.fill else "FFFFFF"
                assert _contraste(regle.dxf.font.color.rgb[-6:], fond) >= 4.5


def test_nombres_ecrits_en_nombres(valeurs: Workbook) -> None:
    for feuille, une in cases(valeurs):
        if une.number_format != styles.ORDINAIRE and une.value not in ("–", NON_CHIFFRE):
            assert isinstance(une.value, (int, float)), (feuille.title, une.coordinate, une.value)


def test_proprietes_et_recalcul_a_l_ouverture(formules: Workbook) -> None:
    assert "Ferme exemple" in formules.properties.title
    assert formules.properties.creator == "Boussole circuits courts"
    assert formules.properties.language == "fr-FR"
    assert formules.calculation.fullCalcOnLoad


def test_ni_lien_externe_ni_macro(exemple: Path) -> None:
    with ZipFile(exemple) as archive:
        for partie in archive.namelist():
            assert "externalLink" not in partie
            assert "vba" not in partie.lower()
            assert b'TargetMode="External"' not in archive.read(partie)


def test_blocs_entiers_sur_une_page(formules: Workbook) -> None:
    sauts = [saut.id for saut in formules["Coûts"].row_breaks.brk]
    assert sauts == sorted(sauts)
    outils = {une.nom for une in catalogue_reel().outils}
    for saut in sauts:
        assert formules["Coûts"].cell(saut + 1, 1).value in outils
    fiches = [saut.id for saut in formules["Fiches"].row_breaks.brk]
    assert len(fiches) == len(catalogue_reel().outils) - 1
    assert all(avant < apres for avant, apres in pairwise(fiches))


def _contraste(texte: Any, fond: Any) -> float:
    def luminance(couleur: str) -> float:
        canaux = [int(couleur[rang : rang + 2], 16) / 255 for rang in (0, 2, 4)]
        rouge, vert, bleu = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux)
        return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu

    clair, sombre = sorted((luminance(texte), luminance(fond)), reverse=True)
    return (clair + 0.05) / (sombre + 0.05)
