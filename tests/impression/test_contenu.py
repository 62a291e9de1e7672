"""Ce que disent les deux pages : montants, raisons, seuils, ventes, questions et dates, sans rien dessiner."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modele.catalogue.objets import Catalogue, Clientele, NonChiffre, Outil
from modele.choix.objets import Statut
from modele.choix.phrases import montant
from modele.comparaison import comparer
from modele.dossiers.objets import Dossier, Question
from modele.impression import seuils
from modele.impression.document import composer
from modele.impression.objets import Document, OutilImprime, Phrase, Rangee
from modele.prix_propose import PrixPropose
from modele.situation import EXEMPLE, Situation
from modele.tarification.prix_proposes import appliquer
from tests.impression.cas import VENTES, cas, colonne, dossier, dossiers, rediger, soixante_outils
from tests.modele.choix.hasard import CRITERES, invente
from tests.modele.fabrique import catalogue, catalogue_reel, situation


def nu(texte: str) -> str:
    """Texte aux espaces ordinaires."""
    return texte.replace("\u202f", " ").replace("\u00a0", " ")


def dites(phrases: tuple[Phrase, ...]) -> list[str]:
    """Phrases entières."""
    return [nu(phrase.ecrire()) for phrase in phrases]


def rangees(suite: tuple[Rangee, ...]) -> list[tuple[str, list[str]]]:
    """Intitulés et phrases."""
    return [(rangee.titre, dites(rangee.phrases)) for rangee in suite]


def montants(outil: OutilImprime) -> dict[str, str]:
    """Montants d'un outil par libellé."""
    return {nu(montant.libelle): nu(montant.valeur) for montant in outil.montants}


def inventes(*outils: Outil, **champs: Any) -> Document:
    """Document d'outils inventés pour 100 € de ventes aux particuliers."""
    le_catalogue = catalogue(*outils, criteres=CRITERES)
    return rediger(dossier(situation(**{"ca_particuliers": 100, **champs})), le_catalogue)


def test_une_phrase_garde_ses_elements_ou_les_compte() -> None:
    phrase = Phrase("Souhaits\u00a0: ", ("A", "B", "La Ruche qui dit Oui !"))
    assert nu(phrase.ecrire()) == "Souhaits : A, B et La Ruche qui dit Oui !"
    assert nu(phrase.ecrire(2)) == "Souhaits : A, B et 1 autre, voir le classeur."
    assert nu(phrase.ecrire(1)) == "Souhaits : A et 2 autres, voir le classeur."
    assert nu(phrase.ecrire(0)) == "Souhaits : 3, voir le classeur."
    assert Phrase("Une phrase.").ecrire() == "Une phrase."
    assert Phrase("", ("A", "B"), puces=True).ecrire() == "A · B"
    assert nu(Phrase("", ("A",) * 13, puces=True).ecrire(1)) == "A et 12 autres, voir le classeur."


def test_une_phrase_qui_a_deja_compte_ne_compte_pas_deux_fois() -> None:
    souhaits = Phrase("3 souhaits sur 9\u00a0: ", ("Caisse", "Factures", "Stocks"))
    assert souhaits.ecrire(0) == "3 souhaits sur 9, voir le classeur."
    assert (
        Phrase("À vérifier\u00a0: ", ("Caisse", "Stocks")).ecrire(0)
        == "À vérifier\u00a0: 2, voir le classeur."
    )


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=30), st.integers(0, 40), st.booleans())
def test_une_phrase_coupee_dit_toujours_combien_il_en_manque(
    mots: list[str], gardes: int, puces: bool
) -> None:
    dit = Phrase("", tuple(f"<{mot}>" for mot in mots), puces).ecrire(gardes)
    manquent = len(mots) - dit.count("<")
    assert manquent == max(0, len(mots) - gardes)
    if manquent:
        assert str(manquent) in dit and "voir le classeur" in dit


