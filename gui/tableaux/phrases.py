"""Les phrases de la grille : ce que disent une case, un coût, un outil écarté."""

from PySide6.QtGui import Qt

from gui.theme import jetons
from modele.catalogue.objets import Critere, Evaluation, Outil, Valeur
from modele.catalogue.rubriques import lieu
from modele.choix.objets import Comparaison, Resultat, Statut
from modele.choix.phrases import cout_affiche
from modele.choix.statut import valeur_pour
from modele.mots_du_cout import (
    CHARGES,
    phrase_cout,
    phrase_non_chiffres,
    phrase_proposes,
    phrase_reserves,
)
from modele.nombres import euros, pourcent
from modele.tarification.resultat import CoutOutil

SANS_OBJET = "–"
TABLEAU_DE_SYNTHESE = range(249, 276)
"""Lignes du guide où est imprimé le tableau qui compare les outils."""
NON_DIT = "Le guide ne le dit pas."
EXIGENCES = {"": "indifférent", "souhaite": "souhaité", "indispensable": "indispensable"}
CONSEQUENCES = {
    Statut.ECARTE.value: ("écarte", "Cette réponse écarte l'outil : vous avez dit ce critère indispensable."),
    Statut.A_VERIFIER.value: (
        "à vérifier",
        "À vérifier auprès de l'éditeur : vous avez dit ce critère indispensable.",
    ),
    Statut.AVEC_RESERVE.value: (
        "réserve",
        "Réponse incomplète : vous avez dit ce critère indispensable.",
    ),
}
"""Pour chaque statut qu'une case explique : mot de la case, phrase."""
_CONSEQUENCE_DE_VALEUR = {
    Valeur.NON: Statut.ECARTE.value,
    Valeur.NON_PRECISE: Statut.A_VERIFIER.value,
    Valeur.PARTIEL: Statut.AVEC_RESERVE.value,
    Valeur.OPTION: Statut.AVEC_RESERVE.value,
}


def mot(valeur: Valeur) -> str:
    """« Oui », « En partie »… tel qu'écrit dans la case."""
    return jetons.ETATS[valeur.value][1]


def consequence(resultat: Resultat, critere: str, valeur: Valeur) -> str:
    """Statut que cette case explique (« ecarte »…), chaîne vide si elle n'y change rien."""
    return _CONSEQUENCE_DE_VALEUR.get(valeur, "") if critere in resultat.criteres_en_cause else ""


def nuance(evaluation: Evaluation | None) -> str:
    """Phrase du guide pour une case."""
    return (evaluation.nuance if evaluation else "") or NON_DIT


def phrase_imprimee(evaluation: Evaluation | None) -> str:
    """Ce que dit la case imprimée du guide quand la fiche amène à retenir autre chose."""
    if evaluation is None or evaluation.guide in (None, evaluation.valeur):
        return ""
    return (
        f"Le tableau imprimé du guide dit «\u00a0{mot(evaluation.guide)}\u00a0»\u00a0; après lecture de la "
        f"fiche, nous retenons «\u00a0{mot(evaluation.valeur)}\u00a0»."
    )


def phrase_motifs(resultat: Resultat) -> str:
    """« Outil écarté. Le label… », chaîne vide pour un outil retenu sans motif."""
    if not resultat.motifs:
        return ""
    return f"Outil {jetons.STATUTS[resultat.statut.value][0]}. {' '.join(resultat.motifs)}"


def phrase_case(resultat: Resultat, critere: Critere) -> str:
    """Tout ce que dit une case : « Kuupanda, Vente en autonomie : Oui. La ferme… »."""
    outil = resultat.cout.outil
    valeur = valeur_pour(outil, critere.identifiant)
    reponse = nuance(outil.par_critere.get(critere.identifiant))
    suites = [f"{outil.nom}, {critere.nom}\u00a0: {mot(valeur)}.", reponse]
    if effet := consequence(resultat, critere.identifiant, valeur):
        suites.append(CONSEQUENCES[effet][1])
    elif resultat.statut is Statut.ECARTE:
        suites.append(phrase_motifs(resultat))
    return " ".join(suites)


