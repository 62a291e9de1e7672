"""Plages où un outil est le moins cher, et effet de ±20 % sur chaque réponse de la ferme."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modele.catalogue.objets import Assiette, Catalogue, Clientele, Condition, Outil, Palier, Payeur
from modele.choix.moins_cher import en_lice
from modele.choix.robustesse import ENTREES, Bascule, Plage, Sensibilite, plages, selon_l_entree, sensibilites
from modele.comparaison import comparer
from modele.situation import Situation
from modele.tarification.compilation import courbe_selon
from tests.modele import strategies
from tests.modele.choix.hasard import comparer_inventes, invente
from tests.modele.fabrique import catalogue, catalogue_reel, composante, outil, situation
from tests.modele.reference import cout_exact

PART, PRO = (Clientele.PARTICULIERS,), (Clientele.PROFESSIONNELS,)


def _phrases(essai: Catalogue, **champs: Any) -> dict[str, str]:
    comparaison = comparer(essai, situation(**champs))
    return {plage.outil: plage.phrase for plage in plages(essai, comparaison)}


def _sensibilite(champ: str, *outils: Outil, **champs: Any) -> Sensibilite:
    (trouvee,) = [s for s in sensibilites(comparer_inventes(*outils, **champs)) if s.champ == champ]
    return trouvee


# Plages


def test_plages_du_guide_sans_amapj() -> None:
    # Local.bio : x × 1,055 × (1,5 % + 0,25 ÷ 35), rejoint 360 € (Socleo) à 15 410,49 €. À 60 000 € Socleo
    # passe à 720 €, que Local.bio dépasse déjà (1 401,64 €) : Socleo reste le moins cher.
    exigences = {"autonomie": "indispensable"}
    comparaison = comparer(catalogue_reel(), situation(ca_particuliers=30_000, exigences=exigences))
    x = Fraction(360) / (Fraction("1.055") * (Fraction("0.015") + Fraction("0.25") / 35))
    par_outil = {p.outil: p for p in plages(catalogue_reel(), comparaison)}
    assert par_outil["local-bio"].plages == (Plage(Fraction(0), x, ()),)
    assert par_outil["socleo"].plages == (Plage(x, Fraction(400_000), ()),)
    assert par_outil["local-bio"].phrase == "Le moins cher jusqu'à 15\u202f410,49\u00a0€ de ventes par an."
    assert par_outil["socleo"].phrase == "Le moins cher à partir de 15\u202f410,49\u00a0€ de ventes par an."
    assert par_outil["cagette"].phrase == "Jamais le moins cher jusqu'à 400\u202f000\u00a0€ de ventes par an."
    assert list(par_outil) == [o for o in comparaison.ordre if o in par_outil]
    assert "amapj" not in par_outil


def test_un_outil_moins_cher_deux_fois() -> None:
    # Kuupanda : 240 + 0,00712125 x ; Socleo : 720, puis 1 080 à partir de 80 000 € de ventes.
    # Kuupanda le moins cher jusqu'à 480 ÷ 0,00712125 = 67 403,90, puis de 80 000 à 840 ÷ 0,00712125.
    phrases = _phrases(
        catalogue_reel(), ca_particuliers=30_000, ca_professionnels=10_000, part_en_ligne=50, label="autre"
    )
    assert phrases["kuupanda"] == (
        "Le moins cher jusqu'à 67\u202f403,90\u00a0€, puis de 80\u202f000\u00a0€ à 117\u202f956,82\u00a0€ "
        "de ventes par an."
    )
    assert phrases["coopcircuits"] == (
        "Ne porte pas toutes vos ventes\u00a0: son coût ne se compare pas à celui des autres."
    )


def test_egalites_et_outil_toujours_le_moins_cher() -> None:
    # x : 100 € ; y : 1 % des ventes, 100 € au plus : moins cher sous 10 000 €, à égalité ensuite.
    y = outil(composante(prix="0.01", plafond=Fraction(100)), identifiant="y", evaluations=())
    assert _phrases(catalogue(invente("x", 100), y), ca_particuliers=1) == {
        "x": "Le moins cher à égalité avec Y à partir de 10\u202f000\u00a0€ de ventes par an.",
        "y": "Le moins cher jusqu'à 10\u202f000\u00a0€, puis à égalité avec X à partir de "
        "10\u202f000\u00a0€ de ventes par an.",
    }
    assert _phrases(catalogue(invente("x", 100), invente("z", 100)), ca_particuliers=1)["x"] == (
        "Le moins cher à égalité avec Z au moins jusqu'à 400\u202f000\u00a0€ de ventes par an."
    )


def test_sans_vente_il_n_y_a_ni_plage_ni_sensibilite() -> None:
    comparaison = comparer(catalogue_reel(), situation())
    assert plages(catalogue_reel(), comparaison) == ()
    assert sensibilites(comparaison) == ()


# Sensibilités : un outil dont le coût suit l'entrée contre un prix fixe


def _a_prix_fixe(prix: str) -> Outil:
    return invente("fixe", prix)


@pytest.mark.parametrize(
    ("champ", "suiveur", "fixe", "champs", "bascule", "mots"),
    [
        # 5 % de x contre 510 € : égaux à 10 200 €.
        ("ca_particuliers", composante(clientele=PART[0]), "510", {}, "10200", "10\u202f200\u00a0€"),
        ("ca_professionnels", composante(clientele=PRO[0]), "510", {}, "10200", "10\u202f200\u00a0€"),
        # 1 % de 10 000 × x % contre 45 € : 45 %.
        ("part_en_ligne", composante(Assiette.ENCAISSE_EN_LIGNE_TTC, "0.01", clientele=PART[0]), "45",
         {"part_en_ligne": 50}, "45", "45\u00a0%"),
        ("part_en_ligne_pro", composante(Assiette.ENCAISSE_EN_LIGNE_TTC, "0.01", clientele=PRO[0]), "46.125",
         {"part_en_ligne_pro": 50}, "46.125", "46,13\u00a0%"),
        # 0,25 € × 10 000 ÷ panier contre 62,50 € : panier de 40 €.
        ("panier_moyen", composante(Assiette.COMMANDES_EN_LIGNE, "0.25", clientele=PART[0]), "62.5",
         {}, "40", "40\u00a0€"),
        # 0,22 € × 10 000 ÷ panier contre 10 € : panier de 220 €.
        ("panier_moyen_pro", composante(Assiette.COMMANDES_EN_LIGNE, "0.22", clientele=PRO[0]), "10",
         {"part_en_ligne_pro": 100}, "220", "220\u00a0€"),
        # 12 × 0,10 € par client contre 50 € : 41,67 clients, donc à partir du 42e.
        ("clients_actifs", composante(Assiette.CLIENTS_MOIS, "0.1"), "50", {}, "125/3", "42 clients"),
        # 1 % de 10 000 × (1 + x %) contre 105,125 € : 5,125 %.
        ("taux_tva_ventes", composante(Assiette.ENCAISSE_EN_LIGNE_TTC, "0.01", clientele=PART[0]), "105.125",
         {"taux_tva_ventes": "5.5"}, "5.125", "5,13\u00a0%"),
    ],
)  # fmt: skip
def test_bascule_de_chaque_entree(
    champ: str, suiveur: Any, fixe: str, champs: dict[str, Any], bascule: str, mots: str
) -> None:
    ventes = {"ca_particuliers": 10_000, "ca_professionnels": 10_000, "taux_tva_ventes": 0, **champs}
    trouvee = _sensibilite(champ, outil(suiveur, identifiant="suit"), _a_prix_fixe(fixe), **ventes)
    # Seul un panier plus grand fait baisser ce qui en dépend.
    suite = ("fixe", "suit") if champ.startswith("panier") else ("suit", "fixe")
    assert (trouvee.au_bas, trouvee.au_haut) == ((suite[0],), (suite[1],))
    assert trouvee.bascules == (Bascule(Fraction(bascule), (suite[0],), (suite[1],)),)
    noms = [nom.capitalize() for nom in suite]
    assert trouvee.phrase.endswith(f"\u00a0: le moins cher est {noms[0]}, puis {noms[1]} à partir de {mots}.")
    assert not trouvee.sans_effet


def test_les_bornes_sont_a_20_pour_cent_sans_sortir_du_champ() -> None:
    s = {
        sensible.champ: (sensible.valeur, sensible.bas, sensible.haut)
        for sensible in sensibilites(
            comparer_inventes(
                invente("x"), ca_particuliers=10_000, part_en_ligne=90, panier_moyen="0.01", clients_actifs=41
            )
        )
    }
    assert s == {
        "ca_particuliers": (10_000, 8_000, 12_000),
        "part_en_ligne": (90, 72, 100),
        "panier_moyen": (Fraction("0.01"), Fraction("0.01"), Fraction("0.012")),
        "panier_moyen_pro": (200, 160, 240),
        "clients_actifs": (41, Fraction("32.8"), Fraction("49.2")),
        "taux_tva_ventes": (Fraction("5.5"), Fraction("4.4"), Fraction("6.6")),
    }


def test_phrases_sans_bascule() -> None:
    suit, fixe = outil(composante(), identifiant="suit"), _a_prix_fixe("9000")
    reste = _sensibilite("ca_particuliers", suit, fixe, ca_particuliers=10_000)
    assert reste.bascules == ()
    assert reste.phrase == (
        "Ventes aux particuliers, de 8\u202f000\u00a0€ à 12\u202f000\u00a0€\u00a0: Suit reste le moins cher."
    )
    jumeau = replace(suit, identifiant="jumeau", nom="Jumeau")
    egaux = _sensibilite("ca_particuliers", suit, jumeau, fixe, ca_particuliers=10_000)
    assert egaux.phrase.endswith("Jumeau et Suit restent les moins chers.")
    sans_effet = _sensibilite("clients_actifs", suit, fixe, ca_particuliers=10_000)
    assert sans_effet.sans_effet
    assert sans_effet.phrase == ("Clients facturés chaque mois, de 32 à 48\u00a0: aucun coût n'en dépend.")


def test_un_saut_de_palier_est_une_bascule() -> None:
    # saute : 10 € sous 11 000 € de ventes, 90 € dès 11 000 € ; fixe : 50 €.
    paliers = (Palier(Fraction(10), Fraction(11_000)), Palier(Fraction(90)))
    piece = composante(Assiette.AN, paliers=paliers, suivie=Condition.CA_PARTICULIERS)
    saute = outil(piece, identifiant="saute")
    trouvee = _sensibilite("ca_particuliers", saute, _a_prix_fixe("50"), ca_particuliers=10_000)
    assert trouvee.bascules == (Bascule(Fraction(11_000), ("saute",), ("fixe",)),)
    seul = _sensibilite("ca_particuliers", saute, ca_particuliers=10_000)
    assert not seul.sans_effet
    # Un palier déjà passé sur toute la plage ne compte plus : ventes aux professionnels, 11 000 € d'acquis.
    piece = replace(piece, suivie=None)
    pro = _sensibilite(
        "ca_professionnels",
        outil(replace(piece, suivie=Condition.TOUJOURS), identifiant="saute"),
        _a_prix_fixe("50"),
        ca_particuliers=11_000,
        ca_professionnels=500,
    )
    assert (pro.au_bas, pro.bascules) == (("fixe",), ())


def test_a_la_borne_meme_un_ex_aequo_se_dit() -> None:
    # 5 % de 8 000 € = 400 € : égalité en bas de la plage, et là seulement.
    suit = outil(composante(), identifiant="suit")
    trouvee = _sensibilite("ca_particuliers", suit, _a_prix_fixe("400"), ca_particuliers=10_000)
    assert (trouvee.au_bas, trouvee.au_haut) == (("fixe", "suit"), ("fixe",))
    assert trouvee.bascules == (Bascule(Fraction(8_000), ("fixe", "suit"), ("fixe",)),)
    assert trouvee.phrase.endswith("le moins cher est Fixe ou Suit, puis Fixe à partir de 8\u202f000\u00a0€.")


def test_a_la_borne_meme_un_palier_inclus_vaut_encore() -> None:
    # 10 € jusqu'à 12 000 € compris, qui est aussi le haut de la plage.
    paliers = (Palier(Fraction(10), Fraction(12_000), borne_incluse=True), Palier(Fraction(90)))
    saute = outil(
        composante(Assiette.AN, paliers=paliers, suivie=Condition.CA_PARTICULIERS), identifiant="saute"
    )
    trouvee = _sensibilite("ca_particuliers", saute, _a_prix_fixe("50"), ca_particuliers=10_000)
    assert (trouvee.au_haut, trouvee.bascules) == (("saute",), ())


def test_un_ecarte_et_un_outil_partiel_n_y_sont_pas() -> None:
    outils = (
        invente("ecarte", 0, a="non"),
        invente("pros", 0, clienteles=PRO),
        invente("reste", 90, a="oui"),
    )
    comparaison = comparer_inventes(*outils, ca_professionnels=50, exigences={"a": "indispensable"})
    assert {s.au_bas for s in sensibilites(comparaison)} == {("reste",)}


def test_sur_le_guide() -> None:
    # 30 000 € aux particuliers, 12 000 € aux professionnels : Local.bio 700,82 € contre Socleo 720 €.
    # x × 1,055 × (1,5 % + 0,25 ÷ 35) = 720 à 30 820,98 € ; 31 650 × (1,5 % + 0,25 ÷ p) = 720 à 32,26 €.
    comparaison = comparer(catalogue_reel(), situation(ca_particuliers=30_000, ca_professionnels=12_000))
    phrases = {s.champ: s.phrase for s in sensibilites(comparaison)}
    assert phrases["ca_particuliers"] == (
        "Ventes aux particuliers, de 24\u202f000\u00a0€ à 36\u202f000\u00a0€\u00a0: le moins cher est Local.bio, "
        "puis Socleo à partir de 30\u202f820,98\u00a0€."
    )
    assert phrases["panier_moyen"].endswith(
        "le moins cher est Socleo, puis Local.bio à partir de 32,26\u00a0€."
    )
    assert phrases["taux_tva_ventes"].endswith("Local.bio reste le moins cher.")
    assert phrases["clients_actifs"].endswith("aucun coût n'en dépend.")


@pytest.mark.parametrize(("ventes", "gagnant"), [("30820", "local-bio"), ("30822", "socleo")])
def test_la_bascule_du_guide_se_retrouve_en_recalculant(ventes: str, gagnant: str) -> None:
    comparaison = comparer(catalogue_reel(), situation(ca_particuliers=ventes, ca_professionnels=12_000))
    assert min(en_lice(comparaison), key=lambda r: r.cout.annee_suivante.ferme).outil == gagnant


# Propriétés

PAS = Fraction(3_331, 7_919)
"""Une part d'intervalle où aucun palier tiré au centième ne peut tomber juste."""


