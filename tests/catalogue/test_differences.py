"""Ce qui change d'une édition à l'autre se dit en phrases, et rien ne change sans être dit."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from modele.catalogue.differences import differences
from modele.catalogue.lecture import lire_catalogue
from modele.catalogue.objets import Catalogue, Critere, Evaluation, Outil, Valeur
from modele.nombres import ESPACE_INSECABLE
from tests.catalogue import petit


def phrases(avant: Catalogue, apres: Catalogue) -> dict[str, list[str]]:
    """Phrases par titre, espaces ordinaires."""
    return {
        groupe.titre: [
            phrase.replace(ESPACE_INSECABLE, " ").replace("\u202f", " ") for phrase in groupe.phrases
        ]
        for groupe in differences(avant, apres)
    }


def changee(dossier: Path, fichier: str, avant: str, apres: str) -> Catalogue:
    """Édition où un passage d'un fichier est changé."""
    petit.modifier(dossier / fichier, avant, apres)
    return lire_catalogue(dossier)


def test_deux_editions_identiques_ne_different_pas(petit_catalogue: Catalogue, catalogue: Catalogue) -> None:
    for un in (petit_catalogue, catalogue):
        assert differences(un, replace(un, edition="2", date="2030-01-01")) == ()


@pytest.mark.parametrize(
    ("fichier", "avant", "apres", "titre", "dite"),
    [
        (
            "panier.toml",
            'taux = "8.35"',
            'taux = "8.4"',
            "Prix",
            "Panier, formule Solo : commission 8,35 % → 8,4 % des ventes",
        ),
        (
            "panier.toml",
            'montant = "300"',
            'montant = "320.5"',
            "Prix",
            "Panier, option Caisse : caisse, mise en service 300 → 320,50 € une seule fois",
        ),
        (
            "panier.toml",
            'montant = "45"',
            'montant = "46"',
            "Prix",
            "Panier, formule Solo : abonnement, 60 000 € ou plus de ventes aux particuliers, 90 000,50 € ou moins : "
            "45 → 46 €/mois",
        ),
        (
            "panier.toml",
            'plancher = "60"',
            'plancher = "80"',
            "Prix",
            "Panier, formule Solo : commission, au moins 60 €/an → 80 €/an",
        ),
        (
            "panier.toml",
            'haut = "8.5"',
            'haut = "9"',
            "Prix",
            "Panier, formule Solo : commission, prix incertain : de 7,5 % à 8,5 % → de 7,5 % à 9 %",
        ),
        (
            "panier.toml",
            "mois_offerts = 3",
            "mois_offerts = 2",
            "Prix",
            "Panier, formule Solo : abonnement, mois offerts 3 → 2",
        ),
        (
            "panier.toml",
            'payeur = "gerant"',
            'payeur = "client"',
            "Prix",
            "Panier, formule Solo : commission, payé par le gérant → par le client",
        ),
        (
            "panier.toml",
            'date_tarif = "2023"',
            'date_tarif = "2027-02"',
            "Prix",
            "Panier : date des prix, vers 2023 → février 2027",
        ),
        (
            "panier.toml",
            'texte = "Frais bancaires : prix non indiqué"',
            'texte = "Frais de dossier : prix non indiqué"',
            "Prix",
            "Panier, frais sans prix : Frais de dossier : prix non indiqué",
        ),
        (
            "marche.toml",
            'valeur = "oui"\nnuance = "Envoi',
            'valeur = "non"\nnuance = "Envoi',
            "Réponses des outils",
            "Marché, « Chorus Pro » : oui → non",
        ),
        (
            "criteres.toml",
            'nom = "Chorus Pro"',
            'nom = "Chorus Pro et portails"',
            "Critères",
            "Le critère « Chorus Pro » s'appelle désormais « Chorus Pro et portails »",
        ),
        (
            "panier.toml",
            'labels_requis = ["bio", "conversion"]',
            "labels_requis = []",
            "Outils",
            "Panier est désormais ouvert à toutes les fermes",
        ),
        (
            "marche.toml",
            'texte = "Aucun préavis n\'est demandé."',
            'texte = "Un préavis d\'un mois est demandé."',
            "Textes",
            "Marché : 1 fait changé",
        ),
        (
            "marche.toml",
            'nuance = "Oui."',
            'nuance = "Oui, dès 2027."',
            "Textes",
            "Marché : 1 réponse mieux expliquée",
        ),
    ],
)
def test_un_changement_se_dit_dans_les_mots_d_une_ferme(
    petit_catalogue: Catalogue, dossier: Path, fichier: str, avant: str, apres: str, titre: str, dite: str
) -> None:
    assert dite in phrases(petit_catalogue, changee(dossier, fichier, avant, apres))[titre]


def test_un_prix_unique_change(catalogue: Catalogue) -> None:
    """L'exemple du cahier des charges."""
    kuupanda = catalogue.par_outil["kuupanda"]
    formule = kuupanda.formules[0]
    abonnement = formule.composantes[0]
    cher = replace(abonnement, paliers=(replace(abonnement.paliers[0], prix=Fraction(24)),))
    nouveau = replace(kuupanda, formules=(replace(formule, composantes=(cher, *formule.composantes[1:])),))
    outils = tuple(nouveau if outil is kuupanda else outil for outil in catalogue.outils)
    assert phrases(catalogue, replace(catalogue, outils=outils)) == {
        "Prix": ["Kuupanda : abonnement 20 → 24 €/mois"]
    }