def test_l_exemple_en_clair() -> None:
    page = rediger(cas()["exemple"]).premiere
    assert [(nu(c.valeur), c.libelle) for c in page.chiffres] == [
        ("30 000 €", "aux particuliers, HT par an"),
        ("35,00 €", "panier moyen, TTC"),
        ("40", "clients facturés par mois"),
    ]
    assert dites(page.situation) == [
        "Ferme certifiée bio ; la ferme seule tient le compte chez l'éditeur. Payé en ligne : 100 % des ventes aux "
        "particuliers, de préférence par carte bancaire. Aux distributions d'un tiers : présence sur place. TVA des "
        "produits : 5,5 %. La ferme récupère la TVA sur ses achats."
    ]
    assert page.titre_outils == "Les trois outils les moins chers"
    assert "sans autre classement" in page.regle
    assert [(o.rang, o.nom, o.statut) for o in page.outils] == [
        ("", "AmapJ", "retenu"),
        ("", "Socleo", "retenu"),
        ("", "Local.bio", "retenu"),
    ]
    # 12 × 30 € ; 300 € de mise en service la première année ; 360 ÷ 30 000.
    assert montants(page.outils[1]) == {
        "An 1": "660,00 €",
        "Année suivante": "360,00 €",
        "Sur 3 ans": "1 380,00 €",
        "Part des ventes": "1,2 %",
    }
    assert montants(page.outils[0])["Payé par l'AMAP"] == "36,00 €"
    assert page.aussi_possibles is not None
    assert "CoopCircuits 1 050,00 €" in nu(page.aussi_possibles.ecrire())
    assert rangees(page.ecartes) == [("NectarGo", ["Ne sert que les professionnels."])]


def test_deux_clienteles_tva_perdue_et_conversion() -> None:
    ferme = replace(
        EXEMPLE,
        ca_professionnels=Fraction(12_000),
        part_en_ligne_pro=Fraction(25, 2),
        label="conversion",
        organisation="collectif",
        encaissement="prelevement",
        presence="depot_vente",
        recupere_tva=False,
    )
    page = rediger(dossier(ferme)).premiere
    assert [nu(c.valeur) for c in page.chiffres] == [
        "30 000 €",
        "12 000 €",
        "42 000 €",
        "35,00 €",
        "200,00 €",
        "40",
    ]
    (dite,) = dites(page.situation)
    for morceau in (
        "en conversion",
        "un collectif tient le compte",
        "100 % des ventes aux particuliers et 12,5 % des ventes aux professionnels",
        "prélèvement mensuel",
        "dépôt-vente",
        "ne récupère pas la TVA",
    ):
        assert morceau in dite


def test_les_trois_premiers_suivent_le_classement_de_l_application() -> None:
    un_dossier = cas()["mixte"]
    comparaison = comparer(catalogue_reel(), un_dossier.situation)
    page = rediger(un_dossier).premiere
    assert page.titre_outils == "Les trois premiers outils" and page.regle == comparaison.regle
    noms = [comparaison.par_outil[outil].cout.outil.nom for outil in comparaison.ordre[:3]]
    assert [(o.rang, o.nom) for o in page.outils] == list(zip("123", noms, strict=True))
    assert rangees(page.besoins) == [
        ("Indispensables", ["Ventes aux professionnels · Stocks synchronisés"]),
        (
            "Souhaités",
            ["Vente en collectif · Contrat ou abonnement client · Factures et bons de livraison"],
        ),
    ]
    local_bio = page.outils[0]
    assert local_bio.statut == "avec réserve"
    assert dites(local_bio.pour)[1:] == [
        "Répond à 1 de vos 2 indispensables.",
        "3 souhaits sur 3 : Vente en collectif, Contrat ou abonnement client et Factures et bons de livraison.",
    ]
    assert dites(local_bio.reserves) == ["En partie : Ventes aux professionnels."]
    assert dict(rangees(page.ecartes))["AmapJ"] == [
        "Le guide dit non à : Ventes aux professionnels et Stocks synchronisés."
    ]


def test_des_ex_aequo_au_dernier_rang_sont_comptes() -> None:
    page = inventes(*(invente(nom, 5) for nom in "uvwxyz"), exigences={"a": "souhaite"}).premiere
    assert len(page.outils) == 3 and {o.rang for o in page.outils} == {"1"}
    assert "À égalité au dernier rang : et 3 autres, voir le classeur." in nu(page.regle)
    assert page.aussi_possibles is not None and len(page.aussi_possibles.elements) == 3


