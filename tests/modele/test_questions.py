"""Questions à l'éditeur : tirées de ce que le guide tait, et jamais au prix de ce que la ferme a écrit."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modele.catalogue.objets import Catalogue, Composante, Formule, Outil, Taxe, Valeur
from modele.dossiers.objets import Question
from modele.questions import fusionner, proposer
from modele.situation import Situation

FERME = Situation(ca_particuliers=Fraction(30_000))
DEUX_CLIENTELES = replace(FERME, ca_professionnels=Fraction(5_000))


def textes(catalogue: Catalogue, outil: str, situation: Situation = FERME) -> dict[str, str]:
    return {question.cle: question.texte for question in proposer(catalogue, situation, [outil])}


def avec(catalogue: Catalogue, outil: Outil) -> Catalogue:
    autres = (autre for autre in catalogue.outils if autre.identifiant != outil.identifiant)
    return replace(catalogue, outils=(*autres, outil))


def simplifier(outil: Outil, **champs: object) -> Outil:
    """L'outil réduit à une composante, dont `champs` remplacent des attributs."""
    formule = outil.formules[0]
    composante: Composante = replace(formule.composantes[0], **champs)
    seule: Formule = replace(formule, composantes=(composante,), defaut=True, defaut_si=())
    return replace(outil, formules=(seule,), options=())


