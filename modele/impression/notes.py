"""Ce qui accompagne les chiffres : hypothèses, questions aux éditeurs, dates et source."""

from collections.abc import Sequence

from modele.catalogue.objets import Catalogue
from modele.choix.objets import Comparaison
from modele.dossiers.objets import Dossier, Question
from modele.export.textes import une_ligne
from modele.impression.objets import Phrase, Rangee
from modele.nombres import ESPACE_INSECABLE, date_francaise
from modele.questions import fusionner, proposer
from modele.tarification.explications import date_du_tarif
from modele.tarification.prix_proposes import au_guide
from modele.tarification.prix_proposes_en_mots import dire

_QUESTION_MAX = 600


def hypotheses(comparaison: Comparaison, montres: Sequence[str]) -> tuple[Rangee, ...]:
    """Comment lire les coûts, puis ce que chaque outil montré fait supposer."""
    situation = comparaison.situation
    taxes = (
        "Hors taxes, car la ferme récupère la TVA."
        if situation.recupere_tva
        else "20 % de TVA comptés sur les prix hors taxes, et sur ceux dont le guide tait la taxe."
    )
    communes = (
        f"{taxes} Ni ce que paient d'autres (clients, AMAP, gérant, magasin), ni les frais sans prix n'y sont.",
        "Si les ventes changent, parts, paniers et formules restent ; le nombre de clients suit.",
    )
    phrases = []
    for outil in montres:
        cout = comparaison.par_outil[outil].cout
        lignes = (*cout.annee_1.lignes, *cout.annee_suivante.lignes)
        dites = {ligne.hypothese: ligne.libelle for ligne in lignes if ligne.hypothese}
        phrases += [
            f"{cout.outil.nom}, {_en_suite(libelle)}{ESPACE_INSECABLE}: {_en_suite(texte)}"
            for texte, libelle in dites.items()
        ]
    rangees = [Rangee("Coûts", tuple(map(Phrase, communes)))]
    if phrases:
        rangees.append(Rangee("Lectures du guide", tuple(map(Phrase, phrases))))
    return tuple(rangees)


def _en_suite(texte: str) -> str:
    """Sans majuscule initiale, sauf un sigle."""
    return texte if texte[1:2].isupper() else texte[:1].lower() + texte[1:]


def questions(
    catalogue: Catalogue, comparaison: Comparaison, dossier: Dossier, montres: Sequence[str]
) -> tuple[Rangee, ...]:
    """Questions retenues et sans réponse, par outil : ceux de la première page, puis les autres du dossier.

    Celles que la ferme a écrites passent d'abord.
    """
    # On demande à un éditeur si le tarif du guide tient encore, pas si le sien vaut ce qu'il vient d'en dire.
    proposees = proposer(au_guide(catalogue), comparaison.situation, montres)
    toutes = fusionner(dossier.questions, proposees)
    autres = (question.outil for question in toutes if question.outil in comparaison.par_outil)
    rangees = []
    for outil in dict.fromkeys((*montres, *autres)):
        textes = [
            une_ligne(question.texte, _QUESTION_MAX)
            for question in sorted(toutes, key=lambda question: bool(question.cle))
            if question.outil == outil and _a_poser(question)
        ]
        if textes:
            rangees.append(Rangee(comparaison.par_outil[outil].cout.outil.nom, tuple(map(Phrase, textes))))
    return tuple(rangees)


def _a_poser(question: Question) -> bool:
    return question.retenue and bool(question.texte.strip()) and not question.reponse.strip()


def dates(catalogue: Catalogue, comparaison: Comparaison, dossier: Dossier, date: str) -> tuple[Rangee, ...]:
    """Date d'impression, âge des tarifs, édition du catalogue, source."""
    guide = catalogue.guide
    par_date: dict[str, list[str]] = {}
    for resultat in comparaison.resultats:
        outil = resultat.cout.outil
        par_date.setdefault(outil.date_tarif, []).append(outil.nom)
    edition = (
        f"Catalogue{ESPACE_INSECABLE}: édition {catalogue.edition}, du {date_francaise(catalogue.date)}."
    )
    dites = [Phrase(f"Imprimé le {date}. {edition}")]
    if guide.date_tarifs:
        age = date_du_tarif(guide.date_tarifs)
        dites.append(Phrase(f"Tarifs du guide, {age} : à confirmer auprès de chaque éditeur."))
    dites += [
        Phrase(f"Tarifs revus, {date_du_tarif(quand)}{ESPACE_INSECABLE}: ", tuple(noms))
        for quand, noms in sorted(par_date.items(), reverse=True)
        if quand and quand != guide.date_tarifs
    ]
    if proposes := _proposes(catalogue, comparaison, dossier):
        dites.append(Phrase(f"Tarifs proposés{ESPACE_INSECABLE}: ", proposes))
    rangees = [Rangee("Dates", tuple(dites))]
    if guide.titre:
        rangees.append(Rangee("Source", (Phrase(f"{guide.titre}."),)))
    return tuple(rangees)


def _proposes(catalogue: Catalogue, comparaison: Comparaison, dossier: Dossier) -> tuple[str, ...]:
    """« Kuupanda, le 3 mars 2026, M. Durand » pour chaque prix proposé que la comparaison compte."""
    comptes = {resultat.outil for resultat in comparaison.resultats if resultat.cout.propose}
    dits = (dire(catalogue, prix) for prix in dossier.prix_proposes if prix.outil in comptes)
    return tuple(dict.fromkeys(f"{dit.outil}, {dit.quand}" for dit in dits if not dit.empechement))
