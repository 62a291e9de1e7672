"""L'accord avec les parties privées d'openpyxl, que l'écriture des valeurs suppose."""

from fractions import Fraction
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from modele.catalogue.emplacements import RACINE
from modele.export import styles
from modele.export.archive import Archive
from modele.export.ecriture import Contenu, Formule
from modele.export.plume import Plume
from modele.export.styles import CORPS, EUROS, ORDINAIRE, Style, Styles, nombre


def _ecrire(*contenus: Contenu) -> bytes:
    classeur = Workbook()
    feuille = classeur.worksheets[0]
    plume = Plume(feuille, Styles(classeur), (20,))
    for ligne, contenu in enumerate(contenus, start=1):
        plume.poser(ligne, 1, contenu, nombre(EUROS))
    return _finir(classeur, plume)


def _finir(classeur: Workbook, plume: Plume) -> bytes:
    plume.finir()
    with Archive(classeur) as archive:
        archive.ranger(plume.grille)
        return archive.finir()


def test_version_fixee() -> None:
    assert version("openpyxl") == "3.1.5"
    assert '"openpyxl==3.1.5"' in (RACINE / "pyproject.toml").read_text("utf-8")


def test_formule_et_valeur_ensemble() -> None:
    octets = _ecrire(Formule("1+1", 2), Formule("A1/3", Fraction(2, 3)), Formule('"a"&"b"', "ab"))
    formules = load_workbook(BytesIO(octets)).worksheets[0]
    valeurs = load_workbook(BytesIO(octets), data_only=True).worksheets[0]
    assert [une.value for une in formules["A"]] == ["=1+1", "=A1/3", '="a"&"b"']
    assert [une.value for une in valeurs["A"]] == [2, 0.6666666666666666, "ab"]


def test_sans_valeur_rien_plutot_que_zero() -> None:
    octets = _ecrire(Formule("1+1", None))
    assert b"<f>1+1</f><v></v>" in ZipFile(BytesIO(octets)).read("xl/worksheets/sheet1.xml")
    assert load_workbook(BytesIO(octets), data_only=True).worksheets[0]["A1"].value is None


def test_nombres_et_textes() -> None:
    octets = _ecrire(Fraction(11, 200), 3, " a < b & c ", "=1+1", Fraction(1, 3), "")
    feuille = load_workbook(BytesIO(octets)).worksheets[0]
    assert [une.value for une in feuille["A"]] == [0.055, 3, " a < b & c ", "=1+1", 1 / 3, None]
    assert feuille["A4"].data_type == "s"


def test_le_reste_vient_d_openpyxl(tmp_path: Path) -> None:
    classeur = Workbook()
    feuille = classeur.worksheets[0]
    feuille.freeze_panes = "A2"
    plume = Plume(feuille, Styles(classeur), (20, 30))
    plume.poser(1, 1, "fusion", CORPS, 2)
    plume.lier(2, 1, "cible", "lien", CORPS)
    chemin = tmp_path / "x.xlsx"
    chemin.write_bytes(_finir(classeur, plume))
    lue = load_workbook(chemin).worksheets[0]
    assert lue.freeze_panes == "A2"
    assert [str(fusion) for fusion in lue.merged_cells.ranges] == ["A1:B1"]
    assert lue["A2"].hyperlink.location == "cible"
    assert lue.column_dimensions["B"].width == 30
    assert lue.row_dimensions[1].height >= 15


def test_ecrire_deux_fois_donne_la_meme_feuille() -> None:
    premier, second = _ecrire("a", Formule("1", 1)), _ecrire("a", Formule("1", 1))
    lire = [ZipFile(BytesIO(octets)).read("xl/worksheets/sheet1.xml") for octets in (premier, second)]
    assert lire[0] == lire[1]


def test_chaque_style_garde_tous_ses_traits() -> None:
    """Les parties communes à deux styles ne sont traduites qu'une fois : aucune ne doit passer à un autre."""
    tous = [un for un in vars(styles).values() if isinstance(un, Style)]
    tous += [styles.saisie(EUROS), styles.saisie(ORDINAIRE, a_droite=False), nombre(EUROS, gras=True)]
    assert len(tous) > 30
    classeur = Workbook()
    plume = Plume(classeur.worksheets[0], Styles(classeur), (20,))
    for ligne, un in enumerate(tous, start=1):
        plume.poser(ligne, 1, ligne, un)
    lue = load_workbook(BytesIO(_finir(classeur, plume))).worksheets[0]
    for ligne, un in enumerate(tous, start=1):
        case, fond = lue.cell(ligne, 1), lue.cell(ligne, 1).fill
        police, sens, bord = case.font, case.alignment, case.border
        assert (police.size, police.b, police.i, police.color.rgb[2:]) == (
            un.taille, un.gras, un.italique, un.couleur,
        )  # fmt: skip
        assert (fond.fgColor.rgb[2:] if fond.fill_type else None) == un.fond
        assert (sens.horizontal, sens.vertical, sens.indent) == (un.horizontal, un.vertical, un.retrait)
        assert bool(sens.wrap_text) == un.a_la_ligne
        assert bool(sens.shrink_to_fit) == (un.format != ORDINAIRE and not un.a_la_ligne)
        traits = {
            "": (None, None), "dessous": (None, "thin"), "dessous_fort": (None, "medium"),
            "dessus": ("thin", "thin"), "cadre": ("thin", "thin"),
        }  # fmt: skip
        haut, bas, gauche = (cote and cote.style for cote in (bord.top, bord.bottom, bord.left))
        assert (haut, bas) == traits[un.bord]
        assert gauche == ("thin" if un.bord == "cadre" else None)
        assert case.number_format == un.format
        assert case.protection.locked != un.saisie
