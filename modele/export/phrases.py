"""Ce que chaque outil coûterait, et pourquoi il est écarté, en phrases qui suivent les saisies."""

from modele.catalogue.objets import Outil, Payeur
from modele.choix.objets import Resultat, Statut
from modele.export import expressions, noms
from modele.export.ecriture import Formule
from modele.export.textes import typographie
from modele.nombres import euros, pourcent
from modele.tarification.resultat import CoutOutil


def phrase(resultat: Resultat, avec: Resultat, sans: Resultat, nom: str) -> Formule:
    """Ce que l'outil coûterait et pourquoi il est écarté ou à vérifier, en une phrase vive."""
    cout = resultat.cout
    couvert = expressions.ca_couvert(cout.outil)
    if avec.statut is Statut.ECARTE:
        formule, valeur = _motifs(avec), _texte_motifs(resultat)
        if avec.motifs != sans.motifs:
            formule = f"IF({couvert}>0,{formule},{_motifs(sans)})"
        return Formule(typographie(formule), typographie(valeur))
    suite = _suite(cout, avec)
    formule = (
        f"IF({couvert}>0,{nom}&{_formule_cout(cout.outil, _incertain(cout))}"
        + (f"&{expressions.litteral(suite)}" if suite else "")
        + f",{_motifs(sans)})"
    )
    valeur = _texte_motifs(resultat) if cout.ca_couvert <= 0 else _texte_cout(cout) + suite
    return Formule(typographie(formule), typographie(valeur))


def _motifs(resultat: Resultat) -> str:
    return expressions.litteral(_texte_motifs(resultat))


def _texte_motifs(resultat: Resultat) -> str:
    return " ".join(resultat.motifs)


def _suite(cout: CoutOutil, avec: Resultat) -> str:
    """Ce qui ne dépend pas des montants : réserves et frais sans prix."""
    phrases = list(avec.motifs)
    if nombre_de_frais := len(cout.non_chiffres):
        phrases.append(
            "Un frais sans prix dans le guide est à ajouter."
            if nombre_de_frais == 1
            else f"{nombre_de_frais} frais sans prix dans le guide sont à ajouter."
        )
    return "".join(f" {phrase}" for phrase in phrases)


def _incertain(cout: CoutOutil) -> bool:
    """Vrai si une composante de la formule ou des options a un prix encadré."""
    composantes = [*cout.formule.composantes, *(c for option in cout.options for c in option.composantes)]
    return any(c.payeur is Payeur.FERME and (c.bas is not None or c.haut is not None) for c in composantes)


def _formule_cout(outil: Outil, incertain: bool) -> str:
    identifiant = outil.identifiant
    annee, premiere = noms.annee_suivante(identifiant), noms.annee_1(identifiant)
    couvert, reste = expressions.ca_couvert(outil), expressions.ca_non_couvert(outil)
    ventes = '" de vos ventes"'
    if reste != "0":
        portees = expressions.en_euros(f"({couvert})", centimes=False)
        ventes = f'IF({reste}>0," des "&{portees}&" qu\'il porterait",{ventes})'
    morceaux = [
        '" vous coûterait "',
        expressions.en_euros(annee),
        '" par an, soit "',
        expressions.en_pourcent(f"{annee}/({couvert})"),
        ventes,
        '"."',
        f'IF({premiere}={annee},""," La première année : "&{expressions.en_euros(premiere)}&".")',
    ]
    if incertain:
        bas, haut = noms.bas(identifiant), noms.haut(identifiant)
        morceaux.append(
            f'IF({bas}={haut},""," Prix incertain : de "&{expressions.en_euros(bas)}&" à "&'
            f'{expressions.en_euros(haut)}&".")'
        )
    return "&".join(morceaux)


def _texte_cout(cout: CoutOutil) -> str:
    annee, taux = cout.annee_suivante, cout.taux_effectif
    assert taux is not None
    ventes = "de vos ventes"
    if cout.ca_non_couvert > 0:
        ventes = f"des {euros(cout.ca_couvert, centimes=False)} qu'il porterait"
    phrases = [
        f"{cout.outil.nom} vous coûterait {euros(annee.ferme)} par an, soit {pourcent(taux)} {ventes}."
    ]
    if cout.annee_1.ferme != annee.ferme:
        phrases.append(f"La première année : {euros(cout.annee_1.ferme)}.")
    if annee.bas != annee.haut:
        phrases.append(f"Prix incertain : de {euros(annee.bas)} à {euros(annee.haut)}.")
    return " ".join(phrases)