def lisible(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def test_les_questions_de_kuupanda(catalogue: Catalogue) -> None:
    situation = replace(FERME, exigences={"cheque": "indispensable", "chorus-pro": "indispensable"})
    assert {cle: lisible(texte) for cle, texte in textes(catalogue, "kuupanda", situation).items()} == {
        "besoin-chorus-pro": "Le guide ne dit rien de votre outil sur ce point. « Chorus Pro » : les "
        "factures partent vers Chorus Pro, exigé par les cantines publiques. Qu'en est-il ? C'est indispensable pour "
        "notre ferme.",
        "recuperation-donnees": "Si nous arrêtons, pouvons-nous récupérer nos données (clients, commandes, "
        "factures), et sous quelle forme ?",
        "tarif-2023": "Ce tarif (guide, vers 2023) est-il toujours valable : 20 € par mois (abonnement) ; "
        "1,8 % du montant payé en ligne (frais de paiement en ligne) ?",
        "frais-accompagnement-supplementaire-creation-de-boutiques-de-fiches-produits": "Le guide cite, sans "
        "en donner le prix : accompagnement supplémentaire (création de boutiques, de fiches produits). "
        "Est-ce payant, combien, et pour qui ?",
        "doute-D38": "Un point du guide est à confirmer : qui paie les 1,8 % ? Nous comptons : 1,8 % du "
        "montant payé en ligne, à la charge de la ferme (frais de paiement en ligne). Le guide ne dit pas qui "
        "paie ces frais : ils sont comptés à la ferme, sur le montant TTC du panier. Est-ce exact ?",
    }


def test_un_souhait_se_dit_autrement_qu_un_indispensable(catalogue: Catalogue) -> None:
    situation = replace(FERME, exigences={"chorus-pro": "souhaite"})
    assert textes(catalogue, "kuupanda", situation)["besoin-chorus-pro"].endswith("Nous le souhaitons.")


@pytest.mark.parametrize("valeur", list(Valeur))
def test_seul_ce_que_le_guide_tait_fait_une_question(catalogue: Catalogue, valeur: Valeur) -> None:
    situation = replace(FERME, exigences={"chorus-pro": "indispensable", "sans-preavis": "souhaite"})
    outil = catalogue.par_outil["kuupanda"]
    evaluations = tuple(
        replace(case, valeur=valeur)
        for case in outil.evaluations
        if case.critere in ("chorus-pro", "sans-preavis", "recuperation-donnees")
    )
    cles = set(textes(avec(catalogue, replace(outil, evaluations=evaluations)), "kuupanda", situation))
    attendues = {"besoin-chorus-pro", "sans-preavis", "recuperation-donnees"}
    assert cles & (attendues | {"besoin-sans-preavis"}) == (
        attendues if valeur is Valeur.NON_PRECISE else set()
    )


def test_une_case_absente_est_une_question(catalogue: Catalogue) -> None:
    outil = replace(catalogue.par_outil["kuupanda"], evaluations=())
    assert {"sans-preavis", "recuperation-donnees"} <= set(textes(avec(catalogue, outil), "kuupanda"))


@pytest.mark.parametrize("taxe", list(Taxe))
def test_la_taxe_ne_se_demande_que_si_elle_n_est_pas_dite(catalogue: Catalogue, taxe: Taxe) -> None:
    outil = simplifier(catalogue.par_outil["kuupanda"], taxe=taxe)
    texte = textes(avec(catalogue, outil), "kuupanda").get("taxe")
    assert (texte is not None) == (taxe is Taxe.NON_PRECISE)
    if texte:
        assert lisible(texte) == (
            "Ces prix sont-ils hors taxes ou toutes taxes comprises : 20 € par mois (abonnement) ?"
        )


def test_seuls_les_prix_dus_par_la_ferme_sont_demandes(catalogue: Catalogue) -> None:
    seul = textes(catalogue, "socleo")["taxe"]
    assert "particuliers" in seul
    assert "professionnels" not in seul
    assert "150" not in seul
    tout = textes(catalogue, "socleo", replace(DEUX_CLIENTELES, options={"socleo": ("tpe",)}))["taxe"]
    assert lisible(tout) == (
        "Ces prix sont-ils hors taxes ou toutes taxes comprises : 300 € une seule fois (mise en service, "
        "offre particuliers) ; 30 € par mois pour moins de 60 000 € de ventes aux particuliers (abonnement, "
        "offre particuliers) ; 300 € une seule fois (mise en service, offre professionnels) ; 30 € par mois pour "
        "moins de 120 000 € de ventes aux professionnels (abonnement, offre professionnels) ; 150 € une seule fois "
        "(intégration du terminal de paiement) ?"
    )


def test_le_palier_demande_est_celui_de_la_ferme(catalogue: Catalogue) -> None:
    grande = replace(FERME, ca_particuliers=Fraction(60_000))
    assert "60 € par mois pour 60 000 € ou plus" in lisible(textes(catalogue, "socleo", grande)["taxe"])


def test_un_prix_paye_par_un_autre_le_dit_et_un_don_ne_se_demande_pas(catalogue: Catalogue) -> None:
    assert lisible(textes(catalogue, "amapj")["tarif-2023"]) == (
        "Ce tarif (guide, vers 2023) est-il toujours valable : 3 € par mois, à la charge de l'AMAP "
        "(hébergement) ?"
    )
    assert "contribution" not in " ".join(textes(catalogue, "local-bio").values()).lower()


def test_un_outil_sans_frais_fait_confirmer_sa_gratuite(catalogue: Catalogue) -> None:
    assert textes(catalogue, "nectargo")["tarif-2023"] == (
        "Dans notre cas, aucun frais n'est indiqué (guide, vers 2023). Est-ce toujours vrai ?"
    )


def test_plancher_et_plafond_font_partie_du_tarif(catalogue: Catalogue) -> None:
    tarif = lisible(textes(catalogue, "coopcircuits")["tarif-2023"])
    assert "3,5 % des ventes hors taxes, au moins 60 € par an, au plus 10 000 € par an (commission)" in tarif


def test_un_tarif_redate_pose_une_nouvelle_question(catalogue: Catalogue) -> None:
    outil = replace(catalogue.par_outil["kuupanda"], date_tarif="2026-05")
    assert "(guide, vers 2026)" in textes(avec(catalogue, outil), "kuupanda")["tarif-2026-05"]


def test_chaque_frais_sans_prix_a_sa_question(catalogue: Catalogue) -> None:
    for outil in catalogue.outils:
        frais = [cle for cle in textes(catalogue, outil.identifiant) if cle.startswith("frais-")]
        assert len(frais) == len(outil.non_chiffres), outil.identifiant


def test_un_doute_sans_explication_reste_une_question(catalogue: Catalogue) -> None:
    outil = simplifier(catalogue.par_outil["kuupanda"], doute="D99", hypothese=None)
    assert lisible(textes(avec(catalogue, outil), "kuupanda")["doute-D99"]) == (
        "Nous comptons : 20 € par mois, à la charge de la ferme (abonnement). Est-ce exact ?"
    )


def test_le_nom_de_l_outil_ne_se_repete_pas_dans_le_doute(catalogue: Catalogue) -> None:
    assert lisible(textes(catalogue, "la-ruche-qui-dit-oui")["doute-D04"]).startswith(
        "Un point du guide est à confirmer : 20 % HT, sur quel montant ? Nous comptons"
    )


def test_les_questions_de_tous_les_outils_sont_des_phrases_aux_cles_uniques(catalogue: Catalogue) -> None:
    exigences = {critere.identifiant: "indispensable" for critere in catalogue.criteres}
    outils = [outil.identifiant for outil in reversed(catalogue.outils)]
    questions = proposer(catalogue, replace(DEUX_CLIENTELES, exigences=exigences), outils)
    assert list(dict.fromkeys(question.outil for question in questions)) == outils
    assert len({(question.outil, question.cle) for question in questions}) == len(questions)
    for question in questions:
        assert re.fullmatch(r"[a-z]+-?[A-Za-z0-9-]+", question.cle)
        assert question.texte[0].isupper()
        assert question.texte.endswith(("?", "."))
        assert not re.search(r"\?\.|\.\.|  |\bNone\b", question.texte), question.texte
        assert (question.reponse, question.retenue) == ("", True)


def test_un_outil_inconnu_est_une_faute_du_programme(catalogue: Catalogue) -> None:
    with pytest.raises(KeyError):
        proposer(catalogue, FERME, ["inconnu"])


def test_fusionner_garde_reponses_textes_et_refus() -> None:
    proposees = [Question("a", "Un ?", "un"), Question("a", "Deux ?", "deux"), Question("b", "Un ?", "un")]
    touchees = [
        Question("a", "Deux, vraiment ?", "deux", "oui"),
        Question("b", "Un ?", "un", retenue=False),
        Question("a", "La nôtre ?"),
        Question("c", "Ancienne ?", "un", "non"),
    ]
    assert fusionner(touchees, proposees) == (
        proposees[0],
        touchees[0],
        touchees[1],
        touchees[2],
        touchees[3],
    )


QUESTIONS = st.lists(
    st.builds(
        Question,
        st.sampled_from("ab"),
        st.sampled_from(["x", "y"]),
        st.sampled_from(["", "un", "deux", "trois"]),
        st.sampled_from(["", "oui"]),
        st.booleans(),
    ),
    max_size=6,
    unique_by=lambda q: (q.outil, q.cle or q),
)


@given(QUESTIONS, QUESTIONS)
def test_fusionner_ne_perd_rien_et_se_repete_sans_effet(
    existantes: list[Question], proposees: list[Question]
) -> None:
    proposees = [question for question in proposees if question.cle]
    fusion = fusionner(existantes, proposees)
    assert set(existantes) <= set(fusion)
    assert {(q.outil, q.cle) for q in fusion} == {(q.outil, q.cle) for q in [*existantes, *proposees]}
    assert len(fusion) == len(set(fusion))
    assert fusionner(fusion, proposees) == fusion
