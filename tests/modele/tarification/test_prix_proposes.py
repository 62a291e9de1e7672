"""Un prix proposé change le calcul comme un autre tarif le ferait, et le catalogue jamais."""

from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modele.catalogue.objets import Assiette, Catalogue, Condition, Nature, NonChiffre, Palier, Payeur
from modele.choix.objets import Comparaison
from modele.comparaison import comparer
from modele.prix_propose import PrixPropose, en_taux
from modele.tarification.calcul import calculer
from modele.tarification.compilation import courbe_ferme
from modele.tarification.prix_proposes import (
    Cible,
    appliquer,
    au_guide,
    cible_de,
    cible_de_ligne,
    cibles,
    empechement,
    noter,
    retirer,
)
from modele.tarification.prix_proposes_en_mots import dire, phrases_des_lignes, resume_des_lignes
from modele.tarification.resultat import CoutOutil
from tests.modele import strategies
from tests.modele.fabrique import TOUTES, catalogue, catalogue_reel, composante, outil, situation
from tests.modele.reference import cout_exact

KUUPANDA = PrixPropose("kuupanda", "standard", "abonnement", "mois", Fraction(24), "2026-03-03", "M. Durand")
SOCLEO = PrixPropose(
    "socleo",
    "solo",
    "abonnement-particuliers",
    "mois",
    Fraction("25.5"),
    "2026-03-12",
    palier=Fraction(60_000),
)
STOCKS = PrixPropose("socleo", "", "module-stocks", "an", Fraction(120), "2026-03-12")
NECTARGO = PrixPropose("nectargo", "", "abonnement-des-commercants", "an", Fraction(300), "2026-03-20")
LOCAVOR = PrixPropose("locavor", "preparation", "plateforme", "ca", Fraction("0.08"), "2026-03-03")


def cout(nom: str, *prix: PrixPropose, **champs: Any) -> CoutOutil:
    """Coût d'un outil du guide avec ces prix."""
    return calculer(appliquer(catalogue_reel(), prix).par_outil[nom], situation(**champs))


def net(texte: str) -> str:
    return texte.replace("\u202f", " ").replace("\u00a0", " ")


def chiffres(comparaison: Comparaison) -> list[object]:
    """Tout ce qu'une comparaison chiffre ou juge."""
    return [
        (
            r.outil,
            r.statut,
            r.cout.annee_1,
            r.cout.annee_suivante,
            r.cout.horizon,
            r.cout.horizon_bas,
            r.cout.horizon_haut,
            r.cout.annee_1.lignes,
            r.cout.annee_suivante.lignes,
        )
        for r in comparaison.resultats
    ]


@st.composite
def propositions(
    tirer: st.DrawFn, du_guide: bool = False, base: Catalogue | None = None
) -> list[PrixPropose]:
    """Prix proposés pour des lignes au hasard ; `du_guide` propose partout le prix du guide."""
    toutes = [cible for un in (base or catalogue_reel()).outils for cible in cibles(un)]
    if du_guide:
        toutes = [cible for cible in toutes if cible.frais is None]
    choisies = tirer(st.lists(st.sampled_from(toutes), max_size=8, unique_by=lambda cible: cible.cle))

    def prix(cible: Cible) -> Fraction:
        if du_guide:
            return cible.palier.prix
        echelle = 10_000 if en_taux(cible.composante.assiette) else 100
        return Fraction(tirer(st.integers(0, 9_999)), echelle)

    return [
        PrixPropose(
            *cible.cle[:3],
            cible.composante.assiette.value,
            prix(cible),
            "2026-03-03",
            palier=cible.palier.jusqu_a,
        )
        for cible in choisies
    ]