def test_outils_et_criteres_ajoutes_et_retires(petit_catalogue: Catalogue) -> None:
    marche, panier = petit_catalogue.outils
    venu = replace(panier, identifiant="venu", nom="Venu")
    neuf = Critere("neuf", "Neuf", "gestion", "Du neuf.")
    cases = (
        *(c for c in marche.evaluations if c.critere != "chorus-pro"),
        Evaluation("neuf", Valeur.OUI, "Oui.", "1"),
    )
    apres = replace(
        petit_catalogue,
        outils=(replace(marche, evaluations=cases), venu),
        criteres=(petit_catalogue.criteres[0], neuf),
    )
    assert phrases(petit_catalogue, apres) == {
        "Outils": ["Outil ajouté : Venu", "Outil retiré : Panier"],
        "Critères": ["Critère ajouté : Neuf", "Critère retiré : Chorus Pro"],
    }


def test_formules_options_et_frais_ajoutes_et_retires(petit_catalogue: Catalogue) -> None:
    marche, panier = petit_catalogue.outils
    solo, collectif = panier.formules
    duo = replace(solo, identifiant="duo", nom="Duo", composantes=solo.composantes[1:], defaut_si=())
    moins = replace(solo, composantes=solo.composantes[:1])
    apres = replace(petit_catalogue, outils=(marche, replace(panier, formules=(moins, duo), options=())))
    assert phrases(petit_catalogue, apres)["Prix"] == [
        "Panier, formule Solo : plus de frais « Commission » (c'était commission 8,35 % des ventes)",
        "Panier : la formule « Duo » est nouvelle (commission 8,35 % des ventes)",
        f"Panier : la formule « {collectif.nom} » n'est plus proposée",
        "Panier : l'option « Caisse » n'est plus proposée",
        "Panier : la formule comptée sans choix de votre part n'est plus la même",
    ]


def test_les_faits_sont_comptes(petit_catalogue: Catalogue) -> None:
    marche, panier = petit_catalogue.outils
    premier, second = panier.faits
    faits = (
        replace(premier, texte="Autrement dit."),
        replace(second, lignes="900"),
        replace(second, lignes="901", texte="Un autre."),
    )
    apres = replace(petit_catalogue, outils=(marche, replace(panier, faits=faits)))
    assert phrases(petit_catalogue, apres) == {
        "Textes": ["Panier : 2 faits ajoutés, 1 fait changé, 1 fait retiré"]
    }


def test_deux_prix_differents_ne_s_ecrivent_jamais_pareil(petit_catalogue: Catalogue) -> None:
    marche, panier = petit_catalogue.outils
    caisse = panier.options[0]
    piece = caisse.composantes[0]
    cher = replace(piece, paliers=(replace(piece.paliers[0], prix=Fraction("300.000001")),))
    apres = replace(
        petit_catalogue,
        outils=(marche, replace(panier, options=(replace(caisse, composantes=(cher,)),))),
    )
    assert "300 → 300,000001 €" in phrases(petit_catalogue, apres)["Prix"][0]


_RENVOIS = frozenset(("critere", "identifiant"))
"""Les changer seuls ferait un catalogue que la vérification refuse."""


def variantes(objet: Any) -> Iterator[Any]:
    """Le même objet, changé en un seul point, de toutes les façons."""
    if is_dataclass(objet) and not isinstance(objet, type):
        for champ in fields(objet):
            if champ.name not in _RENVOIS:
                for autre in variantes(getattr(objet, champ.name)):
                    yield replace(objet, **{champ.name: autre})
    elif isinstance(objet, tuple):
        if objet and not isinstance(objet[0], (Critere, Outil, Evaluation)):
            yield objet[:-1]
            yield (*objet, objet[0])
        for rang, element in enumerate(objet):
            yield from ((*objet[:rang], autre, *objet[rang + 1 :]) for autre in variantes(element))
    elif isinstance(objet, bool):
        yield not objet
    elif isinstance(objet, StrEnum):
        yield from (mot for mot in type(objet) if mot is not objet)
    elif isinstance(objet, str):
        # Une date reste une date : elle s'affiche.
        yield "2031-05-06" if objet[:2] == "20" else f"{objet} autrement"
    elif isinstance(objet, (int, Fraction)):
        yield objet + 1
    elif objet is None:
        return


def test_rien_ne_change_sans_etre_dit(petit_catalogue: Catalogue) -> None:
    combien = 0
    for apres in variantes(petit_catalogue):
        groupes = differences(petit_catalogue, apres)
        memes = replace(apres, edition="1", date=petit_catalogue.date) == petit_catalogue
        assert bool(groupes) != memes, apres
        for groupe in groupes:
            assert groupe.phrases and all(phrase.strip() for phrase in groupe.phrases)
        combien += 1
    assert combien > 200


def test_un_seul_ordre_change_se_dit(petit_catalogue: Catalogue) -> None:
    panier = petit_catalogue.par_outil["panier"]
    apres = replace(
        petit_catalogue,
        outils=(petit_catalogue.outils[0], replace(panier, faits=panier.faits[::-1])),
    )
    assert phrases(petit_catalogue, apres) == {"Textes": ["Les mêmes choses sont dites dans un autre ordre"]}