def test_la_preselection_de_la_ferme_passe_devant_meme_ecartee() -> None:
    page = rediger(cas()["preselection"]).premiere
    assert page.titre_outils == "Vos outils présélectionnés"
    assert [(o.nom, o.statut) for o in page.outils] == [
        ("AmapJ", "retenu"),
        ("CoopCircuits", "retenu"),
        ("La Ruche qui dit Oui !", "retenu"),
        ("NectarGo", "écarté"),
    ]
    nectargo = page.outils[3]
    assert nectargo.rang == "" and set(montants(nectargo).values()) == {"–"}
    assert dites(nectargo.reserves)[0].startswith("NectarGo ne sert que les professionnels")
    assert "NectarGo" not in [rangee.titre for rangee in page.ecartes]
    # 1,25 % × 31 650 + 0,25 € × 904,29 commandes, à la charge du client.
    assert montants(page.outils[1])["Payé par le client"] == "621,70 €"
    trop = dossier(EXEMPLE, preselection=tuple(sorted(catalogue_reel().par_outil)))
    page = rediger(trop).premiere
    assert len(page.outils) == 4 and "5 autres, voir le classeur" in nu(page.regle)


def test_un_outil_disparu_de_la_preselection_est_oublie() -> None:
    page = rediger(dossier(EXEMPLE, preselection=("disparu",))).premiere
    assert page.titre_outils == "Les trois outils les moins chers"


def test_reserves_de_chaque_sorte() -> None:
    cases = {"a": "non_precise", "b": "option", "c": "partiel"}
    page = inventes(
        invente("essai", 10, **cases, non_chiffres=(NonChiffre("Stocks", "1"),) * 2),
        exigences=dict.fromkeys(cases, "indispensable"),
        ca_professionnels=50,
    ).premiere
    (essai,) = page.outils
    assert essai.statut == "à vérifier"
    assert dites(essai.reserves) == [
        "À vérifier : Critère a.",
        "En partie : Critère c.",
        "En option payante : Critère b.",
        "Le guide évoque 2 frais sans donner de prix.",
    ]


def test_ventes_non_portees_et_outils_partiels() -> None:
    seul = (Clientele.PARTICULIERS,)
    page = inventes(
        invente("x", 10, clienteles=seul), invente("y", 5, clienteles=seul), ca_professionnels=50
    ).premiere
    assert page.titre_outils == "Des outils pour une partie de vos ventes"
    assert [o.nom for o in page.outils] == ["X", "Y"]
    assert "Ne porte pas 50 € de vos ventes." in dites(page.outils[0].reserves)
    assert "Part des ventes portées" in montants(page.outils[0])


def test_aucun_outil_dit_quel_besoin_le_ferait_revenir() -> None:
    page = inventes(
        invente("x", 1, a="non"),
        invente("y", 1, a="non", b="non"),
        exigences={"a": "indispensable", "b": "indispensable"},
    ).premiere
    assert page.outils == () and page.regle == ""
    assert dites(page.invitation) == [
        "Aucun outil ne convient : vos besoins, vos ventes ou votre label les écartent tous.",
        "Sans « Critère a » parmi vos indispensables, X reviendrait.",
    ]
    assert rangees(page.ecartes) == [
        ("X", ["Le guide dit non à : Critère a."]),
        ("Y", ["Le guide dit non à : Critère a et Critère b."]),
    ]


def test_une_ferme_vide_se_remplit_au_stylo() -> None:
    document = rediger(cas()["vide"])
    page = document.premiere
    assert document.ferme == "Votre ferme" and document.auteur == "Boussole circuits courts"
    assert page.chiffres == () and page.outils == () and page.ecartes == () and page.regle == ""
    assert [champ.libelle for champ in page.a_remplir][:2] == [
        "Ventes aux particuliers",
        "Panier moyen d'un particulier",
    ]
    assert "aucun outil ne peut être chiffré" in dites(page.invitation)[0]
    assert document.seconde.seuils.graphique is None
    assert len(document.seconde.vente.a_remplir) == 5
    assert document.seconde.questions == ()


def test_horizon_d_un_an_et_gros_montants() -> None:
    un_an = rediger(dossier(replace(EXEMPLE, horizon=1))).premiere
    assert not any("Sur" in libelle for libelle in montants(un_an.outils[0]))
    grand = rediger(
        dossier(replace(EXEMPLE, ca_particuliers=Fraction(9_000_000)), preselection=("amapj", "kuupanda"))
    ).premiere
    ecrits = [valeur for o in grand.outils for valeur in montants(o).values() if valeur.endswith("€")]
    assert ecrits and not any("," in valeur for valeur in ecrits)


