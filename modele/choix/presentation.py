"""Ce que montrent le résumé et le petit graphique : les premiers outils et leurs raisons, coût × souhaits."""

from dataclasses import dataclass
from decimal import Decimal

from modele.choix.dominance import dominations
from modele.choix.moins_cher import en_lice, moins_chers, porte_toutes_les_ventes
from modele.choix.objets import Comparaison, Resultat, Statut
from modele.choix.phrases import compter, montant
from modele.nombres import centimes

PREMIERS = 3


@dataclass(frozen=True, slots=True)
class Point:
    """Un outil non écarté dans le graphique : coût pour la ferme (€ par an), souhaits remplis."""

    outil: str
    nom: str
    cout: Decimal
    souhaits: int
    domine: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Un outil du podium : son rang (le même pour des ex æquo) et ses raisons, une phrase chacune."""

    rang: int
    outil: str
    nom: str
    cout: Decimal
    raisons: tuple[str, ...]


def _non_ecartes(comparaison: Comparaison) -> tuple[Resultat, ...]:
    ordonnes = (comparaison.par_outil[outil] for outil in comparaison.ordre)
    return tuple(resultat for resultat in ordonnes if resultat.statut is not Statut.ECARTE)


def nuage(comparaison: Comparaison) -> tuple[Point, ...]:
    """Points du graphique coût × souhaits, dans l'ordre d'affichage."""
    domines = {domination.outil for domination in dominations(comparaison)}
    return tuple(
        Point(
            resultat.outil,
            resultat.cout.outil.nom,
            resultat.cout.annee_suivante.ferme,
            len(resultat.souhaits_remplis),
            resultat.outil in domines,
        )
        for resultat in _non_ecartes(comparaison)
    )


def podium(comparaison: Comparaison) -> tuple[Place, ...]:
    """Les trois premiers outils, avec tous les ex æquo du dernier rang.

    Vide tant qu'aucun besoin n'est exprimé : l'ordre est alors alphabétique et ne désigne personne.
    """
    situation = comparaison.situation
    if not situation.exigences:
        return ()
    resultats = _non_ecartes(comparaison)
    cles = [(-len(r.souhaits_remplis), r.cout.annee_suivante.ferme) for r in resultats]
    return tuple(
        Place(
            rang=cles.index(cle) + 1,
            outil=resultat.outil,
            nom=resultat.cout.outil.nom,
            cout=resultat.cout.annee_suivante.ferme,
            raisons=_raisons(resultat, comparaison),
        )
        for resultat, cle in zip(resultats, cles, strict=True)
        if cles.index(cle) < PREMIERS
    )


def _raisons(resultat: Resultat, comparaison: Comparaison) -> tuple[str, ...]:
    """Coût, souhaits, puis réserves."""
    return (
        raison_du_cout(resultat, comparaison),
        *_souhaits(resultat, comparaison),
        *ventes_non_portees(resultat),
        *resultat.motifs,
        *prix_propose(resultat),
        *prix_incomplet(resultat),
    )


def raison_du_cout(resultat: Resultat, comparaison: Comparaison) -> str:
    """« 809,70 € par an, 449,70 € de plus que le moins cher. »"""
    annee = resultat.cout.annee_suivante
    texte = f"{montant(annee.ferme)} par an"
    if annee.bas != annee.haut:
        texte += f" (entre {montant(annee.bas)} et {montant(annee.haut)})"
    plus_bas = moins_chers(en_lice(comparaison))
    if not porte_toutes_les_ventes(resultat) or not plus_bas:
        return f"{texte}."
    ecart = annee.ferme - plus_bas[0].cout.annee_suivante.ferme
    if ecart > 0:
        return f"{texte}, {montant(ecart)} de plus que le moins cher."
    return f"{texte}, le moins cher{' à égalité' if len(plus_bas) > 1 else ''}."


def _souhaits(resultat: Resultat, comparaison: Comparaison) -> tuple[str, ...]:
    total = sum(exigence == "souhaite" for exigence in comparaison.situation.exigences.values())
    if total == 0:
        return ()
    remplis = len(resultat.souhaits_remplis)
    return (f"{compter(remplis, 'souhait')} sur {total}.",)


def ventes_non_portees(resultat: Resultat) -> tuple[str, ...]:
    """« Ne porte pas 12 000 € de vos ventes. », ou rien."""
    if porte_toutes_les_ventes(resultat):
        return ()
    reste = montant(centimes(resultat.cout.ca_non_couvert))
    return (f"Ne porte pas {reste} de vos ventes.",)


def prix_propose(resultat: Resultat) -> tuple[str, ...]:
    """« Compté au tarif qu'on vous a proposé, non à celui du guide. », ou rien."""
    if not resultat.cout.annee_suivante.propose:
        return ()
    return ("Compté au tarif qu'on vous a proposé, non à celui du guide.",)


def prix_incomplet(resultat: Resultat) -> tuple[str, ...]:
    """« Le guide évoque 2 frais sans donner de prix. », ou rien."""
    nombre = len(resultat.cout.non_chiffres)
    if nombre == 0:
        return ()
    return (f"Le guide évoque {compter(nombre, 'frais')} sans donner de prix.",)
