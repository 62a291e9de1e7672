"""Questions à poser à l'éditeur : ce que le guide ne dit pas, ou que l'application lit sans certitude.

Chaque question a une clé stable, pour retrouver la réponse de la ferme quand on les propose à nouveau.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from fractions import Fraction

from modele.catalogue.objets import Assiette, Catalogue, Composante, Outil, Palier, Payeur, Taxe, Valeur
from modele.choix.statut import valeur_pour
from modele.dossiers.objets import Question
from modele.nombres import euros
from modele.situation import Situation
from modele.tarification.assiettes import est_due, grandeurs
from modele.tarification.calcul import composantes_retenues, palier_actif
from modele.tarification.explications import palier_affiche, prix_affiche

_DEUX_POINTS = re.compile(r"\s+:\s+")
_TOUJOURS_DEMANDES = {
    "sans-preavis": "Si nous arrêtons, quel préavis devons-nous donner, et à quelles conditions ?",
    "recuperation-donnees": "Si nous arrêtons, pouvons-nous récupérer nos données (clients, commandes, "
    "factures), et sous quelle forme ?",
}
_EXIGENCES = {
    "indispensable": "C'est indispensable pour notre ferme.",
    "souhaite": "Nous le souhaitons.",
}
_UNITES = {
    Assiette.AN: "par an",
    Assiette.MOIS: "par mois",
    Assiette.CA: "des ventes hors taxes",
    Assiette.ENCAISSE_EN_LIGNE_TTC: "du montant payé en ligne",
    Assiette.COMMANDES_EN_LIGNE: "par commande payée en ligne",
    Assiette.CLIENTS_MOIS: "par client et par mois",
}
_PAYEURS = {
    Payeur.FERME: "de la ferme",
    Payeur.CLIENT: "du client",
    Payeur.AMAP: "de l'AMAP",
    Payeur.GERANT: "du gérant",
    Payeur.COMMERCANT: "du commerçant",
}

Prix = tuple[Composante, Palier]


def proposer(catalogue: Catalogue, situation: Situation, outils: Sequence[str]) -> tuple[Question, ...]:
    """Questions pour les outils donnés, dans leur ordre : besoins, départ, prix, lectures incertaines.

    Seuls les prix que la situation ferait payer sont interrogés. Lève `KeyError` pour un outil inconnu.
    """
    return tuple(
        Question(identifiant, texte, cle)
        for identifiant in outils
        for cle, texte in _questions(catalogue, situation, catalogue.par_outil[identifiant])
    )


def fusionner(existantes: Sequence[Question], proposees: Sequence[Question]) -> tuple[Question, ...]:
    """Questions proposées, où celles que le dossier a déjà restent telles que la ferme les a laissées.

    Réponses, textes modifiés et refus sont gardés ; les autres questions du dossier suivent, aucune ne
    disparaît. Un dossier ne garde donc que les questions que la ferme a touchées : les autres se
    proposent à nouveau, à jour.
    """
    deja = {(question.outil, question.cle): question for question in existantes}
    voulues = dict.fromkeys((question.outil, question.cle) for question in proposees)
    autres = (question for question in existantes if (question.outil, question.cle) not in voulues)
    return (*(deja.get((question.outil, question.cle), question) for question in proposees), *autres)


def _questions(catalogue: Catalogue, situation: Situation, outil: Outil) -> Iterator[tuple[str, str]]:
    """Couples (clé, texte) d'un outil."""
    prix = _prix_dus(outil, situation)
    yield from _besoins(catalogue, situation, outil)
    for critere, texte in _TOUJOURS_DEMANDES.items():
        if valeur_pour(outil, critere) is Valeur.NON_PRECISE:
            yield critere, texte
    # Un tarif redaté pose une nouvelle question : la réponse à l'ancienne ne vaut plus.
    yield f"tarif-{outil.date_tarif}", _tarif(outil, prix)
    sans_taxe = [paire for paire in prix if paire[0].taxe is Taxe.NON_PRECISE]
    if sans_taxe:
        yield "taxe", f"Ces prix sont-ils hors taxes ou toutes taxes comprises : {_enumerer(sans_taxe)} ?"
    for frais in outil.non_chiffres:
        objet = _DEUX_POINTS.split(frais.texte, maxsplit=1)[0]
        yield (
            f"frais-{_cle(objet)}",
            f"Le guide cite, sans en donner le prix : {_suite(objet)}. Est-ce payant, combien, et pour qui ?",
        )
    yield from _doutes(catalogue, outil, prix)