def test_le_prix_propose_remplace_celui_du_guide() -> None:
    avant, apres = (cout("kuupanda", *prix, ca_particuliers=30_000) for prix in ((), (KUUPANDA,)))
    assert apres.annee_suivante.ferme == avant.annee_suivante.ferme + 12 * 4
    assert apres.annee_1.ferme == avant.annee_1.ferme + 11 * 4
    assert (avant.propose, apres.propose) == (False, True)
    premiere, paiement = apres.annee_suivante.lignes
    assert net(premiere.detail) == "12 mois × 24,00 € (tarif proposé le 3 mars 2026 ; guide : 20,00 €)"
    assert "proposé" not in paiement.detail
    offerte = next(ligne for ligne in apres.annee_1.lignes if ligne.montant < 0)
    assert (offerte.montant, offerte.tarif) == (Decimal("-24.00"), None)


def test_seul_le_palier_vise_change() -> None:
    sous, sur = (cout("socleo", SOCLEO, ca_particuliers=ventes) for ventes in (59_999, 60_000))
    assert sous.annee_suivante.ferme == Decimal("306.00")
    assert (sur.annee_suivante.ferme, sur.annee_suivante.propose) == (Decimal("720.00"), False)
    courbe = courbe_ferme(sous.outil, situation(ca_particuliers=1), "suivante")
    assert [courbe.valeur(Fraction(x)) for x in (59_999, 60_000)] == [306, 720]


def test_une_formule_non_visee_garde_le_prix_du_guide() -> None:
    collectif = cout("socleo", SOCLEO, ca_particuliers=30_000, organisation="collectif")
    assert collectif.annee_suivante.ferme == 12 * 60
    assert not collectif.propose


def test_un_prix_propose_n_est_plus_incertain() -> None:
    avant, apres = (
        cout("locavor", *prix, ca_particuliers=30_000, presence="preparation") for prix in ((), (LOCAVOR,))
    )
    assert avant.annee_suivante.bas < avant.annee_suivante.haut
    assert apres.annee_suivante.bas == apres.annee_suivante.haut == apres.annee_suivante.ferme
    assert "guide : 8,5 %, entre 7,5 % et 8,5 %" in net(apres.annee_suivante.lignes[0].detail)


def test_un_frais_sans_prix_en_recoit_un() -> None:
    avant, apres = (cout("socleo", *prix, ca_particuliers=30_000) for prix in ((), (STOCKS,)))
    assert apres.annee_suivante.ferme == avant.annee_suivante.ferme + 120
    assert len(apres.non_chiffres) == len(avant.non_chiffres) - 1
    assert not any("stocks" in texte for texte in apres.non_chiffres)
    assert apres.outil.non_chiffres == avant.outil.non_chiffres
    ligne = apres.annee_suivante.lignes[-1]
    assert (ligne.libelle, ligne.nature) == ("Module de gestion des stocks", Nature.OPTION)
    assert "sans prix dans le guide" in ligne.detail
    sans_tva = cout("socleo", STOCKS, ca_particuliers=30_000, recupere_tva=False)
    assert sans_tva.annee_suivante.lignes[-1].montant == Decimal("144.00")


def test_un_frais_d_un_autre_payeur_ne_coute_rien_a_la_ferme() -> None:
    apres = cout("nectargo", NECTARGO, ca_professionnels=10_000)
    assert apres.annee_suivante.ferme == 0
    assert apres.annee_suivante.autres == {Payeur.COMMERCANT: Decimal("300.00")}
    assert not apres.propose


def test_un_prix_qui_ne_multiplie_rien_n_est_pas_dit_compte() -> None:
    paiement = replace(
        KUUPANDA,
        composante="paiement-en-ligne",
        assiette="encaisse_en_ligne_ttc",
        prix=Fraction("0.01"),
    )
    assert not cout("kuupanda", paiement, ca_particuliers=30_000, part_en_ligne=0).propose
    assert cout("kuupanda", paiement, ca_particuliers=30_000).propose


