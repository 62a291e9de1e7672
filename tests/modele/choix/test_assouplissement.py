"""Prix des exigences, écartés de peu, décompte des outils qui restent."""

from decimal import Decimal

from hypothesis import given

from modele.catalogue.objets import Catalogue, Clientele, Valeur
from modele.choix.assouplissement import (
    EcarteDePeu,
    Retrait,
    assouplir,
    couts_des_exigences,
    decompter,
    ecartes_de_peu,
)
from modele.choix.moins_cher import en_lice, moins_chers
from modele.choix.objets import Comparaison, Statut
from modele.comparaison import comparer
from modele.situation import Situation
from tests.modele.choix import hasard
from tests.modele.choix.hasard import comparer_inventes, invente
from tests.modele.fabrique import catalogue, catalogue_reel, situation

AB = {"a": "indispensable", "b": "indispensable"}
OUTILS = (
    invente("garde", 300, a="oui", b="partiel"),
    invente("presque", 86, a="non", b="oui"),
    invente("autre", 120, a="oui", b="non"),
    invente("loin", 0, a="non", b="non"),
    invente("reserve", 10, a="non", b="oui", labels_requis=("autre",)),
)


def test_ecartes_de_peu_par_une_seule_chose() -> None:
    # « loin » a deux refus, « reserve » un refus et un label manquant.
    comparaison = comparer_inventes(*OUTILS, exigences=AB)
    assert ecartes_de_peu(comparaison) == (EcarteDePeu("presque", "a"), EcarteDePeu("autre", "b"))


def test_un_label_ou_des_ventes_manquantes_ne_sont_pas_un_besoin_a_assouplir() -> None:
    outils = (
        invente("label", 1, labels_requis=("autre",)),
        invente("pros", 1, a="oui", clienteles=(Clientele.PROFESSIONNELS,)),
    )
    assert ecartes_de_peu(comparer_inventes(*outils, exigences={"a": "indispensable"})) == ()


def test_ce_que_coute_chaque_exigence() -> None:
    # Il reste garde (300 €). Sans a : presque à 86 €, soit 214 € de moins. Sans b : autre à 120 €, 180 €.
    a, b = couts_des_exigences(comparer_inventes(*OUTILS, exigences=AB))
    assert (a.critere, a.surcout, a.moins_chers_sans) == ("a", Decimal(214), ("presque",))
    assert (a.cout_avec, a.cout_sans, a.moins_chers_avec) == (Decimal(300), Decimal(86), ("garde",))
    assert a.phrase == "Cette exigence vous coûte 214\u00a0€/an par rapport à Presque."
    assert (b.critere, b.surcout, b.moins_chers_sans) == ("b", Decimal(180), ("autre",))


def test_une_exigence_qui_ne_coute_rien() -> None:
    outils = (invente("x", 10, a="oui"), invente("y", 10, a="non"), invente("z", 50, a="non"))
    (cout,) = couts_des_exigences(comparer_inventes(*outils, exigences={"a": "indispensable"}))
    assert (cout.surcout, cout.moins_chers_sans) == (0, ("x", "y"))
    assert cout.phrase == "Cette exigence ne change pas le coût le plus bas."


def test_aucun_outil_ne_reste_avec_elle() -> None:
    outils = (invente("x", 10, a="non"), invente("y", 10, a="non"))
    (cout,) = couts_des_exigences(comparer_inventes(*outils, exigences={"a": "indispensable"}))
    assert (cout.surcout, cout.cout_avec, cout.cout_sans) == (None, None, Decimal(10))
    assert cout.phrase == (
        "Avec cette exigence, aucun outil ne reste pour toutes vos ventes\u00a0; "
        "sans elle, X ou Y les porterait pour 10\u00a0€/an."
    )


def test_aucun_outil_ni_avec_ni_sans_elle() -> None:
    a, _ = couts_des_exigences(comparer_inventes(invente("x", 10, a="non", b="non"), exigences=AB))
    assert (a.surcout, a.cout_sans, a.moins_chers_sans) == (None, None, ())
    assert a.phrase == "Même sans cette exigence, aucun outil ne porte toutes vos ventes."


def test_un_outil_qui_laisse_des_ventes_ne_fait_pas_le_prix() -> None:
    pros = invente("pros", 0, a="non", clienteles=(Clientele.PROFESSIONNELS,))
    comparaison = comparer_inventes(
        pros, invente("tout", 90, a="oui"), ca_professionnels=50, exigences={"a": "indispensable"}
    )
    (cout,) = couts_des_exigences(comparaison)
    assert (cout.surcout, cout.moins_chers_sans) == (0, ("tout",))


def test_un_souhait_n_a_pas_de_prix() -> None:
    assert couts_des_exigences(comparer_inventes(*OUTILS, exigences={"a": "souhaite"})) == ()


