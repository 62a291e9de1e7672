"""Recevoir une mise à jour du catalogue : ce qu'elle changerait, puis sa mise en service."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from modele.catalogue import emplacements
from modele.catalogue.differences import Groupe, differences
from modele.catalogue.editions import Actif, Editions, exiger_plus_recente
from modele.catalogue.mise_a_jour import MiseAJour, MiseAJourRefusee, lire
from modele.catalogue.objets import Catalogue
from modele.catalogue.signature import cles_acceptees
from modele.consequences import consequences
from modele.dossiers.fautes import BaseAbimee, BaseRefusee
from modele.dossiers.objets import Dossier, ResumeDossier
from modele.situation import FERME_SANS_NOM
from modele.suivi import Suivi
from modele.tarification.prix_proposes import appliquer

AUCUNE_CLE = (
    "Cette version de l'application n'accepte encore aucune mise à jour du catalogue : elle ne connaît la clé "
    "d'aucun éditeur."
)


@dataclass(frozen=True, slots=True)
class DossierTouche:
    """Un dossier dont le résultat change, et comment, la phrase la plus importante d'abord."""

    nom: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposition:
    """Une mise à jour lue et vérifiée, que rien n'a encore appliquée."""

    recue: MiseAJour
    actif: Actif
    changements: tuple[Groupe, ...]
    dossiers: tuple[DossierTouche, ...]


def examiner(
    fichier: Path,
    editions: Editions,
    dossiers: Sequence[Dossier | ResumeDossier] = (),
    suivi: Suivi | None = None,
) -> Proposition:
    """Ce que changerait cette mise à jour, pour le catalogue et pour ces dossiers, tarifs proposés compris.

    Lève `EntreeInvalide` si elle est refusée, `OSError` si un fichier ne se lit pas, `Annulee` si le suivi le
    demande. N'écrit rien.
    """
    suivi = suivi or Suivi()
    suivi.avancer(0, len(dossiers) + 1)
    cles = cles_acceptees(emplacements.CLES)
    if not cles:
        raise MiseAJourRefusee(AUCUNE_CLE)
    recue = lire(fichier, cles)
    actif = editions.actif()
    exiger_plus_recente(recue.catalogue, actif.edition)
    touches = tuple(_touches(actif.catalogue, recue.catalogue, dossiers, suivi))
    return Proposition(recue, actif, differences(actif.catalogue, recue.catalogue), touches)


def acceptation(proposition: Proposition, editions: Editions) -> Callable[[], Actif]:
    """La mise en service de cette édition, à confier à `changer`."""
    recue = proposition.recue
    return lambda: editions.accepter(recue.catalogue, recue.cle, datetime.now().astimezone().date())


def changer(changement: Callable[[], Actif], base: Path, maintenant: datetime) -> Actif:
    """Change d'édition après avoir sauvegardé les dossiers de `base`, s'il y en a.

    Lève `EntreeInvalide` ou `FichierInaccessible` ; l'édition en service le reste alors.
    """
    from modele.dossiers.sauvegardes import CATALOGUE, sauvegarder

    if base.exists() and base.stat().st_size:
        # Une base qui ne s'ouvre pas n'a rien à perdre ici : changer d'édition n'y touche pas.
        with suppress(BaseAbimee, BaseRefusee):
            sauvegarder(base, CATALOGUE, maintenant)
    return changement()


def _touches(
    avant: Catalogue, apres: Catalogue, dossiers: Sequence[Dossier | ResumeDossier], suivi: Suivi
) -> Iterator[DossierTouche]:
    for rang, dossier in enumerate(dossiers, start=1):
        prix = dossier.prix_proposes
        phrases = consequences(appliquer(avant, prix), appliquer(apres, prix), dossier.situation)
        if phrases:
            yield DossierTouche(dossier.nom or FERME_SANS_NOM, phrases)
        suivi.avancer(rang, len(dossiers) + 1)