@pytest.mark.parametrize(
    ("champs", "raison"),
    [
        ({"outil": "disparu"}, "ne connaît plus cet outil"),
        ({"porteur": "premium"}, "n'a plus cette ligne"),
        ({"composante": "adhesion"}, "n'a plus cette ligne"),
        ({"palier": Fraction(70_000)}, "n'a plus ce palier"),
        ({"assiette": "an"}, "n'est plus dit comme"),
        ({"prix": Fraction(-1)}, "n'est plus dit comme"),
        ({"le": "un jour"}, "n'est plus dit comme"),
    ],
    ids=str,
)
def test_un_prix_qui_ne_vise_plus_rien_est_sans_effet_et_dit(champs: dict[str, Any], raison: str) -> None:
    orphelin = replace(SOCLEO, **champs)
    assert raison in empechement(catalogue_reel(), orphelin)
    assert appliquer(catalogue_reel(), [orphelin]) is catalogue_reel()
    dit = dire(catalogue_reel(), orphelin)
    assert raison in dit.empechement
    assert dit.propose
    assert not empechement(catalogue_reel(), SOCLEO)


def test_sans_prix_le_catalogue_est_le_meme_objet() -> None:
    assert appliquer(catalogue_reel(), ()) is catalogue_reel()
    ajuste = appliquer(catalogue_reel(), [KUUPANDA])
    intacts = [
        (a, b) for a, b in zip(ajuste.outils, catalogue_reel().outils, strict=True) if a.nom != "Kuupanda"
    ]
    assert all(a is b for a, b in intacts)
    assert ajuste.criteres is catalogue_reel().criteres


@given(propositions(), strategies.situations())
def test_retirer_les_prix_rend_exactement_l_ancien_resultat(prix: list[PrixPropose], une: Any) -> None:
    reel = catalogue_reel()
    copie = deepcopy(reel)
    avant = chiffres(comparer(reel, une))
    ajuste = appliquer(reel, prix)
    comparer(ajuste, une)
    assert reel == copie
    assert au_guide(ajuste) == reel
    assert chiffres(comparer(au_guide(ajuste), une)) == avant
    assert appliquer(ajuste, prix) == ajuste


@given(propositions(du_guide=True), strategies.situations())
def test_proposer_le_prix_du_guide_ne_change_aucun_total(prix: list[PrixPropose], une: Any) -> None:
    avant = comparer(catalogue_reel(), une)
    apres = comparer(appliquer(catalogue_reel(), prix), une)
    for r in avant.resultats:
        autre = apres.par_outil[r.outil].cout
        assert autre.horizon == r.cout.horizon
        for annee, nouvelle in (
            (r.cout.annee_1, autre.annee_1),
            (r.cout.annee_suivante, autre.annee_suivante),
        ):
            assert (nouvelle.ferme, nouvelle.autres) == (annee.ferme, annee.autres)
    assert (apres.ordre, apres.regle) == (avant.ordre, avant.regle)


@given(st.data(), strategies.outils(), strategies.situations(avec_ventes=True))
def test_courbe_et_lignes_suivent_la_meme_evaluation_directe(tirage: Any, invente: Any, une: Any) -> None:
    composantes = tuple(
        replace(piece, identifiant=f"piece-{rang}")
        for rang, piece in enumerate(invente.formules[0].composantes)
    )
    invente = replace(invente, formules=(replace(invente.formules[0], composantes=composantes),))
    essai = catalogue(invente)
    if not list(cibles(invente)):
        return
    prix = tirage.draw(propositions(base=essai))
    ajuste = appliquer(essai, prix).par_outil[invente.identifiant]
    courbe = courbe_ferme(ajuste, une, "suivante")
    assert courbe.valeur(une.ca_total) == cout_exact(ajuste, une, une.ca_total, "suivante")
    par_cle = {un.cle: un for un in prix}
    for porteur in ajuste.formules:
        for piece, origine in zip(porteur.composantes, composantes, strict=True):
            for palier, guide in zip(piece.paliers, origine.paliers, strict=True):
                un = par_cle.get((invente.identifiant, "standard", piece.identifiant, palier.jusqu_a))
                assert palier.prix == (un.prix if un else guide.prix)
                assert (palier.offre is None) == (un is None)