def test_decompte() -> None:
    comparaison = comparer_inventes(*OUTILS, exigences=AB)
    decompte = decompter(catalogue(*OUTILS, criteres=hasard.CRITERES), comparaison)
    assert (decompte.restent, decompte.total, decompte.phrase) == (1, 5, "Il reste 1 outil sur 5.")
    assert decompte.retraits == (
        Retrait(
            "a",
            ("loin", "presque", "reserve"),
            ("presque",),
            "«\u00a0Critère a\u00a0» écarte Loin, Presque et Reserve.",
        ),
        Retrait("b", ("autre", "loin"), ("autre",), "«\u00a0Critère b\u00a0» écarte Autre et Loin."),
    )
    assert decompte.hors_besoins == ("reserve",)


def test_decompte_vide() -> None:
    x = invente("x", a="oui")
    essai = catalogue(x, criteres=hasard.CRITERES)
    sans_vente = decompter(essai, comparer_inventes(x, ca_particuliers=0, exigences={"a": "indispensable"}))
    assert sans_vente.phrase == "Il ne reste aucun outil sur 1."
    assert sans_vente.retraits[0].phrase == "«\u00a0Critère a\u00a0» n'écarte aucun outil."
    assert sans_vente.hors_besoins == ("x",)


def test_sur_le_guide() -> None:
    # 30 000 € aux particuliers ; le paiement par carte écarte AmapJ (0 €) et Locavor ; reste Socleo, 360 €.
    comparaison = comparer(
        catalogue_reel(), situation(ca_particuliers=30_000, exigences={"paiement-en-ligne": "indispensable"})
    )
    assert {e.outil for e in ecartes_de_peu(comparaison)} == {"amapj", "locavor"}
    (cout,) = couts_des_exigences(comparaison)
    assert cout.phrase == "Cette exigence vous coûte 360\u00a0€/an par rapport à AmapJ."
    assert decompter(catalogue_reel(), comparaison).phrase == "Il reste 6 outils sur 9."


def _plus_bas(comparaison: Comparaison) -> tuple[Decimal | None, tuple[str, ...]]:
    gagnants = moins_chers(en_lice(comparaison))
    cout = gagnants[0].cout.annee_suivante.ferme if gagnants else None
    return cout, tuple(r.outil for r in gagnants)


@given(hasard.catalogues(), hasard.besoins())
def test_le_prix_d_une_exigence_est_celui_qu_on_retrouve_en_y_renoncant(
    essai: Catalogue, besoins: Situation
) -> None:
    comparaison = comparer(essai, besoins)
    for cout in couts_des_exigences(comparaison):
        sans = comparer(essai, assouplir(besoins, cout.critere))
        assert (cout.cout_avec, cout.moins_chers_avec) == _plus_bas(comparaison)
        assert (cout.cout_sans, cout.moins_chers_sans) == _plus_bas(sans)
        if cout.cout_avec is not None:
            assert cout.cout_sans is not None
            assert cout.cout_sans <= cout.cout_avec
            assert cout.surcout == cout.cout_avec - cout.cout_sans
        else:
            assert cout.surcout is None


@given(hasard.catalogues(), hasard.besoins())
def test_un_ecarte_de_peu_revient_si_l_on_assouplit_son_critere_et_lui_seul(
    essai: Catalogue, besoins: Situation
) -> None:
    comparaison = comparer(essai, besoins)
    trouves = {(e.outil, e.critere) for e in ecartes_de_peu(comparaison)}
    attendus = set()
    for critere, exigence in besoins.exigences.items():
        if exigence == "indispensable":
            sans = comparer(essai, assouplir(besoins, critere))
            attendus |= {
                (r.outil, critere)
                for r in comparaison.resultats
                if r.statut is Statut.ECARTE and sans.par_outil[r.outil].statut is not Statut.ECARTE
            }
    assert trouves == attendus


@given(hasard.catalogues(), hasard.besoins())
def test_chaque_ecarte_a_sa_cause(essai: Catalogue, besoins: Situation) -> None:
    comparaison = comparer(essai, besoins)
    decompte = decompter(essai, comparaison)
    ecartes = {r.outil for r in comparaison.resultats if r.statut is Statut.ECARTE}
    assert decompte.restent == decompte.total - len(ecartes)
    assert {o for retrait in decompte.retraits for o in retrait.outils} | set(
        decompte.hors_besoins
    ) == ecartes
    for retrait in decompte.retraits:
        assert set(retrait.seul) == {
            e.outil for e in ecartes_de_peu(comparaison) if e.critere == retrait.critere
        }
        assert set(retrait.outils) == {
            o.identifiant for o in essai.outils if o.par_critere[retrait.critere].valeur is Valeur.NON
        }