def test_options_et_raison_du_label() -> None:
    ferme = replace(EXEMPLE, label="autre", options={"socleo": ("tpe", "caisse")})
    page = rediger(dossier(ferme)).premiere
    socleo = next(o for o in page.outils if o.nom == "Socleo")
    assert ", avec " in socleo.formule
    assert dict(rangees(page.ecartes))["Local.bio"] == ["Réservé aux fermes bio ou en conversion."]


def test_les_zones_sont_celles_des_seuils_exacts() -> None:
    partie = rediger(cas()["mixte"]).seconde.seuils
    # Local.bio : 1,5 % du payé en ligne et 0,25 € par commande de 35 € ; Socleo : 720 €, le double dès 60 000 €
    # de ventes aux particuliers, qui font 480 / 705 des ventes.
    part = Fraction(480, 705)
    taux = part * Fraction(60, 100) * Fraction(1055, 1000) * (Fraction(15, 1000) + Fraction(1, 4) / 35)
    bascules = [nu(montant(x)) for x in (720 / taux, 60_000 / part, 1080 / taux)]
    assert dites(partie.zones) == [
        f"Le moins cher jusqu'à {bascules[0]} : Local.bio.",
        f"Le moins cher de {bascules[0]} à {bascules[1]} : Socleo.",
        f"Le moins cher de {bascules[1]} à {bascules[2]} : Local.bio.",
        f"Le moins cher au-delà de {bascules[2]} : Socleo.",
    ]
    graphique = partie.graphique
    assert graphique is not None
    for rang, zone in enumerate(graphique.dessin.zones):
        assert partie.zones[rang].elements == tuple(
            catalogue_reel().par_outil[outil].nom for outil in zone.outils
        )
    assert graphique.ventes == 70_500
    assert dites(partie.phrases)[0].startswith("Avec vos 70 500 € de ventes, ")


def test_zones_a_egalite_et_zone_unique() -> None:
    ensemble = inventes(invente("x", 5), invente("y", 5), invente("z", 9)).seconde.seuils
    assert dites(ensemble.zones) == ["À égalité, les moins chers de 0 à 400 000 € : X et Y."]
    seule = inventes(invente("x", 5)).seconde.seuils
    assert dites(seule.zones) == ["Le moins cher de 0 à 400 000 € : X."]


def test_les_frais_des_autres_sont_dits_avec_un_outil_gratuit() -> None:
    assert "AmapJ ne coûte rien à votre ferme ; à la charge de l'AMAP, 36 € par an." in dites(
        rediger(cas()["exemple"]).seconde.seuils.phrases
    )


def test_neuf_courbes_au_plus_les_utiles_d_abord() -> None:
    document = rediger(cas()["exemple"], soixante_outils())
    partie, montres = document.seconde.seuils, [o.nom for o in document.premiere.outils]
    assert partie.graphique is not None
    courbes = partie.graphique.courbes
    assert len(courbes) == seuils.COURBES_MAX
    assert [c.nom for c in courbes if c.forte] == montres and all(c.forte for c in courbes[:3])
    assert set(partie.graphique.dessin.traces) == {c.outil for c in courbes}
    (reste,) = (p for p in partie.phrases if p.debut.startswith("Sans courbe ici"))
    assert len(reste.elements) == 60 - seuils.COURBES_MAX


def test_sans_graphique_la_raison_est_dite() -> None:
    assert "vient avec vos ventes" in rediger(cas()["vide"]).seconde.seuils.legende
    refuse = inventes(invente("x", 1, a="non"), exigences={"a": "indispensable"}).seconde.seuils
    assert refuse.graphique is None and "écartent tous les outils" in refuse.legende
    seul = (Clientele.PARTICULIERS,)
    partiel = inventes(invente("x", 10, clienteles=seul), ca_professionnels=50).seconde.seuils
    assert partiel.graphique is None and "ne porte à lui seul toutes vos ventes" in partiel.legende


