"""Les phrases de la grille : ce que disent une case, un coût, un outil écarté."""

from html import escape

from gui.theme import jetons
from modele.catalogue.objets import Critere, Evaluation, Outil, Valeur
from modele.choix.objets import Comparaison, Resultat, Statut
from modele.choix.statut import valeur_pour
from modele.nombres import euros, pourcent

SANS_OBJET = "–"
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


def lignes_du_guide(lignes: str) -> str:
    """« ligne 411 » ou « lignes 418-420 et 426 »."""
    morceaux = [morceau.strip() for morceau in lignes.split(";") if morceau.strip()]
    pluriel = len(morceaux) > 1 or "-" in lignes
    texte = " et ".join([", ".join(morceaux[:-1]), morceaux[-1]]) if len(morceaux) > 1 else "".join(morceaux)
    return f"ligne{'s' if pluriel else ''} {texte}"


def reference(outil: Outil, evaluation: Evaluation | None) -> str:
    """« Guide, fiche Kuupanda, lignes 371-374 »."""
    fiche = f"Guide, fiche {outil.nom}"
    if evaluation is None or not evaluation.lignes:
        return fiche
    return f"{fiche}, {lignes_du_guide(evaluation.lignes)}"


def montant_affiche(resultat: Resultat) -> str:
    """« 809 € » par an à partir de la deuxième année, ou un tiret sans vente couverte."""
    if resultat.cout.ca_couvert <= 0:
        return SANS_OBJET
    return euros(resultat.cout.annee_suivante.ferme, centimes=False)


def part_affichee(resultat: Resultat) -> str:
    """« 2,7 % » des ventes couvertes, ou un tiret."""
    taux = resultat.cout.taux_effectif
    return SANS_OBJET if taux is None else pourcent(taux)


def phrases_cout(resultat: Resultat) -> list[str]:
    """Le coût d'un outil en phrases : montant, fourchette, ventes non couvertes, frais non chiffrés."""
    cout = resultat.cout
    nom = cout.outil.nom
    taux = cout.taux_effectif
    if taux is None:
        return [f"{nom}\u00a0: pas de coût, l'outil ne porterait aucune de vos ventes.", phrase_motifs(resultat)]
    annee = cout.annee_suivante
    phrases = [
        f"{nom} vous coûterait {euros(annee.ferme)} par an à partir de la deuxième année, "
        f"soit {pourcent(taux)} de vos ventes par cet outil."
    ]
    if annee.bas != annee.haut:
        phrases.append(f"Prix incertain\u00a0: de {euros(annee.bas)} à {euros(annee.haut)}.")
    if cout.ca_non_couvert > 0:
        phrases.append(f"{euros(cout.ca_non_couvert, centimes=False)} de vos ventes n'y passeraient pas.")
    if cout.non_chiffres:
        frais = "\u00a0; ".join(cout.non_chiffres)
        phrases.append(f"Sans compter, faute de prix dans le guide\u00a0: {frais}.")
    if resultat.statut is Statut.ECARTE:
        phrases.append(phrase_motifs(resultat))
    return phrases


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
    return "".join(f"<p>{escape(phrase)}</p>" for phrase in phrases if phrase)
