"""Les rangées de la vue « Côte à côte », de haut en bas : titre, cases, et ce qui s'y compare."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gui.composants.choix_cellules import (
    Cellule,
    CelluleContacts,
    CelluleMontant,
    CelluleNote,
    CelluleReponse,
    CelluleStatut,
    CelluleTexte,
)
from gui.composants.choix_rangees import phrase_souhaits
from gui.session import Session
from gui.tableaux.phrases import EXIGENCES, charges_d_autrui
from modele.choix.objets import Resultat
from modele.choix.statut import valeur_pour
from modele.mots_du_cout import fourchette, phrase_date, phrase_taxes
from modele.nombres import ESPACE_INSECABLE, euros, pourcent
from modele.situation import Situation
from modele.tarification.prix_proposes_en_mots import phrases_des_lignes
from modele.tarification.resultat import CoutOutil

_RESILIATION = "resiliation"


class RangeeCote(NamedTuple):
    """Une rangée ; `creer` fait la case d'un outil, `cle` rend ce qui s'y compare, None si rien."""

    titre: str
    creer: Callable[[str], Cellule]
    cle: Callable[[Resultat], Hashable] | None = None


def rangees_cote(session: Session) -> Iterator[RangeeCote]:
    """Rangées pour les besoins actuels de la ferme, les indispensables d'abord."""
    catalogue = session.catalogue
    exigences = session.comparaison.situation.exigences
    yield RangeeCote("Statut", lambda _: CelluleStatut(), lambda resultat: resultat.statut)
    yield from _couts(session.situation.horizon)
    yield RangeeCote(
        "Payé par d'autres · année suivante",
        lambda _: CelluleTexte(_paye_par_d_autres),
        lambda resultat: charges_d_autrui(resultat.cout),
    )
    yield RangeeCote("Formule", lambda _: CelluleTexte(lambda r: _formule(r, session.situation)))
    if "souhaite" in exigences.values():
        yield RangeeCote(
            "Souhaits",
            lambda _: CelluleTexte(lambda r: phrase_souhaits(catalogue, session.comparaison, r)),
            lambda resultat: frozenset(resultat.souhaits_remplis),
        )
    for exigence in ("indispensable", "souhaite"):
        for critere in (c for c, dite in exigences.items() if dite == exigence):
            yield _besoin(f"{catalogue.par_critere[critere].nom} · {EXIGENCES[exigence]}", critere)
    yield RangeeCote("Frais sans prix", lambda _: CelluleTexte(_frais_sans_prix))
    yield RangeeCote("Engagement et départ", lambda _: CelluleTexte(_depart))
    yield RangeeCote("Contacts", lambda outil: CelluleContacts(catalogue, outil))
    yield RangeeCote("Vos notes", lambda outil: CelluleNote(session, outil))


def _besoin(titre: str, critere: str) -> RangeeCote:
    return RangeeCote(
        titre,
        lambda _: CelluleReponse(critere),
        lambda resultat: valeur_pour(resultat.cout.outil, critere),
    )


def _couts(annees: int) -> Iterator[RangeeCote]:
    yield _cout("première année", lambda c: (c.annee_1.ferme, c.annee_1.bas, c.annee_1.haut))
    yield _cout(
        "année suivante",
        lambda c: (c.annee_suivante.ferme, c.annee_suivante.bas, c.annee_suivante.haut),
        _part_des_ventes,
    )
    if annees > 1:
        duree = f"sur {annees}{ESPACE_INSECABLE}ans"
        yield _cout(duree, lambda c: (c.horizon, c.horizon_bas, c.horizon_haut))


def _cout(
    duree: str,
    montants: Callable[[CoutOutil], tuple[Decimal, Decimal, Decimal]],
    preciser: Callable[[CoutOutil], str] = lambda _: "",
) -> RangeeCote:
    """Rangée d'un coût ; `montants` en rend la valeur retenue et les bornes."""

    def nuancer(resultat: Resultat) -> str:
        _, bas, haut = montants(resultat.cout)
        propose = "Avec un tarif proposé." if resultat.cout.propose else ""
        dits = (fourchette(bas, haut), propose, preciser(resultat.cout))
        return "\n".join(filter(None, dits))

    return RangeeCote(
        f"Coût pour votre ferme · {duree}",
        lambda _: CelluleMontant(lambda resultat: euros(montants(resultat.cout)[0]), nuancer),
        lambda resultat: montants(resultat.cout),
    )


def _part_des_ventes(cout: CoutOutil) -> str:
    taux = cout.taux_effectif
    if taux is None:
        return "Ne porte aucune de vos ventes."
    if cout.ca_non_couvert > 0:
        reste = euros(cout.ca_non_couvert, centimes=False)
        return f"{pourcent(taux)} des ventes qu'il porte{ESPACE_INSECABLE}; {reste} n'y passeraient pas."
    return f"{pourcent(taux)} de vos ventes."


def _paye_par_d_autres(resultat: Resultat) -> str:
    return "\n".join(charges_d_autrui(resultat.cout)) or "Rien, d'après les prix que donne le guide."


def _formule(resultat: Resultat, situation: Situation) -> str:
    cout = resultat.cout
    lignes = [cout.formule.nom, cout.formule.description]
    lignes += [f"Option{ESPACE_INSECABLE}: {option.nom}" for option in cout.options]
    lignes += [*phrases_des_lignes(cout), phrase_taxes(cout, situation)]
    lignes.append(phrase_date(cout.outil, cout.propose))
    return "\n".join(filter(None, lignes))


def _frais_sans_prix(resultat: Resultat) -> str:
    return _liste(resultat.cout.non_chiffres) or "Le guide n'en cite pas."


def _depart(resultat: Resultat) -> str:
    faits = [fait.texte for fait in resultat.cout.outil.faits if fait.rubrique == _RESILIATION]
    return _liste(faits) or "Le guide ne le dit pas."


def _liste(textes: Sequence[str]) -> str:
    """Un texte par ligne, précédé d'un point s'il y en a plusieurs."""
    if len(textes) < 2:
        return "".join(textes)
    return "\n".join(f"•{ESPACE_INSECABLE}{texte}" for texte in textes)
