"""Dominance : un outil qui fait au moins aussi bien qu'un autre, pour pas plus cher.

« Au moins aussi bien » porte sur trois choses : les souhaits remplis, les indispensables remplis et les
clientèles servies, chacune comparée comme un ensemble. Sans les deux dernières, un outil gratuit qui ne
sert que les professionnels, ou dont une réponse reste à vérifier, dominerait à tort.
"""

from dataclasses import dataclass

from modele.catalogue.objets import Clientele, Valeur
from modele.choix.objets import Comparaison, Resultat, Statut
from modele.choix.statut import valeur_pour
from modele.situation import Situation


@dataclass(frozen=True, slots=True)
class Domination:
    """`outil` est dominé par `par`, lui-même dominé par aucun ; `phrase` est prête à lire."""

    outil: str
    par: str
    phrase: str


@dataclass(frozen=True, slots=True)
class _Atouts:
    besoins: frozenset[str]
    clienteles: frozenset[Clientele]

    def couvrent(self, autres: "_Atouts") -> bool:
        return self.besoins >= autres.besoins and self.clienteles >= autres.clienteles


def _atouts(resultat: Resultat, situation: Situation) -> _Atouts:
    outil = resultat.cout.outil
    ventes = {
        Clientele.PARTICULIERS: situation.ca_particuliers,
        Clientele.PROFESSIONNELS: situation.ca_professionnels,
    }
    return _Atouts(
        frozenset(c for c in situation.exigences if valeur_pour(outil, c) is Valeur.OUI),
        frozenset(clientele for clientele in outil.clienteles if ventes[clientele] > 0),
    )


def dominations(comparaison: Comparaison) -> tuple[Domination, ...]:
    """Outils dominés, du moins cher au plus cher (coût pour la ferme en année suivante).

    Les écartés ne comptent pas. Deux outils qui se valent ne se dominent pas. Sans aucun besoin
    exprimé, le coût et les clientèles départagent seuls.
    """
    candidats = [
        (resultat, _atouts(resultat, comparaison.situation))
        for resultat in comparaison.resultats
        if resultat.statut is not Statut.ECARTE
    ]
    # Ainsi triés, un dominant précède toujours ceux qu'il domine : une passe suffit.
    candidats.sort(
        key=lambda candidat: (
            candidat[0].cout.annee_suivante.ferme,
            -len(candidat[1].besoins) - len(candidat[1].clienteles),
        )
    )
    libres: list[tuple[Resultat, _Atouts]] = []
    trouvees: list[Domination] = []
    for resultat, atouts in candidats:
        cout = resultat.cout.annee_suivante.ferme
        for dominant, siens in libres:
            moins_cher = dominant.cout.annee_suivante.ferme < cout
            if siens.couvrent(atouts) and (moins_cher or siens != atouts):
                trouvees.append(Domination(resultat.outil, dominant.outil, _phrase(dominant, moins_cher)))
                break
        else:
            libres.append((resultat, atouts))
    return tuple(trouvees)


def _phrase(dominant: Resultat, moins_cher: bool) -> str:
    mieux = "fait au moins aussi bien pour moins cher" if moins_cher else "fait mieux pour le même coût"
    return f"{dominant.cout.outil.nom} {mieux}."


def non_domines(comparaison: Comparaison) -> tuple[str, ...]:
    """Identifiants des outils non écartés qu'aucun autre ne domine, dans l'ordre d'affichage."""
    domines = {domination.outil for domination in dominations(comparaison)}
    return tuple(
        outil
        for outil in comparaison.ordre
        if outil not in domines and comparaison.par_outil[outil].statut is not Statut.ECARTE
    )
