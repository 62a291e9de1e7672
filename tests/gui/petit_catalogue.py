"""Un catalogue de trois outils et trois critères, assez petit pour être comparé en entier."""

from fractions import Fraction
from types import MappingProxyType

from modele.catalogue.objets import (
    Assiette,
    Catalogue,
    Categorie,
    Clientele,
    Composante,
    Critere,
    Doute,
    Evaluation,
    Formule,
    Groupe,
    Guide,
    Nature,
    Outil,
    Palier,
    Payeur,
    Taxe,
    Valeur,
)
from modele.choix.objets import Comparaison
from modele.comparaison import comparer
from modele.situation import Exigence, Situation

_PARTICULIERS = (Clientele.PARTICULIERS,)
_PROFESSIONNELS = (Clientele.PROFESSIONNELS,)


def _formule(taux: str) -> Formule:
    commission = Composante(
        "commission",
        "Commission",
        Nature.COMMISSION,
        Assiette.CA,
        (Palier(Fraction(taux)),),
        Payeur.FERME,
        Taxe.NET,
        "12",
        en_pourcentage=True,
    )
    return Formule("standard", "Formule standard", (commission,), "12", defaut=True)


def _outil(
    identifiant: str, nom: str, clienteles: tuple[Clientele, ...], taux: str, *cases: Evaluation
) -> Outil:
    formules = (_formule(taux),)
    return Outil(identifiant, nom, Categorie.FERME, clienteles, (), cases, formules, date_tarif="2023")


PETIT = Catalogue(
    edition="1",
    date="2026-01-01",
    outils=(
        _outil(
            "alpha",
            "Alpha",
            _PARTICULIERS,
            "1/10",
            Evaluation("recherche-oe", Valeur.OUI, "Alpha montre ses œufs.", "300-302"),
            Evaluation("cheque", Valeur.NON, "Pas de chèque.", "258"),
            Evaluation("especes", Valeur.OUI, "Espèces admises.", "310"),
        ),
        _outil(
            "beta",
            "Beta",
            _PARTICULIERS,
            "1/50",
            Evaluation("recherche-oe", Valeur.PARTIEL, "Beta en montre certains.", "400"),
            Evaluation("cheque", Valeur.OPTION, "Chèque à 30 €.", "258;402", guide=Valeur.NON, doute="D1"),
            Evaluation("especes", Valeur.OUI, "Espèces admises.", "410;412-413"),
        ),
        _outil("gamma", "Gamma", _PROFESSIONNELS, "1/20"),
    ),
    groupes=(Groupe("vente", "Vente"), Groupe("paiement", "Paiement")),
    criteres=(
        Critere("recherche-oe", "Œufs à l'unité", "vente", "La ferme vend ses œufs un à un."),
        Critere("cheque", "Chèque", "paiement", "Le client règle par chèque."),
        Critere("especes", "Espèces", "paiement", "Le client règle en espèces."),
    ),
    guide=Guide(doutes=(Doute("D1", "Chèque", "Le prix est mal imprimé.", "402"),)),
)


def petite_comparaison(ca: int = 10_000, **exigences: Exigence) -> Comparaison:
    """Comparaison de `PETIT` ; Gamma n'y sert personne. `oeufs` désigne le critère des œufs."""
    besoins = {"recherche-oe" if nom == "oeufs" else nom: valeur for nom, valeur in exigences.items()}
    situation = Situation(ca_particuliers=Fraction(ca), exigences=MappingProxyType(besoins))
    return comparer(PETIT, situation)