def _lignes(plages: list[str]) -> str:
    """« ligne 411 » ou « lignes 418-420 et 426 »."""
    *premieres, derniere = plages
    texte = f"{', '.join(premieres)} et {derniere}" if premieres else derniere
    return f"ligne{'s' if premieres or '-' in derniere else ''} {texte}"


def reference(outil: Outil, evaluation: Evaluation | None) -> str:
    """« Guide, fiche Kuupanda, Vente en autonomie, lignes 371-374 » ; dit quand une ligne est celle du tableau de synthèse."""
    plages = evaluation.lignes.split(";") if evaluation else []
    tableau = [plage for plage in plages if plage and int(plage.split("-")[0]) in TABLEAU_DE_SYNTHESE]
    fiche = [plage for plage in plages if plage and plage not in tableau]
    lieux = []
    if tableau:
        lieux.append(f"tableau de synthèse, {_lignes(tableau)}")
    if fiche or not tableau:
        lieux.append(lieu(outil, ";".join(fiche)) + (f", {_lignes(fiche)}" if fiche else ""))
    return "Guide, " + "\u00a0; ".join(lieux)


def montant_affiche(resultat: Resultat) -> str:
    """« 809 € » par an à partir de la deuxième année, ou un tiret sans vente couverte."""
    if resultat.cout.ca_couvert <= 0:
        return SANS_OBJET
    return cout_affiche(resultat.cout.annee_suivante.ferme)


def part_affichee(resultat: Resultat) -> str:
    """« 2,7 % » des ventes ; « porte 33 % » si l'outil n'en porte qu'une partie ; ou un tiret."""
    cout = resultat.cout
    if cout.taux_effectif is None:
        return SANS_OBJET
    if cout.ca_non_couvert:
        return f"porte {pourcent(cout.ca_couvert / (cout.ca_couvert + cout.ca_non_couvert), 0)}"
    return pourcent(cout.taux_effectif)


def phrases_cout(resultat: Resultat) -> list[str]:
    """Le coût d'un outil en phrases : montant, qui d'autre paie, réserves, frais non chiffrés."""
    cout = resultat.cout
    if cout.ca_couvert <= 0:
        sans_vente = f"{cout.outil.nom}\u00a0: pas de coût, l'outil ne porterait aucune de vos ventes."
        return [sans_vente, phrase_motifs(resultat)]
    phrases = [f"{cout.outil.nom}. {phrase_cout(cout)}", phrase_proposes(cout)]
    phrases += charges_d_autrui(cout)
    phrases += [phrase_reserves(resultat), phrase_non_chiffres(cout)]
    return [phrase for phrase in phrases if phrase]


def charges_d_autrui(cout: CoutOutil) -> tuple[str, ...]:
    """« À la charge du client : 621,70 € par an. » pour chaque payeur que la ferme n'est pas, une année suivante."""
    return tuple(
        f"{CHARGES[payeur][0]}\u00a0: {euros(montant)} par an."
        for payeur, montant in cout.annee_suivante.autres.items()
        if montant
    )


def effectifs(comparaison: Comparaison) -> str:
    """« 8 outils retenus, 1 écarté »."""
    comptes = dict.fromkeys(Statut, 0)
    for resultat in comparaison.resultats:
        comptes[resultat.statut] += 1
    retenus = comptes[Statut.RETENU]
    parties = [f"{retenus} outil{'s' if retenus > 1 else ''} retenu{'s' if retenus > 1 else ''}"]
    if comptes[Statut.AVEC_RESERVE]:
        parties.append(f"{comptes[Statut.AVEC_RESERVE]} avec réserve")
    if comptes[Statut.A_VERIFIER]:
        parties.append(f"{comptes[Statut.A_VERIFIER]} à vérifier")
    if ecartes := comptes[Statut.ECARTE]:
        parties.append(f"{ecartes} écarté{'s' if ecartes > 1 else ''}")
    return ", ".join(parties)


def infobulle(*phrases: str) -> str:
    """Infobulle qui passe à la ligne d'elle-même ; le texte du catalogue y reste du texte."""
    return "".join(
        Qt.convertFromPlainText(phrase, Qt.WhiteSpaceMode.WhiteSpaceNormal) for phrase in phrases if phrase
    )
