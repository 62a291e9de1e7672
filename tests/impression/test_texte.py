"""Couper un texte : jamais une ligne de trop, jamais un élément perdu sans être compté."""

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from gui.impression import encre
from gui.impression.bloc_questions import BlocQuestions
from gui.impression.blocs import Phrases, partager
from gui.impression.marques import Pave, Texte
from gui.impression.placement import Etiquette, etager, repartir
from gui.impression.texte import couper, empiler, limiter, tailler
from modele.impression.objets import Phrase, Rangee

PLACE = 8_000.0
LARGE = 1_000_000.0
mots = st.lists(st.sampled_from(["un", "outil", "de", "vente", "synchronisation"]), min_size=1, max_size=25)
phrases = st.lists(
    mots.map(lambda m: Phrase(" ".join(m).capitalize() + "."))
    | mots.map(lambda m: Phrase("Liste\u00a0: ", tuple(f"[{mot}]" for mot in m))),
    min_size=1,
    max_size=8,
)
reglages = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def comptes(lignes: list[str]) -> int:
    """Ce que disent les « et 3 autres »."""
    return sum(int(n) for n in re.findall(r"(?:et|:) (\d+)(?: autres?)?, voir le classeur", " ".join(lignes)))


@reglages
@given(st.text(max_size=300), st.sampled_from([300.0, PLACE]))
def test_couper_ne_perd_aucune_lettre(qapp: QApplication, texte: str, place: float) -> None:
    visibles = re.sub(r"\s", "", texte)
    assert re.sub(r"\s", "", "".join(couper(texte, encre.TEXTE, place))) == visibles


def test_un_mot_trop_large_est_coupe_dans_sa_colonne(qapp: QApplication) -> None:
    lignes = couper("W" * 200, encre.TITRE, PLACE)
    assert len(lignes) > 2
    assert all(encre.largeur(ligne, encre.TITRE) <= PLACE for ligne in lignes)


def test_une_derniere_ligne_d_un_mot_est_regarnie(qapp: QApplication) -> None:
    texte = "Un texte dont la toute dernière ligne serait un mot"
    place = encre.largeur(texte, encre.TEXTE) - 1
    lignes = couper(texte, encre.TEXTE, place)
    assert len(lignes) == 2 and len(lignes[1].split()) > 1


@reglages
@given(phrases, st.integers(2, 12), st.sampled_from(["", "Réserves :"]))
def test_empiler_tient_en_n_lignes_et_compte_le_reste(
    qapp: QApplication, pile: list[Phrase], lignes: int, prefixe: str
) -> None:
    paragraphes = empiler(pile, encre.TEXTE, PLACE, lignes, prefixe)
    ecrites = [ligne for paragraphe in paragraphes for ligne in paragraphe.lignes]
    assert 1 <= len(ecrites) <= lignes
    assert all(
        paragraphe.retrait * (rang == 0) + encre.largeur(ligne, paragraphe.style) <= PLACE + 1
        for paragraphe in paragraphes
        for rang, ligne in enumerate(paragraphe.lignes)
    )
    gardees = [paragraphe for paragraphe in paragraphes if paragraphe.puce]
    laissees = len(pile) - len(gardees)
    derniere = paragraphes[-1]
    assert (laissees > 0) == (not derniere.puce)
    if laissees:
        assert comptes(list(derniere.lignes)) == laissees
    assert paragraphes[0].prefixe == prefixe or laissees == len(pile)


@reglages
@given(mots, st.integers(2, 6))
def test_une_liste_coupee_dit_combien_il_en_manque(
    qapp: QApplication, elements: list[str], lignes: int
) -> None:
    phrase = Phrase("Liste\u00a0: ", tuple(f"[{mot}]" for mot in elements))
    coupee = list(tailler(phrase, encre.TEXTE, PLACE, lignes))
    assert len(coupee) <= lignes
    dits = " ".join(coupee)
    assert dits.count("[") + comptes(coupee) == len(elements)


