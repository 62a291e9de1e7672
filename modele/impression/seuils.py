"""Les seuils imprimés : le graphique, ses zones numérotées et leurs phrases."""

from collections.abc import Sequence
from dataclasses import replace

from modele.choix.analyse_seuils import Analyse, Periode, analyser, principaux
from modele.choix.dessin_seuils import axe_autour, dessiner
from modele.choix.moins_cher import en_lice, porte_toutes_les_ventes
from modele.choix.objets import Comparaison, Statut
from modele.choix.phrases import montant
from modele.choix.phrases_seuils import payeurs_des_gratuits, position
from modele.choix.robustesse import CA_MAX
from modele.impression.objets import Courbe, Graphique, Phrase, Seuils
from modele.nombres import ESPACE_INSECABLE
from modele.tarification.seuils import Intervalle

COURBES_MAX = 9
_SANS_VENTE = "Le graphique vient avec vos ventes : il dit lequel des outils est le moins cher, et jusqu'où."
_TOUS_ECARTES = "Vos besoins et votre label écartent tous les outils : il n'y a pas de courbe à tracer."
_PERSONNE = "Aucun outil non écarté ne porte à lui seul toutes vos ventes : leurs coûts ne se comparent pas."


def seuils(comparaison: Comparaison, montres: Sequence[str]) -> Seuils:
    """Graphique du coût d'une année suivante selon les ventes ; sans courbe, la raison est dans `legende`."""
    if not en_lice(comparaison):
        return Seuils(None, _sans_graphique(comparaison), (), ())
    ventes = comparaison.situation.ca_total
    x_max = axe_autour(ventes)
    analyse = analyser(comparaison, Periode.SUIVANTE, max(x_max, CA_MAX))
    noms = {resultat.outil: resultat.cout.outil.nom for resultat in comparaison.resultats}
    choisis = principaux(analyse, ventes, COURBES_MAX, montres)
    dessin = dessiner(replace(analyse, courbes={o: analyse.courbes[o] for o in choisis}), x_max, False, True)
    graphique = Graphique(
        dessin, tuple(Courbe(outil, noms[outil], outil in montres) for outil in choisis), ventes
    )
    gagnants = analyse.moins_chers_en(ventes)
    phrases = [Phrase(position(analyse, ventes, noms))]
    if len(gagnants) <= COURBES_MAX and (gratuits := payeurs_des_gratuits(comparaison, gagnants)):
        phrases.append(Phrase(gratuits))
    phrases += _sans_courbe(comparaison, analyse, choisis)
    zones = tuple(_zone(intervalle, analyse, noms) for intervalle in analyse.intervalles)
    legende = "Coût d'une année suivante\u00a0; en gras, ceux de la page 1"
    return Seuils(graphique, legende, zones, tuple(phrases))


def _sans_graphique(comparaison: Comparaison) -> str:
    if comparaison.situation.ca_total <= 0:
        return _SANS_VENTE
    if all(resultat.statut is Statut.ECARTE for resultat in comparaison.resultats):
        return _TOUS_ECARTES
    return _PERSONNE


def _zone(intervalle: Intervalle, analyse: Analyse, noms: dict[str, str]) -> Phrase:
    """« Le moins cher de 1 714,29 € à 15 410,96 € : Local.bio. »"""
    de, a = montant(intervalle.de), montant(intervalle.a)
    if intervalle.a == analyse.ca_max:
        ou = f"au-delà de {de}" if intervalle.de else f"de 0 à {a}"
    else:
        ou = f"de {de} à {a}" if intervalle.de else f"jusqu'à {a}"
    gagnants = tuple(noms[outil] for outil in intervalle.moins_chers)
    qui = "Le moins cher" if len(gagnants) == 1 else "À égalité, les moins chers"
    return Phrase(f"{qui} {ou}{ESPACE_INSECABLE}: ", gagnants)


def _sans_courbe(comparaison: Comparaison, analyse: Analyse, choisis: Sequence[str]) -> list[Phrase]:
    partiels = tuple(
        r.cout.outil.nom
        for r in comparaison.resultats
        if r.statut is not Statut.ECARTE and not porte_toutes_les_ventes(r)
    )
    caches = tuple(r.cout.outil.nom for r in en_lice(comparaison) if r.outil not in choisis)
    dits = (
        (f"Sans courbe, car {_sujet(partiels)} toutes vos ventes{ESPACE_INSECABLE}: ", partiels),
        (f"Sans courbe ici, faute de place{ESPACE_INSECABLE}: ", caches),
    )
    return [Phrase(debut, noms) for debut, noms in dits if noms]


def _sujet(noms: tuple[str, ...]) -> str:
    return "il ne porte pas" if len(noms) == 1 else "ils ne portent pas"
