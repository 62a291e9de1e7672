"""Deux outils, un par clientèle, quand la ferme vend aux particuliers et aux professionnels.

Chaque outil est calculé sur sa seule clientèle. La paire répond à un besoin aussi bien que le meilleur
des deux : elle n'est écartée que si un indispensable est `non` chez l'un et chez l'autre. Un outil qui
exige un label que la ferme n'a pas n'entre dans aucune paire.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from heapq import heapify, heappop, heappush

from modele.catalogue.objets import Catalogue, Valeur
from modele.choix.classement import cle_alphabetique
from modele.choix.moins_cher import en_lice, moins_chers
from modele.choix.objets import Resultat, Statut
from modele.choix.phrases import citer, enumerer, montant
from modele.choix.statut import valeur_pour
from modele.comparaison import comparer
from modele.situation import Situation
from modele.tarification.resultat import CoutOutil

_DU_MEILLEUR_AU_PIRE = (Valeur.OUI, Valeur.PARTIEL, Valeur.OPTION, Valeur.NON_PRECISE, Valeur.NON)
_RESERVES = {
    Valeur.NON_PRECISE: "à vérifier auprès de l'éditeur",
    Valeur.PARTIEL: "aucun des deux outils n'y répond entièrement",
    Valeur.OPTION: "c'est une option payante",
}


@dataclass(frozen=True, slots=True)
class Combinaison:
    """Un outil pour les particuliers, un autre pour les professionnels (€ ; coûts additionnés).

    `statut` et `souhaits_remplis` sont ceux de la paire ; `reserves` sont des phrases. `seuls` nomme
    l'outil (ou les ex æquo) le moins cher à porter seul toutes les ventes ; `ecart` est ce que la paire
    coûte de plus que lui en année suivante (négatif : elle coûte moins), None si aucun ne le peut.
    """

    particuliers: CoutOutil
    professionnels: CoutOutil
    statut: Statut
    criteres_en_cause: tuple[str, ...]
    reserves: tuple[str, ...]
    souhaits_remplis: tuple[str, ...]
    seuls: tuple[str, ...]
    ecart: Decimal | None
    couverture: str
    comparaison: str

    @property
    def outils(self) -> tuple[str, str]:
        """Identifiants : celui des particuliers, puis celui des professionnels."""
        return self.particuliers.outil.identifiant, self.professionnels.outil.identifiant

    @property
    def annee_1(self) -> Decimal:
        """Coût de la première année pour la ferme."""
        return self.particuliers.annee_1.ferme + self.professionnels.annee_1.ferme

    @property
    def annee_suivante(self) -> Decimal:
        """Coût d'une année suivante pour la ferme."""
        return self.particuliers.annee_suivante.ferme + self.professionnels.annee_suivante.ferme

    @property
    def horizon(self) -> Decimal:
        """Coût sur la durée de la comparaison pour la ferme."""
        return self.particuliers.horizon + self.professionnels.horizon


def aux_particuliers(situation: Situation) -> Situation:
    """La même ferme, réduite à ses ventes aux particuliers."""
    return replace(situation, ca_professionnels=Fraction(0))


def aux_professionnels(situation: Situation) -> Situation:
    """La même ferme, réduite à ses ventes aux professionnels : elle n'y facture aucun particulier."""
    return replace(situation, ca_particuliers=Fraction(0), clients_actifs=0)


def combiner(
    catalogue: Catalogue, situation: Situation, limite: int | None = None
) -> tuple[Combinaison, ...]:
    """Paires d'outils différents qui restent en lice, de la moins chère à la plus chère (année suivante).

    À coût égal, d'abord celle qui remplit le plus de souhaits, puis l'ordre alphabétique. Vide si la
    ferme ne vend pas aux deux clientèles. `limite` s'en tient aux premières, sans juger toutes les autres.
    """
    if situation.ca_particuliers <= 0 or situation.ca_professionnels <= 0:
        return ()
    comparaison = comparer(catalogue, situation)
    situation = comparaison.situation
    seuls = moins_chers(en_lice(comparaison))
    paires: list[Combinaison] = []
    for particuliers, professionnels in _par_cout(
        _porteurs(catalogue, aux_particuliers(situation)), _porteurs(catalogue, aux_professionnels(situation))
    ):
        cout = particuliers.annee_suivante.ferme + professionnels.annee_suivante.ferme
        # Les ex æquo de la dernière retenue se départagent par leurs souhaits : il les faut toutes.
        if limite is not None and len(paires) >= limite and cout > paires[-1].annee_suivante:
            break
        if particuliers.outil.identifiant != professionnels.outil.identifiant:
            paire = _combinaison(catalogue, situation, particuliers, professionnels, seuls)
            if paire is not None:
                paires.append(paire)
    return tuple(sorted(paires, key=_cle)[:limite])


