"""Ce qu'un changement d'édition du catalogue change pour un dossier, en phrases."""

from collections.abc import Iterator, Sequence

from modele.catalogue.objets import Catalogue
from modele.choix.moins_cher import en_lice, moins_chers
from modele.choix.objets import Comparaison, Resultat, Statut
from modele.choix.phrases import citer, enumerer, montant
from modele.comparaison import comparer
from modele.nombres import ESPACE_INSECABLE
from modele.situation import Situation

CITES = 3
"""Outils cités un à un ; au-delà, ils sont comptés."""
_DEUX_POINTS = f"{ESPACE_INSECABLE}: "


def consequences(avant: Catalogue, apres: Catalogue, situation: Situation) -> tuple[str, ...]:
    """Phrases pour la ferme, la plus importante d'abord ; vide si rien ne change pour elle."""
    ancienne, nouvelle = comparer(avant, situation), comparer(apres, situation)
    premiere = tuple(_moins_cher(ancienne, nouvelle))
    return (
        *premiere,
        *_statuts(ancienne, nouvelle),
        *_couts(ancienne, nouvelle, sans=_outils(_gagnants(nouvelle)) if premiere else frozenset()),
        *_disparus(avant, apres, situation),
    )


def _gagnants(comparaison: Comparaison) -> tuple[Resultat, ...]:
    return moins_chers(en_lice(comparaison))


def _outils(resultats: Sequence[Resultat]) -> frozenset[str]:
    return frozenset(resultat.outil for resultat in resultats)


def _moins_cher(ancienne: Comparaison, nouvelle: Comparaison) -> Iterator[str]:
    avant, apres = _gagnants(ancienne), _gagnants(nouvelle)
    if _outils(avant) != _outils(apres):
        if not avant:
            yield f"un outil porte désormais toutes vos ventes{_DEUX_POINTS}{_citer(apres)}"
        elif not apres:
            yield f"plus aucun outil ne porte toutes vos ventes (c'était {_citer(avant)})"
        else:
            yield f"votre outil le moins cher change{_DEUX_POINTS}{_citer(avant)} → {_citer(apres)}"
    elif avant and _cout(avant[0]) != _cout(apres[0]):
        noms = enumerer(resultat.cout.outil.nom for resultat in apres)
        yield (
            f"votre outil le moins cher reste {noms}, mais son coût passe de {_cout(avant[0])} à "
            f"{_cout(apres[0])} par an"
        )


def _citer(gagnants: Sequence[Resultat]) -> str:
    return f"{enumerer(resultat.cout.outil.nom for resultat in gagnants)} ({_cout(gagnants[0])})"


def _cout(resultat: Resultat) -> str:
    return montant(resultat.cout.annee_suivante.ferme)


def _statuts(ancienne: Comparaison, nouvelle: Comparaison) -> Iterator[str]:
    for resultat in nouvelle.resultats:
        ancien = ancienne.par_outil.get(resultat.outil)
        if ancien is None:
            continue
        nom = resultat.cout.outil.nom
        ecarte, ecartait = (r.statut is Statut.ECARTE for r in (resultat, ancien))
        if ecarte and not ecartait:
            raison = f"{_DEUX_POINTS}{resultat.motifs[0].rstrip('.')}" if resultat.motifs else ""
            yield f"{nom} est désormais écarté{raison}"
        elif ecartait and not ecarte:
            yield f"{nom} n'est plus écarté"


def _couts(ancienne: Comparaison, nouvelle: Comparaison, sans: frozenset[str]) -> Iterator[str]:
    """Coûts annuels qui changent, parmi les outils non écartés que les phrases précédentes ne citent pas."""
    changes = [
        (ancien, resultat)
        for resultat in nouvelle.resultats
        if resultat.outil not in sans
        and resultat.statut is not Statut.ECARTE
        and (ancien := ancienne.par_outil.get(resultat.outil)) is not None
        and ancien.cout.annee_suivante.ferme != resultat.cout.annee_suivante.ferme
    ]
    dits = [f"{r.cout.outil.nom} {_cout(ancien)} → {_cout(r)}" for ancien, r in changes[:CITES]]
    reste = len(changes) - CITES
    if reste > 0:
        dits.append(f"{reste} autre{'s' if reste > 1 else ''}")
    if dits:
        yield f"le coût par an change{_DEUX_POINTS}{', '.join(dits)}"


def _disparus(avant: Catalogue, apres: Catalogue, situation: Situation) -> Iterator[str]:
    for critere in situation.exigences:
        if critere in avant.par_critere and critere not in apres.par_critere:
            yield f"votre besoin {citer(avant.par_critere[critere].nom)} n'existe plus dans cette édition"
    for outil in apres.outils:
        ancien = avant.par_outil.get(outil.identifiant)
        if ancien is None:
            continue
        formule = situation.formules.get(outil.identifiant, "")
        if formule in ancien.par_formule and formule not in outil.par_formule:
            yield _plus_proposee(outil.nom, "la formule", ancien.par_formule[formule].nom)
        for option in situation.options.get(outil.identifiant, ()):
            if option in ancien.par_option and option not in outil.par_option:
                yield _plus_proposee(outil.nom, "l'option", ancien.par_option[option].nom)


def _plus_proposee(outil: str, quoi: str, nom: str) -> str:
    return f"{outil} ne propose plus {quoi} {citer(nom)} que vous aviez choisie"