def _gagnants(essai: Catalogue, la_situation: Situation) -> tuple[str, ...]:
    """Recalcul direct : comparer, puis additionner les montants exacts des lignes."""
    couts = {
        r.outil: sum((x.exact for x in r.cout.annee_suivante.lignes if x.payeur is Payeur.FERME), Fraction(0))
        for r in en_lice(comparer(essai, la_situation))
    }
    return tuple(sorted(nom for nom, cout in couts.items() if cout == min(couts.values())))


@st.composite
def catalogues(tirer: st.DrawFn) -> Catalogue:
    """Deux ou trois outils inventés, un ou deux du guide."""
    hasard = [tirer(strategies.outils(f"essai-{rang}", ferme_seule=True)) for rang in range(3)]
    reels = tirer(
        st.lists(st.sampled_from(catalogue_reel().outils), unique_by=lambda o: o.identifiant, max_size=2)
    )
    return catalogue(*hasard, *reels)


@given(
    strategies.outils(ferme_seule=True),
    strategies.situations(avec_ventes=True),
    st.sampled_from(ENTREES),
    strategies.centiemes(1, 200),
)
def test_la_courbe_d_une_entree_vaut_l_evaluation_directe(
    tire: Outil, la_situation: Situation, champ: str, hasard: Fraction
) -> None:
    if getattr(la_situation, champ) == 0:
        la_situation = replace(la_situation, **_valeur(champ, 50))
    direction = selon_l_entree(la_situation, champ)
    courbe = courbe_selon(tire, direction, "suivante")
    assert all(x > 0 for x in courbe.ruptures)
    for x in (direction.x_depart, direction.x_arrivee, hasard, *courbe.ruptures):
        ici = replace(la_situation, **_valeur(champ, 1 / x if champ.startswith("panier") else x))
        assert courbe.valeur(x) == cout_exact(tire, ici, ici.ca_total, "suivante")