def _par_cout(
    particuliers: Sequence[CoutOutil], professionnels: Sequence[CoutOutil]
) -> Iterator[tuple[CoutOutil, CoutOutil]]:
    """Toutes les paires, de la somme de coûts la plus petite à la plus grande, une à une."""
    gauche = sorted(particuliers, key=lambda cout: cout.annee_suivante.ferme)
    droite = sorted(professionnels, key=lambda cout: cout.annee_suivante.ferme)
    if not droite:
        return
    tas = [
        (g.annee_suivante.ferme + droite[0].annee_suivante.ferme, rang, 0) for rang, g in enumerate(gauche)
    ]
    heapify(tas)
    while tas:
        _cout, i, j = heappop(tas)
        yield gauche[i], droite[j]
        if j + 1 < len(droite):
            heappush(tas, (gauche[i].annee_suivante.ferme + droite[j + 1].annee_suivante.ferme, i, j + 1))


def _cle(paire: Combinaison) -> tuple[Decimal, int, str, str]:
    return (
        paire.annee_suivante,
        -len(paire.souhaits_remplis),
        cle_alphabetique(paire.particuliers.outil.nom),
        cle_alphabetique(paire.professionnels.outil.nom),
    )


def _porteurs(catalogue: Catalogue, situation: Situation) -> tuple[CoutOutil, ...]:
    """Outils que ni les ventes ni le label n'écartent ; les besoins se jugent sur la paire."""
    sans_besoin = comparer(catalogue, replace(situation, exigences={}))
    return tuple(r.cout for r in sans_besoin.resultats if r.statut is not Statut.ECARTE)


def _combinaison(
    catalogue: Catalogue,
    situation: Situation,
    particuliers: CoutOutil,
    professionnels: CoutOutil,
    seuls: tuple[Resultat, ...],
) -> Combinaison | None:
    """La paire jugée ; None si un indispensable l'écarte."""
    outils = (particuliers.outil, professionnels.outil)
    reponses = {
        critere: min((valeur_pour(outil, critere) for outil in outils), key=_DU_MEILLEUR_AU_PIRE.index)
        for critere in situation.exigences
    }
    souhaits = tuple(
        c for c, e in situation.exigences.items() if e == "souhaite" and reponses[c] is Valeur.OUI
    )
    manques = {
        c: reponses[c]
        for c, exigence in situation.exigences.items()
        if exigence == "indispensable" and reponses[c] is not Valeur.OUI
    }
    if Valeur.NON in manques.values():
        return None
    inconnus = tuple(c for c, valeur in manques.items() if valeur is Valeur.NON_PRECISE)
    statut = Statut.A_VERIFIER if inconnus else Statut.AVEC_RESERVE if manques else Statut.RETENU
    cout = particuliers.annee_suivante.ferme + professionnels.annee_suivante.ferme
    ecart = cout - seuls[0].cout.annee_suivante.ferme if seuls else None
    return Combinaison(
        particuliers=particuliers,
        professionnels=professionnels,
        statut=statut,
        criteres_en_cause=inconnus or tuple(manques),
        reserves=tuple(
            f"{citer(catalogue.par_critere[c].nom)} est indispensable pour vous\u00a0; {_RESERVES[valeur]}."
            for c, valeur in manques.items()
        ),
        souhaits_remplis=souhaits,
        seuls=tuple(resultat.outil for resultat in seuls),
        ecart=ecart,
        couverture=_couverture(situation, particuliers, professionnels),
        comparaison=_phrase_ecart(ecart, seuls),
    )


def _couverture(situation: Situation, particuliers: CoutOutil, professionnels: CoutOutil) -> str:
    return (
        f"{particuliers.outil.nom} porte vos {montant(situation.ca_particuliers)} de ventes aux particuliers "
        f"et {professionnels.outil.nom} vos {montant(situation.ca_professionnels)} aux professionnels."
    )


def _phrase_ecart(ecart: Decimal | None, seuls: tuple[Resultat, ...]) -> str:
    if ecart is None:
        return "Aucun outil seul ne porte toutes vos ventes."
    noms = enumerer((resultat.cout.outil.nom for resultat in seuls), "ou")
    if ecart == 0:
        return f"Le même coût qu'avec {noms} seul."
    return f"{montant(abs(ecart))}/an de {'plus' if ecart > 0 else 'moins'} qu'avec {noms} seul."
