"""Ce qu'un dossier garde d'une autre édition est dit, gardé et sans effet."""

from dataclasses import replace

from modele.catalogue.objets import Catalogue
from modele.choix.combinaison import combiner
from modele.comparaison import comparer
from modele.connus import partie_connue
from modele.dossiers.objets import Dossier
from modele.inconnus import inconnus
from modele.nombres import ESPACE_INSECABLE
from modele.situation import EXEMPLE
from tests.dossiers.d_ailleurs import d_ailleurs


def test_tout_ce_qui_est_inconnu_est_dit(catalogue: Catalogue) -> None:
    dites = [phrase.replace(ESPACE_INSECABLE, " ") for phrase in inconnus(catalogue, d_ailleurs())]
    assert dites == [
        "Le besoin « disparu » (indispensable) n'existe plus dans cette édition du catalogue : il est gardé, sans "
        "effet.",
        "Le besoin « disparu-aussi » (souhaité) n'existe plus dans cette édition du catalogue : il est gardé, sans "
        "effet.",
        "L'outil « parti » n'existe plus dans cette édition du catalogue ; gardé sans effet : votre formule, vos "
        "options, votre contribution, le tarif proposé, sa place dans votre présélection, vos notes, votre essai, sa place dans vos "
        "ventes et vos questions.",
        "L'outil « parti-aussi » n'existe plus dans cette édition du catalogue ; gardé sans effet : sa place dans "
        "votre présélection et vos questions.",
        "Kuupanda n'a pas de formule « disparue » dans cette édition du catalogue : sa formule habituelle est comptée.",
        "Kuupanda n'a pas d'option « rien » dans cette édition du catalogue : elle n'est pas comptée.",
        "Kuupanda ne demande pas de contribution libre dans cette édition du catalogue : la vôtre est gardée, sans "
        "effet.",
        "Locavor n'a pas de formule « disparue » dans cette édition du catalogue : sa formule habituelle est comptée.",
        "Socleo n'a pas d'option « disparue » dans cette édition du catalogue : elle n'est pas comptée.",
        "Le tarif proposé pour Kuupanda (disparue, 24,00 € par mois) est gardé, sans effet. Le tarif de l'outil n'a "
        "plus cette ligne.",
    ]


def test_rien_d_inconnu_ne_dit_rien(catalogue: Catalogue) -> None:
    assert inconnus(catalogue, Dossier("", EXEMPLE)) == ()


def test_la_partie_connue_garde_le_reste(catalogue: Catalogue) -> None:
    situation = d_ailleurs().situation
    connue = partie_connue(catalogue, situation)
    assert connue.exigences == {"facturation": "souhaite", "collectif": "indispensable"}
    assert connue.formules == {"socleo": "collectif"}
    assert connue.options == {"socleo": ("tpe",), "kuupanda": ()}
    assert connue.montants_libres.keys() == {"local-bio", "kuupanda"}
    assert (
        replace(
            connue,
            exigences=situation.exigences,
            formules=situation.formules,
            options=situation.options,
            montants_libres=situation.montants_libres,
        )
        == situation
    )
    assert partie_connue(catalogue, EXEMPLE) is EXEMPLE


def test_l_inconnu_ne_change_aucun_resultat(catalogue: Catalogue) -> None:
    situation = d_ailleurs().situation
    connue = partie_connue(catalogue, situation)
    obtenue, attendue = comparer(catalogue, situation), comparer(catalogue, connue)
    assert obtenue.situation == connue
    assert (obtenue.ordre, obtenue.regle) == (attendue.ordre, attendue.regle)
    for un, autre in zip(obtenue.resultats, attendue.resultats, strict=True):
        assert (un.statut, un.motifs, un.souhaits_remplis) == (
            autre.statut,
            autre.motifs,
            autre.souhaits_remplis,
        )
        assert un.cout.annee_1.lignes == autre.cout.annee_1.lignes


def test_l_inconnu_ne_change_aucune_paire_d_outils(catalogue: Catalogue) -> None:
    situation = d_ailleurs().situation
    paires = combiner(catalogue, situation)
    assert paires and paires == combiner(catalogue, partie_connue(catalogue, situation))


def test_un_besoin_inconnu_seul_ne_classe_pas(catalogue: Catalogue) -> None:
    seul = replace(EXEMPLE, exigences={"disparu": "souhaite"})
    assert comparer(catalogue, seul).regle == comparer(catalogue, replace(EXEMPLE, exigences={})).regle