def _besoins(catalogue: Catalogue, situation: Situation, outil: Outil) -> Iterator[tuple[str, str]]:
    for critere, exigence in situation.exigences.items():
        if critere not in catalogue.par_critere:
            continue
        if critere in _TOUJOURS_DEMANDES or valeur_pour(outil, critere) is not Valeur.NON_PRECISE:
            continue
        decrit = catalogue.par_critere[critere]
        phrases = (
            "Le guide ne dit rien de votre outil sur ce point.",
            f"« {decrit.nom} » : {_suite(decrit.definition)}.",
            "Qu'en est-il ?",
            _EXIGENCES[exigence],
        )
        yield f"besoin-{critere}", " ".join(phrases)


def _tarif(outil: Outil, prix: Sequence[Prix]) -> str:
    date = f"guide, vers {outil.date_tarif[:4]}" if outil.date_tarif else "guide"
    if not prix:
        return f"Dans notre cas, aucun frais n'est indiqué ({date}). Est-ce toujours vrai ?"
    return f"Ce tarif ({date}) est-il toujours valable : {_enumerer(prix)} ?"


def _doutes(catalogue: Catalogue, outil: Outil, prix: Sequence[Prix]) -> Iterator[tuple[str, str]]:
    """Une question par lecture incertaine, pour tous les prix qu'elle touche."""
    codes = dict.fromkeys(composante.doute for composante, _ in prix if composante.doute)
    for code in codes:
        touches = [paire for paire in prix if paire[0].doute == code]
        hypotheses = dict.fromkeys(composante.hypothese for composante, _ in touches if composante.hypothese)
        doute = catalogue.par_doute.get(code)
        phrases = [f"Un point du guide est à confirmer : {_sans_nom(doute.titre, outil)}"] if doute else []
        phrases += [f"Nous comptons : {_enumerer(touches, avec_payeur=True)}", *hypotheses]
        finies = (phrase if phrase.endswith(("?", ".")) else f"{phrase}." for phrase in phrases)
        yield f"doute-{code}", " ".join((*finies, "Est-ce exact ?"))


def _sans_nom(titre: str, outil: Outil) -> str:
    """« qui paie les 1,8 % ? » pour « Kuupanda : qui paie les 1,8 % ? »."""
    premier, *reste = _DEUX_POINTS.split(titre, maxsplit=1)
    # Les titres ont des espaces insécables, les noms d'outils non.
    return _suite(reste[0]) if reste and premier.split() == outil.nom.split() else titre


def _prix_dus(outil: Outil, situation: Situation) -> list[Prix]:
    """Composantes que la situation ferait payer, à qui que ce soit, et leur palier ; sans le don libre."""
    valeurs = grandeurs(outil.clienteles, situation)
    return [
        (composante, palier_actif(composante, valeurs))
        for composante in composantes_retenues(outil, situation)
        if composante.assiette is not Assiette.MONTANT_LIBRE and est_due(composante, valeurs)
    ]


def _enumerer(prix: Sequence[Prix], avec_payeur: bool = False) -> str:
    return " ; ".join(
        _decrire(composante, palier, avec_payeur or composante.payeur is not Payeur.FERME)
        for composante, palier in prix
    )


def _decrire(composante: Composante, palier: Palier, avec_payeur: bool) -> str:
    """« 20 € par mois (abonnement) »."""
    prix = palier.prix
    montant = prix_affiche(composante, prix) if composante.en_pourcentage else _euros(prix)
    unite = "une seule fois" if composante.premiere_annee_seulement else _UNITES[composante.assiette]
    tranche = palier_affiche(composante, palier)
    morceaux = [f"{montant} {unite}" + (f" pour {tranche}" if tranche else "")]
    if composante.plancher is not None:
        morceaux.append(f"au moins {_euros(composante.plancher)} par an")
    if composante.plafond is not None:
        morceaux.append(f"au plus {_euros(composante.plafond)} par an")
    if avec_payeur:
        morceaux.append(f"à la charge {_PAYEURS[composante.payeur]}")
    return f"{', '.join(morceaux)} ({_suite(composante.libelle)})"


def _euros(montant: Fraction) -> str:
    return euros(montant, centimes=montant.denominator != 1)


def _suite(phrase: str) -> str:
    """La phrase prête à en poursuivre une autre : sans majuscule initiale (sauf sigle) ni point final."""
    initiale = phrase[:1] if phrase[1:2].isupper() else phrase[:1].lower()
    return f"{initiale}{phrase[1:]}".removesuffix(".")


def _cle(texte: str) -> str:
    """« module-de-gestion-des-stocks »."""
    nu = unicodedata.normalize("NFKD", texte).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", nu))