def test_le_bilan_des_ventes_additionne_et_donne_l_ecart() -> None:
    vente = rediger(
        dossier(EXEMPLE, ventes=(replace(VENTES[1], apres=colonne(6000, 1200, 73, 60, 12)),))
    ).seconde.vente
    lues = {ligne.libelle: tuple(map(nu, (ligne.avant, ligne.apres, ligne.gain))) for ligne in vente.lignes}
    # 1 460 km × 0,50 € ; 146 h et 73 h × 12 €.
    assert lues["Chiffre d'affaires"] == ("5 406 €", "6 000 €", "+594 €")
    assert lues["Distance"] == ("730 €", "600 €", "−130 €")
    assert lues["Temps de vente"] == ("1 752 €", "876 €", "−876 €")
    assert lues["Autres frais"] == ("0 €", "12 €", "+12 €")
    assert lues["Coût en tout"] == ("3 358 €", "2 208 €", "−1 150 €")
    assert lues["Part des ventes"] == ("62,1 %", "36,8 %", "")
    assert lues["Temps passé"] == ("219 h", "133 h", "−86 h")
    assert [ligne.libelle for ligne in vente.lignes if ligne.forte] == ["Coût en tout"]
    assert dites(vente.phrases)[0].startswith(
        "La vente coûte 1 150 € de moins par an, et vous y passez 86 heures de moins"
    )
    assert "Vente comptée : AMAP de Brioude." in dites(vente.phrases)


def test_une_vente_incomplete_n_entre_pas_au_bilan() -> None:
    vide = replace(VENTES[1], apres=colonne(0, 0, 0, 0))
    seule = rediger(dossier(EXEMPLE, ventes=(vide,))).seconde.vente
    assert seule.lignes == () and seule.a_remplir
    deux = rediger(dossier(EXEMPLE, ventes=(vide, VENTES[0]))).seconde.vente
    assert "Une vente, encore à remplir, n'est pas comptée ici." in dites(deux.phrases)


def test_un_ecart_que_l_arrondi_efface_est_un_tiret() -> None:
    vente = rediger(dossier(EXEMPLE, ventes=(replace(VENTES[1], apres=VENTES[1].avant),))).seconde.vente
    assert {ligne.gain for ligne in vente.lignes} <= {"–", ""}


def test_questions_de_la_ferme_d_abord_sans_les_repondues_ni_les_refusees() -> None:
    posees = (
        Question("socleo", "Et si nous passons à trois ?"),
        Question("socleo", "Déjà répondue", reponse="Oui"),
        Question("socleo", "Refusée", retenue=False),
        Question("socleo", "   "),
        Question("cagette", "Et chez vous ?"),
        Question("disparu", "Perdue"),
        Question("amapj", "Ce préavis ?", cle="sans-preavis", reponse="Aucun"),
    )
    lues = dict(rangees(rediger(dossier(EXEMPLE, questions=posees)).seconde.questions))
    assert list(lues) == ["AmapJ", "Socleo", "Local.bio", "Cagette"]
    assert lues["Socleo"][0] == "Et si nous passons à trois ?"
    assert lues["Cagette"] == ["Et chez vous ?"]
    toutes = [texte for textes in lues.values() for texte in textes]
    assert not {"Déjà répondue", "Refusée", "Perdue", ""} & set(toutes)
    assert not any("préavis" in texte for texte in lues["AmapJ"])


def test_dates_tarifs_edition_et_source() -> None:
    document = rediger(cas()["exemple"])
    assert document.date == "23 novembre 2026"
    assert document.pied == "Boussole circuits courts, tarifs du guide, vers 2023 : à confirmer"
    lu = catalogue_reel()
    assert rangees(document.seconde.dates) == [
        (
            "Dates",
            [
                f"Imprimé le 23 novembre 2026. Catalogue : édition {lu.edition}, du 23 novembre 2026.",
                "Tarifs du guide, vers 2023 : à confirmer auprès de chaque éditeur.",
            ],
        ),
        ("Source", [f"{lu.guide.titre}."]),
    ]


def test_hypotheses_de_la_tva_et_lectures_des_outils_montres() -> None:
    sans_tva = replace(EXEMPLE, recupere_tva=False)
    (couts, lectures) = rediger(dossier(sans_tva)).seconde.hypotheses
    assert dites(couts.phrases)[0].startswith("20 % de TVA comptés")
    assert lectures.titre == "Lectures du guide"
    assert any(
        texte.startswith("Socleo, abonnement, offre particuliers : ") for texte in dites(lectures.phrases)
    )
    assert dites(rediger(cas()["exemple"]).seconde.hypotheses[0].phrases)[0].startswith("Hors taxes")


