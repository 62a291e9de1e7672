"""Recherche de mots : sans accents, sur un mot commencé, sûre quel que soit le texte."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modele.catalogue.connexion import CatalogueIllisible
from modele.catalogue.emplacements import BASE
from modele.catalogue.recherche import Trouvaille, chercher


def textes(trouvailles: tuple[Trouvaille, ...]) -> list[str]:
    """Extraits mis bout à bout."""
    return ["".join(morceau for morceau, _ in trouvaille.extrait) for trouvaille in trouvailles]


def test_une_trouvaille_dit_ou_elle_est_et_ce_qui_repond(base: Path) -> None:
    assert chercher(base, "livraison des œuf") == (
        Trouvaille(
            genre="fait",
            titre="Panier · Paiement",
            extrait=(
                ("Paiement par chèque à la ", False),
                ("livraison", True),
                (" des ", False),
                ("œufs", True),
                (".", False),
            ),
            outil="panier",
            rubrique="paiement",
            critere=None,
            lignes="418-420;426",
        ),
    )


@pytest.mark.parametrize(
    "texte", ["cheque", "CHÈQUE", "chèque", "che\u0300que", "chè", "oeuf", "œuf", "ŒUFS", "panier cheque"]
)
def test_les_accents_la_casse_et_les_ligatures_ne_comptent_pas(base: Path, texte: str) -> None:
    assert "Paiement par chèque à la livraison des œufs." in textes(chercher(base, texte))


def test_seul_le_dernier_mot_peut_etre_commence(base: Path) -> None:
    assert chercher(base, "livraison oeu")
    assert not chercher(base, "livrai oeufs")


def test_tous_les_mots_doivent_y_etre_sauf_les_plus_courants(base: Path) -> None:
    assert len(chercher(base, "paiement par un chèque")) == len(chercher(base, "paiement chèque")) == 1
    assert not chercher(base, "paiement introuvable")


def test_chaque_genre_de_texte_se_trouve(base: Path) -> None:
    trouves = {
        texte: [(t.genre, t.outil, t.rubrique, t.critere, t.lignes) for t in chercher(base, texte)]
        for texte in ("chorus", "preavis", "forces", "ressources", "bancaires", "boutique")
    }
    assert trouves == {
        "chorus": [
            ("evaluation", "marche", None, "chorus-pro", "744"),
            ("critere", None, None, "chorus-pro", ""),
        ],
        "preavis": [
            ("fait", "marche", "resiliation", None, "434"),
            ("doute", "panier", None, None, "812-816"),
        ],
        "forces": [("guide", None, "methode-2", None, "170")],
        "ressources": [("guide", None, "methode-2", None, "165")],
        "bancaires": [("fait", "panier", "cout", None, "553")],
        "boutique": [("evaluation", "panier", None, "autonomie", "258")],
    }


def test_une_case_muette_ne_se_trouve_pas(base: Path) -> None:
    assert not chercher(base, "le guide ne le dit pas")


def test_le_texte_passe_avant_le_titre(base: Path) -> None:
    premiers = [trouvaille.genre for trouvaille in chercher(base, "chorus pro")]
    assert premiers == ["evaluation", "critere"]
    assert chercher(base, "panier")[0].titre.startswith("Panier")


@pytest.mark.parametrize("texte", ["chorus pro", "cheque", "preavis", "frais de port", "Socleo prix"])
def test_les_mots_d_une_ferme_se_trouvent_dans_le_catalogue_livre(texte: str) -> None:
    assert chercher(BASE, texte)


def test_la_limite_est_tenue(base: Path) -> None:
    assert len(chercher(base, "p", limite=2)) == 2
    assert chercher(base, "p", limite=0) == () == chercher(base, "p", limite=-1)
    assert len(chercher(base, "p", limite=2**70)) > 2


@pytest.mark.parametrize(
    "texte",
    ["", " ", "\0", "'", '"', "*", "😀", "\ud800", "---", "()", "_", "NEAR()", "titre:", "^", "\u0301"],
)
def test_un_texte_sans_mot_connu_ne_trouve_rien(base: Path, texte: str) -> None:
    assert chercher(base, texte) == ()


@pytest.mark.parametrize(
    "texte", ['"cheque', "cheque*", "-cheque", "+cheque+", "cheque\0", "{cheque}:", "œuf\ud800"]
)
def test_la_ponctuation_n_est_jamais_une_syntaxe(base: Path, texte: str) -> None:
    assert len(chercher(base, texte)) == 1


@pytest.mark.parametrize("texte", ["a" * 1_000_000, "a " * 500_000, '"' * 1_000_000, "é OR " * 250_000])
def test_un_texte_enorme_est_sans_danger(base: Path, texte: str) -> None:
    chercher(base, texte)


def test_un_texte_enorme_est_coupe(base: Path) -> None:
    assert chercher(base, "paiement " * 16 + "introuvable")
    assert not chercher(base, "paiement " * 15 + "introuvable")
    assert chercher(base, "paiement" + " " * 992 + "introuvable")
    assert not chercher(base, "paiement" + " " * 900 + "introuvable")


def test_cinq_cents_textes_au_hasard_ne_font_aucune_faute(base: Path) -> None:
    hasard = random.Random(500)
    bouts = [
        "chorus",
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "(",
        ")",
        '"',
        "'",
        "*",
        "^",
        ":",
        "-",
        "+",
        "{",
        "}",
        ";",
        "--",
        "\0",
        "\x1b",
        "é",
        "œ",
        "😀",
        "\u202e",
        "\ud800",
        "１",
        "①",
        "𐐀",
        "ﬁ",
        "\u0301",
        "%",
        "_",
        "\\",
        "\n",
    ]
    for _ in range(500):
        texte = "".join(hasard.choices(bouts, k=hasard.randrange(1, 12)))
        for trouvaille in chercher(base, texte):
            assert all(morceau for morceau, _ in trouvaille.extrait)
            assert not any(signe in morceau for morceau, _ in trouvaille.extrait for signe in "\x02\x03")


@settings(max_examples=300)
@given(st.text())
def test_tout_texte_est_admis(texte: str) -> None:
    chercher(BASE, texte)


def test_un_long_texte_est_resume_autour_du_mot(base: Path) -> None:
    longs = [trouvaille for trouvaille in chercher(BASE, "virgule") if trouvaille.genre == "doute"]
    assert longs
    for trouvaille in longs:
        assert any(repond for _, repond in trouvaille.extrait)
        assert sum(len(morceau.split()) for morceau, _ in trouvaille.extrait) <= 60


def test_une_base_absente_est_dite(tmp_path: Path) -> None:
    with pytest.raises(CatalogueIllisible, match="introuvable"):
        chercher(tmp_path / "base.sqlite", "cheque")