@given(propositions())
def test_chaque_ligne_comptee_designe_ce_dont_elle_compte_le_prix(prix: list[PrixPropose]) -> None:
    reel, ajuste = catalogue_reel(), appliquer(catalogue_reel(), prix)
    par_cle = {un.cle: un for un in prix}
    une = situation(ca_particuliers=50_000, ca_professionnels=20_000, options={"socleo": ("tpe", "caisse")})
    for resultat in comparer(ajuste, une).resultats:
        for ligne in (*resultat.cout.annee_1.lignes, *resultat.cout.annee_suivante.lignes):
            cible = cible_de_ligne(resultat.cout, ligne)
            if ligne.tarif is None:
                assert cible is None
                continue
            assert cible is not None
            un = par_cle.get(cible.cle)
            assert (ligne.tarif.offre is not None) == (un is not None)
            if un is not None:
                assert ligne.prix == un.prix
                assert cible_de(reel, un) == cible
            elif cible.frais is None:
                assert ligne.prix == cible.palier.prix


def test_noter_remplace_et_retirer_oublie() -> None:
    deux = noter(noter((), KUUPANDA), STOCKS)
    assert deux == (KUUPANDA, STOCKS)
    change = replace(KUUPANDA, prix=Fraction(22), par="Mme Petit")
    assert noter(deux, change) == (change, STOCKS)
    assert retirer(deux, KUUPANDA.cle) == (STOCKS,)
    assert retirer(deux, SOCLEO.cle) == deux


def test_une_contribution_libre_n_a_pas_de_tarif() -> None:
    libres = [
        c
        for un in catalogue_reel().outils
        for c in cibles(un)
        if c.composante.assiette is Assiette.MONTANT_LIBRE
    ]
    assert libres == []
    libre = replace(
        KUUPANDA, outil="local-bio", porteur="carte", composante="contribution", assiette="montant_libre"
    )
    assert appliquer(catalogue_reel(), [libre]) is catalogue_reel()


def test_un_frais_sans_identifiant_ne_peut_pas_etre_chiffre() -> None:
    essai = outil(composante(), non_chiffres=(NonChiffre("Stocks", "1"),), clienteles=TOUTES)
    assert [cible.frais for cible in cibles(essai)] == [None]
    assert essai.sans_prix == essai.non_chiffres


def test_mots_d_un_prix() -> None:
    dit = dire(catalogue_reel(), SOCLEO)
    assert net(dit.ligne) == (
        "Abonnement, offre particuliers (Producteurs solo ; moins de 60 000 € de ventes aux particuliers)"
    )
    assert (net(dit.propose), net(dit.guide)) == ("25,50 € par mois", "30,00 € par mois")
    assert dit.quand == "le 12 mars 2026"
    deux = cout("socleo", SOCLEO, STOCKS, ca_particuliers=30_000)
    assert net(resume_des_lignes(deux)) == (
        "Tarifs proposés : Abonnement, offre particuliers, 25,50 € par mois (guide : 30,00 €) ; Module de gestion "
        "des stocks, 120,00 € par an (le guide n'en donne pas le prix)."
    )
    assert len(list(phrases_des_lignes(deux))) == 2
    assert resume_des_lignes(cout("socleo", ca_particuliers=30_000)) == ""


def test_paliers_de_meme_prix_restent_distincts() -> None:
    """Le palier se reconnaît à sa limite : deux paliers au même prix n'en font pas un."""
    paliers = (Palier(Fraction(10), Fraction(1_000)), Palier(Fraction(10)))
    essai = outil(composante(Assiette.MOIS, paliers=paliers, suivie=Condition.CA_PARTICULIERS))
    haut = PrixPropose("essai", "standard", "composante", "mois", Fraction(4), "2026-01-01")
    ajuste = appliquer(catalogue(essai), [haut]).par_outil["essai"]
    assert calculer(ajuste, situation(ca_particuliers=999)).annee_suivante.ferme == 120
    assert calculer(ajuste, situation(ca_particuliers=1_000)).annee_suivante.ferme == 48
