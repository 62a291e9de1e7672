"""Le coût d'un outil pour une seule vente : ses étapes dans « _calculs », comme `modele.ventes_du_dossier` les suit.

La vente se répartit comme celles de la ferme entre les clientèles que l'outil sert ; si la ferme n'y vend
rien, tout va à la première.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from modele.catalogue.objets import Clientele, Outil
from modele.export import expressions
from modele.export.calculs import TITRE, Calculs
from modele.export.ecriture import Formule
from modele.export.expressions import DE_LA_FERME, Grandeurs
from modele.export.termes import Terme
from modele.situation import Situation
from modele.tarification.assiettes import Ventes, ventes
from modele.ventes_du_dossier import cout_de_l_outil

_ZERO, _UN = Fraction(0), Fraction(1)
_SAISIES = {
    Clientele.PARTICULIERS: ("part_en_ligne", "panier_moyen"),
    Clientele.PROFESSIONNELS: ("part_en_ligne_pro", "panier_moyen_pro"),
}


def cout(
    calculs: Calculs,
    situation: Situation,
    outil: Outil,
    termes: Sequence[Terme],
    vente: tuple[str, Fraction],
) -> str:
    """Formule du coût d'une année suivante ; `vente` est la case du chiffre d'affaires, et ce qu'elle porte."""
    case, ca = vente
    calculs.titre(f"Coût de {outil.nom} pour une vente")
    portees = {clientele: _saisie(situation, clientele) for clientele in outil.clienteles}
    total = sum(portees.values(), _ZERO)
    couvert = _etape(calculs, "Ventes de la ferme qu'il porterait", expressions.ca_couvert(outil), total)
    reference = total or ca or _UN
    total_lu = _etape(
        calculs,
        "Ventes de référence : celles-là, sinon cette vente",
        f"IF({couvert}>0,{couvert},IF({case}>0,{case},1))",
        reference,
    )
    fois = _etape(calculs, "Cette vente, rapportée à elles", f"{case}/{total_lu}", ca / reference)
    grandeurs = _grandeurs(calculs, situation, (couvert, total), (total_lu, reference), portees)

    def valeur(terme: Terme) -> Fraction:
        return cout_de_l_outil(terme.seul(), situation, ca).retenu if terme.porteur.retenue else _ZERO

    return calculs.sommer(
        TITRE,
        lambda _: [(terme.cout(fois, grandeurs), valeur(terme)) for terme in termes],
    )


def _saisie(situation: Situation, clientele: Clientele) -> Fraction:
    if clientele is Clientele.PARTICULIERS:
        return situation.ca_particuliers
    return situation.ca_professionnels


def _grandeurs(
    calculs: Calculs,
    situation: Situation,
    couvert: tuple[str, Fraction],
    reference: tuple[str, Fraction],
    portees: Mapping[Clientele, Fraction],
) -> Grandeurs:
    """Ventes de référence de chaque clientèle servie, et ce qui s'en déduit."""
    premiere = next((une for une in Clientele if une in portees), None)
    cas, encaisses, commandes = {}, {}, {}
    for clientele, portee in portees.items():
        part, panier = _SAISIES[clientele]
        seule = clientele is premiere
        formule = f"IF({couvert[0]}>0,{DE_LA_FERME.ca[clientele]},{reference[0] if seule else 0})"
        valeur = portee if couvert[1] else reference[1] if seule else _ZERO
        deduites = _deduites(situation, clientele, valeur)
        cas[clientele] = _etape(calculs, f"Dont {clientele.value}", formule, valeur)
        formule = f"{cas[clientele]}*{part}*(1+taux_tva_ventes)"
        encaisses[clientele] = _etape(calculs, "payé en ligne", formule, deduites.encaisse)
        formule = f"{encaisses[clientele]}/{panier}"
        commandes[clientele] = _etape(calculs, "commandes en ligne", formule, deduites.commandes)
    return Grandeurs(cas, encaisses, commandes)


def _deduites(situation: Situation, clientele: Clientele, ca: Fraction) -> Ventes:
    part, panier = (getattr(situation, nom) for nom in _SAISIES[clientele])
    return ventes(ca, part, panier, situation.taux_tva_ventes)


def _etape(calculs: Calculs, libelle: str, formule: str, valeur: Fraction) -> str:
    (case,) = calculs.etape(libelle, [Formule(formule, valeur)])
    return case