def test_un_long_texte_se_coupe_a_la_fin_d_une_phrase(qapp: QApplication) -> None:
    texte = "Une première phrase. Une deuxième phrase, bien plus longue que la première. Une troisième."
    place = encre.largeur("Une première phrase. Une deuxième", encre.TEXTE)
    assert tailler(Phrase(texte), encre.TEXTE, place, 1) == ("Une première phrase.",)
    assert tailler(Phrase("mot " * 50), encre.TEXTE, place, 1)[0].endswith("…")
    assert limiter(texte, encre.TEXTE, LARGE, 1) == (texte,)


def test_partager_rogne_le_plus_long_et_garde_les_minimums(qapp: QApplication) -> None:
    court = Phrases((Phrase("Courte."),), minimum_voulu=1)
    longue = Phrases(tuple(Phrase(f"Phrase {rang}.") for rang in range(40)), minimum_voulu=3)
    ligne = encre.TEXTE.interligne
    for place in (60 * ligne, 20 * ligne, 8 * ligne):
        premier, second = partager([court, longue], place)
        assert premier.hauteur + second.hauteur <= place
        assert len(textes(premier)) == 1
    entier = partager([court, longue], 60 * ligne)[1]
    assert len(textes(entier)) == 40
    assert len(textes(partager([court, longue], ligne)[1])) == 3


def textes(pave: Pave) -> list[str]:
    """Lignes d'un pavé."""
    return [marque.texte for marque in pave.marques if isinstance(marque, Texte)]


def test_chaque_outil_pose_ses_questions_a_son_tour(qapp: QApplication) -> None:
    rangees = tuple(
        Rangee(outil, tuple(Phrase(f"Question {outil}{rang} ?") for rang in range(5))) for outil in "AB"
    )
    bloc = BlocQuestions(rangees)
    assert textes(bloc.paver(10)).count("et 1 autre, voir le classeur.") == 0
    assert [texte for texte in textes(bloc.paver(5)) if "Question" in texte or "voir" in texte] == [
        "Question A0 ?".replace(" ?", "\u00a0?"),
        "Question A1 ?".replace(" ?", "\u00a0?"),
        "Question B0 ?".replace(" ?", "\u00a0?"),
        "Question B1 ?".replace(" ?", "\u00a0?"),
        "et 6 autres, voir le classeur.",
    ]


abscisses = st.lists(st.integers(0, 100), min_size=1, max_size=4)


@given(abscisses, st.integers(5, 60))
def test_quatre_noms_trouvent_toujours_place_au_dessus(xs: list[int], large: int) -> None:
    """Autant d'étages que de noms, et des abscisses distinctes : tous sont écrits, aucun n'en gêne un autre."""
    distinctes = sorted({x * 10 for x in xs})
    etiquettes = [Etiquette(str(x), encre.REPERE, float(x) + 200, float(large)) for x in distinctes]
    placees = etager(etiquettes, 2.0, 1_500.0, len(etiquettes))
    assert [e.texte for e in placees] == [e.texte for e in etiquettes]
    for rang, un in enumerate(placees):
        assert un.gauche >= 0 and un.droite <= 1_500
        assert un.gauche - 1 <= un.x <= un.droite + 1
        assert not any(un.gene(autre, 2.0) for autre in placees[:rang])


@given(st.lists(st.floats(0, 100), max_size=9).map(lambda ys: sorted(ys, reverse=True)))
def test_les_noms_de_droite_s_ecartent_sans_sortir(voulus: list[float]) -> None:
    places = repartir(voulus, 10.0, 0.0, 105.0)
    assert len(places) == len(voulus)
    assert all(bas - haut >= 10 - 1e-9 for bas, haut in pairwise(places))
    assert all(-1e-9 <= y <= 105 + 1e-9 for y in places)


def test_un_nom_qui_a_sa_place_la_garde() -> None:
    assert repartir([90.0, 50.0, 10.0], 10.0, 0.0, 105.0) == [90.0, 50.0, 10.0]
    assert repartir([50.0, 50.0], 10.0, 0.0, 105.0) == pytest.approx([50.0, 40.0])
