"""Les phrases de la page « Seuils » : qui est le moins cher, jusqu'où, et ce qui change à chaque seuil."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from modele.choix.analyse_seuils import Analyse, Cotes, Periode, Repere
from modele.choix.moins_cher import porte_toutes_les_ventes
from modele.choix.objets import Comparaison, Resultat, Statut
from modele.choix.phrases import compter, enumerer, montant
from modele.mots_du_cout import CHARGES
from modele.nombres import ESPACE_INSECABLE, pourcent
from modele.tarification.prix_proposes_en_mots import resume_des_lignes
from modele.tarification.seuils import GenreSeuil

GENRES = {
    GenreSeuil.EGALITE: "à égalité",
    GenreSeuil.SAUT: "saut de tarif",
    GenreSeuil.PLAGE: "même coût",
}
"""Mot de chaque genre de seuil."""

Noms = Mapping[str, str]
_NOMMES = 9
"""Noms qu'une phrase énumère au plus."""
_DEUX_POINTS = f"{ESPACE_INSECABLE}:"
_POINT_VIRGULE = f"{ESPACE_INSECABLE};"


class Bloc(NamedTuple):
    """Un titre et ce qu'on en dit."""

    titre: str
    texte: str


def duree(analyse: Analyse) -> str:
    """« par an », « la première année » ou « sur 3 ans »."""
    if analyse.periode is Periode.SUIVANTE:
        return "par an"
    if analyse.periode is Periode.PREMIERE or analyse.annees == 1:
        return "la première année"
    return f"sur {analyse.annees}{ESPACE_INSECABLE}ans"


def entete(analyse: Analyse) -> str:
    """« Coût par an », « Coût, an 1 » ou « Coût, 3 ans » : tête de colonne."""
    if analyse.periode is Periode.PREMIERE:
        return f"Coût, an{ESPACE_INSECABLE}1"
    if analyse.annees > 1:
        return f"Coût, {analyse.annees}{ESPACE_INSECABLE}ans"
    return "Coût par an"


def nommer(outils: Iterable[str], noms: Noms) -> str:
    """Noms énumérés d'outils qui ne se départagent pas ; au-delà de neuf, combien sont les autres."""
    dits = [noms[outil] for outil in outils]
    return _abreges(dits) if len(dits) > _NOMMES else enumerer(dits)


def _abreges(noms: Sequence[str]) -> str:
    """« A, B, C… et 47 autres » : une phrase de cinquante noms ne se lit pas."""
    return f"{', '.join(noms[:_NOMMES])} et {compter(len(noms) - _NOMMES, 'autre')}"


def _sans_liaison(noms: Sequence[str]) -> str:
    return _abreges(noms) if len(noms) > _NOMMES else ", ".join(noms)


def non_traces(traces: int, combien: int) -> str:
    """Ce que le graphique ne montre pas ; chaîne vide s'il montre tout."""
    if traces >= combien:
        return ""
    reste = combien - traces
    return (
        f"{compter(traces, 'outil')} sur {combien} sont tracés{_DEUX_POINTS} ceux qui sont les moins chers pour "
        f"certaines ventes, les moins chers pour les vôtres, et l'outil choisi dans les autres pages. "
        f"{f'Les {reste} autres comptent' if reste > 1 else 'Le dernier compte'} aussi dans les seuils."
    )


def resume(analyse: Analyse, noms: Noms) -> str:
    """« Jusqu'à 1 234 €, X est le moins cher ; de 1 234 € à 5 000 €, Y ; au-delà, Z. »"""
    if not analyse.intervalles:
        return ""
    premier, *suite = analyse.intervalles
    fin = montant(analyse.ca_max)
    if not suite:
        if len(premier.moins_chers) == 1:
            return f"{noms[premier.moins_chers[0]]} est le moins cher de 0 à {fin} de ventes par an."
        return f"De 0 à {fin} de ventes par an, {_gagnants(premier.moins_chers, noms)}."
    dits = [f"Jusqu'à {montant(premier.a)} de ventes par an, {_gagnants(premier.moins_chers, noms)}"]
    for intervalle in suite:
        qui = nommer(intervalle.moins_chers, noms)
        if len(intervalle.moins_chers) > 1:
            qui += " à égalité"
        dits.append(f"de {montant(intervalle.de)} à {montant(intervalle.a)}, {qui}")
    return f"{_POINT_VIRGULE} ".join(dits) + "."


def _gagnants(outils: tuple[str, ...], noms: Noms) -> str:
    if len(outils) == 1:
        return f"{noms[outils[0]]} est le moins cher"
    return f"{nommer(outils, noms)} sont les moins chers, à égalité"


def position(analyse: Analyse, ventes: Fraction, noms: Noms) -> str:
    """Le moins cher aux ventes de la ferme, et ce qui le suit."""
    gagnants = analyse.moins_chers_en(ventes)
    if not gagnants:
        return ""
    couts = analyse.couts_en(ventes)
    phrase = f"Avec vos {montant(ventes)} de ventes, {_gagnants(gagnants, noms)}{_DEUX_POINTS} "
    phrase += f"{_cout(analyse, couts[gagnants[0]], ventes)}."
    suivants = sorted((cout, noms[outil]) for outil, cout in couts.items() if outil not in gagnants)
    if not suivants:
        return phrase
    cout, nom = suivants[0]
    return f"{phrase} Vient ensuite {nom}{_DEUX_POINTS} {montant(cout)}."


def valeurs(analyse: Analyse, x: Fraction, noms: Noms) -> str:
    """Coût de chaque outil à x de ventes, du moins cher au plus cher."""
    couts = sorted((cout, noms[outil]) for outil, cout in analyse.couts_en(x).items())
    return f"À {montant(x)} de ventes par an{_DEUX_POINTS} {_liste(couts)}." if couts else ""


