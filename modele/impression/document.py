"""Assemble les deux pages d'une comparaison et de son dossier."""

from dataclasses import replace
from datetime import UTC, date, datetime

from modele.catalogue.objets import Catalogue
from modele.choix.objets import Comparaison
from modele.dossiers.objets import Dossier
from modele.export.textes import une_ligne
from modele.impression import ferme, notes, outils, seuils, ventes
from modele.impression.objets import Document, PageDecision, PageSituation
from modele.nombres import date_francaise
from modele.tarification.explications import date_du_tarif

LOGICIEL = "Boussole circuits courts"
SANS_NOM = "Votre ferme"
TITRE = "Choisir un outil de vente en ligne"
_NOM_MAX = 200


def aujourd_hui() -> date:
    """Date du jour, au fuseau de l'ordinateur."""
    return datetime.now(tz=UTC).astimezone().date()


def composer(catalogue: Catalogue, comparaison: Comparaison, dossier: Dossier, jour: date) -> Document:
    """Ce que disent les deux pages, datées de `jour`.

    Coûts, tarifs et statuts viennent de `comparaison` seule : ses outils peuvent porter d'autres prix que ceux
    du catalogue, d'où ne sont pris que les critères, les doutes et les dates du guide.
    """
    compares = replace(catalogue, outils=tuple(resultat.cout.outil for resultat in comparaison.resultats))
    situation = comparaison.situation
    nom = une_ligne(situation.nom, _NOM_MAX)
    imprime_le = date_francaise(jour.isoformat())
    choix = outils.choisir(comparaison, dossier)
    vus = choix.outils
    premiere = PageSituation(
        chiffres=ferme.chiffres(situation),
        a_remplir=ferme.a_remplir(situation),
        situation=ferme.situation_en_clair(situation),
        besoins=ferme.besoins(compares, situation),
        titre_outils=choix.titre,
        regle=choix.regle,
        outils=outils.decrire(compares, comparaison, vus),
        invitation=() if vus else outils.invitation(compares, comparaison),
        aussi_possibles=outils.aussi_possibles(comparaison, vus),
        ecartes=outils.ecartes(compares, comparaison, vus),
    )
    seconde = PageDecision(
        seuils=seuils.seuils(comparaison, vus),
        vente=ventes.avant_apres(compares, situation, dossier),
        hypotheses=notes.hypotheses(comparaison, vus),
        questions=notes.questions(compares, comparaison, dossier, vus),
        dates=notes.dates(compares, comparaison, dossier, imprime_le),
    )
    prix = catalogue.guide.date_tarifs
    proposes = any(resultat.cout.propose for resultat in comparaison.resultats)
    tarifs = "tarifs proposés, sinon du guide" if proposes else "tarifs du guide"
    age = f", {tarifs}, {date_du_tarif(prix)} : à confirmer" if prix else ""
    return Document(
        ferme=nom or SANS_NOM,
        auteur=nom or LOGICIEL,
        titre=TITRE,
        date=imprime_le,
        pied=f"{LOGICIEL}{age}",
        premiere=premiere,
        seconde=seconde,
    )
