"""Les différences se lisent en français, et il y en a dès que deux dossiers diffèrent."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier, Essai, Formation, Question, Ressources, SuiviEtape, Vente
from modele.reprise.differences import differences
from modele.reprise.fusion import est_le_meme, mis_a_jour
from modele.reprise.lecture import Reprise
from tests.dossiers.fabrique import colonne
from tests.export.tableur import ordinaires
from tests.reprise.fabrique import rempli


def _phrases(avant: Dossier, apres: Dossier, catalogue: Catalogue) -> list[str]:
    return [ordinaires(une.phrase).replace("\u202f", " ") for une in differences(avant, apres, catalogue)]


def test_phrases(catalogue: Catalogue) -> None:
    avant = Dossier("")
    situation = replace(
        avant.situation,
        ca_particuliers=Fraction(42_000),
        panier_moyen=Fraction("35.5"),
        horizon=1,
        label="conversion",
        recupere_tva=False,
        formules={"socleo": "collectif"},
        options={"socleo": ("caisse",)},
        montants_libres={"local-bio": Fraction(50)},
        exigences={"autonomie": "indispensable"},
    )
    apres = replace(
        avant,
        situation=situation,
        ressources=Ressources(temps="2 h"),
        preselection=("socleo",),
        notes={"amapj": "Rappeler\nAnne " + "x" * 80},
        essais=(Essai("socleo"), Essai("amapj")),
        formations=(Formation("Élise"),),
        etapes={2: SuiviEtape(True, "fini", ("a",))},
    )
    assert _phrases(avant, apres, catalogue) == [
        "Ventes aux particuliers : 0 € → 42 000 €",
        "Panier moyen d'un particulier : 35 € → 35,50 €",
        "Certification : bio → en conversion",
        "Durée de la comparaison : 3 années → 1 année",
        "La ferme récupère la TVA : oui → non",
        "Formule de Socleo : selon la situation → "
        + catalogue.par_outil["socleo"].par_formule["collectif"].nom,
        "Option « Logiciel de caisse » de Socleo : non → oui",
        "Contribution libre à Local.bio : 0 € → 50 €",
        f"{catalogue.par_critere['autonomie'].nom} : indifférent → indispensable",
        "Temps disponible : rien → « 2 h »",
        "Présélection : rien → Socleo",
        "Note sur AmapJ : rien → « Rappeler Anne " + "x" * 46 + "… »",
        "2 essais ajoutés",
        "1 formation ajoutée",
        "Étape 2 de la méthode : à faire → faite",
        "Étape 2 de la méthode, notes : rien → « fini »",
        "Étape 2 de la méthode, points vérifiés : 0 → 1",
    ]


def test_listes_ajoutees_modifiees_retirees_reordonnees(catalogue: Catalogue) -> None:
    a, b = Essai("socleo"), Essai("amapj")
    depart = replace(Dossier(""), essais=(a, b))

    def phrases(*essais: Essai) -> list[str]:
        return _phrases(depart, replace(depart, essais=essais), catalogue)

    assert phrases(a, b) == []
    assert phrases(b, a) == ["Ordre des essais changé"]
    assert phrases(a) == ["1 essai retiré"]
    assert phrases(a, replace(b, remarques="!"), Essai("cagette")) == ["1 essai ajouté", "1 essai modifié"]


@pytest.mark.parametrize(
    "champ",
    [
        "ressources",
        "preselection",
        "notes",
        "essais",
        "ventes",
        "etapes",
        "formations",
        "questions",
        "prix_proposes",
    ],
)
def test_aucun_changement_n_est_passe_sous_silence(champ: str, catalogue: Catalogue) -> None:
    vide = replace(rempli(), **{champ: getattr(Dossier(""), champ)})
    assert differences(rempli(), vide, catalogue)
    assert differences(vide, rempli(), catalogue)
    assert not differences(vide, vide, catalogue)


@pytest.mark.parametrize("champ", list(rempli().situation.__dataclass_fields__))
def test_aucune_reponse_changee_n_est_passee_sous_silence(champ: str, catalogue: Catalogue) -> None:
    autre = getattr(Dossier("").situation, champ)
    depart = rempli()
    if autre == getattr(depart.situation, champ):
        autre = autre + 1
    change = replace(depart, situation=replace(depart.situation, **{champ: autre}))
    assert differences(depart, change, catalogue)


def test_mise_a_jour_ne_touche_que_ce_que_le_classeur_a_change() -> None:
    origine = rempli()
    lue = replace(
        origine.situation,
        ca_particuliers=Fraction(50_000),
        exigences={"abonnement": "souhaite", "critere-disparu": "souhaite"},
    )
    actuel = replace(
        origine,
        situation=replace(
            origine.situation,
            panier_moyen=Fraction(99),
            exigences={**origine.situation.exigences, "autonomie": "indispensable"},
        ),
        notes={"socleo": "Écrit depuis l'export"},
        modifie_le="2026-04-01T00:00:00",
    )
    resultat = mis_a_jour(actuel, Reprise(replace(origine, situation=lue), origine))
    assert resultat.situation.ca_particuliers == 50_000
    assert resultat.situation.panier_moyen == 99
    assert resultat.situation.exigences == {
        "critere-disparu": "souhaite",
        "autonomie": "indispensable",
        "abonnement": "souhaite",
    }
    assert resultat.notes == actuel.notes
    assert resultat.modifie_le == actuel.modifie_le


def _reprise(origine: Dossier, **champs: Any) -> Reprise:
    return Reprise(replace(origine, **champs), origine)


def test_ventes_changees_des_deux_cotes() -> None:
    """Une vente avancée dans l'application, l'autre dans le classeur, une troisième des deux côtés."""
    origine = replace(rempli(), ventes=(*rempli().ventes, Vente("Magasin", colonne(10), colonne(20))))
    marche, amap, magasin = origine.ventes
    actuel = replace(
        origine,
        ventes=(
            amap,
            replace(magasin, avant=replace(magasin.avant, ca=Fraction(11)), outil="amapj"),
            replace(
                marche,
                apres=replace(marche.apres, km=Fraction(1)),
                avant=replace(marche.avant, km=Fraction(2)),
            ),
            Vente("Neuve", colonne(1), colonne(2)),
        ),
        modifie_le="2026-04-01T00:00:00",
    )
    lues = (
        replace(
            marche, apres=replace(marche.apres, ca=Fraction(7)), avant=replace(marche.avant, ca=Fraction(8))
        ),
        amap,
        replace(magasin, avant=replace(magasin.avant, ca=Fraction(12))),
    )
    assert mis_a_jour(actuel, _reprise(origine, ventes=lues)).ventes == (
        amap,
        replace(magasin, avant=replace(magasin.avant, ca=Fraction(12)), outil="amapj"),
        replace(
            marche,
            apres=replace(marche.apres, km=Fraction(1), ca=Fraction(7)),
            avant=replace(marche.avant, km=Fraction(2), ca=Fraction(8)),
        ),
        Vente("Neuve", colonne(1), colonne(2)),
    )


def test_vente_neuve_ou_supprimee_depuis() -> None:
    origine = rempli()
    marche, _ = origine.ventes
    changee = replace(marche, apres=replace(marche.apres, ca=Fraction(7)))
    neuve = Vente("Vente n° 1", colonne(1), colonne(2))
    actuel = replace(origine, ventes=())
    reprise = _reprise(origine, ventes=(changee, origine.ventes[1]))
    assert mis_a_jour(actuel, reprise).ventes == (changee,)
    sans_vente = replace(origine, ventes=())
    reprise = _reprise(sans_vente, ventes=(neuve,))
    une_fois = mis_a_jour(sans_vente, reprise)
    assert une_fois.ventes == (neuve,)
    # Le même classeur, ouvert deux fois, n'ajoute pas deux fois la vente.
    assert mis_a_jour(une_fois, reprise).ventes == (neuve,)


def test_reponses_changees_des_deux_cotes() -> None:
    preavis, sienne = Question("socleo", "Quel préavis ?", "preavis"), Question("amapj", "Et la nuit ?")
    seconde = replace(sienne, reponse="la même, posée deux fois")
    origine = replace(rempli(), questions=(preavis, sienne, seconde))
    actuel = replace(
        origine,
        questions=(seconde, sienne, replace(preavis, texte="Quel délai ?"), Question("kuupanda", "Neuve ?")),
    )
    lues = (
        replace(preavis, reponse="3 mois"),
        sienne,
        seconde,
        Question("cagette", "Combien ?", "combien", "rien"),
    )
    assert mis_a_jour(actuel, _reprise(origine, questions=lues)).questions == (
        seconde,
        sienne,
        replace(preavis, texte="Quel délai ?", reponse="3 mois"),
        Question("kuupanda", "Neuve ?"),
        Question("cagette", "Combien ?", "combien", "rien"),
    )


def test_reponse_effacee_dans_le_classeur() -> None:
    preavis = Question("socleo", "Quel préavis ?", "preavis", "3 mois")
    origine = replace(rempli(), questions=(preavis,))
    reprise = _reprise(origine, questions=())
    assert mis_a_jour(origine, reprise).questions == ()
    reecrite = replace(preavis, texte="Quel délai ?")
    assert mis_a_jour(replace(origine, questions=(reecrite,)), reprise).questions == (
        replace(reecrite, reponse=""),
    )


def test_mise_a_jour_d_un_dossier_plus_ancien_que_l_export_rend_le_reste() -> None:
    origine = rempli()
    actuel = replace(origine, notes={}, essais=(), modifie_le="2026-01-01T00:00:00", archive=True)
    resultat = mis_a_jour(actuel, Reprise(origine, origine))
    assert (resultat.notes, resultat.essais) == (origine.notes, origine.essais)
    assert (resultat.archive, resultat.modifie_le) == (True, actuel.modifie_le)


def test_le_meme_dossier() -> None:
    assert est_le_meme(rempli(), replace(rempli(), nom="autre"))
    assert not est_le_meme(rempli(), replace(rempli(), cree_le="2025-01-01T00:00:00"))
    assert not est_le_meme(Dossier("a"), Dossier("a"))
