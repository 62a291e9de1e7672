"""Les dossiers de l'application comme un lot : le même moteur, les mêmes classeurs, la même synthèse."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from modele.catalogue.objets import Catalogue
from modele.dossiers import consultation
from modele.dossiers.fautes import lisible
from modele.dossiers.objets import ResumeDossier
from modele.dossiers.traduction import fautes_traduites
from modele.fautes import EntreeInvalide, phrase
from modele.lot.objets import Faute, Ferme, FermeRefusee, Lue
from modele.nombres import date_francaise
from modele.situation import FERME_SANS_NOM


def fermes_des_dossiers(
    base: Path, resumes: Iterable[ResumeDossier], catalogue: Catalogue
) -> tuple[Ferme, ...]:
    """Une ferme par dossier qui n'est pas archivé ; chacune n'est relue qu'à son tour.

    Lève `EntreeInvalide` s'il n'y en a aucune.
    """
    gardes = [resume for resume in resumes if not resume.archive]
    if not gardes:
        raise EntreeInvalide("Vous n'avez aucun dossier à exporter : les archives ne sont pas reprises.")
    return tuple(
        Ferme(
            f"dossier modifié le {date_francaise(resume.modifie_le[:10])}",
            resume.nom or FERME_SANS_NOM,
            partial(_lire, base, resume.identifiant, catalogue),
        )
        for resume in gardes
    )


def _lire(base: Path, identifiant: int, catalogue: Catalogue) -> Lue:
    from modele.reprise.lecture import inconnus

    try:
        with fautes_traduites(lisible(base)):
            dossier = consultation.lire(base, identifiant)
    except EntreeInvalide as faute:
        raise FermeRefusee("", (Faute("", "", phrase(faute)),)) from faute
    return Lue(dossier, tuple(inconnus(dossier.situation, catalogue)))
