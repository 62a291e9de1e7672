"""Les rangées de la vue « Côte à côte », de haut en bas : titre, cases, et ce qui s'y compare."""

from collections.abc import Callable, Hashable, Iterator
from typing import NamedTuple

from gui.composants.choix_cellules import (
    Cellule,
    CelluleContacts,
    CelluleCout,
    CelluleNote,
    CelluleReponse,
    CelluleStatut,
    CelluleTexte,
)
from gui.composants.choix_rangees import phrase_souhaits
from gui.session import Session
from gui.tableaux.phrases import EXIGENCES
from modele.catalogue.objets import Outil
from modele.choix.objets import Resultat
from modele.choix.statut import valeur_pour
from modele.nombres import ESPACE_INSECABLE

_RESILIATION = "resiliation"


class RangeeCote(NamedTuple):
    """Une rangée ; `creer` fait la case d'un outil, `cle` rend ce qui s'y compare, None si rien."""

    titre: str
    creer: Callable[[str], Cellule]
    cle: Callable[[Resultat], Hashable] | None = None


def rangees_cote(session: Session) -> Iterator[RangeeCote]:
    """Rangées pour les besoins actuels de la ferme, les indispensables d'abord."""
    catalogue = session.catalogue
    exigences = session.situation.exigences
    yield RangeeCote("Statut", lambda _: CelluleStatut(), lambda resultat: resultat.statut)
    yield RangeeCote("Coût pour votre ferme", lambda _: CelluleCout(), _couts)
    yield RangeeCote("Formule", lambda _: CelluleTexte(_formule))
    if "souhaite" in exigences.values():
        yield RangeeCote(
            "Souhaits",
            lambda _: CelluleTexte(lambda r: phrase_souhaits(catalogue, session.comparaison, r)),
            lambda resultat: frozenset(resultat.souhaits_remplis),
        )
    for exigence in ("indispensable", "souhaite"):
        for critere in (c for c, dite in exigences.items() if dite == exigence):
            yield _besoin(f"{catalogue.par_critere[critere].nom} ({EXIGENCES[exigence]})", critere)
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


def _couts(resultat: Resultat) -> Hashable:
    cout = resultat.cout
    return cout.annee_1.ferme, cout.annee_suivante.ferme, cout.horizon, cout.horizon_bas, cout.horizon_haut


def _formule(resultat: Resultat) -> str:
    cout = resultat.cout
    lignes = [cout.formule.nom, cout.formule.description]
    lignes += [f"Option{ESPACE_INSECABLE}: {option.nom}" for option in cout.options]
    lignes.append(_date(cout.outil))
    return "\n".join(filter(None, lignes))


def _date(outil: Outil) -> str:
    return f"Prix du guide, vers {outil.date_tarif}{ESPACE_INSECABLE}: à confirmer."


def _frais_sans_prix(resultat: Resultat) -> str:
    return "\n".join(resultat.cout.non_chiffres) or "Le guide n'en cite pas."


def _depart(resultat: Resultat) -> str:
    faits = (fait.texte for fait in resultat.cout.outil.faits if fait.rubrique == _RESILIATION)
    return "\n".join(faits) or "Le guide ne le dit pas."