def payeurs_des_gratuits(comparaison: Comparaison, outils: Iterable[str]) -> str:
    """Qui paie ce que la ferme ne paie pas, pour chacun de ces outils qui ne lui coûte rien."""
    resultats = [comparaison.par_outil[outil] for outil in outils]
    gratuits = [r for r in resultats if r.cout.annee_suivante.ferme == 0]
    phrases = [_gratuite(r) for r in gratuits[:_NOMMES]]
    if len(gratuits) > _NOMMES:
        phrases.append(f"C'est aussi le cas de {compter(len(gratuits) - _NOMMES, 'autre')}.")
    return " ".join(phrases)


def _gratuite(resultat: Resultat) -> str:
    cout = resultat.cout
    charges = enumerer(
        f"{titre[0].lower()}{titre[1:]}, {montant(somme)} par an"
        for payeur, somme in cout.annee_suivante.autres.items()
        for titre, _ in (CHARGES[payeur],)
    )
    suite = f"{_POINT_VIRGULE} {charges}" if charges else ""
    return f"{cout.outil.nom} ne coûte rien à votre ferme{suite}."


def prix_proposes(comparaison: Comparaison, outils: Iterable[str]) -> str:
    """Les outils tracés à un prix proposé, avec celui du guide ; vide s'il n'y en a pas."""
    couts = (comparaison.par_outil[outil].cout for outil in outils)
    return " ".join(f"{cout.outil.nom}. {resume_des_lignes(cout)}" for cout in couts if cout.propose)


def blocs_des_reperes(analyse: Analyse, noms: Noms) -> tuple[Bloc, ...]:
    """Un bloc par seuil ou saut : où, de quel genre, et les coûts de part et d'autre."""
    return tuple(Bloc(_titre(repere), _texte(analyse, repere, noms)) for repere in analyse.reperes)


def _titre(repere: Repere) -> str:
    if repere.jusqu_a is None:
        lieu = montant(repere.x)
    elif repere.x == 0:
        lieu = f"Jusqu'à {montant(repere.jusqu_a)}"
    else:
        lieu = f"De {montant(repere.x)} à {montant(repere.jusqu_a)}"
    return f"{lieu} · {GENRES[repere.genre]}"


def _texte(analyse: Analyse, repere: Repere, noms: Noms) -> str:
    if repere.genre is GenreSeuil.PLAGE:
        return _plage(analyse, repere, noms)
    if repere.avant == repere.apres:
        return _saut_sans_bascule(analyse, repere, noms)
    if repere.genre is GenreSeuil.EGALITE:
        ensemble = nommer((cote.outil for cote in repere.cotes), noms)
        cout = _cout(analyse, repere.cotes[0].avant, repere.x)
        return (
            f"{ensemble} coûtent autant{_DEUX_POINTS} {cout}. Avant, le moins cher est "
            f"{nommer(repere.avant, noms)}{_POINT_VIRGULE} après, {nommer(repere.apres, noms)}."
        )
    avant = sorted((cote.avant, noms[cote.outil]) for cote in repere.cotes)
    apres = sorted((cote.apres, noms[cote.outil]) for cote in repere.cotes)
    return f"Juste avant{_DEUX_POINTS} {_liste(avant)}. Juste après{_DEUX_POINTS} {_liste(apres)}."


def _liste(couts: Iterable[tuple[Fraction, str]]) -> str:
    return ", ".join(f"{nom} {montant(cout)}" for cout, nom in couts)


def _plage(analyse: Analyse, repere: Repere, noms: Noms) -> str:
    debut = next(cote.apres for cote in repere.cotes if cote.outil in repere.apres)
    fin = debut if repere.cout_fin is None else repere.cout_fin
    couts = montant(debut) if debut == fin else f"de {montant(debut)} à {montant(fin)}"
    return f"{nommer(repere.apres, noms)} coûtent autant{_DEUX_POINTS} {couts} {duree(analyse)}."


def _saut_sans_bascule(analyse: Analyse, repere: Repere, noms: Noms) -> str:
    def passer(cote: Cotes) -> str:
        return f"{noms[cote.outil]} passe de {montant(cote.avant)} à {montant(cote.apres)} {duree(analyse)}"

    reste = "reste le moins cher" if len(repere.cotes) == 1 else "restent les moins chers"
    return f"{enumerer(passer(cote) for cote in repere.cotes)} et {reste}."


def _cout(analyse: Analyse, cout: Fraction, x: Fraction) -> str:
    if cout == 0:
        return f"{montant(cout)} {duree(analyse)}"
    return f"{montant(cout)} {duree(analyse)}, soit {pourcent(analyse.part(cout, x))} des ventes"


def sans_courbe(comparaison: Comparaison) -> str:
    """Outils qui n'ont pas de courbe, et pourquoi ; chaîne vide s'ils en ont tous."""
    ecartes = [r for r in comparaison.resultats if r.statut is Statut.ECARTE]
    partiels = [
        r for r in comparaison.resultats if r.statut is not Statut.ECARTE and not porte_toutes_les_ventes(r)
    ]
    dits = (
        ("Sans courbe, car écarté", "Sans courbe, car écartés", ecartes),
        ("Ne porte pas toutes vos ventes", "Ne portent pas toutes vos ventes", partiels),
    )
    return " ".join(
        f"{pluriel if len(qui) > 1 else seul}{_DEUX_POINTS} {_sans_liaison([r.cout.outil.nom for r in qui])}."
        for seul, pluriel, qui in dits
        if qui
    )