def revise(catalogue_lu: Catalogue) -> Catalogue:
    """Le catalogue où Socleo coûte le double, au tarif de mai 2026."""

    def doubler(outil: Outil) -> Outil:
        formules = tuple(
            replace(
                f,
                composantes=tuple(
                    replace(c, paliers=tuple(replace(p, prix=2 * p.prix) for p in c.paliers))
                    for c in f.composantes
                ),
            )
            for f in outil.formules
        )
        return replace(outil, formules=formules, date_tarif="2026-05")

    return replace(
        catalogue_lu,
        outils=tuple(doubler(o) if o.identifiant == "socleo" else o for o in catalogue_lu.outils),
    )


def test_les_prix_sont_ceux_de_la_comparaison_donnee(catalogue: Catalogue) -> None:
    """Un prix changé dans la comparaison vaut partout, même si le catalogue donné garde l'ancien."""
    comparaison = comparer(revise(catalogue), EXEMPLE)
    vente = replace(VENTES[0], outil="socleo")
    document = composer(catalogue, comparaison, dossier(EXEMPLE, ventes=(vente,)), date(2026, 11, 23))
    socleo = next(o for o in document.premiere.outils if o.nom == "Socleo")
    assert montants(socleo)["Année suivante"] == "720,00 €"
    lues = {ligne.libelle: nu(ligne.apres) for ligne in document.seconde.vente.lignes}
    assert lues["Outil de vente"] == "720 €"
    assert "Tarifs revus, mai 2026 : Socleo." in rangees(document.seconde.dates)[0][1]
    questions = " ".join(dict(rangees(document.seconde.questions))["Socleo"])
    assert "60 € par mois" in nu(questions) and "30 € par mois" not in nu(questions)


def test_un_tarif_propose_est_compte_dit_et_date(catalogue: Catalogue) -> None:
    propose = PrixPropose(
        "kuupanda", "standard", "abonnement", "mois", Fraction(24), "2026-03-03", "M. Durand"
    )
    un_dossier = dossier(EXEMPLE, prix_proposes=(propose,), preselection=("kuupanda", "socleo"))
    ajuste = appliquer(catalogue, un_dossier.prix_proposes)
    document = composer(ajuste, comparer(ajuste, EXEMPLE), un_dossier, date(2026, 11, 23))
    kuupanda = next(o for o in document.premiere.outils if o.nom == "Kuupanda")
    # 12 × 24 € et 1,8 % de 31 650 €.
    assert montants(kuupanda)["Année suivante"] == "857,70 €"
    assert "Tarif proposé : Abonnement, 24,00 € par mois (guide : 20,00 €)." in dites(kuupanda.reserves)
    assert "Tarifs proposés : Kuupanda, le 3 mars 2026, M. Durand." in rangees(document.seconde.dates)[0][1]
    assert "tarifs proposés, sinon du guide, vers 2023" in document.pied
    questions = nu(" ".join(dict(rangees(document.seconde.questions))["Kuupanda"]))
    assert "20 € par mois" in questions and "24" not in questions


@given(dossiers())
def test_quoi_que_dise_la_ferme_chaque_outil_est_quelque_part(un_dossier: Dossier) -> None:
    page = rediger(un_dossier).premiere
    comparaison = comparer(catalogue_reel(), un_dossier.situation)
    montres = [o.nom for o in page.outils]
    autres = " ".join(page.aussi_possibles.elements) if page.aussi_possibles else ""
    ecartes = [rangee.titre for rangee in page.ecartes]
    assert len(montres) <= 4
    if un_dossier.situation.ca_total > 0:
        for resultat in comparaison.resultats:
            nom = resultat.cout.outil.nom
            assert (nom in montres) + (nom in ecartes) + (nom in autres) == 1
            if resultat.statut is Statut.ECARTE:
                assert nom not in autres
    assert not page.outils or not page.invitation
    assert all(phrase.ecrire().strip() for o in page.outils for phrase in (*o.pour, *o.reserves))


@pytest.mark.parametrize("nom", ["", "   ", "\u202f"])
def test_un_nom_vide_se_dit_votre_ferme(nom: str) -> None:
    assert rediger(dossier(Situation(nom=nom))).ferme == "Votre ferme"