def _valeur(champ: str, x: Fraction | int) -> dict[str, Any]:
    return {champ: Fraction(x)}


@given(catalogues(), strategies.situations(avec_ventes=True), st.sampled_from(["0.2", "0.9"]))
def test_avant_et_apres_chaque_bascule_le_recalcul_donne_ces_gagnants(
    essai: Catalogue, la_situation: Situation, ecart: str
) -> None:
    trouvees = sensibilites(comparer(essai, la_situation), Fraction(ecart))
    assert [s.champ for s in trouvees] == [c for c in ENTREES if getattr(la_situation, c) > 0]
    for s in trouvees:

        def gagnants(x: Fraction, champ: str = s.champ) -> tuple[str, ...]:
            return _gagnants(essai, replace(la_situation, **_valeur(champ, x)))

        assert gagnants(s.bas) == s.au_bas
        assert gagnants(s.haut) == s.au_haut
        dedans = [b for b in s.bascules if s.bas < b.x < s.haut]
        au_bord = {b.x: b for b in s.bascules if b not in dedans}
        en_cours = au_bord[s.bas].apres if s.bas in au_bord else s.au_bas
        for de, a in pairwise([s.bas, *(b.x for b in dedans), s.haut]):
            assert gagnants(de + (a - de) * PAS) == en_cours
            assert gagnants(de + (a - de) * PAS / 10**6) == en_cours
            assert gagnants(a - (a - de) * PAS / 10**6) == en_cours
            suivante = next((b for b in dedans if b.x == a), None)
            if suivante is not None:
                assert suivante.avant == en_cours != suivante.apres
                en_cours = suivante.apres
        assert (au_bord[s.haut].avant if s.haut in au_bord else s.au_haut) == en_cours


@given(catalogues(), strategies.situations(avec_ventes=True), st.integers(1, 999))
def test_les_plages_sont_celles_de_la_reference(essai: Catalogue, la_situation: Situation, part: int) -> None:
    comparaison = comparer(essai, la_situation)
    candidats = en_lice(comparaison)
    formules = {r.outil: r.cout.formule.identifiant for r in candidats}
    imposees = replace(la_situation, formules=formules)
    for p in plages(essai, comparaison):
        for plage in p.plages:
            x = plage.de + (plage.a - plage.de) * (part + PAS) / 1_000
            couts = {r.outil: cout_exact(r.cout.outil, imposees, x, "suivante") for r in candidats}
            gagnants = {nom for nom, cout in couts.items() if cout == min(couts.values())}
            assert gagnants == {p.outil, *plage.ex_aequo}
